// The kinds of message that the bot begins by itself: each may be turned off or moved to another hour, except those that
// ask for a decision.
import { firstHour, lastHour, usualHour } from './hours.ts'
import type { Person, Role } from './person.ts'

export const noticeIds = [
  'reminders',
  'missed',
  'carried',
  'unused',
  'news',
  'feedback',
  'digest',
  'register',
  'office',
] as const
export type NoticeId = (typeof noticeIds)[number]
/** What asks for a decision waits for a welcome hour like the rest, and is never left out. */
export type NoticeKind = NoticeId | 'decision'

const peers: readonly Role[] = ['member-peer', 'regional-lead', 'national-lead']
const leads: readonly Role[] = ['regional-lead', 'national-lead', 'group-leader']

const notices: Record<NoticeId, { title: string; roles: readonly Role[] }> = {
  reminders: { title: 'Reminders before a log is due', roles: peers },
  missed: { title: 'Missed logs', roles: [...peers, 'group-leader'] },
  carried: { title: 'Carried hours about to lapse', roles: peers },
  unused: { title: 'Days you may leave unused', roles: peers },
  news: {
    title: 'News of requests, hours and people',
    roles: [...peers, 'head-of-office', 'office-staff', 'group-leader'],
  },
  feedback: { title: 'What is said about you', roles: peers },
  digest: { title: 'Monday digest of missed logs, instead of a message a peer', roles: leads },
  register: { title: 'Reminders of the register of interests', roles: ['regional-lead', 'national-lead'] },
  office: { title: 'Morning digest of what waits', roles: ['head-of-office', 'office-staff'] },
}

export const noticeTitle = (id: NoticeId): string => notices[id].title

/** What somebody in this role may get. */
export const noticesFor = ({ role }: Pick<Person, 'role'>): NoticeId[] =>
  noticeIds.filter((id) => notices[id].roles.includes(role))

/** A kind's hour, or that it is turned off. */
export type NoticeChoice = number | 'off'
export type NoticeChoices = Readonly<Partial<Record<NoticeId, NoticeChoice>>>

export const noticeHours: readonly number[] = Array.from(
  { length: lastHour - firstHour + 1 },
  (_, at) => firstHour + at,
)

/** The full local hour at which a kind is welcome; the usual one for a kind that is off. */
export function hourOf(kind: NoticeKind, choices: NoticeChoices): number {
  const choice = kind === 'decision' ? undefined : choices[kind]
  return typeof choice === 'number' ? choice : usualHour
}

export const isOff = (kind: NoticeKind, choices: NoticeChoices): boolean =>
  kind !== 'decision' && choices[kind] === 'off'
