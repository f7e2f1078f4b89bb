// Neighbouring years: opened by several at once, linked for good, and recomputed when the older one changes late (D4).
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { allocateDays } from '../support/allocateDays.ts'
import { correct, reclaimHours, undo } from '../../src/app/hours/changeEntry.ts'
import type { Deps } from '../../src/app/deps.ts'
import { previewLedger, type Receipt } from '../../src/app/hours/change.ts'
import { findReclaimable } from '../../src/app/hours/findReclaimable.ts'
import { logHours } from '../../src/app/hours/logHours.ts'
import type { Store } from '../../src/app/ports.ts'
import { seeBalance } from '../../src/app/hours/seeBalance.ts'
import type { Balance } from '../../src/domain/balance.ts'
import { addDays, type MeetingYear } from '../../src/domain/calendar.ts'
import type { Person } from '../../src/domain/person.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import type { Result } from '../../src/domain/result.ts'
import type { Work } from '../../src/domain/workLines.ts'
import { days, hours, workOn } from '../support/ledger.ts'
import {
  allocate,
  commandOf,
  done,
  expectWhole,
  head,
  ledgerOf,
  log,
  newPerson,
  openUseCases,
  openWorkIn,
  refusalOf,
  type UseCases,
} from '../support/useCases.ts'

const today = '2026-09-20'
let useCases: UseCases
let deps: Deps
let store: Store
beforeAll(async () => {
  useCases = await openUseCases(today)
  ;({ deps, store } = useCases)
})
beforeEach(() => useCases.on(today))
afterAll(() => useCases.close())

async function balanceOf(peer: Person, year: MeetingYear): Promise<Balance> {
  const seen = await seeBalance(deps, peer, peer, year)
  if (!seen.ok) throw new Error(seen.error.type)
  return seen.value
}

type Change = (on: Deps, peer: Person) => Promise<Result<Receipt, Refusal>>

/** Makes a change again and again, each time with another one made whole before a later one of its steps. */
async function betweenSteps(newPeer: () => Person | Promise<Person>, change: Change, other: Change) {
  for (let before = 1; ; before += 1) {
    const peer = await newPeer()
    let step = 0
    const interrupt = async () => {
      step += 1
      if (step === before) await other(deps, peer)
    }
    const interrupted: Store = {
      ...store,
      get: async (pk, id) => interrupt().then(() => store.get(pk, id)),
      async *list(pk, range) {
        await interrupt()
        yield* store.list(pk, range)
      },
      commit: async (pk, writes) => interrupt().then(() => store.commit(pk, writes)),
    }
    const refusal = await refusalOf(change({ ...deps, store: interrupted }, peer))
    expect(refusal?.type ?? 'answered').toBe('answered')
    await expectWhole(store, peer)
    if (step < before) return
  }
}

