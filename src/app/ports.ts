// What the use cases need from outside. Adapters: src/store (Store), src/main.ts (Clock).
import type { Instant } from '../domain/calendar.ts'

/** A JSON document. Every one has a type and a version; older versions are upgraded when read. */
export interface Document {
  readonly type: string
  readonly v: number
  /** Epoch milliseconds: when this document wants attention; found by `due`. */
  readonly dueAt?: Instant
  /** Epoch milliseconds in real time: from then on the document is hidden, and removed (by Cosmos DB up to 1 s early). */
  readonly expiresAt?: Instant
  readonly [field: string]: unknown
}

/** A document as the store holds it; the etag changes with every write. */
export interface Stored {
  readonly pk: string
  readonly id: string
  readonly etag: string
  readonly doc: Document
}

export type Write =
  | { readonly op: 'create'; readonly id: string; readonly doc: Document }
  | { readonly op: 'replace'; readonly id: string; readonly doc: Document; readonly etag: string }
  | { readonly op: 'delete'; readonly id: string; readonly etag: string }

/** Why nothing was written: the first guilty write, by id. */
export interface Conflict {
  readonly id: string
  readonly found: 'exists' | 'missing' | 'changed'
}

export type Commit = { readonly ok: true } | { readonly ok: false; readonly conflict: Conflict }

/** Ids from `from` (inclusive) to `to` (exclusive), in order of their UTF-16 code units. */
export interface IdRange {
  readonly from: string
  readonly to: string
  readonly descending?: boolean
  /** Stop after this many documents. */
  readonly limit?: number
}

/** The store refused, timed out or answered late. After a commit the outcome is unknown. */
export class StoreFault extends Error {
  override readonly name = 'StoreFault'
}

/** The most writes of one commit. */
export const mostWrites = 100

/**
 * Partitions of sorted documents; a commit is atomic within one partition.
 * Ids and partition keys are made of `[a-z0-9~-]`, at most 200 characters.
 */
export interface Store {
  get(pk: string, id: string): Promise<Stored | undefined>
  /** Paged underneath; not a snapshot. */
  list(pk: string, range: IdRange): AsyncIterable<Stored>
  /**
   * All writes or none; 1–100 writes, each id once, 2 MB together.
   * @throws StoreFault: the outcome is then unknown and the same command must be sent again. A broken limit is the
   * caller's mistake, in every method: a plain Error.
   */
  commit(pk: string, writes: readonly Write[]): Promise<Commit>
  /** Documents of any partition with `dueAt` ≤ before, soonest first; ties in no order. */
  due(before: Instant, limit: number): Promise<Stored[]>
  /** Answers once the store can be used; throws when it cannot. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** The one source of time below main.ts. */
export interface Clock {
  /** The time of the rules; in a demo it may run ahead of the real one. */
  now(): Instant
  /** Real time, for what expires. */
  real(): Instant
}
