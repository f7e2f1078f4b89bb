// C5: where a peer's own pace leads by 31 August. It informs; it decides nothing.
import { addDays, daysBetween, firstDayOf, lastDayOf, type LocalDate } from './calendar.ts'
import { lotsOf, useByOf } from './lots.ts'
import type { Sums } from './account.ts'

export interface Projection {
  /** Minutes drawn so far, and the days they took, today included. */
  readonly drawn: number
  readonly days: number
  readonly daysLeft: number
  /** Minutes more by 31 August at this pace, about: to the nearest quarter of an hour, as hours are logged. */
  readonly more: number
  /** The part of it that carried hours would still give, to their last day (C2). */
  readonly carriedMore: number
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
  const atPace = (ahead: number): number => Math.round((drawn * ahead) / days / quarter) * quarter
  const more = atPace(daysLeft)
  const { carried, allocation } = lotsOf(account)
  const carriedDays = Math.min(daysBetween(today, useByOf(account)), daysLeft)
  const carriedMore = carriedDays < 0 ? 0 : Math.min(carried.left, atPace(carriedDays))
  return { drawn, days, daysLeft, more, carriedMore, unused: allocation.left - (more - carriedMore) }
}
