// P2, P6–P17, F1: a peer's review through HTTP: who opens it, what it measures, what is said on it and to whom that is open.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { peerPartition } from '../../src/app/keys.ts'
import { startBot, type Talk, type TestBot } from '../support/bot.ts'
import { wrongIn } from '../support/cardRules.ts'
import { valuesIn, type CardView } from '../support/cardView.ts'
import { logs, openChats, peerWith, titlesOf } from './peers.ts'
import { countIn, joins, personId16, presses } from './requests.ts'

let bot: TestBot
beforeAll(async () => {
  bot = await startBot({ quietHours: true })
  await openChats(bot, ['Megan Bowen', 'Adele Vance', 'Alex Wilber', 'Diego Siciliani'])
})
afterAll(() => bot.close())

const idOf = ({ who }: Talk): string => personId16(who.email)
const opens = (by: Talk, peer: Talk): Promise<CardView> => presses(by, 'review/open', { chosen: idOf(peer) })
const good = (card: CardView): CardView => {
  expect(wrongIn(card.card, card.card, /Zyx/)).toEqual([])
  return card
}
const feedback = async (by: Talk, peer: Talk, text: string): Promise<CardView> =>
  by.presses(await opens(by, peer), 'Give feedback', { text })

/** A peer of the South West, whom Alex, Megan and the office look after. */
const newPeer = async (): Promise<Talk> => {
  const peer = await peerWith(bot, { carried: 6, days: 2, regions: ['south-west'] })
  await peer.says('hi')
  return peer
}

test('P2: “review” and a name opens that review, to whom it is open; to anybody else a review is their own', async () => {
  const peer = await newPeer()
  const { name } = peer.who
  for (const by of ['Megan Bowen', 'Adele Vance', 'Alex Wilber'])
    expect((await bot.as(by).says(`review of ${name}`)).text).toContain(`Review: ${name}, 2026/27`)
  expect((await bot.as('Isaiah Langer').says(`review ${name}`)).text).toContain(
    'Nobody of your group is called',
  )
  expect((await peer.says('review Megan')).text).toContain('My review, 2026/27')
  const list = await bot.as('Megan Bowen').says('review')
  expect((await bot.as('Megan Bowen').presses(list, 'Open review', { chosen: idOf(peer) })).text).toContain(
    `Review: ${name}`,
  )
})

test('P7–P17: each outcome of the protocol with its sum, from the entries where they show it', async () => {
  const peer = await newPeer()
  await logs(peer, { date: '2026-09-10', hours: '4', activity: 'proactive' })
  await logs(peer, { date: '2026-09-11', hours: '3', activity: 'meeting' })
  await logs(peer, { date: '2026-09-11', hours: '1', activity: 'meeting' })
  await logs(peer, { date: '2026-10-02', hours: '2', activity: 'query' })
  await logs(peer, { date: '2026-10-05', hours: '1', activity: 'conference' })
  const taken = await logs(peer, { date: '2026-10-06', hours: '1', activity: 'meeting' })
  await peer.presses(taken, 'Undo')
  const megan = bot.as('Megan Bowen')
  const card = good(
    await megan.presses(await megan.says('team south west'), 'Open review', { chosen: idOf(peer) }),
  )
  for (const line of [
    'Days used (P7): 10 h of 22 h (1.25 days of 2.75 days): 6 h of 6 h carried over + 4 h of 16 h of 2026/27; by Tue 31 Aug 2027: at their pace about',
    'Proactive engagement (P8): 1 entry, 4 h, the last on Thu 10 Sep 2026',
    'Inquiries (P9): 1 query, 2 h, the last on Fri 2 Oct 2026; nothing recorded',
    'Own days first (P11): nothing from the central pot',
    'Regional meetings (P12): 0 attended',
    'Logs (P13): none missed',
    'Peer Profile (P14): none yet',
    'Peer meetings (P15): 1 of about 4 attended: Fri 11 Sep 2026',
    'Conferences (P16): 1 attended: Mon 5 Oct 2026',
    'Annual Report (P17): not asked to contribute',
    'Volunteered (D2): 1 h unclaimed',
  ])
    expect(card.text).toContain(line)

  // What no entry shows is recorded; an event that was logged as well counts once.
  let after = await megan.presses(card, 'Record', { outcome: 'peer-meeting', on: '2026-09-11' })
  after = await megan.presses(after, 'Record', { outcome: 'peer-meeting', on: '2026-11-20' })
  after = await megan.presses(after, 'Record', { outcome: 'regional-meeting', on: '2026-11-02' })
  after = await megan.presses(after, 'Record', { outcome: 'report-asked', on: '2026-11-03' })
  after = await megan.presses(after, 'Record', { outcome: 'response-short', on: '2026-11-04' })
  after = good(await megan.presses(after, 'Record', { outcome: 'response-met', on: '2026-11-05' }))
  expect(after.text).toContain(
    'Peer meetings (P15): 2 of about 4 attended: Fri 11 Sep 2026 and Fri 20 Nov 2026',
  )
  expect(after.text).toContain('Regional meetings (P12): 1 attended: Mon 2 Nov 2026')
  expect(after.text).toContain('Annual Report (P17): asked on Tue 3 Nov 2026, nothing recorded since')
  expect(after.text).toContain('answered quickly and thoroughly (recorded for Thu 5 Nov 2026)')
  expect(after.text).toContain('recorded by Megan Bowen on Sat 21 Nov 2026')

  // The peer reads the same, in their own words.
  const own = good(await peer.says('my review'))
  expect(own.text).toContain('at your pace about')
  expect(own.text).toContain('Peer meetings (P15): 2 of about 4 attended')
  expect(Object.keys(own.inputs)).toEqual([])
  expect((await peer.says('my review last year')).text).toContain('My review, 2025/26')
})

