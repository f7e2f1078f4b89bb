// D3, D6: what somebody whose last day is known still can do with their hours, in the same words on every card.
import { lastDayOf, yearClosesOn, yearOf, type LocalDate, type MeetingYear } from '../../domain/calendar.ts'
import { longDate } from '../../domain/format.ts'
import type { Person } from '../../domain/person.ts'

/** The balance and the log form of a year in which, or before which, somebody's last day falls; their own or the office's. */
export function leaverLines({ leftOn }: Person, today: LocalDate, year: MeetingYear, isOwn = true): string[] {
  if (leftOn === undefined || leftOn > lastDayOf(year)) return []
  const rest = isOwn
    ? 'What is unused goes back through your group office.'
    : '“allocate” gives what is unused back to the group (rule Y2).'
  return [`${lastDay(leftOn, today, isOwn)}: ${whatCanBeLogged(leftOn, today)} ${rest}`]
}

/** Help's. */
export const leaverLine = (leftOn: LocalDate, today: LocalDate): string =>
  `${lastDay(leftOn, today)}: ${whatCanBeLogged(leftOn, today)} What you did, what you were paid and what is held about you stay open to you.`

/** D4: whether work done by the last day can still be logged. */
export const mayLogLate = (leftOn: LocalDate, today: LocalDate): boolean =>
  today <= yearClosesOn(yearOf(leftOn))

const lastDay = (leftOn: LocalDate, today: LocalDate, isOwn = true): string =>
  `${isOwn ? 'Your' : 'Their'} last day as a peer ${leftOn < today ? 'was' : 'is'} ${longDate(leftOn)}`

const whatCanBeLogged = (leftOn: LocalDate, today: LocalDate): string =>
  mayLogLate(leftOn, today)
    ? `only work done by then can be logged, until ${longDate(yearClosesOn(yearOf(leftOn)))} (rules D3, D4).`
    : `what could be logged was closed on ${longDate(yearClosesOn(yearOf(leftOn)))} (rules D3, D4).`
