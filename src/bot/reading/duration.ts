// Reads how long somebody worked: `1h30`, `2,5 hours`, `an hour and a half`, `half a day`, `3 days`. Steps of 15
// minutes, at most 24 hours (D3), 8 hours a day (C1); anything else is a doubt that carries what was typed.
import { dayMinutes } from '../../domain/money.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import { monthSource, weekdaySource } from './day.ts'
import { blank, letter, lowered, type Span, spanOf } from './sheet.ts'

export type DurationDoubt =
  /** D3: not a multiple of 15 minutes, or more than 24 hours. */
  | { type: 'not-quarters' | 'over-a-day'; text: string; minutes: number }
  /** Nought, or less; a day and a part of one; weeks, or `1h 30` without a unit; several durations; a number alone. */
  | {
      type: 'no-time' | 'below-nought' | 'part-days' | 'unclear-duration' | 'two-durations' | 'no-unit'
      text: string
    }
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
export const mostDays = 23

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
const and = '(?:\\s+(?:and|plus)\\s+|\\s*[&+]\\s*)'
const andPart = `${and}(?:an?\\s+)?(?:${part})`
const spoken = `(?:an?\\s+)?(?:${part})(?:\\s+(?:of\\s+)?an?)?|(?:${figure}|${word})${andPart}|${word}`

const pattern = (units: string, shortUnits: string, tail: string): RegExp =>
  new RegExp(
    `(?<![${letter}£$€]|\\d[.,/:]|(?:^|[\\s\\d])[-–−])(?:for\\s+)?` +
      `(?:(?<figure>${figure})(?:[\\s-]*(?:${units})|${shortUnits})|(?<spoken>${spoken})[\\s-]+(?:${units}))` +
      `(?:${tail})?(?![${letter}]|\\s+ago(?![${letter}]))`,
    'g',
  )

const minute = '(?:minutes?|mins?|m)'
const notCounted = `today|yesterday|yest|yday|last|this|on|for|in|at|with|about|re|${weekdaySource}`
// A number after the hours is minutes only if it is attached or says so: `3h 19 November` is not 3:19.
const hourPattern = pattern(
  'hours?|hrs?|h',
  '\\s*h',
  `(?<attached>\\d{1,2})(?:\\s*${minute})?|(?:${and}|,?\\s*)(?<spaced>\\d{1,2})\\s*${minute}|` +
    `${and}(?:an?\\s+)?(?<part>${part})|` +
    // `1 hour 30 yesterday`: minutes, where nothing that could be counted follows.
    `\\s+(?<spoken30>15|30|45)(?=\\s*(?:$|[,;]|(?:${notCounted})(?![${letter}])))|` +
    `\\s+(?<loose>15|30|45)(?!\\s*(?:[\\d/.:-]|(?:st|nd|rd|th|of|${monthSource})(?![${letter}])))`,
)
const minutePattern = pattern('minutes?|mins?', '\\s?m', '(?<none>(?!))')
const dayPattern = pattern('days?', '\\s*days?', `${and}(?:an?\\s+)?(?<part>${part})`)
// `a week last Tuesday` is a day.
const ofWeekday = `(?!s?\\s+last\\s+(?:${weekdaySource})(?![${letter}]))`
const weekPattern = pattern(`(?:week${ofWeekday}|fortnight)s?`, `\\s*week${ofWeekday}s?`, '(?<none>(?!))')
// Only where the duration is expected, first in the text, can `1:30` be told from a time of day.
const clockPattern = /^\s*(?<hours>[0-7]):(?<minutes>[0-5]\d)(?![\w:]|\s*(?:[ap]m|-|–|to)(?!\w))/g

// From one time of day to another, when it is plain that they are times: `10am-12`, `from 9.30am to 1pm`, `14:00-16:30`.
const time = (name: string) =>
  `(?<${name}>\\d{1,2})(?:[:.](?<${name}Minutes>[0-5]\\d))?\\s*(?<${name}Half>[ap]m|noon)?`
const timesPattern = new RegExp(
  `(?<![${letter}£$€]|\\d[./:-])(?:from\\s+|between\\s+)?${time('from')}\\s*(?:-|–|to|until|till|and)\\s*${time('to')}` +
    `(?![${letter}/]|[.:-]\\d)`,
  'g',
)

type Words = Span & { text: string }
type Groups = Record<string, string | undefined>

