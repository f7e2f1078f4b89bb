// `opening`, `extend` and `write off`: what the Head of Group Office settles about one peer's hours (D7, C2), each on the same
// form: the peer, a date, hours, and the reason. And moving work from a grant back to the peer's own hours (X4).
import { z } from 'zod'
import type { Receipt } from '../../../app/hours/change.ts'
import type { Deps } from '../../../app/deps.ts'
import { readPerson } from '../../../app/people/directory.ts'
import { enterOpening, extendHours, moveGrantBack, writeHoursOff } from '../../../app/hours/settleHours.ts'
import { seeBalance } from '../../../app/hours/seeBalance.ts'
import { isLocalDate, yearOf } from '../../../domain/calendar.ts'
import { days, hours, longDate, yearName } from '../../../domain/format.ts'
import { Id } from '../../../domain/id.ts'
import type { Person } from '../../../domain/person.ts'
import type { Refusal } from '../../../domain/refusal.ts'
import type { Result } from '../../../domain/result.ts'
import { button, reply } from '../../cards.ts'
import { readWorkHours } from '../../reading/workHours.ts'
import { sentence } from '../../replies.ts'
import { commandOf, type Reply, type Turn } from '../../turn.ts'
import { amended, historyButton } from './amended.ts'
import { refused } from '../notice.ts'
import { kept, reasonProblems } from '../typed.ts'
import { whichPeer, type PeerAsked } from '../people/whichPeer.ts'

export const kinds = ['opening', 'extend', 'write-off'] as const
export type Kind = (typeof kinds)[number]

export const AdjustForm = z.object({
  kind: z.enum(kinds),
  command: kept.command,
  person: Id,
  /** The year whose carried hours it is about: this one, or the last one, which the office may still change (D4). */
  year: z.int().min(2000).max(2100),
  date: kept.field,
  first: kept.field,
  second: kept.field,
  reason: kept.text,
})
export type AdjustForm = z.infer<typeof AdjustForm>

interface Words {
  readonly title: string
  readonly save: string
  readonly lines: readonly string[]
  readonly date: string
  readonly first: string
  readonly second: string
}

const words: Record<Kind, Words> = {
  opening: {
    title: 'Opening figures',
    save: 'Enter the opening',
    lines: [
      'For an office that starts during a year: what the peer had used before, and had carried in. Nothing before the day can be missed or logged (rule D7).',
      'Hours used count against the carried ones first. Allocate the year’s days before this. Entered again, the new figures replace the old ones.',
    ],
    date: 'First day that is logged here',
    first: 'Hours used before that day, this year',
    second: 'Hours carried in from last year, the used ones included',
  },
  extend: {
    title: 'Extend carried hours',
    save: 'Extend',
    lines: [
      'Work to the new date can use the hours that were carried in; it can be logged for 31 days more (rules C2, D4).',
    ],
    date: 'Last date of work',
    first: '',
    second: '',
  },
  'write-off': {
    title: 'Write off carried hours',
    save: 'Write off',
    lines: [
      'Hours written off cannot be used any more and do not count as lapsed (rule C2). Type all that is to be written off; 0 takes a write-off back.',
    ],
    date: '',
    first: 'Hours written off in all',
    second: '',
  },
}

export async function openAdjust(
  deps: Deps,
  turn: Turn,
  { kind, year = yearOf(turn.today), ...asked }: PeerAsked & { kind: Kind; year?: number | undefined },
): Promise<Reply> {
  const found = await whichPeer(deps, turn, asked, {
    title: words[kind].title,
    action: 'settle-hours',
    verb: kind,
    button: 'Go on',
    data: { year },
  })
  if ('reply' in found) return found.reply
  const form = {
    kind,
    year,
    command: turn.id,
    person: found.peer.id,
    date: '',
    first: '',
    second: '',
    reason: '',
  }
  return showForm(deps, turn, found.peer, form, [])
}

