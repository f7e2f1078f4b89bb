// R1, R2: the register of interests as a peer keeps it in chat: completed, changed, compared, confirmed, and what is wrong
// with a form said without losing what was typed.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { peerPartition, registerVersionId, under } from '../../src/app/keys.ts'
import { statusOf } from '../../src/app/register/register.ts'
import type { RegisterVersion } from '../../src/domain/register.ts'
import { startBot, type Talk, type TestBot } from '../support/bot.ts'
import { valuesIn, type CardView } from '../support/cardView.ts'
import { wrongIn } from '../support/cardRules.ts'
import { personOf, titlesOf } from './peers.ts'
import { completed, noneOf, versionsOf } from './registers.ts'

let bot: TestBot
beforeEach(async () => {
  bot = await startBot()
})
afterEach(() => bot.close())

const alex = (): Talk => bot.as('Alex Wilber')
const text = (card: CardView): string => card.text

test('R1: a first registration is one form; the receipt says what was saved and when it is due again', async () => {
  const form = await alex().says('interests')
  expect(form.text).toContain('it is due now (rule R1)')
  expect(form.text).toContain('a separate thing')
  expect(JSON.stringify(form.card)).toContain('https://www.gov.uk/find-local-council')
  expect(titlesOf(form)).toEqual(['Save', 'Room for more entries', 'Others’ registers'])
  const saved = await alex().presses(form, 'Save', {
    ...noneOf('positions', 'contracts', 'gifts', 'other'),
    'text-paid-work-0': 'Director, Rutland Water Ltd',
    'from-paid-work-0': '2024-05-01',
    'text-paid-work-1': 'Consultant',
    'mark-paid-work-1': 'true',
  })
  expect(saved.text).toContain('Saved as version 1')
  expect(saved.text).toContain('Paid work: added: “Director, Rutland Water Ltd” from Wed 1 May 2024.')
  expect(saved.text).toContain('Paid work: added: “Consultant”, sensitive.')
  expect(saved.text).toContain('due again on Sun 21 Nov 2027')
  expect(saved.summary).not.toMatch(/Rutland|Consultant/)
  const again = await alex().says('register of interests')
  expect(again.text).toContain('Version 1 of Sat 21 Nov 2026 (first registration), 0 days old. Current')
  expect(again.text).toContain('2 entries, 1 sensitive')
  expect(again.inputs).toMatchObject({
    'text-e1': 'Director, Rutland Water Ltd',
    'from-e1': '2024-05-01',
    'mark-e2': 'true',
    'none-positions': 'true',
    why: 'change',
  })
})

test('R1: nothing has changed confirms in one press and moves the date by a year; twice is once', async () => {
  await completed(alex())
  bot.at('2027-11-10T12:00:00Z')
  const form = await alex().says('interests')
  expect(form.text).toContain('Due on Sun 21 Nov 2027, in 11 days')
  expect(titlesOf(form)[0]).toBe('Nothing has changed')
  expect(form.inputs['why']).toBe('annual')
  const press = alex().press(form, 'Nothing has changed')
  const answers = [await bot.edge.send(press), await bot.edge.send(press), await bot.edge.send(press)]
  for (const { body } of answers) expect(JSON.stringify(body)).toContain('due again on Fri 10 Nov 2028')
  expect((await alex().says('interests')).text).toContain(
    'confirmed on Wed 10 Nov 2027, due on Fri 10 Nov 2028',
  )
  expect(await versionsOf(bot, 'Alex Wilber')).toHaveLength(1)
  expect(await statusOf(bot.deps, await personOf(bot.store, 'Alex Wilber'))).toEqual({
    state: 'current',
    confirmedOn: '2027-11-10',
    dueOn: '2028-11-10',
    daysOver: 0,
  })
  const confirmations = []
  for await (const each of bot.store.list(
    peerPartition(await personOf(bot.store, 'Alex Wilber')),
    under('register-confirmation'),
  ))
    confirmations.push(each)
  expect(confirmations).toHaveLength(2)
})

