// Everything the use cases stand on, wired once in main.ts.
import type { Clock, Store } from './ports.ts'

export interface Deps {
  readonly store: Store
  readonly clock: Clock
  /** Resolves after so many milliseconds. */
  readonly pause: (ms: number) => Promise<void>
  /** At random, 0 ≤ n < 1. */
  readonly random: () => number
  /** Forty characters or more of `[A-Za-z0-9_-]` that nobody can guess; never the same twice. */
  readonly secret: () => string
  /** The https address under which people reach the bot, without a slash at its end. */
  readonly publicUrl: string
  /** Writes down a fault that was got over or answered for; `event` is a constant of the source. */
  readonly warn: (event: string, cause: unknown) => void
}
