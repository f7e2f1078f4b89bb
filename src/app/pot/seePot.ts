// Looking at the pot and its requests: what waits for somebody, what a peer has asked for, and what is behind each figure.
import { dateAt, yearOf, type LocalDate, type MeetingYear } from '../../domain/calendar.ts'
import { mayDo } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import { policyOf } from '../../domain/policy.ts'
import { availableIn, isOpen, PotRequest, type Pot } from '../../domain/pot.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { keyToTurn } from '../../domain/request.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import { readPot } from './changePot.ts'
import type { Decided, RequestRef } from './decideRequest.ts'
import type { Deps } from '../deps.ts'
import { readPerson } from '../people/directory.ts'
import { parseStored } from '../documents.ts'
import { byRequestId, doneId, openId, potPartition, under } from '../keys.ts'
import { listPeople, listStandIns } from '../people/people.ts'
import type { IdRange } from '../ports.ts'
import { sentRequests, type SentRequest } from './requestDays.ts'

/** The request as its requester and whoever may see the pot see it; what was just decided is not read again. */
export async function seeRequest(
  deps: Deps,
  person: Person,
  { year, seq }: RequestRef,
  decided?: Decided,
): Promise<Result<{ request: PotRequest; pot: Pot; requester: Person }, Refusal>> {
  const { store } = deps
  const { request, pot } = decided ?? (await readPot(store, person.group, year, seq))
  const requester = request && (await readPerson(store, person.group, request.person))
  if (!request || !requester) return refuse({ type: 'no-such-request' })
  if (requester.id !== person.id && !(await mayApprove(deps, person, request)))
    return refuse({ type: 'not-allowed' })
  return ok({ request, pot, requester })
}

/** The pot is the office's and the keys' to see; a stand-in sees what was open in their time, and what they decided. */
async function mayApprove({ store, clock }: Deps, person: Person, request: PotRequest): Promise<boolean> {
  if (mayDo(person, 'see-pot', person)) return true
  const { national, head } = request.keys
  if ([national?.by, head?.by, request.end?.by].includes(person.id)) return true
  const until = dateAt(request.end?.at ?? clock.now())
  const standIns = await listStandIns(store, person.group)
  return standIns.some(
    ({ person: id, from, to }) => id === person.id && from <= until && (to === undefined || request.on <= to),
  )
}

export interface Waiting {
  readonly requests: readonly { request: PotRequest; requester: Person }[]
  /** The number to ask above for the next page. */
  readonly above: number | undefined
}

/** What waits for somebody's key, oldest first: reads a page, however many are open. */
export async function approvalsFor(
  { store, clock }: Deps,
  person: Person,
  year: MeetingYear,
  size: number,
  above = 0,
): Promise<Waiting> {
  const today = dateAt(clock.now())
  const needed = policyOf(person.group).keys
  const standIns = await listStandIns(store, person.group)
  const found: { request: PotRequest; requester: Person }[] = []
  const people = new Map<string, Person | undefined>()
  const range = { ...under('open'), from: `${openId(above)}!` }
  for await (const stored of store.list(potPartition(person.group, year), range)) {
    const request = parseStored(PotRequest, stored)
    const { person: id } = request
    if (!people.has(id)) people.set(id, await readPerson(store, person.group, id))
    const requester = people.get(id)
    if (!requester || !keyToTurn(person, requester, request.keys, needed, standIns, today).ok) continue
    if (found.length === size) return { requests: found, above: found.at(-1)?.request.seq }
    found.push({ request, requester })
  }
  return { requests: found, above: undefined }
}

/** The years whose requests may be agreed: the current one, the last until it closes, and the next in good time. */
export const openYears = (deps: Deps): MeetingYear[] => {
  const year = yearOf(dateAt(deps.clock.now()))
  return [year - 1, year, year + 1]
}

/** A peer's requests, the latest first, each with how it stands; one still on its way has no number yet. */
export async function requestsOf(
  { store }: Deps,
  person: Person,
): Promise<{ sent: SentRequest; request: PotRequest | undefined }[]> {
  const sent = await sentRequests(store, person)
  return Promise.all(
    sent.map(async (each) => {
      const number = await store.get(potPartition(person.group, each.year), byRequestId(each.id))
      const seq = number && Number(number.doc['seq'])
      const { request } = await readPot(store, person.group, each.year, seq)
      return { sent: each, request }
    }),
  )
}

/** X2: whether a request that was just sent waits for hours, or will once it has reached the pot. */
export async function mustWait(
  { store }: Deps,
  { group }: Person,
  id: string,
  { from, shortfall }: { readonly from: LocalDate; readonly shortfall: number },
): Promise<boolean> {
  const year = yearOf(from)
  const number = await store.get(potPartition(group, year), byRequestId(id))
  const { pot, request } = await readPot(store, group, year, number && Number(number.doc['seq']))
  return request ? request.state === 'waiting' : pot.waiting > 0 || shortfall > availableIn(pot)
}

export interface PotView {
  readonly pot: Pot
  readonly open: readonly PotRequest[]
  readonly done: readonly PotRequest[]
  readonly people: ReadonlyMap<string, Person>
}

/** The pot with each request behind each figure; at most `size` of each, oldest open and latest done first. */
export async function seePot(
  { store }: Deps,
  person: Person,
  year: MeetingYear,
  size: number,
): Promise<Result<PotView, Refusal>> {
  if (!mayDo(person, 'see-pot', person)) return refuse({ type: 'not-allowed' })
  const pk = potPartition(person.group, year)
  const list = async (prefix: string, descending: boolean) => {
    const requests: PotRequest[] = []
    for await (const stored of store.list(pk, { ...under(prefix), descending, limit: size }))
      requests.push(parseStored(PotRequest, stored))
    return requests
  }
  const [{ pot }, open, done, people] = await Promise.all([
    readPot(store, person.group, year, undefined),
    list('open', false),
    list('done', true),
    listPeople(store, person.group),
  ])
  return ok({ pot, open, done, people: new Map(people.map((each) => [each.id, each])) })
}

/** A place in the list of a year's requests: those that are open, in order, and then those that are over, the latest first. */
export interface RequestCursor {
  readonly of: 'open' | 'done'
  readonly seq: number
}

export interface RequestPage {
  readonly requests: readonly PotRequest[]
  readonly people: ReadonlyMap<string, Person>
  /** Where the next page begins. */
  readonly next: RequestCursor | undefined
}

/** X1: every request of a year, a page at a time. */
export async function requestsIn(
  { store }: Deps,
  person: Person,
  year: MeetingYear,
  size: number,
  after?: RequestCursor,
): Promise<Result<RequestPage, Refusal>> {
  if (!mayDo(person, 'see-pot', person)) return refuse({ type: 'not-allowed' })
  const pk = potPartition(person.group, year)
  const found: PotRequest[] = []
  const add = async (range: IdRange) => {
    // One more than a page holds tells that there is another.
    for await (const stored of store.list(pk, { ...range, limit: size + 1 - found.length }))
      found.push(parseStored(PotRequest, stored))
  }
  if (after?.of !== 'done') await add({ ...under('open'), ...(after && { from: `${openId(after.seq)}!` }) })
  if (found.length <= size)
    await add({ ...under('done'), ...(after?.of === 'done' && { to: doneId(after.seq) }), descending: true })
  const requests = found.slice(0, size)
  const last = requests.at(-1)
  const people = await listPeople(store, person.group)
  return ok({
    requests,
    people: new Map(people.map((each) => [each.id, each])),
    next: found.length > size && last ? { of: isOpen(last) ? 'open' : 'done', seq: last.seq } : undefined,
  })
}
