// The rows of the route table for days from the central pot: requests and their keys, clearances and stand-ins.
import { z } from 'zod'
import { Id } from '../../domain/id.ts'
import { AskFirstForm, openAskFirst, sendAskFirst } from '../dialogs/hours/askFirst.ts'
import { askToClaim, settle } from '../dialogs/hours/clearance.ts'
import { openChosen } from '../dialogs/pot/open.ts'
import { reclaimFromGrant } from '../dialogs/pot/reclaimGrant.ts'
import {
  agree,
  decline,
  openRequest,
  previewRequestForm,
  revoke,
  sendRequest,
  withdraw,
} from '../dialogs/pot/request.ts'
import { RequestForm } from '../dialogs/pot/requestForm.ts'
import { openRequestChosen, showMyRequests } from '../dialogs/pot/requests.ts'
import { setPot, showPot, showPotRequests } from '../dialogs/pot/pot.ts'
import { showApprovals } from '../dialogs/pot/approvals.ts'
import { openStandIn, removeStandIn, saveStandIn, StandInForm } from '../dialogs/pot/standIn.ts'
import { kept } from '../dialogs/typed.ts'
import { readWorkHours } from '../reading/workHours.ts'
import { route, yearInput, type Route } from '../route.ts'

const year = z.int().min(2000).max(2100)
const seq = z.int().positive()
const entry = z.object({ year, seq })
/** X2: a reason as typed; one that is too long is said to be, and stays in its field. */
const reason = kept.text
/** The card was opened from a list, and keeps the order of its buttons. */
const opened = { isOpened: z.boolean().optional() }
/** Where the next page of what waits begins: a year and a number, and ids of the office's lists. */
const above = z
  .string()
  .regex(/^$|^20\d{2} \d{1,9}$/)
  .optional()
const after = z
  .string()
  .regex(/^$|^wait~[a-z0-9~-]{1,80}$/)
  .optional()
const disputed = z
  .string()
  .regex(/^$|^dispute-wait~[a-z0-9~-]{1,80}$/)
  .optional()
const clearanceRef = z.union([
  z.strictObject({ person: Id, year, seq }),
  z.strictObject({ person: Id, id: Id }),
])

export const potRoutes: readonly Route[] = [
  route({
    verb: 'request-days',
    words: ['request days', 'request', 'request-days'],
    action: 'log-hours',
    input: z.object({ hours: kept.field.optional() }),
    typed: (rest) => (rest === '' ? {} : readWorkHours(rest) === undefined ? undefined : { hours: rest }),
    dialog: (deps, turn, { hours }) => openRequest(deps, turn, hours),
  }),
  route({ verb: 'request/preview', action: 'log-hours', input: RequestForm, dialog: previewRequestForm }),
  route({ verb: 'request/send', action: 'log-hours', input: RequestForm, dialog: sendRequest }),
  route({
    verb: 'my-requests',
    words: ['my requests', 'my request', 'requests', 'my-requests'],
    action: 'log-hours',
    input: z.object({ from: z.int().min(0).max(100_000).optional() }),
    typed: (rest) => (/^[\s!.,?]*$/.test(rest) ? {} : undefined),
    dialog: (deps, turn, { from }) => showMyRequests(deps, turn, from),
  }),
  route({
    verb: 'request/open',
    input: z.object({ chosen: z.string().max(100).catch('') }),
    dialog: (deps, turn, { chosen }) => openRequestChosen(deps, turn, chosen),
  }),
  route({ verb: 'request/agree', input: entry.extend(opened), dialog: agree }),
  route({ verb: 'request/decline', input: entry.extend({ reason, ...opened }), dialog: decline }),
  route({ verb: 'request/withdraw', action: 'log-hours', input: entry, dialog: withdraw }),
  route({ verb: 'request/revoke', input: entry.extend({ reason, command: kept.command }), dialog: revoke }),
  route({
    verb: 'request/reclaim',
    action: 'log-hours',
    input: entry.extend({ command: kept.command }),
    dialog: reclaimFromGrant,
  }),
  route({
    verb: 'approvals',
    // For those who ask for nothing themselves, “requests” are those that they decide.
    words: ['approvals', 'requests'],
    input: z.object({ above, after, disputed }),
    dialog: showApprovals,
  }),
  route({
    verb: 'approvals/open',
    input: z.object({ chosen: z.string().max(200).catch('') }),
    dialog: (deps, turn, { chosen }) => openChosen(deps, turn, chosen),
  }),
  route({
    verb: 'pot',
    words: ['pot', 'central pot'],
    action: 'see-pot',
    input: z.object({ year: year.optional() }),
    typed: (rest, today) => (rest === '' ? {} : yearInput(rest, today)),
    dialog: (deps, turn, asked) => showPot(deps, turn, asked.year),
  }),
  route({
    verb: 'pot/requests',
    action: 'see-pot',
    input: z.object({
      year,
      after: z.strictObject({ of: z.enum(['open', 'done']), seq }).optional(),
    }),
    dialog: (deps, turn, asked) => showPotRequests(deps, turn, asked.year, asked.after),
  }),
  route({
    verb: 'pot/fund',
    action: 'fund-pot',
    input: z.object({ year, command: kept.command, days: kept.field }),
    dialog: setPot,
  }),
  route({
    verb: 'stand-in',
    words: ['stand in', 'stand-in', 'stand ins'],
    input: z.object({ find: z.string().max(200).catch('').optional() }),
    typed: (rest) => ({ find: rest.replace(/^[\s:,-]+/, '') }),
    dialog: (deps, turn, { find }) => openStandIn(deps, turn, find),
  }),
  route({ verb: 'stand-in/save', input: StandInForm, dialog: saveStandIn }),
  route({ verb: 'stand-in/end', input: StandInForm, dialog: removeStandIn }),
  route({
    verb: 'ask-first',
    words: ['ask first', 'ask-first'],
    action: 'log-hours',
    input: z.object({ event: kept.text.optional() }),
    typed: (event) => ({ event }),
    dialog: (_deps, turn, { event }) => openAskFirst(turn, event),
  }),
  route({ verb: 'ask-first/send', action: 'log-hours', input: AskFirstForm, dialog: sendAskFirst }),
  route({ verb: 'ask-to-claim', action: 'log-hours', input: entry, dialog: askToClaim }),
  route({
    verb: 'clearance/clear',
    input: z.object({ ref: clearanceRef, ...opened }),
    dialog: (deps, turn, given) => settle(deps, turn, 'cleared', { ...given, reason: '' }),
  }),
  route({
    verb: 'clearance/decline',
    input: z.object({ ref: clearanceRef, reason, ...opened }),
    dialog: (deps, turn, given) => settle(deps, turn, 'declined', given),
  }),
]
