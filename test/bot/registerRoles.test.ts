// R1, R2: who reads what of a register of interests, role by heading by mark, own and other group, by everything that can be
// pressed; planted words are looked for in every log line, notification, summary, export and error.
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Role } from '../../src/domain/person.ts'
import { startBot, type Talk, type TestBot } from '../support/bot.ts'
import { valuesIn } from '../support/cardView.ts'
import { personOf, titlesOf } from './peers.ts'
import { completed } from './registers.ts'
import { joins } from './requests.ts'

const headings = ['paid-work', 'positions', 'contracts', 'gifts', 'other'] as const
const marks = ['plain', 'secret', 'later'] as const

/** A word for each heading and mark; `later` was saved without the mark, and is sensitive since. */
const wordOf = (heading: string, mark: string): string => `Zyx${heading.replace('-', '')}${mark}`
const words = headings.flatMap((heading) => marks.map((mark) => wordOf(heading, mark)))
const found = (text: string): string[] => words.filter((word) => text.includes(word))

const readers = {
  'the peer': words,
  'Head of Group Office': words,
  'National Lead Peer': headings.map((heading) => wordOf(heading, 'plain')),
  'a lead peer of the same region': [],
  'a lead peer of another region': [],
  'a member peer': [],
  'office staff': [],
  'Group Leader': [],
  'a Head of Group Office of another group': [],
  'a National Lead Peer of another group': [],
} as const
type Reader = keyof typeof readers

let bot: TestBot
let alexId: string
let talks: Record<Reader, Talk>
/** All that each of them was answered. */
const answers = new Map<Reader, string>()

beforeAll(async () => {
  bot = await startBot()
  alexId = (await personOf(bot.store, 'Alex Wilber')).id
  const other = (role: Role, group: 'labour' | 'independent' = 'labour') =>
    joins(bot, role, { group, regions: ['south-west'] })
  talks = {
    'the peer': bot.as('Alex Wilber'),
    'Head of Group Office': bot.as('Adele Vance'),
    'National Lead Peer': bot.as('Megan Bowen'),
    'a lead peer of the same region': await other('regional-lead', 'independent'),
    'a lead peer of another region': bot.as('Isaiah Langer'),
    'a member peer': bot.as('Lynne Robbins'),
    'office staff': bot.as('Patti Fernandez'),
    'Group Leader': bot.as('Diego Siciliani'),
    'a Head of Group Office of another group': await other('head-of-office'),
    'a National Lead Peer of another group': await other('national-lead'),
  }
  for (const talk of Object.values(talks)) await talk.says('hi')
  const alex = talks['the peer']
  const typed = Object.fromEntries(
    headings.flatMap((heading) => [
      [`none-${heading}`, 'false'],
      ...marks.map((mark, at) => [`text-${heading}-${at}`, wordOf(heading, mark)]),
      [`mark-${heading}-1`, 'true'],
    ]),
  )
  const roomy = await alex.presses(await alex.says('interests'), 'Room for more entries')
  await alex.presses(roomy, 'Save', typed)
  const form = await alex.says('interests')
  const later = Object.keys(form.inputs).filter((id) => form.inputs[id]?.endsWith('later'))
  const marked = Object.fromEntries(later.map((id) => [id.replace('text-', 'mark-'), 'true']))
  await alex.presses(form, 'Save', { ...marked, 'text-gifts-0': 'Zyxplain pen' })
  for (const reader of Object.keys(talks) as Reader[]) answers.set(reader, await everythingFor(talks[reader]))
  await bot.runDue()
}, 60_000)
afterAll(() => bot.close())

/** Whatever can be said or pressed that is about registers, and what else shows people. */
async function everythingFor(who: Talk): Promise<string> {
  const { does } = who
  const chosen = { v: 1, chosen: alexId }
  const presses = [
    does.presses('interests', { v: 1 }),
    does.presses('interests/group', { v: 1, from: 0 }),
    does.presses('interests/open', chosen),
    does.presses('interests/remind', { ...chosen, from: 0 }),
    does.presses('interests/file', { v: 1 }),
    ...[undefined, '0', '1', '2'].flatMap((older) =>
      ['1', '2'].map((newer) => does.presses('interests/versions', { v: 1, person: alexId, older, newer })),
    ),
    does.presses('interests/versions', { v: 1 }),
    does.presses('person/open', chosen),
    does.presses('team', { v: 1 }),
  ]
  let all = ''
  for (const press of presses) {
    const { body, status } = await bot.edge.send(press)
    expect(status).toBe(200)
    all += JSON.stringify(body)
  }
  for (const said of ['interests', 'help', 'team', 'people', 'log 2h yesterday query', 'report', 'my data'])
    all += JSON.stringify((await who.says(said)).card)
  return all
}

