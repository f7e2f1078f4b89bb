// What is left of a year: two point reads, however long the history is.
import { balanceOf, type Balance } from '../../domain/balance.ts'
import { dateAt, yearOf, type MeetingYear } from '../../domain/calendar.ts'
import { mayDo } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import { policyOf } from '../../domain/policy.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import type { Deps } from '../deps.ts'
import { seenAccount } from './ledger.ts'

/** The subject's balance of a year, the current one unless named. */
export async function seeBalance(
  { store, clock }: Deps,
  person: Person,
  subject: Person,
  asked?: MeetingYear,
): Promise<Result<Balance, Refusal>> {
  if (!mayDo(person, 'see-hours', subject)) return refuse({ type: 'not-allowed' })
  const today = dateAt(clock.now())
  const year = asked ?? yearOf(today)
  const seen = await seenAccount(store, subject, year)
  return ok(balanceOf(seen, policyOf(subject.group), today))
}
