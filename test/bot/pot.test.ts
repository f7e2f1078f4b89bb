// `pot`: what it holds and why, topping it up and reducing it, taking grants back, and the end of its year (X1, X4, X2).
import { describe, expect, test } from 'vitest'
import type { Talk, TestBot } from '../support/bot.ts'
import type { CardView } from '../support/cardView.ts'
import { logs, titlesOf } from './peers.ts'
import {
  agreeBoth,
  asks,
  changePerson,
  expectDelivered,
  opens,
  potOf,
  presses,
  recordedFor,
  openOffice,
} from './requests.ts'

/** A request of Isaiah's for so many hours, taken in by the pot. */
async function sent(bot: TestBot, hours: string, what: string, typed = {}): Promise<void> {
  await asks(bot.as('Isaiah Langer'), { hours, what, ...typed })
  await bot.runDue()
}

test('X1: the pot shows its equation, what waits, and each request behind each figure', async () => {
  const bot = await openOffice()
  await sent(bot, '40', 'granted')
  await agreeBoth(bot, 1)
  await sent(bot, '30', 'reserved')
  await sent(bot, '60', 'waiting')
  await sent(bot, '1', 'declined')
  await presses(bot.as('Megan Bowen'), 'request/decline', { year: 2026, seq: 4, reason: 'no' })
  for (const name of ['Adele Vance', 'Megan Bowen', 'Patti Fernandez', 'Diego Siciliani']) {
    const card = await bot.as(name).says('pot')
    expect(card.summary).toContain('50 h available + 30 h reserved + 40 h granted = 120 h (15 days)')
    expect(card.text).toContain('Waiting: 1 request')
    expect(card.text).toContain('80 days given − 52 days with peers − 15 days in the pot = 13 days left')
    for (const row of [
      'No. 1: Isaiah Langer\nGranted: 40 h under CP-2627-0001.',
      'No. 2: Isaiah Langer\nIts hours are reserved',
      'No. 3: Isaiah Langer\nWaits in order',
    ])
      expect(card.text).toContain(row)
    expect(card.text).not.toContain('No. 4')
    expect(titlesOf(card).includes('Set the pot')).toBe(name === 'Adele Vance')
    const opened = await bot.as(name).presses(card, 'Open', { chosen: 'request 2026 1' })
    expect(opened.text).toContain('granted')
    // The oldest that is open stands in the list already.
    expect((await bot.as(name).presses(card, 'Open')).text).toContain('30 h')
    expect((await bot.as(name).presses(card, 'Open', { chosen: '' })).text).toContain('Choose one first')
  }
  expect((await bot.as('Adele Vance').says('pot last year')).text).toContain('Central pot 2025/26')
})

test('X1: every request is behind the figures, page by page: the open ones in order, then those that are over', async () => {
  const bot = await openOffice()
  const [isaiah, patti] = [bot.as('Isaiah Langer'), bot.as('Patti Fernandez')]
  for (let seq = 1; seq <= 13; seq++) {
    await sent(bot, '1', `Piece ${seq}`)
    if (seq % 2 === 0)
      await presses(bot.as('Megan Bowen'), 'request/decline', { year: 2026, seq, reason: 'no' })
  }
  await bot.runDue()
  const numbersIn = async (first: CardView, who: Talk) => {
    const seen: number[] = []
    for (let page = first; ; page = await who.presses(page, 'Next page')) {
      for (const [, number] of page.text.matchAll(/^No\. (\d+):/gm)) seen.push(Number(number))
      if (!titlesOf(page).includes('Next page')) return seen
    }
  }
  const all = await patti.presses(await patti.says('pot'), 'All requests')
  expect(await numbersIn(all, patti)).toEqual([1, 3, 5, 7, 9, 11, 13, 12, 10, 8, 6, 4, 2])
  expect((await patti.presses(all, 'Open')).text).toContain('request no. 1')
  expect(all.text).not.toContain('Piece')
  // The peer's own: what can still be withdrawn comes first.
  const own = await numbersIn(await isaiah.says('my requests'), isaiah)
  const inOrder = (numbers: readonly number[]) => numbers.toSorted((one, other) => one - other)
  expect(inOrder(own.slice(0, 7))).toEqual([1, 3, 5, 7, 9, 11, 13])
  expect(inOrder(own.slice(7))).toEqual([2, 4, 6, 8, 10, 12])
})

