// `help`, `hi` and the welcome: what this person may do, as buttons and as examples to type.
import { mayDo, type Action } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import { roleTitle } from '../../domain/person.ts'
import { policyOf } from '../../domain/policy.ts'
import { button, reply } from '../cards.ts'
import type { Reply } from '../turn.ts'

interface Example {
  readonly title: string
  readonly value: string
  /** What one must be allowed to do to oneself; without it everybody sees it. */
  readonly action?: Action
}

/** What can be typed, under a heading each, in the order of how often it is wanted. One row a command. */
const sections: readonly { readonly title: string; readonly examples: readonly Example[] }[] = [
  {
    title: 'Your hours',
    examples: [
      { title: 'log', value: 'opens the form', action: 'log-hours' },
      { title: 'log 2h yesterday mentoring', value: 'opens it filled in', action: 'log-hours' },
      { title: 'log 3 days from 3 November', value: 'weekdays of 8 h each', action: 'log-hours' },
      { title: 'balance', value: 'what is left, and what is about to lapse', action: 'log-hours' },
      { title: 'history', value: 'every entry; “history october” for a month', action: 'log-hours' },
      { title: 'payments', value: 'what you are paid, month by month', action: 'log-hours' },
      { title: 'nil return', value: 'a month without peer work', action: 'log-hours' },
    ],
  },
  {
    title: 'More days',
    examples: [
      { title: 'request days', value: 'more days, from the central pot', action: 'log-hours' },
      { title: 'my requests', value: 'how each of them stands', action: 'log-hours' },
      { title: 'ask first', value: 'before an event that may include peer work', action: 'log-hours' },
      { title: 'approvals', value: 'everything that waits for you, oldest first', action: 'see-pot' },
      { title: 'stand in', value: 'who decides for you while you are away', action: 'see-pot' },
      { title: 'pot', value: 'the central pot, and each request behind each figure', action: 'see-pot' },
    ],
  },
  {
    title: 'Your group',
    examples: [
      { title: 'team', value: 'each peer’s hours and logs, by what wants attention', action: 'check-logs' },
      { title: 'report', value: 'hours of any period; “report october by activity”' },
      { title: 'audit', value: 'who did what when; “audit alex october”', action: 'audit' },
      { title: 'verify', value: 'whether every account and pot agrees', action: 'verify' },
      { title: 'executive update', value: 'to print, for the Executive', action: 'executive-update' },
      { title: 'annual figures', value: 'to print, for the Annual Report', action: 'annual-report' },
      { title: 'check logs', value: 'whose log is in, and whose was missed', action: 'check-logs' },
      { title: 'people', value: 'who is in the group; adds, invites and changes', action: 'invite' },
      { title: 'import', value: 'many people at once, from a spreadsheet', action: 'invite' },
      { title: 'log for Alex 2h yesterday', value: 'logs for a peer, who is told', action: 'log-for' },
      { title: 'allocate', value: 'the group’s days, and each peer’s', action: 'allocate' },
      {
        title: 'history of Alex',
        value: 'a peer’s entries; the office corrects them, with a reason',
        action: 'amend',
      },
      { title: 'payments Alex', value: 'a peer’s pay, month by month', action: 'amend' },
      { title: 'opening', value: 'figures from before the records began', action: 'settle-hours' },
      { title: 'extend', value: 'gives a peer longer to use carried hours', action: 'settle-hours' },
      { title: 'write off', value: 'carried hours of one peer, with a reason', action: 'settle-hours' },
      { title: 'statement', value: 'a leaver’s: paid against worked', action: 'close-year' },
      {
        title: 'year end',
        value: 'what is unused, carried on and lapsed; then close the year',
        action: 'close-year',
      },
      { title: 'erase', value: 'what is held about a leaver, once its time is over', action: 'erase' },
      { title: 'absence', value: 'agrees that a peer is absent', action: 'allocate' },
    ],
  },
  {
    title: 'Yourself',
    examples: [
      { title: 'notifications', value: 'which messages come, when, and days away' },
      { title: 'my data', value: 'everything that is held about you' },
      { title: 'export', value: 'entries, balances and more as a file for Excel', action: 'export' },
      {
        title: 'interests',
        value: 'the register of interests: yours, or how others’ stand',
        action: 'see-register-status',
      },
      { title: 'my review', value: 'what is measured and said about you', action: 'log-hours' },
      { title: 'profile', value: 'what you can help with', action: 'log-hours' },
      { title: 'profile finance', value: 'the peers of your group who know finance' },
    ],
  },
]

const sectionsFor = (person: Person) =>
  sections
    .map(({ title, examples }) => ({
      title,
      examples: examples
        .filter(({ action }) => !action || mayDo(person, action, person))
        .map(({ title: typed, value }) => ({ title: typed, value })),
    }))
    .filter(({ examples }) => examples.length > 0)

/** @param isWelcome the first card that a person sees, once. */
export function showHelp(person: Person, isWelcome = false): Reply {
  const isPeer = mayDo(person, 'log-hours', person)
  const mayPot = mayDo(person, 'see-pot', person)
  const first = person.name.split(' ')[0] ?? person.name
  const role = `${roleTitle(person.role)}, ${policyOf(person.group).name}`
  const lines = isPeer
    ? ['Log your hours, see what is left of them, and what is about to lapse.', 'Press a button, or type:']
    : [
        'Peers log their hours here and see what is left of them. Your own role logs no hours.',
        'Requests and clearances come to you here by themselves. Press a button, or type:',
      ]
  return reply('help', `${isWelcome ? 'Welcome' : 'Hello'}, ${first}. ${lines[0]}`, {
    title: isWelcome ? 'Welcome to Member Peer Hours' : 'What you can do here',
    lines: [...lines],
    greeting: `Hello ${first}. You are here as ${role}.`,
    sections: sectionsFor(person),
    footnote: isPeer
      ? 'Travel and subsistence are not logged here: claim them from the LGA in the usual way (rule L4). For travelling time, ask the Head of Group Office (rule C3).'
      : person.role === 'head-of-office'
        ? 'If that role is wrong, tell whoever set up this bot.'
        : 'If that role is wrong, tell your group office.',
    actions: isPeer
      ? [
          button('Log hours', 'log', {}, { style: 'positive' }),
          button('Balance', 'balance'),
          button('History', 'history'),
          ...(mayPot
            ? [button('Approvals', 'approvals'), button('Central pot', 'pot')]
            : [button('Nil return', 'nil-return'), button('Request days', 'request-days')]),
        ]
      : [
          button('Approvals', 'approvals'),
          ...(mayPot
            ? [
                button('Central pot', 'pot'),
                ...(mayDo(person, 'allocate', person) ? [button('Allocate days', 'allocate')] : []),
                ...(mayDo(person, 'invite', person)
                  ? [button('People', 'people')]
                  : [button('Stand-ins', 'stand-in')]),
              ]
            : []),
        ],
  })
}
