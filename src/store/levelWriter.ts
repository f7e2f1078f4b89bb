// The one writer of the embedded store. Commits that wait are checked one after another, each against those before
// it, and written as one fsynced batch: a commit alone costs one fsync, and so do a hundred at once.
import type { Commit, Conflict } from '../app/ports.ts'
import { openBatch } from './levelBatch.ts'
import type { Level, LevelBatch } from './levelBatch.ts'
import { documentKey, expiredUpTo, isExpired, parseIndexKey } from './levelFormat.ts'
import type { Prepared } from './limits.ts'

export interface LevelWriter {
  /** Answers when the outcome is on disk; rejects when the batch could not be written. */
  commit(pk: string, prepared: readonly Prepared[]): Promise<Commit>
  /** Why the last batch could not be written; undefined when it could. */
  failure(): unknown
  /** Answers when nothing waits any more. */
  idle(): Promise<void>
}

interface Waiting {
  readonly pk: string
  readonly prepared: readonly Prepared[]
  readonly resolve: (commit: Commit) => void
  readonly reject: (fault: unknown) => void
}

/** Commits are taken into one batch up to about this many writes, so that the event loop is not held for long. */
const batchWrites = 1_000
/** Expired documents are hidden at once, and removed with whatever is written next, this often. */
const sweepEveryMs = 60_000
const sweepLimit = 1_000

/** @param opened how often the database was opened; with a counter it makes every etag unique. */
export function openLevelWriter(db: Level, opened: number, now: () => number): LevelWriter {
  const waiting: Waiting[] = []
  let writing: Promise<void> | undefined
  let failure: unknown
  let written = 0
  let sweepAt = 0

  return {
    commit: (pk, prepared) =>
      new Promise((resolve, reject) => {
        waiting.push({ pk, prepared, resolve, reject })
        writing ??= drain()
      }),
    failure: () => failure,
    idle: async () => writing,
  }

  async function drain(): Promise<void> {
    await Promise.resolve() // commits made in the same turn of the event loop share the first batch
    while (waiting.length > 0) await writeTogether(take())
    writing = undefined
  }

  function take(): readonly Waiting[] {
    let count = 0
    let writes = 0
    while (count < waiting.length && writes < batchWrites) writes += waiting[count++]?.prepared.length ?? 0
    return waiting.splice(0, count)
  }

  async function writeTogether(commits: readonly Waiting[]): Promise<void> {
    try {
      const batch = openBatch(db)
      if (now() >= sweepAt) await sweep(batch)
      const answers = commits.map(({ pk, prepared, resolve }) => {
        const outcome = addTo(batch, pk, prepared)
        return () => resolve(outcome)
      })
      await batch.write()
      failure = undefined
      for (const answer of answers) answer()
    } catch (cause) {
      failure = cause
      for (const { reject } of commits) reject(cause)
    }
  }

  /** Checks every guard before the first write: a commit with a conflict leaves nothing in the batch. */
  function addTo(batch: LevelBatch, pk: string, prepared: readonly Prepared[]): Commit {
    for (const one of prepared) {
      const found = conflictOf(batch, pk, one)
      if (found) return { ok: false, conflict: { id: one.write.id, found } }
    }
    for (const { write, json } of prepared) {
      const key = documentKey(pk, write.id)
      if (write.op === 'delete') batch.remove(key)
      else batch.put(key, { etag: nextEtag(), dueAt: write.doc.dueAt, expiresAt: write.doc.expiresAt }, json)
    }
    return { ok: true }
  }

  function conflictOf(batch: LevelBatch, pk: string, { write }: Prepared): Conflict['found'] | undefined {
    const stored = batch.head(documentKey(pk, write.id))
    const head = stored && !isExpired(stored.expiresAt, now) ? stored : undefined
    if (write.op === 'create') return head ? 'exists' : undefined
    if (!head) return 'missing'
    return head.etag === write.etag ? undefined : 'changed'
  }

  function nextEtag(): string {
    return `${opened.toString(36)}-${(written++).toString(36)}`
  }

  async function sweep(batch: LevelBatch): Promise<void> {
    const at = now()
    const entries = await db.keys({ ...expiredUpTo(at), limit: sweepLimit }).all()
    for (const entry of entries) batch.remove(parseIndexKey(entry).key)
    if (entries.length < sweepLimit) sweepAt = at + sweepEveryMs
  }
}
