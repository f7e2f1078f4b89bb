// A group with its pot between two random steps: after each one everything that the pot and the accounts hold is held
// against the rules, and against how it was before.
import type fc from 'fast-check'
import { expect } from 'vitest'
import type { OutboxItem } from '../../src/app/outbox/outbox.ts'
import { listStandIns } from '../../src/app/people/people.ts'
import { StoreFault } from '../../src/app/ports.ts'
import { grantsOf } from '../../src/domain/lots.ts'
import { addDays, dateAt, yearClosesOn } from '../../src/domain/calendar.ts'
import type { Person } from '../../src/domain/person.ts'
import { isOpen } from '../../src/domain/pot.ts'
import type { KeyName } from '../../src/domain/request.ts'
import type { StandIn } from '../../src/domain/standIn.ts'
import { expectGrants, silentDispatcher, year, type PotDocs, type TestGroup } from './pot.ts'
import { withFaults } from './storeWrappers.ts'
import { openWorkIn, type LedgerDocs } from './useCases.ts'

/** What the tests know of a group between two steps. */
export interface World {
  readonly group: TestGroup
  readonly peers: Person[]
  /** Everybody who may press something, by their place in the list; roles may change. */
  readonly people: Person[]
  /** Deliveries made so far, any of which may come once more. */
  readonly delivered: OutboxItem[]
  docs: PotDocs
  ledgers: Map<string, LedgerDocs>
  commands: number
  /** Calm: the store does not fail. */
  readonly weather: { isCalm: boolean }
  readonly faults: unknown[]
  /** What happened, so that a test can tell that enough did. */
  readonly seen: Set<string>
}

/** Now and then a commit's outcome stays unknown, whether it was made or not; `seed` decides when. */
export async function newWorld(opened: TestGroup, seen: Set<string>, seed: number): Promise<World> {
  const random = numbersFrom(seed)
  const faults: unknown[] = []
  const weather = { isCalm: false }
  const deps = {
    ...opened.deps,
    store: withFaults(opened.store, (call) => {
      const chance = call === 'read' || weather.isCalm ? 1 : random()
      return chance < 0.02 ? 'before' : chance < 0.04 ? 'after' : 'none'
    }),
    random,
    // A fault of the store is tried again; anything else is a delivery that was refused or a bug.
    warn: (_event: string, cause: unknown) => void (cause instanceof StoreFault || faults.push(cause)),
  }
  const group = { ...opened, deps, dispatcher: silentDispatcher(deps) }
  const peers = [await group.add(), await group.add(), group.national]
  const people = [...peers, group.head, group.leader, group.staff, await group.add('regional-lead')]
  const known = { delivered: [], docs: await group.pot(), ledgers: new Map(), commands: 0 }
  return { group, peers, people, ...known, weather, faults, seen }
}

/** The same numbers for the same seed, 0 ≤ n < 1. */
function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** One step: what it does, and who pressed anything in it. */
export class Step implements fc.AsyncCommand<object, World> {
  readonly name: string
  readonly given: object
  readonly #run: (world: World) => Promise<readonly Person[] | void>

  constructor(name: string, given: object, run: (world: World) => Promise<readonly Person[] | void>) {
    this.name = name
    this.given = given
    this.#run = run
  }

  check = () => true

