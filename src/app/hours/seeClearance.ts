// What a clearance card shows, to the peer and to whoever clears it.
import type { WorkEntry } from '../../domain/entry.ts'
import type { Person } from '../../domain/person.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import { Clearance, mayClear, type ClearanceRef, type Decision } from './clearances.ts'
import type { Deps } from '../deps.ts'
import { readPerson } from '../people/directory.ts'
import { parseStored } from '../documents.ts'
import { clearanceId, peerPartition } from '../keys.ts'
import { readEntry } from './ledger.ts'

/** What a clearance card shows: the work or the event, whose it is, and whether it is still to be decided. */
export interface SeenClearance {
  readonly ref: ClearanceRef
  readonly subject: Person
  readonly entry?: WorkEntry
  readonly clearance?: Clearance
  readonly state: 'asked' | Decision | 'taken-back'
  readonly decided?: { by: string; at: number; reason?: string }
}

export async function seeClearance(
  deps: Deps,
  person: Person,
  ref: ClearanceRef,
): Promise<Result<SeenClearance, Refusal>> {
  const { store } = deps
  const subject = await readPerson(store, person.group, ref.person)
  if (!subject) return refuse({ type: 'no-such-request' })
  if (person.id !== subject.id && !(await mayClear(deps, person, subject)))
    return refuse({ type: 'not-allowed' })
  const pk = peerPartition(subject)
  if ('id' in ref) {
    const stored = await store.get(pk, clearanceId(ref.id))
    if (!stored) return refuse({ type: 'no-such-request' })
    const clearance = parseStored(Clearance, stored)
    const { state, decided } = clearance
    return ok({ ref, subject, clearance, state, ...(decided && { decided }) })
  }
  const found = await readEntry(store, pk, ref.year, ref.seq)
  if (found?.entry.kind !== 'work') return refuse({ type: 'no-such-entry', ...ref })
  const { entry, answer } = found
  if (!answer) return ok({ ref, subject, entry, state: 'asked' })
  const reversal = (await readEntry(store, pk, ref.year, answer.by))?.entry
  const state = answer.as === 'cleared' || answer.as === 'declined' ? answer.as : 'taken-back'
  const decided = reversal && {
    by: reversal.by,
    at: reversal.at,
    ...(reversal.reason && { reason: reversal.reason }),
  }
  return ok({ ref, subject, entry, state, ...(decided && { decided }) })
}
