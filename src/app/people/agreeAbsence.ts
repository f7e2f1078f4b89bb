// P13: the Head of Group Office agrees that a peer is absent, or takes it back; both ends of the dates are included.
import { addDays, daysBetween, type LocalDate } from '../../domain/calendar.ts'
import { mayDo } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import { absencesId, readAbsences, type Absence, type Absences } from './absences.ts'
import type { Press } from '../press.ts'
import type { Deps } from '../deps.ts'
import { groupPartition } from '../keys.ts'
import { retrying } from '../retry.ts'
import { wakeTimers } from '../outbox/timers.ts'

export interface Times {
  readonly from: LocalDate
  readonly to: LocalDate
}

/** Longer than a year is no absence. */
const mostDays = 366

/** Agreed twice it is one absence. */
export const agreeAbsence = (
  deps: Deps,
  press: Press,
  peer: Person,
  { from, to }: Times,
): Promise<Result<readonly Absence[], Refusal>> =>
  changeAbsences(deps, press, peer, (times) =>
    daysBetween(from, to) < 0 || to > addDays(from, mostDays)
      ? refuse({ type: 'absence-dates' })
      : ok([...others(times, { from, to }), { from, to, by: press.by.id, at: deps.clock.now() }]),
  )

/** Takes an absence back; what was not missed because of it stays so. */
export const endAbsence = (
  deps: Deps,
  press: Press,
  peer: Person,
  { from, to }: Times,
): Promise<Result<readonly Absence[], Refusal>> =>
  changeAbsences(deps, press, peer, (times) => ok(others(times, { from, to })))

const others = (times: readonly Absence[], { from, to }: Times): Absence[] =>
  times.filter((each) => each.from !== from || each.to !== to)

const changeAbsences = (
  deps: Deps,
  { by, deadline }: Press,
  peer: Person,
  change: (times: readonly Absence[]) => Result<readonly Absence[], Refusal>,
): Promise<Result<readonly Absence[], Refusal>> =>
  retrying(deps, deadline, async () => {
    if (!mayDo(by, 'allocate', peer)) return refuse({ type: 'not-allowed' })
    const { times, ended = [], stored } = await readAbsences(deps.store, peer)
    const changed = change(times)
    if (!changed.ok) return changed
    const id = absencesId(peer.id)
    const isKept = (each: Times) => changed.value.some(({ from, to }) => from === each.from && to === each.to)
    const back = times
      .filter((each) => !isKept(each))
      .map((each) => ({ ...each, endedBy: by.id, endedAt: deps.clock.now() }))
    const doc: Absences = { type: 'absences', v: 1, times: [...changed.value], ended: [...ended, ...back] }
    const done = await deps.store.commit(groupPartition(peer.group), [
      stored ? { op: 'replace', id, doc, etag: stored.etag } : { op: 'create', id, doc },
    ])
    if (!done.ok) return undefined
    await wakeTimers(deps, peer)
    return changed
  })
