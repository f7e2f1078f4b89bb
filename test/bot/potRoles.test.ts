// L1, P6, X2: who may press what about the central pot, cell by cell through HTTP, written out apart from the rules.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clearancesOf } from '../../src/app/hours/clearances.ts'
import { listStandIns } from '../../src/app/people/people.ts'
import { addDays } from '../../src/domain/calendar.ts'
import type { Person } from '../../src/domain/person.ts'
import type { CardView } from '../support/cardView.ts'
import type { Talk, TestBot } from '../support/bot.ts'
import { logs } from './peers.ts'
import {
  agreeBoth,
  asks,
  joins,
  opens,
  personId16,
  potOf,
  presses,
  recordedFor,
  startOffice,
} from './requests.ts'

const Y = true
const N = false

/** The peer whose request or hours they are, then their group's others, then six people of another group. */
const columns = [
  'the peer',
  'a member peer',
  'the peer’s regional lead',
  'the National Lead Peer',
  'the Head',
  'office staff',
  'the Group Leader',
  'another group’s member peer',
  'another group’s regional lead',
  'another group’s National Lead Peer',
  'another group’s Head',
  'another group’s staff',
  'another group’s Group Leader',
] as const

const changing: Record<string, readonly boolean[]> = {
  'request/agree': [N, N, N, Y, Y, N, N, N, N, N, N, N, N],
  'request/decline': [N, N, N, Y, Y, N, N, N, N, N, N, N, N],
  'request/withdraw': [Y, N, N, N, N, N, N, N, N, N, N, N, N],
  'request/revoke': [N, N, N, N, Y, N, N, N, N, N, N, N, N],
  'pot/fund': [N, N, N, N, Y, N, N, N, N, N, N, N, N],
  'stand-in/save for the National Lead Peer': [N, N, N, Y, N, N, Y, N, N, N, N, N, N],
  'stand-in/save for the Head': [N, N, N, N, Y, N, Y, N, N, N, N, N, N],
  'stand-in/end for the National Lead Peer': [N, N, N, Y, N, N, Y, N, N, N, N, N, N],
  'stand-in/end for the Head': [N, N, N, N, Y, N, Y, N, N, N, N, N, N],
  'clearance/clear': [N, N, N, N, Y, N, N, N, N, N, N, N, N],
  'clearance/decline': [N, N, N, N, Y, N, N, N, N, N, N, N, N],
  'clearance/clear of an event': [N, N, N, N, Y, N, N, N, N, N, N, N, N],
  'clearance/decline of an event': [N, N, N, N, Y, N, N, N, N, N, N, N, N],
}
/** Whether what is shown is about this peer. */
const showing: Record<string, readonly boolean[]> = {
  'request/open': [Y, N, N, Y, Y, Y, Y, N, N, N, N, N, N],
  'approvals/open of held hours': [Y, N, N, N, Y, N, N, N, N, N, N, N, N],
  pot: [N, N, N, Y, Y, Y, Y, N, N, N, N, N, N],
  'pot/requests': [N, N, N, Y, Y, Y, Y, N, N, N, N, N, N],
  approvals: [N, N, N, Y, Y, N, N, N, N, N, N, N, N],
  'my-requests': [Y, N, N, N, N, N, N, N, N, N, N, N, N],
}
const opening: Record<string, readonly boolean[]> = {
  'request-days': [Y, Y, Y, Y, N, N, N, Y, Y, Y, N, N, N],
  'ask-first': [Y, Y, Y, Y, N, N, N, Y, Y, Y, N, N, N],
}

let bot: TestBot
let people: readonly Talk[]
let peer: Talk
let person: string
let made = 0

beforeAll(async () => {
  bot = await startOffice()
  peer = await joins(bot, 'member-peer', { name: 'Zyxpeer Zyxson', regions: ['south-west'] })
  person = personId16(peer.who.email)
  const others: Talk[] = []
  for (const role of [
    'member-peer',
    'regional-lead',
    'national-lead',
    'head-of-office',
    'office-staff',
    'group-leader',
  ] as const)
    others.push(await joins(bot, role, { group: 'labour', regions: ['south-west'] }))
  const lead = await joins(bot, 'regional-lead', { regions: ['south-west'] })
  const own = ['Megan Bowen', 'Adele Vance', 'Patti Fernandez', 'Diego Siciliani'].map((name) => bot.as(name))
  people = [peer, bot.as('Lynne Robbins'), lead, ...own, ...others]
})
afterAll(() => bot.close())

/** A request of the peer's that nobody has decided; its number. */
async function request(): Promise<number> {
  await asks(peer, { hours: '0.5', what: `Zyxwork ${++made}` })
  await bot.runDue()
  return (await potOf(bot)).pot.requests
}
async function grant(): Promise<number> {
  const seq = await request()
  await agreeBoth(bot, seq)
  return seq
}
async function held(): Promise<{ person: string; year: number; seq: number }> {
  // Hours are held only where there is a lot to hold them in: Alex has one, and is of the same region.
  const receipt = await logs(bot.as('Alex Wilber'), { date: '2026-11-20', hours: '0.25', askedBy: 'direct' })
  const correct = receipt.buttons.find(({ title }) => title === 'Correct')
  await bot.runDue()
  const seq = Number(correct?.data['seq'])
  return { person: personId16(bot.as('Alex Wilber').who.email), year: 2026, seq }
}
async function event(): Promise<{ person: string; id: string }> {
  const form = await peer.says('ask first')
  await peer.presses(form, 'Ask', { event: `Zyxevent ${++made}`, date: '2026-12-05' })
  await bot.runDue()
  const all = await clearancesOf(bot.store, { group: 'independent', id: person } as Person)
  const id = all.find(({ event: what }) => what === `Zyxevent ${made}`)?.id ?? ''
  return { person, id }
}
/** Another one each time. */
const lastDay = (): string => addDays('2027-02-01', ++made)
/** Next year, so that nobody stands in while the other rows are tried. */
const national = { key: 'national', from: '2027-01-01' } as const
const head = { key: 'head', from: '2027-01-01' } as const
async function named(key: 'national' | 'head'): Promise<{ standIn: string }> {
  const to = lastDay()
  const stand = personId16(key === 'national' ? 'lynner@example.com' : 'pattif@example.com')
  const diego = bot.as('Diego Siciliani')
  await presses(diego, 'stand-in/save', { command: `n${made}`, key, person: stand, from: '2027-01-01', to })
  const all = await listStandIns(bot.store, 'independent')
  return { standIn: all.find((each) => each.key === key && each.to === to)?.id ?? '' }
}

