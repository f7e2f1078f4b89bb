// What waits for somebody of the office this morning: requests whose key is theirs, hours to clear, and messages that could
// not be delivered.
import type { Person } from '../domain/person.ts'
import { waitingClearances } from './waitingClearances.ts'
import type { Deps } from './deps.ts'
import { listParked } from './parked.ts'
import { approvalsFor, openYears } from './seePot.ts'

export interface Waits {
  readonly requests: number
  readonly clearances: number
  readonly parked: number
}

/** Each is counted up to this: who has more is behind, however many more. */
export const mostCounted = 20

export async function waitsFor(deps: Deps, person: Person): Promise<Waits> {
  let requests = 0
  for (const year of openYears(deps))
    requests += (await approvalsFor(deps, person, year, mostCounted)).requests.length
  const { seen } = await waitingClearances(deps, person, mostCounted)
  let parked = 0
  for await (const _ of listParked(deps.store, person.group)) if (++parked === mostCounted) break
  return { requests: Math.min(requests, mostCounted), clearances: seen.length, parked }
}
