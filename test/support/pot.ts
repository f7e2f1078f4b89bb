// A group with its central pot: the use cases on a store, everybody who has a part in a request, and a dispatcher that
// tells nobody anything. Whatever a pot and its peers' accounts hold is held against the rules.
import { expect } from 'vitest'
import { groupPartition, personId, potId, potPartition, standInId } from '../../src/app/keys.ts'
import type { Press } from '../../src/app/press.ts'
import type { RequestRef } from '../../src/app/pot/decideRequest.ts'
import type { Messenger } from '../../src/app/outbox/delivery.ts'
import type { Deps } from '../../src/app/deps.ts'
import { createDispatcher, type Dispatcher } from '../../src/app/outbox/dispatcher.ts'
import { parseStored } from '../../src/app/documents.ts'
import type { Store, Stored } from '../../src/app/ports.ts'
import { createReach } from '../../src/app/outbox/reach.ts'
import { requestDays } from '../../src/app/pot/requestDays.ts'
import { deliveriesOf } from '../../src/bot/deliveries.ts'
import { grantsOf } from '../../src/domain/lots.ts'
import { balanceOf } from '../../src/domain/balance.ts'
import { dateAt } from '../../src/domain/calendar.ts'
import type { Person, Role } from '../../src/domain/person.ts'
import { policyOf, type GroupId } from '../../src/domain/policy.ts'
import { availableIn, claimCode, emptyPot, isOpen, Pot, PotRequest } from '../../src/domain/pot.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import type { Ask, KeyName } from '../../src/domain/request.ts'
import type { Result } from '../../src/domain/result.ts'
import type { StandIn } from '../../src/domain/standIn.ts'
import { commandOf, expectWhole, newPerson, openUseCases, type LedgerDocs } from './useCases.ts'

/** The year of the pots in these tests. */
export const year = 2026

export const askFor = (minutes: number, more: Partial<Ask> = {}): Ask => ({
  minutes,
  from: '2026-10-01',
  to: '2027-06-30',
  what: 'Support after the elections',
  strand: 'bespoke',
  askedBy: 'office',
  ...more,
})

export interface PotOptions {
  readonly today?: string
  readonly group?: GroupId
  readonly funded?: number
  readonly given?: number
  readonly store?: Store
}

export interface TestGroup {
  readonly deps: Deps
  readonly store: Store
  readonly group: GroupId
  readonly dispatcher: Dispatcher
  readonly national: Person
  readonly head: Person
  readonly leader: Person
  readonly staff: Person
  readonly on: (date: string) => void
  /** Somebody new in the group's directory. */
  readonly add: (role?: Role, more?: Partial<Person>) => Promise<Person>
  /** Changes what the directory says of somebody. */
  readonly change: (person: Person, more: Partial<Person>) => Promise<Person>
  readonly standIn: (key: KeyName, person: Person, from: string, to?: string) => Promise<void>
  /** Sends a request and has it taken in by the pot; its year and number. */
  readonly request: (peer: Person, ask: number | Ask) => Promise<RequestRef>
  /** The pot and its requests by number, once they have been held against the rules. */
  readonly pot: () => Promise<PotDocs>
  readonly close: () => Promise<void>
}

/** Nobody can be reached. */
const nobody: Messenger = {
  send: async () => ({ type: 'gone' }),
  rewrite: async () => ({ type: 'gone' }),
  open: async () => ({ type: 'gone' }),
}

/** An instance's dispatcher for whatever changes; the people hear nothing of it. */
export function silentDispatcher(deps: Deps): Dispatcher {
  const { commands, topics } = deliveriesOf(deps)
  const unsaid = Object.fromEntries(Object.keys(topics).map((topic) => [topic, async () => undefined]))
  return createDispatcher(deps, {
    deliveries: { commands, topics: unsaid },
    messenger: nobody,
    reach: createReach(deps),
  })
}

