// P3: the update for the Group Executive, as it is printed: what there is to decide first, then each peer, then the money.
import type { ExecutiveUpdate, MissedLog, PeerUpdate } from '../../app/reports/executiveUpdate.ts'
import type { Balance } from '../../domain/balance.ts'
import { lastDayOf } from '../../domain/calendar.ts'
import { days, hours, list, longDate, money, periodName, yearName } from '../../domain/format.ts'
import type { Verdict } from '../../domain/miss.ts'
import { roleTitle, type Person } from '../../domain/person.ts'
import { dailyRateIn } from '../../domain/policy.ts'
import type { Projection } from '../../domain/projection.ts'
import { regionTitle } from '../../domain/regions.ts'
import { html, table, type Html, type Printed } from './page.ts'

export function executivePage(update: ExecutiveUpdate): Printed {
  const { policy, year, asOf } = update
  return {
    title: `Update for the Group Executive: ${yearName(year)}`,
    of: `${policy.name}, as it stood on ${longDate(asOf)}. Confidential: for members of the Executive.`,
    sections: [recommendations(update), totals(update), peers(update), misses(update), carried(update)],
    foot: [
      'Days are 8-hour days. Used hours are those claimed, and those held until the Head of Group Office has cleared them; volunteered hours are not paid.',
      'The projection is about, at each peer’s own pace; there is none in a peer’s first eight weeks (rule C5).',
      `Money is hours × the day’s pay ÷ 8, rounded once for each peer; hours carried over were paid for at ${money(dailyRateIn(policy, year - 1))} a day (rule C1).`,
      'Notes, councils and what was said about a missed log are not in this document (rule P6). The bot removes nobody: the Executive has the final say (rule P3).',
    ],
  }
}

const sum = (rows: readonly PeerUpdate[], figure: (row: PeerUpdate) => number): number =>
  rows.reduce((total, row) => total + figure(row), 0)

const usedOf = ({ carried, allocation, grants }: Balance): number =>
  carried.drawn + allocation.drawn + grants.drawn

const verdicts: Record<Verdict, string> = {
  spoken: 'spoken to the peer',
  excused: 'excused',
  recommended: 'recommended to the Executive',
}
const decided = ({ decisions }: MissedLog): string =>
  decisions.length === 0
    ? 'nothing decided'
    : decisions.map(({ verdict, by, on }) => `${verdicts[verdict]} by ${by} on ${longDate(on)}`).join('; ')

/** P13: what is put before the Executive, unless the miss has been excused since. */
function recommendations({ missed }: ExecutiveUpdate): Html {
  const before = missed.filter(({ decisions }) => decisions.at(-1)?.verdict === 'recommended')
  const rows = before.map((each) => [each.peer.name, periodName(each.period), decided(each)])
  return html`<h2>For the Executive to decide</h2>
    ${
      rows.length === 0
        ? html`<p>Nothing is recommended to the Executive.</p>`
        : table([['Peer'], ['Log missed'], ['Decisions']], rows)
    }`
}

function totals({ peers }: ExecutiveUpdate): Html {
  const figure = (of: (balance: Balance) => number) => sum(peers, ({ balance }) => of(balance))
  const rows: [string, number][] = [
    ['Allocated', figure(({ allocation }) => allocation.given)],
    ['Carried over from the year before', figure(({ carried }) => carried.given)],
    ['Granted from the central pot', figure(({ grants }) => grants.given)],
    ['Used', figure(usedOf)],
    ['Held of it, to be cleared', figure(({ held }) => held)],
    ['Volunteered', figure(({ unclaimed }) => unclaimed)],
  ]
  return html`<h2>The group</h2>
    ${table(
      [[`${peers.length} peers`], ['Hours', 'n'], ['8-hour days', 'n']],
      rows.map(([title, minutes]) => [title, hours(minutes), days(minutes)]),
    )}`
}

const whereOf = ({ role, regions }: Person): string =>
  [roleTitle(role), ...(regions.length > 0 ? [list(regions.map(regionTitle))] : [])].join(', ')

