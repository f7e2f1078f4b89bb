// `payments`: a year's pay month by month, and what each change did to it (C1); and a leaver's statement, paid against worked
// (D6). A peer sees their own payments, the office any peer's.
import type { Deps } from '../../../app/deps.ts'
import { seePayments, seeStatement, type SeenPayments } from '../../../app/years/seePayments.ts'
import { firstDayOf, lastDayOf, yearOf, type MeetingYear } from '../../../domain/calendar.ts'
import { days, hours, longDate, money, periodName, yearName } from '../../../domain/format.ts'
import type { LeaverStatement } from '../../../domain/leaverStatement.ts'
import { monthIn, periodsOf, sum, type Rescheduled } from '../../../domain/payments.ts'
import { mayDo } from '../../../domain/permissions.ts'
import { hasLeft, lastYearOf, type Person } from '../../../domain/person.ts'
import { button, reply } from '../../cards.ts'
import type { Reply, Turn } from '../../turn.ts'
import { refused } from '../notice.ts'
import { whichPeer, type PeerAsked, type PeerYearAsked } from '../people/whichPeer.ts'

export async function showPayments(deps: Deps, turn: Turn, asked: PeerYearAsked): Promise<Reply> {
  const isOffice = mayDo(turn.person, 'close-year', turn.person)
  if (!isOffice) return paymentsOf(deps, turn, turn.person, asked.year)
  const found = await whichPeer(deps, turn, asked, {
    title: 'Payments',
    action: 'see-pay',
    verb: 'payments',
    button: 'Show payments',
    ...(asked.year && { data: { year: asked.year } }),
  })
  return 'reply' in found ? found.reply : paymentsOf(deps, turn, found.peer, asked.year)
}

async function paymentsOf(
  deps: Deps,
  turn: Turn,
  peer: Person,
  year: MeetingYear = lastYearOf(peer, turn.today),
): Promise<Reply> {
  const found = await seePayments(deps, turn.person, peer, year)
  if (!found.ok) return refused(found.error)
  const isOwn = peer.id === turn.person.id
  const title = isOwn ? `Your payments ${yearName(year)}` : `Payments ${yearName(year)}: ${peer.name}`
  const lines = [...paymentLines(found.value, year), ...leaverLines(found.value, peer, turn, year)]
  const to = isOwn ? {} : { person: peer.id }
  return reply('list', [`${title}.`, ...lines].join(' '), {
    title,
    lines,
    rows: runsOf(found.value.months, year),
    choose: '',
    chosen: '',
    choices: [],
    actions: [
      ...(isOwn
        ? [button('Balance', 'balance', { year })]
        : [
            button('Balance', 'peer-balance', { ...to, year }),
            button('Leaver’s statement', 'statement', to),
            ...(mayDo(turn.person, 'allocate', peer)
              ? [button('Allocate', 'allocate', { year, ...to })]
              : []),
          ]),
      button(yearName(year - 1), 'payments', { ...to, year: year - 1 }),
      ...(year <= yearOf(turn.today)
        ? [button(yearName(year + 1), 'payments', { ...to, year: year + 1 })]
        : []),
    ],
  })
}

function paymentLines(
  { allocation, rate, months, excess, steps }: SeenPayments,
  year: MeetingYear,
): string[] {
  if (allocation === 0 && sum(months) === 0)
    return [`No days are allocated for ${yearName(year)}, so nothing is paid.`]
  const changes = steps.length > 1 ? steps.map((step) => stepLine(step, year)) : []
  const total = sum(months)
  return [
    `${days(allocation)} (${hours(allocation)}) at ${money(rate)} a day = ${money(total - excess)}, paid monthly in advance of the work (rule C1).`,
    ...changes,
    ...(excess > 0
      ? [
          `${money(total)} had been scheduled already: ${money(excess)} more than is agreed now. It is shown here and not paid or taken back by itself.`,
        ]
      : []),
  ]
}

/** D6: the months after a last day are scheduled as long as the days that they pay for are not lowered. */
function leaverLines(
  { months: each, unused }: SeenPayments,
  peer: Person,
  { person: by, today }: Turn,
  year: MeetingYear,
): string[] {
  const { leftOn } = peer
  if (leftOn === undefined || !hasLeft(peer, today) || leftOn > lastDayOf(year)) return []
  const first = leftOn < firstDayOf(year) ? 0 : monthIn(year, leftOn) + 1
  const after = sum(each.slice(first))
  if (after === 0 || unused <= 0) return []
  const way = mayDo(by, 'allocate', peer)
    ? 'Lower the days with “allocate” to what was worked'
    : 'The Head of Group Office can lower the days to what was worked'
  return [
    `${money(after)} is scheduled after the month of the last day (${longDate(leftOn)}), because ${hours(unused)} of the days are unused and not taken back yet. ${way}, and the payments follow (rules C1, D6).`,
  ]
}

