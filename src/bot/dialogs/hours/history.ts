// `history`: every entry with what answered it, the last one first; one picks an entry to undo or correct.
import type { Deps } from '../../../app/deps.ts'
import { readPerson } from '../../../app/people/directory.ts'
import { seeEntered } from '../../../app/hours/disputes.ts'
import { seeHistory, type HistoryLine } from '../../../app/hours/seeHistory.ts'
import { askedByTitle } from '../../../domain/activities.ts'
import { yearOf, yearOfPeriod, type MeetingYear, type Period } from '../../../domain/calendar.ts'
import type { Person } from '../../../domain/person.ts'
import { mayDo } from '../../../domain/permissions.ts'
import { days, hours, longDate, periodName, yearName } from '../../../domain/format.ts'
import { button, reply } from '../../cards.ts'
import { disputeLine } from './entered.ts'
import { countedLine, workLine } from '../../words/figures.ts'
import { nameOr, type Names } from '../../words/names.ts'
import type { Reply, Turn } from '../../turn.ts'
import { notice, refused } from '../notice.ts'
import { beginning } from '../typed.ts'

export interface HistoryAsked {
  readonly year?: MeetingYear | undefined
  readonly period?: Period | undefined
  /** The number to go on below: the next page. */
  readonly below?: number | undefined
  /** Whose history it is, if it is not one's own: the office sees and changes a peer's (D4). */
  readonly subject?: Person | undefined
  /** What was wrong with what was pressed. */
  readonly problem?: string | undefined
}

const pageSize = 8

export async function showHistory(deps: Deps, turn: Turn, asking: HistoryAsked): Promise<Reply> {
  const { year: named, period, below: from, problem, subject = turn.person } = asking
  const isOwn = subject.id === turn.person.id
  const year = named ?? (period ? yearOfPeriod(period) : yearOf(turn.today))
  const query = { year, ...(period && { period }), ...(from && { below: from }) }
  const asked = { ...query, ...(!isOwn && { person: subject.id }) }
  const found = await seeHistory(deps, turn.person, subject, { ...query, size: pageSize })
  if (!found.ok) return refused(found.error)
  const { lines, below } = found.value
  const of = `${asked.period ? periodName(asked.period) : yearName(asked.year)}${isOwn ? '' : `, ${subject.name}`}`
  const verb = isOwn ? 'history' : 'peer-history'
  if (lines.length === 0)
    return notice(
      `Nothing logged for ${of}`,
      asked.below ? ['That was the last page.'] : ['Entries appear here as soon as you save them.'],
      [
        ...(isOwn ? [button('Log hours', 'log', {}, { style: 'positive' })] : []),
        ...(asked.period
          ? [button(`All of ${yearName(asked.year)}`, verb, { ...asked, period: undefined })]
          : [button(yearName(asked.year - 1), verb, { ...asked, below: undefined, year: asked.year - 1 })]),
      ],
    )
  const open = lines.filter(isOpen)
  const mayDispute =
    isOwn && open.some(({ entry }) => entry.kind === 'work' && entry.by !== turn.person.id && !entry.replaces)
  const seen = await enteredFor(deps, subject, lines)
  const hasNotes = lines.some(({ entry }) => entry.kind === 'work' && entry.notes !== undefined)
  return reply('history', `History of ${of}, newest first: ${lines.map(titleOf).join('; ')}.`, {
    title: `History of ${of}`,
    problems: problem ? [problem] : [],
    asOf: asked.below ? 'Older entries' : 'Newest first',
    rows: lines.map((line) => ({
      title: titleOf(line),
      state: stateOf(line, seen),
      detail: detailOf(line, seen),
    })),
    choices: open.map((line) => ({
      title: `${line.entry.seq}. ${titleOf(line)}`,
      value: String(line.entry.seq),
    })),
    actions: [
      ...(open.length > 0 && !isOwn && mayDo(turn.person, 'amend', subject)
        ? [button('Change it', 'amend', asked, { inputs: 'auto' })]
        : []),
      ...(open.length > 0 && isOwn
        ? [
            button('Correct', 'history/correct', asked, { inputs: 'auto' }),
            button('Undo', 'history/undo', asked, { inputs: 'auto' }),
          ]
        : []),
      ...(hasNotes && open.length > 0 && isOwn
        ? [button('Remove note', 'history/redact', asked, { inputs: 'auto' })]
        : []),
      ...(mayDispute ? [button('Dispute', 'history/dispute', asked, { inputs: 'auto' })] : []),
      ...(below === undefined ? [] : [button('Older entries', verb, { ...asked, below })]),
      ...(isOwn
        ? mayDispute
          ? []
          : [button('Balance', 'balance', { year: asked.year })]
        : [
            button('Balance', 'peer-balance', { year, person: subject.id }),
            button(yearName(year - 1), verb, { year: year - 1, person: subject.id }),
          ]),
    ],
  })
}

/** D7: who else entered a line of the page, by id, and what was said against it, by number. */
interface EnteredFor {
  readonly names: Names
  readonly disputes: ReadonlyMap<number, string>
}

