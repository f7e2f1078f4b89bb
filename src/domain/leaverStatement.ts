// D6: what somebody who leaves was paid, against what they worked: month by month, and lot by lot in hours and pounds.
import { grantsOf, lotsOf } from './lots.ts'
import type { Sums } from './account.ts'
import { periodOf, type LocalDate, type MeetingYear, type Period } from './calendar.ts'
import type { WorkEntry } from './entry.ts'
import { valueOf } from './money.ts'
import { monthIn, paymentsOf, periodsOf, sum } from './payments.ts'
import { dailyRateIn, type Policy } from './policy.ts'

export interface LeaverStatement {
  readonly year: MeetingYear
  readonly until: LocalDate
  /** Each month to the one of the last day: pence scheduled, and minutes of its work that were claimed. */
  readonly months: readonly { readonly period: Period; readonly paid: number; readonly worked: number }[]
  /** D7: minutes used before the records began; no month has them. */
  readonly before: number
  readonly paid: {
    /** Pence of the months above, and what the year before paid for the hours that it carried in. */
    readonly scheduled: number
    readonly carried: number
  }
  readonly worked: {
    /** Minutes drawn from each lot, and their worth at the rate at which that lot was paid (C1). */
    readonly allocation: number
    readonly allocationPence: number
    readonly carried: number
    readonly carriedPence: number
    /** X4: additional hours, which the allocation does not pay. */
    readonly granted: number
  }
  /** Pence paid beyond the hours worked; negative: worked beyond what was paid. */
  readonly over: number
}

/** `works`: the year's work that stands. */
export function statementOf(
  account: Sums,
  works: readonly WorkEntry[],
  policy: Policy,
  until: LocalDate,
): LeaverStatement {
  const { year } = account
  const { carried, allocation } = lotsOf(account)
  const [rate, before] = [dailyRateIn(policy, year), dailyRateIn(policy, year - 1)]
  const payments = paymentsOf(account, rate).months
  const months = periodsOf(year)
    .slice(0, monthIn(year, until) + 1)
    .map((period, at) => ({
      period,
      paid: payments[at] ?? 0,
      worked: sum(works.filter(({ date }) => periodOf(date) === period).map(claimedOf)),
    }))
  const paid = {
    scheduled: sum(months.map((month) => month.paid)),
    carried: valueOf(carried.given, before),
  }
  const worked = {
    allocation: allocation.drawn,
    allocationPence: valueOf(allocation.drawn, rate),
    carried: carried.drawn,
    carriedPence: valueOf(carried.drawn, before),
    granted: grantsOf(account).drawn,
  }
  return {
    year,
    until,
    months,
    before: account.opening?.used ?? 0,
    paid,
    worked,
    over: paid.scheduled + paid.carried - worked.allocationPence - worked.carriedPence,
  }
}

const claimedOf = ({ claimed, held }: WorkEntry): number => claimed + held
