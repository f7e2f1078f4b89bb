// The one table of what people can say and press: a command is one row, one dialog, one card and one test.
import { z } from 'zod'
import { yearOf, type LocalDate } from '../domain/calendar.ts'
import { reclaimEntries, removeNote, undoEntries } from './dialogs/changeEntry.ts'
import { explainBalance, showBalance } from './dialogs/balance.ts'
import { showHelp } from './dialogs/help.ts'
import { showHistory } from './dialogs/history.ts'
import { openCorrection, openLog, previewLog, saveLog } from './dialogs/log.ts'
import { LogForm } from './dialogs/logForm.ts'
import { askNilReturn, confirmNilReturn } from './dialogs/nilReturn.ts'
import { AllocateForm, openAllocate, saveGiven, saveShare } from './dialogs/allocate.ts'
import { inviteAgain, openAddPerson, PersonForm, savePerson, showPeople } from './dialogs/people.ts'
import { openChosen } from './dialogs/open.ts'
import { reclaimFromGrant } from './dialogs/reclaimGrant.ts'
import {
  agree,
  decline,
  openRequest,
  previewRequestForm,
  revoke,
  sendRequest,
  withdraw,
} from './dialogs/request.ts'
import { RequestForm } from './dialogs/requestForm.ts'
import { openRequestChosen, setPot, showApprovals, showMyRequests, showPot } from './dialogs/requests.ts'
import { openStandIn, removeStandIn, saveStandIn, StandInForm } from './dialogs/standIn.ts'
import { kept } from './dialogs/typed.ts'
import { AskFirstForm, askToClaim, openAskFirst, sendAskFirst, settle } from './dialogs/clearance.ts'
import { mostDays } from './reading/duration.ts'
import { readMonth, readYear } from './reading/month.ts'
import { noticeRoutes } from './noticeRoutes.ts'
import { route, type Route } from './route.ts'

const nothing = z.object({})
const period = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/)
const year = z.int().min(2000).max(2100)
const seq = z.int().positive()
const entry = z.object({ year, seq })
const page = z.object({ year: year.optional(), period: period.optional(), below: seq.optional() })
/** A choice set sends its value as text; none when nothing was chosen. */
const chosen = page.extend({ year, entry: z.coerce.number().int().positive().optional().catch(undefined) })
/** A forged list may name an entry twice. */
const isDistinct = (items: readonly unknown[]): boolean =>
  new Set(items.map((item) => JSON.stringify(item))).size === items.length
const command = z.string().min(1).max(200)

/** X2: a reason as typed; one that is too long is said to be, and stays in its field. */
const reason = kept.text
/** The card was opened from a list, and keeps the order of its buttons. */
const opened = { isOpened: z.boolean().optional() }
/** Where the next page of what waits begins: a year and a number, and an id of the office's list. */
const above = z
  .string()
  .regex(/^$|^20\d{2} \d{1,9}$/)
  .optional()
const after = z
  .string()
  .regex(/^$|^wait~[a-z0-9~-]{1,80}$/)
  .optional()
const id = z.string().regex(/^[a-z0-9]{1,40}$/)
const clearanceRef = z.union([z.strictObject({ person: id, year, seq }), z.strictObject({ person: id, id })])

