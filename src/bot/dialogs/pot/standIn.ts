// `stand in`: the holders of the two keys, and the Group Leader, name who turns a key while they are away (X2).
import { z } from 'zod'
import type { Deps } from '../../../app/deps.ts'
import { listPeople, listStandIns } from '../../../app/people/people.ts'
import { endStandIn, nameStandIn } from '../../../app/people/standIns.ts'
import { isLocalDate } from '../../../domain/calendar.ts'
import { longDate } from '../../../domain/format.ts'
import { isId } from '../../../domain/id.ts'
import { roleTitle, type Role } from '../../../domain/person.ts'
import { policyOf } from '../../../domain/policy.ts'
import { holderOf, keyNames, type KeyName } from '../../../domain/request.ts'
import { mayName, type StandIn } from '../../../domain/standIn.ts'
import { button, reply } from '../../cards.ts'
import { namesOf, type Names } from '../../words/names.ts'
import { standInTime } from '../../words/requestWords.ts'
import { sentence } from '../../replies.ts'
import { pressOf, type Reply, type Turn } from '../../turn.ts'
import { notice } from '../notice.ts'
import { kept } from '../typed.ts'

export const StandInForm = z.object({
  command: z.string().min(1).max(200),
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

export function openStandIn(deps: Deps, turn: Turn): Promise<Reply> {
  const [key = ''] = keysOf(turn.person.role, policyOf(turn.person.group).keys)
  return showForm(deps, turn, StandInForm.parse({ command: turn.id, key, from: turn.today }), [])
}

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
  const people = await listPeople(deps.store, turn.person.group)
  return notice(
    'Stand-in named',
    [
      `${lineOf(done.value, namesOf(people))}.`,
      'Whatever they agree to is recorded with their name and the one they stand in for (rule X2).',
    ],
    [button('Stand-ins', 'stand-in')],
  )
}

export async function removeStandIn(deps: Deps, turn: Turn, form: StandInForm): Promise<Reply> {
  if (!isId(form.standIn)) return showForm(deps, turn, form, ['Stand-in to end: choose one first.'])
  const done = await endStandIn(deps, pressOf(turn, 'end'), form.standIn)
  return showForm(deps, turn, { ...form, standIn: '' }, done.ok ? [] : [sentence(done.error)])
}

async function showForm(
  deps: Deps,
  turn: Turn,
  form: StandInForm,
  problems: readonly string[],
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
  const lines = named.length > 0 ? named : ['Nobody stands in for anybody at present.']
  const mine = keysOf(person.role, policyOf(person.group).keys)
  if (mine.length === 0) return notice('Stand-ins', lines, [button('Help', 'help')])
  const candidates = people.filter(
    (each) =>
      (each.leftOn ?? today) >= today &&
      mine.some((key) => mayName(person, each, { key, from: today }, []).ok),
  )
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
      .map((each) => ({ title: `${nameOf(each, names)}, from ${longDate(each.from)}`, value: each.id })),
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
const lineOf = (standIn: StandIn, names: Names): string => {
  return `${nameOf(standIn, names)} for the ${roleTitle(holderOf(standIn.key))} ${standInTime(standIn)}`
}

const nameOf = ({ person }: StandIn, names: Names): string => names.get(person) ?? 'Somebody who has left'
