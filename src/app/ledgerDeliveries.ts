// What reaches a peer's account from the pot: a grant, exactly once, and the end of a promise. Neither may refuse.
import { z } from 'zod'
import { groupIds } from '../domain/policy.ts'
import { ok } from '../domain/result.ts'
import { changeLedger } from './change.ts'
import { readPot } from './changePot.ts'
import { delivered, deliveryMs } from './delivered.ts'
import type { Deps } from './deps.ts'
import { readPerson } from './directory.ts'

const Delivery = z.object({
  group: z.enum(groupIds),
  person: z.string(),
  year: z.int(),
  seq: z.int(),
  /** The request's revision, which names the delivery. */
  rev: z.int(),
})

/** `ledger-grant` (X4): the hours become a lot of the peer's account. */
export const deliverGrant = (deps: Deps, given: Record<string, unknown>): Promise<void> =>
  deliver(deps, given, ({ id, grant }, granted) =>
    // A revoke has come first only if the grant did: what the account has by then is not raised again.
    grant && granted === undefined
      ? { kind: 'grant' as const, request: id, code: grant.code, minutes: grant.minutes }
      : undefined,
  )

/** `ledger-end-promise` (P11): the request came to nothing, and the peer's own part is free again. */
export const endPromise = (deps: Deps, given: Record<string, unknown>): Promise<void> =>
  deliver(deps, given, ({ id, ask }) => ({
    kind: 'promise' as const,
    request: id,
    minutes: 0,
    from: ask.from,
    to: ask.to,
  }))

type Request = NonNullable<Awaited<ReturnType<typeof readPot>>['request']>
type Line = Parameters<Parameters<Parameters<typeof changeLedger>[2]['decide']>[0]['append']>[2]

async function deliver(
  deps: Deps,
  given: Record<string, unknown>,
  lineOf: (request: Request, granted: number | undefined) => Line | undefined,
): Promise<void> {
  const { group, person: id, year, seq, rev } = Delivery.parse(given)
  const subject = await readPerson(deps.store, group, id)
  const { request } = await readPot(deps.store, group, year, seq)
  if (!subject || !request) throw new Error('a delivery has lost its request or its peer')
  const command = {
    id: `deliver ${request.id} ${rev}`,
    by: subject,
    subject,
    deadline: deps.clock.now() + deliveryMs,
  }
  const done = await changeLedger(deps, command, {
    action: 'deliver',
    years: [year],
    request: { deliver: request.id, rev },
    decide(book, writing) {
      const line = lineOf(
        request,
        book.account(year).requests[request.id]?.code === undefined ? undefined : 0,
      )
      return ok(line ? book.append(year, writing, line) : book)
    },
  })
  delivered(done)
}
