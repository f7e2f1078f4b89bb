// What happened to the people of a group: who did it, when, what it was before and after, and why. Each is written in the
// commit of the change itself and never altered.
import { z } from 'zod'
import type { Instant } from '../../domain/calendar.ts'
import { Particulars } from '../../domain/person.ts'
import type { GroupId } from '../../domain/policy.ts'
import { parseStored } from '../documents.ts'
import { groupPartition, hash, under } from '../keys.ts'
import type { Store, Write } from '../ports.ts'

export const PersonChange = z.strictObject({
  type: z.literal('person-change'),
  v: z.literal(1),
  person: z.string(),
  /** When: epoch milliseconds. */
  at: z.int(),
  /** A person's id, or `settings` for a Head of Group Office named there. */
  by: z.string(),
  kind: z.enum(['added', 'changed', 'invited', 'invitation-removed', 'erased']),
  before: Particulars.exactOptional(),
  after: Particulars.exactOptional(),
  why: z.string(),
})
export type PersonChange = Readonly<z.infer<typeof PersonChange>>

/** The write that records a change in its own commit; `cause` tells changes of one person and moment apart. */
export function recordChange(cause: string, change: Omit<PersonChange, 'type' | 'v'>): Write {
  const at = String(change.at).padStart(14, '0')
  const id = `change~${change.person}~${at}~${hash(cause, change.kind).slice(0, 12)}`
  return { op: 'create', id, doc: { type: 'person-change', v: 1, ...change } satisfies PersonChange }
}

/** Of one person in order of time, or of the whole group, person by person. */
export async function* personChanges(
  store: Store,
  group: GroupId,
  { person, descending = false }: { readonly person?: string; readonly descending?: boolean } = {},
): AsyncIterable<PersonChange> {
  const range = under(person === undefined ? 'change' : `change~${person}`)
  for await (const stored of store.list(groupPartition(group), { ...range, descending }))
    yield parseStored(PersonChange, stored)
}

/** Who enters what, and why, as the record of an addition says it. */
export interface Entering {
  readonly by: string
  readonly at: Instant
  readonly why: string
}
