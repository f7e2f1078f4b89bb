// What the files of `export` write alike: whose row it is, and hours, pounds and dates as a spreadsheet reads them.
import { dateAt, type Instant } from '../../domain/calendar.ts'
import type { Strand } from '../../domain/activities.ts'
import { roleTitle, type Person } from '../../domain/person.ts'
import { regionTitle } from '../../domain/regions.ts'
import type { Column } from './csv.ts'

/** Minutes as hours, a number; exact for quarters of an hour, and to the minute for all. */
export const h = (minutes: number | undefined): number | undefined =>
  minutes === undefined ? undefined : Number((minutes / 60).toFixed(4))
/** Pence as pounds, a number. */
export const pounds = (pence: number): number => pence / 100
/** The day of an instant in London. */
export const on = (at: Instant | undefined): string | undefined => (at === undefined ? undefined : dateAt(at))

/** Every file tells people apart by their address. */
export const whose: readonly Column<{ subject: Person }>[] = [
  ['Peer', ({ subject }) => subject.name],
  ['E-mail', ({ subject }) => subject.email],
  ['Role', ({ subject }) => roleTitle(subject.role)],
  ['Regions', ({ subject }) => subject.regions.map(regionTitle).join(', ')],
]

/** L7: as the activities name them, which stand in the column beside it; `strandTitles` are the protocol’s own words. */
export const strandNames: Record<Strand, string> = {
  challenge: 'Peer challenge',
  mentoring: 'Mentoring',
  bespoke: 'Bespoke support',
  lga: 'LGA activity',
}

/** A person’s name by id; the id of somebody who is not among those exported. */
export type Name = (id: string | undefined) => string | undefined
