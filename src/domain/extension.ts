// C2: the Head of Group Office gives one peer longer to use carried hours, or writes some of them off (illness happens).
// What lapses still follows from dates; only the dates and the lot are this peer's own.
import { logByOf, lotsOf, useByOf, writtenOffOf } from './lots.ts'
import type { Account } from './account.ts'
import type { Book, Writing } from './book.ts'
import { addDays, carriedUseBy, lastDayOf, type LocalDate, type MeetingYear } from './calendar.ts'
import type { WorkEntry } from './entry.ts'
import type { Refusal } from './refusal.ts'
import { ok, refuse, type Result } from './result.ts'
import { isTooOld } from './late.ts'

/**
 * An entry with the minutes of it that may draw on carried hours now: what stood when the date was moved counts by the
 * new date, whenever it was logged.
 */
export function asCounted<Kept extends WorkEntry>(book: Book, entry: Kept): Kept {
  const { extension } = book.account(entry.year)
  if (!extension || entry.seq > extension.seq) return entry
  return { ...entry, early: earlyBy(entry, extension.until) }
}

const earlyBy = ({ date, minutes }: WorkEntry, until: LocalDate): number => (date <= until ? minutes : 0)

/**
 * Moves the last date of work for which the year's carried hours can be used. `open`: the year's work that stands. It may
 * not be so early that late logs for it are over already, nor before 30 November or after the year.
 */
export function extendCarried(
  book: Book,
  year: MeetingYear,
  until: LocalDate,
  open: readonly WorkEntry[],
  writing: Writing,
): Result<Book, Refusal> {
  if (!writing.reason) return refuse({ type: 'reason-missing' })
  const opened = book.accounts.has(year) ? book : book.append(year, writing)
  const account = opened.account(year)
  if (account.carried === 0) return refuse({ type: 'nothing-carried', year })
  const [earliest, latest] = [earliestFor(account, writing.today), lastDayOf(year)]
  if (until < earliest || until > latest) return refuse({ type: 'extension-date', earliest, latest })
  if (until === useByOf(account)) return refuse({ type: 'unchanged' })
  const early = open.reduce((sum, entry) => {
    const taken = entry.claimed + entry.held
    const was = Math.min(asCounted(book, entry).early, taken)
    return sum + Math.min(earlyBy(entry, until), taken) - was
  }, 0)
  return ok(opened.append(year, writing, { kind: 'extension', until, early }))
}

/** The first date that still leaves time to log: what stands is then logged in time, all of it. */
function earliestFor({ year }: Account, today: LocalDate): LocalDate {
  let date = carriedUseBy(year)
  while (logByOf({ year, extension: { until: date, seq: 0 } }) < today) date = addDays(date, 1)
  return date
}

/** Writes off so many of the carried minutes in all; no more than nothing has used. */
export function writeOff(
  book: Book,
  year: MeetingYear,
  minutes: number,
  writing: Writing,
): Result<Book, Refusal> {
  if (!writing.reason) return refuse({ type: 'reason-missing' })
  if (isTooOld(year, writing.today)) return refuse({ type: 'too-old', year })
  const opened = book.accounts.has(year) ? book : book.append(year, writing)
  const account = opened.account(year)
  if (account.carried === 0) return refuse({ type: 'nothing-carried', year })
  const was = writtenOffOf(account)
  const most = lotsOf(account).carried.left + was
  if (minutes > most) return refuse({ type: 'write-off-over', asked: minutes, most })
  if (minutes === was) return refuse({ type: 'unchanged' })
  return ok(opened.append(year, writing, { kind: 'write-off', minutes }))
}
