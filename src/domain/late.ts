// D4: how far back the office may still change something: at most one closed year.
import { yearClosesOn, yearOf, type LocalDate, type MeetingYear } from './calendar.ts'

export const isTooOld = (year: MeetingYear, today: LocalDate): boolean =>
  today > yearClosesOn(year) && yearOf(today) > year + 1
