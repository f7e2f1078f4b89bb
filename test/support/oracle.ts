// Counts a ledger again from nothing but its entries, by dealing out quarter hours one at a time: the rules by other
// means, to hold against the sums that the accounts keep.
import { addDays, yearOf, type LocalDate, type MeetingYear } from '../../src/domain/calendar.ts'
import type { Entry, WorkEntry } from '../../src/domain/entry.ts'

const quarter = 15

export interface Count {
  readonly year: MeetingYear
  readonly allocation: number
  readonly carried: number
  readonly writtenOff: number
  /** The last date of work for which carried hours can be used. */
  readonly useBy: LocalDate
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

function recountYear(year: MeetingYear, all: readonly Entry[], before: number): Count {
  const entries = all.filter((entry) => entry.year === year)
  const standing = entries.filter(
    ({ seq }) => !entries.some((by) => by.kind === 'reversal' && by.answers === seq),
  )
  const works = standing.filter((entry) => entry.kind === 'work')
  const nils = standing.filter((entry) => entry.kind === 'nil')
  const allocation = entries.findLast((entry) => entry.kind === 'allocation')?.minutes ?? 0
  const opening = entries.findLast((entry) => entry.kind === 'opening')
  const carried = opening?.carried ?? before
  const writtenOff = Math.min(carried, entries.findLast((entry) => entry.kind === 'write-off')?.minutes ?? 0)
  const lots = { carried: carried - writtenOff, allocation }
  const used = { early: opening?.early ?? 0, late: (opening?.used ?? 0) - (opening?.early ?? 0) }
  const { fromCarried, fromAllocation } = deal(year, works, entries, lots, used)
  const claimable = works.filter(({ because }) => because !== 'conference')
  const early = total(claimable, (work) => loggedInTime(work, entries)) + used.early
  return {
    year,
    allocation,
    carried,
    writtenOff,
    useBy: useByIn(year, entries),
    fromCarried,
    fromAllocation,
    claimed: total(works, ({ claimed }) => claimed) + used.early + used.late,
    held: total(works, ({ held }) => held),
    unclaimed: total(works, ({ unclaimed }) => unclaimed),
    reclaimable: total(claimable, ({ unclaimed }) => unclaimed),
    early,
    late: total(claimable, ({ minutes }) => minutes) + used.early + used.late - early,
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
  lots: { carried: number; allocation: number },
  used: { early: number; late: number },
) {
  const free = { carried: lots.carried / quarter, allocation: lots.allocation / quarter }
  const drawn = { fromCarried: 0, fromAllocation: 0 }
  const quarters = works.flatMap((work) => {
    const inTime = loggedInTime(work, entries)
    return Array.from({ length: (work.claimed + work.held) / quarter }, (_, at) => at * quarter < inTime)
  })
  // D7: what was used before the records began comes first.
  quarters.unshift(...Array.from({ length: used.early / quarter }, () => true))
  quarters.push(...Array.from({ length: used.late / quarter }, () => false))
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

/** C2: 30 November, or what it was extended to last. */
const useByIn = (year: MeetingYear, entries: readonly Entry[]): LocalDate =>
  entries.findLast((entry) => entry.kind === 'extension')?.until ?? `${year}-11-30`

/** D1: the minutes of an entry that are dated to the use-by date and were first logged within 31 days of it. */
function loggedInTime(work: WorkEntry, entries: readonly Entry[]): number {
  const extension = entries.findLast((entry) => entry.kind === 'extension')
  const useBy = useByIn(work.year, entries)
  if (work.date > useBy) return 0
  if (extension && work.seq < extension.seq) return work.minutes
  if (work.on <= addDays(useBy, 31)) return work.minutes
  const { replaces } = work
  if (replaces?.year !== work.year) return 0
  const replaced = entries.find(({ seq }) => seq === replaces.seq)
  return replaced?.kind === 'work' ? Math.min(work.minutes, loggedInTime(replaced, entries)) : 0
}

/** The most that any choice could claim: tries every number of quarter hours from either lot. */
export function mostClaimable({ carried: given, writtenOff, allocation, early, late }: Count): number {
  const carried = given - writtenOff
  let most = 0
  for (let first = 0; first <= Math.min(carried, early); first += quarter)
    for (let second = 0; second <= Math.min(allocation, early - first + late); second += quarter)
      most = Math.max(most, first + second)
  return most
}

/** Where every minute of a year is on a date: the terms of conservation. */
export function whereabouts(count: Count, today: LocalDate) {
  const unused = count.carried - count.writtenOff - count.fromCarried
  const left = count.allocation - count.fromAllocation
  const isUsable = today <= count.useBy
  const isOver = yearOf(today) > count.year
  return {
    drawn: count.claimed,
    held: count.held,
    remaining: (isUsable ? unused : 0) + (isOver ? 0 : left),
    lapsed: isUsable ? 0 : unused,
    writtenOff: count.writtenOff,
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
