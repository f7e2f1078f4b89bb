// P11: what the pot would have to give, and how long a promise counts.
import { describe, expect, it } from 'vitest'
import { emptyAccount, type Account, type RequestSums } from '../../src/domain/account.ts'
import { promisedBeside } from '../../src/domain/lots.ts'
import { balanceOf } from '../../src/domain/balance.ts'
import { policyOf } from '../../src/domain/policy.ts'
import { shortfallOf } from '../../src/domain/request.ts'
import { hours } from '../support/ledger.ts'

const account = (sums: Partial<Account>): Account => ({ ...emptyAccount(2026), ...sums })

const promise = (sums: Partial<RequestSums> = {}): RequestSums => ({
  promised: hours(6),
  from: '2026-10-01',
  to: '2026-10-31',
  own: 0,
  drawn: 0,
  granted: 0,
  ...sums,
})

describe('P11: a promise ends when the work is done', () => {
  it.each([
    ['2026-10-01', {}, 6],
    // The thirtieth day after the work, and the first on which it is over.
    ['2026-11-30', {}, 6],
    ['2026-12-01', {}, 0],
    // Used in part, in full, and beyond it.
    ['2026-11-30', { own: hours(4) }, 2],
    ['2026-10-20', { own: hours(6) }, 0],
    ['2026-10-20', { own: hours(9) }, 0],
    ['2026-10-20', { promised: 0 }, 0],
    // A request that has not promised anything has no dates yet.
    ['2026-10-20', { from: '', to: '' }, 0],
  ])('P11: on %s, with %o, %i h are promised', (today, sums, left) => {
    expect(promisedBeside(account({ requests: { one: promise(sums) } }), today)).toBe(hours(left))
  })

  it('P11: the hours of work that is over count for the next request, and leave the balance', () => {
    const peer = account({ allocation: hours(10), requests: { one: promise() } })
    const ask = { minutes: hours(12), from: '2026-12-10' }
    expect(shortfallOf(peer, ask, '2026-11-30')).toMatchObject({ promised: hours(6), shortfall: hours(8) })
    expect(shortfallOf(peer, ask, '2026-12-01')).toMatchObject({ promised: 0, shortfall: hours(2) })
    const policy = policyOf('independent')
    expect(balanceOf(peer, policy, '2026-11-30').promised).toBe(hours(6))
    expect(balanceOf(peer, policy, '2026-12-01').promised).toBe(0)
  })

  it('P11: a request’s own promise does not stand in its own way', () => {
    const peer = account({ allocation: hours(10), requests: { one: promise(), two: promise() } })
    const ask = { minutes: hours(12), from: '2026-10-10' }
    expect(shortfallOf(peer, ask, '2026-10-05', 'one')).toMatchObject({ promised: hours(6) })
  })
})

describe('P11, D4: carried hours are usable as long as such work can be logged', () => {
  it.each([
    ['2026-11-30', '2026-12-31', 10],
    ['2026-11-30', '2027-01-01', 20],
    ['2026-12-01', '2026-11-15', 20],
  ])('P11: work from %s, asked for on %s, is short of %i h', (from, today, short) => {
    const peer = account({ carried: hours(10) })
    expect(shortfallOf(peer, { minutes: hours(20), from }, today).shortfall).toBe(hours(short))
  })
})
