// `balance`: what is left, what was carried over and when it lapses; *why this number* shows the sums behind it.
import { seeBalance } from '../../app/seeBalance.ts'
import type { Deps } from '../../app/deps.ts'
import type { Balance } from '../../domain/balance.ts'
import {
  daysBetween,
  lastDayOf,
  yearClosesOn,
  yearOf,
  type LocalDate,
  type MeetingYear,
} from '../../domain/calendar.ts'
import { days, hours, longDate, money, periodName, yearName } from '../../domain/format.ts'
import { monthIn, periodsOf, sum } from '../../domain/payments.ts'
import type { Fact } from '../cardParts.ts'
import { button, reply } from '../cards.ts'
import { projectedLine } from '../figures.ts'
import type { Reply, Turn } from '../turn.ts'
import { refused } from './notice.ts'

export async function showBalance(deps: Deps, turn: Turn, year?: MeetingYear): Promise<Reply> {
  const found = await seeBalance(deps, turn.person, turn.person, year)
  if (!found.ok) return refused(found.error)
  const balance = found.value
  const current = yearOf(turn.today)
  const isPastOpen = balance.year === current && turn.today <= yearClosesOn(current - 1)
  return reply('balance', summaryOf(balance, turn.today), {
    title: `Your hours ${yearName(balance.year)}`,
    asOf: `As of ${longDate(turn.today)}`,
    remaining: `${hours(balance.remaining)} left`,
    warnings: warnings(balance, turn.today),
    facts: facts(balance, turn.today),
    actions: [
      button('Log hours', 'log', {}, { style: 'positive' }),
      button('Why this number', 'why', { year: balance.year }),
      button('History', 'history', { year: balance.year }),
      ...(isPastOpen ? [button(yearName(current - 1), 'balance', { year: current - 1 })] : []),
    ],
  })
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

function facts(balance: Balance, today: LocalDate): Fact[] {
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
            : `${hours(carried.left)} left of ${hours(carried.given)}${carried.left > 0 ? `; use by ${longDate(carried.useBy)}` : ''}`,
    },
    {
      title: yearName(balance.year),
      value: `${hours(allocation.left)} ${balance.carriedOn > 0 ? 'carried on' : 'left'} of ${hours(allocation.given)} (${days(allocation.given)})`,
    },
    { title: 'Central pot', value: grantsOf(balance) },
    ...(balance.promised > 0
      ? [{ title: 'Promised to requests', value: `${hours(balance.promised)} of what remains` }]
      : []),
    { title: 'Used', value: hours(balance.drawn) },
    { title: 'Held', value: hours(balance.held) },
    { title: 'Unclaimed', value: hours(balance.unclaimed) },
    { title: 'Remaining', value: remainingSum(balance, today) },
    ...(projection
      ? [{ title: `By ${longDate(lastDayOf(balance.year))}`, value: projectedLine(projection) }]
      : []),
    ...(allocation.given > 0 ? [{ title: 'Paid', value: paidLine(balance, today) }] : []),
  ]
}

/** C1: every month the same but the last, or what this month has; `payments` shows them all. */
function paidLine({ payments, year }: Balance, today: LocalDate): string {
  const month = payments[monthIn(year, today)] ?? 0
  return payments.slice(0, -1).every((each) => each === payments[0])
    ? `${money(payments[0] ?? 0)} a month`
    : `${money(month)} in ${periodName(periodsOf(year)[monthIn(year, today)] ?? '')}; “payments” shows each month`
}

/** C2: what is left after 30 November has lapsed; D4: until 31 December late logs may still use it. */
function lapsedOf({ carried: { given, lapsed, useBy, logBy, isLapseProvisional } }: Balance): string {
  if (lapsed === 0) return `all ${hours(given)} used`
  const until = isLapseProvisional ? `, provisional until ${longDate(logBy)}` : ''
  return `${hours(lapsed)} of ${hours(given)} lapsed${until}; could be used to ${longDate(useBy)}`
}

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

/** The sums behind each figure, with the rule each follows. */
export async function explainBalance(deps: Deps, turn: Turn, year: MeetingYear): Promise<Reply> {
  const found = await seeBalance(deps, turn.person, turn.person, year)
  if (!found.ok) return refused(found.error)
  const balance = found.value
  const summary = `The sums behind ${hours(balance.remaining)} left of ${yearName(year)}.`
  return reply('why', summary, {
    title: `Why ${hours(balance.remaining)}`,
    sums: sums(balance, turn.today),
    actions: [button('The entries behind it', 'history', { year }), button('Balance', 'balance', { year })],
  })
}

