// Payments month by month and a leaver's statement, through the bot's own door (C1, D6).
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listPeople } from '../../src/app/people/people.ts'
import { startBot, type TestBot } from '../support/bot.ts'
import { allocateDays } from '../support/allocateDays.ts'
import { logs, peerWith, personOf } from './peers.ts'
import { changePerson } from './requests.ts'

let bot: TestBot
beforeAll(async () => {
  bot = await startBot({ at: '2026-11-21T12:00:00Z' })
})
afterAll(() => bot.close())

test('C1: a peer sees their own payments, month by month, in pence that add up', async () => {
  const card = await bot.as('Alex Wilber').says('payments')
  expect(card.text).toContain('20 days (160 h) at £362.00 a day = £7,240.00')
  expect(card.text).toContain('11 × £603.33 = £6,636.63')
  expect(card.text).toContain('August 2027\n£603.37')
})

test('C1, L1: nobody sees another’s pay but the office', async () => {
  expect((await bot.as('Megan Bowen').says('payments alex')).text).toContain('Your payments')
  expect((await bot.as('Megan Bowen').says('statement alex')).text).toContain('not open to your role')
  expect((await bot.as('Diego Siciliani').says('payments')).text).toContain('not open to your role')
  const alex = await personOf(bot.store, 'Alex Wilber')
  const { body } = await bot.edge.send(
    bot.as('Megan Bowen').does.presses('payments', { v: 1, person: alex.id }),
  )
  expect(JSON.stringify(body)).not.toContain('Alex')
  expect((await bot.as('Patti Fernandez').says('payments alex')).text).toContain(
    'Payments 2026/27: Alex Wilber',
  )
})

test('C1: fewer days than were scheduled are shown as an excess that is not paid', async () => {
  const peer = await peerWith(bot, { days: 12 })
  bot.at('2027-05-05T12:00:00Z')
  const by = await personOf(bot.store, 'Adele Vance')
  const subject = await personNamed(peer.who.name)
  const command = { id: 'fewer', by, subject, deadline: bot.deps.clock.now() + 8000 }
  await allocateDays(bot.deps, command, { year: 2026, minutes: 6 * 480, from: '2026-09-01', reason: 'ill' })
  const card = await peer.says('payments')
  expect(card.text).toContain('6 days, £2,172.00 − £2,896.00 scheduled before May 2027 = £724.00 too much')
  expect(card.text).toContain('£724.00 more than is agreed now')
  expect(card.text).toContain('May 2027 to August 2027\n4 × £0.00 = £0.00')
  bot.at('2026-11-21T12:00:00Z')
})

test('D6: a leaver’s statement sets what was paid against what was worked', async () => {
  const peer = await peerWith(bot, { carried: 6, days: 10 })
  await logs(peer, { date: '2026-11-20', hours: '10' })
  const card = await bot.as('Adele Vance').says(`statement ${peer.who.name}`)
  // Three of eleven payments of £301.66, and £271.50 paid last year for the six hours carried in.
  expect(card.text).toContain('Paid to November 2026: £904.98 + £271.50 in 2025/26')
  expect(card.text).toContain('Worked: 4 h of 2026/27 (£181.00) + 6 h carried in (£271.50) = £452.50')
  expect(card.text).toContain('£1,176.48 − £452.50: £723.98 was paid and not worked')
  expect(card.text).toContain('November 2026\npaid £301.66, worked 10 h')
})

test('C1: payments of a peer and a year, in one line', async () => {
  for (const said of ['payments alex 2025/26', 'payments Alex Wilber last year'])
    expect((await bot.as('Adele Vance').says(said)).text).toContain('Payments 2025/26: Alex Wilber')
})

test('D6: a leaver’s payments are those of the year they left in, unless another is named', async () => {
  const peer = await peerWith(bot, { days: 4 })
  await changePerson(bot, peer, { leftOn: '2027-01-31' })
  bot.at('2028-10-05T12:00:00Z')
  const adele = bot.as('Adele Vance')
  expect((await adele.says(`payments ${peer.who.name}`)).text).toContain('4 days (32 h) at £362.00')
  expect((await adele.says('payments alex')).text).toContain('Payments 2028/29: Alex Wilber')
  bot.at('2026-11-21T12:00:00Z')
})

