// Where the bot can speak to a person first: the conversation of their own chat, remembered when they use it and
// forgotten when they remove the app. All of it is opaque.
import { z } from 'zod'
import type { Instant } from '../../domain/calendar.ts'
import { defaultZone } from '../../domain/hours.ts'
import type { Person } from '../../domain/person.ts'
import type { Deps } from '../deps.ts'
import { parseStored } from '../documents.ts'
import { groupPartition } from '../keys.ts'
import { wake } from './parked.ts'
import { StoreFault, type Store } from '../ports.ts'
import { wakeTimers } from './timers.ts'

export const Reach = z.strictObject({
  type: z.literal('reach'),
  v: z.literal(1),
  serviceUrl: z.string(),
  conversation: z.string(),
  bot: z.string(),
  user: z.string(),
  tenant: z.string(),
  /** The Entra object id: a conversation that has vanished is made anew with it. */
  object: z.string(),
  /** The zone that their messages come from; events and buttons do not tell. */
  zone: z.string().exactOptional(),
})
export type Reach = Readonly<z.infer<typeof Reach>>

/** The parts of a turn that say where it took place. */
export type Place = Omit<Reach, 'type' | 'v'>

/** Whose chat it is. */
export type Recipient = Pick<Person, 'group' | 'id'>

const reachId = (person: string): string => `reach~${person}`
const mostKnown = 20_000
/** Another instance may have forgotten what this one knows, so that it looks again after a while. */
const knownForMs = 3_600_000

export interface KnownReach {
  /** Called on each personal turn: a look into memory, unless the place is new here. A fault is written down, not thrown. */
  remember(person: Recipient, place: Place): Promise<void>
  /** The person removed the app; or Teams says that they cannot be reached at `tried`, unless that is old news. */
  forget(person: Recipient, tried?: Reach): Promise<void>
}

export function createReach(deps: Deps): KnownReach {
  const known = new Map<string, { place: string; zone: string | undefined; until: Instant }>()
  const keyOf = ({ group, id }: Recipient) => `${group} ${id}`
  return {
    async remember(person, place) {
      const key = keyOf(person)
      const { zone, ...where } = place
      const text = JSON.stringify(Object.values(where))
      const kept = known.get(key)
      const isKnown = kept?.place === text && (zone === undefined || kept.zone === zone)
      if (isKnown && deps.clock.real() < kept.until) return
      try {
        const isMoved = await storeReach(deps.store, person, { type: 'reach', v: 1, ...place })
        if (isMoved) await wakeTimers(deps, person)
        // Also when it is not new: whoever wrote it may have died before this.
        await wake(deps, person)
      } catch (fault) {
        if (!(fault instanceof StoreFault)) throw fault
        return deps.warn('store fault in remembering a conversation', fault)
      }
      if (known.size >= mostKnown) known.clear()
      known.set(key, { place: text, zone: zone ?? kept?.zone, until: deps.clock.real() + knownForMs })
    },
    async forget(person, tried) {
      known.delete(keyOf(person))
      const pk = groupPartition(person.group)
      const stored = await deps.store.get(pk, reachId(person.id))
      if (!stored || (tried && !isSame(parseStored(Reach, stored), tried))) return
      await deps.store.commit(pk, [{ op: 'delete', id: stored.id, etag: stored.etag }])
    },
  }
}

/** Undefined for somebody who never used the bot, or removed it. */
export async function readReach(store: Store, { group, id }: Recipient): Promise<Reach | undefined> {
  const stored = await store.get(groupPartition(group), reachId(id))
  return stored && parseStored(Reach, stored)
}

/** Writes it if it is new or another one; a zone that is known stays. True when the zone is another one. */
export async function storeReach(store: Store, person: Recipient, given: Reach): Promise<boolean> {
  const pk = groupPartition(person.group)
  const id = reachId(person.id)
  const stored = await store.get(pk, id)
  const before = stored && parseStored(Reach, stored)
  const doc: Reach = before?.zone === undefined ? given : { zone: before.zone, ...given }
  if (before && isSame(before, doc)) return false
  const done = await store.commit(pk, [
    stored ? { op: 'replace', id, doc, etag: stored.etag } : { op: 'create', id, doc },
  ])
  const zoneOf = (reach?: Reach) => reach?.zone ?? defaultZone
  return done.ok ? zoneOf(before) !== zoneOf(doc) : storeReach(store, person, given)
}

const isSame = (one: Reach, other: Reach): boolean =>
  Object.keys(Reach.shape).every((field) => one[field as keyof Reach] === other[field as keyof Reach])
