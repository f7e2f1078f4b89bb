// D5 and D2: undoing, correcting and re-claiming; nothing is changed, everything is answered.
import { describe, expect, it } from 'vitest'
import { lotsOf } from '../../src/domain/lots.ts'
import { Book } from '../../src/domain/book.ts'
import { settleHeld } from '../../src/domain/clearance.ts'
import { policyOf } from '../../src/domain/policy.ts'
import { correctEntry, reclaim } from '../../src/domain/work.ts'
import type { Work } from '../../src/domain/workLines.ts'
import { days, hours, peerOn, refusalOf, workOn } from '../support/ledger.ts'

const today = '2026-10-14'
const peer = (more: Parameters<typeof peerOn>[1] = { allocated: days(2) }) => peerOn(today, more)

describe('D5: undo', () => {
  it('D5: appends a reversal that names the entry, who, when and its amounts', () => {
    const ledger = peer()
    ledger.log(workOn(today, hours(3), { askedBy: 'direct' }))
    const entry = ledger.last()
    const outcome = ledger.on('2026-10-15').undo(entry)
    expect(outcome.ok && outcome.value).toMatchObject([
      {
        kind: 'reversal',
        year: 2026,
        seq: entry.seq + 1,
        answers: entry.seq,
        as: 'undo',
        by: 'peer',
        on: '2026-10-15',
        work: { date: today, minutes: hours(3), claimed: 0, held: hours(3), unclaimed: 0 },
      },
    ])
    expect(ledger.entries).toContainEqual(entry)
    expect(ledger.openWork()).toEqual([])
  })

  it('D5: brings the sums back to what they were', () => {
    const ledger = peer({ carried: hours(1), allocated: hours(1) })
    const before = ledger.account(2026)
    ledger.log(workOn(today, hours(6)))
    ledger.undo(ledger.last())
    expect(ledger.account(2026)).toEqual({ ...before, seq: before.seq + 2 })
  })
})

