// What is said and recorded about a peer for a year (P2, P6–P17, F1): feedback, notes of conversations, and outcomes of the
// protocol that no entry shows. Appended: a text may be removed and a record taken back, each with who and when.
import { z } from 'zod'
import { firstDayOf, lastDayOf, type LocalDate, type MeetingYear } from './calendar.ts'
import type { WorkEntry } from './entry.ts'
import { mayReview } from './permissions.ts'
import type { Person } from './person.ts'
import type { Refusal } from './refusal.ts'
import { ok, refuse, type Result } from './result.ts'

/** What may be recorded, with the clause of the protocol. P6, P9 and P10 are judged: met or fallen short of. */
export const outcomeIds = [
  'regional-meeting',
  'peer-meeting',
  'conference',
  'report-asked',
  'report-given',
  'response-met',
  'response-short',
  'teamwork-met',
  'teamwork-short',
  'confidentiality-met',
  'confidentiality-short',
] as const
export type OutcomeId = (typeof outcomeIds)[number]

const outcomeTitles: Record<OutcomeId, string> = {
  'regional-meeting': 'Attended a regional meeting or forum (P12)',
  'peer-meeting': 'Attended a Peer meeting (P15)',
  conference: 'Attended a Peer related conference (P16)',
  'report-asked': 'Was asked to contribute to the Annual Report (P17)',
  'report-given': 'Contributed to the Annual Report (P17)',
  'response-met': 'Responds quickly and thoroughly (P9)',
  'response-short': 'Responds late or incompletely (P9)',
  'teamwork-met': 'Works well with the office and other peers (P10)',
  'teamwork-short': 'Works poorly with the office and other peers (P10)',
  'confidentiality-met': 'Respects member confidentiality (P6)',
  'confidentiality-short': 'A concern about member confidentiality (P6)',
}
export const outcomeTitle = (id: OutcomeId): string => outcomeTitles[id]

const said = {
  type: z.literal('remark'),
  v: z.literal(1),
  year: z.int(),
  /** The peer it is about, and who said it when. */
  person: z.string(),
  by: z.string(),
  at: z.int(),
  /** The text was removed, or the record taken back; by whom and when. */
  removed: z.strictObject({ by: z.string(), at: z.int() }).exactOptional(),
}
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

export const Remark = z.discriminatedUnion('kind', [
  z.strictObject({ ...said, kind: z.literal('feedback'), text: z.string() }),
  /** `on` is the day of the conversation. */
  z.strictObject({ ...said, kind: z.literal('conversation'), on: date, text: z.string() }),
  z.strictObject({ ...said, kind: z.literal('outcome'), on: date, outcome: z.enum(outcomeIds) }),
])
export type Remark = Readonly<z.infer<typeof Remark>>

/** What is to be said, before it is signed. */
export type Saying =
  | { readonly kind: 'feedback'; readonly text: string }
  | { readonly kind: 'conversation'; readonly on: LocalDate; readonly text: string }
  | { readonly kind: 'outcome'; readonly on: LocalDate; readonly outcome: OutcomeId }

/** Whether somebody may say this about a peer, in that year and on that date. */
export function say(
  by: Person,
  subject: Person,
  year: MeetingYear,
  saying: Saying,
  { at, today }: { readonly at: number; readonly today: LocalDate },
): Result<Remark, Refusal> {
  if (!mayReview(by, subject)) return refuse({ type: 'not-allowed' })
  if ('text' in saying && saying.text === '') return refuse({ type: 'nothing-said' })
  const [first, last] = [firstDayOf(year), [today, lastDayOf(year)].sort()[0] ?? today]
  if ('on' in saying && (saying.on < first || saying.on > last))
    return refuse({ type: 'review-date', first, last })
  return ok({ type: 'remark', v: 1, year, person: subject.id, by: by.id, at, ...saying })
}

/**
 * P2, P6: who reads it. The peer reads everything that is said about them, and its author what they said. Feedback and
 * outcomes are read by whoever reviews the peer; notes of conversations only by the group's office and the National Lead
 * Peer, and the National Lead Peer's own by the Head of Group Office and the Group Leader: not by other lead peers.
 */
