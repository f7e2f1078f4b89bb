// What people see: the balance in two point reads, the history in pages and months, what may be re-claimed, and what
// is hidden from whom.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { keepOffset } from '../../src/app/clockOffset.ts'
import { previewLedger } from '../../src/app/hours/change.ts'
import { correct, reclaimHours, undo } from '../../src/app/hours/changeEntry.ts'
import type { Deps } from '../../src/app/deps.ts'
import { addPerson } from '../../src/app/people/directory.ts'
import { findReclaimable } from '../../src/app/hours/findReclaimable.ts'
import { createIdentify } from '../../src/app/people/identify.ts'
import { logHours } from '../../src/app/hours/logHours.ts'
import { fileNilReturn, periodFor } from '../../src/app/hours/nilReturn.ts'
import type { Store } from '../../src/app/ports.ts'
import { seeBalance } from '../../src/app/hours/seeBalance.ts'
import { seeEntry } from '../../src/app/hours/seeEntry.ts'
import { seeHistory, type HistoryPage, type HistoryQuery } from '../../src/app/hours/seeHistory.ts'
import { addDays } from '../../src/domain/calendar.ts'
import type { Person, Role } from '../../src/domain/person.ts'
import { days, hours, workOn } from '../support/ledger.ts'
import { countCalls } from '../support/storeWrappers.ts'
import {
  allocate,
  commandOf,
  done,
  expectWhole,
  head,
  log,
  newPerson,
  openUseCases,
  refusalOf,
  type UseCases,
} from '../support/useCases.ts'

const today = '2026-11-20'
let useCases: UseCases
let deps: Deps
let store: Store
beforeAll(async () => {
  useCases = await openUseCases(today)
  ;({ deps, store } = useCases)
})
beforeEach(() => useCases.on(today))
afterAll(() => useCases.close())

const none = { get: 0, list: 0, commit: 0, due: 0 }

describe('what a turn asks of the store', () => {
  test('balance: the person and the account, however long the history; Save: the same and one commit', async () => {
    const person = await addPerson(store, {
      group: 'independent',
      name: 'Alex Wilber',
      email: 'alexw@example.com',
      role: 'member-peer',
      regions: ['wales'],
      joinedOn: '2024-09-01',
    })
    await allocate(deps, person, 2026, days(20))
    for (let day = 0; day < 30; day += 1) await log(deps, person, workOn(addDays('2026-10-01', day), 15))
    const counting = countCalls(store)
    const on = { ...deps, store: counting.store }
    const identify = createIdentify(on, { allowedTenants: ['t'], admins: [] })
    const asking = () =>
      identify(
        { tenantId: 't', objectId: 'o' },
        async () => ({ name: 'Alex Wilber', addresses: [person.email] }),
        '',
      )
    await asking()
    counting.take()
    const alex = (await asking())!
    expect((await seeBalance(on, alex, alex)).ok).toBe(true)
    expect(counting.take()).toEqual({ ...none, get: 2 })
    const again = (await asking())!
    const command = commandOf(again)
    await done(logHours(on, command, { works: [workOn(today)], longDayAgreed: false }))
    expect(counting.take()).toEqual({ ...none, get: 2, commit: 1 })
    // Once the next year has an account, a change is carried into it.
    await allocate(deps, person, 2027, days(20))
    expect((await seeBalance(on, again, again)).ok).toBe(true)
    expect(counting.take()).toEqual({ ...none, get: 1 })
    await done(logHours(on, commandOf(again), { works: [workOn('2026-11-19')], longDayAgreed: false }))
    expect(counting.take()).toEqual({ ...none, get: 2, commit: 1 })
  })

  test('of a year without an account: what the year before carries into it, and nothing is recorded', async () => {
    const peer = newPerson()
    const seen = await seeBalance(deps, peer, peer)
    expect(seen).toMatchObject({ ok: true, value: { year: 2026, remaining: 0, unclaimed: 0 } })
    await expectWhole(store, peer)
  })
})