  async run(_model: object, world: World): Promise<void> {
    // Read before the step: a key stands if it was turned by somebody entitled at that moment.
    const standIns = await listStandIns(world.group.store, world.group.group)
    const pressers = (await this.#run(world)) ?? []
    await look(world, pressers, standIns)
  }

  toString = () => `${this.name}(${JSON.stringify(this.given)})`
}

export const todayOf = ({ group }: World) => dateAt(group.deps.clock.now())

const roleOf = { national: 'national-lead', head: 'head-of-office' } as const

/** X2 once more, in other words: may this person turn this key of that requester's today? */
function isEntitled(
  key: KeyName,
  by: Person,
  requester: Person,
  standIns: readonly StandIn[],
  today: string,
) {
  const isStandIn = standIns.some(
    (each) => each.key === key && each.person === by.id && each.from <= today && today <= (each.to ?? '9999'),
  )
  if (by.id === requester.id) return false
  return requester.role === roleOf[key] ? by.role === 'group-leader' : by.role === roleOf[key] || isStandIn
}

/** Holds everything against the rules, and against how it was before the step. */
async function look(world: World, pressers: readonly Person[], standIns: readonly StandIn[]): Promise<void> {
  const { group, peers, people, seen } = world
  const before = world.docs
  world.docs = await group.pot()
  expect(world.faults).toEqual([])
  const personOf = (id: string) => people.find((each) => each.id === id)
  for (const request of world.docs.requests) {
    const old = before.requests.find(({ seq }) => seq === request.seq)
    seen.add(old && old.state !== request.state ? `${old.state} → ${request.state}` : request.state)
    // One resolution a request, and none of it changes; a grant may only be taken back.
    if (old && !isOpen(old)) {
      const { grant, rev: _rev, ...rest } = request
      const { grant: oldGrant, rev: _oldRev, ...oldRest } = old
      expect(rest).toEqual(oldRest)
      expect(grant?.code).toBe(oldGrant?.code)
      expect((grant?.minutes ?? 0) <= (oldGrant?.minutes ?? 0)).toBe(true)
      if (grant?.revoked && !oldGrant?.revoked) seen.add('revoked')
    }
    for (const [key, turned] of Object.entries(request.keys) as [KeyName, { by: string }][]) {
      if (old?.keys[key]) expect(turned).toEqual(old.keys[key])
      else {
        const by = pressers.find(({ id }) => id === turned.by)
        const requester = personOf(request.person)
        expect([key, by && requester && isEntitled(key, by, requester, standIns, todayOf(world))]).toEqual([
          key,
          true,
        ])
        seen.add(
          by?.role === roleOf[key]
            ? 'key by role'
            : by?.role === 'group-leader'
              ? 'key by the leader'
              : 'key by a stand-in',
        )
      }
    }
  }
  for (const peer of peers) {
    const ledger = await expectGrants(group, peer, world.docs)
    world.ledgers.set(peer.id, ledger)
    const account = ledger.accounts.get(year)
    if (!account) continue
    // X4: whatever was drawn from grants is in entries that name them, once, and never beyond what they give.
    const works = openWorkIn(ledger).filter((entry) => entry.year === year)
    const drawn = works.reduce((sum, { granted = 0 }) => sum + granted, 0)
    expect(grantsOf(account).drawn).toBe(drawn)
    for (const work of works)
      expect(work.claimed + work.held + (work.granted ?? 0) + work.unclaimed).toBe(work.minutes)
  }
}

/** What could be done now, everything delivered: nobody waits whom the pot could hold, and after a year nobody waits. */
export async function settleAll(world: World): Promise<void> {
  const { group, weather } = world
  weather.isCalm = true
  const run = async () => {
    while ((await group.dispatcher.runDue()) > 0);
    await look(world, [], [])
  }
  // What was claimed when the store failed is due again.
  group.on(addDays(todayOf(world), 1))
  await run()
  expect(world.docs.isDelivering).toBe(false)
  const waiting = world.docs.requests.find(({ state }) => state === 'waiting')
  const { pot } = world.docs
  if (waiting && todayOf(world) <= yearClosesOn(year))
    expect(waiting.sum.shortfall).toBeGreaterThan(pot.funded - pot.reserved - pot.granted)
  for (const day of ['2027-10-02', '2027-10-03']) {
    group.on(day)
    await run()
  }
  expect(world.docs.requests.filter(isOpen)).toEqual([])
  expect(world.docs.pot).toMatchObject({ reserved: 0, waiting: 0 })
}
