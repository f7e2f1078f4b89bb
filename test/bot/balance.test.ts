// `balance` and *why this number* through a meeting year: what lapses when, and that every sum on the cards adds up.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBot, type Talk, type TestBot } from '../support/bot.ts'
import type { CardView } from '../support/cardView.ts'
import { entriesOf, logs, peerWith, titlesOf } from './peers.ts'

let bot: TestBot

beforeAll(async () => {
  bot = await startBot()
})
afterAll(() => bot.close())

/** A figure as it stands on a card: `1,200.5 h`, `20.5 days`, `£7,240.00`, `−2 h`. */
const figure = /−?£?\d[\d,]*(?:\.\d+)?/g
const valueOf = (said: string): number => Number(said.replace('−', '-').replace(/[£,]/g, ''))

/** Every equation of a text as what stands left of the sign and what stands right of it. */
function equations(text: string): { said: string; left: number; right: number }[] {
  return text.split('\n').flatMap((line) => {
    const found = /^(.*?) = (−?£?\d[\d,]*(?:\.\d+)?)/.exec(line)
    if (!found) return []
    const [said, sum = '', total = ''] = found
    const words = sum.replace(/\d{4}\/\d{2}/g, '').replace(/.*:/, '')
    let left = 0
    for (const term of words.split(/ (?=[+−] )/)) {
      const factors = (term.replace(/^[+−] /, '').match(figure) ?? []).map(valueOf)
      const [first = 0, second = 1] = factors
      const amount = first * second
      left += term.startsWith('−') ? -amount : amount
    }
    return [{ said, left, right: valueOf(total) }]
  })
}

/** The equations of a text that do not add up. */
const wrongSums = (text: string): string[] =>
  equations(text).flatMap(({ said, left, right }) => (Math.abs(left - right) < 0.001 ? [] : [said]))

/** The figure behind a fact's title. */
const fact = (card: CardView, title: string): string =>
  card.text
    .split('\n')
    .find((line) => line.startsWith(title))
    ?.slice(title.length) ?? ''

async function checkSums(peer: Talk): Promise<CardView> {
  const balance = await peer.says('balance')
  const why = await peer.presses(balance, 'Why this number')
  const text = [balance.text, why.text].join('\n')
  expect(wrongSums(text)).toEqual([])
  const remaining = /(−?[\d,.]+) h left/.exec(balance.text)?.[1] ?? ''
  expect(why.text).toContain(`Why ${remaining} h`)
  expect(why.text).toContain(`Remaining: ${remaining} h`)
  expect(balance.summary).toContain(`${remaining} h`)
  expect(why.summary).toContain(`${remaining} h`)
  expect(equations(text).length).toBeGreaterThanOrEqual(3)
  return why
}

describe('the sums', () => {
  test('add up for somebody with carried hours, claimed, held and unclaimed work', async () => {
    const peer = await peerWith(bot, { carried: 6, days: 2 })
    await checkSums(peer)
    await logs(peer, { date: '2026-09-10', hours: '7.25' })
    await checkSums(peer)
    await logs(peer, { date: '2026-10-10', hours: '4.5', activity: 'corporate-lga', askedBy: 'direct' })
    await checkSums(peer)
    await logs(peer, { date: '2026-11-10', hours: '11.75' })
    const why = await checkSums(peer)
    expect(why.text).toContain('re-claimed')
    await logs(peer, { date: '2026-11-11', hours: '3', activity: 'conference' })
    await checkSums(peer)
    const balance = await peer.says('balance')
    expect(fact(balance, 'Used: ')).toBe('17.5 h')
    expect(fact(balance, 'Held: ')).toBe('4.5 h')
    expect(fact(balance, 'Unclaimed: ')).toBe('4.5 h')
  })

  test.each([0, 0.5, 1, 10, 20.5, 200])('add up for %s days', async (days) => {
    const peer = await peerWith(bot, { days })
    if (days > 0) await checkSums(peer)
    const why = await peer.says('why')
    expect(wrongSums(why.text)).toEqual([])
  })

  test('C1: the year is paid to the penny', async () => {
    const peer = await peerWith(bot, { days: 10 })
    const { text } = await peer.says('why')
    expect(text).toContain('11 × £301.66 + £301.74')
    expect(text).toContain('£3,620.00')
  })

  test('the figures of the demo group', async () => {
    const alex = await bot.as('Alex Wilber').says('balance')
    expect(alex.summary).toContain('166 h')
    expect(fact(alex, 'Carried over: ')).toContain('6 h')
    const isaiah = await bot.as('Isaiah Langer').says('balance')
    expect(isaiah.summary).toContain('0 h left')
    expect(fact(isaiah, 'Used: ')).toBe('16 h')
    for (const name of ['Alex Wilber', 'Isaiah Langer', 'Megan Bowen']) await checkSums(bot.as(name))
  })
})

