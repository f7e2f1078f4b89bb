// The cards on which the Head of Group Office clears what is held or asked about beforehand (C4, X3).
import { mayClear, type ClearanceRef, type Decision } from '../../../app/hours/clearances.ts'
import { seeClearance, type SeenClearance } from '../../../app/hours/seeClearance.ts'
import { askToClaimEntry, settleClearance, settleHeldEntry } from '../../../app/hours/settleClearance.ts'
import type { EntryRef } from '../../../app/hours/changeEntry.ts'
import type { Deps } from '../../../app/deps.ts'
import { hash } from '../../../app/keys.ts'
import { listPeople, listStandIns } from '../../../app/people/people.ts'
import { askedByTitle } from '../../../domain/activities.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { hours, longDate } from '../../../domain/format.ts'
import { roleTitle, type Person } from '../../../domain/person.ts'
import type { Refusal } from '../../../domain/refusal.ts'
import type { Result } from '../../../domain/result.ts'
import { stoodInAt, type StandIn } from '../../../domain/standIn.ts'
import type { Fact } from '../../cardParts.ts'
import { button, reply } from '../../cards.ts'
import { heldNotes, workLine } from '../../words/figures.ts'
import { nameIn, namesOf, type Names } from '../../words/names.ts'
import { sentence } from '../../replies.ts'
import { commandOf, pressOf, type Reply, type Turn } from '../../turn.ts'
import { refused } from '../notice.ts'
import { receiptReply } from './receipt.ts'
import { reasonProblems } from '../typed.ts'

/** C4: brings a conference that was logged as unclaimed before the Head. */
export async function askToClaim(deps: Deps, turn: Turn, ref: EntryRef): Promise<Reply> {
  const done = await askToClaimEntry(deps, commandOf(turn, `ask ${ref.year} ${ref.seq}`), ref)
  return done.ok
    ? receiptReply(deps, turn, 'Put before the Head of Group Office', done.value)
    : refused(done.error)
}

type WithReason = {
  readonly ref: ClearanceRef
  readonly reason: string
  readonly isOpened?: boolean | undefined
}

export const settle = async (
  deps: Deps,
  turn: Turn,
  decision: Decision,
  given: WithReason,
): Promise<Reply> => {
  const { person: by } = turn
  const { ref, isOpened } = given
  const reason = given.reason.trim()
  const tooLong = reasonProblems(reason)
  if (tooLong.length > 0)
    return showClearance(deps, by, ref, { problems: tooLong, reason: given.reason, isOpened })
  const word = hash(decision, reason).slice(0, 12)
  const press = pressOf(turn, `${decision} ${JSON.stringify(ref)} ${word}`)
  const done: Result<unknown, Refusal> =
    'id' in ref
      ? await settleClearance(deps, press, ref, decision, reason)
      : await settleHeldEntry(deps, press, ref, decision, reason)
  if (done.ok) return showClearance(deps, by, ref, { isOpened })
  const problems = done.error.type === 'answered' ? [] : [sentence(done.error)]
  return showClearance(deps, by, ref, { problems, reason: given.reason, isOpened })
}

interface Around {
  readonly problems?: readonly string[]
  readonly reason?: string
  /** Chosen from a list: a second press of Open must land on nothing that decides. */
  readonly isOpened?: boolean | undefined
}

export async function showClearance(
  deps: Deps,
  person: Person,
  ref: ClearanceRef,
  { problems = [], reason = '', isOpened = false }: Around = {},
): Promise<Reply> {
  const found = await seeClearance(deps, person, ref)
  if (!found.ok) return refused(found.error)
  const seen = found.value
  const [people, standIns] = await Promise.all([
    listPeople(deps.store, person.group),
    seen.decided ? listStandIns(deps.store, person.group) : [],
  ])
  const names = namesOf(people)
  const mayDecide = seen.state === 'asked' && (await mayClear(deps, person, seen.subject))
  const isMine = seen.subject.id === person.id
  const state = stateOf(seen, names, standIns)
  const pressed = { ref, ...(isOpened && { isOpened }) }
  return reply('request', `${seen.subject.name}: ${subjectOf(seen)}. ${state}`, {
    title: `${seen.entry ? 'Hours' : 'Event'} ${titles[seen.state]}`,
    problems,
    state,
    what: [...(isMine ? [] : [`${seen.subject.name}, ${roleTitle(seen.subject.role)}`]), ...typedOf(seen)],
    facts: factsOf(seen),
    notes: notesOf(seen, isMine),
    asksReason: mayDecide ? 'Reason, if you decline' : '',
    reason,
    actions: mayDecide
      ? [
          ...(isOpened ? [button('Refresh', 'approvals/open', { chosen: valueOf(ref) })] : []),
          button('Clear', 'clearance/clear', pressed, { style: 'positive' }),
          button('Decline', 'clearance/decline', pressed, { style: 'destructive', inputs: 'auto' }),
        ]
      : isMine
        ? [button('Log hours', 'log'), button('Balance', 'balance')]
        : isOpened
          ? [button('Approvals', 'approvals')]
          : [],
  })
}

