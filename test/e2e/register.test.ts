// R1, R2: the register of interests as people see it: headings that fold away, completed, changed, compared and confirmed,
// and read by the Head of Group Office.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Chat } from './playground.ts'
import { openWorld, type TestWorld } from './world.ts'

let world: TestWorld
let alex: Chat

beforeAll(async () => {
  world = await openWorld(['Alex Wilber', 'Adele Vance'], '2026-11-21T10:00:00Z')
  alex = await world.chatOf('Alex Wilber')
})
afterAll(() => world?.close())

const fold = (title: string) =>
  alex.lastCard().getByRole('button', { name: `${title}: show or fold away the entries` })
const texts = () => alex.lastCard().locator('textarea:visible, input[type=text]:visible')
const none = (at: number) => alex.lastCard().getByRole('checkbox', { name: /None/ }).nth(at)

test('R1: a first registration: entries under one heading, None under the others', async () => {
  await alex.untilShown('Hello Alex. You are here as Regional lead peer, Independent Group.')
  await alex.say('interests')
  await alex.untilShown('Your register of interests')
  expect(await alex.lastCard().locator('textarea:visible').count()).toBe(0)
  await alex.screenshot('register-folded')
  await fold('Paid work').click()
  await texts().first().fill('Director, Rutland Water Ltd')
  await alex.screenshot('register-unfolded')
  for (let at = 1; at < 5; at++) await none(at).check()
  await fold('Paid work').click()
  expect(await alex.lastCard().locator('textarea:visible').count()).toBe(0)
  await alex.press('Save')
  await alex.untilShown('Saved as version 1')
  expect(await alex.lastAnswer()).toContain('Paid work: added: “Director, Rutland Water Ltd”.')
  await alex.screenshot('register-saved')
})

test('R1: a change under one heading leaves what is folded away as it was; what changed is said in words', async () => {
  await alex.say('interests')
  await fold('Paid work').click()
  await texts().first().fill('Chair, **Rutland** <b>Water</b> Ltd ŵŷ')
  await alex.press('Save')
  await alex.untilShown('Saved as version 2')
  await alex.press('What changed')
  await alex.untilShown('What changed in your register')
  const said = await alex.lastAnswer()
  expect(said).toContain('“Director, Rutland Water Ltd” now reads “Chair, **Rutland** <b>Water</b> Ltd ŵŷ”.')
  expect(said).not.toContain('removed')
  await alex.screenshot('register-compared')
})

test('R1: a form that is refused keeps what was typed, and nothing has changed takes one press', async () => {
  await alex.say('interests')
  await none(0).uncheck()
  await alex.press('Save')
  await alex.untilShown('Positions in bodies: add an entry, or tick “None”.')
  await alex.screenshot('register-refused')
  await alex.say('interests')
  await alex.press('Nothing has changed')
  await alex.untilShown('Confirmed: nothing has changed')
  await alex.screenshot('register-confirmed')
})

test('R1, R2: the office lists the group by status; the Head opens a register', async () => {
  const adele = await world.chatOf('Adele Vance')
  await adele.say('interests')
  await adele.untilShown('Registers of interests')
  await adele.choose('Whom to remind, or whose register to open', 'Alex Wilber')
  await adele.screenshot('register-office')
  await adele.press('Open')
  await adele.untilShown('Register of interests')
  expect(await adele.lastAnswer()).toContain('“Chair, **Rutland** <b>Water</b> Ltd ŵŷ”')
  await adele.screenshot('register-head')
})