/** What a card would send about something that was just made for it. */
const subjects: Record<string, () => Promise<object>> = {
  'request/agree': async () => ({ year: 2026, seq: await request() }),
  'request/decline': async () => ({ year: 2026, seq: await request(), reason: 'Zyxreason' }),
  'request/withdraw': async () => ({ year: 2026, seq: await request() }),
  'request/revoke': async () => ({
    year: 2026,
    seq: await grant(),
    command: `r${++made}`,
    reason: 'Zyxreason',
  }),
  'pot/fund': async () => ({ year: 2026, command: `f${++made}`, days: '20' }),
  'stand-in/save for the National Lead Peer': async () => ({
    command: `s${++made}`,
    person: personId16('lynner@example.com'),
    ...national,
    to: lastDay(),
  }),
  'stand-in/save for the Head': async () => ({
    command: `s${++made}`,
    person: personId16('pattif@example.com'),
    ...head,
    to: lastDay(),
  }),
  'stand-in/end for the National Lead Peer': async () => ({
    command: `e${++made}`,
    ...(await named('national')),
  }),
  'stand-in/end for the Head': async () => ({ command: `e${++made}`, ...(await named('head')) }),
  'clearance/clear': async () => ({ ref: await held() }),
  'clearance/decline': async () => ({ ref: await held(), reason: 'Zyxreason' }),
  'clearance/clear of an event': async () => ({ ref: await event() }),
  'clearance/decline of an event': async () => ({ ref: await event(), reason: 'Zyxreason' }),
}

const verbOf = (row: string): string => row.split(' ')[0] ?? ''
const refusals =
  /not open to your role|not in your group|not yours to decide|your own request|named by the holder|is outside that|Nobody stands in|Lynne Robbins for|Patti Fernandez for/

/** Everything that stands about both groups and everybody's ledger. */
const recorded = async (): Promise<unknown> => [
  await Promise.all([bot.as('Alex Wilber'), ...people.slice(0, 7)].map((each) => recordedFor(bot, each))),
  await Promise.all(people.slice(7).map((each) => recordedFor(bot, each, 'labour'))),
  (await potOf(bot)).pot,
  (await potOf(bot)).requests,
  (await bot.as('Diego Siciliani').says('stand in')).text,
]

test.each(Object.keys(changing))('L1, X2: %s', { timeout: 60_000 }, async (row) => {
  const subject = subjects[row]
  if (!subject) throw new Error(`no subject for ${row}`)
  const refused = await subject()
  const may: boolean[] = []
  const before = await recorded()
  for (const [at, who] of people.entries()) {
    if (changing[row]?.[at]) continue
    const card = await presses(who, verbOf(row), refused)
    expect([columns[at], card.text]).toEqual([columns[at], expect.stringMatching(refusals)])
    expect([columns[at], await recorded()]).toEqual([columns[at], before])
    may[at] = N
  }
  for (const [at, who] of people.entries()) {
    if (!changing[row]?.[at]) continue
    const given = await subject()
    const then = await recorded()
    await presses(who, verbOf(row), given)
    expect([columns[at], await recorded()]).not.toEqual([columns[at], then])
    may[at] = Y
    // Hand back what it took, so that the next finds the same.
    if (row === 'pot/fund') await presses(who, 'pot/fund', { year: 2026, command: `f${++made}`, days: '15' })
    await bot.runDue()
  }
  expect(may).toEqual(changing[row])
})

test.each(Object.keys(showing))('P6: %s', async (row) => {
  const seq = await request()
  const hours = await held()
  const ways: Record<string, (who: Talk) => Promise<CardView>> = {
    'request/open': (who) => opens(who, seq),
    'approvals/open of held hours': (who) =>
      presses(who, 'approvals/open', { chosen: `clearance ${hours.person} 2026 ${hours.seq}` }),
    pot: (who) => who.says('pot'),
    'pot/requests': (who) => presses(who, 'pot/requests', { year: 2026 }),
    approvals: (who) => who.says('approvals'),
    'my-requests': (who) => who.says('my requests'),
  }
  const isOfAlex = row === 'approvals/open of held hours'
  const shown: boolean[] = []
  for (const [at, who] of people.entries()) {
    const { text } = (await ways[row]?.(at === 0 && isOfAlex ? bot.as('Alex Wilber') : who)) ?? { text: '' }
    shown.push((isOfAlex ? /0\.25 h/ : /Zyxpeer|Zyxwork/).test(text))
  }
  expect(shown).toEqual(showing[row])
})

test.each(Object.keys(opening))('L1: %s', async (row) => {
  const shown: boolean[] = []
  for (const who of people) shown.push(!(await presses(who, row, {})).text.includes('not open to your role'))
  expect(shown).toEqual(opening[row])
})
