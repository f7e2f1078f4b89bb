// The office's desk in the real client: a list is pasted and imported, somebody gets another role, hours are logged for a
// peer, who disputes them, and the office settles it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Chat } from './playground.ts'
import { openWorld, type TestWorld } from './world.ts'

let world: TestWorld
let adele: Chat
let alex: Chat

beforeAll(async () => {
  world = await openWorld(['Adele Vance', 'Alex Wilber'], '2026-11-23T10:00:00Z')
  adele = await world.chatOf('Adele Vance')
  alex = await world.chatOf('Alex Wilber')
  for (const chat of [adele, alex]) await chat.untilShown('Welcome to Member Peer Hours')
})
afterAll(() => world?.close())

const list = `Name;Email;Role;Regions;Days
Siân Puw;sian.puw@example.org;Regional lead peer;Wales;2,5
Jo Nobody;jo at example;Memebr peer;;ten
Sam Okafor;sam@example.org;Member peer;;`

test('L1: Adele pastes a list, reads what is wrong by row and column, and adds the good rows in one press', async () => {
  await adele.say('import')
  await adele.fill('List', list)
  await adele.screenshot('office-import')
  await adele.pressTwice('Check the list')
  await adele.untilShown('3 rows: 2 to add, 1 with problems.')
  await adele.screenshot('office-import-rows')
  await adele.press('Rows with problems')
  await adele.untilShown('Row 3: Jo Nobody')
  expect(await adele.lastAnswer()).toContain('Did you mean Member peer?')
  await adele.screenshot('office-import-faults')
  await adele.press('All rows')
  await adele.pressTwice('Add 2')
  await adele.say('people Puw')
  await adele.untilShown('Siân Puw')
  await adele.say('people sam')
  await adele.untilShown('Sam Okafor')
})

test('L1: Sam becomes a regional lead peer, with the reason kept', async () => {
  await adele.press('Open')
  await adele.untilShown('Change somebody')
  await adele.choose('Role', 'Regional lead peer')
  await adele.choose('Regions (of a regional lead peer)', 'London')
  await adele.press('Save')
  await adele.untilShown('Reason: say why; it is kept with the change.')
  await adele.screenshot('office-change-refused')
  await adele.fill('Reason', 'Agreed by the Group Executive')
  await adele.pressTwice('Save')
  await adele.say('people sam')
  await adele.press('Open')
  expect(await adele.lastAnswer()).toContain('role: Member peer → Regional lead peer')
  await adele.screenshot('office-changed')
})

test('D7: Adele logs for Alex, who disputes it on the copy that came; she undoes it, and both cards say so', async () => {
  await adele.say('log for Alex 2h yesterday mentoring')
  await adele.untilShown('For Alex Wilber, Regional lead peer. They are told, and may dispute it (rule D7).')
  await adele.screenshot('office-log-for')
  await adele.pressTwice('Save')
  await alex.untilShown('Adele Vance logged 2 h for you:')
  await alex.screenshot('office-copy')
  await alex.fill('If it is wrong, say what is wrong', 'I was on holiday')
  await alex.pressTwice('Dispute')
  await adele.say('disputes')
  await adele.untilShown('Alex Wilber: 2 h')
  await adele.press('Open')
  await adele.untilShown('Disputed: it counts until the group office has settled it.')
  await adele.screenshot('office-disputed')
  await adele.press('Undo it')
  await adele.untilShown('Disputed, and undone by the group office.')
  await alex.say('history')
  expect(await alex.lastAnswer()).toContain('undone by Adele Vance')
  await alex.screenshot('office-history')
})
