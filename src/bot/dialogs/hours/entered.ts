// Hours that the office entered for a peer (D7): the peer's copy with Dispute, the office's with what is disputed, and the
// office's list of it. One card for both sides, each from where they stand.
import type { Deps } from '../../../app/deps.ts'
import {
  disputeEntry,
  isWaiting,
  settleDispute,
  waitingDisputes,
  type Settling,
} from '../../../app/hours/disputeEntry.ts'
import { seeEntered, type Dispute, type EnteredRef, type SeenEntered } from '../../../app/hours/disputes.ts'
import { listPeople } from '../../../app/people/people.ts'
import { hash } from '../../../app/keys.ts'
import type { Press } from '../../../app/press.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { hours, longDate } from '../../../domain/format.ts'
import type { Person } from '../../../domain/person.ts'
import type { Refusal } from '../../../domain/refusal.ts'
import type { Result } from '../../../domain/result.ts'
import type { Button } from '../../cardParts.ts'
import { button, reply } from '../../cards.ts'
import { countedLine, workLine } from '../../words/figures.ts'
import { namesOf, type Names } from '../../words/names.ts'
import { sentence, sentenceAbout } from '../../replies.ts'
import { pressOf, type Reply, type Turn } from '../../turn.ts'
import { notice, refused } from '../notice.ts'
import { beginning, mostShown, reasonProblems } from '../typed.ts'

/** `disputed on Sat 21 Nov 2026: I was away; kept by Adele Vance: The council confirms it`. */
export function disputeLine({ at, reason, state, settled }: Dispute, names: Names): string {
  const said = `disputed on ${longDate(dateAt(at))}: ${reason}`
  if (!settled) return said
  const why = settled.reason === '' ? '' : `: ${settled.reason}`
  const who = names.get(settled.by)
  return `${said}; ${state === 'kept' ? 'kept' : 'undone'}${who === undefined ? '' : ` by ${who}`}${why}`
}

interface Around {
  readonly problems?: readonly string[]
  readonly reason?: string
}

const mostLines = 12

export async function showEntered(
  deps: Deps,
  person: Person,
  ref: EnteredRef,
  { problems = [], reason = '' }: Around = {},
): Promise<Reply> {
  const found = await seeEntered(deps, person, ref)
  if (!found.ok) return refused(found.error)
  const seen = found.value
  const { subject, entries, dispute } = seen
  const names = namesOf(await listPeople(deps.store, person.group))
  const isMine = subject.id === person.id
  const all = hours(entries.reduce((sum, { minutes }) => sum + minutes, 0))
  const by = names.get(seen.by) ?? 'Somebody of the group office'
  const state = stateOf(seen, isMine)
  const lines = entries.map((entry) => `${workLine(entry)}: ${countedLine(entry)}`)
  // Entered in one go, they have one place and one note.
  const [{ place, notes = '' } = {}] = entries
  const actions = actionsOf(seen, isMine)
  return reply(
    'request',
    `${by} logged ${all} for ${isMine ? 'you' : subject.name}. ${lines[0] ?? ''}. ${state}`,
    {
      title: `Hours logged for ${isMine ? 'you' : subject.name}${dispute ? ': disputed' : ''}`,
      problems,
      state,
      what: [
        `${by} logged ${all} for ${isMine ? 'you' : subject.name}:`,
        ...lines.slice(0, mostLines),
        ...(lines.length > mostLines ? [`… and ${lines.length - mostLines} more`] : []),
        ...[place ?? '', notes].filter(Boolean),
      ],
      facts: [{ title: 'Entered', value: longDate(entries[0]?.on ?? '') }],
      notes: [
        ...(entries[0]?.reason ? [`Reason: ${entries[0].reason}`] : []),
        ...(dispute ? [`${isMine ? 'You' : subject.name} ${disputeLine(dispute, names)}`] : []),
      ],
      asksReason:
        actions.length > 1
          ? isMine
            ? 'If it is wrong, say what is wrong'
            : 'Reason (the peer reads it)'
          : '',
      reason,
      actions,
    },
  )
}

function stateOf(seen: SeenEntered, isMine: boolean): string {
  const { dispute, standing } = seen
  if (dispute?.state === 'kept') return 'Disputed, and kept by the group office.'
  if (dispute?.state === 'undone') return 'Disputed, and undone by the group office.'
  if (standing.length === 0) return 'Undone or corrected since; there is nothing to settle.'
  if (dispute) return 'Disputed: it counts until the group office has settled it.'
  return isMine ? 'It counts unless you dispute it; you need not do anything (rule D7).' : 'Not disputed.'
}

