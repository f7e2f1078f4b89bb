// D4: late logs on cards: what was entered, what it displaced in the year after, and the way back across both years.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startBot, type TestBot } from '../support/bot.ts'
import { entriesOf, logs, peerWith, titlesOf } from './peers.ts'

let bot: TestBot

beforeAll(async () => {
  bot = await startBot()
})
beforeEach(() => bot.at('2027-09-15T12:00:00Z'))
afterAll(() => bot.close())

/** A day of 2026/27, carried into 2027/28 and used there: 5 h and 3 h. */
async function peerWhoUsedWhatWasCarried() {
  const peer = await peerWith(bot, { days: 1 })
  await logs(peer, { date: '2027-09-04', hours: '5' })
  await logs(peer, { date: '2027-09-05', hours: '3', activity: 'mentoring' })
  return peer
}

test('D4: a late log says what was entered and, apart from it, what became unclaimed', async () => {
  const peer = await peerWhoUsedWhatWasCarried()
  const late = { date: '2027-08-30', hours: '4' }
  const shown = await peer.presses(await peer.says('log'), 'Show the effect', { ...late, activity: 'query' })
  const displaced = [
    '3 h on Sun 5 Sep 2027: Ad hoc mentoring, became unclaimed because 2026/27 changed (rule D4)',
    '5 h on Sat 4 Sep 2027: Query, 1 h of it became unclaimed because 2026/27 changed (rule D4)',
  ]
  for (const line of displaced) expect(shown.text).toContain(line)
  const receipt = await peer.presses(shown, 'Save')
  expect(receipt.text.split('\n').slice(0, 4)).toEqual([
    'Saved 4 h',
    '4 h on Mon 30 Aug 2027: Query',
    ...displaced,
  ])
  expect(receipt.text).toContain('8 h → 4 h')
})

test('D4, D5: Undo and Correct of a late log are for what was entered, and free what it displaced', async () => {
  const peer = await peerWhoUsedWhatWasCarried()
  const receipt = await logs(peer, { date: '2027-08-30', hours: '4' })
  expect(titlesOf(receipt)).toEqual(expect.arrayContaining(['Correct', 'Undo']))
  expect((await peer.presses(receipt, 'Correct')).inputs).toMatchObject({ date: '2027-08-30', hours: '4' })
  const undone = await peer.presses(receipt, 'Undo')
  expect(undone.text).toContain('4 h on Mon 30 Aug 2027: taken back')
  const reclaimed = await peer.presses(undone, 'Re-claim 4 h')
  expect(reclaimed.text).toContain('0 h left')
  await entriesOf(bot, peer)
})

test('D4: a range across 31 August is one receipt with one Undo for both years', async () => {
  const peer = await peerWith(bot, { days: 10 })
  const receipt = await peer.presses(await peer.says('log 4 days from 30 August query'), 'Save')
  expect(receipt.text).toContain('Saved 32 h')
  const undone = await peer.presses(receipt, 'Undo')
  for (const date of ['Mon 30 Aug 2027', 'Tue 31 Aug 2027', 'Wed 1 Sep 2027', 'Thu 2 Sep 2027'])
    expect(undone.text).toContain(`8 h on ${date}: taken back`)
  expect((await peer.says('balance')).summary).toContain('80 h left')
  expect((await peer.presses(receipt, 'Undo')).text).toBe(undone.text)
})