/** `Sat 20 Feb 2027: 16 days, £5,792.00 − £1,508.30 scheduled before = £4,283.70 over 7 months`. */
function stepLine({ on, minutes, total, scheduled, first }: Rescheduled, year: MeetingYear): string {
  const from = periodName(periodsOf(year)[first] ?? '')
  const left = 12 - first
  if (scheduled === 0)
    return `${longDate(on)}: ${days(minutes)}, ${money(total)} over ${counted(left)} from ${from}.`
  const due = total - scheduled
  const rest =
    due < 0 ? `${money(-due)} too much, nothing more is paid` : `${money(due)} over ${counted(left)}`
  return `${longDate(on)}: ${days(minutes)}, ${money(total)} − ${money(scheduled)} scheduled before ${from} = ${rest}.`
}

const counted = (months: number): string => (months === 1 ? '1 month' : `${months} months`)

/** Months with the same payment in one row: `September 2026 to July 2027`, `11 × £301.66 = £3,318.26`. */
function runsOf(payments: readonly number[], year: MeetingYear) {
  const periods = periodsOf(year)
  const rows: { title: string; state: string; detail: string }[] = []
  for (let first = 0; first < payments.length;) {
    const pence = payments[first] ?? 0
    let last = first
    while (last + 1 < payments.length && payments[last + 1] === pence) last++
    const [from, to] = [periodName(periods[first] ?? ''), periodName(periods[last] ?? '')]
    const count = last - first + 1
    rows.push({
      title: first === last ? from : `${from} to ${to}`,
      state: count === 1 ? money(pence) : `${count} × ${money(pence)} = ${money(count * pence)}`,
      detail: '',
    })
    first = last + 1
  }
  return rows
}

export async function showStatement(deps: Deps, turn: Turn, asked: PeerAsked): Promise<Reply> {
  const found = await whichPeer(deps, turn, asked, {
    title: 'Leaver’s statement',
    action: 'see-pay',
    verb: 'statement',
    button: 'Show the statement',
  })
  if ('reply' in found) return found.reply
  const { peer } = found
  const until = peer.leftOn ?? turn.today
  const seen = await seeStatement(deps, turn.person, peer, until)
  if (!seen.ok) return refused(seen.error)
  const title = `Leaver’s statement: ${peer.name}`
  const { months: each, year } = seen.value
  const scheduled = await seePayments(deps, turn.person, peer, year)
  const lines = [
    ...statementLines(seen.value, peer),
    ...(scheduled.ok ? leaverLines(scheduled.value, peer, turn, year) : []),
  ]
  return reply('list', [`${title}.`, ...lines].join(' '), {
    title,
    lines,
    rows: each.map(({ period, paid, worked }) => ({
      title: periodName(period),
      state: `paid ${money(paid)}, worked ${hours(worked)}`,
      detail: '',
    })),
    choose: '',
    chosen: '',
    choices: [],
    actions: [
      button('Payments', 'payments', { person: peer.id, year }),
      button('History', 'peer-history', { person: peer.id, year }),
    ],
  })
}

function statementLines(
  { until, year, before, paid, worked, over }: LeaverStatement,
  { leftOn }: Person,
): string[] {
  const allPaid = paid.scheduled + paid.carried
  const allWorked = worked.allocationPence + worked.carriedPence
  const verdict =
    over > 0
      ? `${money(over)} was paid and not worked.`
      : over < 0
        ? `${money(-over)} was worked and is not paid by then.`
        : 'Paid and worked are the same.'
  return [
    leftOn === undefined
      ? `As if ${longDate(until)} were the last day: none is entered in “people”.`
      : `Last day: ${longDate(until)}, in ${yearName(year)}, which ends on ${longDate(lastDayOf(year))}.`,
    `Paid to ${periodName(until.slice(0, 7))}: ${money(paid.scheduled)}${paid.carried > 0 ? ` + ${money(paid.carried)} in ${yearName(year - 1)} for the hours carried in = ${money(allPaid)}` : ''} (rule C1).`,
    `Worked: ${hours(worked.allocation)} of ${yearName(year)} (${money(worked.allocationPence)})${worked.carried > 0 ? ` + ${hours(worked.carried)} carried in (${money(worked.carriedPence)})` : ''} = ${money(allWorked)}.`,
    `${money(allPaid)} − ${money(allWorked)}: ${verdict} (rule D6)`,
    ...(before > 0
      ? [`${hours(before)} of it were used before the records began (rule D7); no month below has them.`]
      : []),
    ...(worked.granted > 0
      ? [`${hours(worked.granted)} from the central pot are additional, and apart from this (rule X4).`]
      : []),
  ]
}
