// D2: which unclaimed entries could be claimed now, oldest first, and how much of them.
import { writingAt } from '../../domain/book.ts'
import type { LocalDate, MeetingYear } from '../../domain/calendar.ts'
import { isReclaimable, type WorkEntry } from '../../domain/entry.ts'
import type { Person } from '../../domain/person.ts'
import { policyOf } from '../../domain/policy.ts'
import { reclaim } from '../../domain/work.ts'
import type { EntryRef } from './changeEntry.ts'
import type { Deps } from '../deps.ts'
import { peerPartition } from '../keys.ts'
import { openWork, readBook } from './ledger.ts'

/** More at once than one commit holds. */
const mostAtOnce = 20

/** X4: the work that a request was granted for: the entries to charge to it are dated within. */
export interface GrantedWork {
  readonly chargeTo: string
  readonly from: LocalDate
  readonly to: LocalDate
}

export async function findReclaimable(
  { store, clock }: Deps,
  person: Person,
  year: MeetingYear,
  grant?: GrantedWork,
): Promise<{ refs: readonly EntryRef[]; minutes: number }> {
  const pk = peerPartition(person)
  const { book } = await readBook(store, pk, [year])
  const open = await openWork(store, pk, book.account(year), (found) => {
    const seen = found.filter(isReclaimable).reduce((sum, { unclaimed }) => sum + unclaimed, 0)
    return seen >= book.account(year).reclaimable
  })
  const isOfWork = ({ date }: WorkEntry) => !grant || (grant.from <= date && date <= grant.to)
  const entries = open
    .filter((entry) => isReclaimable(entry) && isOfWork(entry))
    .reverse()
    .slice(0, mostAtOnce)
  const writing = writingAt(clock.now(), person.id, 'peer', policyOf(person.group))
  const tried = reclaim(book, entries, person, writing, grant?.chargeTo)
  if (!tried.ok) return { refs: [], minutes: 0 }
  const after = tried.value
  const claimed = new Set(after.appended.flatMap((entry) => (entry.kind === 'reversal' ? entry.answers : [])))
  return {
    refs: entries.flatMap(({ seq }) => (claimed.has(seq) ? { year, seq } : [])),
    minutes: book.account(year).unclaimed - after.account(year).unclaimed,
  }
}