export const routes: readonly Route[] = [
  route({
    verb: 'help',
    words: ['help', 'hi', 'hello', 'hey', 'menu', 'start'],
    input: nothing,
    dialog: (_deps, { person }) => showHelp(person),
  }),
  route({
    verb: 'log',
    words: ['log', 'log hours'],
    action: 'log-hours',
    input: z.object({ text: z.string().default('') }),
    typed: (text) => ({ text }),
    dialog: (deps, turn, { text }) => openLog(deps, turn, text),
  }),
  route({ verb: 'log/preview', action: 'log-hours', input: LogForm, dialog: previewLog }),
  route({ verb: 'log/save', action: 'log-hours', input: LogForm, dialog: saveLog }),
  route({ verb: 'correct', action: 'log-hours', input: entry, dialog: openCorrection }),
  route({
    verb: 'undo',
    action: 'log-hours',
    input: z.object({ refs: z.array(z.strictObject({ year, seq })).min(1).max(mostDays).refine(isDistinct) }),
    dialog: undoEntries,
  }),
  route({
    verb: 'reclaim',
    action: 'log-hours',
    input: z.object({
      command,
      refs: z.array(z.strictObject({ year, seq })).min(1).max(20).refine(isDistinct),
    }),
    dialog: reclaimEntries,
  }),
  route({
    verb: 'balance',
    words: ['balance'],
    action: 'log-hours',
    input: z.object({ year: year.optional() }),
    typed: (rest, today) => (rest === '' ? {} : yearInput(rest, today)),
    dialog: (deps, turn, asked) => showBalance(deps, turn, asked.year),
  }),
  route({
    verb: 'why',
    words: ['why', 'why this number'],
    action: 'log-hours',
    input: z.object({ year: year.optional() }),
    typed: (rest, today) => (rest === '' ? {} : yearInput(rest, today)),
    dialog: (deps, turn, asked) => explainBalance(deps, turn, asked.year ?? yearOf(turn.today)),
  }),
  route({
    verb: 'history',
    words: ['history'],
    action: 'log-hours',
    input: page,
    typed: (rest, today) => (rest === '' ? {} : (monthInput(rest, today) ?? yearInput(rest, today))),
    dialog: (deps, turn, asked) => showHistory(deps, turn, asked),
  }),
  route({
    verb: 'history/correct',
    action: 'log-hours',
    input: chosen,
    dialog: (deps, turn, { entry: number, ...asked }) =>
      number
        ? openCorrection(deps, turn, { year: asked.year, seq: number })
        : showHistory(deps, turn, { ...asked, problem: 'Choose the entry to correct first.' }),
  }),
  route({
    verb: 'history/undo',
    action: 'log-hours',
    input: chosen,
    dialog: (deps, turn, { entry: number, ...asked }) =>
      number
        ? undoEntries(deps, turn, { refs: [{ year: asked.year, seq: number }] })
        : showHistory(deps, turn, { ...asked, problem: 'Choose the entry to undo first.' }),
  }),
  route({
    verb: 'history/redact',
    action: 'log-hours',
    input: chosen,
    dialog: (deps, turn, { entry: number, ...asked }) =>
      number
        ? removeNote(deps, turn, { year: asked.year, seq: number })
        : showHistory(deps, turn, { ...asked, problem: 'Choose the entry whose note is to go first.' }),
  }),
  route({
    verb: 'nil-return',
    words: ['nil return', 'nil', 'nil-return'],
    action: 'log-hours',
    input: z.object({ period: period.optional() }),
    typed: (rest, today) => (rest === '' ? {} : monthInput(rest, today)),
    dialog: (deps, turn, asked) => askNilReturn(deps, turn, asked.period),
  }),
  route({
    verb: 'request-days',
    words: ['request days', 'request', 'request-days'],
    action: 'log-hours',
    input: nothing,
    dialog: (deps, turn) => openRequest(deps, turn),
  }),
  route({ verb: 'request/preview', action: 'log-hours', input: RequestForm, dialog: previewRequestForm }),
  route({ verb: 'request/send', action: 'log-hours', input: RequestForm, dialog: sendRequest }),
  route({
    verb: 'my-requests',
    words: ['my requests', 'requests', 'my-requests'],
    action: 'log-hours',
    input: nothing,
    dialog: (deps, turn) => showMyRequests(deps, turn),
  }),
  route({
    verb: 'request/open',
    input: z.object({ chosen: z.string().max(100).catch('') }),
    dialog: (deps, turn, { chosen }) => openRequestChosen(deps, turn, chosen),
  }),
  route({ verb: 'request/agree', input: entry.extend(opened), dialog: agree }),
  route({ verb: 'request/decline', input: entry.extend({ reason, ...opened }), dialog: decline }),
  route({ verb: 'request/withdraw', action: 'log-hours', input: entry, dialog: withdraw }),
  route({ verb: 'request/revoke', input: entry.extend({ reason, command }), dialog: revoke }),
  route({
    verb: 'request/reclaim',
    action: 'log-hours',
    input: entry.extend({ command }),
    dialog: reclaimFromGrant,
  }),
  route({
    verb: 'approvals',
    words: ['approvals'],
    input: z.object({ above, after }),
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
    verb: 'pot/fund',
    action: 'fund-pot',
    input: z.object({ year, command, days: kept.field }),
    dialog: setPot,
  }),
  route({
    verb: 'people',
    words: ['people'],
    action: 'invite',
    input: z.object({ from: z.int().min(0).max(100_000).default(0) }),
    dialog: (deps, turn, { from }) => showPeople(deps, turn, from),
  }),
  route({
    verb: 'people/add',
    action: 'invite',
    input: nothing,
    dialog: (_deps, turn) => openAddPerson(turn),
  }),
  route({ verb: 'people/save', action: 'invite', input: PersonForm, dialog: savePerson }),
  route({
    verb: 'people/invite',
    action: 'invite',
    input: z.object({ chosen: z.string().max(100).catch('') }),
    dialog: (deps, turn, { chosen }) => inviteAgain(deps, turn, chosen),
  }),
  route({
    verb: 'allocate',
    words: ['allocate'],
    action: 'allocate',
    input: z.object({ year: year.optional() }),
    typed: (rest, today) => (rest === '' ? {} : yearInput(rest, today)),
    dialog: (deps, turn, asked) => openAllocate(deps, turn, asked.year),
  }),
  route({ verb: 'allocate/save', action: 'allocate', input: AllocateForm, dialog: saveShare }),
  route({ verb: 'allocate/given', action: 'allocate', input: AllocateForm, dialog: saveGiven }),
  route({
    verb: 'stand-in',
    words: ['stand in', 'stand-in', 'stand ins'],
    input: nothing,
    dialog: (deps, turn) => openStandIn(deps, turn),
  }),
  route({ verb: 'stand-in/save', input: StandInForm, dialog: saveStandIn }),
  route({ verb: 'stand-in/end', input: StandInForm, dialog: removeStandIn }),
  route({
    verb: 'ask-first',
    words: ['ask first', 'ask-first'],
    action: 'log-hours',
    input: nothing,
    dialog: (_deps, turn) => openAskFirst(turn),
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
  ...noticeRoutes,
  route({
    verb: 'nil-return/confirm',
    action: 'log-hours',
    input: z.object({ period, command }),
    dialog: confirmNilReturn,
  }),
]

function monthInput(rest: string, today: LocalDate): { period: string } | undefined {
  const month = readMonth(rest, today)
  return month === undefined ? undefined : { period: month }
}

function yearInput(rest: string, today: LocalDate): { year: number } | undefined {
  const asked = readYear(rest, today)
  return asked === undefined ? undefined : { year: asked }
}
