// `verify`: replays every account of a group against its entries, and every pot against its requests and its peers. Reads and
// changes nothing; an entry at a time, a few peers at once. What does not fit into a turn goes on from where it stopped.
import { dateAt, yearOf, type Instant } from '../../domain/calendar.ts'
import { mayDo } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import type { Deps } from '../deps.ts'
import { eachOf } from '../eachOf.ts'
import { listPeople } from '../people/people.ts'
import { verifyPeer, type Checked } from './verifyPeer.ts'
import { verifyPot } from './verifyPot.ts'

export interface Verified extends Checked {
  readonly people: ReadonlyMap<string, Person>
  /** Where to go on; undefined when everything has been looked at. */
  readonly next: string | undefined
}

/** How many people are looked at before the time is looked at. */
const batch = 32

/** @param after where an earlier part stopped; @param until when to stop this one. */
export async function verifyGroup(
  deps: Deps,
  by: Person,
  after = '',
  until: Instant = Infinity,
): Promise<Result<Verified, Refusal>> {
  if (!mayDo(by, 'verify', by)) return refuse({ type: 'not-allowed' })
  const { store, clock } = deps
  const people = (await listPeople(store, by.group)).toSorted((one, other) => (one.id < other.id ? -1 : 1))
  const parts: Checked[] = []
  const verified = (next?: string) =>
    ok({ ...together(parts), people: new Map(people.map((each) => [each.id, each])), next })
  const isPots = after.startsWith('pot ')
  const left = isPots ? [] : people.filter(({ id }) => `peer ${id}` > after)
  while (left.length > 0) {
    const some = left.splice(0, batch)
    await eachOf(some, async (peer) => void parts.push(await verifyPeer(store, peer)))
    if (clock.now() > until && left.length > 0) return verified(`peer ${some.at(-1)?.id ?? ''}`)
  }
  const first = yearOf(people.map(({ joinedOn }) => joinedOn).sort()[0] ?? dateAt(clock.now()))
  const last = yearOf(dateAt(clock.now())) + 1
  for (let year = isPots ? Number(after.slice(4)) + 1 : first; year <= last; year++) {
    parts.push(await verifyPot(store, by.group, year, people))
    if (clock.now() > until && year < last) return verified(`pot ${year}`)
  }
  return verified()
}

const together = (parts: readonly Checked[]): Checked =>
  parts.reduce(
    (all, each) => ({
      accounts: all.accounts + each.accounts,
      entries: all.entries + each.entries,
      pots: all.pots + each.pots,
      differences: [...all.differences, ...each.differences],
      onTheWay: all.onTheWay + each.onTheWay,
    }),
    { accounts: 0, entries: 0, pots: 0, differences: [], onTheWay: 0 },
  )
