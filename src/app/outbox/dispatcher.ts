// Does what the outbox and the timers hold, at least once: finds what is due, claims it, does it.
// Any number of instances may do so at once; what one leaves unfinished is due again when its claim runs out.
import type { Instant } from '../../domain/calendar.ts'
import type { Deps } from '../deps.ts'
import { claim, isOurs, timerIn } from './claim.ts'
import type { Deliveries, Messenger } from './delivery.ts'
import { parseStored } from '../documents.ts'
import type { Fate } from './fate.ts'
import { insist } from '../insist.ts'
import { createLoop } from './loop.ts'
import { OutboxItem } from './outbox.ts'
import type { Stored } from '../ports.ts'
import type { KnownReach } from './reach.ts'
import { rewriteCopies } from './rewriteCopies.ts'
import { limited, settle } from './settle.ts'
import { setBack, unpark } from './stuckTimers.ts'
import { tell } from './tell.ts'

export interface Dispatcher {
  /** Does all that is due now, and what that makes due; answers how many errands are done. */
  runDue(): Promise<number>
  /** Something was committed that is due at this instant, or now: runs then, if it was started. */
  nudge(dueAt?: Instant): void
  /** From here on it runs by itself: when nudged, and every 30 s. */
  start(): void
  /** Takes up nothing new; resolves when everything taken up is settled. */
  stop(): Promise<void>
  /** Since the process began. */
  readonly counts: Readonly<Counts>
  /** The counts, and for how long what has waited longest is due already; nothing waits: 0. */
  status: () => Promise<Status>
}

export interface Status extends Readonly<Counts> {
  readonly lagMs: number
}

export interface Counts {
  /** Errands that need not be done any more. */
  done: number
  /** Messages that went out; a card that was rewritten is none. */
  sent: number
  /** Tries to be made again. */
  retried: number
  /** Messages that may have gone out, and were or will be sent again: the only ones that can arrive twice. */
  unknown: number
  parked: number
}

export interface Means {
  readonly deliveries: Deliveries
  readonly messenger: Messenger
  readonly reach: KnownReach
  /** Hears how things stand after a run in which something was done. */
  readonly report?: (status: Status) => void
}

const pageSize = 200
/** How many errands are done at once: at the pace that Teams allows each may take half a second. */
const width = 24
/** How many subjects' cards are written anew at once, apart from the rest. */
const mostRewriting = 64

