// D4: until when a year may be changed, by whom, and what a change in a year that is over does to the next.
import { describe, expect, it } from 'vitest'
import { lotsOf } from '../../src/domain/lots.ts'
import { Book } from '../../src/domain/book.ts'
import { moveOverflow } from '../../src/domain/overflow.ts'
import { days, hours, peerOn, refusalOf, workOn } from '../support/ledger.ts'

const closed = { type: 'year-closed', year: 2025, closedOn: '2026-10-01' }

describe('D4: the year that is over', () => {
  /** A peer with 2 h logged in August 2026, seen after it. */
  const inAugust = () => {
    const ledger = peerOn('2026-09-01', { carried: days(2), allocated: days(2) })
    ledger.on('2026-08-20').log(workOn('2026-08-20', hours(2)))
    return ledger
  }

  it('D4: the peer may log, undo and correct it until 1 October inclusive', () => {
    expect(inAugust().on('2026-10-01').log(workOn('2026-08-21')).ok).toBe(true)
    const undone = inAugust()
    expect(undone.on('2026-10-01').undo(undone.last()).ok).toBe(true)
    const corrected = inAugust()
    expect(corrected.on('2026-10-01').correct(corrected.last(), workOn('2026-08-20', hours(1))).ok).toBe(true)
  })

  it('D4: and not from 2 October', () => {
    const ledger = inAugust().on('2026-10-02')
    const entry = ledger.last()
    expect(refusalOf(ledger.log(workOn('2026-08-21')))).toEqual(closed)
    expect(refusalOf(ledger.undo(entry))).toEqual(closed)
    expect(refusalOf(ledger.correct(entry, workOn('2026-08-20', hours(1))))).toEqual(closed)
    // Neither out of the closed year nor into it.
    expect(refusalOf(ledger.correct(entry, workOn('2026-09-20')))).toEqual(closed)
    ledger.log(workOn('2026-09-20'))
    expect(refusalOf(ledger.correct(ledger.last(), workOn('2026-08-21')))).toEqual(closed)
  })

  it('D4: later only the office, with a reason, which is kept', () => {
    const ledger = inAugust().on('2026-10-02').by('office')
    expect(refusalOf(ledger.log(workOn('2026-08-21')))).toEqual({ type: 'no-reason' })
    ledger.by('office', 'was in hospital')
    const outcome = ledger.log(workOn('2026-08-21'))
    expect(outcome.ok && outcome.value[0]).toMatchObject({
      kind: 'work',
      year: 2025,
      reason: 'was in hospital',
    })
  })

  it('D4: the office needs no reason while the year is open', () =>
    expect(inAugust().on('2026-10-01').by('office').log(workOn('2026-08-21')).ok).toBe(true))

  it('D4: and at most one closed year back', () => {
    const ledger = inAugust().by('office', 'found in an old diary')
    expect(ledger.on('2027-08-31').log(workOn('2026-08-21')).ok).toBe(true)
    expect(refusalOf(ledger.on('2027-09-01').log(workOn('2026-08-21')))).toEqual({
      type: 'too-old',
      year: 2025,
    })
  })
})

