// P2, C2, P13: `team` through HTTP: who sees whom, in which order, and what each line says.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allocateDays } from '../support/allocateDays.ts'
import { addPerson } from '../../src/app/people/directory.ts'
import type { Person } from '../../src/domain/person.ts'
import { startBot, type TestBot } from '../support/bot.ts'
import { wrongIn } from '../support/cardRules.ts'
import type { CardView } from '../support/cardView.ts'
import { logs, peerWith, personOf, titlesOf } from './peers.ts'

let bot: TestBot
beforeAll(async () => {
  bot = await startBot()
})
afterAll(() => bot.close())

/** The titles of the card's rows, in order. */
const rowsOf = ({ card }: CardView): string[] =>
  (card['body'] as { type: string; items?: { inlines?: { text: string }[] }[] }[])
    .filter(({ type, items }) => type === 'Container' && items?.[0]?.inlines)
    .map(({ items }) => items?.[0]?.inlines?.[0]?.text ?? '')
const good = (card: CardView): CardView => {
  expect(wrongIn(card.card, card.card, /Zyx/)).toEqual([])
  return card
}

test('P2, C2: hours against the year, what is at risk with its date and pounds, and the pot; the reason first', async () => {
  const card = good(await bot.as('Megan Bowen').says('team'))
  // Isaiah has used all he has in September; Alex has logged nothing, and his 6 h will lapse: 2715 of 36200 p a day.
  expect(rowsOf(card)).toEqual([
    'Alex Wilber, Regional lead peer',
    'Isaiah Langer, Regional lead peer',
    'Lynne Robbins, Member peer',
  ])
  expect(card.text).toContain(
    'Wants attention: 6 h carried over would lapse after Mon 30 Nov 2026; no work logged this year; the register of interests',
  )
  expect(card.text).toContain('6 h carried over (£271.50) would lapse after Mon 30 Nov 2026.')
  expect(card.text).toContain('0 h of 166 h used (0%); nothing used so far; 160 h would stay unused.')
  expect(card.text).toContain('Wants attention: no hours are left for the rest of 2026/27; the register')
  expect(card.text).toContain('Central pot: 120 h available')
  expect(card.text).toContain('Isaiah Langer: 100\nThe year so far: 22')
  expect(card.text).toContain('No hours given this year.')
  expect(card.summary).toContain(
    '3 peers, 16 h of 182 h used; 2 want attention: Alex Wilber and Isaiah Langer.',
  )
})

test('X3: what waits to be cleared is not said to be used', async () => {
  const peer = await peerWith(bot, { days: 2, regions: ['north-east'] })
  await logs(peer, { hours: '4', activity: 'corporate-challenge', askedBy: 'direct' })
  const card = good(await bot.as('Adele Vance').says('team north east'))
  expect(card.text).toContain('4 h of 16 h used or held (25%); nothing used so far; 12 h would stay unused.')
  expect(card.text).toContain('Used: 4 h of 16 h, 4 h of it held until cleared')
  const review = await bot.as('Adele Vance').says(`review ${peer.who.name}`)
  expect(review.text).toContain('4 h of 16 h used or held until cleared (0.5 days of 2 days)')
})

test('P2: where there are no charts, a table says the same', async () => {
  const { card } = await bot.as('Megan Bowen').says('team')
  const text = JSON.stringify(card)
  const table = text.slice(text.indexOf('"fallback":{"type":"Table"'))
  for (const words of ['Alex Wilber', '16 h of 16 h: 100%', 'The year so far', '22%'])
    expect(table).toContain(words)
})

test('L1, P6: each sees their own: the group, a region, or nobody; never notes, councils or oneself', async () => {
  const peer = await peerWith(bot, { days: 2, regions: ['south-west'] })
  await logs(peer, { hours: '2', notes: 'Zyxnote', place: 'Zyxshire' })
  const name = peer.who.name
  for (const who of ['Megan Bowen', 'Adele Vance', 'Patti Fernandez', 'Diego Siciliani']) {
    const { text } = await bot.as(who).says('team')
    expect(text).toContain(name)
    expect(text).not.toContain('Zyx')
  }
  const alex = good(await bot.as('Alex Wilber').says('team'))
  expect(rowsOf(alex)).toEqual([`${name}, Member peer`])
  expect(alex.text).not.toContain('Central pot')
  expect(alex.text).not.toContain('Zyx')
  expect((await bot.as('Isaiah Langer').says('team')).text).toContain('There are no peers here.')
  expect((await peer.says('team')).text).toContain('not open to your role')
  expect((await bot.as('Megan Bowen').says('team')).text).not.toContain('Megan Bowen')
  expect((await bot.as('Diego Siciliani').says('team')).text).toContain('Megan Bowen')
})

test('L1: the office and the National Lead Peer look at one region, typed or chosen', async () => {
  const megan = bot.as('Megan Bowen')
  const wales = good(await megan.says('team wales'))
  expect(rowsOf(wales)).toEqual(['Lynne Robbins, Member peer'])
  const east = await megan.presses(wales, 'Show region', { region: 'east-of-england' })
  expect(rowsOf(east)).toEqual(['Isaiah Langer, Regional lead peer'])
  expect((await megan.presses(east, 'Show region', { region: 'all' })).text).toContain('Alex Wilber')
  expect((await megan.presses(east, 'Show region', { region: '' })).text).toContain('Alex Wilber')
  const empty = await megan.says('team london')
  expect(empty.text).toContain('No peer belongs to London.')
  expect((await megan.presses(empty, 'All regions')).text).toContain('Alex Wilber')
})

test('P2: 200 peers come a page at a time, each once, and every page is a small card', async () => {
  const by = await personOf(bot.store, 'Adele Vance')
  const add = async (at: number): Promise<Person> => {
    const name = `Paged ${'Llanfairpwllgwyngyllgogerychwyrndrobwll'.slice(0, at % 40)}${at}`
    const subject = await addPerson(bot.store, {
      group: 'independent',
      role: 'member-peer',
      regions: ['london'],
      joinedOn: '2024-09-01',
      name,
      email: `paged${at}@example.com`,
    })
    const allocation = { year: 2026, minutes: (at % 30) * 480, from: '2026-09-01', reason: 'agreed' }
    const command = { id: 'paged', by, subject, deadline: bot.deps.clock.now() + 8000 }
    await allocateDays(bot.deps, command, allocation)
    return subject
  }
  const added = await Promise.all(Array.from({ length: 200 }, (_, at) => add(at)))
  const megan = bot.as('Megan Bowen')
  const seen: string[] = []
  for (let card = await megan.says('team london'); ; card = await megan.presses(card, 'Next page')) {
    good(card)
    expect(titlesOf(card)).toContain('Show region')
    seen.push(...rowsOf(card))
    if (!titlesOf(card).includes('Next page')) break
  }
  expect(seen.toSorted()).toEqual(added.map(({ name }) => `${name}, Member peer`).toSorted())
  // The most hours unused first, and whoever has none last.
  expect(seen.slice(-7).every((title) => Number(/(\d+),/.exec(title)?.[1]) % 30 === 0)).toBe(true)
})
