// Reads how long somebody worked: `1h30`, `2,5 hours`, `an hour and a half`, `half a day`, `3 days`. Steps of 15
// minutes, at most 24 hours (D3), 8 hours a day (C1); anything else is a doubt that carries what was typed.
import { ok, refuse, type Result } from '../../domain/result.ts'
import { monthSource } from './day.ts'
import { blank, letter, type Span } from './sheet.ts'

export type DurationDoubt =
  /** D3: not a multiple of 15 minutes, or more than 24 hours. */
  | { type: 'not-quarters' | 'over-a-day'; text: string; minutes: number }
  /** Nought; a day and a part of one; weeks, or `1h 30` without a unit; several durations; a number alone. */
  | { type: 'no-time' | 'part-days' | 'unclear-duration' | 'two-durations' | 'no-unit'; text: string }
  | { type: 'too-many-days'; text: string; days: number }

/** `isSoft`: perhaps not meant as the time worked, so that a certain duration beside it settles the matter. */
export type Duration = Span & {
  text: string
  minutes?: number
  days?: number
  doubt?: DurationDoubt
  isSoft?: boolean
}

/** The weekdays of a month: as many days as one command may log. */
const mostDays = 23

const numbers: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  'a couple of': 2,
  'couple of': 2,
  all: 1,
  full: 1,
  whole: 1,
  'a full': 1,
  'a whole': 1,
}
const parts: Record<string, number> = { half: 0.5, quarter: 0.25, 'three quarters': 0.75 }
const vulgar: Record<string, number> = {
  '½': 0.5,
  '¼': 0.25,
  '¾': 0.75,
  '1/2': 0.5,
  '1/4': 0.25,
  '3/4': 0.75,
}

const part = 'three[\\s-]+quarters|half|quarter'
const fraction = '[½¼¾]|1\\/2|1\\/4|3\\/4'
const figure = `(?:(?:\\d{1,6}\\s*)?[½¼¾]|(?:\\d{1,6}\\s+)?(?:1\\/2|1\\/4|3\\/4)|\\d{0,6}[.,]\\d{1,2}|\\d{1,6})`
const word = Object.keys(numbers).join('|').replaceAll(' ', '\\s+')
const andPart = `\\s+and\\s+(?:an?\\s+)?(?:${part})`
const spoken = `(?:an?\\s+)?(?:${part})(?:\\s+(?:of\\s+)?an?)?|(?:${figure}|${word})${andPart}|${word}`

const pattern = (units: string, shortUnits: string, tail: string): RegExp =>
  new RegExp(
    `(?<![${letter}£$€]|\\d[.,/:]|(?:^|[\\s\\d])[-–−])(?:for\\s+)?` +
      `(?:(?<figure>${figure})(?:[\\s-]*(?:${units})|${shortUnits})|(?<spoken>${spoken})[\\s-]+(?:${units}))` +
      `(?:${tail})?(?![${letter}]|\\s+ago(?![${letter}]))`,
    'gi',
  )

const minute = '(?:minutes?|mins?|m)'
// A number after the hours is minutes only if it is attached or says so: `3h 19 November` is not 3:19.
const hourPattern = pattern(
  'hours?|hrs?|h',
  '\\s*h',
  `(?<attached>\\d{1,2})(?:\\s*${minute})?|,?\\s*(?:(?:and|&)\\s+)?(?<spaced>\\d{1,2})\\s*${minute}|` +
    `\\s+and\\s+(?:an?\\s+)?(?<part>${part})|` +
    `\\s+(?<loose>15|30|45)(?!\\s*(?:[\\d/.:-]|st|nd|rd|th|of|${monthSource})(?![${letter}]))`,
)
const minutePattern = pattern('minutes?|mins?', '\\s?m', '(?<none>(?!))')
const dayPattern = pattern('days?', '\\s*days?', `\\s+and\\s+(?:an?\\s+)?(?<part>${part})`)
const weekPattern = pattern('weeks?|fortnights?', '\\s*weeks?', '(?<none>(?!))')
// Only where the duration is expected, first in the text, can `1:30` be told from a time of day.
const clockPattern = /^\s*([0-7]):([0-5]\d)(?![\w:]|\s*(?:[ap]m|-|–|to)(?!\w))/gi

