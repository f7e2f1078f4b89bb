// Keeps what the bot says below the limits of Teams, whatever is due and however many instances run: each message takes a
// turn in its chat and one in its tenant, which are handed out by etag commits, one document a chat and one a tenant.
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import type { Messenger, Undelivered } from './delivery.ts'
import { parseStored } from '../documents.ts'
import { hash, pacePartition } from '../keys.ts'

/**
 * Teams takes 50 a second of one app in one tenant. Turns 20.4 ms apart, none used more than 18 ms late, put at most 50
 * into any second. In microseconds.
 */
const tenantStepUs = 20_400
const tenantLateMs = 18
/** How many turns a process takes at once at most: half a second's. */
const mostTurns = 24

/**
 * Teams takes 7 a second in one chat, 8 in two seconds, 60 in thirty and 1,800 an hour. Five at once and then one every
 * 2.1 s are at most 5, 6, 19 and 1,720, which leaves room for answers to what the person says meanwhile.
 */
const chatStepMs = 2_100
const chatBurst = 5
/** How late a turn that was kept for a message may be used. */
const chatLateMs = 1_000
/** A card is rewritten in its turn if that comes so soon; otherwise all of them are tried again later. */
const mostWaitMs = 8_000
/** A chat's or a tenant's turns are forgotten after so long without one. */
const keptMs = 7_200_000

const Turns = z.strictObject({
  type: z.literal('pace'),
  v: z.literal(1),
  /** When the next turn would be if none came early: milliseconds for a chat, microseconds for a tenant. */
  next: z.int(),
  expiresAt: z.int(),
})

/** The same messenger, at the pace that Teams allows. */
export function paced(deps: Deps, messenger: Messenger): Messenger {
  const tenantTurn = createTenantTurns(deps)

  /** The time left until the chat's turn, or 0 for now. */
  async function chatTurn(conversation: string, slot?: number): Promise<number> {
    const now = deps.clock.now()
    if (slot !== undefined && slot <= now && now < slot + chatLateMs) return 0
    const at = await takeTurn(deps, `chat ${conversation}`, (next) => {
      const from = Math.max(now, next)
      return { at: Math.max(now, from - (chatBurst - 1) * chatStepMs), next: from + chatStepMs }
    })
    return at - now
  }

  return {
    async send(reach, message, slot) {
      const wait = await chatTurn(reach.conversation, slot)
      if (wait > 0) return later(wait)
      await tenantTurn(reach.tenant)
      return messenger.send(reach, message)
    },
    async rewrite(reach, activity, message) {
      const wait = await chatTurn(reach.conversation)
      if (wait > mostWaitMs) return later(wait)
      if (wait > 0) await deps.pause(wait)
      await tenantTurn(reach.tenant)
      return messenger.rewrite(reach, activity, message)
    },
    async open(reach) {
      await tenantTurn(reach.tenant)
      return messenger.open(reach)
    },
  }
}

const later = (afterMs: number): Undelivered => ({ type: 'later', afterMs })

interface Waiter {
  resolve(): void
  reject(fault: unknown): void
}

/** Resolves in a tenant's turn: those who wait in this process take as many as they need in one commit. */
function createTenantTurns(deps: Deps): (tenant: string) => Promise<void> {
  const waiting = new Map<string, Waiter[]>()

  async function handOut(tenant: string, queue: Waiter[]): Promise<void> {
    while (queue.length > 0) {
      const count = Math.min(queue.length, mostTurns)
      const first = await takeTurn(deps, `tenant ${tenant}`, (next) => {
        const at = Math.max(deps.clock.now() * 1_000, next)
        return { at, next: at + count * tenantStepUs }
      })
      for (let turn = 0; turn < count && queue.length > 0; turn++) {
        const at = Math.ceil((first + turn * tenantStepUs) / 1_000)
        const wait = at - deps.clock.now()
        if (wait > 0) await deps.pause(wait)
        // A turn that was missed is lost: used late, it would be one too many in its second.
        if (deps.clock.now() - at < tenantLateMs) queue.shift()?.resolve()
      }
    }
    waiting.delete(tenant)
  }

  return (tenant) =>
    new Promise((resolve, reject) => {
      const queue = waiting.get(tenant)
      if (queue) return void queue.push({ resolve, reject })
      const own = [{ resolve, reject }]
      waiting.set(tenant, own)
      handOut(tenant, own).catch((fault: unknown) => {
        waiting.delete(tenant)
        for (const waiter of own) waiter.reject(fault)
      })
    })
}

/** Takes a turn by an etag commit, again until nobody came in between. @throws StoreFault */
async function takeTurn(
  { store, clock }: Deps,
  what: string,
  take: (next: number) => { at: number; next: number },
): Promise<number> {
  const pk = pacePartition(hash(what))
  for (;;) {
    const stored = await store.get(pk, 'pace')
    const { at, next } = take(stored ? parseStored(Turns, stored).next : 0)
    const doc = { type: 'pace', v: 1, next, expiresAt: clock.real() + keptMs }
    const done = await store.commit(pk, [
      stored ? { op: 'replace', id: 'pace', doc, etag: stored.etag } : { op: 'create', id: 'pace', doc },
    ])
    if (done.ok) return at
  }
}
