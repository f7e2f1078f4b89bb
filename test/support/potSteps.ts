// Random steps of a group with its pot: what peers, approvers, the office and the outbox do, in any order.
import fc from 'fast-check'
import { expect } from 'vitest'
import { reclaimHours, undo } from '../../src/app/hours/changeEntry.ts'
import { settleHeldEntry } from '../../src/app/hours/settleClearance.ts'
import { declineRequest, turnKey, withdrawRequest, type RequestRef } from '../../src/app/pot/decideRequest.ts'
import type { Handler } from '../../src/app/outbox/delivery.ts'
import { findReclaimable } from '../../src/app/hours/findReclaimable.ts'
import { fundPot } from '../../src/app/pot/fundPot.ts'
import { logHours } from '../../src/app/hours/logHours.ts'
import { OutboxItem } from '../../src/app/outbox/outbox.ts'
import { listStandIns } from '../../src/app/people/people.ts'
import { StoreFault } from '../../src/app/ports.ts'
import { requestDays } from '../../src/app/pot/requestDays.ts'
import { revokeGrant } from '../../src/app/pot/revokeGrant.ts'
import { shareDays } from '../../src/app/years/shareDays.ts'
import { endStandIn, nameStandIn } from '../../src/app/people/standIns.ts'
import { deliveriesOf } from '../../src/bot/deliveries.ts'
import { lotsOf, promisedBeside } from '../../src/domain/lots.ts'
import type { Account } from '../../src/domain/account.ts'
import { addDays } from '../../src/domain/calendar.ts'
import type { Person } from '../../src/domain/person.ts'
import { isOpen, type PotRequest } from '../../src/domain/pot.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import type { Result } from '../../src/domain/result.ts'
import { allocateDays } from './allocateDays.ts'
import { workOn } from './ledger.ts'
import { askFor, expectGrants, silentDispatcher, year } from './pot.ts'
import { Step, todayOf, type World } from './potWorld.ts'
import { openWorkIn } from './useCases.ts'

const pick = <T>(items: readonly T[], at: number): T | undefined => items[at % items.length]
const refOf = ({ seq }: PotRequest): RequestRef => ({ year, seq })
const nextId = (world: World): string => `m${++world.commands}`
const pressBy = (world: World, by: Person) => ({ id: nextId(world), by, deadline: Infinity })
const commandBy = (world: World, by: Person, subject = by) => ({ ...pressBy(world, by), subject })
const same = (one: unknown, other: unknown): void => expect(one).toEqual(other)

/** Notes what became of it; `busy` and the like would be a fault. */
function note({ seen }: World, what: string, outcome: Result<unknown, Refusal>): void {
  seen.add(outcome.ok ? what : `${what}: ${outcome.error.type}`)
}

const mostlyOpen = ({ docs: { requests } }: World): PotRequest[] => [
  ...requests.filter(isOpen),
  ...requests.slice(-2),
]

/** Those who stand in today, each as often as all the others together. */
async function standingIn(world: World): Promise<Person[]> {
  const today = todayOf(world)
  const named = await listStandIns(world.group.store, world.group.group)
  const inForce = named.filter(({ from, to }) => from <= today && today <= (to ?? '9999'))
  const people = world.people.filter(({ id }) => inForce.some(({ person }) => person === id))
  return Array.from({ length: 3 }, () => people).flat()
}

const at = fc.nat({ max: 40 })
const quarters = fc.integer({ min: 1, max: 24 })

