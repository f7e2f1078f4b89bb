// Random histories of a ledger: what peers and offices do over two or three years, with a taste for the days on
// which the rules turn.
import fc from 'fast-check'
import { activityIds, askedByIds } from '../../src/domain/activities.ts'
import { addDays, periodOf, yearOf, type LocalDate } from '../../src/domain/calendar.ts'
import type { Ledger, Outcome } from './ledger.ts'
import { workOn } from './ledger.ts'

const turningDays = ['09-01', '10-01', '10-02', '11-30', '12-01', '12-31', '01-01', '02-28', '08-31'] as const

const extendedTo = ['11-30', '12-31', '01-31', '03-15', '08-31', '09-30'] as const

const turningDay = fc.constantFrom(...turningDays)
/** A date by its distance: so many days ago, or the last such day of a year. */
const past = fc.oneof(
  fc.record({ daysAgo: fc.integer({ min: 0, max: 150 }) }),
  fc.record({ last: turningDay }),
)
type Past = { daysAgo: number } | { last: string }

const quarters = fc.integer({ min: 1, max: 24 })
const pick = fc.nat({ max: 50 })
const activity = fc.constantFrom(...activityIds)
const askedBy = fc.constantFrom(...askedByIds)

const steps = {
  wait: fc.record({ do: fc.constant('wait'), days: fc.integer({ min: 1, max: 60 }) }),
  until: fc.record({ do: fc.constant('until'), day: turningDay }),
  log: fc.record({ do: fc.constant('log'), date: past, quarters, activity, askedBy }),
  logDays: fc.record({
    do: fc.constant('logDays'),
    date: past,
    days: fc.integer({ min: 2, max: 4 }),
    quarters,
  }),
  undo: fc.record({ do: fc.constant('undo'), pick }),
  correct: fc.record({ do: fc.constant('correct'), pick, date: fc.option(past), quarters }),
  reclaim: fc.record({ do: fc.constant('reclaim') }),
  undoReclaim: fc.record({ do: fc.constant('undoReclaim'), pick }),
  nil: fc.record({ do: fc.constant('nil'), date: past }),
  undoNil: fc.record({ do: fc.constant('undoNil'), pick }),
  allocate: fc.record({
    do: fc.constant('allocate'),
    yearsOn: fc.constantFrom(-1, 0, 0, 0, 1),
    quarters: fc.integer({ min: 0, max: 60 }),
  }),
  begin: fc.record({
    do: fc.constant('begin'),
    date: fc.oneof(fc.record({ daysAgo: fc.integer({ min: 0, max: 20 }) }), past),
    used: fc.nat({ max: 60 }),
    carried: quarters,
  }),
  extend: fc.record({ do: fc.constant('extend'), date: fc.constantFrom(...extendedTo) }),
  writeOff: fc.record({ do: fc.constant('writeOff'), quarters: fc.nat({ max: 40 }) }),
  hand: fc.record({
    do: fc.constant('hand'),
    to: fc.constantFrom('peer', 'peer', 'office', 'office+reason'),
  }),
} as const

/** One thing that happens to a ledger. */
export type Step = {
  [K in keyof typeof steps]: (typeof steps)[K] extends fc.Arbitrary<infer T> ? T : never
}[keyof typeof steps]

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: steps.wait },
  { weight: 3, arbitrary: steps.until },
  { weight: 8, arbitrary: steps.log },
  { weight: 1, arbitrary: steps.logDays },
  { weight: 3, arbitrary: steps.undo },
  { weight: 4, arbitrary: steps.correct },
  { weight: 3, arbitrary: steps.reclaim },
  { weight: 2, arbitrary: steps.undoReclaim },
  { weight: 3, arbitrary: steps.nil },
  { weight: 1, arbitrary: steps.undoNil },
  { weight: 3, arbitrary: steps.allocate },
  { weight: 2, arbitrary: steps.hand },
  { weight: 1, arbitrary: steps.begin },
  { weight: 1, arbitrary: steps.extend },
  { weight: 1, arbitrary: steps.writeOff },
)

