// The office's list of what waits to be cleared: put on it and told when it is asked, taken off it when it is found settled.
import { z } from 'zod'
import { dateAt, type LocalDate } from '../../domain/calendar.ts'
import type { Person } from '../../domain/person.ts'
import { groupIds } from '../../domain/policy.ts'
import { isInForce } from '../../domain/standIn.ts'
import type { Deps } from '../deps.ts'
import { parseStored } from '../documents.ts'
import { groupPartition, hash, under } from '../keys.ts'
import { leave } from '../outbox/outbox.ts'
import { inRole, listPeople, listStandIns } from '../people/people.ts'
import { seeClearance, type SeenClearance } from './seeClearance.ts'

/** A line of the office's list of what waits; taken off it when it is found to be settled. */
export const ClearanceWait = z.strictObject({
  type: z.literal('clearance-wait'),
  v: z.literal(1),
  at: z.int(),
  person: z.string(),
  year: z.int().exactOptional(),
  seq: z.int().exactOptional(),
  id: z.string().exactOptional(),
})
export type ClearanceWait = z.infer<typeof ClearanceWait>

const Announced = z.object({
  group: z.enum(groupIds),
  person: z.string(),
  at: z.int(),
  year: z.int().optional(),
  seq: z.int().optional(),
  id: z.string().optional(),
})

/** `clearance-ask`: puts it on the office's list and tells the Head, or whoever stands in; twice is once. */
export async function announceClearance(
  { store, clock }: Deps,
  given: Record<string, unknown>,
): Promise<void> {
  const { group, person, at, year, seq, id } = Announced.parse(given)
  const today = dateAt(clock.now())
  const [people, standIns] = await Promise.all([listPeople(store, group), listStandIns(store, group)])
  const standing = new Set(
    standIns.filter((each) => each.key === 'head' && isInForce(each, today)).map((each) => each.person),
  )
  const whom = people.filter(
    (each) =>
      each.id !== person && (inRole([each], 'head-of-office', today).length > 0 || standing.has(each.id)),
  )
  const ref = { person, ...(id === undefined ? { year: year ?? 0, seq: seq ?? 0 } : { id }) }
  const cause = `clearance ${person} ${id ?? `${year} ${seq}`}`
  const wait: ClearanceWait = { type: 'clearance-wait', v: 1, at, ...ref }
  // Nobody could clear it: whoever can fill the role, or name a stand-in, hears of it (X2).
  const fillers = whom.length > 0 ? [] : people.filter((each) => isFiller(each, today))
  await store.commit(groupPartition(group), [
    { op: 'create', id: waitId(at, cause), doc: wait },
    ...fillers.map(({ id: filler }) =>
      leave(
        cause,
        { kind: 'tell', group, person: filler, topic: 'clearance', ref, occasion: 'no-holder' },
        at,
      ),
    ),
    ...whom.map((each) =>
      leave(cause, { kind: 'tell', group, person: each.id, topic: 'clearance', ref }, at),
    ),
  ])
}

const isFiller = (person: Person, today: LocalDate): boolean =>
  inRole([person], 'office-staff', today).length > 0 || inRole([person], 'group-leader', today).length > 0

/** Sorted by when it was asked. */
const waitId = (at: number, cause: string): string =>
  `wait~${String(at).padStart(14, '0')}~${hash(cause).slice(0, 24)}`

export type WaitingClearance = SeenClearance & {
  /** When it was asked, and its place in the list. */
  readonly at: number
  readonly wait: string
}

/** What waits for the Head, oldest first; what has been settled since is taken off the list. */
export async function waitingClearances(
  deps: Deps,
  person: Person,
  size: number,
  after = '',
): Promise<{ seen: readonly WaitingClearance[]; after: string | undefined }> {
  const { store } = deps
  const pk = groupPartition(person.group)
  const seen: WaitingClearance[] = []
  let last = ''
  const range = under('wait')
  for await (const stored of store.list(pk, { ...range, from: after === '' ? range.from : `${after}!` })) {
    if (seen.length === size) return { seen, after: last }
    const { at, person: of, year, seq, id } = parseStored(ClearanceWait, stored)
    // One's own hours wait for somebody else.
    if (of === person.id) continue
    const ref = id === undefined ? { person: of, year: year ?? 0, seq: seq ?? 0 } : { person: of, id }
    const found = await seeClearance(deps, person, ref)
    if (found.ok && found.value.state === 'asked') seen.push({ ...found.value, at, wait: stored.id })
    else if (found.ok) await store.commit(pk, [{ op: 'delete', id: stored.id, etag: stored.etag }])
    last = stored.id
  }
  return { seen, after: undefined }
}
