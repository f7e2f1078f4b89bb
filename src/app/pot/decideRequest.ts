// X2: turning a key, declining and withdrawing. Who may is asked anew at every press: the role, the stand-ins and the
// request are read, never the card.
import type { MeetingYear } from '../../domain/calendar.ts'
import { dateAt, yearClosesOn } from '../../domain/calendar.ts'
import type { Person } from '../../domain/person.ts'
import { policyOf } from '../../domain/policy.ts'
import { end, hasAllKeys, isOpen, turn, type Pot, type PotRequest } from '../../domain/pot.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { holderOf, keyToTurn, type InPlaceOf, type KeyName, type TurnedKey } from '../../domain/request.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import { changePot, potPress, type PotChange, type ReadPot } from './changePot.ts'
import type { Deps } from '../deps.ts'
import { readPerson } from '../people/directory.ts'
import { grantRequest, tellEnd } from './grantRequest.ts'
import { leave } from '../outbox/outbox.ts'
import { holdersOf, listStandIns } from '../people/people.ts'
import type { Press } from '../press.ts'

/** A request by its year and number, within the group of whoever asks. */
export interface RequestRef {
  readonly year: MeetingYear
  readonly seq: number
}

/** A request as a decision left it, and its pot: nothing need be read again to show them. */
export interface Decided {
  readonly request: PotRequest
  readonly pot: Pot
}

/** X2: turns the key that the person may turn; with the last one the request is granted, if its hours are reserved. */
export const turnKey = (deps: Deps, press: Press, ref: RequestRef): Promise<Result<Decided, Refusal>> =>
  decide(deps, press, ref, 'agree', async ({ pot, request }, key, turned) => {
    const { group } = press.by
    const stepped = turn(request, key, turned)
    if (!stepped.ok) return stepped
    const after = stepped.value
    if (after.state === 'reserved' && hasAllKeys(after, policyOf(group).keys))
      return ok(await grantRequest(deps, group, pot, after))
    const refresh = {
      kind: 'refresh' as const,
      group,
      topic: 'request',
      ref: { year: ref.year, seq: ref.seq },
    }
    return ok({ request: after, besides: [leave(`${request.id} ${after.rev}`, refresh, deps.clock.now())] })
  })

/** X2: either key may decline, with a reason, which the peer is told. */
export async function declineRequest(
  deps: Deps,
  press: Press,
  ref: RequestRef,
  reason: string,
): Promise<Result<Decided, Refusal>> {
  if (reason === '') return refuse({ type: 'reason-missing' })
  return decide(deps, press, ref, `decline ${reason}`, ({ pot, request }, _key, turned) => {
    const ended = end(pot, request, 'declined', { ...turned, reason })
    return ended.ok ? ok({ ...ended.value, besides: tellEnd(deps, press.by.group, ended.value) }) : ended
  })
}

/** The peer takes a request back while it is pending. */
export async function withdrawRequest(
  deps: Deps,
  press: Press,
  { year, seq }: RequestRef,
): Promise<Result<Decided, Refusal>> {
  const { by } = press
  return decidedOf(
    await changePot(deps, potPress(press, year), seq, { withdraw: { year, seq } }, ({ pot, request }) => {
      if (!request || request.person !== by.id) return refuse({ type: 'no-such-request' })
      const ended = end(pot, request, 'withdrawn', { by: by.id, at: deps.clock.now() })
      return ended.ok ? ok({ ...ended.value, besides: tellEnd(deps, by.group, ended.value) }) : ended
    }),
  )
}

/** X2: work of a closed year may be agreed until 1 October; what is open then is closed, late or not. */
const isClosed = ({ clock }: Deps, year: MeetingYear): boolean => dateAt(clock.now()) > yearClosesOn(year)
const datesOf = ({ ask: { from, to } }: PotRequest) => ({ from, to })

type Read = ReadPot & { readonly request: PotRequest }

/** Finds the key that the person may turn today, and lets `step` use it. */
async function decide(
  deps: Deps,
  press: Press,
  { year, seq }: RequestRef,
  asked: string,
  step: (
    read: Read,
    key: KeyName,
    turned: TurnedKey,
  ) => Promise<Result<PotChange, Refusal>> | Result<PotChange, Refusal>,
): Promise<Result<Decided, Refusal>> {
  const { by } = press
  return decidedOf(
    await changePot(deps, potPress(press, year), seq, { asked, year, seq }, async (read) => {
      const { request } = read
      if (!request) return refuse({ type: 'no-such-request' })
      if (isOpen(request) && isClosed(deps, year))
        return refuse({ type: 'request-dates', problem: 'year-closed', ...datesOf(request) })
      const key = await keyFor(deps, by, request)
      if (!key.ok) return key
      const left = asked === 'agree' ? await leftBefore(deps, by, request) : undefined
      if (left) return refuse(left)
      return step({ ...read, request }, key.value.key, key.value.turned)
    }),
  )
}

/** D3: work that begins after the requester's last day could never be logged, so it is not agreed. */
async function leftBefore(
  { store }: Deps,
  { group }: Person,
  { person, ask }: PotRequest,
): Promise<Refusal | undefined> {
  const requester = await readPerson(store, group, person)
  const { name, leftOn } = requester ?? {}
  return name !== undefined && leftOn !== undefined && leftOn < ask.from
    ? { type: 'requester-left', name, left: leftOn }
    : undefined
}

/** X2: the record says who pressed and for whom. */
async function keyFor(
  deps: Deps,
  by: Person,
  request: PotRequest,
): Promise<Result<{ key: KeyName; turned: TurnedKey }, Refusal>> {
  const { store, clock } = deps
  const today = dateAt(clock.now())
  const requester = await readPerson(store, by.group, request.person)
  if (!requester) return refuse({ type: 'no-such-request' })
  const standIns = await listStandIns(store, by.group)
  const key = keyToTurn(by, requester, request.keys, policyOf(by.group).keys, standIns, today)
  if (!key.ok) return key
  const isHolder = by.role === holderOf(key.value)
  const whose = isHolder ? {} : await placeOf(deps, requester, key.value)
  return ok({ key: key.value, turned: { by: by.id, ...whose, at: clock.now() } })
}

async function placeOf(deps: Deps, requester: Person, key: KeyName): Promise<InPlaceOf> {
  if (requester.role === holderOf(key)) return { for: requester.id }
  const [holder] = await holdersOf(deps, requester.group, key)
  return holder ? { for: holder.id } : { vacant: key }
}

const decidedOf = (done: Result<ReadPot, Refusal>): Result<Decided, Refusal> => {
  if (!done.ok) return done
  const { request, pot } = done.value
  return request ? ok({ request, pot }) : refuse({ type: 'no-such-request' })
}
