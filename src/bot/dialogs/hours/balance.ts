// `balance`: what is left, what was carried over and when it lapses; one's own, or a peer's for the office.
import { findReclaimable } from '../../../app/hours/findReclaimable.ts'
import { seeBalance } from '../../../app/hours/seeBalance.ts'
import type { Deps } from '../../../app/deps.ts'
import type { Balance } from '../../../domain/balance.ts'
import {
  daysBetween,
  lastDayOf,
  yearClosesOn,
  yearOf,
  type LocalDate,
  type MeetingYear,
} from '../../../domain/calendar.ts'
import { days, hours, longDate, money, periodName, yearName } from '../../../domain/format.ts'
import { monthIn, periodsOf, sum } from '../../../domain/payments.ts'
import { mayDo, mayReview } from '../../../domain/permissions.ts'
import type { Person } from '../../../domain/person.ts'
import type { Button, Fact } from '../../cardParts.ts'
import { button, reply } from '../../cards.ts'
import { projectedLine } from '../../words/figures.ts'
import { leaverLines } from '../../words/leaverWords.ts'
import type { Reply, Turn } from '../../turn.ts'
import { refused } from '../notice.ts'

/** @param subject whose balance it is, if it is not one's own. */
export async function showBalance(
  deps: Deps,
  turn: Turn,
  year?: MeetingYear,
  subject: Person = turn.person,
): Promise<Reply> {
  const found = await seeBalance(deps, turn.person, subject, year)
  if (!found.ok) return refused(found.error)
  const balance = found.value
  const isOwn = subject.id === turn.person.id
  const offer = await reclaimOffer(deps, subject, balance)
  const said = summaryOf(balance, turn.today)
  return reply('balance', isOwn ? said : `${subject.name}: ${said}`, {
    title: isOwn
      ? `Your hours ${yearName(balance.year)}`
      : `Hours ${yearName(balance.year)}: ${subject.name}`,
    asOf: `As of ${longDate(turn.today)}`,
    remaining: `${hours(balance.remaining)} left`,
    warnings: [
      ...leaverLines(subject, turn.today, balance.year, isOwn),
      ...warnings(balance, turn.today),
      ...(offer
        ? [
            `${hours(offer.minutes)} unclaimed can be claimed: hours are free for it${isOwn ? '' : ', and their own balance offers it to them'} (rule D2).`,
          ]
        : []),
    ],
    facts: facts(balance, turn.today, subject, isOwn),
    actions: isOwn ? ownActions(turn, balance, offer) : peerActions(turn, balance, subject),
  })
}

type Offer = Awaited<ReturnType<typeof findReclaimable>>

function ownActions({ id, today }: Turn, { year }: Balance, offer: Offer | undefined): Button[] {
  const current = yearOf(today)
  const isPastOpen = year === current && today <= yearClosesOn(current - 1)
  return [
    ...(offer
      ? [button(`Re-claim ${hours(offer.minutes)}`, 'reclaim', { refs: offer.refs, command: id })]
      : []),
    button('Log hours', 'log', {}, { style: 'positive' }),
    button('Why this number', 'why', { year }),
    button('History', 'history', { year }),
    ...(isPastOpen ? [button(yearName(current - 1), 'balance', { year: current - 1 })] : []),
  ]
}

/** What explains the figures to the office, and leads to the peer and to the years beside. */
function peerActions({ person: by, today }: Turn, { year }: Balance, subject: Person): Button[] {
  const asked = { person: subject.id, year }
  return [
    button('Why this number', 'peer-why', asked),
    button('History', 'peer-history', asked),
    ...(mayDo(by, 'see-pay', subject) ? [button('Payments', 'payments', asked)] : []),
    ...(mayReview(by, subject) ? [button('Review', 'review', asked)] : []),
    button(yearName(year - 1), 'peer-balance', { ...asked, year: year - 1 }),
    ...(year < yearOf(today)
      ? [button(yearName(year + 1), 'peer-balance', { ...asked, year: year + 1 })]
      : []),
  ]
}

/** D2: what freed the hours may have been somebody else's doing: an increase, an extension, a claim that was declined. */
async function reclaimOffer(
  deps: Deps,
  subject: Person,
  { year, carried, allocation, reclaimable }: Balance,
): Promise<Offer | undefined> {
  if (reclaimable === 0 || carried.left + allocation.left === 0) return undefined
  const offer = await findReclaimable(deps, subject, year)
  return offer.minutes > 0 ? offer : undefined
}

function summaryOf(balance: Balance, today: LocalDate): string {
  const { carried } = balance
  const lapses = carried.left > 0 && today <= carried.useBy
  return (
    `${hours(balance.remaining)} left of ${yearName(balance.year)}` +
    (lapses
      ? `, ${hours(carried.left)} of it carried over and to be used by ${longDate(carried.useBy)}`
      : '') +
    `. Used ${hours(balance.drawn)}, held ${hours(balance.held)}, unclaimed ${hours(balance.unclaimed)}.`
  )
}

