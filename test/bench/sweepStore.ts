// A store of so many peers of whom some fall due in each round, and what a sweep of it reads, takes and keeps.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Messenger } from '../../src/app/outbox/delivery.ts'
import type { Deps } from '../../src/app/deps.ts'
import { additionOf, newPerson } from '../../src/app/people/directory.ts'
import { createDispatcher } from '../../src/app/outbox/dispatcher.ts'
import { accountId, groupPartition, peerPartition, personId } from '../../src/app/keys.ts'
import { mostWrites, type Store, type Write } from '../../src/app/ports.ts'
import { createReach, storeReach } from '../../src/app/outbox/reach.ts'
import { timerId } from '../../src/app/outbox/timers.ts'
import { deliveriesOf } from '../../src/bot/deliveries.ts'
import { emptyAccount } from '../../src/domain/account.ts'
import type { Person } from '../../src/domain/person.ts'
import { depsOn } from '../support/useCases.ts'

const group = 'independent'
const home = groupPartition(group)
const day = 86_400_000

/** So many peers are due in each round; the others' timers are far away. */
export interface Scale {
  readonly few: number
  readonly many: number
  readonly due: number
  readonly rounds: number
}

export interface Swept {
  readonly reads: number
  readonly ms: number
  /** KB of the heap that are still in use after it. */
  readonly kept: number
}

/** A store of so many peers, and what sweeps the next of those who are due. */
export async function fill(
  inner: Store,
  peers: number,
  at: number,
  { due, rounds }: Scale,
): Promise<{ round: () => Promise<Swept> }> {
  const { store, reads } = countReads(inner)
  let now = at - day
  const deps: Deps = {
    ...depsOn(store, () => now),
    clock: { now: () => now, real: Date.now },
    warn: (event) => console.warn(event),
  }
  const leads = (['national-lead', 'head-of-office', 'group-leader'] as const).map((role) => add(role))
  const isTimer = ({ id }: Write) => id.startsWith('timer~')
  const entering = { by: 'bench', at: 0, why: 'bench' }
  const additions = leads.flatMap((lead) => additionOf(lead, entering))
  await commitAll(
    inner,
    additions.filter((write) => !isTimer(write)),
  )
  // The first round of each is not counted.
  const wanted: Person[] = []
  const writes: Write[] = []
  for (let nth = 0; nth < peers; nth++) {
    const person = add('member-peer')
    const round = Math.floor(nth / due)
    const isDue = round <= rounds
    if (isDue) wanted.push(person)
    writes.push(
      { op: 'create', id: personId(person.id), doc: person },
      timerOf(person, at, isDue ? at + round : at + 30 * day),
    )
    if (writes.length > 5_000) await commitAll(inner, writes.splice(0))
  }
  await commitAll(inner, writes)
  for (const person of [...leads, ...wanted]) {
    const place = { serviceUrl: 'x', conversation: 'a', bot: 'b', user: 'u', tenant: 't', object: person.id }
    await storeReach(inner, person, { type: 'reach', v: 1, ...place })
    const doc = { ...emptyAccount(2026), allocation: 4_800, allocatedFrom: '2026-09-01' }
    await inner.commit(peerPartition(person), [{ op: 'create', id: accountId(2026), doc }])
  }
  const dispatcher = createDispatcher(deps, {
    deliveries: deliveriesOf(deps),
    messenger: nowhere,
    reach: createReach(deps),
  })
  let next = at
  return {
    async round() {
      now = next++
      collect()
      const before = process.memoryUsage().heapUsed
      reads()
      const began = performance.now()
      await dispatcher.runDue()
      const ms = performance.now() - began
      collect()
      return { ms, reads: reads(), kept: (process.memoryUsage().heapUsed - before) / 1_024 }
    },
  }
}

let added = 0
const add = (role: Person['role']): Person =>
  newPerson({
    group,
    name: `Peer ${++added}`,
    email: `peer${added}@example.com`,
    role,
    regions: role === 'member-peer' ? ['wales'] : [],
    joinedOn: '2024-09-01',
  })

const timerOf = ({ id }: Person, at: number, dueAt: number): Write => ({
  op: 'create',
  id: timerId('logs', id),
  doc: { type: 'timer', v: 1, kind: 'logs', group, person: id, dueAt, after: at - 1 },
})

async function commitAll(store: Store, writes: readonly Write[]): Promise<void> {
  for (let at = 0; at < writes.length; at += mostWrites) {
    const done = await store.commit(home, writes.slice(at, at + mostWrites))
    if (!done.ok) throw new Error(`not written: ${JSON.stringify(done.conflict)}`)
  }
}

const nowhere: Messenger = {
  send: async () => ({ type: 'sent', activity: '1' }),
  rewrite: async () => ({ type: 'sent' }),
  open: async () => ({ type: 'missing' }),
}

/** Counts documents, not calls: a range of a thousand is a thousand. `reads` tells how many since it was last asked. */
function countReads(inner: Store): { readonly store: Store; readonly reads: () => number } {
  let count = 0
  return {
    store: {
      ...inner,
      async get(pk, id) {
        count++
        return inner.get(pk, id)
      },
      async *list(pk, range) {
        for await (const stored of inner.list(pk, range)) {
          count++
          yield stored
        }
      },
      async due(before, limit) {
        const page = await inner.due(before, limit)
        count += page.length
        return page
      },
    },
    reads() {
      const since = count
      count = 0
      return since
    },
  }
}

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc') as () => void
/** Twice, as what the first finds may free more. */
const collect = (): void => {
  gc()
  gc()
}
