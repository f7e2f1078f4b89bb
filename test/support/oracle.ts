// Counts a ledger again from nothing but its entries, by dealing out quarter hours one at a time: the rules by other
// means, to hold against the sums that the accounts keep.
import { yearOf, type LocalDate, type MeetingYear } from '../../src/domain/calendar.ts'
import type { Entry, WorkEntry } from '../../src/domain/entry.ts'

const quarter = 15

export interface Count {
  readonly year: MeetingYear
  readonly allocation: number
  readonly carried: number
  readonly fromCarried: number
  readonly fromAllocation: number
  readonly claimed: number
  readonly held: number
  readonly unclaimed: number
  readonly reclaimable: number
  /** Minutes of work that could be claimed, by whether they may draw on carried hours (D1). */
  readonly early: number
  readonly late: number
  readonly days: Readonly<Record<string, number>>
  readonly periods: Readonly<Record<string, number>>
  readonly nils: Readonly<Record<string, number>>
}

/** Every year that has entries, counted from the first. */
export function recount(entries: readonly Entry[]): Map<MeetingYear, Count> {
  const counts = new Map<MeetingYear, Count>()
  for (const year of [...new Set(entries.map((entry) => entry.year))].sort((one, other) => one - other)) {
    const before = counts.get(year - 1)
    counts.set(year, recountYear(year, entries, before ? before.allocation - before.fromAllocation : 0))
  }
  return counts
}

function recountYear(year: MeetingYear, all: readonly Entry[], carried: number): Count {
  const entries = all.filter((entry) => entry.year === year)
  const standing = entries.filter(
    ({ seq }) => !entries.some((by) => by.kind === 'reversal' && by.answers === seq),
  )
  const works = standing.filter((entry) => entry.kind === 'work')
  const nils = standing.filter((entry) => entry.kind === 'nil')
  const allocation = entries.findLast((entry) => entry.kind === 'allocation')?.minutes ?? 0
  const { fromCarried, fromAllocation } = deal(year, works, entries, carried, allocation)
  const claimable = works.filter(({ because }) => because !== 'conference')
  const early = total(claimable, (work) => loggedInTime(work, entries))
  return {
    year,
    allocation,
    carried,
    fromCarried,
    fromAllocation,
    claimed: total(works, ({ claimed }) => claimed),
    held: total(works, ({ held }) => held),
    unclaimed: total(works, ({ unclaimed }) => unclaimed),
    reclaimable: total(claimable, ({ unclaimed }) => unclaimed),
    early,
    late: total(claimable, ({ minutes }) => minutes) - early,
    days: tallied(works, ({ date, minutes }) => [date.slice(5), minutes]),
    periods: tallied(works, ({ date }) => [date.slice(0, 7), 1]),
    nils: tallied(nils, ({ period }) => [period, 1]),
  }
}

/** Deals each quarter hour that is claimed or held to a place in a lot: in time first, carried hours first (D1). */
function deal(
  year: MeetingYear,
  works: readonly WorkEntry[],
  entries: readonly Entry[],
  carried: number,
  allocation: number,
) {
  const free = { carried: carried / quarter, allocation: allocation / quarter }
  const drawn = { fromCarried: 0, fromAllocation: 0 }
  const quarters = works.flatMap((work) => {
    const inTime = loggedInTime(work, entries)
    return Array.from({ length: (work.claimed + work.held) / quarter }, (_, at) => at * quarter < inTime)
  })
  for (const isEarly of quarters.sort((one, other) => Number(other) - Number(one))) {
    if (isEarly && free.carried > 0) {
      free.carried--
      drawn.fromCarried += quarter
    } else if (free.allocation > 0) {
      free.allocation--
      drawn.fromAllocation += quarter
    } else throw new Error(`the lots of ${year} cannot hold what was taken from them`)
  }
  return drawn
}

/** D1: the minutes of an entry that are dated to 30 November and were first logged by 31 December. */
function loggedInTime(work: WorkEntry, entries: readonly Entry[]): number {
  if (work.date > `${work.year}-11-30`) return 0
  if (work.on <= `${work.year}-12-31`) return work.minutes
  const { replaces } = work
  if (replaces?.year !== work.year) return 0
  const replaced = entries.find(({ seq }) => seq === replaces.seq)
  return replaced?.kind === 'work' ? Math.min(work.minutes, loggedInTime(replaced, entries)) : 0
}

/** The most that any choice could claim: tries every number of quarter hours from either lot. */
export function mostClaimable({ carried, allocation, early, late }: Count): number {
  let most = 0
  for (let first = 0; first <= Math.min(carried, early); first += quarter)
    for (let second = 0; second <= Math.min(allocation, early - first + late); second += quarter)
      most = Math.max(most, first + second)
  return most
}

/** Where every minute of a year is on a date: the terms of conservation. */
export function whereabouts(count: Count, today: LocalDate) {
  const unused = count.carried - count.fromCarried
  const left = count.allocation - count.fromAllocation
  const isUsable = today <= `${count.year}-11-30`
  const isOver = yearOf(today) > count.year
  return {
    drawn: count.claimed,
    held: count.held,
    remaining: (isUsable ? unused : 0) + (isOver ? 0 : left),
    lapsed: isUsable ? 0 : unused,
    carriedOn: isOver ? left : 0,
  }
}

const total = <T>(items: readonly T[], amount: (item: T) => number): number =>
  items.reduce((sum, item) => sum + amount(item), 0)

function tallied<T>(items: readonly T[], entryOf: (item: T) => [string, number]): Record<string, number> {
  const numbers: Record<string, number> = {}
  for (const item of items) {
    const [key, by] = entryOf(item)
    numbers[key] = (numbers[key] ?? 0) + by
  }
  return numbers
}
