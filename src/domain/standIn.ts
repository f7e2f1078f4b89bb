// X2: dated stand-ins for the two keys, named by whom the rules allow; in force by date.
import { z } from 'zod'
import { dateAt, type Instant, type LocalDate } from './calendar.ts'
import type { Person, Role } from './person.ts'
import type { Refusal } from './refusal.ts'
import { ok, refuse, type Result } from './result.ts'

export const StandIn = z.strictObject({
  type: z.literal('stand-in'),
  v: z.literal(1),
  id: z.string(),
  key: z.enum(['national', 'head']),
  /** Who stands in, and who named them. */
  person: z.string(),
  by: z.string(),
  from: z.string(),
  /** The last day; a standing stand-in has none. */
  to: z.string().exactOptional(),
  /** When they were named, and when and by whom it was ended before its last day, which is kept: a standing one had none. */
  at: z.int().exactOptional(),
  ended: z.strictObject({ by: z.string(), at: z.int(), to: z.string().exactOptional() }).exactOptional(),
})
export type StandIn = Readonly<z.infer<typeof StandIn>>

export const isInForce = ({ from, to }: Pick<StandIn, 'from' | 'to'>, on: LocalDate): boolean =>
  from <= on && (to === undefined || on <= to)

export const isOver = ({ to }: Pick<StandIn, 'to'>, today: LocalDate): boolean =>
  to !== undefined && to < today

/** The days that somebody was named for, however early it was ended. */
export const namedFor = ({ from, to, ended }: StandIn): Pick<StandIn, 'from' | 'to'> => {
  const last = ended ? ended.to : to
  return { from, ...(last !== undefined && { to: last }) }
}

/** Ended with the day before; the record stays. */
export const endedOn = ({ to, ...standIn }: StandIn, last: LocalDate, by: string, at: Instant): StandIn => ({
  ...standIn,
  to: last,
  ended: { by, at, ...(to !== undefined && { to }) },
})

/** Whether somebody stood in at an instant, also of a day on which it was ended later. */
export function stoodInAt(standIn: StandIn, at: Instant): boolean {
  const { ended } = standIn
  return (ended === undefined || at < ended.at) && isInForce(namedFor(standIn), dateAt(at))
}

/** X2: who stands in for whom, from when to when. */
export type Naming = Pick<StandIn, 'key' | 'from' | 'to'>

/** Whether both are in force on some day; one that was ended before it began never is. */
function overlaps(one: Naming, other: Naming): boolean {
  const last = [one.to ?? '9999', other.to ?? '9999'].sort()[0] ?? ''
  return one.from <= last && other.from <= last
}

/**
 * X2: the National Lead Peer's stand-in is a councillor named by them or by the Group Leader; the Head's is named by
 * the Head or the Group Leader and may be office staff. One stand-in never holds both keys at a time.
 */
export function mayName(
  by: Person,
  stand: Person,
  naming: Naming,
  others: readonly StandIn[],
): Result<undefined, Refusal> {
  const holder = naming.key === 'national' ? 'national-lead' : 'head-of-office'
  const refused = (problem: Extract<Refusal, { type: 'stand-in' }>['problem']) =>
    refuse<Refusal>({ type: 'stand-in', problem })
  if (by.group !== stand.group || (by.role !== holder && by.role !== 'group-leader'))
    return refused('not-yours-to-name')
  if (naming.to !== undefined && naming.to < naming.from) return refused('dates')
  const unfit = unfitFor(naming.key, stand.role)
  if (unfit) return refused(unfit)
  const holdsOther = others.some(
    (each) => each.person === stand.id && each.key !== naming.key && overlaps(each, naming),
  )
  return holdsOther ? refused('both-keys') : ok(undefined)
}

/** X2: why somebody in a role cannot stand in for a key; undefined when they can. */
export function unfitFor(
  key: StandIn['key'],
  role: Role,
): 'oneself' | 'wrong-person' | 'both-keys' | undefined {
  if (role === (key === 'national' ? 'national-lead' : 'head-of-office')) return 'oneself'
  if (key === 'national' && (role === 'office-staff' || role === 'head-of-office')) return 'wrong-person'
  return key === 'head' && role === 'national-lead' ? 'both-keys' : undefined
}
