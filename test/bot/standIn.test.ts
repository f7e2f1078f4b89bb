// `stand in`: who decides while a holder is away: named by whom the rules allow, in force by date, and in the record (X2).
import { describe, expect, onTestFinished, test } from 'vitest'
import { startBot, type Talk } from '../support/bot.ts'
import { choiceOf, choicesIn, type CardView } from '../support/cardView.ts'
import { logs, titlesOf } from './peers.ts'
import {
  asks,
  changePerson,
  expectDelivered,
  joins,
  opens,
  personId16,
  potOf,
  presses,
  recordedFor,
  openOffice,
} from './requests.ts'

/** Opens the form and names somebody. */
async function names(
  who: Talk,
  name: string,
  typed: Readonly<Record<string, string>> = {},
): Promise<CardView> {
  const form = await who.says('stand in')
  const person = choiceOf(form, 'person', name) || name
  return who.presses(form, 'Name stand-in', { person, ...typed })
}

/** What came by itself, without the news of being named. */
const asked = (who: Talk): CardView[] => who.copies().filter(({ text }) => !/ stands? in for /.test(text))

test('X2: a stand-in for the Head agrees; the record says for whom, and the grant follows', async () => {
  const bot = await openOffice()
  const patti = bot.as('Patti Fernandez')
  const named = await names(bot.as('Adele Vance'), 'Patti Fernandez', { to: '2026-11-27' })
  expect(named.text).toContain(
    'Patti Fernandez for the Head of Group Office from Sat 21 Nov 2026 to Fri 27 Nov 2026',
  )
  await patti.receives()
  await asks(bot.as('Isaiah Langer'))
  const card = await patti.receives()
  expect(titlesOf(card)).toEqual(['Agree', 'Decline'])
  expect((await patti.says('approvals')).text).toContain('Isaiah Langer: 16 h from the pot')
  const turned = await patti.presses(card, 'Agree')
  const record = 'Head of Group Office: agreed by Patti Fernandez for Adele Vance on Sat 21 Nov 2026'
  expect(turned.text).toContain(record)
  await bot.runDue()
  // The Head's own copy shows it, and offers that key no more.
  expect(bot.as('Adele Vance').copies()[0]?.text).toContain(record)
  expect(titlesOf(bot.as('Adele Vance').copies()[0] as CardView)).toEqual([])
  const again = await presses(bot.as('Adele Vance'), 'request/agree', { year: 2026, seq: 1 })
  expect(again.text).toContain(record)
  expect((await potOf(bot)).requests[0]?.rev).toBe(2)
  await bot.as('Megan Bowen').presses(await bot.as('Megan Bowen').receives(), 'Agree')
  const told = await bot.as('Isaiah Langer').receives()
  expect(told.summary).toContain('Granted: 16 h')
  expect(told.text).toContain(record)
  await expectDelivered(bot)
})

test('X2: a councillor stands in for the National Lead Peer; the Group Leader may name them too', async () => {
  const bot = await openOffice()
  const diego = bot.as('Diego Siciliani')
  const form = await diego.says('stand in')
  expect(choicesIn(form, 'key').map(({ title }) => title)).toEqual([
    'National Lead Peer',
    'Head of Group Office',
  ])
  const lynne = choiceOf(form, 'person', 'Lynne')
  const named = await diego.presses(form, 'Name stand-in', { key: 'national', person: lynne })
  expect(named.text).toContain('Lynne Robbins for the National Lead Peer from Sat 21 Nov 2026, until ended')
  await bot.as('Lynne Robbins').receives()
  await asks(bot.as('Isaiah Langer'))
  await bot
    .as('Lynne Robbins')
    .presses(await bot.as('Lynne Robbins').receives(), 'Decline', { reason: 'Later' })
  expect((await bot.as('Isaiah Langer').receives()).text).toContain(
    'Declined by Lynne Robbins for Megan Bowen',
  )
  // As the Head's, what was chosen on the card counts, and not what it was opened with.
  const patti = choiceOf(form, 'person', 'Patti')
  const head = await diego.presses(await diego.says('stand in'), 'Name stand-in', {
    key: 'head',
    person: patti,
  })
  expect(head.text).toContain('Patti Fernandez for the Head of Group Office')
})

