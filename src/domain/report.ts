// What a report adds up: the work that stands, by its date, in the rows of a grouping (L7, S1, D2). Sums of entries
// alone, so that every figure is the sum of the entries behind it and every column the sum of its rows.
import { activityIds, activityTitle, strandOf, strands, strandTitles, type ActivityId } from './activities.ts'
import type { LocalDate } from './calendar.ts'
import type { WorkEntry } from './entry.ts'
import type { Person } from './person.ts'
import type { Refusal } from './refusal.ts'
import { regionIds, regionTitle } from './regions.ts'
import { ok, refuse, type Result } from './result.ts'

export const groupings = ['activity', 'strand', 'region', 'peer', 'council'] as const
export type Grouping = (typeof groupings)[number]

/** Both ends included. */
export interface Between {
  readonly from: LocalDate
  readonly to: LocalDate
}

const mostYears = 10

/** A report takes in ten years at most. */
export function checkBetween({ from, to }: Between): Result<undefined, Refusal> {
  if (to < from) return refuse({ type: 'report-dates', problem: 'reversed', from, to })
  const beyond = `${Number(from.slice(0, 4)) + mostYears}${from.slice(4)}`
  return to >= beyond ? refuse({ type: 'report-dates', problem: 'too-long', from, to }) : ok(undefined)
}

/** Minutes: `minutes` = claimed + held + granted + unclaimed; `unclaimed` is what was volunteered (D2). */
export const figures = ['minutes', 'claimed', 'held', 'granted', 'unclaimed'] as const
export type Figure = (typeof figures)[number]
export type Tally = Readonly<Record<Figure | 'entries', number>>

export const noWork: Tally = { entries: 0, minutes: 0, claimed: 0, held: 0, granted: 0, unclaimed: 0 }

export const addTallies = (one: Tally, other: Tally): Tally => ({
  entries: one.entries + other.entries,
  minutes: one.minutes + other.minutes,
  claimed: one.claimed + other.claimed,
  held: one.held + other.held,
  granted: one.granted + other.granted,
  unclaimed: one.unclaimed + other.unclaimed,
})

export const tallyOf = ({ minutes, claimed, held, granted = 0, unclaimed }: WorkEntry): Tally => ({
  entries: 1,
  minutes,
  claimed,
  held,
  granted,
  unclaimed,
})

/** A row's name for machines, and for people. */
export interface RowName {
  readonly key: string
  readonly title: string
}

/** L7: corporate work by its strand; the rest is the peers' own. */
export function strandRow(activity: ActivityId): RowName {
  const strand = strandOf(activity)
  return strand ? { key: strand, title: strandTitles[strand] } : { key: 'own', title: 'Not corporate work' }
}

export const activityRow = (activity: ActivityId): RowName => ({
  key: activity,
  title: activityTitle(activity),
})

/** L1: a peer of several regions has a row of their own, so that no hour is counted twice. */
export function regionRow({ regions, role }: Pick<Person, 'regions' | 'role'>): RowName {
  const held = regionIds.filter((id) => regions.includes(id))
  if (held.length > 0) return { key: held.join('+'), title: held.map(regionTitle).join(' and ') }
  return role === 'national-lead'
    ? { key: 'national', title: 'The whole country' }
    : { key: 'none', title: 'No region' }
}

/** The rule book's order, where it has one. */
const orderOf: Partial<Record<Grouping, readonly string[]>> = {
  activity: activityIds,
  strand: [...strands, 'own'],
}

/** Rows as they are read: in the rule book's order, otherwise the most hours first. */
export function inOrder<R extends RowName & { readonly tally: Tally }>(
  rows: readonly R[],
  by: Grouping,
): R[] {
  const order = orderOf[by]
  return order
    ? rows.toSorted((one, other) => order.indexOf(one.key) - order.indexOf(other.key))
    : rows.toSorted(
        (one, other) => other.tally.minutes - one.tally.minutes || (one.title < other.title ? -1 : 1),
      )
}

/** P6: mentoring is confidential, the peers' own as well as the LGA's. */
export const isMentoring = (activity: ActivityId): boolean =>
  activity === 'mentoring' || strandOf(activity) === 'mentoring'

/** P6: fewer peers or entries than these, and a council's mentoring is not shown under its name. */
export const [fewestPeers, fewestEntries] = [3, 5]
export const isSmall = (peers: number, entries: number): boolean =>
  peers < fewestPeers || entries < fewestEntries

/** Where mentoring goes whose council is not named. */
export const unnamedRow: RowName = { key: 'unnamed', title: 'Mentoring, councils not named' }
/** Work for which no council was given. */
export const placelessRow: RowName = { key: 'placeless', title: 'No council given' }
