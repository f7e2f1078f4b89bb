// X4: the Head of Group Office takes back what is unused of a grant. The peer's account gives the hours up first, then
// the pot takes in what was given up, so that a log at the same moment is never paid twice.
import { grantLeft } from '../../domain/lots.ts'
import type { Person } from '../../domain/person.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import { changeLedger } from '../hours/change.ts'
import { readPot } from './changePot.ts'
import type { Press } from '../press.ts'
import type { RequestRef } from './decideRequest.ts'
import type { Deps } from '../deps.ts'
import { readPerson } from '../people/directory.ts'
import { leave } from '../outbox/outbox.ts'

/** @returns the minutes given up, and by whom. */
export async function revokeGrant(
  deps: Deps,
  { id, by, deadline }: Press,
  { year, seq }: RequestRef,
  reason: string,
): Promise<Result<{ minutes: number; peer: Person }, Refusal>> {
  if (reason === '') return refuse({ type: 'reason-missing' })
  const { request } = await readPot(deps.store, by.group, year, seq)
  const peer = request && (await readPerson(deps.store, by.group, request.person))
  if (!request?.grant || !peer) return refuse({ type: 'no-such-request' })
  const { code } = request.grant
  const done = await changeLedger(
    deps,
    { id, by, subject: peer, deadline },
    {
      action: 'revoke',
      reason,
      years: [year],
      request: { revoke: request.id, reason },
      decide(book, writing) {
        const sums = book.account(year).requests[request.id]
        if (!sums || grantLeft(sums) <= 0) return refuse({ type: 'nothing-to-revoke' })
        return ok(
          book.append(year, writing, { kind: 'grant', request: request.id, code, minutes: sums.drawn }),
        )
      },
      besides: ({ years }, { at }) => {
        const change = years.find(({ after }) => after.year === year)
        const minutes = change ? givenUp(change, request.id) : 0
        const cause = `${by.id} ${id}`
        const { group } = by
        const body = { group, year, seq, minutes, id: cause, by: by.id, at, reason }
        return [
          leave(
            cause,
            {
              kind: 'command',
              group,
              command: 'pot-return',
              body,
            },
            at,
          ),
        ]
      },
    },
  )
  if (!done.ok) return done
  const change = done.value.years.find(({ after }) => after.year === year)
  return ok({ minutes: change ? givenUp(change, request.id) : 0, peer })
}

type YearChange = Parameters<NonNullable<Parameters<typeof changeLedger>[2]['besides']>>[0]['years'][number]

const givenUp = ({ before, after }: YearChange, request: string): number =>
  (before.requests[request]?.granted ?? 0) - (after.requests[request]?.granted ?? 0)
