// P13: the card of a missed log and what is pressed on it: the peer's Nothing to log and reason, a verdict, a comment.
import { catchUp } from '../../../app/hours/catchUp.ts'
import { commentOnMiss, decideMiss, giveMissReason } from '../../../app/notices/decideMiss.ts'
import type { Deps } from '../../../app/deps.ts'
import { readPerson } from '../../../app/people/directory.ts'
import { hash } from '../../../app/keys.ts'
import type { MissRef } from '../../../app/notices/misses.ts'
import { seeMiss, type SeenMiss } from '../../../app/notices/seeMiss.ts'
import type { Period } from '../../../domain/calendar.ts'
import { list, periodName } from '../../../domain/format.ts'
import type { Verdict } from '../../../domain/miss.ts'
import type { Person } from '../../../domain/person.ts'
import type { Refusal } from '../../../domain/refusal.ts'
import type { Result } from '../../../domain/result.ts'
import { button } from '../../cards.ts'
import { namesOf, type Names } from '../../words/names.ts'
import { sentence } from '../../replies.ts'
import { commandOf, pressOf, type Reply, type Turn } from '../../turn.ts'
import { othersCard, ownCard, type Around } from './missCard.ts'
import { notice, refused } from '../notice.ts'
import { reasonProblems } from '../typed.ts'

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

/** Of those who have said something about it. */
async function namesIn(deps: Deps, { group }: Person, { miss }: SeenMiss): Promise<Names> {
  const ids = new Set([...miss.decisions, ...miss.comments].map(({ by }) => by))
  const people = await Promise.all([...ids].map((id) => readPerson(deps.store, group, id)))
  return namesOf(people.flatMap((each) => each ?? []))
}

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
  const tooLong = reasonProblems(typed)
  const done = tooLong.length === 0 ? await act() : undefined
  if (done && !done.ok && done.error.type === 'not-allowed') return refused(done.error)
  const problems = done && !done.ok ? [sentence(done.error)] : tooLong
  return showMiss(deps, turn.person, ref, problems.length > 0 ? { problems, typed } : {})
}

/** `Nothing to log`: a nil return for every period that the card asks about. */
export async function fileNothing(deps: Deps, turn: Turn, periods: readonly Period[]): Promise<Reply> {
  const done = await catchUp(deps, commandOf(turn, `catch-up ${turn.id}`), periods)
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
