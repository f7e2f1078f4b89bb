// `request days`: from what is typed to the grant, told at every step to whom it concerns (P11, X2, X4, D2).
import { describe, expect, test } from 'vitest'
import { isLocalDate } from '../../src/domain/calendar.ts'
import { choiceOf, type CardView } from '../support/cardView.ts'
import { entriesOf, logs, peerWith, titlesOf } from './peers.ts'
import {
  agreeBoth,
  asked,
  asks,
  changePerson,
  expectDelivered,
  opens,
  potOf,
  presses,
  recordedFor,
  openOffice,
} from './requests.ts'

describe.each([
  ['Megan Bowen', 'Adele Vance'],
  ['Adele Vance', 'Megan Bowen'],
])('X2: %s turns the first key and %s the second', (first, second) => {
  test('X2, X4: the peer is told of the grant, and every copy of the card shows it', async () => {
    const bot = await openOffice()
    const isaiah = bot.as('Isaiah Langer')
    const sent = await asks(isaiah)
    expect(sent.text).toContain('16 h of work − 0 h of your own hours = 16 h from the central pot')
    expect((await isaiah.says('my requests')).text).toContain('On its way')

    const cards = { [first]: await bot.as(first).receives(), [second]: await bot.as(second).receives() }
    for (const card of Object.values(cards)) {
      expect(card.summary).toContain('Isaiah Langer asks for days')
      for (const said of [
        asked.what,
        'Mon 23 Nov 2026 to Fri 18 Dec 2026',
        '16 h of work − 0 h of the peer’s own hours = 16 h from the central pot',
        '104 h of 120 h',
        '16 h used, 0 h left',
        'National Lead Peer: not yet',
        'Head of Group Office: not yet',
      ])
        expect(card.text).toContain(said)
      expect(titlesOf(card)).toEqual(['Agree', 'Decline'])
    }
    for (const name of [
      'Alex Wilber',
      'Lynne Robbins',
      'Patti Fernandez',
      'Diego Siciliani',
      'Isaiah Langer',
    ])
      expect(bot.as(name).copies()).toEqual([])

    expect(cards[first]?.text).toContain('It asks you for an answer')
    const turned = await bot.as(first).presses(cards[first] as CardView, 'Agree')
    expect(turned.text).toContain(`agreed by ${first} on Sat 21 Nov 2026`)
    expect(titlesOf(turned)).toEqual([])
    await bot.runDue()
    expect(bot.as(second).copies()[0]?.text).toContain(`agreed by ${first}`)
    expect(titlesOf(bot.as(second).copies()[0] as CardView)).toEqual(['Agree', 'Decline'])
    expect((await isaiah.says('my requests')).text).toContain('One of the two has agreed')

    await bot.as(second).presses(cards[second] as CardView, 'Agree')
    const told = await isaiah.receives()
    expect(told.summary).toContain('Granted: 16 h under CP-2627-0001')
    for (const name of [first, second, 'Isaiah Langer']) {
      const copies = bot.as(name).copies()
      expect(copies).toHaveLength(1)
      expect(copies[0]?.text).toContain('Granted: 16 h under CP-2627-0001')
      for (const by of [first, second]) expect(copies[0]?.text).toContain(`agreed by ${by}`)
      expect(copies[0]?.text).not.toContain('It asks you for an answer')
      expect(titlesOf(copies[0] as CardView)).not.toContain('Agree')
    }
    await expectDelivered(bot)

    // Old copies, pressed later, show the outcome and change nothing.
    const before = await potOf(bot)
    for (const name of [first, second])
      for (const title of ['Agree', 'Decline']) {
        const late = await bot.as(name).presses(cards[name] as CardView, title, { reason: 'too late' })
        expect(late.text).toContain('Granted: 16 h under CP-2627-0001')
      }
    await bot.runDue()
    expect(await potOf(bot)).toEqual(before)
    expect(isaiah.copies()).toHaveLength(1)
  })
})

