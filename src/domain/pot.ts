// X1: the central pot of a group and year, in minutes: funded = available + reserved + granted, always. A request is
// reserved whole or waits in order; a grant comes out of what was reserved for it.
import { z } from 'zod'
import type { MeetingYear } from './calendar.ts'
import { groupIds } from './policy.ts'
import { Ask, inPlaceOf, TurnedKey, type KeyName } from './request.ts'
import type { Refusal } from './refusal.ts'
import { ok, refuse, type Result } from './result.ts'

const minutes = z.int().min(0)

export const Pot = z.strictObject({
  type: z.literal('pot'),
  v: z.literal(1),
  group: z.enum(groupIds),
  year: z.int(),
  /** Y2: what the group was given for the year, and what of it is allocated to peers. */
  given: minutes,
  allocated: minutes,
  funded: minutes,
  reserved: minutes,
  granted: minutes,
  /** Requests that wait, unreserved, for hours to return. */
  waiting: z.int().min(0),
  /** The last request's and the last claim code's number. */
  requests: z.int().min(0),
  claims: z.int().min(0),
})
export type Pot = Readonly<z.infer<typeof Pot>>

export const emptyPot = (group: Pot['group'], year: MeetingYear): Pot => ({
  type: 'pot',
  v: 1,
  group,
  year,
  given: 0,
  allocated: 0,
  funded: 0,
  reserved: 0,
  granted: 0,
  waiting: 0,
  requests: 0,
  claims: 0,
})

export const availableIn = ({ funded, reserved, granted }: Pot): number => funded - reserved - granted
/** Y2: what the group has neither allocated to peers nor put into the pot. */
export const unallocatedIn = ({ given, allocated, funded }: Pot): number => given - allocated - funded

const over = ['granted', 'declined', 'withdrawn', 'closed', 'covered'] as const

export const PotRequest = z.strictObject({
  type: z.literal('request'),
  v: z.literal(1),
  /** The id that its sender gave it, and its number in the pot's order. */
  id: z.string(),
  seq: z.int(),
  year: z.int(),
  person: z.string(),
  at: z.int(),
  on: z.string(),
  ask: Ask,
  /** P11: as it stood when it was sent. */
  sum: z.strictObject({
    hours: minutes,
    usable: minutes,
    promised: minutes,
    remaining: minutes,
    shortfall: minutes,
  }),
  /** `waiting` for hours, or `reserved`; then how it ended. */
  state: z.enum(['waiting', 'reserved', ...over]),
  keys: z.strictObject({ national: TurnedKey.exactOptional(), head: TurnedKey.exactOptional() }),
  /** Rises with every change, so that each is told once. */
  rev: z.int(),
  /** Who ended it, when and why. */
  end: z
    .strictObject({
      by: z.string().exactOptional(),
      ...inPlaceOf,
      at: z.int(),
      reason: z.string().exactOptional(),
    })
    .exactOptional(),
  grant: z
    .strictObject({
      code: z.string(),
      /** Minutes; less after a revoke. */
      minutes,
      /** X4: what was taken back of it, unused, and why. */
      revoked: z.strictObject({ minutes, by: z.string(), at: z.int(), reason: z.string() }).exactOptional(),
      /** P11: recomputed at the second key. */
      sum: z.strictObject({
        hours: minutes,
        usable: minutes,
        promised: minutes,
        remaining: minutes,
        shortfall: minutes,
      }),
    })
    .exactOptional(),
})
export type PotRequest = Readonly<z.infer<typeof PotRequest>>

export const isOpen = ({ state }: PotRequest): boolean => state === 'waiting' || state === 'reserved'

/** A pot and a request after one step. */
export interface Step {
  readonly pot: Pot
  readonly request: PotRequest
}

/** X2: takes a request in: reserved whole, or waiting behind those that wait already. */
export function arrive(
  pot: Pot,
  sent: Omit<PotRequest, 'type' | 'v' | 'seq' | 'state' | 'keys' | 'rev'>,
): Step {
  const { shortfall } = sent.sum
  const fits = pot.waiting === 0 && shortfall <= availableIn(pot)
  const seq = pot.requests + 1
  const state = fits ? 'reserved' : 'waiting'
  return {
    pot: { ...count(pot, state, shortfall, 1), requests: seq },
    request: { type: 'request', v: 1, ...sent, seq, state, keys: {}, rev: 1 },
  }
}

/** Adds a request to, or takes it out of, what the pot counts for its state. */
const count = (pot: Pot, state: PotRequest['state'], shortfall: number, sign: 1 | -1): Pot => ({
  ...pot,
  reserved: pot.reserved + (state === 'reserved' ? sign * shortfall : 0),
  waiting: pot.waiting + (state === 'waiting' ? sign : 0),
})

