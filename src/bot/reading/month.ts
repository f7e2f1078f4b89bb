// Reads a month or a meeting year after `history`, `balance` and `nil return`.
import { periodOf, yearOf, type LocalDate, type MeetingYear, type Period } from '../../domain/calendar.ts'

const names = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** `october`, `Oct 2026`, `10/2026`, `2026-10`, `this month`, `last month`: the latest such month that has begun. */
export function readMonth(typed: string, today: LocalDate): Period | undefined {
  const text = typed
    .trim()
    .toLowerCase()
    .replace(/^(for|in|of)\s+/, '')
  const current = periodOf(today)
  if (text === 'this month') return current
  if (text === 'last month') return shift(current, -1)
  const named = /^([a-z]{3,9})\.?(?:\s+(20\d{2}))?$/.exec(text)
  const written = /^(\d{1,2})\/(20\d{2})$/.exec(text)
  const iso = /^(20\d{2})-(\d{2})$/.exec(text)
  const month = named
    ? names.findIndex((name) => isNameOf(named[1] ?? '', name)) + 1
    : Number(written?.[1] ?? iso?.[2] ?? 0)
  if (month < 1 || month > 12) return undefined
  const year = named?.[2] ?? written?.[2] ?? iso?.[1]
  const two = String(month).padStart(2, '0')
  if (year !== undefined) return `${year}-${two}`
  const latest = `${today.slice(0, 4)}-${two}`
  return latest <= current ? latest : `${Number(today.slice(0, 4)) - 1}-${two}`
}

/** `2026/27`, `2026-27`, `last year`, `this year`. */
export function readYear(typed: string, today: LocalDate): MeetingYear | undefined {
  const text = typed
    .trim()
    .toLowerCase()
    .replace(/^(for|in|of)\s+/, '')
  if (text === 'this year') return yearOf(today)
  if (text === 'last year') return yearOf(today) - 1
  const written = /^(20\d{2})[/-](\d{2})$/.exec(text)
  const year = Number(written?.[1])
  return written && (year + 1) % 100 === Number(written[2]) ? year : undefined
}

const fullNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

const isNameOf = (typed: string, short: string): boolean =>
  fullNames.some((full) => full.startsWith(short) && full.startsWith(typed)) && typed.startsWith(short)

const shift = (period: Period, by: number): Period => {
  const at = new Date(`${period}-01T00:00:00Z`)
  at.setUTCMonth(at.getUTCMonth() + by)
  return at.toISOString().slice(0, 7)
}
