// The main job: log work by text and by form, see the effect before Save, take it back, put it right.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBot, type Talk, type TestBot } from '../support/bot.ts'
import { countOf, entriesOf, logs, peerWith, titlesOf } from './peers.ts'

let bot: TestBot

// Noon on Sat 21 Nov 2026.
beforeAll(async () => {
  bot = await startBot()
})
afterAll(() => bot.close())

const kinds = async (talk: Talk) => (await entriesOf(bot, talk)).map(({ kind }) => kind)

describe('by text', () => {
  test('D1: one sentence, Save, and the hours come out of what lapses first', async () => {
    const peer = await peerWith(bot, { carried: 6, days: 20 })
    const form = await peer.says('log 2h yesterday mentoring for Rutland')
    expect(form.inputs).toMatchObject({
      date: '2026-11-20',
      hours: '2',
      activity: 'mentoring',
      place: 'Rutland',
      askedBy: 'office',
    })
    expect(form.text).toContain('6 h − 2 h = 4 h left')
    expect(form.text).toContain('Fri 20 Nov 2026')
    const receipt = await peer.presses(form, 'Save')
    expect(receipt.text).toContain('2 h on Fri 20 Nov 2026')
    expect(receipt.text).toContain('6 h − 2 h = 4 h left')
    expect(receipt.summary).toContain('4 h')
    expect(titlesOf(receipt)).toEqual(expect.arrayContaining(['Undo', 'Correct']))
    const work = (await entriesOf(bot, peer)).at(-1)
    expect(work).toMatchObject({ kind: 'work', minutes: 120, claimed: 120, date: '2026-11-20', early: 120 })
  })

  test('D3: a day without a year that is still to come is read as last year’s, and the form says so', async () => {
    const peer = await peerWith(bot, { days: 20 })
    bot.at('2026-11-27T12:00:00Z')
    const opened = async (text: string) => {
      const { text: said, inputs } = await peer.says(`log ${text}`)
      return { said, date: inputs['date'] }
    }
    const doubted =
      'Date: “on 1 December” is read as Mon 1 Dec 2025, since Tue 1 Dec 2026 is still to come. If that is not the day, pick the right one; work is logged once it is done (rule D3).'
    const form = await opened('2h on 1 December')
    expect(form.said).toContain(doubted)
    expect(form.said).toContain('Date of the work: Mon 1 Dec 2025')
    expect(form.date).toBe('2025-12-01')
    // Of several days, from the first on.
    bot.at('2026-11-25T12:00:00Z')
    const range = await opened('3 days from 27 November')
    expect(range.said).toContain('is read as Thu 27 Nov 2025, since Fri 27 Nov 2026 is still to come')
    expect(range.date).toBe('2025-11-27')
    bot.at('2026-12-20T12:00:00Z')
    expect((await opened('2h 5/1/26')).said).not.toContain('still to come')
    expect((await opened('2h 05/01')).said).toContain('Mon 5 Jan 2026, since Tue 5 Jan 2027 is still to come')
    // A weekday settles which of them is meant.
    expect((await opened('2h Tues 5 January')).said).toContain('is Tue 5 Jan 2027, in the future')
    expect((await opened('2h Mon 5 January')).said).not.toContain('still to come')
    // The last one is the nearer one: nobody means December to come.
    bot.at('2027-01-05T12:00:00Z')
    const past = await opened('2h 20 December')
    expect([past.date, past.said.includes('still to come')]).toEqual(['2026-12-20', false])
    bot.at('2026-11-21T12:00:00Z')
  })

  test('X3: who asked for the work is read where the text says it, and stays in the notes', async () => {
    const peer = await peerWith(bot, { days: 20 })
    const askedBy = async (text: string) => (await peer.says(`log 2h yesterday ${text}`)).inputs['askedBy']
    expect(await askedBy('peer challenge, asked by the LGA directly')).toBe('direct')
    expect(await askedBy('mentoring requested directly by the regional office')).toBe('direct')
    expect(await askedBy('query, asked by Cllr Jones')).toBe('councillor')
    expect(await askedBy('query asked by the group office')).toBe('office')
    for (const text of [
      'the leader asked about the LGA',
      'asked by the LGA, not asked by the leader',
      'mentoring',
    ])
      expect(await askedBy(text)).toBe('office')
    const form = await peer.says('log 2h yesterday peer challenge, asked by the LGA')
    expect(form.inputs['notes']).toBe('asked by the LGA')
    expect((await peer.presses(form, 'Save')).text).toContain(
      '2 h held until the Head of Group Office clears it',
    )
  })

  test('what is left open by the text is asked by the form; nothing is recorded by opening it', async () => {
    const peer = await peerWith(bot, { days: 20 })
    const form = await peer.says('log mentoring')
    expect(form.inputs).toMatchObject({ hours: '', activity: 'mentoring' })
    expect(form.text).not.toContain('What Save will do')
    expect(await kinds(peer)).toEqual(['allocation'])
  })

  test.each([
    ['log 50 mins yesterday query', 'D3', { activity: 'query', date: '2026-11-20' }],
    ['log 30h yesterday query', 'D3', { activity: 'query', date: '2026-11-20' }],
    ['log 2h tomorrow query', '', { activity: 'query', hours: '2' }],
    ['log 2h 11/19 query', '', { activity: 'query', hours: '2' }],
    ['log 2h yesterday corporate', '', { hours: '2', date: '2026-11-20', activity: '' }],
  ])('“%s” opens the form with the doubt said and the rest kept', async (said, clause, kept) => {
    const form = await bot.as('Alex Wilber').says(said)
    expect(form.inputs).toMatchObject(kept)
    expect(form.text).toContain(clause)
    expect(form.text.split('\n').length).toBeGreaterThan(2)
    expect(titlesOf(form)).toContain('Save')
  })
})