describe('X2: in force by date', () => {
  test.each([
    ['the day before the first', '2026-11-22T23:59:59Z', false],
    ['on the first day', '2026-11-23T00:00:00Z', true],
    ['on the last day', '2026-11-27T23:59:59Z', true],
    ['the day after the last', '2026-11-28T00:00:00Z', false],
  ])('X2: %s', async (_when, at, isInForce) => {
    const bot = await openOffice()
    const patti = bot.as('Patti Fernandez')
    await names(bot.as('Adele Vance'), 'Patti Fernandez', { from: '2026-11-23', to: '2026-11-27' })
    bot.at(at)
    await asks(bot.as('Isaiah Langer'))
    await bot.runDue()
    expect(asked(patti)).toHaveLength(isInForce ? 1 : 0)
    expect((await patti.says('approvals')).text.includes('Isaiah Langer')).toBe(isInForce)
    await presses(patti, 'request/agree', { year: 2026, seq: 1 })
    expect((await potOf(bot)).requests[0]?.keys.head !== undefined).toBe(isInForce)
  })

  test('X2: a standing one stays until it is ended, and from that moment turns no key; what was turned stands', async () => {
    const bot = await openOffice()
    const [adele, lynne] = [bot.as('Adele Vance'), bot.as('Lynne Robbins')]
    await names(adele, 'Lynne Robbins')
    bot.at('2027-06-01T12:00:00Z')
    for (const what of ['one', 'two']) {
      await asks(bot.as('Isaiah Langer'), { hours: '2', what, from: '2027-06-01', to: '2027-06-30' })
      await bot.runDue()
    }
    await presses(lynne, 'request/agree', { year: 2026, seq: 1 })
    const form = await adele.says('stand in')
    expect((await adele.presses(form, 'End stand-in')).text).toContain('Stand-in to end: choose one first')
    const [running] = choicesIn(form, 'standIn')
    expect(running?.title).toContain('Lynne Robbins')
    const ended = await adele.presses(form, 'End stand-in', { standIn: running?.value ?? '' })
    expect(ended.text).toContain('Nobody stands in for anybody at present')

    const late = await presses(lynne, 'request/agree', { year: 2026, seq: 2 })
    expect(late.text).toContain('not open to your role')
    expect((await potOf(bot)).requests.map(({ keys }) => keys.head !== undefined)).toEqual([true, false])
    // She still sees how those of her time went on, and nothing that came after it.
    expect((await opens(lynne, 1)).text).toContain('agreed by Lynne Robbins for Adele Vance')
    bot.at('2027-06-02T12:00:00Z')
    await asks(bot.as('Isaiah Langer'), { hours: '2', what: 'three', from: '2027-06-01', to: '2027-06-30' })
    await bot.runDue()
    expect((await opens(lynne, 3)).text).toContain('not open to your role')
    expect((await lynne.says('approvals')).text).toContain('Nothing waits for you')
    expect((await lynne.says('pot')).text).toContain('not open to your role')
  })
})

