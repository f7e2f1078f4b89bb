// `audit`: who did what when, by person, request and dates; the office's answer to “how did this come about?”.
import { z } from 'zod'
import { parts, seeAudit, type AuditAsked, type Part } from '../../../app/records/audit.ts'
import type { Deps } from '../../../app/deps.ts'
import { listPeople } from '../../../app/people/people.ts'
import { addDays, isLocalDate } from '../../../domain/calendar.ts'
import { list, longDate } from '../../../domain/format.ts'
import type { Person } from '../../../domain/person.ts'
import { tell } from '../../words/auditWords.ts'
import { button, reply } from '../../cards.ts'
import { readPeriod } from '../../reading/period.ts'
import { sentence } from '../../replies.ts'
import { readsUntil, type Reply, type Turn } from '../../turn.ts'
import { beginning, kept } from '../typed.ts'

export const AuditForm = z.object({
  person: kept.field,
  part: kept.field,
  request: kept.field,
  from: kept.field,
  to: kept.field,
})
export type AuditForm = z.infer<typeof AuditForm>

const pageSize = 8
/** Days back, unless other dates are asked for. */
const usualDays = 90

const partTitles: Record<Part, string> = {
  both: 'What they did, and what was done about them',
  did: 'What they did',
  about: 'What was done about them',
}

/** `audit`, `audit alex wilber`, `audit 7`, `audit CP-2627-0007`, `audit alex october`. */
export function openAudit(deps: Deps, turn: Turn, text: string): Promise<Reply> {
  const { today } = turn
  const usual = { from: addDays(today, -usualDays), to: today }
  const rest = text.trim()
  const number = /^(?:request\s+)?(?:no\.?\s*)?(\d{1,6}|cp-\d{4}-\d{4})$/i.exec(rest)?.[1]
  const empty = { person: '', part: 'both', request: '' }
  if (number !== undefined) return showAudit(deps, turn, { ...empty, ...usual, request: number })
  const words = rest === '' ? [] : rest.split(/\s+/)
  for (let at = 0; at < words.length; at++) {
    const period = readPeriod(words.slice(at).join(' '), today)
    if (period) return showAudit(deps, turn, { ...empty, ...period, person: words.slice(0, at).join(' ') })
  }
  return showAudit(deps, turn, { ...empty, ...usual, person: rest })
}

/** @param after where the page begins. */
export async function showAudit(deps: Deps, turn: Turn, form: AuditForm, after?: string): Promise<Reply> {
  const people = await listPeople(deps.store, turn.person.group)
  const read = readForm(form, people)
  if ('problems' in read) return formReply(form, read.problems)
  const asked = { ...read.asked, after, size: pageSize }
  const found = await seeAudit(deps, turn.person, asked, readsUntil(turn))
  if (!found.ok) return formReply(form, [sentence(found.error)])
  const { happenings, people: named, next } = found.value
  const told = happenings.map((each) => tell(each, named))
  const rows = told.map(({ title, detail }) => ({
    title: beginning(title, 250),
    detail: beginning(detail, 260),
  }))
  const about = read.who === undefined ? '' : `${partTitles[read.asked.part]}: ${read.who}.`
  const lines = [
    `${longDate(form.from)} to ${longDate(form.to)}, the newest first. Read from the records themselves (rule D5).`,
    ...(about ? [about] : []),
    ...(form.request.trim() ? [`Request ${form.request.trim()}.`] : []),
    ...(rows.length === 0 ? [after === undefined ? 'Nothing happened.' : 'That was all.'] : []),
  ]
  return reply('audit', [...lines, ...told.map(({ title }) => title)].join(' ').slice(0, 1000), {
    title: after === undefined ? 'Audit' : 'Audit: older',
    problems: [],
    lines,
    rows,
    ...inputs(form),
    actions: [
      button('Show', 'audit/show', {}, { inputs: 'auto', style: 'positive' }),
      ...(next === undefined ? [] : [button('Older', 'audit/older', { of: form, after: next })]),
      ...(after === undefined ? [] : [button('Newest', 'audit/older', { of: form })]),
      button('Verify the records', 'verify'),
    ],
  })
}

type Read =
  | { readonly asked: Omit<AuditAsked, 'size'>; readonly who: string | undefined }
  | { readonly problems: readonly string[] }

function readForm(form: AuditForm, people: readonly Person[]): Read {
  const { from, to } = form
  const person = findPerson(form.person, people)
  const request = form.request.trim().toUpperCase()
  const problems = [
    ...('problem' in person ? [person.problem] : []),
    ...(isDate(from) ? [] : ['From: pick the first day.']),
    ...(isDate(to) ? [] : ['To: pick the last day.']),
    ...(/^(?:|\d{1,6}|CP-\d{4}-\d{4})$/.test(request)
      ? []
      : ['Request: type its number, such as 7, or its claim code, such as CP-2627-0007.']),
  ]
  if (problems.length > 0 || 'problem' in person) return { problems }
  return {
    who: person.found?.name,
    asked: {
      from,
      to,
      person: person.found?.id,
      part: parts.find((each) => each === form.part) ?? 'both',
      request: request === '' ? undefined : request.replace(/^0+(?=\d)/, ''),
    },
  }
}

const isDate = (text: string): boolean => isLocalDate(text) && text >= '2001-09-01' && text < '2101-01-01'

/** Whoever is meant by a name, a part of one, or an address. */
function findPerson(
  typed: string,
  people: readonly Person[],
): { found: Person | undefined } | { problem: string } {
  const text = plain(typed)
  if (text === '') return { found: undefined }
  const exact = people.filter(({ name, email }) => plain(name) === text || plain(email) === text)
  const some = exact.length > 0 ? exact : people.filter(({ name }) => plain(name).includes(text))
  const [one, ...others] = some
  if (one && others.length === 0) return { found: one }
  return {
    problem: one
      ? `Person: ${some.length} people have that name: ${list(some.slice(0, 5).map(({ name, email }) => `${name} (${email})`))}. Type more of it, or the address.`
      : `Person: nobody in your group is called “${beginning(typed.trim(), 60)}”. Type a name, a part of one, or the work address.`,
  }
}

/** Without accents and capitals, so that Siân is found as sian. */
const plain = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').trim().toLowerCase()

const inputs = ({ person, part, request, from, to }: AuditForm) => ({
  person,
  part: parts.find((each) => each === part) ?? 'both',
  parts: parts.map((each) => ({ title: partTitles[each], value: each })),
  request,
  from: isLocalDate(from) ? from : '',
  to: isLocalDate(to) ? to : '',
})

const formReply = (form: AuditForm, problems: readonly string[]): Reply =>
  reply('audit', ['Audit.', ...problems].join(' ').slice(0, 1000), {
    title: 'Audit',
    problems,
    lines: [],
    rows: [],
    ...inputs(form),
    actions: [button('Show', 'audit/show', {}, { inputs: 'auto', style: 'positive' })],
  })
