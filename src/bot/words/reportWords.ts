// Figures of a report in words: a period, what a row adds up to, and what the sums leave out (L7, D2, P6, C2).
import { seesOthers } from '../../app/reports/reportScope.ts'
import type { Report } from '../../app/reports/seeReport.ts'
import { hours, longDate, money, periodName, yearName } from '../../domain/format.ts'
import type { Person } from '../../domain/person.ts'
import {
  fewestEntries,
  fewestPeers,
  figures,
  type Between,
  type Figure,
  type Tally,
} from '../../domain/report.ts'
import { meetingYear, readPeriod } from '../reading/period.ts'

export const figureTitles: Record<Figure, string> = {
  minutes: 'all hours',
  claimed: 'claimed',
  held: 'held',
  granted: 'from the central pot',
  unclaimed: 'volunteered',
}

/** `12.5 h in 3 entries = 10 h claimed + 2.5 h volunteered`. */
export function tallyLine(tally: Tally): string {
  const { entries, minutes } = tally
  if (entries === 0) return 'no hours'
  const parts = figures
    .filter((figure) => figure !== 'minutes' && tally[figure] > 0)
    .map((figure) => `${hours(tally[figure])} ${figureTitles[figure]}`)
  return `${hours(minutes)} in ${entries === 1 ? '1 entry' : `${entries} entries`} = ${parts.join(' + ')}`
}

export const betweenLine = ({ from, to }: Between): string =>
  from === to ? longDate(from) : `${longDate(from)} to ${longDate(to)}`

/** A whole year or month by its name, otherwise its dates. */
export function periodTitle(asked: Between): string {
  const { from, to } = asked
  const year = Number(from.slice(0, 4))
  const whole = meetingYear(year)
  if (whole.from === from && whole.to === to) return yearName(year)
  const month = readPeriod(from.slice(0, 7), from)
  return month?.from === from && month.to === to ? periodName(from.slice(0, 7)) : betweenLine(asked)
}

/** The period, whose hours they are, and what the sums leave out. */
export function linesOf(report: Report, person: Person): string[] {
  const { asked, peers, active, isMerged } = report
  const isOthers = asked.whose === 'all' && seesOthers(person)
  return [
    `${betweenLine(asked)}, by the date of the work; what was taken back is left out.`,
    ...(isOthers
      ? [
          `${active} of ${peers === 1 ? '1 peer' : `${peers} peers`} ${active === 1 ? 'has' : 'have'} hours in it.`,
        ]
      : []),
    ...lotLines(report),
    ...(asked.by === 'region' ? ['Regions are those that peers have today (rule L1).'] : []),
    ...(isMerged
      ? [
          `Mentoring is confidential: where fewer than ${fewestPeers} peers or ${fewestEntries} entries mentor in a council, it is not shown under the council’s name (rule P6).`,
        ]
      : []),
  ]
}

/** C2: what was carried over and what lapsed in the period. */
export function lotLines({ lots }: Pick<Report, 'lots'>): string[] {
  const carried = lots.reduce((sum, lot) => sum + lot.carried, 0)
  const lapsed = lots.reduce((sum, lot) => sum + lot.lapsed, 0)
  const off = lots.reduce((sum, lot) => sum + lot.writtenOff, 0)
  const opening = lots.reduce((sum, lot) => sum + lot.opening, 0)
  const pence = lots.reduce((sum, lot) => sum + lot.lapsedPence, 0)
  const provisional = lots.some(({ isProvisional }) => isProvisional) ? ', provisional until 31 December' : ''
  return [
    ...(carried > 0 ? [`Carried over: ${hours(carried)} (rule C2).`] : []),
    ...(lapsed > 0
      ? [`Lapsed, paid but not worked: ${hours(lapsed)}, ${money(pence)}${provisional} (rule C2).`]
      : []),
    ...(off > 0 ? [`Written off by the Head of Group Office: ${hours(off)} (rule C2).`] : []),
    ...(opening > 0
      ? [
          `Used before records began: ${hours(opening)}; they have no entries, and are not in the sums (rule D7).`,
        ]
      : []),
  ]
}
