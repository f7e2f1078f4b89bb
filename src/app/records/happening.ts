// What the records say that somebody did: who, when, about whom, and which request it belongs to. No text of a note, a request
// or a missed log is part of it; reasons are, where a rule asks for one.
import type { Instant, LocalDate, MeetingYear, Period } from '../../domain/calendar.ts'
import type { Entry } from '../../domain/entry.ts'
import type { Verdict } from '../../domain/miss.ts'
import type { InPlaceOf, KeyName } from '../../domain/request.ts'
import type { Remark } from '../../domain/review.ts'
import type { PersonChange } from '../people/personChanges.ts'

export type Deed =
  | { readonly type: 'entry'; readonly entry: Entry }
  /** P11, X2, X4: a request for days from the pot, in minutes. */
  | { readonly type: 'asked'; readonly minutes: number; readonly shortfall: number }
  | { readonly type: 'agreed'; readonly key: KeyName; readonly inPlaceOf: InPlaceOf }
  | { readonly type: 'ended'; readonly state: string; readonly inPlaceOf: InPlaceOf }
  | { readonly type: 'granted'; readonly code: string; readonly minutes: number }
  | { readonly type: 'revoked'; readonly code: string; readonly minutes: number }
  /** X1, Y2: what the pot is funded with, or the group is given, from now on; minutes. */
  | {
      readonly type: 'funded' | 'given'
      readonly year: MeetingYear
      readonly minutes: number
      readonly was: number
    }
  /** C4: an event asked about beforehand. */
  | { readonly type: 'asked-first'; readonly date: LocalDate }
  | { readonly type: 'cleared' | 'declined'; readonly date: LocalDate }
  | {
      readonly type: 'stand-in'
      readonly key: KeyName
      readonly from: LocalDate
      readonly to: LocalDate | undefined
    }
  | { readonly type: 'stand-in-ended'; readonly key: KeyName }
  | { readonly type: 'absence' | 'absence-ended'; readonly from: LocalDate; readonly to: LocalDate }
  /** P13. */
  | { readonly type: 'missed' | 'miss-reason' | 'miss-comment'; readonly period: Period }
  | { readonly type: 'miss-decided'; readonly period: Period; readonly verdict: Verdict }
  /** P2, F1: what was said or recorded about a peer, or removed again; without its text. */
  | { readonly type: 'remark' | 'remark-removed'; readonly remark: Remark }
  /** R1: a version of the register of interests, without what it says. */
  | { readonly type: 'registered' | 'confirmed'; readonly version: number }
  /** D7: what a peer says against hours that the office entered, by the first of the entries. */
  | { readonly type: 'disputed'; readonly year: MeetingYear; readonly seq: number }
  | {
      readonly type: 'dispute-settled'
      readonly year: MeetingYear
      readonly seq: number
      readonly state: 'kept' | 'undone'
    }
  | { readonly type: 'year-closed'; readonly year: MeetingYear }
  | { readonly type: 'person'; readonly change: PersonChange }

export interface Happening {
  readonly at: Instant
  /** Tells it from others of the same moment. */
  readonly id: string
  /** A person's id; undefined when the bot did it by itself. */
  readonly by: string | undefined
  /** About whom, where it is about somebody. */
  readonly about: string | undefined
  /** The request it belongs to. */
  readonly request?: { readonly year: MeetingYear; readonly seq: number }
  readonly reason?: string | undefined
  readonly deed: Deed
}
