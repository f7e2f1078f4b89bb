// Y2: gives peers their days from what the group was given. The pot's partition decides first, since it holds the group's
// limit; the peer's account follows, and never loses hours that are drawn. What it could not give up stays with the peer.
import { z } from 'zod'
import { lotsOf } from '../../domain/lots.ts'
import { setAllocation } from '../../domain/allocate.ts'
import { dateAt, firstDayOf, yearClosesOn, yearOf, type MeetingYear } from '../../domain/calendar.ts'
import { mayDo } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import { groupIds } from '../../domain/policy.ts'
import { allot, give, type Pot } from '../../domain/pot.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import { changeLedger } from '../hours/change.ts'
import { tellPeer } from '../hours/changeEntry.ts'
import { changePot, potDelivery, potPress } from '../pot/changePot.ts'
import type { Press } from '../press.ts'
import { delivered, deliveryPress } from '../outbox/delivered.ts'
import type { Deps } from '../deps.ts'
import { readPerson } from '../people/directory.ts'
import { parseStored } from '../documents.ts'
import { peerPartition, potPartition, shareId } from '../keys.ts'
import { readBook } from '../hours/ledger.ts'
import { leave } from '../outbox/outbox.ts'
import { recordPotChange } from '../pot/potChanges.ts'
import type { Stored, Write } from '../ports.ts'

/** A peer's part of the group's days. */
export const Share = z.strictObject({
  type: z.literal('share'),
  v: z.literal(1),
  person: z.string(),
  /** Counted in the pot's `allocated`, in minutes. */
  minutes: z.int().min(0),
  /** Fewer minutes asked for, until the peer's account has given them up. */
  wanted: z.int().min(0).exactOptional(),
  rev: z.int(),
  /** Who changed it last, and why. */
  by: z.string(),
  reason: z.string(),
})
export type Share = z.infer<typeof Share>

export interface ShareRequest {
  readonly person: string
  readonly year: MeetingYear
  /** What the peer shall have for the whole year, in minutes. */
  readonly minutes: number
  readonly reason: string
}

export async function shareDays(
  deps: Deps,
  press: Press,
  { person, year, minutes, reason }: ShareRequest,
): Promise<Result<Person, Refusal>> {
  const { store, clock } = deps
  const { id, by } = press
  const { group } = by
  const peer = await readPerson(store, group, person)
  if (!peer || !mayDo(by, 'allocate', peer)) return refuse({ type: 'not-allowed' })
  if (reason === '') return refuse({ type: 'reason-missing' })
  const today = dateAt(clock.now())
  if (today > yearClosesOn(year) && yearOf(today) > year + 1) return refuse({ type: 'too-old', year })
  const asked = { share: { person, minutes, reason } }
  const done = await changePot(deps, potPress(press, year), undefined, asked, async ({ pot }) => {
    const { allocation } = lotsOf(await accountOf(deps, peer, year))
    if (minutes < allocation.drawn)
      return refuse({ type: 'below-drawn', year, asked: minutes, drawn: allocation.drawn })
    const { share, stored } = await readShare(deps, peer, year)
    // An earlier change is still on its way to the peer's account.
    if (share?.wanted !== undefined) return refuse({ type: 'busy' })
    const before = share?.minutes ?? allocation.given
    const after = minutes > before ? allot(pot, minutes - before) : ok(pot)
    if (!after.ok) return after
    const rev = (share?.rev ?? 0) + 1
    const held = minutes < before ? { minutes: before, wanted: minutes } : { minutes }
    const doc: Share = { type: 'share', v: 1, person, ...held, rev, by: by.id, reason }
    const body = { group, year, person, rev }
    const errand = { kind: 'command' as const, group, command: 'ledger-allocate', body }
    return ok({
      pot: after.value,
      besides: [writeOf(doc, stored), leave(`${by.id} ${id}`, errand, clock.now())],
    })
  })
  return done.ok ? ok(peer) : done
}

const accountOf = async ({ store }: Deps, peer: Person, year: MeetingYear) =>
  (await readBook(store, peerPartition(peer), [year])).book.account(year)

