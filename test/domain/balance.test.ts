// C2: what is left, and what carried hours come to, as dates alone decide it.
import { describe, expect, it } from 'vitest'
import { days, hours, peerOn, workOn } from '../support/ledger.ts'

const carried = hours(10)
const allocated = days(10)

describe('C2: ten hours carried over', () => {
  it.each([
    [0, 10, 0],
    [8, 2, 0],
    [10, 0, 0],
    [12, 0, 2],
  ])(
    'C2: %i h used by 30 November, %i h lapse and %i h come from the allocation',
    (used, lapse, fromAllocation) => {
      const peer = peerOn('2026-11-30', { carried, allocated })
      if (used > 0) peer.log(workOn('2026-11-30', hours(used)))
      expect(peer.balance(2026).carried).toMatchObject({ lapsed: 0, left: hours(lapse) })
      expect(peer.on('2026-12-01').balance(2026)).toMatchObject({
        carried: { given: carried, lapsed: hours(lapse), lapsedPence: (lapse * 36_200) / 8 },
        allocation: { drawn: hours(fromAllocation) },
        remaining: allocated - hours(fromAllocation),
        drawn: hours(used),
      })
    },
  )

  it('C2: work on 30 November logged on 5 December draws on them', () => {
    const peer = peerOn('2026-12-05', { carried, allocated })
    peer.log(workOn('2026-11-30', hours(4)))
    expect(peer.balance(2026)).toMatchObject({
      carried: { drawn: hours(4), lapsed: hours(6) },
      allocation: { drawn: 0 },
    })
  })

  it('C2: work on 1 December does not', () => {
    const peer = peerOn('2026-12-05', { carried, allocated })
    peer.log(workOn('2026-12-01', hours(4)))
    expect(peer.balance(2026)).toMatchObject({
      carried: { drawn: 0, lapsed: carried },
      allocation: { drawn: hours(4) },
    })
  })

  it.each([
    ['2026-12-31', hours(4), 0],
    ['2027-01-01', 0, hours(4)],
  ])(
    'D1: work on 30 November logged on %s: %i minutes of them, %i of the allocation',
    (on, first, second) => {
      const peer = peerOn(on, { carried, allocated })
      peer.log(workOn('2026-11-30', hours(4)))
      expect(peer.balance(2026)).toMatchObject({ carried: { drawn: first }, allocation: { drawn: second } })
    },
  )

  it('C2: three months are calendar months: 90 days from 1 September would end on 29 November', () => {
    const peer = peerOn('2026-11-30', { carried, allocated })
    expect(peer.balance(2026).remaining).toBe(carried + allocated)
    expect(peer.on('2026-12-01').balance(2026).remaining).toBe(allocated)
  })

  it('C2: they are not carried on a second time', () => {
    const peer = peerOn('2027-08-31', { carried, allocated })
    peer.log(workOn('2027-08-31', hours(1)))
    peer.on('2027-09-01').log(workOn('2027-09-01', hours(1)))
    expect(peer.balance(2027).carried.given).toBe(allocated - hours(1))
  })
})

describe('C2: 31 August and 1 September', () => {
  it('C2: unused hours are carried on when the year is over, and not before', () => {
    const peer = peerOn('2027-08-31', { allocated })
    peer.log(workOn('2027-08-31', hours(3)))
    expect(peer.balance(2026)).toMatchObject({ remaining: allocated - hours(3), carriedOn: 0 })
    expect(peer.on('2027-09-01').balance(2026)).toMatchObject({
      remaining: 0,
      carriedOn: allocated - hours(3),
    })
  })

  it('Y1: on 1 September, work on 31 August counts in the old year and work on the day in the new one', () => {
    const peer = peerOn('2026-09-01', { carried, allocated })
    peer.log(workOn('2026-08-31', hours(2)), workOn('2026-09-01', hours(3)))
    expect(peer.balance(2025)).toMatchObject({ drawn: hours(2), carriedOn: hours(8) })
    expect(peer.balance(2026).carried).toMatchObject({ given: hours(8), drawn: hours(3), left: hours(5) })
  })

  it('Y1: work on 29 February 2028 is an ordinary day of 2027/28', () => {
    const peer = peerOn('2028-02-29', { allocated })
    peer.log(workOn('2028-02-29', hours(2)))
    expect(peer.account(2027).days).toEqual({ '02-29': hours(2) })
    expect(peer.balance(2027).drawn).toBe(hours(2))
  })
})

describe('C2, D4: figures that may still change say so', () => {
  it.each([
    ['2026-09-01', true],
    ['2026-10-01', true],
    ['2026-10-02', false],
  ])('C2: on %s carried hours are provisional: %s', (on, isProvisional) =>
    expect(peerOn(on, { carried, allocated }).balance(2026).carried.isProvisional).toBe(isProvisional),
  )

  it.each([
    ['2026-11-30', 0, true],
    ['2026-12-01', carried, true],
    ['2026-12-31', carried, true],
    ['2027-01-01', carried, false],
  ])('C2: on %s %i minutes have lapsed, provisionally: %s', (on, lapsed, isLapseProvisional) =>
    expect(peerOn(on, { carried, allocated }).balance(2026).carried).toMatchObject({
      lapsed,
      isLapseProvisional,
      useBy: '2026-11-30',
      logBy: '2026-12-31',
    }),
  )
})

it('C1: the payments of the year are shown, and a year without an allocation has none', () => {
  const { payments } = peerOn('2026-10-01', { allocated }).balance(2026)
  expect(payments).toEqual([...Array<number>(11).fill(30_166), 30_174])
  expect(peerOn('2026-10-01').balance(2026)).toMatchObject({
    payments: Array<number>(12).fill(0),
    remaining: 0,
  })
})
