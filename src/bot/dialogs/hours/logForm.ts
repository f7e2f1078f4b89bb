// The log form as data: what is typed into it, how that becomes work, and the card that shows both.
import { z } from 'zod'
import {
  activities,
  activityIds,
  activityTitle,
  askedByIds,
  askedByOptions,
} from '../../../domain/activities.ts'
import type { Balance } from '../../../domain/balance.ts'
import {
  isLocalDate,
  weekdaysFrom,
  yearOf,
  type LocalDate,
  type MeetingYear,
} from '../../../domain/calendar.ts'
import { hours, list, longDate } from '../../../domain/format.ts'
import { dayMinutes } from '../../../domain/money.ts'
import { refuse, ok, type Result } from '../../../domain/result.ts'
import type { Work } from '../../../domain/workLines.ts'
import type { Fact } from '../../cardParts.ts'
import { button, reply } from '../../cards.ts'
import { doubtSentence } from '../../words/doubts.ts'
import type { LogText } from '../../logText.ts'
import { readDate } from '../../reading/date.ts'
import { mostDays, readHours } from '../../reading/duration.ts'
import type { Reply } from '../../turn.ts'
import { characters, kept, mostText } from '../typed.ts'

const mostPlace = 100

/** Chosen for no grant and no clearance: clients show an empty value as an empty field. */
const nothing = 'none'
const nothingAsEmpty = (value: string): string => (value === nothing ? '' : value)

/** What the form sends back: the inputs as typed, and what the card itself knew. */
export const LogForm = z.object({
  command: kept.command,
  date: kept.field,
  hours: kept.field,
  activity: kept.field,
  askedBy: kept.field,
  place: kept.field,
  notes: kept.text,
  /** X4: the request to charge; empty for the allocation. C4: the clearance given beforehand; empty for none. */
  chargeTo: kept.field.transform(nothingAsEmpty),
  clearance: kept.field.transform(nothingAsEmpty),
  /** Above 1: that many weekdays from the date on, each with the same hours. */
  days: z.int().min(1).max(mostDays).default(1),
  /** D3: what the peer has been asked about, being more than 12 h in a day; see `longDayOf`. */
  longDayAsked: kept.field,
  /** The entry to correct, when the form corrects one. */
  corrects: z.strictObject({ year: z.int(), seq: z.int().positive() }).optional(),
})
export type LogForm = z.infer<typeof LogForm>

/** What one line of text says, as the form's fields; a text that gives no date leaves `otherwise`. */
export function fieldsOf(read: LogText, otherwise: string): Partial<LogForm> {
  const { days = 1 } = read
  const minutes = days > 1 ? dayMinutes : read.minutes
  return {
    date: read.date ?? otherwise,
    hours: minutes === undefined ? '' : String(minutes / 60),
    activity: read.activity ?? '',
    askedBy: read.askedBy ?? 'office',
    place: read.place ?? '',
    notes: read.notes ?? '',
    days,
  }
}

/** What was typed and is not certain, for the peer or the office to settle on the form. */
export const doubtsOf = ({ doubts, activityGuesses }: LogText): string[] => [
  ...doubts.map(doubtSentence),
  ...(activityGuesses ? [`Activity: did you mean ${list(activityGuesses.map(activityTitle), 'or')}?`] : []),
]

/** X4: the grants of a peer's year, each with what is left of it. */
export const chargesOf = ({ grants }: Balance): Fact[] =>
  Object.entries(grants.by).flatMap(([value, { code, granted, drawn }]) =>
    code === undefined ? [] : [{ title: `${code} (${hours(granted - drawn)} left)`, value }],
  )

/** D1: the year whose hours the work would use, as far as the form says. */
export const yearOfForm = ({ date }: Pick<LogForm, 'date'>, today: LocalDate): MeetingYear =>
  yearOf(isLocalDate(date) ? date : today)

/** The work that the form states, or what is wrong with it, field by field. */
export function readForm(form: LogForm, today: LocalDate): Result<Work[], string[]> {
  const problems: string[] = []
  const date = readDate(form.date, today)
  const minutes = readHours(form.hours)
  if (!date.ok) problems.push(doubtSentence(date.error))
  if (!minutes.ok) problems.push(doubtSentence(minutes.error))
  const activity = activityIds.find((id) => id === form.activity)
  const askedBy = askedByIds.find((id) => id === form.askedBy)
  if (!activity) problems.push('Activity: choose what kind of work it was.')
  if (!askedBy) problems.push('Asked by: choose who asked for the work.')
  const place = form.place.trim()
  const notes = form.notes.trim()
  if (characters(place) > mostPlace)
    problems.push(`Council or region: ${characters(place)} characters, and ${mostPlace} is the most.`)
  if (characters(notes) > mostText)
    problems.push(
      `Notes: ${characters(notes)} characters, and ${mostText} is the most. Shorten them a little.`,
    )
  // Forged: a choice sends back an id or nothing.
  if (!isIdOrNothing(form.chargeTo)) problems.push('Charge to: choose it from the list (rule X4).')
  if (!isIdOrNothing(form.clearance)) problems.push('Agreed beforehand: choose it from the list (rule C4).')
  if (problems.length > 0 || !date.ok || !minutes.ok || !activity || !askedBy) return refuse(problems)
  const dates = form.days > 1 ? weekdaysFrom(date.value, form.days) : [date.value]
  return ok(
    dates.map((each) => ({
      date: each,
      minutes: minutes.value,
      activity,
      askedBy,
      ...(place && { place }),
      ...(notes && { notes }),
      ...(form.chargeTo && { chargeTo: form.chargeTo }),
      ...(form.clearance && { clearance: form.clearance }),
    })),
  )
}