test('X4: the grant is in balance and why; work charged to it draws it, and undoing gives it back', async () => {
  const bot = await openOffice()
  const isaiah = bot.as('Isaiah Langer')
  await asks(isaiah)
  await bot.runDue()
  expect(choiceOf(await isaiah.says('log'), 'chargeTo', 'CP')).toBe('')
  await agreeBoth(bot, 1)
  expect((await isaiah.says('balance')).text).toContain('Central pot: CP-2627-0001: 16 h, 16 h left')
  expect((await isaiah.says('why')).text).toContain('CP-2627-0001: 16 h − 0 h used = 16 h')

  const form = await isaiah.says('log 2h yesterday challenge')
  expect(form.labels).toMatchObject({ chargeTo: 'Charge to' })
  expect(form.inputs['chargeTo']).toBe('none')
  const chargeTo = choiceOf(form, 'chargeTo', 'CP-2627-0001')
  const shown = await isaiah.presses(form, 'Show the effect', { chargeTo })
  expect(shown.text).toContain('CP-2627-0001: 16 h − 2 h = 14 h left')
  const receipt = await isaiah.presses(shown, 'Save', { chargeTo })
  expect(receipt.summary).toContain('2 h from the central pot')
  expect(receipt.text).toContain('CP-2627-0001: 16 h − 2 h = 14 h left')
  expect((await isaiah.says('balance')).text).toContain('CP-2627-0001: 16 h, 14 h left')

  const undone = await isaiah.presses(receipt, 'Undo')
  expect(undone.text).toContain('CP-2627-0001: 14 h + 2 h = 16 h left')
  expect((await isaiah.says('history')).text).toContain('CP-2627-0001 from the central pot: 16 h')
  // Beyond the grant it is unclaimed; not charged, the grant is not touched.
  await isaiah.presses(await isaiah.says('log 3 days from 4 November challenge'), 'Save', { chargeTo })
  expect((await isaiah.says('balance')).text).toMatch(/CP-2627-0001: 16 h, 0 h left[^]*Unclaimed: 8 h/)
  await entriesOf(bot, isaiah)
})

test('X4: claim codes follow one another without a gap, whatever is declined between them', async () => {
  const bot = await openOffice()
  const isaiah = bot.as('Isaiah Langer')
  for (const [at, what] of ['one', 'two', 'three'].entries()) {
    await asks(isaiah, { hours: '8', what })
    await bot.runDue()
    if (what === 'two')
      await presses(bot.as('Adele Vance'), 'request/decline', { year: 2026, seq: 2, reason: 'not now' })
    else await agreeBoth(bot, at + 1)
  }
  const { requests } = await potOf(bot)
  expect(requests.map(({ grant }) => grant?.code)).toEqual(['CP-2627-0001', undefined, 'CP-2627-0002'])
  expect((await isaiah.says('balance')).text).toContain(
    'CP-2627-0001: 8 h, 8 h left; CP-2627-0002: 8 h, 8 h left',
  )
})

describe('X2: declining', () => {
  test('X2: without a reason it is asked for, the card stays, and nothing is recorded', async () => {
    const bot = await openOffice()
    const isaiah = bot.as('Isaiah Langer')
    await asks(isaiah)
    const card = await bot.as('Megan Bowen').receives()
    const before = await recordedFor(bot, isaiah)
    for (const reason of ['', '   \n ']) {
      const again = await bot.as('Megan Bowen').presses(card, 'Decline', { reason })
      expect(again.text).toContain('Say why')
      expect(titlesOf(again)).toEqual(['Agree', 'Decline'])
    }
    const long = await bot.as('Megan Bowen').presses(card, 'Decline', { reason: 'ŵ'.repeat(501) })
    expect(long.text).toContain('Reason: 501 characters, and 500 is the most')
    expect(long.inputs['reason']).toBe('ŵ'.repeat(501))
    expect(await recordedFor(bot, isaiah)).toEqual(before)
    const declined = await bot.as('Megan Bowen').presses(long, 'Decline', { reason: 'ŵ'.repeat(500) })
    expect(declined.text).toContain('ŵ'.repeat(500))
  })

  test('X2: with a reason the peer is told it, the other copy shows it, and the hours return', async () => {
    const bot = await openOffice()
    const alex = bot.as('Alex Wilber')
    // 160 h and 6 h of his own: 14 h are wanted beyond them.
    await asks(alex, { hours: '180' })
    const card = await bot.as('Megan Bowen').receives()
    expect(card.text).toContain('180 h of work − 166 h of the peer’s own hours = 14 h')
    expect((await alex.says('balance')).text).toContain('Promised to requests: 166 h')
    await bot.as('Megan Bowen').presses(card, 'Decline', { reason: 'Use the spring round' })
    const told = await alex.receives()
    expect(told.summary).toContain('Declined.')
    expect(told.text).toContain('Declined by Megan Bowen on Sat 21 Nov 2026: Use the spring round')
    const [copy] = bot.as('Adele Vance').copies()
    expect(copy?.text).toContain('Declined by Megan Bowen on Sat 21 Nov 2026: Use the spring round')
    expect(titlesOf(copy as CardView)).toEqual([])
    expect((await potOf(bot)).pot).toMatchObject({ reserved: 0, granted: 0 })
    expect((await alex.says('balance')).text).not.toContain('Promised')
    await expectDelivered(bot)
    // A second decline in other words says how it stands.
    const late = await bot.as('Megan Bowen').presses(card, 'Decline', { reason: 'Other words' })
    expect(late.text).toContain('Nothing was changed: this request is declined already')
    expect((await alex.says('my requests')).text).toContain('Declined.')
  })
})

