// The lines of a peer's ledger (D5): appended, never changed. Each is enough to move the account's sums by itself.
import { z } from 'zod'
import { activityIds, askedByIds } from './activities.ts'
import { Id } from './id.ts'

const minutes = z.int().min(0)
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const period = z.string().regex(/^\d{4}-\d{2}$/)
const seq = z.int().positive()

/** A request for days from the central pot, by the id its sender gave it. */
const request = Id

const line = {
  type: z.literal('entry'),
  v: z.literal(1),
  /** The meeting year by its first calendar year. */
  year: z.int(),
  /** 1, 2, 3 … without gaps within the year. */
  seq,
  /** When it was entered: epoch milliseconds. */
  at: z.int(),
  /** The same in Europe/London. */
  on: date,
  /** Who entered it: a person's id. */
  by: z.string(),
  /** The policy version that decided it. */
  policy: z.int(),
  /** D4, D5: why the office changed what was closed. */
  reason: z.string().exactOptional(),
}

/**
 * How the minutes of one piece of work are counted: minutes = claimed + held + granted + unclaimed. `early` is how
 * many of them may draw on carried hours, claimed yet or not: dated to 30 November and logged by 31 December (D1).
 * `granted` is what the grant of the request in `chargeTo` gives (X4).
 */
const counted = {
  date,
  minutes: minutes.min(15).max(1440),
  claimed: minutes,
  held: minutes,
  unclaimed: minutes,
  early: minutes,
  granted: minutes.min(1).exactOptional(),
  chargeTo: request.exactOptional(),
}

/** Why minutes are unclaimed; the first two may be re-claimed when hours are freed (D2). */
export const unclaimedReasons = ['used-up', 'no-allocation', 'conference', 'declined'] as const
export type UnclaimedReason = (typeof unclaimedReasons)[number]

/**
 * Why an entry was answered. `cleared` and `declined` are the Head of Group Office's word on held hours (X3);
 * `moved-back` is from a grant to hours of the peer's own (X4).
 */
const answers = [
  'undo',
  'correction',
  're-claim',
  'restored',
  'moved',
  'asked',
  'cleared',
  'declined',
  'moved-back',
] as const

const WorkEntry = z.strictObject({
  ...line,
  kind: z.literal('work'),
  ...counted,
  because: z.enum(unclaimedReasons).exactOptional(),
  activity: z.enum(activityIds),
  askedBy: z.enum(askedByIds),
  place: z.string().exactOptional(),
  notes: z.string().exactOptional(),
  /** D5: the note's text was removed, when and by whom; the figures never change. */
  redacted: z.strictObject({ on: date, by: z.string() }).exactOptional(),
  /** The clearance it was agreed under before the event (C4, X3). */
  clearance: request.exactOptional(),
  /** The entry this one stands in for, and why. */
  replaces: z.strictObject({ seq, as: z.enum(answers).exclude(['undo']), year: z.int() }).exactOptional(),
})

const Reversal = z.strictObject({
  ...line,
  kind: z.literal('reversal'),
  answers: seq,
  as: z.enum(answers),
  /** What it takes back: the amounts of the entry it answers. */
  work: z.strictObject({ ...counted, because: z.enum(unclaimedReasons).exactOptional() }).optional(),
  nil: period.exactOptional(),
})

export const Entry = z.discriminatedUnion('kind', [
  WorkEntry,
  Reversal,
  /** P13: nothing to log for a period. */
  z.strictObject({ ...line, kind: z.literal('nil'), period }),
  /** Y2: the peer's allocation for the whole year, in minutes, and the date it counts from (D6). */
  z.strictObject({ ...line, kind: z.literal('allocation'), minutes, from: date, reason: z.string() }),
  /** C2: what the year before carries into this one from now on, in minutes. */
  z.strictObject({ ...line, kind: z.literal('carried'), minutes }),
  /** P11: the peer's own part of work asked of the pot, promised to it; 0 ends the promise. */
  z.strictObject({
    ...line,
    kind: z.literal('promise'),
    request,
    minutes,
    from: date,
    to: date,
  }),
  /** X4: what the pot grants for that work from now on, under its claim code; less after a revoke. */
  z.strictObject({ ...line, kind: z.literal('grant'), request, code: z.string(), minutes }),
  /** D7: where an office's records begin for a peer: minutes used before that date, and carried into its year. */
  z.strictObject({
    ...line,
    kind: z.literal('opening'),
    from: date,
    used: minutes,
    /** The part of `used` that may draw on carried hours (D1). */
    early: minutes,
    carried: minutes,
  }),
  /**
   * C2: the last date of work for which the year's carried hours can be used from now on. `early`: by how much the minutes
   * that may draw on them rise, of what stands already; it falls when the date comes nearer.
   */
  z.strictObject({ ...line, kind: z.literal('extension'), until: date, early: z.int() }),
  /** C2: carried minutes that are written off in all from now on; 0 takes a write-off back. */
  z.strictObject({ ...line, kind: z.literal('write-off'), minutes }),
  /** The next year's account was opened: from here on changes are carried into it (D4). */
  z.strictObject({ ...line, kind: z.literal('next-year') }),
])
export type Entry = Readonly<z.infer<typeof Entry>>
export type WorkEntry = Readonly<z.infer<typeof WorkEntry>>
export type Reversal = Readonly<z.infer<typeof Reversal>>
export type NilEntry = Extract<Entry, { kind: 'nil' }>

/** X4: the id of the request whose hours an entry is about, or charges. */
export function requestOf(entry: Entry): string | undefined {
  if (entry.kind === 'work') return entry.chargeTo
  if (entry.kind === 'reversal') return entry.work?.chargeTo
  return entry.kind === 'grant' || entry.kind === 'promise' ? entry.request : undefined
}

/** D2: whether the unclaimed minutes of an entry may be claimed once hours are freed. */
export const isReclaimable = (entry: { unclaimed: number; because?: UnclaimedReason | undefined }): boolean =>
  entry.unclaimed > 0 && (entry.because === 'used-up' || entry.because === 'no-allocation')
