// L7, S1, P6: `report` as people see it: any period, each figure opened with its entries and their sum, by role.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBot, type Talk, type TestBot } from '../support/bot.ts'
import { wrongIn } from '../support/cardRules.ts'
import { choicesIn, type CardView } from '../support/cardView.ts'
import { logs, titlesOf } from './peers.ts'
import { joins } from './requests.ts'

let bot: TestBot
beforeAll(async () => {
  bot = await startBot()
  const alex = bot.as('Alex Wilber')
  await logs(alex, { date: '2026-11-02', hours: '2', activity: 'query', place: 'Powys', notes: '**N** <b>' })
  await logs(alex, { date: '2026-11-03', hours: '1.5', activity: 'mentoring', place: 'Rutland' })
  await logs(alex, { date: '2026-10-05', hours: '3', activity: 'corporate-lga', askedBy: 'direct' })
  await logs(bot.as('Isaiah Langer'), { date: '2026-11-04', hours: '1.25', activity: 'query' })
  const taken = await logs(alex, { date: '2026-11-05', hours: '9', activity: 'query' })
  await alex.presses(taken, 'Undo')
})
afterAll(() => bot.close())

async function opens(talk: Talk, report: CardView, title: string): Promise<CardView> {
  const chosen = choicesIn(report, 'chosen').find((each) => each.title === title)?.value
  if (!chosen)
    throw new Error(
      `no “${title}”: ${choicesIn(report, 'chosen')
        .map((each) => each.title)
        .join('; ')}`,
    )
  return talk.presses(report, 'Open', { chosen })
}

test('L7, S1: the office reads a month by activity, and opens each figure with its entries and their sum', async () => {
  const adele = bot.as('Adele Vance')
  const report = await adele.says('report november')
  expect(report.text).toContain('Report: November 2026')
  expect(report.text).toContain('4.75 h in 3 entries = 3.5 h claimed + 1.25 h volunteered')
  expect(report.text).toContain('Query\n3.25 h in 2 entries = 2 h claimed + 1.25 h volunteered')
  expect(report.text).toContain('2 of 4 peers have hours in it.')
  expect(report.summary).toContain('Query: 3.25 h.')
  expect(wrongIn(report.card, report.card, /Powys|\*\*N/)).toEqual([])
  const query = await opens(adele, report, 'Query, all hours: 3.25 h')
  expect(query.text).toContain('2 entries, Sun 1 Nov 2026 to Mon 30 Nov 2026, together 3.25 h')
  expect(query.text).toContain('Isaiah Langer: 1.25 h on Wed 4 Nov 2026: Query')
  expect(query.text).toContain('Powys · **N** <b>')
  expect(wrongIn(query.card, query.card, /Powys|\*\*N/)).toEqual([])
  const volunteered = await opens(adele, report, 'Query, volunteered: 1.25 h')
  expect(volunteered.text).not.toContain('Alex')
  const back = await adele.presses(query, 'Back to the report')
  expect(back.text).toContain('Report: November 2026')
})

test('L7, C2: other periods and groupings, typed or chosen; carried hours open by peer', async () => {
  const adele = bot.as('Adele Vance')
  const strands = await adele.says('report september to november by strand')
  expect(strands.text).toContain('Internal LGA activity\n3 h in 1 entry = 3 h held')
  const year = await adele.presses(strands, 'Show', {
    from: '2026-09-01',
    to: '2027-08-31',
    groupBy: 'region',
  })
  expect(year.text).toContain('Report: 2026/27')
  expect(year.text).toContain('Carried over: 6 h (rule C2).')
  expect(year.text).toContain('South West\n')
  const lots = await opens(adele, year, 'Carried over, lapsed and before records, by peer')
  expect(lots.text).toContain('Alex Wilber\n6 h carried over into 2026/27.')
  expect((await adele.says('report 2025/26')).text).toContain('154 h in 24 entries')
  expect((await adele.says('report by council')).text).toContain(
    'Mentoring, councils not named\n1.5 h in 1 entry',
  )
})

