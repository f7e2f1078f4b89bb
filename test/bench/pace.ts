// How fast messages leave when very many are due at once, and that no second sees more than Teams takes from a tenant: three
// instances on one store, each message 60–300 ms on its way. The clock is moved on whenever everybody waits.
import type { Messenger } from '../../src/app/outbox/delivery.ts'
import type { Deps } from '../../src/app/deps.ts'
import { newPerson } from '../../src/app/people/directory.ts'
import { createDispatcher } from '../../src/app/outbox/dispatcher.ts'
import { groupPartition, personId } from '../../src/app/keys.ts'
import { leave } from '../../src/app/outbox/outbox.ts'
import { paced } from '../../src/app/outbox/pace.ts'
import { createReach, storeReach } from '../../src/app/outbox/reach.ts'
import type { Person } from '../../src/domain/person.ts'
import { fakeTime } from '../support/fakeTime.ts'
import { openMemoryStore } from '../support/memoryStore.ts'
import { depsOn } from '../support/useCases.ts'
import { mostWithin } from '../support/windows.ts'
import type { Measure } from './measure.ts'
import { figure } from './table.ts'

const group = 'independent'
const home = groupPartition(group)
/** What Teams takes from an app in a tenant. */
const mostASecond = 50

export const pace: Measure = {
  name: 'pace',
  async run(session) {
    const count = session.isQuick ? 1_000 : 10_000
    session.say(`${figure(count)} messages due at once`)
    const { arrived, began, retried } = await send(count)
    const perSecond = (count * 1_000) / ((arrived.at(-1) ?? 0) - began)
    const most = mostWithin(arrived, 1_000)
    return [
      {
        measure: `${figure(count)} due messages, three instances: a second`,
        ours: figure(perSecond, 1),
        yardstick: `${mostASecond} allowed`,
        ratio: figure(perSecond / mostASecond, 2),
      },
      {
        measure: 'the most in any second; tried again; twice',
        ours: `${most}; ${retried}; ${arrived.length - count}`,
        target: `≤ ${mostASecond}; ; 0`,
        met: most <= mostASecond && arrived.length === count ? 'yes' : 'no',
      },
    ]
  },
}

async function send(count: number): Promise<{ arrived: number[]; began: number; retried: number }> {
  const time = fakeTime(Date.parse('2026-11-23T09:00Z'))
  const store = openMemoryStore(time.now)
  const clock = { now: time.now, real: time.now }
  const deps: Deps = { ...depsOn(store, time.now), clock, pause: time.pause }
  const arrived: number[] = []
  const messenger: Messenger = {
    async send() {
      arrived.push(time.now())
      await time.pause(60 + Math.random() * 240)
      return { type: 'sent', activity: String(arrived.length) }
    },
    rewrite: async () => ({ type: 'sent' }),
    open: async () => ({ type: 'missing' }),
  }
  const people: Person[] = []
  for (let nth = 0; nth < count / 5; nth++) {
    const known = { name: `Peer ${nth}`, email: `peer${nth}@example.com`, joinedOn: '2024-09-01' }
    const person = newPerson({ group, ...known, role: 'member-peer', regions: [] })
    people.push(person)
    await store.commit(home, [{ op: 'create', id: personId(person.id), doc: person }])
    const who = { bot: 'b', user: 'u', tenant: 't', object: person.id }
    await storeReach(store, person, {
      type: 'reach',
      v: 1,
      serviceUrl: 'x',
      conversation: `a:${nth}`,
      ...who,
    })
  }
  for (let nth = 0; nth < count; nth++) {
    const { id } = people[nth % people.length] as Person
    const errand = { kind: 'tell', group, person: id, topic: 'note', ref: { nth } } as const
    await store.commit(home, [leave(String(nth), errand, time.now())])
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
  return { arrived, began, retried: dispatchers.reduce((sum, { counts }) => sum + counts.retried, 0) }
}