function facts(balance: Balance, today: LocalDate, subject: Person, isOwn: boolean): Fact[] {
  const { carried, allocation, projection } = balance
  const isProvisional = carried.isProvisional ? ', provisional' : ''
  return [
    {
      title: `Carried over${isProvisional}`,
      value:
        carried.given === 0
          ? '0 h'
          : today > carried.useBy
            ? lapsedOf(balance)
            : `${hours(carried.left)} left of ${hours(carried.given)}${offOf(balance)}${carried.left > 0 ? `; use by ${longDate(carried.useBy)}` : ''}`,
    },
    {
      title: yearName(balance.year),
      value: `${hours(allocation.left)} ${balance.carriedOn > 0 ? 'carried on' : 'left'} of ${hours(allocation.given)} (${days(allocation.given)})`,
    },
    { title: 'Central pot', value: grantsOf(balance) },
    ...(balance.promised > 0 ? [{ title: 'Promised to requests', value: promisedLine(balance) }] : []),
    { title: 'Used', value: hours(balance.drawn) },
    { title: 'Held', value: hours(balance.held) },
    { title: 'Unclaimed', value: hours(balance.unclaimed) },
    { title: 'Remaining', value: remainingSum(balance, today) },
    ...(projection && leaverLines(subject, today, balance.year, isOwn).length === 0
      ? [
          {
            title: `By ${longDate(lastDayOf(balance.year))}`,
            value: projectedLine(projection, isOwn ? 'your' : 'their'),
          },
        ]
      : []),
    ...(allocation.given > 0 ? [{ title: 'Paid', value: paidLine(balance, subject, today) }] : []),
  ]
}

/** P11: fewer may be left by now than were promised, where the days were lowered. */
const promisedLine = ({ promised, remaining }: Balance): string =>
  promised <= remaining
    ? `${hours(promised)} of what remains`
    : `${hours(promised)}, and only ${hours(remaining)} remain`

/** C1: every month the same but the last, or what this month has; `payments` shows them all. */
function paidLine({ payments, year }: Balance, { leftOn }: Person, today: LocalDate): string {
  if (leftOn !== undefined && leftOn < today && yearOf(leftOn) === year) {
    const last = monthIn(year, leftOn)
    return `${money(sum(payments.slice(0, last + 1)))} to ${periodName(periodsOf(year)[last] ?? '')}, the month of your last day; “payments” shows each month`
  }
  const month = payments[monthIn(year, today)] ?? 0
  return payments.slice(0, -1).every((each) => each === payments[0])
    ? `${money(payments[0] ?? 0)} a month`
    : `${money(month)} in ${periodName(periodsOf(year)[monthIn(year, today)] ?? '')}; “payments” shows each month`
}

/** C2: what is left after 30 November has lapsed; D4: until 31 December late logs may still use it. */
function lapsedOf(balance: Balance): string {
  const { given, drawn, writtenOff, lapsed, useBy, logBy, isLapseProvisional } = balance.carried
  if (lapsed === 0)
    return writtenOff > 0
      ? `${hours(drawn)} of ${hours(given)} used${offOf(balance)}`
      : `all ${hours(given)} used`
  const until = isLapseProvisional ? `, provisional until ${longDate(logBy)}` : ''
  return `${hours(lapsed)} of ${hours(given)} lapsed${until}${offOf(balance)}; could be used to ${longDate(useBy)}`
}

/** C2: what the Head wrote off is neither used nor left. */
const offOf = ({ carried: { writtenOff } }: Balance): string =>
  writtenOff > 0 ? `, ${hours(writtenOff)} written off` : ''

/** `CP-2627-0007: 16 h, 14 h left`, one after the other. */
function grantsOf({ grants }: Balance): string {
  const given = Object.values(grants.by).filter(({ code }) => code !== undefined)
  if (given.length === 0) return 'nothing agreed'
  const state = grants.ended > 0 ? 'ended' : 'left'
  return given
    .map(({ code = '', granted, drawn }) => `${code}: ${hours(granted)}, ${hours(granted - drawn)} ${state}`)
    .join('; ')
}

function remainingSum(balance: Balance, today: LocalDate): string {
  const { remaining, carriedOn } = balance
  if (carriedOn > 0) return `0 h: the year is over, and ${hours(carriedOn)} are carried on`
  const parts = partsOf(balance, today)
  return parts.length === 1 ? hours(remaining) : `${parts.join(' + ')} = ${hours(remaining)}`
}

/** What remains, lot by lot: those that have nothing in them are left out. */
function partsOf({ carried, allocation, grants }: Balance, today: LocalDate): string[] {
  const usable = carried.given > 0 && today <= carried.useBy
  return [
    ...(usable ? [hours(carried.left)] : []),
    hours(allocation.left),
    ...(grants.given > 0 ? [hours(grants.left)] : []),
  ]
}

/** What wants attention: hours about to lapse, lapsed ones, and figures that late logs may still change. */
function warnings({ carried }: Balance, today: LocalDate): string[] {
  const lines: string[] = []
  const left = daysBetween(today, carried.useBy)
  if (carried.left > 0 && left >= 0 && left <= 60)
    lines.push(
      `${hours(carried.left)} carried over lapse after ${longDate(carried.useBy)}: ${left === 0 ? 'today is the last day' : left === 1 ? '1 day to go' : `${left} days to go`} (rule C2).`,
    )
  if (carried.lapsed > 0)
    lines.push(
      `${hours(carried.lapsed)} carried over lapsed after ${longDate(carried.useBy)} (${money(carried.lapsedPence)})` +
        (carried.isLapseProvisional
          ? `, provisional until ${longDate(carried.logBy)}: until that day work done by ${longDate(carried.useBy)} can still be logged (rules C2, D4).`
          : ' (rule C2).'),
    )
  return lines
}
