// What the Head of Group Office clears: work asked for directly by a region or the LGA, and conferences (X3, C4).
import { describe, expect, test } from 'vitest'
import { clearancesOf } from '../../src/app/hours/clearances.ts'
import type { TestBot, Talk, TestBotOptions } from '../support/bot.ts'
import { choicesIn, type CardView } from '../support/cardView.ts'
import { entriesOf, logs, peerWith, personOf, titlesOf } from './peers.ts'
import { changePerson, joins, personId16, presses, recordedFor, openOffice } from './requests.ts'

async function open(options?: TestBotOptions): Promise<{ bot: TestBot; alex: Talk; adele: Talk }> {
  const bot = await openOffice(options)
  return { bot, alex: bot.as('Alex Wilber'), adele: bot.as('Adele Vance') }
}

const direct = { hours: '2', askedBy: 'direct', place: 'Tregaron', notes: 'after the vote' }
const conference = { hours: '3', activity: 'conference' }

/** The entries that stand, as they are counted. */
const standing = async (bot: TestBot, who: Talk) => {
  const entries = await entriesOf(bot, who)
  const answered = new Set(
    entries.flatMap((each) => (each.kind === 'reversal' ? [`${each.year} ${each.answers}`] : [])),
  )
  return entries
    .filter((each) => each.kind === 'work')
    .filter(({ year, seq }) => year === 2026 && !answered.has(`${year} ${seq}`))
    .map(({ claimed, held, unclaimed, because }) => ({ claimed, held, unclaimed, because }))
}

/** The clearance as the log form offers it. */
const agreedOn = (form: CardView, text: string): string =>
  choicesIn(form, 'clearance').find(({ title }) => title.includes(text))?.value ?? ''

