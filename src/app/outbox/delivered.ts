// A delivery may be late, never refused: what the dispatcher is told of one.
import type { Refusal } from '../../domain/refusal.ts'
import type { Result } from '../../domain/result.ts'
import { StoreFault } from '../ports.ts'

/** How long a delivery tries by itself, in milliseconds; well within the dispatcher's claim. */
export const deliveryMs = 20_000

/** @throws StoreFault when it must be tried again; anything else is a bug. */
export function delivered<T>(done: Result<T, Refusal>): T {
  if (done.ok) return done.value
  const { type } = done.error
  throw type === 'busy'
    ? new StoreFault('a delivery was not in time')
    : new Error(`a delivery was refused: ${type}`)
}
