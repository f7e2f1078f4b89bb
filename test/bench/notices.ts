// `npx tsx test/bench/notices.ts`: what a sweep reads, takes and holds when 100 peers are due, of 1,000 and of 100,000; what it
// reads on Cosmos DB's protocol, of 200 and of 2,000; and how fast 10,000 messages leave at the pace that Teams allows. `--quick` takes 10,000 peers and 1,000 messages; `--pace` and `--sweep` measure one of the two.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Messenger } from '../../src/app/delivery.ts'
import type { Deps } from '../../src/app/deps.ts'
import { additionOf, newPerson } from '../../src/app/directory.ts'
import { createDispatcher } from '../../src/app/dispatcher.ts'
import { accountId, groupPartition, peerPartition, personId } from '../../src/app/keys.ts'
import { leave } from '../../src/app/outbox.ts'
import { paced } from '../../src/app/pace.ts'
import { mostWrites, type Store, type Write } from '../../src/app/ports.ts'
import { createReach, storeReach } from '../../src/app/reach.ts'
import { timerId } from '../../src/app/timers.ts'
import { deliveriesOf } from '../../src/bot/deliveries.ts'
import { emptyAccount } from '../../src/domain/account.ts'
import type { Person } from '../../src/domain/person.ts'
import { openCosmosStore } from '../../src/store/cosmos.ts'
import { openLevelStore } from '../../src/store/level.ts'
import { startCosmosServer } from '../support/cosmosServer.ts'
import { fakeTime } from '../support/fakeTime.ts'
import { openMemoryStore } from '../support/memoryStore.ts'
import { depsOn } from '../support/useCases.ts'
import { mostWithin } from '../support/windows.ts'

const group = 'independent'
const home = groupPartition(group)
const isQuick = process.argv.includes('--quick')
/** Peers beside whom so many are due, so many times. */
interface Scale {
  readonly sizes: readonly [number, number]
  readonly due: number
  readonly rounds: number
}
const onDisk: Scale = { sizes: isQuick ? [1_000, 10_000] : [1_000, 100_000], due: 100, rounds: 6 }
/** The emulator looks through everything for whatever it is asked: it shows what is read, and not how long that takes. */
const onWire: Scale = { sizes: [200, 2_000], due: 20, rounds: 3 }
const day = 86_400_000
/** Reminders are due 5 days before 7 October at nine; misses at the end of the day. */
const reminded = Date.parse('2026-10-02T08:00Z')
const missed = Date.parse('2026-10-07T23:00Z')

const nowhere: Messenger = {
  send: async () => ({ type: 'sent', activity: '1' }),
  rewrite: async () => ({ type: 'sent' }),
  open: async () => ({ type: 'missing' }),
}

/** Counts documents, not calls: a range of a thousand is a thousand. */
function countReads(inner: Store): {
  readonly store: Store
  readonly taken: () => { found: number; reads: number }
} {
  let [found, reads] = [0, 0]
  return {
    store: {
      ...inner,
      async get(pk, id) {
        reads++
        return inner.get(pk, id)
      },
      async *list(pk, range) {
        for await (const stored of inner.list(pk, range)) {
          reads++
          yield stored
        }
      },
      async due(before, limit) {
        const page = await inner.due(before, limit)
        found += page.length
        return page
      },
    },
    taken() {
      const taken = { found, reads }
      ;[found, reads] = [0, 0]
      return taken
    },
  }
}

const median = (all: readonly number[]): number =>
  all.toSorted((one, other) => one - other)[Math.floor(all.length / 2)] ?? 0
const sum = (all: readonly number[]): number => all.reduce((one, other) => one + other, 0)

async function commitAll(store: Store, writes: readonly Write[]): Promise<void> {
  for (let at = 0; at < writes.length; at += mostWrites) {
    const done = await store.commit(home, writes.slice(at, at + mostWrites))
    if (!done.ok) throw new Error(`not written: ${JSON.stringify(done.conflict)}`)
  }
}

interface Sweeps {
  readonly found: number
  readonly reads: number
  readonly ms: number
  readonly heap: number
}

