// D5, X2, P13, L1: `audit` and `verify` as the office sees them: every kind of record as a plain sentence, by person, request and
// date; open to the office alone.
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  accountId,
  disputeId,
  missId,
  missPartition,
  peerPartition,
  registerVersionId,
} from '../../src/app/keys.ts'
import type { Miss } from '../../src/domain/miss.ts'
import { demoPersonas, startBot, type TestBot } from '../support/bot.ts'
import { wrongIn } from '../support/cardRules.ts'
import type { CardView } from '../support/cardView.ts'
import { logs, openChats, personOf } from './peers.ts'
import { joins, presses } from './requests.ts'

let bot: TestBot
const mark = /Qzx/
const typed = 'Qzx **b** [x](http://x.example) <i> ${x}'

const [alex, isaiah, megan, adele] = ['Alex Wilber', 'Isaiah Langer', 'Megan Bowen', 'Adele Vance']
const as = (name: string | undefined) => bot.as(name ?? '')

beforeAll(async () => {
  bot = await startBot()
  await openChats(bot)
  const query = { hours: '2', activity: 'query', place: 'Qzxshire', notes: typed }
  const receipt = await logs(as(alex), { date: '2026-11-02', ...query })
  bot.at('2026-11-21T12:10:00Z')
  await as(alex).presses(receipt, 'Undo')
  bot.at('2026-11-21T12:20:00Z')
  const ask = {
    hours: '8',
    from: '2026-11-23',
    to: '2026-12-11',
    what: typed,
    strand: 'lga',
    askedBy: 'office',
  }
  await as(isaiah).presses(await as(isaiah).says('request days'), 'Send request', ask)
  await bot.runDue()
  bot.at('2026-11-21T12:30:00Z')
  await presses(as(megan), 'request/agree', { year: 2026, seq: 1 })
  bot.at('2026-11-21T12:40:00Z')
  await presses(as(adele), 'request/agree', { year: 2026, seq: 1 })
  await bot.runDue()
  bot.at('2026-11-21T12:50:00Z')
  await as(adele).presses(await as(adele).says('pot'), 'Set the pot', { days: '20' })
  const lynne = await personOf(bot.store, 'Lynne Robbins')
  await as(adele).presses(await as(adele).says('allocate'), 'Allocate', {
    person: lynne.id,
    days: '2',
    reason: typed,
  })
  await bot.runDue()
  bot.at('2026-11-21T13:00:00Z')
  const patti = await personOf(bot.store, 'Patti Fernandez')
  await as(adele).presses(await as(adele).says('stand in'), 'Name stand-in', {
    key: 'head',
    person: patti.id,
    from: '2026-11-23',
    to: '2026-11-27',
  })
  const absence = await as(adele).says('absence')
  const agreed = await as(adele).presses(absence, 'Agree absence', {
    person: lynne.id,
    from: '2026-12-01',
    to: '2026-12-20',
  })
  await as(adele).presses(agreed, 'Take back', { absence: `${lynne.id} 2026-12-01 2026-12-20` })
  const person = await personOf(bot.store, alex ?? '')
  const miss: Miss = {
    type: 'miss',
    v: 1,
    period: '2026-10',
    person: person.id,
    at: Date.parse('2026-11-08T00:00:00Z'),
    leads: [],
    isFirst: true,
    comments: [],
    decisions: [
      {
        verdict: 'excused',
        by: (await personOf(bot.store, megan ?? '')).id,
        at: Date.parse('2026-11-09T10:00:00Z'),
        reason: typed,
      },
    ],
  }
  await bot.store.commit(missPartition('independent', 2026), [
    { op: 'create', id: missId('2026-10', person.id), doc: miss },
  ])
  const version = {
    type: 'register-version',
    v: 1,
    seq: 1,
    at: Date.parse('2026-11-10T10:00:00Z'),
    on: '2026-11-10',
    by: person.id,
    why: 'first',
    policy: 1,
    headings: [],
    entries: [{ text: 'Qzxshire' }],
  }
  const dispute = {
    type: 'dispute',
    v: 1,
    year: 2026,
    seq: 2,
    at: Date.parse('2026-11-11T10:00:00Z'),
    reason: 'not mine',
    state: 'undone',
    settled: { by: lynne.id, at: Date.parse('2026-11-12T10:00:00Z'), reason: 'agreed' },
  }
  await bot.store.commit(peerPartition(person), [
    { op: 'create', id: registerVersionId(1), doc: version },
    { op: 'create', id: disputeId(2026, 2), doc: dispute },
  ])
  bot.at('2026-11-21T14:00:00Z')
})
afterAll(() => bot.close())

/** Every page of an audit, one text. */
async function whole(card: CardView): Promise<string> {
  expect(wrongIn(card.card, card.card, mark)).toEqual([])
  const older = card.buttons.some(({ title }) => title === 'Older')
  return older ? `${card.text}\n${await whole(await as(adele).presses(card, 'Older'))}` : card.text
}