async function showForm(
  deps: Deps,
  turn: Turn,
  peer: Person,
  form: AdjustForm,
  problems: readonly string[],
): Promise<Reply> {
  const { kind, command } = form
  const { title, save, lines, date, first, second } = words[kind]
  const found = await seeBalance(deps, turn.person, peer, form.year)
  if (!found.ok) return refused(found.error)
  const { carried, allocation, year } = found.value
  const state =
    `${peer.name} in ${yearName(year)}: ${hours(carried.given)} carried in` +
    (carried.given > 0
      ? ` − ${hours(carried.drawn)} used${carried.writtenOff > 0 ? ` − ${hours(carried.writtenOff)} written off` : ''} = ${hours(carried.left)} ${turn.today > carried.useBy ? 'lapsed' : 'left'}, use by ${longDate(carried.useBy)}`
      : '') +
    `; ${hours(allocation.given)} (${days(allocation.given)}) allocated.`
  return reply('adjust', [`${title}.`, ...problems, state].join(' '), {
    title: `${title}: ${peer.name}`,
    problems,
    lines: [state, ...lines],
    people: [],
    person: '',
    dateLabel: date,
    date: isLocalDate(form.date) ? form.date : '',
    firstLabel: first,
    first: form.first,
    secondLabel: second,
    second: form.second,
    reasonLabel: 'Reason, kept and read by the peer',
    reason: form.reason,
    actions: [
      button(
        save,
        'adjust/save',
        { kind, command, person: peer.id, year },
        { style: 'positive', inputs: 'auto' },
      ),
      ...(kind !== 'opening' && year === yearOf(turn.today)
        ? [button(yearName(year - 1), kind, { person: peer.id, year: year - 1 })]
        : []),
      historyButton(peer, year),
    ],
  })
}

export async function saveAdjust(deps: Deps, turn: Turn, form: AdjustForm): Promise<Reply> {
  const peer = await readPerson(deps.store, turn.person.group, form.person)
  if (!peer) return refused({ type: 'not-allowed' })
  const read = readForm(form)
  const command = commandOf(turn, `${form.kind} ${form.command}`, peer)
  if (read.problems.length > 0) return showForm(deps, turn, peer, form, read.problems)
  const done = await save(deps, command, form, read)
  return done.ok
    ? amended(deps, turn, peer, done.value, doneTitle(form, read, peer))
    : showForm(deps, turn, peer, form, [sentence(done.error)])
}

/** Minutes where hours are asked for; 0 where they are not. */
function readForm({ kind, date, first, second, reason }: AdjustForm) {
  const problems: string[] = []
  const { date: asksDate, first: asksFirst, second: asksSecond } = words[kind]
  if (asksDate !== '' && !isLocalDate(date)) problems.push(`${asksDate}: pick a day.`)
  const read = (label: string, typed: string): number => {
    if (label === '') return 0
    const minutes = readWorkHours(typed.trim() === '' && kind === 'opening' ? '0' : typed)
    if (minutes === undefined || minutes < 0 || minutes % 15 !== 0 || minutes > mostMinutes) {
      problems.push(
        `${label}: “${typed.slice(0, 80)}” is no number of hours. Type 7.5, or 0; in steps of 0.25.`,
      )
      return 0
    }
    return minutes
  }
  const [used, carried] = [read(asksFirst, first), read(asksSecond, second)]
  if (reason.trim() === '') problems.push(sentence({ type: 'reason-missing' }))
  return { problems: [...problems, ...reasonProblems(reason)], used, carried }
}

/** Beyond any year's hours. */
const mostMinutes = 4_000 * 60

const save = (
  deps: Deps,
  command: Parameters<typeof enterOpening>[1],
  { kind, date, year, reason: typed }: AdjustForm,
  { used, carried }: { used: number; carried: number },
): Promise<Result<Receipt, Refusal>> => {
  const reason = typed.trim()
  switch (kind) {
    case 'opening':
      return enterOpening(deps, command, { from: date, used, carried }, reason)
    case 'extend':
      return extendHours(deps, command, { year, until: date }, reason)
    case 'write-off':
      return writeHoursOff(deps, command, { year, minutes: used }, reason)
  }
}

function doneTitle(
  { kind, date }: AdjustForm,
  { used, carried }: { used: number; carried: number },
  { name }: Person,
): string {
  switch (kind) {
    case 'opening':
      return `${name}: records begin on ${longDate(date)}, with ${hours(used)} used and ${hours(carried)} carried in`
    case 'extend':
      return `${name}: carried hours can be used to ${longDate(date)}`
    case 'write-off':
      return used === 0 ? `${name}: nothing is written off any more` : `${name}: ${hours(used)} written off`
  }
}

/** X4: pressed twice it is done once; what can be moved then is moved. */
export async function moveBackForPeer(
  deps: Deps,
  turn: Turn,
  { person, year, command }: { person: string; year: number; command: string },
): Promise<Reply> {
  const subject = await readPerson(deps.store, turn.person.group, person)
  if (!subject) return refused({ type: 'not-allowed' })
  const done = await moveGrantBack(deps, commandOf(turn, `move back ${command}`, subject), year)
  return done.ok
    ? amended(deps, turn, subject, done.value, `Moved back to ${subject.name}’s own hours`)
    : refused(done.error)
}