function actionsOf(seen: SeenEntered, isMine: boolean): Button[] {
  const { subject, year, seq, dispute, standing } = seen
  const ref = { person: subject.id, year, seq }
  if (isMine)
    return dispute || standing.length === 0
      ? [button('History', 'history', { year })]
      : [
          button('Dispute', 'entered/dispute', ref, { inputs: 'auto' }),
          button('History', 'history', { year }),
          button('Balance', 'balance', { year }),
        ]
  return isWaiting(seen)
    ? [
        button('Keep it', 'entered/keep', ref, { inputs: 'auto' }),
        button('Undo it', 'entered/undo', ref, { style: 'destructive', inputs: 'auto' }),
      ]
    : [button('Disputes', 'disputes')]
}

type Said = EnteredRef & { readonly reason: string }

export const dispute = (deps: Deps, turn: Turn, { reason, ...ref }: Said): Promise<Reply> =>
  act(deps, turn, ref, reason, (press, words) => disputeEntry(deps, press, ref, words))

export const settleEntered = (
  deps: Deps,
  turn: Turn,
  as: Settling['as'],
  { reason, ...ref }: Said,
): Promise<Reply> =>
  act(deps, turn, ref, reason, (press, words) => settleDispute(deps, press, ref, { as, reason: words }))

/** The card as it stands afterwards; what was wrong is said on it, and nothing typed is lost. */
async function act(
  deps: Deps,
  turn: Turn,
  ref: EnteredRef,
  reason: string,
  how: (press: Press, reason: string) => Promise<Result<SeenEntered, Refusal>>,
): Promise<Reply> {
  const { person: by } = turn
  const tooLong = reasonProblems(reason)
  if (tooLong.length > 0) return showEntered(deps, by, ref, { problems: tooLong, reason })
  const id = `entered ${ref.person} ${ref.year} ${ref.seq} ${hash(reason).slice(0, 12)}`
  const done = await how(pressOf(turn, id), reason.trim())
  if (done.ok) return showEntered(deps, by, ref)
  const problem =
    done.error.type === 'nothing-said'
      ? 'Say what is wrong with it: your group office reads it, and it is kept with the entry (rule D7).'
      : ref.person === by.id
        ? sentence(done.error)
        : sentenceAbout(done.error, 'The peer')
  return showEntered(deps, by, ref, { problems: [problem], reason })
}

/** What a choice sends back. */
export const valueOf = (person: string, { year, seq }: Omit<EnteredRef, 'person'>): string =>
  `dispute ${person} ${year} ${seq}`

const mostListed = 8

/** What peers dispute and the office has still to settle, the oldest first. */
export async function showDisputes(deps: Deps, turn: Turn): Promise<Reply> {
  const waiting = await waitingDisputes(deps, turn.person, mostListed)
  if (waiting.length === 0)
    return notice(
      'Nothing is disputed',
      ['What a peer disputes of the hours logged for them comes to you here by itself (rule D7).'],
      [button('Help', 'help')],
    )
  const rows = waiting.map(({ subject, year, seq, standing, dispute: said }) => ({
    title: `${subject.name}: ${hours(standing.reduce((sum, { minutes }) => sum + minutes, 0))}`,
    state: `Disputed on ${longDate(dateAt(said?.at ?? 0))}.`,
    detail: beginning(said?.reason ?? '', mostShown),
    value: valueOf(subject.id, { year, seq }),
  }))
  return reply('list', `Disputed hours, the oldest first: ${rows.map(({ title }) => title).join('; ')}.`, {
    title: 'Disputed hours',
    lines: [],
    rows: rows.map(({ title, state, detail }) => ({ title, state, detail })),
    choose: 'Dispute to open',
    chosen: rows[0]?.value ?? '',
    choices: rows.map(({ title, value }) => ({ title, value })),
    actions: [button('Open', 'disputes/open', {}, { style: 'positive', inputs: 'auto' })],
  })
}

/** Undefined for what is no choice of a dispute. */
export function openDispute(deps: Deps, { person: by }: Turn, chosen: string): Promise<Reply> | undefined {
  const [, person, year, seq] = /^dispute ([a-z0-9]{1,40}) (20\d{2}) (\d{1,6})$/.exec(chosen) ?? []
  return person === undefined
    ? undefined
    : showEntered(deps, by, { person, year: Number(year), seq: Number(seq) })
}