test('R1: nothing has changed is refused without a version, with typed changes, and when a heading was added', async () => {
  const { does } = alex()
  const none = await bot.edge.send(does.presses('interests/confirm', { v: 1, command: 'c', base: 0 }))
  expect(JSON.stringify(none.body)).toContain('There is no register of interests yet')
  await completed(alex())
  const form = await alex().says('interests')
  const typed = await alex().presses(form, 'Nothing has changed', { 'text-gifts-0': 'A pen' })
  expect(typed.text).toContain('Something in the form has changed: press Save')
  expect(typed.inputs['text-gifts-0']).toBe('A pen')
  const person = await personOf(bot.store, 'Alex Wilber')
  const stored = await bot.store.get(peerPartition(person), registerVersionId(1))
  const version = stored!.doc as unknown as RegisterVersion
  const headings = version.headings.filter(({ id }) => id !== 'gifts')
  await bot.store.commit(stored!.pk, [
    { op: 'replace', id: stored!.id, etag: stored!.etag, doc: { ...stored!.doc, headings } },
  ])
  const added = await alex().presses(await alex().says('interests'), 'Nothing has changed')
  expect(added.text).toContain('Your group now asks about “Gifts and hospitality as a peer” as well')
})

test('R1: a change leaves the date alone, a yearly update moves it; what changed is said in words between any two', async () => {
  await completed(alex(), { 'text-paid-work-0': 'Clerk', 'none-paid-work': 'false' })
  bot.at('2027-03-01T12:00:00Z')
  const changed = await alex().presses(await alex().says('interests'), 'Save', {
    'text-e1': 'Senior clerk',
    'mark-e1': 'true',
    'text-gifts-0': 'Lunch',
    'none-gifts': 'false',
  })
  expect(changed.text).toContain('“Clerk” now reads “Senior clerk”; now marked sensitive.')
  expect(changed.text).toContain('Gifts and hospitality as a peer: no longer none.')
  expect(changed.text).toContain(
    'That leaves the date alone: all of it is to be confirmed by Sun 21 Nov 2027',
  )
  bot.at('2027-11-01T12:00:00Z')
  const yearly = await alex().presses(await alex().says('interests'), 'Save', {
    'text-e1': '',
    'none-paid-work': 'true',
    why: 'annual',
  })
  expect(yearly.text).toContain('due again on Wed 1 Nov 2028')
  expect(yearly.text).toContain('Paid work: removed: “Senior clerk”, sensitive.')
  const versions = await alex().presses(yearly, 'What changed')
  expect(versions.text).toContain('Version 2 of Mon 1 Mar 2027 (change of circumstances) and version 3')
  const both = await alex().presses(versions, 'Compare', { older: '1', newer: '3' })
  expect(both.text).toContain('Paid work: removed\n“Clerk”.')
  expect(both.text).toContain('Gifts and hospitality as a peer: added\n“Lunch”.')
  const all = await alex().presses(both, 'Compare', { older: '0', newer: '1' })
  expect(all.text).toContain('All of version 1')
  expect(all.text).toContain('Paid work: added\n“Clerk”.')
  expect(all.summary).not.toContain('Clerk')
})

test('R1: a save that changes nothing is said to, and no version is made', async () => {
  await completed(alex())
  const same = await alex().presses(await alex().says('interests'), 'Save')
  expect(same.text).toContain('That says the same as version 1')
  expect(await versionsOf(bot, 'Alex Wilber')).toHaveLength(1)
})

test.each([
  [
    'a text of 501 characters',
    { 'text-paid-work-0': '😀'.repeat(501) },
    '501 characters in one entry, and 500',
  ],
  [
    'a range that ends before it starts',
    { 'text-paid-work-0': 'Job', 'from-paid-work-0': '2026-05-02', 'to-paid-work-0': '2026-05-01' },
    'it ends on Fri 1 May 2026, before it starts on Sat 2 May 2026',
  ],
  [
    'none and an entry',
    { 'text-paid-work-0': 'Job', 'none-paid-work': 'true' },
    '“None” is ticked and an entry stands',
  ],
  ['a heading without an answer', {}, 'Paid work: add an entry, or tick “None”'],
  ['dates without a text', { 'from-paid-work-0': '2026-05-02' }, 'dates or a mark without a text'],
  [
    'a date that is none',
    { 'text-paid-work-0': 'Job', 'to-paid-work-0': 'soon' },
    'pick From and To as dates',
  ],
])('R1: %s is refused, and everything typed is still there', async (_what, typed, problem) => {
  const others = {
    ...noneOf('contracts', 'gifts', 'other'),
    'text-positions-0': 'Governor ŵŷ',
    'mark-positions-0': 'true',
    'from-positions-0': '2020-02-29',
  }
  const form = await alex().says('interests')
  const refused = await alex().presses(form, 'Save', { ...others, ...typed })
  expect(refused.text).toContain(problem)
  const { 'to-paid-work-0': to = '', ...kept } = typed as Record<string, string>
  expect(refused.inputs).toMatchObject({ ...others, ...kept })
  expect(['', to]).toContain(refused.inputs['to-paid-work-0'])
  expect(wrongIn(refused.card, refused.card, /^$/)).toEqual([])
  expect(await versionsOf(bot, 'Alex Wilber')).toEqual([])
  // Mended, the same card saves.
  const mended = {
    'text-paid-work-0': 'Job',
    'from-paid-work-0': '',
    'to-paid-work-0': '',
    'none-paid-work': 'false',
  }
  expect(text(await alex().presses(refused, 'Save', mended))).toContain('Saved as version 1')
})

