// Opens what was chosen from `approvals`: a request, or something to clear.
import type { Deps } from '../../app/deps.ts'
import type { Reply, Turn } from '../turn.ts'
import { showClearance } from './clearance.ts'
import { openRequestChosen } from './requests.ts'

export function openChosen(deps: Deps, turn: Turn, chosen: string): Promise<Reply> {
  const [kind, person = '', ...rest] = chosen.split(' ')
  if (kind !== 'clearance') return openRequestChosen(deps, turn, chosen)
  const [one = '', two] = rest
  const ref = two === undefined ? { person, id: one } : { person, year: Number(one), seq: Number(two) }
  return showClearance(deps, turn.person, ref)
}