describe('by form', () => {
  test('the form says what is left, and shows the effect before Save without recording it', async () => {
    const peer = await peerWith(bot, { carried: 3, days: 10 })
    const form = await peer.says('log')
    expect(form.labels).toEqual({
      date: 'Date',
      hours: 'Hours',
      activity: 'Activity',
      askedBy: 'Asked by',
      place: 'Council or region',
      notes: 'Notes',
    })
    expect(form.inputs['date']).toBe('2026-11-21')
    expect(form.text).toMatch(/3 h carried over .*80 h/)
    const shown = await peer.presses(form, 'Show the effect', { hours: '7.5', activity: 'meeting' })
    expect(shown.text).toContain('3 h − 3 h = 0 h left')
    expect(shown.text).toContain('80 h − 4.5 h = 75.5 h left')
    expect(shown.inputs).toMatchObject({ hours: '7.5', activity: 'meeting' })
    expect(await kinds(peer)).not.toContain('work')
    const receipt = await peer.presses(shown, 'Save')
    expect(receipt.text).toContain('75.5 h')
    expect(await kinds(peer)).toContain('work')
  })

  const full = {
    date: '2026-11-19',
    hours: '2',
    activity: 'query',
    askedBy: 'councillor',
    place: 'Ynys Môn',
    notes: 'Ŵy, “quoted” & <b>bold</b>',
  }
  test.each([
    ['hours not in quarters', { hours: '0.4' }, 'D3'],
    ['no hours', { hours: '' }, 'Hours'],
    ['no time at all', { hours: '0' }, 'D3'],
    ['more than a day', { hours: '25' }, 'D3'],
    ['hours that are none', { hours: 'two and a bit' }, 'two and a bit'],
    ['the future', { date: '2026-11-22' }, 'D3'],
    ['before joining', { date: '2024-08-31' }, 'D3'],
    ['a year that is closed', { date: '2026-08-31' }, 'D4'],
    ['no date', { date: '' }, 'Date'],
    ['a date that is none', { date: '2026-02-30' }, 'calendar'],
    ['no activity', { activity: '' }, 'Activity'],
    ['an activity that is none', { activity: 'gardening' }, 'Activity'],
    ['nobody who asked', { askedBy: '' }, 'Asked by'],
    ['notes too long', { notes: 'ŵ'.repeat(501) }, '501'],
    ['a place too long', { place: 'y'.repeat(101) }, '101'],
  ])('%s is refused, the form kept as typed, nothing recorded', async (_what, wrong, said) => {
    const peer = bot.as('Alex Wilber')
    const before = await countOf(bot, peer)
    const typed = { ...full, ...wrong }
    const refused = await peer.presses(await peer.says('log'), 'Save', typed)
    expect(refused.text).toContain(said)
    // A date picker cannot show what is no date.
    const shown = typed.date === '2026-02-30' ? { ...typed, date: '' } : typed
    expect(refused.inputs).toEqual(shown)
    expect(await countOf(bot, peer)).toBe(before)
    const receipt = await peer.presses(refused, 'Save', full)
    expect(receipt.text).toContain('2 h on Thu 19 Nov 2026')
    expect(await countOf(bot, peer)).toBe(before + 1)
    await peer.presses(receipt, 'Undo')
  })

  test('several things wrong are said at once', async () => {
    const peer = bot.as('Alex Wilber')
    const refused = await peer.presses(await peer.says('log'), 'Save', { hours: 'x', activity: '', date: '' })
    for (const field of ['Date', 'Hours', 'Activity']) expect(refused.text).toContain(`${field}:`)
  })

  test.each(['2', '2.0', '2h', '120 mins', '2 hours', ' 2 '])('hours typed as “%s”', async (typed) => {
    const alex = bot.as('Alex Wilber')
    const shown = await alex.presses(await alex.says('log'), 'Show the effect', {
      hours: typed,
      activity: 'query',
    })
    expect(shown.text).toContain('6 h − 2 h = 4 h left')
  })
})

