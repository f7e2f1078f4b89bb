// The CSV files that `export` gives, a column a line: what each is called, and what stands in it. Hours and pounds are
// numbers, dates are ISO, so that any spreadsheet sums and sorts them.
import { z } from 'zod'
import {
  balanceLines,
  exportsGroup,
  ledgerLines,
  peopleOf,
  potLines,
  registerLines,
  requestLines,
  yearsIn,
  type LedgerLine,
  type Span,
} from '../app/exporting.ts'
import type { Maker, Makers } from '../app/links.ts'
import { activities, activityTitle, askedByTitle, type Strand } from '../domain/activities.ts'
import type { Balance } from '../domain/balance.ts'
import { dateAt, firstDayOf, isLocalDate, lastDayOf, periodOf, type Instant } from '../domain/calendar.ts'
import { yearId, yearName } from '../domain/format.ts'
import { periodsOf } from '../domain/payments.ts'
import { mayDo } from '../domain/permissions.ts'
import { roleTitle, type Person } from '../domain/person.ts'
import { availableIn, unallocatedIn, type Pot, type PotRequest } from '../domain/pot.ts'
import type { RegisterStatus } from '../domain/registerDue.ts'
import { regionTitle } from '../domain/regions.ts'
import { ok, refuse } from '../domain/result.ts'
import { csvOf, type Column } from './csv.ts'

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
export function exportName(kind: ExportKind, { from, to }: Span): string {
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
  const people = await peopleOf(deps, person)
  const named = new Map(people.map(({ id, name }) => [id, name]))
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

/** Minutes as hours, a number; exact for quarters of an hour, and to the minute for all. */
const h = (minutes: number | undefined): number | undefined =>
  minutes === undefined ? undefined : Number((minutes / 60).toFixed(4))
const pounds = (pence: number): number => pence / 100
const on = (at: Instant | undefined): string | undefined => (at === undefined ? undefined : dateAt(at))

/** Every file tells people apart by their address. */
const whose: readonly Column<{ subject: Person }>[] = [
  ['Peer', ({ subject }) => subject.name],
  ['E-mail', ({ subject }) => subject.email],
  ['Role', ({ subject }) => roleTitle(subject.role)],
  ['Regions', ({ subject }) => subject.regions.map(regionTitle).join(', ')],
]

const lineKinds: Record<LedgerLine['entry']['kind'], string> = {
  work: 'Work',
  reversal: 'Taken back',
  nil: 'Nil return',
  allocation: 'Allocation',
  carried: 'Carried over',
  promise: 'Promised to a request',
  grant: 'Grant',
  opening: 'Opening',
  extension: 'Use-by date changed',
  'write-off': 'Written off',
  'next-year': 'Next year opened',
}
const reasons = {
  'used-up': 'Allocation used up',
  'no-allocation': 'No allocation',
  conference: 'Conference, not cleared',
  declined: 'Clearance declined',
}
const strandNames: Record<Strand, string> = {
  challenge: 'Peer challenge',
  mentoring: 'Mentoring',
  bespoke: 'Bespoke support',
  lga: 'LGA activity',
}

type Name = (id: string | undefined) => string | undefined

/** D5: what was taken back counts negative, so that a column sums to what stands. */
function entryColumns(name: Name): readonly Column<LedgerLine>[] {
  const work = ({ entry }: LedgerLine) => (entry.kind === 'work' ? entry : undefined)
  const counted = ({ entry }: LedgerLine) =>
    entry.kind === 'work' ? entry : entry.kind === 'reversal' ? entry.work : undefined
  const sum =
    (of: 'minutes' | 'claimed' | 'held' | 'granted' | 'unclaimed') =>
    (line: LedgerLine): number | undefined => {
      const { entry, used } = line
      // D7: what was used before the records begin was claimed.
      if (used !== undefined) return of === 'minutes' || of === 'claimed' ? h(used) : undefined
      const minutes = counted(line)?.[of]
      return h(minutes && entry.kind === 'reversal' ? -minutes : minutes)
    }
  const noted = (line: LedgerLine, of: 'place' | 'notes') => (line.hasNotes ? work(line)?.[of] : undefined)
  return [
    ...whose,
    ['Year', ({ entry }) => yearName(entry.year)],
    ['Line', ({ entry }) => entry.seq],
    ['Kind', ({ entry }) => lineKinds[entry.kind]],
    ['Date of work', (line) => counted(line)?.date],
    [
      'Month',
      ({ entry }) =>
        entry.kind === 'nil' ? entry.period : entry.kind === 'reversal' ? entry.nil : undefined,
    ],
    ['Hours', sum('minutes')],
    ['Claimed', sum('claimed')],
    ['Held for clearance', sum('held')],
    ['From a grant', sum('granted')],
    ['Unclaimed', sum('unclaimed')],
    ['Unclaimed because', (line) => reasonOf(counted(line))],
    ['Claim code', ({ code }) => code],
    ['Hours set to', ({ entry }) => h(setTo(entry))],
    ['Usable until', ({ entry }) => (entry.kind === 'extension' ? entry.until : undefined)],
    ['Activity', (line) => activityOf(work(line)?.activity)],
    ['Strand', (line) => strandOf(work(line)?.activity)],
    ['Asked by', (line) => askerOf(work(line)?.askedBy)],
    ['Council or region', (line) => noted(line, 'place')],
    ['Notes', (line) => noted(line, 'notes')],
    ['Takes back line', ({ entry }) => (entry.kind === 'reversal' ? entry.answers : undefined)],
    ['Answered by line', ({ answer }) => answer?.by],
    ['Answered as', ({ answer }) => answer?.as],
    ['Entered on', ({ entry }) => entry.on],
    ['Entered by', ({ entry }) => name(entry.by)],
    ['Reason', (line) => (line.hasNotes ? line.entry.reason : undefined)],
    ['Policy version', ({ entry }) => entry.policy],
  ]
}

/** What a line sets a figure of the year to, in minutes: work alone adds to one. */
function setTo(entry: LedgerLine['entry']): number | undefined {
  if (entry.kind === 'opening') return entry.carried
  return 'minutes' in entry && entry.kind !== 'work' ? entry.minutes : undefined
}

type Work = Extract<LedgerLine['entry'], { kind: 'work' }>
const reasonOf = (work: { because?: keyof typeof reasons | undefined } | undefined) =>
  work?.because && reasons[work.because]
const activityOf = (id: Work['activity'] | undefined) => id && activityTitle(id)
const askerOf = (id: Work['askedBy'] | undefined) => id && askedByTitle(id)
function strandOf(id: Work['activity'] | undefined): string | undefined {
  const strand = activities.find((each) => each.id === id)?.strand
  return strand && strandNames[strand]
}

type BalanceLine = { readonly subject: Person; readonly balance: Balance }

const balanceColumns = (today: string): readonly Column<BalanceLine>[] => [
  ...whose,
  ['Year', ({ balance }) => yearName(balance.year)],
  ['As of', () => today],
  ['Carried in', ({ balance }) => h(balance.carried.given)],
  ['Carried used', ({ balance }) => h(balance.carried.drawn)],
  ['Written off', ({ balance }) => h(balance.carried.writtenOff)],
  ['Carried hours usable until', ({ balance }) => balance.carried.useBy],
  ['Carried left', ({ balance }) => h(balance.carried.left - balance.carried.lapsed)],
  ['Lapsed', ({ balance }) => h(balance.carried.lapsed)],
  ['Lapsed £', ({ balance }) => pounds(balance.carried.lapsedPence)],
  ['Allocated', ({ balance }) => h(balance.allocation.given)],
  ['Allocation used', ({ balance }) => h(balance.allocation.drawn)],
  ['Allocation left', ({ balance }) => h(balance.allocation.left)],
  ['Granted', ({ balance }) => h(balance.grants.given)],
  ['Grants used', ({ balance }) => h(balance.grants.drawn)],
  [
    'Claim codes',
    ({ balance }) =>
      Object.values(balance.grants.by)
        .flatMap(({ code }) => code ?? [])
        .join(' '),
  ],
  ['Claimed', ({ balance }) => h(balance.drawn)],
  ['Held for clearance', ({ balance }) => h(balance.held)],
  ['Unclaimed', ({ balance }) => h(balance.unclaimed)],
  ['Promised to requests', ({ balance }) => h(balance.promised)],
  ['Remaining', ({ balance }) => h(balance.remaining)],
  ['Carried on', ({ balance }) => h(balance.carriedOn)],
]

interface Payment {
  readonly subject: Person
  readonly month: string
  readonly pence: number
}

/** C1: the months of the span; a year in which somebody is paid nothing is left out, one whose days were taken away is not. */
async function* payments(lines: AsyncIterable<BalanceLine>, { from, to }: Span): AsyncIterable<Payment> {
  for await (const { subject, balance } of lines)
    for (const [at, month] of balance.payments.some(Boolean) ? periodsOf(balance.year).entries() : [])
      if (periodOf(from) <= month && month <= periodOf(to))
        yield { subject, month, pence: balance.payments[at] ?? 0 }
}

const paymentColumns: readonly Column<Payment>[] = [
  ...whose,
  ['Month', ({ month }) => month],
  ['Payment £', ({ pence }) => pounds(pence)],
]

const potColumns: readonly Column<Pot>[] = [
  ['Year', ({ year }) => yearName(year)],
  ['Given to the group', ({ given }) => h(given)],
  ['Allocated to peers', ({ allocated }) => h(allocated)],
  ['In the pot', ({ funded }) => h(funded)],
  ['Not allocated', (pot) => h(unallocatedIn(pot))],
  ['Pot available', (pot) => h(availableIn(pot))],
  ['Pot reserved', ({ reserved }) => h(reserved)],
  ['Pot granted', ({ granted }) => h(granted)],
  ['Requests waiting', ({ waiting }) => waiting],
  ['Requests so far', ({ requests }) => requests],
]

type RegisterLine = { readonly subject: Person; readonly status: RegisterStatus }

const registerStates: Record<RegisterStatus['state'], string> = {
  none: 'None yet',
  current: 'Current',
  due: 'Due soon',
  overdue: 'Overdue',
}

/** R1: status only; what is registered is read on the cards, by those whom R2 names. */
const registerColumns = (today: string): readonly Column<RegisterLine>[] => [
  ...whose,
  ['As of', () => today],
  ['Must register', ({ status }) => (status.dueOn === undefined ? 'No' : 'Yes')],
  ['Register', ({ status }) => registerStates[status.state]],
  ['Last confirmed on', ({ status }) => status.confirmedOn],
  ['Due on', ({ status }) => status.dueOn],
  ['Days overdue', ({ status }) => status.daysOver],
]

type RequestLine = { readonly subject: Person; readonly request: PotRequest }

const states: Record<PotRequest['state'], string> = {
  waiting: 'Waits for hours',
  reserved: 'Waits for agreement',
  granted: 'Granted',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
  closed: 'Closed with its year',
  covered: 'Covered by own hours',
}

function requestColumns(name: Name): readonly Column<RequestLine>[] {
  const key = (of: 'national' | 'head', title: string): Column<RequestLine>[] => [
    [`${title} agreed on`, ({ request }) => on(request.keys[of]?.at)],
    [`${title}: by`, ({ request }) => name(request.keys[of]?.by)],
  ]
  return [
    ...whose,
    ['Year', ({ request }) => yearName(request.year)],
    ['Request', ({ request }) => request.seq],
    ['Sent on', ({ request }) => request.on],
    ['From', ({ request }) => request.ask.from],
    ['To', ({ request }) => request.ask.to],
    ['Strand', ({ request }) => strandNames[request.ask.strand]],
    ['Asked by', ({ request }) => askedByTitle(request.ask.askedBy)],
    ['What for', ({ request }) => request.ask.what],
    ['Hours of work', ({ request }) => h(request.ask.minutes)],
    ['Shortfall', ({ request }) => h(request.sum.shortfall)],
    ['State', ({ request }) => states[request.state]],
    ...key('national', 'National Lead Peer'),
    ...key('head', 'Head of Group Office'),
    ['Ended on', ({ request }) => on(request.end?.at)],
    ['Ended by', ({ request }) => name(request.end?.by)],
    ['Reason', ({ request }) => request.end?.reason],
    ['Claim code', ({ request }) => request.grant?.code],
    ['Granted', ({ request }) => h(request.grant?.minutes)],
    ['Taken back', ({ request }) => h(request.grant?.revoked?.minutes)],
  ]
}
