// Reads a period after `report`, `audit` and the like: a meeting year, a month, a date, or from one of them to another.
import { addDays, firstDayOf, lastDayOf, nextPeriod, yearOf, type LocalDate } from '../../domain/calendar.ts'
import type { Between } from '../../domain/report.ts'
import { readDate } from './date.ts'
import { readMonth, readYear } from './month.ts'

const monthOf = (period: string): Between => ({
  from: `${period}-01`,
  to: addDays(`${nextPeriod(period)}-01`, -1),
})
export const meetingYear = (year: number): Between => ({ from: firstDayOf(year), to: lastDayOf(year) })

function one(text: string, today: LocalDate): Between | undefined {
  const year = readYear(text, today)
  if (year !== undefined) return meetingYear(year)
  const month = readMonth(text, today)
  if (month !== undefined) return monthOf(month)
  const date = readDate(text, today)
  return date.ok ? { from: date.value, to: date.value } : undefined
}

/** `1 Sep to 30 Nov`, said before 30 November: the last day is the next such one after the first, and may be still to come. */
function dayToReadFrom(last: string, { from }: Between, today: LocalDate): LocalDate {
  const date =
    /^\d{1,2}(?:st|nd|rd|th)?[\s/.-]+(?:of\s+)?(?:[a-z]{3,}|\d{1,2})(?<year>[\s/.,-]+\d{2,4})?$/.exec(last)
  if (!date) return today
  return date.groups?.['year'] === undefined ? addDays(from, 364) : latestDay
}

/** No date that anybody types is after it. */
const latestDay = '2100-12-31'

/** `2026/27`, `october`, `september to november`, `from 1 Sep to today`; the current year when nothing was said. */
export function readPeriod(typed: string, today: LocalDate): Between | undefined {
  const text = typed
    .trim()
    .toLowerCase()
    .replace(/^(?:from|for|in|of|between)\s+/, '')
  if (text === '') return meetingYear(yearOf(today))
  const [first = '', second, ...more] = text.split(/\s+(?:to|until|till|and|-|–)\s+/)
  if (more.length > 0) return undefined
  const from = one(first, today)
  if (!from || second === undefined) return from
  const to = one(second, dayToReadFrom(second, from, today))
  if (!to) return undefined
  // `november to march`: the November before that March.
  const isUnnamed = !/\d{4}/.test(first) && from.from > to.to
  const start = isUnnamed ? `${Number(from.from.slice(0, 4)) - 1}${from.from.slice(4)}` : from.from
  return { from: start, to: to.to }
}
