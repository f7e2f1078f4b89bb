// The one table of what people can say and press: a command is one row, one dialog, one card and one test.
import { z } from 'zod'
import { yearOf } from '../domain/calendar.ts'
import { Id } from '../domain/id.ts'
import { reclaimEntries, removeNote, undoEntries } from './dialogs/hours/changeEntry.ts'
import { explainBalance } from './dialogs/hours/why.ts'
import { showBalance } from './dialogs/hours/balance.ts'
import { showHelp } from './dialogs/help.ts'
import { showHistory } from './dialogs/hours/history.ts'
import { openCorrection, openLog, previewLog, saveLog } from './dialogs/hours/log.ts'
import { LogForm } from './dialogs/hours/logForm.ts'
import { askNilReturn, confirmNilReturn } from './dialogs/hours/nilReturn.ts'
import { kept } from './dialogs/typed.ts'
import { AllocateForm, openAllocate, saveGiven, saveShare } from './dialogs/years/allocate.ts'
import { mostDays } from './reading/duration.ts'
import { fileRoutes } from './routes/fileRoutes.ts'
import { noticeRoutes } from './routes/noticeRoutes.ts'
import { yearRoutes } from './routes/yearRoutes.ts'
import { registerRoutes } from './routes/registerRoutes.ts'
import { teamRoutes } from './routes/teamRoutes.ts'
import { logForRoutes } from './routes/logForRoutes.ts'
import { peopleRoutes } from './routes/peopleRoutes.ts'
import { potRoutes } from './routes/potRoutes.ts'
import { reportRoutes } from './routes/reportRoutes.ts'
import { monthInput, route, yearInput, type Route } from './route.ts'

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

export const routes: readonly Route[] = [
  route({
    verb: 'help',
    words: [
      'help',
      'hi',
      'hello',
      'hey',
      'menu',
      'start',
      'commands',
      'what can you do',
      'good morning',
      'good afternoon',
      'good evening',
    ],
    input: nothing,
    typed: (rest) => (/^[\s,]*(?:(?:there|again|all|bot|me)[\s!.,?]*)?$/i.test(rest) ? {} : undefined),
    dialog: (_deps, { person, today }) => showHelp(person, today),
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
      command: kept.command,
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
  ...potRoutes,
  ...peopleRoutes,
  ...logForRoutes,
  route({
    verb: 'allocate',
    words: ['allocate'],
    action: 'allocate',
    input: z.object({
      year: year.optional(),
      person: Id.optional(),
      find: z.string().max(300).optional(),
    }),
    typed: (rest, today) => (rest === '' ? {} : (yearInput(rest, today) ?? { find: rest.slice(0, 300) })),
    dialog: openAllocate,
  }),
  route({ verb: 'allocate/save', action: 'allocate', input: AllocateForm, dialog: saveShare }),
  route({ verb: 'allocate/given', action: 'allocate', input: AllocateForm, dialog: saveGiven }),
  ...noticeRoutes,
  ...yearRoutes,
  ...teamRoutes,
  ...reportRoutes,
  ...fileRoutes,
  ...registerRoutes,
  route({
    verb: 'nil-return/confirm',
    action: 'log-hours',
    input: z.object({ period, command: kept.command }),
    dialog: confirmNilReturn,
  }),
]
