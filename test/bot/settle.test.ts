// What the office settles and changes in a peer's ledger, through the bot's own door: openings, extensions, write-offs,
// corrections after the peer's time, and work moved back from a grant.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addPerson } from '../../src/app/people/directory.ts'
import { startBot, type Talk, type TestBot } from '../support/bot.ts'
import { choiceOf, type CardView } from '../support/cardView.ts'
import { allocateDays } from '../support/allocateDays.ts'
import { persona } from '../support/activities.ts'
import { countOf, entriesOf, logs, peerWith, personOf, titlesOf } from './peers.ts'

let bot: TestBot
let adele: Talk
beforeAll(async () => {
  bot = await startBot({ at: '2026-11-21T12:00:00Z' })
  adele = bot.as('Adele Vance')
  await adele.says('hi')
})
afterAll(() => bot.close())

const saved = async (form: CardView, button: string, typed: Record<string, string>) =>
  adele.presses(form, button, typed)

/** A peer with ten days for 2026/27 and nothing from before. */
async function newcomer(name: string): Promise<Talk> {
  const who = persona(name)
  const by = await personOf(bot.store, 'Adele Vance')
  const subject = await addPerson(bot.store, {
    group: 'independent',
    name,
    email: who.email,
    role: 'member-peer',
    regions: [],
    joinedOn: '2024-09-01',
  })
  const command = { id: `allocate ${name}`, by, subject, deadline: bot.deps.clock.now() + 8000 }
  const allocation = { year: 2026, minutes: 4_800, from: '2026-09-01', reason: 'agreed' }
  expect((await allocateDays(bot.deps, command, allocation)).ok).toBe(true)
  bot.edge.connector.add(who)
  return bot.as(who)
}

describe('D7: opening figures', () => {
  test('D7: the office enters them, the peer reads them, and nothing before can be logged or is due', async () => {
    const peer = await newcomer('Olwen Begins')
    await peer.says('hi')
    const form = await adele.says('opening olwen')
    expect(form.text).toContain('0 h carried in; 80 h (10 days) allocated')
    const refused = await saved(form, 'Enter the opening', { first: 'ten', second: '-1' })
    expect(refused.text).toContain('“ten” is no number of hours')
    expect(refused.text).toContain('“-1” is no number of hours')
    expect(refused.text).toContain('pick a day')
    expect(refused.inputs).toMatchObject({ first: 'ten', second: '-1' })
    const over = await saved(refused, 'Enter the opening', {
      date: '2026-11-02',
      first: '90',
      second: '6',
      reason: 'Old records',
    })
    expect(over.text).toContain('90 h used is more than 6 h carried in + 80 h allocated = 86 h')
    const typed = { date: '2026-11-02', first: '10,5', second: '6', reason: 'As the old records have it' }
    const press = adele.press(over, 'Enter the opening', typed)
    for (let twice = 0; twice < 2; twice++) await bot.edge.send(press)
    const balance = await peer.says('balance')
    expect(balance.text).toContain('75.5 h left')
    expect((await logs(peer, { date: '2026-11-01', hours: '1' })).text).toContain('D7')
    expect((await logs(peer, { date: '2026-11-02', hours: '1' })).text).toContain('Saved 1 h')
    expect((await peer.says('nil return october')).text).toContain('D7')
    expect((await peer.receives()).text).toMatch(/begin on Mon 2 Nov 2026, with 10.5 h used before and 6 h/)
    expect((await entriesOf(bot, peer)).filter(({ kind }) => kind === 'opening')).toHaveLength(1)
  })

  test('D7: a peer whose last year is kept here needs no opening, and is told what it carries', async () => {
    const form = await adele.says('opening alex')
    const typed = { date: '2026-09-05', first: '0', second: '0', reason: 'x' }
    expect((await saved(form, 'Enter the opening', typed)).text).toContain('carries 6 h on')
  })
})

