// Reads the day that was worked, British order always, and never one in the future (D3). A grammar of our own and
// not chrono-node: of 44 phrasings tried, its en.GB misread 13 and did not know 6 (`Tues`, `19.11`, `the 3rd`, mm/dd,
// coming weekdays, `march meeting`, `24/7`), a guard is as long as a rule here, and importing it took 29 ms.
import { addDays, type LocalDate } from '../../domain/calendar.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import {
  counts,
  type DateDoubt,
  future,
  type Groups,
  lastNth,
  monthSource,
  named,
  nearDay,
  numeric,
  onDay,
  onWeekday,
  type Outcome,
  unclear,
  weekdaySource,
} from './day.ts'
import { blank, letter, lowered, type Span, spanOf } from './sheet.ts'

/**
 * `isSoft`: perhaps not meant as the date of the work, so that a certain date beside it settles the matter. `coming`: the
 * next such day, where it is nearer than the date that was read.
 */
export type DateFound = Span & {
  text: string
  date?: LocalDate
  doubt?: DateDoubt
  isSoft?: boolean
  coming?: LocalDate
}

type Rule = readonly [pattern: RegExp, read: (groups: Groups, today: LocalDate) => Outcome]

const nth = '(?:st|nd|rd|th)?'
const withWeekday = `(?:(?<weekday>${weekdaySource}),?\\s+)?`
// `Cllr April`, `Mrs May`: people are called that.
const notAName = `(?<!(?<![${letter}])(?:cllrs?|councillors?|mr|mrs|ms|miss|dr|sir|lord|lady|dame)\\.?\\s+)`
const oneDate = `(?:\\d{1,2}${nth}\\s+(?:${monthSource})|\\d{1,2}\\/\\d{1,2}(?:\\/\\d{2,4})?|${weekdaySource}|yesterday)`
const joint = '\\s*(?:-|–|to|until|till|through)\\s*'

/**
 * `lead` takes the joint before a date along with it, or shows that it was not the day of the work; the part of the day
 * that follows a date goes with it.
 */
const pattern = (body: string): RegExp =>
  new RegExp(
    `(?<![${letter}£$€#]|\\d[./:-])(?:(?<lead>on|for|from|of|since|starting|beginning|dated|` +
      `by|before|after|until|till|to|ending|due|every|each)\\s+)?` +
      `(?:${body})(?:\\s+(?:morning|lunchtime|afternoon|evening|night)(?![${letter}]))?(?:['’]s)?(?![${letter}]|[./:-]\\d|\\s*[ap]\\.?m(?![${letter}]))`,
    'g',
  )
const isDeadline = (lead: string | undefined): boolean =>
  /^(?:by|before|after|until|till|to|ending|due|every|each)$/.test(lead ?? '')

