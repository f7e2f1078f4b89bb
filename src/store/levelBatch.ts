// A batch being put together: its operations, documents with their index entries, and what they will leave of each
// document that they touch.
import type { BatchOperation, ClassicLevel } from 'classic-level'
import { dueKey, expiryKey, toHead, toValue } from './levelFormat.ts'
import type { Head } from './levelFormat.ts'

export type Level = ClassicLevel

export interface LevelBatch {
  /** What the batch so far leaves of a document: its head as written here, otherwise as stored. */
  head(key: string): Head | undefined
  put(key: string, head: Head, json: string): void
  remove(key: string): void
  /** Writes and fsyncs everything at once. */
  write(): Promise<void>
}

export function openBatch(db: Level): LevelBatch {
  const operations: BatchOperation<Level, string, string>[] = []
  const heads = new Map<string, Head | undefined>()

  const head = (key: string): Head | undefined => {
    if (heads.has(key)) return heads.get(key)
    const value = db.getSync(key)
    const stored = value === undefined ? undefined : toHead(value)
    heads.set(key, stored)
    return stored
  }

  const remove = (key: string): void => {
    const old = head(key)
    if (old?.dueAt !== undefined) operations.push({ type: 'del', key: dueKey(old.dueAt, key) })
    if (old?.expiresAt !== undefined) operations.push({ type: 'del', key: expiryKey(old.expiresAt, key) })
    if (old !== undefined) operations.push({ type: 'del', key })
    heads.set(key, undefined)
  }

  const put = (key: string, next: Head, json: string): void => {
    remove(key)
    operations.push({ type: 'put', key, value: toValue(next, json) })
    if (next.dueAt !== undefined) operations.push({ type: 'put', key: dueKey(next.dueAt, key), value: '' })
    if (next.expiresAt !== undefined)
      operations.push({ type: 'put', key: expiryKey(next.expiresAt, key), value: '' })
    heads.set(key, next)
  }

  const write = async (): Promise<void> => {
    if (operations.length > 0) await db.batch(operations, { sync: true })
  }

  return { head, put, remove, write }
}
