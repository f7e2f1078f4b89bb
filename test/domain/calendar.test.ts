// Y1 and the dates that the other clauses hang on.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  carriedLogBy,
  carriedUseBy,
  dateAt,
  daysBetween,
  firstDayOf,
  isLocalDate,
  isWeekend,
  lastDayOf,
  nextPeriod,
  periodDueOn,
  periodOf,
  startOf,
  weekdayOf,
  yearClosesOn,
  yearOf,
  yearOfPeriod,
} from '../../src/domain/calendar.ts'

const hour = 3_600_000
const dates = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('2000-01-01', days))

describe('Y1: meeting years', () => {
  it.each([
    ['2026-08-31', 2025],
    ['2026-09-01', 2026],
    ['2026-12-31', 2026],
    ['2027-01-01', 2026],
    ['2028-02-29', 2027],
    ['2027-08-31', 2026],
  ])('Y1: %s is in the year that starts in %i', (date, year) => expect(yearOf(date)).toBe(year))

  it('Y1: a year runs from 1 September to 31 August', () => {
    expect(firstDayOf(2026)).toBe('2026-09-01')
    expect(lastDayOf(2026)).toBe('2027-08-31')
    expect(daysBetween(firstDayOf(2026), lastDayOf(2026)) + 1).toBe(365)
  })

  it('Y1: the year with 29 February 2028 has 366 days', () =>
    expect(daysBetween(firstDayOf(2027), lastDayOf(2027)) + 1).toBe(366))

  it('Y1: the year turns at midnight in London, an hour before midnight in Greenwich', () => {
    const last = Date.parse('2026-08-31T22:59:59.999Z')
    expect([last, last + 1].map((at) => yearOf(dateAt(at)))).toEqual([2025, 2026])
  })

  it('Y1: every date lies in its year, and the next day in the same or the next', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const year = yearOf(date)
        expect(firstDayOf(year) <= date && date <= lastDayOf(year)).toBe(true)
        expect(yearOf(addDays(date, 1))).toBe(date === lastDayOf(year) ? year + 1 : year)
      }),
    )
  })
})

describe('Y1: days in Europe/London', () => {
  it('Y1: the night the clocks go back, 25 October 2026 has 25 hours', () => {
    expect(startOf('2026-10-25')).toBe(Date.parse('2026-10-24T23:00Z'))
    expect(startOf('2026-10-26')).toBe(Date.parse('2026-10-26T00:00Z'))
    // 01:30 comes twice, and both are the 25th.
    expect(dateAt(Date.parse('2026-10-25T00:30Z'))).toBe('2026-10-25')
    expect(dateAt(Date.parse('2026-10-25T01:30Z'))).toBe('2026-10-25')
    expect(dateAt(Date.parse('2026-10-24T22:59Z'))).toBe('2026-10-24')
    expect(dateAt(Date.parse('2026-10-25T23:59Z'))).toBe('2026-10-25')
  })

  it('Y1: the night the clocks go forward, 28 March 2027 has 23 hours', () => {
    expect(startOf('2027-03-28')).toBe(Date.parse('2027-03-28T00:00Z'))
    expect(startOf('2027-03-29')).toBe(Date.parse('2027-03-28T23:00Z'))
    expect(dateAt(Date.parse('2027-03-27T23:59Z'))).toBe('2027-03-27')
    expect(dateAt(Date.parse('2027-03-28T22:59Z'))).toBe('2027-03-28')
  })

  it('Y1: every date starts at its first instant and not before', () => {
    fc.assert(
      fc.property(dates, (date) => {
        expect(dateAt(startOf(date))).toBe(date)
        expect(dateAt(startOf(date) - 1)).toBe(addDays(date, -1))
        expect([23, 24, 25]).toContain((startOf(addDays(date, 1)) - startOf(date)) / hour)
      }),
    )
  })
})

describe('the dates that clauses name', () => {
  it('C2: carried hours are for work to 30 November', () => expect(carriedUseBy(2026)).toBe('2026-11-30'))
  it('D4: and are logged by 31 December', () => expect(carriedLogBy(2026)).toBe('2026-12-31'))
  it('D4: a year closes on 1 October after it', () => expect(yearClosesOn(2026)).toBe('2027-10-01'))

  it('P13: the log of a month is due on the 7th of the next', () => {
    expect(periodOf('2026-12-31')).toBe('2026-12')
    expect(nextPeriod('2026-12')).toBe('2027-01')
    expect(nextPeriod('2026-09')).toBe('2026-10')
    expect(periodDueOn('2026-12')).toBe('2027-01-07')
  })

  it('P13: August belongs to the year that ends, September to the one that starts', () => {
    expect(yearOfPeriod('2026-08')).toBe(2025)
    expect(yearOfPeriod('2026-09')).toBe(2026)
  })
})

describe('dates as text', () => {
  it.each(['2028-02-29', '2026-08-31', '2026-12-01'])('%s exists', (text) =>
    expect(isLocalDate(text)).toBe(true),
  )
  it.each([
    '2027-02-29',
    '2026-11-31',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '26-11-30',
    '2026-11-30T00:00',
    '',
  ])('"%s" is not a date', (text) => expect(isLocalDate(text)).toBe(false))

  it('every date that is written is one, and days add up', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -800, max: 800 }), (date, days) => {
        expect(isLocalDate(date)).toBe(true)
        expect(daysBetween(date, addDays(date, days))).toBe(days)
      }),
    )
  })

  it('weekdays: 30 November 2026 is a Monday, 29 February 2028 a Tuesday', () => {
    expect(weekdayOf('2026-11-30')).toBe(1)
    expect(weekdayOf('2028-02-29')).toBe(2)
    // Before 1970 as well: a year typed wrong is said back with its weekday.
    expect(weekdayOf('1850-12-25')).toBe(3)
    expect(['2026-09-04', '2026-09-05', '2026-09-06', '2026-09-07'].map(isWeekend)).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
})
