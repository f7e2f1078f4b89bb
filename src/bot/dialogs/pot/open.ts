// Opens what was chosen from `approvals`: a request, something to clear, or what is disputed.
import type { Deps } from '../../../app/deps.ts'
import type { Reply, Turn } from '../../turn.ts'
import { showClearance } from '../hours/clearance.ts'
import { openDispute } from '../hours/entered.ts'
import { openRequestChosen } from './requests.ts'

/** What a choice says: whose clearance it is, and either the entry's year and number or the event's id. */
const clearance = /^clearance ([a-z0-9]{1,40}) (?:(20\d{2}) (\d{1,6})|([a-z0-9]{1,40}))$/

export function openChosen(deps: Deps, turn: Turn, chosen: string): Promise<Reply> {
  const [, person, year, seq, id] = clearance.exec(chosen) ?? []
  if (person === undefined) return openDispute(deps, turn, chosen) ?? openRequestChosen(deps, turn, chosen)
  const ref = id === undefined ? { person, year: Number(year), seq: Number(seq) } : { person, id }
  return showClearance(deps, turn.person, ref, { isOpened: true })
}