test('X2: the peer withdraws; the approvers’ copies say so, and a key pressed later does nothing', async () => {
  const bot = await openOffice()
  const isaiah = bot.as('Isaiah Langer')
  await asks(isaiah)
  const [megan, adele] = [await bot.as('Megan Bowen').receives(), await bot.as('Adele Vance').receives()]
  await bot.as('Megan Bowen').presses(megan, 'Agree')
  const mine = await isaiah.presses(await isaiah.says('my requests'), 'Open')
  expect(mine.text).toContain('agreed by Megan Bowen')
  expect(titlesOf(mine)).toEqual(['Refresh', 'Withdraw'])
  const gone = await isaiah.presses(mine, 'Withdraw')
  expect(gone.text).toContain('Withdrawn by Isaiah Langer on Sat 21 Nov 2026')
  expect(gone.summary).toBe('You asked for 16 h from the central pot. Withdrawn.')
  expect(titlesOf(gone)).toEqual(['My requests', 'Balance'])
  await bot.runDue()
  expect(adele.latest().text).toContain('Withdrawn by Isaiah Langer')
  expect(megan.latest().text).toContain('Withdrawn by Isaiah Langer')
  const late = await bot.as('Adele Vance').presses(adele, 'Agree')
  expect(late.text).toContain('Nothing was changed: this request is withdrawn already')
  expect(isaiah.copies()).toEqual([])
  expect((await potOf(bot)).pot).toMatchObject({ reserved: 0, granted: 0 })
  await expectDelivered(bot)
})

test('X2: what the pot cannot hold waits in order and says so; hours that return reserve it whole', async () => {
  const bot = await openOffice()
  const [isaiah, lynne] = [bot.as('Isaiah Langer'), bot.as('Lynne Robbins')]
  await asks(isaiah, { hours: '100' })
  await bot.runDue()
  const second = await asks(isaiah, { hours: '60', what: 'A second piece' })
  expect(second.text).toContain('waits in order until hours return')
  await bot.runDue()
  // Ten would fit, but nobody overtakes.
  const third = await asks(lynne, { hours: '10', what: 'A third piece' })
  expect(third.text).toContain('waits in order')
  await bot.runDue()
  expect((await potOf(bot)).requests.map(({ state }) => state)).toEqual(['reserved', 'waiting', 'waiting'])
  expect((await isaiah.says('my requests')).text).toContain('Waits in order until the pot can hold its 60 h.')
  const copies = bot
    .as('Adele Vance')
    .copies()
    .map(({ text }) => text)
  expect(copies[1]).toMatch(/20 h available, and it needs 60 h$/m)
  expect(copies[2]).toContain('20 h available, and it needs 10 h, after those that wait before it')

  // Both keys may be turned meanwhile.
  await agreeBoth(bot, 2)
  expect((await isaiah.says('my requests')).text).toContain('both have agreed')
  expect((await potOf(bot)).pot.granted).toBe(0)
  await presses(bot.as('Adele Vance'), 'request/decline', { year: 2026, seq: 1, reason: 'Too much' })
  await bot.runDue()
  const { requests } = await potOf(bot)
  expect(requests.map(({ state }) => state)).toEqual(['declined', 'granted', 'reserved'])
  expect(isaiah.copies().map(({ summary }) => summary)).toEqual([
    expect.stringContaining('Declined'),
    expect.stringContaining('Granted: 60 h under CP-2627-0001'),
  ])
  await expectDelivered(bot)
})