function sums(balance: Balance, today: LocalDate): { title: string; lines: string[] }[] {
  const { carried, allocation, year, projection } = balance
  const used = balance.drawn + balance.held
  return [
    {
      title: `Carried over from ${yearName(year - 1)}: ${hours(carried.left)} ${lapsedOrLeft(balance, today)}`,
      lines: [
        `${hours(carried.given)} unused in ${yearName(year - 1)} − ${hours(carried.drawn)} used = ${hours(carried.left)}.`,
        `Work dated to ${longDate(carried.useBy)} and logged by ${longDate(carried.logBy)} uses carried hours first (rules C2, D1).`,
        ...(carried.isProvisional
          ? [
              `Provisional until ${longDate(yearClosesOn(year - 1))}: late logs of ${yearName(year - 1)} may still change it (rule D4).`,
            ]
          : []),
        ...(carried.lapsed > 0
          ? [
              `${hours(carried.lapsed)} at the rate they were paid: ${money(carried.lapsedPence)} (rule C1).`,
              ...(carried.isLapseProvisional
                ? [
                    `Provisional until ${longDate(carried.logBy)}: late logs may still use them (rules C2, D4).`,
                  ]
                : []),
            ]
          : []),
      ],
    },
    {
      title: `${yearName(year)}: ${hours(allocation.left)} left`,
      lines: [
        `${days(allocation.given)} × 8 h = ${hours(allocation.given)}.`,
        `${hours(allocation.given)} − ${hours(allocation.drawn)} used = ${hours(allocation.left)} (rule C1).`,
      ],
    },
    {
      title: `Used: ${hours(balance.drawn)}, held: ${hours(balance.held)}`,
      lines: [
        `${hours(carried.drawn)} from carried hours + ${hours(allocation.drawn)} from ${yearName(year)}` +
          (balance.grants.drawn > 0 ? ` + ${hours(balance.grants.drawn)} from the central pot` : '') +
          ` = ${hours(used)}` +
          (balance.held > 0
            ? `; ${hours(balance.held)} of it is held until cleared (rule X3).`
            : ' (rule D1).'),
      ],
    },
    ...grantSums(balance),
    {
      title: `Unclaimed: ${hours(balance.unclaimed)}`,
      lines: [
        'Work that could not be claimed is kept and counts in reports (rule D2).',
        ...(balance.reclaimable > 0
          ? [`${hours(balance.reclaimable)} of it can be re-claimed when hours are freed.`]
          : []),
      ],
    },
    { title: `Remaining: ${hours(balance.remaining)}`, lines: [remainingWords(balance, today)] },
    ...(projection
      ? [
          {
            title: `By ${longDate(lastDayOf(year))}: about ${hours(projection.more)} more at your pace`,
            lines: [
              `${hours(projection.drawn)} in ${projection.days} days × ${projection.daysLeft} days left ≈ ${hours(projection.more)}, to the quarter of an hour.`,
              `${hours(allocation.left)} left − ${hours(projection.more)} = ${hours(projection.unused)}. It informs; it decides nothing (rule C5).`,
            ],
          },
        ]
      : []),
    ...(allocation.given > 0
      ? [
          {
            title: `Paid: ${money(sum(balance.payments))} for the year`,
            lines: [paidSum(balance)],
          },
        ]
      : []),
  ]
}

const lapsedOrLeft = ({ carried }: Balance, today: LocalDate): string =>
  today <= carried.useBy ? 'left' : carried.isLapseProvisional ? 'lapsed, provisional' : 'lapsed'

/** X4, P11: each grant with its code, and what is promised. */
function grantSums({ grants, promised }: Balance): { title: string; lines: string[] }[] {
  const given = Object.values(grants.by).filter(({ code }) => code !== undefined)
  if (given.length === 0 && promised === 0) return []
  return [
    {
      title: `Central pot: ${hours(grants.left)} left`,
      lines: [
        ...given.map(
          ({ code = '', granted, drawn }) =>
            `${code}: ${hours(granted)} − ${hours(drawn)} used = ${hours(granted - drawn)}.${granted > drawn ? ' Charge the work to it when you log (rule X4).' : ''}`,
        ),
        ...(promised > 0
          ? [`${hours(promised)} of your own hours are promised to work you asked days for (rule P11).`]
          : []),
      ],
    },
  ]
}

/** C1: the sum of the months, where eleven of them are the same. */
function paidSum({ payments, allocation: { given } }: Balance): string {
  const [first = 0, ...others] = payments
  const last = others.at(-1) ?? 0
  return others.slice(0, -1).every((each) => each === first)
    ? `${days(given)} in advance: 11 × ${money(first)} + ${money(last)} in August = ${money(sum(payments))} (rule C1).`
    : `${days(given)} in advance: ${money(sum(payments))} in all. “payments” shows each month and what changed it (rule C1).`
}

function remainingWords(balance: Balance, today: LocalDate): string {
  const { carried, allocation, grants, remaining, year } = balance
  if (balance.carriedOn > 0)
    return `The year is over; ${hours(balance.carriedOn)} are carried on into ${yearName(year + 1)} (rule C2).`
  const isUsable = today <= carried.useBy
  const parts = [
    ...(isUsable ? [`${hours(carried.left)} carried over`] : []),
    `${hours(allocation.left)} of ${yearName(year)}`,
    ...(grants.given > 0 ? [`${hours(grants.left)} from the central pot`] : []),
  ]
  const past = isUsable ? '' : ` Carried hours could be used to ${longDate(carried.useBy)}.`
  return `${parts.join(' + ')} = ${hours(remaining)}.${past}`
}
