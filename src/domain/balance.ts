// What is left of a year, and why: every figure that `balance` shows, in minutes and pence, derived from the sums
// and the date (C2), never from a job having run.
import { grantsOf, logByOf, lotsOf, promisedBeside, useByOf, writtenOffOf, type Lot } from './lots.ts'
import type { Sums } from './account.ts'
import { lastDayOf, yearClosesOn, type LocalDate, type MeetingYear } from './calendar.ts'
import { valueOf } from './money.ts'
import { paymentsOf } from './payments.ts'
import { dailyRateIn, type Policy } from './policy.ts'
import { projectionOf, type Projection } from './projection.ts'

export interface Balance {
  readonly year: MeetingYear
  readonly carried: Lot & {
    readonly useBy: LocalDate
    readonly logBy: LocalDate
    /** C2: until the year before is closed, its late logs may still change what was carried. */
    readonly isProvisional: boolean
    /** Paid, not worked: what is left after the use-by date. */
    readonly lapsed: number
    readonly lapsedPence: number
    /** C2: the Head of Group Office has written these off; `left` is without them. */
    readonly writtenOff: number
    /** D4: until the log-by date, late logs may still use what has lapsed. */
    readonly isLapseProvisional: boolean
  }
  readonly allocation: Lot
  /** X4: what the central pot gave for the year; it ends with it. */
  readonly grants: Lot & { readonly ended: number; readonly by: Sums['requests'] }
  /** P11: of what remains, minutes promised to open requests and granted work. */
  readonly promised: number
  /** Held minutes wait for a clearance (X3); drawn ones do not. */
  readonly drawn: number
  readonly held: number
  readonly unclaimed: number
  readonly reclaimable: number
  /** What work dated today could still use; 0 once the year is over. */
  readonly remaining: number
  /** C2: what the year carries on, once it is over. */
  readonly carriedOn: number
  readonly projection: Projection | undefined
  /** C1: pence a month from September to August. */
  readonly payments: readonly number[]
}

/** The balance of a year as it stands on a date. */
export function balanceOf(account: Sums, policy: Policy, today: LocalDate): Balance {
  const { year } = account
  const { carried, allocation } = lotsOf(account)
  const [useBy, logBy] = [useByOf(account), logByOf(account)]
  const isUsable = today <= useBy
  const isOver = today > lastDayOf(year)
  const grants = grantsOf(account)
  const lapsed = isUsable ? 0 : carried.left
  return {
    year,
    carried: {
      ...carried,
      useBy,
      logBy,
      isProvisional: today <= yearClosesOn(year - 1),
      lapsed,
      lapsedPence: valueOf(lapsed, dailyRateIn(policy, year - 1)),
      writtenOff: writtenOffOf(account),
      isLapseProvisional: today <= logBy,
    },
    allocation,
    grants: { ...grants, ended: isOver ? grants.left : 0, by: account.requests },
    promised: promisedBeside(account, today),
    drawn: account.early + account.late - account.held + grants.drawn,
    held: account.held,
    unclaimed: account.unclaimed,
    reclaimable: account.reclaimable,
    remaining: (isUsable ? carried.left : 0) + (isOver ? 0 : allocation.left + grants.left),
    carriedOn: isOver ? allocation.left : 0,
    projection: projectionOf(account, today),
    payments: paymentsOf(account, dailyRateIn(policy, year)).months,
  }
}
