// `erase`: a leaver's personal data, once the retention time is over: whose may go, what would go, and one press.
import type { Deps } from '../../../app/deps.ts'
import { leaversOf, previewErasure, startErasure } from '../../../app/people/erasePerson.ts'
import { longDate } from '../../../domain/format.ts'
import { policyOf } from '../../../domain/policy.ts'
import { button, reply } from '../../cards.ts'
import type { Reply, Turn } from '../../turn.ts'
import { notice, refused } from '../notice.ts'

const pageSize = 8
const wayOn = [button('Back', 'erase'), button('Help', 'help')]

export async function showLeavers(deps: Deps, { person, today }: Turn): Promise<Reply> {
  const found = await leaversOf(deps, person)
  if (!found.ok) return refused(found.error, wayOn)
  const { retentionYears } = policyOf(person.group)
  const rule = `What is held about a leaver is kept for ${retentionYears} years after their last day. From then on you can erase it: totals stay, names and texts go.`
  const all = found.value.filter(({ from }) => from <= today)
  const due = all.slice(0, pageSize)
  const next = found.value.find(({ from }) => from > today)
  const nextLine = next ? [`The next is ${next.person.name}, from ${longDate(next.from)} on.`] : []
  const rest = all.length - due.length
  const restLine = rest > 0 ? [`${rest} more follow once these are erased.`] : []
  if (due.length === 0)
    return notice('Nobody’s data is to be erased yet', [rule, ...nextLine], [button('Help', 'help')])
  return reply(
    'list',
    `${all.length} whose data may be erased: ${due.map(({ person: { name } }) => name).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`,
    {
      title: 'Erase a leaver’s data',
      lines: [rule, ...restLine, ...nextLine],
      rows: due.map(({ person: { name, leftOn = '' }, from }) => ({
        title: name,
        state: `Left on ${longDate(leftOn)}`,
        detail: `May be erased since ${longDate(from)}`,
      })),
      choose: 'Whose data',
      chosen: due[0]?.person.id ?? '',
      choices: due.map(({ person: { id, name } }) => ({ title: name, value: id })),
      actions: [button('Show what would go', 'erase/preview', {}, { inputs: 'auto' })],
    },
  )
}

export async function showErasure(deps: Deps, turn: Turn, id: string): Promise<Reply> {
  const found = await previewErasure(deps, turn.person, id)
  if (!found.ok) return refused(found.error, wayOn)
  const { person, counts } = found.value
  const parts = [...counts].map(([type, count]) => `${count} × ${kinds[type] ?? type}`)
  return notice(
    `Erase what is held about ${person.name}?`,
    [
      'Gone for good: name, address and sign-in; notes, councils, reasons, and the texts of requests.',
      ...(parts.length > 0 ? [`Records that lose something or go: ${parts.join(', ')}.`] : []),
      `What stays: dates, hours and amounts under a number, so that totals of past years do not change. Nobody can bring the rest back. Messages that the bot sent stay in Teams for as long as your organisation keeps chats.`,
    ],
    [button('Erase for good', 'erase/confirm', { person: person.id }, { style: 'destructive' }), ...wayOn],
  )
}

const kinds: Readonly<Record<string, string>> = {
  entry: 'line of hours with a text',
  'sent-request': 'request as sent',
  request: 'request for days',
  clearance: 'event asked about',
  miss: 'missed log',
  'person-change': 'change to the person',
  'register-version': 'version of the register',
  register: 'register of interests',
  remark: 'remark of a review',
  profile: 'profile',
  copy: 'record of a card sent',
  share: 'reason of an allocation',
  timer: 'reminder',
  email: 'address',
  link: 'sign-in',
  welcome: 'welcome',
  reach: 'chat',
  habits: 'preference',
  absences: 'absence',
  dispute: 'dispute',
  'dispute-wait': 'dispute in the office’s list',
  'clearance-wait': 'event in the office’s list',
  'register-confirmation': 'confirmation of the register',
  invitation: 'invitation',
  lead: 'place in the list of lead peers',
  digest: 'mark of a digest',
  outbox: 'message still to be sent',
  'stand-in': 'stand-in',
}

export async function eraseForGood(deps: Deps, turn: Turn, id: string): Promise<Reply> {
  const done = await startErasure(deps, { by: turn.person, deadline: turn.deadline }, id)
  if (!done.ok) return refused(done.error, wayOn)
  return notice(
    'It is being erased',
    [
      'It goes on by itself, and on the list nobody of that name is left when it is done. That it was done is recorded, without the name.',
    ],
    wayOn,
  )
}