describe('D3: days', () => {
  test('a range is previewed, saved in one commit and undone at once', async () => {
    const peer = await peerWith(bot, { days: 20 })
    const form = await peer.says('log 3 days from 5 November query')
    expect(form.text).toContain('Thu 5 Nov 2026, Fri 6 Nov 2026 and Mon 9 Nov 2026')
    expect(form.text).toContain('3 weekdays × 8 h = 24 h')
    expect(form.text).toContain('160 h − 24 h = 136 h left')
    const receipt = await peer.presses(form, 'Save')
    const works = (await entriesOf(bot, peer)).filter(({ kind }) => kind === 'work')
    expect(works.map((entry) => entry.kind === 'work' && entry.date)).toEqual([
      '2026-11-05',
      '2026-11-06',
      '2026-11-09',
    ])
    expect(new Set(works.map(({ at }) => at)).size).toBe(1)
    const undone = await peer.presses(receipt, 'Undo')
    expect(undone.text).toContain('136 h + 24 h = 160 h left')
  })

  test('a range with one impossible day is refused as a whole', async () => {
    const peer = await peerWith(bot, { days: 20 })
    await logs(peer, { date: '2026-11-06', hours: '20' }).then((asked) => peer.presses(asked, 'Yes, save it'))
    const before = await countOf(bot, peer)
    const refused = await peer.presses(await peer.says('log 3 days from 5 November query'), 'Save')
    expect(refused.text).toContain('D3')
    expect(refused.text).toContain('28 h')
    expect(await countOf(bot, peer)).toBe(before)
  })

  test('a long day is asked about once', async () => {
    const peer = await peerWith(bot, { days: 20 })
    const asked = await logs(peer, { hours: '12.25' })
    expect(asked.text).toContain('12.25 h')
    expect(asked.text).toContain('D3')
    expect(await kinds(peer)).toEqual(['allocation'])
    const receipt = await peer.presses(asked, 'Yes, save it')
    expect(receipt.text).toContain('12.25 h on Sat 21 Nov 2026')
    expect(await kinds(peer)).toEqual(['allocation', 'work'])
  })

  test('12 h in a day are not asked about; the next quarter is; 24 h are the most', async () => {
    const peer = await peerWith(bot, { days: 20 })
    expect(titlesOf(await logs(peer, { hours: '12' }))).toContain('Undo')
    const asked = await logs(peer, { hours: '0.25' })
    expect(titlesOf(asked)).toContain('Yes, save it')
    expect(asked.text).toContain('12.25 h')
    const full = await logs(peer, { hours: '12.25' })
    expect(full.text).toContain('24.25 h')
    expect(titlesOf(full)).not.toContain('Yes, save it')
  })

  test('a long day that was agreed to for one date is asked about again for another', async () => {
    const peer = await peerWith(bot, { days: 20 })
    const asked = await logs(peer, { hours: '13' })
    expect(titlesOf(await peer.presses(asked, 'Show the effect', { hours: '2' }))).toContain('Save')
    const other = await peer.presses(asked, 'Yes, save it', { hours: '14', date: '2026-11-20' })
    expect(other.text).toContain('14 h')
    expect(await kinds(peer)).toEqual(['allocation'])
    expect((await peer.presses(other, 'Yes, save it')).text).toContain('14 h on Fri 20 Nov 2026')
  })
})

