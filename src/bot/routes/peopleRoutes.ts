// The rows of the route table for the office's desk: who is in the group, what changes about them, and lists of many.
import { z } from 'zod'
import { Id } from '../../domain/id.ts'
import { openAddPerson, PersonForm, savePerson, showPeople } from '../dialogs/people/people.ts'
import { endInvitation, newCode } from '../dialogs/people/invitation.ts'
import { openPerson, savePersonChange, takeLeaveBack } from '../dialogs/people/person.ts'
import { ChangeForm } from '../dialogs/people/personForm.ts'
import { applyImport, checkImport, openImport, showImport } from '../dialogs/people/importPeople.ts'
import { kept } from '../dialogs/typed.ts'
import { route, type Route } from '../route.ts'

const nothing = z.object({})
const chosen = z.object({
  chosen: Id.catch(''),
})

/** As long as the edge lets in; the rows are kept in the store, and the card shows a page of them. */
const sheet = z.string().max(1_000_000).catch('').default('')

export const peopleRoutes: readonly Route[] = [
  route({
    verb: 'people',
    words: ['people'],
    action: 'invite',
    input: z.object({ from: z.int().min(0).max(100_000).default(0), find: kept.field }),
    typed: (rest) => ({ find: /^[\s!.,?]*$/.test(rest) ? '' : rest }),
    dialog: (deps, turn, asked) => showPeople(deps, turn, asked),
  }),
  route({
    verb: 'people/add',
    action: 'invite',
    input: nothing,
    dialog: (_deps, turn) => openAddPerson(turn),
  }),
  route({ verb: 'people/save', action: 'invite', input: PersonForm, dialog: savePerson }),
  route({
    verb: 'people/open',
    action: 'invite',
    input: chosen,
    dialog: (deps, turn, { chosen }) => openPerson(deps, turn, chosen),
  }),
  route({ verb: 'people/change', action: 'invite', input: ChangeForm, dialog: savePersonChange }),
  route({ verb: 'people/stay', action: 'invite', input: ChangeForm, dialog: takeLeaveBack }),
  route({
    verb: 'people/invite',
    action: 'invite',
    input: chosen,
    dialog: (deps, turn, { chosen }) => newCode(deps, turn, chosen),
  }),
  route({
    verb: 'people/uninvite',
    action: 'invite',
    input: chosen,
    dialog: (deps, turn, { chosen }) => endInvitation(deps, turn, chosen),
  }),
  route({
    verb: 'import',
    words: ['import', 'people import', 'import people'],
    action: 'invite',
    input: z.object({ list: sheet }),
    typed: (list) => ({ list }),
    dialog: (deps, turn, { list }) => (list.trim() === '' ? openImport() : checkImport(deps, turn, list)),
  }),
  route({
    verb: 'import/check',
    action: 'invite',
    input: z.object({ list: sheet }),
    dialog: (deps, turn, { list }) => checkImport(deps, turn, list),
  }),
  route({
    verb: 'import/see',
    action: 'invite',
    input: z.object({
      id: Id,
      from: z.int().min(0).max(10_000).default(0),
      faulty: z.boolean().default(false),
    }),
    dialog: showImport,
  }),
  route({
    verb: 'import/apply',
    action: 'invite',
    input: z.object({ id: Id }),
    dialog: (deps, turn, asked) => applyImport(deps, turn, asked.id),
  }),
]
