// X1: the pot by itself: funded = available + reserved + granted, whatever happens to its requests.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  arrive,
  availableIn,
  claimCode,
  emptyPot,
  end,
  fund,
  giveBack,
  grant,
  hasAllKeys,
  isOpen,
  reserve,
  turn,
  type Pot,
  type PotRequest,
} from '../../src/domain/pot.ts'
import { hours } from '../support/ledger.ts'
import { askFor } from '../support/pot.ts'

const potOf = (more: Partial<Pot> = {}): Pot => ({
  ...emptyPot('independent', 2026),
  given: hours(100),
  funded: hours(10),
  ...more,
})

const sumOf = (minutes: number, remaining = 0): PotRequest['sum'] => ({
  hours: minutes,
  usable: remaining,
  promised: 0,
  remaining,
  shortfall: Math.max(0, minutes - remaining),
})

const sent = (minutes: number, remaining = 0) => ({
  id: 'r1',
  year: 2026,
  person: 'p1',
  at: 1,
  on: '2026-11-16',
  ask: askFor(minutes),
  sum: sumOf(minutes, remaining),
})

const figures = (pot: Pot) => ({ available: availableIn(pot), reserved: pot.reserved, granted: pot.granted })
const key = { by: 'k', at: 2 }

describe('a request that arrives', () => {
  it('X2: is reserved whole, its shortfall only', () => {
    const { pot, request } = arrive(potOf(), sent(hours(8), hours(3)))
    expect(request).toMatchObject({ state: 'reserved', seq: 1, rev: 1, keys: {} })
    expect(figures(pot)).toEqual({ available: hours(5), reserved: hours(5), granted: 0 })
  })

  it('X2: waits, unreserved, when the pot cannot hold it, and behind whoever waits though it would fit', () => {
    const first = arrive(potOf(), sent(hours(11)))
    expect(first.request.state).toBe('waiting')
    expect(figures(first.pot)).toEqual({ available: hours(10), reserved: 0, granted: 0 })
    const second = arrive(first.pot, sent(hours(1)))
    expect(second.request).toMatchObject({ state: 'waiting', seq: 2 })
    expect(second.pot.waiting).toBe(2)
  })

  it('X2: takes the last minute of a pot', () => {
    expect(availableIn(arrive(potOf(), sent(hours(10))).pot)).toBe(0)
  })
})

describe('a request that waits', () => {
  const waiting = arrive(potOf({ funded: hours(4) }), sent(hours(6)))

  it('X2: is reserved whole once it fits, not before and not twice', () => {
    expect(reserve(waiting.pot, waiting.request)).toBeUndefined()
    const topped = { ...waiting.pot, funded: hours(6) }
    const step = reserve(topped, waiting.request)
    expect(step?.request).toMatchObject({ state: 'reserved', rev: 2 })
    expect(step?.pot).toMatchObject({ waiting: 0, reserved: hours(6) })
    expect(step && reserve({ ...step.pot, funded: hours(60) }, step.request)).toBeUndefined()
  })

  it('X2: both keys may be turned meanwhile', () => {
    const turned = turn(waiting.request, 'head', key)
    expect(turned.ok && turned.value).toMatchObject({ state: 'waiting', keys: { head: key }, rev: 2 })
    expect(turned.ok && hasAllKeys(turned.value, ['head'])).toBe(true)
    expect(turned.ok && hasAllKeys(turned.value, ['national', 'head'])).toBe(false)
    expect(turned.ok && turn(turned.value, 'head', key)).toMatchObject({ error: { problem: 'turned' } })
  })
})

describe('a grant', () => {
  const reserved = arrive(potOf(), sent(hours(8), hours(2)))

  it.each([
    ['as it was', 2, 6, 'granted'],
    ['with more of the peer’s own', 5, 3, 'granted'],
    ['with less of the peer’s own: it never grows', 0, 6, 'granted'],
    ['with everything of the peer’s own', 8, 0, 'covered'],
    ['with more than everything', 20, 0, 'covered'],
  ])('P11: recomputed %s', (_how, remaining, given, state) => {
    const { pot, request } = grant(reserved.pot, reserved.request, sumOf(hours(8), hours(remaining)), 9)
    expect(request).toMatchObject({ state, end: { at: 9 }, rev: 2 })
    expect(request.grant?.minutes ?? 0).toBe(hours(given))
    expect(figures(pot)).toEqual({ available: hours(10 - given), reserved: 0, granted: hours(given) })
    expect(pot.claims).toBe(given > 0 ? 1 : 0)
  })

  it('X4: claim codes count the grants, in order and without gaps', () => {
    expect([claimCode(2026, 7), claimCode(2099, 1), claimCode(2026, 12_345)]).toEqual([
      'CP-2627-0007',
      'CP-9900-0001',
      'CP-2627-12345',
    ])
    const one = grant(reserved.pot, reserved.request, sumOf(hours(8), hours(8)), 9)
    const next = arrive(one.pot, sent(hours(1)))
    expect(grant(next.pot, next.request, sumOf(hours(1)), 9).request.grant?.code).toBe('CP-2627-0001')
  })

  it('X4: gives back what was revoked, and a later revoke adds to it', () => {
    const granted = grant(reserved.pot, reserved.request, sumOf(hours(8), hours(2)), 9)
    const by = { by: 'h', at: 10, reason: 'over' }
    const once = giveBack(granted.pot, granted.request, { minutes: hours(1), ...by })
    const twice = giveBack(once.pot, once.request, { minutes: hours(2), ...by })
    expect(twice.request.grant).toMatchObject({ minutes: hours(3), revoked: { minutes: hours(3) } })
    expect(figures(twice.pot)).toEqual({ available: hours(7), reserved: 0, granted: hours(3) })
    expect(() => giveBack(reserved.pot, reserved.request, { minutes: 15, ...by })).toThrow('only a granted')
  })
})

