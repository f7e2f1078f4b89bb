// The rows of the route table for hours that the office logs for a peer, and what the peer says against them (D7).
import { z } from 'zod'
import { Id } from '../../domain/id.ts'
import { dispute, openDispute, settleEntered, showDisputes, showEntered } from '../dialogs/hours/entered.ts'
import { showHistory } from '../dialogs/hours/history.ts'
import { LogForForm, openLogFor, previewLogFor, saveLogFor } from '../dialogs/hours/logFor.ts'
import { kept } from '../dialogs/typed.ts'
import { route, type Route } from '../route.ts'

const year = z.int().min(2000).max(2100)
const ref = z.object({ person: Id, year, seq: z.int().positive() })
const said = ref.extend({ reason: kept.text })

export const logForRoutes: readonly Route[] = [
  route({
    verb: 'log-for',
    words: ['log for', 'log hours for'],
    input: z.object({ text: z.string().default('') }),
    typed: (text) => ({ text }),
    dialog: (deps, turn, { text }) => openLogFor(deps, turn, text),
  }),
  route({ verb: 'log-for/preview', action: 'log-for', input: LogForForm, dialog: previewLogFor }),
  route({ verb: 'log-for/save', action: 'log-for', input: LogForForm, dialog: saveLogFor }),
  route({ verb: 'entered/dispute', action: 'log-hours', input: said, dialog: dispute }),
  route({
    verb: 'entered/keep',
    action: 'log-for',
    input: said,
    dialog: (deps, turn, given) => settleEntered(deps, turn, 'kept', given),
  }),
  route({
    verb: 'entered/undo',
    action: 'log-for',
    input: said,
    dialog: (deps, turn, given) => settleEntered(deps, turn, 'undone', given),
  }),
  route({
    verb: 'history/dispute',
    action: 'log-hours',
    input: z.object({ year, entry: z.coerce.number().int().positive().optional().catch(undefined) }),
    dialog: (deps, turn, { year: of, entry }) =>
      entry
        ? showEntered(deps, turn.person, { person: turn.person.id, year: of, seq: entry })
        : showHistory(deps, turn, { year: of, problem: 'Choose the entry to dispute first.' }),
  }),
  route({
    verb: 'disputes',
    words: ['disputes', 'disputed'],
    action: 'log-for',
    input: z.object({}),
    dialog: (deps, turn) => showDisputes(deps, turn),
  }),
  route({
    verb: 'disputes/open',
    action: 'log-for',
    input: z.object({ chosen: z.string().max(200).catch('') }),
    dialog: (deps, turn, { chosen }) => openDispute(deps, turn, chosen) ?? showDisputes(deps, turn),
  }),
]
