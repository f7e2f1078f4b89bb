// A timer whose handler keeps failing: tried again later and later and, after a day, parked like any other errand. It then
// stands in its group's list as the command that wakes it, so that trying again is the same for all of them.
import { z } from 'zod'
import { groupIds } from '../domain/policy.ts'
import type { Deps } from './deps.ts'
import { parseStored } from './documents.ts'
import { groupPartition } from './keys.ts'
import type { OutboxItem } from './outbox.ts'
import { parkedId } from './parked.ts'
import type { Store, Stored } from './ports.ts'
import { backoff, isGivenUp } from './settle.ts'
import { Timer, timerId, timerKinds } from './timers.ts'

const command = 'wake-timer'
const Body = z.object({ group: z.enum(groupIds), kind: z.enum(timerKinds), person: z.string() })

/** The handler of a claimed timer threw. True when it is given up until somebody tries again. */
export async function setBack(deps: Deps, claimed: Stored): Promise<boolean> {
  const { store, clock } = deps
  const { pk, id, etag } = claimed
  const timer = parseStored(Timer, claimed)
  const { dueAt: _dueAt, ...rest } = timer
  const { attempts = 1, since = clock.now(), group, kind, person } = timer
  if (!isGivenUp(timer, clock.now())) {
    const doc: Timer = { ...rest, dueAt: clock.now() + Math.ceil(backoff(attempts, deps.random())) }
    await store.commit(pk, [{ op: 'replace', id, doc, etag }])
    return false
  }
  const body = { group, kind, person }
  const why = { parked: true, why: 'fault' } as const
  const item: OutboxItem = {
    type: 'outbox',
    v: 1,
    attempts,
    since,
    ...why,
    group,
    kind: 'command',
    command,
    body,
  }
  const place = parkedId(claimed, item)
  const kept = await store.get(pk, place)
  await store.commit(pk, [
    { op: 'replace', id, doc: rest, etag },
    kept ? { op: 'replace', id: place, doc: item, etag: kept.etag } : { op: 'create', id: place, doc: item },
  ])
  return true
}

/** It went well after all, woken by something else: nothing is to be tried again. */
export async function unpark(store: Store, claimed: Stored): Promise<void> {
  if ((parseStored(Timer, claimed).attempts ?? 1) < 2) return
  const kept = await store.get(claimed.pk, parkedId(claimed, { kind: 'command' }))
  if (kept) await store.commit(claimed.pk, [{ op: 'delete', id: kept.id, etag: kept.etag }])
}

/** `wake-timer`: somebody tries again; it is due at once, and as if it had never failed. */
export async function wakeTimer({ store, clock }: Deps, given: Record<string, unknown>): Promise<void> {
  const { group, kind, person } = Body.parse(given)
  const stored = await store.get(groupPartition(group), timerId(kind, person))
  if (!stored) return
  const { attempts: _attempts, since: _since, ...rest } = parseStored(Timer, stored)
  const doc: Timer = { ...rest, dueAt: clock.now() }
  await store.commit(stored.pk, [{ op: 'replace', id: stored.id, doc, etag: stored.etag }])
}

/** Whose timer of which kind it is that a parked errand would wake. */
export function stuckTimerOf(item: OutboxItem): z.infer<typeof Body> | undefined {
  return item.kind === 'command' && item.command === command ? Body.parse(item.body) : undefined
}
