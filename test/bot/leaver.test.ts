// D3, D6: a peer whose last day is past is offered what they still can do, and nothing is projected for them.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBot, type TestBot } from '../support/bot.ts'
import { logs, peerWith, titlesOf } from './peers.ts'
import { changePerson } from './requests.ts'

let bot: TestBot
beforeAll(async () => {
  bot = await startBot()
})
afterAll(() => bot.close())

/** Twelve days for 2026/27, a day of them used, and the last day on 31 January. */
async function leaver() {
  bot.at('2026-11-21T12:00:00Z')
  const peer = await peerWith(bot, { days: 12 })
  await logs(peer, { date: '2026-11-20', hours: '8' })
  await changePerson(bot, peer, { leftOn: '2027-01-31' })
  return peer
}

test('D3, D4: help offers a leaver late work, their figures and their data, and nothing that lies ahead', async () => {
  const peer = await leaver()
  bot.at('2027-01-31T12:00:00Z')
  expect(titlesOf(await peer.says('help'))).toContain('Request days')
  bot.at('2027-02-05T12:00:00Z')
  const help = await peer.says('help')
  expect(titlesOf(help)).toEqual(
    expect.arrayContaining(['Log late work', 'Balance', 'History', 'Payments', 'My data']),
  )
  expect(help.text).toContain(
    'Your last day as a peer was Sun 31 Jan 2027: only work done by then can be logged, until Fri 1 Oct 2027 (rules D3, D4).',
  )
  expect(help.text).toContain('my requests')
  for (const ahead of ['request days', 'Request days', 'ask first', 'Nil return', 'yesterday', 'interests'])
    expect([help.text, ...titlesOf(help)].join('\n')).not.toContain(ahead)
  expect(titlesOf(await peer.says('my requests'))).not.toContain('Request days')
  // The year after, the buttons still open the year that was theirs.
  bot.at('2027-10-02T12:00:00Z')
  const later = await peer.says('help')
  expect(later.text).toContain('what could be logged was closed on Fri 1 Oct 2027')
  expect(titlesOf(later)).not.toContain('Log late work')
  expect((await peer.presses(later, 'Balance')).text).toContain('Your hours 2026/27')
})

test('D6, C1: a leaver’s balance says what was paid to the month of their last day', async () => {
  const peer = await leaver()
  expect((await peer.says('balance')).text).toContain('£362.00 a month')
  bot.at('2027-02-05T12:00:00Z')
  const { text } = await peer.says('balance')
  expect(text).toContain('£1,810.00 to January 2027, the month of your last day')
  expect(text).not.toContain('£362.00 a month')
})

test('D6, C5: a leaver’s pace leads nowhere: not on the log form, not on the receipt, not behind the balance', async () => {
  const peer = await leaver()
  bot.at('2027-02-05T12:00:00Z')
  const form = await peer.says('log 2h on 29 January cpc')
  expect(form.text).toContain('only work done by then can be logged')
  const receipt = await peer.presses(form, 'Save')
  expect(receipt.text).toContain('Saved 2 h')
  const why = await peer.presses(await peer.says('balance'), 'Why this number')
  for (const card of [form, receipt, why]) expect(card.text).not.toContain('pace')
})