/** Hours have returned: the first that waits is reserved, if it fits; undefined when it must wait on. */
export function reserve(pot: Pot, request: PotRequest): Step | undefined {
  const { shortfall } = request.sum
  if (request.state !== 'waiting' || shortfall > availableIn(pot)) return undefined
  const freed = count(pot, 'waiting', shortfall, -1)
  return {
    pot: count(freed, 'reserved', shortfall, 1),
    request: { ...request, state: 'reserved', rev: request.rev + 1 },
  }
}

export function turn(request: PotRequest, key: KeyName, turned: TurnedKey): Result<PotRequest, Refusal> {
  if (!isOpen(request)) return refuse({ type: 'request-over', state: request.state })
  if (request.keys[key]) return refuse({ type: 'key', problem: 'turned' })
  return ok({ ...request, keys: { ...request.keys, [key]: turned }, rev: request.rev + 1 })
}

export const hasAllKeys = ({ keys }: PotRequest, needed: readonly KeyName[]): boolean =>
  needed.every((key) => keys[key] !== undefined)

/**
 * X2, P11: grants a reserved request with the sum as it stands now: it may shrink, never grow. What it shrinks by
 * returns to the pot; one that shrinks to nothing is covered by the peer's own hours.
 */
export function grant(pot: Pot, request: PotRequest, sum: PotRequest['sum'], at: number): Step {
  const asked = request.sum.shortfall
  const given = Math.min(asked, sum.shortfall)
  const freed = count(pot, 'reserved', asked, -1)
  const rev = request.rev + 1
  if (given === 0) return { pot: freed, request: { ...request, state: 'covered', rev, end: { at } } }
  const claims = pot.claims + 1
  const code = claimCode(pot.year, claims)
  return {
    pot: { ...freed, granted: freed.granted + given, claims },
    request: { ...request, state: 'granted', rev, end: { at }, grant: { code, minutes: given, sum } },
  }
}

/** X4: `CP-2627-0007`. */
export const claimCode = (year: MeetingYear, number: number): string =>
  `CP-${String(year % 100).padStart(2, '0')}${String((year + 1) % 100).padStart(2, '0')}-${String(number).padStart(4, '0')}`

/** Declines, withdraws or closes an open request; its hours return to the pot. */
export function end(
  pot: Pot,
  request: PotRequest,
  state: 'declined' | 'withdrawn' | 'closed',
  ended: NonNullable<PotRequest['end']>,
): Result<Step, Refusal> {
  if (!isOpen(request)) return refuse({ type: 'request-over', state: request.state })
  return ok({
    pot: count(pot, request.state, request.sum.shortfall, -1),
    request: { ...request, state, rev: request.rev + 1, end: ended },
  })
}

export type Revoked = NonNullable<NonNullable<PotRequest['grant']>['revoked']>

/** X4: what a revoke gave up at the peer returns to the pot; a later one adds to it. */
export function giveBack(pot: Pot, request: PotRequest, revoked: Revoked): Step {
  if (!request.grant) throw new Error('only a granted request gives hours back')
  const all = revoked.minutes + (request.grant.revoked?.minutes ?? 0)
  const left = request.grant.minutes - revoked.minutes
  const grant = { ...request.grant, minutes: left, revoked: { ...revoked, minutes: all } }
  return {
    pot: { ...pot, granted: pot.granted - revoked.minutes },
    request: { ...request, grant, rev: request.rev + 1 },
  }
}

/** X1: sets what the pot is funded with; never below what is reserved and granted, never above what the group has. */
export function fund(pot: Pot, funded: number): Result<Pot, Refusal> {
  const least = pot.reserved + pot.granted
  const most = pot.given - pot.allocated
  if (!Number.isInteger(funded) || funded < least || funded > most)
    return refuse({ type: 'pot-limit', asked: funded, least, most })
  return ok({ ...pot, funded })
}

/** Y2: gives a peer so many minutes of what the group has left, or takes them back when negative. */
export function allot(pot: Pot, minutes: number): Result<Pot, Refusal> {
  const left = unallocatedIn(pot)
  return minutes > left
    ? refuse({ type: 'group-limit', asked: minutes, left })
    : ok({ ...pot, allocated: pot.allocated + minutes })
}

/** Y2: what the group is given for the year; never less than peers and pot have of it. */
export function give(pot: Pot, given: number): Result<Pot, Refusal> {
  const least = pot.allocated + pot.funded
  return given < least ? refuse({ type: 'given-limit', asked: given, least }) : ok({ ...pot, given })
}