const rules: readonly [RegExp, (words: Words, groups: Groups) => Duration | undefined][] = [
  [timesPattern, betweenTimes],
  [clockPattern, (words, { hours, minutes }) => inMinutes(words, Number(hours) * 60 + Number(minutes))],
  [hourPattern, hoursOf],
  [minutePattern, (words, groups) => inMinutes(words, amountOf(groups))],
  [dayPattern, daysOf],
  [weekPattern, (words) => ({ ...doubtful('unclear-duration', words), isSoft: true })],
]

/** Every duration in the text in the order typed; one without `minutes` or `days` has a doubt. */
export function findDurations(text: string): Duration[] {
  const found: Duration[] = []
  let open = lowered(text)
  for (const [pattern, read] of rules)
    for (const match of open.matchAll(pattern)) {
      const duration = read(spanOf(match, text), match.groups ?? {})
      if (!duration) continue
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
  if (only.days) return refuse({ type: 'over-a-day', text, minutes: only.days * dayMinutes })
  return ok(only.minutes ?? 0)
}

/** Nothing unless one of them has its half of the day, or both their minutes: `10-12` may be many things. */
function betweenTimes(words: Words, groups: Groups): Duration | undefined {
  const { from = '', fromMinutes, fromHalf, to = '', toMinutes, toHalf } = groups
  if (!fromHalf && !toHalf && !(fromMinutes && toMinutes)) return undefined
  const [start, end] = [
    Number(from) * 60 + Number(fromMinutes ?? 0),
    Number(to) * 60 + Number(toMinutes ?? 0),
  ]
  if (Math.max(start, end) >= 1440) return undefined
  const noon = (minutes: number, half: string) => (minutes % 720) + (half === 'am' ? 0 : 720)
  const until = toHalf
    ? noon(end, toHalf)
    : fromHalf
      ? noon(end, end % 720 > noon(start, fromHalf) ? 'am' : 'pm')
      : end
  // Without its own half it is the one that makes the work shorter: `10-1pm` began in the morning.
  const since = fromHalf
    ? noon(start, fromHalf)
    : toHalf
      ? noon(start, start % 720 < end % 720 || toHalf === 'am' ? toHalf : 'am')
      : start
  return until > since ? inMinutes(words, until - since) : undefined
}

function hoursOf(words: Words, groups: Groups): Duration {
  const { attached, spaced, spoken30, part: more, loose } = groups
  if (loose) return doubtful('unclear-duration', words)
  return inMinutes(
    words,
    (amountOf(groups) + partOf(more)) * 60 + Number(attached ?? spaced ?? spoken30 ?? 0),
  )
}

function daysOf(words: Words, groups: Groups): Duration {
  const days = amountOf(groups) + partOf(groups['part'])
  if (days <= 1) return inMinutes(words, days * dayMinutes)
  if (!Number.isInteger(days)) return doubtful('part-days', words)
  if (days > mostDays) return { ...words, doubt: { type: 'too-many-days', text: words.text, days } }
  return { ...words, days }
}

function inMinutes(words: Words, exact: number): Duration {
  const minutes = Math.round(exact)
  if (exact === 0) return doubtful('no-time', words)
  if (exact > 1440) return { ...words, doubt: { type: 'over-a-day', text: words.text, minutes } }
  if (exact % 15 !== 0) return { ...words, doubt: { type: 'not-quarters', text: words.text, minutes } }
  return { ...words, minutes }
}

const doubtful = (type: 'no-time' | 'part-days' | 'unclear-duration', words: Words): Duration => ({
  ...words,
  doubt: { type, text: words.text },
})

const plainly = (text: string): string => text.replace(/[\s-]+/g, ' ')

const partOf = (text: string | undefined): number => (text ? (parts[plainly(text)] ?? 0) : 0)

function amountOf({ figure, spoken }: Groups): number {
  const said = plainly(figure ?? spoken ?? '')
  const [, whole, more] =
    /^(.+?)(?: (?:and|plus) | ?[&+] ?)(?:an? )?(half|quarter|three quarters)$/.exec(said) ?? []
  if (whole !== undefined) return (numbers[whole] ?? figureOf(whole)) + partOf(more)
  const [share] = /three quarters|half|quarter/.exec(said) ?? []
  return share ? partOf(share) : (numbers[said] ?? figureOf(said))
}

function figureOf(said: string): number {
  const [share = ''] = new RegExp(`(?:${fraction})$`).exec(said) ?? []
  const whole = share ? said.slice(0, -share.length) : said
  return Number(whole.replace(',', '.').trim() || 0) + (vulgar[share] ?? 0)
}
