// A group through the year 2026/27: peers in two zones who log when they like, the bot's own timers and outbox on a store
// in memory, and a clock that jumps to whatever comes next. Everything is drawn from a seed.
import { decideMiss, giveMissReason } from '../../src/app/notices/decideMiss.ts'
import { undo } from '../../src/app/hours/changeEntry.ts'
import type { Deliveries, Messenger, Render } from '../../src/app/outbox/delivery.ts'
import type { Deps } from '../../src/app/deps.ts'
import { addPerson } from '../../src/app/people/directory.ts'
import { createDispatcher } from '../../src/app/outbox/dispatcher.ts'
import { habitsId, noHabits } from '../../src/app/outbox/habits.ts'
import { absencesId } from '../../src/app/people/absences.ts'
import { groupPartition, missPartition, personId } from '../../src/app/keys.ts'
import { fileNilReturn } from '../../src/app/hours/nilReturn.ts'
import { storeReach } from '../../src/app/outbox/reach.ts'
import { deliveriesOf } from '../../src/bot/deliveries.ts'
import type { Person } from '../../src/domain/person.ts'
import { regionIds } from '../../src/domain/regions.ts'
import { allocateDays } from './allocateDays.ts'
import { openMemoryStore } from './memoryStore.ts'
import { commandOf, depsOn, done, log } from './useCases.ts'
import {
  dueOf,
  instantAt,
  localAt,
  monthAfter,
  months,
  oracleOf,
  plusDays,
  type OracleEntry,
  type OraclePeer,
  type OracleWord,
  type OracleWorld,
  type Told,
} from './yearOracle.ts'

const group = 'independent'
const zones = ['Europe/London', 'America/New_York']
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
const start = instantAt('2026-09-01', 0, 'Europe/London')
const end = instantAt('2027-09-01', 0, 'Europe/London')

/** Random numbers that a failed run can be repeated with. */
export function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

interface Event {
  readonly at: number
  run(): Promise<unknown>
}

export interface Year {
  readonly told: readonly Told[]
  /** `{person} {month}` of everything that was recorded as missed. */
  readonly missed: readonly string[]
  readonly world: OracleWorld
  /** Warnings of the dispatcher: there should be none. */
  readonly warnings: readonly string[]
}

export interface YearOptions {
  readonly peers: number
  readonly seed: number
  /** When the bot runs; at everything that falls due unless given. Milliseconds to the next run, from a random number. */
  readonly pauses?: (random: number) => number
}

