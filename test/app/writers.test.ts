// Many at once on one account, through the use cases and on both adapters: whoever is answered is in the ledger, once.
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { correct, undo } from '../../src/app/hours/changeEntry.ts'
import type { Receipt } from '../../src/app/hours/change.ts'
import { logHours } from '../../src/app/hours/logHours.ts'
import type { Store } from '../../src/app/ports.ts'
import { openCosmosStore } from '../../src/store/cosmos.ts'
import { startCosmosServer } from '../support/cosmosServer.ts'
import { days, hours, workOn } from '../support/ledger.ts'
import {
  allocate,
  commandOf,
  done,
  expectWhole,
  newPerson,
  openUseCases,
  openWorkIn,
  type UseCases,
} from '../support/useCases.ts'

const today = '2026-11-20'

async function openCosmos(): Promise<{ store: Store; close: () => Promise<void> }> {
  const server = await startCosmosServer()
  const store = await openCosmosStore({
    ...server,
    database: 'writers',
    container: 'writers',
    now: Date.now,
    deadlineMs: 60_000,
    requestTimeoutMs: 60_000,
  })
  const close = async () => {
    await store.close()
    await server.close()
  }
  return { store, close }
}

describe.each(['level', 'cosmos'] as const)('on the %s store', (adapter) => {
  let useCases: UseCases
  let close = async (): Promise<void> => undefined
  beforeAll(async () => {
    if (adapter === 'level') return void (useCases = await openUseCases(today))
    const cosmos = await openCosmos()
    useCases = await openUseCases(today, cosmos.store)
    // As in production, so that writers who lost a race do not all come back at once.
    useCases = { ...useCases, deps: { ...useCases.deps, pause: (ms) => pause(ms) } }
    close = cosmos.close
  }, 60_000)
  afterAll(async () => {
    await useCases.close()
    await close()
  })

  const writers = Array.from({ length: 64 }, (_, writer) => writer)
  /** What each saw lies end to end: nobody decided on figures that another had changed. */
  const expectLine = (receipts: readonly Receipt[], first: number, last: number) => {
    const changes = receipts.map(({ years }) => years.find(({ after }) => after.year === 2026)!)
    changes.sort((one, other) => one.before.seq - other.before.seq)
    expect(changes.map(({ before }) => before)).toEqual([
      expect.objectContaining({ seq: first }),
      ...changes.slice(0, -1).map(({ after }) => after),
    ])
    expect(changes.at(-1)?.after.seq).toBe(last)
  }

  test('64 concurrent writers on one account, which the first of them opens: each entry is there once', async () => {
    const { deps, store } = useCases
    const peer = newPerson()
    await allocate(deps, peer, 2025, hours(20))
    const receipts = await Promise.all(
      writers.map((writer) => {
        const work = workOn(`2026-11-${String((writer % 20) + 1).padStart(2, '0')}`, 30, {
          notes: `writer ${writer}`,
        })
        return done(logHours(deps, commandOf(peer), { works: [work], longDayAgreed: false }))
      }),
    )
    const ledger = await expectWhole(store, peer)
    for (const receipt of receipts)
      expect(ledger.entries).toEqual(expect.arrayContaining([...receipt.entries]))
    const names = openWorkIn(ledger).map(({ notes }) => notes ?? '')
    expect(names.toSorted()).toEqual(writers.map((writer) => `writer ${writer}`).toSorted())
    // 20 h were carried over, and nothing is allocated for this year: 32 h were logged.
    expect(ledger.accounts.get(2026)).toMatchObject({ early: hours(20), unclaimed: hours(12) })
    expectLine(receipts, 0, 65)
  }, 120_000)

  test('64 who log, correct and undo at once: each change is there once, each entry answered once (D5)', async () => {
    const { deps, store } = useCases
    const peer = newPerson()
    await allocate(deps, peer, 2026, days(20))
    const works = Array.from({ length: 8 }, (_, at) => workOn(`2026-11-0${at + 1}`, 60))
    const first = await done(logHours(deps, commandOf(peer), { works, longDayAgreed: false }))
    const seqs = first.entries.map(({ seq }) => seq)
    const changes = writers.map(async (writer) => {
      const seq = seqs[writer % 8] ?? 0
      const command = commandOf(peer)
      if (writer % 4 === 0) return undo(deps, command, 2026, [seq])
      const work = workOn('2026-11-19', 15, { notes: `writer ${writer}` })
      if (writer % 4 === 1) return correct(deps, command, { year: 2026, seq, work, longDayAgreed: true })
      return logHours(deps, command, { works: [work], longDayAgreed: true })
    })
    const outcomes = await Promise.all(changes)
    const receipts = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []))
    const refusals = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error.type]))
    // 32 logged; of the 32 who wanted to take back one of four entries, the first of each was let.
    expect(new Set(refusals)).toEqual(new Set(['answered']))
    expect(refusals).toHaveLength(28)
    const ledger = await expectWhole(store, peer)
    expect(ledger.answers.size).toBe(4)
    for (const receipt of receipts)
      expect(ledger.entries).toEqual(expect.arrayContaining([...receipt.entries]))
    expectLine(receipts, 9, ledger.entries.length)
  }, 120_000)
})
