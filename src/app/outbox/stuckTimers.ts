// What is due and cannot be taken up where it stands: a timer whose handler keeps failing, or a document that this release
// cannot read. It is tried again later and later and, after a day, stands in its group's list as the command that wakes it, so
// that trying again is the same for all that is parked.
import { z } from 'zod'
import { groupIds } from '../../domain/policy.ts'
import type { Deps } from '../deps.ts'
import type { OutboxItem } from './outbox.ts'
import { parkedId } from './parked.ts'
import type { Document, Store, Stored } from '../ports.ts'
import { backoff, isGivenUp } from './settle.ts'
import { groupPartition } from '../keys.ts'
import { timerKinds, type TimerKind } from './timers.ts'

const command = 'wake'
const Place = z.object({ pk: z.string(), id: z.string() })
/** What the dispatcher has written on a document that may say anything else. */
const Tries = z.object({ attempts: z.int().catch(1), since: z.int().optional().catch(undefined) })
/** Every partition but those of sign-ins names its group second. */
const Group = z.enum(groupIds)

/** It was claimed and could not be taken up. True when it is given up until somebody tries again. */
export async function setBack({ store, clock, random }: Deps, claimed: Stored): Promise<boolean> {
  const { pk, id, etag, doc } = claimed
  const now = clock.now()
  const { attempts, since = now } = Tries.parse(doc)
  const group = Group.safeParse(pk.split('~')[1])
  if (!group.success || !isGivenUp({ attempts, since }, now)) {
    const later = { ...doc, dueAt: now + Math.ceil(backoff(attempts, random())) }
    await store.commit(pk, [{ op: 'replace', id, doc: later, etag }])
    return false
  }
  const item: OutboxItem = {
    type: 'outbox',
    v: 1,
    attempts,
    since,
    parked: true,
    why: 'fault',
    group: group.data,
    kind: 'command',
    command,
    body: { pk, id },
  }
  const home = groupPartition(group.data)
  const place = parkedId(claimed, item)
  const kept = await store.get(home, place)
  const listed = kept
    ? ({ op: 'replace', id: place, doc: item, etag: kept.etag } as const)
    : ({ op: 'create', id: place, doc: item } as const)
  const asleep = { op: 'replace', id, doc: withoutTime(doc), etag } as const
  if (pk === home) await store.commit(home, [asleep, listed])
  else {
    // In the list first: a process that dies in between tries and lists it again.
    await store.commit(home, [listed])
    await store.commit(pk, [asleep])
  }
  return true
}

function withoutTime({ dueAt: _dueAt, ...rest }: Document): Document {
  return rest
}

/** A timer went well after all, woken by something else: nothing is to be tried again. */
export async function unpark(store: Store, claimed: Stored): Promise<void> {
  if (Tries.parse(claimed.doc).attempts < 2) return
  const kept = await store.get(claimed.pk, parkedId(claimed, { kind: 'command' }))
  if (kept) await store.commit(claimed.pk, [{ op: 'delete', id: kept.id, etag: kept.etag }])
}

/** `wake`: somebody tries again; it is due at once, and as if it had never failed. */
export async function wakeDocument({ store, clock }: Deps, given: Record<string, unknown>): Promise<void> {
  const { pk, id } = Place.parse(given)
  const stored = await store.get(pk, id)
  if (!stored) return
  const { attempts: _attempts, since: _since, ...rest } = stored.doc
  const doc: Document = {
    ...rest,
    ...(stored.doc.type === 'outbox' && { attempts: 0 }),
    dueAt: clock.now(),
  }
  await store.commit(pk, [{ op: 'replace', id, doc, etag: stored.etag }])
}

/** Whose timer of which kind it is that a parked errand would wake; undefined for anything else. */
export function stuckTimerOf(item: OutboxItem): { kind: TimerKind; person: string } | undefined {
  if (item.kind !== 'command' || item.command !== command) return undefined
  const [what, of, person] = Place.parse(item.body).id.split('~')
  const kind = timerKinds.find((each) => what === 'timer' && each === of)
  return kind && person !== undefined ? { kind, person } : undefined
}
