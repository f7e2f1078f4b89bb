// What is behind a figure of a report: its entries, the newest work first, or the carried hours of each peer, with the sum.
import type { Deps } from '../../../app/deps.ts'
import type { ReportAsked } from '../../../app/reports/reportScope.ts'
import { seeFigure, type FigureEntry } from '../../../app/reports/seeFigure.ts'
import { seeReport, type CarriedLot } from '../../../app/reports/seeReport.ts'
import { hours, money, yearName } from '../../../domain/format.ts'
import { figures, type Figure } from '../../../domain/report.ts'
import { button, reply } from '../../cards.ts'
import { countedLine, workLine } from '../../words/figures.ts'
import { readsUntil, type Reply, type Turn } from '../../turn.ts'
import { refused } from '../notice.ts'
import { betweenLine, figureTitles, lotLines } from '../../words/reportWords.ts'
import { showReport } from './report.ts'
import { beginning } from '../typed.ts'

export interface FigureChosen {
  readonly of: ReportAsked
  /** As the report's list has it: the figure, and the key of its row. */
  readonly chosen: string
  /** Where this page begins. */
  readonly after?: string | undefined
  readonly first?: number | undefined
}

const pageSize = 8

export function openFigure(
  deps: Deps,
  turn: Turn,
  { of, chosen, after, first = 0 }: FigureChosen,
): Promise<Reply> {
  const [name = '', row = ''] = chosen.split(' ')
  if (name === 'lots') return showLots(deps, turn, of, first)
  const figure = figures.find((each) => each === name)
  return figure && row !== ''
    ? showEntries(deps, turn, { of, chosen, after }, figure, row)
    : showReport(deps, turn, of, 0, 'Figure to open: choose one first.')
}

async function showEntries(
  deps: Deps,
  turn: Turn,
  { of, chosen, after }: FigureChosen,
  figure: Figure,
  row: string,
): Promise<Reply> {
  const asked = { row, figure, after, size: pageSize }
  const found = await seeFigure(deps, turn.person, of, asked, readsUntil(turn))
  if (!found.ok) return refused(found.error, [toReport(of)])
  const { entries, sum, count, before, next, title } = found.value
  const name = `${title || 'Everything'}, ${figureTitles[figure]}: ${hours(sum)}`
  const lines = [
    `${count === 1 ? '1 entry' : `${count} entries`}, ${betweenLine(of)}, together ${hours(sum)}. The newest work comes first.`,
    ...(count > entries.length ? [`${before + 1} to ${before + entries.length} of ${count}.`] : []),
  ]
  const rows = entries.map((each) => rowOf(each, figure))
  return reply(
    'list',
    [`${name}.`, ...lines, ...rows.map(({ title }) => `${title}.`)].join(' ').slice(0, 1000),
    {
      title: 'Behind a figure',
      lines: [name, ...lines],
      rows,
      choose: '',
      chosen: '',
      choices: [],
      actions: [
        ...(next === undefined ? [] : [button('Next page', 'report/open', { of, chosen, after: next })]),
        toReport(of),
      ],
    },
  )
}

const toReport = (of: ReportAsked) => button('Back to the report', 'report/page', { of, first: 0 })

function rowOf({ peer, entry }: FigureEntry, figure: Figure) {
  const of = figure === 'minutes' || entry[figure] === entry.minutes ? '' : `${hours(entry[figure] ?? 0)} of `
  return {
    title: `${peer.name}: ${of}${workLine(entry)}`,
    state: `${countedLine(entry)}.`,
    detail: [entry.place ?? '', beginning(entry.notes ?? '', 160)].filter(Boolean).join(' · '),
  }
}

/** C2: whose hours were carried over, and whose lapsed. */
async function showLots(deps: Deps, turn: Turn, of: ReportAsked, first: number): Promise<Reply> {
  const found = await seeReport(deps, turn.person, of, readsUntil(turn))
  if (!found.ok) return refused(found.error, [toReport(of)])
  const lots = found.value.lots.toSorted(
    (one, other) => other.year - one.year || (one.peer.name < other.peer.name ? -1 : 1),
  )
  const page = lots.slice(first, first + pageSize)
  const last = first + page.length
  const lines = [
    `${betweenLine(of)}.`,
    ...lotLines({ lots }),
    ...(page.length < lots.length ? [`${first + 1} to ${last} of ${lots.length}.`] : []),
  ]
  return reply('list', [...lines, ...page.map(lotLine)].join(' ').slice(0, 1000), {
    title: 'Carried over and lapsed',
    lines,
    rows: page.map((lot) => ({ title: lot.peer.name, state: lotLine(lot), detail: '' })),
    choose: '',
    chosen: '',
    choices: [],
    actions: [
      ...(last < lots.length
        ? [button('Next page', 'report/open', { of, chosen: 'lots all', first: last })]
        : []),
      toReport(of),
    ],
  })
}

function lotLine({
  year,
  carried,
  lapsed,
  lapsedPence,
  isProvisional,
  writtenOff,
  opening,
}: CarriedLot): string {
  const into = carried > 0 ? [`${hours(carried)} carried over into ${yearName(year)}`] : []
  const gone = lapsed > 0 ? [`${hours(lapsed)} lapsed in ${yearName(year)}, ${money(lapsedPence)}`] : []
  const off = writtenOff > 0 ? [`${hours(writtenOff)} written off in ${yearName(year)}`] : []
  const before = opening > 0 ? [`${hours(opening)} used in ${yearName(year)} before records began`] : []
  return `${[...into, ...gone, ...off, ...before].join('; ')}${isProvisional ? ' (provisional)' : ''}.`
}