function peers({ peers: all, year, missed }: ExecutiveUpdate): Html {
  const rows = all.map(({ peer, balance }) => {
    const { allocation } = balance
    const count = missed.filter(
      (each) => each.peer.id === peer.id && each.decisions.at(-1)?.verdict !== 'excused',
    ).length
    return [
      html`${peer.name}<br /><span class="of">${whereOf(peer)}</span>`,
      `${days(allocation.drawn)} of ${days(allocation.given)}`,
      hours(usedOf(balance)),
      hours(balance.held),
      balance.grants.given > 0 ? `${hours(balance.grants.drawn)} of ${hours(balance.grants.given)}` : '–',
      hours(balance.unclaimed),
      projected(balance.projection),
      String(count),
    ]
  })
  const given = sum(all, ({ balance }) => balance.allocation.given)
  const drawn = sum(all, ({ balance }) => balance.allocation.drawn)
  return html`<h2>Peers</h2>
    ${table(
      [
        ['Peer'],
        ['Allocation used', 'n'],
        ['All hours used', 'n'],
        ['Held of it', 'n'],
        ['Central pot', 'n'],
        ['Volunteered', 'n'],
        [`By ${longDate(lastDayOf(year))}`],
        ['Logs missed', 'n'],
      ],
      rows,
      [
        'All',
        `${days(drawn)} of ${days(given)}`,
        hours(sum(all, ({ balance }) => usedOf(balance))),
        hours(sum(all, ({ balance }) => balance.held)),
        hours(sum(all, ({ balance }) => balance.grants.drawn)),
        hours(sum(all, ({ balance }) => balance.unclaimed)),
        '',
        String(missed.filter(({ decisions }) => decisions.at(-1)?.verdict !== 'excused').length),
      ],
    )}`
}

function projected(projection: Projection | undefined): string {
  if (!projection) return 'no projection'
  const { more, unused } = projection
  if (unused === 0) return `about ${hours(more)} more, and all used`
  return unused > 0
    ? `about ${hours(more)} more, ${hours(unused)} unused`
    : `about ${hours(more)} more, ${hours(-unused)} beyond what is left`
}

function misses({ missed }: ExecutiveUpdate): Html {
  const rows = missed.map((each) => [each.peer.name, periodName(each.period), decided(each)])
  return html`<h2>Missed logs</h2>
    ${rows.length === 0 ? html`<p>No log was missed.</p>` : table([['Peer'], ['Log of'], ['Decisions']], rows)}`
}

function carried({ peers: all }: ExecutiveUpdate): Html {
  const some = all.filter(({ balance }) => balance.carried.given > 0)
  const rows = some.map(({ peer, balance: { carried }, atRisk, atRiskPence }) => [
    peer.name,
    hours(carried.given),
    hours(carried.drawn),
    longDate(carried.useBy),
    carried.lapsed > 0 ? '–' : `${hours(atRisk)}, ${money(atRiskPence)}`,
    carried.lapsed > 0
      ? `${hours(carried.lapsed)}, ${money(carried.lapsedPence)}${carried.isLapseProvisional ? ' (provisional)' : ''}`
      : '–',
  ])
  return html`<h2>Hours carried over</h2>
    ${
      rows.length === 0
        ? html`<p>Nothing was carried over from the year before.</p>`
        : table(
            [
              ['Peer'],
              ['Carried over', 'n'],
              ['Used', 'n'],
              ['Use by'],
              ['At risk at this pace', 'n'],
              ['Lapsed, paid but not worked', 'n'],
            ],
            rows,
            [
              'All',
              hours(sum(some, ({ balance }) => balance.carried.given)),
              hours(sum(some, ({ balance }) => balance.carried.drawn)),
              '',
              `${hours(sum(some, ({ atRisk }) => atRisk))}, ${money(sum(some, ({ atRiskPence }) => atRiskPence))}`,
              `${hours(sum(some, ({ balance }) => balance.carried.lapsed))}, ${money(sum(some, ({ balance }) => balance.carried.lapsedPence))}`,
            ],
          )
    }`
}
