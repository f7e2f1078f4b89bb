// `log for Alex 2h yesterday mentoring`: the office logs for a peer who works outside Teams (D7). The same form as the
// peer's own, with the peer's name on it; nothing is guessed about who is meant.
import { z } from 'zod'
import { previewLedger, type Receipt } from '../../../app/hours/change.ts'
import type { Deps } from '../../../app/deps.ts'
import { readPerson } from '../../../app/people/directory.ts'
import { logFor } from '../../../app/hours/logFor.ts'
import { listPeople } from '../../../app/people/people.ts'
import { seeBalance } from '../../../app/hours/seeBalance.ts'
import { hours, list } from '../../../domain/format.ts'
import { mayDo } from '../../../domain/permissions.ts'
import { roleTitle, type Person } from '../../../domain/person.ts'
import type { Refusal } from '../../../domain/refusal.ts'
import type { Result } from '../../../domain/result.ts'
import type { Work } from '../../../domain/workLines.ts'
import type { Fact } from '../../cardParts.ts'
import { button, reply } from '../../cards.ts'
import {
  countedLine,
  displacedLines,
  effectLines,
  haveLine,
  leftLine,
  workLine,
  workOf,
} from '../../words/figures.ts'
import { readLogText } from '../../logText.ts'
import { nameAtStart } from '../../reading/name.ts'
import { sentenceAbout } from '../../replies.ts'
import { commandOf, type Reply, type Turn } from '../../turn.ts'
import { openLog } from './log.ts'
import {
  chargesOf,
  doubtsOf,
  fieldsOf,
  formReply,
  isLongDayAgreed,
  LogForm,
  longDayOf,
  readForm,
  yearOfForm,
  type FormWords,
} from './logForm.ts'
import { refused } from '../notice.ts'
import { kept, reasonProblems } from '../typed.ts'

const id = z
  .string()
  .regex(/^[a-z0-9]{0,40}$/)
  .catch('')

export const LogForForm = LogForm.extend({
  /** The peer, once it is certain; otherwise chosen from the card. */
  subject: id.default(''),
  person: id.default(''),
  /** D4: why, once the year is closed. */
  reason: kept.text,
}).omit({ corrects: true })
export type LogForForm = z.infer<typeof LogForForm>

const mostOffered = 15

/** Those whom the office may log for, by name. */
async function peersOf(deps: Deps, { person }: Turn): Promise<Person[]> {
  const people = await listPeople(deps.store, person.group)
  return people
    .filter((each) => mayDo(each, 'log-hours', each) && mayDo(person, 'log-for', each))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
}

/** For whoever may; a peer who types `log for Rutland` logs their own work there. */
export async function openLogFor(deps: Deps, turn: Turn, text: string): Promise<Reply> {
  if (!mayDo(turn.person, 'log-for', turn.person))
    return mayDo(turn.person, 'log-hours', turn.person)
      ? openLog(deps, turn, `for ${text}`)
      : refused({ type: 'not-allowed' }, [button('Help', 'help')])
  const peers = await peersOf(deps, turn)
  const named = nameAtStart(text, peers)
  const read = readLogText(named.rest, turn.today)
  const [only] = named.people
  const fields = fieldsOf(read, named.rest === '' ? turn.today : '')
  const subject = named.isCertain ? (only?.id ?? '') : ''
  const form = LogForForm.parse({ command: turn.id, subject, ...fields })
  const problems = [
    ...(named.isCertain || text.trim() === '' ? [] : [whoProblem(named.people)]),
    ...doubtsOf(read),
  ]
  const offered = named.people.length > 0 ? named.people : peers
  const words = problems.length > 0 ? { problems } : await effectOf(deps, turn, form)
  return shown(deps, turn, form, words, offered)
}

const whoProblem = (near: readonly Person[]): string =>
  near.length > 0
    ? `Peer: did you mean ${list(
        near.slice(0, 5).map(({ name }) => name),
        'or',
      )}? Choose below.`
    : 'Peer: nobody of that name is a peer in your group. Choose below, or type “log for” and the name again.'

export async function previewLogFor(deps: Deps, turn: Turn, form: LogForForm): Promise<Reply> {
  const read = readForOffice(form, turn)
  if (!read.ok) return shown(deps, turn, form, { problems: read.error })
  const isKnown = (await subjectOf(deps, turn, form)) !== undefined
  return shown(deps, turn, form, isKnown ? await effectOf(deps, turn, form) : { problems: [whoIsMissing] })
}

const whoIsMissing = 'Peer: choose whom the hours are for.'

export async function saveLogFor(deps: Deps, turn: Turn, form: LogForForm): Promise<Reply> {
  const read = readForOffice(form, turn)
  if (!read.ok) return shown(deps, turn, form, { problems: read.error })
  const subject = await subjectOf(deps, turn, form)
  if (!subject) return shown(deps, turn, form, { problems: [whoIsMissing] })
  const done = await apply(deps, turn, form, subject, read.value, isLongDayAgreed(form))
  if (done.ok) return receiptFor(turn, subject, done.value)
  if (done.error.type === 'other-body') return refused(done.error, [button('People', 'people')])
  const longDayAsked = done.error.type === 'long-day' ? longDayOf(form) : ''
  return shown(deps, turn, { ...form, longDayAsked }, { problems: [sentenceAbout(done.error, subject.name)] })
}

