// What the Head of Group Office settles in a peer's ledger: openings, later use-by dates, write-offs, and grant hours that
// go back to the pot.
import { describe, expect, it } from 'vitest'
import { lotsOf } from '../../src/domain/lots.ts'
import { isExpected } from '../../src/domain/returns.ts'
import { days, hours, Ledger, peerOn, refusalOf, workOn } from '../support/ledger.ts'

const year = 2026
const officeStart = (today = '2026-11-05') => {
  const ledger = new Ledger(today)
  ledger.allocate(year, days(10))
  return ledger
}

describe('D7: an office that starts during a year', () => {
  it('D7: hours used before count, carried ones first, and the rest is left', () => {
    const ledger = officeStart()
    expect(ledger.begin({ from: '2026-11-01', used: hours(10), carried: hours(6) }).ok).toBe(true)
    const { carried, allocation } = lotsOf(ledger.account(year))
    expect([carried.left, allocation.left]).toEqual([0, hours(76)])
  })

  it('D7: nothing before that day is logged, filed or due, in the year before neither', () => {
    const ledger = officeStart()
    ledger.begin({ from: '2026-11-03', used: 0, carried: 0 })
    for (const date of ['2026-11-02', '2026-08-31'])
      expect(refusalOf(ledger.log(workOn(date)))?.type).toMatch(/before-opening|year-closed/)
    expect(ledger.log(workOn('2026-11-03')).ok).toBe(true)
    expect(refusalOf(ledger.nil('2026-10'))?.type).toBe('before-opening')
    expect(
      ['2026-10', '2026-11', '2026-12'].map((period) => isExpected(ledger.account(year), period)),
    ).toEqual([false, false, true])
    expect(refusalOf(ledger.allocate(2025, days(1)))?.type).toBe('before-opening')
  })

  it('D7: hours beyond the peer’s days, another year’s date and work from before are refused with the figures', () => {
    const ledger = officeStart()
    ledger.log(workOn('2026-10-20'))
    const begin = (from: string, used = 0) => refusalOf(ledger.begin({ from, used, carried: hours(6) }))
    expect(begin('2026-10-20', hours(87))).toEqual({
      type: 'opening-over',
      used: hours(87),
      carried: hours(6),
      writtenOff: 0,
      allocation: hours(80),
    })
    expect(begin('2026-08-31')?.type).toBe('opening-date')
    expect(begin('2026-10-21')).toEqual({
      type: 'opening-after-work',
      from: '2026-10-21',
      first: '2026-10-20',
    })
    const known = peerOn('2026-11-05', { carried: hours(6) })
    expect(refusalOf(known.begin({ from: '2026-11-01', used: 0, carried: 0 }))).toMatchObject({
      type: 'opening-known',
      carried: hours(6),
    })
  })

  it('D7, C2: what was written off of the carried hours cannot have been used, also when they are entered anew', () => {
    const ledger = officeStart()
    ledger.begin({ from: '2026-11-01', used: 0, carried: hours(6) })
    ledger.writeOff(hours(2))
    const again = (used: number) => ledger.begin({ from: '2026-11-01', used, carried: hours(6) })
    expect(refusalOf(again(hours(85)))).toEqual({
      type: 'opening-over',
      used: hours(85),
      carried: hours(6),
      writtenOff: hours(2),
      allocation: hours(80),
    })
    expect(again(hours(84)).ok).toBe(true)
    expect(ledger.balance(2026)).toMatchObject({ remaining: 0, carried: { drawn: hours(4) } })
  })

  it('D7: entered anew it replaces the first, and what no longer fits becomes unclaimed', () => {
    const ledger = officeStart()
    ledger.begin({ from: '2026-11-01', used: 0, carried: 0 })
    ledger.log(workOn('2026-11-04', hours(8)))
    ledger.begin({ from: '2026-11-01', used: hours(76), carried: 0 })
    expect(ledger.balance(year)).toMatchObject({ remaining: 0, unclaimed: hours(4), drawn: hours(80) })
    expect(ledger.begin({ from: '2026-11-01', used: hours(10), carried: 0 }).ok).toBe(true)
    expect(ledger.balance(year).remaining).toBe(hours(66))
  })
})

