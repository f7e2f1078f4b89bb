// What moves work between lots when those change: out of what they cannot hold any more, and back from a grant to hours of the
// peer's own.
import type { Book, Writing } from './book.ts'
import type { MeetingYear } from './calendar.ts'
import type { WorkEntry } from './entry.ts'
import { asCounted } from './extension.ts'
import { inTime } from './inTime.ts'
import { lotsOf, roomFor } from './lots.ts'
import type { Refusal } from './refusal.ts'
import { refuse, type Result } from './result.ts'
import { bodyOf, takeBack } from './workLines.ts'

/**
 * D4: makes unclaimed what recomputed lots cannot hold, the latest first. `stored`: the year's entries that were
 * open before this command, the last one first; what the book has appended since is taken into account.
 */
export function moveOverflow(
  book: Book,
  year: MeetingYear,
  stored: readonly WorkEntry[],
  writing: Writing,
): Book {
  let after = book
  for (const open of stillOpen(book, year, stored)) {
    const entry = asCounted(book, open)
    const over = -lotsOf(after.account(year)).allocation.left
    if (over <= 0) break
    if (entry.claimed + entry.held === 0) continue
    after = after.append(year, writing, takeBack(entry, 'moved'), {
      ...unclaim(entry, over),
      replaces: { seq: entry.seq, year, as: 'moved' },
    })
  }
  return after
}

/**
 * X4: what draws on a grant draws on hours of the peer's own instead, as far as those are free; the earliest first. The
 * work stays charged to its request.
 */
export function moveBack(book: Book, entries: readonly WorkEntry[], writing: Writing): Result<Book, Refusal> {
  let after = book
  for (const stored of entries) {
    const entry = asCounted(book, stored)
    const { year, granted = 0, claimed, seq } = entry
    const takenBack = takeBack(entry, 'moved-back')
    const freed = after.append(year, writing, takenBack).account(year)
    const moved = Math.min(
      granted,
      roomFor(freed, claimed + entry.held + granted, entry.early) - claimed - entry.held,
    )
    if (moved <= 0) continue
    const { granted: _granted, ...body } = bodyOf(entry)
    after = after.append(year, writing, takenBack, {
      ...body,
      claimed: claimed + moved,
      ...(granted > moved && { granted: granted - moved }),
      replaces: { seq, year, as: 'moved-back' },
    })
  }
  return after === book ? refuse({ type: 'nothing-to-move-back' }) : inTime(book, after, writing)
}

/** A year's open entries after what the book has appended, the last one first; `stored`: those open before. */
export function stillOpen(book: Book, year: MeetingYear, stored: readonly WorkEntry[]): WorkEntry[] {
  const appended = book.appended.filter((entry) => entry.year === year).reverse()
  const works = appended.filter((entry) => entry.kind === 'work')
  const answered = new Set(appended.flatMap((entry) => (entry.kind === 'reversal' ? [entry.answers] : [])))
  return [...works, ...stored].filter(({ seq }) => !answered.has(seq))
}

/** The same work with up to `over` minutes less of it claimed or held. */
function unclaim(entry: WorkEntry, over: number) {
  const taken = Math.max(0, entry.claimed + entry.held - over)
  const claimed = Math.min(entry.claimed, taken)
  return {
    ...bodyOf(entry),
    claimed,
    held: taken - claimed,
    unclaimed: entry.minutes - taken - (entry.granted ?? 0),
    because: entry.because ?? ('used-up' as const),
  }
}
