// Y2: setting a peer's allocation for a year. Changes append; hours that are drawn already cannot be taken away.
import { lotsOf } from './lots.ts'
import type { Book, Writing } from './book.ts'
import type { LocalDate, MeetingYear } from './calendar.ts'
import { isTooOld } from './late.ts'
import type { Refusal } from './refusal.ts'
import { ok, refuse, type Result } from './result.ts'

/** An allocation in minutes for a whole year, the date it counts from (D6), and why, which is kept with it. */
export interface Allocation {
  readonly year: MeetingYear
  readonly minutes: number
  readonly from: LocalDate
  readonly reason: string
}

export function setAllocation(
  book: Book,
  { year, minutes, from, reason }: Allocation,
  writing: Writing,
): Result<Book, Refusal> {
  if (isTooOld(year, writing.today)) return refuse({ type: 'too-old', year })
  const { opening } = book.account(year + 1)
  if (opening) return refuse({ type: 'before-opening', date: `${year}-09-01`, from: opening.from })
  const after = book.append(year, writing, { kind: 'allocation', minutes, from, reason })
  const { allocation } = lotsOf(after.account(year))
  if (allocation.left < 0)
    return refuse({ type: 'below-drawn', year, asked: minutes, drawn: allocation.drawn })
  return ok(after)
}
