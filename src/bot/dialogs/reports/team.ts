// `team`: the peers that somebody looks after on one card, whoever wants attention first, with a chart of what each has used
// against the year (P2, C2, P13). Notes and councils are not here (P6).
import type { Deps } from '../../../app/deps.ts'
import { seeTeam, type Team, type TeamMember } from '../../../app/reports/seeTeam.ts'
import {
  addDays,
  daysBetween,
  firstDayOf,
  lastDayOf,
  type LocalDate,
  type MeetingYear,
} from '../../../domain/calendar.ts'
import { hours, list, longDate, money, yearName } from '../../../domain/format.ts'
import { mayReview } from '../../../domain/permissions.ts'
import { roleTitle } from '../../../domain/person.ts'
import { regionTitle, type RegionId } from '../../../domain/regions.ts'
import type { Fact } from '../../cardParts.ts'
import { button, reply } from '../../cards.ts'
import { projectedLine } from '../../words/figures.ts'
import { statusLine } from '../../words/registerWords.ts'
import type { Reply, Turn } from '../../turn.ts'
import { attentionLine } from './attention.ts'
import { notice, refused } from '../notice.ts'

const pageSize = 8

export interface TeamAsked {
  readonly from?: number | undefined
  readonly region?: RegionId | undefined
}

export async function showTeam(
  deps: Deps,
  { person, today }: Turn,
  { from = 0, region }: TeamAsked = {},
): Promise<Reply> {
  const found = await seeTeam(deps, person, { from, size: pageSize, region })
  if (!found.ok) return refused(found.error)
  const team = found.value
  const { members, count, year, regions } = team
  if (count === 0)
    return notice(
      'Team',
      [region ? `No peer belongs to ${regionTitle(region)}.` : 'There are no peers here.'],
      [...(region ? [button('All regions', 'team')] : []), button('Check logs', 'check-logs')],
    )
  const last = from + members.length
  const title = `Team${region ? `: ${regionTitle(region)}` : ''}, ${yearName(year)}`
  const reviewed = members.filter(({ peer }) => mayReview(person, peer))
  const inRegion = region ? { region } : {}
  return reply('team', `${title}. ${summaryOf(team)}`.slice(0, 1000), {
    title: count > members.length ? `${title}: ${Math.min(from + 1, last)} to ${last} of ${count}` : title,
    facts: factsOf(team),
    chart: 'Hours used, in % of what each was given',
    bars: barsOf(members, year, today),
    rows: members.map((member) => ({
      title: `${member.peer.name}, ${roleTitle(member.peer.role)}`,
      attention: attentionLine(member.attention, year),
      state: stateOf(member),
      detail: detailOf(member, today),
    })),
    peers: reviewed.map(({ peer }) => ({ title: peer.name, value: peer.id })),
    chosen: reviewed[0]?.peer.id ?? '',
    region: region ?? 'all',
    regions:
      regions.length > 1
        ? [
            { title: 'All regions', value: 'all' },
            ...regions.map((id) => ({ title: regionTitle(id), value: id })),
          ]
        : [],
    actions: [
      ...(reviewed.length > 0
        ? [button('Open review', 'review/open', {}, { inputs: 'auto', style: 'positive' })]
        : []),
      ...(regions.length > 1 ? [button('Show region', 'team', {}, { inputs: 'auto' })] : []),
      ...(from > 0
        ? [button('Previous page', 'team', { ...inRegion, from: Math.max(0, from - pageSize) })]
        : []),
      ...(last < count ? [button('Next page', 'team', { ...inRegion, from: last })] : []),
      button('Check logs', 'check-logs'),
    ],
  })
}

