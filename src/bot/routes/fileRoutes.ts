// The rows of the route table for what leaves the chat as a file, and for what is held about people.
import { z } from 'zod'
import { eraseForGood, showErasure, showLeavers } from '../dialogs/people/erase.ts'
import { ExportForm, makeExport, openExport, readExport } from '../dialogs/reports/export.ts'
import { showMyData } from '../dialogs/people/myData.ts'
import { route, type Route } from '../route.ts'

const id = z.string().max(100).catch('')

export const fileRoutes: readonly Route[] = [
  route({
    verb: 'export',
    words: ['export'],
    action: 'export',
    input: ExportForm,
    typed: readExport,
    dialog: (_deps, turn, form) => openExport(turn, form),
  }),
  route({
    verb: 'my-data',
    words: ['my data', 'my-data'],
    input: z.object({}),
    dialog: (deps, turn) => showMyData(deps, turn),
  }),
  route({
    verb: 'erase',
    words: ['erase', 'erase data'],
    action: 'erase',
    input: z.object({}),
    // Whoever is named is chosen from the list: only leavers of long ago stand in it. One's own data is another command.
    typed: (rest) => (/\b(?:my|me)\b/i.test(rest) ? undefined : {}),
    dialog: (deps, turn) => showLeavers(deps, turn),
  }),
  route({
    verb: 'erase/preview',
    action: 'erase',
    input: z.object({ chosen: id }),
    dialog: (deps, turn, { chosen }) => showErasure(deps, turn, chosen),
  }),
  route({
    verb: 'erase/confirm',
    action: 'erase',
    input: z.object({ person: id }),
    dialog: (deps, turn, { person }) => eraseForGood(deps, turn, person),
  }),
  route({ verb: 'export/make', action: 'export', input: ExportForm, dialog: makeExport }),
]