/** What a choice sends back. */
export const valueOf = (ref: ClearanceRef): string =>
  'id' in ref ? `clearance ${ref.person} ${ref.id}` : `clearance ${ref.person} ${ref.year} ${ref.seq}`

const titles = { asked: 'to clear', cleared: 'cleared', declined: 'declined', 'taken-back': 'taken back' }

/** The rule, while it is to be decided, in the words for whoever reads it; then the reason. */
function notesOf({ state, entry, decided }: SeenClearance, isMine: boolean): string[] {
  if (state === 'declined')
    return [
      ...(decided?.reason ? [`Reason: ${decided.reason}`] : []),
      ...(isMine
        ? [
            entry
              ? 'The hours are kept as unclaimed (volunteered) and count in reports (rule D2).'
              : 'Work done there all the same is logged as unclaimed (volunteered) and counts in reports (rule D2).',
          ]
        : []),
    ]
  if (state === 'cleared' && !entry && isMine)
    return [
      'When you log it, choose the event under “Agreed beforehand”, and state only the hours of peer work (rule C4).',
    ]
  if (state !== 'asked') return []
  if (!entry)
    return [
      isMine
        ? 'You are told what the Head of Group Office says (rule C4).'
        : 'Cleared, the peer may claim the peer work done at the event (rule C4).',
    ]
  if (isMine) return heldNotes([entry])
  if (entry.activity === 'conference')
    return [
      'Conferences are claimed only if the peer was asked to attend as a peer and did enough peer work (rule C4). The hours are held until then.',
    ]
  return [
    'Work asked for directly by the region or the LGA is talked over with you before it is claimed. Until then the hours are held (rule X3).',
  ]
}

const subjectOf = ({ entry, clearance }: SeenClearance): string =>
  entry ? workLine(entry) : `event on ${longDate(clearance?.date ?? '')}`

const typedOf = ({ entry, clearance }: SeenClearance): string[] =>
  [entry?.place ?? '', entry?.notes ?? '', clearance?.event ?? ''].filter(Boolean)

const factsOf = ({ state, entry, clearance }: SeenClearance): Fact[] =>
  entry
    ? [
        { title: 'Work', value: workLine(entry) },
        ...(state === 'asked' ? [{ title: 'Held', value: hours(entry.held) }] : []),
        { title: 'Asked by', value: askedByTitle(entry.askedBy) },
      ]
    : [
        { title: 'Date', value: longDate(clearance?.date ?? '') },
        { title: 'Asked by', value: askedByTitle(clearance?.askedBy ?? 'office') },
      ]

function stateOf(
  { state, decided, entry }: SeenClearance,
  names: Names,
  standIns: readonly StandIn[],
): string {
  const by = decided ? decidedBy(decided, names, standIns) : ''
  switch (state) {
    case 'asked':
      return entry ? 'Held until the Head of Group Office clears it.' : 'Waits for the Head of Group Office.'
    case 'cleared':
      return `Cleared${by}.`
    case 'declined':
      return `Declined${by}.`
    case 'taken-back':
      return 'The peer has changed or taken back this entry; there is nothing to decide.'
  }
}

/** X2: who pressed and, for a stand-in, in whose place. */
function decidedBy(
  { by, at }: NonNullable<SeenClearance['decided']>,
  names: Names,
  standIns: readonly StandIn[],
): string {
  const stoodIn = standIns.some((each) => each.key === 'head' && each.person === by && stoodInAt(each, at))
  const place = stoodIn ? ', standing in for the Head of Group Office,' : ''
  return ` by ${nameIn(names, by)}${place} on ${longDate(dateAt(at))}`
}
