// P13: who owes a log for a period, and whether it was in when it was due. What counts is what stood at that instant, even
// when somebody looks later.
import type { Account } from './account.ts'
import {
  addDays,
  daysBetween,
  nextPeriod,
  periodDueOn,
  periodOf,
  startOf,
  type Instant,
  type LocalDate,
  type Period,
} from './calendar.ts'
import type { Entry } from './entry.ts'
import type { Away } from './hours.ts'
import type { Person } from './person.ts'
import type { Policy } from './policy.ts'
import { isExpected } from './returns.ts'

/** The end of 23:59 in London on the day it is due: what is entered before counts. */
export const periodDueAt = (period: Period): Instant => startOf(addDays(periodDueOn(period), 1))

/** Whoever was away for so many of a period's days owes no log for it. */
const longAbsence = 15

/**
 * Whether a log is due: from the first full month with an allocation; not after leaving, and not when agreed absence takes
 * in the day it is due or 15 days of the period.
 */
export function isLogDue(
  { joinedOn, leftOn }: Pick<Person, 'joinedOn' | 'leftOn'>,
  account: Account,
  absences: readonly Away[],
  { missedLogs }: Pick<Policy, 'missedLogs'>,
  period: Period,
): boolean {
  const dueOn = periodDueOn(period)
  return (
    missedLogs === 'told' &&
    isExpected(account, period) &&
    joinedOn <= `${period}-01` &&
    (leftOn === undefined || leftOn > dueOn) &&
    !absences.some(({ from, to }) => from <= dueOn && dueOn <= to) &&
    absences.reduce((sum, absence) => sum + daysIn(period, absence), 0) < longAbsence
  )
}

function daysIn(period: Period, { from, to }: Away): number {
  const first: LocalDate = [`${period}-01`, from].sort()[1] ?? from
  const last = [addDays(`${nextPeriod(period)}-01`, -1), to].sort()[0] ?? to
  return Math.max(0, daysBetween(first, last) + 1)
}

/** How many entries and nil returns stood for the period at an instant: the account's count without what came after. */
export function countAt(account: Account, period: Period, later: readonly Entry[]): number {
  let count = (account.periods[period] ?? 0) + (account.nils[period] ?? 0)
  for (const entry of later) count -= moves(entry, period)
  return count
}

/** By how much an entry moved the period's count. */
const moves = (entry: Entry, period: Period): number =>
  periodCounted(entry) !== period ? 0 : entry.kind === 'reversal' ? -1 : 1

/** P13: the period whose count an entry moves: that of the work, or of the nil return; undefined for all else. */
export function periodCounted(entry: Entry): Period | undefined {
  switch (entry.kind) {
    case 'work':
      return periodOf(entry.date)
    case 'nil':
      return entry.period
    case 'reversal':
      return entry.work ? periodOf(entry.work.date) : entry.nil
    case 'allocation':
    case 'carried':
    case 'promise':
    case 'grant':
    case 'opening':
    case 'extension':
    case 'write-off':
    case 'next-year':
      return undefined
  }
}
