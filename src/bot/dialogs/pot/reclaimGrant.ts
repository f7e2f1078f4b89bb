// D2, X4: once a grant has come, the unclaimed hours of that work are claimed from it in one press.
import { reclaimHours } from '../../../app/hours/changeEntry.ts'
import type { Deps } from '../../../app/deps.ts'
import type { RequestRef } from '../../../app/pot/decideRequest.ts'
import { findReclaimable } from '../../../app/hours/findReclaimable.ts'
import { seeRequest } from '../../../app/pot/seePot.ts'
import { hours } from '../../../domain/format.ts'
import { button } from '../../cards.ts'
import { commandOf, type Reply, type Turn } from '../../turn.ts'
import { notice, refused } from '../notice.ts'
import { receiptReply } from '../hours/receipt.ts'

export async function reclaimFromGrant(
  deps: Deps,
  turn: Turn,
  { command, ...ref }: RequestRef & { command: string },
): Promise<Reply> {
  const { person } = turn
  const found = await seeRequest(deps, person, ref)
  if (!found.ok) return refused(found.error)
  const { request } = found.value
  if (request.person !== person.id || !request.grant) return refused({ type: 'no-such-request' })
  const { from, to } = request.ask
  const { refs } = await findReclaimable(deps, person, ref.year, { chargeTo: request.id, from, to })
  if (refs.length === 0)
    return notice(
      'Nothing to re-claim',
      ['No unclaimed hours are dated in the time of that work.'],
      [button('Log hours', 'log'), button('History', 'history')],
    )
  const id = `reclaim grant ${command} ${refs.map(({ seq }) => seq).join(' ')}`
  const done = await reclaimHours(deps, commandOf(turn, id), refs, request.id)
  if (!done.ok) return refused(done.error)
  const claimed = done.value.years.reduce(
    (sum, { before, after }) => sum + before.unclaimed - after.unclaimed,
    0,
  )
  return receiptReply(deps, turn, `Re-claimed ${hours(claimed)} under ${request.grant.code}`, done.value)
}