describe('X3: work asked for directly', () => {
  test('X3: is held; the Head clears it, and the peer is told', async () => {
    const { bot, alex, adele } = await open()
    const receipt = await logs(alex, direct)
    expect(receipt.summary).toContain('Saved 2 h, all of it held')
    expect(receipt.text).toContain('Talk to the Head of Group Office about it')
    expect((await alex.says('balance')).text).toMatch(/Used: 0 h\nHeld: 2 h/)
    const card = await adele.receives()
    expect(card.summary).toContain('Alex Wilber: 2 h on Sat 21 Nov 2026: Query. Held until')
    for (const said of [
      'Hours to clear',
      'Tregaron',
      'after the vote',
      'talked over with you before it is claimed',
    ])
      expect(card.text).toContain(said)
    expect(card.text).not.toContain('Talk to the Head')
    expect(titlesOf(card)).toEqual(['Clear', 'Decline'])
    for (const name of [
      'Megan Bowen',
      'Patti Fernandez',
      'Diego Siciliani',
      'Lynne Robbins',
      'Isaiah Langer',
    ])
      expect(bot.as(name).copies()).toEqual([])
    expect((await adele.says('approvals')).text).toContain('Alex Wilber: 2 h on Sat 21 Nov 2026: Query')

    const cleared = await adele.presses(card, 'Clear')
    expect(cleared.text).toContain('Cleared by Adele Vance on Sat 21 Nov 2026.')
    expect(titlesOf(cleared)).toEqual([])
    const told = await alex.receives()
    expect(told.text).toMatch(/^Hours cleared\nCleared by Adele Vance/)
    expect((await alex.says('balance')).text).toMatch(/Used: 2 h\nHeld: 0 h/)
    expect(await standing(bot, alex)).toEqual([{ claimed: 120, held: 0, unclaimed: 0, because: undefined }])
    expect((await adele.says('approvals')).text).toContain('Nothing waits for you')
    // The card pressed again, either way, shows the outcome.
    for (const title of ['Clear', 'Decline'])
      expect((await adele.presses(card, title, { reason: 'x' })).text).toContain('Cleared by Adele Vance')
    await bot.runDue()
    expect(alex.copies()).toHaveLength(1)
  })

  test('X3: declined needs a reason; the hours become unclaimed, the peer is told why, and the history keeps it', async () => {
    const { bot, alex, adele } = await open()
    await logs(alex, direct)
    const card = await adele.receives()
    const before = await recordedFor(bot, alex)
    for (const reason of ['', ' \n '])
      expect((await adele.presses(card, 'Decline', { reason })).text).toContain('Say why')
    const long = await adele.presses(card, 'Decline', { reason: '😀'.repeat(501) })
    expect(long.text).toContain('Reason: 501 characters, and 500 is the most')
    expect(long.inputs['reason']).toBe('😀'.repeat(501))
    expect(await recordedFor(bot, alex)).toEqual(before)
    const reason = 'The *region* pays for [that](http://x.example)'
    const declined = await adele.presses(card, 'Decline', { reason })
    expect(declined.text).toContain('Declined by Adele Vance on Sat 21 Nov 2026.')
    const told = await alex.receives()
    expect(told.text).toMatch(/^Hours declined\n/)
    expect(told.text).toContain(`Reason: ${reason}\nThe hours are kept as unclaimed (volunteered)`)
    expect(declined.text).not.toContain('volunteered')
    const history = await alex.says('history')
    expect(history.text).toContain(reason)
    expect(history.text).toContain('2 h unclaimed (declined by the Head of Group Office)')
    expect(await standing(bot, alex)).toEqual([{ claimed: 0, held: 0, unclaimed: 120, because: 'declined' }])
    expect((await adele.presses(card, 'Clear')).text).toContain('Declined by Adele Vance')
  })

  test('X3: taken back or changed meanwhile: the Head’s card says so, and there is nothing to decide', async () => {
    const { bot, alex, adele } = await open()
    const receipt = await logs(alex, direct)
    const card = await adele.receives()
    await alex.presses(receipt, 'Undo')
    await bot.runDue()
    expect(card.latest().text).toMatch(/^Hours taken back\nThe peer has changed or taken back this entry/)
    expect(titlesOf(card.latest())).toEqual([])
    for (const title of ['Clear', 'Decline'])
      expect((await adele.presses(card, title, { reason: 'x' })).text).toContain('nothing to decide')
    expect(await standing(bot, alex)).toEqual([])
    expect((await adele.says('approvals')).text).toContain('Nothing waits for you')

    // A correction holds the new hours, and asks anew.
    const second = await logs(alex, { ...direct, date: '2026-11-19' })
    await adele.receives()
    const form = await alex.presses(second, 'Correct')
    await alex.presses(form, 'Save correction', { hours: '3' })
    const anew = await adele.receives()
    expect(anew.text).toContain('Held: 3 h')
    expect(adele.copies().map((each) => titlesOf(each).length)).toEqual([0, 0, 2])
  })

  test('X3: settled before the card goes out, it does not go out', async () => {
    const { bot, alex, adele } = await open()
    const receipt = await logs(alex, direct)
    await alex.presses(receipt, 'Undo')
    await bot.runDue()
    expect(adele.copies()).toEqual([])
  })

  test('X3: with nothing left to hold there is nothing to clear', async () => {
    const { bot, adele } = await open()
    await logs(bot.as('Isaiah Langer'), direct)
    await bot.runDue()
    expect(adele.copies()).toEqual([])
    expect(await standing(bot, bot.as('Isaiah Langer'))).toContainEqual({
      claimed: 0,
      held: 0,
      unclaimed: 120,
      because: 'used-up',
    })
  })
})

