// What the dispatcher needs from elsewhere: who does a command, what a message says, and how it travels.
import type { NoticeKind } from '../../domain/notices.ts'
import type { Instant } from '../../domain/calendar.ts'
import type { Person } from '../../domain/person.ts'
import type { Ref } from './outbox.ts'
import type { Reach } from './reach.ts'
import type { TimerHandler, TimerKind } from './timers.ts'

/** A message as it is sent: the facts in one plain sentence, and an expanded Adaptive Card. */
export interface Rendered {
  readonly summary: string
  readonly card: Readonly<Record<string, unknown>>
  /** Nobody needs to be told any more: it is not sent, but the copies that were sent are made to show it. */
  readonly isSettled?: boolean
  /** It asked for a decision that has been made, as everybody may see: nothing is asked of anybody any more. */
  readonly isDecided?: boolean
  /** Sent at a welcome hour, and not at all to somebody who turned the kind off; what has none is sent at once. */
  readonly kind?: NoticeKind
  /** It is about the very stand-in who makes them count as away, and would come too late after it. */
  readonly isForStoodIn?: boolean
}

/**
 * What a person is to see about a ref as things stand now; undefined when there is nothing to say. The same state gives
 * the same card, command ids included (hash(person, ref)): that is how a change between reading and sending is noticed.
 * `occasion` is the message's own (`reminder`, say); it is left out when a copy is written anew.
 */
export type Render = (ref: Ref, person: Person, occasion: string | undefined) => Promise<Rendered | undefined>

/** May come more than once, and may not refuse. A throw is tried again for a day, then parked. */
export type Handler = (body: Readonly<Record<string, unknown>>) => Promise<void>

/** Everything that can be delivered, by name. A name is made of [a-z0-9-]. */
export interface Deliveries {
  readonly commands: Readonly<Record<string, Handler>>
  readonly topics: Readonly<Record<string, Render>>
  /** A kind that is not here is left to another instance. */
  readonly timers?: Readonly<Partial<Record<TimerKind, TimerHandler>>>
}

/** Why a message did not go out. */
export type Undelivered =
  /** Not before so long, when its turn comes: it was not tried, for it would have been too much at once. */
  | { readonly type: 'later'; readonly afterMs: number }
  /** Not now: Teams refused it or could not be reached. */
  | { readonly type: 'retry'; readonly afterMs?: number }
  /** Nobody knows whether it arrived: no answer, or one from in between. */
  | { readonly type: 'unknown' }
  /** The person blocked or removed the bot, or an administrator did. */
  | { readonly type: 'gone' }
  /** There is no such conversation, or no such message any more. */
  | { readonly type: 'missing' }
  /** It would be refused every time. */
  | { readonly type: 'refused' }

/** How messages travel; every method answers on time and never throws for what Teams or the network does. */
export interface Messenger {
  /** A new message in the person's own chat; `activity` is empty if Teams gave it no id. `slot`: the turn kept for it. */
  send(
    reach: Reach,
    message: Rendered,
    slot?: Instant,
  ): Promise<{ readonly type: 'sent'; readonly activity: string } | Undelivered>
  rewrite(reach: Reach, activity: string, message: Rendered): Promise<{ readonly type: 'sent' } | Undelivered>
  /** The person's own chat, made anew where it has vanished. */
  open(reach: Reach): Promise<{ readonly type: 'opened'; readonly conversation: string } | Undelivered>
}