describe('D5: correct', () => {
  it.each([
    ['cleared', { claimed: hours(3), held: 0, unclaimed: 0 }],
    ['declined', { claimed: 0, held: 0, unclaimed: hours(3), because: 'declined' }],
  ] as const)(
    'D5, X3: only the note or the place of a %s entry keeps what the Head said',
    (word, amounts) => {
      const ledger = peer()
      ledger.log(workOn(today, hours(3), { askedBy: 'direct', place: 'Ely', notes: 'with the leader' }))
      const writing = { ...ledger.writing, reason: 'talked over' }
      const settled = settleHeld(new Book(ledger.accounts), ledger.last(), word, writing)
      const entry = settled.ok ? settled.value.appended.findLast(({ kind }) => kind === 'work') : undefined
      if (!settled.ok || entry?.kind !== 'work') throw new Error('not settled')
      const correct = (work: Work) =>
        correctEntry(settled.value, entry, work, ledger.term, ledger.writing, true)
      const same = { askedBy: 'direct' } as const
      for (const work of [
        workOn(today, hours(3), { ...same, place: 'Ely' }),
        workOn(today, hours(3), { ...same, place: 'Rhyl', notes: 'with the leader' }),
      ]) {
        const outcome = correct(work)
        const after = outcome.ok ? outcome.value : new Book(new Map())
        const [reversal, anew] = after.appended.slice(-2)
        expect(reversal).toMatchObject({ kind: 'reversal', answers: entry.seq, as: 'correction' })
        expect(anew).toMatchObject({ ...work, ...amounts, replaces: { seq: entry.seq, as: 'correction' } })
        expect(anew && 'notes' in anew ? anew.notes : undefined).toBe(work.notes)
        expect(after.account(2026)).toEqual({ ...settled.value.account(2026), seq: entry.seq + 2 })
      }
      // Other hours are talked over anew.
      const longer = correct(workOn(today, hours(4), same))
      expect(longer.ok && longer.value.appended.at(-1)).toMatchObject({ claimed: 0, held: hours(4) })
    },
  )

  it('D5: appends a reversal and the work anew, naming what it replaces', () => {
    const ledger = peer()
    ledger.log(workOn(today, hours(3)))
    const entry = ledger.last()
    ledger.correct(entry, workOn('2026-10-13', hours(5), { activity: 'mentoring' }))
    expect(ledger.entries.slice(-2)).toMatchObject([
      { kind: 'reversal', answers: entry.seq, as: 'correction' },
      {
        kind: 'work',
        date: '2026-10-13',
        minutes: hours(5),
        activity: 'mentoring',
        replaces: { seq: entry.seq, year: 2026, as: 'correction' },
      },
    ])
    expect(ledger.account(2026)).toMatchObject({ days: { '10-13': hours(5) }, periods: { '2026-10': 1 } })
  })

  it('D5: a correction that changes nothing is refused', () => {
    const ledger = peer()
    ledger.log(workOn(today, hours(3), { notes: 'one' }))
    expect(refusalOf(ledger.correct(ledger.last(), workOn(today, hours(3), { notes: 'one' })))).toEqual({
      type: 'unchanged',
    })
    expect(ledger.correct(ledger.last(), workOn(today, hours(3), { notes: 'two' })).ok).toBe(true)
    expect(ledger.correct(ledger.last(), workOn(today, hours(3))).ok).toBe(true)
  })

  it('D3: the limits hold for the corrected work, without counting the old one', () => {
    const ledger = peer()
    ledger.log(workOn(today, hours(20)))
    expect(ledger.correct(ledger.last(), workOn(today, hours(24))).ok).toBe(true)
    const refusals = [workOn(today, 10), workOn('2026-10-15')].map((work) =>
      ledger.correct(ledger.last(), work),
    )
    expect(refusals.map((each) => refusalOf(each)?.type)).toEqual(['minutes', 'future'])
    expect(ledger.account(2026).days).toEqual({ '10-14': hours(24) })
  })

  it('D5: work may be moved to the year before while that is open', () => {
    const ledger = peerOn('2026-09-20', { carried: hours(10), allocated: days(1) })
    ledger.log(workOn('2026-09-02', hours(3)))
    const entry = ledger.last()
    ledger.correct(entry, workOn('2026-08-30', hours(3)))
    expect(ledger.last()).toMatchObject({
      year: 2025,
      replaces: { seq: entry.seq, year: 2026, as: 'correction' },
    })
    expect(ledger.balance(2025).carriedOn).toBe(hours(7))
    expect(ledger.balance(2026)).toMatchObject({ drawn: 0, carried: { given: hours(7), left: hours(7) } })
  })

  it('D1: being logged in time for one year does not make it so for the year before', () => {
    const ledger = peerOn('2025-09-01', { carried: hours(10), allocated: hours(5) })
    ledger.on('2026-09-20').log(workOn('2026-09-10', hours(3)))
    ledger.correct(ledger.last(), workOn('2025-11-20', hours(3)))
    expect(lotsOf(ledger.account(2025))).toMatchObject({
      carried: { given: hours(10), drawn: 0 },
      allocation: { drawn: hours(3) },
    })
  })

  it('D5: a correction can be corrected and undone in turn', () => {
    const ledger = peer()
    ledger.log(workOn(today, hours(3)))
    ledger.correct(ledger.last(), workOn(today, hours(2)))
    ledger.correct(ledger.last(), workOn(today, hours(1)))
    expect(ledger.balance(2026).drawn).toBe(hours(1))
    ledger.undo(ledger.last())
    expect(ledger.balance(2026)).toMatchObject({ drawn: 0, remaining: days(2) })
  })

  it('C4: what was entered as a conference by mistake is claimed once corrected', () => {
    const ledger = peer()
    ledger.log(workOn(today, hours(3), { activity: 'conference' }))
    ledger.correct(ledger.last(), workOn(today, hours(3), { activity: 'meeting' }))
    expect(ledger.last()).toMatchObject({ claimed: hours(3), unclaimed: 0 })
  })
})