export function mayRead(reader: Person, subject: Person, remark: Remark): boolean {
  if (reader.group !== subject.group || remark.person !== subject.id) return false
  if (reader.id === subject.id) return true
  if (!mayReview(reader, subject)) return false
  return remark.kind !== 'conversation' || reader.id === remark.by || reader.role !== 'regional-lead'
}

/** Words are their author's to remove; a record, the Head of Group Office's as well. Removed twice it is removed once. */
export function remove(by: Person, subject: Person, remark: Remark, at: number): Result<Remark, Refusal> {
  const isHeads = remark.kind === 'outcome' && by.role === 'head-of-office' && mayReview(by, subject)
  if (!(by.id === remark.by && by.id !== subject.id) && !isHeads) return refuse({ type: 'not-your-words' })
  if (remark.removed) return ok(remark)
  const removed = { by: by.id, at }
  return ok(remark.kind === 'outcome' ? { ...remark, removed } : { ...remark, text: '', removed })
}

/** P15: Peer meetings are scheduled about so many times a year. */
export const peerMeetingsAYear = 4

export interface Judged {
  readonly isMet: boolean
  readonly on: LocalDate
}

/** The outcomes of the protocol, as far as entries and records show them; the dates in order, each once. */
export interface Outcomes {
  readonly proactive: Tally
  readonly queries: Tally
  readonly regionalMeetings: readonly LocalDate[]
  readonly peerMeetings: readonly LocalDate[]
  readonly conferences: readonly LocalDate[]
  readonly reportAsked: LocalDate | undefined
  readonly reportGiven: LocalDate | undefined
  /** What was recorded last. */
  readonly response: Judged | undefined
  readonly teamwork: Judged | undefined
  readonly confidentiality: Judged | undefined
}

export interface Tally {
  readonly entries: number
  readonly minutes: number
  readonly last: LocalDate | undefined
}

/** From the work that stands in the year and what was recorded; an event that was logged and recorded counts once. */
export function outcomesOf(work: readonly WorkEntry[], remarks: readonly Remark[]): Outcomes {
  const records = remarks.flatMap((each) => (each.kind === 'outcome' && !each.removed ? [each] : []))
  const recorded = (id: OutcomeId) => records.flatMap(({ outcome, on }) => (outcome === id ? [on] : []))
  const logged = (id: WorkEntry['activity']) =>
    work.flatMap(({ activity, date }) => (activity === id ? [date] : []))
  const judged = (name: 'response' | 'teamwork' | 'confidentiality'): Judged | undefined => {
    const last = records
      .filter(({ outcome }) => outcome.startsWith(`${name}-`))
      .toSorted((one, other) => (one.on === other.on ? one.at - other.at : one.on < other.on ? -1 : 1))
      .at(-1)
    return last && { isMet: last.outcome.endsWith('-met'), on: last.on }
  }
  return {
    proactive: tally(work.filter(({ activity }) => activity === 'proactive')),
    queries: tally(work.filter(({ activity }) => activity === 'query')),
    regionalMeetings: datesOf(recorded('regional-meeting')),
    peerMeetings: datesOf([...logged('meeting'), ...recorded('peer-meeting')]),
    conferences: datesOf([...logged('conference'), ...recorded('conference')]),
    reportAsked: datesOf(recorded('report-asked')).at(-1),
    reportGiven: datesOf(recorded('report-given')).at(-1),
    response: judged('response'),
    teamwork: judged('teamwork'),
    confidentiality: judged('confidentiality'),
  }
}

const datesOf = (dates: readonly LocalDate[]): LocalDate[] => [...new Set(dates)].sort()

const tally = (work: readonly WorkEntry[]): Tally => ({
  entries: work.length,
  minutes: work.reduce((sum, { minutes }) => sum + minutes, 0),
  last: datesOf(work.map(({ date }) => date)).at(-1),
})
