// `help`, `hi` and the welcome: what this person may do, as buttons and as examples to type.
import { mayDo } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import { roleTitle } from '../../domain/person.ts'
import { policyOf } from '../../domain/policy.ts'
import { button, reply } from '../cards.ts'
import type { Reply } from '../turn.ts'

const peerExamples = [
  { title: 'log', value: 'opens the form' },
  { title: 'log 2h yesterday mentoring', value: 'opens it filled in' },
  { title: 'log 3 days from 3 November', value: 'weekdays of 8 h each' },
  { title: 'balance', value: 'what is left, and what is about to lapse' },
  { title: 'history', value: 'every entry; “history october” for a month' },
  { title: 'nil return', value: 'a month without peer work' },
  { title: 'request days', value: 'more days, from the central pot' },
  { title: 'my requests', value: 'how each of them stands' },
  { title: 'ask first', value: 'before an event that may include peer work' },
]
const keyExamples = [
  { title: 'approvals', value: 'everything that waits for you, oldest first' },
  { title: 'stand in', value: 'who decides for you while you are away' },
]
const officeExamples = [
  { title: 'people', value: 'who is in the group; adds and invites' },
  { title: 'allocate', value: 'the group’s days, and each peer’s' },
  { title: 'absence', value: 'agrees that a peer is absent' },
]
const leadExamples = [
  { title: 'check logs', value: 'whose log is in, and whose was missed' },
  { title: 'team', value: 'last log, missed logs and hours of each peer' },
]
const noticeExample = { title: 'notifications', value: 'which messages come, when, and days away' }
const potExample = { title: 'pot', value: 'the central pot, and each request behind each figure' }

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
    examples: [
      ...(isPeer ? peerExamples : []),
      ...(mayPot ? [...keyExamples, potExample] : []),
      ...(mayDo(person, 'check-logs', person) ? leadExamples : []),
      noticeExample,
      ...officeExamples.filter(({ title }) =>
        mayDo(person, title === 'people' ? 'invite' : 'allocate', person),
      ),
    ],
    footnote: isPeer
      ? 'Travel and subsistence are not logged here: claim them from the LGA in the usual way (rule L4). For travelling time, ask the Head of Group Office (rule C3).'
      : person.role === 'head-of-office'
        ? 'If that is wrong, tell whoever set up this bot.'
        : 'If that is wrong, tell your group office.',
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
