// P13: the card of a missed log, which everybody sees in their own way: the peer with Log hours and Nothing to log, whoever
// decides with the three verdicts, the Head of Group Office with a comment, other lead peers as news.
import { catchUp } from '../../app/catchUp.ts'
import { commentOnMiss, decideMiss, giveMissReason } from '../../app/decideMiss.ts'
import type { Press } from '../../app/decideRequest.ts'
import type { Deps } from '../../app/deps.ts'
import { readPerson } from '../../app/directory.ts'
import { hash } from '../../app/keys.ts'
import type { MissRef } from '../../app/misses.ts'
import { seeMiss, type SeenMiss } from '../../app/seeMiss.ts'
import { addDays, dateAt, nextPeriod, periodDueOn, type Period } from '../../domain/calendar.ts'
import { list, longDate, periodName } from '../../domain/format.ts'
import { decidedFrom, type MissDecision, type Verdict } from '../../domain/miss.ts'
import { roleTitle, type Person } from '../../domain/person.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Result } from '../../domain/result.ts'
import type { Button, Fact } from '../cardParts.ts'
import { button, reply } from '../cards.ts'
import { nameIn, type Names } from '../names.ts'
import { sentence } from '../replies.ts'
import type { Reply, Turn } from '../turn.ts'
import { notice, refused } from './notice.ts'
import { characters, mostText } from './typed.ts'

const verdictTitles: Record<Verdict, string> = {
  spoken: 'Spoken to the peer',
  excused: 'Excuse this miss',
  recommended: 'Recommend to the Executive',
}

interface Around {
  readonly problems?: readonly string[]
  readonly typed?: string
}

/** The card as it stands now for this person. */
export async function showMiss(
  deps: Deps,
  person: Person,
  ref: MissRef,
  around: Around = {},
): Promise<Reply> {
  const found = await seeMiss(deps, person, ref)
  if (!found.ok) return refused(found.error)
  const names = await namesIn(deps, person, found.value)
  return found.value.peer.id === person.id
    ? ownCard(found.value, names, around)
    : othersCard(found.value, names, around)
}

/** Nobody decides about themselves. */
const deciderOf = ({ peer }: SeenMiss): string =>
  roleTitle(peer.role === 'national-lead' ? 'group-leader' : 'national-lead')

/** P13: the peer is told and asked, and learns nothing of a recommendation. */
function ownCard(seen: SeenMiss, names: Names, { problems = [], typed = '' }: Around): Reply {
  const { miss, ordinal, isIn, outstanding } = seen
  const month = periodName(miss.period)
  const known = miss.decisions.filter(({ verdict }) => verdict === 'excused')
  const isAsked = ordinal >= decidedFrom && known.length === 0
  const due = `Your log for ${month} was due on ${longDate(periodDueOn(miss.period))}`
  const state =
    known.length > 0
      ? 'This miss was excused and does not count.'
      : isIn
        ? `Your log for ${month} is in now. Thank you.`
        : `${due} and is not in yet.`
  const what = isAsked
    ? [
        `It is missed log no. ${ordinal} of the year (${missedLine(seen)}), so the ${deciderOf(seen)} is asked to look at it. You are asked first: say why, in a sentence. Name no individual: whoever decides and the Head of Group Office read it.`,
      ]
    : known.length === 0
      ? [`It counts as a missed log. The ${deciderOf(seen)} is told of it (rule P13).`]
      : []
  return reply('request', `${state} ${isAsked ? 'Please say why.' : ''}`.trim(), {
    title: isAsked
      ? `${ordinal === decidedFrom ? 'A second' : 'Another'} log was missed: please say why`
      : `Missed log: ${month}`,
    problems,
    state,
    what: [
      ...what,
      ...(outstanding.length > 0
        ? [`“Nothing to log” files a nil return for ${list(outstanding.map(periodName))}.`]
        : []),
    ],
    facts: miss.reason
      ? [{ title: 'Your reason', value: `given on ${longDate(dateAt(miss.reason.at))}` }]
      : [],
    notes: [
      ...(miss.reason ? [miss.reason.text] : []),
      ...known.map((decision) => decisionLine(decision, names)),
    ],
    asksReason: isAsked ? 'Reason (name no individual)' : '',
    reason: typed,
    actions: [
      ...catchUpButtons(outstanding),
      ...(isAsked ? [button('Send reason', 'miss/reason', refOf(seen), { inputs: 'auto' })] : []),
    ],
  })
}

