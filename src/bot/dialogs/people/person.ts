// One person of the group: what the office has entered, what happened to it, and changing it (L1).
import { changePerson, type Revised, type Revision } from '../../../app/people/changePerson.ts'
import type { Deps } from '../../../app/deps.ts'
import { Invitation, invitationsOf, readPerson } from '../../../app/people/directory.ts'
import { parseStored } from '../../../app/documents.ts'
import { keysWithoutHolder, pendingRequests } from '../../../app/people/openEnds.ts'
import { listPeople } from '../../../app/people/people.ts'
import { personChanges } from '../../../app/people/personChanges.ts'
import { seeBalance } from '../../../app/hours/seeBalance.ts'
import { dateAt, isLocalDate } from '../../../domain/calendar.ts'
import { isAnonymous } from '../../../domain/erasure.ts'
import { days, hours, list, longDate } from '../../../domain/format.ts'
import { mayDo, mayInvite } from '../../../domain/permissions.ts'
import { hasLeft, particularsOf, roles, roleTitle, type Person } from '../../../domain/person.ts'
import { regions } from '../../../domain/regions.ts'
import { holderOf } from '../../../domain/request.ts'
import type { Button } from '../../cardParts.ts'
import { button, reply } from '../../cards.ts'
import { namesOf } from '../../words/names.ts'
import { changeLine, differences } from '../../words/personWords.ts'
import { sentence } from '../../replies.ts'
import { pressOf, type Reply, type Turn } from '../../turn.ts'
import { notice, refused } from '../notice.ts'
import { beginning } from '../typed.ts'
import { readRevision, shownOf, type ChangeForm } from './personForm.ts'

const mostChanges = 5
/** Characters of one of them. */
const mostOfChange = 300

/** Whoever was named is not in the group's directory. */
export const unknownPerson = (): Reply => refused({ type: 'no-such-person' }, [button('People', 'people')])

export async function openPerson(
  deps: Deps,
  turn: Turn,
  id: string,
  problems: readonly string[] = [],
): Promise<Reply> {
  const person = id === '' ? undefined : await readPerson(deps.store, turn.person.group, id)
  if (!person) return unknownPerson()
  if (isAnonymous(person))
    return refused({ type: 'erased', name: person.name }, [
      ...balanceButton(turn.person, person),
      button('History', 'peer-history', { person: id }),
      button('People', 'people'),
    ])
  const shown = shownOf(person)
  return showForm(deps, turn, person, { command: turn.id, person: id, ...shown, why: '', shown }, problems)
}

export async function savePersonChange(deps: Deps, turn: Turn, form: ChangeForm): Promise<Reply> {
  const person = await readPerson(deps.store, turn.person.group, form.person)
  if (!person) return unknownPerson()
  const read = readRevision(form)
  if ('problems' in read) return showForm(deps, turn, person, form, read.problems)
  const press = pressOf(turn, `person ${form.command}`)
  const done = await changePerson(deps, press, form.person, read.revision, form.why.trim())
  if (!done.ok) return showForm(deps, turn, person, form, [sentence(done.error)])
  return saved(deps, turn, done.value, read.revision)
}

/** The last day is taken back with a button of its own: not every client lets a date be emptied. */
export const takeLeaveBack = (deps: Deps, turn: Turn, form: ChangeForm): Promise<Reply> =>
  savePersonChange(deps, turn, {
    ...form,
    ...form.shown,
    leftOn: '',
    why: form.why.trim() === '' ? 'The last day was taken back' : form.why,
  })

/** What was changed, and what it leaves open. */
async function saved(
  deps: Deps,
  turn: Turn,
  { before, after, ended }: Revised,
  revision: Revision,
): Promise<Reply> {
  const changed = differences(particularsOf(before), particularsOf(after))
  const left =
    revision.leftOn === undefined && revision.role === undefined
      ? []
      : await leftOpen(deps, turn.person, after)
  return notice(
    'Saved',
    [
      ...(changed.length > 0
        ? [`${after.name}: ${changed.join('; ')}.`]
        : [`${after.name}: that had been saved already.`]),
      ...(revision.role === undefined
        ? []
        : ['The new role counts from their next message or press on, and they are told of it.']),
      ...(revision.role === undefined && revision.regions !== undefined
        ? ['They are told of their regions.']
        : []),
      ...ended.map(
        ({ key, to = '' }) =>
          `They no longer stand in for the ${roleTitle(holderOf(key))} after ${longDate(to)} (rule X2).`,
      ),
      ...left,
    ],
    [button('Open', 'people/open', { chosen: after.id }), button('People', 'people')],
  )
}