describe('the history', () => {
  const pageOf = async (person: Person, subject: Person, query: Partial<HistoryQuery> = {}) => {
    const page = await seeHistory(deps, person, subject, { year: 2026, size: 5, ...query })
    if (!page.ok) throw new Error(page.error.type)
    return page.value
  }
  const datesIn = ({ lines }: HistoryPage): string[] =>
    lines.map(({ entry }) => (entry.kind === 'work' ? entry.date : entry.kind))

  test('comes in pages, the last entry first, each once, and says when there is no more', async () => {
    for (const count of [0, 1, 4, 5, 6, 10, 11, 12]) {
      const peer = newPerson()
      const dates = Array.from({ length: count }, (_, day) => addDays('2026-11-01', day))
      for (const date of dates) await log(deps, peer, workOn(date, 15))
      const seen: string[] = []
      let below: number | undefined
      do {
        const page: HistoryPage = await pageOf(peer, peer, below === undefined ? {} : { below })
        expect(page.lines.length).toBeLessThanOrEqual(5)
        expect(page.lines.length > 0 || count === 0).toBe(true)
        seen.push(...datesIn(page))
        below = page.below
      } while (below !== undefined)
      expect(seen).toEqual(dates.toReversed())
    }
  })

  test('goes on where it was although entries are added meanwhile', async () => {
    const peer = newPerson()
    for (let day = 1; day <= 7; day += 1) await log(deps, peer, workOn(`2026-11-0${day}`, 15))
    const { below } = await pageOf(peer, peer)
    await log(deps, peer, workOn('2026-11-09', 15))
    expect(below).toBe(3)
    expect(datesIn(await pageOf(peer, peer, { below: 3 }))).toEqual(['2026-11-02', '2026-11-01'])
  })

  test('D5: shows entries and what answered them, wherever the page ends', async () => {
    const peer = newPerson()
    await allocate(deps, peer, 2026, days(1))
    const [one, other] = [
      await log(deps, peer, workOn('2026-11-02')),
      await log(deps, peer, workOn('2026-11-03')),
    ]
    await done(undo(deps, commandOf(peer), 2026, [one.seq]))
    await done(
      correct(deps, commandOf(peer), {
        year: 2026,
        seq: other.seq,
        work: workOn('2026-11-03', 90),
        longDayAgreed: false,
      }),
    )
    const all = await pageOf(peer, peer, { size: 10 })
    expect(all.lines.map(({ entry, answer }) => [entry.seq, entry.kind, answer?.as])).toEqual([
      [6, 'work', undefined],
      [5, 'reversal', undefined],
      [4, 'reversal', undefined],
      [3, 'work', 'correction'],
      [2, 'work', 'undo'],
      [1, 'allocation', undefined],
    ])
    const last = await pageOf(peer, peer, { below: 3, size: 1 })
    expect(last).toMatchObject({ lines: [{ entry: { seq: 2 }, answer: { by: 4 } }], below: 2 })
    expect(await refusalOf(seeEntry(deps, peer, peer, one))).toMatchObject({ type: 'answered', by: 4 })
    expect(await seeEntry(deps, peer, peer, { year: 2026, seq: 6 })).toMatchObject({ ok: true })
    for (const seq of [1, 5, 7])
      expect(await refusalOf(seeEntry(deps, peer, peer, { year: 2026, seq }))).toMatchObject({
        type: 'no-such-entry',
      })
  })

  test('of a month shows the work dated in it, its reversals and its nil returns, and nothing else', async () => {
    const peer = newPerson()
    await allocate(deps, peer, 2026, days(2))
    await done(fileNilReturn(deps, commandOf(peer), '2026-09'))
    const october = await log(deps, peer, workOn('2026-10-31'))
    await log(deps, peer, workOn('2026-11-01'))
    await log(deps, peer, workOn('2026-10-01'))
    await done(undo(deps, commandOf(peer), 2026, [october.seq]))
    const of = async (period: string) => datesIn(await pageOf(peer, peer, { period }))
    expect(await of('2026-09')).toEqual(['nil'])
    expect(await of('2026-10')).toEqual(['reversal', '2026-10-01', '2026-10-31'])
    expect(await of('2026-11')).toEqual(['2026-11-01'])
    expect(await of('2026-12')).toEqual([])
    const first = await pageOf(peer, peer, { period: '2026-10', size: 2 })
    expect(datesIn(first)).toEqual(['reversal', '2026-10-01'])
    const rest = await pageOf(peer, peer, { period: '2026-10', size: 2, below: first.below! })
    expect([datesIn(rest), rest.below]).toEqual([['2026-10-31'], undefined])
  })

  test('C2: of a year shows what was carried into it, and not the bookkeeping between years', async () => {
    const peer = newPerson()
    await allocate(deps, peer, 2025, hours(6))
    await allocate(deps, peer, 2026, days(1))
    expect(datesIn(await pageOf(peer, peer))).toEqual(['allocation', 'carried'])
    expect(datesIn(await pageOf(peer, peer, { year: 2025 }))).toEqual(['allocation'])
  })
})