function readForOffice(form: LogForForm, { today }: Turn): Result<Work[], string[]> {
  const read = readForm(form, today)
  const problems = reasonProblems(form.reason)
  return problems.length === 0 ? read : { ok: false, error: [...(read.ok ? [] : read.error), ...problems] }
}

const subjectOf = async (
  { store }: Deps,
  { person }: Turn,
  form: LogForForm,
): Promise<Person | undefined> => {
  const named = form.subject || form.person
  return named === '' ? undefined : readPerson(store, person.group, named)
}

function apply(
  deps: Deps,
  turn: Turn,
  { command, reason }: LogForForm,
  subject: Person,
  works: readonly Work[],
  longDayAgreed: boolean,
  how?: typeof previewLedger,
): Promise<Result<Receipt, Refusal>> {
  const asked = commandOf(turn, `log for ${command}`, subject)
  return logFor(deps, asked, { works, longDayAgreed, reason: reason.trim() }, how)
}

async function effectOf(deps: Deps, turn: Turn, form: LogForForm): Promise<FormWords> {
  const read = readForOffice(form, turn)
  const subject = await subjectOf(deps, turn, form)
  if (!read.ok || !subject) return {}
  const tried = await apply(deps, turn, form, subject, read.value, true, previewLedger)
  if (!tried.ok) return { problems: [sentenceAbout(tried.error, subject.name)] }
  const all = hours(read.value.reduce((sum, { minutes }) => sum + minutes, 0))
  return {
    effect: [
      `What Save will do with ${all} for ${subject.name}:`,
      ...workOf(tried.value).entered.map((entry) => `${workLine(entry)}: ${countedLine(entry)}.`),
      ...displacedLines(tried.value).map((line) => `${line}.`),
      ...effectLines(tried.value, turn.today),
    ],
  }
}

/** The form names its peer; where that is not certain, it offers some. */
async function shown(
  deps: Deps,
  turn: Turn,
  form: LogForForm,
  words: FormWords,
  near: readonly Person[] = [],
): Promise<Reply> {
  const subject = form.subject === '' ? undefined : await subjectOf(deps, turn, form)
  const year = yearOfForm(form, turn.today)
  const balance = subject && (await seeBalance(deps, turn.person, subject, year))
  const charges = balance?.ok ? chargesOf(balance.value) : []
  const lines = subject
    ? [
        `For ${subject.name}, ${roleTitle(subject.role)}. They are told, and may dispute it (rule D7).`,
        ...(balance?.ok ? [haveLine(balance.value, turn.today, 'they')] : []),
      ]
    : ['Choose the peer. They are told, and may dispute it (rule D7).']
  const offered = subject ? [] : near.length > 0 ? near : await peersOf(deps, turn)
  const people: Fact[] = offered
    .slice(0, mostOffered)
    .map(({ id: value, name, role }) => ({ title: `${name}, ${roleTitle(role)}`, value }))
  return formReply({ ...form, corrects: undefined }, turn.today, {
    lines,
    charges,
    ...words,
    office: {
      title: 'Log hours for a peer',
      people,
      chosen: form.person,
      reason: form.reason,
      data: { subject: subject?.id ?? '' },
    },
  })
}

function receiptFor(turn: Turn, subject: Person, receipt: Receipt): Reply {
  const { entered } = workOf(receipt)
  const all = hours(entered.reduce((sum, { minutes }) => sum + minutes, 0))
  const lines = [
    ...entered.map((entry) => `${workLine(entry)}: ${countedLine(entry)}`),
    ...displacedLines(receipt),
  ]
  const [first] = entered
  const last = receipt.years.at(-1)?.after
  const title = 'Saved for a peer'
  const saying = `${all} for ${subject.name}, entered by ${turn.person.name}`
  return reply('receipt', `${title}: ${saying}: ${lines.join('; ')}.`.replaceAll('..', '.'), {
    title,
    lines: [`${saying}:`, ...lines],
    notes: [
      ...effectLines(receipt, turn.today),
      ...(last ? [`Left after this: ${leftLine(last, turn.today)}.`] : []),
      subject.link === undefined
        ? `${subject.name} has not spoken to the bot yet: they are told, and may dispute it, once they do (rule D7).`
        : `${subject.name} is told now, and may dispute it (rule D7).`,
    ],
    actions: [
      button('Log more', 'log-for'),
      ...(first && entered.length === 1 && mayDo(turn.person, 'amend', subject)
        ? [button('Correct or undo', 'amend', { person: subject.id, year: first.year, entry: first.seq })]
        : []),
      button('Disputes', 'disputes'),
    ],
  })
}
