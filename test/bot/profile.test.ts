// S1, P14: a peer's profile through HTTP: filled in, confirmed, found by the group, and its age on the review.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBot, type TestBot } from '../support/bot.ts'
import { wrongIn } from '../support/cardRules.ts'
import type { CardView } from '../support/cardView.ts'
import { peerWith, titlesOf } from './peers.ts'
import { joins, personId16, presses } from './requests.ts'

let bot: TestBot
beforeAll(async () => {
  bot = await startBot()
})
afterAll(() => bot.close())

const good = (card: CardView): CardView => {
  expect(wrongIn(card.card, card.card, /Zyx/)).toEqual([])
  return card
}
const typed = {
  skills: 'growth,finance,nonsense',
  other: 'Zyx rural transport',
  about: 'Zyx I led a **merger**.',
}

test('S1, P14: saved, found by the group, confirmed, and its age on the review', async () => {
  const peer = await peerWith(bot, { regions: ['south-west'] })
  const form = good(await peer.says('profile'))
  expect(titlesOf(form)).toEqual(['Save', 'Other peers'])
  expect((await peer.presses(form, 'Save')).text).toContain('There is nothing in it yet')
  const saved = good(await peer.presses(form, 'Save', typed))
  expect(saved.text).toContain('Changed last on Sat 21 Nov 2026, confirmed on Sat 21 Nov 2026.')
  expect(saved.inputs).toMatchObject({ skills: 'finance,growth', other: 'Zyx rural transport' })

  for (const said of [
    'profile finance',
    'profile Economic growth',
    'profile TRANSPORT rural',
    'profile merger',
  ]) {
    const found = good(await bot.as('Lynne Robbins').says(said))
    expect(found.text).toContain(`${peer.who.name}, Member peer, South West`)
    expect(found.text).toContain('Finance and Economic growth.')
  }
  expect((await bot.as('Megan Bowen').says('profile governance')).text).toContain(
    'No profile holds these words',
  )
  expect((await bot.as('Adele Vance').says('profile')).text).toContain(peer.who.name)
  const labour = await joins(bot, 'member-peer', { group: 'labour' })
  expect((await labour.says('profile finance')).text).not.toContain(peer.who.name)

  bot.at('2027-11-25T12:00:00Z')
  expect((await peer.says('profile')).text).toContain('more than a year ago: please look it over')
  const chosen = personId16(peer.who.email)
  const review = () => presses(bot.as('Megan Bowen'), 'review/open', { chosen })
  expect((await review()).text).toContain('confirmed 369 days ago, on Sat 21 Nov 2026: more than a year')
  const confirmed = await peer.presses(await peer.says('profile'), 'Nothing has changed')
  expect(confirmed.text).toContain('Changed last on Sat 21 Nov 2026, confirmed on Thu 25 Nov 2027.')
  expect((await review()).text).toContain('Peer Profile (P14): confirmed today')
  bot.at('2026-11-21T12:00:00Z')
})

test('S1: too much is said to be, and stays typed; the office has none to fill in', async () => {
  const peer = await peerWith(bot, {})
  const form = await peer.says('profile')
  const over = { ...typed, other: 'Zyx'.repeat(40), about: 'Zyx'.repeat(170) }
  const refused = good(await peer.presses(form, 'Save', over))
  expect(refused.text).toContain('Other skills: 120 characters, and 100 is the most.')
  expect(refused.text).toContain('About you: 510 characters, and 500 is the most.')
  expect(refused.inputs).toMatchObject({ other: over.other, about: over.about })
  expect((await presses(peer, 'profile/confirm', {})).text).toContain('There is nothing in it yet')
  for (const verb of ['profile/save', 'profile/confirm'])
    expect((await presses(bot.as('Adele Vance'), verb, typed)).text).toContain('not open to your role')
})

test('S1: profiles come a page at a time, with the longest texts', async () => {
  for (let at = 0; at < 8; at++) {
    const peer = await peerWith(bot, {})
    await peer.presses(await peer.says('profile'), 'Save', {
      skills: 'voluntary',
      other: `Zyx${'😀'.repeat(97)}`,
      about: `Zyx${'😀'.repeat(497)}`,
    })
  }
  const first = good(await bot.as('Megan Bowen').says('profile voluntary'))
  expect(first.text).toContain('Peer profiles: 1 to 6 of 8')
  const second = good(await bot.as('Megan Bowen').presses(first, 'Next page'))
  expect(second.text).toContain('Peer profiles: 7 to 8 of 8')
})
