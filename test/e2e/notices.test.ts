// Missed logs in the real client: a peer misses two months, the National Lead Peer is told and asked to decide, every copy
// shows what was decided, and the peer catches up in one press.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Chat } from './playground.ts'
import { openWorld, type TestWorld } from './world.ts'

let world: TestWorld
let alex: Chat
let megan: Chat
let adele: Chat

beforeAll(async () => {
  world = await openWorld(['Alex Wilber', 'Megan Bowen', 'Adele Vance'], '2026-09-30T10:00:00Z')
  alex = await world.chatOf('Alex Wilber')
  megan = await world.chatOf('Megan Bowen')
  adele = await world.chatOf('Adele Vance')
  for (const chat of [alex, megan, adele]) await chat.untilShown('Welcome to Member Peer Hours')
})
afterAll(() => world?.close())

test('P13: Alex is reminded in October, with both ways to answer on the card', async () => {
  await world.restart('2026-10-02T08:30:00Z')
  await alex.untilShown('Your log for September 2026 is due on Wed 7 Oct 2026')
  expect(await alex.buttons()).toEqual(['Log hours', 'Nothing to log'])
  await alex.screenshot('notices-reminder')
})

test('P13: a first miss is told to Alex and to Megan, who may excuse it', async () => {
  await world.restart('2026-10-08T09:00:00Z')
  await alex.untilShown('Missed log: September 2026')
  await world.restart('2026-10-08T09:11:00Z')
  await megan.untilShown('Alex Wilber missed the log for September 2026')
  expect(await megan.buttons()).toEqual(['Excuse this miss'])
  await megan.screenshot('notices-alert')
})

test('P13: at the second miss Alex is asked first; then the decision card comes to Megan and a copy to Adele', async () => {
  await world.restart('2026-11-09T09:00:00Z')
  await alex.untilShown('A second log was missed: please say why')
  await alex.screenshot('notices-asked')
  await alex.fill('Reason (name no individual)', 'I was unwell for *two* weeks.')
  await alex.press('Send reason')
  for (const chat of [megan, adele]) await chat.untilShown('Alex Wilber missed a log: no. 2 of the year')
  await megan.untilShown('The peer’s reason: I was unwell for *two* weeks.')
  expect(await megan.buttons()).toEqual([
    'Spoken to the peer',
    'Excuse this miss',
    'Recommend to the Executive',
  ])
  expect(await adele.buttons()).toEqual(['Add comment'])
  await megan.screenshot('notices-case')
  await adele.fill('Comment for whoever decides', 'He told us in September.')
  await adele.press('Add comment')
  await megan.untilShown('Adele Vance comments: He told us in September.')
})

test('P13: the decision is on every copy, Megan’s, Adele’s and Alex’s', async () => {
  await megan.press('Excuse this miss')
  await megan.untilShown('Say why: the reason is kept and the peer reads it.')
  await megan.fill('Reason, if you excuse this miss', 'Illness; he is back now.')
  await megan.pressTwice('Excuse this miss')
  const decided = 'Excused by Megan Bowen on Mon 9 Nov 2026: Illness; he is back now.'
  for (const chat of [megan, adele, alex]) await chat.untilShown(decided)
  expect(await megan.buttons()).toEqual([])
  await megan.screenshot('notices-excused')
  await alex.untilShown('This miss was excused and does not count.')
  await alex.screenshot('notices-excused-own')
})

test('P13: Alex catches up in one press, and the cards about September say so', async () => {
  await alex.press('Nothing to log')
  await alex.untilShown('Nil return is in')
  await alex.screenshot('notices-caught-up')
  await adele.say('check logs')
  await adele.screenshot('notices-check-logs')
  await megan.say('notifications')
  await megan.screenshot('notices-notifications')
})
