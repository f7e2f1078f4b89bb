// A year's end in the real client: the office allocates and looks at the payments, closes last year, and a peer finds the
// hours carried on.
import { afterAll, beforeAll, test } from 'vitest'
import type { Chat } from './playground.ts'
import { openWorld, type TestWorld } from './world.ts'

let world: TestWorld
let adele: Chat
let alex: Chat

beforeAll(async () => {
  // The demo group is seeded for the year in which the clock starts: what is to be closed is the year before it.
  world = await openWorld(['Adele Vance', 'Alex Wilber'], '2027-09-10T09:00:00Z')
  adele = await world.chatOf('Adele Vance')
  alex = await world.chatOf('Alex Wilber')
  for (const chat of [adele, alex]) await chat.untilShown('Welcome to Member Peer Hours')
})
afterAll(() => world?.close())

test('Y2, C1: days are allocated by name with a decimal comma, and the payments follow', async () => {
  await adele.say('allocate alex')
  await adele.untilShown('80 days − 52 days with peers − 15 days in the pot = 13 days left')
  await adele.fill('Days for the year', '22,5')
  await adele.press('Allocate')
  await adele.untilShown('Alex Wilber has 22.5 days (180 h) for 2027/28.')
  await adele.screenshot('years-allocated')
  await adele.say('payments alex')
  await adele.untilShown(
    '22.5 days (180 h) at £362.00 a day = £8,145.00, paid monthly in advance of the work (rule C1).',
  )
  await adele.screenshot('years-payments')
})

test('C2: the year end is previewed, applied once, and says what it did', async () => {
  await adele.say('year end')
  await adele.untilShown('Year end 2026/27: preview')
  await adele.untilShown('unused 6 h, carried on into 2027/28')
  await adele.screenshot('years-preview')
  await adele.press('Apply 2026/27')
  await adele.untilShown('2026/27 is closed')
  await adele.screenshot('years-applied')
  await adele.say('year end')
  await adele.untilShown('Nothing has changed since; the figures below are those of the statement.')
  await adele.screenshot('years-closed')
})

test('C2: the peer finds the hours carried on, to be used by 30 November', async () => {
  await alex.say('balance')
  await alex.untilShown('6 h left of 6 h; use by Tue 30 Nov 2027')
  await alex.screenshot('years-balance')
})
