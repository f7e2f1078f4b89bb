// The lines that work leaves in the book: what the peer stated, how it was counted, and the reversal that takes it back.
import type { ActivityId, AskedBy } from './activities.ts'
import type { Line } from './book.ts'
import type { LocalDate } from './calendar.ts'
import type { Reversal, WorkEntry } from './entry.ts'

/** One piece of work as the peer states it. */
export interface Work {
  readonly date: LocalDate
  /** 15–1440, in steps of 15 (D3). */
  readonly minutes: number
  readonly activity: ActivityId
  readonly askedBy: AskedBy
  readonly place?: string
  readonly notes?: string
  /** X4: the request whose work this is; the grant gives what the peer's own hours do not. */
  readonly chargeTo?: string
  /** C4, X3: the clearance that the Head of Group Office gave before the event. */
  readonly clearance?: string
}

/** Only what the peer states, out of whatever carries it. */
export const stated = ({
  date,
  minutes,
  activity,
  askedBy,
  place,
  notes,
  chargeTo,
  clearance,
}: Work): Work => ({
  date,
  minutes,
  activity,
  askedBy,
  ...(place !== undefined && { place }),
  ...(notes !== undefined && { notes }),
  ...(chargeTo !== undefined && { chargeTo }),
  ...(clearance !== undefined && { clearance }),
})

/** What decides how it is counted. */
export const withoutText = ({ place: _place, notes: _notes, ...work }: Work): Work => work

export const isSameWork = (one: Work, other: Work): boolean =>
  JSON.stringify(stated(one)) === JSON.stringify(stated(other))

export const amountsOf = ({
  date,
  minutes,
  claimed,
  held,
  unclaimed,
  early,
  granted,
  chargeTo,
  because,
}: WorkEntry) => ({
  date,
  minutes,
  claimed,
  held,
  unclaimed,
  early,
  ...(granted !== undefined && { granted }),
  ...(chargeTo !== undefined && { chargeTo }),
  ...(because && { because }),
})

export const takeBack = (entry: WorkEntry, as: Reversal['as']): Line => ({
  kind: 'reversal',
  answers: entry.seq,
  as,
  work: amountsOf(entry),
})

export const bodyOf = (entry: WorkEntry) => ({ kind: 'work' as const, ...stated(entry), ...amountsOf(entry) })
