// P13: missed logs, in a partition a group and year: found by a peer's timer, told to whom the rule names, read by whoever
// may see them.
import { z } from 'zod'
import {
  addDays,
  dateAt,
  nextPeriod,
  periodOf,
  weekdayOf,
  yearOfPeriod,
  firstDayOf,
  type Instant,
  type LocalDate,
  type MeetingYear,
  type Period,
} from '../../domain/calendar.ts'
import { instantOf, localOf, nineOn } from '../../domain/hours.ts'
import { decidedFrom, Miss, ordinalOf } from '../../domain/miss.ts'
import { hourOf, isOff } from '../../domain/notices.ts'
import type { Person } from '../../domain/person.ts'
import { groupIds, type GroupId } from '../../domain/policy.ts'
import { mayTurn } from '../../domain/request.ts'
import type { StandIn } from '../../domain/standIn.ts'
import { addWorkingDays } from '../../domain/workingDays.ts'
import type { Deps } from '../deps.ts'
import { readPerson } from '../people/directory.ts'
import { parseStored } from '../documents.ts'
import { readWelcome } from '../outbox/habits.ts'
import { missId, missPartition } from '../keys.ts'
import { leave, type Errand } from '../outbox/outbox.ts'
import { inRole, listStandIns, listWhoMayDecide } from '../people/people.ts'
import type { Store, Stored, Write } from '../ports.ts'

/** Which missed log: a peer's, for a period. */
export interface MissRef {
  readonly person: string
  readonly period: Period
}

const Found = z.object({ group: z.enum(groupIds), person: z.string(), periods: z.array(z.string()) })

/** The digest takes the place of messages about more peers than this. */
export const mostAlerts = 3
/** Lead peers hear of a first miss when all of the same instant have been found, so that many become one digest. */
const foundWithinMs = 600_000
/** How many working days a peer has to give a reason before somebody is asked to decide. */
const daysForReason = 2

/** `logs-missed`: records what a timer found, the oldest first, and tells whoever the rule names. */
export async function recordMisses(deps: Deps, given: Record<string, unknown>): Promise<void> {
  const { group, person: id, periods } = Found.parse(given)
  const peer = await readPerson(deps.store, group, id)
  if (!peer) return
  for (const period of periods.toSorted()) await recordMiss(deps, peer, period)
}

async function recordMiss(deps: Deps, peer: Person, period: Period): Promise<void> {
  const { store, clock } = deps
  const { group, id: person } = peer
  const pk = missPartition(group, yearOfPeriod(period))
  const now = clock.now()
  const [{ leads }, all] = await Promise.all([
    whoHears(deps, peer),
    missesOf(store, peer, yearOfPeriod(period)),
  ])
  const isFirst = ordinalOf(period, all) < decidedFrom
  const doc: Miss = {
    type: 'miss',
    v: 1,
    period,
    person,
    at: now,
    leads: isFirst ? leads : [],
    isFirst,
    comments: [],
    decisions: [],
  }
  const tell = (whom: string, occasion: string, at: Instant): Write =>
    leave(
      `miss ${person} ${period}`,
      { kind: 'tell', group, person: whom, topic: 'miss', ref: { person, period }, occasion },
      at,
    )
  const decide: Errand = {
    kind: 'command',
    group,
    command: 'miss-decide',
    body: { group, person, period },
  }
  const later = nineOn(addWorkingDays(dateAt(now), daysForReason))
  const done = await store.commit(pk, [
    { op: 'create', id: missId(period, person), doc },
    tell(person, isFirst ? 'missed' : 'ask', now),
    ...(isFirst
      ? leads.map((lead) => tell(lead, 'alert', now + foundWithinMs))
      : [leave(`miss ${person} ${period}`, decide, later)]),
  ])
  // It was here before; what was left to be done with it may not have been.
  const recorded = done.ok ? doc : (await readMiss(store, group, { person, period }))?.miss
  for (const lead of recorded?.leads ?? []) await leaveDigest(deps, group, lead, period)
}

/** `miss-decide`: the peer has had the time to say why. Whoever decides by now is asked, and the Head gets the copy. */
export async function askToDecide(deps: Deps, given: Record<string, unknown>): Promise<void> {
  const { group, person, period } = z
    .object({ group: z.enum(groupIds), person: z.string(), period: z.string() })
    .parse(given)
  const { store, clock } = deps
  const peer = await readPerson(store, group, person)
  if (!peer) return
  const { toDecide } = await whoHears(deps, peer)
  const ref = { person, period }
  const id = `asked~${period}~${person}`
  await store.commit(missPartition(group, yearOfPeriod(period)), [
    { op: 'create', id, doc: { type: 'asked', v: 1 } },
    ...toDecide.map((whom) =>
      leave(id, { kind: 'tell', group, person: whom, topic: 'miss', ref, occasion: 'decide' }, clock.now()),
    ),
  ])
}