describe('C2: carried hours through the year', () => {
  test('warn before 30 November, lapse after it, stay open to late logs until 31 December', async () => {
    const peer = await peerWith(bot, { carried: 10, days: 10 })
    await logs(peer, { date: '2026-11-02', hours: '2' })
    const on = async (day: string, at = 'T12:00:00Z') => {
      bot.at(`${day}${at}`)
      await checkSums(peer)
      return peer.says('balance')
    }
    const september = await on('2026-09-15')
    expect(september.text).toContain('provisional')
    expect(september.text).not.toContain('days to go')
    expect((await on('2026-10-01')).text).toContain('provisional')
    const october = await on('2026-10-02')
    expect(october.text).not.toContain('provisional')
    expect(october.text).toContain('59 days to go')
    expect((await on('2026-11-29')).text).toContain('1 day to go')
    const last = await on('2026-11-30')
    expect(last.text).toContain('last day')
    expect(last.summary).toContain('88 h')
    // 23:59 and midnight in London, not in Greenwich summer or winter by accident.
    expect((await on('2026-11-30', 'T23:59:59Z')).summary).toContain('88 h')
    const lapsed = await on('2026-12-01', 'T00:00:00Z')
    expect(lapsed.summary).toContain('80 h left')
    expect(lapsed.text).toContain('8 h carried over lapsed')
    expect(lapsed.text).toContain('£362.00')
    expect(lapsed.text).toContain('provisional until Thu 31 Dec 2026')
    expect(fact(lapsed, 'Carried over: ')).toBe(
      '8 h of 10 h lapsed, provisional until Thu 31 Dec 2026; could be used to Mon 30 Nov 2026',
    )
    // D1: work dated in time and logged late still draws on them.
    const late = await logs(peer, { date: '2026-11-30', hours: '3' })
    expect(late.text).toContain('8 h − 3 h = 5 h lapsed, provisional until Thu 31 Dec 2026')
    const december = await logs(peer, { date: '2026-12-01', hours: '1' })
    expect(december.text).toContain('80 h − 1 h = 79 h left')
    expect((await on('2026-12-31')).text).toContain('5 h carried over lapsed')
    const settled = await on('2027-01-01')
    expect(settled.text).toContain('5 h carried over lapsed')
    expect(settled.text).not.toMatch(/can still be logged|provisional/)
    expect(fact(settled, 'Carried over: ')).toBe('5 h of 10 h lapsed; could be used to Mon 30 Nov 2026')
    // D4: settled; such work is of this year's allocation now.
    const after = await logs(peer, { date: '2026-11-29', hours: '2' })
    expect(after.text).toContain('79 h − 2 h = 77 h left')
    expect((await on('2027-01-02')).text).toContain('5 h carried over lapsed')
    bot.at('2026-11-21T12:00:00Z')
  })

  test('D4: taking back work that used carried hours is refused once they are settled', async () => {
    const peer = await peerWith(bot, { carried: 4, days: 10 })
    const receipt = await logs(peer, { date: '2026-11-02', hours: '2' })
    bot.at('2027-01-01T12:00:00Z')
    const refused = await peer.presses(receipt, 'Undo')
    expect(refused.text).toContain('D4')
    expect(refused.text).toContain('2 h')
    bot.at('2026-12-31T12:00:00Z')
    expect((await peer.presses(receipt, 'Undo')).text).toContain('2 h on Mon 2 Nov 2026')
    bot.at('2026-11-21T12:00:00Z')
  })
})

