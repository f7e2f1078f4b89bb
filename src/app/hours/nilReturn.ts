// P13: filing a nil return, and which period that would be today.
import { fileNil, periodBefore, periodToFile } from '../../domain/returns.ts'
import { dateAt, periodOf, yearOfPeriod, type Period } from '../../domain/calendar.ts'
import { mayDo } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import { changeLedger, type Command, type Receipt } from './change.ts'
import type { Deps } from '../deps.ts'
import { peerPartition } from '../keys.ts'
import { readBook } from './ledger.ts'

/** The period that a nil return would be for: the one asked for, or the one the rules name. */
export async function periodFor(
  { store, clock }: Deps,
  person: Person,
  asked?: Period,
): Promise<Result<Period, Refusal>> {
  if (!mayDo(person, 'log-hours', person)) return refuse({ type: 'not-allowed' })
  if (asked) return ok(asked)
  const today = dateAt(clock.now())
  const year = yearOfPeriod(periodBefore(periodOf(today)))
  const { book } = await readBook(store, peerPartition(person), [year])
  return ok(periodToFile(book.account(year), today))
}

/** `apply` either files it or tells whether it may be filed. */
export const fileNilReturn = (
  deps: Deps,
  command: Command,
  period: Period,
  apply = changeLedger,
): Promise<Result<Receipt, Refusal>> =>
  apply(deps, command, {
    action: 'log-hours',
    years: [yearOfPeriod(period)],
    request: { nil: period },
    decide: (book, writing) => fileNil(book, period, writing),
  })