const isIdOrNothing = (text: string): boolean => /^[a-z0-9]{0,40}$/.test(text)

/** D3: the hours and the date that a peer says yes to; for others they are asked again. */
export const longDayOf = ({ date, hours }: LogForm): string => `${date} ${hours}`
export const isLongDayAgreed = (form: LogForm): boolean => form.longDayAsked === longDayOf(form)

/** What the card says around the form. */
export interface FormWords {
  readonly problems?: readonly string[]
  readonly lines?: readonly string[]
  readonly effect?: readonly string[]
  /** What the work can be charged to, and what was agreed beforehand, for those who have such. */
  readonly charges?: readonly Fact[]
  readonly clearances?: readonly Fact[]
  /** D7: the office fills it in for a peer. */
  readonly office?: OfficeWords
}

export interface OfficeWords {
  readonly title: string
  /** To choose from, when it is not certain who is meant. */
  readonly people: readonly Fact[]
  readonly chosen: string
  readonly reason: string
  /** What its buttons send beside the rest. */
  readonly data: Readonly<Record<string, string>>
}

export function formReply(form: LogForm, today: LocalDate, words: FormWords): Reply {
  const { problems = [], lines = [], effect = [], charges = [], clearances = [], office } = words
  const { command, days, longDayAsked, corrects } = form
  const data = { command, days, longDayAsked, ...(corrects && { corrects }), ...office?.data }
  const verbs = office ? 'log-for' : 'log'
  const title = office ? office.title : corrects ? `Correct entry no. ${corrects.seq}` : 'Log hours'
  const isAgreed = isLongDayAgreed(form)
  const saveTitle = isAgreed ? 'Yes, save it' : corrects ? 'Save correction' : 'Save'
  const save = button(saveTitle, `${verbs}/save`, data, { style: 'positive', inputs: 'auto' })
  const show = button('Show the effect', `${verbs}/preview`, data, { inputs: 'auto' })
  const date = readDate(form.date, today)
  return reply('log', summaryOf(title, problems, effect, saveTitle), {
    title,
    problems,
    lines: [...(office ? [] : rangeLines(form, today)), ...lines, ...(office ? rangeLines(form, today) : [])],
    choose: office ? 'Peer' : '',
    person: office?.chosen ?? '',
    people: office?.people ?? [],
    asksReason: office ? 'Reason (needed once the year is closed)' : '',
    reason: office?.reason ?? '',
    readers: office
      ? 'Seen by the peer and your group office only'
      : 'Seen by you and your group office only',
    dateLabel: days > 1 ? 'Date of the first day' : 'Date',
    hoursLabel: days > 1 ? 'Hours a day' : 'Hours',
    today,
    date: date.ok ? date.value : isLocalDate(form.date) ? form.date : '',
    hours: form.hours,
    activity: form.activity,
    activities: activities.map(({ id, title: name }) => ({ title: name, value: id })),
    askedBy: form.askedBy,
    askers: askedByOptions.map(({ id, title: name }) => ({ title: name, value: id })),
    place: form.place,
    notes: form.notes,
    chargeTo: form.chargeTo || nothing,
    charges: [{ title: office ? 'Their allocation' : 'My allocation', value: nothing }, ...charges],
    clearance: form.clearance || nothing,
    clearances: [{ title: 'Nothing', value: nothing }, ...clearances],
    effect,
    // A second press of Save must not land on the answer to what the first one asked.
    actions: isAgreed ? [show, save] : [save, show],
  })
}

const summaryOf = (
  title: string,
  problems: readonly string[],
  effect: readonly string[],
  saveTitle: string,
): string =>
  [
    `${title}.`,
    ...problems,
    ...effect,
    `${effect.length > 0 ? 'Check it' : 'Fill in the form'} and press “${saveTitle}”.`,
  ]
    .join(' ')
    .slice(0, 1000)

/** `Tue 3 Nov 2026, Wed 4 Nov 2026 and Thu 5 Nov 2026: 3 weekdays × 8 h = 24 h`, or the weekday of a single date. */
function rangeLines(form: LogForm, today: LocalDate): string[] {
  const date = readDate(form.date, today)
  const minutes = readHours(form.hours)
  if (!date.ok) return []
  if (form.days === 1) return [`Date of the work: ${longDate(date.value)}`]
  const dates = weekdaysFrom(date.value, form.days)
  const sum = minutes.ok
    ? `: ${form.days} weekdays × ${hours(minutes.value)} = ${hours(form.days * minutes.value)}`
    : ''
  return [`${list(dates.map(longDate))}${sum}`]
}
