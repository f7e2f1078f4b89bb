// Logging, undoing, correcting and re-claiming work: what the rules append to the book, or why they refuse.
import type { Account } from './account.ts'
import type { Book, Line, Writing } from './book.ts'
import { yearOf } from './calendar.ts'
import { enter, type Term } from './counting.ts'
import { isReclaimable, type WorkEntry } from './entry.ts'
import { asCounted } from './extension.ts'
import { inTime } from './inTime.ts'
import { grantLeft } from './lots.ts'
import type { Refusal } from './refusal.ts'
import { refuse, type Result } from './result.ts'
import { amountsOf, bodyOf, isSameWork, stated, takeBack, withoutText, type Work } from './workLines.ts'

/** Logs work of one or several dates; all of it or none. */
export function logWork(
  book: Book,
  works: readonly Work[],
  term: Term,
  writing: Writing,
  longDayAgreed: boolean,
): Result<Book, Refusal> {
  let after = book
  for (const work of works) {
    const entered = enter(after, work, term, writing, { longDayAgreed })
    if (!entered.ok) return entered
    after = entered.value
  }
  return inTime(book, after, writing)
}

/** D5: takes an entry back. Undoing a re-claim restores the entry it replaced (D2), given as `before`. */
export function undoWork(
  book: Book,
  undone: WorkEntry,
  restored: WorkEntry | undefined,
  writing: Writing,
): Result<Book, Refusal> {
  const entry = asCounted(book, undone)
  const before = restored && asCounted(book, restored)
  if (!before) return inTime(book, book.append(entry.year, writing, takeBack(entry, 'undo')), writing)
  const reversal = takeBack(entry, 'restored')
  const freed = book.append(entry.year, writing, reversal).account(entry.year)
  const after = book.append(entry.year, writing, reversal, {
    ...withinGrant(before, freed),
    replaces: { seq: entry.seq, year: entry.year, as: 'restored' },
  })
  return inTime(book, after, writing)
}

/** X4: the same work; what was revoked of its grant meanwhile is unclaimed. */
function withinGrant(entry: WorkEntry, { requests }: Account) {
  const { granted, ...body } = bodyOf(entry)
  const grant = entry.chargeTo === undefined ? undefined : requests[entry.chargeTo]
  if (granted === undefined || !grant || granted <= grantLeft(grant)) return bodyOf(entry)
  const kept = Math.max(0, grantLeft(grant))
  return {
    ...body,
    ...(kept > 0 && { granted: kept }),
    unclaimed: entry.unclaimed + granted - kept,
    because: entry.because ?? ('used-up' as const),
  }
}

/**
 * D5: takes an entry back and enters the work anew; what was logged in time stays so. Where nothing that counts has
 * changed, it is counted as it was: what the Head of Group Office has said about the hours still stands (X3, C4).
 */
export function correctEntry(
  book: Book,
  corrected: WorkEntry,
  work: Work,
  term: Term,
  writing: Writing,
  longDayAgreed: boolean,
): Result<Book, Refusal> {
  const entry = asCounted(book, corrected)
  if (isSameWork(entry, work)) return refuse({ type: 'unchanged' })
  const replaces = { seq: entry.seq, year: entry.year, as: 'correction' } as const
  const takenBack = takeBack(entry, 'correction')
  if (isSameWork(withoutText(entry), withoutText(work))) {
    const anew: Line = { kind: 'work', ...stated(work), ...amountsOf(entry), replaces }
    return inTime(book, book.append(entry.year, writing, takenBack, anew), writing)
  }
  const reversed = book.append(entry.year, writing, takenBack)
  const entered = enter(reversed, work, term, writing, {
    longDayAgreed,
    loggedInTime: yearOf(work.date) === entry.year ? entry.early : 0,
    replaces,
  })
  return entered.ok ? inTime(book, entered.value, writing) : entered
}

/**
 * D2: claims what earlier had to stay unclaimed, as far as hours are free; oldest first, same dates. With
 * `chargeTo`, a request's grant gives what the peer's own hours do not.
 */
export function reclaim(
  book: Book,
  entries: readonly WorkEntry[],
  term: Term,
  writing: Writing,
  chargeTo?: string,
): Result<Book, Refusal> {
  let after = book
  for (const stored of entries) {
    if (!isReclaimable(stored)) continue
    const entry = asCounted(book, stored)
    const reversed = after.append(entry.year, writing, takeBack(entry, 're-claim'))
    const entered = enter(reversed, { ...stated(entry), ...(chargeTo && { chargeTo }) }, term, writing, {
      longDayAgreed: true,
      loggedInTime: entry.early,
      replaces: { seq: entry.seq, year: entry.year, as: 're-claim' },
    })
    if (!entered.ok) return entered
    const unclaimed = entered.value.account(entry.year).unclaimed
    if (unclaimed < after.account(entry.year).unclaimed) after = entered.value
  }
  return after === book ? refuse({ type: 'nothing-to-reclaim' }) : inTime(book, after, writing)
}
