// What is left of a leaver's records once their personal data is erased: figures, dates and who decided, under a number in
// place of a name, so that every total still balances. A text is erased unless its field is known to hold none.
import { addDays, type LocalDate } from './calendar.ts'
import type { Person } from './person.ts'
import type { Policy } from './policy.ts'

/** Kinds that hold nothing but personal data. */
const gone: ReadonlySet<string> = new Set([
  'absences',
  'clearance-wait',
  'copy',
  'digest',
  'dispute',
  'dispute-wait',
  'email',
  'habits',
  'invitation',
  'lead',
  'link',
  'outbox',
  'profile',
  'reach',
  'register',
  'register-confirmation',
  'register-version',
  'remark',
  'timer',
  'welcome',
])

/** The person themselves and the record of the erasure: written with its end. */
const apart: ReadonlySet<string> = new Set(['person', 'erasure'])

/** Fields whose texts are ids, hashes, dates, codes or words of our own. */
const plain: ReadonlySet<string> = new Set([
  'type',
  'kind',
  'id',
  'person',
  'by',
  'as',
  'for',
  'group',
  'year',
  'on',
  'date',
  'from',
  'to',
  'until',
  'nil',
  'period',
  'activity',
  'askedBy',
  'because',
  'strand',
  'state',
  'key',
  'verdict',
  'leads',
  'code',
  'role',
  'request',
  'chargeTo',
  'clearance',
  'allocatedFrom',
  'confirmedOn',
  'useBy',
  'policy',
])

/** What may be left out of a record, by its kind; the other texts must say something. */
const optional: Readonly<Record<string, ReadonlySet<string>>> = {
  entry: new Set(['place', 'notes']),
  'person-change': new Set(['before', 'after']),
}

type Doc = Readonly<Record<string, unknown>> & { readonly type: string }

/** The record without personal data; `keep` when it holds none, `remove` when nothing else is in it. */
export function erased<D extends Doc>(doc: D): D | 'keep' | 'remove' {
  if (apart.has(doc.type) || doc['kind'] === 'erased') return 'keep'
  if (gone.has(doc.type)) return 'remove'
  const after = without(doc, optional[doc.type] ?? new Set()) as D
  return JSON.stringify(after) === JSON.stringify(doc) ? 'keep' : after
}

export const blank = 'Erased'

function without(value: unknown, left: ReadonlySet<string>, field = ''): unknown {
  if (typeof value === 'string') return plain.has(field) ? value : blank
  if (Array.isArray(value)) return value.map((each) => without(each, left, field))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !left.has(name))
      .map(([name, inner]) => [name, without(inner, left, name)]),
  )
}

/** Who is left: somebody who was a peer from one day to another, without a name, an address or a sign-in. */
export function anonymous({ link: _link, ...person }: Person): Person {
  return {
    ...person,
    name: `Former peer ${person.id.slice(0, 4).toUpperCase()}`,
    email: '',
    role: 'member-peer',
  }
}

export const isAnonymous = ({ email }: Pick<Person, 'email'>): boolean => email === ''

/** The first day on which a leaver's data may be erased; undefined for somebody who has no last day. */
export function erasableFrom({ leftOn }: Person, { retentionYears }: Policy): LocalDate | undefined {
  if (leftOn === undefined) return undefined
  const after = addDays(leftOn, 1)
  const year = Number(after.slice(0, 4)) + retentionYears
  // A year without 29 February goes on to March.
  return addDays(`${year}-${after.slice(5, 7)}-01`, Number(after.slice(8)) - 1)
}
