// Y2: how a peer's days of a year came about: every allocation with its reason, the last one first.
import type { MeetingYear } from '../../domain/calendar.ts'
import { Entry } from '../../domain/entry.ts'
import { mayDo } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import type { Deps } from '../deps.ts'
import { parseStored } from '../documents.ts'
import { peerPartition, seqRange } from '../keys.ts'

type Allocation = Extract<Entry, { kind: 'allocation' }>

export async function seeAllocations(
  { store }: Deps,
  by: Person,
  subject: Person,
  year: MeetingYear,
): Promise<Result<readonly Allocation[], Refusal>> {
  if (!mayDo(by, 'allocate', subject)) return refuse({ type: 'not-allowed' })
  const found: Allocation[] = []
  for await (const stored of store.list(peerPartition(subject), seqRange('entry', year, 0, 999_999, true))) {
    const entry = parseStored(Entry, stored)
    if (entry.kind === 'allocation') found.push(entry)
  }
  return ok(found)
}
