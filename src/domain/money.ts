// What allocated days cost and how they are paid (C1), and what a joiner's share of a year is (D6). Integers only:
// pence and minutes in, pence and minutes out, and no penny lost on the way.
import { daysBetween, firstDayOf, lastDayOf, type LocalDate, type MeetingYear, yearOf } from './calendar.ts'

/** C1: days are of eight hours. */
export const dayMinutes = 480
const halfDay = dayMinutes / 2

/** C1: the pence an 8-hour day at `ratePence` gives for these minutes, rounded half up. */
export function valueOf(minutes: number, ratePence: number): number {
  requireCount(minutes, ratePence)
  return divideHalfUp(minutes * ratePence, dayMinutes)
}

/** C1: a year's pay for the allocated minutes in twelve payments, September first, the rest in August. */
export const paymentSchedule = (minutes: number, ratePence: number): number[] =>
  inMonths(valueOf(minutes, ratePence), 12)

export interface ChangedSchedule {
  /** One payment for each month that is left, the rest in the last; all nought when too much was scheduled. */
  payments: number[]
  /** Pence scheduled beyond the new total: shown to the office, never paid. */
  excess: number
}

/** C1: the payments left once the agreed total has changed; `monthsLeft` is 1 to 12. */
export function changedSchedule(
  scheduledToDate: number,
  newTotal: number,
  monthsLeft: number,
): ChangedSchedule {
  requireCount(scheduledToDate, newTotal, monthsLeft)
  if (monthsLeft < 1 || monthsLeft > 12) throw new RangeError(`Months left in a year: ${monthsLeft}`)
  const due = newTotal - scheduledToDate
  return { payments: inMonths(Math.max(due, 0), monthsLeft), excess: Math.max(-due, 0) }
}

/** The sum behind a proposed allocation: `fullMinutes × daysLeft ÷ daysInYear`, rounded to `minutes`. */
export interface ProRata {
  year: MeetingYear
  fullMinutes: number
  daysLeft: number
  daysInYear: number
  /** A whole number of half days. */
  minutes: number
}

/** D6: a full year's allocation for somebody whose first day is `firstDay`; halves of a half day go up. */
export function proRata(fullMinutes: number, firstDay: LocalDate): ProRata {
  requireCount(fullMinutes)
  const year = yearOf(firstDay)
  const daysLeft = daysBetween(firstDay, lastDayOf(year)) + 1
  const daysInYear = daysBetween(firstDayOf(year), lastDayOf(year)) + 1
  const halfDays = divideHalfUp(fullMinutes * daysLeft, daysInYear * halfDay)
  return { year, fullMinutes, daysLeft, daysInYear, minutes: halfDays * halfDay }
}

/** Equal whole pence a month, rounded down, the rest in the last. */
function inMonths(pence: number, months: number): number[] {
  const monthly = Math.floor(pence / months)
  return Array.from({ length: months }, (_, month) =>
    month === months - 1 ? pence - monthly * (months - 1) : monthly,
  )
}

const divideHalfUp = (amount: number, by: number): number => Math.floor((2 * amount + by) / (2 * by))

function requireCount(...amounts: number[]): void {
  for (const amount of amounts)
    if (!Number.isSafeInteger(amount) || amount < 0)
      throw new RangeError(`Not a whole number of minutes, pence or months: ${amount}`)
}
