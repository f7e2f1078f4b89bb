// X3, C4: what the Head of Group Office clears: hours held in a peer's ledger, and events asked about beforehand.
import { z } from 'zod'
import { addDays, dateAt, type MeetingYear } from '../domain/calendar.ts'
import { askToClaim, settleHeld } from '../domain/clearance.ts'
import type { WorkEntry } from '../domain/entry.ts'
import { askedByIds } from '../domain/activities.ts'
import { mayDo } from '../domain/permissions.ts'
import type { Person } from '../domain/person.ts'
import { groupIds } from '../domain/policy.ts'
import type { Refusal } from '../domain/refusal.ts'
import { ok, refuse, type Result } from '../domain/result.ts'
import { isInForce } from '../domain/standIn.ts'
import type { Work } from '../domain/work.ts'
import { announcement } from './announceHeld.ts'
import { changeLedger, type Command, type Receipt } from './change.ts'
import type { EntryRef } from './changeEntry.ts'
import type { Press } from './decideRequest.ts'
import type { Deps } from './deps.ts'
import { readPerson } from './directory.ts'
import { parseStored } from './documents.ts'
import { clearanceId, groupPartition, hash, peerPartition, under } from './keys.ts'
import { readEntry } from './ledger.ts'
import { leave } from './outbox.ts'
import { inRole, listPeople, listStandIns } from './people.ts'
import type { Store, Write } from './ports.ts'
import { retrying } from './retry.ts'

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

/** The Head, or whoever stands in for them today (X2). */
export async function mayClear({ store, clock }: Deps, by: Person, subject: Person): Promise<boolean> {
  const today = dateAt(clock.now())
  if (by.group !== subject.group || by.id === subject.id || (by.leftOn ?? today) < today) return false
  if (mayDo(by, 'clear', subject)) return true
  const standIns = await listStandIns(store, by.group)
  return standIns.some((each) => each.key === 'head' && each.person === by.id && isInForce(each, today))
}

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
  await store.commit(groupPartition(group), [
    { op: 'create', id: waitId(at, cause), doc: wait },
    ...whom.map((each) =>
      leave(cause, { kind: 'tell', group, person: each.id, topic: 'clearance', ref }, at),
    ),
  ])
}

/** Sorted by when it was asked. */
const waitId = (at: number, cause: string): string =>
  `wait~${String(at).padStart(14, '0')}~${hash(cause).slice(0, 24)}`

/** C4: asks before an event; the id follows from the command, so that asking twice is asking once. */
export const askFirst = (
  { store, clock, ...deps }: Deps,
  { id: command, by, deadline }: Press,
  asked: Pick<Clearance, 'event' | 'date' | 'askedBy'>,
): Promise<Result<Clearance, Refusal>> =>
  retrying({ store, clock, ...deps }, deadline, async () => {
    if (!mayDo(by, 'log-hours', by)) return refuse({ type: 'not-allowed' })
    const id = hash(by.id, command).slice(0, 24)
    const pk = peerPartition(by)
    const now = clock.now()
    const kept = await store.get(pk, clearanceId(id))
    if (kept) {
      const first = parseStored(Clearance, kept)
      const isSame =
        first.event === asked.event && first.date === asked.date && first.askedBy === asked.askedBy
      return isSame ? ok(first) : refuse({ type: 'other-body' })
    }
    const doc: Clearance = { type: 'clearance', v: 1, id, at: now, ...asked, state: 'asked' }
    const done = await store.commit(pk, [
      { op: 'create', id: clearanceId(id), doc },
      leave(id, announcement(by, { id }, now), now),
    ])
    return done.ok ? ok(doc) : undefined
  })

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

/** C4: a conference logged as unclaimed is brought before the Head after all. */
export const askToClaimEntry = (
  deps: Deps,
  command: Command,
  { year, seq }: EntryRef,
): Promise<Result<Receipt, Refusal>> =>
  changeLedger(deps, command, {
    action: 'log-hours',
    years: [year],
    request: { ask: { year, seq } },
    async decide(book, writing) {
      const found = await openWorkOf(deps, command.subject, { year, seq })
      return found.ok ? askToClaim(book, found.value, writing) : found
    },
  })

export type Decision = 'cleared' | 'declined'

