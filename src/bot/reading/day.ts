// Turns the parts of a date as typed into one calendar date, never in the future (D3), or into a doubt.
import { addDays, daysBetween, isLocalDate, type LocalDate, weekdayOf } from '../../domain/calendar.ts'
import { editDistance } from '../nearest.ts'

export type DateDoubt =
  /** mm/dd; a date no calendar has; a week, a month, `24/7`, `by Friday`; several dates or a range of them. */
  | { type: 'month-first' | 'no-such-date' | 'unclear-date' | 'two-dates'; text: string }
  /** A weekday that the date does not fall on, or a date after today. */
  | { type: 'wrong-weekday' | 'future-date'; text: string; date: LocalDate }
  /** A day without a year that was read as the last one, while the next one is nearer. */
  | { type: 'still-to-come'; text: string; date: LocalDate; coming: LocalDate }

/** What a pattern caught, by group, in small letters. */
export type Groups = Record<string, string | undefined>
/** `isSoft`: perhaps not meant as the date of the work, so that a certain date beside it settles the matter. */
export type Outcome =
  LocalDate | { type: DateDoubt['type']; date?: LocalDate; coming?: LocalDate; isSoft?: boolean } | undefined

export const monthSource =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|' +
  'nov(?:ember)?|dec(?:ember)?'
export const weekdaySource =
  'mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?'
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
export const counts = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

export const unclear = { type: 'unclear-date', isSoft: true } as const

export const future = (date: LocalDate): Outcome => ({ type: 'future-date', date })

const written = (year: number, month: number, day: number): LocalDate =>
  [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')

interface Hints {
  year?: string | undefined
  weekday?: string | undefined
}

/** Without a year the latest such date that is not in the future, with a doubt where the next one is nearer. */
export function onDay(day: number, month: number, today: LocalDate, { year, weekday }: Hints): Outcome {
  const date = year ? written(fullYear(year), month, day) : nearestYear(day, month, today, -1)
  if (date === undefined || !isLocalDate(date)) return { type: 'no-such-date' }
  if (date > today) return future(date)
  const fits = (each: LocalDate) => !weekday || weekdayOf(each) === weekdayNumber(weekday)
  const coming = year ? undefined : nearestYear(day, month, today, 1)
  const isNearer = coming !== undefined && daysBetween(today, coming) < daysBetween(date, today)
  if (!fits(date)) return isNearer && fits(coming) ? future(coming) : { type: 'wrong-weekday', date }
  return isNearer && !weekday ? { type: 'still-to-come', date, coming } : date
}

const fullYear = (year: string): number => Number(year.replace(/\D/g, '')) + (year.length < 4 ? 2000 : 0)

/** The last such date, today included, or the next one. */
function nearestYear(day: number, month: number, today: LocalDate, step: -1 | 1): LocalDate | undefined {
  const thisYear = Number(today.slice(0, 4))
  // 29 February may be eight years away.
  for (let away = 0; away <= 8; away++) {
    const date = written(thisYear + step * away, month, day)
    if (isLocalDate(date) && (step < 0 ? date <= today : date > today)) return date
  }
  return undefined
}

export function numeric({ day = '', month = '', mark, year, weekday }: Groups, today: LocalDate): Outcome {
  const [d, m] = [Number(day), Number(month)]
  if (d > 31 || m > 31) return undefined
  if (mark !== '/' && !year) {
    // `2.5`, `10-12` and `9.30` may be a number, a range or a time; only a day past 12 or `03.11` is surely one.
    if (m > 12) return undefined
    if (d <= 12 && !day.startsWith('0')) return month.length === 2 ? unclear : undefined
  }
  if (`${day}${mark}${month}` === '24/7' && !year) return unclear
  if (m > 12 && d <= 12) return { type: 'month-first' }
  return onDay(d, m, today, { year, weekday })
}

export function named({ day, month = '', year, weekday }: Groups, today: LocalDate): Outcome {
  return onDay(Number(day), months.indexOf(month.slice(0, 3)) + 1, today, { year, weekday })
}

const weekdayNumber = (name: string): number => weekdays.indexOf(name.slice(0, 3))

/** The last such day, today included; `last` leaves today out. Weeks begin on Monday. */
export function onWeekday({ week, which, weekday = '', then }: Groups, today: LocalDate): Outcome {
  if (week && which !== 'last') return unclear
  const back = (weekdayOf(today) - weekdayNumber(weekday) + 7) % 7
  const monday = addDays(today, -((weekdayOf(today) + 6) % 7))
  const inWeek = (offset: number): LocalDate =>
    addDays(monday, offset * 7 + ((weekdayNumber(weekday) + 6) % 7))
  const said = which ?? then ?? ''
  // `a week last Tuesday`, and `Tuesday before last`
  if (week || then === 'before last') return addDays(today, -(back || 7) - 7)
  if (/last\s+week/.test(said)) return inWeek(-1)
  if (/^(?:last|past|gone|just gone)$/.test(said)) return addDays(today, -(back || 7))
  if (said === '') return addDays(today, -back)
  const date = said === 'this' ? inWeek(0) : addDays(today, 7 - back)
  return date > today ? future(date) : date
}

/** The latest 3rd of a month that is not in the future. */
export function lastNth(day: number, today: LocalDate, weekday: string | undefined): Outcome {
  if (day < 1 || day > 31) return { type: 'no-such-date' }
  let date = today
  while (Number(date.slice(8)) !== day) date = addDays(date, -1)
  return weekday && weekdayOf(date) !== weekdayNumber(weekday) ? { type: 'wrong-weekday', date } : date
}

/** `yesteday`, `Wendesday`: one slip in a long name. */
export function nearDay(word: string, today: LocalDate): Outcome {
  if (word.endsWith('s')) return undefined
  if (editDistance(word, 'yesterday') <= 2 && (word.length > 7 || /^y.*day$/.test(word)))
    return addDays(today, -1)
  const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
  const near = names.find((name) => editDistance(word, name) === 1)
  return near && onWeekday({ weekday: near }, today)
}
