// `my requests`, `approvals` and `pot`: lists of requests, each opened from a choice.
import type { SeenClearance } from '../../app/seeClearance.ts'
import { waitingClearances } from '../../app/waitingClearances.ts'
import type { Deps } from '../../app/deps.ts'
import { fundPot } from '../../app/fundPot.ts'
import {
  approvalsFor,
  openYears,
  requestsIn,
  requestsOf,
  seePot,
  type RequestCursor,
} from '../../app/seePot.ts'
import { dateAt, daysBetween, yearOf, type MeetingYear } from '../../domain/calendar.ts'
import { days, hours, longDate, yearName } from '../../domain/format.ts'
import { mayDo } from '../../domain/permissions.ts'
import { availableIn, isOpen, unallocatedIn, type PotRequest } from '../../domain/pot.ts'
import type { Person } from '../../domain/person.ts'
import { button, reply } from '../cards.ts'
import { workLine } from '../figures.ts'
import { nameOr } from '../names.ts'
import { readWorkHours } from '../reading/workHours.ts'
import { sentence, shortfallLine } from '../replies.ts'
import type { Reply, Turn } from '../turn.ts'
import { notice, refused } from './notice.ts'
import { valueOf as clearanceValueOf } from './clearance.ts'
import { showRequest, stateOf, valueOf } from './requestCard.ts'
import { beginning } from './typed.ts'

const pageSize = 5
/** Characters of what was typed, in a list. */
const mostShown = 200

export async function showMyRequests(deps: Deps, turn: Turn, from = 0): Promise<Reply> {
  const all = await requestsOf(deps, turn.person)
  // What is still to be decided can be withdrawn, so that it is never on a page that nobody sees.
  const isPending = ({ request }: (typeof all)[number]) => !request || isOpen(request)
  const ordered = [...all.filter(isPending), ...all.filter((each) => !isPending(each))]
  const first = from < ordered.length ? from : 0
  const found = ordered.slice(first, first + pageSize)
  const next = first + pageSize
  if (found.length === 0)
    return notice(
      'No requests',
      ['You have not asked for days from the central pot.'],
      [button('Request days', 'request-days'), button('Balance', 'balance')],
    )
  const arrived = found.flatMap(({ request }) => request ?? [])
  return reply(
    'list',
    `Your requests: ${found.map(({ request }) => (request ? stateOf(request) : 'on its way')).join('; ')}`,
    {
      title: 'Your requests',
      lines:
        all.length > found.length
          ? [`${first + 1} to ${first + found.length} of ${all.length}, open ones first.`]
          : [],
      rows: found.map(({ sent, request }) => ({
        title: `${request ? `No. ${request.seq}: ` : ''}${hours(sent.sum.shortfall)}, sent ${longDate(sent.on)}`,
        state: request ? stateOf(request) : 'On its way to the central pot.',
        detail: beginning(sent.ask.what, mostShown),
      })),
      choose: 'Request to open',
      chosen: arrived[0] ? valueOf(arrived[0]) : '',
      choices: arrived.map((request) => ({ title: titleOf(request), value: valueOf(request) })),
      actions: [
        ...(arrived.length > 0
          ? [button('Open', 'request/open', {}, { style: 'positive', inputs: 'auto' })]
          : []),
        ...(next < all.length ? [button('Next page', 'my-requests', { from: next })] : []),
        button('Request days', 'request-days'),
      ],
    },
  )
}

const titleOf = ({ seq, sum }: PotRequest): string => `No. ${seq}, ${hours(sum.shortfall)}`

interface Item {
  readonly at: number
  readonly title: string
  readonly state: string
  readonly detail: string
  readonly value: string
}

/** Everything that waits for this person, the oldest first. */
export async function showApprovals(
  deps: Deps,
  turn: Turn,
  from: { above?: string | undefined; after?: string | undefined } = {},
): Promise<Reply> {
  const [items, next] = await waitingFor(deps, turn, from)
  if (items.length === 0)
    return notice(
      'Nothing waits for you',
      ['New requests come to you here by themselves.'],
      [button('Help', 'help')],
    )
  const summary = `${items.length === 1 ? 'One thing waits' : `${items.length} things wait`} for you, the oldest first: ${items[0]?.title ?? ''}.`
  return reply('list', summary, {
    title: 'Waiting for you',
    lines: [],
    rows: items.map(({ title, state, detail }) => ({ title, state, detail })),
    choose: 'Which one',
    chosen: items[0]?.value ?? '',
    choices: items.map(({ title, value }) => ({ title, value })),
    actions: [
      button('Open', 'approvals/open', {}, { style: 'positive', inputs: 'auto' }),
      ...(next ? [button('Next page', 'approvals', next)] : []),
    ],
  })
}