describe('bad input: a sentence, the form kept, nothing recorded', () => {
  test('X2: who may be named, from when to when', async () => {
    const bot = await openOffice()
    const [adele, megan, diego] = [bot.as('Adele Vance'), bot.as('Megan Bowen'), bot.as('Diego Siciliani')]
    const id = (email: string) => personId16(email)
    const before = await recordedFor(bot, adele)
    const tries: [Talk, Record<string, string>, RegExp][] = [
      [adele, { person: '' }, /Who stands in: choose a person/],
      [adele, { person: id('pattif@example.com'), from: '' }, /From: pick the first day/],
      [adele, { person: id('pattif@example.com'), to: 'soon' }, /To: pick the last day, or leave it empty/],
      [adele, { person: id('pattif@example.com'), to: '2026-11-20' }, /ends before it begins/],
      [adele, { person: id('adelev@example.com') }, /holds the role already/],
      [adele, { person: id('meganb@example.com') }, /decides for the other side in that time/],
      [adele, { person: 'nobody' }, /rule X2/],
      [adele, { person: '../../x' }, /Who stands in: choose a person/],
      [megan, { person: id('pattif@example.com') }, /councillor of the group, not office staff/],
      [megan, { person: id('adelev@example.com') }, /councillor of the group, not office staff/],
      [diego, { person: id('lynner@example.com'), key: '' }, /For whom: choose whose/],
      [diego, { person: id('pattif@example.com'), key: 'national' }, /not office staff/],
      [diego, { person: id('diegos@example.com'), key: 'toString' }, /For whom: choose whose/],
    ]
    for (const [who, typed, said] of tries) {
      const card = await who.presses(await who.says('stand in'), 'Name stand-in', typed)
      expect(card.text).toMatch(said)
      expect(card.inputs['person']).toBe(typed['person'])
    }
    for (const standIn of ['nobody', '../../x', 'x'.repeat(500)])
      expect((await presses(adele, 'stand-in/end', { command: 'c', standIn })).text).toMatch(
        /rule X2|choose one first/,
      )
    expect(await recordedFor(bot, adele)).toEqual(before)
  })

  test('X2: one person never holds both keys at a time', async () => {
    const bot = await openOffice()
    const diego = bot.as('Diego Siciliani')
    await names(diego, 'Lynne Robbins', { key: 'head', from: '2026-11-23', to: '2026-11-27' })
    const both = await names(diego, 'Lynne Robbins', {
      key: 'national',
      from: '2026-11-27',
      to: '2026-12-04',
    })
    expect(both.text).toContain('decides for the other side in that time')
    const after = await names(diego, 'Lynne Robbins', {
      key: 'national',
      from: '2026-11-28',
      to: '2026-12-04',
    })
    expect(after.text).toContain('Stand-in named')
    await presses(bot.as('Isaiah Langer'), 'help', {})
    // Nor the requester, whoever named them.
    await names(diego, 'Isaiah Langer', { key: 'head', from: '2026-11-21', to: '2026-11-22' })
    await asks(bot.as('Isaiah Langer'))
    await bot.runDue()
    expect((await presses(bot.as('Isaiah Langer'), 'request/agree', { year: 2026, seq: 1 })).text).toContain(
      'your own request',
    )
  })

  test('X2: named from two cards it is one, so that ending it ends it; people who have left are not offered', async () => {
    const bot = await openOffice()
    const adele = bot.as('Adele Vance')
    await changePerson(bot, bot.as('Lynne Robbins'), { leftOn: '2026-11-20' })
    const [one, two] = [await adele.says('stand in'), await adele.says('stand in')]
    expect(choicesIn(one, 'person').map(({ title }) => title)).not.toContain('Lynne Robbins, Member peer')
    for (const form of [one, two])
      await adele.presses(form, 'Name stand-in', { person: personId16('pattif@example.com') })
    const form = await adele.says('stand in')
    expect(choicesIn(form, 'standIn')).toHaveLength(1)
    await adele.presses(form, 'End stand-in', { standIn: choicesIn(form, 'standIn')[0]?.value ?? '' })
    await asks(bot.as('Isaiah Langer'))
    await bot.runDue()
    expect(bot.as('Patti Fernandez').copies()).toEqual([])
  })

  test('X2: a required field must not keep anybody from ending a stand-in', async () => {
    const bot = await openOffice()
    await names(bot.as('Adele Vance'), 'Patti Fernandez')
    const { card } = await bot.as('Adele Vance').says('stand in')
    const inputs = (card['body'] as { id?: string; isRequired?: boolean; value?: string }[]).filter(
      ({ id }) => id,
    )
    expect(inputs.filter(({ isRequired, value }) => isRequired && !value)).toEqual([])
  })
})

test('X2: peers and staff see who stands in, and name nobody', async () => {
  const bot = await openOffice()
  await names(bot.as('Adele Vance'), 'Patti Fernandez')
  for (const name of ['Isaiah Langer', 'Patti Fernandez']) {
    const card = await bot.as(name).says('stand in')
    expect(card.text).toContain('Patti Fernandez for the Head of Group Office from Sat 21 Nov 2026')
    expect(card.inputs).toEqual({})
  }
  const other = await joins(bot, 'head-of-office', { group: 'labour' })
  expect((await other.says('stand in')).text).toContain('Nobody stands in')
})

test('X2, X3: the Head’s stand-in clears held hours as well, and the record says who it was', async () => {
  const bot = await openOffice()
  const patti = bot.as('Patti Fernandez')
  await names(bot.as('Adele Vance'), 'Patti Fernandez', { to: '2026-11-27' })
  await patti.receives()
  await logs(bot.as('Alex Wilber'), { hours: '2', askedBy: 'direct' })
  await patti.presses(await patti.receives(), 'Clear')
  await bot.runDue()
  expect(bot.as('Adele Vance').copies()[0]?.text).toContain(
    'Cleared by Patti Fernandez, standing in for the Head of Group Office, on Sat 21 Nov 2026',
  )
  await logs(bot.as('Alex Wilber'), { hours: '1', askedBy: 'direct' })
  const card = await patti.receives()
  bot.at('2026-11-28T12:00:00Z')
  expect((await patti.presses(card, 'Clear')).text).toContain('not open to your role')
  expect((await bot.as('Alex Wilber').says('balance')).text).toContain('Held: 1 h')
})

