// Y2: a peer's allocation for a year.
import { describe, expect, it } from 'vitest'
import { days, hours, Ledger, peerOn, refusalOf, workOn } from '../support/ledger.ts'

describe('Y2: setting an allocation', () => {
  it('Y2: is recorded with the date it counts from and why', () => {
    const ledger = new Ledger('2026-09-10')
    const outcome = ledger.allocate(2026, days(20), '2026-09-15')
    expect(outcome.ok && outcome.value).toMatchObject([
      { kind: 'allocation', year: 2026, minutes: days(20), from: '2026-09-15', reason: 'agreed' },
    ])
    expect(ledger.balance(2026)).toMatchObject({ allocation: { given: days(20) }, remaining: days(20) })
  })

  it('Y2: changes append, and the first allocation keeps its date', () => {
    const ledger = new Ledger('2026-09-10')
    ledger.allocate(2026, days(20), '2026-09-15')
    ledger.on('2027-01-10').allocate(2026, days(10), '2027-01-10')
    expect(ledger.entries.map(({ kind }) => kind)).toEqual(['allocation', 'allocation'])
    expect(ledger.account(2026)).toMatchObject({ allocation: days(10), allocatedFrom: '2026-09-15' })
  })

  it('Y2: may fall to what is drawn and held, and not below', () => {
    const ledger = peerOn('2026-10-14', { carried: hours(2), allocated: days(2) })
    ledger.log(workOn('2026-10-13', hours(4)), workOn('2026-10-13', hours(1), { askedBy: 'direct' }))
    expect(refusalOf(ledger.allocate(2026, hours(3) - 15))).toEqual({
      type: 'below-drawn',
      year: 2026,
      asked: hours(3) - 15,
      drawn: hours(3),
    })
    expect(ledger.allocate(2026, hours(3)).ok).toBe(true)
    expect(ledger.balance(2026).remaining).toBe(0)
  })

  it('Y2: may be agreed before the year begins', () => {
    const ledger = peerOn('2026-07-10', { allocated: hours(10) })
    expect(ledger.allocate(2026, days(5)).ok).toBe(true)
    ledger.log(workOn('2026-07-10', hours(4)))
    expect(ledger.on('2026-09-01').balance(2026)).toMatchObject({
      carried: { given: hours(6) },
      remaining: days(5) + hours(6),
    })
  })

  it('D4: of a year that is over changes what was carried on, and what that can hold', () => {
    const ledger = peerOn('2026-09-20', { carried: hours(10) })
    ledger.log(workOn('2026-09-10', hours(10)))
    ledger.allocate(2025, hours(7))
    expect(ledger.balance(2026)).toMatchObject({
      drawn: hours(7),
      unclaimed: hours(3),
      carried: { given: hours(7) },
    })
  })

  it('D4: of a year before the last is refused', () => {
    const ledger = new Ledger('2027-08-31')
    expect(ledger.allocate(2025, days(1)).ok).toBe(true)
    expect(refusalOf(ledger.on('2027-09-01').allocate(2025, days(2)))).toEqual({
      type: 'too-old',
      year: 2025,
    })
  })
})
