// X2: who hears that somebody was named as a stand-in, or that it was ended early: they themselves and whoever holds the key,
// except whoever did it.
import { addDays, startOf, type Instant } from '../../domain/calendar.ts'
import type { Person } from '../../domain/person.ts'
import { namedFor, type StandIn } from '../../domain/standIn.ts'
import { leave, type Errand } from '../outbox/outbox.ts'
import type { Write } from '../ports.ts'

/** @param holders of the key, on the day it is done. */
export function tellNamed(standIn: StandIn, by: Person, holders: readonly Person[], at: Instant): Write[] {
  const { to } = namedFor(standIn)
  return toBoth(standIn, by, holders, at, {
    occasion: 'named',
    ...(to !== undefined && { until: startOf(addDays(to, 1)) }),
  })
}

/** What was said of it before is rewritten, too. */
export const tellEnded = (standIn: StandIn, by: Person, holders: readonly Person[], at: Instant): Write[] => [
  leave(
    `stand-in ${standIn.id}`,
    { kind: 'refresh', group: by.group, topic: 'stand-in', ref: { standIn: standIn.id } },
    at,
  ),
  ...toBoth(standIn, by, holders, at, { occasion: 'ended' }),
]

function toBoth(
  { id, person }: StandIn,
  by: Person,
  holders: readonly Person[],
  at: Instant,
  why: Pick<Extract<Errand, { kind: 'tell' }>, 'occasion' | 'until'>,
): Write[] {
  const { group } = by
  const whom = new Set([person, ...holders.map((holder) => holder.id)])
  whom.delete(by.id)
  return [...whom].map((each) =>
    leave(
      `stand-in ${id}`,
      { kind: 'tell', group, person: each, topic: 'stand-in', ref: { standIn: id }, ...why },
      at,
    ),
  )
}
