// The central pot in the real client: a peer asks, the two who hold the keys agree on cards that come to them by
// themselves, and every copy tells the same story.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Chat } from './playground.ts'
import { openWorld, type TestWorld } from './world.ts'

let world: TestWorld
let isaiah: Chat
let megan: Chat
let adele: Chat

beforeAll(async () => {
  world = await openWorld(['Isaiah Langer', 'Megan Bowen', 'Adele Vance'], '2026-11-19T10:00:00Z')
  isaiah = await world.chatOf('Isaiah Langer')
  megan = await world.chatOf('Megan Bowen')
  adele = await world.chatOf('Adele Vance')
  // The bot can speak first only to people it has met.
  for (const chat of [isaiah, megan, adele]) await chat.untilShown('Welcome to Member Peer Hours')
})
afterAll(() => world?.close())

async function fillRequest(hours: string, what: string): Promise<void> {
  await isaiah.fill('Hours of work', hours)
  await isaiah.pickDate('From', '2026-11-16')
  await isaiah.pickDate('To', '2026-12-11')
  await isaiah.fill('What for (read by both approvers; name no individual)', what)
  await isaiah.choose('Strand', 'Mentoring')
}

async function ask(hours: string, what: string): Promise<void> {
  await isaiah.say('request days')
  await fillRequest(hours, what)
  await isaiah.press('Send request')
  await isaiah.untilShown('Request sent')
}

describe('a request is granted', () => {
  test('P11: Isaiah, whose own days are used up, asks for 24 h and sees the sum before he sends it', async () => {
    await isaiah.say('request days')
    await isaiah.untilShown('You have 0 h left.')
    await isaiah.press('Send request')
    await isaiah.untilShown('Say how many hours the work takes in all.')
    await isaiah.screenshot('pot-request-empty')
    await fillRequest('24', 'Mentoring a new group in Cambridgeshire')
    await isaiah.press('Show the sum')
    await isaiah.untilShown('24 h of work − 0 h of your own hours = 24 h from the central pot.')
    await isaiah.screenshot('pot-request-sum')
    await isaiah.pressTwice('Send request')
    await isaiah.untilShown('Your requests')
    await isaiah.screenshot('pot-my-requests')
  })

  test('X2: the cards come by themselves; Decline needs a reason, and the card keeps its buttons', async () => {
    for (const chat of [megan, adele]) {
      await chat.untilShown('Isaiah Langer asks for days')
      await chat.untilShown('96 h of 120 h (24 h is reserved for it)')
      await chat.untilShown('16 h used, 0 h left')
      expect(await chat.buttons()).toEqual(['Agree', 'Decline'])
    }
    await megan.screenshot('pot-asked')
    await adele.pressTwice('Decline')
    await adele.untilShown('Say why: the reason is kept and the peer reads it.')
    expect(await adele.buttons()).toEqual(['Agree', 'Decline'])
    await adele.screenshot('pot-decline-refused')
  })

  test('X2: Megan agrees, and Adele’s card says so; Adele agrees, and all three see the grant', async () => {
    await megan.pressTwice('Agree')
    await megan.untilShown('One of the two has agreed; it waits for the other.')
    expect(await megan.buttons()).toEqual([])
    await megan.screenshot('pot-agreed-one')
    await adele.untilShown('agreed by Megan Bowen on Thu 19 Nov 2026')
    await adele.screenshot('pot-asked-one-agreed')
    await adele.pressTwice('Agree')
    await adele.untilShown('Granted: 24 h under CP-2627-0001.')
    expect(await adele.buttons()).toEqual([])
    await adele.screenshot('pot-granted')
    await megan.untilShown('Granted: 24 h under CP-2627-0001.')
    await isaiah.untilShown('News of your request')
    await isaiah.untilShown('Granted: 24 h under CP-2627-0001.')
    await isaiah.screenshot('pot-news-granted')
  })

  test('X4: the hours are in Isaiah’s balance, and work charged to the code draws them', async () => {
    await isaiah.say('balance')
    await isaiah.untilShown('24 h left')
    await isaiah.screenshot('pot-balance')
    await isaiah.say('log 2h yesterday mentoring')
    await isaiah.untilShown(
      'If it is what the central pot was asked for, choose the code under “Charge to” (rule X4).',
    )
    expect(await isaiah.valueOf('Charge to')).toBe('My allocation')
    await isaiah.screenshot('pot-log-uncharged')
    await isaiah.choose('Charge to', 'CP-2627-0001 (24 h left)')
    await isaiah.press('Show the effect')
    await isaiah.untilShown('CP-2627-0001: 24 h − 2 h = 22 h left.')
    await isaiah.screenshot('pot-log-charged')
    await isaiah.pressTwice('Save')
    await isaiah.say('balance')
    await isaiah.untilShown('22 h left')
  })
})

