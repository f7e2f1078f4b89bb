// What reaches a peer's account from the pot: a grant, exactly once, and the end of a promise. Neither may refuse.
import { z } from 'zod'
import type { Line } from '../../domain/book.ts'
import { groupIds } from '../../domain/policy.ts'
import type { PotRequest } from '../../domain/pot.ts'
import { ok } from '../../domain/result.ts'
import { changeLedger } from './change.ts'
import { readPot } from '../pot/changePot.ts'
import { delivered, deliveryPress } from '../outbox/delivered.ts'
import type { Deps } from '../deps.ts'
import { readPerson } from '../people/directory.ts'

const Delivery = z.object({
  group: z.enum(groupIds),
  person: z.string(),
  year: z.int(),
  seq: z.int(),
  /** The request's revision, which names the delivery. */
  rev: z.int(),
})

/** `ledger-grant` (X4): the hours become a lot of the peer's account; what they shrank by is the peer's own part (P11). */
export const deliverGrant = (deps: Deps, given: Record<string, unknown>): Promise<void> =>
  deliver(deps, given, ({ id, grant, ask, sum }, isThere) => {
    // A revoke has come first only if the grant did: what the account has by then is not raised again.
    if (!grant || isThere) return []
    const { code, minutes } = grant
    const own = ask.minutes - minutes
    return [
      { kind: 'grant', request: id, code, minutes },
      ...(minutes < sum.shortfall ? [promiseOf(id, ask, own)] : []),
    ]
  })

/** `ledger-end-promise` (P11): the request came to nothing, and the peer's own part is free again. */
export const endPromise = (deps: Deps, given: Record<string, unknown>): Promise<void> =>
  deliver(deps, given, ({ id, ask }) => [promiseOf(id, ask, 0)])

const promiseOf = (request: string, { from, to }: PotRequest['ask'], minutes: number): Line => ({
  kind: 'promise',
  request,
  minutes,
  from,
  to,
})

async function deliver(
  deps: Deps,
  given: Record<string, unknown>,
  linesOf: (request: PotRequest, isThere: boolean) => Line[],
): Promise<void> {
  const { group, person: id, year, seq, rev } = Delivery.parse(given)
  const subject = await readPerson(deps.store, group, id)
  const { request } = await readPot(deps.store, group, year, seq)
  if (!subject || !request) throw new Error('a delivery has lost its request or its peer')
  const command = { ...deliveryPress(deps, `deliver ${request.id} ${rev}`, subject), subject }
  const done = await changeLedger(deps, command, {
    action: 'deliver',
    years: [year],
    request: { deliver: request.id, rev },
    decide(book, writing) {
      const lines = linesOf(request, book.account(year).requests[request.id]?.code !== undefined)
      return ok(lines.length > 0 ? book.append(year, writing, ...lines) : book)
    },
  })
  delivered(done)
}
