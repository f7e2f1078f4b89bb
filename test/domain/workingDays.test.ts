// Bank holidays of England and Wales as the government lists them, and the reminders that count around them.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, isWeekend, weekdayOf } from '../../src/domain/calendar.ts'
import { addWorkingDays, bankHolidaysIn, isWorkingDay } from '../../src/domain/workingDays.ts'

/** The published lists, month and day. */
const published: Record<number, string> = {
  2024: '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26',
  2025: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
  2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
  2027: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
  2028: '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
}

describe('bank holidays', () => {
  it.each(Object.entries(published))('%s as published', (year, list) =>
    expect([...bankHolidaysIn(Number(year))]).toEqual(list.split(' ').map((day) => `${year}-${day}`)),
  )

  it.each([
    [2033, ['2033-12-26', '2033-12-27'], 'Christmas on a Sunday moves past Boxing Day'],
    [2032, ['2032-12-27', '2032-12-28'], 'Christmas on a Saturday moves both'],
    [2031, ['2031-12-25', '2031-12-26'], 'in the week nothing moves'],
    [2037, ['2037-12-25', '2037-12-28'], 'Boxing Day on a Saturday moves to Monday'],
  ])('%i ends with %j: %s', (year, ends) => expect([...bankHolidaysIn(year)].slice(-2)).toEqual(ends))

  it.each([
    [2033, '2033-01-03', 'a Saturday'],
    [2034, '2034-01-02', 'a Sunday'],
  ])('New Year %i is kept on %s, being %s', (year, date) =>
    expect(bankHolidaysIn(year).values().next().value).toBe(date),
  )

  it.each([
    [2038, '2038-04-26', 'the latest Easter there is'],
    [2049, '2049-04-19', 'one that the plain rule of the moon puts a week late'],
    [2076, '2076-04-20', 'and another'],
    [2099, '2099-04-13', 'the last year here'],
  ])('Easter Monday %i is %s: %s', (year, date) => expect(bankHolidaysIn(year)).toContain(date))

  it('every year from 2024 to 2099 has eight, all on weekdays, five of them always next to a weekend', () => {
    for (let year = 2024; year <= 2099; year++) {
      const dates = [...bankHolidaysIn(year)]
      expect(dates).toHaveLength(8)
      expect(dates).toEqual(dates.toSorted())
      expect(dates.filter(isWeekend)).toEqual([])
      expect(dates.filter((date) => [1, 5].includes(weekdayOf(date))).length).toBeGreaterThanOrEqual(5)
    }
  })
})

describe('working days', () => {
  it.each([
    ['2026-11-20', true],
    ['2026-11-21', false],
    ['2026-12-25', false],
    ['2026-12-26', false],
    ['2026-12-28', false],
    ['2026-12-29', true],
  ])('%s: %s', (date, isOne) => expect(isWorkingDay(date)).toBe(isOne))

  it.each([
    ['2026-11-20', 0, '2026-11-20'],
    ['2026-11-20', 1, '2026-11-23'],
    ['2026-11-21', 1, '2026-11-23'],
    ['2026-11-21', 3, '2026-11-25'],
    ['2026-12-23', 3, '2026-12-30'],
    ['2026-12-23', 7, '2027-01-06'],
    ['2027-03-24', 3, '2027-03-31'],
    ['2027-12-24', 1, '2027-12-29'],
  ])('X2: %s and %i working days is %s', (from, count, to) => expect(addWorkingDays(from, count)).toBe(to))

  it('a count of working days lies between a date and its answer, and the answer is one of them', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 27_000 }), fc.integer({ min: 1, max: 40 }), (offset, count) => {
        const from = addDays('2024-01-01', offset)
        const to = addWorkingDays(from, count)
        let counted = 0
        for (let date = addDays(from, 1); date <= to; date = addDays(date, 1))
          if (isWorkingDay(date)) counted++
        expect(counted).toBe(count)
        expect(isWorkingDay(to)).toBe(true)
      }),
    ))
})
