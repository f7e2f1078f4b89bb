// X4, P11: work that is charged to a grant: own hours first, then the grant, and what neither gives is unclaimed.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Account, replay } from '../../src/domain/account.ts'
import { grantLeft, grantsOf, lotsOf, promisedBeside } from '../../src/domain/lots.ts'
import { askToClaim, settleHeld } from '../../src/domain/clearance.ts'
import { Entry } from '../../src/domain/entry.ts'
import { Book } from '../../src/domain/book.ts'
import { hours, peerOn, refusalOf, workOn, type Ledger } from '../support/ledger.ts'

const today = '2026-11-16'
const charged = (minutes: number, date = today) => workOn(date, minutes, { chargeTo: 'r1' })

/** A peer with so many hours, of whom some are promised, and a grant. */
function granted({ allocated = 0, carried = 0, promised = 0, minutes = 0 }) {
  const ledger = peerOn(today, { allocated: hours(allocated), carried: hours(carried) })
  if (promised > 0) ledger.promise('r1', hours(promised))
  ledger.grant('r1', hours(minutes))
  return ledger
}
const sumsOf = (ledger: Ledger) => ledger.account(2026).requests['r1']

describe('charging work to a grant', () => {
  it('X4: own hours first, carried ones too, then the grant, and the rest is unclaimed', () => {
    const ledger = granted({ allocated: 2, carried: 1, minutes: 4 })
    ledger.log(charged(hours(2)))
    expect(ledger.last()).toMatchObject({ claimed: hours(2), unclaimed: 0 })
    expect(ledger.last().granted).toBeUndefined()
    ledger.log(charged(hours(3)))
    expect(ledger.last()).toMatchObject({ claimed: hours(1), granted: hours(2), unclaimed: 0 })
    ledger.log(charged(hours(3)))
    expect(ledger.last()).toMatchObject({ claimed: 0, granted: hours(2), unclaimed: hours(1) })
    expect(ledger.last().because).toBe('used-up')
    expect(sumsOf(ledger)).toMatchObject({ own: hours(3), drawn: hours(4), granted: hours(4) })
  })

  it('X4: work that names no grant draws nothing from one', () => {
    const ledger = granted({ minutes: 4 })
    ledger.log(workOn(today, hours(1)))
    expect(ledger.last()).toMatchObject({ claimed: 0, unclaimed: hours(1) })
    expect(grantsOf(ledger.account(2026))).toEqual({ given: hours(4), drawn: 0, left: hours(4) })
  })

  it('X4: only a grant of that year can be named: no other request, and not before it has come', () => {
    const ledger = peerOn(today, { allocated: hours(2) })
    ledger.promise('r1', hours(2))
    expect(refusalOf(ledger.log(charged(hours(1))))).toEqual({ type: 'no-such-grant', date: today })
    ledger.grant('r1', hours(1))
    expect(ledger.log(charged(hours(1))).ok).toBe(true)
    const last = workOn('2026-08-20', hours(1), { chargeTo: 'r1' })
    expect(refusalOf(ledger.on('2026-09-20').log(last))).toMatchObject({ type: 'no-such-grant' })
  })

  it('X3: what two keys agreed to is not held; a conference stays unclaimed all the same (C4)', () => {
    const ledger = granted({ allocated: 1, minutes: 1 })
    ledger.log({ ...charged(hours(2)), askedBy: 'direct' })
    expect(ledger.last()).toMatchObject({ held: 0, claimed: hours(1), granted: hours(1) })
    ledger.log({ ...charged(hours(1)), activity: 'conference' })
    expect(ledger.last()).toMatchObject({ unclaimed: hours(1), because: 'conference' })
  })

  it('X4: undone or corrected, the grant has its hours again', () => {
    const ledger = granted({ minutes: 4 })
    ledger.log(charged(hours(3)))
    ledger.correct(ledger.last(), charged(hours(4)))
    expect(ledger.last()).toMatchObject({ granted: hours(4), unclaimed: 0 })
    ledger.undo(ledger.last())
    expect(sumsOf(ledger)).toMatchObject({ own: 0, drawn: 0 })
  })

  it('X4: a grant ends with its year and is not carried over', () => {
    const ledger = granted({ allocated: 1, minutes: 4 })
    ledger.log(charged(hours(2)))
    ledger.on('2027-09-02').allocate(2027, hours(1))
    expect(ledger.account(2027)).toMatchObject({ carried: 0, requests: {} })
    const { grants, remaining, drawn } = ledger.balance(2026)
    expect({ ended: grants.ended, remaining, drawn }).toEqual({
      ended: hours(3),
      remaining: 0,
      drawn: hours(2),
    })
    // Work of that year may be logged until 1 October (D4).
    ledger.log(charged(hours(1), '2027-08-20'))
    expect(ledger.last()).toMatchObject({ year: 2026, granted: hours(1) })
  })
})

describe('a promise', () => {
  const left = (ledger: Ledger) => promisedBeside(ledger.account(2026), today)

  it('P11: falls as entries naming the work are logged, rises when they are undone, and ends', () => {
    const ledger = granted({ allocated: 5, promised: 3, minutes: 4 })
    expect(left(ledger)).toBe(hours(3))
    ledger.log(charged(hours(2)))
    expect(left(ledger)).toBe(hours(1))
    ledger.log(workOn(today, hours(1)))
    expect(left(ledger)).toBe(hours(1))
    ledger.log(charged(hours(2)))
    expect(left(ledger)).toBe(0)
    ledger.undo(ledger.last())
    expect(left(ledger)).toBe(hours(1))
    ledger.promise('r1', 0)
    expect(left(ledger)).toBe(0)
  })
})