describe('the end of a request', () => {
  it.each(['declined', 'withdrawn', 'closed'] as const)('X2: %s frees what was reserved, once', (state) => {
    const { pot, request } = arrive(potOf(), sent(hours(8)))
    const ended = end(pot, request, state, { at: 3 })
    if (!ended.ok) throw new Error('refused')
    expect(ended.value.request).toMatchObject({ state, end: { at: 3 }, rev: 2 })
    expect(figures(ended.value.pot)).toEqual({ available: hours(10), reserved: 0, granted: 0 })
    expect(isOpen(ended.value.request)).toBe(false)
    const over = { error: { type: 'request-over', state } }
    expect(end(ended.value.pot, ended.value.request, 'withdrawn', { at: 4 })).toMatchObject(over)
    expect(turn(ended.value.request, 'head', key)).toMatchObject(over)
  })
})

describe('the office funds the pot', () => {
  const pot = potOf({ allocated: hours(60), reserved: hours(3), granted: hours(2) })

  it.each([
    [5, true],
    [40, true],
    [4.75, false],
    [40.25, false],
    [-1, false],
    [1 / 7, false],
    [Number.NaN, false],
  ])('X1: %d h: never below what is reserved and granted, never above what is unallocated', (to, isDone) => {
    const funded = fund(pot, hours(to))
    const limits = { type: 'pot-limit', least: hours(5), most: hours(40) }
    expect(funded).toMatchObject(isDone ? { ok: true, value: { funded: hours(to) } } : { error: limits })
  })
})

it('X1: after any steps funded = available + reserved + granted, and no part is below zero', () => {
  const step = fc.record({
    what: fc.nat({ max: 6 }),
    at: fc.nat(),
    quarters: fc.integer({ min: 1, max: 40 }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let pot = potOf()
      const requests: PotRequest[] = []
      const keep = (at: number, next: { pot: Pot; request: PotRequest } | undefined) => {
        if (!next) return
        pot = next.pot
        requests[at] = next.request
      }
      for (const { what, at: any, quarters } of steps) {
        const minutes = quarters * 15
        const at = requests.length === 0 ? 0 : any % requests.length
        const request = requests[at]
        if (what === 0 || !request) keep(requests.length, arrive(pot, sent(minutes)))
        else if (what === 1) keep(at, reserve(pot, request))
        else if (what === 2 && request.state === 'reserved')
          keep(at, grant(pot, request, sumOf(request.ask.minutes, minutes), 1))
        else if (what === 3) {
          const ended = end(pot, request, 'withdrawn', { at: 1 })
          if (ended.ok) keep(at, ended.value)
        } else if (what === 4 && request.grant) {
          const back = Math.min(minutes, request.grant.minutes)
          keep(at, giveBack(pot, request, { minutes: back, by: 'h', at: 1, reason: 'over' }))
        } else if (what >= 5) {
          const funded = fund(pot, pot.funded + (what === 5 ? minutes : -minutes))
          if (funded.ok) pot = funded.value
        }
        const of = (state: PotRequest['state']) => requests.filter((each) => each.state === state)
        const total = (amounts: number[]) => amounts.reduce((sum, amount) => sum + amount, 0)
        expect(pot.reserved).toBe(total(of('reserved').map(({ sum }) => sum.shortfall)))
        expect(pot.granted).toBe(total(requests.map((each) => each.grant?.minutes ?? 0)))
        expect(pot.waiting).toBe(of('waiting').length)
        expect(pot.claims).toBe(of('granted').length)
        expect(Math.min(...Object.values(figures(pot)))).toBeGreaterThanOrEqual(0)
      }
    }),
    { numRuns: 300 },
  )
})
