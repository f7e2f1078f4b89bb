// P13: which period a log is due for, and nil returns, which say that a period had nothing to log.
import type { Account } from './account.ts'
import type { Book, Writing } from './book.ts'
import { addDays, periodDueOn, periodOf, yearOfPeriod, type LocalDate, type Period } from './calendar.ts'
import type { NilEntry } from './entry.ts'
import { openingAfter } from './opening.ts'
import type { Refusal } from './refusal.ts'
import { refuse, type Result } from './result.ts'
import { inTime } from './inTime.ts'

/** Whether an entry or a nil return stands for the period. */
export const isSatisfied = (account: Account, period: Period): boolean =>
  (account.periods[period] ?? 0) > 0 || (account.nils[period] ?? 0) > 0

/**
 * The period `nil return` means: the earliest unsatisfied one that is not past due, otherwise the current one.
 * Only the previous month can still be open beside the current one; `previous` is the account of its year.
 */
export function periodToFile(previous: Account, today: LocalDate): Period {
  const current = periodOf(today)
  const before = periodBefore(current)
  const isOpen =
    today <= periodDueOn(before) && !isSatisfied(previous, before) && isExpected(previous, before)
  return isOpen ? before : current
}

export const periodBefore = (period: Period): Period => periodOf(addDays(`${period}-01`, -1))

/** Whether a log is due for the period at all: from the first full month with an allocation, and since the opening (D7). */
export const isExpected = (account: Account, period: Period): boolean =>
  account.allocation > 0 &&
  account.allocatedFrom !== undefined &&
  account.allocatedFrom <= `${period}-01` &&
  (account.opening === undefined || account.opening.from <= `${period}-01`)

/** Files a nil return; it stands beside later entries and does no harm there. */
export function fileNil(book: Book, period: Period, writing: Writing): Result<Book, Refusal> {
  const account = book.account(yearOfPeriod(period))
  const entries = account.periods[period] ?? 0
  if (period > periodOf(writing.today)) return refuse({ type: 'period-open-yet', period })
  if (account.allocation === 0) return refuse({ type: 'nothing-due' })
  const opening = openingAfter(book, `${period}-01`)
  if (opening && period < periodOf(opening.from))
    return refuse({ type: 'before-opening', date: `${period}-01`, from: opening.from })
  if (entries > 0) return refuse({ type: 'period-has-entries', period, entries })
  if (isSatisfied(account, period)) return refuse({ type: 'nil-already', period })
  return inTime(book, book.append(account.year, writing, { kind: 'nil', period }), writing)
}

/** D5: takes a nil return back. */
export const undoNil = (
  book: Book,
  { year, seq, period }: NilEntry,
  writing: Writing,
): Result<Book, Refusal> =>
  inTime(
    book,
    book.append(year, writing, { kind: 'reversal', answers: seq, as: 'undo', nil: period }),
    writing,
  )
