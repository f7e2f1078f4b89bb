// `people`: who is in the group, and adding somebody with an invitation code.
import { z } from 'zod'
import { addToGroup } from '../../app/addPerson.ts'
import type { Deps } from '../../app/deps.ts'
import { invite, readPerson } from '../../app/directory.ts'
import { listPeople } from '../../app/people.ts'
import { isLocalDate } from '../../domain/calendar.ts'
import { longDate } from '../../domain/format.ts'
import { mayInvite } from '../../domain/permissions.ts'
import { roles, roleTitle, type Person } from '../../domain/person.ts'
import { regionIds, regions, regionTitle } from '../../domain/regions.ts'
import { button, reply } from '../cards.ts'
import { sentence } from '../replies.ts'
import type { Reply, Turn } from '../turn.ts'
import { notice, refused } from './notice.ts'
import { kept } from './typed.ts'

const pageSize = 8

export async function showPeople(deps: Deps, turn: Turn, from = 0): Promise<Reply> {
  const people = (await listPeople(deps.store, turn.person.group)).sort((a, b) => (a.name < b.name ? -1 : 1))
  const page = people.slice(from, from + pageSize)
  return reply('list', `${people.length} people in your group: ${page.map(({ name }) => name).join(', ')}.`, {
    title: 'People',
    lines: [],
    rows: page.map((person) => ({
      title: person.name,
      state: `${roleTitle(person.role)}. ${person.link === undefined ? 'Has not spoken to the bot yet.' : 'Uses the bot.'}`,
      detail: [person.email, person.regions.map(regionTitle).join(', ')].filter(Boolean).join(' · '),
    })),
    choose: 'Person to invite again',
    chosen: '',
    choices: page
      .filter(({ link }) => link === undefined)
      .map(({ id, name }) => ({ title: name, value: id })),
    actions: [
      button('Add somebody', 'people/add', {}, { style: 'positive' }),
      ...(page.some(({ link }) => link === undefined)
        ? [button('New invitation code', 'people/invite', {}, { inputs: 'auto' })]
        : []),
      ...(from + pageSize < people.length ? [button('Next page', 'people', { from: from + pageSize })] : []),
    ],
  })
}

export const PersonForm = z.object({
  name: kept.field,
  email: kept.field,
  role: kept.field,
  /** A multiple choice: ids, comma-separated. */
  regions: kept.field,
  joinedOn: kept.field,
})
export type PersonForm = z.infer<typeof PersonForm>

export const openAddPerson = (turn: Turn): Reply =>
  personForm(turn, PersonForm.parse({ role: 'regional-lead', joinedOn: turn.today }), [])

export async function savePerson(deps: Deps, turn: Turn, form: PersonForm): Promise<Reply> {
  const name = form.name.trim()
  const email = form.email.trim()
  const role = roles.find((id) => id === form.role)
  const chosen = regionIds.filter((id) => form.regions.split(',').includes(id))
  const problems = [
    ...(name === '' ? ['Name: type the person’s name.'] : []),
    ...(z.email().safeParse(email).success ? [] : ['Email: type the work address that they use in Teams.']),
    ...(role ? [] : ['Role: choose one.']),
    ...(role === 'regional-lead' && chosen.length === 0
      ? ['Regions: choose the regions they look after (rule L1).']
      : []),
    ...(isLocalDate(form.joinedOn) ? [] : ['First day: pick a date.']),
  ]
  if (problems.length > 0 || !role) return personForm(turn, form, problems)
  const done = await addToGroup(deps, turn.person, {
    name,
    email,
    role,
    regions: chosen,
    joinedOn: form.joinedOn,
  })
  if (!done.ok) return personForm(turn, form, [sentence(done.error)])
  return codeNotice(done.value.person, done.value.code)
}

export async function inviteAgain(deps: Deps, turn: Turn, id: string): Promise<Reply> {
  const person = id === '' ? undefined : await readPerson(deps.store, turn.person.group, id)
  if (!person)
    return notice(
      'Choose somebody first',
      ['Pick the person in the list, then press again.'],
      [button('People', 'people')],
    )
  const code = await invite(deps, turn.person, person)
  return code.ok ? codeNotice(person, code.value) : refused(code.error)
}

/** Without buttons: pressing one, or Add a second time, would replace the code, which is shown once. */
const codeNotice = (person: Person, code: string): Reply =>
  notice('Invitation', [
    `${person.name}, ${roleTitle(person.role)}, from ${longDate(person.joinedOn)}.`,
    `If Teams knows them by ${person.email}, they need only say “hi” to the bot. Otherwise give them this code, to type within 14 days.`,
    code,
    'To give a peer days for the year, type “allocate”; to see everybody, “people”.',
  ])

const personForm = ({ person }: Turn, form: PersonForm, problems: readonly string[]): Reply =>
  reply('person', ['Add somebody to the group.', ...problems].join(' '), {
    title: 'Add somebody',
    problems,
    lines: ['They speak to the bot in their own chat, and read only what their role may.'],
    name: form.name,
    email: form.email,
    role: form.role,
    roles: roles
      .filter((role) => mayInvite(person, { group: person.group, role }))
      .map((role) => ({ title: roleTitle(role), value: role })),
    regions: form.regions,
    allRegions: regions.map(({ id, title }) => ({ title, value: id })),
    joinedOn: isLocalDate(form.joinedOn) ? form.joinedOn : '',
    actions: [button('Add', 'people/save', {}, { style: 'positive', inputs: 'auto' })],
  })
