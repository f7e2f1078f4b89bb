// X3, C4: work that the Head of Group Office must clear before it is claimed. Held hours keep their place in the lots;
// cleared they are claimed, declined they are freed and kept as unclaimed.
import { roomFor } from './account.ts'
import type { Book, Writing } from './book.ts'
import { carriedLogBy, carriedUseBy } from './calendar.ts'
import type { WorkEntry } from './entry.ts'
import type { Refusal } from './refusal.ts'
import { ok, refuse, type Result } from './result.ts'
import { bodyOf, inTime, takeBack } from './work.ts'

/** C4: asks afterwards for a conference to be claimed; its hours are held until the Head has decided. */
export function askToClaim(book: Book, entry: WorkEntry, writing: Writing): Result<Book, Refusal> {
  const { year, seq, minutes, date } = entry
  if (entry.because !== 'conference') return refuse({ type: 'not-held', year, seq })
  const isInTime = date <= carriedUseBy(year) && writing.today <= carriedLogBy(year)
  const early = isInTime ? minutes : entry.early
  const held = roomFor(book.account(year), minutes, early)
  const { because: _because, ...body } = bodyOf(entry)
  const after = book.append(year, writing, takeBack(entry, 'asked'), {
    ...body,
    early,
    held,
    unclaimed: minutes - held,
    ...(held < minutes && { because: 'used-up' as const }),
    replaces: { seq, year, as: 'asked' },
  })
  return inTime(book, after, writing)
}

/** The Head's word on held hours; a decline states its reason, which the peer's history keeps. */
export function settleHeld(
  book: Book,
  entry: WorkEntry,
  decision: 'cleared' | 'declined',
  writing: Writing,
): Result<Book, Refusal> {
  const { year, seq, held, claimed, unclaimed } = entry
  if (held === 0) return refuse({ type: 'not-held', year, seq })
  if (decision === 'declined' && !writing.reason) return refuse({ type: 'reason-missing' })
  const settled =
    decision === 'cleared'
      ? { ...bodyOf(entry), held: 0, claimed: claimed + held }
      : { ...bodyOf(entry), held: 0, unclaimed: unclaimed + held, because: 'declined' as const }
  return ok(
    book.append(year, writing, takeBack(entry, decision), {
      ...settled,
      replaces: { seq, year, as: decision },
    }),
  )
}
