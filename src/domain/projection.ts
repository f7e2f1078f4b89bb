// C5: where a peer's own pace leads by 31 August. It informs; it decides nothing.
import { addDays, daysBetween, firstDayOf, lastDayOf, type LocalDate } from './calendar.ts'
import { lotsOf } from './lots.ts'
import type { Sums } from './account.ts'

export interface Projection {
  /** Minutes drawn so far, and the days they took, today included. */
  readonly drawn: number
  readonly days: number
  readonly daysLeft: number
  /** Minutes more by 31 August at this pace, about: to the nearest quarter of an hour, as hours are logged. */
  readonly more: number
  /** Minutes of the allocation that would then be unused; negative: minutes that it would be short of. */
  readonly unused: number
}

const quietDays = 56
const quarter = 15

/** The projection on a date of the account's year; none in the first eight weeks or without an allocation. */
export function projectionOf(account: Sums, today: LocalDate): Projection | undefined {
  const start = [firstDayOf(account.year), account.allocatedFrom ?? ''].sort()[1] ?? ''
  const end = lastDayOf(account.year)
  if (account.allocation === 0 || today > end || today < addDays(start, quietDays)) return undefined
  const drawn = account.early + account.late - account.held
  const days = daysBetween(start, today) + 1
  const daysLeft = daysBetween(today, end)
  const more = Math.round((drawn * daysLeft) / days / quarter) * quarter
  return { drawn, days, daysLeft, more, unused: lotsOf(account).allocation.left - more }
}
