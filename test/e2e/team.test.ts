// The people side in the real client: a lead peer's team with its chart, a peer's review, and feedback that reaches the peer
// by itself (P2, P7–P17, F1, S1).
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Chat } from './playground.ts'
import { openWorld, type TestWorld } from './world.ts'

let world: TestWorld
let alex: Chat
let megan: Chat

beforeAll(async () => {
  world = await openWorld(['Alex Wilber', 'Megan Bowen'], '2026-11-19T10:00:00Z')
  alex = await world.chatOf('Alex Wilber')
  megan = await world.chatOf('Megan Bowen')
  for (const chat of [alex, megan]) await chat.untilShown('Welcome to Member Peer Hours')
})
afterAll(() => world?.close())

test('P2, C2: Megan sees whoever wants attention first, with a chart of what each has used', async () => {
  await megan.say('team')
  await megan.untilShown('Team, 2026/27')
  const bars = megan.lastCard().getByRole('img', { name: /^(Alex Wilber|Isaiah Langer|The year so far)/ })
  await bars.first().waitFor()
  expect(await bars.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')))).toEqual([
    expect.stringContaining('Alex Wilber'),
    expect.stringContaining('Isaiah Langer'),
    expect.stringContaining('The year so far'),
  ])
  expect(await megan.optionsOf('Peer')).toEqual(['Alex Wilber', 'Isaiah Langer', 'Lynne Robbins'])
  await bars.first().scrollIntoViewIfNeeded()
  await megan.screenshot('team')
})

test('P7–P17, F1: she opens Alex’s review, and what she writes reaches him by itself', async () => {
  await megan.choose('Peer', 'Alex Wilber')
  await megan.press('Open review')
  await megan.untilShown('Review: Alex Wilber, 2026/27')
  await megan.screenshot('team-review')
  await megan.choose('To record', 'Attended a Peer meeting (P15)')
  await megan.press('Record')
  await megan.untilShown('1 of about 4 attended: Thu 19 Nov 2026')
  await megan.fill(
    'Feedback, or a note of a conversation (name nobody but Alex, who reads it)',
    'Thank you for standing in at the South West meeting.',
  )
  await megan.pressTwice('Give feedback')
  await megan.untilShown('Thank you for standing in at the South West meeting.')
  await megan.screenshot('team-feedback')

  await alex.untilShown('Megan Bowen gave feedback on your work as a peer')
  await alex.untilShown('Thank you for standing in at the South West meeting.')
  await alex.screenshot('team-told')
  await alex.press('My review')
  await alex.untilShown('My review, 2026/27')
  await alex.untilShown('Feedback by Megan Bowen on Thu 19 Nov 2026')
  expect(await alex.cardsWith('Megan Bowen gave feedback on your work as a peer')).toBe(0)
  await alex.screenshot('team-my-review')
})

test('S1: Alex fills his profile in, and is found by it', async () => {
  await alex.say('profile')
  await alex.choose('Skills', 'Finance')
  await alex.fill('About you (what you can help with)', 'Budgets of small districts.')
  await alex.press('Save')
  await alex.untilShown('Saved. Thank you.')
  await alex.screenshot('team-profile')
  await megan.say('profile finance')
  await megan.untilShown('Alex Wilber, Regional lead peer, South West')
  await megan.screenshot('team-found')
})
