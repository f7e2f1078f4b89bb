// X3: whatever holds hours brings them before the Head of Group Office, in the commit that holds them.
import type { Instant } from '../../domain/calendar.ts'
import type { Entry } from '../../domain/entry.ts'
import type { Person } from '../../domain/person.ts'
import { leave, type Errand } from '../outbox/outbox.ts'
import type { Write } from '../ports.ts'

/** The errand for an entry that is held, or for an event asked about beforehand, and when that was. */
export const announcement = (
  { group, id: person }: Person,
  ref: { readonly year: number; readonly seq: number } | { readonly id: string },
  at: Instant,
): Errand => ({ kind: 'command', group, command: 'clearance-ask', body: { group, person, at, ...ref } })

/** And once the peer has taken held hours back, or changed them, the cards about them say so. */
export const announceHeld = (subject: Person, entries: readonly Entry[], at: Instant): Write[] =>
  entries.flatMap((entry) => {
    if (entry.kind === 'reversal' && (entry.work?.held ?? 0) > 0) {
      const ref = { person: subject.id, year: entry.year, seq: entry.answers }
      const { group } = subject
      return leave(`answered ${entry.seq}`, { kind: 'refresh', group, topic: 'clearance', ref }, at)
    }
    if (entry.kind !== 'work' || entry.held === 0) return []
    const { year, seq } = entry
    return leave(`held ${subject.id} ${year} ${seq}`, announcement(subject, { year, seq }, at), at)
  })