/** Catching up takes one press; the form opens with the last day of the first period that is asked for. */
export const catchUpButtons = (periods: readonly Period[]): Button[] => {
  const [first] = periods
  if (first === undefined) return []
  const last = addDays(`${nextPeriod(first)}-01`, -1)
  const [year, month, day] = last.split('-')
  return [
    button('Log hours', 'log', { text: `${day}/${month}/${year}` }, { style: 'positive' }),
    button('Nothing to log', 'catch-up', { periods }),
  ]
}

/** Of those who have said something about it. */
async function namesIn(deps: Deps, { group }: Person, { miss }: SeenMiss): Promise<Names> {
  const ids = new Set([...miss.decisions, ...miss.comments].map(({ by }) => by))
  const people = await Promise.all([...ids].map((id) => readPerson(deps.store, group, id)))
  return new Map(people.flatMap((each) => (each ? [[each.id, each.name]] : [])))
}

function othersCard(seen: SeenMiss, names: Names, { problems = [], typed = '' }: Around): Reply {
  const { miss, peer, ordinal, isIn, maySeeCase, verdicts, mayComment } = seen
  const month = periodName(miss.period)
  const isCase = ordinal >= decidedFrom
  const title = isCase
    ? `${peer.name} missed a log: no. ${ordinal} of the year`
    : `${peer.name} missed the log for ${month}`
  const state = stateOf(seen)
  const facts: Fact[] = [
    { title: 'Log for', value: `${month}, due on ${longDate(periodDueOn(miss.period))}` },
    { title: 'Now', value: isIn ? 'in, late' : 'still not in' },
    { title: 'Missed this year', value: missedLine(seen) },
  ]
  const notes = maySeeCase ? caseLines(seen, names) : []
  return reply('request', `${title}. ${state}`, {
    title,
    problems,
    state,
    what: [`${peer.name}, ${roleTitle(peer.role)}`],
    facts,
    notes: [...notes, ...miss.decisions.map((decision) => decisionLine(decision, names))],
    asksReason: verdicts.includes('excused')
      ? 'Reason, if you excuse this miss'
      : mayComment
        ? 'Comment for whoever decides'
        : '',
    reason: typed,
    actions: [
      ...verdicts.map((verdict) =>
        button(
          verdictTitles[verdict],
          'miss/decide',
          { ...refOf(seen), verdict },
          { inputs: verdict === 'excused' ? 'auto' : 'none' },
        ),
      ),
      ...(mayComment && verdicts.length === 0
        ? [button('Add comment', 'miss/comment', refOf(seen), { inputs: 'auto' })]
        : []),
    ],
  })
}

const refOf = ({ miss: { person, period } }: SeenMiss) => ({ person, period })

const missedLine = ({ missed }: SeenMiss): string =>
  missed.length === 0 ? 'none that counts' : list(missed.map(periodName))

function stateOf(seen: SeenMiss): string {
  const { miss, ordinal, verdicts, isIn } = seen
  const last = miss.decisions.at(-1)
  switch (last?.verdict) {
    case 'excused':
      return 'Excused: it does not count.'
    case 'recommended':
      return 'Recommended to the Executive, which has the final say (rule P3).'
    case 'spoken':
      return 'Spoken to the peer.'
    case undefined:
      return ordinal < decidedFrom
        ? isIn
          ? 'The first of the year. The log has come in since.'
          : 'The first of the year. The peer is told too.'
        : verdicts.length > 0
          ? 'It waits for your decision (rule P13).'
          : `It waits for the ${deciderOf(seen)}’s decision (rule P13).`
  }
}

