// How figures and dates are written, so that everybody reads the same thing on every card. Own tables of names:
// ICU's differ between Node versions (and write "Sept").
import { type LocalDate, type MeetingYear, type Period, weekdayOf } from './calendar.ts'
import { dayMinutes } from './money.ts'

const weekdayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const
const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** Minutes as `7.5 h`, `1,200 h`, `−2 h`. */
export const hours = (minutes: number): string => `${decimal(minutes, 60)} h`

/** C1: minutes as 8-hour days: `20.5 days`, `1 day`, `−0.25 days`. */
export function days(minutes: number): string {
  const figure = decimal(minutes, dayMinutes)
  return `${figure} ${figure === '1' || figure === '−1' ? 'day' : 'days'}`
}

/** Pence as `£3,620.00`, `−£0.05`. */
export function money(pence: number): string {
  const size = Math.abs(pence)
  const sign = pence < 0 ? '−' : ''
  return `${sign}£${grouped(Math.floor(size / 100))}.${String(size % 100).padStart(2, '0')}`
}

/** `2026-09-05` as `Sat 5 Sep 2026`. */
export function longDate(date: LocalDate): string {
  const [year, , day] = date.split('-')
  return `${weekdayNames[weekdayOf(date)]} ${Number(day)} ${monthOf(date).slice(0, 3)} ${year}`
}

/** `2026-10` as `October 2026`. */
export const periodName = (period: Period): string => `${monthOf(period)} ${period.slice(0, 4)}`

/** Y1: 2026 as `2026/27`. */
export const yearName = (year: MeetingYear): string => `${year}/${endOf(year)}`

/** The meeting year inside a document's id: 2026 as `2026-27`. */
export const yearId = (year: MeetingYear): string => `${year}-${endOf(year)}`

/** `a`, `a and b`, `a, b and c`. */
export const list = (items: readonly string[], last: 'and' | 'or' = 'and'): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${last} ${items[items.length - 1]}`

const monthOf = (text: string): string => monthNames[Number(text.slice(5, 7)) - 1] ?? ''

const endOf = (year: MeetingYear): string => String((year + 1) % 100).padStart(2, '0')

const grouped = (whole: number): string => String(whole).replace(/\B(?=(\d{3})+$)/g, ',')

/** A ratio with at most two decimals, halves away from zero, and no trailing zeros. */
function decimal(amount: number, unit: number): string {
  const hundredths = Math.round((Math.abs(amount) * 100) / unit)
  const fraction = String(hundredths % 100)
    .padStart(2, '0')
    .replace(/0+$/, '')
  const sign = amount < 0 && hundredths > 0 ? '−' : ''
  return sign + grouped(Math.floor(hundredths / 100)) + (fraction && `.${fraction}`)
}
