// `audit`: who did what when, read from the records themselves, the newest first. A page is the newest few of what every
// source has; nothing is copied into a log of its own, so that there is nothing to forget or to forge.
import { addDays, startOf, type Instant } from '../../domain/calendar.ts'
import { requestOf } from '../../domain/entry.ts'
import { mayDo } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import type { PotRequest } from '../../domain/pot.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { checkBetween, type Between } from '../../domain/report.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import {
  directoryHappenings,
  missHappenings,
  potHappenings,
  potRequests,
  requestHappenings,
  yearEndHappenings,
  yearsAround,
} from './groupHappenings.ts'
import {
  clearanceHappenings,
  disputeHappenings,
  ledgerHappenings,
  registerHappenings,
  remarkHappenings,
} from './peerHappenings.ts'
import type { Deps } from '../deps.ts'
import { eachOf } from '../eachOf.ts'
import type { Happening } from './happening.ts'
import { listPeople } from '../people/people.ts'

/** What somebody did, what was done about them, or both. */
export const parts = ['both', 'did', 'about'] as const
export type Part = (typeof parts)[number]

export interface AuditAsked extends Between {
  readonly person?: string | undefined
  readonly part: Part
  /** A request's number, or its claim code. */
  readonly request?: string | undefined
  /** Only what comes after this place: the next page. */
  readonly after?: string | undefined
  readonly size: number
}

export interface Audit {
  readonly happenings: readonly Happening[]
  readonly people: ReadonlyMap<string, Person>
  /** Where the next page begins. */
  readonly next: string | undefined
}

export async function seeAudit(
  { store, clock }: Deps,
  by: Person,
  asked: AuditAsked,
  until: Instant = Infinity,
): Promise<Result<Audit, Refusal>> {
  if (!mayDo(by, 'audit', by)) return refuse({ type: 'not-allowed' })
  const checked = checkBetween(asked)
  if (!checked.ok) return checked
  const { group } = by
  const { from, to, person, part } = asked
  const years = yearsAround(from, to)
  const people = await listPeople(store, group)
  const page = new NewestFirst(asked)
  const take = async (source: AsyncIterable<Happening>) => {
    for await (const each of source) page.take(each)
  }
  const requests: PotRequest[] = []
  for await (const each of potRequests(store, group, years)) if (isAsked(each, asked)) requests.push(each)
  requests.flatMap(requestHappenings).forEach((each) => page.take(each))
  const byRequest = new Map(requests.map((each) => [each.id, each]))
  const withRequest = requests.map((each) => each.person)
  const subjects = people.filter(
    ({ id }) =>
      (asked.request === undefined || withRequest.includes(id)) &&
      (part !== 'about' || id === (person ?? id)),
  )
  let isLate = false
  await eachOf(subjects, async (peer) => {
    if ((isLate ||= clock.now() > until)) return
    for await (const each of ledgerHappenings(store, peer, years, (at) => page.wants(at)))
      page.take(withItsRequest(each, byRequest))
    await take(remarkHappenings(store, by, peer))
    for (const source of [clearanceHappenings, registerHappenings, disputeHappenings])
      await take(source(store, peer))
  })
  if (isLate) return refuse({ type: 'report-size' })
  await take(directoryHappenings(store, group))
  await take(potHappenings(store, group, years))
  await take(yearEndHappenings(store, group, years))
  // P13: what is said and decided about a missed log is for those who may put it before the Executive.
  if (mayDo(by, 'executive-update', by)) await take(missHappenings(store, group, years))
  return ok({ ...page.end(), people: new Map(people.map((each) => [each.id, each])) })
}

/** `7`, or `CP-2627-0007`. */
const isAsked = ({ seq, grant }: PotRequest, { request }: AuditAsked): boolean =>
  request === undefined || request === String(seq) || request === grant?.code

/** Entries name a request by its id; people know its number. */
function withItsRequest(happening: Happening, requests: ReadonlyMap<string, PotRequest>): Happening {
  const { deed } = happening
  if (deed.type !== 'entry') return happening
  const found = requests.get(requestOf(deed.entry) ?? '')
  return found ? { ...happening, request: { year: found.year, seq: found.seq } } : happening
}

/** Keeps the newest few of what was asked for, whatever comes in whatever order. */
class NewestFirst {
  readonly #asked: AuditAsked
  readonly #first: Instant
  readonly #last: Instant
  #kept: { place: string; happening: Happening }[] = []

  constructor(asked: AuditAsked) {
    this.#asked = asked
    this.#first = startOf(asked.from)
    this.#last = startOf(addDays(asked.to, 1))
  }

  /** Whether something of that moment could still be on the page. */
  wants(at: Instant): boolean {
    const oldest = this.#kept.length > this.#asked.size ? this.#kept.at(-1)?.happening.at : undefined
    return at >= (oldest ?? this.#first) && at >= this.#first
  }

  take(happening: Happening): void {
    const { at, id } = happening
    if (at < this.#first || at >= this.#last || !this.#isAbout(happening)) return
    const place = `${String(at).padStart(14, '0')} ${id}`
    if (place >= (this.#asked.after ?? '~')) return
    const before = this.#kept.findIndex((each) => each.place < place)
    this.#kept.splice(before < 0 ? this.#kept.length : before, 0, { place, happening })
    this.#kept.length = Math.min(this.#kept.length, this.#asked.size + 1)
  }

  #isAbout({ by, about, request }: Happening): boolean {
    const { person, part, request: wanted } = this.#asked
    if (wanted !== undefined && !request) return false
    if (person === undefined) return true
    return (part !== 'about' && by === person) || (part !== 'did' && about === person)
  }

  end(): Pick<Audit, 'happenings' | 'next'> {
    const { size } = this.#asked
    const shown = this.#kept.slice(0, size)
    return {
      happenings: shown.map(({ happening }) => happening),
      next: this.#kept.length > size ? shown.at(-1)?.place : undefined,
    }
  }
}