describe('D2: re-claim', () => {
  /** 5 h of 3 h: 3 h claimed by the first, 2 h unclaimed of the second. */
  const short = () => {
    const ledger = peer({ allocated: hours(3) })
    ledger.log(workOn('2026-10-12', hours(2)))
    ledger.log(workOn('2026-10-13', hours(3)))
    return ledger
  }

  it('D2: freed hours are re-claimed in one change, on the same date', () => {
    const ledger = short()
    const [first, second] = ledger.openWork()
    ledger.undo(first!)
    ledger.reclaim()
    expect(ledger.entries.slice(-2)).toMatchObject([
      { kind: 'reversal', answers: second!.seq, as: 're-claim' },
      {
        kind: 'work',
        date: '2026-10-13',
        claimed: hours(3),
        unclaimed: 0,
        replaces: { seq: second!.seq, as: 're-claim' },
      },
    ])
    expect(ledger.balance(2026)).toMatchObject({ drawn: hours(3), unclaimed: 0, reclaimable: 0 })
  })

  it('D2: undoing the re-claim restores the unclaimed hours', () => {
    const ledger = short()
    ledger.undo(ledger.openWork()[0]!)
    const before = ledger.account(2026)
    const unclaimed = ledger.last()
    ledger.reclaim()
    const reclaimed = ledger.last()
    ledger.undo(reclaimed)
    expect(ledger.account(2026)).toEqual({ ...before, seq: before.seq + 4 })
    expect(ledger.last()).toMatchObject({
      claimed: hours(1),
      unclaimed: hours(2),
      because: 'used-up',
      date: unclaimed.date,
      replaces: { seq: reclaimed.seq, as: 'restored' },
    })
    expect(ledger.reclaim().ok).toBe(true)
  })

  it('D2: with nothing freed there is nothing to re-claim', () => {
    expect(refusalOf(short().reclaim())).toEqual({ type: 'nothing-to-reclaim' })
    expect(refusalOf(peer().reclaim([]))).toEqual({ type: 'nothing-to-reclaim' })
  })

  it('D2: the oldest first, as far as hours are free; the rest is left as it is', () => {
    const ledger = peer({ allocated: hours(4) })
    ledger.log(workOn('2026-10-10', hours(4)))
    const claimed = ledger.last()
    ledger.log(workOn('2026-10-11', hours(3)), workOn('2026-10-12', hours(3)), workOn('2026-10-13', hours(3)))
    ledger.undo(claimed)
    ledger.reclaim()
    expect(
      ledger.openWork().map(({ date, claimed, unclaimed }) => [date, claimed / 60, unclaimed / 60]),
    ).toEqual([
      ['2026-10-13', 0, 3],
      ['2026-10-11', 3, 0],
      ['2026-10-12', 1, 2],
    ])
  })

  it('D2: a larger allocation frees hours, also for a peer who had none', () => {
    const ledger = peer({})
    ledger.log(workOn(today, hours(5)))
    expect(ledger.allocate(2026, hours(4)).ok).toBe(true)
    ledger.reclaim()
    expect(ledger.last()).toMatchObject({ claimed: hours(4), unclaimed: hours(1), because: 'used-up' })
  })

  it('C4: conferences of an earlier policy stay unclaimed when a later one claims them', () => {
    const ledger = peer()
    ledger.log(workOn(today, hours(5), { activity: 'conference' }))
    const writing = { ...ledger.writing, policy: policyOf('labour') }
    expect(reclaim(new Book(ledger.accounts), ledger.openWork(), ledger.term, writing)).toEqual({
      ok: false,
      error: { type: 'nothing-to-reclaim' },
    })
  })

  it('X3: re-claimed work that was asked for directly is held', () => {
    const ledger = peer({})
    ledger.log(workOn(today, hours(5), { askedBy: 'direct' }))
    ledger.allocate(2026, hours(8))
    ledger.reclaim()
    expect(ledger.last()).toMatchObject({ claimed: 0, held: hours(5), unclaimed: 0 })
  })

  it('D1: hours logged in time draw on carried hours when re-claimed, however late that is', () => {
    // 10 h carried are used up in November; two more hours, logged in time, stay unclaimed.
    const ledger = peerOn('2026-11-30', { carried: hours(10) })
    ledger.log(workOn('2026-11-20', hours(10)))
    const claimed = ledger.last()
    ledger.log(workOn('2026-11-30', hours(2)))
    ledger.on('2027-02-10').by('office', 'entered for the wrong peer')
    ledger.undo(claimed)
    expect(ledger.reclaim().ok).toBe(true)
    expect(lotsOf(ledger.account(2026)).carried).toMatchObject({ drawn: hours(2), left: hours(8) })
  })
})