describe('a request is declined, and another withdrawn', () => {
  test('X2: a second press of Open lands on nothing that decides', async () => {
    await ask('10', 'Two more days with the same group, before Christmas')
    await adele.untilShown('Isaiah Langer asks for days')
    await adele.say('approvals')
    await adele.untilShown('Waiting for you')
    await adele.screenshot('pot-approvals')
    await adele.pressTwice('Open')
    await adele.untilShown('Its hours are reserved; it waits to be agreed.')
    expect(await adele.buttons()).toEqual(['Refresh', 'Agree', 'Decline'])
  })

  test('X2: declined with a reason, which everybody’s card shows, the one above it too', async () => {
    await adele.fill('Reason, if you decline', 'The region pays for *this* itself.')
    await adele.screenshot('pot-decline')
    await adele.press('Decline')
    const declined = 'Declined by Adele Vance on Thu 19 Nov 2026: The region pays for *this* itself.'
    await adele.untilShown(declined)
    await adele.screenshot('pot-declined')
    await megan.untilShown(declined)
    await isaiah.untilShown(declined)
    await isaiah.screenshot('pot-news-declined')
    await expect.poll(() => adele.cardsWith(declined)).toBe(2)
  })

  test('Isaiah opens what he sent and withdraws it; the approvers’ cards say so', async () => {
    await ask('10', 'The same again, asked too early')
    await megan.untilShown('Isaiah Langer asks for days')
    await isaiah.say('my requests')
    await isaiah.pressTwice('Open')
    await isaiah.untilShown('Your request no. 3')
    await isaiah.screenshot('pot-my-request')
    await isaiah.press('Withdraw')
    await isaiah.untilShown('Withdrawn.')
    await megan.untilShown('Withdrawn.')
    expect(await megan.buttons()).toEqual([])
  })
})

test('X3: Megan’s work asked for directly is held until Adele clears it, and Megan is told', async () => {
  await megan.say('log 3h yesterday mentoring')
  await megan.choose('Asked by', 'Directly by the region or the LGA')
  await megan.press('Save')
  await megan.untilShown('Saved 3 h, all of it held')
  await megan.screenshot('pot-held')
  await adele.untilShown('Hours to clear')
  await adele.screenshot('pot-clearance')
  await adele.pressTwice('Clear')
  await adele.untilShown('Hours cleared')
  expect(await adele.buttons()).toEqual([])
  await adele.screenshot('pot-cleared')
  await megan.untilShown('Hours cleared')
  await megan.screenshot('pot-news-cleared')
})

test('X1: the pot with the requests behind it; Adele puts five days more into it', async () => {
  await adele.say('pot')
  await adele.untilShown('96 h available')
  await adele.screenshot('pot-pot')
  await adele.fill('Days in the pot', '20')
  await adele.pressTwice('Set the pot')
  await adele.untilShown('136 h available')
  await adele.choose('Request to open', 'No. 1: Isaiah Langer, 24 h')
  await adele.press('Open')
  await adele.untilShown('Reason, if you revoke what is unused')
  expect(await adele.buttons()).toEqual(['Refresh', 'Revoke unused'])
  await adele.screenshot('pot-revoke')
})

test('X2: Adele names a stand-in for her holiday, and ends it', async () => {
  await adele.say('stand in')
  await adele.screenshot('pot-stand-in')
  await adele.choose('Who stands in', 'Patti Fernandez, Office staff')
  await adele.pickDate('From', '2026-11-23')
  await adele.pickDate('To (empty: until it is ended)', '2026-11-27')
  await adele.press('Name stand-in')
  const named = 'Patti Fernandez for the Head of Group Office from Mon 23 Nov 2026 to Fri 27 Nov 2026'
  await adele.untilShown(`${named}.`)
  await adele.screenshot('pot-stand-in-named')
  await adele.press('Stand-ins')
  await adele.choose('Stand-in to end', 'Patti Fernandez, from Mon 23 Nov 2026 to Fri 27 Nov 2026')
  await adele.screenshot('pot-stand-in-end')
  await adele.pressTwice('End stand-in')
  await adele.untilShown('Nobody stands in for anybody at present.')
})

test('L1, Y2, D6: Adele adds a peer for Wales, and gives her what the group has left', async () => {
  await adele.say('people')
  await adele.untilShown('Isaiah Langer')
  await adele.screenshot('pot-people')
  await adele.press('Add somebody')
  await adele.fill('Name', 'Siân Puw')
  await adele.fill('Email', 'sian.puw@example.org')
  await adele.press('Add')
  await adele.untilShown('Regions: choose the regions they look after (rule L1).')
  await adele.choose('Regions (of a regional lead peer)', 'Wales')
  await adele.screenshot('pot-person')
  await adele.pressTwice('Add')
  await adele.untilShown('Invitation')
  await adele.screenshot('pot-invitation')
  await adele.say('people')
  await adele.untilShown('Siân Puw')
  await adele.say('allocate')
  await adele.choose('Peer', 'Siân Puw: 0 days')
  await adele.fill('Days for the year', '10')
  await adele.press('Allocate')
  await adele.untilShown('80 days − 52 days with peers − 20 days in the pot = 8 days left')
  await adele.press('Allocate 10 days')
  await adele.untilShown('The group has 64 h (8 days) left to give, and this takes 80 h (rule Y2).')
  await adele.screenshot('pot-allocate')
  await adele.fill('Days for the year', '8')
  await adele.press('Allocate')
  await adele.untilShown('Siân Puw has 8 days (64 h) for 2026/27.')
  await adele.screenshot('pot-allocated')
})
