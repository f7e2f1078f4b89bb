// *Why this number*: the sums behind each figure of a balance, with the rule each follows.
import type { Deps } from '../../../app/deps.ts'
import { seeBalance } from '../../../app/hours/seeBalance.ts'
import type { Balance } from '../../../domain/balance.ts'
import { lastDayOf, yearClosesOn, type LocalDate, type MeetingYear } from '../../../domain/calendar.ts'
import { days, hours, longDate, money, yearName } from '../../../domain/format.ts'
import { sum } from '../../../domain/payments.ts'
import { hasLeft, type Person } from '../../../domain/person.ts'
import { button, reply } from '../../cards.ts'
import type { Reply, Turn } from '../../turn.ts'
import { refused } from '../notice.ts'

/** @param subject whose balance it is, if it is not one's own. */
export async function explainBalance(
  deps: Deps,
  turn: Turn,
  year: MeetingYear,
  subject: Person = turn.person,
): Promise<Reply> {
  const found = await seeBalance(deps, turn.person, subject, year)
  if (!found.ok) return refused(found.error)
  const balance = found.value
  const isOwn = subject.id === turn.person.id
  const of = isOwn ? '' : `, ${subject.name}`
  const summary = `The sums behind ${hours(balance.remaining)} left of ${yearName(year)}${of}.`
  const asked = { year, ...(!isOwn && { person: subject.id }) }
  return reply('why', summary.replaceAll('..', '.'), {
    title: `Why ${hours(balance.remaining)}${isOwn ? '' : `: ${subject.name}, ${yearName(year)}`}`,
    sums: sums(balance, turn.today, subject, isOwn),
    actions: [
      button('The entries behind it', isOwn ? 'history' : 'peer-history', asked),
      ...(isOwn ? [] : [button('Payments', 'payments', asked)]),
      button('Balance', isOwn ? 'balance' : 'peer-balance', asked),
    ],
  })
}

function sums(
  balance: Balance,
  today: LocalDate,
  subject: Person,
  isOwn: boolean,
): { title: string; lines: string[] }[] {
  const { carried, allocation, year, projection } = balance
  const used = balance.drawn + balance.held
  return [
    {
      title: `Carried over from ${yearName(year - 1)}: ${hours(carried.left)} ${lapsedOrLeft(balance, today)}`,
      lines: [
        `${hours(carried.given)} unused in ${yearName(year - 1)} − ${hours(carried.drawn)} used${carried.writtenOff > 0 ? ` − ${hours(carried.writtenOff)} written off` : ''} = ${hours(carried.left)}.`,
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
    ...grantSums(balance, isOwn),
    {
      title: `Unclaimed: ${hours(balance.unclaimed)}`,
      lines: [
        'Work that could not be claimed is kept and counts in reports (rule D2).',
        ...(balance.reclaimable > 0
          ? [
              `${hours(balance.reclaimable)} of it can be re-claimed once hours are free; the balance offers it then.`,
            ]
          : []),
      ],
    },
    { title: `Remaining: ${hours(balance.remaining)}`, lines: [remainingWords(balance, today)] },
    ...(projection && !hasLeft(subject, lastDayOf(year))
      ? [
          {
            title: `By ${longDate(lastDayOf(year))}: about ${hours(projection.more)} more at ${isOwn ? 'your' : 'their'} pace`,
            lines: [
              `${hours(projection.drawn)} in ${projection.days} days × ${projection.daysLeft} days left ≈ ${hours(projection.more)}, to the quarter of an hour.`,
              projection.carriedMore > 0
                ? `${hours(projection.carriedMore)} of it from hours carried over, which go first to ${longDate(carried.useBy)}: ${hours(allocation.left)} left − (${hours(projection.more)} − ${hours(projection.carriedMore)}) = ${hours(projection.unused)}. It informs; it decides nothing (rule C5).`
                : `${hours(allocation.left)} left − ${hours(projection.more)} = ${hours(projection.unused)}. It informs; it decides nothing (rule C5).`,
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
function grantSums({ grants, promised }: Balance, isOwn: boolean): { title: string; lines: string[] }[] {
  const given = Object.values(grants.by).filter(({ code }) => code !== undefined)
  if (given.length === 0 && promised === 0) return []
  const chargeIt = isOwn
    ? 'Charge the work to it when you log (rule X4).'
    : 'Only work that is charged to it draws on it (rule X4).'
  const whose = isOwn
    ? 'your own hours are promised to work you asked'
    : 'their own hours are promised to work they asked'
  return [
    {
      title: `Central pot: ${hours(grants.left)} left`,
      lines: [
        ...given.map(
          ({ code = '', granted, drawn }) =>
            `${code}: ${hours(granted)} − ${hours(drawn)} used = ${hours(granted - drawn)}.${granted > drawn ? ` ${chargeIt}` : ''}`,
        ),
        ...(promised > 0 ? [`${hours(promised)} of ${whose} days for (rule P11).`] : []),
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
