// `pot`: the central pot of a year with its sum, the requests behind each figure, and setting what it holds.
import type { Deps } from '../../../app/deps.ts'
import { fundPot } from '../../../app/pot/fundPot.ts'
import { requestsIn, seePot, type RequestCursor } from '../../../app/pot/seePot.ts'
import { yearOf, type MeetingYear } from '../../../domain/calendar.ts'
import { days, hours, yearName } from '../../../domain/format.ts'
import { dayMinutes } from '../../../domain/money.ts'
import { mayDo } from '../../../domain/permissions.ts'
import type { Person } from '../../../domain/person.ts'
import { availableIn, unallocatedIn, type PotRequest } from '../../../domain/pot.ts'
import { button, reply } from '../../cards.ts'
import { nameOr } from '../../words/names.ts'
import { readWorkDays } from '../../reading/workHours.ts'
import { sentence } from '../../replies.ts'
import { shortfallLine } from '../../words/requestWords.ts'
import { pressOf, type Reply, type Turn } from '../../turn.ts'
import { notice, refused } from '../notice.ts'
import { stateOf } from '../../words/requestState.ts'
import { valueOf } from './requestCard.ts'

const pageSize = 5

/** X1: the pot's equation, and the requests behind each figure. */
export async function showPot(
  deps: Deps,
  turn: Turn,
  year: MeetingYear = yearOf(turn.today),
  problems: readonly string[] = [],
  typedDays?: string,
): Promise<Reply> {
  const found = await seePot(deps, turn.person, year, pageSize)
  if (!found.ok) return refused(found.error)
  const { pot, open, done, people } = found.value
  const granted = done.filter(({ state }) => state === 'granted')
  const available = availableIn(pot)
  const shown = [...open, ...granted].slice(0, 2 * pageSize)
  const mayFund = mayDo(turn.person, 'fund-pot', turn.person)
  const equation = `${hours(available)} available + ${hours(pot.reserved)} reserved + ${hours(pot.granted)} granted = ${hours(pot.funded)} (${days(pot.funded)})`
  return reply('pot', `Central pot ${yearName(year)}: ${equation}.`, {
    title: `Central pot ${yearName(year)}`,
    problems,
    available: `${hours(available)} available`,
    facts: [
      { title: 'Funded', value: equation },
      {
        title: 'Waiting',
        value: pot.waiting === 0 ? 'no request' : pot.waiting === 1 ? '1 request' : `${pot.waiting} requests`,
      },
      {
        title: 'Group',
        value: `${days(pot.given)} given − ${days(pot.allocated)} with peers − ${days(pot.funded)} in the pot = ${days(unallocatedIn(pot))} left`,
      },
    ],
    rows: shown.map((request) => ({
      title: `No. ${request.seq}: ${requesterOf(request, people)}`,
      state: `${stateOf(request)} ${shortfallLine(request.grant?.sum ?? request.sum, 'the peer’s')}.`,
    })),
    chosen: shown[0] ? valueOf(shown[0]) : '',
    choices: shown.map((request) => ({ title: titleOf(request, people), value: valueOf(request) })),
    asksDays: mayFund ? 'Days in the pot' : '',
    days: typedDays ?? String(pot.funded / dayMinutes),
    actions: [
      ...(shown.length > 0
        ? [
            button('Open', 'request/open', {}, { inputs: 'auto' }),
            button('All requests', 'pot/requests', { year }),
          ]
        : []),
      ...(mayFund ? [button('Set the pot', 'pot/fund', { year, command: turn.id }, { inputs: 'auto' })] : []),
      button('Approvals', 'approvals'),
    ],
  })
}

type People = ReadonlyMap<string, Person>

const requesterOf = ({ person }: PotRequest, people: People): string => nameOr(people.get(person)?.name)

const titleOf = (request: PotRequest, people: People): string =>
  `No. ${request.seq}: ${requesterOf(request, people)}, ${hours(request.sum.shortfall)}`

/** X1: all the requests of a year: in what order those that are open wait, then those that are over. */
export async function showPotRequests(
  deps: Deps,
  turn: Turn,
  year: MeetingYear,
  after?: RequestCursor,
): Promise<Reply> {
  const found = await requestsIn(deps, turn.person, year, pageSize, after)
  if (!found.ok) return refused(found.error)
  const { requests, people, next } = found.value
  if (requests.length === 0)
    return notice(
      `No requests for ${yearName(year)}`,
      ['Nobody has asked the pot for days of this year.'],
      [button('Central pot', 'pot', { year })],
    )
  return reply('list', `Requests of ${yearName(year)}: ${requests.map(stateOf).join(' ')}`, {
    title: `Requests of ${yearName(year)}`,
    lines: ['Open ones first, in order; then those that are over, the latest first.'],
    rows: requests.map((request) => ({
      title: titleOf(request, people),
      state: stateOf(request),
      detail: '',
    })),
    choose: 'Request to open',
    chosen: requests[0] ? valueOf(requests[0]) : '',
    choices: requests.map((request) => ({ title: titleOf(request, people), value: valueOf(request) })),
    actions: [
      button('Open', 'request/open', {}, { style: 'positive', inputs: 'auto' }),
      ...(next ? [button('Next page', 'pot/requests', { year, after: next })] : []),
      button('Central pot', 'pot', { year }),
    ],
  })
}

export async function setPot(
  deps: Deps,
  turn: Turn,
  { year, days: typed, command }: { year: MeetingYear; days: string; command: string },
): Promise<Reply> {
  const minutes = readWorkDays(typed)
  if (minutes === undefined || minutes % 15 !== 0)
    return showPot(
      deps,
      turn,
      year,
      [
        `Days in the pot: “${typed.slice(0, 80)}” cannot be put into the pot. Type days such as 15 or 12.5, in steps of 15 minutes.`,
      ],
      typed,
    )
  const press = pressOf(turn, `fund ${command} ${minutes}`)
  const done = await fundPot(deps, press, year, minutes)
  return showPot(deps, turn, year, done.ok ? [] : [sentence(done.error)], done.ok ? undefined : typed)
}
