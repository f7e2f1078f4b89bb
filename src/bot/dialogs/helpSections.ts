// What can be typed, under headings that fold away, in the order of how often it is wanted. A command is a row.
import type { LocalDate } from '../../domain/calendar.ts'
import { mayDo, type Action } from '../../domain/permissions.ts'
import { hasLeft, type Person } from '../../domain/person.ts'
import type { Fact } from '../cardParts.ts'

interface Example {
  readonly title: string
  readonly value: string
  /** What one must be allowed to do to oneself; without it everybody sees it. */
  readonly action?: Action
  /** D3: it is of use to a peer whose last day is past, too. */
  readonly afterwards?: true
}

interface Section {
  readonly id: string
  readonly title: string
  readonly examples: readonly Example[]
}

const sections: readonly Section[] = [
  {
    id: 'hours',
    title: 'Your hours',
    examples: [
      { title: 'log', value: 'opens the form', action: 'log-hours', afterwards: true },
      { title: 'log 2h yesterday mentoring', value: 'opens it filled in', action: 'log-hours' },
      { title: 'log 3 days from 3 November', value: 'weekdays of 8 h each', action: 'log-hours' },
      {
        title: 'balance',
        value: 'what is left, and what is about to lapse',
        action: 'log-hours',
        afterwards: true,
      },
      {
        title: 'history',
        value: 'every entry; “history october” for a month',
        action: 'log-hours',
        afterwards: true,
      },
      { title: 'nil return', value: 'a month without peer work', action: 'log-hours' },
      {
        title: 'payments',
        value: 'what you are paid, month by month',
        action: 'log-hours',
        afterwards: true,
      },
    ],
  },
  {
    id: 'pot',
    title: 'More days',
    examples: [
      { title: 'request days', value: 'more days, from the central pot', action: 'log-hours' },
      { title: 'my requests', value: 'how each of them stands', action: 'log-hours', afterwards: true },
      { title: 'ask first', value: 'before an event that may include peer work', action: 'log-hours' },
      { title: 'approvals', value: 'everything that waits for you, oldest first', action: 'see-pot' },
      { title: 'stand in', value: 'who decides for you while you are away', action: 'see-pot' },
      { title: 'pot', value: 'the central pot, and each request behind each figure', action: 'see-pot' },
    ],
  },
  {
    id: 'peers',
    title: 'Your peers',
    examples: [
      { title: 'team', value: 'each peer’s hours and logs, by what wants attention', action: 'check-logs' },
      { title: 'review Alex', value: 'a peer’s review', action: 'check-logs' },
      { title: 'check logs', value: 'whose log is in, and whose was missed', action: 'check-logs' },
      { title: 'people', value: 'who is in the group; adds, invites and changes', action: 'invite' },
      { title: 'import', value: 'many people at once, from a spreadsheet', action: 'invite' },
      { title: 'log for Alex 2h yesterday', value: 'logs for a peer, who is told', action: 'log-for' },
      { title: 'disputes', value: 'entries of yours that a peer does not agree with', action: 'log-for' },
      {
        title: 'balance of Alex',
        value: 'what a peer has left; “why Alex” for the sums behind it',
        action: 'amend',
      },
      {
        title: 'history of Alex',
        value: 'a peer’s entries; the office corrects them, with a reason',
        action: 'amend',
      },
      { title: 'absence', value: 'agrees that a peer is absent', action: 'allocate' },
      { title: 'profile finance', value: 'the peers of your group who know finance' },
    ],
  },
  {
    id: 'days',
    title: 'Days, pay and the year',
    examples: [
      { title: 'allocate', value: 'the group’s days, and each peer’s', action: 'allocate' },
      { title: 'payments Alex', value: 'a peer’s pay, month by month', action: 'amend' },
      { title: 'opening', value: 'figures from before the records began', action: 'settle-hours' },
      { title: 'extend', value: 'gives a peer longer to use carried hours', action: 'settle-hours' },
      { title: 'write off', value: 'carried hours of one peer, with a reason', action: 'settle-hours' },
      {
        title: 'year end',
        value: 'what is unused, carried on and lapsed; then close the year',
        action: 'close-year',
      },
      { title: 'statement', value: 'a leaver’s: paid against worked', action: 'close-year' },
    ],
  },
  {
    id: 'reports',
    title: 'Reports and records',
    examples: [
      { title: 'report', value: 'hours of any period; “report october by activity”' },
      { title: 'executive update', value: 'to print, for the Executive', action: 'executive-update' },
      { title: 'annual figures', value: 'to print, for the Annual Report', action: 'annual-report' },
      { title: 'export', value: 'entries, balances and more as a file for Excel', action: 'export' },
      { title: 'audit', value: 'who did what when; “audit alex october”', action: 'audit' },
      { title: 'verify', value: 'whether every account and pot agrees', action: 'verify' },
      { title: 'erase', value: 'what is held about a leaver, once its time is over', action: 'erase' },
    ],
  },
  {
    id: 'self',
    title: 'Yourself',
    examples: [
      {
        title: 'interests',
        value: 'the register of interests: yours, or how others’ stand',
        action: 'see-register-status',
      },
      { title: 'profile', value: 'what you can help with', action: 'log-hours' },
      {
        title: 'my review',
        value: 'what is measured and said about you',
        action: 'log-hours',
        afterwards: true,
      },
      { title: 'notifications', value: 'which messages come, when, and days away', afterwards: true },
      { title: 'my data', value: 'everything that is held about you', afterwards: true },
    ],
  },
]

export interface HelpSection {
  readonly id: string
  readonly title: string
  /** The commands alone, for a section that is folded. */
  readonly words: string
  readonly fold: string
  readonly isOpen: boolean
  readonly examples: readonly Fact[]
}

/** What this person may type; the first section is open. */
export const helpSectionsFor = (person: Person, today: LocalDate): HelpSection[] =>
  sections
    .map(({ examples, ...section }) => ({
      ...section,
      examples: examples
        .filter(({ action }) => !action || mayDo(person, action, person))
        .filter(({ afterwards }) => afterwards || !hasLeft(person, today))
        .map(({ title, value }) => ({ title, value })),
    }))
    .filter(({ examples }) => examples.length > 0)
    .map(({ id, title, examples }, at) => ({
      id,
      title,
      words: examples.map((each) => each.title).join(' · '),
      fold: `${title}: show or fold away what each does`,
      isOpen: at === 0,
      examples,
    }))
