// How documents lie in LevelDB. A document is at `pk ␀ id`; its index entries begin with `!`, which no partition
// key does. A value is `etag,dueAt,expiresAt,{json}`: a guard is checked without parsing the document.
import type { Document, Stored } from '../app/ports.ts'

/** What the writer must know of a stored document: its etag and the index entries it has. */
export interface Head {
  readonly etag: string
  readonly dueAt: number | undefined
  readonly expiresAt: number | undefined
}

export const documentKey = (pk: string, id: string): string => `${pk}\0${id}`

/** Counts how often the database was opened: the first half of every etag. */
export const openedKey = '!opened'

/** An index entry sorts by its instant; 16 digits hold every safe integer. */
const indexKey = (index: string, at: number, key: string): string =>
  `!${index}\0${String(at).padStart(16, '0')}\0${key}`
export const dueKey = (at: number, key: string): string => indexKey('due', at, key)
export const expiryKey = (at: number, key: string): string => indexKey('expiry', at, key)

/** The range of the index entries up to and including an instant. */
const upTo = (index: string, at: number): { gte: string; lt: string } => ({
  gte: `!${index}\0`,
  lt: indexKey(index, Math.floor(at) + 1, ''),
})
export const dueUpTo = (at: number): { gte: string; lt: string } => upTo('due', at)
export const expiredUpTo = (at: number): { gte: string; lt: string } => upTo('expiry', at)

/** The instant and the document's key in an index entry. */
export function parseIndexKey(entry: string): { at: number; key: string } {
  const start = entry.indexOf('\0') + 1
  return { at: Number(entry.slice(start, start + 16)), key: entry.slice(start + 17) }
}

export const toValue = ({ etag, dueAt, expiresAt }: Head, json: string): string =>
  `${etag},${dueAt ?? ''},${expiresAt ?? ''},${json}`

export function toHead(value: string): Head {
  const [etag = '', dueAt, expiresAt] = value.slice(0, value.indexOf('{')).split(',')
  return {
    etag,
    dueAt: dueAt ? Number(dueAt) : undefined,
    expiresAt: expiresAt ? Number(expiresAt) : undefined,
  }
}

/** Not a fault of the moment: trying again does not help. */
export class DamagedDocument extends Error {
  override readonly message = 'level store: a document is damaged'
}

export function toStored(pk: string, id: string, value: string): Stored {
  return { pk, id, etag: value.slice(0, value.indexOf(',')), doc: toDocument(value) }
}

function toDocument(value: string): Document {
  try {
    return JSON.parse(value.slice(value.indexOf('{'))) as Document
  } catch {
    throw new DamagedDocument() // without the cause, which quotes it
  }
}

export const isExpired = (expiresAt: number | undefined, now: () => number): boolean =>
  expiresAt !== undefined && expiresAt <= now()
