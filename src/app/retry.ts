// Tries again, with jitter, until a turn's time is over: after a conflict, and after a fault whose outcome is unknown.
import type { Instant } from '../domain/calendar.ts'
import type { Refusal } from '../domain/refusal.ts'
import { refuse, type Result } from '../domain/result.ts'
import type { Deps } from './deps.ts'
import { StoreFault } from './ports.ts'

/** `attempt` answers undefined when it must be made again. @returns `busy` when the time is over. */
export async function retrying<T>(
  deps: Deps,
  deadline: Instant,
  attempt: () => Promise<Result<T, Refusal> | undefined>,
): Promise<Result<T, Refusal>> {
  for (let tries = 1; ; tries++) {
    const outcome = await survived(deps, attempt)
    if (outcome) return outcome
    const wait = Math.min(400, 5 * 2 ** Math.min(tries, 10)) * deps.random()
    if (deps.clock.now() + wait >= deadline) return refuse({ type: 'busy' })
    await deps.pause(wait)
  }
}

async function survived<T>(deps: Deps, attempt: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await attempt()
  } catch (fault) {
    if (!(fault instanceof StoreFault)) throw fault
    deps.warn('store fault in a change', fault)
    return undefined
  }
}
