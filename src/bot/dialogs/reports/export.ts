// `export`: figures as a CSV file, of a year or of any period, over a link.
import { z } from 'zod'
import type { Deps } from '../../../app/deps.ts'
import { exportsGroup } from '../../../app/records/exporting.ts'
import {
  firstDayOf,
  isLocalDate,
  lastDayOf,
  yearOf,
  type LocalDate,
  type MeetingYear,
} from '../../../domain/calendar.ts'
import { longDate, periodName, yearName } from '../../../domain/format.ts'
import { policyOf } from '../../../domain/policy.ts'
import type { Between } from '../../../domain/report.ts'
import { button, reply } from '../../cards.ts'
import { exportKinds, exportTitle, kindsFor, type ExportKind } from '../../documents/exports.ts'
import { readMonth, readYear } from '../../reading/month.ts'
import type { Reply, Turn } from '../../turn.ts'
import { offer } from '../link.ts'
import { kept } from '../typed.ts'

export const ExportForm = z.object({
  what: z.enum(exportKinds).catch('entries'),
  year: z.coerce.number().int().min(2000).max(2100).optional().catch(undefined),
  from: kept.field,
  to: kept.field,
})
export type ExportForm = z.infer<typeof ExportForm>

/** How many years a file may span, and how many the form offers. */
const mostYears = 10
const offeredYears = 6

/** `entries`, `balances last year`, `october`, `requests 2025/26`; undefined when there is more to it than that. */
export function readExport(typed: string, today: LocalDate): z.input<typeof ExportForm> | undefined {
  const [word = '', ...more] = typed.toLowerCase().split(/\s+/)
  const isNamed = (kind: ExportKind) =>
    kind === word || (exportTitle(kind).toLowerCase().startsWith(word) && word.length > 2)
  const kind = /^(?:registers|interests)$/.test(word) ? 'register' : exportKinds.find(isNamed)
  // “central pot” and “register status” are two words.
  const rest = kind ? more.join(' ').replace(/^(?:pot|status)\b\s*/, '') : typed
  const what = kind ?? 'entries'
  if (rest === '') return { what, from: '', to: '' }
  const year = readYear(rest, today)
  if (year !== undefined) return { what, year, from: '', to: '' }
  const month = readMonth(rest, today)
  return month === undefined ? undefined : { what, ...monthSpan(month) }
}

function monthSpan(month: string): Between {
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate()
  return { from: `${month}-01`, to: `${month}-${String(last).padStart(2, '0')}` }
}

export function openExport(
  { person, today }: Turn,
  form: ExportForm,
  problems: readonly string[] = [],
): Reply {
  const kinds = kindsFor(person)
  const year = form.year ?? yearOf(today)
  const offered = Array.from({ length: offeredYears }, (_, at) => yearOf(today) + 1 - at)
  const years = offered.includes(year) ? offered : [...offered, year]
  const lines = [
    exportsGroup(person)
      ? `A file for Excel with the figures of the ${policyOf(person.group).name}.`
      : 'A file for Excel with your own figures.',
    'For other dates than a whole year, fill in both dates: entries are then chosen by the date of the work, and payments by their month.',
  ]
  return reply('export', ['Export.', ...problems, ...lines].join(' '), {
    title: 'Export',
    problems,
    lines,
    what: kinds.includes(form.what) ? form.what : 'entries',
    kinds: kinds.map((kind) => ({ title: exportTitle(kind), value: kind })),
    year: String(year),
    years: years.map((each) => ({ title: yearName(each), value: String(each) })),
    from: isLocalDate(form.from) ? form.from : '',
    to: isLocalDate(form.to) ? form.to : '',
    actions: [button('Make the file', 'export/make', {}, { style: 'positive', inputs: 'auto' })],
  })
}

export async function makeExport(deps: Deps, turn: Turn, form: ExportForm): Promise<Reply> {
  const { person, today } = turn
  const hasDates = form.from !== '' || form.to !== ''
  const problems = [
    ...(kindsFor(person).includes(form.what) ? [] : [`${exportTitle(form.what)}: not open to your role.`]),
    ...(hasDates ? datesProblems(form) : []),
  ]
  if (problems.length > 0) return openExport(turn, form, problems)
  const year: MeetingYear = form.year ?? yearOf(today)
  const span = hasDates ? { from: form.from, to: form.to } : { from: firstDayOf(year), to: lastDayOf(year) }
  return offer(deps, turn, [
    {
      document: 'export',
      params: { kind: form.what, ...span },
      title: `${exportTitle(form.what)}, ${hasDates ? spanName(span) : yearName(year)}`,
      lines: [holds[form.what], ...(form.what === 'entries' && exportsGroup(person) ? [isPersonal] : [])],
      actions: [button('Another file', 'export')],
    },
  ])
}

function datesProblems({ from, to }: ExportForm): string[] {
  if (!isLocalDate(from) || !isLocalDate(to))
    return ['Dates: pick both the first day and the last one, or neither.']
  if (from > to) return [`Dates: ${longDate(from)} is after ${longDate(to)}.`]
  return yearOf(to) - yearOf(from) < mostYears ? [] : [`Dates: ${mostYears} years are the most for one file.`]
}

function spanName(span: Between): string {
  const month = span.from.slice(0, 7)
  return monthSpan(month).to === span.to && span.from.endsWith('-01')
    ? periodName(month)
    : `${longDate(span.from)} to ${longDate(span.to)}`
}

const holds: Record<ExportKind, string> = {
  entries:
    'Every line of the ledgers; what was taken back counts negative, so that a column sums to what stands.',
  balances: 'What each peer was given, has used and has left, as it stands today.',
  payments: 'What each allocation pays a month (rule C1).',
  requests: 'Requests for days: who agreed, when, and each claim code.',
  register:
    'Who is current, due or overdue with the register of interests today (rule R1); nothing of what is registered.',
  pot: 'The group’s days, what peers have of them, and the central pot.',
}
const isPersonal = 'It holds notes and council names: keep it where only your office reads it (rule P6).'
