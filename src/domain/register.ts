// R1, R2: a peer's register of interests: versions that follow one another without gaps and are never altered, but for a
// text that its peer takes out of a former one.
import { z } from 'zod'
import { isLocalDate, type LocalDate } from './calendar.ts'
import type { Policy } from './policy.ts'
import { ok, refuse, type Result } from './result.ts'

/** Entries of text are this long at most; so many are in one register, and so long together, in bytes of JSON. */
export const mostEntryText = 500
export const mostEntries = 20
export const mostBytes = 10_000

export const RegisterEntry = z.strictObject({
  /** The entry's own number: the same in every version that holds it, however it is reworded. */
  id: z.int().positive(),
  heading: z.string(),
  /** None once it was redacted. */
  text: z.string().exactOptional(),
  from: z.string().exactOptional(),
  to: z.string().exactOptional(),
  sensitive: z.boolean(),
  redacted: z.strictObject({ on: z.string(), by: z.string() }).exactOptional(),
})
export type RegisterEntry = Readonly<z.infer<typeof RegisterEntry>>

export const whys = ['first', 'annual', 'change', 'correction'] as const
/** Why a version was saved: the yearly update confirms as well; a change and a correction leave the date alone. */
export type Why = (typeof whys)[number]

const AnsweredHeading = z.strictObject({ id: z.string(), title: z.string(), isNone: z.boolean() })
/** A heading as a version answers it, with the title that it had then. */
export type AnsweredHeading = Readonly<z.infer<typeof AnsweredHeading>>

export const RegisterVersion = z.strictObject({
  type: z.literal('register-version'),
  v: z.literal(1),
  seq: z.int().positive(),
  at: z.int(),
  on: z.string(),
  by: z.string(),
  why: z.enum(whys),
  /** The version of the group policy that named the headings. */
  policy: z.int(),
  headings: z.array(AnsweredHeading),
  entries: z.array(RegisterEntry),
})
export type RegisterVersion = Readonly<z.infer<typeof RegisterVersion>>

/** What a form states: every heading's own *none*, and entries; those that are in the register already by their number. */
export interface Stated {
  readonly none: Readonly<Record<string, boolean>>
  readonly entries: readonly StatedEntry[]
}
export interface StatedEntry {
  readonly id: number | undefined
  readonly heading: string
  readonly text: string
  readonly from: LocalDate
  readonly to: LocalDate
  readonly sensitive: boolean
}

export type RegisterProblem =
  | {
      readonly type: 'too-long'
      readonly heading: string
      readonly title: string
      readonly characters: number
    }
  | { readonly type: 'no-date'; readonly heading: string; readonly title: string }
  | {
      readonly type: 'reversed'
      readonly heading: string
      readonly title: string
      readonly from: LocalDate
      readonly to: LocalDate
    }
  /** Dates or a mark without a text. */
  | { readonly type: 'no-text'; readonly heading: string; readonly title: string }
  | {
      readonly type: 'none-and-entries'
      readonly heading: string
      readonly title: string
      readonly entries: number
    }
  | { readonly type: 'unanswered'; readonly heading: string; readonly title: string }
  | { readonly type: 'too-many'; readonly entries: number }
  | { readonly type: 'too-much'; readonly bytes: number }

export type Headings = Policy['register']['headings']

/** What keeps a statement from being saved, heading by heading. */
export function problemsIn({ none, entries }: Stated, headings: Headings): RegisterProblem[] {
  const problems: RegisterProblem[] = []
  for (const { id: heading, title } of headings) {
    const own = entries.filter((each) => each.heading === heading)
    for (const { text, from, to } of own) {
      const characters = Array.from(text).length
      if (characters > mostEntryText) problems.push({ type: 'too-long', heading, title, characters })
      if (characters === 0) problems.push({ type: 'no-text', heading, title })
      const isDated = [from, to].every((date) => date === '' || isLocalDate(date))
      if (!isDated) problems.push({ type: 'no-date', heading, title })
      else if (from !== '' && to !== '' && to < from)
        problems.push({ type: 'reversed', heading, title, from, to })
    }
    if (none[heading] && own.length > 0)
      problems.push({ type: 'none-and-entries', heading, title, entries: own.length })
    if (!none[heading] && own.length === 0) problems.push({ type: 'unanswered', heading, title })
  }
  if (entries.length > mostEntries) problems.push({ type: 'too-many', entries: entries.length })
  const bytes = entries.reduce((sum, { text }) => sum + bytesOf(text), 0)
  if (bytes > mostBytes) problems.push({ type: 'too-much', bytes })
  return problems
}