const rules: readonly [RegExp, (match: RegExpExecArray) => Duration][] = [
  [clockPattern, (match) => inMinutes(spanOf(match), Number(match[1]) * 60 + Number(match[2]))],
  [hourPattern, hoursOf],
  [minutePattern, (match) => inMinutes(spanOf(match), amountOf(match))],
  [dayPattern, daysOf],
  [weekPattern, (match) => ({ ...doubtful('unclear-duration', spanOf(match)), isSoft: true })],
]

/** Every duration in the text in the order typed; one without `minutes` or `days` has a doubt. */
export function findDurations(text: string): Duration[] {
  const found: Duration[] = []
  let open = text
  for (const [pattern, read] of rules)
    for (const match of open.matchAll(pattern)) {
      const duration = read(match)
      found.push(duration)
      open = blank(open, duration)
    }
  return found.sort((a, b) => a.start - b.start)
}

const numberPattern = new RegExp(`^${figure}$`)

export type HoursProblem = DurationDoubt | { type: 'no-hours' | 'unreadable-hours'; text: string }

/** A form's Hours field, in minutes; a number alone is hours. */
export function readHours(typed: string): Result<number, HoursProblem> {
  const text = typed.trim()
  if (text === '') return refuse({ type: 'no-hours', text })
  const bare = text.replace(/[.,]$/, '')
  const plain = numberPattern.test(bare) ? `${bare}h` : bare
  const clock = /^(\d{1,2})(?::|\s*(?:hours?|hrs?|h)\s*)([0-5]\d)$/i.exec(plain)
  const [only] = findDurations(clock ? `${clock[1]}h${clock[2]}` : plain)
  const isWhole = clock || (only?.start === 0 && only.end === plain.length)
  if (!only || !isWhole) return refuse({ type: 'unreadable-hours', text })
  if (only.doubt) return refuse({ ...only.doubt, text })
  if (only.days) return refuse({ type: 'over-a-day', text, minutes: only.days * 480 })
  return ok(only.minutes ?? 0)
}

function hoursOf(match: RegExpExecArray): Duration {
  const { attached, spaced, part: more, loose } = match.groups ?? {}
  if (loose) return doubtful('unclear-duration', spanOf(match))
  return inMinutes(spanOf(match), (amountOf(match) + partOf(more)) * 60 + Number(attached ?? spaced ?? 0))
}

function daysOf(match: RegExpExecArray): Duration {
  const span = spanOf(match)
  const days = amountOf(match) + partOf(match.groups?.['part'])
  if (days <= 1) return inMinutes(span, days * 480)
  if (!Number.isInteger(days)) return doubtful('part-days', span)
  if (days > mostDays) return { ...span, doubt: { type: 'too-many-days', text: span.text, days } }
  return { ...span, days }
}

function inMinutes(span: Span & { text: string }, exact: number): Duration {
  const minutes = Math.round(exact)
  if (exact === 0) return doubtful('no-time', span)
  if (exact > 1440) return { ...span, doubt: { type: 'over-a-day', text: span.text, minutes } }
  if (exact % 15 !== 0) return { ...span, doubt: { type: 'not-quarters', text: span.text, minutes } }
  return { ...span, minutes }
}

const doubtful = (
  type: 'no-time' | 'part-days' | 'unclear-duration',
  span: Span & { text: string },
): Duration => ({ ...span, doubt: { type, text: span.text } })

const spanOf = (match: RegExpExecArray): Span & { text: string } => ({
  start: match.index,
  end: match.index + match[0].length,
  text: match[0].trim(),
})

const plainly = (text: string): string => text.toLowerCase().replace(/[\s-]+/g, ' ')

const partOf = (text: string | undefined): number => (text ? (parts[plainly(text)] ?? 0) : 0)

function amountOf(match: RegExpExecArray): number {
  const said = plainly(match.groups?.['figure'] ?? match.groups?.['spoken'] ?? '')
  const [, whole, more] = /^(.+) and (?:an? )?(half|quarter|three quarters)$/.exec(said) ?? []
  if (whole !== undefined) return (numbers[whole] ?? figureOf(whole)) + partOf(more)
  const [share] = /three quarters|half|quarter/.exec(said) ?? []
  return share ? partOf(share) : (numbers[said] ?? figureOf(said))
}

function figureOf(said: string): number {
  const [share = ''] = new RegExp(`(?:${fraction})$`).exec(said) ?? []
  const whole = share ? said.slice(0, -share.length) : said
  return Number(whole.replace(',', '.').trim() || 0) + (vulgar[share] ?? 0)
}