test('P11: while one’s own hours cover the work it is refused with the sum, and a way to log it', async () => {
  const bot = await openOffice()
  const alex = bot.as('Alex Wilber')
  const before = await recordedFor(bot, alex)
  const refused = await asks(alex, { hours: '24' })
  expect(refused.text).toContain('cover this work: 166 h left, and the work takes 24 h')
  expect(refused.text).toContain('rule P11')
  expect(refused.inputs).toMatchObject({ hours: '24', what: asked.what, strand: 'challenge' })
  expect(await recordedFor(bot, alex)).toEqual(before)
  expect((await alex.presses(refused, 'Log hours instead')).text).toContain('Log hours')
  // Carried hours do not count for work that begins after 30 November.
  const later = { hours: '163', from: '2026-12-01' }
  expect((await alex.presses(refused, 'Show the sum', later)).text).toContain(
    '163 h of work − 160 h of your own hours = 3 h',
  )
  // What is promised to one request is not there for the next.
  await asks(alex, { hours: '180' })
  await bot.runDue()
  const second = await asks(alex, { hours: '8', what: 'Something else' })
  expect(second.text).toContain(
    '8 h of work − 0 h of your own hours (166 h left, 166 h of it promised) = 8 h',
  )
  expect((await alex.says('request days')).text).toContain('You have 166 h left, 166 h of them promised')
})

test('P11: at the second key the grant shrinks to what is still missing, and both sums are shown', async () => {
  const bot = await openOffice()
  const peer = await peerWith(bot, { days: 1 })
  await logs(peer, { hours: '8' })
  await asks(peer, { hours: '10' })
  const adele = await bot.as('Adele Vance').receives()
  await bot.as('Adele Vance').presses(adele, 'Agree')
  // Four hours come free before the second key.
  await peer
    .presses(await peer.says('history'), 'Correct', { entry: '2' })
    .then((form) => peer.presses(form, 'Save correction', { hours: '4' }))
  await bot.as('Megan Bowen').presses(await bot.as('Megan Bowen').receives(), 'Agree')
  const told = await peer.receives()
  expect(told.summary).toContain('Granted: 6 h under CP-2627-0001')
  expect(told.text).toContain('Sum: 10 h of work − 0 h of your own hours = 10 h')
  expect(told.text).toContain('Sum when agreed: 10 h of work − 4 h of your own hours = 6 h')
  expect(adele.latest().text).toContain('Sum when agreed: 10 h of work − 4 h of the peer’s own hours')
  // The pot's own list as well: a figure stands beside the sum that gave it.
  expect((await bot.as('Adele Vance').says('pot')).text).toContain(
    'Granted: 6 h under CP-2627-0001. 10 h of work − 4 h',
  )
  expect((await potOf(bot)).pot).toMatchObject({ reserved: 0, granted: 360, funded: 7200 })
  await expectDelivered(bot)
})

test('P11: what shrinks to nothing is not needed any more, and everyone is told', async () => {
  const bot = await openOffice()
  const peer = await peerWith(bot, { days: 1 })
  await logs(peer, { hours: '8' })
  await asks(peer, { hours: '5' })
  await bot.runDue()
  await peer.presses(await peer.says('history'), 'Undo', { entry: '2' })
  await agreeBoth(bot, 1)
  expect((await peer.receives()).summary).toContain('Not needed any more')
  expect(bot.as('Megan Bowen').copies()[0]?.text).toContain('Not needed any more')
  expect((await potOf(bot)).requests[0]).toMatchObject({ state: 'covered' })
  expect((await peer.says('balance')).text).not.toContain('CP-')
  await expectDelivered(bot)
})