test('D6, C1: what is scheduled after a last day is said to follow from days that were not taken back', async () => {
  const [peer, busy] = [await peerWith(bot, { days: 12 }), await peerWith(bot, { days: 1 })]
  await logs(busy, { date: '2026-11-20', hours: '8' })
  for (const each of [peer, busy]) await changePerson(bot, each, { leftOn: '2027-01-31' })
  const adele = bot.as('Adele Vance')
  expect((await peer.says('payments')).text).not.toContain('after the month of the last day')
  bot.at('2027-02-05T12:00:00Z')
  // Seven of twelve payments of £362.
  const said =
    '£2,534.00 is scheduled after the month of the last day (Sun 31 Jan 2027), because 96 h of the days are unused'
  expect((await peer.says('payments')).text).toContain(
    `${said} and not taken back yet. The Head of Group Office can`,
  )
  for (const asked of ['payments', 'statement']) {
    const card = await adele.says(`${asked} ${peer.who.name}`)
    expect(card.text).toContain(`${said} and not taken back yet. Lower the days with “allocate”`)
    // All of theirs was worked.
    expect((await adele.says(`${asked} ${busy.who.name}`)).text).not.toContain('after the month of')
  }
  bot.at('2026-11-21T12:00:00Z')
})

test('C1: the payments of an export are those of the card, to the penny, whatever changed during the year', async () => {
  const by = await personOf(bot.store, 'Adele Vance')
  const change = async (name: string, on: string, days: number) => {
    bot.at(`${on}T12:00:00Z`)
    const command = { id: on, by, subject: await personNamed(name), deadline: bot.deps.clock.now() + 8000 }
    await allocateDays(bot.deps, command, {
      year: 2026,
      minutes: days * 480,
      from: '2026-09-01',
      reason: 'agreed',
    })
  }
  const [more, fewer, none] = [
    await peerWith(bot, { days: 10 }),
    await peerWith(bot, { days: 10 }),
    await peerWith(bot, { days: 10 }),
  ]
  await change(more.who.name, '2026-12-10', 13)
  await change(fewer.who.name, '2027-02-10', 7)
  await change(more.who.name, '2027-03-31', 16)
  await change(none.who.name, '2027-04-01', 0)
  const adele = bot.as('Adele Vance')
  const rows = await exportedPayments({ year: '2026' })
  for (const { who } of [more, fewer, none]) {
    const card = await adele.says(`payments ${who.name}`)
    const months = rows.filter((row) => row['Peer'] === who.name)
    expect(months).toHaveLength(12)
    expect(penceOf(months)).toBe(penceOnCard(card.text))
  }
  // 7 months were paid before the days were taken away.
  expect(penceOf(rows.filter((row) => row['Peer'] === none.who.name))).toBe(7 * 30_166)
  const march = await exportedPayments({ from: '2027-03-01', to: '2027-03-31' })
  expect(new Set(march.map((row) => row['Month']))).toEqual(new Set(['2027-03']))
  const named = rows.filter((row) => row['Month'] === '2027-03')
  expect(march).toEqual(named)
  bot.at('2026-11-21T12:00:00Z')
})

type Row = Record<string, string>

async function exportedPayments(typed: Row): Promise<Row[]> {
  const adele = bot.as('Adele Vance')
  const card = await adele.presses(await adele.says('export'), 'Make the file', {
    what: 'payments',
    ...typed,
  })
  const file = await bot.edge.fetchFile(card.links[0]?.url ?? '')
  return parse(await file.text(), { columns: true, bom: true })
}

const inPence = (pounds: string): number => Math.round(Number(pounds.replaceAll(/[£,]/g, '')) * 100)
const penceOf = (rows: readonly Row[]): number =>
  rows.reduce((total, row) => total + inPence(row['Payment £'] ?? ''), 0)

/** What the rows of months add up to: `3 × £301.66 = £904.98`, or one month’s amount alone. */
const penceOnCard = (text: string): number =>
  [...text.matchAll(/\n(?:\d+ × £[\d,.]+ = )?(£[\d,]+\.\d\d)(?=\n|$)/g)].reduce(
    (total, [, pounds = '']) => total + inPence(pounds),
    0,
  )

async function personNamed(name: string) {
  const found = (await listPeople(bot.store, 'independent')).find((each) => each.name === name)
  if (!found) throw new Error(`nobody is called ${name}`)
  return found
}
