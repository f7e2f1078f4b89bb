// A delivery may be late, never refused: what the dispatcher is told of one.
import type { Person } from '../../domain/person.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Result } from '../../domain/result.ts'
import type { Deps } from '../deps.ts'
import { StoreFault } from '../ports.ts'
import type { Press } from '../press.ts'

/** How long a delivery tries by itself, in milliseconds; well within the dispatcher's claim. */
export const deliveryMs = 20_000

/** A delivery that is made in somebody's name. */
export const deliveryPress = ({ clock }: Pick<Deps, 'clock'>, id: string, by: Person): Press => ({
  id,
  by,
  deadline: clock.now() + deliveryMs,
})

/** @throws StoreFault when it must be tried again; anything else is a bug. */
export function delivered<T>(done: Result<T, Refusal>): T {
  if (done.ok) return done.value
  const { type } = done.error
  throw type === 'busy'
    ? new StoreFault('a delivery was not in time')
    : new Error(`a delivery was refused: ${type}`)
}
