// Y2: gives peers their days from what the group was given. The group's limit is the pot partition's, so more is decided
// there first and then reaches the peer; less is given up by the peer first, who may have drawn it.
import { z } from 'zod'
import type { MeetingYear } from '../domain/calendar.ts'
import { firstDayOf } from '../domain/calendar.ts'
import { mayDo } from '../domain/permissions.ts'
import type { Person } from '../domain/person.ts'
import { groupIds } from '../domain/policy.ts'
import { setAllocation } from '../domain/allocate.ts'
import { allot, give, type Pot } from '../domain/pot.ts'
import type { Refusal } from '../domain/refusal.ts'
import { ok, refuse, type Result } from '../domain/result.ts'
import { changeLedger } from './change.ts'
import { changePot, type PotCommand } from './changePot.ts'
import type { Press } from './decideRequest.ts'
import { delivered, deliveryMs } from './delivered.ts'
import type { Deps } from './deps.ts'
import { readPerson } from './directory.ts'
import { peerPartition } from './keys.ts'
import { readBook } from './ledger.ts'
import { leave } from './outbox.ts'

export interface Share {
  readonly person: string
  readonly year: MeetingYear
  /** What the peer shall have for the whole year, in minutes. */
  readonly minutes: number
  readonly reason: string
}

/** @returns the minutes given, or taken back when negative. */
export async function shareDays(
  deps: Deps,
  press: Press,
  { person, year, minutes, reason }: Share,
): Promise<Result<{ peer: Person; change: number }, Refusal>> {
  const { id, by, deadline } = press
  const { group } = by
  const peer = await readPerson(deps.store, group, person)
  if (!peer || !mayDo(by, 'allocate', peer)) return refuse({ type: 'not-allowed' })
  if (reason === '') return refuse({ type: 'reason-missing' })
  const { book } = await readBook(deps.store, peerPartition(peer), [year])
  const change = minutes - book.account(year).allocation
  if (change === 0) return refuse({ type: 'unchanged' })
  const cause = `${by.id} ${id}`
  const body = { group, year, person, change, reason, by: by.id, id: cause }
  const command = { group, year, id, by: by.id, deadline }
  const done =
    change > 0
      ? await changePot(deps, command, undefined, { share: { person, minutes, reason } }, ({ pot }) => {
          const after = allot(pot, change)
          if (!after.ok) return after
          const errand = { kind: 'command' as const, group, command: 'ledger-allocate', body }
          return ok({ pot: after.value, besides: [leave(cause, errand, deps.clock.now())] })
        })
      : await changeLedger(
          deps,
          { id, by, subject: peer, deadline },
          {
            action: 'allocate',
            reason,
            years: [year],
            request: { share: { minutes, reason } },
            decide: (read, writing) =>
              setAllocation(read, { year, minutes, from: startFor(peer, year), reason }, writing),
            besides: (_receipt, { at }) => [
              leave(cause, { kind: 'command', group, command: 'pot-allot', body }, at),
            ],
          },
        )
  return done.ok ? ok({ peer, change }) : done
}

/** D6: the first day of the year as a peer. */
const startFor = ({ joinedOn }: Person, year: MeetingYear): string =>
  [joinedOn, firstDayOf(year)].sort((a, b) => (a < b ? -1 : 1))[1] ?? joinedOn

/** Y2: sets what the group was given for the year, in minutes. */
export async function giveGroup(
  deps: Deps,
  { id, by, deadline }: Press,
  year: MeetingYear,
  given: number,
): Promise<Result<Pot, Refusal>> {
  if (!mayDo(by, 'fund-pot', by)) return refuse({ type: 'not-allowed' })
  const command = { group: by.group, year, id, by: by.id, deadline }
  const done = await changePot(deps, command, undefined, { given }, ({ pot }) => {
    const after = give(pot, given)
    return after.ok ? ok({ pot: after.value }) : after
  })
  return done.ok ? ok(done.value.pot) : done
}

const Shared = z.object({
  group: z.enum(groupIds),
  year: z.int(),
  person: z.string(),
  /** Minutes more, or fewer when negative. */
  change: z.int(),
  reason: z.string(),
  by: z.string(),
  id: z.string(),
})

/** `ledger-allocate`: what the group gave reaches the peer's account. */
export async function deliverShare(deps: Deps, given: Record<string, unknown>): Promise<void> {
  const { group, year, person, change, reason, by, id } = Shared.parse(given)
  const [peer, office] = await Promise.all([
    readPerson(deps.store, group, person),
    readPerson(deps.store, group, by),
  ])
  if (!peer || !office) throw new Error('an allocation has lost its peer')
  const command = { id: `share ${id}`, by: office, subject: peer, deadline: deps.clock.now() + deliveryMs }
  delivered(
    await changeLedger(deps, command, {
      action: 'deliver',
      reason,
      years: [year],
      request: { share: id },
      decide(book, writing) {
        const minutes = book.account(year).allocation + change
        return setAllocation(book, { year, minutes, from: startFor(peer, year), reason }, writing)
      },
    }),
  )
}

/** `pot-allot`: what a peer gave up is the group's again. */
export async function takeShareBack(deps: Deps, given: Record<string, unknown>): Promise<void> {
  const { group, year, change, id } = Shared.parse(given)
  const command: PotCommand = {
    group,
    year,
    id: `share ${id}`,
    by: 'delivery',
    deadline: deps.clock.now() + deliveryMs,
  }
  delivered(
    await changePot(deps, command, undefined, { share: id }, ({ pot }) => {
      const after = allot(pot, change)
      return after.ok ? ok({ pot: after.value }) : after
    }),
  )
}
