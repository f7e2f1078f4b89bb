// D1: lots and room follow from a few sums.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriesOn, lotsOf, roomFor } from '../../src/domain/lots.ts'
import { emptyAccount, type Account } from '../../src/domain/account.ts'
import { hours } from '../support/ledger.ts'

const account = (sums: Partial<Account>): Account => ({ ...emptyAccount(2026), ...sums })

describe('D1: the split', () => {
  it.each([
    // carried, allocation, early, late → from carried, from the allocation
    [10, 20, 0, 0, 0, 0],
    [10, 20, 8, 0, 8, 0],
    [10, 20, 12, 0, 10, 2],
    [10, 20, 8, 5, 8, 5],
    [10, 20, 12, 5, 10, 7],
    [0, 20, 12, 5, 0, 17],
    [10, 0, 10, 0, 10, 0],
  ])(
    'D1: of %i + %i h, %i h early and %i h late draw %i + %i h',
    (carried, allocation, early, late, first, second) => {
      const lots = lotsOf(account({ carried, allocation, early, late }))
      expect(lots).toEqual({
        carried: { given: carried, drawn: first, left: carried - first },
        allocation: { given: allocation, drawn: second, left: allocation - second },
      })
    },
  )

  it('C2: carried hours that are left are not carried on, the rest of the allocation is', () => {
    expect(
      carriesOn(account({ carried: hours(10), allocation: hours(8), early: hours(4), late: hours(3) })),
    ).toBe(hours(5))
    expect(carriesOn(account({ allocation: hours(1), late: hours(2) }))).toBe(0)
  })
})

describe('D1: what the lots can still give', () => {
  const small = fc.nat({ max: 12 })

  it('D1: is the most that leaves no lot overdrawn', () => {
    fc.assert(
      fc.property(
        small,
        small,
        small,
        small,
        small,
        small,
        (carried, allocation, early, late, asked, some) => {
          const before = account({ carried, allocation, early, late })
          fc.pre(lotsOf(before).allocation.left >= 0)
          const inTime = Math.min(asked, some)
          const fits = (given: number) => {
            const first = Math.min(given, inTime)
            const after = account({ carried, allocation, early: early + first, late: late + given - first })
            return lotsOf(after).allocation.left >= 0
          }
          const most = Array.from({ length: asked + 1 }, (_, given) => given).findLast(fits)
          expect(roomFor(before, asked, inTime)).toBe(most)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('D4: is nothing while a lot is overdrawn', () =>
    expect(roomFor(account({ carried: 2, early: 5, allocation: 1 }), 4, 4)).toBe(0))
})