/** Lives the year, and says what was told and found, and what the oracle needs to know of it. */
export async function liveYear({ peers, seed, pauses }: YearOptions): Promise<Year> {
  const random = numbersFrom(seed)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
  let now = start
  const store = openMemoryStore(() => now)
  const warnings: string[] = []
  const deps: Deps = {
    ...depsOn(store, () => now, random),
    clock: { now: () => now, real: () => now },
    warn: (event, cause) => void warnings.push(`${event}: ${String(cause)}`),
  }
  const told: Told[] = []
  const messenger: Messenger = {
    send: async ({ object }, { summary }) => {
      told.push({ person: object, what: summary, at: now })
      return { type: 'sent', activity: String(told.length) }
    },
    rewrite: async () => ({ type: 'sent' }),
    open: async () => ({ type: 'missing' }),
  }
  const { topics, ...others } = deliveriesOf(deps)
  const dispatcher = createDispatcher(deps, {
    deliveries: { ...others, topics: named(topics) },
    messenger,
    reach: { remember: () => Promise.resolve(), forget: () => Promise.resolve() },
  })

  const people: OraclePeer[] = []
  const byId = new Map<string, Person>()
  for (let n = 0; n < peers + 2; n++) await come(n)

  async function come(n: number): Promise<void> {
    const role = roleOf(n)
    const isPeer = role !== 'head-of-office' && role !== 'group-leader'
    const isPlain = role === 'member-peer'
    const region = role === 'regional-lead' ? regionIds[n - 3] : isPlain ? pick(regionIds) : undefined
    const joinedOn =
      isPlain && random() < 0.1 ? `2026-1${pick([0, 1, 2])}-${pick(['01', '09', '20'])}` : '2024-09-01'
    const leftOn =
      isPlain && random() < 0.1 ? `2027-0${pick([2, 3, 4])}-${pick(['07', '08', '28'])}` : undefined
    const kinds = ['reminders', 'missed', 'carried', 'unused', 'digest'].filter(() => random() < 0.15)
    // Somebody gets the digest, whatever is drawn.
    const mayRefuse = (kind: string) => kind !== 'digest' || role !== 'national-lead'
    const choices = Object.fromEntries(
      kinds.map((kind) => [kind, pick([8, 12, 17, ...(mayRefuse(kind) ? (['off'] as const) : [])])]),
    )
    const somewhen = (days: number) => {
      const from = plusDays('2026-09-05', Math.floor(random() * 350))
      return { from, to: plusDays(from, Math.floor(random() * days)) }
    }
    const away = random() < 0.3 ? [somewhen(20), somewhen(5)] : []
    const absences = isPlain && random() < 0.15 ? [somewhen(60)] : []
    const given = await addPerson(store, {
      group,
      name: `Peer ${n}`,
      email: `peer${n}@example.com`,
      role,
      regions: region ? [region] : [],
      joinedOn,
    })
    const person: Person = leftOn === undefined ? given : { ...given, leftOn }
    byId.set(person.id, person)
    const { id } = person
    const zone = pick(zones)
    const stored = await store.get(groupPartition(group), personId(id))
    await store.commit(groupPartition(group), [
      { op: 'replace', id: personId(id), doc: person, etag: stored?.etag ?? '' },
      { op: 'create', id: habitsId(id), doc: { ...noHabits, choices, away } },
      {
        op: 'create',
        id: absencesId(id),
        doc: { type: 'absences', v: 1, times: absences.map((each) => ({ ...each, by: 'x', at: 0 })) },
      },
    ])
    const place = {
      serviceUrl: 'x',
      conversation: `a:${id}`,
      bot: 'b',
      user: 'u',
      tenant: 't',
      object: id,
      zone,
    }
    await storeReach(store, person, { type: 'reach', v: 1, ...place })
    const allocatedFrom = joinedOn > '2026-09-01' ? joinedOn : '2026-09-01'
    const allocation = isPeer ? 4800 : 0
    const carried = isPeer && joinedOn < '2026-09-01' && random() < 0.4 ? 600 : 0
    const allocated = (year: number, minutes: number, from: string) =>
      done(allocateDays(deps, commandOf(person), { year, minutes, from, reason: 'agreed' }))
    if (carried > 0) {
      await allocated(2025, carried, '2025-09-01')
      await done(fileNilReturn(deps, commandOf(person), '2026-08'))
    }
    if (isPeer) await allocated(2026, allocation, allocatedFrom)
    people.push({
      id,
      role,
      zone,
      choices,
      away,
      absences,
      joinedOn,
      allocation,
      allocatedFrom,
      carried,
      ...(region && { region }),
      ...(leftOn !== undefined && { leftOn }),
    })
  }

  const events: Event[] = []
  const entries: OracleEntry[] = []
  /** Half a minute past: nothing else happens then. */
  const between = (from: number, to: number) =>
    from + Math.floor((random() * (to - from)) / minute) * minute + minute / 2
  for (const peer of people.filter(({ allocation }) => allocation > 0))
    for (const month of months) act(peer, month)

  function act(peer: OraclePeer, month: string): void {
    const person = byId.get(peer.id) as Person
    const [first, due] = [instantAt(`${monthAfter(month)}-01`, 0, 'Europe/London'), dueOf(month)]
    const isLate = random() < 0.15
    const chance = random()
    const date = `${month}-${pick(['01', '10', '15', '27'])}`
    const at = isLate
      ? between(due, due + 20 * day)
      : chance < 0.5
        ? between(instantAt(date, 12, 'Europe/London'), due)
        : between(first, due)
    const gone = peer.leftOn === undefined ? Infinity : instantAt(peer.leftOn, 0, 'Europe/London')
    if (chance > 0.7 || at >= gone || date < peer.joinedOn || month < peer.allocatedFrom.slice(0, 7)) return
    const isWork = chance < 0.5
    const minutes = isWork ? pick([60, 120, 240]) : 0
    // D4: what may draw on carried hours can be taken back until 31 December.
    const mayUndo = date > '2026-11-30' || at + 30 * day < instantAt('2026-12-31', 0, 'Europe/London')
    const until = chance < 0.1 && mayUndo ? between(at, at + 30 * day) : Infinity
    entries.push({ person: peer.id, at, until, month, minutes, date: isWork ? date : '9999' })
    let made = { year: 2026, seq: 0 }
    events.push({
      at,
      async run() {
        if (isWork)
          made = await log(deps, person, { date, minutes, activity: 'query', askedBy: 'office', notes: '' })
        else await done(fileNilReturn(deps, commandOf(person), month))
      },
    })
    if (until < end)
      events.push({ at: until, run: () => done(undo(deps, commandOf(person), made.year, [made.seq])) })
  }

  const bare: OracleWorld = { people, entries, excuses: [], reasons: [], from: start, until: end }
  const [excuses, reasons]: [OracleWord[], OracleWord[]] = [[], []]
  const national = people.find(({ role }) => role === 'national-lead')
  const leader = people.find(({ role }) => role === 'group-leader')
  // Decided only where the bot runs in time: what nobody has found yet cannot be decided.
  for (const name of pauses ? [] : oracleOf(bare).missed) {
    const [id = '', month = ''] = name.split(' ')
    const ref = { person: id, period: month }
    const press = (of: string) => ({ id: name, by: byId.get(of) as Person, deadline: Infinity })
    if (random() < 0.2) {
      const at = dueOf(month) + 20 * day + 12 * hour + minute / 2
      excuses.push({ person: id, month, at })
      const by = (id === national?.id ? leader?.id : national?.id) ?? ''
      events.push({ at, run: () => agreed(decideMiss(deps, press(by), ref, 'excused', 'illness')) })
    }
    if (random() < 0.2) {
      const at = dueOf(month) + 35 * hour + minute / 2
      reasons.push({ person: id, month, at })
      events.push({ at, run: () => agreed(giveMissReason(deps, press(id), ref, 'no time')) })
    }
  }

  events.sort((one, other) => one.at - other.at)
  await dispatcher.runDue()
  for (;;) {
    const next = pauses
      ? now + Math.ceil(pauses(random()))
      : Math.min(events[0]?.at ?? Infinity, store.nextDueAt())
    if (next >= end) break
    for (let event = events[0]; event && event.at <= next; event = events[0]) {
      events.shift()
      now = event.at
      await event.run()
    }
    now = Math.max(now, next)
    await dispatcher.runDue()
  }

  const missed: string[] = []
  for await (const { doc } of store.list(missPartition(group, 2026), { from: 'miss~', to: 'miss~~' }))
    missed.push(`${String(doc['person'])} ${String(doc['period'])}`)
  const world = { ...bare, excuses, reasons }
  return { told, missed: missed.sort(), world, warnings }
}