export async function openPot({
  today = '2026-11-16',
  group = 'independent',
  funded = 0,
  given = funded,
  store,
}: PotOptions = {}): Promise<TestGroup> {
  const useCases = await openUseCases(today, store)
  const { deps } = useCases
  const dispatcher = silentDispatcher(deps)
  let added = 0
  const add = async (role: Role = 'member-peer', more: Partial<Person> = {}) => {
    const person = newPerson({ id: `${role}-${++added}`, group, role, name: role, ...more })
    await must(deps.store.commit(groupPartition(group), [create(personId(person.id), person)]))
    return person
  }
  const pot: Pot = { ...emptyPot(group, year), given, funded }
  await must(deps.store.commit(potPartition(group, year), [create(potId, pot)]))
  const [national, head, leader, staff] = [
    await add('national-lead'),
    await add('head-of-office'),
    await add('group-leader'),
    await add('office-staff'),
  ]
  let named = 0
  return {
    ...useCases,
    group,
    dispatcher,
    national,
    head,
    leader,
    staff,
    add,
    async change(person, more) {
      const pk = groupPartition(group)
      const stored = await deps.store.get(pk, personId(person.id))
      const doc = { ...person, ...more }
      const etag = stored?.etag ?? ''
      await must(deps.store.commit(pk, [{ op: 'replace', id: personId(person.id), doc, etag }]))
      return doc
    },
    async standIn(key, person, from, to) {
      const id = `s${++named}`
      const doc: StandIn = { type: 'stand-in', v: 1, id, key, person: person.id, by: leader.id, from }
      const dated = to === undefined ? doc : { ...doc, to }
      await must(deps.store.commit(groupPartition(group), [create(standInId(id), dated)]))
    },
    async request(peer, ask) {
      const wanted = typeof ask === 'number' ? askFor(ask) : ask
      const { id } = value(
        await requestDays(deps, commandOf(peer, { by: peer }), { ask: wanted, secondAgreed: true }),
      )
      await dispatcher.runDue()
      const { requests } = await potDocs(deps.store, group)
      const found = requests.find((each) => each.id === id)
      if (!found) throw new Error('the request has not arrived')
      return { year, seq: found.seq }
    },
    pot: () => expectPot(deps.store, group),
  }
}

const create = (id: string, doc: Person | Pot | StandIn) => ({ op: 'create', id, doc }) as const

async function must(commit: Promise<{ ok: boolean }>): Promise<void> {
  expect((await commit).ok).toBe(true)
}

let presses = 0

/** A press under a name of its own, unless stated. */
export const pressOf = (by: Person, id = `press ${++presses}`): Press => ({ id, by, deadline: Infinity })