function summaryOf({ count, all, members }: Team): string {
  const peers = count === 1 ? '1 peer' : `${count} peers`
  const wanting = members.filter(({ attention }) => attention.length > 0).map(({ peer }) => peer.name)
  const used = `${hours(all.used)} of ${hours(all.given)} ${usedWord(all)}`
  return all.wanting === 0
    ? `${peers}, ${used}; nobody wants attention.`
    : `${peers}, ${used}; ${all.wanting === 1 ? '1 wants' : `${all.wanting} want`} attention: ${list(wanting)}${all.wanting > wanting.length ? ' and others' : ''}.`
}

/** The figures of all of them, not only of the page. */
function factsOf({ all, pot, count }: Team): Fact[] {
  return [
    { title: 'Peers', value: `${count}, of whom ${all.wanting} want attention` },
    {
      title: 'Used',
      value: `${hours(all.used)} of ${hours(all.given)}${all.held > 0 ? `, ${hours(all.held)} of it held until cleared` : ''}`,
    },
    ...(all.atRisk > 0
      ? [
          {
            title: 'Carried over, at risk',
            value: `${hours(all.atRisk)} (${money(all.atRiskPence)}) would lapse from ${longDate(addDays(all.useBy, 1))} on`,
          },
        ]
      : []),
    ...(all.lapsed > 0
      ? [
          {
            title: 'Lapsed',
            value: `${hours(all.lapsed)} carried over, paid and not worked (${money(all.lapsedPence)})`,
          },
        ]
      : []),
    ...(all.unclaimed > 0 ? [{ title: 'Unclaimed', value: hours(all.unclaimed) }] : []),
    ...(pot === undefined ? [] : [{ title: 'Central pot', value: `${hours(pot)} available` }]),
  ]
}

const percentOf = (part: number, whole: number): number => (whole > 0 ? Math.round((100 * part) / whole) : 0)

/** A bar a peer who was given hours, and one for the year to compare them with. */
function barsOf(members: readonly TeamMember[], year: MeetingYear, today: LocalDate) {
  const bars = members
    .filter(({ given }) => given > 0)
    .map(({ peer, used, given, attention }) => ({
      name: peer.name,
      percent: percentOf(used, given),
      label: `${hours(used)} of ${hours(given)}: ${percentOf(used, given)}%`,
      color: attention.length > 0 ? 'warning' : 'categoricalBlue',
    }))
  if (bars.length === 0) return []
  const percent = yearSoFar(year, today)
  return [...bars, { name: 'The year so far', percent, label: `${percent}%`, color: 'neutral' }]
}

const yearSoFar = (year: MeetingYear, today: LocalDate): number =>
  percentOf(daysBetween(firstDayOf(year), today) + 1, daysBetween(firstDayOf(year), lastDayOf(year)) + 1)

/** X3: what waits to be cleared occupies its hours, and is not used yet. */
const usedWord = ({ held }: Pick<TeamMember, 'held'>): string => (held > 0 ? 'used or held' : 'used')

const stateOf = ({ used, held, given, projection }: TeamMember): string =>
  given === 0
    ? 'No hours given this year.'
    : `${hours(used)} of ${hours(given)} ${usedWord({ held })} (${percentOf(used, given)}%)${projection ? `; ${projectedLine(projection, 'their')}` : ''}.`

function detailOf(
  { lastWork, atRisk, atRiskPence, lapsed, lapsedPence, unclaimed, useBy, register }: TeamMember,
  today: LocalDate,
): string {
  const parts = [
    lastWork ? `Last work logged: ${longDate(lastWork)}.` : 'Nothing logged this year.',
    atRisk > 0
      ? `${hours(atRisk)} carried over (${money(atRiskPence)}) would lapse after ${longDate(useBy)}.`
      : '',
    lapsed > 0 ? `${hours(lapsed)} carried over lapsed (${money(lapsedPence)}, paid and not worked).` : '',
    unclaimed > 0 ? `${hours(unclaimed)} unclaimed.` : '',
    register ? `Register of interests: ${statusLine(register, today)}` : '',
  ]
  return parts.filter(Boolean).join(' ')
}
