// The rows of the route table for answers about numbers: reports and the entries behind their figures, documents to
// print, who did what, and whether it all agrees.
import { z } from 'zod'
import { AuditForm, openAudit, showAudit } from '../dialogs/reports/audit.ts'
import { openFigure } from '../dialogs/reports/reportFigure.ts'
import { changeReport, openReport, ReportForm, showReport, Shown } from '../dialogs/reports/report.ts'
import { offerPrinted } from '../dialogs/reports/printed.ts'
import { showVerify } from '../dialogs/reports/verify.ts'
import { route, yearInput, type Route } from '../route.ts'

const first = z.int().min(0).max(100_000)
const year = z.int().min(2001).max(2100)
const text = z.object({ text: z.string().max(300).default('') })
/** Where the next page of entries begins: a date, a peer, a year and a number. */
const place = z.string().regex(/^\d{4}-\d{2}-\d{2} [a-z0-9~-]{1,60} \d{4} \d{6}$/)
/** Where the next page of what happened begins, and where a check goes on. */
const moment = z.string().regex(/^\d{14} [\w~-]{1,200}$/)
const part = z.string().regex(/^(?:|peer [a-z0-9~-]{1,60}|pot \d{4})$/)

export const reportRoutes: readonly Route[] = [
  route({
    verb: 'report',
    words: ['report', 'reports'],
    action: 'see-hours',
    input: text,
    typed: (rest) => ({ text: rest.slice(0, 300) }),
    dialog: (deps, turn, { text }) => openReport(deps, turn, text),
  }),
  route({ verb: 'report/show', action: 'see-hours', input: ReportForm, dialog: changeReport }),
  route({
    verb: 'report/page',
    action: 'see-hours',
    input: z.object({ of: Shown, first }),
    dialog: (deps, turn, { of, first }) => showReport(deps, turn, of, first),
  }),
  route({
    verb: 'report/open',
    action: 'see-hours',
    input: z.object({
      of: Shown,
      chosen: z.string().max(200).catch(''),
      after: place.optional(),
      first: first.optional(),
    }),
    dialog: openFigure,
  }),
  route({
    verb: 'executive-update',
    words: ['executive update', 'executive’s update', "executive's update"],
    action: 'executive-update',
    input: z.object({ year: year.optional() }),
    typed: (rest, today) => (rest === '' ? {} : yearInput(rest, today)),
    dialog: (deps, turn, { year }) => offerPrinted(deps, turn, 'executive-update', year),
  }),
  route({
    verb: 'annual-figures',
    words: ['annual figures', 'annual report'],
    action: 'annual-report',
    input: z.object({ year: year.optional() }),
    typed: (rest, today) => (rest === '' ? {} : yearInput(rest, today)),
    dialog: (deps, turn, { year }) => offerPrinted(deps, turn, 'annual-figures', year),
  }),
  route({
    verb: 'audit',
    words: ['audit'],
    action: 'audit',
    input: text,
    typed: (rest) => ({ text: rest.slice(0, 300) }),
    dialog: (deps, turn, { text }) => openAudit(deps, turn, text),
  }),
  route({
    verb: 'audit/show',
    action: 'audit',
    input: AuditForm,
    dialog: (deps, turn, form) => showAudit(deps, turn, form),
  }),
  route({
    verb: 'audit/older',
    action: 'audit',
    input: z.object({ of: AuditForm, after: moment.optional() }),
    dialog: (deps, turn, { of, after }) => showAudit(deps, turn, of, after),
  }),
  route({
    verb: 'verify',
    words: ['verify'],
    action: 'verify',
    input: z.object({ after: part.default('') }),
    dialog: (deps, turn, { after }) => showVerify(deps, turn, after),
  }),
]