describe('D4: carried hours', () => {
  const inNovember = (more = {}) => {
    const ledger = peerOn('2026-11-20', { carried: hours(4), allocated: days(2), ...more })
    ledger.log(workOn('2026-11-20', hours(3)))
    return ledger
  }

  it('D4: what they gave may be undone until 31 December', () => {
    const ledger = inNovember().on('2026-12-31')
    expect(ledger.undo(ledger.last()).ok).toBe(true)
    expect(ledger.balance(2026).carried.lapsed).toBe(hours(4))
  })

  it('D4: and not from 1 January', () => {
    const ledger = inNovember().on('2027-01-01')
    const closed = { type: 'carried-closed', year: 2026, closedOn: '2026-12-31', minutes: hours(3) }
    expect(refusalOf(ledger.undo(ledger.last()))).toEqual(closed)
    expect(refusalOf(ledger.correct(ledger.last(), workOn('2026-11-20', hours(1))))).toEqual({
      ...closed,
      minutes: hours(2),
    })
    expect(refusalOf(ledger.correct(ledger.last(), workOn('2026-12-02', hours(3))))).toEqual(closed)
  })

  it('D4: later only the office, with a reason', () => {
    const ledger = inNovember().on('2027-01-01').by('office')
    expect(refusalOf(ledger.undo(ledger.last()))).toEqual({ type: 'no-reason' })
    expect(ledger.by('office', 'entered twice').undo(ledger.last()).ok).toBe(true)
  })

  it('D4: a correction that leaves them alone is free: a note, or more hours from the allocation', () => {
    const ledger = inNovember().on('2027-01-01')
    expect(ledger.correct(ledger.last(), workOn('2026-11-20', hours(3), { notes: 'Rutland' })).ok).toBe(true)
    expect(ledger.correct(ledger.last(), workOn('2026-11-20', hours(5))).ok).toBe(true)
    expect(ledger.balance(2026)).toMatchObject({
      carried: { drawn: hours(3), lapsed: hours(1) },
      allocation: { drawn: hours(2) },
    })
  })

  it('D4: an early entry may be undone while others still use them all', () => {
    const ledger = inNovember()
    ledger.log(workOn('2026-11-19', hours(4)))
    ledger.on('2027-01-01')
    const [first] = ledger.openWork()
    expect(ledger.undo(first!).ok).toBe(true)
    expect(lotsOf(ledger.account(2026)).carried.drawn).toBe(hours(4))
  })

  it('D4: nor may the peer re-claim what has lapsed for good; the office may', () => {
    // 3 h from carried, 2 h unclaimed in November; the 3 h are undone in December and nothing is re-claimed then.
    const ledger = peerOn('2026-11-20', { carried: hours(3) })
    ledger.log(workOn('2026-11-20', hours(3)))
    const [first] = ledger.openWork()
    ledger.log(workOn('2026-11-20', hours(2)))
    ledger.on('2026-12-31').undo(first!)
    expect(refusalOf(ledger.on('2027-01-01').reclaim())).toEqual({
      type: 'carried-closed',
      year: 2026,
      closedOn: '2026-12-31',
      minutes: hours(2),
    })
    expect(ledger.by('office', 'offered too late').reclaim().ok).toBe(true)
  })
})

