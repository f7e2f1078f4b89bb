// P13: filing a nil return, and which period that would be today.
import { fileNil, isSatisfied, periodBefore, periodToFile } from '../domain/returns.ts'
import { dateAt, periodDueOn, periodOf, yearOfPeriod, type Period } from '../domain/calendar.ts'
import { mayDo } from '../domain/permissions.ts'
import type { Person } from '../domain/person.ts'
import type { Refusal } from '../domain/refusal.ts'
import { ok, refuse, type Result } from '../domain/result.ts'
import { changeLedger, type Command, type Receipt } from './change.ts'
import type { Deps } from './deps.ts'
import { peerPartition } from './keys.ts'
import { readBook } from './ledger.ts'

export interface PeriodState {
  readonly period: Period
  readonly entries: number
  readonly isSatisfied: boolean
}

/** The period that a nil return would be for: the one asked for, or the one the rules name. */
export async function periodFor(
  { store, clock }: Deps,
  person: Person,
  asked?: Period,
): Promise<Result<PeriodState, Refusal>> {
  if (!mayDo(person, 'log-hours', person)) return refuse({ type: 'not-allowed' })
  const today = dateAt(clock.now())
  const before = periodBefore(periodOf(today))
  const isBeforeOpen = today <= periodDueOn(before)
  const years = [yearOfPeriod(asked ?? periodOf(today)), ...(isBeforeOpen ? [yearOfPeriod(before)] : [])]
  const { book } = await readBook(store, peerPartition(person), years)
  const period = asked ?? periodToFile(book.account(yearOfPeriod(before)), today)
  const account = book.account(yearOfPeriod(period))
  return ok({ period, entries: account.periods[period] ?? 0, isSatisfied: isSatisfied(account, period) })
}

export const fileNilReturn = (
  deps: Deps,
  command: Command,
  period: Period,
): Promise<Result<Receipt, Refusal>> =>
  changeLedger(deps, command, {
    action: 'log-hours',
    years: [yearOfPeriod(period)],
    request: { nil: period },
    decide: (book, writing) => fileNil(book, period, writing),
  })
