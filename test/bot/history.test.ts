// `history`: both sides of everything that was taken back, a page at a time or by month, and one entry to choose.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBot, type TestBot } from '../support/bot.ts'
import { choicesIn, type CardView } from '../support/cardView.ts'
import { countOf, logs, peerWith, titlesOf } from './peers.ts'

let bot: TestBot

beforeAll(async () => {
  bot = await startBot()
})
afterAll(() => bot.close())

/** The entries that a history card offers to undo or correct, as `number: title`. */
const choicesOf = (card: CardView): string[] =>
  choicesIn(card, 'entry').map(({ title, value }) => `${value}: ${title}`)

test('D5: shows the entry, its reversal and its correction, the last one first', async () => {
  const peer = await peerWith(bot, { days: 10 })
  const receipt = await logs(peer, { hours: '3', place: 'Gwynedd', notes: 'ffôn' })
  await peer.presses(await peer.presses(receipt, 'Correct'), 'Save correction', { hours: '2' })
  const history = await peer.says('history')
  const [two, reversal, three] = ['2 h on', '− 3 h on', '3 h on Sat 21 Nov 2026: Query'].map((line) =>
    history.text.indexOf(line),
  )
  expect([two, reversal, three]).toEqual([two, reversal, three].sort((a = 0, b = 0) => a - b))
  expect(two).toBeGreaterThan(0)
  expect(history.text).toContain('Gwynedd')
  expect(history.text).toContain('ffôn')
  expect(history.summary).toContain('2 h')
  // Only what stands can be undone or corrected.
  expect(choicesOf(history).map((each) => each.split(':')[0])).toEqual(['4'])
})

test('pages show every entry once and then end', async () => {
  const peer = await peerWith(bot, { days: 20 })
  for (let day = 1; day <= 20; day++)
    await logs(peer, { date: `2026-10-${String(day).padStart(2, '0')}`, hours: '1' })
  let page = await peer.says('history')
  const seen: string[] = []
  for (;;) {
    seen.push(...(page.text.match(/\w+ \d+ Oct 2026: Query/g) ?? []))
    if (!titlesOf(page).includes('Older entries')) break
    page = await peer.presses(page, 'Older entries')
  }
  expect(new Set(seen).size).toBe(20)
  expect(seen).toHaveLength(20)
})

test('by month: only what is dated in it', async () => {
  const peer = await peerWith(bot, { days: 20 })
  await logs(peer, { date: '2026-10-31', hours: '1' })
  await logs(peer, { date: '2026-11-01', hours: '2' })
  for (const said of ['history october', 'history Oct 2026', 'history 10/2026', 'history last month']) {
    const october = await peer.says(said)
    expect(october.text).toContain('1 h on Sat 31 Oct 2026')
    expect(october.text).not.toContain('Sun 1 Nov 2026')
    expect(october.text).not.toContain('Allocation')
  }
  expect((await peer.says('history this year')).text).toContain('Sun 1 Nov 2026')
})

test('a month or a year with nothing says so, and shows the way on', async () => {
  const peer = await peerWith(bot, { days: 20 })
  const empty = await peer.says('history september')
  expect(empty.text).toContain('September 2026')
  expect(titlesOf(await peer.presses(empty, 'All of 2026/27'))).toContain('Balance')
  expect((await peer.says('history last year')).text).toContain('2025/26')
})

test('“history” with something that is no month offers the command', async () => {
  const card = await bot.as('Alex Wilber').says('history of Rutland')
  expect(titlesOf(card)).toContain('History')
})

test('an entry is chosen and undone, or corrected; with none chosen the card says so and stays', async () => {
  const peer = await peerWith(bot, { days: 20 })
  await logs(peer, { date: '2026-11-03', hours: '1' })
  await logs(peer, { date: '2026-11-04', hours: '2' })
  const history = await peer.says('history')
  for (const title of ['Undo', 'Correct']) {
    const none = await peer.presses(history, title)
    expect(none.text).toContain('Choose')
    expect(choicesOf(none)).toEqual(choicesOf(history))
  }
  const choice = choicesOf(history).find((each) => each.includes('3 Nov 2026'))
  const entry = choice?.split(':')[0] ?? ''
  const form = await peer.presses(history, 'Correct', { entry })
  expect(form.inputs).toMatchObject({ date: '2026-11-03', hours: '1' })
  const undone = await peer.presses(history, 'Undo', { entry })
  expect(undone.text).toContain('1 h on Tue 3 Nov 2026')
  expect((await peer.presses(form, 'Save correction', { hours: '4' })).text).toContain('D5')
  // The history card is stale now: the same choice again does nothing more.
  const before = await countOf(bot, peer)
  await peer.presses(history, 'Undo', { entry })
  expect((await peer.presses(history, 'Correct', { entry })).text).toContain('D5')
  expect(await countOf(bot, peer)).toBe(before)
})

test('a nil return in the history is undone there; it has nothing to correct', async () => {
  const peer = await peerWith(bot, { days: 20 })
  await peer.presses(await peer.says('nil return'), 'Confirm')
  const history = await peer.says('history')
  const entry = choicesOf(history)[0]?.split(':')[0] ?? ''
  expect((await peer.presses(history, 'Correct', { entry })).text).toContain('D5')
  expect((await peer.presses(history, 'Undo', { entry })).text).toContain('November 2026')
  expect(choicesOf(await peer.says('history'))).toEqual([])
})

test.each(['abc', '-1', '0', '1.5', '999999', '1e9', ''])('choosing “%s” is no dead end', async (entry) => {
  const peer = bot.as('Alex Wilber')
  const history = await peer.says('history')
  const before = await countOf(bot, peer)
  for (const title of ['Undo', 'Correct'])
    expect(titlesOf(await peer.presses(history, title, { entry })).length).toBeGreaterThan(0)
  expect(await countOf(bot, peer)).toBe(before)
})