describe('X1: topping up and reducing', () => {
  test('X1: never below what is reserved and granted, never above what the group has left', async () => {
    const bot = await openOffice()
    const adele = bot.as('Adele Vance')
    await sent(bot, '40', 'granted')
    await agreeBoth(bot, 1)
    await sent(bot, '24', 'reserved')
    const before = await recordedFor(bot, adele)
    const card = await adele.says('pot')
    expect(card.inputs['days']).toBe('15')
    for (const days of ['7.75', '28.25', '0', '-5', '1000'])
      expect((await adele.presses(card, 'Set the pot', { days })).text).toMatch(
        /from 64 h, which is reserved and granted, to 224 h, .* is outside that \(rule X1\)/,
      )
    for (const days of ['', 'x', '1/0', '15.01', '1e3', '0x10', '1.234', '9'.repeat(300)]) {
      const refused = await adele.presses(card, 'Set the pot', { days })
      expect(refused.text).toContain('cannot be put into the pot. Type days such as 15 or 12.5')
      expect(refused.inputs['days']).toBe(days)
    }
    expect(await recordedFor(bot, adele)).toEqual(before)
    for (const [days, most] of [
      ['8', '8 days in the pot = 20 days left'],
      ['28', '28 days in the pot = 0 days left'],
      ['12.5', '12.5 days in the pot = 15.5 days left'],
    ] as const) {
      const set = await adele.presses(await adele.says('pot'), 'Set the pot', { days })
      expect(set.text).toContain(most)
      expect(set.inputs['days']).toBe(days)
    }
    await potOf(bot)
  })

  test('X2: a top-up reserves what waited, in order, and grants what has both keys', async () => {
    const bot = await openOffice()
    const adele = bot.as('Adele Vance')
    await sent(bot, '130', 'first')
    await sent(bot, '50', 'second')
    await agreeBoth(bot, 1)
    await adele.presses(await adele.says('pot'), 'Set the pot', { days: '17' })
    await bot.runDue()
    expect((await potOf(bot)).requests.map(({ state }) => state)).toEqual(['granted', 'waiting'])
    expect(bot.as('Isaiah Langer').copies()[0]?.summary).toContain('Granted: 130 h')
    await adele.presses(await adele.says('pot'), 'Set the pot', { days: '28' })
    await bot.runDue()
    expect((await potOf(bot)).requests.map(({ state }) => state)).toEqual(['granted', 'reserved'])
    for (const copy of [bot.as('Megan Bowen').copies(), adele.copies()])
      expect(copy.at(-1)?.text).toContain('Its hours are reserved')
    await expectDelivered(bot)
  })
})