test('D2, X4: the unclaimed hours of that work are re-claimed from the grant in one press, once', async () => {
  const bot = await openOffice()
  const isaiah = bot.as('Isaiah Langer')
  for (const date of ['2026-11-03', '2026-11-10', '2026-10-01'])
    await logs(isaiah, { date, hours: '6', activity: 'corporate-challenge' })
  await asks(isaiah, { hours: '10', from: '2026-11-01', to: '2026-11-30' })
  await bot.runDue()
  await agreeBoth(bot, 1)
  const told = await isaiah.receives()
  expect(titlesOf(told)).toEqual(['Log hours', 'Re-claim unclaimed hours'])
  const receipt = await isaiah.presses(told, 'Re-claim unclaimed hours')
  expect(receipt.text).toContain('Re-claimed 10 h under CP-2627-0001')
  const balance = await isaiah.says('balance')
  // 2 h of those dated in the work were beyond the grant, and October is not of that work.
  expect(balance.text).toContain('CP-2627-0001: 10 h, 0 h left')
  expect(balance.text).toContain('Unclaimed: 8 h')
  const again = await isaiah.presses(told, 'Re-claim unclaimed hours')
  expect(again.text).toContain('Nothing to re-claim')
  expect((await isaiah.says('balance')).text).toContain('Unclaimed: 8 h')
  await entriesOf(bot, isaiah)
})

test('X2: the National Lead Peer’s own request takes the Group Leader’s key and the Head’s', async () => {
  const bot = await openOffice()
  const megan = bot.as('Megan Bowen')
  await asks(megan, { hours: '250' })
  const diego = await bot.as('Diego Siciliani').receives()
  const adele = await bot.as('Adele Vance').receives()
  expect(diego.text).toContain('Group Leader: not yet')
  expect(titlesOf(diego)).toEqual(['Agree', 'Decline'])
  expect(megan.copies()).toEqual([])
  const own = await presses(megan, 'request/agree', { year: 2026, seq: 1 })
  expect(own.text).toContain('This is your own request')
  expect(titlesOf(own)).toEqual(['Withdraw'])
  await bot.as('Adele Vance').presses(adele, 'Agree')
  await bot.as('Diego Siciliani').presses(diego, 'Agree')
  const told = await megan.receives()
  expect(told.text).toContain('Group Leader: agreed by Diego Siciliani')
  expect(told.summary).toContain('Granted: 10 h')
  expect((await megan.says('approvals')).text).toContain('Nothing waits for you')
})

