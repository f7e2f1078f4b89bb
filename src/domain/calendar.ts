// Dates as the rule book counts them (Y1): plain calendar dates in Europe/London and meeting years from
// 1 September to 31 August. Date sums run on whole days, so that the nights when the clocks change do not matter.
import { IANAZone } from 'luxon'

/** A calendar date `YYYY-MM-DD`; compares as text. */
export type LocalDate = string
/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number
/** A meeting year by the calendar year it starts in: 2026 is `2026/27`. */
export type MeetingYear = number
/** A calendar month `YYYY-MM`: the period a log is due for (P13). */
export type Period = string

const london = IANAZone.create('Europe/London')
const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Milliseconds that London is ahead of UTC; what was asked is kept, since it changes on full hours only. */
function offsetAt(at: Instant): number {
  const hour = Math.floor(at / hourMs)
  const kept = offsets.get(hour)
  if (kept !== undefined) return kept
  if (offsets.size >= mostOffsets) offsets.clear()
  const offset = london.offset(at) * 60_000
  offsets.set(hour, offset)
  return offset
}
const offsets = new Map<number, number>()
const mostOffsets = 4_000

/** The calendar date in Europe/London at an instant. */
export const dateAt = (at: Instant): LocalDate => new Date(at + offsetAt(at)).toISOString().slice(0, 10)

/** The time of day in Europe/London: `14:05`. */
export const timeAt = (at: Instant): string => new Date(at + offsetAt(at)).toISOString().slice(11, 16)

/** The first instant of a date in Europe/London. */
export function startOf(date: LocalDate): Instant {
  const midnight = Date.parse(`${date}T00:00:00Z`)
  return midnight - offsetAt(midnight - hourMs)
}

/** By its parts: parsing a text as a time takes several times longer, and every figure of a year asks for days. */
const toDays = (date: LocalDate): number =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / dayMs

/** Whether the text is a date that exists, written `YYYY-MM-DD`. */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

export const addDays = (date: LocalDate, days: number): LocalDate =>
  new Date((toDays(date) + days) * dayMs).toISOString().slice(0, 10)

/** Whole days from one date to another; negative when `to` is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => toDays(to) - toDays(from)

/** The same day a year later; 28 February after a 29th. */
export function addYear(date: LocalDate): LocalDate {
  const next = `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`
  return isLocalDate(next) ? next : `${next.slice(0, 4)}-02-28`
}

/** 0 is Sunday, 6 is Saturday. */
export const weekdayOf = (date: LocalDate): number => (((toDays(date) + 4) % 7) + 7) % 7

export const isWeekend = (date: LocalDate): boolean => weekdayOf(date) % 6 === 0

/** So many weekdays from a date on. */
export function weekdaysFrom(first: LocalDate, count: number): LocalDate[] {
  const dates: LocalDate[] = []
  for (let date = first; dates.length < count; date = addDays(date, 1)) if (!isWeekend(date)) dates.push(date)
  return dates
}

/** Y1: the meeting year a date falls in. */
export const yearOf = (date: LocalDate): MeetingYear =>
  Number(date.slice(0, 4)) - (date.slice(5) < '09-01' ? 1 : 0)

export const firstDayOf = (year: MeetingYear): LocalDate => `${year}-09-01`
export const lastDayOf = (year: MeetingYear): LocalDate => `${year + 1}-08-31`

/** D4: the last day on which a peer may change a year that is over. */
export const yearClosesOn = (year: MeetingYear): LocalDate => `${year + 1}-10-01`
/** C2: the last date of work for which the hours carried into a year can be used. */
export const carriedUseBy = (year: MeetingYear): LocalDate => `${year}-11-30`
/** D4: the last day on which work that uses carried hours may be logged. */
export const carriedLogBy = (year: MeetingYear): LocalDate => `${year}-12-31`

export const periodOf = (date: LocalDate): Period => date.slice(0, 7)

export function nextPeriod(period: Period): Period {
  const [year = 0, month = 0] = period.split('-').map(Number)
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`
}

/** P13: a period's log is due at 23:59 on this day of the next month. */
export const periodDueOn = (period: Period): LocalDate => `${nextPeriod(period)}-07`

/** The meeting year a period belongs to. */
export const yearOfPeriod = (period: Period): MeetingYear => yearOf(`${period}-01`)