const Digest = z.object({
  type: z.literal('digest'),
  v: z.literal(1),
  isOff: z.literal(true).exactOptional(),
})

const digestId = (lead: string, period: Period): string => `digest~${period}~${lead}`

/**
 * One digest a lead peer and period, on the first Monday from now; it says nothing when few are missed. Whether it is on is
 * settled here, when the first of them is found: what is turned off or on before Monday leaves nobody untold or told twice.
 */
async function leaveDigest(deps: Deps, group: GroupId, lead: string, period: Period): Promise<void> {
  const { store, clock } = deps
  const pk = missPartition(group, yearOfPeriod(period))
  const id = digestId(lead, period)
  if (await store.get(pk, id)) return
  const reader = await readPerson(store, group, lead)
  if (!reader) return
  const { welcome, choices } = await readWelcome(store, reader)
  const off = isOff('digest', choices)
  const doc: z.infer<typeof Digest> = { type: 'digest', v: 1, ...(off && { isOff: true }) }
  const errand: Errand = { kind: 'tell', group, person: lead, topic: 'missed-digest', ref: { period } }
  const at = mondayFrom(clock.now(), hourOf('digest', choices), welcome.zone)
  await store.commit(pk, [{ op: 'create', id, doc }, ...(off ? [] : [leave(id, errand, at)])])
}

/** Whether a lead peer was to hear of a period's first misses on Monday if there are many: settled when they were found. */
export async function hasDigest(
  store: Store,
  { group, id: lead }: Pick<Person, 'group' | 'id'>,
  period: Period,
): Promise<boolean> {
  const stored = await store.get(missPartition(group, yearOfPeriod(period)), digestId(lead, period))
  return stored !== undefined && !parseStored(Digest, stored).isOff
}

function mondayFrom(at: Instant, hour: number, zone: string): Instant {
  let { date } = localOf(at, zone)
  while (weekdayOf(date) !== 1 || instantOf(date, hour, zone) < at) date = addDays(date, 1)
  return instantOf(date, hour, zone)
}

/** Whom the rule names: the lead peers who are told of a first miss, and those who decide about a later one or comment. */
export async function whoHears(
  { store, clock }: Deps,
  peer: Person,
): Promise<{ leads: string[]; toDecide: string[] }> {
  const today = dateAt(clock.now())
  const standIns = await listStandIns(store, peer.group)
  const people = await listWhoMayDecide(store, peer.group, standIns)
  const deciders = decidersOf(peer, people, standIns, today)
  const regional = inRole(people, 'regional-lead', today).filter(
    ({ regions }) => peer.role === 'member-peer' && regions.some((region) => peer.regions.includes(region)),
  )
  return {
    leads: idsOf([...deciders, ...regional]),
    toDecide: idsOf([...deciders, ...people.filter((each) => mayTurn('head', each, peer, standIns, today))]),
  }
}

/** P13: the National Lead Peer and a stand-in; the Group Leader about the National Lead Peer, or while there is none. */
export function decidersOf(
  peer: Person,
  people: readonly Person[],
  standIns: readonly StandIn[],
  today: LocalDate,
): Person[] {
  const deciders = people.filter((each) => mayTurn('national', each, peer, standIns, today))
  return deciders.length > 0
    ? deciders
    : inRole(people, 'group-leader', today).filter(({ id }) => id !== peer.id)
}

const idsOf = (people: readonly Person[]): string[] => [...new Set(people.map(({ id }) => id))]

/** Undefined when nothing was missed. */
export async function readMiss(
  store: Store,
  group: GroupId,
  { person, period }: MissRef,
): Promise<{ miss: Miss; stored: Stored } | undefined> {
  const stored = await store.get(missPartition(group, yearOfPeriod(period)), missId(period, person))
  return stored && { miss: parseStored(Miss, stored), stored }
}

/** A peer's missed logs of a year, in order: a point read a period. */
export async function missesOf(
  store: Store,
  { group, id: person }: Pick<Person, 'group' | 'id'>,
  year: MeetingYear,
): Promise<Miss[]> {
  const periods: Period[] = []
  const first = periodOf(firstDayOf(year))
  for (let period = first; periods.length < 12; period = nextPeriod(period)) periods.push(period)
  const found = await Promise.all(periods.map((period) => readMiss(store, group, { person, period })))
  return found.flatMap((each) => each?.miss ?? [])
}

/** What was missed for a period in a group. */
export async function missesIn(store: Store, group: GroupId, period: Period): Promise<Miss[]> {
  const from = missId(period, '')
  const misses: Miss[] = []
  for await (const stored of store.list(missPartition(group, yearOfPeriod(period)), { from, to: `${from}~` }))
    misses.push(parseStored(Miss, stored))
  return misses
}