async function waitingFor(
  deps: Deps,
  { person, today }: Turn,
  { above, after = '' }: { above?: string | undefined; after?: string | undefined },
): Promise<[Item[], { above: string; after: string } | undefined]> {
  const [fromYear = 0, fromSeq = 0] = (above ?? '').split(' ').map(Number)
  const found: { item: Item; cursor: string }[] = []
  // A page ends in each list where it was cut, so that neither list may be put out of its own order.
  let latest = 0
  for (const year of openYears(deps)) {
    if (year < fromYear || found.length > pageSize) continue
    const size = pageSize + 1
    const { requests } = await approvalsFor(deps, person, year, size, year === fromYear ? fromSeq : 0)
    for (const { request, requester } of requests) {
      latest = Math.max(latest, request.at)
      const item = { ...requestItem(request, requester, today), at: latest }
      found.push({ item, cursor: `${year} ${request.seq}` })
    }
  }
  const held = await waitingClearances(deps, person, pageSize + 1, after)
  const clearances = held.seen.map((seen) => ({ item: clearanceItem(seen, today), cursor: seen.wait }))
  const all = [
    ...found.map((each) => ({ ...each, of: 'above' as const })),
    ...clearances.map((each) => ({ ...each, of: 'after' as const })),
  ]
  all.sort((a, b) => a.item.at - b.item.at)
  const page = all.slice(0, pageSize)
  const lastOf = (of: 'above' | 'after') => page.findLast((each) => each.of === of)?.cursor
  const next =
    all.length > page.length
      ? { above: lastOf('above') ?? above ?? '', after: lastOf('after') ?? after }
      : undefined
  return [page.map(({ item }) => item), next]
}

const requestItem = (request: PotRequest, requester: Person, today: string): Item => ({
  at: request.at,
  title: `${requester.name}: ${hours(request.sum.shortfall)} from the pot`,
  state: `${stateOf(request)} ${ageOf(request.on, today)}`,
  detail: beginning(request.ask.what, mostShown),
  value: valueOf(request),
})

function clearanceItem(
  { subject, entry, clearance, ref, at }: SeenClearance & { at: number },
  today: string,
): Item {
  return {
    at,
    title: entry
      ? `${subject.name}: ${workLine(entry)}`
      : `${subject.name}: event on ${longDate(clearance?.date ?? today)}`,
    state: `To be cleared. ${ageOf(dateAt(at), today)}`,
    detail: beginning(clearance?.event ?? '', mostShown),
    value: clearanceValueOf(ref),
  }
}

function ageOf(on: string, today: string): string {
  const age = daysBetween(on, today)
  return age === 0 ? 'Since today.' : age === 1 ? 'Since yesterday.' : `For ${age} days.`
}

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
  const nameOf = (request: PotRequest) => nameOr(people.get(request.person)?.name)
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
      title: `No. ${request.seq}: ${nameOf(request)}`,
      state: `${stateOf(request)} ${shortfallLine(request.sum, 'the peer’s')}.`,
    })),
    chosen: shown[0] ? valueOf(shown[0]) : '',
    choices: shown.map((request) => ({
      title: `No. ${request.seq}: ${nameOf(request)}, ${hours(request.sum.shortfall)}`,
      value: valueOf(request),
    })),
    asksDays: mayFund ? 'Days in the pot' : '',
    days: typedDays ?? String(pot.funded / 480),
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
  const nameOf = ({ person }: PotRequest) => nameOr(people.get(person)?.name)
  return reply('list', `Requests of ${yearName(year)}: ${requests.map(stateOf).join(' ')}`, {
    title: `Requests of ${yearName(year)}`,
    lines: ['Open ones first, in order; then those that are over, the latest first.'],
    rows: requests.map((request) => ({
      title: `No. ${request.seq}: ${nameOf(request)}, ${hours(request.sum.shortfall)}`,
      state: stateOf(request),
      detail: '',
    })),
    choose: 'Request to open',
    chosen: requests[0] ? valueOf(requests[0]) : '',
    choices: requests.map((request) => ({
      title: `No. ${request.seq}: ${nameOf(request)}, ${hours(request.sum.shortfall)}`,
      value: valueOf(request),
    })),
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
  const minutes = readWorkHours(/^\s*[\d.,]+\s*$/.test(typed) ? `${typed} days` : typed)
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
  const press = { id: `fund ${command} ${minutes}`, by: turn.person, deadline: turn.deadline }
  const done = await fundPot(deps, press, year, minutes)
  return showPot(deps, turn, year, done.ok ? [] : [sentence(done.error)], done.ok ? undefined : typed)
}

/** Opens what was chosen from a list: a request or a clearance. */
export async function openRequestChosen(deps: Deps, turn: Turn, chosen: string): Promise<Reply> {
  const [, year = 0, seq = 0] = (/^request (20\d{2}) (\d{1,6})$/.exec(chosen) ?? []).map(Number)
  return year > 0 && seq > 0
    ? showRequest(deps, turn.person, turn.id, { year, seq }, { isOpened: true })
    : notice(
        'Choose one first',
        ['Pick what to open in the list, then press Open.'],
        [button('Approvals', 'approvals')],
      )
}
