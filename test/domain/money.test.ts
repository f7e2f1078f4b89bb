// C1 and D6: pay and shares of a year, in whole pence and minutes.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../src/domain/calendar.ts'
import { changedSchedule, paymentSchedule, proRata, valueOf } from '../../src/domain/money.ts'

const day = 480
const total = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0)
const minutes = fc.integer({ min: 0, max: 200_000 })
const pence = fc.integer({ min: 0, max: 20_000_000 })

describe('C1: the monthly schedule', () => {
  it('C1: 10 days at £362 are eleven times £301.66 and £301.74', () => {
    expect(paymentSchedule(10 * day, 36_200)).toEqual([...Array<number>(11).fill(30_166), 30_174])
    expect(total(paymentSchedule(10 * day, 36_200))).toBe(362_000)
  })

  it('C1: nothing allocated pays nothing, twelve times', () =>
    expect(paymentSchedule(0, 36_200)).toEqual(Array<number>(12).fill(0)))

  it('C1: the twelve payments sum to the year and differ by pence only', () => {
    fc.assert(
      fc.property(minutes, fc.integer({ min: 0, max: 100_000 }), (allocated, rate) => {
        const payments = paymentSchedule(allocated, rate)
        expect(total(payments)).toBe(valueOf(allocated, rate))
        expect(new Set(payments.slice(0, 11)).size).toBe(1)
        const more = payments[11]! - payments[0]!
        expect(more >= 0 && more < 12).toBe(true)
      }),
    )
  })
})

describe('C1: a schedule changed during the year', () => {
  it('C1: 10 days raised to 12 after four months', () =>
    // £4,344.00 − 4 × £301.66 = £3,137.36 over eight months
    expect(changedSchedule(120_664, 434_400, 8)).toEqual({
      payments: Array<number>(8).fill(39_217),
      excess: 0,
    }))

  it('C1: the rest goes into the last month', () =>
    expect(changedSchedule(0, 100, 3)).toEqual({ payments: [33, 33, 34], excess: 0 }))

  it('C1: a negative result is shown, not paid', () =>
    expect(changedSchedule(271_494, 181_000, 3)).toEqual({ payments: [0, 0, 0], excess: 90_494 }))

  it('C1: what was scheduled, what is left and the excess make the new total', () => {
    fc.assert(
      fc.property(pence, pence, fc.integer({ min: 1, max: 12 }), (scheduled, agreed, months) => {
        const { payments, excess } = changedSchedule(scheduled, agreed, months)
        expect(payments).toHaveLength(months)
        expect(scheduled + total(payments) - excess).toBe(agreed)
        expect(payments.every((payment) => payment >= 0)).toBe(true)
      }),
    )
  })

  it.each([0, 13, 1.5])('C1: %s months left is a bug, not a schedule', (months) =>
    expect(() => changedSchedule(0, 100, months)).toThrow(RangeError),
  )
})

describe('C1: the value of minutes', () => {
  it.each([
    [480, 36_200, 36_200],
    [60, 36_200, 4_525],
    [15, 36_200, 1_131], // 1,131.25
    [30, 36_200, 2_263], // 2,262.5 goes up
    [0, 36_200, 0],
  ])('C1: %i minutes at %i pence a day are %i pence', (worked, rate, value) =>
    expect(valueOf(worked, rate)).toBe(value),
  )

  it('C1: is within half a penny of the exact figure, halves up', () => {
    fc.assert(
      fc.property(minutes, fc.integer({ min: 0, max: 100_000 }), (worked, rate) => {
        const off = 480 * valueOf(worked, rate) - worked * rate
        expect(off > -240 && off <= 240).toBe(true)
      }),
    )
  })

  it.each([-15, 0.5, NaN])('C1: %s minutes is a bug', (worked) =>
    expect(() => valueOf(worked, 36_200)).toThrow(RangeError),
  )
})

describe('D6: a joiner’s share of the year', () => {
  it.each([
    ['the first day gives the whole', '2026-09-01', 20, 365, 365, 20],
    ['the last day is included', '2027-08-31', 20, 1, 365, 0],
    ['20 × 181 ÷ 365 = 9.92', '2027-03-04', 20, 181, 365, 10],
    ['20 × 304 ÷ 365 = 16.66', '2026-11-01', 20, 304, 365, 16.5],
    ['29 February counts: 20 × 185 ÷ 366 = 10.11', '2028-02-29', 20, 185, 366, 10],
    ['30 × 61 ÷ 366 = 5', '2028-07-02', 30, 61, 366, 5],
    ['a quarter goes up: 1.5 × 61 ÷ 366 = 0.25', '2028-07-02', 1.5, 61, 366, 0.5],
  ])('D6: %s', (_, firstDay, full, daysLeft, daysInYear, share) =>
    expect(proRata(full * day, firstDay)).toMatchObject({ daysLeft, daysInYear, minutes: share * day }),
  )

  it('D6: is a number of half days, never more than a quarter of a day from the exact share, and shrinks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 3000 }), (halfDays, offset) => {
        const {
          fullMinutes,
          daysLeft,
          daysInYear,
          minutes: share,
        } = proRata(halfDays * 240, addDays('2024-09-01', offset))
        expect(share % 240).toBe(0)
        const off = share * daysInYear - fullMinutes * daysLeft
        expect(off > -120 * daysInYear && off <= 120 * daysInYear).toBe(true)
        expect(share).toBeLessThanOrEqual(fullMinutes)
      }),
    )
  })
})
