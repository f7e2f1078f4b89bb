// The office changes what stands in a peer's ledger: from the peer's history, with a reason, at most one closed year back
// (D4). The entry is taken back or corrected, the history shows both, and the peer is told.
import { z } from 'zod'
import { correct, undoAll } from '../../../app/hours/changeEntry.ts'
import type { Deps } from '../../../app/deps.ts'
import { readPerson } from '../../../app/people/directory.ts'
import { seeAnyEntry, seeEntry } from '../../../app/hours/seeEntry.ts'
import { isLocalDate } from '../../../domain/calendar.ts'
import { Id } from '../../../domain/id.ts'
import { mayDo } from '../../../domain/permissions.ts'
import type { Person } from '../../../domain/person.ts'
import { stated } from '../../../domain/workLines.ts'
import { button, reply } from '../../cards.ts'
import { doubtSentence } from '../../words/doubts.ts'
import { countedLine, workLine } from '../../words/figures.ts'
import { readHours } from '../../reading/duration.ts'
import { sentence } from '../../replies.ts'
import { commandOf, type Reply, type Turn } from '../../turn.ts'
import { amended, historyButton } from './amended.ts'
import { showHistory, type HistoryAsked } from './history.ts'
import { refused } from '../notice.ts'
import { kept, reasonProblems } from '../typed.ts'
import { whichPeer, type PeerAsked } from '../people/whichPeer.ts'

/** `history of Alex`: a peer's history, with a way to change each entry. */
export async function showPeerHistory(
  deps: Deps,
  turn: Turn,
  { person, chosen, find, ...asked }: PeerAsked & Omit<HistoryAsked, 'subject'>,
): Promise<Reply> {
  const found = await whichPeer(
    deps,
    turn,
    { person, chosen, find },
    {
      title: 'History of a peer',
      action: 'amend',
      verb: 'peer-history',
      button: 'Show the history',
      ...(asked.year && { data: { year: asked.year } }),
    },
  )
  return 'reply' in found ? found.reply : showHistory(deps, turn, { ...asked, subject: found.peer })
}

export const AmendForm = z.object({
  command: kept.command,
  person: Id,
  year: z.int().min(2000).max(2100),
  seq: z.int().positive(),
  date: kept.field,
  first: kept.field,
  reason: kept.text,
  isLongDayAsked: z.boolean().optional(),
})
export type AmendForm = z.infer<typeof AmendForm>

export async function openAmend(
  deps: Deps,
  turn: Turn,
  asked: HistoryAsked & { person: string; entry?: number | undefined },
): Promise<Reply> {
  const { person, entry: seq, ...page } = asked
  const subject = await readPerson(deps.store, turn.person.group, person)
  if (!subject || !mayDo(turn.person, 'amend', subject)) return refused({ type: 'not-allowed' })
  if (!seq || !page.year)
    return showHistory(deps, turn, { ...page, subject, problem: 'Choose the entry to change first.' })
  return showForm(
    deps,
    turn,
    subject,
    { command: turn.id, person, year: page.year, seq, date: '', first: '', reason: '' },
    [],
  )
}

async function showForm(
  deps: Deps,
  turn: Turn,
  subject: Person,
  form: AmendForm,
  problems: readonly string[],
): Promise<Reply> {
  const { year, seq } = form
  const found = await seeEntry(deps, turn.person, subject, { year, seq })
  const isNil = !found.ok && found.error.type === 'not-work'
  if (!found.ok && !isNil) return refused(found.error, [historyButton(subject, year)])
  const title = `Change entry no. ${seq} of ${subject.name}`
  const what = found.ok ? `${workLine(found.value)}, ${countedLine(found.value)}.` : 'A nil return.'
  const data = { command: form.command, person: subject.id, year, seq, isLongDayAsked: form.isLongDayAsked }
  return reply('adjust', [`${title}.`, ...problems, what].join(' '), {
    title,
    problems,
    lines: [
      what,
      `It is taken back or corrected in ${subject.name}’s ledger; the history shows both, and they are told by whom and why (rules D4, D5).`,
    ],
    people: [],
    person: '',
    dateLabel: isNil ? '' : 'Date of the work',
    date: isLocalDate(form.date) ? form.date : found.ok ? found.value.date : '',
    firstLabel: isNil ? '' : 'Hours',
    first: form.first || (found.ok ? String(found.value.minutes / 60) : ''),
    secondLabel: '',
    second: '',
    reasonLabel: 'Reason, kept with the change and read by the peer',
    reason: form.reason,
    actions: [
      ...(isNil
        ? []
        : [
            button(form.isLongDayAsked ? 'Yes, correct it' : 'Correct', 'amend/correct', data, {
              style: 'positive',
              inputs: 'auto',
            }),
          ]),
      button('Take it back', 'amend/undo', data, { inputs: 'auto' }),
      historyButton(subject, year),
    ],
  })
}

export async function undoForPeer(deps: Deps, turn: Turn, form: AmendForm): Promise<Reply> {
  const ready = await readyFor(deps, turn, form)
  if ('reply' in ready) return ready.reply
  const { subject, command, forPeer } = ready
  const done = await undoAll(deps, command('undo'), [{ year: form.year, seq: form.seq }], forPeer)
  return done.ok
    ? amended(deps, turn, subject, done.value)
    : showForm(deps, turn, subject, form, [sentence(done.error)])
}

export async function correctForPeer(deps: Deps, turn: Turn, form: AmendForm): Promise<Reply> {
  const ready = await readyFor(deps, turn, form)
  if ('reply' in ready) return ready.reply
  const { subject, command, forPeer } = ready
  const { year, seq } = form
  const minutes = readHours(form.first)
  const problems = [
    ...(isLocalDate(form.date) ? [] : ['Date: pick the day of the work.']),
    ...(minutes.ok ? [] : [doubtSentence(minutes.error)]),
  ]
  if (!minutes.ok || problems.length > 0) return showForm(deps, turn, subject, form, problems)
  // A second press finds it answered by the first, and gets what that did.
  const found = await seeAnyEntry(deps, turn.person, subject, { year, seq })
  if (!found.ok) return refused(found.error, [historyButton(subject, year)])
  const work = { ...stated(found.value.entry), date: form.date, minutes: minutes.value }
  const request = { year, seq, work, longDayAgreed: form.isLongDayAsked === true }
  const done = await correct(deps, command('correct'), request, undefined, forPeer)
  if (done.ok) return amended(deps, turn, subject, done.value)
  const isLongDayAsked = done.error.type === 'long-day'
  return showForm(deps, turn, subject, { ...form, isLongDayAsked }, [sentence(done.error)])
}

/** D4: a change by the office always says why. */
async function readyFor(deps: Deps, turn: Turn, form: AmendForm) {
  const { person: by } = turn
  const subject = await readPerson(deps.store, by.group, form.person)
  if (!subject || !mayDo(by, 'amend', subject)) return { reply: refused({ type: 'not-allowed' }) }
  const reason = form.reason.trim()
  const problems = reason === '' ? [sentence({ type: 'reason-missing' })] : reasonProblems(form.reason)
  if (problems.length > 0) return { reply: await showForm(deps, turn, subject, form, problems) }
  const { year, seq } = form
  const command = (what: string) => commandOf(turn, `${what} ${year} ${seq} for ${subject.id}`, subject)
  return { subject, command, forPeer: { reason } }
}