test('P2: a record is taken back by who made it or the Head, once, and stays readable', async () => {
  const peer = await newPeer()
  const [alex, adele] = [bot.as('Alex Wilber'), bot.as('Adele Vance')]
  const card = await alex.presses(await opens(alex, peer), 'Record', {
    outcome: 'conference',
    on: '2026-11-20',
  })
  const remark = valuesIn(card, 'remark')[0] ?? ''
  expect(titlesOf(await opens(bot.as('Megan Bowen'), peer))).not.toContain('Remove')
  const forged = { ...card.buttons[0]?.data, verb: undefined, remark }
  expect((await presses(bot.as('Megan Bowen'), 'review/remove', forged)).text).toContain(
    'Only whoever said it',
  )
  const opened = await opens(adele, peer)
  const press = adele.press(opened, 'Remove', { remark })
  for (let twice = 0; twice < 2; twice++) expect((await bot.edge.send(press)).status).toBe(200)
  const after = await opens(alex, peer)
  expect(after.text).toContain('Conferences (P16): 0 attended')
  expect(after.text).toContain('(taken back by Adele Vance on Sat 21 Nov 2026)')
  await alex.presses(after, 'Note a conversation', { text: 'Zyx', on: '2026-11-20' })
  const audit = await adele.says(`audit ${peer.who.name}`)
  for (const sentence of [
    `Alex Wilber wrote a note of a conversation with ${peer.who.name} on Fri 20 Nov 2026.`,
    `Adele Vance took back of ${peer.who.name}: Attended a Peer related conference (P16), Fri 20 Nov 2026.`,
    `Alex Wilber recorded of ${peer.who.name}: Attended a Peer related conference (P16), Fri 20 Nov 2026.`,
  ])
    expect(audit.text).toContain(sentence)
  expect(audit.text).not.toContain('Zyx')
})

test('F1: feedback is told to the peer at a welcome hour, once, and removed from their card when its author removes it', async () => {
  const peer = await newPeer()
  const alex = bot.as('Alex Wilber')
  const card = await opens(alex, peer)
  const press = alex.press(card, 'Give feedback', { text: '  Zyx **well** done  ' })
  for (let twice = 0; twice < 2; twice++) await bot.edge.send(press)
  await bot.runDue()
  const told = () => peer.copies().filter(({ summary }) => summary.includes('gave feedback'))
  expect(told()).toEqual([]) // Saturday
  await bot.goTo('2026-11-23T09:00:00Z')
  const [news] = told()
  expect(told()).toHaveLength(1)
  expect(news?.summary).toBe('Alex Wilber gave feedback on your work as a peer.')
  expect(news?.text).toContain('Zyx **well** done')
  const own = good(await peer.presses(news!, 'My review'))
  expect(own.text).toContain('Feedback by Alex Wilber on Sat 21 Nov 2026\nZyx **well** done')
  expect(own.text.match(/Zyx/g)).toHaveLength(1)

  const seen = await opens(alex, peer)
  await alex.presses(seen, 'Remove', { remark: valuesIn(seen, 'remark')[0] ?? '' })
  await bot.runDue()
  for (const text of [told()[0]?.text, (await peer.says('my review')).text]) {
    expect(text).toContain('(text removed by Alex Wilber on Mon 23 Nov 2026)')
    expect(text).not.toContain('Zyx')
  }
  for await (const { doc } of bot.store.list(peerPartition({ group: 'independent', id: idOf(peer) }), {
    from: '0',
    to: '~',
  }))
    expect(JSON.stringify(doc)).not.toContain('Zyx')
  bot.at('2026-11-21T12:00:00Z')
})

