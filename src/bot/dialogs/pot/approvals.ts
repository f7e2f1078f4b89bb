// `approvals`: everything that waits for one's word, requests, clearances and disputes as one list, the oldest first.
import type { Deps } from '../../../app/deps.ts'
import { waitingDisputes, type WaitingDispute } from '../../../app/hours/disputeEntry.ts'
import type { SeenClearance } from '../../../app/hours/seeClearance.ts'
import { approvalsFor, openYears } from '../../../app/pot/seePot.ts'
import { waitingClearances } from '../../../app/hours/waitingClearances.ts'
import { dateAt, daysBetween } from '../../../domain/calendar.ts'
import { hours, longDate } from '../../../domain/format.ts'
import { mayDo } from '../../../domain/permissions.ts'
import type { Person } from '../../../domain/person.ts'
import type { PotRequest } from '../../../domain/pot.ts'
import { button, reply } from '../../cards.ts'
import { workLine } from '../../words/figures.ts'
import type { Reply, Turn } from '../../turn.ts'
import { valueOf as clearanceValueOf } from '../hours/clearance.ts'
import { valueOf as disputeValueOf } from '../hours/entered.ts'
import { notice } from '../notice.ts'
import { stateOf } from '../../words/requestState.ts'
import { valueOf } from './requestCard.ts'
import { beginning, mostShown } from '../typed.ts'

const pageSize = 5

interface Item {
  readonly at: number
  readonly title: string
  readonly state: string
  readonly detail: string
  readonly value: string
}

/** Where the next page begins in each of the lists that a page is made of: requests, clearances and disputes. */
type Cursors = { readonly above: string; readonly after: string; readonly disputed: string }
type From = { readonly [List in keyof Cursors]?: string | undefined }

/** Everything that waits for this person, the oldest first. */
export async function showApprovals(deps: Deps, turn: Turn, from: From = {}): Promise<Reply> {
  const [items, next] = await waitingFor(deps, turn, from)
  if (items.length === 0)
    return notice(
      'Nothing waits for you',
      ['New requests come to you here by themselves.'],
      [
        ...(mayDo(turn.person, 'see-pot', turn.person) ? [button('Central pot', 'pot')] : []),
        button('Help', 'help'),
      ],
    )
  const isFirst = !from.above && !from.after && !from.disputed
  const summary = `${countOf(items.length, isFirst, next !== undefined)} for you, the oldest first: ${items[0]?.title ?? ''}.`
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

function countOf(number: number, isFirst: boolean, areMore: boolean): string {
  if (!isFirst) return number === 1 ? 'One more thing waits' : `${number} more things wait`
  if (areMore) return `More than ${number} things wait`
  return number === 1 ? 'One thing waits' : `${number} things wait`
}

async function waitingFor(
  deps: Deps,
  { person, today }: Turn,
  { above = '', after = '', disputed = '' }: From,
): Promise<[Item[], Cursors | undefined]> {
  const [fromYear = 0, fromSeq = 0] = above.split(' ').map(Number)
  const found: { item: Item; cursor: string }[] = []
  // A page ends in each list where it was cut, so that no list may be put out of its own order.
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
  const waiting = await waitingDisputes(deps, person, pageSize + 1, disputed)
  const disputes = waiting.map((seen) => ({ item: disputeItem(seen, today), cursor: seen.wait }))
  const all = [
    ...found.map((each) => ({ ...each, of: 'above' as const })),
    ...clearances.map((each) => ({ ...each, of: 'after' as const })),
    ...disputes.map((each) => ({ ...each, of: 'disputed' as const })),
  ]
  all.sort((a, b) => a.item.at - b.item.at)
  const page = all.slice(0, pageSize)
  const lastOf = (of: keyof Cursors) => page.findLast((each) => each.of === of)?.cursor
  const next =
    all.length > page.length
      ? {
          above: lastOf('above') ?? above,
          after: lastOf('after') ?? after,
          disputed: lastOf('disputed') ?? disputed,
        }
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

/** D7: hours that the office logged for a peer, who says that they are wrong. */
const disputeItem = ({ subject, standing, dispute, at, ...seen }: WaitingDispute, today: string): Item => ({
  at,
  title: `${subject.name} disputes ${hours(standing.reduce((sum, { minutes }) => sum + minutes, 0))} logged for them`,
  state: `To be settled. ${ageOf(dateAt(at), today)}`,
  detail: beginning(dispute?.reason ?? '', mostShown),
  value: disputeValueOf(subject.id, seen),
})

function ageOf(on: string, today: string): string {
  const age = daysBetween(on, today)
  return age === 0 ? 'Since today.' : age === 1 ? 'Since yesterday.' : `For ${age} days.`
}