describe('P6: what others see', () => {
  const peer = newPerson({ regions: ['wales'] })
  const secret = { notes: 'Cllr Example is unwell', place: 'Rutland' }
  beforeAll(async () => {
    await allocate(deps, peer, 2026, days(2))
    const { seq } = await log(deps, peer, workOn('2026-11-02', 60, secret))
    const work = workOn('2026-11-02', 75, { ...secret, activity: 'mentoring' })
    await done(correct(deps, commandOf(peer), { year: 2026, seq, work, longDayAgreed: false }))
  })

  const seers: [string, Partial<Person> & { role: Role }, 'all' | 'hours' | 'nothing'][] = [
    ['the peer', peer, 'all'],
    ['the Head of Group Office', { role: 'head-of-office' }, 'all'],
    ['office staff', { role: 'office-staff' }, 'all'],
    ['the National Lead Peer', { role: 'national-lead' }, 'hours'],
    ['the Group Leader', { role: 'group-leader' }, 'hours'],
    ['the regional lead', { role: 'regional-lead', regions: ['wales'] }, 'hours'],
    ['the lead of another region', { role: 'regional-lead', regions: ['south-west'] }, 'nothing'],
    ['another peer', { role: 'member-peer' }, 'nothing'],
    ['the Head of another group', { role: 'head-of-office', group: 'labour' }, 'nothing'],
    ['the National Lead Peer of another group', { role: 'national-lead', group: 'labour' }, 'nothing'],
  ]
  test.each(seers)('%s', async (_, who, sees) => {
    const person = who === peer ? peer : newPerson(who)
    const history = await seeHistory(deps, person, peer, { year: 2026, size: 10 })
    const balance = await seeBalance(deps, person, peer)
    const entry = await seeEntry(deps, person, peer, { year: 2026, seq: 4 })
    expect([history.ok, balance.ok, entry.ok]).toEqual([
      sees !== 'nothing',
      sees !== 'nothing',
      sees === 'all',
    ])
    const said = JSON.stringify([history, balance, entry])
    for (const word of ['Cllr', 'Rutland']) expect(said.includes(word)).toBe(sees === 'all')
    expect(said.includes('mentoring')).toBe(sees !== 'nothing')
  })
})