test('D5, X2, Y2: the office reads who did what when, the newest first, page by page', async () => {
  const first = await as(adele).says('audit november')
  expect(first.text).toContain('Sun 1 Nov 2026 to Mon 30 Nov 2026, the newest first.')
  const text = await whole(first)
  const sentences = [
    'Adele Vance took back the absence of Lynne Robbins from Tue 1 Dec 2026 to Sun 20 Dec 2026.',
    'Adele Vance agreed the absence of Lynne Robbins from Tue 1 Dec 2026 to Sun 20 Dec 2026.',
    'Adele Vance named Patti Fernandez to stand in for the Head of Group Office from Mon 23 Nov 2026 to Fri 27 Nov 2026.',
    'Adele Vance set the allocation of Lynne Robbins for 2026/27 to 2 days.',
    'Adele Vance set the central pot of 2026/27 to 20 days; it was 15 days.',
    'The bot granted 8 h to Isaiah Langer under CP-2627-0001, as every agreement was there.',
    'Adele Vance agreed to the request of Isaiah Langer as Head of Group Office.',
    'Megan Bowen agreed to the request of Isaiah Langer as National Lead Peer.',
    'Isaiah Langer asked the central pot for 8 h towards 8 h of work.',
    'Alex Wilber took back 2 h on Mon 2 Nov 2026 (undone).',
    'Alex Wilber entered 2 h on Mon 2 Nov 2026: Query, 2 h claimed.',
    'Alex Wilber saved version 1 of the register of interests.',
    'Alex Wilber disputed what the office had entered, from no. 2 of 2026/27 on.',
    'Lynne Robbins settled what Alex Wilber disputed, from no. 2 of 2026/27 on: taken back.',
    'Megan Bowen decided about the missed log of Alex Wilber for October 2026: excused.',
  ]
  const found = sentences.map((each) => text.indexOf(each))
  expect(sentences.filter((_, at) => (found[at] ?? -1) < 0)).toEqual([])
  expect(text).toContain('Sat 21 Nov 2026, 12:10')
  expect(text).toContain(`reason: ${typed}`)
  // Neither a note nor a council nor what a request is for is in it.
  expect(text).not.toContain('Qzxshire')
  const when = [...text.matchAll(/^(\w{3} \d+ \w{3} \d{4}), (\d\d:\d\d)/gm)].map(([, date, time]) =>
    Date.parse(`${date ?? ''} ${time ?? ''}`),
  )
  expect(when.length).toBeGreaterThan(12)
  expect(when).toEqual(when.toSorted((one, other) => other - one))
})

test('by person as actor or subject, by request or claim code, and by dates', async () => {
  const both = await whole(await as(adele).says('audit alex november'))
  expect(both).toMatch(/Alex Wilber entered[\s\S]*Megan Bowen decided about/)
  expect(both).not.toMatch(/Isaiah/)
  const card = await as(adele).says('audit megan')
  const did = await whole(await as(adele).presses(card, 'Show', { part: 'did' }))
  expect(did).toContain('Megan Bowen agreed to the request')
  const about = await whole(await as(adele).presses(card, 'Show', { part: 'about' }))
  expect(about).not.toContain('Megan Bowen agreed to the request')
  for (const said of ['audit 1', 'audit cp-2627-0001']) {
    const text = await whole(await as(adele).says(said))
    expect(text).toMatch(/granted 8 h[\s\S]*Megan Bowen agreed[\s\S]*asked the central pot/)
    expect(text).toContain('request no. 1 of 2026/27')
    expect(text).not.toMatch(/Alex|Lynne|set the central pot/)
  }
  const none = await as(adele).presses(card, 'Show', { person: '', from: '2026-10-15', to: '2026-10-15' })
  expect(none.text).toContain('Nothing happened.')
})

test('bad input is told in words and stays in its field', async () => {
  const card = await as(adele).says('audit nobody at all')
  expect(card.text).toContain('nobody in your group is called “nobody at all”')
  const refused = await as(adele).presses(card, 'Show', { person: 'e', request: 'seven', from: '', to: 'x' })
  expect(refused.text).toMatch(
    /people have that name[\s\S]*From: pick[\s\S]*To: pick[\s\S]*Request: type its number/,
  )
  expect(refused.inputs).toMatchObject({ person: 'e', request: 'seven' })
  const long = await as(adele).presses(card, 'Show', { person: '', from: '2010-01-01', to: '2026-01-01' })
  expect(long.text).toContain('more than ten years')
})

test('P6, L1: the audit is the office’s; decisions about missed logs are the Head’s; other groups read nothing', async () => {
  for (const { name } of demoPersonas) {
    const card = await bot.as(name).says('audit')
    const isOffice = name === adele || name === 'Patti Fernandez'
    expect([name, card.text.includes('the newest first')]).toEqual([name, isOffice])
    expect([name, (await bot.as(name).says('verify')).text.includes('checked')]).toEqual([name, isOffice])
  }
  const patti = await as('Patti Fernandez').says('audit alex november')
  expect(patti.text).toContain('Alex Wilber entered')
  expect(patti.text).not.toContain('missed log')
  const jo = await joins(bot, 'head-of-office', { group: 'labour' })
  expect((await jo.says('audit')).text).not.toMatch(/Alex|Isaiah|Adele/)
  expect((await jo.says('audit alex')).text).toContain('nobody in your group')
  expect((await jo.says('verify')).text).toContain(
    '0 accounts with 0 entries and 0 pots checked: no differences.',
  )
})

test('D5, X1: verify replays everything and says so; a bent account is named with both figures', async () => {
  const good = await as(adele).says('verify')
  expect(good.text).toMatch(/\d+ accounts with \d+ entries and 1 pot checked: no differences\./)
  const pk = peerPartition(await personOf(bot.store, alex ?? ''))
  const stored = await bot.store.get(pk, accountId(2026))
  if (!stored) throw new Error('no account')
  const doc = { ...stored.doc, late: Number(stored.doc['late']) + 90 }
  await bot.store.commit(pk, [{ op: 'replace', id: stored.id, doc, etag: stored.etag }])
  const bad = await as(adele).presses(good, 'Verify again')
  expect(bad.text).toContain('2 differences.')
  expect(bad.text).toMatch(/Alex Wilber, 2026\/27\nThe account has late \d+; its entries give \d+\./)
  expect(bad.text).toContain('send them this card')
  expect(wrongIn(bad.card, bad.card, mark)).toEqual([])
})
