// Where everything lives: partition keys and ids, made of [a-z0-9~-], sortable.
import { createHash } from 'node:crypto'
import type { MeetingYear, Period } from '../domain/calendar.ts'
import { yearId } from '../domain/format.ts'
import type { Person } from '../domain/person.ts'
import type { GroupId } from '../domain/policy.ts'
import type { IdRange } from './ports.ts'

/** 40 hex digits over the parts, kept apart. */
export const hash = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40)

/** A sign-in's own partition: read before the group is known. */
export const linkPartition = (link: string): string => `link~${link}`
export const linkId = 'link'

/** A group's directory. */
export const groupPartition = (group: GroupId): string => `group~${group}`
export const personId = (id: string): string => `person~${id}`
/** By the NFKC lower-case address, so that one address is one person. */
export const emailId = (email: string): string => `email~${hash(normalEmail(email))}`
export const inviteId = (code: string): string => `invite~${hash(code)}`
export const normalEmail = (email: string): string => email.normalize('NFKC').trim().toLowerCase()

/** A peer's ledger. */
export const peerPartition = ({ group, id }: Pick<Person, 'group' | 'id'>): string => `peer~${group}~${id}`
/** Which accounts a peer has: guards the opening of neighbouring years against each other. */
export const yearsId = 'years'
export const accountId = (year: MeetingYear): string => `account~${yearId(year)}`
export const entryId = (year: MeetingYear, seq: number): string => `entry~${yearId(year)}~${padded(seq)}`
/** Created with the reversal of an entry, so that an entry is answered at most once (D5). */
export const answerId = (year: MeetingYear, seq: number): string => `answer~${yearId(year)}~${padded(seq)}`
/** One command of one person; its outcome is returned to every replay. */
export const commandDocId = (by: string, commandId: string): string => `cmd~${hash(by, commandId)}`

const padded = (seq: number): string => String(seq).padStart(6, '0')

/** Entries or answers of a year by number, both ends inclusive. */
export const seqRange = (
  of: 'entry' | 'answer',
  year: MeetingYear,
  from = 0,
  to = 999_999,
  descending = false,
): IdRange => {
  const id = of === 'entry' ? entryId : answerId
  return { from: id(year, from), to: `${id(year, to)}~`, descending }
}

/** The central pot of a group and year. */
export const potPartition = (group: GroupId, year: MeetingYear): string => `pot~${group}~${yearId(year)}`
export const potId = 'pot'
/** An open request by its number; a decided one moves, so that the open ones are a range of their own. */
export const openId = (seq: number): string => `open~${padded(seq)}`
export const doneId = (seq: number): string => `done~${padded(seq)}`
/** Which number a request got, by the id its sender gave it: created once, however often it is delivered. */
export const byRequestId = (request: string): string => `by~${request}`
/** What a peer has of the group's days, as the pot's partition knows it. */
export const shareId = (person: string): string => `share~${person}`
/** A request as its sender keeps it, in the peer's partition; and a clearance asked for beforehand. */
export const requestId = (request: string): string => `request~${request}`
export const clearanceId = (clearance: string): string => `clearance~${clearance}`
/** What a peer says against hours that the office entered for them, by the first of the entries (D7). */
export const disputeId = (year: MeetingYear, seq: number): string => `dispute~${yearId(year)}~${padded(seq)}`
/** What is known of the erasure of somebody's data, in the group's partition. */
export const erasureId = (person: string): string => `erasure~${person}`
export const standInId = (id: string): string => `stand-in~${id}`

/** A peer's register of interests, in the peer's partition: what is known of it, its versions and its confirmations. */
export const registerId = 'register'
export const registerVersionId = (seq: number): string => `register-version~${padded(seq)}`
export const registerConfirmationId = (count: number): string => `register-confirmation~${padded(count)}`

/** The missed logs of a group and year: by period, so that those of one are a range (P13). */
export const missPartition = (group: GroupId, year: MeetingYear): string => `misses~${group}~${yearId(year)}`
export const missId = (period: Period, person: string): string => `miss~${period}~${person}`

/** Who is, or was, in another role than member peer: so that they are found without reading everybody. */
export const leadId = (person: string): string => `lead~${person}`

/** Turns to speak: in one chat, or in one tenant. */
export const pacePartition = (of: string): string => `pace~${of}`
/** What is said about a peer, in their own partition by year (P2); and their profile, in the group's (S1). */
export const remarkId = (year: MeetingYear, key: string): string => `remark~${yearId(year)}~${key}`
export const profileId = (person: string): string => `profile~${person}`

/** Every id that begins so. */
export const under = (prefix: string): IdRange => ({ from: `${prefix}~`, to: `${prefix}~~` })

/** What was written down when a group's year was closed. */
export const yearEndPartition = (group: GroupId, year: MeetingYear): string =>
  `year-end~${group}~${yearId(year)}`
export const yearEndId = 'year-end'
export const statementId = (person: string): string => `statement~${person}`

/** The partitions that a group has for each year: whoever looks for all that is held about somebody looks in each. */
export const groupYearPartitions = [potPartition, missPartition, yearEndPartition] as const
