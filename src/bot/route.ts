// A row of the route table: what is said or pressed, who may, what it needs, and the dialog that answers.
import type { z } from 'zod'
import type { Deps } from '../app/deps.ts'
import type { LocalDate } from '../domain/calendar.ts'
import { readMonth, readYear } from './reading/month.ts'
import type { Action } from '../domain/permissions.ts'
import type { Reply, Turn } from './turn.ts'

export interface Route {
  /** What a button sends; also the route's name in the log. */
  readonly verb: string
  /** The words that open it when typed; the first is the one that is offered to people. */
  readonly words: readonly string[]
  /** What one must be allowed to do to oneself for it. */
  readonly action: Action | undefined
  /** Turns what follows the words into the route's input; undefined when the route takes nothing there. */
  readonly typed: ((rest: string, today: LocalDate) => unknown) | undefined
  answer(deps: Deps, turn: Turn, input: unknown): Promise<Reply> | undefined
}

interface Row<S extends z.ZodType> {
  readonly verb: string
  readonly words?: readonly string[]
  readonly action?: Action
  readonly input: S
  readonly typed?: (rest: string, today: LocalDate) => z.input<S> | undefined
  readonly dialog: (deps: Deps, turn: Turn, input: z.output<S>) => Promise<Reply> | Reply
}

/** A row whose dialog gets what its schema reads; what it cannot read is no input for it. */
export const route = <S extends z.ZodType>({
  verb,
  words = [],
  action,
  input,
  typed,
  dialog,
}: Row<S>): Route => ({
  verb,
  words,
  action,
  typed,
  answer(deps, turn, given) {
    const read = input.safeParse(given)
    return read.success ? Promise.resolve(dialog(deps, turn, read.data)) : undefined
  },
})

/** What follows a word as a month, for routes that take a period. */
export function monthInput(rest: string, today: LocalDate): { period: string } | undefined {
  const month = readMonth(rest, today)
  return month === undefined ? undefined : { period: month }
}

/** The same for a meeting year. */
export function yearInput(rest: string, today: LocalDate): { year: number } | undefined {
  const asked = readYear(rest, today)
  return asked === undefined ? undefined : { year: asked }
}