/** Characters of a dispute on a line; the peer's copy has all of it. */
const mostOfDispute = 120

async function enteredFor(deps: Deps, person: Person, lines: readonly HistoryLine[]): Promise<EnteredFor> {
  const others = lines.filter(({ entry }) => entry.by !== person.id)
  const names = new Map<string, string>()
  const disputes = new Map<number, string>()
  for (const { entry } of others) {
    if (!names.has(entry.by)) {
      const found = await readPerson(deps.store, person.group, entry.by)
      names.set(entry.by, nameOr(found?.name))
    }
    if (entry.kind !== 'work') continue
    const seen = await seeEntered(deps, person, { person: person.id, year: entry.year, seq: entry.seq })
    if (seen.ok && seen.value.dispute)
      disputes.set(entry.seq, beginning(disputeLine(seen.value.dispute, names), mostOfDispute))
  }
  return { names, disputes }
}

const isOpen = ({ entry, answer }: HistoryLine): boolean =>
  answer === undefined && (entry.kind === 'work' || entry.kind === 'nil')

function titleOf({ entry }: HistoryLine): string {
  switch (entry.kind) {
    case 'work':
      return workLine(entry)
    case 'reversal':
      return entry.work
        ? `− ${hours(entry.work.minutes)} on ${longDate(entry.work.date)}`
        : `− Nil return for ${periodName(entry.nil ?? '')}`
    case 'nil':
      return `Nil return for ${periodName(entry.period)}`
    case 'allocation':
      return `Allocation: ${days(entry.minutes)} (${hours(entry.minutes)})`
    case 'carried':
      return `Carried in from ${yearName(entry.year - 1)}: ${hours(entry.minutes)}`
    case 'grant':
      return `${entry.code} from the central pot: ${hours(entry.minutes)}`
    case 'promise':
      return `Promised to a request: ${hours(entry.minutes)}`
    case 'opening':
      return `Records begin on ${longDate(entry.from)}: ${hours(entry.used)} used before, ${hours(entry.carried)} carried in`
    case 'extension':
      return `Carried hours can be used to ${longDate(entry.until)}`
    case 'write-off':
      return `Carried hours written off: ${hours(entry.minutes)}`
    case 'next-year':
      return `${yearName(entry.year + 1)} opened`
  }
}

function stateOf({ entry, answer }: HistoryLine, { names }: EnteredFor): string {
  const who = names.get(entry.by)
  const entered = `No. ${entry.seq}, entered ${longDate(entry.on)}${who === undefined ? '' : ` by ${who}`}`
  switch (entry.kind) {
    case 'work': {
      const replaces = entry.replaces ? `, ${replaced[entry.replaces.as]} no. ${entry.replaces.seq}` : ''
      return `${entered}${replaces}: ${answer ? `${answers[answer.as] ?? 'replaced'} by no. ${answer.by}` : countedLine(entry)}`
    }
    case 'reversal':
      return `${entered}: takes back no. ${entry.answers} (${reversals[entry.as]})`
    case 'nil':
      return `${entered}${answer ? `: undone by no. ${answer.by}` : ''}`
    case 'allocation':
    case 'carried':
    case 'grant':
    case 'promise':
    case 'opening':
    case 'extension':
    case 'write-off':
    case 'next-year':
      return entered
  }
}

const replaced = {
  correction: 'corrects',
  're-claim': 're-claims',
  restored: 'restores what was before',
  moved: 'stands in after a late change for',
  asked: 'asks the Head of Group Office to claim',
  cleared: 'was cleared, and replaces',
  declined: 'was declined, and replaces',
  'moved-back': 'draws on hours of your own instead of the central pot, for',
} as const
const reversals = {
  undo: 'undone',
  correction: 'corrected',
  're-claim': 're-claimed',
  restored: 're-claim undone',
  moved: 'hours no longer available after a late change',
  asked: 'put before the Head of Group Office',
  cleared: 'cleared by the Head of Group Office',
  declined: 'declined by the Head of Group Office',
  'moved-back': 'moved from the central pot to the peer’s own hours',
} as const
const answers: Readonly<Record<string, string>> = {
  undo: 'undone',
  correction: 'corrected',
  're-claim': 're-claimed',
  restored: 'taken back',
  moved: 'replaced',
  asked: 'put before the Head of Group Office',
  cleared: 'cleared',
  declined: 'declined',
  'moved-back': 'moved to the peer’s own hours',
}

function detailOf({ entry }: HistoryLine, { disputes }: EnteredFor): string {
  if (entry.kind !== 'work') return entry.reason ?? ''
  const texts = [
    disputes.get(entry.seq) ?? '',
    entry.place ?? '',
    `Asked by: ${askedByTitle(entry.askedBy)}`,
    entry.redacted ? `note removed on ${longDate(entry.redacted.on)}` : (entry.notes ?? ''),
    entry.reason ? `reason: ${entry.reason}` : '',
  ]
  return beginning(texts.filter(Boolean).join(' · '), mostOfDetail)
}

/** Characters of what was typed for one entry: a note in full, and the beginning of what else there may be. */
const mostOfDetail = 640
