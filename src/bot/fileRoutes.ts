// The rows of the route table for what leaves the chat as a file.
import { ExportForm, makeExport, openExport, readExport } from './dialogs/export.ts'
import { route, type Route } from './route.ts'

export const fileRoutes: readonly Route[] = [
  route({
    verb: 'export',
    words: ['export'],
    action: 'export',
    input: ExportForm,
    typed: readExport,
    dialog: (_deps, turn, form) => openExport(turn, form),
  }),
  route({ verb: 'export/make', action: 'export', input: ExportForm, dialog: makeExport }),
]