describe('D4: a change in a year that is over', () => {
  it('D4: recomputes what it carried on, in the same change', () => {
    const ledger = peerOn('2026-09-20', { carried: hours(10), allocated: days(2) })
    const outcome = ledger.log(workOn('2026-08-20', hours(4)))
    expect(outcome.ok && outcome.value).toMatchObject([
      { kind: 'work', year: 2025, claimed: hours(4) },
      { kind: 'carried', year: 2026, minutes: hours(6) },
    ])
    ledger.undo(ledger.last())
    expect(ledger.balance(2026).carried.given).toBe(hours(10))
  })

  it('D4: shifts work to the allocation when that has room: nothing becomes unclaimed', () => {
    const ledger = peerOn('2026-09-20', { carried: hours(10), allocated: hours(4) })
    ledger.log(workOn('2026-09-10', hours(10)))
    ledger.log(workOn('2026-08-20', hours(4)))
    expect(ledger.balance(2026)).toMatchObject({
      carried: { given: hours(6), drawn: hours(6) },
      allocation: { drawn: hours(4) },
      unclaimed: 0,
    })
  })

  it('D4: only what the recomputed lots cannot hold becomes unclaimed, the latest first', () => {
    const ledger = peerOn('2026-09-20', { carried: hours(10), allocated: hours(2) })
    ledger.log(workOn('2026-09-10', hours(8)))
    ledger.log(workOn('2026-09-11', hours(4), { askedBy: 'direct' }))
    ledger.log(workOn('2026-09-12', hours(1), { activity: 'conference' }))
    const outcome = ledger.log(workOn('2026-08-20', hours(5)))
    expect(outcome.ok && outcome.value.map(({ kind, year }) => [kind, year])).toEqual([
      ['work', 2025],
      ['carried', 2026],
      ['reversal', 2026],
      ['work', 2026],
      ['reversal', 2026],
      ['work', 2026],
    ])
    expect(
      ledger
        .openWork()
        .filter(({ year }) => year === 2026)
        .map(({ date, claimed, held, unclaimed }) => [date, claimed / 60, held / 60, unclaimed / 60]),
    ).toEqual([
      ['2026-09-12', 0, 0, 1],
      ['2026-09-11', 0, 0, 4],
      ['2026-09-10', 7, 0, 1],
    ])
    expect(ledger.last()).toMatchObject({ because: 'used-up', replaces: { as: 'moved', year: 2026 } })
    expect(ledger.balance(2026)).toMatchObject({
      drawn: hours(7),
      held: 0,
      unclaimed: hours(6),
      remaining: 0,
    })
  })

  it('D2: and is offered again when the change is undone', () => {
    const ledger = peerOn('2026-09-20', { carried: hours(10) })
    ledger.log(workOn('2026-09-10', hours(10)))
    ledger.log(workOn('2026-08-20', hours(4)))
    expect(ledger.balance(2026)).toMatchObject({ drawn: hours(6), reclaimable: hours(4) })
    ledger.undo(ledger.openWork().find(({ year }) => year === 2025)!)
    ledger.reclaim()
    expect(ledger.balance(2026)).toMatchObject({ drawn: hours(10), reclaimable: 0, remaining: 0 })
  })

  it('D1, D2: also after 31 December, for hours that had been logged in time', () => {
    const ledger = peerOn('2026-11-30', { carried: hours(10) })
    ledger.log(workOn('2026-11-30', hours(10)))
    ledger.on('2027-02-10').by('office', 'was in hospital')
    ledger.log(workOn('2026-08-20', hours(4)))
    expect(ledger.balance(2026)).toMatchObject({ drawn: hours(6), unclaimed: hours(4) })
    ledger.undo(ledger.openWork().find(({ year }) => year === 2025)!)
    expect(ledger.reclaim().ok).toBe(true)
    expect(ledger.balance(2026)).toMatchObject({ drawn: hours(10), unclaimed: 0, carried: { lapsed: 0 } })
  })

  it('D4, D5: moving work into the old year answers it once, though it shrinks the new year’s lots', () => {
    const ledger = peerOn('2026-09-20', { carried: hours(10) })
    ledger.log(workOn('2026-09-10', hours(9)))
    ledger.log(workOn('2026-09-11', hours(1)))
    expect(ledger.correct(ledger.last(), workOn('2026-08-20', hours(6))).ok).toBe(true)
    expect(ledger.balance(2025).drawn).toBe(hours(6))
    expect(ledger.entries.filter(({ kind }) => kind === 'reversal')).toMatchObject([
      { as: 'correction', work: { minutes: hours(1) } },
      { as: 'moved', work: { minutes: hours(9) } },
    ])
    expect(ledger.balance(2026)).toMatchObject({
      drawn: hours(4),
      unclaimed: hours(5),
      carried: { given: hours(4) },
    })
  })

  it('D4: and what the same change has just logged can be what the lots cannot hold', () => {
    const ledger = peerOn('2026-09-20', { carried: hours(10) })
    expect(ledger.log(workOn('2026-09-10', hours(10)), workOn('2026-08-20', hours(4))).ok).toBe(true)
    expect(ledger.balance(2026)).toMatchObject({ drawn: hours(6), unclaimed: hours(4) })
  })

  it('D4: reaches as many years as have been opened', () => {
    const ledger = peerOn('2026-09-20', { carried: hours(10), allocated: hours(6) })
    ledger.log(workOn('2026-09-10', hours(10)))
    ledger.on('2027-08-01').allocate(2027, hours(1))
    expect(ledger.balance(2027).carried.given).toBe(hours(6))
    ledger.by('office', 'was in hospital').log(workOn('2026-08-20', hours(4)))
    expect([2025, 2026, 2027].map((year) => lotsOf(ledger.account(year)))).toMatchObject([
      { allocation: { drawn: hours(4) } },
      { carried: { given: hours(6), drawn: hours(6) }, allocation: { drawn: hours(4) } },
      { carried: { given: hours(2) } },
    ])
  })

  it('D4: a year whose lots hold everything is left as it is', () => {
    const ledger = peerOn('2026-09-20', { allocated: hours(10) })
    ledger.log(workOn('2026-09-10', hours(4)))
    const book = new Book(ledger.accounts)
    expect(moveOverflow(book, 2026, ledger.openWork(), ledger.writing)).toBe(book)
  })
})
