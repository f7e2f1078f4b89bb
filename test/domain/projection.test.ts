// C5: the projection to 31 August at the peer's own pace.
import { describe, expect, it } from 'vitest'
import { projectionOf } from '../../src/domain/projection.ts'
import { days, hours, peerOn, workOn } from '../support/ledger.ts'

const peer = (on: string) => {
  const ledger = peerOn('2026-09-20', { allocated: days(10) })
  ledger.log(workOn('2026-09-10', hours(12)), workOn('2026-09-11', hours(8)))
  return ledger.on(on).account(2026)
}

describe('C5: the projection', () => {
  it('C5: is drawn ÷ days so far × days left, in quarters of an hour', () => {
    // 1200 ÷ 57 × 308 = 6484.2, about 108 h, and 4800 − 1200 are left
    expect(projectionOf(peer('2026-10-27'), '2026-10-27')).toEqual({
      drawn: 1200,
      days: 57,
      daysLeft: 308,
      more: 6480,
      carriedMore: 0,
      unused: -2880,
    })
    // 1200 ÷ 181 × 184 = 1219.9
    expect(projectionOf(peer('2027-02-28'), '2027-02-28')).toMatchObject({
      days: 181,
      daysLeft: 184,
      more: 1215,
    })
  })

  it('C5, C2: what carried hours would still give by their last day is not taken from the allocation', () => {
    const ledger = peerOn('2026-11-10', { carried: hours(20), allocated: days(10) })
    ledger.log(workOn('2026-09-10', hours(8)))
    const account = ledger.account(2026)
    // 480 ÷ 71 × 294 = 1987.6 in all, 480 ÷ 71 × 20 = 135.2 of it to 30 November; 720 are left to carry it
    expect(projectionOf(account, '2026-11-10')).toMatchObject({
      days: 71,
      more: 1995,
      carriedMore: 135,
      unused: days(10) - (1995 - 135),
    })
    expect(projectionOf(account, '2026-11-30')).toMatchObject({ carriedMore: 0 })
    expect(projectionOf(account, '2026-12-01')).toMatchObject({ carriedMore: 0 })
    // No more than is left of them.
    ledger.log(workOn('2026-11-09', hours(11.5)))
    expect(projectionOf(ledger.account(2026), '2026-11-10')).toMatchObject({ carriedMore: 30 })
  })

  it('C5: ends on 31 August with what is unused', () => {
    expect(projectionOf(peer('2027-08-31'), '2027-08-31')).toMatchObject({
      daysLeft: 0,
      more: 0,
      unused: 3600,
    })
    expect(projectionOf(peer('2027-09-01'), '2027-09-01')).toBeUndefined()
  })

  it('C5: there is none in the first eight weeks of the year, or of the first allocation in it', () => {
    expect(projectionOf(peer('2026-10-26'), '2026-10-26')).toBeUndefined()
    const joiner = peerOn('2027-01-10')
    joiner.allocate(2026, days(5), '2027-01-10')
    joiner.log(workOn('2027-01-10', hours(4)))
    const account = joiner.account(2026)
    expect(projectionOf(account, '2027-03-06')).toBeUndefined()
    expect(projectionOf(account, '2027-03-07')).toMatchObject({ drawn: 240, days: 57, daysLeft: 177 })
  })

  it('C5: there is none without an allocation', () =>
    expect(projectionOf(peerOn('2027-03-01').account(2026), '2027-03-01')).toBeUndefined())

  it('X3: held hours are not pace, and are not left either', () => {
    const ledger = peerOn('2027-02-28', { allocated: days(10) })
    ledger.log(workOn('2027-02-28', hours(8), { askedBy: 'direct' }))
    expect(ledger.balance(2026).projection).toMatchObject({ drawn: 0, more: 0, unused: days(9) })
  })
})
