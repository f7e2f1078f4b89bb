// `people`: who is in the group, and adding somebody with an invitation code.
import { z } from 'zod'
import { addToGroup } from '../../../app/people/addPerson.ts'
import type { Deps } from '../../../app/deps.ts'
import { listPeople } from '../../../app/people/people.ts'
import { isLocalDate } from '../../../domain/calendar.ts'
import { longDate } from '../../../domain/format.ts'
import { mayInvite } from '../../../domain/permissions.ts'
import { roles, roleTitle, type Person } from '../../../domain/person.ts'
import { regionIds, regions, regionTitle } from '../../../domain/regions.ts'
import { button, reply } from '../../cards.ts'
import { sentence } from '../../replies.ts'
import type { Reply, Turn } from '../../turn.ts'
import { peopleNamed } from '../../reading/name.ts'
import { codeNotice } from './invitation.ts'
import { notice } from '../notice.ts'
import { beginning, kept, nameProblems } from '../typed.ts'

const pageSize = 8

/** All of the group by name, or those whose name or address holds what was typed. */
export async function showPeople(deps: Deps, turn: Turn, { from = 0, find = '' } = {}): Promise<Reply> {
  const all = (await listPeople(deps.store, turn.person.group)).sort((a, b) => (a.name < b.name ? -1 : 1))
  const people = find === '' ? all : peopleNamed(all, find)
  const page = people.slice(from, from + pageSize)
  if (page.length === 0)
    return notice(
      'Nobody found',
      [`Nobody in your group has “${beginning(find, 80)}” in their name or address.`],
      [button('People', 'people'), button('Add somebody', 'people/add')],
    )
  const asked = find === '' ? {} : { find }
  const last = from + page.length
  const named = page.map(({ name }) => name).join(', ')
  return reply(
    'list',
    `${people.length === 1 ? '1 person' : `${people.length} people`} in your group: ${named}.`.replaceAll(
      '..',
      '.',
    ),
    {
      title: people.length > page.length ? `People: ${from + 1} to ${last} of ${people.length}` : 'People',
      lines: people.length > pageSize ? ['Type “people” and a name to find somebody.'] : [],
      rows: page.map((person) => ({
        title: person.name,
        state: `${roleTitle(person.role)}. ${standingOf(person, turn.today)}`,
        detail: [person.email, person.regions.map(regionTitle).join(', ')].filter(Boolean).join(' · '),
      })),
      choose: 'Person to open',
      chosen: page[0]?.id ?? '',
      choices: page.map(({ id, name }) => ({ title: name, value: id })),
      actions: [
        button('Open', 'people/open', {}, { inputs: 'auto' }),
        button('Add somebody', 'people/add', {}, { style: 'positive' }),
        button('Import a list', 'import'),
        ...(from > 0
          ? [button('Page before', 'people', { from: Math.max(0, from - pageSize), ...asked })]
          : []),
        ...(last < people.length ? [button('Next page', 'people', { from: last, ...asked })] : []),
      ],
    },
  )
}

function standingOf({ link, leftOn }: Person, today: string): string {
  if (leftOn !== undefined) return `${leftOn < today ? 'Left' : 'Leaves'} on ${longDate(leftOn)}.`
  return link === undefined ? 'Has not spoken to the bot yet.' : 'Uses the bot.'
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
    ...nameProblems(name),
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
    changes: false,
    leftOn: '',
    why: '',
    actions: [button('Add', 'people/save', {}, { style: 'positive', inputs: 'auto' })],
  })