describe('C2: carried hours of one peer', () => {
  test('C2: extended to a date and written off, with a reason that the peer reads', async () => {
    const peer = await peerWith(bot, { carried: 6, days: 1 })
    await peer.says('hi')
    const title = peer.who.name
    const form = await adele.says(`extend ${title}`)
    expect((await saved(form, 'Extend', { date: '2027-09-01', reason: 'x' })).text).toContain(
      'from Mon 30 Nov 2026 to Tue 31 Aug 2027',
    )
    expect((await saved(form, 'Extend', { date: '2027-01-31' })).text).toContain('Say why')
    const done = await saved(form, 'Extend', { date: '2027-01-31', reason: 'In hospital' })
    expect(done.text).toContain('carried hours can be used to Sun 31 Jan 2027')
    expect((await peer.receives()).text).toContain('Reason: In hospital')
    expect((await peer.says('balance')).text).toContain('use by Sun 31 Jan 2027')
    const off = await adele.says(`write off ${title}`)
    expect((await saved(off, 'Write off', { first: '7', reason: 'x' })).text).toContain(
      '6 h of the carried hours',
    )
    await saved(off, 'Write off', { first: '2', reason: 'Agreed with the Executive' })
    expect((await peer.receives()).summary).toContain(
      'Adele Vance, Sat 21 Nov 2026: Carried hours written off: 2 h in all',
    )
    expect((await peer.says('balance')).text).toContain('4 h left of 6 h, 2 h written off; use by')
    expect((await peer.says('why')).text).toContain(
      '6 h unused in 2025/26 − 0 h used − 2 h written off = 4 h',
    )
    expect((await peer.says('history')).text).toContain('Carried hours written off: 2 h')
  })

  test('C2, L1: nobody but the Head settles hours, typed or pressed', async () => {
    const alex = await personOf(bot.store, 'Alex Wilber')
    const form = {
      v: 1,
      kind: 'write-off',
      command: 'c',
      person: alex.id,
      year: 2026,
      first: '1',
      reason: 'x',
    }
    for (const name of ['Alex Wilber', 'Megan Bowen', 'Diego Siciliani', 'Patti Fernandez']) {
      const who = bot.as(name)
      for (const text of ['opening alex', 'extend alex', 'write off alex'])
        expect((await who.says(text)).text).toContain('not open to your role')
      const { body } = await bot.edge.send(who.does.presses('adjust/save', form))
      expect(JSON.stringify(body)).toContain('not open to your role')
    }
    expect(await countOf(bot, bot.as('Alex Wilber'))).toBeGreaterThan(0)
    expect((await bot.as('Alex Wilber').says('balance')).text).toContain('6 h left of 6 h')
  })
})

describe('D4: the office changes what a peer cannot any more', () => {
  test('D4: corrected and taken back with a reason; the peer is told; a year that is too old is refused', async () => {
    const peer = await peerWith(bot, { carried: 6, days: 2 })
    await peer.says('hi')
    await logs(peer, { date: '2026-11-20', hours: '3' })
    await logs(peer, { date: '2026-11-19', hours: '2' })
    bot.at('2027-10-15T09:00:00Z')
    const patti = bot.as('Patti Fernandez')
    const history = await patti.presses(await patti.says(`history of ${peer.who.name}`), '2026/27')
    expect(history.text).toContain(`History of 2026/27, ${peer.who.name}`)
    const form = await patti.presses(history, 'Change it', { entry: '3' })
    expect((await patti.presses(form, 'Correct', { first: '4' })).text).toContain('Say why')
    const typed = { first: '4', reason: 'The note said 4 h' }
    const press = patti.press(form, 'Correct', typed)
    const [once, twice] = [await bot.edge.send(press), await bot.edge.send(press)]
    expect(JSON.stringify(twice.body)).toContain('Changed for')
    expect(JSON.stringify(once.body)).toContain('Allocation: 16 h − 1 h = 15 h left')
    expect((await peer.receives()).text).toContain('Reason: The note said 4 h')
    const again = await patti.presses(
      await patti.presses(await patti.says(`history of ${peer.who.name}`), '2026/27'),
      'Change it',
      { entry: '4' },
    )
    expect((await patti.presses(again, 'Take it back', { reason: 'Entered twice' })).text).toContain(
      'taken back',
    )
    expect((await entriesOf(bot, peer)).filter(({ kind }) => kind === 'reversal')).toHaveLength(2)
    // A year later still it is closed for everybody.
    bot.at('2028-10-15T09:00:00Z')
    const old = await patti.says(`history of ${peer.who.name}`)
    const older = await patti.presses(await patti.presses(old, '2027/28'), '2026/27')
    const late = await patti.presses(older, 'Change it', { entry: '6' })
    expect((await patti.presses(late, 'Take it back', { reason: 'x' })).text).toContain(
      'closed more than a year ago',
    )
    bot.at('2026-11-21T12:00:00Z')
  })

  test('D4, L1: leads and peers change nobody’s entries, whatever they press', async () => {
    const alex = await personOf(bot.store, 'Alex Wilber')
    const before = await countOf(bot, bot.as('Alex Wilber'))
    const form = {
      v: 1,
      command: 'c',
      person: alex.id,
      year: 2026,
      seq: 2,
      reason: 'x',
      date: '2026-11-01',
      first: '1',
    }
    for (const name of ['Alex Wilber', 'Megan Bowen', 'Diego Siciliani'])
      for (const verb of ['amend/undo', 'amend/correct', 'amend', 'peer-history']) {
        const { body } = await bot.edge.send(bot.as(name).does.presses(verb, form))
        expect(JSON.stringify(body)).toContain('not open to your role')
      }
    expect(await countOf(bot, bot.as('Alex Wilber'))).toBe(before)
  })

  test('a name that several or nobody have leads to a list, not to a guess', async () => {
    expect((await adele.says('history of peer')).text).toContain('Several peers')
    expect((await adele.says('history of nemo')).text).toContain('Nobody of your group is called “nemo”')
    const chosen = await adele.presses(await adele.says('history of nemo'), 'Show the history', {
      chosen: (await personOf(bot.store, 'Alex Wilber')).id,
    })
    expect(chosen.text).toContain('Alex Wilber')
  })
})