test('X2: a stand-in for days that are over would stand in for nobody, and is not named', async () => {
  const bot = await openOffice()
  const adele = bot.as('Adele Vance')
  const past = { from: '2026-11-16', to: '2026-11-20' }
  const refused = await names(adele, 'Patti Fernandez', past)
  expect(refused.text).toContain('That time is over already')
  expect(refused.inputs).toMatchObject(past)
  expect((await names(adele, 'Patti Fernandez', { ...past, to: '2026-11-21' })).text).toContain(
    'Stand-in named',
  )
})

test('X2: where nobody holds a key, the Group Leader hears of it as well, who may name a stand-in', async () => {
  const bot = await openOffice()
  await changePerson(bot, bot.as('Adele Vance'), { leftOn: '2026-11-20' })
  await asks(bot.as('Isaiah Langer'))
  const told = await bot.as('Diego Siciliani').receives()
  expect(told.text).toMatch(/^Nobody can decide Isaiah Langer’s request: name a stand-in, or fill the role/)
  expect((await names(bot.as('Diego Siciliani'), 'Patti Fernandez', { key: 'head' })).text).toContain(
    'Patti Fernandez for the Head of Group Office',
  )
})

describe('X2: the record always says who pressed and for whom', () => {
  const requestsOf = async (who: Talk) => (await who.says('audit')).text

  test('X2: while nobody holds the role it was for the vacant post, on every card and in the records', async () => {
    const bot = await openOffice()
    const [patti, megan, isaiah] = [bot.as('Patti Fernandez'), bot.as('Megan Bowen'), bot.as('Isaiah Langer')]
    await names(bot.as('Adele Vance'), 'Patti Fernandez')
    await changePerson(bot, bot.as('Adele Vance'), { leftOn: '2026-11-20' })
    await asks(isaiah)
    await bot.runDue()
    const record = 'agreed by Patti Fernandez for the vacant post of Head of Group Office on Sat 21 Nov 2026'
    expect((await presses(patti, 'request/agree', { year: 2026, seq: 1 })).text).toContain(record)
    await presses(megan, 'request/agree', { year: 2026, seq: 1 })
    await bot.runDue()
    for (const who of [isaiah, megan]) expect((await opens(who, 1)).text).toContain(record)
    expect((await potOf(bot)).requests[0]?.keys.head).toMatchObject({ vacant: 'head' })
    expect(await requestsOf(patti)).toContain('standing in while the post of Head of Group Office is vacant')
    // Declined, it says the same.
    await asks(isaiah, { hours: '8', what: 'Another' })
    await bot.runDue()
    const declined = await presses(patti, 'request/decline', { year: 2026, seq: 2, reason: 'Not now' })
    expect(declined.text).toContain(
      'Declined by Patti Fernandez for the vacant post of Head of Group Office on Sat 21 Nov 2026: Not now',
    )
  })

  test('X2: a stand-in who declines is recorded with whom they stood in for; the holder with nobody', async () => {
    const bot = await openOffice()
    const [adele, patti, isaiah] = [bot.as('Adele Vance'), bot.as('Patti Fernandez'), bot.as('Isaiah Langer')]
    await names(adele, 'Patti Fernandez')
    for (const what of ['one', 'two']) await asks(isaiah, { hours: '2', what })
    await bot.runDue()
    await presses(patti, 'request/decline', { year: 2026, seq: 1, reason: 'Not now' })
    expect((await opens(isaiah, 1)).text).toContain('Declined by Patti Fernandez for Adele Vance on Sat 21')
    await presses(adele, 'request/decline', { year: 2026, seq: 2, reason: 'Not now' })
    expect((await opens(isaiah, 2)).text).toContain('Declined by Adele Vance on Sat 21')
    expect(await requestsOf(adele)).toContain('declined, standing in for Adele Vance')
  })
})

