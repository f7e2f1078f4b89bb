// Everybody presses at once, on both adapters: exactly what fits is granted, and each request ends once.
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  declineRequest,
  turnKey,
  withdrawRequest,
  type Decided,
  type RequestRef,
} from '../../src/app/pot/decideRequest.ts'
import { fundPot } from '../../src/app/pot/fundPot.ts'
import type { Store } from '../../src/app/ports.ts'
import { requestDays } from '../../src/app/pot/requestDays.ts'
import type { Person } from '../../src/domain/person.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import type { Result } from '../../src/domain/result.ts'
import { openCosmosStore } from '../../src/store/cosmos.ts'
import { startCosmosServer } from '../support/cosmosServer.ts'
import { hours } from '../support/ledger.ts'
import { askFor, expectGrants, openPot, pressOf, silentDispatcher, value, year } from '../support/pot.ts'
import { commandOf } from '../support/useCases.ts'

async function openCosmos(): Promise<Store> {
  const server = await startCosmosServer()
  const store = await openCosmosStore({
    ...server,
    database: 'rush',
    container: 'rush',
    now: Date.now,
    deadlineMs: 60_000,
    requestTimeoutMs: 60_000,
  })
  onTestFinished(async () => {
    await store.close()
    await server.close()
  })
  return store
}

type Pressed = Promise<Result<Decided, Refusal>>

describe.each(['level', 'cosmos'] as const)('on the %s store', (adapter) => {
  /** A group, and so many peers without an allocation. */
  async function open(funded: number, count: number) {
    const store = adapter === 'cosmos' ? { store: await openCosmos() } : {}
    const opened = await openPot({ funded, given: 2 * funded, ...store })
    // As in production, so that those who lost a race do not all come back at once.
    const deps = { ...opened.deps, pause: (ms: number) => pause(ms) }
    const group = { ...opened, deps, dispatcher: silentDispatcher(deps) }
    onTestFinished(() => group.close())
    const peers = await Promise.all(Array.from({ length: count }, () => group.add()))
    return { ...group, peers }
  }

  /** Each peer asks for as much, all at once; whose request is which. */
  async function askAll(group: Awaited<ReturnType<typeof open>>, minutes: number): Promise<Asked[]> {
    const { deps, peers, dispatcher, pot } = group
    await Promise.all(
      peers.map((peer) => requestDays(deps, commandOf(peer), { ask: askFor(minutes), secondAgreed: false })),
    )
    await Promise.all([dispatcher.runDue(), silentDispatcher(deps).runDue()])
    await dispatcher.runDue()
    const { requests } = await pot()
    return peers.map((peer) => {
      const found = requests.find(({ person }) => person === peer.id)
      if (!found) throw new Error('a request has not arrived')
      return { peer, ref: { year, seq: found.seq } }
    })
  }
  interface Asked {
    readonly peer: Person
    readonly ref: RequestRef
  }

  /** The same press three times at once. */
  const thrice = (press: () => Pressed) => Promise.all([press(), press(), press()])
  const agree = (deps: Parameters<typeof turnKey>[0], by: Person, ref: RequestRef) => {
    const press = pressOf(by, `agree ${ref.year} ${ref.seq}`)
    return thrice(() => turnKey(deps, press, ref))
  }

  test('X1: fifty requests against a pot that holds ten, both keys pressed at once on all: ten are granted', async () => {
    const group = await open(hours(40), 50)
    const { deps, national, head, dispatcher, pot, peers } = group
    const asked = await askAll(group, hours(4))
    const pressed = [national, head].flatMap((by) =>
      asked.map(({ ref }) => turnKey(deps, pressOf(by), ref).then(value)),
    )
    await Promise.all([...pressed, dispatcher.runDue()])
    await dispatcher.runDue()
    const docs = await pot()
    expect(docs.pot).toMatchObject({ granted: hours(40), reserved: 0, waiting: 40, claims: 10 })
    expect(docs.requests.map(({ state }) => state)).toEqual(
      docs.requests.map(({ seq }) => (seq <= 10 ? 'granted' : 'waiting')),
    )
    for (const peer of peers) await expectGrants(group, peer, docs)
    // Hours for two and a half more: the next two have both keys already.
    value(await fundPot(deps, pressOf(head), year, hours(50)))
    await dispatcher.runDue()
    const topped = await pot()
    expect(topped.pot).toMatchObject({ granted: hours(48), waiting: 38, claims: 12 })
    expect(topped.request(12).state).toBe('granted')
  }, 60_000)

  test('X2: both approvers at the same instant, three times each: one grant', async () => {
    const group = await open(hours(40), 6)
    const { deps, national, head, dispatcher, pot } = group
    const asked = await askAll(group, hours(4))
    const answers = await Promise.all(
      asked.flatMap(({ ref }) => [agree(deps, national, ref), agree(deps, head, ref)]),
    )
    for (const answer of answers.flat()) expect(value(answer).request.keys).not.toEqual({})
    await dispatcher.runDue()
    const docs = await pot()
    expect(docs.requests.map(({ state }) => state)).toEqual(asked.map(() => 'granted'))
    for (const { peer } of asked) await expectGrants(group, peer, docs)
  }, 60_000)

  test.each(['decline', 'withdraw'] as const)(
    'X2: Agree against %s, three times each: whichever was first, and the other is refused',
    async (against) => {
      const group = await open(hours(40), 8)
      const { deps, national, head, staff, standIn, dispatcher, pot } = group
      await standIn('head', staff, '2026-09-01')
      const asked = await askAll(group, hours(4))
      for (const { ref } of asked) value(await turnKey(deps, pressOf(national), ref))
      const contests = await Promise.all(
        asked.map(async ({ peer, ref }, at) => {
          const other = against === 'decline' ? pressOf(staff) : pressOf(peer)
          const oppose = () =>
            thrice(() =>
              against === 'decline'
                ? declineRequest(deps, other, ref, 'Not now')
                : withdrawRequest(deps, other, ref),
            )
          const [one, two] =
            at % 2 === 0
              ? await Promise.all([agree(deps, head, ref), oppose()])
              : await Promise.all([oppose(), agree(deps, head, ref)])
          return at % 2 === 0 ? { ref, agreed: one, opposed: two } : { ref, agreed: two, opposed: one }
        }),
      )
      await dispatcher.runDue()
      const docs = await pot()
      for (const { ref, agreed, opposed } of contests) {
        const { state } = docs.request(ref.seq)
        const isGranted = state === 'granted'
        expect(state).toBe(isGranted ? 'granted' : against === 'decline' ? 'declined' : 'withdrawn')
        expect(agreed.map((each) => each.ok)).toEqual([isGranted, isGranted, isGranted])
        expect(opposed.map((each) => each.ok)).toEqual([!isGranted, !isGranted, !isGranted])
      }
      for (const { peer } of asked) await expectGrants(group, peer, docs)
    },
    60_000,
  )
})
