// Changing how one likes to be spoken to: timers that would come at another hour from now on look again.
import { dateAt } from '../../domain/calendar.ts'
import type { Person } from '../../domain/person.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Deps } from '../deps.ts'
import { habitsId, readHabits, type Habits } from './habits.ts'
import { groupPartition } from '../keys.ts'
import { retrying } from '../retry.ts'
import { wakeTimers } from './timers.ts'

/** Days that are long past are forgotten, and so many to come are enough. */
const mostAway = 20

/** Saved twice it is the same. */
export const setHabits = (
  deps: Deps,
  { person, deadline }: { readonly person: Person; readonly deadline: number },
  change: (before: Habits) => Partial<Omit<Habits, 'anyHour'>> & { readonly anyHour?: boolean },
): Promise<Result<Habits, Refusal>> =>
  retrying(deps, deadline, async () => {
    const { store, clock } = deps
    const { habits, stored } = await readHabits(store, person)
    const { anyHour, ...changed } = { ...habits, ...change(habits) }
    const today = dateAt(clock.now())
    const away = changed.away.filter(
      (one, at) =>
        one.to >= today &&
        changed.away.findIndex(({ from, to }) => from === one.from && to === one.to) === at,
    )
    const doc: Habits = { ...changed, away: away.slice(-mostAway), ...(anyHour && { anyHour }) }
    const id = habitsId(person.id)
    const done = await store.commit(groupPartition(person.group), [
      stored ? { op: 'replace', id, doc, etag: stored.etag } : { op: 'create', id, doc },
    ])
    if (!done.ok) return undefined
    await wakeTimers(deps, person)
    return ok(doc)
  })