test('R1: two devices: the second form shows what the first one changed and asks which; either can be kept', async () => {
  await completed(alex(), { 'text-paid-work-0': 'Clerk', 'none-paid-work': 'false' })
  const [one, two] = [await alex().says('interests'), await alex().says('interests')]
  await alex().presses(one, 'Save', {
    'text-e1': 'Head clerk',
    'text-positions-0': 'Trustee',
    'none-positions': 'false',
  })
  const typed = { 'text-e1': 'Chief clerk' }
  for (const button of ['Save', 'Nothing has changed', 'Room for more entries']) {
    const late = await alex().presses(two, button, typed)
    expect(late.text).toContain('Version 2 was saved after you opened this form, which shows version 1')
    expect(late.text).toContain('“Clerk” now reads “Head clerk”')
    expect(late.text).toContain('Positions in bodies: added: “Trustee”')
    expect(late.inputs['text-e1']).toBe('Chief clerk')
    expect(titlesOf(late)).toEqual(['Save mine as version 3', 'Keep version 2'])
  }
  const late = await alex().presses(two, 'Save', typed)
  expect((await alex().presses(late, 'Keep version 2')).inputs['text-e1']).toBe('Head clerk')
  expect(await versionsOf(bot, 'Alex Wilber')).toHaveLength(2)
  await alex().presses(late, 'Save mine as version 3')
  const [, second, third] = await versionsOf(bot, 'Alex Wilber')
  expect(second!.entries.map((entry) => entry.text)).toEqual(['Head clerk', 'Trustee'])
  expect(third!.entries).toEqual([{ id: 1, heading: 'paid-work', text: 'Chief clerk', sensitive: false }])
  expect(third!.headings.find(({ id }) => id === 'positions')?.isNone).toBe(true)
})

test('R1: two devices at the same moment, and each press three times: one version, one difference', async () => {
  await completed(alex())
  const [one, two] = [await alex().says('interests'), await alex().says('interests')]
  const presses = [
    alex().press(one, 'Save', { 'text-gifts-0': 'A pen', 'none-gifts': 'false' }),
    alex().press(two, 'Save', { 'text-gifts-0': 'A book', 'none-gifts': 'false' }),
  ]
  const answers = await Promise.all([...presses, ...presses, ...presses].map((press) => bot.edge.send(press)))
  const said = answers.map(({ body }) => JSON.stringify(body))
  expect(said.filter((each) => each.includes('Saved as version 2'))).toHaveLength(3)
  expect(said.filter((each) => each.includes('was saved after you opened this form'))).toHaveLength(3)
  expect((await versionsOf(bot, 'Alex Wilber')).map(({ seq }) => seq)).toEqual([1, 2])
  // The same card with another text, on a device that still shows it, is another form: asked which, and nothing is lost.
  const winner = said[0]!.includes('Saved as') ? one : two
  const late = await alex().presses(winner, 'Save', { 'text-gifts-0': 'Gold', 'none-gifts': 'false' })
  expect(late.text).toContain('Version 2 was saved after you opened this form')
  expect(late.inputs['text-gifts-0']).toBe('Gold')
  expect(await versionsOf(bot, 'Alex Wilber')).toHaveLength(2)
  expect((await alex().presses(late, 'Save mine as version 3')).text).toContain('Saved as version 3')
})

