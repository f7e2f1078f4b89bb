// The card of a request, which everybody sees in their own way: the peer with Withdraw, those who hold a key with Agree and
// Decline, the Head of Group Office with Revoke.
import type { Decided, RequestRef } from '../../../app/pot/decideRequest.ts'
import type { Deps } from '../../../app/deps.ts'
import { listPeople, listStandIns } from '../../../app/people/people.ts'
import { seeBalance } from '../../../app/hours/seeBalance.ts'
import { seeRequest } from '../../../app/pot/seePot.ts'
import { askedByTitle, strandTitles } from '../../../domain/activities.ts'
import type { Balance } from '../../../domain/balance.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { hours, longDate } from '../../../domain/format.ts'
import { mayDo } from '../../../domain/permissions.ts'
import { roleTitle, type Person } from '../../../domain/person.ts'
import { policyOf } from '../../../domain/policy.ts'
import { availableIn, isOpen, type Pot, type PotRequest } from '../../../domain/pot.ts'
import { keyToTurn } from '../../../domain/request.ts'
import type { Button, Fact } from '../../cardParts.ts'
import { button, reply } from '../../cards.ts'
import { keyTitle, turnedLine } from '../../words/keyWords.ts'
import { namesOf } from '../../words/names.ts'
import { endNotes, stateOf } from '../../words/requestState.ts'
import { shortfallLine } from '../../words/requestWords.ts'
import type { Reply } from '../../turn.ts'
import { refused } from '../notice.ts'

/** Whether the person could turn a key of an open request today. */
export async function mayTurnKey(deps: Deps, person: Person, ref: RequestRef): Promise<boolean> {
  const found = await seeRequest(deps, person, ref)
  if (!found.ok || !isOpen(found.value.request)) return false
  const standIns = await listStandIns(deps.store, person.group)
  const { keys } = policyOf(person.group)
  const today = dateAt(deps.clock.now())
  return keyToTurn(person, found.value.requester, found.value.request.keys, keys, standIns, today).ok
}

export interface Around {
  readonly problems?: readonly string[]
  readonly reason?: string | undefined
  /** Chosen from a list: a second press of Open must land on nothing that decides. */
  readonly isOpened?: boolean | undefined
  /** What the card is about, when it comes by itself. */
  readonly title?: string
  /** How the request stands, where that was just decided. */
  readonly decided?: Decided
  /** It was opened from a list and is decided: the way to what else waits. */
  readonly leadsOn?: boolean | undefined
}

/** @param command names what the card's buttons do, where that may be done more than once. */
export async function showRequest(
  deps: Deps,
  person: Person,
  command: string,
  ref: RequestRef,
  { problems = [], reason = '', isOpened = false, title, decided, leadsOn = false }: Around = {},
): Promise<Reply> {
  const found = await seeRequest(deps, person, ref, decided)
  if (!found.ok) return refused(found.error)
  const { request, pot, requester } = found.value
  const [people, standIns] = await Promise.all([
    listPeople(deps.store, person.group),
    listStandIns(deps.store, person.group),
  ])
  const today = dateAt(deps.clock.now())
  const names = namesOf(people)
  const needed = policyOf(person.group).keys
  const isMine = requester.id === person.id
  const mayTurnOne = isOpen(request) && keyToTurn(person, requester, request.keys, needed, standIns, today).ok
  // Only where it is looked for: the card that was agreed to offers no way back under the same finger.
  const mayRevoke =
    isOpened &&
    request.state === 'granted' &&
    (request.grant?.minutes ?? 0) > 0 &&
    mayDo(person, 'revoke', requester)
  const balance = isMine ? undefined : await seeBalance(deps, person, requester, request.year)
  const state = stateOf(request)
  const what = `${isMine ? 'You asked' : `${requester.name} asks`} for ${hours(request.sum.shortfall)} from the central pot`
  return reply('request', `${title ?? what}. ${state}`, {
    title:
      title ?? (isMine ? `Your request no. ${request.seq}` : `${requester.name}: request no. ${request.seq}`),
    problems,
    state,
    what: [
      isMine
        ? `You asked for ${hours(request.sum.shortfall)}:`
        : `${requester.name}, ${roleTitle(requester.role)}, asks for ${hours(request.sum.shortfall)}:`,
      request.ask.what,
    ],
    facts: [
      ...factsOf(request, pot, isMine),
      ...(balance?.ok ? [{ title: 'Their year', value: yearLine(balance.value) }] : []),
      ...needed
        .filter((key) => isOpen(request) || request.keys[key])
        .map((key) => ({
          title: keyTitle(key, requester),
          value: turnedLine(request.keys[key], names, requester),
        })),
    ],
    notes: endNotes(request, names, requester, isMine),
    asksReason: mayTurnOne
      ? 'Reason, if you decline'
      : mayRevoke
        ? 'Reason, if you revoke what is unused'
        : '',
    reason,
    actions: actionsOf(request, { mayTurnOne, isMine, mayRevoke, isOpened, leadsOn, command }),
  })
}

