// A peer's review (P2, P6–P17, F1): for whoever reviews them, with what may be recorded and said; and `my review`, the peer's
// own, with everything that is said about them.
import { z } from 'zod'
import type { Press } from '../../app/decideRequest.ts'
import type { Deps } from '../../app/deps.ts'
import {
  addRemark,
  removeRemark,
  seeReview,
  type RemarkRef,
  type Review,
  type SeenRemark,
} from '../../app/reviews.ts'
import {
  dateAt,
  isLocalDate,
  lastDayOf,
  yearOf,
  type LocalDate,
  type MeetingYear,
} from '../../domain/calendar.ts'
import { longDate, periodName, yearName } from '../../domain/format.ts'
import { mayDo } from '../../domain/permissions.ts'
import { roleTitle } from '../../domain/person.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Result } from '../../domain/result.ts'
import { outcomeIds, outcomeTitle, type Remark, type Saying } from '../../domain/review.ts'
import { button, reply } from '../cards.ts'
import { nameIn, type Names } from '../names.ts'
import { sentence } from '../replies.ts'
import type { Reply, Turn } from '../turn.ts'
import { notice, refused } from './notice.ts'
import { outcomeFacts } from './reviewFacts.ts'
import { characters, kept, mostText } from './typed.ts'
import { whichPeer, type PeerAsked } from './whichPeer.ts'

/** How many remarks a card shows: with the longest texts it stays below 28 KB. */
const pageSize = 3

export const ReviewForm = z.object({
  person: z.string().regex(/^[a-z0-9]{1,40}$/),
  year: z.int().min(2000).max(2100),
  command: z.string().min(1).max(200),
  outcome: kept.field,
  on: kept.field,
  text: kept.text,
  remark: kept.field,
})
export type ReviewForm = z.infer<typeof ReviewForm>

export interface ReviewAsked {
  readonly person: string
  readonly year?: MeetingYear | undefined
  /** How many of the latest remarks to leave out. */
  readonly from?: number | undefined
}