/** P6: for whoever decides and the Head of Group Office. */
const caseLines = ({ miss, ordinal }: SeenMiss, names: Names): string[] => [
  ...(miss.reason
    ? [`The peer’s reason: ${miss.reason.text}`]
    : ordinal >= decidedFrom
      ? ['The peer was asked for a reason and has given none yet.']
      : []),
  ...miss.comments.map(({ by, text }) => `${nameIn(names, by)} comments: ${text}`),
]

const decisionLine = ({ verdict, by, at, reason }: MissDecision, names: Names): string =>
  `${verdictWords[verdict]} by ${nameIn(names, by)} on ${longDate(dateAt(at))}${reason ? `: ${reason}` : '.'}`

const verdictWords: Record<Verdict, string> = {
  spoken: 'Spoken to',
  excused: 'Excused',
  recommended: 'Recommended to the Executive',
}

const pressOf = ({ person, deadline }: Turn, id: string): Press => ({ id, by: person, deadline })

type WithText = MissRef & { readonly reason: string }

export const decideOnMiss = (
  deps: Deps,
  turn: Turn,
  { verdict, reason, ...ref }: WithText & { verdict: Verdict },
): Promise<Reply> => {
  const said = verdict === 'excused' ? reason.trim() : ''
  const id = `miss ${ref.person} ${ref.period} ${verdict} ${hash(said)}`
  return shown(deps, turn, ref, reason, () => decideMiss(deps, pressOf(turn, id), ref, verdict, said))
}

export const addComment = (deps: Deps, turn: Turn, { reason, ...ref }: WithText): Promise<Reply> => {
  const id = `comment ${ref.person} ${ref.period} ${hash(reason)}`
  return shown(deps, turn, ref, reason, () => commentOnMiss(deps, pressOf(turn, id), ref, reason.trim()))
}

export const sendReason = (deps: Deps, turn: Turn, { reason, ...ref }: WithText): Promise<Reply> => {
  const id = `reason ${ref.period} ${hash(reason)}`
  return shown(deps, turn, ref, reason, () => giveMissReason(deps, pressOf(turn, id), ref, reason.trim()))
}

/** The card as it stands afterwards; what was wrong is said on it, and nothing typed is lost. */
async function shown(
  deps: Deps,
  turn: Turn,
  ref: MissRef,
  typed: string,
  act: () => Promise<Result<unknown, Refusal>>,
): Promise<Reply> {
  const problem = characters(typed) > mostText ? `That is longer than ${mostText} characters.` : undefined
  const done = problem === undefined ? await act() : undefined
  if (done && !done.ok && done.error.type === 'not-allowed') return refused(done.error)
  const problems = problem === undefined ? (done && !done.ok ? [sentence(done.error)] : []) : [problem]
  return showMiss(deps, turn.person, ref, problems.length > 0 ? { problems, typed } : {})
}

/** `Nothing to log`: a nil return for every period that the card asks about. */
export async function fileNothing(
  deps: Deps,
  { person, id, deadline }: Turn,
  periods: readonly Period[],
): Promise<Reply> {
  const command = { id: `catch-up ${id}`, by: person, subject: person, deadline }
  const done = await catchUp(deps, command, periods)
  if (!done.ok)
    return notice(
      'Nothing to file',
      [sentence(done.error)],
      [button('Log hours', 'log'), button('History', 'history')],
    )
  const nils = done.value.entries.filter((entry) => entry.kind === 'nil')
  return notice(
    nils.length === 1 ? 'Nil return is in' : 'Nil returns are in',
    [
      `For ${list(nils.map(({ period }) => periodName(period)))}. Thank you.`,
      'If something comes up later, just log it; the nil return does no harm.',
    ],
    [
      button('Balance', 'balance'),
      button('Undo', 'undo', { refs: nils.map(({ year, seq }) => ({ year, seq })) }),
    ],
  )
}
