// `report`: hours of any period by activity, strand, region, peer or council; each figure opens its entries (L7, S1, D2).
import { z } from 'zod'
import type { Deps } from '../../../app/deps.ts'
import { mayNameCouncils, seesOthers, type ReportAsked } from '../../../app/reports/reportScope.ts'
import type { ReportRow } from '../../../app/reports/reportRows.ts'
import { seeReport } from '../../../app/reports/seeReport.ts'
import { isLocalDate, yearOf } from '../../../domain/calendar.ts'
import { hours } from '../../../domain/format.ts'
import { mayDo } from '../../../domain/permissions.ts'
import type { Person } from '../../../domain/person.ts'
import { figures, groupings, type Grouping, type Tally } from '../../../domain/report.ts'
import type { Fact } from '../../cardParts.ts'
import { button, reply } from '../../cards.ts'
import { meetingYear, readPeriod } from '../../reading/period.ts'
import { sentence } from '../../replies.ts'
import { readsUntil, type Reply, type Turn } from '../../turn.ts'
import {
  betweenLine,
  figureTitles,
  linesOf,
  lotLines,
  periodTitle,
  tallyLine,
} from '../../words/reportWords.ts'
import { printedButtons } from './printed.ts'
import { beginning, kept } from '../typed.ts'

/** The report that a card shows, as its buttons send it back. */
export const Shown = z.object({
  from: z.string().refine(isLocalDate),
  to: z.string().refine(isLocalDate),
  by: z.enum(groupings),
  whose: z.enum(['all', 'own']),
})

export const ReportForm = z.object({
  from: kept.field,
  to: kept.field,
  groupBy: kept.field,
  whose: kept.field,
})
export type ReportForm = z.infer<typeof ReportForm>

const pageSize = 8

const groupingTitles: Record<Grouping, string> = {
  activity: 'Activity',
  strand: 'Strand',
  region: 'Region of the peer',
  peer: 'Peer',
  council: 'Council',
}
/** `report`, `report october by peer`, `report my hours`. */
export function openReport(deps: Deps, turn: Turn, text: string): Promise<Reply> {
  const by = groupings.find((each) => new RegExp(`\\bby\\s+(?:an?\\s+)?${each}\\b`, 'i').test(text))
  const isOwn = /\b(?:my|mine|own)\b/i.test(text)
  const rest = text
    .replace(/\bby\s+(?:an?\s+)?[a-z]+/i, '')
    .replaceAll(/\b(?:my|mine|own|hours?)\b/gi, '')
    .trim()
  const asked = { by: by ?? ('activity' as const), whose: isOwn ? ('own' as const) : ('all' as const) }
  const between = readPeriod(rest, turn.today)
  if (between) return showReport(deps, turn, { ...between, ...asked }, 0)
  const form = { ...meetingYear(yearOf(turn.today)), groupBy: asked.by, whose: asked.whose }
  return Promise.resolve(
    formReply(turn.person, form, [
      `“${rest}” is not a period that I can read. Pick the dates, or type a year, a month or “september to november”.`,
    ]),
  )
}

export function changeReport(deps: Deps, turn: Turn, form: ReportForm): Promise<Reply> {
  const by = groupings.find((each) => each === form.groupBy)
  const { from, to } = form
  const problems = [
    ...(isDate(from) ? [] : ['From: pick the first day.']),
    ...(isDate(to) ? [] : ['To: pick the last day.']),
    ...(by ? [] : ['Group by: choose one.']),
  ]
  if (problems.length > 0 || !by) return Promise.resolve(formReply(turn.person, form, problems))
  return showReport(deps, turn, { from, to, by, whose: form.whose === 'own' ? 'own' : 'all' }, 0)
}

/** Nothing was logged before this century, and nothing will be for a while. */
const isDate = (text: string): boolean => isLocalDate(text) && text >= '2001-09-01' && text < '2101-01-01'

