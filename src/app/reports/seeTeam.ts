// How the peers that somebody leads stand, without notes or councils (P2, P6). All of them are read, since they are sorted by
// what wants attention: a point read or two a peer, and the group's missed logs in one range.
import { attentionTo, compareAttention, type Reason, type Standing } from '../../domain/attention.ts'
import { carriedAtRisk } from '../../domain/atRisk.ts'
import { lotsOf, useByOf } from '../../domain/lots.ts'
import type { Account } from '../../domain/account.ts'
import {
  dateAt,
  firstDayOf,
  yearOf,
  type LocalDate,
  type MeetingYear,
  type Period,
} from '../../domain/calendar.ts'
import { isExcused, Miss } from '../../domain/miss.ts'
import { valueOf } from '../../domain/money.ts'
import { mayDo } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import { dailyRateIn, policyOf, type GroupId } from '../../domain/policy.ts'
import { availableIn } from '../../domain/pot.ts'
import { projectionOf, type Projection } from '../../domain/projection.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { RegisterStatus } from '../../domain/registerDue.ts'
import { regionIds, type RegionId } from '../../domain/regions.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import { readPot } from '../pot/changePot.ts'
import type { Deps } from '../deps.ts'
import { eachOf } from '../eachOf.ts'
import { peersFor } from '../notices/checkLogs.ts'
import { parseStored } from '../documents.ts'
import { missPartition, under } from '../keys.ts'
import { seenAccount } from '../hours/ledger.ts'
import type { Store } from '../ports.ts'
import { dutyOf } from '../register/register.ts'

export interface TeamMember {
  readonly peer: Person
  /** The last date of work logged this year. */
  readonly lastWork: LocalDate | undefined
  readonly missed: readonly Period[]
  readonly register: RegisterStatus | undefined
  /** Minutes claimed and held, and given: the year's allocation and what was carried in. */
  readonly used: number
  /** X3: of `used`, minutes that wait to be cleared. */
  readonly held: number
  readonly given: number
  readonly unclaimed: number
  readonly projection: Projection | undefined
  /** C2: carried minutes that would lapse at the present pace, or have lapsed; and what was paid for them, in pence. */
  readonly atRisk: number
  readonly atRiskPence: number
  readonly lapsed: number
  readonly lapsedPence: number
  /** The last date of work that can use carried hours; of all together, the first at which some would lapse. */
  readonly useBy: LocalDate
  readonly attention: readonly Reason[]
}

export interface Team {
  readonly year: MeetingYear
  /** A page of those of the region, whoever wants attention most first. */
  readonly members: readonly TeamMember[]
  readonly count: number
  /** Over all of them, not only the page; pence are the sums of the rounded figures (C1). */
  readonly all: Omit<TeamMember, 'peer' | 'lastWork' | 'missed' | 'register' | 'projection' | 'attention'> & {
    readonly wanting: number
  }
  /** Regions that some of the peers belong to: what may be asked for. */
  readonly regions: readonly RegionId[]
  /** Minutes of the central pot that nobody has asked for yet; for those who may see it. */
  readonly pot: number | undefined
}

export interface TeamPage {
  readonly from: number
  readonly size: number
  /** Only the peers of one region. */
  readonly region?: RegionId | undefined
}

export async function seeTeam(
  deps: Deps,
  by: Person,
  { from, size, region }: TeamPage,
): Promise<Result<Team, Refusal>> {
  if (!mayDo(by, 'check-logs', by)) return refuse({ type: 'not-allowed' })
  const { store, clock } = deps
  const today = dateAt(clock.now())
  const year = yearOf(today)
  const [peers, missed, pot] = await Promise.all([
    peersFor(deps, by),
    missedIn(store, by.group, year),
    mayDo(by, 'see-pot', by) ? readPot(store, by.group, year, undefined) : undefined,
  ])
  const members: TeamMember[] = []
  await eachOf(
    peers.filter(({ regions }) => region === undefined || regions.includes(region)),
    async (peer) => {
      const [account, register] = await Promise.all([seenAccount(store, peer, year), dutyOf(deps, by, peer)])
      members.push(memberOf(peer, { account, missed: missed.get(peer.id) ?? [], register }, today))
    },
  )
  members.sort(
    (one, other) =>
      compareAttention(one.attention, other.attention) || (one.peer.name < other.peer.name ? -1 : 1),
  )
  return ok({
    year,
    members: members.slice(from, from + size),
    count: members.length,
    all: totalOf(members),
    regions: regionIds.filter((id) => peers.some(({ regions }) => regions.includes(id))),
    pot: pot && availableIn(pot.pot),
  })
}

function memberOf(
  peer: Person,
  { account, missed, register }: Omit<Standing, 'lastWork'> & { readonly account: Account },
  today: LocalDate,
): TeamMember {
  const { carried, allocation } = lotsOf(account)
  const lastWork = lastWorkIn(account)
  const projection = projectionOf(account, today)
  const risk = carriedAtRisk(account, today)
  const atRisk = risk?.lapsing ?? 0
  const useBy = useByOf(account)
  const lapsed = today > useBy ? carried.left : 0
  const rate = dailyRateIn(policyOf(peer.group), account.year - 1)
  return {
    peer,
    lastWork,
    missed,
    register,
    used: carried.drawn + allocation.drawn,
    held: account.held,
    given: carried.given + allocation.given,
    unclaimed: account.unclaimed,
    projection,
    atRisk,
    atRiskPence: valueOf(atRisk, rate),
    lapsed,
    lapsedPence: valueOf(lapsed, rate),
    useBy,
    attention: attentionTo({ account, missed, lastWork, register }, today, projection, risk),
  }
}

function totalOf(members: readonly TeamMember[]): Team['all'] {
  const sum = (of: (member: TeamMember) => number) => members.reduce((total, member) => total + of(member), 0)
  return {
    used: sum(({ used }) => used),
    held: sum(({ held }) => held),
    given: sum(({ given }) => given),
    unclaimed: sum(({ unclaimed }) => unclaimed),
    atRisk: sum(({ atRisk }) => atRisk),
    atRiskPence: sum(({ atRiskPence }) => atRiskPence),
    lapsed: sum(({ lapsed }) => lapsed),
    lapsedPence: sum(({ lapsedPence }) => lapsedPence),
    useBy: members.flatMap(({ atRisk, useBy }) => (atRisk > 0 ? [useBy] : [])).sort()[0] ?? '',
    wanting: members.filter(({ attention }) => attention.length > 0).length,
  }
}

/** P13: by peer, the periods of a year that were missed and not excused, in order. */
async function missedIn(store: Store, group: GroupId, year: MeetingYear): Promise<Map<string, Period[]>> {
  const found = new Map<string, Period[]>()
  for await (const stored of store.list(missPartition(group, year), under('miss'))) {
    const miss = parseStored(Miss, stored)
    if (!isExcused(miss)) found.set(miss.person, [...(found.get(miss.person) ?? []), miss.period])
  }
  return found
}

/** The last date that has work in the account; its days are `MM-DD`, and September comes first. */
export function lastWorkIn({ days, year }: Account): LocalDate | undefined {
  const september = firstDayOf(year).slice(5)
  let last: string | undefined
  for (const day of Object.keys(days)) {
    const isLater =
      last === undefined || day < september === last < september ? day > (last ?? '') : day < september
    if (isLater) last = day
  }
  return last && `${last < september ? year + 1 : year}-${last}`
}