/** What a choice sends back: the year and number of a request. */
export const valueOf = ({ year, seq }: RequestRef): string => `request ${year} ${seq}`

function actionsOf(
  { year, seq, ...request }: PotRequest,
  may: {
    mayTurnOne: boolean
    isMine: boolean
    mayRevoke: boolean
    isOpened: boolean
    leadsOn: boolean
    command: string
  },
): Button[] {
  const ref = { year, seq }
  const isPending = request.state === 'waiting' || request.state === 'reserved'
  const isLeft = request.state === 'granted' && (request.grant?.minutes ?? 0) > 0
  const decides = may.mayTurnOne || may.mayRevoke || (may.isMine && isPending)
  const pressed = { ...ref, ...(may.isOpened && { isOpened: true }) }
  return [
    ...(may.isOpened && decides ? [button('Refresh', 'request/open', { chosen: valueOf(ref) })] : []),
    ...(may.mayTurnOne
      ? [
          button('Agree', 'request/agree', pressed, { style: 'positive' }),
          button('Decline', 'request/decline', pressed, { style: 'destructive', inputs: 'auto' }),
        ]
      : []),
    ...(may.isMine && isPending
      ? [button('Withdraw', 'request/withdraw', ref, { style: 'destructive' })]
      : []),
    ...(may.isMine && !isPending && !isLeft
      ? [button('My requests', 'my-requests'), button('Balance', 'balance')]
      : []),
    ...(may.isMine && isLeft
      ? [
          button('Log hours', 'log'),
          button('Re-claim unclaimed hours', 'request/reclaim', { ...ref, command: may.command }),
        ]
      : []),
    ...(may.leadsOn ? [button('Approvals', 'approvals')] : []),
    ...(may.mayRevoke
      ? [
          button(
            'Revoke unused',
            'request/revoke',
            { ...ref, command: may.command },
            {
              style: 'destructive',
              inputs: 'auto',
            },
          ),
        ]
      : []),
  ]
}

function factsOf(request: PotRequest, pot: Pot, isMine: boolean): Fact[] {
  const { ask, sum, grant, state } = request
  const available = availableIn(pot)
  const whose = isMine ? 'your' : 'the peer’s'
  const facts: Fact[] = [
    {
      title: 'When',
      value: ask.from === ask.to ? longDate(ask.from) : `${longDate(ask.from)} to ${longDate(ask.to)}`,
    },
    { title: 'Strand', value: strandTitles[ask.strand] },
    { title: 'Asked by', value: askedByTitle(ask.askedBy) },
    { title: 'Sum', value: shortfallLine(sum, whose) },
  ]
  if (grant && shortfallLine(grant.sum, whose) !== shortfallLine(sum, whose))
    facts.push({ title: 'Sum when agreed', value: shortfallLine(grant.sum, whose) })
  if (grant) facts.push({ title: 'Granted', value: `${hours(grant.minutes)} under ${grant.code}` })
  if (!isMine && state === 'reserved')
    facts.push({
      title: 'Left in the pot after it',
      value: `${hours(available)} of ${hours(pot.funded)} (${hours(sum.shortfall)} is reserved for it)`,
    })
  if (!isMine && state === 'waiting')
    facts.push({
      title: 'In the pot',
      value: `${hours(available)} available, and it needs ${hours(sum.shortfall)}${available < sum.shortfall ? '' : ', after those that wait before it'}`,
    })
  return facts
}

/** P11: what the peer has used and has of their own, and apart from it what the pot gave them. */
function yearLine({ drawn, carried, allocation, grants, promised }: Balance): string {
  const own = allocation.left + carried.left - carried.lapsed
  return [
    `${hours(drawn)} used`,
    `${hours(own)} left${promised > 0 ? ` (${hours(promised)} of it promised)` : ''}`,
    ...(grants.left > 0 ? [`${hours(grants.left)} from the pot unused`] : []),
  ].join(', ')
}