describe('X4: taking back what is unused', () => {
  test('X4: with a reason, told to the peer, on every copy, and back in the pot for whoever waits', async () => {
    const bot = await openOffice()
    const [adele, isaiah] = [bot.as('Adele Vance'), bot.as('Isaiah Langer')]
    await sent(bot, '100', 'first', { from: '2026-11-01' })
    await agreeBoth(bot, 1)
    await sent(bot, '60', 'second')
    await logs(isaiah, { date: '2026-11-20', hours: '6', chargeTo: (await potOf(bot)).requests[0]?.id ?? '' })
    const card = await opens(adele, 1)
    expect(titlesOf(card)).toContain('Revoke unused')
    const before = await recordedFor(bot, isaiah)
    expect((await adele.presses(card, 'Revoke unused')).text).toContain('Say why')
    const long = await adele.presses(card, 'Revoke unused', { reason: 'x'.repeat(501) })
    expect(long.text).toContain('Reason: 501 characters')
    expect(await recordedFor(bot, isaiah)).toEqual(before)

    const done = await adele.presses(long, 'Revoke unused', { reason: 'The work was called off' })
    expect(done.text).toContain('94 h that were unused return to the central pot, and Isaiah Langer is told')
    await bot.runDue()
    const news = isaiah.copies().at(-1)
    expect(news?.summary).toContain('News of your request. Granted: 6 h under CP-2627-0001')
    expect(news?.text).toContain('94 h that were unused were taken back by Adele Vance on Sat 21 Nov 2026')
    expect(news?.text).toContain('The work was called off')
    expect(bot.as('Megan Bowen').copies()[0]?.text).toContain('The work was called off')
    expect((await isaiah.says('balance')).text).toContain('CP-2627-0001: 6 h, 0 h left')
    expect((await isaiah.says('history')).text).toContain('The work was called off')
    const { pot, requests } = await potOf(bot)
    expect(pot).toMatchObject({ granted: 360, reserved: 3600 })
    expect(requests[1]).toMatchObject({ state: 'reserved' })
    await expectDelivered(bot)
    const again = await opens(adele, 1)
    expect((await adele.presses(again, 'Revoke unused', { reason: 'x' })).text).toContain(
      'Nothing of that grant',
    )
  })

  test('X4: what was drawn is undone later and can be taken back in a second go', async () => {
    const bot = await openOffice()
    const [adele, isaiah] = [bot.as('Adele Vance'), bot.as('Isaiah Langer')]
    await sent(bot, '8', 'first', { from: '2026-11-01' })
    await agreeBoth(bot, 1)
    const chargeTo = (await potOf(bot)).requests[0]?.id ?? ''
    const receipt = await logs(isaiah, { date: '2026-11-20', hours: '2', chargeTo })
    await adele.presses(await opens(adele, 1), 'Revoke unused', { reason: 'one' })
    await bot.runDue()
    await isaiah.presses(receipt, 'Undo')
    const second = await adele.presses(await opens(adele, 1), 'Revoke unused', { reason: 'two' })
    expect(second.text).toContain('2 h that were unused')
    await bot.runDue()
    const { pot, requests } = await potOf(bot)
    expect(pot.granted).toBe(0)
    expect(requests[0]?.grant?.revoked).toMatchObject({ minutes: 480, reason: 'two' })
    expect(titlesOf(await opens(adele, 1))).not.toContain('Revoke unused')
    // Nothing can be logged against it any more: it is unclaimed.
    const late = await logs(isaiah, { date: '2026-11-20', hours: '1', chargeTo })
    expect(late.text).toContain('1 h unclaimed')
    await expectDelivered(bot)
  })
})

