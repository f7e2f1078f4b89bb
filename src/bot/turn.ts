// What a dialog is given and what it gives back: plain data, so that another SDK could host it by its edge alone.
import type { Command } from '../app/hours/change.ts'
import type { Wanted } from '../app/records/links.ts'
import type { Press } from '../app/press.ts'
import type { Instant, LocalDate } from '../domain/calendar.ts'
import type { Person } from '../domain/person.ts'

export interface Turn {
  readonly person: Person
  /** Names this turn for ever: the same activity delivered twice gives the same. Cards take their command ids from it. */
  readonly id: string
  readonly today: LocalDate
  /** When to stop trying and say so. */
  readonly deadline: Instant
}

/** Left of a turn's time for what comes after a long reading. */
const spareMs = 1_500

/** When a long reading gives up. */
export const readsUntil = ({ deadline }: Turn): Instant => deadline - spareMs

/** A command of this turn's person; `id` names it for ever. */
export const pressOf = ({ person, deadline }: Turn, id: string): Press => ({ id, by: person, deadline })

/** The same about somebody's hours: one's own unless a subject is given. */
export const commandOf = (turn: Turn, id: string, subject: Person = turn.person): Command => ({
  ...pressOf(turn, id),
  subject,
})

/** An expanded Adaptive Card. */
export type Card = Readonly<Record<string, unknown>>

export interface Reply {
  /** The facts in one plain sentence: what a toast, a screen reader and a transcript show. */
  readonly summary: string
  readonly card: Card
  /** The card that was pressed stays as it is, with what was typed into it; only the summary is said beneath it. */
  readonly keepsCard?: boolean
  /** The document that it gives a link to: a client that takes files is offered it as one, too. */
  readonly file?: Wanted
}
