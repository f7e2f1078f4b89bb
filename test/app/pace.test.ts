// The limits of Teams, in one chat and in one tenant, kept by however many instances share a store; and a clock that moves
// only when somebody waits, so that hours of messages take moments.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Messenger } from '../../src/app/outbox/delivery.ts'
import { paced } from '../../src/app/outbox/pace.ts'
import type { Reach } from '../../src/app/outbox/reach.ts'
import { openMemoryStore } from '../support/memoryStore.ts'
import { depsOn } from '../support/useCases.ts'
import { fakeTime } from '../support/fakeTime.ts'
import { mostWithin } from '../support/windows.ts'

const message = { summary: 'hello', card: {} }
const reachOf = (person: number): Reach => ({
  type: 'reach',
  v: 1,
  serviceUrl: 'https://x',
  conversation: `a:${person}`,
  bot: 'b',
  user: 'u',
  tenant: 't',
  object: `o${person}`,
})

function open(instances: number) {
  const time = fakeTime(Date.parse('2026-11-23T09:00Z'))
  const store = openMemoryStore(time.now)
  const sent: { at: number; conversation: string }[] = []
  const took = async ({ conversation }: Reach) => void sent.push({ at: time.now(), conversation })
  const messenger: Messenger = {
    send: async (reach) => (await took(reach), { type: 'sent', activity: '1' }),
    rewrite: async (reach) => (await took(reach), { type: 'sent' }),
    open: async (reach) => (await took(reach), { type: 'opened', conversation: 'a:new' }),
  }
  const deps = { ...depsOn(store, time.now), clock: { now: time.now, real: time.now }, pause: time.pause }
  return { time, sent, messengers: Array.from({ length: instances }, () => paced(deps, messenger)) }
}

test('three instances with 2,000 messages to as many chats: never more than 50 in any second of a tenant, and nearly that', async () => {
  const { time, sent, messengers } = open(3)
  const began = time.now()
  await time.run(async () => {
    await Promise.all(
      messengers.map(async (messenger, instance) => {
        let next = 0
        const work = async () => {
          for (let n = next++; n < 667; n = next++)
            await messenger.send(reachOf(instance * 1_000 + n), message)
        }
        await Promise.all(Array.from({ length: 24 }, work))
      }),
    )
  })
  expect(sent).toHaveLength(2_001)
  expect(
    mostWithin(
      sent.map(({ at }) => at),
      1_000,
    ),
  ).toBeLessThanOrEqual(50)
  expect((2_001 / (time.now() - began)) * 1_000).toBeGreaterThan(47)
})

test('one chat gets five at once, then one every two seconds or so, below each of the four limits', async () => {
  const { time, sent, messengers } = open(2)
  const limits = [
    [1_000, 7],
    [2_000, 8],
    [30_000, 60],
    [3_600_000, 1_800],
  ] as const
  await time.run(async () => {
    const later: Promise<unknown>[] = []
    const sendAt = async (slot: number, n: number): Promise<void> => {
      await time.pause(slot - time.now())
      expect((await messengers[n % 2]!.send(reachOf(1), message, slot)).type).toBe('sent')
    }
    for (let n = 0; n < 1_900; n++) {
      const outcome = await messengers[n % 2]!.send(reachOf(1), message)
      // A turn that was kept is used: nobody waits in line twice.
      if (outcome.type === 'later') later.push(sendAt(time.now() + outcome.afterMs, n))
    }
    await Promise.all(later)
  })
  const instants = sent.map(({ at }) => at)
  expect(instants).toHaveLength(1_900)
  expect(mostWithin(instants, 200)).toBe(5)
  for (const [ms, most] of limits) expect(mostWithin(instants, ms)).toBeLessThanOrEqual(most)
  expect(Math.max(...instants) - Math.min(...instants)).toBeLessThan(1_900 * 2_150)
})

test('whatever is sent, rewritten and opened when, no limit is ever passed', async () => {
  const act = fc.record({
    after: fc.integer({ min: 0, max: 900 }),
    person: fc.integer({ min: 0, max: 3 }),
    what: fc.constantFrom('send', 'rewrite', 'open'),
    instance: fc.integer({ min: 0, max: 2 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 120 }), async (acts) => {
      const { time, sent, messengers } = open(3)
      await time.run(() =>
        Promise.all(
          acts.map(async ({ after, person, what, instance }) => {
            await time.pause(after)
            const messenger = messengers[instance]!
            if (what === 'send') await messenger.send(reachOf(person), message)
            else if (what === 'rewrite') await messenger.rewrite(reachOf(person), '1', message)
            else await messenger.open({ ...reachOf(person), conversation: `new ${person}` })
          }),
        ),
      )
      expect(
        mostWithin(
          sent.map(({ at }) => at),
          1_000,
        ),
      ).toBeLessThanOrEqual(50)
      for (const person of [0, 1, 2, 3]) {
        const own = sent.filter(({ conversation }) => conversation === `a:${person}`).map(({ at }) => at)
        expect(mostWithin(own, 1_000)).toBeLessThanOrEqual(7)
        expect(mostWithin(own, 2_000)).toBeLessThanOrEqual(8)
        expect(mostWithin(own, 30_000)).toBeLessThanOrEqual(60)
      }
    }),
    { numRuns: 40 },
  )
})