interface Around {
  readonly problems?: readonly string[]
  readonly typed?: ReviewForm
  /** What has just been done. */
  readonly done?: string
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

/** Opened from `team`. */
export const openReview = (deps: Deps, turn: Turn, chosen: string): Promise<Reply> =>
  /^[a-z0-9]{1,40}$/.test(chosen)
    ? showReview(deps, turn, { person: chosen })
    : Promise.resolve(
        notice(
          'Choose a peer first',
          ['Pick the peer in the list, then press Open review.'],
          [button('Team', 'team')],
        ),
      )

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

function ownCard(review: Review, today: LocalDate, from: number): Reply {
  const { year, remarks } = review
  const title = `My review, ${yearName(year)}`
  const facts = outcomeFacts(review, today)
  return reply('review', summaryOf(title, review, facts), {
    title,
    problems: [],
    lines: [
      'What is measured and said about you against the Performance Protocol. You read all of it. Feedback is read by whoever reviews you as well; notes of conversations only by their author, your group office and the National Lead Peer (rules P2, P6).',
    ],
    facts,
    heading: remarksHeading(remarks, from),
    remarks: remarksShown(review, from),
    ...nothingToFill,
    remarkActions: olderButton(remarks, from, 'my-review', { year }),
    actions: [
      button('Balance', 'balance'),
      button('Profile', 'profile'),
      ...(year === yearOf(today) ? [button(yearName(year - 1), 'my-review', { year: year - 1 })] : []),
    ],
  })
}

const nothingToFill = {
  outcomes: [],
  outcome: '',
  on: '',
  textLabel: '',
  text: '',
  removables: [],
  misses: [],
  miss: '',
}

function othersCard(
  review: Review,
  { id, person, today }: Turn,
  from: number,
  { problems = [], typed, done }: Around,
): Reply {
  const { peer, year, remarks, misses } = review
  const title = `Review: ${peer.name}, ${yearName(year)}`
  const facts = outcomeFacts(review, today)
  const removable = remarks.filter(({ isRemovable }) => isRemovable).slice(0, 20)
  const openable = mayDo(person, 'check-logs', peer) ? misses : []
  const data = { person: peer.id, year, command: id }
  const first = openable[0]
  const isOpen = year === yearOf(today) || year === yearOf(today) - 1
  return reply('review', [...problems, ...(done ? [done] : []), summaryOf(title, review, facts)].join(' '), {
    title,
    problems,
    lines: [`${roleTitle(peer.role)}. ${done ?? ''}`.trim()],
    facts,
    heading: remarksHeading(remarks, from),
    remarks: remarksShown(review, from),
    outcomes: isOpen ? outcomeIds.map((each) => ({ title: outcomeTitle(each), value: each })) : [],
    outcome: typed?.outcome ?? '',
    on: typed && isLocalDate(typed.on) ? typed.on : ([today, lastDayOf(year)].sort()[0] ?? today),
    textLabel: isOpen
      ? `Feedback, or a note of a conversation (name nobody but ${firstName(peer.name)}, who reads it)`
      : '',
    text: typed?.text ?? '',
    removables: removable.map(({ key, remark }) => ({ title: shortOf(remark), value: key })),
    remarkActions: [
      ...(removable.length > 0 ? [button('Remove', 'review/remove', data, { inputs: 'auto' })] : []),
      ...olderButton(remarks, from, 'review', { person: peer.id, year }),
    ],
    misses: openable.map(({ period }) => ({ title: periodName(period), value: `${peer.id} ${period}` })),
    miss: first ? `${peer.id} ${first.period}` : '',
    actions: [
      ...(isOpen
        ? [
            button('Give feedback', 'review/feedback', data, { inputs: 'auto', style: 'positive' }),
            button('Note a conversation', 'review/note', data, { inputs: 'auto' }),
            button('Record', 'review/record', data, { inputs: 'auto' }),
          ]
        : []),
      ...(openable.length > 0
        ? [button('Open missed log', 'miss/open', {}, { inputs: 'auto' })]
        : [button('Team', 'team')]),
    ],
  })
}

const firstName = (name: string): string => name.split(' ')[0] ?? name

function summaryOf(title: string, { remarks }: Review, [used]: readonly { value: string }[]): string {
  const said = remarks.filter(({ remark }) => remark.kind !== 'outcome').length
  return `${title}. ${used?.value ?? ''}. ${said === 0 ? 'Nothing said yet' : said === 1 ? '1 remark' : `${said} remarks`}.`
}

const remarksHeading = (remarks: readonly SeenRemark[], from: number): string => {
  const last = Math.min(from + pageSize, remarks.length)
  if (remarks.length === 0) return 'Nothing was said or recorded yet'
  return remarks.length <= pageSize
    ? 'Said and recorded'
    : `Said and recorded: ${Math.min(from + 1, last)} to ${last} of ${remarks.length}, the latest first`
}

const remarksShown = ({ remarks, names }: Review, from: number) =>
  remarks
    .slice(from, from + pageSize)
    .map(({ remark }) => ({ title: titleOf(remark, names), text: 'text' in remark ? remark.text : '' }))

const olderButton = (remarks: readonly SeenRemark[], from: number, verb: string, data: object) =>
  from + pageSize < remarks.length ? [button('Older', verb, { ...data, from: from + pageSize })] : []

/** `Feedback by Megan Bowen on Fri 20 Nov 2026`, and who removed it when. */
export function titleOf(remark: Remark, names: Names): string {
  const name = (id: string) => nameIn(names, id)
  const on = longDate(dateAt(remark.at))
  const said =
    remark.kind === 'feedback'
      ? `Feedback by ${name(remark.by)} on ${on}`
      : remark.kind === 'conversation'
        ? `Conversation on ${longDate(remark.on)}, noted by ${name(remark.by)} on ${on}`
        : `${outcomeTitle(remark.outcome)}: ${longDate(remark.on)}, recorded by ${name(remark.by)} on ${on}`
  if (!remark.removed) return said
  const { by, at } = remark.removed
  const how = remark.kind === 'outcome' ? 'taken back' : 'text removed'
  return `${said} (${how} by ${name(by)} on ${longDate(dateAt(at))})`
}

function shortOf(remark: Remark): string {
  switch (remark.kind) {
    case 'feedback':
      return `Feedback of ${longDate(dateAt(remark.at))}`
    case 'conversation':
      return `Conversation on ${longDate(remark.on)}`
    case 'outcome':
      return `${outcomeTitle(remark.outcome)}: ${longDate(remark.on)}`
  }
}

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

function says(deps: Deps, turn: Turn, form: ReviewForm, saying: Saying, done: string): Promise<Reply> {
  const problems = [
    ...('on' in saying && !isLocalDate(saying.on) ? ['On: pick a date.'] : []),
    ...('text' in saying && characters(saying.text) > mostText
      ? [
          `The text has ${characters(saying.text)} characters, and ${mostText} is the most. Shorten it a little.`,
        ]
      : []),
  ]
  if (problems.length > 0) return again(deps, turn, form, problems)
  const press = pressOf(turn, form)
  return shown(deps, turn, form, done, () => addRemark(deps, press, form, saying))
}

export function removeChosen(deps: Deps, turn: Turn, form: ReviewForm): Promise<Reply> {
  if (!/^[a-f0-9]{24}$/.test(form.remark))
    return again(deps, turn, form, ['To remove: choose what is to go first.'])
  const ref: RemarkRef = { person: form.person, year: form.year, key: form.remark }
  return shown(deps, turn, form, 'It is removed.', () => removeRemark(deps, pressOf(turn, form), ref))
}

const pressOf = ({ person, deadline }: Turn, { command }: ReviewForm): Press => ({
  id: `review ${command}`,
  by: person,
  deadline,
})

const again = (deps: Deps, turn: Turn, form: ReviewForm, problems: readonly string[]): Promise<Reply> =>
  showReview(deps, turn, form, { problems, typed: form })

/** The card as it stands afterwards; what was wrong is said on it, and nothing typed is lost. */
async function shown(
  deps: Deps,
  turn: Turn,
  form: ReviewForm,
  done: string,
  act: () => Promise<Result<Remark, Refusal>>,
): Promise<Reply> {
  const result = await act()
  if (result.ok) return showReview(deps, turn, form, { done })
  return result.error.type === 'not-allowed'
    ? refused(result.error, [button('Team', 'team')])
    : again(deps, turn, form, [sentence(result.error)])
}