/** D7: in some of them the office starts during the year: there is nothing from before. */
const beginnings = fc.oneof(
  { weight: 2, arbitrary: fc.constant([]) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom<Step>(
          { do: 'wait', days: 1 },
          { do: 'until', day: '11-30' },
          { do: 'until', day: '01-01' },
        ),
        steps.allocate.map((allocate): Step => ({ ...allocate, yearsOn: 0 })),
        steps.begin,
      )
      .map((first): Step[] => first),
  },
)

export const histories: fc.Arbitrary<Step[]> = fc
  .tuple(beginnings, fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }))
  .map(([first, rest]) => [...first, ...rest])

/** Does one step; undefined when there is nothing to do it to or only the clock moves. */
export function take(ledger: Ledger, step: Step): Outcome | undefined {
  switch (step.do) {
    case 'wait':
      ledger.on(addDays(ledger.today, step.days))
      return undefined
    case 'until':
      ledger.on(next(ledger.today, step.day))
      return undefined
    case 'hand':
      if (step.to === 'peer') ledger.by('peer')
      else ledger.by('office', step.to === 'office' ? undefined : 'the peer was ill')
      return undefined
    case 'log': {
      const { activity, askedBy } = step
      return ledger.log(workOn(dateOf(ledger, step.date), step.quarters * 15, { activity, askedBy }))
    }
    case 'logDays': {
      const first = dateOf(ledger, step.date)
      // The last day first: the order within a command does not matter either.
      const dates = Array.from({ length: step.days }, (_, day) => addDays(first, -day))
      return ledger.log(...dates.map((date) => workOn(date, step.quarters * 15)))
    }
    case 'undo': {
      const entry = picked(ledger.openWork(), step.pick)
      return entry && ledger.undo(entry)
    }
    case 'undoReclaim': {
      const entry = picked(
        ledger.openWork().filter(({ replaces }) => replaces?.as === 're-claim'),
        step.pick,
      )
      return entry && ledger.undo(entry)
    }
    case 'correct': {
      const entry = picked(ledger.openWork(), step.pick)
      if (!entry) return undefined
      const date = step.date ? dateOf(ledger, step.date) : entry.date
      return ledger.correct(entry, workOn(date, step.quarters * 15, { notes: 'corrected' }))
    }
    case 'reclaim':
      return ledger.reclaim()
    case 'nil':
      return ledger.nil(periodOf(dateOf(ledger, step.date)))
    case 'undoNil': {
      const nil = picked(ledger.openNils(), step.pick)
      return nil && ledger.undoNil(nil)
    }
    case 'begin': {
      const { used, carried } = step
      return ledger.begin({ from: dateOf(ledger, step.date), used: used * 15, carried: carried * 15 })
    }
    case 'extend':
      return ledger.extend(next(`${yearOf(ledger.today)}-10-31`, step.date))
    case 'writeOff':
      return ledger.writeOff(step.quarters * 15)
    case 'allocate':
      return ledger.allocate(yearOf(ledger.today) + step.yearsOn, step.quarters * 15)
  }
}

const picked = <T>(items: readonly T[], pick: number): T | undefined => items[pick % items.length]

const dateOf = ({ today }: Ledger, when: Past): LocalDate =>
  'daysAgo' in when ? addDays(today, -when.daysAgo) : last(today, when.last)

const last = (today: LocalDate, day: string): LocalDate =>
  [`${today.slice(0, 4)}-${day}`, `${Number(today.slice(0, 4)) - 1}-${day}`].find((date) => date <= today) ??
  today

const next = (today: LocalDate, day: string): LocalDate =>
  [`${today.slice(0, 4)}-${day}`, `${Number(today.slice(0, 4)) + 1}-${day}`].find((date) => date > today) ??
  today
