// X3, C4: work that the Head of Group Office must clear before it is claimed. Held hours keep their place in the lots;
// cleared they are claimed, declined they are freed and kept as unclaimed.
import { logByOf, roomFor, useByOf } from './lots.ts'
import type { Book, Writing } from './book.ts'
import type { WorkEntry } from './entry.ts'
import { asCounted } from './extension.ts'
import type { Refusal } from './refusal.ts'
import { ok, refuse, type Result } from './result.ts'
import { bodyOf, takeBack } from './workLines.ts'
import { inTime } from './inTime.ts'

/**
 * C4: asks afterwards for a conference to be claimed; its hours are held until the Head has decided. What the lots cannot
 * hold stays a conference's, so that no re-claim passes the Head by; it may be asked for again.
 */
export function askToClaim(book: Book, asked: WorkEntry, writing: Writing): Result<Book, Refusal> {
  const entry = asCounted(book, asked)
  const { year, seq, minutes, date, claimed } = entry
  if (entry.because !== 'conference' || entry.held > 0) return refuse({ type: 'not-held', year, seq })
  const account = book.account(year)
  const isInTime = date <= useByOf(account) && writing.today <= logByOf(account)
  const early = isInTime ? minutes : entry.early
  const takenBack = takeBack(entry, 'asked')
  const free = book.append(year, writing, takenBack).account(year)
  const held = roomFor(free, minutes, early) - claimed
  if (held <= 0) return refuse({ type: 'nothing-to-hold', date })
  const { because, ...body } = bodyOf(entry)
  const unclaimed = minutes - claimed - held
  const after = book.append(year, writing, takenBack, {
    ...body,
    early,
    held,
    unclaimed,
    ...(unclaimed > 0 && { because }),
    replaces: { seq, year, as: 'asked' },
  })
  return inTime(book, after, writing)
}

/** The Head's word on held hours; a decline states its reason, which the peer's history keeps. */
export function settleHeld(
  book: Book,
  waiting: WorkEntry,
  decision: 'cleared' | 'declined',
  writing: Writing,
): Result<Book, Refusal> {
  const entry = asCounted(book, waiting)
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