describe('X2: who is told of a stand-in', () => {
  const told = (who: Talk): string[] => who.copies().map(({ text }) => text)

  test('X2: whoever is named reads for whom, from when to when and by whom, and what it brings them', async () => {
    const bot = await openOffice()
    const [adele, patti] = [bot.as('Adele Vance'), bot.as('Patti Fernandez')]
    await names(adele, 'Patti Fernandez', { from: '2026-11-23', to: '2026-11-27' })
    const card = await patti.receives()
    expect(card.summary).toContain('You will stand in for Adele Vance, Head of Group Office')
    expect(card.text).toContain('From Mon 23 Nov 2026 to Fri 27 Nov 2026; named by Adele Vance.')
    expect(card.text).toContain('hours and events to clear')
    expect(titlesOf(card)).toEqual(['Approvals', 'Stand-ins'])
    expect((await patti.presses(card, 'Stand-ins')).text).toContain('Patti Fernandez for the Head')
    // She named her herself, and nobody else has to know.
    for (const name of ['Adele Vance', 'Diego Siciliani', 'Megan Bowen'])
      expect(bot.as(name).copies()).toEqual([])
  })

  test('X2: whoever holds the key hears of it when the Group Leader named somebody, and when they ended it', async () => {
    const bot = await openOffice()
    const [diego, megan, lynne] = [bot.as('Diego Siciliani'), bot.as('Megan Bowen'), bot.as('Lynne Robbins')]
    await names(diego, 'Lynne Robbins', { key: 'national' })
    const [own, theirs] = [await megan.receives(), await lynne.receives()]
    expect(own.text).toContain('Lynne Robbins stands in for you')
    expect(own.text).toContain('From Sat 21 Nov 2026, until ended; named by Diego Siciliani.')
    expect(theirs.text).toContain('You stand in for Megan Bowen, National Lead Peer')
    expect(diego.copies()).toEqual([])

    const form = await diego.says('stand in')
    const ending = diego.press(form, 'End stand-in', { standIn: choicesIn(form, 'standIn')[0]?.value ?? '' })
    for (let again = 0; again < 3; again++) await bot.edge.send(ending)
    expect((await megan.receives()).text).toContain('Lynne Robbins’s standing in for you has ended')
    const ended = await lynne.receives()
    expect(ended.text).toContain('Your standing in for Megan Bowen, National Lead Peer has ended')
    expect(ended.text).toContain('It was to be from Sat 21 Nov 2026, until ended.')
    expect(ended.text).toContain('Diego Siciliani ended it on Sat 21 Nov 2026.')
    // What was said before says so, too; each was told once of each.
    for (const who of [megan, lynne]) {
      expect(told(who)).toHaveLength(2)
      for (const text of told(who)) expect(text).toContain('Diego Siciliani ended it')
    }
  })

  test('X2: a Save that comes twice, or from two cards, is told of once', async () => {
    const bot = await openOffice()
    const [adele, patti] = [bot.as('Adele Vance'), bot.as('Patti Fernandez')]
    const forms = [await adele.says('stand in'), await adele.says('stand in')]
    for (const form of forms) {
      const saving = adele.press(form, 'Name stand-in', { person: personId16('pattif@example.com') })
      await Promise.all([bot.edge.send(saving), bot.edge.send(saving)])
      await bot.runDue()
    }
    expect(told(patti)).toHaveLength(1)
  })

  test('X2: what is over or ended before its message goes is not announced; what they are still named for is said', async () => {
    const bot = await openOffice({ quietHours: true })
    const [adele, patti] = [bot.as('Adele Vance'), bot.as('Patti Fernandez')]
    // On a Saturday nobody is told anything.
    await names(adele, 'Patti Fernandez', { to: '2026-11-22' })
    const first = await names(adele, 'Patti Fernandez', { from: '2026-11-30', to: '2026-12-04' })
    const form = await adele.presses(first, 'Stand-ins')
    const wrong = choicesIn(form, 'standIn').find(({ title }) => title.includes('30 Nov'))?.value ?? ''
    await adele.presses(form, 'End stand-in', { standIn: wrong })
    await names(adele, 'Patti Fernandez', { from: '2026-12-07', to: '2026-12-11' })
    await bot.runDue()
    expect(told(patti)).toEqual([])
    bot.at('2026-11-23T09:00:00Z')
    await bot.runDue()
    const about = () => told(patti).filter((text) => / in for Adele/.test(text))
    expect(about()).toEqual([expect.stringContaining('From Mon 7 Dec 2026 to Fri 11 Dec 2026')])

    await names(adele, 'Patti Fernandez', { from: '2026-12-21', to: '2026-12-23' })
    await bot.runDue()
    const later = await adele.says('stand in')
    const second = choicesIn(later, 'standIn').find(({ title }) => title.includes('21 Dec'))?.value ?? ''
    await adele.presses(later, 'End stand-in', { standIn: second })
    await bot.runDue()
    const last = about().at(-1)
    expect(last).toContain('It was to be from Mon 21 Dec 2026 to Wed 23 Dec 2026.')
    expect(last).toContain('You still stand in from Mon 7 Dec 2026 to Fri 11 Dec 2026.')
  })

  test('X2: the Head whom the Group Leader has stood in for hears of it in those very days', async () => {
    const bot = await openOffice({ at: '2026-11-23T10:00:00Z', quietHours: true })
    await names(bot.as('Diego Siciliani'), 'Patti Fernandez', { key: 'head', to: '2026-11-27' })
    await bot.runDue()
    expect(told(bot.as('Adele Vance')).at(-1)).toContain('Patti Fernandez stands in for you')
  })

  test('X2: a change of role that ends it is told of as well, and the record of the naming keeps its days', async () => {
    const bot = await openOffice()
    const [adele, patti] = [bot.as('Adele Vance'), bot.as('Patti Fernandez')]
    await names(bot.as('Diego Siciliani'), 'Patti Fernandez', { key: 'head', to: '2026-11-27' })
    await bot.runDue()
    const page = await adele.presses(await adele.says('people fernandez'), 'Open')
    const saved = await adele.presses(page, 'Save', { role: 'national-lead', why: 'Elected' })
    expect(saved.text).toContain('Patti Fernandez')
    await bot.runDue()
    expect(told(patti).some((text) => text.includes('Your standing in for Adele Vance'))).toBe(true)
    const audit = await adele.says('audit')
    expect(audit.text).toContain('from Sat 21 Nov 2026 to Fri 27 Nov 2026')
  })
})

