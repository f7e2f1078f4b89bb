// P13: nil returns and the period they mean.
import { describe, expect, it } from 'vitest'
import { isSatisfied, periodBefore, periodToFile } from '../../src/domain/returns.ts'
import { periodOf, yearOfPeriod } from '../../src/domain/calendar.ts'
import { days, peerOn, refusalOf, workOn, type Ledger } from '../support/ledger.ts'

const allocated = days(5)
const meant = (ledger: Ledger) =>
  periodToFile(ledger.account(yearOfPeriod(periodBefore(periodOf(ledger.today)))), ledger.today)

describe('P13: the period that `nil return` means', () => {
  it.each([
    ['2026-10-01', '2026-09'],
    ['2026-10-07', '2026-09'],
    ['2026-10-08', '2026-10'],
    ['2026-10-31', '2026-10'],
    ['2027-01-07', '2026-12'],
    ['2027-01-08', '2027-01'],
  ])('P13: on %s it is %s', (on, period) => expect(meant(peerOn(on, { allocated }))).toBe(period))

  it('P13: a month with an entry or a nil return is done, and done no more once that is undone', () => {
    const worked = peerOn('2026-10-05', { allocated })
    worked.log(workOn('2026-09-30'))
    expect(meant(worked)).toBe('2026-10')
    worked.undo(worked.last())
    expect(meant(worked)).toBe('2026-09')
    worked.nil('2026-09')
    expect(meant(worked)).toBe('2026-10')
    worked.undoNil(worked.openNils()[0]!)
    expect(meant(worked)).toBe('2026-09')
  })

  it('P13: August is asked of the old year', () => {
    const ledger = peerOn('2026-09-05', { carried: allocated, allocated })
    expect(meant(ledger)).toBe('2026-08')
    ledger.log(workOn('2026-08-31'))
    expect(meant(ledger)).toBe('2026-09')
  })

  it('P13: logs are due from the first full month with an allocation', () => {
    const joiner = peerOn('2026-10-05')
    joiner.allocate(2026, allocated, '2026-09-02')
    expect(meant(joiner)).toBe('2026-10')
    expect(meant(joiner.on('2026-11-05'))).toBe('2026-10')
    expect(meant(peerOn('2026-10-05'))).toBe('2026-10')
  })
})

describe('P13: filing a nil return', () => {
  it('P13: satisfies the period, and an unclaimed entry does too', () => {
    const ledger = peerOn('2026-10-14', { allocated })
    expect(isSatisfied(ledger.account(2026), '2026-09')).toBe(false)
    expect(ledger.nil('2026-09').ok).toBe(true)
    expect(isSatisfied(ledger.account(2026), '2026-09')).toBe(true)
    ledger.log(workOn('2026-10-01', 60, { activity: 'conference' }))
    expect(isSatisfied(ledger.account(2026), '2026-10')).toBe(true)
    expect(isSatisfied(ledger.account(2026), '2026-11')).toBe(false)
  })

  it('P13: stands beside work that is logged later', () => {
    const ledger = peerOn('2026-10-14', { allocated })
    ledger.nil('2026-09')
    ledger.log(workOn('2026-09-20'))
    ledger.undo(ledger.last())
    expect(isSatisfied(ledger.account(2026), '2026-09')).toBe(true)
  })

  it('P13: is refused without an allocation, for a month to come, with entries, and twice', () => {
    expect(refusalOf(peerOn('2026-10-14').nil('2026-09'))).toEqual({ type: 'nothing-due' })
    const ledger = peerOn('2026-10-14', { allocated })
    expect(refusalOf(ledger.nil('2026-11'))).toEqual({ type: 'period-open-yet', period: '2026-11' })
    ledger.log(workOn('2026-10-01'), workOn('2026-10-02'))
    expect(refusalOf(ledger.nil('2026-10'))).toEqual({
      type: 'period-has-entries',
      period: '2026-10',
      entries: 2,
    })
    ledger.nil('2026-09')
    expect(refusalOf(ledger.nil('2026-09'))).toEqual({ type: 'nil-already', period: '2026-09' })
  })

  it('D5: is undone by a reversal that names it', () => {
    const ledger = peerOn('2026-10-14', { allocated })
    ledger.nil('2026-09')
    const [nil] = ledger.openNils()
    const outcome = ledger.undoNil(nil!)
    expect(outcome.ok && outcome.value).toMatchObject([
      { kind: 'reversal', answers: nil!.seq, as: 'undo', nil: '2026-09' },
    ])
    expect(ledger.account(2026).nils).toEqual({})
    expect(ledger.nil('2026-09').ok).toBe(true)
  })

  it('D4: may be filed and undone for the old year until 1 October, then by the office with a reason', () => {
    const ledger = peerOn('2026-10-01', { carried: allocated, allocated })
    expect(ledger.nil('2026-08').ok).toBe(true)
    const [nil] = ledger.openNils()
    const closed = { type: 'year-closed', year: 2025, closedOn: '2026-10-01' }
    expect(refusalOf(ledger.on('2026-10-02').undoNil(nil!))).toEqual(closed)
    expect(refusalOf(ledger.nil('2026-07'))).toEqual(closed)
    expect(refusalOf(ledger.by('office').nil('2026-07'))).toEqual({ type: 'no-reason' })
    expect(ledger.by('office', 'was abroad').nil('2026-07').ok).toBe(true)
  })
})
