// What reaches a pot from elsewhere: requests from peers, hours given up in a revoke, and the calendar. None may refuse;
// each has a command id of its own, so that twice is once.
import { z } from 'zod'
import { dateAt, yearClosesOn } from '../../domain/calendar.ts'
import { groupIds, policyOf, type GroupId } from '../../domain/policy.ts'
import {
  arrive,
  availableIn,
  end,
  giveBack,
  hasAllKeys,
  isOpen,
  PotRequest,
  reserve,
} from '../../domain/pot.ts'
import { ok } from '../../domain/result.ts'
import { changePot, potDelivery, readPot } from './changePot.ts'
import { delivered } from '../outbox/delivered.ts'
import type { Deps } from '../deps.ts'
import { readPerson } from '../people/directory.ts'
import { parseStored } from '../documents.ts'
import { grantRequest, tellEnd } from './grantRequest.ts'
import { approversOf, askersFor } from './keyHolders.ts'
import { byRequestId, potPartition, under } from '../keys.ts'
import { leave, type Errand } from '../outbox/outbox.ts'
import { StoreFault, type Write } from '../ports.ts'
import { SentRequest } from './requestDays.ts'

const group = z.enum(groupIds)
const base = { group, year: z.int() }

const Arriving = z.object({ group, person: z.string(), request: SentRequest })
const About = z.object({ ...base, request: z.string() })
const AboutSeq = z.object({ ...base, seq: z.int() })
const Returned = z.object({
  ...base,
  seq: z.int(),
  id: z.string(),
  minutes: z.int().min(0),
  by: z.string(),
  at: z.int(),
  reason: z.string(),
})
const Settle = z.object({ ...base, id: z.string() })

/** `pot-request`: takes a request in, and asks those who may turn its keys. */
export async function takeRequest(deps: Deps, given: Record<string, unknown>): Promise<void> {
  const { group: of, person: id, request: sent } = Arriving.parse(given)
  const requester = await readPerson(deps.store, of, id)
  if (!requester) throw new Error('a request came from nobody in the group')
  const today = dateAt(deps.clock.now())
  const asked = await askersFor(deps, requester, today)
  const command = potDelivery(deps, of, sent.year, `request ${sent.id}`)
  delivered(
    await changePot(deps, command, undefined, { request: sent.id }, ({ pot }) => {
      const { id: request, year, at, on, ask, sum } = sent
      const step = arrive(pot, { id: request, year, person: id, at, on, ask, sum })
      const { seq } = step.request
      const index: Write = {
        op: 'create',
        id: byRequestId(request),
        doc: { type: 'request-number', v: 1, seq },
      }
      return ok({ ...step, besides: [index, ...asked(seq, sent)] })
    }),
  )
}

/** `pot-close` (X2): a request still open when its year has closed ends, and everyone is told. */
export async function closeRequest(deps: Deps, given: Record<string, unknown>): Promise<void> {
  const { group: of, year, request: id } = About.parse(given)
  const number = await deps.store.get(potPartition(of, year), byRequestId(id))
  if (!number) throw new StoreFault('pot: the request to close has not arrived yet')
  const approvers = await approversOf(deps, of, year, Number(number.doc['seq']))
  const command = potDelivery(deps, of, year, `close ${id}`)
  delivered(
    await changePot(deps, command, Number(number.doc['seq']), { close: id }, ({ pot, request }) => {
      if (!request || !isOpen(request)) return ok({})
      const ended = end(pot, request, 'closed', { at: deps.clock.now() })
      if (!ended.ok) return ended
      const ref = { year, seq: request.seq }
      const tell = (person: string): Errand => ({
        kind: 'tell',
        group: of,
        person,
        topic: 'request',
        ref,
        occasion: 'closed',
      })
      const told = approvers.map((person) => leave(`close ${id}`, tell(person), deps.clock.now()))
      return ok({ ...ended.value, besides: [...tellEnd(deps, of, ended.value), ...told] })
    }),
  )
}

/** `pot-return` (X4): takes in what a revoke gave up in the peer's account. */
export async function takeBackHours(deps: Deps, given: Record<string, unknown>): Promise<void> {
  const { group: of, year, seq, id, minutes, by, at, reason } = Returned.parse(given)
  const command = potDelivery(deps, of, year, `return ${id}`)
  delivered(
    await changePot(deps, command, seq, { return: minutes }, ({ pot, request }) => {
      if (!request) throw new Error('hours came back for a request that is not there')
      const step = giveBack(pot, request, { minutes, by, at, reason })
      return ok({ ...step, besides: tellEnd(deps, of, step) })
    }),
  )
}

/** `pot-settle` (X2): hours have returned; those that wait are reserved in order, as far as they fit. */
export async function settlePot(deps: Deps, given: Record<string, unknown>): Promise<void> {
  const { group: of, year, id } = Settle.parse(given)
  // What still waits is closed.
  if (dateAt(deps.clock.now()) > yearClosesOn(year)) return
  for (;;) {
    const next = await nextWaiting(deps, of, year)
    if (next === undefined) return
    const command = potDelivery(deps, of, year, `reserve ${id} ${next.request.id}`)
    const { request } = delivered(
      await changePot(deps, command, next.request.seq, { reserve: id }, ({ pot, request }) => {
        const step = request && reserve(pot, request)
        if (!step) return ok({})
        const { seq } = step.request
        const now = deps.clock.now()
        const cause = `${id} ${step.request.id} ${step.request.rev}`
        const isReady = hasAllKeys(step.request, policyOf(of).keys)
        const errand: Errand = isReady
          ? { kind: 'command', group: of, command: 'pot-grant', body: { group: of, year, seq } }
          : { kind: 'refresh', group: of, topic: 'request', ref: { year, seq } }
        return ok({ ...step, besides: [leave(cause, errand, now)] })
      }),
    )
    // The hours have gone again; whatever returns them settles the pot once more.
    if (request?.state === 'waiting') return
  }
}

/** The first request that waits, when the pot could hold it. */
async function nextWaiting({ store }: Deps, of: GroupId, year: number) {
  const { pot } = await readPot(store, of, year, undefined)
  if (pot.waiting === 0) return undefined
  for await (const stored of store.list(potPartition(of, year), under('open'))) {
    const request = parseStored(PotRequest, stored)
    if (request.state !== 'waiting') continue
    return request.sum.shortfall <= availableIn(pot) ? { request } : undefined
  }
  return undefined
}

/** `pot-grant`: both keys were turned while the request waited, and now its hours are reserved. */
export async function grantReserved(deps: Deps, given: Record<string, unknown>): Promise<void> {
  const { group: of, year, seq } = AboutSeq.parse(given)
  const command = potDelivery(deps, of, year, `grant ${seq}`)
  delivered(
    await changePot(deps, command, seq, { grant: seq }, async ({ pot, request }) => {
      if (!request || request.state !== 'reserved' || !hasAllKeys(request, policyOf(of).keys)) return ok({})
      return ok(await grantRequest(deps, of, pot, request))
    }),
  )
}
