// Why the rules say no, as values. src/bot/replies.ts turns each into a sentence; nothing is recorded.
import type { LocalDate, MeetingYear, Period } from './calendar.ts'
import type { RegisterProblem } from './register.ts'

/** P11: hours − remaining = shortfall, in minutes. */
export interface ShortfallSum {
  readonly hours: number
  /** Allocation and carried hours usable on the dates, and what of them open requests are promised. */
  readonly usable: number
  readonly promised: number
  readonly remaining: number
  readonly shortfall: number
}

export type Refusal =
  /** D3: not in steps of 15 minutes, or not above 0 and up to 24 h. */
  | { type: 'minutes'; minutes: number }
  /** D3. */
  | { type: 'future'; date: LocalDate; today: LocalDate }
  | { type: 'before-joining'; date: LocalDate; joined: LocalDate }
  | { type: 'after-leaving'; date: LocalDate; left: LocalDate }
  /** D7: before the day on which the peer's records begin here. */
  | { type: 'before-opening'; date: LocalDate; from: LocalDate }
  /** D7: an opening lies in the current year; its hours fit the peer's days; nothing is known from before it. */
  | { type: 'opening-date'; year: MeetingYear }
  | { type: 'opening-known'; year: MeetingYear; carried: number }
  | { type: 'opening-after-work'; from: LocalDate; first: LocalDate }
  | { type: 'opening-over'; used: number; carried: number; writtenOff: number; allocation: number }
  /** C2: what may be extended or written off of carried hours. */
  | { type: 'nothing-carried'; year: MeetingYear }
  | { type: 'extension-date'; earliest: LocalDate; latest: LocalDate }
  | { type: 'write-off-over'; asked: number; most: number }
  /** C2: the year to be closed is not over. */
  | { type: 'year-not-over'; year: MeetingYear; over: LocalDate }
  /** X4. */
  | { type: 'nothing-to-move-back' }
  /** D3: more than 24 h dated one day. */
  | { type: 'day-full'; date: LocalDate; logged: number; asked: number }
  /** D3: over 12 h in a day; asked about once. */
  | { type: 'long-day'; date: LocalDate; total: number }
  /** D4. */
  | { type: 'year-closed'; year: MeetingYear; closedOn: LocalDate }
  | { type: 'carried-closed'; year: MeetingYear; closedOn: LocalDate; minutes: number }
  | { type: 'too-old'; year: MeetingYear }
  | { type: 'no-reason' }
  /** A late change would make more than one commit can hold unclaimed. */
  | { type: 'too-many-moved'; year: MeetingYear }
  /** D5: an entry is answered at most once. */
  | { type: 'answered'; year: MeetingYear; seq: number; by: number; as: string }
  | { type: 'no-such-entry'; year: MeetingYear; seq: number }
  /** D5: only work is corrected; a nil return is undone. */
  | { type: 'not-work' }
  /** D5: a correction that changes nothing. */
  | { type: 'unchanged' }
  /** D2. */
  | { type: 'nothing-to-reclaim' }
  /** P13. */
  | { type: 'nothing-due' }
  | { type: 'period-open-yet'; period: Period }
  | { type: 'period-has-entries'; period: Period; entries: number }
  | { type: 'nil-already'; period: Period }
  /** Y2: an allocation below what is drawn. */
  | { type: 'below-drawn'; year: MeetingYear; asked: number; drawn: number }
  /** X2, X3: a decline, a revoke or a clearance without its reason. */
  | { type: 'reason-missing' }
  /** X3, C4: the entry is not one that the Head of Group Office could still be asked about. */
  | { type: 'not-held'; year: MeetingYear; seq: number }
  /** C4: no hours are free to be held until the Head has decided. */
  | { type: 'nothing-to-hold'; date: LocalDate }
  /** X4: no grant of that year under this code; C4: no clearance for that date. */
  | { type: 'no-such-grant'; date: LocalDate }
  | { type: 'no-such-clearance'; date: LocalDate }
  /** P11: the peer's own hours cover the work. */
  | { type: 'no-shortfall'; sum: ShortfallSum }
  /** Hours of work from 0.25 to 400, in steps of 15 minutes. */
  | { type: 'request-hours'; minutes: number }
  | {
      type: 'request-dates'
      problem: 'reversed' | 'too-short' | 'two-years' | 'year-closed'
      from: LocalDate
      to: LocalDate
    }
  /** The same words within a day; asked about once. */
  | { type: 'same-request'; sentOn: LocalDate; minutes: number }
  /** X2: the request has been decided, withdrawn or closed. */
  | { type: 'request-over'; state: string }
  | { type: 'no-such-request' }
  /** X2: one's own request, a key that another person must turn, or one that is turned already. */
  | { type: 'key'; problem: 'own-request' | 'not-yours' | 'both-keys' | 'turned' }
  /** X1: more than the group has unallocated, or less than is reserved and granted. */
  | { type: 'pot-limit'; asked: number; least: number; most: number }
  /** Y2: more than the group has left, or less than peers and pot have of it. */
  | { type: 'group-limit'; asked: number; left: number }
  | { type: 'given-limit'; asked: number; least: number }
  /** One address is one person. */
  | { type: 'address-taken'; name: string }
  /** An invitation is for whoever has not spoken to the bot yet. */
  | { type: 'uses-the-bot'; name: string }
  | { type: 'no-invitation'; name: string }
  /** A list that was never brought, that somebody else brought, or that holds nothing to import. */
  | { type: 'no-such-import' }
  /** D7: hours are logged for peers only; what was disputed is settled once. */
  | { type: 'not-a-peer'; name: string }
  | { type: 'disputed'; state: string }
  /** L1: a role that holds a key, or whoever is in one, is for the Head of Group Office to change. */
  | { type: 'for-the-head'; role: string }
  /** L1: a group always keeps one Head of Group Office, who uses the bot and has no last day. */
  | { type: 'last-head'; name: string }
  /** L1: a regional lead peer looks after a region. */
  | { type: 'no-region' }
  | { type: 'left-before-joining'; joined: LocalDate }
  | { type: 'no-such-person' }
  /** D3: the work begins after the requester's last day. */
  | { type: 'requester-left'; name: string; left: LocalDate }
  /** X4: nothing of the grant is unused. */
  | { type: 'nothing-to-revoke' }
  /** X2: who may name a stand-in, and whom. */
  | {
      type: 'stand-in'
      problem: 'not-yours-to-name' | 'oneself' | 'wrong-person' | 'both-keys' | 'dates' | 'over'
    }
  /** P13: that is decided already, or not open for this miss. */
  | { type: 'miss-decided' }
  | { type: 'no-such-miss' }
  /** P13: nobody decides about themselves; the National Lead Peer decides, or whoever stands in. */
  | { type: 'not-yours-to-decide' }
  /** P13: an absence that ends before it begins, or is longer than a year. */
  | { type: 'absence-dates' }
  /** A report that ends before it begins, or takes in more than ten years. */
  | { type: 'report-dates'; problem: 'reversed' | 'too-long'; from: LocalDate; to: LocalDate }
  /** There is more to add up than a turn has time for. */
  | { type: 'report-size' }
  /** R1: what is wrong with what a register would state. */
  | { type: 'register-problems'; problems: readonly RegisterProblem[] }
  /** R1: another version was saved after the one that the form shows. */
  | { type: 'register-changed'; base: number; seq: number }
  /** R1: nothing to confirm, to remind of or to redact yet. */
  | { type: 'no-register' }
  /** R1: a change that changes nothing. */
  | { type: 'register-unchanged'; seq: number }
  /** R1: the policy asks about headings that the current version does not answer; by title. */
  | { type: 'register-headings'; titles: readonly string[] }
  /** R2: the current version holds that text still. */
  | { type: 'entry-in-force' }
  | { type: 'no-such-register-entry' }
  /** R1: reminded today already; or nothing is due. */
  | { type: 'reminded-already' }
  | { type: 'register-not-due' }
  /** A leaver's data is kept for the retention time of the policy; nobody's who has not left is erased. */
  | { type: 'still-here'; name: string }
  | { type: 'kept-until'; name: string; on: LocalDate }
  /** What is left of an erased leaver is nobody's any more. */
  | { type: 'erased'; name: string }
  /** A comment or a reason without words. */
  | { type: 'nothing-said' }
  /** P2: a review holds what happened in its year, up to today. */
  | { type: 'review-date'; first: LocalDate; last: LocalDate }
  /** P2: words are their author's to remove. */
  | { type: 'not-your-words' }
  | { type: 'no-such-remark' }
  /** The same command id with another body. */
  | { type: 'other-body' }
  | { type: 'not-allowed' }
  /** The store did not answer in time; the same command may be sent again. */
  | { type: 'busy' }