test('P2, P6: a note of a conversation is open to the peer, its author, the office and the National Lead Peer alone', async () => {
  const peer = await newPeer()
  const [alex, megan] = [bot.as('Alex Wilber'), bot.as('Megan Bowen')]
  const second = await joins(bot, 'regional-lead', { regions: ['south-west'] })
  const open = await opens(alex, peer)
  await alex.presses(open, 'Note a conversation', { text: 'Zyx talk', on: '2026-11-19' })
  await feedback(megan, peer, 'Zyx feedback')
  for (const reader of [alex, megan, bot.as('Adele Vance'), bot.as('Patti Fernandez')])
    expect((await opens(reader, peer)).text).toContain('Zyx talk')
  expect((await peer.says('my review')).text).toContain(
    'Conversation on Thu 19 Nov 2026, noted by Alex Wilber',
  )
  const seconds = await opens(second, peer)
  expect(seconds.text).toContain('Zyx feedback')
  expect(seconds.text).not.toContain('Zyx talk')
  await bot.runDue()
  await bot.goTo('2026-11-23T09:00:00Z')
  expect(peer.copies().map(({ summary }) => summary)).toContain(
    'Alex Wilber noted a conversation with you on Thu 19 Nov 2026.',
  )
  bot.at('2026-11-21T12:00:00Z')
})

test('L1, P2: every role, of the region, of another and of another group: who opens a review and who may write on it', async () => {
  const peer = await newPeer()
  const far = await joins(bot, 'regional-lead', { regions: ['wales'] })
  const labour = await joins(bot, 'head-of-office', { group: 'labour' })
  const member = await joins(bot, 'member-peer', { regions: ['south-west'] })
  const may = ['Alex Wilber', 'Megan Bowen', 'Adele Vance', 'Patti Fernandez'].map((name) => bot.as(name))
  const mayNot = [far, labour, member, bot.as('Isaiah Langer'), bot.as('Diego Siciliani')]
  const pk = peerPartition({ group: 'independent', id: idOf(peer) })
  const form = {
    person: idOf(peer),
    year: 2026,
    command: 'x',
    text: 'Zyx',
    on: '2026-11-20',
    outcome: 'conference',
  }
  for (const [at, who] of may.entries()) {
    expect((await opens(who, peer)).text).toContain(`Review: ${peer.who.name}`)
    const before = await countIn(bot, pk)
    for (const verb of ['review/feedback', 'review/note', 'review/record'])
      expect((await presses(who, verb, { ...form, command: String(at) })).text).toContain('Review:')
    // Feedback and the note with their messages, and the record.
    expect(await countIn(bot, pk)).toBe(before + 5)
  }
  const before = await countIn(bot, pk)
  const known = valuesIn(await opens(bot.as('Megan Bowen'), peer), 'remark')[0] ?? ''
  for (const who of mayNot) {
    for (const verb of ['review/feedback', 'review/note', 'review/record', 'review/remove', 'review'])
      expect((await presses(who, verb, { ...form, remark: known })).text).toMatch(
        /not open to your role|nothing like that/,
      )
    expect((await opens(who, peer)).text).not.toContain('Zyx')
  }
  // Nobody writes about themselves, and what is said about one is not one's own to remove.
  for (const verb of ['review/feedback', 'review/note', 'review/record'])
    expect((await presses(peer, verb, form)).text).toContain('not open to your role')
  expect((await presses(peer, 'review/remove', { ...form, remark: known })).text).not.toContain(
    'It is removed',
  )
  expect(await countIn(bot, pk)).toBe(before)
  expect((await presses(peer, 'review', { person: idOf(member), year: 2026 })).text).toContain('not open')
})

