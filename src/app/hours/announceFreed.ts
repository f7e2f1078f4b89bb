// X4: when hours of a peer's own are freed while entries draw on a grant, the Head of Group Office is offered to move them
// back; found in the commit that frees them.
import { grantsOf, roomFor } from '../../domain/lots.ts'
import type { Sums } from '../../domain/account.ts'
import type { Instant } from '../../domain/calendar.ts'
import type { Person } from '../../domain/person.ts'
import { leave } from '../outbox/outbox.ts'
import type { Write } from '../ports.ts'

export const announceFreed = (
  { group, id: person }: Person,
  years: readonly { readonly before: Sums; readonly after: Sums }[],
  at: Instant,
  cause: string,
): Write[] =>
  years
    .filter(({ before, after }) => movable(after) > 0 && movable(after) > movable(before))
    .map(({ after: { year } }) =>
      leave(cause, { kind: 'command', group, command: 'grant-freed', body: { group, person, year, at } }, at),
    )

/** Minutes drawn on grants that the peer's own lots could give, at most. */
const movable = (account: Sums): number => {
  const { drawn } = grantsOf(account)
  return roomFor(account, drawn, drawn)
}
