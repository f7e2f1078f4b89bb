// The fixed formats: the same figure reads the same on every card.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, weekdayOf } from '../../src/domain/calendar.ts'
import { days, hours, list, longDate, money, periodName, yearId, yearName } from '../../src/domain/format.ts'

describe('figures', () => {
  it.each([
    [450, '7.5 h'],
    [0, '0 h'],
    [15, '0.25 h'],
    [600, '10 h'],
    [20, '0.33 h'],
    [-120, '−2 h'],
    [138_000, '2,300 h'],
  ])('hours: %i minutes read %s', (minutes, text) => expect(hours(minutes)).toBe(text))

  it.each([
    [9840, '20.5 days'],
    [480, '1 day'],
    [-480, '−1 day'],
    [0, '0 days'],
    [240, '0.5 days'],
    [135, '0.28 days'],
    [4800, '10 days'],
    [-1, '0 days'],
  ])('C1: %i minutes read %s', (minutes, text) => expect(days(minutes)).toBe(text))

  it.each([
    [362_000, '£3,620.00'],
    [5, '£0.05'],
    [0, '£0.00'],
    [-30_166, '−£301.66'],
    [123_456_789, '£1,234,567.89'],
  ])('money: %i pence read %s', (pence, text) => expect(money(pence)).toBe(text))

  const read = (text: string): number => Number(text.replace('−', '-').replace(/[^\d.-]/g, ''))

  it('loses no quarter of an hour and no penny', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (n) => {
        expect(read(hours(n * 15)) * 60).toBeCloseTo(n * 15, 6)
        expect(Math.round(read(money(n)) * 100) + 0).toBe(n)
      }),
    )
  })

  it('writes at most two decimals, no trailing zero and no minus zero', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), (minutes) => {
        for (const text of [hours(minutes), days(minutes)]) {
          expect(text).toMatch(/^−?\d{1,3}(,\d{3})*(\.\d?[1-9])? (h|days?)$/)
          expect(text).not.toMatch(/^−0 /)
        }
      }),
    )
  })
})

describe('dates', () => {
  it.each([
    ['2026-09-05', 'Sat 5 Sep 2026'],
    ['2028-02-29', 'Tue 29 Feb 2028'],
    ['2027-05-31', 'Mon 31 May 2027'],
    ['2027-01-01', 'Fri 1 Jan 2027'],
  ])('%s reads %s', (date, text) => expect(longDate(date)).toBe(text))

  it('spells out the right weekday for every date', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (n) => {
        const date = addDays('2000-01-01', n)
        const short = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][weekdayOf(date)]
        expect(longDate(date)).toMatch(new RegExp(`^${short} \\d{1,2} [A-Z][a-z]{2} \\d{4}$`))
        expect(new Date(`${longDate(date).slice(4)} UTC`).toISOString().slice(0, 10)).toBe(date)
      }),
    )
  })

  it('names months and meeting years (Y1)', () => {
    expect(periodName('2026-10')).toBe('October 2026')
    expect(periodName('2027-01')).toBe('January 2027')
    expect([yearName(2026), yearId(2026)]).toEqual(['2026/27', '2026-27'])
    expect([yearName(2099), yearId(2009)]).toEqual(['2099/00', '2009-10'])
  })
})

it('joins a list as one says it', () => {
  expect(list([])).toBe('')
  expect(list(['a'])).toBe('a')
  expect(list(['a', 'b'])).toBe('a and b')
  expect(list(['a', 'b', 'c'], 'or')).toBe('a, b or c')
})