/** @param first the place of the first row. */
export async function showReport(
  deps: Deps,
  turn: Turn,
  asked: ReportAsked,
  first: number,
  problem = '',
): Promise<Reply> {
  const form = { from: asked.from, to: asked.to, groupBy: asked.by, whose: asked.whose }
  if (asked.by === 'council' && !mayNameCouncils(turn.person, asked.whose))
    return formReply(turn.person, form, [
      'Group by: council names are open to the peer and the group’s office only. Choose your own hours, or another grouping (rule P6).',
    ])
  const found = await seeReport(deps, turn.person, asked, readsUntil(turn))
  if (!found.ok) return formReply(turn.person, form, [sentence(found.error)])
  const report = found.value
  const { rows, total, lots } = report
  const page = rows.slice(first, first + pageSize)
  const choices = total.entries > 0 ? choicesFor(page, total, lots.length > 0) : []
  const lines = linesOf(report, turn.person)
  const summary = [
    `Report, ${betweenLine(asked)}: ${tallyLine(total)}.`,
    ...page.map(({ title, tally }) => `${title}: ${hours(tally.minutes)}.`),
    ...lotLines(report),
  ].join(' ')
  const last = first + page.length
  return reply('report', summary.slice(0, 1000), {
    title: `Report: ${periodTitle(asked)}`,
    problems: problem ? [problem] : [],
    total: tallyLine(total),
    lines,
    rows: page.map(({ title, tally }) => ({ title, state: tallyLine(tally) })),
    more: rows.length > page.length ? `Rows ${first + 1} to ${last} of ${rows.length}` : '',
    chosen: choices[0]?.value ?? '',
    choices,
    ...inputs(turn.person, form),
    actions: [
      ...(choices.length > 0
        ? [button('Open', 'report/open', { of: asked }, { inputs: 'auto', style: 'positive' })]
        : []),
      button('Show', 'report/show', {}, { inputs: 'auto' }),
      ...(last < rows.length ? [button('More rows', 'report/page', { of: asked, first: last })] : []),
      ...(first > 0 ? [button('First rows', 'report/page', { of: asked, first: 0 })] : []),
      ...printedButtons(turn, yearOf(asked.from)),
    ],
  })
}

const inputs = (person: Person, { from, to, groupBy, whose }: ReportForm) => ({
  from: isLocalDate(from) ? from : '',
  to: isLocalDate(to) ? to : '',
  groupBy,
  groupings: groupings
    .filter(
      (each) => each !== 'council' || mayNameCouncils(person, 'all') || mayDo(person, 'log-hours', person),
    )
    .filter((each) => each !== 'region' || seesOthers(person))
    .map((each) => ({ title: groupingTitles[each], value: each })),
  whose,
  /** Only for those who have both. */
  scopes:
    seesOthers(person) && mayDo(person, 'log-hours', person)
      ? [
          { title: 'Everybody whose hours I may see', value: 'all' },
          { title: 'My own hours', value: 'own' },
        ]
      : [],
})

const formReply = (person: Person, form: ReportForm, problems: readonly string[]): Reply =>
  reply('report', ['Report.', ...problems].join(' ').slice(0, 1000), {
    title: 'Report',
    problems,
    total: '',
    lines: [],
    rows: [],
    more: '',
    chosen: '',
    choices: [],
    ...inputs(person, form),
    actions: [button('Show', 'report/show', {}, { inputs: 'auto', style: 'positive' })],
  })

/** Every figure on the card, as what may be opened. */
function choicesFor(page: readonly ReportRow[], total: Tally, hasLots: boolean): Fact[] {
  const rows = [{ key: 'all', title: 'Everything', tally: total }, ...page]
  const choices = rows.flatMap(({ key, title, tally }) => {
    const shown = figures.filter((figure) => tally[figure] > 0)
    // A figure that is all of its row is not offered twice.
    return shown
      .filter((figure) => figure === 'minutes' || tally[figure] < tally.minutes)
      .map((figure) => ({
        title: `${beginning(title, 40)}, ${figureTitles[figure]}: ${hours(tally[figure])}`,
        value: `${figure} ${key}`,
      }))
  })
  return [
    ...choices,
    ...(hasLots ? [{ title: 'Carried over, lapsed and before records, by peer', value: 'lots all' }] : []),
  ]
}
