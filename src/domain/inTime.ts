// Until when a year may be changed, by whom, and with what reason.
import type { Book, Writing } from './book.ts'
import { yearClosesOn, yearOf } from './calendar.ts'
import { logByOf, lotsOf } from './lots.ts'
import type { Refusal } from './refusal.ts'
import { ok, refuse, type Result } from './result.ts'

/**
 * D4: a peer changes a year until 1 October after it, and what carried hours gave until 31 December. Later the office
 * does, with a reason, and at most one closed year back.
 */
export function inTime(before: Book, after: Book, writing: Writing): Result<Book, Refusal> {
  const appended = after.appended.slice(before.appended.length).filter(({ kind }) => isPeers.has(kind))
  for (const year of new Set(appended.map((entry) => entry.year))) {
    const isClosed = writing.today > yearClosesOn(year)
    const moved = lotsOf(before.account(year)).carried.drawn - lotsOf(after.account(year)).carried.drawn
    const logBy = logByOf(after.account(year))
    const isCarriedClosed = moved !== 0 && writing.today > logBy
    if (writing.as === 'peer') {
      if (isClosed) return refuse({ type: 'year-closed', year, closedOn: yearClosesOn(year) })
      if (isCarriedClosed)
        return refuse({
          type: 'carried-closed',
          year,
          closedOn: logBy,
          minutes: Math.abs(moved),
        })
    } else {
      if (isClosed && yearOf(writing.today) > year + 1) return refuse({ type: 'too-old', year })
      if ((isClosed || isCarriedClosed) && !writing.reason) return refuse({ type: 'no-reason' })
    }
  }
  return ok(after)
}

/** The kinds of entry that a peer makes; the others follow from them or are the office's. */
const isPeers: ReadonlySet<string> = new Set(['work', 'reversal', 'nil'])
