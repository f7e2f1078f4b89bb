// What people type in words of their own: a command said to somebody is done, anything else is offered, never a dead end.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { meaningVerbs } from '../../src/bot/meant.ts'
import { routes } from '../../src/bot/routes.ts'
import { startBot, type TestBot } from '../support/bot.ts'
import { cpuTime } from '../support/cpuTime.ts'
import { countOf, titlesOf } from './peers.ts'

let bot: TestBot

beforeAll(async () => {
  bot = await startBot()
})
afterAll(() => bot.close())

test('every command that can be meant is a command that can be typed', () => {
  const typed = routes.filter(({ words }) => words.length > 0).map(({ verb }) => verb)
  expect(meaningVerbs.filter((verb) => !typed.includes(verb))).toEqual([])
})

test.each([
  ['balance?', 'Your hours 2026/27'],
  ['Balance please', 'Your hours 2026/27'],
  ['what’s my balance', 'Your hours 2026/27'],
  ['can I see my balance for last year, please?', 'Your hours 2025/26'],
  ['show me the history of october', 'History of October 2026'],
  ['please log 2h yesterday', 'Log hours'],
  ['How do I log hours?', 'Log hours'],
  ['hi there', 'What you can do here'],
  ['Good morning', 'What you can do here'],
  ['what can you do?', 'What you can do here'],
  ['my request', 'No requests'],
])('“%s” is done', async (said, title) => {
  expect((await bot.as('Alex Wilber').says(said)).text.split('\n')[0]).toBe(title)
})

test('what follows a command opens its form filled in', async () => {
  const alex = bot.as('Alex Wilber')
  expect((await alex.says('request 3 days')).inputs['hours']).toBe('3 days')
  expect((await alex.says('ask first group conference')).inputs['event']).toBe('group conference')
  expect((await alex.says('log 1h letter of thanks')).inputs['notes']).toBe('letter of thanks')
})

test.each([
  ['Alex Wilber', 'how many hours do I have left', 'Balance'],
  ['Alex Wilber', 'when do my hours lapse', 'Balance'],
  ['Alex Wilber', 'delete my last entry', 'History'],
  ['Alex Wilber', 'I made a mistake', 'History'],
  ['Alex Wilber', 'did 2h of mentoring yesterday', 'Log this'],
  ['Alex Wilber', 'what did I log in November?', 'History'],
  ['Adele Vance', 'who is late', 'Team'],
  ['Adele Vance', 'erase my data', 'My data'],
  ['Alex Wilber', 'I need more days', 'Request days'],
  ['Alex Wilber', 'cancel my request', 'My requests'],
  ['Alex Wilber', 'nothing to log this month', 'Nil return'],
  ['Alex Wilber', 'I am going to the group conference', 'Ask first'],
  ['Alex Wilber', 'I’m on holiday next week', 'Notifications'],
  ['Alex Wilber', 'unsubscribe', 'Notifications'],
  ['Alex Wilber', 'I was given a gift', 'Interests'],
  ['Alex Wilber', 'delete my data', 'My data'],
  ['Adele Vance', 'can I have it in excel', 'Report'],
  ['Megan Bowen', 'what is waiting for me', 'Approvals'],
  ['Megan Bowen', 'who hasn’t logged', 'Team'],
  ['Megan Bowen', 'I am away in December', 'Stand in'],
  ['Adele Vance', 'add Jo Bloggs', 'People'],
  ['Adele Vance', 'give Alex 10 days', 'Allocate'],
  ['Adele Vance', 'top up the pot', 'Pot'],
  ['Adele Vance', 'close the year', 'Year end'],
  ['Adele Vance', 'who is in the group?', 'People'],
  ['Adele Vance', 'history october', 'History of'],
  ['Lynne Robbins', 'balance alex', 'Balance'],
  ['Lynne Robbins', 'why alex', 'Balance'],
])('%s: “%s” offers “%s” first', async (who, said, offered) => {
  const card = await bot.as(who).says(said)
  expect(card.text.split('\n')[0]).toBe('Did you mean this?')
  expect(titlesOf(card)[0]).toBe(offered)
  expect(titlesOf(card).length).toBeLessThanOrEqual(6)
})

