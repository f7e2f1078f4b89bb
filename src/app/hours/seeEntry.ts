// One piece of work that stands, to be shown for correction.
import type { WorkEntry } from '../../domain/entry.ts'
import { mayDo } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import type { EntryRef } from './changeEntry.ts'
import type { Deps } from '../deps.ts'
import { peerPartition } from '../keys.ts'
import { readEntry, type Answer } from './ledger.ts'

export async function seeEntry(
  { store }: Deps,
  person: Person,
  subject: Person,
  { year, seq }: EntryRef,
): Promise<Result<WorkEntry, Refusal>> {
  const found = await seeAnyEntry({ store }, person, subject, { year, seq })
  if (!found.ok) return found
  const { entry, answer } = found.value
  return answer ? refuse({ type: 'answered', year, seq, by: answer.by, as: answer.as }) : ok(entry)
}

/** One piece of work, whether it stands or has been answered. */
export async function seeAnyEntry(
  { store }: Pick<Deps, 'store'>,
  person: Person,
  subject: Person,
  { year, seq }: EntryRef,
): Promise<Result<{ entry: WorkEntry; answer: Answer | undefined }, Refusal>> {
  if (!mayDo(person, 'see-notes', subject)) return refuse({ type: 'not-allowed' })
  const found = await readEntry(store, peerPartition(subject), year, seq)
  if (found?.entry.kind === 'nil') return refuse({ type: 'not-work' })
  if (found?.entry.kind !== 'work') return refuse({ type: 'no-such-entry', year, seq })
  const { entry, answer } = found
  return ok({ entry, answer })
}