const steps = {
  request: fc
    .record({
      peer: at,
      quarters,
      from: fc.constantFrom('2026-09-10', '2026-11-20', '2026-12-10'),
      isTwice: fc.boolean(),
    })
    .map(
      (given) =>
        new Step('request', given, async (world) => {
          const peer = pick(world.peers, given.peer)
          if (!peer) return
          const accountOf = (): Account | undefined => world.ledgers.get(peer.id)?.accounts.get(year)
          const promised = (account: Account | undefined) =>
            account ? promisedBeside(account, todayOf(world)) : 0
          const before = promised(accountOf())
          const ask = askFor(given.quarters * 15, { from: given.from })
          const command = commandBy(world, peer)
          const send = () => requestDays(world.group.deps, command, { ask, secondAgreed: true })
          const [first, again] = await Promise.all([send(), given.isTwice ? send() : undefined])
          if (again) same(again, first)
          note(world, 'request', first)
          if (!first.ok) return
          const { sum } = first.value
          same(sum.shortfall, sum.hours - sum.remaining)
          const ledger = await expectGrants(world.group, peer, world.docs)
          const account = ledger.accounts.get(year)
          if (!account) throw new Error('a request opens the account')
          // P11: what is promised now is there to be promised, and is promised once.
          const { carried, allocation } = lotsOf(account)
          same(promised(account), before + sum.remaining)
          if (sum.remaining > 0) same(promised(account) <= carried.left + allocation.left, true)
        }),
    ),
  press: fc.record({ by: at, request: at, times: fc.integer({ min: 1, max: 2 }) }).map(
    (given) =>
      new Step('press', given, async (world) => {
        const [by, request] = [
          pick([...world.people, ...(await standingIn(world))], given.by),
          pick(mostlyOpen(world), given.request),
        ]
        if (!by || !request) return
        const press = pressBy(world, by)
        for (let time = 0; time < given.times; time++)
          note(world, 'press', await turnKey(world.group.deps, press, refOf(request)))
        return [by]
      }),
  ),
  agree: fc.record({ request: at, isTogether: fc.boolean(), isWithdrawn: fc.boolean() }).map(
    (given) =>
      new Step('agree', given, async (world) => {
        const request = pick(world.docs.requests.filter(isOpen), given.request)
        if (!request) return
        const { deps, head, leader } = world.group
        // Whoever holds the keys: by role, or the Group Leader in the requester's place.
        const national = world.people.find(({ role }) => role === 'national-lead')
        const keys = [head, national?.id === request.person ? leader : (national ?? leader)]
        const presses = keys.map((by) => () => turnKey(deps, pressBy(world, by), refOf(request)))
        const peer = world.people.find(({ id }) => id === request.person)
        const withdraw = () =>
          peer && given.isWithdrawn ? withdrawRequest(deps, pressBy(world, peer), refOf(request)) : undefined
        if (given.isTogether) await Promise.all([...presses.map((press) => press()), withdraw()])
        else {
          for (const press of presses) await press()
          await withdraw()
        }
        return keys
      }),
  ),
  decline: fc.record({ by: at, request: at }).map(
    (given) =>
      new Step('decline', given, async (world) => {
        const [by, request] = [pick(world.people, given.by), pick(mostlyOpen(world), given.request)]
        if (!by || !request) return
        note(
          world,
          'decline',
          await declineRequest(world.group.deps, pressBy(world, by), refOf(request), 'Not now'),
        )
      }),
  ),
  withdraw: fc.record({ by: at, request: at }).map(
    (given) =>
      new Step('withdraw', given, async (world) => {
        const [by, request] = [pick(world.people, given.by), pick(world.docs.requests, given.request)]
        if (!by || !request) return
        note(world, 'withdraw', await withdrawRequest(world.group.deps, pressBy(world, by), refOf(request)))
      }),
  ),
  /** A revoke and a log at once: what is given up and what is drawn are the same hours never. */
  revoke: fc
    .record({ request: at, quarters, isRaced: fc.boolean(), times: fc.integer({ min: 1, max: 2 }) })
    .map(
      (given) =>
        new Step('revoke', given, async (world) => {
          const request = pick(
            world.docs.requests.filter(({ grant }) => grant),
            given.request,
          )
          const peer = world.peers.find(({ id }) => id === request?.person)
          if (!request || !peer) return
          const { deps, head } = world.group
          const press = pressBy(world, head)
          const revoke = () => revokeGrant(deps, press, refOf(request), 'Not needed')
          const work = workOn('2026-11-12', given.quarters * 15, { chargeTo: request.id })
          const log = () => logHours(deps, commandBy(world, peer), { works: [work], longDayAgreed: true })
          const [revoked, , logged] = await Promise.all([
            revoke(),
            given.times > 1 ? revoke() : undefined,
            given.isRaced ? log() : undefined,
          ])
          note(world, 'revoke', revoked)
          if (revoked.ok && logged?.ok) world.seen.add('revoke beside a log')
        }),
    ),
  fund: fc.record({ quarters: fc.integer({ min: -40, max: 60 }) }).map(
    (given) =>
      new Step('fund', given, async (world) => {
        const { deps, head } = world.group
        const to = world.docs.pot.funded + given.quarters * 15
        note(
          world,
          given.quarters > 0 ? 'top-up' : 'reduction',
          await fundPot(deps, pressBy(world, head), year, to),
        )
      }),
  ),
  allocate: fc.record({ peer: at, quarters: fc.integer({ min: 0, max: 60 }), isLast: fc.boolean() }).map(
    (given) =>
      new Step('allocate', given, async (world) => {
        const peer = pick(world.peers, given.peer)
        if (!peer) return
        const minutes = given.quarters * 15
        const { deps, head } = world.group
        if (given.isLast) {
          const allocation = { year: year - 1, minutes, from: `${year - 1}-09-01`, reason: 'agreed' }
          note(world, 'allocate', await allocateDays(deps, commandBy(world, head, peer), allocation))
          return
        }
        const share = { person: peer.id, year, minutes, reason: 'agreed' }
        note(world, 'share', await shareDays(deps, pressBy(world, head), share))
      }),
  ),
  log: fc
    .record({
      peer: at,
      quarters,
      charge: fc.option(at),
      daysAgo: fc.nat({ max: 60 }),
      isDirect: fc.boolean(),
    })
    .map(
      (given) =>
        new Step('log', given, async (world) => {
          const peer = pick(world.peers, given.peer)
          if (!peer) return
          const mine = world.docs.requests.filter(({ person }) => person === peer.id)
          const granted = mine.filter(({ grant }) => grant)
          const chargeTo =
            given.charge === null ? undefined : pick([...granted, ...mine.slice(-1)], given.charge)?.id
          const date = addDays(todayOf(world), -given.daysAgo)
          const work = workOn(date, given.quarters * 15, {
            ...(chargeTo && { chargeTo }),
            askedBy: given.isDirect ? 'direct' : 'office',
          })
          const logged = await logHours(world.group.deps, commandBy(world, peer), {
            works: [work],
            longDayAgreed: true,
          })
          note(world, chargeTo ? 'charged log' : 'log', logged)
        }),
    ),
  undo: fc.record({ peer: at, entry: at }).map(
    (given) =>
      new Step('undo', given, async (world) => {
        const peer = pick(world.peers, given.peer)
        const ledger = peer && world.ledgers.get(peer.id)
        const works = ledger ? openWorkIn(ledger) : []
        const entry = pick([...works.filter(({ replaces }) => replaces), ...works], given.entry)
        if (!peer || !entry) return
        const undone = await undo(world.group.deps, commandBy(world, peer), entry.year, [entry.seq])
        note(
          world,
          entry.granted ? 'undo of granted' : entry.replaces ? 'undo of a re-claim' : 'undo',
          undone,
        )
      }),
  ),
  reclaim: fc.record({ request: at }).map(
    (given) =>
      new Step('reclaim', given, async (world) => {
        const request = pick(
          world.docs.requests.filter(({ grant }) => grant),
          given.request,
        )
        const peer = world.peers.find(({ id }) => id === request?.person)
        if (!request || !peer) return
        const { deps } = world.group
        const of = { chargeTo: request.id, from: '2026-09-01', to: '2027-08-31' }
        const { refs, minutes } = await findReclaimable(deps, peer, year, of)
        if (refs.length === 0) return
        const claimed = await reclaimHours(deps, commandBy(world, peer), refs, request.id)
        note(world, 're-claim', claimed)
        if (!claimed.ok) throw new Error('what was found to be claimable was refused')
        const change = claimed.value.years.find(({ after }) => after.year === year)
        same((change?.before.unclaimed ?? 0) - (change?.after.unclaimed ?? 0), minutes)
      }),
  ),
  clear: fc.record({ by: at, peer: at, entry: at, isCleared: fc.boolean() }).map(
    (given) =>
      new Step('clear', given, async (world) => {
        const [by, peer] = [
          pick([world.group.head, ...world.people], given.by),
          pick(world.peers, given.peer),
        ]
        const ledger = peer && world.ledgers.get(peer.id)
        const entry =
          ledger &&
          pick(
            openWorkIn(ledger).filter(({ held }) => held > 0),
            given.entry,
          )
        if (!by || !peer || !entry) return
        const ref = { person: peer.id, year: entry.year, seq: entry.seq }
        const decision = given.isCleared ? 'cleared' : 'declined'
        note(
          world,
          decision,
          await settleHeldEntry(world.group.deps, pressBy(world, by), ref, decision, 'Said so'),
        )
      }),
  ),
  nameStandIn: fc
    .record({
      by: at,
      person: at,
      key: fc.constantFrom('national' as const, 'head' as const),
      days: fc.integer({ min: -3, max: 30 }),
    })
    .map(
      (given) =>
        new Step('nameStandIn', given, async (world) => {
          const [by, person] = [
            pick([world.group.leader, world.group.head, world.group.leader, ...world.people], given.by),
            pick(world.people, given.person),
          ]
          if (!by || !person) return
          const today = todayOf(world)
          const asked = { key: given.key, person: person.id, from: addDays(today, Math.min(0, given.days)) }
          const to = given.days > 20 ? {} : { to: addDays(today, given.days) }
          note(
            world,
            'stand-in',
            await nameStandIn(world.group.deps, pressBy(world, by), { ...asked, ...to }),
          )
        }),
    ),
  endStandIn: fc.record({ by: at, standIn: at }).map(
    (given) =>
      new Step('endStandIn', given, async (world) => {
        const { deps, store, group } = world.group
        const [by, standIn] = [
          pick([world.group.leader, ...world.people.slice(3)], given.by),
          pick(await listStandIns(store, group), given.standIn),
        ]
        if (by && standIn)
          note(world, 'stand-in ended', await endStandIn(deps, pressBy(world, by), standIn.id))
      }),
  ),
  /** The National Lead Peer's role passes to somebody else, or back. */
  changeRole: fc.record({ to: fc.nat({ max: 1 }) }).map(
    (given) =>
      new Step('changeRole', given, async (world) => {
        const { peers, people, group } = world
        for (const [place, peer] of [...peers.entries()].slice(1)) {
          const role = place === given.to + 1 ? 'national-lead' : 'member-peer'
          const changed = await group.change(peer, { role })
          peers[place] = changed
          people[people.findIndex(({ id }) => id === peer.id)] = changed
        }
      }),
  ),
  wait: fc
    .record({
      days: fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: 1, max: 14 }) },
        { weight: 1, arbitrary: fc.constant(150) },
      ),
    })
    .map(
      (given) =>
        new Step('wait', given, async (world) => world.group.on(addDays(todayOf(world), given.days))),
    ),
  /** Errands are done in any order, and some of them are still there afterwards, as after a crash. */
  deliver: fc.record({ order: fc.array(at, { minLength: 1, maxLength: 4 }), isForgotten: fc.boolean() }).map(
    (given) =>
      new Step('deliver', given, async (world) => {
        const { store, deps } = world.group
        for (const place of given.order) {
          const due = (await store.due(deps.clock.now(), 500))
            .map((stored) => ({ stored, item: OutboxItem.parse(stored.doc) }))
            .filter(({ item }) => item.kind === 'command')
            .sort((one, other) => (JSON.stringify(one.item) < JSON.stringify(other.item) ? -1 : 1))
          const next = pick(due, place)
          if (!next) return
          const isDone = await handle(world, next.item)
          world.delivered.push(next.item)
          const { pk, id, etag } = next.stored
          if (isDone && !given.isForgotten) await store.commit(pk, [{ op: 'delete', id, etag }])
        }
      }),
  ),
  redeliver: fc.record({ which: fc.array(at, { minLength: 1, maxLength: 3 }) }).map(
    (given) =>
      new Step('redeliver', given, async (world) => {
        const items = given.which.flatMap((place) => pick(world.delivered, place) ?? [])
        await Promise.all(items.map((item) => handle(world, item)))
        if (items.length > 0) world.seen.add('delivered again')
      }),
  ),
  runDue: fc
    .constant(null)
    .map(() => new Step('runDue', {}, async ({ group }) => void (await group.dispatcher.runDue()))),
  /** Two instances at once. */
  runBoth: fc.constant(null).map(
    () =>
      new Step('runBoth', {}, async ({ group }) => {
        await Promise.all([group.dispatcher.runDue(), silentDispatcher(group.deps).runDue()])
      }),
  ),
} as const

/** False when it must be tried again later: a request may not have arrived that is to be closed, and the store may fail. */
async function handle({ group }: World, item: OutboxItem): Promise<boolean> {
  if (item.kind !== 'command') return false
  const handler: Handler | undefined = deliveriesOf(group.deps).commands[item.command]
  if (!handler) throw new Error(`nothing is registered as ${item.command}`)
  try {
    await handler(item.body)
    return true
  } catch (fault) {
    if (fault instanceof StoreFault && ['pot-close', 'clearance-ask'].includes(item.command)) return false
    throw fault
  }
}

const weights: Partial<Record<keyof typeof steps, number>> = {
  request: 6,
  press: 6,
  agree: 6,
  log: 5,
  revoke: 3,
  deliver: 5,
  redeliver: 3,
  runDue: 6,
  fund: 2,
  undo: 4,
  reclaim: 4,
  nameStandIn: 3,
  clear: 2,
  allocate: 4,
}

/** Each kind as often as its weight. */
export const potSteps: fc.Arbitrary<fc.AsyncCommand<object, World>>[] = Object.entries(steps).flatMap(
  ([name, arbitrary]) => Array.from({ length: weights[name as keyof typeof steps] ?? 1 }, () => arbitrary),
)