describe('C2: opening years', () => {
  /** What may open a year, or two. */
  const openings = {
    'log August': (on: Deps, peer: Person) => logIn(on, peer, '2026-08-20'),
    'log September': (on: Deps, peer: Person) => logIn(on, peer, '2026-09-10'),
    'log both, the new year first': (on: Deps, peer: Person) => logIn(on, peer, '2026-09-11', '2026-08-21'),
    'log both, the old year first': (on: Deps, peer: Person) => logIn(on, peer, '2026-08-22', '2026-09-12'),
    'allocate 2025': (on: Deps, peer: Person) => allocateIn(on, peer, 2025),
    'allocate 2026': (on: Deps, peer: Person) => allocateIn(on, peer, 2026),
    'allocate 2027': (on: Deps, peer: Person) => allocateIn(on, peer, 2027),
    'allocate 2028': (on: Deps, peer: Person) => allocateIn(on, peer, 2028),
  }
  const logIn = (on: Deps, peer: Person, ...dates: string[]) =>
    logHours(on, commandOf(peer), { works: dates.map((date) => workOn(date)), longDayAgreed: true })
  const allocateIn = (on: Deps, peer: Person, year: MeetingYear) =>
    allocateDays(on, commandOf(peer, { by: head }), {
      year,
      minutes: hours(year - 2020),
      from: `${year}-09-01`,
      reason: 'agreed',
    })

  test('by several at once, in any order of their steps, never loses a link between neighbours', async () => {
    const names = Object.keys(openings) as (keyof typeof openings)[]
    const some = fc.subarray(names, { minLength: 2, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(some, fc.scheduler(), async (chosen, scheduler) => {
        const peer = newPerson()
        const step = (label: string) => scheduler.schedule(Promise.resolve(), label)
        const stepped: Store = {
          ...store,
          get: async (pk, id) => step(`get ${id}`).then(() => store.get(pk, id)),
          commit: async (pk, writes) => step('commit').then(() => store.commit(pk, writes)),
        }
        const on: Deps = { ...deps, store: stepped, pause: async () => undefined }
        const outcomes = await scheduler.waitFor(Promise.all(chosen.map((name) => openings[name](on, peer))))
        expect(outcomes.map(({ ok }) => ok)).toEqual(outcomes.map(() => true))
        await expectWhole(store, peer)
      }),
      { numRuns: 100 },
    )
  })

  test('by one while another opens one between any two of its steps: nor then', async () => {
    const changes = Object.values(openings)
    for (const change of changes)
      for (const other of changes) {
        if (change === other) continue
        await betweenSteps(newPerson, change, other)
      }
  })

  test('three neighbours from the middle, from the ends, and across a gap', async () => {
    for (const order of [
      [2026, 2025, 2027],
      [2025, 2027, 2026],
      [2027, 2026, 2025],
      [2025, 2028, 2026, 2027],
    ]) {
      const peer = newPerson()
      for (const year of order) await allocate(deps, peer, year, hours(4))
      const { accounts, years } = await expectWhole(store, peer)
      expect(years).toEqual(order.toSorted((a, b) => a - b))
      expect([...accounts.values()].map(({ carried }) => carried / 60)).toEqual([
        0,
        ...order.slice(1).map(() => 4),
      ])
    }
  })

  test('a year that nobody has opened shows what the year before carries into it', async () => {
    const peer = newPerson()
    await allocate(deps, peer, 2025, hours(10))
    await log(deps, peer, workOn('2026-08-20', hours(3)))
    expect(await balanceOf(peer, 2026)).toMatchObject({
      carried: { given: hours(7), left: hours(7), isProvisional: true },
      remaining: hours(7),
    })
    await log(deps, peer, workOn('2026-09-10', hours(2)))
    expect(await balanceOf(peer, 2026)).toMatchObject({ carried: { given: hours(7), left: hours(5) } })
  })
})

describe('D4: late logging', () => {
  /** 10 h carried into 2026, of which 2 h are used; nothing allocated for it unless stated. */
  async function carrying(allocated = 0): Promise<Person> {
    const peer = newPerson()
    await allocate(deps, peer, 2025, hours(10))
    if (allocated > 0) await allocate(deps, peer, 2026, allocated)
    await log(deps, peer, workOn('2026-09-10', hours(2)))
    return peer
  }

  test('in September changes what the new year carries, in the same commit, and the receipt shows both', async () => {
    const peer = await carrying()
    const works = [workOn('2026-08-20', hours(3))]
    const receipt = await done(logHours(deps, commandOf(peer), { works, longDayAgreed: false }))
    expect(receipt.entries).toMatchObject([
      { kind: 'work', year: 2025, claimed: hours(3) },
      { kind: 'carried', year: 2026, minutes: hours(7) },
    ])
    expect(receipt.years).toMatchObject([
      { before: { year: 2025, late: 0 }, after: { late: hours(3) } },
      { before: { year: 2026, carried: hours(10) }, after: { carried: hours(7) } },
    ])
    expect(await balanceOf(peer, 2026)).toMatchObject({ carried: { given: hours(7), left: hours(5) } })
    const { year, seq } = receipt.entries[0]!
    await done(undo(deps, commandOf(peer), year, [seq]))
    expect(await balanceOf(peer, 2026)).toMatchObject({ carried: { given: hours(10), left: hours(8) } })
    await expectWhole(store, peer)
  })

  test('and logging in the new year at once: neither is lost, nothing is claimed twice', async () => {
    const peer = await carrying(hours(1))
    const dates = Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? '2026-08-20' : '2026-09-11'))
    await Promise.all(dates.map((date) => log(deps, peer, workOn(date, hours(1)))))
    const works = openWorkIn(await expectWhole(store, peer))
    expect(works).toHaveLength(13)
    // 6 h of last year’s 10 h, the 4 h left of them and 1 h of this year’s: 3 h of this year’s 8 h stay unclaimed.
    const claimed = works.map((work) => (work.year === 2025 ? work.claimed : 0))
    expect(claimed.reduce((sum, each) => sum + each, 0)).toBe(hours(6))
    expect(await balanceOf(peer, 2026)).toMatchObject({ drawn: hours(5), unclaimed: hours(3), remaining: 0 })
  })

  test('makes unclaimed, the latest first, only what the recomputed lots cannot hold; it is offered again later', async () => {
    const peer = await carrying()
    await log(deps, peer, workOn('2026-09-11', hours(4)), workOn('2026-09-12', hours(4)))
    const late = await log(deps, peer, workOn('2026-08-20', hours(5)))
    const ledger = await expectWhole(store, peer)
    const standing = openWorkIn(ledger).filter(({ year }) => year === 2026)
    expect(standing.map(({ date, claimed, unclaimed }) => [date, claimed / 60, unclaimed / 60])).toEqual([
      ['2026-09-10', 2, 0],
      ['2026-09-12', 0, 4],
      ['2026-09-11', 3, 1],
    ])
    expect(await findReclaimable(deps, peer, 2026)).toEqual({ refs: [], minutes: 0 })
    await done(undo(deps, commandOf(peer), late.year, [late.seq]))
    const offer = await findReclaimable(deps, peer, 2026)
    expect(offer).toMatchObject({ minutes: hours(5), refs: [{ year: 2026 }, { year: 2026 }] })
    await done(reclaimHours(deps, commandOf(peer), offer.refs))
    expect(await balanceOf(peer, 2026)).toMatchObject({ drawn: hours(10), unclaimed: 0, remaining: 0 })
    await expectWhole(store, peer)
  })

  test('moves enough also when the work that is moved into the old year was the latest of the new', async () => {
    const peer = await carrying()
    await log(deps, peer, workOn('2026-09-11', hours(3)))
    const { year, seq } = await log(deps, peer, workOn('2026-09-12', hours(5)))
    // All 10 h are worked in August now: none is carried over, and the other 5 h of September have no lot.
    const work = workOn('2026-08-20', hours(10))
    await done(correct(deps, commandOf(peer), { year, seq, work, longDayAgreed: true }))
    await expectWhole(store, peer)
    expect(await balanceOf(peer, 2025)).toMatchObject({ drawn: hours(10), carriedOn: 0 })
    expect(await balanceOf(peer, 2026)).toMatchObject({ drawn: 0, unclaimed: hours(5) })
  })

  test('is refused when it would make more unclaimed than one commit holds; less of it is taken', async () => {
    const peer = newPerson()
    await allocate(deps, peer, 2025, hours(40))
    for (const first of ['2026-09-01', '2026-09-11']) {
      const works = Array.from({ length: 20 }, (_, at) => workOn(addDays(first, at % 10), hours(1)))
      await log(deps, peer, ...works)
    }
    const before = await ledgerOf(store, peer)
    const late = (minutes: number) => {
      const works = [workOn('2026-08-20', hours(20)), workOn('2026-08-21', minutes)]
      return logHours(deps, commandOf(peer), { works, longDayAgreed: true })
    }
    expect(await refusalOf(late(hours(11)))).toEqual({ type: 'too-many-moved', year: 2026 })
    expect(await ledgerOf(store, peer)).toEqual(before)
    await done(late(hours(10)))
    expect((await expectWhole(store, peer)).answers.size).toBe(30)
  })

  test('X3: what the Head is told of held hours counts too', async () => {
    const peer = newPerson()
    await allocate(deps, peer, 2025, hours(30))
    const works = Array.from({ length: 30 }, (_, at) =>
      workOn(addDays('2026-09-01', at % 10), hours(1), { askedBy: 'direct' }),
    )
    for (const at of [0, 10, 20]) await log(deps, peer, ...works.slice(at, at + 10))
    const before = await ledgerOf(store, peer)
    const late = (minutes: number, apply?: typeof previewLedger) =>
      logHours(deps, commandOf(peer), { works: [workOn('2026-08-20', minutes)], longDayAgreed: true }, apply)
    for (const apply of [undefined, previewLedger])
      expect(await refusalOf(late(hours(24), apply))).toEqual({ type: 'too-many-moved', year: 2026 })
    expect(await ledgerOf(store, peer)).toEqual(before)
    await done(late(hours(23)))
    expect((await expectWhole(store, peer)).answers.size).toBe(23)
  })

  test('while other changes are made between any two of its steps: neither spoils the other', async () => {
    const newPeer = async () => {
      const peer = await carrying()
      await log(deps, peer, workOn('2026-08-19', hours(1)), workOn('2026-09-11', hours(4)))
      return peer
    }
    const logging =
      (...works: Work[]): Change =>
      (on, peer) =>
        logHours(on, commandOf(peer), { works, longDayAgreed: true })
    const latestOf = async (peer: Person) => openWorkIn(await ledgerOf(store, peer)).at(-1)!
    const changes: Change[] = [
      logging(workOn('2026-08-20', hours(7))),
      logging(workOn('2026-09-13', hours(3))),
      logging(workOn('2026-09-14', hours(3)), workOn('2026-08-21', hours(6))),
      async (on, peer) => {
        const { year, seq } = await latestOf(peer)
        return undo(on, commandOf(peer), year, [seq])
      },
      async (on, peer) => {
        const { year, seq } = await latestOf(peer)
        const work = workOn('2026-08-22', hours(9))
        return correct(on, commandOf(peer), { year, seq, work, longDayAgreed: true })
      },
    ]
    for (const change of changes) for (const other of changes) await betweenSteps(newPeer, change, other)
  })

  test('D4: the office’s smaller allocation for the year that is over shrinks what was carried on', async () => {
    const peer = await carrying()
    await log(deps, peer, workOn('2026-09-11', hours(8)))
    await allocate(deps, peer, 2025, hours(6))
    expect(await balanceOf(peer, 2026)).toMatchObject({ drawn: hours(6), unclaimed: hours(4) })
    await expectWhole(store, peer)
  })

  test('reaches as many years as are open', async () => {
    const peer = newPerson()
    await allocate(deps, peer, 2025, hours(10))
    await allocate(deps, peer, 2026, hours(4))
    await log(deps, peer, workOn('2026-09-10', hours(10)))
    await allocate(deps, peer, 2027, days(1))
    expect(await balanceOf(peer, 2027)).toMatchObject({ carried: { given: hours(4) } })
    await log(deps, peer, workOn('2026-08-20', hours(3)))
    // 3 h fewer are carried into 2026, where its allocation takes their place, and is no longer carried on.
    expect(await balanceOf(peer, 2027)).toMatchObject({ carried: { given: hours(1) } })
    await expectWhole(store, peer)
  })
})