describe('X4: hours of the peer’s own come first', () => {
  test('X4: freed while a grant is drawn, the Head is offered to move the work back', async () => {
    const peer = await peerWith(bot, { days: 0.5 })
    await peer.says('hi')
    await bot.as('Megan Bowen').says('hi')
    await logs(peer, { date: '2026-11-02', hours: '4' })
    const asked = {
      hours: '8',
      from: '2026-11-01',
      to: '2026-12-18',
      what: 'Work',
      strand: 'lga',
      askedBy: 'office',
    }
    await peer.presses(await peer.says('request days'), 'Send request', asked)
    const isAsked = ({ text }: CardView) => text.includes('asks for days')
    await bot.runDue()
    const [megan] = [bot.as('Megan Bowen')]
    await megan.presses(megan.copies().findLast(isAsked)!, 'Agree')
    await adele.presses(adele.copies().findLast(isAsked)!, 'Agree')
    await bot.runDue()
    const form = await peer.says('log')
    await peer.presses(form, 'Save', {
      date: '2026-11-03',
      hours: '3',
      activity: 'query',
      chargeTo: choiceOf(form, 'chargeTo', 'CP-'),
    })
    expect((await peer.says('balance')).text).toContain('5 h left')
    // The first entry is taken back: four hours of the peer's own are free.
    await peer.presses(await peer.says('history'), 'Undo', { entry: '2' })
    await bot.runDue()
    const offer = adele.copies().findLast(({ text }) => text.includes('hours on a grant'))
    expect(offer?.text).toContain('3 h of their work draw on the central pot')
    const done = await adele.presses(offer!, 'Move 3 h back')
    expect(done.text).toContain('Moved back to')
    expect((await peer.says('balance')).text).toContain('8 h, 8 h left')
    expect(titlesOf(await adele.presses(offer!, 'Move 3 h back')).length).toBeGreaterThan(0)
    expect((await entriesOf(bot, peer)).filter(({ kind }) => kind === 'work')).toHaveLength(3)
  })
})

describe('D2: hours that the office frees', () => {
  test('D2, Y2: more days are told to the peer, and what they had volunteered is offered on that card and the balance', async () => {
    const peer = await peerWith(bot, { days: 1 })
    await peer.says('hi')
    await logs(peer, { hours: '10' })
    expect(titlesOf(await peer.says('balance'))).not.toContain('Re-claim 2 h')
    await saved(await adele.says(`allocate ${peer.who.name}`), 'Allocate', {
      days: '2',
      reason: 'Two councils more',
    })
    const told = await peer.receives()
    expect(told.text).toContain('Your days: 2 days (16 h) for the year')
    expect(told.text).toContain('Reason: Two councils more')
    expect(titlesOf(told)).toContain('Re-claim 2 h')
    const balance = await peer.says('balance')
    expect(balance.text).toContain('2 h unclaimed can be claimed: hours are free for it (rule D2).')
    expect((await peer.presses(balance, 'Re-claim 2 h')).text).toContain('Allocation: 8 h − 2 h = 6 h left.')
    expect(titlesOf(await peer.says('balance'))).not.toContain('Re-claim 2 h')
    expect((await peer.presses(told, 'Re-claim 2 h')).text).not.toContain('4 h left')
  })
})