describe('X2: the end of the year', () => {
  const lastYear = { from: '2027-07-01', to: '2027-08-31' }

  test('X2: agreed on 1 October; on 2 October closed, and the peer and both approvers are told', async () => {
    const bot = await openOffice({ at: '2027-07-05T12:00:00Z' })
    const isaiah = bot.as('Isaiah Langer')
    const [first, second] = ['one', 'two'] as const
    for (const what of [first, second]) await sent(bot, '8', what, { ...lastYear })
    await bot.goTo('2027-10-01T22:59:59Z')
    await agreeBoth(bot, 1)
    expect((await potOf(bot)).requests.map(({ state }) => state)).toEqual(['granted', 'reserved'])
    const told = () =>
      ['Megan Bowen', 'Adele Vance', 'Isaiah Langer'].map((each) => bot.as(each).copies().length)
    const before = told()

    // The clock of London, not of Greenwich: in summer time the day begins at eleven.
    await bot.goTo('2027-10-01T23:00:00Z')
    expect((await potOf(bot)).requests.map(({ state }) => state)).toEqual(['granted', 'closed'])
    expect(told()).toEqual(before.map((count) => count + 1))
    expect(bot.as('Megan Bowen').copies().at(-1)?.text).toContain(
      'Closed with its year, undecided (rule X2).',
    )
    expect(isaiah.copies().at(-1)?.summary).toContain('Closed with its year')
    for (const name of ['Megan Bowen', 'Adele Vance'])
      for (const copy of bot.as(name).copies()) expect(titlesOf(copy)).not.toContain('Agree')
    const { pot } = await potOf(bot)
    expect(pot).toMatchObject({ reserved: 0, waiting: 0 })
    await expectDelivered(bot)
    await bot.runDue()
    expect(told()).toEqual(before.map((count) => count + 1))
  })

  test('X2: a key pressed on 2 October before anything has run grants nothing', async () => {
    const bot = await openOffice({ at: '2027-08-05T12:00:00Z' })
    await sent(bot, '8', 'one', { ...lastYear })
    await presses(bot.as('Megan Bowen'), 'request/agree', { year: 2026, seq: 1 })
    bot.at('2027-10-02T08:00:00Z')
    const late = await presses(bot.as('Adele Vance'), 'request/agree', { year: 2026, seq: 1 })
    expect(late.text).toContain('nothing can be granted in it any more (rule X2)')
    await bot.runDue()
    expect((await potOf(bot)).requests.map(({ state }) => state)).toEqual(['closed'])
    expect((await bot.as('Adele Vance').says('approvals')).text).toContain('Nothing waits for you')
    expect((await asks(bot.as('Isaiah Langer'), { ...lastYear, what: 'three' })).text).toContain('is closed')
  })

  test('X2: what waited with both keys turned is closed as well, whatever returns at that moment', async () => {
    const bot = await openOffice({ at: '2027-07-05T12:00:00Z' })
    await sent(bot, '120', 'one', { ...lastYear })
    await sent(bot, '20', 'two', { ...lastYear })
    for (const name of ['Megan Bowen', 'Adele Vance'])
      await presses(bot.as(name), 'request/agree', { year: 2026, seq: 2 })
    await bot.goTo('2027-10-02T09:00:00Z')
    expect((await potOf(bot)).requests.map(({ state }) => state)).toEqual(['closed', 'closed'])
    await expectDelivered(bot)
  })

  test('X4: a grant ends with its year: nothing of it is left in the balance of the next', async () => {
    const bot = await openOffice({ at: '2027-07-05T12:00:00Z' })
    const isaiah = bot.as('Isaiah Langer')
    await sent(bot, '8', 'one', { ...lastYear })
    await agreeBoth(bot, 1)
    bot.at('2027-09-02T12:00:00Z')
    expect((await isaiah.says('balance')).text).not.toContain('CP-')
    const old = await isaiah.says('balance last year')
    expect(old.text).toContain('CP-2627-0001: 8 h, 8 h ended')
    // Work of the old year is still charged to it while that is open; work of the new year is not.
    const chargeTo = (await potOf(bot)).requests[0]?.id ?? ''
    expect((await logs(isaiah, { date: '2027-08-30', hours: '2', chargeTo })).text).toContain(
      '2 h from the central pot',
    )
    const refused = await logs(isaiah, { date: '2027-09-01', hours: '2', chargeTo })
    expect(refused.text).toContain(
      'Nothing was granted to you under that code for the year of Wed 1 Sep 2027',
    )
  })
})

test('P6: what a request is for is on no card of anybody but its peer, the keys, the office and the Group Leader', async () => {
  const bot = await openOffice()
  await sent(bot, '8', 'Zyxwork')
  await agreeBoth(bot, 1)
  await changePerson(bot, bot.as('Lynne Robbins'), { regions: ['east-of-england'] })
  for (const name of ['Alex Wilber', 'Lynne Robbins']) {
    const who = bot.as(name)
    const cards: CardView[] = [await opens(who, 1), await who.says('approvals'), await who.says('pot')]
    cards.push(await who.says('my requests'), await who.says('history'), await who.says('stand in'))
    for (const verb of [
      'request/agree',
      'request/decline',
      'request/withdraw',
      'request/reclaim',
      'request/revoke',
    ])
      cards.push(await presses(who, verb, { year: 2026, seq: 1, reason: 'why', command: 'c' }))
    for (const { card } of cards) expect(JSON.stringify(card)).not.toMatch(/Zyxwork|Isaiah/)
  }
})
