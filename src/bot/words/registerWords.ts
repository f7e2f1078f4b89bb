// How a register of interests is put into words: how it stands, and what one version says that another does not. What people
// typed is in these lines, so that they go where nothing reads them as Markdown, and into no summary.
import { daysBetween, type LocalDate } from '../../domain/calendar.ts'
import { longDate } from '../../domain/format.ts'
import type { RegisterEntry, RegisterVersion, Why } from '../../domain/register.ts'
import type { Change } from '../../domain/registerDifference.ts'
import type { RegisterStatus } from '../../domain/registerDue.ts'
import type { SeenVersion } from '../../app/register/register.ts'
import { beginning } from '../dialogs/typed.ts'

type Entry = SeenVersion['entries'][number]

const daysAgo = (days: number): string =>
  days === 0 ? 'today' : days === 1 ? '1 day ago' : `${days} days ago`
const inDays = (days: number): string => (days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`)

/** R1: how a register stands, in one sentence that holds nothing of what is registered. */
export function statusLine(
  { state, confirmedOn, dueOn, daysOver }: RegisterStatus,
  today: LocalDate,
): string {
  const confirmed = confirmedOn === undefined ? '' : `confirmed on ${longDate(confirmedOn)}`
  switch (state) {
    case 'none':
      return dueOn === undefined
        ? 'No register; none is needed.'
        : daysOver === 0
          ? 'No register yet; it is due now.'
          : `No register yet; due since ${longDate(dueOn)}, ${daysAgo(daysOver)}.`
    case 'current':
      return dueOn === undefined
        ? `Kept of their own accord, ${confirmed}.`
        : `Current: ${confirmed}, due on ${longDate(dueOn)}.`
    case 'due':
      return `Due on ${longDate(dueOn ?? '')}, ${inDays(daysBetween(today, dueOn ?? today))}; ${confirmed}.`
    case 'overdue':
      return `Overdue: was due on ${longDate(dueOn ?? '')}, ${daysAgo(daysOver)}; ${confirmed}.`
  }
}

const whyTitles: Record<Why, string> = {
  first: 'first registration',
  annual: 'yearly update',
  change: 'change of circumstances',
  correction: 'correction',
}
export const whyTitle = (why: Why): string => whyTitles[why]

/** `Version 3 of Sat 5 Sep 2026 (yearly update)`. */
export const versionTitle = ({ seq, on, why }: Pick<RegisterVersion, 'seq' | 'on' | 'why'>): string =>
  `Version ${seq} of ${longDate(on)} (${whyTitles[why]})`

/** ` from Sat 5 Sep 2026 to …`, with its space; nothing for an entry without dates. */
export function datesOf({ from, to }: Pick<RegisterEntry, 'from' | 'to'>): string {
  const dates = [...(from ? [`from ${longDate(from)}`] : []), ...(to ? [`to ${longDate(to)}`] : [])]
  return dates.length > 0 ? ` ${dates.join(' ')}` : ''
}

/** An entry's text as typed; or why there is none. */
export const textOf = ({ text, redacted, isHidden }: Entry, most: number): string =>
  isHidden
    ? 'a sensitive entry, whose text is for the peer and the Head of Group Office'
    : redacted
      ? `a text that was removed on ${longDate(redacted.on)}`
      : `“${beginning(text ?? '', most)}”`

const sensitive = ({ sensitive, isHidden }: Entry): string => (sensitive && !isHidden ? ', sensitive' : '')

/** A line for each change, heading first; no text longer than `most`. */
export function changeLines(
  changes: readonly Change[],
  headings: ReadonlyMap<string, string>,
  most = 500,
): { title: string; detail: string }[] {
  const titleOf = (heading: string) => headings.get(heading) ?? heading
  return changes.map((change) => {
    switch (change.type) {
      case 'added':
        return {
          title: `${titleOf(change.entry.heading)}: added`,
          detail: `${textOf(change.entry, most)}${datesOf(change.entry)}${sensitive(change.entry)}.`,
        }
      case 'removed':
        return {
          title: `${titleOf(change.entry.heading)}: removed`,
          detail: `${textOf(change.entry, most)}${datesOf(change.entry)}${sensitive(change.entry)}.`,
        }
      case 'reworded':
        return { title: `${titleOf(change.after.heading)}: changed`, detail: rewordedLine(change, most) }
      case 'none':
        return { title: (change.after ?? change.before)?.title ?? '', detail: noneLine(change) }
    }
  })
}

function rewordedLine({ before, after }: Extract<Change, { type: 'reworded' }>, most: number): string {
  const parts: string[] = []
  const [was, is] = [textOf(before, most), textOf(after, most)]
  if (was !== is) parts.push(`${was} now reads ${is}`)
  if (before.from !== after.from || before.to !== after.to)
    parts.push(`dates: ${datesOf(before).trim() || 'none'}, now ${datesOf(after).trim() || 'none'}`)
  if (before.sensitive !== after.sensitive)
    parts.push(after.sensitive ? 'now marked sensitive' : 'no longer marked sensitive')
  const which = was === is ? `${is}: ` : ''
  return `${which}${parts.join('; ')}.`
}

function noneLine({ before, after }: Extract<Change, { type: 'none' }>): string {
  if (!before) return after?.isNone ? 'asked for the first time: none.' : 'asked for the first time.'
  if (!after) return 'not asked for any more.'
  return after.isNone ? 'now none.' : before.isNone ? 'no longer none.' : 'the heading has a new title.'
}

/** The titles of all headings that some versions answer. */
export const headingTitles = (
  ...versions: readonly (Pick<SeenVersion, 'headings'> | undefined)[]
): Map<string, string> =>
  new Map(versions.flatMap((version) => version?.headings ?? []).map(({ id, title }) => [id, title]))
