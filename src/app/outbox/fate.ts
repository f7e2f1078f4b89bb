// What becomes of an errand after a try.
import type { Instant } from '../../domain/calendar.ts'
import type { Rendered, Undelivered } from './delivery.ts'

export type Fate =
  /** It need not be done any more; `isSent` when it was. */
  | { readonly type: 'done'; readonly isSent?: boolean }
  /** Sent, but what it shows is no longer so: to be written anew like any other copy. */
  | { readonly type: 'refresh' }
  /** Not yet, and nothing was tried: it is taken up again as if it were new. `isSlot`: its turn is kept for it. */
  | { readonly type: 'later'; readonly at: Instant; readonly isSlot?: boolean }
  /** Not now. `isUnknown` when it may have been done: the next try may be the second time. */
  | {
      readonly type: 'again'
      readonly why: Why
      readonly afterMs?: number | undefined
      readonly isUnknown?: boolean
    }
  /** Not before somebody does something about it. */
  | { readonly type: 'park'; readonly why: Why }

/** A word for the list of what is parked. */
export type Why =
  /** The person has not installed the bot, or blocked or removed it. */
  | 'unreachable'
  /** Teams takes no message like this. */
  | 'refused'
  /** Teams took none, or did not answer, for a day. */
  | 'undelivered'
  /** A fault of the bot's own. */
  | 'fault'

export function fateOf(outcome: Undelivered, now: Instant): Fate {
  switch (outcome.type) {
    case 'later':
      return { type: 'later', at: now + outcome.afterMs, isSlot: true }
    case 'retry':
      return { type: 'again', why: 'undelivered', afterMs: outcome.afterMs }
    case 'unknown':
      return { type: 'again', why: 'undelivered', isUnknown: true }
    case 'gone':
      return { type: 'park', why: 'unreachable' }
    case 'missing':
    case 'refused':
      return { type: 'park', why: 'refused' }
  }
}

export const isSameCard = (one: Rendered, other: Rendered): boolean =>
  one.summary === other.summary && JSON.stringify(one.card) === JSON.stringify(other.card)
