// P13: `check logs` runs the check now for the peers that somebody may see: every timer that should have fired is woken or
// made anew, and what is found is read from the ledgers themselves, not from what was recorded.
import {
  dateAt,
  nextPeriod,
  periodDueOn,
  periodOf,
  yearOfPeriod,
  type Instant,
  type Period,
} from '../../domain/calendar.ts'
import { isLogDue, periodDueAt } from '../../domain/logDue.ts'
import { mayDo } from '../../domain/permissions.ts'
import { hasLeft, type Person } from '../../domain/person.ts'
import { policyOf } from '../../domain/policy.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import { isSatisfied, periodBefore } from '../../domain/returns.ts'
import { absencesOf } from '../people/absences.ts'
import type { Deps } from '../deps.ts'
import { eachOf } from '../eachOf.ts'
import { groupPartition } from '../keys.ts'
import { seenAccount } from '../hours/ledger.ts'
import { isMissed } from './logTimer.ts'
import { listPeople } from '../people/people.ts'
import { startTimers, Timer, timerId } from '../outbox/timers.ts'

export interface LogCheck {
  readonly checked: number
  /** The last period that is past due: who missed it, and whose log has come in since. */
  readonly due: Period
  readonly missed: readonly Person[]
  readonly late: readonly Person[]
  /** The period after it: whose log is not in yet. */
  readonly next: Period
  readonly open: readonly Person[]
}

export async function checkLogs(deps: Deps, by: Person): Promise<Result<LogCheck, Refusal>> {
  if (!mayDo(by, 'check-logs', by)) return refuse({ type: 'not-allowed' })
  const peers = await peersFor(deps, by)
  const now = deps.clock.now()
  const due = lastDue(now)
  const found = { missed: [] as Person[], late: [] as Person[], open: [] as Person[] }
  await eachOf(peers, async (peer) => {
    await wakeIfAsleep(deps, peer, periodDueAt(due))
    if (await isMissed(deps, peer, due))
      found[(await isInNow(deps, peer, due)) ? 'late' : 'missed'].push(peer)
    if (await isOpen(deps, peer, nextPeriod(due))) found.open.push(peer)
  })
  const byName = (one: Person, other: Person) => (one.name < other.name ? -1 : 1)
  return ok({
    checked: peers.length,
    due,
    missed: found.missed.toSorted(byName),
    late: found.late.toSorted(byName),
    next: nextPeriod(due),
    open: found.open.toSorted(byName),
  })
}

/** The peers whose logs somebody may look at; by name. */
export async function peersFor({ store, clock }: Deps, by: Person): Promise<Person[]> {
  const today = dateAt(clock.now())
  const people = await listPeople(store, by.group)
  return people
    .filter(
      (each) =>
        mayDo(each, 'log-hours', each) &&
        !hasLeft(each, today) &&
        each.id !== by.id &&
        mayDo(by, 'check-logs', each),
    )
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
}

/** The last period whose log was due by now. */
export function lastDue(now: Instant): Period {
  const before = periodBefore(periodOf(dateAt(now)))
  return dateAt(now) > periodDueOn(before) ? before : periodBefore(before)
}

const isInNow = async ({ store }: Deps, peer: Person, period: Period): Promise<boolean> =>
  isSatisfied(await seenAccount(store, peer, yearOfPeriod(period)), period)

async function isOpen({ store }: Deps, peer: Person, period: Period): Promise<boolean> {
  const account = await seenAccount(store, peer, yearOfPeriod(period))
  const absences = await absencesOf(store, peer)
  return isLogDue(peer, account, absences, policyOf(peer.group), period) && !isSatisfied(account, period)
}

/** A timer that has not seen to what was due is due now; one that is missing is made. */
async function wakeIfAsleep({ store, clock }: Deps, peer: Person, since: Instant): Promise<void> {
  const pk = groupPartition(peer.group)
  const stored = await store.get(pk, timerId('logs', peer.id))
  if (!stored) return startTimers(store, peer)
  const { data: timer } = Timer.safeParse(stored.doc)
  // One that cannot be read is in the list of what could not be done.
  if (!timer) return
  if (timer.after === undefined || timer.after >= since || (timer.dueAt ?? Infinity) <= clock.now()) return
  await store.commit(pk, [
    { op: 'replace', id: stored.id, doc: { ...timer, dueAt: clock.now() }, etag: stored.etag },
  ])
}
