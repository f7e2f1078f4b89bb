// The main job as a peer does it: log hours by text and by form, see what is left, and put right what was wrong.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Chat } from './playground.ts'
import { openWorld, type TestWorld } from './world.ts'

let world: TestWorld
let chat: Chat

beforeAll(async () => {
  world = await openWorld(['Alex Wilber'], '2026-11-21T10:00:00Z')
  chat = await world.chatOf('Alex Wilber')
})
afterAll(() => world?.close())

test('the welcome says what Alex may do', async () => {
  await chat.untilShown('Welcome to Member Peer Hours')
  expect(await chat.buttons()).toEqual(['Log hours', 'Balance', 'History', 'Nil return', 'Request days'])
  await chat.screenshot('welcome')
})

test('a text opens the form filled in, with its effect; Save gives a receipt, and Undo takes it back', async () => {
  await chat.say('log 2h yesterday mentoring')
  await chat.untilShown('Carried hours: 6 h − 2 h = 4 h left, use by Mon 30 Nov 2026.')
  expect(await chat.valueOf('Date')).toBe('20 November 2026')
  expect(await chat.valueOf('Hours')).toBe('2')
  expect(await chat.valueOf('Activity')).toBe('Ad hoc mentoring')
  expect(await chat.valueOf('Asked by')).toBe('Group Office')
  await chat.screenshot('form-from-text')

  const save = await chat.placeOf('Save')
  await chat.press('Save')
  await chat.untilShown('Saved 2 h')
  // An impatient second press of Save lands where Save was.
  const undo = await chat.placeOf('Undo')
  expect(undo.x).toBeGreaterThan(save.x + save.width)
  await chat.untilShown('2 h on Fri 20 Nov 2026: Ad hoc mentoring')
  expect(await chat.buttons()).toEqual(['Balance', 'Log more', 'Correct', 'Undo'])
  await chat.screenshot('receipt')

  await chat.press('Undo')
  await chat.untilShown('2 h on Fri 20 Nov 2026: taken back')
  await chat.untilShown('Carried hours: 4 h + 2 h = 6 h left, use by Mon 30 Nov 2026.')
  await chat.screenshot('undone')
})

test('a nil return names its month, is confirmed, and can be undone', async () => {
  await chat.say('nil return')
  await chat.untilShown('Nil return for November 2026')
  await chat.screenshot('nil-return')
  await chat.press('Confirm')
  await chat.untilShown('Nil return for November 2026 is in')
  await chat.screenshot('nil-return-in')
  await chat.press('Undo')
  await chat.untilShown('Nil return for November 2026 undone')
})

test('the form from scratch: empty fields are pointed at, 2h20 is refused with the form kept, 2h30 is saved', async () => {
  await chat.say('log')
  await chat.press('Save')
  await chat.untilShown('Say how long it took: 2, 1.5, 1h30 or 90 mins.')
  await chat.untilShown('Choose what kind of work it was.')
  await chat.screenshot('form-empty')

  await chat.pickDate('Date', '2026-11-03')
  await chat.fill('Hours', '2h20')
  await chat.choose('Activity', 'Query')
  await chat.choose('Asked by', 'A councillor')
  await chat.fill('Council or region', 'Rutland')
  await chat.fill('Notes', 'Scrutiny of the budget *draft*')
  await chat.press('Save')
  await chat.untilShown(
    'Hours: “2h20” is 140 minutes. Hours go in steps of 15 minutes; add short calls together (rule D3).',
  )
  expect(await chat.valueOf('Date')).toBe('3 November 2026')
  expect(await chat.valueOf('Hours')).toBe('2h20')
  expect(await chat.valueOf('Activity')).toBe('Query')
  expect(await chat.valueOf('Asked by')).toBe('A councillor')
  expect(await chat.valueOf('Council or region')).toBe('Rutland')
  expect(await chat.valueOf('Notes')).toBe('Scrutiny of the budget *draft*')
  await chat.screenshot('form-refused')

  await chat.fill('Hours', '2h30')
  await chat.press('Show the effect')
  await chat.untilShown('Carried hours: 6 h − 2.5 h = 3.5 h left, use by Mon 30 Nov 2026.')
  await chat.screenshot('form-effect')
  await chat.press('Save')
  await chat.untilShown('Saved 2.5 h')
  await chat.untilShown('2.5 h on Tue 3 Nov 2026: Query')
})

test('the balance tells what is left, and why', async () => {
  await chat.press('Balance')
  await chat.untilShown('163.5 h left')
  await chat.screenshot('balance')
  await chat.press('Why this number')
  await chat.untilShown('3.5 h carried over + 160 h of 2026/27 = 163.5 h.')
  await chat.screenshot('why')
})

test('the history shows every entry, and one is corrected from it', async () => {
  await chat.say('history')
  await chat.untilShown('2.5 h on Tue 3 Nov 2026: Query')
  expect(await chat.lastAnswer()).toContain('Scrutiny of the budget *draft*')
  await chat.screenshot('history')
  await chat.press('Correct')
  await chat.untilShown('Choose the entry to correct first.')
  await chat.screenshot('history-refused')
  const [entry = ''] = (await chat.optionsOf('Entry to undo or correct')).filter((each) =>
    each.endsWith('Query'),
  )
  await chat.choose('Entry to undo or correct', entry)
  await chat.press('Correct')
  await chat.untilShown(`Correct entry no. ${entry.split('.')[0]}`)
  expect(await chat.valueOf('Hours')).toBe('2.5')
  expect(await chat.valueOf('Council or region')).toBe('Rutland')
  await chat.screenshot('correction')
  await chat.fill('Hours', '1.75')
  await chat.press('Save correction')
  await chat.untilShown('1.75 h on Tue 3 Nov 2026: Query')
  await chat.untilShown('Carried hours: 3.5 h + 0.75 h = 4.25 h left, use by Mon 30 Nov 2026.')
  await chat.screenshot('corrected')
})

test('three days in a row are previewed together, and a double click on Save saves them once and undoes nothing', async () => {
  await chat.say('log 3 days from 4 November meeting with the leader')
  await chat.untilShown('Wed 4 Nov 2026, Thu 5 Nov 2026 and Fri 6 Nov 2026: 3 weekdays × 8 h = 24 h')
  await chat.untilShown('Allocation: 160 h − 19.75 h = 140.25 h left.')
  await chat.screenshot('form-days')
  await chat.lastCard().getByRole('button', { name: 'Save', exact: true }).dblclick()
  await chat.say('balance')
  await chat.untilShown('140.25 h left')
})

test('D3: more than 12 h in a day is asked about once; X3: asked by the region directly, it is held', async () => {
  await chat.say('log 13h 10 November peer challenge')
  await chat.choose('Asked by', 'Directly by the region or the LGA')
  await chat.press('Save')
  await chat.untilShown(
    'That makes 13 h on Tue 10 Nov 2026. If that is right, save it again with the button below; otherwise change the hours (rule D3).',
  )
  await chat.screenshot('form-long-day')
  await chat.press('Yes, save it')
  await chat.untilShown('Saved 13 h, all of it held')
  await chat.screenshot('receipt-held')
})

test('an unknown text is answered with the nearest commands', async () => {
  await chat.say('balence')
  await chat.untilShown('Did you mean one of these?')
  await chat.screenshot('unknown')
  await chat.press('Balance')
  await chat.untilShown('Your hours 2026/27')
})
