// C1: what a peer is paid month by month, also after changes during the year.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { valueOf } from '../../src/domain/money.ts'
import { paymentsOf, sum } from '../../src/domain/payments.ts'
import { days, Ledger } from '../support/ledger.ts'

const rate = 36_200
const year = 2026
const paid = (ledger: Ledger) => paymentsOf(ledger.account(year), rate)

describe('C1: monthly payments', () => {
  it('C1: ten days are 11 × £301.66 and £301.74 in August', () => {
    const ledger = new Ledger('2026-09-10')
    ledger.allocate(year, days(10))
    expect(paid(ledger).months).toEqual([...Array.from({ length: 11 }, () => 30_166), 30_174])
  })

  it('C1: a change is spread over the months that are left, from the month in which it is made', () => {
    const ledger = new Ledger('2026-09-10')
    ledger.allocate(year, days(10))
    ledger.on('2027-02-20').allocate(year, days(16))
    // Five months are scheduled: £5,792.00 − 5 × £301.66 = £4,283.70, over seven months.
    const { months, excess, steps } = paid(ledger)
    expect(months).toEqual([
      30_166, 30_166, 30_166, 30_166, 30_166, 61_195, 61_195, 61_195, 61_195, 61_195, 61_195, 61_200,
    ])
    expect(excess).toBe(0)
    expect(steps[1]).toEqual({
      on: '2027-02-20',
      minutes: days(16),
      total: 579_200,
      scheduled: 150_830,
      first: 5,
    })
  })

  it('C1: fewer days than were paid for leave an excess, which is shown and not paid; a later rise uses it up first', () => {
    const ledger = new Ledger('2026-09-10')
    ledger.allocate(year, days(12))
    ledger.on('2027-05-05').allocate(year, days(6))
    expect(paid(ledger)).toMatchObject({ excess: 8 * 36_200 - 217_200 })
    expect(sum(paid(ledger).months.slice(8))).toBe(0)
    ledger.on('2027-06-05').allocate(year, days(9))
    expect(paid(ledger)).toMatchObject({ excess: 0 })
    expect(paid(ledger).months.slice(8)).toEqual([0, 12_066, 12_066, 12_068])
  })

  it('C1, D6: a joiner is paid from the month they join in; a year changed after its end is settled in August', () => {
    const ledger = new Ledger('2027-01-15')
    ledger.allocate(year, days(8), '2027-01-15')
    expect(paid(ledger).months).toEqual([0, 0, 0, 0, ...Array.from({ length: 8 }, () => 36_200)])
    ledger.on('2027-09-20').allocate(year, days(9), '2027-01-15')
    expect(paid(ledger).months.slice(-2)).toEqual([36_200, 72_400])
  })

  it('C1: whatever changes and when, the months add up to what is agreed and any excess, and none is negative', () => {
    const change = fc.record({
      wait: fc.integer({ min: 0, max: 120 }),
      halfDays: fc.integer({ min: 0, max: 80 }),
    })
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 20_000, max: 60_001 }),
        (changes, pence) => {
          const ledger = new Ledger('2026-08-20')
          let at = Date.parse('2026-08-20')
          let last = 0
          const seen: number[][] = []
          for (const { wait, halfDays } of changes) {
            at += wait * 86_400_000
            const date = new Date(at).toISOString().slice(0, 10)
            if (date > '2028-08-31' || halfDays * 240 === last) continue
            const before = paymentsOf(ledger.account(year), pence).months
            if (!ledger.on(date).allocate(year, halfDays * 240, '2026-09-01').ok) continue
            last = halfDays * 240
            const after = paymentsOf(ledger.account(year), pence)
            expect(sum(after.months)).toBe(valueOf(last, pence) + after.excess)
            expect(after.months.every((each) => Number.isInteger(each) && each >= 0)).toBe(true)
            // What was paid in the months that are over stays as it was.
            const month = Math.min(
              Math.max((Number(date.slice(0, 4)) - year) * 12 + Number(date.slice(5, 7)) - 9, 0),
              11,
            )
            const were = seen.length > 0 ? before : after.months
            expect(after.months.slice(0, month)).toEqual(were.slice(0, month))
            seen.push([...after.months])
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})