export function createDispatcher(
  deps: Deps,
  { deliveries, messenger, reach, report = () => undefined }: Means,
): Dispatcher {
  const { store, clock } = deps
  const counts: Counts = { done: 0, sent: 0, retried: 0, unknown: 0, parked: 0 }
  const gate = { isOpen: true }
  const loop = createLoop(deps, sweepAndReport)
  /** Rewriting many cards waits for turns in busy chats: nobody else's message waits behind it. */
  const rewriting = new Set<Promise<unknown>>()

  async function sweepAndReport(): Promise<void> {
    const before = JSON.stringify(counts)
    await sweep()
    if (JSON.stringify(counts) !== before) report(await status())
  }

  async function status(): Promise<Status> {
    // A timer that was just made is due from the beginning of time.
    const due = await store.due(clock.now(), pageSize)
    const oldest = due.map(({ doc }) => doc.dueAt ?? 0).find((dueAt) => dueAt > 0)
    return { ...counts, lagMs: oldest === undefined ? 0 : Math.max(0, clock.now() - oldest) }
  }

  async function runDue(): Promise<number> {
    const before = counts.done
    do {
      await Promise.all(rewriting)
      await sweep()
    } while (rewriting.size > 0)
    return counts.done - before
  }

  /** Takes up all that is due; cards may still be rewritten when it is over. */
  async function sweep(): Promise<void> {
    for (let isMore = true; isMore && gate.isOpen;) {
      const page = shuffled(await store.due(clock.now(), pageSize), deps.random)
      isMore = false
      const work = async () => {
        for (let stored = page.pop(); stored && gate.isOpen; stored = page.pop())
          if (await attempt(stored)) isMore = true
      }
      await Promise.all(Array.from({ length: width }, work))
    }
  }

  /** False when it was somebody else's or the store failed; never throws. */
  async function attempt(stored: Stored): Promise<boolean> {
    try {
      const claimed = await claim(deps, deliveries, stored)
      if (!claimed) return false
      const timer = timerIn(deliveries, claimed)
      if (timer) {
        await runTimer(claimed, timer)
        return true
      }
      const item = await readItem(claimed)
      if (!item) return true
      if (item.kind !== 'refresh') return await finish(claimed, item)
      while (rewriting.size >= mostRewriting) await Promise.race(rewriting)
      const finished = finish(claimed, item).finally(() => rewriting.delete(finished))
      rewriting.add(finished)
      return true
    } catch (fault) {
      return unfinished(fault)
    }
  }

  async function finish(claimed: Stored, item: OutboxItem): Promise<boolean> {
    try {
      const fate = limited(await fateOfTry(item), item, clock.now())
      count(fate, item.kind)
      await insist(deps, () => settle(deps, claimed, item, fate))
      return true
    } catch (fault) {
      return unfinished(fault)
    }
  }

  /** Nothing is lost: it is due again when its claim runs out. */
  function unfinished(fault: unknown): false {
    deps.warn('an errand could not be claimed or settled', fault)
    return false
  }

  async function runTimer(claimed: Stored, handle: () => Promise<void>): Promise<void> {
    try {
      await handle()
    } catch (fault) {
      return giveWay('a timer failed', claimed, fault)
    }
    await unpark(store, claimed)
  }

  /** Undefined when this release cannot read it. */
  async function readItem(claimed: Stored): Promise<OutboxItem | undefined> {
    try {
      return parseStored(OutboxItem, claimed)
    } catch (fault) {
      if (isOurs(deliveries, claimed.doc)) await giveWay('an errand cannot be read', claimed, fault)
      else deps.warn('what is due is no errand', fault)
      return undefined
    }
  }

  /** Tried again later; after a day it stands in the list that people see. */
  async function giveWay(what: string, claimed: Stored, fault: unknown): Promise<void> {
    deps.warn(what, fault)
    counts[(await insist(deps, () => setBack(deps, claimed))) ? 'parked' : 'retried']++
  }

  async function fateOfTry(item: OutboxItem): Promise<Fate> {
    try {
      switch (item.kind) {
        case 'command':
          await named(deliveries.commands, item.command)(item.body)
          return { type: 'done' }
        case 'tell':
          return await tell(deps, messenger, reach, named(deliveries.topics, item.topic), item)
        case 'refresh':
          return await rewriteCopies(deps, messenger, named(deliveries.topics, item.topic), item)
      }
    } catch (fault) {
      deps.warn('an errand failed', fault)
      return { type: 'again', why: 'fault' }
    }
  }

  function count(fate: Fate, kind: OutboxItem['kind']): void {
    if (fate.type === 'done') counts.done++
    if (fate.type === 'refresh' || (fate.type === 'done' && fate.isSent)) counts.sent++
    if (fate.type === 'again') counts.retried++
    if (fate.type === 'again' && fate.isUnknown && kind === 'tell') counts.unknown++
    if (fate.type === 'park') counts.parked++
  }

  return {
    runDue,
    nudge: (dueAt) => loop.nudge(dueAt ?? clock.now()),
    start() {
      gate.isOpen = true
      loop.start()
    },
    async stop() {
      gate.isOpen = false
      await loop.stop()
      await Promise.all(rewriting)
    },
    counts,
    status,
  }
}

/** What a newer release names is a fault here, and tried again until that one does it. */
function named<T>(registry: Readonly<Record<string, T>>, name: string): T {
  const found = registry[name]
  if (found === undefined) throw new Error(`nothing is registered as ${name}`)
  return found
}

/** So that instances which read the same page begin at different ends. */
function shuffled<T>(items: T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item)
}
