// `my data` to read and print: every record under a heading of its kind, each field by its name. Kinds that were added
// since are shown as they are kept, so that none is left out.
import { shownOf, type Held } from '../../app/people/personalData.ts'
import type { Document } from '../../app/ports.ts'
import { activityTitle, askedByTitle, type ActivityId, type AskedBy } from '../../domain/activities.ts'
import { dateAt, isLocalDate } from '../../domain/calendar.ts'
import { hours, longDate, yearName } from '../../domain/format.ts'
import type { Person } from '../../domain/person.ts'
import { escaped } from './escaped.ts'

const headings: Readonly<Record<string, string>> = {
  person: 'Who you are here',
  entry: 'Your hours',
  account: 'Your accounts, a year each',
  'sent-request': 'Requests for days, as you sent them',
  request: 'Requests for days, as they stand',
  clearance: 'Events you asked about first',
  miss: 'Missed logs',
  absences: 'Agreed absence',
  habits: 'Notifications and days away',
  reach: 'Where the bot can speak to you',
  'stand-in': 'Stand-ins',
  'person-change': 'Changes to your role and particulars',
  share: 'Your part of the group’s days',
  register: 'Your register of interests',
  'register-version': 'Your register of interests: versions',
  remark: 'What was said with your review',
  profile: 'Your peer profile',
  statement: 'Year-end statements',
  dispute: 'Hours you disputed',
  link: 'Your sign-in',
  email: 'Your address in the directory',
  invitation: 'Invitations',
}

/** Kinds that say nothing a person would read: counted here, and whole in the other file. */
const technical: Readonly<Record<string, string>> = {
  answer: 'links between a line and what took it back',
  command: 'buttons you pressed, each as a hash',
  'person-command': 'changes to a person, each as a hash',
  'register-command': 'saves of your register, each as a hash',
  'request-number': 'numbers of your requests',
  years: 'lists of the years you have an account in',
  timer: 'times at which the bot looks whether to remind you',
  outbox: 'messages still to be sent',
  copy: 'places of the cards that were sent',
  'clearance-wait': 'places of your clearances in the office’s list',
  'dispute-wait': 'places of your disputes in the office’s list',
  welcome: 'marks that you have been welcomed',
  digest: 'marks that a digest was prepared',
}

type Name = (id: string) => string | undefined

const style = `body{font:1rem/1.45 "Segoe UI",system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}
h1{margin:0}h2{margin:2rem 0 .4rem;font-size:1.15rem;break-after:avoid}
dl{margin:.4rem 0;padding:.4rem 0 0;border-top:1px solid #ccc;break-inside:avoid}
dt{display:inline;color:#555}dt::after{content:": "}dd{display:inline;margin:0 1rem 0 0;overflow-wrap:anywhere}
dl dl{display:inline;border:0;padding:0}
@media print{body{max-width:none;margin:0;padding:0;font-size:10pt}}`

const head = (title: string): string => `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title><style>${style}</style></head><body><main><h1>${escaped(title)}</h1>
`

/** In pieces: a heading where another kind of record begins, and a piece a record. */
export async function* pageOfHeld(
  title: string,
  lines: readonly string[],
  held: AsyncIterable<Held>,
  person: Person,
  name: Name,
): AsyncIterable<string> {
  yield head(title) + lines.map((line) => `<p>${escaped(line)}</p>\n`).join('')
  const counts = new Map<string, number>()
  const others = { did: [] as string[], listed: [] as string[] }
  let heading = ''
  for await (const each of held) {
    const { doc, relation } = each
    if (relation !== 'about') others[relation].push(...shownOf(each, person).map((row) => blockOf(row, name)))
    else if (technical[doc.type] !== undefined) counts.set(doc.type, (counts.get(doc.type) ?? 0) + 1)
    else {
      const next = headings[doc.type] ?? doc.type
      yield (next === heading ? '' : `<h2>${escaped(next)}</h2>\n`) + blockOf(readable(doc), name)
      heading = next
    }
  }
  if (others.did.length > 0) yield `<h2>What you did in records about others</h2>\n${others.did.join('')}`
  if (others.listed.length > 0) yield `<h2>Lists of people you are on</h2>\n${others.listed.join('')}`
  const rest = [...counts].map(([type, count]) => `<li>${count} × ${escaped(technical[type] ?? type)}</li>`)
  yield `<h2>Held besides</h2><ul>${rest.join('')}</ul></main></body></html>\n`
}

/** Without what every record has, and with its year first. */
function readable({ type: _type, v: _v, ...doc }: Document): Record<string, unknown> {
  return doc
}

function blockOf(fields: Readonly<Record<string, unknown>>, name: Name): string {
  const rows = Object.entries(fields).map(
    ([key, value]) => `<dt>${escaped(labelOf(key))}</dt><dd>${valueOf(key, value, name)}</dd>`,
  )
  return `<dl>${rows.join('')}</dl>\n`
}

/** `carriedUntil` as `Carried until`. */
function labelOf(key: string): string {
  const words = labels[key] ?? key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const labels: Readonly<Record<string, string>> = {
  at: 'when',
  on: 'on',
  seq: 'line',
  by: 'by',
  link: 'sign-in (hash)',
  leftOn: 'last day',
  joinedOn: 'first day',
  place: 'council or region',
  minutes: 'hours',
  early: 'may use carried hours',
  late: 'from the allocation',
  policy: 'policy version',
}

const inMinutes = new Set([
  'minutes',
  'claimed',
  'held',
  'unclaimed',
  'granted',
  'early',
  'late',
  'allocation',
  'carried',
  'reclaimable',
  'used',
  'promised',
  'own',
  'drawn',
  'hours',
  'usable',
  'remaining',
  'shortfall',
  'wanted',
  'writtenOff',
  'days',
])
const instants = new Set(['at', 'dueAt', 'since', 'until', 'expiresAt', 'after', 'dueSince', 'endedAt'])

function valueOf(key: string, value: unknown, name: Name, within = key): string {
  if (typeof value === 'number') {
    if (instants.has(key) && value > 1e12) return escaped(`${longDate(dateAt(value))}, ${timeAt(value)} UTC`)
    if (key === 'year') return yearName(value)
    return inMinutes.has(key) || within === 'days' ? hours(value) : String(value)
  }
  if (typeof value === 'string') return escaped(textOf(key, value, name))
  if (typeof value !== 'object' || value === null)
    return escaped(value === true ? 'yes' : value === false ? 'no' : '–')
  if (!Array.isArray(value)) {
    const rows = Object.entries(value).map(
      ([inner, each]) => `<dt>${escaped(labelOf(inner))}</dt><dd>${valueOf(inner, each, name, key)}</dd>`,
    )
    return rows.length > 0 ? `<dl>${rows.join('')}</dl>` : '–'
  }
  return value.length > 0 ? value.map((each) => valueOf(key, each, name)).join('<br>') : '–'
}

function textOf(key: string, value: string, name: Name): string {
  if (key === 'activity') return activityTitle(value as ActivityId)
  if (key === 'askedBy') return askedByTitle(value as AskedBy)
  if (isLocalDate(value)) return longDate(value)
  return name(value) ?? value
}

const timeAt = (at: number): string => new Date(at).toISOString().slice(11, 16)
