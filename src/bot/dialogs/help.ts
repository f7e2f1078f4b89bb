// `help`, `hi` and the welcome: what this person may do, as buttons and as examples to type.
import { yearOf, type LocalDate } from '../../domain/calendar.ts'
import { mayDo } from '../../domain/permissions.ts'
import { hasLeft, roleTitle, type Person } from '../../domain/person.ts'
import { policyOf } from '../../domain/policy.ts'
import { button, reply } from '../cards.ts'
import type { Button } from '../cardParts.ts'
import type { Reply } from '../turn.ts'
import { leaverLine, mayLogLate } from '../words/leaverWords.ts'
import { helpSectionsFor } from './helpSections.ts'

/** @param isWelcome the first card that a person sees, once. */
export function showHelp(person: Person, today: LocalDate, isWelcome = false): Reply {
  const isPeer = mayDo(person, 'log-hours', person)
  const mayPot = mayDo(person, 'see-pot', person)
  const first = person.name.split(' ')[0] ?? person.name
  const role = `${roleTitle(person.role)}, ${policyOf(person.group).name}`
  const leftOn = isPeer && hasLeft(person, today) ? person.leftOn : undefined
  const lines =
    leftOn !== undefined
      ? [
          leaverLine(leftOn, today),
          'Press a button, or type a command; press a heading to see what each does.',
        ]
      : isPeer
        ? [
            'Log your hours, see what is left of them, and what is about to lapse.',
            'Press a button, or type a command; press a heading to see what each does.',
          ]
        : [
            'Peers log their hours here and see what is left of them. Your own role logs no hours.',
            'Requests and clearances come to you here by themselves. Press a button, or type a command; press a heading to see what each does.',
          ]
  return reply('help', `${isWelcome ? 'Welcome' : 'Hello'}, ${first}. ${lines[0]}`, {
    title: isWelcome ? 'Welcome to Member Peer Hours' : 'What you can do here',
    lines: [...lines],
    greeting: `Hello ${first}. You are here as ${role}.`,
    sections: helpSectionsFor(person, today),
    footnote: isPeer
      ? 'Travel and subsistence are not logged here: claim them from the LGA in the usual way (rule L4). For travelling time, ask the Head of Group Office (rule C3).'
      : person.role === 'head-of-office'
        ? 'If that role is wrong, tell whoever set up this bot.'
        : 'If that role is wrong, tell your group office.',
    actions:
      leftOn !== undefined
        ? leaverActions(leftOn, today)
        : isPeer
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
              ...(mayDo(person, 'check-logs', person) ? [button('Team', 'team')] : []),
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

/** D3, D4: late work as long as it can be logged, and what the peer's last year came to. */
function leaverActions(leftOn: LocalDate, today: LocalDate): Button[] {
  const year = yearOf(leftOn)
  return [
    ...(mayLogLate(leftOn, today) ? [button('Log late work', 'log', {}, { style: 'positive' })] : []),
    button('Balance', 'balance', { year }),
    button('History', 'history', { year }),
    button('Payments', 'payments', { year }),
    button('My data', 'my-data'),
  ]
}
