// The card of a review: the outcomes, what was said and recorded, and the form to say more.
import { z } from 'zod'
import type { Review, SeenRemark } from '../../../app/reports/reviews.ts'
import { dateAt, isLocalDate, lastDayOf, yearOf, type LocalDate } from '../../../domain/calendar.ts'
import { longDate, periodName, yearName } from '../../../domain/format.ts'
import { Id } from '../../../domain/id.ts'
import { mayDo } from '../../../domain/permissions.ts'
import { roleTitle } from '../../../domain/person.ts'
import { outcomeIds, outcomeTitle, type Remark } from '../../../domain/review.ts'
import { button, reply } from '../../cards.ts'
import { nameIn, type Names } from '../../words/names.ts'
import type { Reply, Turn } from '../../turn.ts'
import { outcomeFacts } from './reviewFacts.ts'
import { kept } from '../typed.ts'

/** How many remarks a card shows: with the longest texts it stays below 28 KB. */
const pageSize = 3

export const ReviewForm = z.object({
  person: Id,
  year: z.int().min(2000).max(2100),
  command: kept.command,
  outcome: kept.field,
  on: kept.field,
  text: kept.text,
  remark: kept.field,
})
export type ReviewForm = z.infer<typeof ReviewForm>

/** What a press left behind: what was wrong and typed, or what it did. */
export interface Around {
  readonly problems?: readonly string[]
  readonly typed?: ReviewForm
  readonly done?: string
}

/** What is measured and said about oneself. */
export function ownCard(review: Review, today: LocalDate, from: number): Reply {
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

/** For whoever reviews the peer: with what may be recorded and said. */
export function othersCard(
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
  const remarkActions = [
    ...(removable.length > 0 ? [button('Remove', 'review/remove', data, { inputs: 'auto' })] : []),
    ...olderButton(remarks, from, 'review', { person: peer.id, year }),
  ]
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
    remarkActions,
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
      // A card has six buttons at most.
      ...(mayDo(person, 'amend', peer) && remarkActions.length < 2
        ? [button('Balance', 'peer-balance', { person: peer.id, year })]
        : []),
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
