// The timer of a peer's logs: reminds before one is due, finds what was missed when it was, and warns of hours that would
// be lost. It leaves errands; what they say is read when they are done.
import { useByOf } from '../../domain/lots.ts'
import { carriedAtRisk } from '../../domain/atRisk.ts'
import {
  addDays,
  carriedUseBy,
  dateAt,
  startOf,
  yearOfPeriod,
  yearOf,
  type Instant,
  type MeetingYear,
  type Period,
} from '../../domain/calendar.ts'
import { countAt, isLogDue, periodDueAt } from '../../domain/logDue.ts'
import { hourOf, type NoticeChoices } from '../../domain/notices.ts'
import { mayDo } from '../../domain/permissions.ts'
import { hasLeft, type Person } from '../../domain/person.ts'
import { policyOf } from '../../domain/policy.ts'
import { projectionOf } from '../../domain/projection.ts'
import { isSatisfied } from '../../domain/returns.ts'
import { nextStepAt, stepsBetween, unusedUntil, type Hours, type Step } from '../../domain/steps.ts'
import { absencesOf } from '../people/absences.ts'
import type { Deps } from '../deps.ts'
import { readPerson } from '../people/directory.ts'
import { readWelcome } from '../outbox/habits.ts'
import { entriesSince, seenAccount } from '../hours/ledger.ts'
import { leave, type Errand, type Ref } from '../outbox/outbox.ts'
import type { Stored } from '../ports.ts'
import { endTimer, moveOn, type Timer } from '../outbox/timers.ts'

export async function runLogTimer(deps: Deps, claimed: Stored, timer: Timer): Promise<void> {
  const now = deps.clock.now()
  const person = await readPerson(deps.store, timer.group, timer.person)
  if (!person || !mayDo(person, 'log-hours', person)) return endTimer(deps, claimed)
  const { welcome, choices } = await readWelcome(deps.store, person)
  const hours = hoursOf(choices)
  const after = Math.max(timer.after ?? now, now)
  // C2: the Head may have extended the date for this peer.
  const year = yearOf(dateAt(now))
  const extended = useByOf(await seenAccount(deps.store, person, year))
  const useBy = (of: MeetingYear) => (of === year ? extended : carriedUseBy(of))
  const steps = timer.after === undefined ? [] : stepsBetween(timer.after, now, welcome, hours, useBy)
  const isGone = hasLeft(person, dateAt(now))
  const errands = await errandsFor(deps, person, isGone ? stepsInTime(person, steps) : steps, now)
  const dueAt = nextStepAt(after, welcome, hours, useBy)
  const cause = `${claimed.id} ${timer.after ?? ''}`
  const causes = errands.map((errand) => leave(cause, errand, now))
  if (isGone) await endTimer(deps, claimed, causes)
  else await moveOn(deps, claimed, timer, { after, dueAt }, causes)
}

/** Of somebody who has left: what fell due while they were a peer, and only now is looked at. */
const stepsInTime = ({ leftOn = '' }: Person, steps: readonly Step[]): Step[] =>
  steps.filter(({ kind, at }) => kind === 'due' && at < startOf(addDays(leftOn, 1)))

export const hoursOf = (choices: NoticeChoices): Hours => ({
  reminders: hourOf('reminders', choices),
  carried: hourOf('carried', choices),
  unused: hourOf('unused', choices),
})

async function errandsFor(
  deps: Deps,
  person: Person,
  steps: readonly Step[],
  now: Instant,
): Promise<Errand[]> {
  const errands: Errand[] = []
  const missed: Period[] = []
  const tell = (topic: string, ref: Ref, occasion: string, until: Instant) =>
    errands.push({ kind: 'tell', group: person.group, person: person.id, topic, ref, occasion, until })
  for (const step of steps)
    switch (step.kind) {
      case 'reminder':
        if (await isLogWanted(deps, person, step.period, now))
          tell('log-due', { period: step.period }, String(step.days), periodDueAt(step.period))
        break
      case 'due':
        if (await isMissed(deps, person, step.period)) missed.push(step.period)
        break
      case 'carried': {
        const account = await seenAccount(deps.store, person, step.year)
        if (carriedAtRisk(account, dateAt(now)))
          tell('carried-hours', { year: step.year }, String(step.days), startOf(addDays(useByOf(account), 1)))
        break
      }
      case 'unused': {
        const account = await seenAccount(deps.store, person, step.year)
        if ((projectionOf(account, dateAt(now))?.unused ?? 0) > 0)
          tell('unused-days', { year: step.year }, step.month, startOf(unusedUntil(step)))
        break
      }
    }
  if (missed.length > 0) {
    const body = { group: person.group, person: person.id, periods: missed }
    errands.push({ kind: 'command', group: person.group, command: 'logs-missed', body })
  }
  return errands
}

/** P13: whether a log is due for a period that is not past due, and is not in yet. */
export async function isLogWanted(
  { store }: Deps,
  person: Person,
  period: Period,
  now: Instant,
): Promise<boolean> {
  if (now >= periodDueAt(period)) return false
  const account = await seenAccount(store, person, yearOfPeriod(period))
  const absences = await absencesOf(store, person)
  return isLogDue(person, account, absences, policyOf(person.group), period) && !isSatisfied(account, period)
}

/** P13: whether the log of a period that is past due was not in at that instant. */
export async function isMissed({ store }: Deps, person: Person, period: Period): Promise<boolean> {
  const year = yearOfPeriod(period)
  const account = await seenAccount(store, person, year)
  const absences = await absencesOf(store, person)
  if (!isLogDue(person, account, absences, policyOf(person.group), period)) return false
  return countAt(account, period, await entriesSince(store, person, year, periodDueAt(period))) <= 0
}
