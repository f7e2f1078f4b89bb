// What closing a year writes down, in a partition of its own: how far it has come, and each peer's statement, which is fixed
// from then on. Later changes are shown against it (D4).
import { z } from 'zod'
import type { MeetingYear } from '../../domain/calendar.ts'
import { groupIds, type GroupId } from '../../domain/policy.ts'
import { YearFigures } from '../../domain/yearEnd.ts'
import { parseStored } from '../documents.ts'
import { statementId, yearEndId, yearEndPartition } from '../keys.ts'
import type { Store, Stored } from '../ports.ts'

export const YearEnd = z.strictObject({
  type: z.literal('year-end'),
  v: z.literal(1),
  group: z.enum(groupIds),
  year: z.int(),
  /** Who pressed Apply first, and when. */
  by: z.string(),
  at: z.int(),
  /** The last person of the directory that was seen to; it goes on after them. */
  cursor: z.string(),
  /** Peers with a statement, and the sum of their statements. */
  peers: z.int(),
  totals: YearFigures,
  endedAt: z.int().exactOptional(),
})
export type YearEnd = Readonly<z.infer<typeof YearEnd>>

export const Statement = z.strictObject({
  type: z.literal('statement'),
  v: z.literal(1),
  person: z.string(),
  at: z.int(),
  figures: YearFigures,
})
export type Statement = Readonly<z.infer<typeof Statement>>

export async function readYearEnd(
  store: Store,
  group: GroupId,
  year: MeetingYear,
): Promise<{ state: YearEnd | undefined; stored: Stored | undefined }> {
  const stored = await store.get(yearEndPartition(group, year), yearEndId)
  return { state: stored && parseStored(YearEnd, stored), stored }
}

export async function readStatement(
  store: Store,
  group: GroupId,
  year: MeetingYear,
  person: string,
): Promise<Statement | undefined> {
  const stored = await store.get(yearEndPartition(group, year), statementId(person))
  return stored && parseStored(Statement, stored)
}