/** What was done; a refusal fails the test. */
export function value<T>(outcome: Result<T, Refusal>): T {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.error)}`)
  return outcome.value
}

export interface PotDocs {
  readonly pot: Pot
  readonly requests: readonly PotRequest[]
  /** A request by its number. */
  request(seq: number): PotRequest
  /** Y2: minutes of each peer's part of the group's days, by person. */
  readonly shares: ReadonlyMap<string, number>
  /** Whether something is still to be delivered from the pot. */
  readonly isDelivering: boolean
}

/** What waits for its day or only tells people; everything else is on its way. */
const isOnItsWay = ({ type, kind, command }: Stored['doc']): boolean =>
  type === 'outbox' &&
  kind === 'command' &&
  !['pot-close', 'pot-remind', 'pot-escalate', 'clearance-ask'].includes(String(command))

export async function potDocs(store: Store, group: GroupId): Promise<PotDocs> {
  const pk = potPartition(group, year)
  const requests: PotRequest[] = []
  const shares = new Map<string, number>()
  let [pot, isDelivering] = [emptyPot(group, year), false]
  for await (const stored of store.list(pk, { from: '-', to: '~~' })) {
    const { doc, id } = stored
    if (doc.type === 'pot') pot = parseStored(Pot, stored)
    else if (doc.type === 'request') {
      const request = parseStored(PotRequest, stored)
      // What is open is a range of its own, and so is what is over.
      expect(id).toBe(`${isOpen(request) ? 'open' : 'done'}~${String(request.seq).padStart(6, '0')}`)
      requests.push(request)
    } else if (doc.type === 'share') shares.set(String(doc['person']), Number(doc['minutes']))
    else if (doc.type === 'outbox') isDelivering ||= isOnItsWay(doc)
    else if (!['command', 'request-number', 'pot-change'].includes(doc.type))
      throw new Error(`what is ${id}?`)
  }
  requests.sort((one, other) => one.seq - other.seq)
  return {
    pot,
    requests,
    shares,
    isDelivering,
    request(seq) {
      const found = requests.find((each) => each.seq === seq)
      if (!found) throw new Error(`there is no request ${seq}`)
      return found
    },
  }
}

/**
 * X1: the pot is what its requests say, to the minute. X2: every grant has the keys of the policy, turned by different
 * people, none of them the requester; whoever waits is passed by nobody. X4: claim codes without gaps.
 */
export async function expectPot(store: Store, group: GroupId): Promise<PotDocs> {
  const docs = await potDocs(store, group)
  const { pot, requests, shares } = docs
  const of = (state: PotRequest['state']) => requests.filter((each) => each.state === state)
  const granted = requests.flatMap(({ grant }) => grant ?? [])
  expect(requests.map(({ seq }) => seq)).toEqual(requests.map((_, at) => at + 1))
  expect({ ...pot, available: availableIn(pot) }).toEqual({
    ...pot,
    allocated: total([...shares.values()], (minutes) => minutes),
    reserved: total(of('reserved'), ({ sum }) => sum.shortfall),
    granted: total(granted, ({ minutes }) => minutes),
    waiting: of('waiting').length,
    requests: requests.length,
    claims: granted.length,
    available: pot.funded - pot.reserved - pot.granted,
  })
  expect(Math.min(availableIn(pot), pot.reserved, pot.granted)).toBeGreaterThanOrEqual(0)
  expect(granted.map(({ code }) => code).sort()).toEqual(granted.map((_, at) => claimCode(year, at + 1)))
  const needed = policyOf(group).keys
  for (const request of requests) {
    const { person, state, keys, grant, sum, ask } = request
    expect([request.seq, state === 'granted']).toEqual([request.seq, grant !== undefined])
    expect([request.seq, isOpen(request)]).toEqual([request.seq, request.end === undefined])
    if (state === 'granted' || state === 'covered')
      expect(Object.keys(keys).sort()).toEqual([...needed].sort())
    const turners = Object.values(keys).map(({ by }) => by)
    expect([person, ...new Set(turners)]).toEqual([person, ...turners.filter((by) => by !== person)])
    expect(sum.shortfall).toBe(ask.minutes - sum.remaining)
    if (!grant) continue
    const whole = grant.minutes + (grant.revoked?.minutes ?? 0)
    expect(whole).toBe(Math.min(sum.shortfall, grant.sum.shortfall))
  }
  const firstWaiting = of('waiting')[0]?.seq ?? Infinity
  const passedBy = requests.filter(
    ({ seq, state }) => seq > firstWaiting && ['reserved', 'granted', 'covered'].includes(state),
  )
  expect(passedBy).toEqual([])
  return docs
}

const total = <T>(items: readonly T[], amount: (item: T) => number): number =>
  items.reduce((sum, item) => sum + amount(item), 0)

/**
 * X4: a peer's account and the pot agree. While something is on its way, the account may have less of a grant than the
 * pot counts, never more; once everything is delivered they have the same. Conservation holds either way.
 */
export async function expectGrants(
  { store, deps }: Pick<TestGroup, 'store' | 'deps'>,
  peer: Person,
  { requests, shares, isDelivering }: PotDocs,
): Promise<LedgerDocs> {
  const ledger = await expectWhole(store, peer)
  const account = ledger.accounts.get(year)
  const mine = requests.filter(({ person }) => person === peer.id)
  const isPending = isDelivering || (await hasErrands(store, peer))
  for (const request of mine) {
    const { id, seq, grant, state, ask, sum } = request
    const lines = ledger.entries.filter((entry) => entry.kind === 'grant' && entry.request === id)
    const sums = account?.requests[id]
    const first = (grant?.minutes ?? 0) + (grant?.revoked?.minutes ?? 0)
    const [line] = lines
    if (line?.kind === 'grant') expect([seq, line.minutes, line.code]).toEqual([seq, first, grant?.code])
    // Given once; every later line gives some of it up.
    const steps = lines.map((each) => (each.kind === 'grant' ? each.minutes : 0))
    expect(steps).toEqual([...new Set(steps)].toSorted((one, other) => other - one))
    expect([seq, (sums?.granted ?? 0) <= (grant?.minutes ?? 0)]).toEqual([seq, true])
    expect([seq, (sums?.drawn ?? 0) <= (sums?.granted ?? 0)]).toEqual([seq, true])
    if (isPending) continue
    expect([seq, sums?.granted ?? 0]).toEqual([seq, grant?.minutes ?? 0])
    // P11: the peer's own part: what the pot was not asked for, and what a grant shrank by; nothing once it came to nothing.
    const promised = grant ? ask.minutes - first : request.end ? 0 : ask.minutes - sum.shortfall
    expect([seq, state, sums?.promised ?? 0]).toEqual([seq, state, promised])
  }
  if (!account) return ledger
  // Y2: the group counts what the peer has, and what the peer has not given up yet.
  const share = shares.get(peer.id)
  if (share !== undefined)
    expect(isPending ? account.allocation <= share : account.allocation === share).toBe(true)
  const balance = balanceOf(account, policyOf(peer.group), dateAt(deps.clock.now()))
  const { carried, allocation, grants } = balance
  expect(grants).toMatchObject(grantsOf(account))
  expect(
    balance.drawn + balance.held + balance.remaining + carried.lapsed + grants.ended + balance.carriedOn,
  ).toBe(allocation.given + carried.given + grants.given)
  return ledger
}

async function hasErrands(store: Store, peer: Person): Promise<boolean> {
  for await (const { doc } of store.list(`peer~${peer.group}~${peer.id}`, { from: 'out~', to: 'out~~' }))
    if (isOnItsWay(doc)) return true
  return false
}
