// The outcomes of the protocol as lines of a review card, each with its clause and its sum (P6–P17, D2).
import type { Review } from '../../../app/reports/reviews.ts'
import { grantsOf, lotsOf } from '../../../domain/lots.ts'
import { dateAt, lastDayOf, type LocalDate } from '../../../domain/calendar.ts'
import { days, hours, list, longDate, periodName, yearName } from '../../../domain/format.ts'
import { isExcused } from '../../../domain/miss.ts'
import { ageOf, mostDays } from '../../../domain/profile.ts'
import { projectionOf } from '../../../domain/projection.ts'
import { peerMeetingsAYear, type Judged, type Tally } from '../../../domain/review.ts'
import type { Fact } from '../../cardParts.ts'
import { projectedLine } from '../../words/figures.ts'
import { statusLine } from '../../words/registerWords.ts'

export function outcomeFacts(review: Review, today: LocalDate): Fact[] {
  const { outcomes, account } = review
  return [
    { title: 'Days used (P7)', value: usedLine(review, today) },
    { title: 'Proactive engagement (P8)', value: tallyLine(outcomes.proactive, 'entry', 'entries') },
    {
      title: 'Inquiries (P9)',
      value: `${tallyLine(outcomes.queries, 'query', 'queries')}; ${judgedLine(outcomes.response, 'answered quickly and thoroughly', 'answered late or incompletely')}`,
    },
    {
      title: 'Working together (P10)',
      value: judgedLine(
        outcomes.teamwork,
        'works well with the office and other peers',
        'falls short with the office or other peers',
      ),
    },
    { title: 'Own days first (P11)', value: grantLine(review) },
    { title: 'Regional meetings (P12)', value: eventsLine(outcomes.regionalMeetings, 'attended') },
    { title: 'Logs (P13)', value: missedLine(review) },
    { title: 'Peer Profile (P14)', value: profileLine(review, today) },
    {
      title: 'Peer meetings (P15)',
      value: eventsLine(outcomes.peerMeetings, `of about ${peerMeetingsAYear} attended`),
    },
    { title: 'Conferences (P16)', value: eventsLine(outcomes.conferences, 'attended') },
    { title: 'Annual Report (P17)', value: reportLine(review) },
    {
      title: 'Confidentiality (P6)',
      value: judgedLine(outcomes.confidentiality, 'respected', 'a concern was recorded'),
    },
    ...(review.register
      ? [{ title: 'Register of interests (R1)', value: statusLine(review.register, today) }]
      : []),
    ...(account.unclaimed > 0
      ? [{ title: 'Volunteered (D2)', value: `${hours(account.unclaimed)} unclaimed` }]
      : []),
  ]
}

/** `20 h of 166 h: 6 h of 6 h carried over + 14 h of 160 h of 2026/27; …`. */
function usedLine({ account, year, isOwn }: Review, today: LocalDate): string {
  const { carried, allocation } = lotsOf(account)
  const given = carried.given + allocation.given
  if (given === 0) return `no hours given for ${yearName(year)}`
  const used = carried.drawn + allocation.drawn
  const sum =
    carried.given > 0
      ? `: ${hours(carried.drawn)} of ${hours(carried.given)} carried over + ${hours(allocation.drawn)} of ${hours(allocation.given)} of ${yearName(year)}`
      : ''
  const projection = projectionOf(account, today)
  const pace = projection
    ? `; by ${longDate(lastDayOf(year))}: ${projectedLine(projection, isOwn ? 'your' : 'their')}`
    : ''
  const held = account.held > 0 ? ' used or held until cleared' : ''
  return `${hours(used)} of ${hours(given)}${held} (${days(used)} of ${days(given)})${sum}${pace}`
}

const tallyLine = ({ entries, minutes, last }: Tally, one: string, many: string): string =>
  last === undefined
    ? `no ${many} logged`
    : `${entries === 1 ? `1 ${one}` : `${entries} ${many}`}, ${hours(minutes)}, the last on ${longDate(last)}`

const judgedLine = (judged: Judged | undefined, met: string, short: string): string =>
  judged ? `${judged.isMet ? met : short} (recorded for ${longDate(judged.on)})` : 'nothing recorded'

function grantLine({ account }: Review): string {
  const { given, drawn } = grantsOf(account)
  const { left } = lotsOf(account).allocation
  return given === 0
    ? 'nothing from the central pot'
    : `${hours(drawn)} of ${hours(given)} from the central pot used, with ${hours(left)} of the allocation left`
}

/** All dates as far as there are few; otherwise how many, and the last. */
function eventsLine(dates: readonly LocalDate[], what: string): string {
  const last = dates.at(-1)
  if (last === undefined) return `0 ${what}`
  return dates.length <= peerMeetingsAYear
    ? `${dates.length} ${what}: ${list(dates.map(longDate))}`
    : `${dates.length} ${what}, the last on ${longDate(last)}`
}

function missedLine({ misses }: Review): string {
  const counting = misses.filter((miss) => !isExcused(miss)).map(({ period }) => periodName(period))
  const excused = misses.filter(isExcused).map(({ period }) => periodName(period))
  const missed = counting.length === 0 ? 'none missed' : `${counting.length} missed: ${list(counting)}`
  return excused.length === 0 ? missed : `${missed}; excused: ${list(excused)}`
}

function profileLine({ profile }: Review, today: LocalDate): string {
  if (!profile) return 'none yet'
  const age = ageOf(profile, today)
  const on = longDate(dateAt(profile.confirmedAt))
  return `${age === 0 ? 'confirmed today' : `confirmed ${age === 1 ? '1 day' : `${age} days`} ago, on ${on}`}${age > mostDays ? ': more than a year' : ''}`
}

function reportLine({ outcomes: { reportAsked, reportGiven } }: Review): string {
  if (reportGiven !== undefined) return `contributed on ${longDate(reportGiven)}`
  return reportAsked === undefined
    ? 'not asked to contribute'
    : `asked on ${longDate(reportAsked)}, nothing recorded since`
}