describe('what cannot be claimed', () => {
  test('X3: asked for directly, the hours are held, and said to be', async () => {
    const peer = await peerWith(bot, { days: 2 })
    const shown = await peer.presses(await peer.says('log'), 'Show the effect', {
      hours: '4',
      activity: 'corporate-challenge',
      askedBy: 'direct',
    })
    expect(shown.text).toContain('4 h held')
    const receipt = await peer.presses(shown, 'Save')
    expect(receipt.text).toContain('X3')
    expect(receipt.text).toContain('16 h − 4 h = 12 h left')
    const balance = await peer.says('balance')
    expect(balance.text).toContain('Held: 4 h')
    expect(balance.text).toContain('Used: 0 h')
    expect(balance.text).toContain('12 h left')
  })

  test('C4: a conference is recorded unclaimed, and what is left does not move', async () => {
    const peer = await peerWith(bot, { days: 2 })
    const receipt = await logs(peer, { hours: '6', activity: 'conference' })
    expect(receipt.text).toContain('C4')
    expect(receipt.text).toContain('0 h + 6 h = 6 h')
    const balance = await peer.says('balance')
    expect(balance.text).toContain('Unclaimed: 6 h')
    expect(balance.text).toContain('16 h left')
  })

  test('D3: without an allocation the hours are recorded unclaimed', async () => {
    const peer = await peerWith(bot, {})
    expect((await peer.says('log')).text).toContain('no allocation')
    const receipt = await logs(peer, { hours: '2' })
    expect(receipt.text).toContain('no allocation')
    expect(receipt.text).toContain('D3')
    expect((await peer.says('balance')).text).toContain('Unclaimed: 2 h')
  })

  test('D2: beyond what is left the rest is unclaimed; freed hours are re-claimed in one press', async () => {
    const peer = await peerWith(bot, { days: 1 })
    const first = await logs(peer, { date: '2026-11-18', hours: '7' })
    const over = await logs(peer, { date: '2026-11-19', hours: '3' })
    expect(over.text).toContain('1 h claimed')
    expect(over.text).toContain('2 h unclaimed')
    expect(over.text).toContain('D2')
    const freed = await peer.presses(first, 'Undo')
    expect(freed.text).toContain('D2')
    const reclaimed = await peer.presses(freed, 'Re-claim 2 h')
    expect(reclaimed.text).toContain('2 h − 2 h = 0 h')
    let balance = await peer.says('balance')
    expect(balance.text).toContain('5 h left')
    expect(balance.text).toContain('Unclaimed: 0 h')
    const restored = await peer.presses(reclaimed, 'Undo')
    expect(restored.text).toContain('2 h unclaimed')
    balance = await peer.says('balance')
    expect(balance.text).toContain('7 h left')
    expect(balance.text).toContain('Unclaimed: 2 h')
    const again = await peer.presses(restored, 'Re-claim 2 h')
    expect(again.text).toContain('5 h left')
    await entriesOf(bot, peer)
  })

  test('D2: re-claiming with nothing free any more is refused', async () => {
    const peer = await peerWith(bot, { days: 1 })
    const first = await logs(peer, { date: '2026-11-18', hours: '8' })
    await logs(peer, { date: '2026-11-19', hours: '3' })
    const freed = await peer.presses(first, 'Undo')
    await logs(peer, { date: '2026-11-17', hours: '8' })
    const before = await countOf(bot, peer)
    expect((await peer.presses(freed, 'Re-claim 3 h')).text).toContain('D2')
    expect(await countOf(bot, peer)).toBe(before)
  })
})