test('P2: the National Lead Peer’s review is the Head’s and the Group Leader’s to write', async () => {
  const [megan, adele, diego] = ['Megan Bowen', 'Adele Vance', 'Diego Siciliani'].map((name) => bot.as(name))
  if (!megan || !adele || !diego) return
  const team = await diego.says('team')
  expect(valuesIn(team, 'chosen')).toEqual([idOf(megan)])
  await diego.presses(await diego.presses(team, 'Open review'), 'Note a conversation', {
    text: 'Zyx to the lead',
    on: '2026-11-20',
  })
  await feedback(adele, megan, 'Zyx from the Head')
  for (const reader of [adele, diego]) expect((await opens(reader, megan)).text).toContain('Zyx to the lead')
  const own = await megan.says('my review')
  expect(own.text).toContain('Zyx to the lead')
  expect(own.text).toContain('Zyx from the Head')
  for (const who of ['Patti Fernandez', 'Alex Wilber'])
    expect((await opens(bot.as(who), megan)).text).toContain('not open to your role')
  expect((await opens(megan, megan)).text).toContain('My review')
})

test('P2: what is wrong is said on the card, with everything still typed, and nothing is recorded', async () => {
  const peer = await newPeer()
  const megan = bot.as('Megan Bowen')
  const pk = peerPartition({ group: 'independent', id: idOf(peer) })
  const before = await countIn(bot, pk)
  const card = await opens(megan, peer)
  const typed = { text: `Zyx${'x'.repeat(498)}`, outcome: 'conference', on: '2026-11-20' }
  const wrong: [string, Record<string, string>, string][] = [
    ['Give feedback', typed, '501 characters'],
    ['Give feedback', { ...typed, text: ' ' }, 'There is nothing in it yet'],
    [
      'Note a conversation',
      { ...typed, text: 'Zyx', on: '2026-11-22' },
      'from Tue 1 Sep 2026 to Sat 21 Nov 2026',
    ],
    ['Note a conversation', { ...typed, text: 'Zyx', on: 'soon' }, 'pick a date'],
    ['Record', { ...typed, outcome: '' }, 'choose what happened'],
    ['Record', { ...typed, on: '2026-08-31' }, 'from Tue 1 Sep 2026'],
  ]
  for (const [title, given, says] of wrong) {
    const refused = good(await megan.presses(card, title, given))
    expect(refused.text).toContain(says)
    expect(refused.inputs).toMatchObject({ text: given['text'], outcome: given['outcome'] })
  }
  for (const year of [2024, 2027])
    expect(
      (await presses(megan, 'review/feedback', { person: idOf(peer), year, command: 'x', text: 'Zyx' })).text,
    ).not.toContain('is given')
  expect(await countIn(bot, pk)).toBe(before)
  expect((await presses(megan, 'review/open', { chosen: '' })).text).toContain('Choose a peer first')
  expect((await presses(megan, 'review/open', { chosen: 'nobody' })).text).toContain('not open to your role')
})

test('P2: the longest texts fit; older remarks come a page at a time, each once', async () => {
  const peer = await newPeer()
  const megan = bot.as('Megan Bowen')
  for (let at = 0; at < 8; at++) await feedback(megan, peer, `Zyx${at}${'😀'.repeat(495)}`)
  for (const [who, first] of [
    [megan, await opens(megan, peer)],
    [peer, await peer.says('my review')],
  ] as const) {
    const seen: string[] = []
    for (let card = first; ; card = await who.presses(card, 'Older')) {
      good(card)
      seen.push(...(card.text.match(/Zyx\d/g) ?? []))
      if (!titlesOf(card).includes('Older')) break
    }
    expect(seen.toSorted()).toEqual(Array.from({ length: 8 }, (_, at) => `Zyx${at}`))
  }
  const refused = good(
    await megan.presses(await opens(megan, peer), 'Give feedback', { text: `Zyx${'ש"'.repeat(3000)}` }),
  )
  expect(refused.text).toContain('characters, and 500 is the most')
})

test('P13: a missed log is opened from the review', async () => {
  const peer = await newPeer()
  await bot.runDue()
  for (const at of ['2026-12-08T00:00:00Z', '2026-12-08T09:00:00Z']) {
    await bot.goTo(at)
  }
  const megan = bot.as('Megan Bowen')
  const card = good(await opens(megan, peer))
  expect(card.text).toContain('Logs (P13): 1 missed: November 2026')
  expect((await megan.presses(card, 'Open missed log')).text).toContain('missed the log for November 2026')
  const team = await megan.says('team south west')
  expect(team.text).toContain('Wants attention: 1 log missed (November 2026)')
})