describe('bad input: a sentence, the form kept, nothing recorded', () => {
  const bad: Record<string, [Record<string, string>, RegExp]> = {
    'no hours': [{ hours: '' }, /Hours of work: say how many/],
    'zero hours': [{ hours: '0' }, /“0” cannot be asked for/],
    'zero days': [{ hours: '0 days' }, /“0 days” cannot be asked for/],
    'negative hours': [{ hours: '-8' }, /“-8” cannot be asked for/],
    'hours that are words': [{ hours: 'a lot' }, /“a lot” cannot be asked for/],
    'more than 400 h': [{ hours: '400.25' }, /0\.25 h to 400 h of work/],
    '51 days': [{ hours: '51 days' }, /you gave 408 h/],
    'ten thousand days': [{ hours: '99999 days' }, /you gave 799,992 h/],
    'six minutes': [{ hours: '7.1' }, /steps of 15 minutes; you gave 7\.1 h/],
    'no From': [{ from: '' }, /From: pick the first day/],
    'no To': [{ to: '' }, /To: pick the last day/],
    'a From that is no date': [{ from: '2026-02-30' }, /From: pick the first day/],
    'From after To': [{ from: '2026-12-19' }, /ends before it begins/],
    'two years': [{ to: '2027-09-01' }, /two meeting years/],
    'a closed year': [{ from: '2025-09-02', to: '2025-09-03' }, /is closed/],
    'a year far ahead': [{ from: '2062-01-01', to: '2062-01-02' }, /From: Sun 1 Jan 2062 is too far ahead/],
    'no What for': [{ what: '' }, /What for: say what the work is/],
    'an empty What for': [{ what: ' \n ' }, /What for: say what the work is/],
    '501 characters': [{ what: '😀'.repeat(501) }, /What for: 501 characters, and 500 is the most/],
    'no strand': [{ strand: '' }, /Strand: choose/],
    'a strand by hand': [{ strand: 'toString' }, /Strand: choose/],
    'no Asked by': [{ askedBy: '' }, /Asked by: choose/],
  }

  test('P11, X2: every field, one by one and all at once', async () => {
    const bot = await openOffice()
    const isaiah = bot.as('Isaiah Langer')
    const before = await recordedFor(bot, isaiah)
    const form = await isaiah.says('request days')
    for (const [typed, said] of Object.values(bad))
      for (const title of ['Send request', 'Show the sum']) {
        const card = await isaiah.presses(form, title, { ...asked, ...typed })
        expect(card.text).toMatch(said)
        expect(card.summary).toMatch(said)
        // Dates that are none cannot stand in a date field; everything else is as it was typed.
        const { from, to, ...rest } = { ...asked, ...typed }
        expect(card.inputs).toMatchObject(rest)
        expect(card.inputs).toMatchObject(isLocalDate(from) && isLocalDate(to) ? { from, to } : {})
        expect(titlesOf(card).slice(0, 2)).toEqual(['Send request', 'Show the sum'])
      }
    const all = await isaiah.presses(form, 'Send request', {
      hours: '',
      from: '',
      to: '',
      what: '',
      strand: '',
      askedBy: '',
    })
    expect(all.text.match(/: (say|pick|choose)/g)).toHaveLength(6)
    expect(await recordedFor(bot, isaiah)).toEqual(before)
    // Put right, the same form is sent.
    expect((await isaiah.presses(all, 'Send request', asked)).text).toContain('Request sent')
    const { requests } = (await bot.runDue(), await potOf(bot))
    expect(requests).toHaveLength(1)
  })

  test('500 characters of four bytes, and all that one day has, are taken', async () => {
    const bot = await openOffice()
    const typed = { hours: '24', what: '😀'.repeat(500), to: asked.from }
    expect((await asks(bot.as('Isaiah Langer'), typed)).text).toContain('Request sent')
    const card = await bot.as('Adele Vance').receives()
    expect(card.text).toContain('😀'.repeat(500))
    expect(card.text).toContain('When: Mon 23 Nov 2026\n')
    const most = { hours: '400', what: 'All that can be asked for' }
    expect((await asks(bot.as('Lynne Robbins'), most)).text).toContain('Request sent')
  })

  test('the same words within a day are asked about once; a second one is sent by saying so', async () => {
    const bot = await openOffice()
    const isaiah = bot.as('Isaiah Langer')
    await asks(isaiah)
    await bot.runDue()
    const before = await recordedFor(bot, isaiah)
    const doubted = await asks(isaiah, { what: '  peer challenge, at RUTLAND! ', hours: '8' })
    expect(doubted.text).toContain('You sent a request for the same work on Sat 21 Nov 2026 (16 h)')
    expect(await recordedFor(bot, isaiah)).toEqual(before)
    // A second press lands on showing the sum, and other words are asked about again or not at all.
    expect(titlesOf(doubted)).toEqual(['Show the sum', 'Yes, a second one'])
    const changed = await isaiah.presses(doubted, 'Yes, a second one', {
      what: 'Peer challenge at Rutland.',
    })
    expect(changed.text).toContain('for the same work')
    const sent = await isaiah.presses(changed, 'Yes, a second one')
    expect(sent.text).toContain('Request sent')
    await bot.runDue()
    expect((await potOf(bot)).requests).toHaveLength(2)
    bot.at('2026-11-22T11:59:59Z')
    expect((await asks(isaiah)).text).toContain('for the same work')
    bot.at('2026-11-23T13:00:00Z')
    expect((await asks(isaiah)).text).toContain('Request sent')
  })

  test('a form used again with other words is refused, with a way on', async () => {
    const bot = await openOffice()
    const isaiah = bot.as('Isaiah Langer')
    const form = await isaiah.says('request days')
    await isaiah.presses(form, 'Send request', asked)
    const before = await recordedFor(bot, isaiah)
    const again = await isaiah.presses(form, 'Send request', { ...asked, hours: '20', what: 'Other' })
    expect(again.text).toContain('already been used')
    expect(await recordedFor(bot, isaiah)).toEqual(before)
  })
})

