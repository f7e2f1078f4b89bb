// P13: a missed log, what the peer says to it, and what is decided. Which miss of the year it is follows from the others
// that were not excused; the bot never removes anyone.
import { z } from 'zod'
import type { Refusal } from './refusal.ts'
import { ok, refuse, type Result } from './result.ts'

export const verdicts = ['spoken', 'excused', 'recommended'] as const
export type Verdict = (typeof verdicts)[number]

/** A peer's first miss of the year is told; from this one on somebody decides. */
export const decidedFrom = 2

const said = { by: z.string(), at: z.int(), text: z.string() }

export const Miss = z.strictObject({
  type: z.literal('miss'),
  v: z.literal(1),
  period: z.string(),
  person: z.string(),
  /** When it was found. */
  at: z.int(),
  /** The lead peers who are told of it. */
  leads: z.array(z.string()),
  /** Whether it was the first of the year that counts when it was found. */
  isFirst: z.boolean(),
  /** What the peer gave as the reason. */
  reason: z.strictObject({ at: z.int(), text: z.string() }).exactOptional(),
  /** From the Head of Group Office. */
  comments: z.array(z.strictObject(said)),
  /** In order; the last one stands. */
  decisions: z.array(
    z.strictObject({
      verdict: z.enum(verdicts),
      by: z.string(),
      at: z.int(),
      /** Why a miss is excused. */
      reason: z.string().exactOptional(),
    }),
  ),
})
export type Miss = Readonly<z.infer<typeof Miss>>
export type MissDecision = Miss['decisions'][number]

/** An excused miss does not count. */
export const isExcused = ({ decisions }: Miss): boolean => decisions.at(-1)?.verdict === 'excused'

/** To have spoken to the peer leaves the other two open; they end it. */
const isOver = ({ decisions }: Miss): boolean => decisions.some(({ verdict }) => verdict !== 'spoken')

/** Which miss of its year it is, counting those that are not excused: 1 is the first. `all` are one peer's of a year. */
export const ordinalOf = (period: string, all: readonly Miss[]): number =>
  1 + all.filter((each) => each.period < period && !isExcused(each)).length

/** What may be decided about it now: any miss may be excused, and the rest is for those that somebody decides. */
export function openVerdicts(miss: Miss, ordinal: number): Verdict[] {
  if (isOver(miss)) return []
  if (ordinal < decidedFrom) return ['excused']
  return verdicts.filter((verdict) => !miss.decisions.some((each) => each.verdict === verdict))
}

export function decide(
  miss: Miss,
  ordinal: number,
  { verdict, by, at, reason = '' }: { verdict: Verdict; by: string; at: number; reason?: string },
): Result<Miss, Refusal> {
  if (!openVerdicts(miss, ordinal).includes(verdict)) return refuse({ type: 'miss-decided' })
  if (verdict === 'excused' && reason === '') return refuse({ type: 'reason-missing' })
  const decision: MissDecision = { verdict, by, at, ...(verdict === 'excused' && { reason }) }
  return ok({ ...miss, decisions: [...miss.decisions, decision] })
}

/** More would not fit a card. */
export const mostComments = 5

export const comment = (miss: Miss, given: Miss['comments'][number]): Result<Miss, Refusal> => {
  if (given.text === '') return refuse({ type: 'nothing-said' })
  if (miss.comments.length >= mostComments) return refuse({ type: 'miss-decided' })
  return ok({ ...miss, comments: [...miss.comments, given] })
}

/** The peer may say it again until it is decided. */
export function giveReason(miss: Miss, reason: NonNullable<Miss['reason']>): Result<Miss, Refusal> {
  if (reason.text === '') return refuse({ type: 'nothing-said' })
  return isOver(miss) ? refuse({ type: 'miss-decided' }) : ok({ ...miss, reason })
}
