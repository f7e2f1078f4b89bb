// X4: how many minutes of a peer's work on grants their own hours could give now.
import { grantsOf } from '../../domain/lots.ts'
import { writingAt } from '../../domain/book.ts'
import type { MeetingYear } from '../../domain/calendar.ts'
import { mayDo } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import { policyOf } from '../../domain/policy.ts'
import { moveBack } from '../../domain/overflow.ts'
import type { Deps } from '../deps.ts'
import { peerPartition } from '../keys.ts'
import { openWork, readBook } from './ledger.ts'

export async function seeMovable(
  { store, clock }: Deps,
  by: Person,
  subject: Person,
  year: MeetingYear,
): Promise<number> {
  if (!mayDo(by, 'settle-hours', subject)) return 0
  const pk = peerPartition(subject)
  const { book } = await readBook(store, pk, [year])
  const before = grantsOf(book.account(year)).drawn
  if (before === 0) return 0
  const open = await openWork(store, pk, book.account(year), () => false)
  const writing = { ...writingAt(clock.now(), by.id, 'office', policyOf(subject.group)), reason: 'seen' }
  const moved = moveBack(book, open.filter(({ granted = 0 }) => granted > 0).reverse(), writing)
  return moved.ok ? before - grantsOf(moved.value.account(year)).drawn : 0
}
