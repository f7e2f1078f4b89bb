// D7: an office that starts during a year says for each peer what was used before, and what was carried in. Nothing before
// that day can be missed or logged.
import { carriesOn, writtenOffOf } from './lots.ts'
import type { Account } from './account.ts'
import type { Book, Writing } from './book.ts'
import { carriedUseBy, yearOf, type LocalDate, type MeetingYear } from './calendar.ts'
import type { Refusal } from './refusal.ts'
import { ok, refuse, type Result } from './result.ts'

/** In minutes; `from` is the first day whose work is logged here. */
export interface Opening {
  readonly from: LocalDate
  readonly used: number
  readonly carried: number
}

/** Enters a peer's opening figures, or enters them anew; hours used count against the carried ones first (D1). */
export function openPeer(
  book: Book,
  { from, used, carried }: Opening,
  writing: Writing,
): Result<Book, Refusal> {
  const year = yearOf(writing.today)
  if (yearOf(from) !== year) return refuse({ type: 'opening-date', year })
  const before = book.accounts.get(year - 1)
  if (before) return refuse({ type: 'opening-known', year: year - 1, carried: carriesOn(before) })
  const account = book.account(year)
  const first = firstWorkIn(account.days, year)
  if (first !== undefined && first < from) return refuse({ type: 'opening-after-work', from, first })
  const { allocation } = account
  // C2: what was written off of them stays so.
  const writtenOff = writtenOffOf({ ...account, carried })
  const usable = carried - writtenOff
  if (used > usable + allocation)
    return refuse({ type: 'opening-over', used, carried, writtenOff, allocation })
  const { opening } = account
  const isSame = opening?.from === from && opening.used === used && account.carried === carried
  if (isSame) return refuse({ type: 'unchanged' })
  // After 30 November nobody knows which of them were done in time: as many as can be.
  const early = from > carriedUseBy(year) ? Math.min(used, usable) : used
  return ok(book.append(year, writing, { kind: 'opening', from, used, early, carried }))
}

/** D7: the opening that a date comes before, if the records of the peer begin later. */
export function openingAfter(book: Book, date: LocalDate): Account['opening'] {
  const year = yearOf(date)
  const opening = book.account(year).opening ?? book.account(year + 1).opening
  return opening && date < opening.from ? opening : undefined
}

/** The earliest date with work, of days named `MM-DD`. */
const firstWorkIn = (days: Readonly<Record<string, number>>, year: MeetingYear): LocalDate | undefined =>
  Object.keys(days)
    .map((day) => `${day < '09-01' ? year + 1 : year}-${day}`)
    .sort()[0]
