// C5: corporate work draws on the allocation; the cards show the peer's own pace and say when to ask.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBot, type TestBot } from '../support/bot.ts'
import { logs, peerWith } from './peers.ts'

let bot: TestBot

beforeAll(async () => {
  bot = await startBot()
})
afterAll(() => bot.close())

const advice = 'talk to the Head of Group Office before claiming more'

test('C5: before Save and after it, the pace to 31 August and the advice to ask first', async () => {
  bot.at('2026-10-27T12:00:00Z')
  const peer = await peerWith(bot, { days: 10 })
  const form = await peer.says('log 8h yesterday cpc')
  // With these 8 h: 8 h in 57 days, 308 days left.
  const pace =
    'By Tue 31 Aug 2027: at your pace about 43.25 h more, which leaves about 28.75 h unused (rule C5)'
  for (const card of [form, await peer.presses(form, 'Save')]) {
    expect(card.text).toContain(pace)
    expect(card.text).toContain(advice)
  }
})

test('C5: in the first eight weeks the advice alone', async () => {
  bot.at('2026-10-26T12:00:00Z')
  const peer = await peerWith(bot, { days: 10 })
  const receipt = await peer.presses(await peer.says('log 8h yesterday corporate mentoring'), 'Save')
  expect(receipt.text).toContain(advice)
  expect(receipt.text).not.toContain('at your pace')
})

test('C5: nothing of it for a peer’s other work', async () => {
  bot.at('2026-11-21T12:00:00Z')
  const peer = await peerWith(bot, { days: 10 })
  expect((await logs(peer, { hours: '2', activity: 'mentoring' })).text).not.toContain('C5')
})