describe.each(Object.keys(readers) as Reader[])('%s', (reader) => {
  const cells = headings.flatMap((heading) =>
    marks.map((mark) => ({ heading, mark, word: wordOf(heading, mark) })),
  )

  test.each(cells)('R2: $heading, $mark', ({ word }) => {
    expect(answers.get(reader)?.includes(word)).toBe((readers[reader] as readonly string[]).includes(word))
  })
})

test('R2: lead peers, office staff and the Group Leader see the status; member peers and other groups nothing', () => {
  const status = 'Current: confirmed on Sat 21 Nov 2026, due on Sun 21 Nov 2027'
  const seeing = (Object.keys(readers) as Reader[]).filter((reader) => answers.get(reader)?.includes(status))
  expect(seeing).toEqual([
    'the peer',
    'Head of Group Office',
    'National Lead Peer',
    'a lead peer of the same region',
    'office staff',
    'Group Leader',
  ])
})

test('R2: nothing that is registered is in a log line, a summary or a message that comes by itself', async () => {
  bot.at('2027-11-22T12:00:00Z')
  const adele = talks['Head of Group Office']
  await adele.presses(await adele.says('interests'), 'Remind', { chosen: alexId })
  await bot.runDue()
  const reminder = talks['the peer'].copies().findLast(({ text }) => text.includes('register of interests'))
  expect(reminder?.text).toContain('Your register of interests was due on Sun 21 Nov 2027, 1 day ago')
  expect(found(JSON.stringify(bot.edge.lines))).toEqual([])
  const unasked = bot.edge.connector.sent.filter(({ replyToId }) => replyToId === undefined)
  expect(unasked.length).toBeGreaterThan(0)
  expect(found(JSON.stringify(unasked))).toEqual([])
  const summaries = bot.edge.connector.sent.map(({ activity }) => activity.summary)
  expect(found(JSON.stringify(summaries))).toEqual([])
  for (const text of answers.values()) {
    const spoken = [...text.matchAll(/"(?:speak|fallbackText)":"((?:[^"\\]|\\.)*)"/g)].map(([, said]) => said)
    expect(spoken.length).toBeGreaterThan(5)
    expect(found(spoken.join(' '))).toEqual([])
  }
  bot.at('2026-11-21T12:00:00Z')
})

test('R2: the office’s file holds the status and no text; the peer’s own document holds it all, as text', async () => {
  const adele = talks['Head of Group Office']
  const offered = await adele.presses(await adele.says('interests'), 'As a file for Excel')
  const file = await bot.edge.fetchFile(offered.links[0]!.url)
  const csv = await file.text()
  expect(csv).toContain('Peer,E-mail,Role,Regions,Status,Confirmed on,Due on,Days overdue')
  expect(csv).toContain(
    'Alex Wilber,alexw@example.com,Regional lead peer,South West,Current,2026-11-21,2027-11-21,0',
  )
  expect(csv).toContain('No register yet')
  expect(found(csv)).toEqual([])

  const alex = talks['the peer']
  await alex.presses(await alex.says('interests'), 'Save', {
    'text-gifts-0': '<script>x()</script> & **b** שלום',
    'none-gifts': 'false',
  })
  const own = await alex.presses(await alex.presses(await alex.says('interests'), 'What changed'), 'To print')
  const page = await bot.edge.fetchFile(own.links[0]!.url)
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  const html = await page.text()
  expect(found(html)).toEqual(words)
  expect(html).toContain('&lt;script&gt;x()&lt;/script&gt; &amp; **b** שלום')
  expect(html).not.toContain('<script>')
  // Nobody else's link gives it, and nobody else gets the office's file.
  for (const [reader, talk] of Object.entries(talks)) {
    const { body } = await bot.edge.send(talk.does.presses('interests/file', { v: 1 }))
    const mayHave = [
      'Head of Group Office',
      'office staff',
      'a Head of Group Office of another group',
    ].includes(reader)
    expect([reader, JSON.stringify(body).includes('/files/')]).toEqual([reader, mayHave])
  }
})

