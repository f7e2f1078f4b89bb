// X2, X4: the grant of a request whose keys are turned, with the sum as it stands at that moment (P11), and what has to
// be told and delivered when a request ends.
import { hash, peerPartition, accountId } from '../keys.ts'
import { Account, emptyAccount } from '../../domain/account.ts'
import { dateAt } from '../../domain/calendar.ts'
import type { GroupId } from '../../domain/policy.ts'
import { grant, isOpen, type Pot, type PotRequest, type Step } from '../../domain/pot.ts'
import { shortfallOf } from '../../domain/request.ts'
import type { Deps } from '../deps.ts'
import { parseStored } from '../documents.ts'
import { leave, type Errand } from '../outbox/outbox.ts'
import type { Write } from '../ports.ts'
import type { PotChange } from './changePot.ts'

export async function grantRequest(
  deps: Deps,
  group: GroupId,
  pot: Pot,
  request: PotRequest,
): Promise<PotChange> {
  const { year, person, ask, id } = request
  const stored = await deps.store.get(peerPartition({ group, id: person }), accountId(year))
  const account = stored ? parseStored(Account, stored) : emptyAccount(year)
  const now = deps.clock.now()
  const step = grant(pot, request, shortfallOf(account, ask, dateAt(now), id), now)
  return { ...step, besides: tellEnd(deps, group, step) }
}

/**
 * What follows once a request has ended or its grant has changed: the peer's account is told, every copy of its card is
 * rewritten, the peer hears of it, and hours that returned go to those that wait.
 */
export function tellEnd({ clock }: Deps, group: GroupId, { pot, request }: Step): Write[] {
  const { id, year, seq, person, rev, state } = request
  if (isOpen(request)) throw new Error('a request that is open has no end to tell')
  const cause = `${id} ${rev}`
  const ref = { year, seq }
  const ledger: Errand =
    state === 'granted'
      ? { kind: 'command', group, command: 'ledger-grant', body: { group, person, year, seq, rev } }
      : { kind: 'command', group, command: 'ledger-end-promise', body: { group, person, year, seq, rev } }
  const errands: Errand[] = [
    ledger,
    { kind: 'refresh', group, topic: 'request', ref },
    ...(state === 'withdrawn'
      ? []
      : [{ kind: 'tell' as const, group, person, topic: 'request', ref, occasion: `ended ${rev}` }]),
    ...(pot.waiting > 0
      ? [
          {
            kind: 'command' as const,
            group,
            command: 'pot-settle',
            body: { group, year, id: hash(id, String(rev)).slice(0, 24) },
          },
        ]
      : []),
  ]
  return errands.map((errand) => leave(cause, errand, clock.now()))
}
