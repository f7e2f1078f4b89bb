// Runs something now and then: when it is told that something falls due, and every so often in case nobody told.
import type { Instant } from '../../domain/calendar.ts'
import type { Deps } from '../deps.ts'
import type { Store } from '../ports.ts'

export interface Loop {
  /** Something falls due at this instant. */
  nudge(dueAt: Instant): void
  start(): void
  /** Resolves when the run that is going on, if any, is over. */
  stop(): Promise<void>
}

const everyMs = 30_000

/** `run` is never run twice at once; what it throws is written down. */
export function createLoop({ clock, warn }: Deps, run: () => Promise<unknown>): Loop {
  let isStarted = false
  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  /** When to run next; while running, when to run after that. */
  let next: Instant = Infinity

  function plan(at: Instant): void {
    if (!isStarted || at >= next) return
    next = at
    if (running) return
    clearTimeout(timer)
    timer = setTimeout(go, Math.max(0, Math.min(at - clock.now(), everyMs)))
  }

  function go(): void {
    next = Infinity
    running = runOnce()
  }

  async function runOnce(): Promise<void> {
    try {
      await run()
    } catch (fault) {
      warn('a run of the dispatcher failed', fault)
    }
    running = undefined
    const after = Math.min(next, clock.now() + everyMs)
    next = Infinity
    plan(after)
  }

  return {
    nudge: plan,
    start() {
      isStarted = true
      plan(clock.now())
    },
    async stop() {
      isStarted = false
      clearTimeout(timer)
      next = Infinity
      await running
    },
  }
}

export interface TellingStore extends Store {
  /** From here on `nudge` hears of everything that this process commits with a time at which it is due. */
  onDue(nudge: (dueAt: Instant) => void): void
}

export function telling(store: Store): TellingStore {
  let tell: (dueAt: Instant) => void = () => undefined
  return {
    ...store,
    onDue(nudge) {
      tell = nudge
    },
    async commit(pk, writes) {
      const done = await store.commit(pk, writes)
      if (done.ok)
        for (const write of writes)
          if (write.op !== 'delete' && write.doc.dueAt !== undefined) tell(write.doc.dueAt)
      return done
    },
  }
}
