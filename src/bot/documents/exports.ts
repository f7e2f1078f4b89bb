// The CSV files that `export` gives: which there are, for whom, and what each is called. Their columns are a line each, in the
// files beside this one: hours and pounds are numbers, dates are ISO, so that any spreadsheet sums and sorts them.
import { z } from 'zod'
import {
  balanceLines,
  exportsGroup,
  ledgerLines,
  potLines,
  registerLines,
  requestLines,
  yearsIn,
} from '../../app/records/exporting.ts'
import type { Maker, Makers } from '../../app/records/links.ts'
import { listPeople } from '../../app/people/people.ts'
import { dateAt, firstDayOf, isLocalDate, lastDayOf } from '../../domain/calendar.ts'
import { yearId } from '../../domain/format.ts'
import { mayDo } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import type { Between } from '../../domain/report.ts'
import { ok, refuse } from '../../domain/result.ts'
import { csvOf } from './csv.ts'
import { entryColumns } from './exportedEntries.ts'
import { balanceColumns, paymentColumns, payments, registerColumns } from './exportedFigures.ts'
import { potColumns, requestColumns } from './exportedRequests.ts'
import { namesOf } from '../words/names.ts'

export const exportKinds = ['entries', 'balances', 'payments', 'requests', 'register', 'pot'] as const
export type ExportKind = (typeof exportKinds)[number]

const titles: Record<ExportKind, string> = {
  entries: 'Entries',
  balances: 'Balances',
  payments: 'Payments',
  requests: 'Requests',
  register: 'Register status',
  pot: 'Central pot',
}
export const exportTitle = (kind: ExportKind): string => titles[kind]

/** What somebody may take out: their own figures, or their group's. */
export const kindsFor = (person: Person): ExportKind[] =>
  exportKinds.filter(
    (kind) =>
      mayDo(person, 'export', person) &&
      (kind !== 'pot' || (exportsGroup(person) && mayDo(person, 'see-pot', person))),
  )

const date = z.string().refine(isLocalDate)
export const ExportParams = z.object({ kind: z.enum(exportKinds), from: date, to: date })

/** `Entries 2026-27.csv`, `Entries 2026-10-01 to 2026-10-31.csv`. */
export function exportName(kind: ExportKind, { from, to }: Between): string {
  // How it stands today, whatever was asked for.
  if (kind === 'register') return `${titles[kind]}.csv`
  const years = yearsIn({ from, to })
  const isYear =
    years.length === 1 && years.every((year) => from === firstDayOf(year) && to === lastDayOf(year))
  return `${titles[kind]} ${isYear ? yearId(years[0] ?? 0) : `${from} to ${to}`}.csv`
}

const makeExport: Maker = async (deps, person, params) => {
  const read = ExportParams.safeParse(params)
  if (!read.success || !kindsFor(person).includes(read.data.kind)) return refuse({ type: 'not-allowed' })
  const { kind, ...span } = read.data
  const people = await listPeople(deps.store, person.group)
  const named = namesOf(people)
  const name = (id: string | undefined): string | undefined =>
    id === undefined ? undefined : (named.get(id) ?? id)
  const chunks = () => {
    switch (kind) {
      case 'entries':
        return csvOf(entryColumns(name), ledgerLines(deps, person, people, span))
      case 'balances':
        return csvOf(balanceColumns(dateAt(deps.clock.now())), balanceLines(deps, person, people, span))
      case 'payments':
        return csvOf(paymentColumns, payments(balanceLines(deps, person, people, span), span))
      case 'requests':
        return csvOf(requestColumns(name), requestLines(deps, person, people, span))
      case 'register':
        return csvOf(registerColumns(dateAt(deps.clock.now())), registerLines(deps, person, people))
      case 'pot':
        return csvOf(potColumns, potLines(deps, person, span))
    }
  }
  return ok({ name: exportName(kind, span), contentType: 'text/csv; charset=utf-8', chunks: chunks() })
}

export const exportMakers: Makers = { export: makeExport }
