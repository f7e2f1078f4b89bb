// `stand in`: the holders of the two keys, and the Group Leader, name who turns a key while they are away (X2).
import { z } from 'zod'
import type { Deps } from '../../../app/deps.ts'
import { listPeople, listStandIns } from '../../../app/people/people.ts'
import { readReach } from '../../../app/outbox/reach.ts'
import { endStandIn, nameStandIn } from '../../../app/people/standIns.ts'
import { isLocalDate } from '../../../domain/calendar.ts'
import { isId } from '../../../domain/id.ts'
import { hasLeft, roleTitle, type Person, type Role } from '../../../domain/person.ts'
import { policyOf } from '../../../domain/policy.ts'
import { holderOf, keyNames, type KeyName } from '../../../domain/request.ts'
import { mayName, namedFor, type StandIn } from '../../../domain/standIn.ts'
import { button, reply } from '../../cards.ts'
import { nameAtStart } from '../../reading/name.ts'
import { namesOf, type Names } from '../../words/names.ts'
import { standInTime } from '../../words/requestWords.ts'
import { sentence } from '../../replies.ts'
import { pressOf, type Reply, type Turn } from '../../turn.ts'
import { notice } from '../notice.ts'
import { kept } from '../typed.ts'

export const StandInForm = z.object({
  command: kept.command,
  key: kept.field,
  person: kept.field,
  from: kept.field,
  to: kept.field,
  standIn: kept.field,
})
export type StandInForm = z.infer<typeof StandInForm>

/** Whose key somebody may give to a stand-in. */
const keysOf = (role: Role, needed: readonly KeyName[]): KeyName[] =>
  needed.filter((key) => role === 'group-leader' || role === holderOf(key))

/** @param find what was typed after the command: a name, if anything. */
export async function openStandIn(deps: Deps, turn: Turn, find = ''): Promise<Reply> {
  const { person: by, today: from } = turn
  const people = find === '' ? [] : await listPeople(deps.store, by.group)
  const { isCertain, people: found } = nameAtStart(find, candidatesFor(turn, people))
  const stand = isCertain ? found[0] : undefined
  const key = keysOf(by.role, policyOf(by.group).keys).find(
    (each) => !stand || mayName(by, stand, { key: each, from }, []).ok,
  )
  return showForm(deps, turn, StandInForm.parse({ command: turn.id, key, person: stand?.id, from }))
}

/** Whom they may name for any key, and who is still there. */
const candidatesFor = ({ person: by, today }: Turn, people: readonly Person[]): Person[] =>
  people.filter(
    (each) =>
      !hasLeft(each, today) &&
      keysOf(by.role, policyOf(by.group).keys).some((key) => mayName(by, each, { key, from: today }, []).ok),
  )

export async function saveStandIn(deps: Deps, turn: Turn, form: StandInForm): Promise<Reply> {
  const mine = keysOf(turn.person.role, policyOf(turn.person.group).keys)
  const key = keyNames.find((each) => each === form.key) ?? (mine.length === 1 ? mine[0] : undefined)
  const problems = [
    ...(key ? [] : ['For whom: choose whose place it is.']),
    ...(isId(form.person) ? [] : ['Who stands in: choose a person.']),
    ...(isLocalDate(form.from) ? [] : ['From: pick the first day.']),
    ...(form.to === '' || isLocalDate(form.to) ? [] : ['To: pick the last day, or leave it empty.']),
  ]
  if (!key || problems.length > 0) return showForm(deps, turn, form, problems)
  const { person, from, to } = form
  const press = pressOf(turn, `stand-in ${form.command} ${key} ${person} ${from} ${to}`)
  const done = await nameStandIn(deps, press, { key, person, from, ...(to && { to }) })
  if (!done.ok) return showForm(deps, turn, form, [sentence(done.error)])
  if (done.value.ended)
    return showForm(deps, turn, { ...form, command: turn.id }, [
      'That was named from this card before, and has been ended since. To name them again, press “Name stand-in”.',
    ])
  const [people, reach] = await Promise.all([
    listPeople(deps.store, turn.person.group),
    readReach(deps.store, { group: turn.person.group, id: person }),
  ])
  return notice(
    'Stand-in named',
    [
      `${lineOf(done.value, namesOf(people))}.`,
      ...(person === turn.person.id
        ? []
        : reach
          ? ['The bot tells them.']
          : ['They have not opened this bot yet, so that it cannot tell them: do it yourself.']),
      'Whatever they agree to is recorded with their name and the one they stand in for (rule X2).',
    ],
    [button('Stand-ins', 'stand-in')],
  )
}

export async function removeStandIn(deps: Deps, turn: Turn, form: StandInForm): Promise<Reply> {
  if (!isId(form.standIn)) return showForm(deps, turn, form, ['Stand-in to end: choose one first.'])
  const done = await endStandIn(deps, pressOf(turn, 'end'), form.standIn)
  const after = { ...form, standIn: '' }
  if (!done.ok) return showForm(deps, turn, after, [sentence(done.error)])
  const people = await listPeople(deps.store, turn.person.group)
  const ended = lineOf(done.value, namesOf(people), namedFor(done.value))
  return showForm(deps, turn, after, [], [`Ended: ${ended}. What was agreed in that time stands.`])
}

async function showForm(
  deps: Deps,
  turn: Turn,
  form: StandInForm,
  problems: readonly string[] = [],
  news: readonly string[] = [],
): Promise<Reply> {
  const { person, today } = turn
  const { store } = deps
  const [people, all] = await Promise.all([
    listPeople(store, person.group),
    listStandIns(store, person.group),
  ])
  const names = namesOf(people)
  const running = all.filter(({ to }) => to === undefined || to >= today)
  const named = running.map((each) => `${lineOf(each, names)}.`)
  const lines = [...news, ...(named.length > 0 ? named : ['Nobody stands in for anybody at present.'])]
  const mine = keysOf(person.role, policyOf(person.group).keys)
  if (mine.length === 0) return notice('Stand-ins', lines, [button('Help', 'help')])
  const candidates = candidatesFor(turn, people)
  return reply('standIn', ['Stand-ins.', ...problems, ...lines].join(' ').slice(0, 1000), {
    title: 'Stand-ins',
    problems,
    lines: ['A stand-in decides requests in place of whoever is away (rule X2).', ...lines],
    keys: mine.map((key) => ({ title: roleTitle(holderOf(key)), value: key })),
    key: form.key,
    people: candidates.map(({ id, name, role }) => ({ title: `${name}, ${roleTitle(role)}`, value: id })),
    person: form.person,
    from: isLocalDate(form.from) ? form.from : today,
    to: isLocalDate(form.to) ? form.to : '',
    named: running
      .filter(({ key }) => mine.includes(key))
      .map((each) => ({ title: `${nameOf(each, names)}, ${standInTime(each)}`, value: each.id })),
    actions: [
      button(
        'Name stand-in',
        'stand-in/save',
        { command: form.command },
        { style: 'positive', inputs: 'auto' },
      ),
      ...(running.length > 0
        ? [button('End stand-in', 'stand-in/end', { command: form.command }, { inputs: 'auto' })]
        : []),
    ],
  })
}

/** `Patti Fernandez for the Head of Group Office from Mon 23 Nov 2026 to Fri 27 Nov 2026`. */
const lineOf = (standIn: StandIn, names: Names, time: Pick<StandIn, 'from' | 'to'> = standIn): string =>
  `${nameOf(standIn, names)} for the ${roleTitle(holderOf(standIn.key))} ${standInTime(time)}`

const nameOf = ({ person }: StandIn, names: Names): string => names.get(person) ?? 'Somebody who has left'
