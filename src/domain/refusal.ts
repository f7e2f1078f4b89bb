// Why the rules say no, as values. src/bot/replies.ts turns each into a sentence; nothing is recorded.
import type { LocalDate, MeetingYear, Period } from './calendar.ts'

export type Refusal =
  /** D3: not in steps of 15 minutes, or not above 0 and up to 24 h. */
  | { type: 'minutes'; minutes: number }
  /** D3. */
  | { type: 'future'; date: LocalDate; today: LocalDate }
  | { type: 'before-joining'; date: LocalDate; joined: LocalDate }
  | { type: 'after-leaving'; date: LocalDate; left: LocalDate }
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
  /** The same command id with another body. */
  | { type: 'other-body' }
  | { type: 'not-allowed' }
  /** The store did not answer in time; the same command may be sent again. */
  | { type: 'busy' }
