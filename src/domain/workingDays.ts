// Working days in England and Wales, for reminders: Monday to Friday but for the bank holidays, which follow rules.
// From 2024 on no year has had one of its own (as 2022 and 2023 did, by proclamation).
import { addDays, isWeekend, weekdayOf, type LocalDate } from './calendar.ts'

export const isWorkingDay = (date: LocalDate): boolean =>
  !isWeekend(date) && !bankHolidaysIn(Number(date.slice(0, 4))).has(date)

/** The `count`th working day after a date, on whichever day that falls; the date itself for 0. */
export function addWorkingDays(date: LocalDate, count: number): LocalDate {
  let reached = date
  for (let left = count; left > 0;) {
    reached = addDays(reached, 1)
    if (isWorkingDay(reached)) left--
  }
  return reached
}

const known = new Map<number, ReadonlySet<LocalDate>>()

/** The bank holidays of a calendar year, in order, with the substitutes for those that fall on a weekend. */
export function bankHolidaysIn(year: number): ReadonlySet<LocalDate> {
  const kept = known.get(year)
  if (kept) return kept
  const easter = easterSunday(year)
  const holidays = new Set([
    nextWeekday(`${year}-01-01`),
    addDays(easter, -2),
    addDays(easter, 1),
    nextMonday(`${year}-05-01`),
    lastMonday(`${year}-05-31`),
    lastMonday(`${year}-08-31`),
    ...christmas(year),
  ])
  known.set(year, holidays)
  return holidays
}

/** 25 and 26 December; the day that falls on a weekend moves past the other one. */
function christmas(year: number): LocalDate[] {
  const [first, second] = [`${year}-12-25`, `${year}-12-26`]
  if (isWeekend(first)) return [`${year}-12-27`, isWeekend(second) ? `${year}-12-28` : second].sort()
  return [first, isWeekend(second) ? `${year}-12-28` : second]
}

const nextWeekday = (date: LocalDate): LocalDate => (isWeekend(date) ? nextMonday(date) : date)
const nextMonday = (date: LocalDate): LocalDate => addDays(date, (8 - weekdayOf(date)) % 7)
const lastMonday = (date: LocalDate): LocalDate => addDays(date, -((weekdayOf(date) + 6) % 7))

/** The Gregorian Easter, by the method that Nature printed in 1876. */
function easterSunday(year: number): LocalDate {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const f = Math.floor((b + 8) / 25)
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - f + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const days = h + l - 7 * m + 114
  const [month, day] = [Math.floor(days / 31), (days % 31) + 1]
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