describe('D4: the weeks in which two years are open', () => {
  const inSeptember = '2027-09-15T12:00:00Z'

  test('a late log of the old year lowers what it carries on, and says so', async () => {
    const peer = await peerWith(bot, { days: 5 })
    await logs(peer, { date: '2026-10-10', hours: '10' })
    bot.at(inSeptember)
    const now = await peer.says('balance')
    expect(now.summary).toContain('2027/28')
    expect(now.summary).toContain('30 h')
    expect(now.text).toContain('provisional')
    const opened = await logs(peer, { date: '2027-09-14', hours: '4' })
    expect(opened.text).toContain('30 h − 4 h = 26 h left')
    const late = await logs(peer, { date: '2027-08-30', hours: '6' })
    expect(late.text).toContain('30 h → 24 h')
    const after = await peer.says('balance')
    expect(after.summary).toContain('20 h')
    expect(titlesOf(after)).toContain('2026/27')
    const old = await peer.presses(after, '2026/27')
    expect(fact(old, 'Used: ')).toBe('16 h')
    expect(old.text).toContain('24 h')
    for (const card of [after, old]) {
      const why = await peer.presses(card, 'Why this number')
      expect(wrongSums(why.text)).toEqual([])
    }
    const undone = await peer.presses(late, 'Undo')
    expect(undone.text).toContain('24 h → 30 h')
    await entriesOf(bot, peer)
    bot.at('2026-11-21T12:00:00Z')
  })

  test('what the recomputed year cannot hold becomes unclaimed, and the receipt shows it', async () => {
    const peer = await peerWith(bot, { days: 1 })
    bot.at(inSeptember)
    await logs(peer, { date: '2027-09-14', hours: '8' })
    const late = await logs(peer, { date: '2027-08-30', hours: '3' })
    expect(late.text).toContain('8 h → 5 h')
    expect(late.text).toContain('0 h + 3 h = 3 h')
    const balance = await peer.says('balance')
    expect(fact(balance, 'Unclaimed: ')).toBe('3 h')
    expect(fact(balance, 'Used: ')).toBe('5 h')
    await entriesOf(bot, peer)
    bot.at('2026-11-21T12:00:00Z')
  })

  test('1 October is the last day for the old year; on the 2nd the clause is said and nothing changes', async () => {
    const peer = await peerWith(bot, { days: 5 })
    bot.at('2027-10-01T22:30:00Z')
    const last = await logs(peer, { date: '2027-08-31', hours: '1' })
    expect(last.text).toContain('1 h on Tue 31 Aug 2027')
    bot.at('2027-10-01T23:00:00Z')
    const refused = await logs(peer, { date: '2027-08-31', hours: '1' })
    expect(refused.text).toContain('D4')
    expect((await peer.presses(last, 'Undo')).text).toContain('D4')
    const balance = await peer.says('balance')
    expect(balance.text).not.toContain('provisional')
    expect(titlesOf(balance)).not.toContain('2026/27')
    bot.at('2026-11-21T12:00:00Z')
  })
})

test('C5: a projection informs after eight weeks, not before', async () => {
  const peer = await peerWith(bot, { days: 10 })
  await logs(peer, { date: '2026-09-10', hours: '8' })
  bot.at('2026-10-26T12:00:00Z')
  expect((await peer.says('balance')).text).not.toContain('Aug 2027')
  bot.at('2026-10-27T12:00:00Z')
  const card = await peer.says('balance')
  // 8 h in 57 days, 308 days left: 43.23 h.
  expect(fact(card, 'By Tue 31 Aug 2027: ')).toBe(
    'at your pace about 43.25 h more, which leaves about 28.75 h unused',
  )
  const why = await peer.presses(card, 'Why this number')
  expect(why.text).toContain('8 h in 57 days × 308 days left ≈ 43.25 h')
  expect(why.text).toContain('72 h left − 43.25 h = 28.75 h')
  bot.at('2026-11-21T12:00:00Z')
})

test.each([
  ['balance last year', '2025/26'],
  ['balance 2025/26', '2025/26'],
  ['balance this year', '2026/27'],
  ['why last year', '2025/26'],
])('“%s” is about %s', async (said, year) => {
  expect((await bot.as('Alex Wilber').says(said)).summary).toContain(year)
})
