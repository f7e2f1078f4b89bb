// P2: what wants attention, and who comes first.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attentionTo, compareAttention, type Reason, type Standing } from '../../src/domain/attention.ts'
import { days, hours, peerOn, workOn } from '../support/ledger.ts'

const today = '2026-11-21'
const standing = (more: Partial<Standing> = {}, given = { allocated: days(10) }): Standing => {
  const ledger = peerOn('2026-09-20', given)
  // 18 h in 82 days: about 80 h a year, which is the allocation.
  ledger.log(workOn('2026-09-10', hours(9)), workOn('2026-09-11', hours(9)))
  return { account: ledger.account(2026), missed: [], lastWork: '2026-11-01', register: undefined, ...more }
}
const typesOf = (given: Standing, on = today) => attentionTo(given, on).map(({ type }) => type)

describe('P2: attention', () => {
  it('P2: a peer on course wants none', () => expect(typesOf(standing())).toEqual([]))

  it('P13, C2, R1: missed logs, hours about to lapse and the register, the worst first', () => {
    const given = standing(
      { missed: ['2026-09', '2026-10'], register: { state: 'overdue', dueOn: '2026-11-01', daysOver: 20 } },
      // 22 h carried: 18 used, 4 left; at that pace 2 h more by 30 November.
      { allocated: days(10), carried: hours(22) } as { allocated: number },
    )
    expect(attentionTo(given, today).slice(0, 3)).toEqual([
      { type: 'missed-again', periods: ['2026-09', '2026-10'] },
      { type: 'lapsing', minutes: 120, useBy: '2026-11-30' },
      { type: 'register-overdue', dueOn: '2026-11-01' },
    ])
    expect(typesOf(standing({ missed: ['2026-10'] }))).toEqual(['missed'])
    const register = (state: 'none' | 'current' | 'due', dueOn?: string) =>
      typesOf(standing({ register: { state, daysOver: 0, ...(dueOn && { dueOn }) } }))
    expect(register('due', '2026-12-01')).toEqual(['register-due'])
    // A lead peer who has none yet is asked for it; whoever need not keep one is not.
    expect(register('none', today)).toEqual(['register-due'])
    expect([register('none'), register('current', '2027-05-01')]).toEqual([[], []])
  })

  it('C5: a pace that leaves more than a tenth, runs out by as much, or has stopped for eight weeks', () => {
    expect(typesOf(standing({}, { allocated: days(20) }))).toEqual(['unused'])
    expect(typesOf(standing({}, { allocated: days(5) }))).toEqual(['short'])
    expect(typesOf(standing({ lastWork: '2026-09-26' }))).toEqual([])
    expect(attentionTo(standing({ lastWork: '2026-09-25' }), today)).toEqual([
      { type: 'silent', since: '2026-09-25' },
    ])
    // Not in the first eight weeks, not without hours, and not with none left.
    expect(typesOf(standing({ lastWork: '2026-09-12' }, { allocated: hours(18) }))).toEqual(['short'])
    expect(typesOf(standing({ lastWork: undefined }), '2026-10-20')).toEqual([])
    expect(typesOf({ ...standing({ lastWork: undefined }), account: peerOn(today).account(2026) })).toEqual(
      [],
    )
  })
})

const reason: fc.Arbitrary<Reason> = fc.oneof(
  fc.record({
    type: fc.constantFrom('missed-again' as const, 'missed' as const),
    periods: fc.array(fc.constant('2026-09'), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    type: fc.constantFrom('unused' as const, 'short' as const),
    minutes: fc.nat(9000),
  }),
  fc.record({
    type: fc.constant('lapsing' as const),
    minutes: fc.nat(9000),
    useBy: fc.constant('2026-11-30'),
  }),
  fc.record({
    type: fc.constantFrom('register-overdue' as const, 'register-due' as const),
    dueOn: fc.constant('2026-11-30'),
  }),
)

it('P2: the order is one: it does not depend on who is compared with whom first', () => {
  const reasons = fc.array(reason, { maxLength: 3 })
  fc.assert(
    fc.property(reasons, reasons, reasons, (a, b, c) => {
      const sign = (one: Reason[], other: Reason[]) => Math.sign(compareAttention(one, other))
      expect(sign(a, b) + sign(b, a)).toBe(0)
      expect(sign(a, b) <= 0 && sign(b, c) <= 0 && sign(a, c) > 0).toBe(false)
      expect(sign(a, [])).toBe(a.length > 0 ? -1 : 0)
    }),
  )
})