test('my requests: what is still open comes first, and can always be withdrawn', async () => {
  const bot = await openOffice()
  const isaiah = bot.as('Isaiah Langer')
  expect((await isaiah.says('my requests')).text).toContain('You have not asked for days')
  for (let at = 1; at <= 7; at++) {
    bot.at(`2026-11-21T12:0${at}:00Z`)
    await asks(isaiah, { hours: '2', what: `Piece ${at}` })
    await bot.runDue()
    if (at > 1) await presses(bot.as('Megan Bowen'), 'request/decline', { year: 2026, seq: at, reason: 'no' })
  }
  const list = await isaiah.says('my requests')
  expect(list.text).toContain('1 to 5 of 7, open ones first.')
  expect(list.text.indexOf('Piece 1')).toBeLessThan(list.text.indexOf('Piece 7'))
  const card = await isaiah.presses(list, 'Open')
  expect(card.text).toContain('Piece 1')
  await isaiah.presses(card, 'Withdraw')
  expect((await isaiah.presses(list, 'Open')).text).toContain('Withdrawn')
  expect((await opens(isaiah, 7)).text).toContain('Declined')
})

test('X2: what the National Lead Peer asks for goes to the Group Leader in their place, and the answer says so', async () => {
  const bot = await openOffice()
  const sent = await asks(bot.as('Megan Bowen'), { hours: '300' })
  expect(sent.text).toContain('It goes to the Group Leader and the Head of Group Office.')
})

test.each([
  ['25', '2026-11-24', '2026-11-24', 'That is more than Tue 24 Nov 2026 has, at 24 h a day'],
  ['400', '2026-11-23', '2026-11-27', 'the days from Mon 23 Nov 2026 to Fri 27 Nov 2026 have, at 24 h a day'],
])('D3: %s h from %s to %s are more than there is time for', async (hours, from, to, said) => {
  const bot = await openOffice()
  const isaiah = bot.as('Isaiah Langer')
  const refused = await asks(isaiah, { hours, from, to })
  expect(refused.text).toContain(said)
  expect(refused.inputs).toMatchObject({ hours, from, to })
  expect((await isaiah.says('my requests')).text).toContain('No requests')
})

test('X4: a grant that was taken back, in part or whole, is told as that', async () => {
  const bot = await openOffice()
  const [isaiah, adele] = [bot.as('Isaiah Langer'), bot.as('Adele Vance')]
  await asks(isaiah)
  await bot.runDue()
  await agreeBoth(bot, 1)
  const form = await isaiah.says('log 10h yesterday peer challenge')
  const receipt = await isaiah.presses(form, 'Save', { chargeTo: choiceOf(form, 'chargeTo', 'CP-2627-0001') })
  const revokes = async (reason: string) => adele.presses(await opens(adele, 1), 'Revoke unused', { reason })
  await revokes('Called off')
  await bot.runDue()
  expect(isaiah.copies().at(-1)?.summary).toContain(
    'Granted: 10 h under CP-2627-0001, once 6 h were taken back.',
  )
  expect((await isaiah.says('why')).text).toMatch(/CP-2627-0001: 10 h − 10 h used = 0 h\.$/m)
  await isaiah.presses(receipt, 'Undo')
  await revokes('Called off for good')
  await bot.runDue()
  const told = isaiah.copies().at(-1)
  expect(told?.summary).toContain('Taken back: all 16 h under CP-2627-0001.')
  expect(told && titlesOf(told)).toEqual(['My requests', 'Balance'])
})

test('D3, D6: a leaver asks for no work after their last day, and reads on the balance what is still open to them', async () => {
  const bot = await openOffice()
  const alex = bot.as('Alex Wilber')
  expect((await asks(alex, { hours: '170', from: '2026-12-01' })).text).toContain('10 h from the central pot')
  await bot.runDue()
  await changePerson(bot, alex, { leftOn: '2026-11-20' })
  const refused = await asks(alex, { from: '2026-11-23' })
  expect(refused.text).toContain('Your time as a peer ended on Fri 20 Nov 2026')
  const balance = await alex.says('balance')
  expect(balance.text).toContain(
    'Your last day as a peer was Fri 20 Nov 2026: only work done by then can be logged, until Fri 1 Oct 2027',
  )
  expect(balance.text).not.toContain('By Tue 31 Aug 2027')
  expect(balance.text).toContain('Promised to requests: 160 h of what remains')
  const adele = bot.as('Adele Vance')
  await adele.presses(await adele.says('allocate alex'), 'Allocate', { days: '1' })
  await bot.runDue()
  expect((await alex.says('balance')).text).toContain('Promised to requests: 160 h, and only 14 h remain')
  expect((await adele.says('year end 2026/27')).text).toContain(
    'left on Fri 20 Nov 2026: nothing of it can be used after that day',
  )
})
