// C1: what a peer is paid month by month for the year's allocation, and how a change during the year is spread over the
// months that are left. Derived from the allocations, so that what was scheduled is never written down twice.
import type { Sums } from './account.ts'
import {
  firstDayOf,
  type LocalDate,
  type MeetingYear,
  type Period,
  nextPeriod,
  periodOf,
} from './calendar.ts'
import { changedSchedule, valueOf } from './money.ts'

/** One allocation and what it made of the schedule; all in pence. */
export interface Rescheduled {
  readonly on: LocalDate
  readonly minutes: number
  readonly total: number
  /** What the months before the first that it changes add up to. */
  readonly scheduled: number
  /** The first month that it changes, 0 for September to 11 for August. */
  readonly first: number
}

export interface Payments {
  /** Pence a month from September to August; `months` add up to the value of the allocation plus the excess. */
  readonly months: readonly number[]
  /** Pence scheduled beyond what is agreed by now: shown to the office, not paid. */
  readonly excess: number
  /** In order; the last one stands. */
  readonly steps: readonly Rescheduled[]
}

const months = 12

/**
 * The first allocation is paid from the month it counts from; a later one changes the payments from the month in which it
 * is made, which is not paid yet, and August once the year is over.
 */
export function paymentsOf(
  account: Pick<Sums, 'year' | 'allocation' | 'allocatedFrom' | 'allocations'>,
  ratePence: number,
): Payments {
  const { year, allocation, allocatedFrom = firstDayOf(year) } = account
  const start = monthIn(year, allocatedFrom)
  let paid: number[] = Array.from({ length: months }, () => 0)
  let excess = 0
  const steps: Rescheduled[] = []
  for (const { on, minutes } of account.allocations ?? [{ on: allocatedFrom, minutes: allocation }]) {
    const first = Math.max(start, steps.length === 0 ? start : monthIn(year, on))
    const before = paid.slice(0, first)
    const scheduled = sum(before)
    const total = valueOf(minutes, ratePence)
    const rest = changedSchedule(scheduled, total, months - first)
    paid = [...before, ...rest.payments]
    excess = rest.excess
    steps.push({ on, minutes, total, scheduled, first })
  }
  return { months: paid, excess, steps }
}

/** The month of the year that a date falls in: 0 is September, 11 is August; earlier dates count as the first, later as the last. */
export function monthIn(year: MeetingYear, date: LocalDate): number {
  const index = (Number(date.slice(0, 4)) - year) * 12 + Number(date.slice(5, 7)) - 9
  return Math.min(Math.max(index, 0), months - 1)
}

/** The twelve periods of a year, September first. */
export function periodsOf(year: MeetingYear): Period[] {
  const periods: Period[] = []
  for (let at = periodOf(firstDayOf(year)); periods.length < months; at = nextPeriod(at)) periods.push(at)
  return periods
}

export const sum = (amounts: readonly number[]): number => amounts.reduce((total, each) => total + each, 0)
