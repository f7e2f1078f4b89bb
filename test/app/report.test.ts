// L7, S1, D2: reports against an independent sum over the ledgers, for a group whose peers log, undo and correct at random.
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { correct, undo } from '../../src/app/hours/changeEntry.ts'
import { logHours } from '../../src/app/hours/logHours.ts'
import { seeFigure } from '../../src/app/reports/seeFigure.ts'
import { seeReport, type Report } from '../../src/app/reports/seeReport.ts'
import type { ReportAsked } from '../../src/app/reports/reportScope.ts'
import { activityIds, activityTitle } from '../../src/domain/activities.ts'
import { addDays } from '../../src/domain/calendar.ts'
import type { WorkEntry } from '../../src/domain/entry.ts'
import type { Person } from '../../src/domain/person.ts'
import { figures, isMentoring } from '../../src/domain/report.ts'
import type { Result } from '../../src/domain/result.ts'
import { openPot, type TestGroup } from '../support/pot.ts'
import { allocate, commandOf, ledgerOf, log, openWorkIn } from '../support/useCases.ts'

let group: TestGroup
afterEach(() => group.close())

function valueOf<T>(outcome: Result<T, unknown>): T {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.error)}`)
  return outcome.value
}

const asked = (more: Partial<ReportAsked> = {}): ReportAsked => ({
  from: '2025-09-01',
  to: '2026-11-21',
  by: 'activity',
  whose: 'all',
  ...more,
})

const places = ['Rutland', 'RUTLAND ', 'Powys', undefined]
const steps = fc.array(
  fc.record({
    peer: fc.nat(2),
    day: fc.nat(440),
    quarters: fc.integer({ min: 1, max: 30 }),
    activity: fc.constantFrom(...activityIds),
    askedBy: fc.constantFrom('office' as const, 'direct' as const),
    place: fc.constantFrom(...places),
    after: fc.constantFrom('stay', 'stay', 'undo', 'correct'),
  }),
  { minLength: 8, maxLength: 16 },
)
type Steps = typeof steps extends fc.Arbitrary<infer T> ? T : never

/** Plays the steps; who is refused simply did not do it. */
async function play(of: TestGroup, peers: readonly Person[], all: Steps): Promise<void> {
  for (const { peer: at, day, quarters, activity, askedBy, place, after } of all) {
    const peer = peers[at]
    if (!peer) continue
    const date = addDays('2025-09-01', day)
    of.on(date)
    const work = { date, minutes: quarters * 15, activity, askedBy, ...(place && { place }) }
    const done = await logHours(of.deps, commandOf(peer), { works: [work], longDayAgreed: true })
    if (!done.ok) continue
    const entry = done.value.entries.findLast((each) => each.kind === 'work')
    if (!entry) continue
    const command = commandOf(peer)
    if (after === 'undo') await undo(of.deps, command, entry.year, [entry.seq])
    if (after === 'correct')
      await correct(of.deps, command, {
        year: entry.year,
        seq: entry.seq,
        work: { ...work, minutes: work.minutes + 15 },
        longDayAgreed: true,
      })
  }
  of.on('2026-11-21')
}

/** What a report should say, from the entries that stand. */
function expected(
  work: readonly { peer: Person; entry: WorkEntry }[],
  keyOf: (peer: Person, entry: WorkEntry) => string,
) {
  const rows: Record<string, number[]> = {}
  for (const { peer, entry } of work) {
    const row = (rows[keyOf(peer, entry)] ??= [0, 0, 0, 0, 0, 0])
    const amounts = [1, entry.minutes, entry.claimed, entry.held, entry.granted ?? 0, entry.unclaimed]
    amounts.forEach((amount, column) => (row[column] = (row[column] ?? 0) + amount))
  }
  return rows
}

const said = ({ rows }: Report): Record<string, number[]> =>
  Object.fromEntries(
    rows.map(({ title, tally }) => [
      title,
      [tally.entries, tally.minutes, tally.claimed, tally.held, tally.granted, tally.unclaimed],
    ]),
  )

test('L7, S1, D2: every report is the sum of the entries that stand, and every figure of the entries it opens', async () => {
  const regions = { Ada: 'Wales', Bo: 'London and Wales', Cy: 'No region' } as const
  await fc.assert(
    fc.asyncProperty(steps, fc.nat(440), fc.nat(440), async (all, one, other) => {
      const of = await openPot({ today: '2025-09-01' })
      group = { ...of, close: async () => undefined }
      const peers = [
        await of.add('member-peer', { name: 'Ada', regions: ['wales'] }),
        await of.add('regional-lead', { name: 'Bo', regions: ['wales', 'london'] }),
        await of.add('member-peer', { name: 'Cy', regions: [] }),
      ]
      try {
        for (const peer of peers.slice(0, 2)) await allocate(of.deps, peer, 2025, 480)
        await play(of, peers, all)
        const [first = 0, last = 0] = [one, other].sort((a, b) => a - b)
        const between = { from: addDays('2025-09-01', first), to: addDays('2025-09-01', last) }
        const work: { peer: Person; entry: WorkEntry }[] = []
        for (const peer of peers)
          for (const entry of openWorkIn(await ledgerOf(of.store, peer)))
            if (entry.date >= between.from && entry.date <= between.to) work.push({ peer, entry })
        const keyOf = {
          peer: ({ name }: Person) => name,
          region: ({ name }: Person) => regions[name as keyof typeof regions],
          activity: (_peer: Person, { activity }: WorkEntry) => activityTitle(activity),
        }
        for (const by of ['peer', 'region', 'activity'] as const)
          expect(said(valueOf(await seeReport(of.deps, of.head, asked({ ...between, by }))))).toEqual(
            expected(work, keyOf[by]),
          )
        for (const by of ['activity', 'strand', 'region', 'peer', 'council'] as const) {
          const report = valueOf(await seeReport(of.deps, of.head, asked({ ...between, by })))
          const total = report.rows.reduce((sum, { tally }) => sum + tally.minutes, 0)
          expect(total).toBe(work.reduce((sum, { entry }) => sum + entry.minutes, 0))
          expect(report.total.minutes).toBe(total)
          expect(report.active).toBe(new Set(work.map(({ peer }) => peer.id)).size)
          for (const { key, tally } of [{ key: 'all', tally: report.total }, ...report.rows])
            for (const figure of figures) {
              let [sum, after, read] = [0, undefined as string | undefined, 0]
              do {
                const page = valueOf(
                  await seeFigure(of.deps, of.head, asked({ ...between, by }), {
                    row: key,
                    figure,
                    after,
                    size: 3,
                  }),
                )
                expect([page.sum, page.before]).toEqual([tally[figure], read])
                sum += page.entries.reduce((more, { entry }) => more + (entry[figure] ?? 0), 0)
                read += page.entries.length
                after = page.next
              } while (after)
              expect(sum).toBe(tally[figure])
            }
        }
      } finally {
        await of.close()
      }
    }),
    { numRuns: 8 },
  )
})

test('P6: a council’s mentoring is named for three peers and five entries, and not for fewer', async () => {
  group = await openPot({ today: '2026-11-20' })
  const peers = [await group.add(), await group.add(), await group.add()]
  const mentor = (peer: Person | undefined, place: string, day: number) =>
    peer &&
    log(group.deps, peer, {
      date: `2026-11-0${day}`,
      minutes: 60,
      activity: 'mentoring',
      askedBy: 'office',
      place,
    })
  for (const [at, peer] of peers.entries()) await mentor(peer, ' rutland', at + 1)
  await mentor(peers[0], 'Rutland', 5)
  await log(group.deps, peers[0] ?? never(), {
    date: '2026-11-06',
    minutes: 30,
    activity: 'query',
    askedBy: 'office',
    place: 'Rutland',
  })
  const councils = async () =>
    said(valueOf(await seeReport(group.deps, group.head, asked({ by: 'council' }))))
  const few = await councils()
  expect(Object.values(few['Rutland'] ?? [])[1]).toBe(30)
  expect(Object.values(few['Mentoring, councils not named'] ?? [])[1]).toBe(240)
  await mentor(peers[1], 'RUTLAND', 7)
  expect(Object.keys(await councils())).toHaveLength(1)
  expect(isMentoring('corporate-mentoring')).toBe(true)
  // One’s own hours are no secret from oneself, and the office’s page of the unnamed row names no council either.
  await mentor(peers[2], 'Powys', 8)
  const own = valueOf(await seeReport(group.deps, peers[2] ?? never(), asked({ by: 'council' })))
  expect(own.rows.map(({ title }) => title).toSorted()).toEqual(['Powys', 'rutland'])
  const page = valueOf(
    await seeFigure(group.deps, group.head, asked({ by: 'council' }), {
      row: 'unnamed',
      figure: 'minutes',
      size: 8,
    }),
  )
  expect(page.entries.map(({ entry }) => entry.place)).toEqual([undefined])
})

function never(): never {
  throw new Error('nobody')
}

test('C2: carried hours count on the first day of their year and lapsed ones on the day after their last', async () => {
  group = await openPot({ today: '2025-09-01' })
  const peer = await group.add()
  await allocate(group.deps, peer, 2025, 480)
  const lots = async (from: string, to: string) =>
    valueOf(await seeReport(group.deps, group.head, asked({ from, to }))).lots.map(
      ({ carried, lapsed, lapsedPence, isProvisional }) => [carried, lapsed, lapsedPence, isProvisional],
    )
  group.on('2026-11-30')
  expect(await lots('2025-09-01', '2026-11-30')).toEqual([[480, 0, 0, false]])
  expect(await lots('2025-09-01', '2026-08-31')).toEqual([])
  expect(await lots('2026-09-02', '2027-08-31')).toEqual([])
  group.on('2026-12-01')
  expect(await lots('2026-09-01', '2027-08-31')).toEqual([[480, 480, 36_200, true]])
  expect(await lots('2026-12-01', '2026-12-01')).toEqual([[0, 480, 36_200, true]])
  group.on('2027-01-01')
  expect(await lots('2026-12-01', '2026-12-01')).toEqual([[0, 480, 36_200, false]])
})

test('P6: who may add up whose hours, and refuses the rest', async () => {
  group = await openPot({ today: '2026-11-20' })
  const { deps, head, staff, leader } = group
  const national = await group.change(group.national, { regions: [] })
  const wales = await group.add('member-peer', { regions: ['wales'] })
  const london = await group.add('member-peer', { regions: ['london'] })
  const lead = await group.add('regional-lead', { regions: ['wales'] })
  for (const peer of [wales, london, lead, national])
    await log(deps, peer, {
      date: '2026-11-02',
      minutes: 60,
      activity: 'query',
      askedBy: 'office',
      place: 'Powys',
      notes: 'n',
    })
  const sees = async (person: Person, more: Partial<ReportAsked> = {}) => {
    const found = await seeReport(deps, person, asked({ by: 'peer', ...more }))
    return found.ok ? found.value.total.minutes / 60 : found.error.type
  }
  const everybody = [head, staff, leader, national, lead, wales, london]
  expect(await Promise.all(everybody.map((each) => sees(each)))).toEqual([4, 4, 4, 4, 2, 1, 1])
  expect(await Promise.all(everybody.map((each) => sees(each, { by: 'council' })))).toEqual([
    4,
    4,
    'not-allowed',
    'not-allowed',
    'not-allowed',
    1,
    1,
  ])
  expect(await sees(lead, { by: 'council', whose: 'own' })).toBe(1)
  expect(await sees(head, { from: '2026-11-20', to: '2026-11-19' })).toBe('report-dates')
  expect(await sees(head, { from: '2016-11-20', to: '2026-11-20' })).toBe('report-dates')
  expect(await sees(head, { from: '2016-11-20', to: '2026-11-19' })).toBe(4)
  expect(await sees({ ...head, group: 'labour' })).toBe('not-allowed')
  const texts = async (person: Person) =>
    valueOf(await seeFigure(deps, person, asked(), { row: 'all', figure: 'minutes', size: 9 })).entries.map(
      ({ peer, entry }) => [peer.id === person.id, entry.place, entry.notes],
    )
  expect(await texts(staff)).toEqual(Array.from({ length: 4 }, () => [false, 'Powys', 'n']))
  for (const other of [leader, national, lead])
    for (const [isOwn, place, notes] of await texts(other))
      expect([isOwn, place, notes]).toEqual(isOwn ? [true, 'Powys', 'n'] : [false, undefined, undefined])
})