describe('C2: carried hours of one peer', () => {
  it('C2: extended, they are used by later work, and by what stands already; they lapse after the new date', () => {
    const ledger = peerOn('2026-12-10', { carried: hours(6), allocated: days(1) })
    ledger.log(workOn('2026-12-05', hours(4)))
    expect(ledger.balance(year).carried).toMatchObject({ left: hours(6), lapsed: hours(6) })
    ledger.extend('2027-01-31')
    expect(ledger.balance(year).carried).toMatchObject({ left: hours(2), lapsed: 0, useBy: '2027-01-31' })
    ledger.on('2027-02-01').log(workOn('2027-01-31', hours(1)))
    expect(ledger.balance(year).carried).toMatchObject({
      left: hours(1),
      lapsed: hours(1),
      logBy: '2027-03-03',
    })
    ledger.by('office', 'a slip').undo(ledger.openWork()[0]!)
    expect(ledger.balance(year)).toMatchObject({ drawn: hours(1), remaining: hours(8) })
  })

  it('C2, D2: what an extension frees can be re-claimed', () => {
    const ledger = peerOn('2026-12-10', { carried: hours(6), allocated: hours(2) })
    ledger.log(workOn('2026-12-05', hours(4)))
    expect(ledger.account(year).unclaimed).toBe(hours(2))
    ledger.extend('2026-12-31')
    ledger.reclaim()
    expect(ledger.balance(year)).toMatchObject({ unclaimed: 0, drawn: hours(4), remaining: hours(4) })
  })

  it('C2: a nearer date takes them back, and what was used of them moves to the allocation or becomes unclaimed', () => {
    const ledger = peerOn('2026-12-10', { carried: hours(6), allocated: hours(2) })
    ledger.extend('2027-01-31')
    ledger.log(workOn('2026-12-05', hours(4)))
    expect(ledger.account(year).unclaimed).toBe(0)
    ledger.extend('2026-11-30')
    expect(ledger.balance(year)).toMatchObject({ unclaimed: hours(2), remaining: 0 })
    expect(ledger.balance(year).carried.lapsed).toBe(hours(6))
  })

  it('C2: a date that leaves no time to log, or lies beyond the year, is refused with what may be chosen', () => {
    const ledger = peerOn('2027-02-10', { carried: hours(6) })
    for (const date of ['2027-01-09', '2027-09-01'])
      expect(refusalOf(ledger.extend(date))).toEqual({
        type: 'extension-date',
        earliest: '2027-01-10',
        latest: '2027-08-31',
      })
    expect(ledger.extend('2027-01-10').ok).toBe(true)
    expect(refusalOf(peerOn('2026-11-10').extend('2026-12-31'))?.type).toBe('nothing-carried')
  })

  it('C2: written off they neither lapse nor can be used; a write-off can be taken back', () => {
    const ledger = peerOn('2026-11-10', { carried: hours(6), allocated: days(1) })
    ledger.log(workOn('2026-11-09', hours(2)))
    expect(refusalOf(ledger.writeOff(hours(5)))).toEqual({
      type: 'write-off-over',
      asked: hours(5),
      most: hours(4),
    })
    ledger.writeOff(hours(3))
    ledger.log(workOn('2026-11-10', hours(2)))
    expect(ledger.balance(year).carried).toMatchObject({ drawn: hours(3), left: 0, writtenOff: hours(3) })
    ledger.on('2026-12-01')
    expect(ledger.balance(year).carried.lapsed).toBe(0)
    ledger.writeOff(0)
    expect(ledger.balance(year).carried).toMatchObject({ drawn: hours(4), lapsed: hours(2), writtenOff: 0 })
  })
})

describe('X4: grant hours and the peer’s own', () => {
  it('X4: work that a grant gave moves back to the allocation once that is freed, and the grant is free again', () => {
    const ledger = peerOn('2026-11-10', { allocated: hours(4) })
    ledger.grant('r1', hours(8))
    ledger.log(workOn('2026-11-09', hours(4)))
    ledger.log(workOn('2026-11-10', hours(6), { chargeTo: 'r1' }))
    expect(ledger.account(year).requests['r1']).toMatchObject({ drawn: hours(6) })
    expect(refusalOf(ledger.moveBack())?.type).toBe('nothing-to-move-back')
    ledger.undo(ledger.openWork()[0]!)
    ledger.moveBack()
    expect(ledger.last()).toMatchObject({
      claimed: hours(4),
      granted: hours(2),
      unclaimed: 0,
      chargeTo: 'r1',
    })
    expect(ledger.account(year).requests['r1']).toMatchObject({ drawn: hours(2), own: hours(4) })
    expect(lotsOf(ledger.account(year)).allocation.left).toBe(0)
  })
})
