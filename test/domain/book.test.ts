// C2, D4: years open with what the year before carries on, and stay in step with it.
import { describe, expect, it } from 'vitest'
import { replay } from '../../src/domain/account.ts'
import { Book, writingAt } from '../../src/domain/book.ts'
import { startOf } from '../../src/domain/calendar.ts'
import { policyOf } from '../../src/domain/policy.ts'
import { days, hours, Ledger, peerOn, workOn } from '../support/ledger.ts'

const writing = writingAt(startOf('2026-09-20'), 'alex', 'peer', policyOf('independent'))

describe('opening a year', () => {
  it('C2: takes in what the year before has left, and tells it that there is a next year', () => {
    const ledger = new Ledger('2025-09-01')
    ledger.allocate(2025, days(2))
    ledger.on('2026-09-01').log(workOn('2026-09-01'))
    expect(ledger.entries).toMatchObject([
      { kind: 'allocation', year: 2025, seq: 1 },
      { kind: 'next-year', year: 2025, seq: 2 },
      { kind: 'carried', year: 2026, seq: 1, minutes: days(2) },
      { kind: 'work', year: 2026, seq: 2 },
    ])
  })

  it('C2: a first year has nothing carried in', () => {
    const ledger = new Ledger('2026-09-01')
    ledger.log(workOn('2026-09-01'))
    expect(ledger.entries).toMatchObject([{ kind: 'work', year: 2026, seq: 1 }])
  })

  it('C2: hours are carried one year on, not over a year in which nothing happened', () => {
    const ledger = new Ledger('2025-09-01')
    ledger.allocate(2025, days(2))
    ledger.on('2027-09-01').log(workOn('2027-09-01'))
    expect(ledger.account(2027)).toMatchObject({ carried: 0, unclaimed: hours(1) })
  })

  it('D4: a year opened after the next one still carries into it', () => {
    const ledger = new Ledger('2026-09-20')
    ledger.log(workOn('2026-09-10', hours(3)))
    ledger.allocate(2025, hours(2))
    expect(ledger.account(2025).hasNext).toBe(true)
    expect(ledger.account(2026)).toMatchObject({ carried: hours(2), reclaimable: hours(3) })
    ledger.reclaim()
    expect(ledger.balance(2026)).toMatchObject({ drawn: hours(2), unclaimed: hours(1) })
  })

  it('D4: with nothing to write, shows the new year as its entries would', () => {
    const { accounts } = peerOn('2026-09-20', { carried: days(2) })
    const book = new Book(accounts).append(2026, writing)
    expect(book.account(2026).carried).toBe(days(2))
    const empty = new Book(new Map()).append(2026, writing)
    expect(empty.account(2026)).toEqual(replay(2026, []))
  })
})

it('D5: every line says who wrote it, when, on which day in London and under which policy', () => {
  const at = startOf('2026-09-20') + 1
  const book = new Book(new Map()).append(2026, { ...writing, at }, { kind: 'nil', period: '2026-09' })
  expect(book.appended).toEqual([
    {
      type: 'entry',
      v: 1,
      year: 2026,
      seq: 1,
      at,
      on: '2026-09-20',
      by: 'alex',
      policy: 1,
      kind: 'nil',
      period: '2026-09',
    },
  ])
})

it('D5: appending leaves the book that was read untouched', () => {
  const { accounts } = peerOn('2026-09-20', { carried: days(2), allocated: days(1) })
  const before = structuredClone([...accounts])
  const book = new Book(accounts)
  book.append(2026, writing, { kind: 'nil', period: '2026-09' })
  expect([...accounts]).toEqual(before)
  expect(book.appended).toEqual([])
})
