// P13, P6: a missed log as the peer, a lead peer, the office or whoever decides may see it.
import { yearOfPeriod } from '../../domain/calendar.ts'
import { isExcused, openVerdicts, ordinalOf, type Miss, type Verdict } from '../../domain/miss.ts'
import { mayDo } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { isSatisfied } from '../../domain/returns.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import { mayComment, mayDecide } from './decideMiss.ts'
import type { Deps } from '../deps.ts'
import { readPerson } from '../people/directory.ts'
import { seenAccount } from '../hours/ledger.ts'
import { hasDigest, missesIn, missesOf, mostAlerts, type MissRef } from './misses.ts'

export interface SeenMiss {
  readonly miss: Miss
  readonly peer: Person
  /** Which miss of the year it is; 1 is the first. */
  readonly ordinal: number
  /** Something is logged for the period by now. */
  readonly isIn: boolean
  /** Periods of the year that were missed and not excused, up to this one; and those of them with nothing logged yet. */
  readonly missed: readonly string[]
  readonly outstanding: readonly string[]
  /** Whoever looks may read the reason and the comments, may decide this, and may comment. */
  readonly maySeeCase: boolean
  readonly verdicts: readonly Verdict[]
  readonly mayComment: boolean
}

export async function seeMiss(
  deps: Deps,
  person: Person,
  { person: id, period }: MissRef,
): Promise<Result<SeenMiss, Refusal>> {
  const { store } = deps
  const year = yearOfPeriod(period)
  const peer = await readPerson(store, person.group, id)
  if (!peer) return refuse({ type: 'no-such-miss' })
  const [all, account, isDecider, speaksForHead] = await Promise.all([
    missesOf(store, peer, year),
    seenAccount(store, peer, year),
    mayDecide(deps, person, peer),
    mayComment(deps, person, peer),
  ])
  const miss = all.find((each) => each.period === period)
  if (!miss) return refuse({ type: 'no-such-miss' })
  const isOwn = person.id === peer.id
  if (!isOwn && !isDecider && !speaksForHead && !mayDo(person, 'check-logs', peer))
    return refuse({ type: 'not-allowed' })
  const ordinal = ordinalOf(period, all)
  const missed = all.filter((each) => each.period <= period && !isExcused(each)).map(({ period }) => period)
  return ok({
    miss,
    peer,
    ordinal,
    isIn: isSatisfied(account, period),
    missed,
    outstanding: missed.filter((each) => !isSatisfied(account, each)),
    maySeeCase: !isOwn && (isDecider || speaksForHead),
    verdicts: isDecider ? openVerdicts(miss, ordinal) : [],
    mayComment: speaksForHead && openVerdicts(miss, ordinal).length > 0,
  })
}

/** Whether a lead peer hears of a period's first misses one by one, or of all of them on Monday. */
export async function firstMissesFor(
  { store }: Deps,
  lead: Person,
  period: string,
): Promise<{ misses: Miss[]; isDigest: boolean }> {
  const [all, isOn] = await Promise.all([missesIn(store, lead.group, period), hasDigest(store, lead, period)])
  const misses = all.filter(({ leads }) => leads.includes(lead.id))
  return { misses, isDigest: isOn && misses.length > mostAlerts }
}