test('a title that asks keeps its own mark in the summary', async () => {
  expect((await bot.as('Alex Wilber').says('undo')).summary).toMatch(/^Did you mean this\? Undo/)
})

test('L4: travel is claimed elsewhere, and the card says where; thanks are answered', async () => {
  const alex = bot.as('Alex Wilber')
  expect((await alex.says('how do I claim mileage?')).text).toContain('from the LGA in the usual way')
  expect((await alex.says('thank you very much')).text).toContain('You are welcome')
})

test.each([
  ['Adele Vance', 'Alex Wilber', ['Review', 'Balance', 'History', 'Log for them', 'Allocate', 'Help']],
  ['Adele Vance', 'how is alex doing?', ['Review', 'Balance', 'History', 'Log for them', 'Allocate', 'Help']],
  ['Adele Vance', 'extnd Alex', ['Extend', 'Review', 'Balance', 'History', 'Log for them', 'Help']],
  ['Patti Fernandez', 'Alex’s hours?', ['Review', 'Balance', 'History', 'Log for them', 'Payments', 'Help']],
  ['Megan Bowen', 'tell me about Alex', ['Review', 'Help']],
  ['Megan Bowen', 'balance of Alex', ['Review', 'Help']],
  ['Megan Bowen', 'why alex', ['Review', 'Help']],
])('L1: %s says “%s”, and is offered what is open to them about that peer', async (who, said, offered) => {
  const card = await bot.as(who).says(said)
  expect(card.text).toContain('Alex Wilber\nRegional lead peer.')
  expect(titlesOf(card)).toEqual(offered)
  expect((await bot.as(who).presses(card, 'Review')).text).toContain('Review: Alex Wilber')
})

test('L1, P6: who looks after nobody of that name is told nothing of them', async () => {
  for (const who of ['Isaiah Langer', 'Lynne Robbins'])
    expect((await bot.as(who).says('Alex Wilber')).text).not.toContain('Regional lead')
})

test('what is typed after “allocate” and “absence” fills the form in, and “erase” and “export” read a name', async () => {
  const adele = bot.as('Adele Vance')
  const { person = '' } = (await adele.says('allocate alex')).inputs
  for (const text of ['allocate Alex 25 days', 'allocate 25 days to Alex', 'allocate alex wilber 25'])
    expect((await adele.says(text)).inputs).toMatchObject({ person, days: '25' })
  expect((await adele.says('absence alex')).inputs['person']).toBe(person)
  expect((await adele.says('absence nemo')).text).toContain('“nemo” is no peer of your group')
  expect((await adele.says('erase alex')).text).toContain('Nobody’s data is to be erased yet')
  for (const text of ['export interests', 'export registers', 'export register status'])
    expect((await adele.says(text)).inputs['what']).toBe('register')
})

test('L1: nobody is offered what is not open to their role', async () => {
  const card = await bot.as('Patti Fernandez').says('how many hours do I have left')
  expect(titlesOf(card)).not.toContain('Balance')
  expect(titlesOf(await bot.as('Lynne Robbins').says('allocate days to me'))).not.toContain('Allocate')
})

test('a text of any length is answered in no time, and records nothing', async () => {
  const alex = bot.as('Alex Wilber')
  const before = await countOf(bot, alex)
  const began = cpuTime()
  for (const part of ['please ', ' ', 'more ', 'a ', '. ', 'who log ', '10-'])
    expect((await alex.says(part.repeat(200_000 / part.length))).text).not.toBe('')
  expect(cpuTime() - began).toBeLessThan(10_000)
  expect(await countOf(bot, alex)).toBe(before)
})
