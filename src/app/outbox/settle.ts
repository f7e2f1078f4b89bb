// Writes down what became of an errand: gone when it is done, due again after a while, or parked.
import type { Deps } from '../deps.ts'
import type { Fate } from './fate.ts'
import { OutboxItem } from './outbox.ts'
import { park, wake } from './parked.ts'
import type { Stored } from '../ports.ts'
import { readReach } from './reach.ts'
import type { Timer } from './timers.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const firstWaitMs = 2_000
/** Nothing is given up before, so that a day in which the bot did not run does not count as a day of trying. */
const fewestTries = 10

/** Given up after a day of trying. */
export const limited = (fate: Fate, item: OutboxItem, now: number): Fate =>
  fate.type === 'again' && isGivenUp(item, now) ? { type: 'park', why: fate.why } : fate

export const isGivenUp = (
  { attempts = 0, since = 0 }: Pick<Timer, 'attempts' | 'since'>,
  now: number,
): boolean => attempts >= fewestTries && now - since >= dayMs

/** May be done twice; when the claim has run out meanwhile, nothing is written. */
export async function settle(deps: Deps, claimed: Stored, item: OutboxItem, fate: Fate): Promise<void> {
  const { store, clock } = deps
  const { pk, id, etag } = claimed
  switch (fate.type) {
    case 'done':
      await store.commit(pk, [{ op: 'delete', id, etag }])
      return
    case 'refresh': {
      if (item.kind !== 'tell') throw new Error('only a message that was sent becomes a refresh')
      const { type, v, group, topic, ref } = item
      const doc: OutboxItem = { type, v, dueAt: clock.now(), attempts: 0, group, kind: 'refresh', topic, ref }
      await store.commit(pk, [{ op: 'replace', id, doc, etag }])
      return
    }
    case 'later': {
      const { since: _since, ...rest } = item
      const doc = OutboxItem.parse({
        ...rest,
        attempts: 0,
        dueAt: fate.at,
        ...(fate.isSlot && { slot: fate.at }),
      })
      await store.commit(pk, [{ op: 'replace', id, doc, etag }])
      return
    }
    case 'again': {
      const wait = Math.max(backoff(item.attempts, deps.random()), Math.min(fate.afterMs ?? 0, dayMs))
      const doc: OutboxItem = { ...item, dueAt: clock.now() + Math.ceil(wait) }
      await store.commit(pk, [{ op: 'replace', id, doc, etag }])
      return
    }
    case 'park': {
      await park(store, claimed, item, fate.why)
      // Whoever came back in between found nothing to wake.
      if (item.kind !== 'tell' || fate.why !== 'unreachable') return
      const person = { group: item.group, id: item.person }
      if (await readReach(store, person)) await wake(deps, person)
    }
  }
}

/** Milliseconds after the nth try: doubling from about 2 s to about an hour, and never the same for two. */
export const backoff = (attempts: number, random: number): number =>
  Math.min(hourMs, firstWaitMs * 2 ** Math.min(attempts - 1, 20)) * (0.5 + random / 2)
