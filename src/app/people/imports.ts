// A list of people as it was read, kept for the office to look through and confirm; it vanishes by itself. Its rows lie in
// documents of their own, so that none grows too large.
import { z } from 'zod'
import { isId } from '../../domain/id.ts'
import { roles } from '../../domain/person.ts'
import { groupIds, type GroupId } from '../../domain/policy.ts'
import { regionIds } from '../../domain/regions.ts'
import { parseStored } from '../documents.ts'
import { groupPartition } from '../keys.ts'
import type { Store, Stored, Write } from '../ports.ts'

export const mostRows = 5000
export const rowsOfChunk = 250

export const ImportRow = z.strictObject({
  /** As the spreadsheet numbers it. */
  row: z.int(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  regions: z.array(z.enum(regionIds)),
  joinedOn: z.string(),
  /** The days of the year, in minutes. */
  minutes: z.int().exactOptional(),
  /** What is wrong, a sentence a column; a row with any is never imported. */
  problems: z.array(z.string()),
  /** The name of whoever has the address already: they stay as they are. */
  known: z.string().exactOptional(),
})
export type ImportRow = Readonly<z.infer<typeof ImportRow>>

export const Import = z.strictObject({
  type: z.literal('import'),
  v: z.literal(1),
  id: z.string(),
  group: z.enum(groupIds),
  by: z.string(),
  at: z.int(),
  state: z.enum(['draft', 'running', 'done']),
  rows: z.int(),
  faulty: z.int(),
  known: z.int(),
  /** Minutes given to people who are new. */
  minutes: z.int(),
  withDays: z.int(),
  year: z.int(),
  /** Lists kept before the days were counted at each look hold a sentence here; it says nothing any more. */
  problems: z.array(z.string()),
  notes: z.array(z.string()),
  /** How far it has come: rows seen to for people, then for days. */
  next: z.int(),
  nextDays: z.int(),
  added: z.int(),
  kept: z.int(),
  given: z.int(),
  /** What could not be done, a sentence a row; the first of them. */
  undone: z.array(z.string()),
  expiresAt: z.int(),
})
export type Import = Readonly<z.infer<typeof Import>>

const Chunk = z.strictObject({
  type: z.literal('import-rows'),
  v: z.literal(1),
  rows: z.array(ImportRow),
  expiresAt: z.int(),
})

export const importId = (id: string): string => `import~${id}`
const chunkId = (id: string, at: number): string => `import~${id}~${String(at).padStart(4, '0')}`

export async function readImport(
  store: Store,
  group: GroupId,
  id: string,
): Promise<{ head: Import; stored: Stored } | undefined> {
  const stored = isId(id) ? await store.get(groupPartition(group), importId(id)) : undefined
  return stored && { head: parseStored(Import, stored), stored }
}

/** Rows by their place in the list, as many as lie in one document. */
export async function rowsFrom(store: Store, { group, id }: Import, from: number): Promise<ImportRow[]> {
  const stored = await store.get(groupPartition(group), chunkId(id, Math.floor(from / rowsOfChunk)))
  if (!stored) return []
  return parseStored(Chunk, stored).rows.slice(from % rowsOfChunk)
}

/** The rows first and the head last, so that a list is there as a whole or not at all. */
export async function storeImport(store: Store, head: Import, rows: readonly ImportRow[]): Promise<void> {
  const pk = groupPartition(head.group)
  for (let at = 0; at * rowsOfChunk < rows.length; at++) {
    const id = chunkId(head.id, at)
    const part = rows.slice(at * rowsOfChunk, (at + 1) * rowsOfChunk)
    const doc = { type: 'import-rows', v: 1, rows: part, expiresAt: head.expiresAt }
    const before = await store.get(pk, id)
    const write: Write = before ? { op: 'replace', id, doc, etag: before.etag } : { op: 'create', id, doc }
    await store.commit(pk, [write])
  }
  // Sent twice, it is the first one that counts.
  await store.commit(pk, [{ op: 'create', id: importId(head.id), doc: head }])
}
