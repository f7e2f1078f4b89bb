// What is left of a year: two point reads, however long the history is.
import { Account, carriesOn, emptyAccount } from '../domain/account.ts'
import { balanceOf, type Balance } from '../domain/balance.ts'
import { dateAt, yearOf, type MeetingYear } from '../domain/calendar.ts'
import { mayDo } from '../domain/permissions.ts'
import type { Person } from '../domain/person.ts'
import { policyOf } from '../domain/policy.ts'
import type { Refusal } from '../domain/refusal.ts'
import { ok, refuse, type Result } from '../domain/result.ts'
import type { Deps } from './deps.ts'
import { parseStored } from './documents.ts'
import { accountId, peerPartition } from './keys.ts'

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
  const read = async (of: MeetingYear): Promise<Account | undefined> => {
    const stored = await store.get(peerPartition(subject), accountId(of))
    return stored && parseStored(Account, stored)
  }
  const account = await read(year)
  // C2: a year that nobody has opened yet still shows what the year before carries into it.
  const before = account ? undefined : await read(year - 1)
  const seen = account ?? { ...emptyAccount(year), carried: before ? carriesOn(before) : 0 }
  return ok(balanceOf(seen, policyOf(subject.group), today))
}
