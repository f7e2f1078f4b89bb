// What the pot costs: documents read and commits made, however many requests are open.
import { expect, onTestFinished, test } from 'vitest'
import { turnKey } from '../../src/app/pot/decideRequest.ts'
import { openId, potPartition } from '../../src/app/keys.ts'
import type { Store, Write } from '../../src/app/ports.ts'
import { approvalsFor } from '../../src/app/pot/seePot.ts'
import { arrive, emptyPot } from '../../src/domain/pot.ts'
import { days, hours } from '../support/ledger.ts'
import { askFor, openPot, pressOf, value, year, type TestGroup } from '../support/pot.ts'

const pk = potPartition('independent', year)

interface Cost {
  readonly reads: number
  readonly commits: number
}

/** The use cases on the same store, which counts each document that it hands out, of the partition or of all. */
function counted(
  { deps }: TestGroup,
  isOf: (pk: string) => boolean,
): { deps: TestGroup['deps']; take: () => Cost } {
  let cost = { reads: 0, commits: 0 }
  const { store } = deps
  const counting: Store = {
    ...store,
    get: (of, id) => {
      if (isOf(of)) cost = { ...cost, reads: cost.reads + 1 }
      return store.get(of, id)
    },
    async *list(of, range) {
      for await (const stored of store.list(of, range)) {
        if (isOf(of)) cost = { ...cost, reads: cost.reads + 1 }
        yield stored
      }
    },
    commit: (of, writes) => {
      if (isOf(of)) cost = { ...cost, commits: cost.commits + 1 }
      return store.commit(of, writes)
    },
  }
  return {
    deps: { ...deps, store: counting },
    take() {
      const taken = cost
      cost = { reads: 0, commits: 0 }
      return taken
    },
  }
}

async function open(funded = days(10)): Promise<TestGroup> {
  const group = await openPot({ funded })
  onTestFinished(() => group.close())
  return group
}

test('X2: turning a key takes two reads and one commit in the pot’s partition, the last one too', async () => {
  const group = await open()
  const { national, head } = group
  const ref = await group.request(await group.add(), hours(4))
  const { deps, take } = counted(group, (of) => of === pk)
  expect(value(await turnKey(deps, pressOf(national), ref)).request.state).toBe('reserved')
  expect(take()).toEqual({ reads: 2, commits: 1 })
  expect(value(await turnKey(deps, pressOf(head), ref)).request.state).toBe('granted')
  expect(take()).toEqual({ reads: 2, commits: 1 })
})

test('X2: the first page of approvals reads as much with 10,000 open requests as with 10', async () => {
  const group = await open()
  const peers = await Promise.all(Array.from({ length: 5 }, () => group.add()))
  const { deps, take } = counted(group, () => true)
  const pages: Cost[] = []
  let seq = 0
  for (const upTo of [10, 10_000]) {
    const writes: Write[] = []
    while (seq < upTo) {
      const sum = { hours: 60, usable: 0, promised: 0, remaining: 0, shortfall: 60 }
      const { id: person = '' } = peers[seq % peers.length] ?? {}
      const pot = { ...emptyPot('independent', year), requests: seq++ }
      const sent = { id: `r${seq}`, year, person, at: seq, on: '2026-11-16', ask: askFor(60), sum }
      writes.push({ op: 'create', id: openId(seq), doc: arrive(pot, sent).request })
    }
    for (let at = 0; at < writes.length; at += 100) await deps.store.commit(pk, writes.slice(at, at + 100))
    expect(await deps.store.get(pk, openId(upTo))).toBeDefined()
    take()
    const first = await approvalsFor(deps, group.head, year, 5)
    expect(first.requests.map(({ request }) => request.seq)).toEqual([1, 2, 3, 4, 5])
    expect(first.above).toBe(5)
    pages.push(take())
    const next = await approvalsFor(deps, group.head, year, 4, first.above)
    expect(next.requests.map(({ request }) => request.seq)).toEqual([6, 7, 8, 9])
    pages.push(take())
  }
  expect(pages[2]).toEqual(pages[0])
  expect(pages[3]).toEqual(pages[1])
}, 60_000)
