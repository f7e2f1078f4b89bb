// X1, Y2: what the group was given and the pot was funded with, as it was changed: who, when, and what it was before. Written
// in the commit of the change itself and never altered.
import { z } from 'zod'
import { hash } from '../keys.ts'
import type { Write } from '../ports.ts'

export const PotChange = z.strictObject({
  type: z.literal('pot-change'),
  v: z.literal(1),
  /** When: epoch milliseconds. */
  at: z.int(),
  by: z.string(),
  kind: z.enum(['funded', 'given']),
  /** In minutes, from then on and before. */
  minutes: z.int(),
  was: z.int(),
})
type PotChange = Readonly<z.infer<typeof PotChange>>

/** The write that records a change in its own commit; `cause` is the press that made it. */
export function recordPotChange(cause: string, change: Omit<PotChange, 'type' | 'v'>): Write {
  const at = String(change.at).padStart(14, '0')
  const id = `pot-change~${at}~${hash(cause, change.by, change.kind).slice(0, 12)}`
  return { op: 'create', id, doc: { type: 'pot-change', v: 1, ...change } satisfies PotChange }
}
