// What a peer is paid for a year, and what a leaver was paid against what they worked (C1, D6). A peer sees their own, the
// office any peer's.
import { firstDayOf, lastDayOf, yearOf, type LocalDate, type MeetingYear } from '../../domain/calendar.ts'
import { statementOf, type LeaverStatement } from '../../domain/leaverStatement.ts'
import { lotsOf } from '../../domain/lots.ts'
import { paymentsOf, type Payments } from '../../domain/payments.ts'
import { mayDo } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import { dailyRateIn, policyOf } from '../../domain/policy.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import type { WorkEntry } from '../../domain/entry.ts'
import type { Deps } from '../deps.ts'
import { seenAccount } from '../hours/ledger.ts'
import { standingWork } from '../hours/standingWork.ts'

export interface SeenPayments extends Payments {
  /** Minutes allocated, and pence for eight hours of them. */
  readonly allocation: number
  readonly rate: number
  /** Minutes of it that nothing has drawn. */
  readonly unused: number
}

export async function seePayments(
  { store }: Deps,
  by: Person,
  subject: Person,
  year: MeetingYear,
): Promise<Result<SeenPayments, Refusal>> {
  if (!mayDo(by, 'see-pay', subject)) return refuse({ type: 'not-allowed' })
  const account = await seenAccount(store, subject, year)
  const rate = dailyRateIn(policyOf(subject.group), year)
  const unused = lotsOf(account).allocation.left
  return ok({ ...paymentsOf(account, rate), allocation: account.allocation, rate, unused })
}

/** As of somebody's last day, or as if a date were that. */
export async function seeStatement(
  { store }: Deps,
  by: Person,
  subject: Person,
  until: LocalDate,
): Promise<Result<LeaverStatement, Refusal>> {
  if (!mayDo(by, 'see-pay', subject)) return refuse({ type: 'not-allowed' })
  const year = yearOf(until)
  const account = await seenAccount(store, subject, year)
  const works: WorkEntry[] = []
  const span = { from: firstDayOf(year), to: lastDayOf(year) }
  for await (const work of standingWork(store, subject, [year], span)) works.push(work)
  return ok(statementOf(account, works, policyOf(subject.group), until))
}