function roleOf(n: number): OraclePeer['role'] {
  if (n < 3) return (['head-of-office', 'group-leader', 'national-lead'] as const)[n] ?? 'member-peer'
  return n - 3 < regionIds.length ? 'regional-lead' : 'member-peer'
}

async function agreed(change: Promise<{ readonly ok: boolean }>): Promise<void> {
  const outcome = await change
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome)}`)
}

/** Each message says what it is instead of what it says: topic, what it is about, and why now. */
const named = (topics: Deliveries['topics']): Deliveries['topics'] =>
  Object.fromEntries(
    Object.entries(topics).map(([name, render]): [string, Render] => [
      name,
      async (ref, person, occasion) => {
        const shown = await render(ref, person, occasion)
        const what = [name, ...Object.values(ref), occasion].filter((each) => each !== undefined).join(' ')
        return shown && { ...shown, summary: what }
      },
    ]),
  )

/** So that a failure reads well: `2026-10-02 09:00 p7 log-due 2026-09 5`. */
export const linesOf = (told: readonly Told[], world: OracleWorld): string[] => {
  const zoneOf = new Map(world.people.map(({ id, zone }) => [id, zone]))
  return told
    .map(({ person, what, at }) => {
      const { date, hour } = localAt(at, zoneOf.get(person) ?? 'Europe/London')
      return `${new Date(at).toISOString()} (${date} ${hour} h) ${person} ${what}`
    })
    .sort()
}