const rules: readonly Rule[] = [
  // A week, even when it is named by one of its days.
  [
    pattern(
      `(?:w\\/[ce]|week\\s+(?:of|commencing|beginning|starting|ending))\\s+(?:the\\s+)?[${letter}/.-]+(?:\\s+(?:${monthSource}))?`,
    ),
    () => unclear,
  ],
  // From one date to another.
  [
    pattern(
      `(?:between\\s+)?\\d{1,2}${nth}(?:${joint}|\\s*(?:and|&)\\s*)\\d{1,2}${nth}\\s+(?:${monthSource})(?:\\s+\\d{4})?`,
    ),
    () => ({ type: 'two-dates' }),
  ],
  [pattern(`(?:${oneDate})${joint}(?:${oneDate})`), () => ({ type: 'two-dates' })],
  // 2026-11-19
  [
    pattern('(?<year>\\d{4})(?<mark>[-/.])(?<month>\\d{1,2})\\k<mark>(?<day>\\d{1,2})'),
    ({ year, month, day }, today) => onDay(Number(day), Number(month), today, { year }),
  ],
  // 19/11, 19.11.2026
  [
    pattern(
      `${withWeekday}(?<day>\\d{1,2})(?<mark>[/.-])(?<month>\\d{1,2})(?:\\k<mark>(?<year>\\d{4}|\\d{2}))?(?!\\s+of(?![${letter}]))`,
    ),
    numeric,
  ],
  // 3 November, Tues the 3rd of Nov 2026
  [
    pattern(
      `${withWeekday}(?:the\\s+)?(?<day>\\d{1,2})${nth}[\\s/-]*(?:of\\s+)?(?<month>${monthSource})(?:[\\s,/-]+(?<year>\\d{4}|['’]\\d{2}|2\\d(?=\\s*(?:$|[\\0,;)]))))?`,
    ),
    named,
  ],
  // Nov 3rd, 2026
  [
    pattern(
      `${notAName}${withWeekday}(?<month>${monthSource})\\s+(?:the\\s+)?(?<day>\\d{1,2})${nth}(?:[\\s,]+(?<year>\\d{4}))?(?!\\s+of(?![${letter}]))`,
    ),
    named,
  ],
  [pattern('(?:the\\s+)?day\\s+before\\s+yesterday'), (_, today) => addDays(today, -2)],
  [pattern('(?:the\\s+)?day\\s+after\\s+tomorrow'), (_, today) => future(addDays(today, 2))],
  [pattern('today|tonight|this\\s+(?:morning|afternoon|evening)'), (_, today) => today],
  [pattern("yesterday|yest|y[’']?day|last\\s+night"), (_, today) => addDays(today, -1)],
  [pattern('tomorrow'), (_, today) => future(addDays(today, 1))],
  [
    pattern(`(?<count>\\d{1,3}|an?|${counts.slice(1).join('|')})\\s+(?<unit>day|week|fortnight)s?\\s+ago`),
    ({ count = '', unit = '' }, today) => {
      const times = Number(count) || Math.max(1, counts.indexOf(count))
      const length = { day: 1, week: 7, fortnight: 14 }[unit] ?? 1
      return addDays(today, -times * length)
    },
  ],
  // the 3rd, Tues 3rd
  [
    pattern(
      `(?:(?<weekday>${weekdaySource}),?\\s+)?(?<the>the\\s+)?(?<day>\\d{1,2})(?:st|nd|rd|th)` +
        `(?:(?<ends>(?=\\s*(?:$|[\\0,;:.)]|(?:for|in|with|at|on|about|to|and|from|re)\\s)))|)`,
    ),
    ({ weekday, the, day, ends, lead }, today) => {
      // `the 3rd meeting` counts meetings; `on the 3rd` is a day.
      const isDay = weekday ?? ends ?? (the && lead === 'on')
      return isDay === undefined || isDay === false ? the && unclear : lastNth(Number(day), today, weekday)
    },
  ],
  // Tuesday, last Tues, Tuesday last week; `sat in on scrutiny` is a verb.
  [
    pattern(
      `${notAName}(?<week>(?:a\\s+)?week\\s+)?(?:(?<which>last|past|this|next)\\s+|(?!sat\\s+(?:in\\s+(?:on|an?|the)|on|down|with|through|as)\\s))` +
        `(?<weekday>${weekdaySource})` +
        `(?:\\s+(?<then>(?:of\\s+)?last\\s+week|before\\s+last|just\\s+gone|gone|last|(?:next\\s+)?week|next|fortnight)(?![${letter}]))?`,
    ),
    onWeekday,
  ],
  // A week, a weekend or a month is no day.
  [
    pattern('(?:last|past|previous|this|next|the|an?)\\s+(?:week|weekend|fortnight|month)(?:\\s+ago)?'),
    () => unclear,
  ],
  [
    pattern(
      `${notAName}(?:(?<within>in|during|last|this|next|early|mid|late|throughout)[\\s-]+)?(?<month>${monthSource})(?:\\s+\\d{4})?`,
    ),
    // Alone, only the names that are neither people's nor ordinary words.
    ({ within, month = '' }) =>
      within || !/^(?:jan|mar|march|apr|april|may|june?|aug|august)$/.test(month) ? unclear : undefined,
  ],
  [pattern('(?<misspelt>[a-z]{6,10})'), ({ misspelt = '' }, today) => nearDay(misspelt, today)],
]

/** Every date in the text in the order typed; one without `date` has a doubt. */
export function findDates(text: string, today: LocalDate): DateFound[] {
  const found: DateFound[] = []
  let open = lowered(text)
  for (const [pattern, read] of rules)
    for (const match of open.matchAll(pattern)) {
      const groups = match.groups ?? {}
      const said = read(groups, today)
      if (said === undefined) continue
      const outcome = isDeadline(groups['lead']) ? unclear : said
      const span = spanOf(match, text)
      found.push({ ...span, ...resultOf(outcome, span.text) })
      open = blank(open, span)
    }
  return found.sort((a, b) => a.start - b.start)
}

export type DateProblem = DateDoubt | { type: 'no-date' | 'unreadable-date'; text: string }

/** A form's Date field: the client sends `YYYY-MM-DD`, a person may have typed anything. */
export function readDate(typed: string, today: LocalDate): Result<LocalDate, DateProblem> {
  const text = typed.trim()
  if (text === '') return refuse({ type: 'no-date', text })
  const [only] = findDates(text, today)
  if (!only || only.start > 0 || only.end < text.length) return refuse({ type: 'unreadable-date', text })
  return only.date ? ok(only.date) : refuse(only.doubt ?? { type: 'unreadable-date', text })
}

function resultOf(outcome: Exclude<Outcome, undefined>, text: string): Omit<DateFound, keyof Span | 'text'> {
  if (typeof outcome === 'string') return { date: outcome }
  const { type, date, coming, isSoft = false } = outcome
  if (type === 'still-to-come') return { ...(date && { date }), ...(coming && { coming }) }
  if (type === 'wrong-weekday' || type === 'future-date') return { doubt: { type, text, date: date ?? '' } }
  return { doubt: { type, text }, isSoft }
}
