// X2: naming stand-ins and ending them; kept in the group's directory and in force by date.
import { addDays, dateAt, type LocalDate } from '../../domain/calendar.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Person } from '../../domain/person.ts'
import type { KeyName } from '../../domain/request.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import { endedOn, mayName, StandIn } from '../../domain/standIn.ts'
import type { Press } from '../press.ts'
import type { Deps } from '../deps.ts'
import { readPerson } from './directory.ts'
import { parseStored } from '../documents.ts'
import { groupPartition, hash, standInId } from '../keys.ts'
import { holdersOf, listStandIns } from './people.ts'
import { tellEnded, tellNamed } from './standInNews.ts'
import { retrying } from '../retry.ts'
import { wakeTimers } from '../outbox/timers.ts'

export interface NameStandIn {
  readonly key: KeyName
  readonly person: string
  readonly from: LocalDate
  readonly to?: LocalDate
}

/** The id follows from the press, so that naming twice is naming once. */
export const nameStandIn = (
  deps: Deps,
  { id: press, by, deadline }: Press,
  asked: NameStandIn,
): Promise<Result<StandIn, Refusal>> =>
  retrying(deps, deadline, async () => {
    const { store } = deps
    const pk = groupPartition(by.group)
    const id = hash(by.id, press).slice(0, 24)
    const kept = await store.get(pk, standInId(id))
    if (kept) return ok(parseStored(StandIn, kept))
    const stand = await readPerson(store, by.group, asked.person)
    if (!stand) return refuse({ type: 'stand-in', problem: 'wrong-person' })
    const named = await listStandIns(store, by.group)
    const allowed = mayName(by, stand, asked, named)
    if (!allowed.ok) return allowed
    if (asked.to !== undefined && asked.to < dateAt(deps.clock.now()))
      return refuse({ type: 'stand-in', problem: 'over' })
    // Named from two cards it is still one, so that ending it ends it.
    const same = named.find(
      ({ key, person, from, to }) =>
        key === asked.key && person === asked.person && from === asked.from && to === asked.to,
    )
    if (same) return ok(same)
    const at = deps.clock.now()
    const doc: StandIn = { type: 'stand-in', v: 1, id, by: by.id, ...asked, at }
    const holders = await holdersOf(deps, by.group, asked.key)
    const done = await store.commit(pk, [
      { op: 'create', id: standInId(id), doc },
      ...tellNamed(doc, by, holders, at),
    ])
    if (!done.ok) return undefined
    await wakeAll(deps, holders)
    return ok(doc)
  })

/** Ends a stand-in with yesterday; whoever could have named it may end it. The record stays. */
export const endStandIn = (
  deps: Deps,
  { by, deadline }: Press,
  id: string,
): Promise<Result<StandIn, Refusal>> =>
  retrying(deps, deadline, async () => {
    const { store, clock } = deps
    const pk = groupPartition(by.group)
    const stored = await store.get(pk, standInId(id))
    if (!stored) return refuse({ type: 'stand-in', problem: 'wrong-person' })
    const standIn = parseStored(StandIn, stored)
    const holder = standIn.key === 'national' ? 'national-lead' : 'head-of-office'
    if (by.role !== holder && by.role !== 'group-leader')
      return refuse({ type: 'stand-in', problem: 'not-yours-to-name' })
    const to = addDays(dateAt(clock.now()), -1)
    if (standIn.to !== undefined && standIn.to <= to) return ok(standIn)
    const at = clock.now()
    const doc = endedOn(standIn, to, by.id, at)
    const holders = await holdersOf(deps, by.group, standIn.key)
    const done = await store.commit(pk, [
      { op: 'replace', id: standInId(id), doc, etag: stored.etag },
      ...tellEnded(doc, by, holders, at),
    ])
    if (!done.ok) return undefined
    await wakeAll(deps, holders)
    return ok(doc)
  })

/** Whoever is stood in for until a day that is named is away: what would have come to them comes at another time. */
async function wakeAll(deps: Deps, holders: readonly Person[]): Promise<void> {
  for (const holder of holders) await wakeTimers(deps, holder)
}
