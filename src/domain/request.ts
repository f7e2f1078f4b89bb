// P11, X2: a request for days from the central pot: what it asks for, and which two keys it takes.
import { z } from 'zod'
import { logByOf, lotsOf, promisedBeside, useByOf } from './lots.ts'
import type { Sums } from './account.ts'
import { askedByIds, strands } from './activities.ts'
import { daysBetween, isLocalDate, yearClosesOn, yearOf, type LocalDate } from './calendar.ts'
import type { Person, Role } from './person.ts'
import type { Refusal, ShortfallSum } from './refusal.ts'
import { ok, refuse, type Result } from './result.ts'
import type { StandIn } from './standIn.ts'
import { isInForce } from './standIn.ts'

/** What a peer asks for; the text is read by both approvers and names no individual (P6). */
export const Ask = z.strictObject({
  /** Minutes of work. */
  minutes: z.int(),
  from: z.string(),
  to: z.string(),
  what: z.string().min(1).max(500),
  strand: z.enum(strands),
  askedBy: z.enum(askedByIds),
})
export type Ask = Readonly<z.infer<typeof Ask>>

const mostMinutes = 400 * 60
/** D3: as much as may be dated one day. */
const dayMinutes = 24 * 60

/** Whether the hours and dates can be asked for at all. */
export function checkAsk({ minutes, from, to }: Ask, today: LocalDate): Result<undefined, Refusal> {
  if (minutes <= 0 || minutes % 15 !== 0 || minutes > mostMinutes)
    return refuse({ type: 'request-hours', minutes })
  if (!isLocalDate(from) || !isLocalDate(to) || from > to)
    return refuse({ type: 'request-dates', problem: 'reversed', from, to })
  if (minutes > (daysBetween(from, to) + 1) * dayMinutes)
    return refuse({ type: 'request-dates', problem: 'too-short', from, to })
  if (yearOf(from) !== yearOf(to)) return refuse({ type: 'request-dates', problem: 'two-years', from, to })
  if (today > yearClosesOn(yearOf(from)))
    return refuse({ type: 'request-dates', problem: 'year-closed', from, to })
  return ok(undefined)
}

/**
 * P11: what the pot would have to give; `beside`: the request itself, whose own promise does not count. Carried hours
 * are usable for work from a date on which they can be used, as long as it can be logged (C2, D4).
 */
export function shortfallOf(
  account: Sums,
  { minutes, from }: Pick<Ask, 'minutes' | 'from'>,
  today: LocalDate,
  beside?: string,
): ShortfallSum {
  const { carried, allocation } = lotsOf(account)
  const isUsable = from <= useByOf(account) && today <= logByOf(account)
  const usable = allocation.left + (isUsable ? carried.left : 0)
  const promised = promisedBeside(account, today, beside)
  const remaining = Math.max(0, usable - promised)
  return { hours: minutes, usable, promised, remaining, shortfall: Math.max(0, minutes - remaining) }
}

/** X2: the keys of a grant. */
export const keyNames = ['national', 'head'] as const
export type KeyName = (typeof keyNames)[number]

const holders: Record<KeyName, Role> = { national: 'national-lead', head: 'head-of-office' }
export const holderOf = (key: KeyName): Role => holders[key]

/** X2: in whose place somebody pressed who does not hold the key; neither, where they do. */
export const inPlaceOf = {
  /** The holder for whom a stand-in pressed; by role, when it was the Group Leader in a requester's place. */
  for: z.string().exactOptional(),
  /** The key, where nobody held its role any more: then a stand-in pressed for a vacant post. */
  vacant: z.enum(keyNames).exactOptional(),
}
export type InPlaceOf = Readonly<z.infer<z.ZodObject<typeof inPlaceOf>>>

export const TurnedKey = z.strictObject({ by: z.string(), ...inPlaceOf, at: z.int() })
export type TurnedKey = Readonly<z.infer<typeof TurnedKey>>

/** Who may turn a key today: by role, as a stand-in, or as the Group Leader in the requester's place. */
export function mayTurn(
  key: KeyName,
  person: Person,
  requester: Pick<Person, 'id' | 'group' | 'role'>,
  standIns: readonly StandIn[],
  today: LocalDate,
): boolean {
  if (person.group !== requester.group || person.id === requester.id) return false
  if (person.leftOn !== undefined && person.leftOn < today) return false
  if (requester.role === holders[key]) return person.role === 'group-leader'
  if (person.role === holders[key]) return true
  return standIns.some((each) => each.key === key && each.person === person.id && isInForce(each, today))
}

/** The key that a press turns: one still open, that the person may turn, and none of theirs turned already. */
export function keyToTurn(
  person: Person,
  requester: Pick<Person, 'id' | 'group' | 'role'>,
  turned: Readonly<Partial<Record<KeyName, TurnedKey>>>,
  needed: readonly KeyName[],
  standIns: readonly StandIn[],
  today: LocalDate,
): Result<KeyName, Refusal> {
  if (person.id === requester.id) return refuse({ type: 'key', problem: 'own-request' })
  const mine = needed.filter((key) => mayTurn(key, person, requester, standIns, today))
  if (mine.length === 0) return refuse({ type: 'key', problem: 'not-yours' })
  const open = mine.find((key) => turned[key] === undefined)
  if (open === undefined) return refuse({ type: 'key', problem: 'turned' })
  const holdsOther = needed.some((key) => turned[key]?.by === person.id)
  return holdsOther ? refuse({ type: 'key', problem: 'both-keys' }) : ok(open)
}
