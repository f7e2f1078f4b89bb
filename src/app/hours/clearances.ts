// X3, C4: events that peers ask about beforehand, who clears them and what is held, and which work a clearance is for.
import { z } from 'zod'
import { addDays, dateAt, type MeetingYear } from '../../domain/calendar.ts'
import { askedByIds } from '../../domain/activities.ts'
import { mayDo } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import { isInForce } from '../../domain/standIn.ts'
import type { Work } from '../../domain/workLines.ts'
import type { Deps } from '../deps.ts'
import { parseStored } from '../documents.ts'
import { clearanceId, peerPartition, under } from '../keys.ts'
import { listStandIns } from '../people/people.ts'
import type { Store } from '../ports.ts'

/** C4: an event that a peer asks about before it takes place. */
export const Clearance = z.strictObject({
  type: z.literal('clearance'),
  v: z.literal(1),
  id: z.string(),
  at: z.int(),
  event: z.string().min(1).max(500),
  date: z.string(),
  askedBy: z.enum(askedByIds),
  state: z.enum(['asked', 'cleared', 'declined']),
  decided: z
    .strictObject({ by: z.string(), at: z.int(), reason: z.string().exactOptional() })
    .exactOptional(),
})
export type Clearance = Readonly<z.infer<typeof Clearance>>

/** What a clearance is about: an entry of a peer's ledger, or an event asked about beforehand. */
export type ClearanceRef =
  | { readonly person: string; readonly year: MeetingYear; readonly seq: number }
  | { readonly person: string; readonly id: string }

export type Decision = 'cleared' | 'declined'

/** The Head, or whoever stands in for them today (X2). */
export async function mayClear({ store, clock }: Deps, by: Person, subject: Person): Promise<boolean> {
  const today = dateAt(clock.now())
  if (by.group !== subject.group || by.id === subject.id || (by.leftOn ?? today) < today) return false
  if (mayDo(by, 'clear', subject)) return true
  const standIns = await listStandIns(store, by.group)
  return standIns.some((each) => each.key === 'head' && each.person === by.id && isInForce(each, today))
}

/** Sorted by the date of the event. */
export async function clearancesOf(store: Store, person: Person): Promise<Clearance[]> {
  const clearances: Clearance[] = []
  for await (const stored of store.list(peerPartition(person), under('clearance')))
    clearances.push(parseStored(Clearance, stored))
  return clearances.sort((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0))
}

/** An event may take a few days; its clearance is for the work dated in them. */
const eventDays = 3

const isFor = ({ state, date }: Clearance, on: string): boolean =>
  state === 'cleared' && date <= on && on <= addDays(date, eventDays)

/** Work that names a clearance which was not given, or not for its date; read only where work names one. */
export async function unfitClearance(
  store: Store,
  person: Person,
  works: readonly Work[],
): Promise<Work | undefined> {
  for (const work of works) {
    if (work.clearance === undefined) continue
    const stored = await store.get(peerPartition(person), clearanceId(work.clearance))
    if (!stored || !isFor(parseStored(Clearance, stored), work.date)) return work
  }
  return undefined
}
