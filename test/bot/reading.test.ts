// What a form's Hours and Date fields accept, one table each.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDate } from '../../src/bot/reading/date.ts'
import { readHours } from '../../src/bot/reading/duration.ts'
import { readWorkDays } from '../../src/bot/reading/workHours.ts'
import { addDays, type LocalDate, weekdayOf } from '../../src/domain/calendar.ts'
import { longDate, periodName } from '../../src/domain/format.ts'

describe('hours', () => {
  it.each([
    ['2', 120],
    ['2.5', 150],
    ['2,5', 150],
    ['2.', 120],
    ['.5', 30],
    ['½', 30],
    ['1½', 90],
    ['24', 1440],
    [' 3 ', 180],
    ['1h30', 90],
    ['1h 30', 90],
    ['1h30m', 90],
    ['1 h 30 m', 90],
    ['1:30', 90],
    ['10:30', 630],
    ['90 mins', 90],
    ['90m', 90],
    ['45 minutes', 45],
    ['2.5 hours', 150],
    ['2,5h', 150],
    ['½ h', 30],
    ['half an hour', 30],
    ['a half hour', 30],
    ['an hour', 60],
    ['an hour and a half', 90],
    ['two and a half hours', 150],
    ['1 1/2 hours', 90],
    ['quarter of an hour', 15],
    ['three quarters of an hour', 45],
    ['1 hour and 15 minutes', 75],
    ['3 HOURS', 180],
    ['2h.', 120],
    ['half a day', 240],
    ['a day', 480],
    ['all day', 480],
  ])('C1: %j is %i minutes', (text, minutes) => expect(readHours(text)).toEqual({ ok: true, value: minutes }))

  it.each([
    ['', 'no-hours'],
    ['  ', 'no-hours'],
    ['0', 'no-time'],
    ['0h', 'no-time'],
    ['-2', 'unreadable-hours'],
    ['1e3', 'unreadable-hours'],
    ['two', 'unreadable-hours'],
    ['1,500 hours', 'unreadable-hours'],
    ['1-2h', 'unreadable-hours'],
    ['1h and then 2h', 'unreadable-hours'],
    ['ah', 'unreadable-hours'],
    ['1.33', 'not-quarters'],
    ['2h20', 'not-quarters'],
    ['25', 'over-a-day'],
    ['3 days', 'over-a-day'],
    ['1.5 days', 'part-days'],
    ['a week', 'unclear-duration'],
  ])('D3: %j is refused as %s', (text, type) =>
    expect(readHours(text)).toMatchObject({ ok: false, error: { type, text: text.trim() } }),
  )

  it('D3: reads any text to a multiple of 15 from 15 to 1440, or refuses it', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(
          fc.constantFrom(
            '1',
            '30',
            '.',
            ',',
            'h',
            ' ',
            'half',
            'an',
            'hour',
            'm',
            '½',
            '/',
            'day',
            ':',
            'and',
          ),
          {
            maxLength: 8,
          },
        )
        .map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(text, (typed) => {
        const read = readHours(typed)
        const minutes = read.ok ? read.value : 15
        expect(minutes % 15 === 0 && minutes >= 15 && minutes <= 1440).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

// Saturday 21 November 2026, New Year's Day, and both sides of a leap day.
const saturday = '2026-11-21'

describe('dates', () => {
  const cases: [text: string, date: LocalDate, today?: LocalDate][] = [
    ['today', '2026-11-21'],
    ['this morning', '2026-11-21'],
    ['yesterday', '2026-11-20'],
    ['Yesteday', '2026-11-20'],
    ['day before yesterday', '2026-11-19'],
    ['the day before yesterday', '2026-11-19'],
    ['2 days ago', '2026-11-19'],
    ['a week ago', '2026-11-14'],
    ['a fortnight ago', '2026-11-07'],
    ['three weeks ago', '2026-10-31'],
    ['Saturday', '2026-11-21'],
    ['last Saturday', '2026-11-14'],
    ['Tues', '2026-11-17'],
    ['thurs', '2026-11-19'],
    ['mon', '2026-11-16'],
    ['Sunday', '2026-11-15'],
    ['last Tuesday', '2026-11-17'],
    ['this Tuesday', '2026-11-17'],
    ['Tuesday last week', '2026-11-10'],
    ['wendesday', '2026-11-18'],
    ['19/11', '2026-11-19'],
    ['19.11', '2026-11-19'],
    ['19-11', '2026-11-19'],
    ['03.11', '2026-11-03'],
    ['9/11', '2026-11-09'],
    ['19/11/2026', '2026-11-19'],
    ['19/11/26', '2026-11-19'],
    ['19.11.2025', '2025-11-19'],
    ['2026-11-19', '2026-11-19'],
    ['on 3 November', '2026-11-03'],
    ['3rd Nov', '2026-11-03'],
    ['the 3rd of November', '2026-11-03'],
    ['Nov 3', '2026-11-03'],
    ['3 Nov 25', '2025-11-03'],
    ['Tuesday 3 November', '2026-11-03'],
    ['Tue, 3 Nov 2026', '2026-11-03'],
    ['the 3rd', '2026-11-03'],
    ['3rd', '2026-11-03'],
    ['Wed 11th', '2026-11-11'],
    ['on the 31st', '2026-10-31'],
    ['5 December', '2025-12-05'],
    ['22/11', '2025-11-22'],
    ['29 Feb', '2024-02-29'],
    ['yesterday', '2026-12-31', '2027-01-01'],
    ['31/12', '2026-12-31', '2027-01-01'],
    ['1 Jan', '2027-01-01', '2027-01-01'],
    ['the 2nd', '2026-12-02', '2027-01-01'],
    ['29 Feb', '2028-02-29', '2028-02-29'],
    ['last Tuesday', '2028-02-22', '2028-02-29'],
    ['yesterday', '2028-02-29', '2028-03-01'],
    ['the 29th', '2028-02-29', '2028-03-01'],
    ['the 31st', '2028-01-31', '2028-03-01'],
  ]
  it.each(cases)('%s is %s (today %s)', (text, date, today = saturday) =>
    expect(readDate(text, today)).toEqual({ ok: true, value: date }),
  )

  it.each([
    ['', 'no-date'],
    ['soon', 'unreadable-date'],
    ['yesterday or so', 'unreadable-date'],
    ['Cllr April', 'unreadable-date'],
    ['May', 'unreadable-date'],
    ['3/4 of the group', 'unreadable-date'],
    ['2.5', 'unreadable-date'],
    ['9-11am', 'unreadable-date'],
    ['11/19', 'month-first'],
    ['11/19/2026', 'month-first'],
    ['31/4', 'no-such-date'],
    ['31 November', 'no-such-date'],
    ['29/2/2027', 'no-such-date'],
    ['2026-02-30', 'no-such-date'],
    ['24/7', 'unclear-date'],
    ['10-12', 'unclear-date'],
    ['last week', 'unclear-date'],
    ['week of 3 November', 'unclear-date'],
    ['w/c 3 November', 'unclear-date'],
    ['October', 'unclear-date'],
    ['in May', 'unclear-date'],
    ['by Friday', 'unclear-date'],
    ['every Tuesday', 'unclear-date'],
    ['3-5 November', 'two-dates'],
    ['3 November to 5 November', 'two-dates'],
    ['Mon-Wed', 'two-dates'],
  ])('%j is refused as %s', (text, type) =>
    expect(readDate(text, saturday)).toEqual({ ok: false, error: { type, text } }),
  )

  it.each([
    ['tomorrow', 'future-date', '2026-11-22'],
    ['this Sunday', 'future-date', '2026-11-22'],
    ['next Tuesday', 'future-date', '2026-11-24'],
    ['Tuesday week', 'future-date', '2026-11-24'],
    ['5/12/2026', 'future-date', '2026-12-05'],
    ['2026-11-22', 'future-date', '2026-11-22'],
    ['Thursday 13 November', 'wrong-weekday', '2026-11-13'],
  ])('D3: %j is refused as %s, naming %s', (text, type, date) =>
    expect(readDate(text, saturday)).toEqual({ ok: false, error: { type, text, date } }),
  )

  const anyDay = fc.integer({ min: 0, max: 3000 }).map((offset) => addDays('2025-01-01', offset))

  it('reads back every date of the last 300 days, however it is written', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 300 }), (today, back) => {
        const date = addDays(today, -back)
        const [year = '', month = '', day = ''] = date.split('-')
        const [d, m, name] = [Number(day), Number(month), periodName(date).split(' ')[0]]
        const texts = [
          date,
          `${d}/${m}/${year}`,
          `${day}/${month}`,
          `${d} ${name}`,
          `${name} ${d}`,
          longDate(date),
        ]
        for (const text of texts)
          expect([text, readDate(text, today)]).toEqual([text, { ok: true, value: date }])
      }),
    )
  })

  it('a weekday is the last such day', () => {
    const names = ['Sun', 'Mon', 'Tues', 'Weds', 'Thurs', 'Friday', 'Saturday']
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 6 }), (today, back) => {
        const date = addDays(today, -back)
        expect(readDate(names[weekdayOf(date)] ?? '', today)).toEqual({ ok: true, value: date })
      }),
    )
  })
})

describe('days of an allocation, a list or a pot', () => {
  it.each([
    ['15', 7200],
    ['15.', 7200],
    ['.5', 240],
    [',5', 240],
    ['10,5', 5040],
    ['12 h', 720],
    ['3 days', 1440],
  ])('%s', (typed, minutes) => expect(readWorkDays(typed)).toBe(minutes))

  it.each(['', '.', 'ten', '1.2.3'])('“%s” is none', (typed) => expect(readWorkDays(typed)).toBeUndefined())
})
