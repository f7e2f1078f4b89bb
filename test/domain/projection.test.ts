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
      unused: -2880,
    })
    // 1200 ÷ 181 × 184 = 1219.9
    expect(projectionOf(peer('2027-02-28'), '2027-02-28')).toMatchObject({
      days: 181,
      daysLeft: 184,
      more: 1215,
    })
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
