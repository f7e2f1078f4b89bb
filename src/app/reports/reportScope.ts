// Whose hours a report adds up, and the walk over all of them: a few peers at a time, an entry at a time.
import type { Instant, MeetingYear } from '../../domain/calendar.ts'
import type { WorkEntry } from '../../domain/entry.ts'
import { mayDo } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { checkBetween, type Between, type Grouping } from '../../domain/report.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import type { Deps } from '../deps.ts'
import { eachOf } from '../eachOf.ts'
import { listPeople } from '../people/people.ts'
import { standingWork, yearsOf } from '../hours/standingWork.ts'

export interface ReportAsked extends Between {
  readonly by: Grouping
  /** Everybody whose hours one may see, or oneself alone. */
  readonly whose: 'all' | 'own'
}

/** P6: whose hours somebody may add up; councils are for those who may read the notes of all of them. */
export async function scopeFor(
  { store }: Deps,
  person: Person,
  asked: ReportAsked,
): Promise<Result<{ subjects: Person[]; isOwn: boolean }, Refusal>> {
  const checked = checkBetween(asked)
  if (!checked.ok) return checked
  const people = asked.whose === 'own' ? [person] : await listPeople(store, person.group)
  const subjects = people.filter((each) => mayDo(person, 'see-hours', each))
  if (subjects.length === 0) return refuse({ type: 'not-allowed' })
  const isOwn = subjects.every(({ id }) => id === person.id)
  if (asked.by === 'council' && !subjects.every((each) => mayDo(person, 'see-notes', each)))
    return refuse({ type: 'not-allowed' })
  return ok({ subjects, isOwn })
}

/** Whoever may log hours, and was in the group at some time of the period. */
export const isPeerIn = (person: Person, { from, to }: Between): boolean =>
  mayDo(person, 'log-hours', person) &&
  person.joinedOn <= to &&
  (person.leftOn === undefined || person.leftOn >= from)

/** Somebody else of whom nothing is known but that they are of the same group and regions. */
const somebodyElse = (person: Person): Person => ({ ...person, id: '' })

/** Whether there are others whose hours somebody may add up. */
export const seesOthers = (person: Person): boolean => mayDo(person, 'see-hours', somebodyElse(person))

/** P6: a report by council is for those who read all the notes behind it. */
export const mayNameCouncils = (person: Person, whose: ReportAsked['whose']): boolean =>
  whose === 'own' || !seesOthers(person) || mayDo(person, 'see-notes', somebodyElse(person))

interface Visit {
  seen?(peer: Person, years: readonly MeetingYear[]): Promise<void>
  work(peer: Person, entry: WorkEntry): void
  after?(peer: Person, entries: number): void
}

/** @returns whether all of it was read in time. */
export async function eachWork(
  { store, clock }: Deps,
  subjects: readonly Person[],
  between: Between,
  until: Instant,
  visit: Visit,
): Promise<boolean> {
  let isWhole = true
  await eachOf(subjects, async (peer) => {
    if (!isWhole) return
    const years = await yearsOf(store, peer)
    if (years.length === 0) return
    await visit.seen?.(peer, years)
    let entries = 0
    for await (const entry of standingWork(store, peer, years, between)) {
      if (clock.now() > until) isWhole = false
      if (!isWhole) return
      visit.work(peer, entry)
      entries++
    }
    visit.after?.(peer, entries)
  })
  return isWhole
}