test('P6: lead peers read hours and activity without councils and notes; peers their own', async () => {
  const megan = bot.as('Megan Bowen')
  const report = await megan.says('report november')
  expect(report.text).toContain('4.75 h in 3 entries')
  const all = await opens(megan, report, 'Everything, all hours: 4.75 h')
  expect(all.text).toContain('Alex Wilber: 2 h on Mon 2 Nov 2026: Query')
  expect(all.text).not.toMatch(/Powys|Rutland|\*\*N/)
  expect((await megan.says('report by council')).text).toContain('rule P6')
  expect((await megan.presses(report, 'Show', { whose: 'own' })).text).toContain('no hours')
  const lynne = bot.as('Lynne Robbins')
  await logs(lynne, { date: '2026-11-06', hours: '0.5', activity: 'query', place: 'Conwy' })
  const own = await lynne.says('report by council')
  expect(own.text).toContain('Conwy\n0.5 h in 1 entry = 0.5 h volunteered')
  expect(own.text).not.toMatch(/Powys|peers? ha(?:s|ve) hours/)
  // A forged scope or page changes nothing of who is asking.
  const of = { from: '2026-09-01', to: '2026-11-30', by: 'peer', whose: 'all' }
  const forged = lynne.does.presses('report/open', { v: 1, of, chosen: 'minutes all' })
  const { body } = await bot.edge.send(forged)
  expect(JSON.stringify(body)).not.toMatch(/Alex|Isaiah/)
  // Another group has none of it.
  const jo = await joins(bot, 'head-of-office', { group: 'labour' })
  const other = await jo.says('report 2026/27 by peer')
  expect(other.text).toContain('no hours')
  expect(other.text).not.toMatch(/Alex|Isaiah/)
})

test('a report that cannot be made says why and keeps what was chosen', async () => {
  const adele = bot.as('Adele Vance')
  const form = await adele.says('report the other day')
  expect(form.text).toContain('“the other day” is not a period that I can read')
  const long = await adele.presses(form, 'Show', { from: '2015-09-01', to: '2026-08-31', groupBy: 'peer' })
  expect(long.text).toContain('more than ten years')
  expect(long.inputs).toMatchObject({ from: '2015-09-01', to: '2026-08-31', groupBy: 'peer' })
  const reversed = await adele.presses(long, 'Show', { to: '2014-08-31' })
  expect(reversed.text).toContain('check From and To')
  expect((await adele.presses(form, 'Show', { from: 'x', to: '0001-01-01', groupBy: '' })).text).toMatch(
    /From: pick[\s\S]*To: pick[\s\S]*Group by: choose/,
  )
  const november = await adele.says('report november')
  expect((await adele.presses(november, 'Open', { chosen: '' })).text).toContain('choose one first')
  for (const [typed, title] of [
    ['report', '2026/27'],
    ['report last month', 'October 2026'],
    ['report november to march', 'Sat 1 Nov 2025 to Tue 31 Mar 2026'],
    ['report 1 sept to 30 nov', 'Tue 1 Sep 2026 to Mon 30 Nov 2026'],
    ['report 1/12 to 31/1', 'Mon 1 Dec 2025 to Sat 31 Jan 2026'],
    ['report 1/9/2025 to 31/8/2027', 'Mon 1 Sep 2025 to Tue 31 Aug 2027'],
    ['report 1 september 2026 to yesterday', 'Tue 1 Sep 2026 to Fri 20 Nov 2026'],
    ['report 2024/25 to 2026/27', 'Sun 1 Sep 2024 to Tue 31 Aug 2027'],
  ] as const)
    expect((await adele.says(typed)).text).toContain(`Report: ${title}`)
  expect(titlesOf(november)).toEqual(['Open', 'Show', 'Executive’s update', 'Annual figures'])
})
