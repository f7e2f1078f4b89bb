// The office's morning timer: on each working day, at the hour that its owner chose, a word about what waits for them.
import { addDays, dateAt, startOf, type Instant } from '../../domain/calendar.ts'
import { instantOf, localOf, mostDaysLater, type Welcome } from '../../domain/hours.ts'
import { hourOf, noticesFor } from '../../domain/notices.ts'
import { hasLeft } from '../../domain/person.ts'
import { isWorkingDay } from '../../domain/workingDays.ts'
import type { Deps } from '../deps.ts'
import { readPerson } from '../people/directory.ts'
import { readWelcome } from '../outbox/habits.ts'
import { leave } from '../outbox/outbox.ts'
import { readReach } from '../outbox/reach.ts'
import type { Stored } from '../ports.ts'
import { endTimer, moveOn, type Timer } from '../outbox/timers.ts'

export async function runOfficeTimer(deps: Deps, claimed: Stored, timer: Timer): Promise<void> {
  const now = deps.clock.now()
  const { group, person: id } = timer
  const person = await readPerson(deps.store, group, id)
  if (!person || hasLeft(person, dateAt(now)) || !noticesFor(person).includes('office'))
    return endTimer(deps, claimed)
  const { welcome, choices } = await readWelcome(deps.store, person)
  const hour = hourOf('office', choices)
  const after = Math.max(timer.after ?? now, now)
  const dueAt = nextMorning(after, hour, welcome)
  // Also after days in which the bot did not run it is one digest, of today.
  const morning = timer.after === undefined ? Infinity : nextMorning(timer.after, hour, welcome)
  const errand = {
    kind: 'tell',
    group,
    person: id,
    topic: 'office-digest',
    ref: { date: dateAt(now) },
    until: startOf(addDays(dateAt(now), 1)),
  } as const
  // Whoever has not installed the bot, or removed it, reads none.
  const causes =
    morning <= now && (await readReach(deps.store, person))
      ? [leave(`${claimed.id} ${timer.after}`, errand, now)]
      : []
  await moveOn(deps, claimed, timer, { after, dueAt }, causes)
}

/** The next working day's morning after an instant; not before somebody who is away is back. */
function nextMorning(after: Instant, hour: number, { zone, away }: Welcome): Instant {
  let { date } = localOf(after, zone)
  const isOpen = () => isWorkingDay(date) && !away.some(({ from, to }) => from <= date && date <= to)
  const last = addDays(date, mostDaysLater)
  while (date < last && (!isOpen() || instantOf(date, hour, zone) <= after)) date = addDays(date, 1)
  return instantOf(date, hour, zone)
}