describe('D2: what may be re-claimed', () => {
  test('is told oldest first, as far as hours are free, and re-claiming it gives what was told', async () => {
    const peer = newPerson()
    for (const day of [2, 3, 4]) await log(deps, peer, workOn(`2026-11-0${day}`, hours(2)))
    await log(deps, peer, workOn('2026-11-05', hours(2), { activity: 'conference' }))
    expect(await findReclaimable(deps, peer, 2026)).toEqual({ refs: [], minutes: 0 })
    await allocate(deps, peer, 2026, hours(5))
    const offer = await findReclaimable(deps, peer, 2026)
    expect(offer).toEqual({
      refs: [
        { year: 2026, seq: 1 },
        { year: 2026, seq: 2 },
        { year: 2026, seq: 3 },
      ],
      minutes: hours(5),
    })
    const receipt = await done(reclaimHours(deps, commandOf(peer), offer.refs))
    expect(receipt.years).toMatchObject([{ before: { unclaimed: hours(8) }, after: { unclaimed: hours(3) } }])
    expect(await findReclaimable(deps, peer, 2026)).toEqual({ refs: [], minutes: 0 })
    expect(await refusalOf(reclaimHours(deps, commandOf(peer), offer.refs))).toEqual({
      type: 'nothing-to-reclaim',
    })
    // Undoing the last of them restores it, and it is offered again.
    const last = receipt.entries.at(-1)!
    const restored = await done(undo(deps, commandOf(peer), 2026, [last.seq]))
    expect(restored.entries).toMatchObject([{ as: 'restored' }, { claimed: 0, unclaimed: hours(2) }])
    expect(await findReclaimable(deps, peer, 2026)).toMatchObject({ minutes: hours(1) })
    await expectWhole(store, peer)
  })

  test('is no more at once than one commit holds; the rest is offered after it', async () => {
    const peer = newPerson()
    for (const first of ['2026-10-01', '2026-10-21']) {
      const works = Array.from({ length: 15 }, (_, at) => workOn(addDays(first, at), 30))
      await log(deps, peer, ...works)
    }
    await allocate(deps, peer, 2026, days(5))
    const sizes: number[] = []
    for (;;) {
      const { refs } = await findReclaimable(deps, peer, 2026)
      if (refs.length === 0) break
      sizes.push(refs.length)
      await done(reclaimHours(deps, commandOf(peer), refs))
    }
    expect(sizes).toEqual([20, 10])
    expect((await expectWhole(store, peer)).accounts.get(2026)).toMatchObject({ unclaimed: 0, late: 0 })
  })

  test('D4: is nothing once the carried hours have lapsed for good', async () => {
    const peer = newPerson()
    await allocate(deps, peer, 2025, hours(2))
    const first = await log(deps, peer, workOn('2026-11-02', hours(2)))
    await log(deps, peer, workOn('2026-11-03', hours(2)))
    await done(undo(deps, commandOf(peer), 2026, [first.seq]))
    expect(await findReclaimable(deps, peer, 2026)).toMatchObject({ minutes: hours(2) })
    useCases.on('2027-01-01')
    expect(await findReclaimable(deps, peer, 2026)).toEqual({ refs: [], minutes: 0 })
  })
})

describe('P13: the period of a nil return', () => {
  test('is the earliest that is not past due, otherwise the current one, or the one asked for', async () => {
    const peer = newPerson()
    await allocate(deps, peer, 2026, days(2))
    const periodOn = async (date: string, asked?: string) => {
      useCases.on(date)
      const found = await periodFor(deps, peer, asked)
      return found.ok ? found.value : found.error
    }
    expect(await periodOn('2026-11-07')).toBe('2026-10')
    expect(await periodOn('2026-11-08')).toBe('2026-11')
    expect(await periodOn('2026-11-08', '2026-10')).toBe('2026-10')
    await log(deps, peer, workOn('2026-10-05'))
    expect(await periodOn('2026-11-07')).toBe('2026-11')
    // August is of the year before, in which nothing was allocated: no log was due.
    expect(await periodOn('2026-09-07')).toBe('2026-09')
  })

  test('is told by a preview, which files nothing', async () => {
    const peer = newPerson()
    await allocate(deps, peer, 2026, days(2))
    const command = commandOf(peer)
    const preview = await fileNilReturn(deps, command, '2026-10', previewLedger)
    expect(preview).toMatchObject({ ok: true, value: { entries: [{ kind: 'nil', period: '2026-10' }] } })
    expect(await fileNilReturn(deps, command, '2026-10')).toEqual(preview)
    expect(await refusalOf(fileNilReturn(deps, commandOf(peer), '2026-10', previewLedger))).toMatchObject({
      type: 'nil-already',
    })
    await expectWhole(store, peer)
  })

  test('is nobody else’s to ask for, nor the office’s', async () => {
    expect(await refusalOf(periodFor(deps, head))).toEqual({ type: 'not-allowed' })
    const change = fileNilReturn(deps, commandOf(newPerson(), { by: head }), '2026-10')
    expect(await refusalOf(change)).toEqual({ type: 'not-allowed' })
  })
})

describe('the clock of a demo', () => {
  test('keeps the offset given last, so that a restart without one goes on', async () => {
    const other = await openUseCases(today)
    const { store } = other
    expect(await keepOffset(store, undefined)).toBe(0)
    expect(await keepOffset(store, 86_400_000.4)).toBe(86_400_000)
    expect(await keepOffset(store, undefined)).toBe(86_400_000)
    expect(await keepOffset(store, -5_000)).toBe(-5_000)
    expect(await keepOffset(store, undefined)).toBe(-5_000)
    expect(await keepOffset(store, 0)).toBe(0)
    expect(await keepOffset(store, undefined)).toBe(0)
    await other.close()
  })
})
