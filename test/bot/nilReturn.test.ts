// P13: `nil return` names its period, is filed on Confirm, and can be taken back.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startBot, type TestBot } from '../support/bot.ts'
import { countOf, entriesOf, logs, peerWith, titlesOf } from './peers.ts'

let bot: TestBot

beforeAll(async () => {
  bot = await startBot()
})
beforeEach(() => bot.at('2026-11-21T12:00:00Z'))
afterAll(() => bot.close())

test.each([
  ['2026-11-07T12:00:00Z', 'October 2026'],
  ['2026-11-07T23:59:59Z', 'October 2026'],
  ['2026-11-08T00:00:00Z', 'November 2026'],
  ['2026-11-21T12:00:00Z', 'November 2026'],
  ['2027-01-03T12:00:00Z', 'December 2026'],
  ['2027-07-07T22:59:59Z', 'June 2027'],
  ['2027-07-07T23:00:00Z', 'July 2027'],
])('P13: at %s it is for %s', async (at, period) => {
  const peer = await peerWith(bot, { days: 10 })
  bot.at(at)
  const asked = await peer.says('nil return')
  expect(asked.text).toContain(period)
  expect(await countOf(bot, peer)).toBe(1)
  const filed = await peer.presses(asked, 'Confirm')
  expect(filed.text).toContain(period)
  expect((await entriesOf(bot, peer)).at(-1)).toMatchObject({ kind: 'nil' })
})

test('P13: once the month before is filed, the next one is for the current month', async () => {
  const peer = await peerWith(bot, { days: 10 })
  bot.at('2026-11-03T12:00:00Z')
  await peer.presses(await peer.says('nil return'), 'Confirm')
  expect((await peer.says('nil return')).text).toContain('November 2026')
})

test('P13: an entry in the month before satisfies it', async () => {
  const peer = await peerWith(bot, { days: 10 })
  bot.at('2026-11-03T12:00:00Z')
  await logs(peer, { date: '2026-10-30', hours: '1' })
  expect((await peer.says('nil return')).text).toContain('November 2026')
})

test('P13: August is filed in September, in the year that is over', async () => {
  const peer = await peerWith(bot, { days: 10 })
  bot.at('2027-09-05T12:00:00Z')
  const filed = await peer.presses(await peer.says('nil return'), 'Confirm')
  expect(filed.text).toContain('August 2027')
  expect((await entriesOf(bot, peer)).at(-1)).toMatchObject({ kind: 'nil', year: 2026 })
})

test('Undo takes it back, once, and it can be filed again', async () => {
  const peer = await peerWith(bot, { days: 10 })
  const filed = await peer.presses(await peer.says('nil return'), 'Confirm')
  const undone = await peer.presses(filed, 'Undo')
  expect(undone.text).toContain('November 2026')
  await peer.presses(filed, 'Undo')
  const again = await peer.presses(await peer.says('nil return'), 'Confirm')
  expect(titlesOf(again)).toContain('Undo')
  const kinds = (await entriesOf(bot, peer)).map(({ kind }) => kind)
  expect(kinds).toEqual(['allocation', 'nil', 'reversal', 'nil'])
})

test('work logged later stands beside it', async () => {
  const peer = await peerWith(bot, { days: 10 })
  await peer.presses(await peer.says('nil return'), 'Confirm')
  expect((await logs(peer, { hours: '2' })).text).toContain('80 h − 2 h = 78 h left')
})

test('“Log hours instead” opens the form', async () => {
  const peer = await peerWith(bot, { days: 10 })
  const form = await peer.presses(await peer.says('nil return'), 'Log hours instead')
  expect(titlesOf(form)).toContain('Save')
})

test.each([
  ['a month that has an entry', 'nil return november', 'P13'],
  ['a month of a closed year', 'nil return august', 'D4'],
  ['a month that has not begun', 'nil return 12/2026', 'P13'],
])('%s is refused without a Confirm to press', async (_what, said, clause) => {
  const peer = await peerWith(bot, { carried: 2, days: 10 })
  await logs(peer, { hours: '1' })
  const before = await countOf(bot, peer)
  const card = await peer.says(said)
  expect(card.text).toContain(clause)
  expect(titlesOf(card)).not.toContain('Confirm')
  expect(titlesOf(card).length).toBeGreaterThan(0)
  expect(await countOf(bot, peer)).toBe(before)
})

test('D3: nothing is due from a peer without an allocation, and the card says so at once', async () => {
  const card = await bot.as('Lynne Robbins').says('nil return')
  expect(card.text).toContain('no allocation')
  expect(titlesOf(card)).not.toContain('Confirm')
})

test('an old Confirm is refused when work has been logged since', async () => {
  const peer = await peerWith(bot, { days: 10 })
  const asked = await peer.says('nil return')
  await logs(peer, { hours: '1' })
  const before = await countOf(bot, peer)
  expect((await peer.presses(asked, 'Confirm')).text).toContain('P13')
  expect(await countOf(bot, peer)).toBe(before)
})