describe('what was unclaimed', () => {
  it('D2: is claimed from the grant, own hours first, and undoing that restores it', () => {
    const ledger = granted({ allocated: 1, minutes: 2 })
    ledger.log(workOn(today, hours(4)))
    expect(ledger.last()).toMatchObject({ claimed: hours(1), unclaimed: hours(3) })
    ledger.reclaim(ledger.reclaimable(), 'r1')
    expect(ledger.last()).toMatchObject({ claimed: hours(1), granted: hours(2), unclaimed: hours(1) })
    ledger.undo(ledger.last())
    expect(ledger.last()).toMatchObject({ claimed: hours(1), unclaimed: hours(3) })
    expect(ledger.last().chargeTo).toBeUndefined()
    expect(sumsOf(ledger)).toMatchObject({ own: 0, drawn: 0 })
  })

  it('X4, D2: restored beside a grant revoked meanwhile, it draws only what is left of it', () => {
    const ledger = granted({ minutes: 2 })
    ledger.log(charged(hours(3)))
    ledger.allocate(2026, hours(3))
    ledger.reclaim()
    expect(ledger.last()).toMatchObject({ claimed: hours(3), unclaimed: 0 })
    ledger.grant('r1', hours(1.25))
    ledger.undo(ledger.last())
    expect(ledger.last()).toMatchObject({ claimed: 0, granted: hours(1.25), unclaimed: hours(1.75) })
    expect(sumsOf(ledger)).toMatchObject({ drawn: hours(1.25), granted: hours(1.25) })
  })
})

describe('asked afterwards', () => {
  it('C4: a conference charged to a grant is held out of own hours, and declined it is free again', () => {
    const ledger = granted({ allocated: 3, minutes: 2 })
    ledger.log({ ...charged(hours(2)), activity: 'conference' })
    const asked = askToClaim(new Book(ledger.accounts), ledger.last(), ledger.writing)
    if (!asked.ok) throw new Error('refused')
    const entry = asked.value.appended.at(-1)
    expect(entry).toMatchObject({ held: hours(2), unclaimed: 0, chargeTo: 'r1' })
    if (entry?.kind !== 'work') throw new Error('no work')
    const writing = { ...ledger.writing, as: 'office' as const, reason: 'No peer work' }
    const declined = settleHeld(asked.value, entry, 'declined', writing)
    if (!declined.ok) throw new Error('refused')
    expect(declined.value.account(2026)).toMatchObject({ held: 0, late: 0, early: 0, unclaimed: hours(2) })
    expect(declined.value.account(2026).requests['r1']).toMatchObject({ own: 0, drawn: 0 })
  })
})

it('X4, D5: after any such history the account is its replay, conservation holds and no grant is overdrawn', () => {
  const step = fc.record({
    what: fc.nat({ max: 8 }),
    quarters: fc.integer({ min: 1, max: 24 }),
    at: fc.nat(),
    request: fc.constantFrom('r1', 'r2'),
    daysAgo: fc.nat({ max: 60 }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30, size: 'max' }), fc.boolean(), (steps, isLate) => {
      const ledger = peerOn(isLate ? '2026-12-20' : today, { allocated: hours(4), carried: hours(2) })
      for (const { what, quarters, at, request, daysAgo } of steps) {
        const minutes = quarters * 15
        const works = ledger.openWork().filter(({ year }) => year === 2026)
        const entry = works[at % Math.max(1, works.length)]
        const sums = ledger.account(2026).requests[request]
        const date = new Date(Date.parse(ledger.today) - daysAgo * 86_400_000).toISOString().slice(0, 10)
        if (what === 0) ledger.promise(request, minutes)
        // Granted once; afterwards it is only revoked, to what is drawn.
        else if (what === 1) ledger.grant(request, sums?.code === undefined ? minutes : sums.drawn)
        else if (what <= 4) ledger.log(workOn(date, minutes, { chargeTo: request }))
        else if (what === 5) ledger.log(workOn(date, minutes, { askedBy: at % 2 ? 'direct' : 'office' }))
        else if (what === 6 && entry) ledger.undo(entry)
        else if (what === 7)
          ledger.reclaim(ledger.reclaimable(), sums?.code === undefined ? undefined : request)
        else if (what === 8) ledger.allocate(2026, minutes)
        const account = ledger.account(2026)
        expect(Account.parse(account)).toStrictEqual(account)
        const { carried, allocation, grants, ...balance } = ledger.balance(2026)
        expect(balance.drawn + balance.held + balance.remaining + carried.lapsed + grants.ended).toBe(
          allocation.given + carried.given + grants.given,
        )
        const lots = lotsOf(account)
        expect(Math.min(lots.carried.left, lots.allocation.left)).toBeGreaterThanOrEqual(0)
        for (const each of Object.values(account.requests)) expect(grantLeft(each)).toBeGreaterThanOrEqual(0)
        const standing = ledger.openWork()
        for (const { minutes, claimed, held, granted = 0, unclaimed } of standing)
          expect(claimed + held + granted + unclaimed).toBe(minutes)
        expect(grants.drawn).toBe(standing.reduce((sum, { granted = 0 }) => sum + granted, 0))
      }
      for (const [year, account] of ledger.accounts) {
        const lines = ledger.entries.filter((entry) => entry.year === year)
        for (const line of lines) expect(Entry.parse(line)).toStrictEqual(line)
        expect(replay(year, lines)).toStrictEqual(account)
      }
    }),
    { numRuns: 200 },
  )
})