test('R1: the office reminds in one press, once a day; lead peers cannot; a peer who is current is not reminded', async () => {
  const own = await startBot()
  onTestFinished(() => own.close())
  const [alex, adele, patti] = ['Alex Wilber', 'Adele Vance', 'Patti Fernandez'].map((name) =>
    own.as(name),
  ) as [Talk, Talk, Talk]
  for (const who of [alex, adele, patti]) await who.says('hi')
  const list = await adele.says('interests')
  expect(list.text).toContain('0 current, 0 due within 30 days, 0 overdue, 3 without a register yet')
  expect(list.text).toContain('Alex Wilber, Regional lead peer\nNo register yet; it is due now.')
  expect(valuesIn(list, 'chosen')).toHaveLength(3)
  const reminded = await adele.presses(list, 'Remind', { chosen: alexId })
  expect(reminded.text).toContain('Alex Wilber is reminded, in their own working hours.')
  expect(reminded.text).toContain('Reminded today.')
  expect((await patti.presses(list, 'Remind', { chosen: alexId })).text).toContain('once a day is enough')
  await own.runDue()
  const [card, ...more] = alex.copies()
  expect(more).toEqual([])
  expect(card?.text).toContain('Your group office asks you to see to it')
  const { body } = await own.edge.send(
    own.as('Megan Bowen').does.presses('interests/remind', { v: 1, chosen: alexId, from: 0 }),
  )
  expect(JSON.stringify(body)).toContain('not open to your role')
  // Done, the card that was sent says so, and nothing is left to remind of.
  await completed(alex)
  await own.runDue()
  expect(alex.copies()[0]?.text).toContain('It is up to date')
  own.at('2026-11-23T12:00:00Z')
  expect((await adele.presses(list, 'Remind', { chosen: alexId })).text).toContain('Nothing is due from them')
})

test('R1: a fortnight overdue is on the office’s morning digest, and gone from it when it is done', async () => {
  const own = await startBot({ at: '2026-11-20T12:00:00Z', remindsOfRegisters: true })
  onTestFinished(() => own.close())
  const [alex, adele] = ['Alex Wilber', 'Adele Vance'].map((name) => own.as(name)) as [Talk, Talk]
  for (const name of ['Alex Wilber', 'Isaiah Langer', 'Megan Bowen', 'Adele Vance'])
    await own.as(name).says('hi')
  const digests = async (at: string) => {
    const before = adele.copies().length
    own.at(at)
    await own.runDue()
    return adele
      .copies()
      .slice(before)
      .map(({ text }) => text)
      .join('\n')
  }
  await own.runDue()
  expect(await digests('2026-12-03T09:00:00Z')).not.toContain('registers of interests')
  expect(await digests('2026-12-04T09:00:00Z')).toContain(
    '3 registers of interests overdue by a fortnight or more',
  )
  // First at the next nine in the morning, and every week: the last of those that fell due while nobody ran.
  const weekly = alex.copies().filter(({ text }) => text.includes('is waiting for you'))
  expect(weekly.length).toBeGreaterThan(0)
  await completed(alex)
  expect(await digests('2026-12-07T09:00:00Z')).toContain('2 registers of interests overdue')
  const list = await adele.says('interests')
  expect(list.text).toContain('Overdue by a fortnight or more.')
  expect(list.text).toContain('No register yet; due since Fri 20 Nov 2026, 17 days ago.')
})

test('R1: one press on a reminder confirms; nobody else’s reminder does', async () => {
  const own = await startBot()
  onTestFinished(() => own.close())
  const [alex, adele] = ['Alex Wilber', 'Adele Vance'].map((name) => own.as(name)) as [Talk, Talk]
  for (const who of [alex, adele]) await who.says('hi')
  await completed(alex)
  own.at('2027-11-20T12:00:00Z')
  await adele.presses(await adele.says('interests'), 'Remind', { chosen: alexId })
  await own.runDue()
  const card = alex.copies().at(-1)!
  expect(titlesOf(card)).toEqual(['Nothing has changed', 'Open my register'])
  const stolen = own.as('Isaiah Langer').press(card, 'Nothing has changed')
  expect(JSON.stringify((await own.edge.send(stolen)).body)).toContain('was saved after you opened this form')
  expect((await alex.presses(card, 'Nothing has changed')).text).toContain('due again on Mon 20 Nov 2028')
})
