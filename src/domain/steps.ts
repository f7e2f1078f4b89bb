// What the calendar brings a peer: reminders of a log, the instant it is due, hours about to lapse, days about to be left.
// A timer goes from one step to the next.
import {
  addDays,
  carriedUseBy,
  dateAt,
  nextPeriod,
  periodDueOn,
  periodOf,
  yearOf,
  type Instant,
  type LocalDate,
  type MeetingYear,
  type Period,
} from './calendar.ts'
import { instantOf, nextAt, welcomeBy, type Welcome } from './hours.ts'
import { periodDueAt } from './logDue.ts'

/** The full local hour at which each of them is welcome. */
export interface Hours {
  readonly reminders: number
  readonly carried: number
  readonly unused: number
}

/** P13: days before a log is due. C2: days before carried hours lapse. */
export const reminderDays = [5, 1] as const
export const carriedDays = [30, 14, 7] as const
/** C5: the months at whose start the days that may be left unused are told. */
export const unusedMonths = ['07', '08'] as const

/** The middle of the month after which its word about unused days is old news. */
export const unusedUntil = ({ year, month }: { year: MeetingYear; month: string }): LocalDate =>
  `${year + 1}-${month}-16`

export type Step =
  | { readonly kind: 'reminder'; readonly at: Instant; readonly period: Period; readonly days: number }
  | { readonly kind: 'due'; readonly at: Instant; readonly period: Period }
  | { readonly kind: 'carried'; readonly at: Instant; readonly year: MeetingYear; readonly days: number }
  | { readonly kind: 'unused'; readonly at: Instant; readonly year: MeetingYear; readonly month: string }

/** C2: the date by which the hours carried into a year must be used. */
type UseBy = (year: MeetingYear) => LocalDate

/** The steps after one instant up to another, in order. */
export function stepsBetween(
  after: Instant,
  until: Instant,
  welcome: Welcome,
  hours: Hours,
  useBy: UseBy = carriedUseBy,
): Step[] {
  const steps: Step[] = []
  const last = nextPeriod(periodOf(dateAt(until)))
  // Every step of a period comes within the two months after it began.
  for (let period = periodOf(addDays(dateAt(after), -62)); period <= last; period = nextPeriod(period))
    steps.push(...stepsOf(period, welcome, hours, useBy))
  return steps.filter(({ at }) => after < at && at <= until).sort((one, other) => one.at - other.at)
}

/** There is a log due every month. */
const longestMs = 40 * 86_400_000

/** When the next step after an instant is. */
export function nextStepAt(after: Instant, welcome: Welcome, hours: Hours, useBy?: UseBy): Instant {
  const [first] = stepsBetween(after, after + longestMs, welcome, hours, useBy)
  return first?.at ?? after + longestMs
}

function stepsOf(period: Period, welcome: Welcome, hours: Hours, useBy: UseBy): Step[] {
  const year = yearOf(`${period}-01`)
  const dueOn = periodDueOn(period)
  const steps: Step[] = [{ kind: 'due', at: periodDueAt(period), period }]
  for (const { at, days } of momentsBefore(dueOn, reminderDays, hours.reminders, welcome))
    steps.push({ kind: 'reminder', at, period, days })
  const month = period.slice(5)
  // Hours that lapse in November are told of in October and November, with the steps of the month in which they lapse.
  if (period === periodOf(useBy(year)))
    for (const { at, days } of momentsBefore(useBy(year), carriedDays, hours.carried, welcome))
      steps.push({ kind: 'carried', at, year, days })
  if (unusedMonths.some((each) => each === month)) {
    const from = instantOf(`${period}-01`, hours.unused, welcome.zone)
    steps.push({ kind: 'unused', at: nextAt(from, hours.unused, welcome), year, month })
  }
  return steps
}

/** So many days before a date, or earlier; two that would come at the same moment are one, the later. */
function momentsBefore(
  date: LocalDate,
  all: readonly number[],
  hour: number,
  welcome: Welcome,
): { at: Instant; days: number }[] {
  const moments = new Map<Instant, number>()
  for (const days of all) {
    const at = welcomeBy(addDays(date, -days), hour, welcome)
    if (at !== undefined) moments.set(at, days)
  }
  return [...moments].map(([at, days]) => ({ at, days }))
}