test('R2: the text of a former entry goes from every version that held it; the record stays, what is in force stays', async () => {
  await completed(alex(), { 'text-paid-work-0': 'Zyxfirm', 'none-paid-work': 'false' })
  const steps: Record<string, string>[] = [
    { 'text-gifts-0': 'Pen', 'none-gifts': 'false' },
    { 'text-e1': 'Zyxfirm and partners' },
    { 'text-e1': '', 'text-paid-work-0': 'Shop' },
  ]
  for (const step of steps) await alex().presses(await alex().says('interests'), 'Save', step)
  const versions = await alex().presses(await alex().says('interests'), 'What changed')
  expect(valuesIn(versions, 'former')).toEqual(['3 1', '2 1'])
  expect((await alex().presses(versions, 'Remove the text for good')).text).toContain('Choose the entry')
  const removed = await alex().presses(versions, 'Remove the text for good', { former: '2 1' })
  expect(removed.text).toContain('gone for good from 3 former versions')
  expect(removed.text).toContain('What Teams keeps')
  const stored = JSON.stringify(await versionsOf(bot, 'Alex Wilber'))
  expect(stored).not.toContain('Zyxfirm')
  expect(stored.match(/"redacted"/g)).toHaveLength(3)
  expect(stored).toContain('Pen')
  const all: unknown[] = []
  for await (const each of bot.store.list(peerPartition(await personOf(bot.store, 'Alex Wilber')), {
    from: '0',
    to: '~',
  }))
    all.push(each)
  expect(JSON.stringify(all)).not.toContain('Zyxfirm')
  const shown = await alex().presses(await alex().presses(removed, 'What changed'), 'Compare', {
    older: '0',
    newer: '1',
  })
  expect(shown.text).toContain('a text that was removed on Sat 21 Nov 2026')
  const { does } = alex()
  const inForce = await bot.edge.send(does.presses('interests/redact', { v: 1, former: '4 3' }))
  expect(JSON.stringify(inForce.body)).toContain('Your current version says that too')
  const twice = await bot.edge.send(does.presses('interests/redact', { v: 1, former: '2 1' }))
  expect(JSON.stringify(twice.body)).toContain('gone for good')
})

test('R1: more room keeps what was typed, up to the most that one form holds; too much is said and kept', async () => {
  const form = await alex().says('interests')
  const roomy = await alex().presses(form, 'Room for more entries', { 'text-gifts-0': 'Pen' })
  expect(roomy.inputs).toMatchObject({ 'text-gifts-0': 'Pen', 'text-gifts-3': '' })
  let wide = roomy
  for (let more = 0; more < 3; more++) wide = await alex().presses(wide, 'Room for more entries')
  expect(wrongIn(wide.card, wide.card, /^$/)).toEqual([])
  const { body: full } = await bot.edge.send(alex().press(wide, 'Room for more entries'))
  expect(JSON.stringify(full)).toContain('That is all the room that one form has')
  const many = Object.fromEntries(
    ['paid-work', 'positions', 'gifts'].flatMap((id) =>
      Array.from({ length: 7 }, (_, at) => [`text-${id}-${at}`, `Entry ${at}`]),
    ),
  )
  const refused = await alex().presses(wide, 'Save', { ...many, ...noneOf('contracts', 'other') })
  expect(refused.text).toContain('21 entries, and 20 is the most')
  expect(refused.inputs).toMatchObject(many)
  const long = Object.fromEntries(
    ['paid-work', 'positions', 'gifts'].flatMap((id) =>
      Array.from({ length: 4 }, (_, at) => [`text-${id}-${at}`, '😀'.repeat(500)]),
    ),
  )
  const press = alex().press(wide, 'Save', { ...long, ...noneOf('contracts', 'other') })
  // The card that was pressed stays, with all that was typed; the answer is said beneath it.
  expect(JSON.stringify((await bot.edge.send(press)).body)).toContain(
    'All entries together take 24,024 characters, and 10,000 is the most',
  )
  const one = alex().press(wide, 'Save', {
    ...noneOf('positions', 'contracts', 'gifts', 'other'),
    'text-paid-work-0': 'x'.repeat(40_000),
  })
  expect(JSON.stringify((await bot.edge.send(one)).body)).toContain(
    'Paid work: 40000 characters in one entry',
  )
  // At its largest a register still fits, with a place for one entry more under each heading.
  const most = Object.fromEntries(
    ['paid-work', 'positions', 'gifts'].flatMap((id) =>
      Array.from({ length: 6 }, (_, at) => [`text-${id}-${at}`, 'ŵ'.repeat(270)]),
    ),
  )
  const largest = { ...most, 'text-other-0': 'x', 'text-other-1': 'y', ...noneOf('contracts') }
  expect((await alex().presses(wide, 'Save', largest)).text).toContain('Saved as version 1')
  const opened = await alex().says('interests')
  expect(wrongIn(opened.card, opened.card, /^$/)).toEqual([])
  expect(Object.values(opened.inputs)).toContain('y')
})

