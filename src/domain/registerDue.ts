// R1: when a register of interests is due, how it stands, and when its peer is reminded: 30, 14 and 3 days before, on the
// day, and every week after it, on working days in the peer's own hours.
import { addDays, addYear, dateAt, daysBetween, type Instant, type LocalDate } from './calendar.ts'
import { instantOf, localOf, nextAt, welcomeBy, type Welcome } from './hours.ts'
import { hasLeft, isLeadPeer, type Person } from './person.ts'
import { bankHolidaysIn } from './workingDays.ts'

/** What is known of a register without reading it. */
export interface RegisterFacts {
  /** The current version; 0 while there is none. */
  readonly seq: number
  readonly confirmedOn?: LocalDate | undefined
  /** When a first registration became due. */
  readonly dueSince?: Instant | undefined
}

export interface RegisterStatus {
  /** `none`: no version yet. `due`: within 30 days, or today. */
  readonly state: 'none' | 'current' | 'due' | 'overdue'
  readonly confirmedOn?: LocalDate
  /** None for somebody who need not keep a register (R1: lead peers must). */
  readonly dueOn?: LocalDate
  /** Days past the due date; 0 up to it. */
  readonly daysOver: number
}

/** R1: regional and national lead peers. */
export const mustRegister = (person: Person, today: LocalDate): boolean =>
  isLeadPeer(person) && !hasLeft(person, today)

export const firstReminder = 30
/** Days before the register is due. */
export const registerDays = [firstReminder, 14, 3, 0] as const
/** From so many days past the due date on, it is on the office's list. */
export const officeDays = 14

/** How somebody's register stands on a date. */
export function registerStatus(person: Person, facts: RegisterFacts, today: LocalDate): RegisterStatus {
  const { seq, confirmedOn } = facts
  const isNeeded = mustRegister(person, today)
  if (seq === 0 || confirmedOn === undefined) {
    if (!isNeeded) return { state: 'none', daysOver: 0 }
    const dueOn = facts.dueSince === undefined ? today : dateAt(facts.dueSince)
    return { state: 'none', dueOn, daysOver: Math.max(0, daysBetween(dueOn, today)) }
  }
  if (!isNeeded) return { state: 'current', confirmedOn, daysOver: 0 }
  const dueOn = addYear(confirmedOn)
  const left = daysBetween(today, dueOn)
  const state = left < 0 ? 'overdue' : left <= firstReminder ? 'due' : 'current'
  return { state, confirmedOn, dueOn, daysOver: Math.max(0, -left) }
}

/** Overdue for so long that the office is told. */
export const isOfficesConcern = ({ daysOver }: RegisterStatus): boolean => daysOver >= officeDays

export interface RegisterStep {
  readonly at: Instant
  /** Days before the due date; negative after it. */
  readonly days: number
}

/**
 * The reminders after one instant up to another, in order. Those before the date come earlier rather than on a day that is
 * no working day, those after it later; of two that so fall together one remains.
 */
export function registerSteps(
  facts: RegisterFacts,
  after: Instant,
  until: Instant,
  hour: number,
  given: Welcome,
): RegisterStep[] {
  const steps = new Map<Instant, RegisterStep>()
  const add = (at: Instant | undefined, days: number) => {
    if (at !== undefined && after < at && at <= until) steps.set(at, { at, days })
  }
  const { confirmedOn, dueSince } = facts
  const welcome = onWorkingDays(given, after, until)
  let dueOn: LocalDate
  if (confirmedOn !== undefined) {
    dueOn = addYear(confirmedOn)
    for (const days of registerDays) add(welcomeBy(addDays(dueOn, -days), hour, welcome), days)
  } else if (dueSince !== undefined) {
    // A first registration is due at once: there is no time before it.
    dueOn = dateAt(dueSince)
    add(nextAt(dueSince, hour, welcome), 0)
  } else return []
  const { date: last } = localOf(until, welcome.zone)
  for (let week = Math.floor(daysBetween(dueOn, last) / 7); week >= 1; week--) {
    const at = nextAt(instantOf(addDays(dueOn, week * 7), hour, welcome.zone), hour, welcome)
    if (at <= after) break
    if (!steps.has(at)) add(at, -week * 7)
  }
  return [...steps.values()].sort((one, other) => one.at - other.at)
}

/** Longer than from a confirmation to its first reminder. */
const longestMs = 400 * 86_400_000

/** When the next reminder after an instant is; undefined when none will come. */
export function nextRegisterStep(
  facts: RegisterFacts,
  after: Instant,
  hour: number,
  welcome: Welcome,
): Instant | undefined {
  const week = 9 * 86_400_000
  return (
    registerSteps(facts, after, after + week, hour, welcome)[0] ??
    registerSteps(facts, after, after + longestMs, hour, welcome)[0]
  )?.at
}

/** Bank holidays are no working days, unless somebody wants no quiet days at all. */
function onWorkingDays(welcome: Welcome, after: Instant, until: Instant): Welcome {
  if (welcome.anyHour) return welcome
  const holidays: { from: LocalDate; to: LocalDate }[] = []
  const [first, last] = [dateAt(after - longestMs), dateAt(until + 40 * 86_400_000)]
  for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year++)
    for (const day of bankHolidaysIn(year)) holidays.push({ from: day, to: day })
  return { ...welcome, away: [...welcome.away, ...holidays] }
}