describe('X2: the form', () => {
  test('X2: a name typed after the command is chosen in the form, for the key that they can hold', async () => {
    const bot = await openOffice()
    const [adele, diego] = [bot.as('Adele Vance'), bot.as('Diego Siciliani')]
    const lynne = personId16('lynner@example.com')
    for (const said of ['stand in Lynne', 'stand in: lynne robbins from Monday'])
      expect((await adele.says(said)).inputs['person']).toBe(lynne)
    expect((await diego.says('stand in Patti')).inputs).toMatchObject({
      key: 'head',
      person: personId16('pattif@example.com'),
    })
    // Nobody of that name can be named by her: the form is as without it.
    for (const said of ['stand in Zoe', 'stand in Megan', 'stand in for me'])
      expect((await adele.says(said)).inputs['person']).toBe('')
  })

  test('X2: ending says what was ended; the same form saved again names nobody, and says so', async () => {
    const bot = await openOffice()
    const adele = bot.as('Adele Vance')
    const typed = { person: personId16('pattif@example.com'), from: '2026-11-23', to: '2026-11-27' }
    const form = await adele.says('stand in')
    expect((await adele.presses(form, 'Name stand-in', typed)).text).toContain('The bot tells them.')
    const list = await adele.says('stand in')
    const [running] = choicesIn(list, 'standIn')
    expect(running?.title).toBe('Patti Fernandez, from Mon 23 Nov 2026 to Fri 27 Nov 2026')
    const ended = await adele.presses(list, 'End stand-in', { standIn: running?.value ?? '' })
    expect(ended.text).toContain(
      'Ended: Patti Fernandez for the Head of Group Office from Mon 23 Nov 2026 to Fri 27 Nov 2026.',
    )
    const again = await adele.presses(form, 'Name stand-in', typed)
    expect(again.text).toContain('has been ended since')
    expect(again.text).toContain('Nobody stands in for anybody at present')
    const anew = await adele.presses(again, 'Name stand-in')
    expect(anew.text).toContain('from Mon 23 Nov 2026 to Fri 27 Nov 2026')
  })

  test('X2: whoever names somebody who has never opened the bot is told to tell them', async () => {
    const bot = await startBot()
    onTestFinished(() => bot.close())
    const named = await names(bot.as('Adele Vance'), 'Patti Fernandez')
    expect(named.text).toContain('They have not opened this bot yet, so that it cannot tell them')
  })
})
