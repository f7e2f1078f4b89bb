// What waits for somebody of the office this morning: requests whose key is theirs, hours to clear, messages that could not
// be delivered, and registers that are long overdue.
import type { Person } from '../../domain/person.ts'
import { waitingClearances } from '../hours/waitingClearances.ts'
import type { Deps } from '../deps.ts'
import { overdueRegisters } from '../register/groupRegisters.ts'
import { waitingDisputes } from '../hours/disputeEntry.ts'
import { groupParked } from '../outbox/parked.ts'
import { approvalsFor, openYears } from '../pot/seePot.ts'

export interface Waits {
  readonly requests: number
  readonly clearances: number
  /** People whose messages could not be delivered, and changes that have not reached their place. */
  readonly unreached: number
  readonly stuck: number
  /** R1: registers of interests that are overdue by a fortnight. */
  readonly registers: number
  /** Hours logged for a peer that the peer disputes (D7). */
  readonly disputes: number
}

/** Each is counted up to this: who has more is behind, however many more. */
export const mostCounted = 20

export async function waitsFor(deps: Deps, person: Person): Promise<Waits> {
  let requests = 0
  for (const year of openYears(deps))
    requests += (await approvalsFor(deps, person, year, mostCounted)).requests.length
  const { seen } = await waitingClearances(deps, person, mostCounted)
  const disputes = await waitingDisputes(deps, person, mostCounted)
  const parked = await groupParked(deps, person.group, mostCounted)
  const unreached = parked.filter(({ all: [{ item }] }) => item.kind === 'tell').length
  return {
    requests: Math.min(requests, mostCounted),
    clearances: seen.length,
    unreached,
    stuck: parked.length - unreached,
    registers: Math.min(await overdueRegisters(deps, person), mostCounted),
    disputes: disputes.length,
  }
}