/** X3: the Head's word on hours that are held; the peer is told. */
export async function settleHeldEntry(
  deps: Deps,
  { id, by, deadline }: Press,
  { person, year, seq }: { person: string; year: MeetingYear; seq: number },
  decision: Decision,
  reason: string,
): Promise<Result<Receipt, Refusal>> {
  const subject = await readPerson(deps.store, by.group, person)
  if (!subject || !(await mayClear(deps, by, subject))) return refuse({ type: 'not-allowed' })
  const ref = { person, year, seq }
  return changeLedger(
    deps,
    { id, by, subject, deadline },
    {
      action: 'deliver',
      ...(reason && { reason }),
      years: [year],
      request: { decision, ref },
      async decide(book, writing) {
        const found = await openWorkOf(deps, subject, { year, seq })
        return found.ok ? settleHeld(book, found.value, decision, writing) : found
      },
      besides: (_receipt, { at }) => [tellDecided(subject, ref, `clearance ${year} ${seq}`, at)],
    },
  )
}

/** C4: the Head's word on an event asked about beforehand. */
export async function settleClearance(
  deps: Deps,
  { by, deadline }: Press,
  { person, id }: { person: string; id: string },
  decision: Decision,
  reason: string,
): Promise<Result<Clearance, Refusal>> {
  const { store, clock } = deps
  const subject = await readPerson(store, by.group, person)
  if (!subject || !(await mayClear(deps, by, subject))) return refuse({ type: 'not-allowed' })
  if (decision === 'declined' && reason === '') return refuse({ type: 'reason-missing' })
  return retrying(deps, deadline, async () => {
    const pk = peerPartition(subject)
    const stored = await store.get(pk, clearanceId(id))
    if (!stored) return refuse({ type: 'no-such-request' })
    const clearance = parseStored(Clearance, stored)
    if (clearance.state !== 'asked')
      return clearance.state === decision
        ? ok(clearance)
        : refuse({ type: 'request-over', state: clearance.state })
    const at = clock.now()
    const doc: Clearance = {
      ...clearance,
      state: decision,
      decided: { by: by.id, at, ...(reason && { reason }) },
    }
    const done = await store.commit(pk, [
      { op: 'replace', id: clearanceId(id), doc, etag: stored.etag },
      leave(
        `clearance ${id}`,
        { kind: 'refresh', group: by.group, topic: 'clearance', ref: { person, id } },
        at,
      ),
      tellDecided(subject, { person, id }, `clearance ${id}`, at),
    ])
    return done.ok ? ok(doc) : undefined
  })
}

const tellDecided = ({ id: person, group }: Person, ref: ClearanceRef, cause: string, at: number): Write =>
  leave(cause, { kind: 'tell', group, person, topic: 'clearance', ref: { ...ref }, occasion: 'decided' }, at)

async function openWorkOf(
  { store }: Deps,
  subject: Person,
  { year, seq }: EntryRef,
): Promise<Result<WorkEntry, Refusal>> {
  const found = await readEntry(store, peerPartition(subject), year, seq)
  if (found?.entry.kind !== 'work') return refuse({ type: 'no-such-entry', year, seq })
  const { entry, answer } = found
  return answer ? refuse({ type: 'answered', year, seq, by: answer.by, as: answer.as }) : ok(entry)
}

/** What a clearance card shows: the work or the event, whose it is, and whether it is still to be decided. */
export interface SeenClearance {
  readonly ref: ClearanceRef
  readonly subject: Person
  readonly entry?: WorkEntry
  readonly clearance?: Clearance
  readonly state: 'asked' | Decision | 'taken-back'
  readonly decided?: { by: string; at: number; reason?: string }
}

export async function seeClearance(
  deps: Deps,
  person: Person,
  ref: ClearanceRef,
): Promise<Result<SeenClearance, Refusal>> {
  const { store } = deps
  const subject = await readPerson(store, person.group, ref.person)
  if (!subject) return refuse({ type: 'no-such-request' })
  if (person.id !== subject.id && !(await mayClear(deps, person, subject)))
    return refuse({ type: 'not-allowed' })
  const pk = peerPartition(subject)
  if ('id' in ref) {
    const stored = await store.get(pk, clearanceId(ref.id))
    if (!stored) return refuse({ type: 'no-such-request' })
    const clearance = parseStored(Clearance, stored)
    const { state, decided } = clearance
    return ok({ ref, subject, clearance, state, ...(decided && { decided }) })
  }
  const found = await readEntry(store, pk, ref.year, ref.seq)
  if (found?.entry.kind !== 'work') return refuse({ type: 'no-such-entry', ...ref })
  const { entry, answer } = found
  if (!answer) return ok({ ref, subject, entry, state: 'asked' })
  const reversal = (await readEntry(store, pk, ref.year, answer.by))?.entry
  const state = answer.as === 'cleared' || answer.as === 'declined' ? answer.as : 'taken-back'
  const decided = reversal && {
    by: reversal.by,
    at: reversal.at,
    ...(reversal.reason && { reason: reversal.reason }),
  }
  return ok({ ref, subject, entry, state, ...(decided && { decided }) })
}

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
