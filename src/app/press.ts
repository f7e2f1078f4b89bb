// What every command that somebody presses comes with.
import type { Instant } from '../domain/calendar.ts'
import type { Person } from '../domain/person.ts'

export interface Press {
  /** The same id by the same person is the same command, however often it arrives. */
  readonly id: string
  readonly by: Person
  /** When to stop trying and say that it was too busy. */
  readonly deadline: Instant
}
