// C2: carried hours that will lapse if the peer goes on at the same pace. It informs; it decides nothing.
import { lotsOf, useByOf } from './lots.ts'
import type { Sums } from './account.ts'
import { daysBetween, firstDayOf, type LocalDate } from './calendar.ts'

export interface AtRisk {
  /** Minutes that are left of the carried hours, and how many more the pace would use by the last day. */
  readonly left: number
  readonly more: number
  readonly lapsing: number
  readonly daysLeft: number
}

/** As hours are logged (D3): more exact than the pace is, it would only look so. */
const quarter = 15

/** What would lapse, as it looks on a date from 1 September to the use-by date; undefined when nothing would. */
export function carriedAtRisk(account: Sums, today: LocalDate): AtRisk | undefined {
  const { left } = lotsOf(account).carried
  const daysLeft = daysBetween(today, useByOf(account))
  const days = daysBetween(firstDayOf(account.year), today) + 1
  if (left === 0 || daysLeft < 0 || days < 1) return undefined
  const more = Math.round((account.early * daysLeft) / days / quarter) * quarter
  return left > more ? { left, more, lapsing: left - more, daysLeft } : undefined
}