describe('C4: conferences', () => {
  test('C4: unclaimed at first; “Ask to claim it” puts it before the Head, who clears it', async () => {
    const { bot, alex, adele } = await open()
    const receipt = await logs(alex, conference)
    expect(receipt.summary).toContain('Saved 3 h, all of it unclaimed')
    await bot.runDue()
    expect(adele.copies()).toEqual([])
    const asked = await alex.presses(receipt, 'Ask to claim it')
    expect(asked.text).toContain('Put before the Head of Group Office')
    expect(asked.text).toContain(
      'asked to attend as a peer and did enough peer work. Until then the hours are held',
    )
    expect(asked.text).not.toContain('directly by the region')
    expect((await alex.says('balance')).text).toContain('Held: 3 h')
    const card = await adele.receives()
    expect(card.text).toContain('asked to attend as a peer and did enough peer work (rule C4)')
    await adele.presses(card, 'Clear')
    expect((await alex.receives()).text).toContain('Hours cleared')
    expect(await standing(bot, alex)).toEqual([{ claimed: 180, held: 0, unclaimed: 0, because: undefined }])
    // Asked again, by a card that is still there.
    expect((await alex.presses(receipt, 'Ask to claim it')).text).toContain('Put before the Head')
    expect((await alex.says('history')).text).toContain('put before the Head of Group Office')
  })

  test('C4: with no hours to keep for it, nothing is put before the Head, and the peer reads why', async () => {
    const { bot, adele } = await open()
    const isaiah = bot.as('Isaiah Langer')
    const receipt = await logs(isaiah, conference)
    const before = await recordedFor(bot, isaiah)
    const asked = await isaiah.presses(receipt, 'Ask to claim it')
    expect(asked.text).toContain('it was not put before them')
    expect(await recordedFor(bot, isaiah)).toEqual(before)
    await bot.runDue()
    expect(adele.copies()).toEqual([])
  })

  test('C4: asked first and cleared, the conference logged under it is claimed; on another day it is refused', async () => {
    const { bot, alex, adele } = await open()
    const form = await alex.says('ask first')
    const asked = await alex.presses(form, 'Ask', {
      event: 'LGA Conference: two surgeries',
      date: '2026-11-25',
    })
    expect(asked.text).toContain('The Head of Group Office is asked about Wed 25 Nov 2026')
    const card = await adele.receives()
    expect(card.text).toMatch(/^Event to clear\n/)
    expect(card.text).toContain('LGA Conference: two surgeries')
    expect(agreedOn(await alex.says('log'), 'LGA')).toBe('')
    await adele.presses(card, 'Clear')
    const told = await alex.receives()
    expect(told.text).toContain('Event cleared')
    expect(told.text).toContain('choose the event under “Agreed beforehand”')

    bot.at('2026-12-05T12:00:00Z')
    const log = await alex.presses(told, 'Log hours')
    const clearance = agreedOn(log, 'Wed 25 Nov 2026: LGA Conference')
    expect(clearance).not.toBe('')
    for (const date of ['2026-11-24', '2026-12-01']) {
      const before = await recordedFor(bot, alex)
      const refused = await logs(alex, { ...conference, date, clearance })
      expect(refused.text).toContain('What was agreed beforehand is not for')
      expect(refused.inputs).toMatchObject({ clearance, hours: '3' })
      expect(await recordedFor(bot, alex)).toEqual(before)
    }
    const saved = await logs(alex, { ...conference, date: '2026-11-25', clearance })
    expect(saved.summary).not.toContain('unclaimed')
    expect(await standing(bot, alex)).toEqual([{ claimed: 180, held: 0, unclaimed: 0, because: undefined }])
    // Without naming it, it stays unclaimed.
    expect((await logs(alex, { ...conference, date: '2026-11-26' })).summary).toContain('unclaimed')
  })

  test('C4: the log form offers the ten latest events by date, and always the one that an entry names', async () => {
    const { bot, alex, adele } = await open()
    const dates = Array.from({ length: 11 }, (_, at) => `2026-12-${String(21 - at).padStart(2, '0')}`)
    for (const date of ['2026-11-21', ...dates]) {
      await alex.presses(await alex.says('ask first'), 'Ask', { event: `Event of ${date}`, date })
      await adele.presses(await adele.receives(), 'Clear')
    }
    const form = await alex.says('log')
    expect(agreedOn(form, '2026-12-21')).not.toBe('')
    expect(agreedOn(form, '2026-12-12')).not.toBe('')
    for (const date of ['2026-12-11', '2026-11-21']) expect(agreedOn(form, date)).toBe('')
    bot.at('2026-11-22T12:00:00Z')
    const all = await clearancesOf(bot.store, await personOf(bot.store, 'Alex Wilber'))
    const first = all[0]?.id ?? ''
    const saved = await logs(alex, { ...conference, date: '2026-11-21', clearance: first })
    const correction = await alex.presses(saved, 'Correct')
    expect(agreedOn(correction, '2026-11-21')).toBe(correction.inputs['clearance'])
    const corrected = await alex.presses(correction, 'Save correction', { notes: 'two surgeries' })
    expect(corrected.text).toContain('Corrected entry')
    expect(await standing(bot, alex)).toEqual([{ claimed: 180, held: 0, unclaimed: 0, because: undefined }])
  })

  test('C4: declined, the peer reads why, and nothing can be logged under it', async () => {
    const { bot, alex, adele } = await open()
    await alex.presses(await alex.says('ask first'), 'Ask', { event: 'Group Conference', date: '2026-11-25' })
    const card = await adele.receives()
    expect((await adele.presses(card, 'Decline')).text).toContain('Say why')
    await adele.presses(card, 'Decline', { reason: 'Others are going' })
    expect((await alex.receives()).text).toContain('Reason: Others are going')
    const late = await adele.presses(card, 'Clear')
    expect(late.text).toContain('Nothing was changed: this request is declined already')
    bot.at('2026-11-25T18:00:00Z')
    const form = await alex.says('log')
    expect(agreedOn(form, 'Group')).toBe('')
    const ref = card.buttons[0]?.data['ref'] as { id: string }
    const forged = await logs(alex, { ...conference, date: '2026-11-25', clearance: ref.id })
    expect(forged.text).toContain('has not been agreed')
  })

  test('X3, C4: somebody else’s clearance is no clearance', async () => {
    const { bot, alex, adele } = await open()
    await alex.presses(await alex.says('ask first'), 'Ask', { event: 'Conference', date: '2026-11-21' })
    const card = await adele.receives()
    await adele.presses(card, 'Clear')
    const ref = card.buttons[0]?.data['ref'] as { id: string }
    const peer = await peerWith(bot, { days: 1 })
    await peer.says('hi')
    const before = await recordedFor(bot, peer)
    const stolen = await logs(peer, { ...conference, date: '2026-11-21', clearance: ref.id })
    expect(stolen.text).toContain('has not been agreed')
    for (const clearance of ['x', '__proto__', '../../x', 'x'.repeat(400)])
      expect((await logs(peer, { ...conference, clearance })).text).toMatch(
        /has not been agreed|choose it from the list/,
      )
    for (const chargeTo of ['x', '__proto__', 'constructor', 'x'.repeat(400)])
      expect((await logs(peer, { hours: '1', chargeTo })).text).toMatch(
        /Nothing was granted to you under that code|choose it from the list/,
      )
    expect(await recordedFor(bot, peer)).toEqual(before)
  })
})