test('R2: card data of somebody else’s register changes and shows nothing', async () => {
  await completed(alex(), { 'text-paid-work-0': 'Zyxfirm', 'none-paid-work': 'false' })
  const isaiah = bot.as('Isaiah Langer')
  const form = await alex().says('interests')
  const { id } = await personOf(bot.store, 'Alex Wilber')
  const stolen = [
    isaiah.press(form, 'Save', { 'text-e1': 'Mine' }),
    isaiah.press(form, 'Nothing has changed'),
    isaiah.press(form, 'Room for more entries'),
    isaiah.does.presses('interests/versions', { v: 1, person: id }),
    isaiah.does.presses('interests/open', { v: 1, chosen: id }),
    isaiah.does.presses('interests/redact', { v: 1, former: '1 1', person: id }),
    isaiah.does.presses('interests/remind', { v: 1, chosen: id }),
  ]
  for (const activity of stolen) {
    const { body, status } = await bot.edge.send(activity)
    expect(status).toBe(200)
    expect(JSON.stringify(body)).not.toContain('Zyxfirm')
  }
  expect(await versionsOf(bot, 'Isaiah Langer')).toEqual([])
  expect((await versionsOf(bot, 'Alex Wilber'))[0]?.entries[0]?.text).toBe('Zyxfirm')
})

test('R1: work that names a body of one’s own register shows a private note, and is saved all the same', async () => {
  await completed(alex(), { 'text-paid-work-0': 'Director, Rutland Water Ltd', 'none-paid-work': 'false' })
  const note = 'You registered an interest in “Director, Rutland Water Ltd” (Paid work)'
  const form = await alex().says('log 2h yesterday mentoring for Rutland')
  expect(form.text).toContain(note)
  expect(form.summary).not.toContain('registered an interest')
  expect(
    (
      await alex().presses(await alex().says('log 2h yesterday mentoring'), 'Show the effect', {
        notes: 'About Rutland',
      })
    ).text,
  ).toContain(note)
  expect((await alex().says('log 2h yesterday mentoring for Powys')).text).not.toContain('registered')
  const saved = await alex().presses(form, 'Save')
  expect(saved.text).toContain(note)
  expect(saved.summary).not.toContain('registered an interest')
  const request = await alex().presses(await alex().says('request days'), 'Show the sum', {
    hours: '300',
    from: '2026-11-23',
    to: '2026-12-18',
    what: 'A peer challenge at Rutland',
    strand: 'challenge',
  })
  expect(request.text).toContain(note)
  // Sent at once, without a look at the sum: the receipt says it.
  const sent = await alex().presses(await alex().says('request days'), 'Send request', {
    hours: '300',
    from: '2026-11-23',
    to: '2026-12-18',
    what: 'A peer challenge at Rutland',
    strand: 'challenge',
  })
  expect(sent.text).toContain('Request sent')
  expect(sent.text).toContain(note)
  expect(sent.summary).not.toContain('registered an interest')
  // Nobody else's form knows of it.
  expect((await bot.as('Isaiah Langer').says('log 2h yesterday mentoring for Rutland')).text).not.toContain(
    'registered',
  )
  const documents: unknown[] = []
  for await (const each of bot.store.list(peerPartition(await personOf(bot.store, 'Alex Wilber')), {
    from: 'entry~',
    to: 'entry~~',
  }))
    documents.push(each)
  expect(JSON.stringify(documents)).not.toContain('registered')
})