/** Rounds of due peers beside so many others whose timers are far away. */
async function sweep(inner: Store, peers: number, at: number, { due, rounds }: Scale): Promise<Sweeps> {
  const { store, taken } = countReads(inner)
  let now = at - day
  const deps: Deps = {
    ...depsOn(store, () => now),
    clock: { now: () => now, real: Date.now },
    warn: (event) => console.warn(event),
  }
  const add = (n: number, role: Person['role'] = 'member-peer'): Person =>
    newPerson({
      group,
      name: `Peer ${n}`,
      email: `peer${n}@example.com`,
      role,
      regions: role === 'member-peer' ? ['wales'] : [],
      joinedOn: '2024-09-01',
    })
  const entering = { by: 'bench', at: 0, why: 'bench' }
  const timerOf = (person: Person, dueAt: number): Write => ({
    op: 'create',
    id: timerId('logs', person.id),
    doc: { type: 'timer', v: 1, kind: 'logs', group, person: person.id, dueAt, after: at - 1 },
  })
  const isTimer = ({ id }: Write) => id.startsWith('timer~')
  const entered = (person: Person, dueAt: number): Write[] => [
    { op: 'create', id: personId(person.id), doc: person },
    timerOf(person, dueAt),
  ]
  const leads = (['national-lead', 'head-of-office', 'group-leader'] as const).map((role, n) =>
    add(-1 - n, role),
  )
  await commitAll(
    inner,
    leads.flatMap((lead) => additionOf(lead, entering).filter((write) => !isTimer(write))),
  )
  const writes: Write[] = []
  const wanted: Person[][] = []
  for (let n = 0; n < peers; n++) {
    const person = add(n)
    const round = Math.floor(n / due)
    if (round < rounds) (wanted[round] ??= []).push(person)
    writes.push(...entered(person, round < rounds ? at + round : at + 30 * day))
    if (writes.length > 5_000) await commitAll(inner, writes.splice(0))
  }
  await commitAll(inner, writes)
  for (const person of [...leads, ...wanted.flat()]) {
    const place = { serviceUrl: 'x', conversation: 'a', bot: 'b', user: 'u', tenant: 't', object: person.id }
    await storeReach(inner, person, { type: 'reach', v: 1, ...place })
    await inner.commit(peerPartition(person), [
      {
        op: 'create',
        id: accountId(2026),
        doc: { ...emptyAccount(2026), allocation: 4_800, allocatedFrom: '2026-09-01' },
      },
    ])
  }
  const dispatcher = createDispatcher(deps, {
    deliveries: deliveriesOf(deps),
    messenger: nowhere,
    reach: createReach(deps),
  })
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  const all: { found: number; reads: number; ms: number }[] = []
  for (let round = 0; round < rounds; round++) {
    now = at + round
    taken()
    const began = performance.now()
    await dispatcher.runDue()
    all.push({ ms: performance.now() - began, ...taken() })
  }
  globalThis.gc?.()
  return {
    found: median(all.map(({ found }) => found)),
    reads: median(all.map(({ reads }) => reads)),
    // The best round: whatever else the machine does only ever adds.
    ms: Math.min(...all.map(({ ms }) => ms)),
    heap: process.memoryUsage().heapUsed - before,
  }
}

async function onLevel<T>(use: (store: Store) => Promise<T>): Promise<T> {
  const root = fileURLToPath(new URL('../../node_modules/.cache/bench/', import.meta.url))
  mkdirSync(root, { recursive: true })
  const path = mkdtempSync(join(root, 'sweep-'))
  const store = await openLevelStore({ path, now: Date.now })
  try {
    return await use(store)
  } finally {
    await store.close()
    rmSync(path, { recursive: true, force: true })
  }
}

async function onCosmos<T>(use: (store: Store) => Promise<T>): Promise<T> {
  const server = await startCosmosServer()
  const { endpoint, key } = server
  const deadlines = { deadlineMs: 60_000, requestTimeoutMs: 60_000 }
  const store = await openCosmosStore({
    endpoint,
    key,
    database: 'bot',
    container: 'docs',
    now: Date.now,
    ...deadlines,
  })
  try {
    return await use(store)
  } finally {
    await store.close()
    await server.close()
  }
}

