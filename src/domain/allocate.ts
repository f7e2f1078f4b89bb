// Y2: setting a peer's allocation for a year. Changes append; hours that are drawn already cannot be taken away.
import { lotsOf } from './account.ts'
import type { Book, Writing } from './book.ts'
import { yearClosesOn, yearOf, type LocalDate, type MeetingYear } from './calendar.ts'
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
  if (writing.today > yearClosesOn(year) && yearOf(writing.today) > year + 1)
    return refuse({ type: 'too-old', year })
  const after = book.append(year, writing, { kind: 'allocation', minutes, from, reason })
  const { allocation } = lotsOf(after.account(year))
  if (allocation.left < 0)
    return refuse({ type: 'below-drawn', year, asked: minutes, drawn: allocation.drawn })
  return ok(after)
}
