// Reads what a peer types after `log`, so that the form opens filled in. Nothing is guessed in silence: what is not
// certain becomes a doubt that carries the words, and whatever was not read stays in the notes as it was typed.
import type { ActivityId, AskedBy } from '../domain/activities.ts'
import { type LocalDate, weekdaysFrom } from '../domain/calendar.ts'
import { findActivity } from './reading/activity.ts'
import { findAsker } from './reading/asker.ts'
import { findDates } from './reading/date.ts'
import type { DateDoubt } from './reading/day.ts'
import { type DurationDoubt, findDurations } from './reading/duration.ts'
import { findPlace } from './reading/place.ts'
import { Sheet, type Span } from './reading/sheet.ts'

export type Doubt = DurationDoubt | DateDoubt

export interface LogText {
  /** A multiple of 15, 15 to 1440; absent for a range of days. */
  minutes?: number
  /** Never in the future; the first day of a range. */
  date?: LocalDate
  /** C1: whole days of 8 hours, one a weekday from `date` on; 2 to 23. */
  days?: number
  /** The weekdays of the range, when its first day is known. */
  dates?: LocalDate[]
  activity?: ActivityId
  /** Two or more that may be meant, when no one is certain. */
  activityGuesses?: ActivityId[]
  /** X3: who asked for the work, where the text says it. */
  askedBy?: AskedBy
  /** A council or a region, as typed. */
  place?: string
  /** What was not read, as typed; the words of a doubt included. */
  notes?: string
  doubts: Doubt[]
}

/** Longer texts are stories: their rest goes to the notes unread. */
const mostRead = 1000

export function readLogText(typed: string, today: LocalDate): LogText {
  const sheet = new Sheet(typed, mostRead)
  const doubts: Doubt[] = []
  // Durations first: `2h 2 days ago` holds one and a date.
  const durations = findDurations(sheet.open)
  for (const span of durations) sheet.keep(span)
  const days = findDates(sheet.open, today)
  for (const span of days) sheet.keep(span)
  const duration = only(durations, 'two-durations', (one) => one.minutes ?? `${one.days} days`, doubts)
  const day = only(days, 'two-dates', (one) => one.date, doubts)
  const dates = duration?.days && day?.date ? weekdaysFrom(day.date, duration.days) : undefined
  const last = dates?.at(-1)
  const isPast = last === undefined || last <= today
  if (last && !isPast)
    doubts.push({ type: 'future-date', text: `${duration?.text} ${day?.text}`, date: last })
  if (day?.date && day.coming && isPast)
    doubts.push({ type: 'still-to-come', text: day.text, date: day.date, coming: day.coming })
  if (duration && isPast) sheet.take(duration)
  if (day && isPast) sheet.take(day)

  const place = findPlace(sheet.open)
  if (place && !place.isPart) sheet.take(place)
  const { ids, spans } = findActivity(sheet.open)
  for (const span of spans) sheet.take(span)
  const number = /^\s*(\d{1,2}(?:[.,]\d{1,2})?)(?=\s|$)(?!\s+of\s)/.exec(sheet.open)?.[1]
  if (number && durations.length === 0) doubts.push({ type: 'no-unit', text: number })
  const less = /^\s*([-–−]\d+(?:[.,]\d+)?\s*(?:hours?|hrs?|h|minutes?|mins?|m|days?))(?!\w)/i.exec(
    sheet.open,
  )?.[1]
  if (less && durations.length === 0) doubts.push({ type: 'below-nought', text: less })

  const askedBy = findAsker(typed.slice(0, mostRead))
  const notes = sheet.left
  const [activity] = ids
  return {
    ...(isPast && duration?.minutes && { minutes: duration.minutes }),
    ...(isPast && duration?.days && { days: duration.days }),
    ...(isPast && day?.date && { date: day.date }),
    ...(isPast && dates && { dates }),
    ...(activity && ids.length === 1 && { activity }),
    ...(ids.length > 1 && { activityGuesses: [...ids] }),
    ...(askedBy && { askedBy }),
    ...(place && { place: place.place }),
    ...(notes && { notes }),
    doubts,
  }
}

interface Reading extends Span {
  text: string
  doubt?: Doubt
  isSoft?: boolean
}

/** The one certain reading, if there is just one; the rest is closed to other readers and stays in the notes. */
function only<T extends Reading>(
  found: readonly T[],
  several: 'two-durations' | 'two-dates',
  valueOf: (reading: T) => unknown,
  doubts: Doubt[],
): T | undefined {
  const certain = found.filter(({ doubt }) => !doubt)
  const different = new Set(certain.map(valueOf)).size
  if (different > 1) {
    doubts.push({ type: several, text: certain.map(({ text }) => text).join(', ') })
    return undefined
  }
  const doubtful = found.flatMap(({ doubt, isSoft }) => (doubt && !(isSoft && different) ? [doubt] : []))
  doubts.push(...doubtful)
  return doubtful.length > 0 ? undefined : certain[0]
}