describe('D5: taking back and putting right', () => {
  test('D2, D3, D5: the form names the button that saves, and the receipt says when all of it is unclaimed', async () => {
    const peer = await peerWith(bot, {})
    const form = await peer.says('log 2h yesterday mentoring')
    expect(form.summary).toMatch(/Check it and press “Save”\.$/)
    const receipt = await peer.presses(form, 'Save')
    expect(receipt.summary).toContain('Saved 2 h, all of it unclaimed:')
    const correction = await peer.presses(receipt, 'Correct')
    expect(correction.summary).toMatch(/press “Save correction”\.$/)
    const long = await peer.presses(correction, 'Save correction', { hours: '13' })
    expect(long.summary).toMatch(/press “Yes, save it”\.$/)
    const part = await peerWith(bot, { days: 1 })
    await logs(part, { date: '2026-11-18', hours: '7' })
    expect((await logs(part, { hours: '2' })).summary).toContain('Saved 2 h, 1 h of it unclaimed')
  })

  test('Undo restores the balance, once; a second press says the same', async () => {
    const peer = await peerWith(bot, { carried: 2, days: 1 })
    const start = (await peer.says('balance')).text
    const receipt = await logs(peer, { hours: '5' })
    const undone = await peer.presses(receipt, 'Undo')
    expect(undone.text).toContain('5 h')
    expect((await peer.says('balance')).text).toBe(start)
    expect((await peer.presses(receipt, 'Undo')).text).toBe(undone.text)
    expect(await kinds(peer)).toEqual(expect.arrayContaining(['work', 'reversal']))
  })

  test('Correct opens the entry as it was; saving it reverses and enters anew', async () => {
    const peer = await peerWith(bot, { days: 10 })
    const receipt = await logs(peer, { hours: '3', place: 'Powys', notes: 'first', askedBy: 'councillor' })
    const form = await peer.presses(receipt, 'Correct')
    expect(form.inputs).toEqual({
      date: '2026-11-21',
      hours: '3',
      activity: 'query',
      askedBy: 'councillor',
      place: 'Powys',
      notes: 'first',
    })
    const corrected = await peer.presses(form, 'Save correction', { hours: '1.5' })
    expect(corrected.text).toContain('1.5 h on Sat 21 Nov 2026')
    expect(corrected.text).toContain('77 h + 1.5 h = 78.5 h left')
    const entries = await entriesOf(bot, peer)
    expect(entries.slice(-2)).toMatchObject([
      { kind: 'reversal', as: 'correction', answers: 2 },
      { kind: 'work', minutes: 90, notes: 'first', replaces: { seq: 2, as: 'correction' } },
    ])
  })

  test('a correction that changes nothing, or is refused, keeps the form', async () => {
    const peer = await peerWith(bot, { days: 10 })
    const form = await peer.presses(await logs(peer, { hours: '3' }), 'Correct')
    const before = await countOf(bot, peer)
    const same = await peer.presses(form, 'Save correction')
    expect(same.inputs).toEqual(form.inputs)
    const wrong = await peer.presses(same, 'Save correction', { hours: '3.1' })
    expect(wrong.inputs['hours']).toBe('3.1')
    expect(await countOf(bot, peer)).toBe(before)
    expect((await peer.presses(wrong, 'Save correction', { hours: '4' })).text).toContain('4 h on')
  })

  test('an entry is answered once: Undo after Correct, Correct after Undo', async () => {
    const peer = await peerWith(bot, { days: 10 })
    const receipt = await logs(peer, { hours: '3' })
    const form = await peer.presses(receipt, 'Correct')
    await peer.presses(form, 'Save correction', { hours: '2' })
    const before = await countOf(bot, peer)
    expect((await peer.presses(receipt, 'Undo')).text).toContain('D5')
    expect((await peer.presses(receipt, 'Correct')).text).toContain('D5')
    const second = await logs(peer, { hours: '1', date: '2026-11-02' })
    const stale = await peer.presses(second, 'Correct')
    await peer.presses(second, 'Undo')
    expect((await peer.presses(stale, 'Save correction', { hours: '6' })).text).toContain('D5')
    expect(await countOf(bot, peer)).toBe(before + 2)
  })

  test('a correction may move work to another date, and the carried hours with it', async () => {
    const peer = await peerWith(bot, { carried: 4, days: 10 })
    const receipt = await logs(peer, { hours: '3', date: '2026-11-20' })
    bot.at('2026-12-05T12:00:00Z')
    const form = await peer.presses(receipt, 'Correct')
    const moved = await peer.presses(form, 'Save correction', { date: '2026-12-01' })
    expect(moved.text).toContain('80 h − 3 h = 77 h left')
    expect((await peer.says('balance')).text).toContain('4 h lapsed')
    bot.at('2026-11-21T12:00:00Z')
  })
})