async function readShare({ store }: Deps, { group, id }: Pick<Person, 'group' | 'id'>, year: MeetingYear) {
  const stored = await store.get(potPartition(group, year), shareId(id))
  return { stored, share: stored && parseStored(Share, stored) }
}

const writeOf = (doc: Share, stored: Stored | undefined): Write =>
  stored
    ? { op: 'replace', id: stored.id, doc, etag: stored.etag }
    : { op: 'create', id: shareId(doc.person), doc }

/** D6: the first day of the year as a peer. */
const startFor = ({ joinedOn }: Person, year: MeetingYear): string =>
  joinedOn > firstDayOf(year) ? joinedOn : firstDayOf(year)

/** Y2: sets what the group was given for the year, in minutes. */
export async function giveGroup(
  deps: Deps,
  press: Press,
  year: MeetingYear,
  given: number,
): Promise<Result<Pot, Refusal>> {
  const { id, by } = press
  if (!mayDo(by, 'fund-pot', by)) return refuse({ type: 'not-allowed' })
  const done = await changePot(deps, potPress(press, year), undefined, { given }, ({ pot }) => {
    const after = give(pot, given)
    if (!after.ok) return after
    const change = {
      at: deps.clock.now(),
      by: by.id,
      kind: 'given' as const,
      minutes: given,
      was: pot.given,
    }
    return ok({ pot: after.value, besides: [recordPotChange(id, change)] })
  })
  return done.ok ? ok(done.value.pot) : done
}

const Shared = z.object({
  group: z.enum(groupIds),
  year: z.int(),
  person: z.string(),
  rev: z.int(),
})

/**
 * `ledger-allocate`: the peer's account takes what its share says by now, and tells what it could not give up. The peer is
 * told when days they had are changed, and of the hours that more days let them claim (D2).
 */
export async function deliverShare(deps: Deps, given: Record<string, unknown>): Promise<void> {
  const { group, year, person, rev } = Shared.parse(given)
  const peer = await readPerson(deps.store, group, person)
  const { share } = await readShare(deps, { group, id: person }, year)
  const office = share && (await readPerson(deps.store, group, share.by))
  if (!peer || !share || !office) throw new Error('an allocation has lost its peer')
  const command = { ...deliveryPress(deps, `share ${year} ${rev}`, office), subject: peer }
  delivered(
    await changeLedger(deps, command, {
      action: 'deliver',
      reason: share.reason,
      years: [year],
      request: { share: rev },
      decide(book, writing) {
        const account = book.account(year)
        const minutes = Math.max(share.wanted ?? share.minutes, lotsOf(account).allocation.drawn)
        if (minutes === account.allocation) return ok(book)
        const from = startFor(peer, year)
        return setAllocation(book, { year, minutes, from, reason: share.reason }, writing)
      },
      besides: (receipt, { at }) => [
        // The first days of a year are no change of anything.
        ...(receipt.years.some(({ before }) => before.year === year && before.allocation > 0)
          ? tellPeer(command, receipt, 'settled', at)
          : []),
        leave(
          `share ${person} ${rev}`,
          { kind: 'command', group, command: 'pot-allot', body: { group, year, person, rev } },
          at,
        ),
      ],
    }),
  )
}

/** `pot-allot`: what the peer's account has given up is the group's again. */
export async function takeShareBack(deps: Deps, given: Record<string, unknown>): Promise<void> {
  const { group, year, person, rev } = Shared.parse(given)
  const peer = await readPerson(deps.store, group, person)
  if (!peer) throw new Error('an allocation has lost its peer')
  const command = potDelivery(deps, group, year, `share ${person} ${rev}`)
  delivered(
    await changePot(deps, command, undefined, { share: rev }, async ({ pot }) => {
      const { share, stored } = await readShare(deps, peer, year)
      if (share?.wanted === undefined) return ok({})
      const { wanted: _wanted, ...rest } = share
      const minutes = (await accountOf(deps, peer, year)).allocation
      const after = allot(pot, minutes - share.minutes)
      return after.ok ? ok({ pot: after.value, besides: [writeOf({ ...rest, minutes }, stored)] }) : after
    }),
  )
}
