// X3: whatever holds hours brings them before the Head of Group Office, in the commit that holds them.
import type { Instant } from '../domain/calendar.ts'
import type { Entry } from '../domain/entry.ts'
import type { Person } from '../domain/person.ts'
import { leave, type Errand } from './outbox.ts'
import type { Write } from './ports.ts'

/** The errand for an entry that is held, or for an event asked about beforehand. */
export const announcement = (
  { group, id: person }: Person,
  ref: { readonly year: number; readonly seq: number } | { readonly id: string },
): Errand => ({ kind: 'command', group, command: 'clearance-ask', body: { group, person, ...ref } })

export const announceHeld = (subject: Person, entries: readonly Entry[], at: Instant): Write[] =>
  entries.flatMap((entry) => {
    if (entry.kind !== 'work' || entry.held === 0) return []
    const { year, seq } = entry
    return leave(`held ${subject.id} ${year} ${seq}`, announcement(subject, { year, seq }), at)
  })
