// What a meeting year comes to for one peer and for a group: unused hours that are carried on, carried ones that lapsed and
// their worth, and grants that end. Derived from the account and the date; closing a year only writes it down (C2).
import { z } from 'zod'
import type { Sums } from './account.ts'
import { balanceOf } from './balance.ts'
import type { LocalDate } from './calendar.ts'
import { valueOf } from './money.ts'
import { dailyRateIn, type Policy } from './policy.ts'

const count = z.int()

/** In minutes and pence. */
export const YearFigures = z.strictObject({
  allocated: count,
  /** Of the allocation: used, held ones included; the rest is unused and carried on. */
  used: count,
  unused: count,
  /** The worth of what is unused, at the year's rate (C1). */
  unusedPence: count,
  /** Carried in = used + written off + lapsed, at the rate of the year before; `lapsed` is what nothing can use any more. */
  carriedIn: count,
  carriedUsed: count,
  writtenOff: count,
  lapsed: count,
  lapsedPence: count,
  /** X4: granted = used + ending. */
  granted: count,
  grantsUsed: count,
  grantsEnding: count,
  /** X3: minutes that still wait for a clearance; they count as used. */
  held: count,
  unclaimed: count,
})
export type YearFigures = Readonly<z.infer<typeof YearFigures>>

const names = Object.keys(YearFigures.shape) as (keyof YearFigures)[]

export const noFigures = Object.fromEntries(names.map((name) => [name, 0])) as YearFigures

/** What the year comes to as it stands on a date. */
export function figuresOf(account: Sums, policy: Policy, today: LocalDate): YearFigures {
  const { year } = account
  const { carried, allocation, grants, held, unclaimed } = balanceOf(account, policy, today)
  return {
    allocated: allocation.given,
    used: allocation.drawn,
    unused: allocation.left,
    unusedPence: valueOf(Math.max(0, allocation.left), dailyRateIn(policy, year)),
    carriedIn: carried.given,
    carriedUsed: carried.drawn,
    writtenOff: carried.writtenOff,
    lapsed: carried.lapsed,
    lapsedPence: carried.lapsedPence,
    granted: grants.given,
    grantsUsed: grants.drawn,
    grantsEnding: grants.left,
    held,
    unclaimed,
  }
}

/** C1: totals add the rounded figures. */
export const addFigures = (one: YearFigures, other: YearFigures): YearFigures =>
  Object.fromEntries(names.map((name) => [name, one[name] + other[name]])) as YearFigures

/** Whether there is anything to say about a year. */
export const isNothing = (figures: YearFigures): boolean => names.every((name) => figures[name] === 0)

/** D4: the figures that differ from what a statement says. */
export const shiftedIn = (statement: YearFigures, now: YearFigures): (keyof YearFigures)[] =>
  names.filter((name) => statement[name] !== now[name])
