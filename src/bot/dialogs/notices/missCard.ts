// P13: the card of a missed log, which everybody sees in their own way: the peer with Log hours and Nothing to log, whoever
// decides with the three verdicts, the Head of Group Office with a comment, other lead peers as news.
import type { SeenMiss } from '../../../app/notices/seeMiss.ts'
import { addDays, dateAt, nextPeriod, periodDueOn, type Period } from '../../../domain/calendar.ts'
import { list, longDate, periodName } from '../../../domain/format.ts'
import { decidedFrom, type MissDecision, type Verdict } from '../../../domain/miss.ts'
import { roleTitle } from '../../../domain/person.ts'
import type { Button, Fact } from '../../cardParts.ts'
import { button, reply } from '../../cards.ts'
import { nameIn, type Names } from '../../words/names.ts'
import type { Reply } from '../../turn.ts'

const verdictTitles: Record<Verdict, string> = {
  spoken: 'Spoken to the peer',
  excused: 'Excuse this miss',
  recommended: 'Recommend to the Executive',
}

/** What a press left behind. */
export interface Around {
  readonly problems?: readonly string[]
  readonly typed?: string
}

/** Nobody decides about themselves. */
const deciderOf = ({ peer }: SeenMiss): string =>
  roleTitle(peer.role === 'national-lead' ? 'group-leader' : 'national-lead')

/** P13: the peer is told and asked, and learns nothing of a recommendation. */
export function ownCard(seen: SeenMiss, names: Names, { problems = [], typed = '' }: Around): Reply {
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

/** P13: with the verdicts for whoever decides, a comment for the Head of Group Office, and as news for other lead peers. */
export function othersCard(seen: SeenMiss, names: Names, { problems = [], typed = '' }: Around): Reply {
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
