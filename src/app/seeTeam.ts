// How the peers that somebody leads stand, without notes or councils (P2, P6): a page of them at a time.
import { carriedAtRisk } from '../domain/atRisk.ts'
import { lotsOf, type Account } from '../domain/account.ts'
import { dateAt, firstDayOf, yearOf, type LocalDate, type Period } from '../domain/calendar.ts'
import { isExcused } from '../domain/miss.ts'
import { mayDo } from '../domain/permissions.ts'
import type { Person } from '../domain/person.ts'
import type { Refusal } from '../domain/refusal.ts'
import { ok, refuse, type Result } from '../domain/result.ts'
import { peersFor } from './checkLogs.ts'
import type { Deps } from './deps.ts'
import { seenAccount } from './ledger.ts'
import { missesOf } from './misses.ts'

export interface TeamMember {
  readonly peer: Person
  /** The last date of work logged this year. */
  readonly lastWork: LocalDate | undefined
  readonly missed: readonly Period[]
  /** Minutes claimed and held, and given: the year's allocation and what was carried in. */
  readonly used: number
  readonly given: number
  /** Carried minutes that would lapse at the present pace (C2). */
  readonly atRisk: number
}

export interface Team {
  readonly members: readonly TeamMember[]
  readonly count: number
}

/** Members from a place in the list on, by name. */
export async function seeTeam(
  deps: Deps,
  by: Person,
  from: number,
  size: number,
): Promise<Result<Team, Refusal>> {
  if (!mayDo(by, 'check-logs', by)) return refuse({ type: 'not-allowed' })
  const peers = await peersFor(deps, by)
  const page = peers.slice(from, from + size)
  return ok({ members: await Promise.all(page.map((peer) => memberOf(deps, peer))), count: peers.length })
}

async function memberOf({ store, clock }: Deps, peer: Person): Promise<TeamMember> {
  const today = dateAt(clock.now())
  const year = yearOf(today)
  const [account, misses] = await Promise.all([seenAccount(store, peer, year), missesOf(store, peer, year)])
  const { carried, allocation } = lotsOf(account)
  return {
    peer,
    lastWork: lastWorkIn(account),
    missed: misses.filter((miss) => !isExcused(miss)).map(({ period }) => period),
    used: carried.drawn + allocation.drawn,
    given: carried.given + allocation.given,
    atRisk: carriedAtRisk(account, today)?.lapsing ?? 0,
  }
}

const lastWorkIn = ({ days, year }: Account): LocalDate | undefined =>
  Object.keys(days)
    .map((day) => (day < firstDayOf(year).slice(5) ? `${year + 1}-${day}` : `${year}-${day}`))
    .sort()
    .at(-1)
