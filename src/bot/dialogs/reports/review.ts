// A peer's review (P2, P6–P17, F1): opened by whoever reviews them, who records and says things on it; and `my review`, the
// peer's own, with everything that is said about them.
import type { Deps } from '../../../app/deps.ts'
import { addRemark, removeRemark, seeReview, type RemarkRef } from '../../../app/reports/reviews.ts'
import { isLocalDate, type MeetingYear } from '../../../domain/calendar.ts'
import { isId } from '../../../domain/id.ts'
import { mayDo } from '../../../domain/permissions.ts'
import type { Refusal } from '../../../domain/refusal.ts'
import type { Result } from '../../../domain/result.ts'
import { outcomeIds, type Remark, type Saying } from '../../../domain/review.ts'
import { button } from '../../cards.ts'
import { sentence } from '../../replies.ts'
import { pressOf, type Reply, type Turn } from '../../turn.ts'
import { notice, refused } from '../notice.ts'
import { othersCard, ownCard, type Around, type ReviewForm } from './reviewCard.ts'
import { characters, mostText } from '../typed.ts'
import { whichPeer, type PeerAsked } from '../people/whichPeer.ts'

export interface ReviewAsked {
  readonly person: string
  readonly year?: MeetingYear | undefined
  /** How many of the latest remarks to leave out. */
  readonly from?: number | undefined
}

export async function showReview(
  deps: Deps,
  turn: Turn,
  { person, year, from = 0 }: ReviewAsked,
  around: Around = {},
): Promise<Reply> {
  const found = await seeReview(deps, turn.person, person, year)
  if (!found.ok) return refused(found.error, [button('Team', 'team')])
  return found.value.isOwn
    ? ownCard(found.value, turn.today, from)
    : othersCard(found.value, turn, from, around)
}

export const showMyReview = (deps: Deps, turn: Turn, asked: Omit<ReviewAsked, 'person'>): Promise<Reply> =>
  showReview(deps, turn, { ...asked, person: turn.person.id })

/** `review Alex`; to whoever reviews nobody, a review is their own. */
export async function showReviewOf(
  deps: Deps,
  turn: Turn,
  { year, from, ...asked }: Omit<ReviewAsked, 'person'> & PeerAsked,
): Promise<Reply> {
  const page = { ...(year !== undefined && { year }), ...(from !== undefined && { from }) }
  if (asked.person !== undefined) return showReview(deps, turn, { ...page, person: asked.person })
  if (!mayDo(turn.person, 'check-logs', turn.person)) return showMyReview(deps, turn, page)
  const found = await whichPeer(deps, turn, asked, {
    title: 'Review of a peer',
    action: 'review',
    verb: 'review',
    button: 'Open review',
  })
  return 'reply' in found ? found.reply : showReview(deps, turn, { ...page, person: found.peer.id })
}

/** Opened from `team`. */
export const openReview = (deps: Deps, turn: Turn, chosen: string): Promise<Reply> =>
  isId(chosen)
    ? showReview(deps, turn, { person: chosen })
    : Promise.resolve(
        notice(
          'Choose a peer first',
          ['Pick the peer in the list, then press Open review.'],
          [button('Team', 'team')],
        ),
      )

export const giveFeedback = (deps: Deps, turn: Turn, form: ReviewForm): Promise<Reply> =>
  says(deps, turn, form, { kind: 'feedback', text: form.text.trim() }, 'Feedback is given; the peer is told.')

export const noteConversation = (deps: Deps, turn: Turn, form: ReviewForm): Promise<Reply> =>
  says(
    deps,
    turn,
    form,
    { kind: 'conversation', on: form.on, text: form.text.trim() },
    'The conversation is noted; the peer is told.',
  )

export function recordOutcome(deps: Deps, turn: Turn, form: ReviewForm): Promise<Reply> {
  const outcome = outcomeIds.find((id) => id === form.outcome)
  if (!outcome) return again(deps, turn, form, ['To record: choose what happened first.'])
  return says(deps, turn, form, { kind: 'outcome', on: form.on, outcome }, 'It is recorded.')
}

async function says(deps: Deps, turn: Turn, form: ReviewForm, saying: Saying, done: string): Promise<Reply> {
  const problems = [
    ...('on' in saying && !isLocalDate(saying.on) ? ['On: pick a date.'] : []),
    ...('text' in saying && characters(saying.text) > mostText
      ? [
          `The text has ${characters(saying.text)} characters, and ${mostText} is the most. Shorten it a little.`,
        ]
      : []),
  ]
  if (problems.length > 0) return again(deps, turn, form, problems)
  const press = pressOf(turn, `review ${form.command}`)
  return shown(deps, turn, form, await addRemark(deps, press, form, saying), done)
}

export async function removeChosen(deps: Deps, turn: Turn, form: ReviewForm): Promise<Reply> {
  if (!/^[a-f0-9]{24}$/.test(form.remark))
    return again(deps, turn, form, ['To remove: choose what is to go first.'])
  const ref: RemarkRef = { person: form.person, year: form.year, key: form.remark }
  const press = pressOf(turn, `review ${form.command}`)
  return shown(deps, turn, form, await removeRemark(deps, press, ref), 'It is removed.')
}

const again = (deps: Deps, turn: Turn, form: ReviewForm, problems: readonly string[]): Promise<Reply> =>
  showReview(deps, turn, form, { problems, typed: form })

/** The card as it stands afterwards; what was wrong is said on it, and nothing typed is lost. */
function shown(
  deps: Deps,
  turn: Turn,
  form: ReviewForm,
  result: Result<Remark, Refusal>,
  done: string,
): Promise<Reply> | Reply {
  if (result.ok) return showReview(deps, turn, form, { done })
  return result.error.type === 'not-allowed'
    ? refused(result.error, [button('Team', 'team')])
    : again(deps, turn, form, [sentence(result.error)])
}
