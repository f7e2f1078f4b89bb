// S1: the figures for the Annual Report, as they are printed: hours given, claimed and volunteered, a table a grouping.
import type { AnnualFigures } from '../../app/reports/annualFigures.ts'
import type { Report } from '../../app/reports/seeReport.ts'
import { yearClosesOn } from '../../domain/calendar.ts'
import { days, hours, longDate, yearName } from '../../domain/format.ts'
import type { Grouping, Tally } from '../../domain/report.ts'
import { lotLines } from '../words/reportWords.ts'
import { html, table, type Html, type Printed } from './page.ts'

export function annualPage({ policy, year, asOf, pool, reports }: AnnualFigures): Printed {
  const [report] = reports
  const isOpen = asOf <= yearClosesOn(year)
  return {
    title: `Figures for the Annual Report: ${yearName(year)}`,
    of: `${policy.name}, as they stood on ${longDate(asOf)}${isOpen ? `. Provisional: peers may log this year until ${longDate(yearClosesOn(year))}` : ''}.`,
    sections: [...(report ? [summary(report, pool)] : []), ...reports.map(section)],
    foot: [
      'Hours are counted by the date of the work; what was taken back is left out. Every table adds up to the same total.',
      'Given = claimed + from the central pot + waiting to be cleared + volunteered. Volunteered hours were not claimed, and are unpaid (rule D2).',
      'Corporate work is counted by the four strands of the program (rule L7). Regions are those that peers have today; a peer of several regions has a row of their own (rule L1).',
      'Mentoring is confidential: no council and no peer is named in these figures (rule P6).',
    ],
  }
}

function summary(report: Report, pool: number): Html {
  const { total, active } = report
  const peers = `${active === 1 ? '1 peer' : `${active} peers`} gave ${hours(total.minutes)} (${days(total.minutes)} of 8 hours), of ${pool} in the pool.`
  return html`<h2>In short</h2>
    <p>${peers}</p>
    ${[`Claimed: ${hours(total.claimed + total.granted)}. Volunteered: ${hours(total.unclaimed)}.`, ...lotLines(report)].map((line) => html`<p>${line}</p>`)}`
}

const titles: Record<Grouping, string> = {
  strand: 'By strand',
  activity: 'By activity',
  region: 'By region',
  peer: 'By peer',
  council: 'By council',
}

const cells = (title: string, { minutes, claimed, held, granted, unclaimed }: Tally) => [
  title,
  hours(minutes),
  hours(claimed),
  hours(granted),
  hours(held),
  hours(unclaimed),
]

const section = ({ asked, rows, total }: Report): Html =>
  html`<h2>${titles[asked.by]}</h2>
    ${table(
      [
        [''],
        ['Given', 'n'],
        ['Claimed', 'n'],
        ['Central pot', 'n'],
        ['Waiting to be cleared', 'n'],
        ['Volunteered', 'n'],
      ],
      rows.map(({ title, tally }) => cells(title, tally)),
      cells('All', total),
    )}`