const figure = (value: number) => Math.round(value).toLocaleString('en-GB')

async function measureSweeps(): Promise<void> {
  for (const [name, on, scale] of [
    ['level', onLevel, onDisk],
    ['cosmos (emulator)', onCosmos, onWire],
  ] as const)
    for (const [what, at] of [
      ['reminders', reminded],
      ['missed logs', missed],
    ] as const) {
      const [small, large] = scale.sizes
      const [few, many] = [
        await on((store) => sweep(store, small, at, scale)),
        await on((store) => sweep(store, large, at, scale)),
      ]
      const ratio = (key: keyof Sweeps) => (many[key] / few[key]).toFixed(2)
      console.log(
        `${name}, ${what}, ${scale.due} due of ${figure(small)} / ${figure(large)}:`,
        `found by due ${few.found} / ${many.found};`,
        `documents read ${figure(few.reads)} / ${figure(many.reads)} (${ratio('reads')} ×)`,
        ...(on === onLevel
          ? [
              `; ${figure(few.ms)} / ${figure(many.ms)} ms (${ratio('ms')} ×);`,
              `heap ${figure(few.heap / 1_024)} / ${figure(many.heap / 1_024)} KB more`,
            ]
          : []),
      )
    }
}

/** Three instances on one store, each message 60–300 ms on its way; the clock moves when everybody waits. */
async function measurePace(count: number): Promise<void> {
  const time = fakeTime(Date.parse('2026-11-23T09:00Z'))
  const store = openMemoryStore(time.now)
  const deps: Deps = {
    ...depsOn(store, time.now),
    clock: { now: time.now, real: time.now },
    pause: time.pause,
  }
  const arrived: number[] = []
  const messenger: Messenger = {
    ...nowhere,
    async send() {
      arrived.push(time.now())
      await time.pause(60 + Math.random() * 240)
      return { type: 'sent', activity: String(arrived.length) }
    },
  }
  const people = Array.from({ length: count / 5 }, (_, n) =>
    newPerson({
      group,
      name: `Peer ${n}`,
      email: `peer${n}@example.com`,
      role: 'member-peer',
      regions: [],
      joinedOn: '2024-09-01',
    }),
  )
  for (const [n, person] of people.entries()) {
    await store.commit(home, [{ op: 'create', id: `person~${person.id}`, doc: person }])
    const place = {
      serviceUrl: 'x',
      conversation: `a:${n}`,
      bot: 'b',
      user: 'u',
      tenant: 't',
      object: person.id,
    }
    await storeReach(store, person, { type: 'reach', v: 1, ...place })
  }
  for (let n = 0; n < count; n++) {
    const { id } = people[n % people.length] as Person
    const errand = { kind: 'tell', group, person: id, topic: 'note', ref: { n } } as const
    await store.commit(home, [leave(String(n), errand, time.now())])
  }
  const dispatchers = Array.from({ length: 3 }, () =>
    createDispatcher(deps, {
      deliveries: { commands: {}, topics: { note: async () => ({ summary: 'x', card: {} }) } },
      messenger: paced(deps, messenger),
      reach: createReach(deps),
    }),
  )
  const began = time.now()
  await time.run(async () => {
    while (arrived.length < count || store.nextDueAt() < Infinity) {
      await Promise.all(dispatchers.map((each) => each.runDue()))
      await time.pause(50)
    }
  })
  const seconds = ((arrived.at(-1) ?? 0) - began) / 1_000
  console.log(
    `${figure(count)} messages due at once, three instances: ${seconds.toFixed(0)} s,`,
    `${(count / seconds).toFixed(1)} a second; the most in any second: ${mostWithin(arrived, 1_000)};`,
    `tried again: ${sum(dispatchers.map(({ counts }) => counts.retried))}, twice: ${arrived.length - count}`,
  )
}

if (!process.argv.includes('--sweep')) await measurePace(isQuick ? 1_000 : 10_000)
if (!process.argv.includes('--pace')) await measureSweeps()