async function leftOpen(deps: Deps, by: Person, person: Person): Promise<string[]> {
  const requests = await pendingRequests(deps, person)
  const keys = await keysWithoutHolder(deps, person)
  const balance = await seeBalance(deps, by, person)
  const unused = balance.ok ? balance.value.allocation.left : 0
  const stays = person.leftOn === undefined && mayDo(person, 'log-hours', person)
  const waiting = requests.map(
    ({ seq, sum, ask: { from, to } }) =>
      `no. ${seq} for ${hours(sum.shortfall)}, ${longDate(from)} to ${longDate(to)}`,
  )
  return [
    ...(waiting.length > 0
      ? [
          `${person.name} has asked the central pot for days, and that still waits: ${list(waiting)}. Agree or decline it under “approvals”; nothing lapses by itself (rule X2).`,
        ]
      : []),
    ...(unused > 0 && !stays
      ? [
          `${hours(unused)} (${days(unused)}) of this year are unused: “allocate” gives them back to the group (rule Y2).`,
        ]
      : []),
    ...keys.map(
      (key) =>
        `Nobody can agree requests as ${roleTitle(holderOf(key))} today: they wait until somebody has the role or stands in (rule X2).`,
    ),
  ]
}

async function showForm(
  deps: Deps,
  turn: Turn,
  person: Person,
  form: ChangeForm,
  problems: readonly string[],
): Promise<Reply> {
  const { group } = turn.person
  const open = await invitationsOf(deps.store, person)
  const lines = [
    `${person.name}: ${roleTitle(person.role)}. ${standingLine(person, turn.today)}`,
    ...open.map(
      (each) =>
        `An invitation code is open until ${longDate(dateAt(parseStored(Invitation, each).expiresAt))}.`,
    ),
    ...(await recentLines(deps, person)),
  ]
  const summary = ['Change somebody.', ...problems, ...lines].join(' ').slice(0, 1000)
  if (!mayInvite(turn.person, person))
    return notice(
      'Somebody of your group',
      [...lines, sentence({ type: 'for-the-head', role: roleTitle(person.role) })],
      [...balanceButton(turn.person, person), button('People', 'people')],
    )
  const data = { command: form.command, person: form.person, shown: form.shown }
  return reply('person', summary, {
    title: 'Change somebody',
    problems,
    lines,
    name: form.name,
    email: form.email,
    role: form.role,
    roles: roles
      .filter((role) => mayInvite(turn.person, { group, role }))
      .map((role) => ({ title: roleTitle(role), value: role })),
    regions: form.regions,
    allRegions: regions.map(({ id, title }) => ({ title, value: id })),
    joinedOn: isLocalDate(form.joinedOn) ? form.joinedOn : '',
    changes: true,
    leftOn: isLocalDate(form.leftOn) ? form.leftOn : '',
    why: form.why,
    actions: [
      button('Save', 'people/change', data, { style: 'positive', inputs: 'auto' }),
      ...(person.leftOn === undefined
        ? []
        : [button('Take the last day back', 'people/stay', data, { inputs: 'auto' })]),
      ...(person.link === undefined
        ? [button('New invitation code', 'people/invite', { chosen: person.id })]
        : []),
      ...(open.length > 0 ? [button('Remove invitation', 'people/uninvite', { chosen: person.id })] : []),
      ...balanceButton(turn.person, person),
      button('People', 'people'),
    ],
  })
}

/** Where the peer's figures are explained. */
const balanceButton = (by: Person, person: Person): Button[] =>
  mayDo(person, 'log-hours', person) && mayDo(by, 'amend', person)
    ? [button('Balance', 'peer-balance', { person: person.id })]
    : []

const standingLine = (person: Person, today: string): string =>
  person.leftOn === undefined
    ? person.link === undefined
      ? 'Has not spoken to the bot yet.'
      : 'Uses the bot.'
    : `${hasLeft(person, today) ? 'Left; the last day was' : 'Last day:'} ${longDate(person.leftOn)}.`

async function recentLines(deps: Deps, { group, id }: Person): Promise<string[]> {
  const names = namesOf(await listPeople(deps.store, group))
  const lines: string[] = []
  for await (const change of personChanges(deps.store, group, { person: id, descending: true })) {
    if (lines.length === mostChanges) break
    lines.push(beginning(changeLine(change, names), mostOfChange))
  }
  return lines
}