/** What a text takes in a card. */
const bytesOf = (text: string): number => new TextEncoder().encode(JSON.stringify(text)).length

export interface Saving {
  readonly why: Why
  readonly on: LocalDate
  readonly at: number
  readonly by: string
  readonly policy: Policy
  /** The highest number that any entry has had. */
  readonly lastEntry: number
}

/** The version that a statement makes after another one, or the problems with it; `register-unchanged` for the same again. */
export function nextVersion(
  before: RegisterVersion | undefined,
  stated: Stated,
  { why, on, at, by, policy, lastEntry }: Saving,
): Result<
  RegisterVersion,
  | { type: 'register-problems'; problems: readonly RegisterProblem[] }
  | { type: 'register-unchanged'; seq: number }
> {
  const { headings } = policy.register
  const problems = problemsIn(stated, headings)
  if (problems.length > 0) return refuse({ type: 'register-problems', problems })
  const known = new Map(before?.entries.map((entry) => [entry.id, entry]))
  let last = lastEntry
  const entries = stated.entries.map((entry): RegisterEntry => {
    const { id, heading, text, from, to, sensitive } = entry
    const kept = id !== undefined && known.get(id)?.heading === heading ? id : undefined
    // A forged number is a new entry's; and no number is used twice.
    if (kept !== undefined) known.delete(kept)
    return { id: kept ?? ++last, heading, text, ...(from && { from }), ...(to && { to }), sensitive }
  })
  const order = new Map(headings.map(({ id }, at) => [id, at]))
  const version: RegisterVersion = {
    type: 'register-version',
    v: 1,
    seq: (before?.seq ?? 0) + 1,
    at,
    on,
    by,
    why: before ? why : 'first',
    policy: policy.version,
    headings: headings.map(({ id, title }) => ({ id, title, isNone: stated.none[id] === true })),
    entries: entries.toSorted(
      (one, other) => (order.get(one.heading) ?? 0) - (order.get(other.heading) ?? 0) || one.id - other.id,
    ),
  }
  return before && why !== 'annual' && isSame(before, version)
    ? refuse({ type: 'register-unchanged', seq: before.seq })
    : ok(version)
}

/** Whether two versions state the same. */
export const isSame = (one: RegisterVersion, other: RegisterVersion): boolean =>
  JSON.stringify([one.headings, one.entries]) === JSON.stringify([other.headings, other.entries])

/** The titles of the headings that a policy asks about and a version does not answer. */
export const unansweredIn = ({ headings: answered }: RegisterVersion, headings: Headings): string[] =>
  headings.filter(({ id }) => !answered.some((each) => each.id === id)).map(({ title }) => title)

/**
 * R2: a former version without the text of an entry, wherever it stands in it: under that number, or in the same words.
 * What the current version says under that number stays. Undefined when nothing in it is to go.
 */
export function redactIn(
  version: RegisterVersion,
  { id, text }: Pick<RegisterEntry, 'id' | 'text'>,
  current: RegisterVersion,
  redacted: { on: LocalDate; by: string },
): RegisterVersion | undefined {
  const inForce = current.entries.find((entry) => entry.id === id)?.text
  const isToGo = (entry: RegisterEntry) =>
    entry.text !== undefined && (entry.id === id ? entry.text !== inForce : entry.text === text)
  if (version.seq === current.seq || !version.entries.some(isToGo)) return undefined
  const entries = version.entries.map((entry): RegisterEntry => {
    if (!isToGo(entry)) return entry
    const { text: _, ...rest } = entry
    return { ...rest, redacted }
  })
  return { ...version, entries }
}

/** Whether the current version says so, under that number or another. */
export const isInForce = (current: RegisterVersion, { text }: Pick<RegisterEntry, 'text'>): boolean =>
  current.entries.some((entry) => entry.text === text)