describe('Y1: which day it is, in London', () => {
  test.each([
    // The nights on which the clocks change, and summer time on either side of midnight.
    ['2026-10-24T22:59:00Z', 'Sat 24 Oct 2026', 2026],
    ['2026-10-24T23:00:00Z', 'Sun 25 Oct 2026', 2026],
    ['2026-10-25T01:30:00Z', 'Sun 25 Oct 2026', 2026],
    ['2026-10-25T23:59:00Z', 'Sun 25 Oct 2026', 2026],
    ['2026-10-26T00:00:00Z', 'Mon 26 Oct 2026', 2026],
    ['2027-03-27T23:59:00Z', 'Sat 27 Mar 2027', 2026],
    ['2027-03-28T00:30:00Z', 'Sun 28 Mar 2027', 2026],
    ['2027-03-28T22:59:00Z', 'Sun 28 Mar 2027', 2026],
    ['2027-03-28T23:00:00Z', 'Mon 29 Mar 2027', 2026],
    // A leap day is a day, and the year is the one it stands in on both sides of midnight on 31 August.
    ['2028-02-29T12:00:00Z', 'Tue 29 Feb 2028', 2027],
    ['2027-08-31T22:59:00Z', 'Tue 31 Aug 2027', 2026],
    ['2027-08-31T23:00:00Z', 'Wed 1 Sep 2027', 2027],
  ])('Y1: at %s “today” is %s, and can be logged', async (instant, day, year) => {
    bot.at('2026-09-01T12:00:00Z')
    const peer = await peerWith(bot, { days: 2 })
    bot.at(instant)
    const receipt = await peer.presses(await peer.says('log 1h today query'), 'Save')
    expect(receipt.text).toContain(`1 h on ${day}: Query`)
    expect((await peer.says('balance')).text).toContain(`As of ${day}`)
    expect((await entriesOf(bot, peer)).at(-1)).toMatchObject({ minutes: 60, year })
    bot.at('2026-11-21T12:00:00Z')
  })
})