describe('bad input: a sentence, the form kept, nothing recorded', () => {
  test('C4: asking first', async () => {
    const { bot, alex } = await open()
    const before = await recordedFor(bot, alex)
    const good = { event: 'Conference', date: '2026-12-05', askedBy: 'office' }
    const form = await alex.says('ask first')
    for (const [typed, said] of [
      [{ event: '' }, /Event: say which event/],
      [{ event: ' \n ' }, /Event: say which event/],
      [{ event: 'ŵ'.repeat(501) }, /Event: 501 characters, and 500 is the most/],
      [{ date: '' }, /Date: pick the date of the event/],
      [{ date: '2026-13-01' }, /Date: pick the date of the event/],
      [{ date: '2026-11-20' }, /Date: that day is over\. Log the work/],
      [{ askedBy: '' }, /Asked by: choose who asked you/],
      [{ askedBy: 'nobody' }, /Asked by: choose who asked you/],
    ] as const) {
      const card = await alex.presses(form, 'Ask', { ...good, ...typed })
      expect(card.text).toMatch(said)
      const { date: _date, ...rest } = { ...good, ...typed }
      expect(card.inputs).toMatchObject(rest)
    }
    expect(await recordedFor(bot, alex)).toEqual(before)
    expect((await alex.presses(form, 'Ask', good)).text).toContain('Asked')
    const other = await alex.presses(form, 'Ask', { ...good, event: 'Another' })
    expect(other.text).toContain('already been used')
  })

  test('X3: forged refs, somebody else’s hours, and hours that wait for nobody', async () => {
    const { bot, alex, adele } = await open()
    const person = personId16(alex.who.email)
    const claimed = await logs(alex, { hours: '1' })
    const seq = Number(claimed.buttons.find(({ title }) => title === 'Correct')?.data['seq'])
    const before = await recordedFor(bot, alex)
    for (const [verb, ref, said] of [
      ['clearance/clear', { person, year: 2026, seq }, /not waiting for anybody/],
      ['clearance/decline', { person, year: 2026, seq }, /not waiting for anybody/],
      ['clearance/clear', { person, year: 2026, seq: 999 }, /not in your history|did not work/],
      ['clearance/clear', { person, year: 2026, seq: 1 }, /did not work/],
      ['clearance/clear', { person, id: 'nothing' }, /not in your group/],
      ['clearance/clear', { person: 'nobody', year: 2026, seq: 1 }, /not in your group|not open/],
      ['clearance/clear', { person: '../x', year: 2026, seq: 1 }, /out of date/],
      ['clearance/clear', { person, year: 2026, seq, id: 'both' }, /out of date/],
      ['clearance/clear', undefined, /out of date/],
    ] as const)
      expect((await presses(adele, verb, { ref, reason: 'why' })).text).toMatch(said)
    const other = await joins(bot, 'head-of-office', { group: 'labour' })
    await logs(alex, direct)
    await bot.runDue()
    const held = { person, year: 2026, seq: seq + 1 }
    for (const verb of ['clearance/clear', 'clearance/decline'])
      expect((await presses(other, verb, { ref: held, reason: 'why' })).text).toMatch(
        /not in your group|not open/,
      )
    expect((await alex.says('balance')).text).toContain('Held: 2 h')
    expect((await recordedFor(bot, alex))[0]).toBeGreaterThan(before[0] ?? 0)
    // Only unclaimed conferences can be asked about.
    expect((await presses(alex, 'ask-to-claim', { year: 2026, seq })).text).toContain(
      'not waiting for anybody',
    )
    expect((await presses(bot.as('Lynne Robbins'), 'ask-to-claim', { year: 2026, seq })).text).toContain(
      'did not work',
    )
  })
})

test('C4: an event years ahead is a slip, and is said back', async () => {
  const { alex } = await open()
  const form = await alex.says('ask first')
  const asked = { event: 'Group conference', date: '2062-12-05' }
  const refused = await alex.presses(form, 'Ask', asked)
  expect(refused.text).toContain('Date: Tue 5 Dec 2062 is too far ahead')
  expect(refused.inputs).toMatchObject(asked)
  expect((await alex.presses(form, 'Ask', { ...asked, date: '2027-12-05' })).text).toContain('You are told')
})

test('X2, X3: where nobody can clear, those who can name a stand-in or fill the role hear of it, without the notes', async () => {
  const { bot, alex, adele } = await open()
  await changePerson(bot, adele, { leftOn: '2026-11-20' })
  await logs(alex, direct)
  for (const name of ['Diego Siciliani', 'Patti Fernandez']) {
    const told = await bot.as(name).receives()
    expect(told.text).toMatch(/^Nobody can clear what Alex Wilber asks: name a stand-in, or fill the role/)
    expect(told.text).not.toMatch(/Tregaron|after the vote/)
  }
  expect(bot.as('Megan Bowen').copies()).toEqual([])
})
