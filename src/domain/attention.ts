// P2: what about a peer wants somebody's attention, and how peers are ranked by it: worst first. It informs; it decides
// nothing.
import { lotsOf, useByOf } from './lots.ts'
import type { Sums } from './account.ts'
import { addDays, type LocalDate, type Period } from './calendar.ts'
import { carriedAtRisk } from './atRisk.ts'
import { dayMinutes } from './money.ts'
import { projectionOf } from './projection.ts'
import type { RegisterStatus } from './registerDue.ts'

export interface Standing {
  /** The account of the current year. */
  readonly account: Sums
  /** Missed logs that count (P13). */
  readonly missed: readonly Period[]
  /** The last date of work logged this year. */
  readonly lastWork: LocalDate | undefined
  /** R1; undefined for whoever looks and may not know it. */
  readonly register: RegisterStatus | undefined
}

export type Reason =
  /** P13: two or more have to be decided about, one is known. */
  | { readonly type: 'missed-again' | 'missed'; readonly periods: readonly Period[] }
  /** C2: minutes carried over that will lapse at the present pace, and the last date of work that can use them. */
  | { readonly type: 'lapsing'; readonly minutes: number; readonly useBy: LocalDate }
  /** R1: and the day it was or is due. */
  | { readonly type: 'register-overdue' | 'register-due'; readonly dueOn: LocalDate }
  /** Hours to use, and no work dated in the last eight weeks; `since` is the last work, none this year if undefined. */
  | { readonly type: 'silent'; readonly since: LocalDate | undefined }
  /** C5: minutes that would be left on 31 August at the present pace, or that would be missing by then; `isOut`: none are left now. */
  | { readonly type: 'unused' | 'short'; readonly minutes: number; readonly isOut?: boolean }

const order: Record<Reason['type'], number> = {
  'missed-again': 0,
  lapsing: 1,
  missed: 2,
  'register-overdue': 3,
  silent: 4,
  unused: 5,
  short: 6,
  'register-due': 7,
}

const silentDays = 56
/** A projection this close to what is left is a good pace: a tenth of the allocation, and a day at least. */
const goodPace = (allocation: number): number => Math.max(dayMinutes, allocation / 10)

/** What wants attention on a date of the account's year, worst first; none for a peer on course. */
export function attentionTo(
  { account, missed, lastWork, register }: Standing,
  today: LocalDate,
  projection = projectionOf(account, today),
  atRisk = carriedAtRisk(account, today),
): Reason[] {
  const reasons: Reason[] = []
  if (missed.length > 0)
    reasons.push({ type: missed.length > 1 ? 'missed-again' : 'missed', periods: missed })
  const lapsing = atRisk?.lapsing ?? 0
  if (lapsing > 0) reasons.push({ type: 'lapsing', minutes: lapsing, useBy: useByOf(account) })
  if (register?.dueOn !== undefined && register.state !== 'current')
    reasons.push({
      type: register.daysOver > 0 ? 'register-overdue' : 'register-due',
      dueOn: register.dueOn,
    })
  const isSilent = lastWork === undefined || lastWork < addDays(today, -silentDays)
  if (projection && isSilent && lotsOf(account).allocation.left > 0)
    reasons.push({ type: 'silent', since: lastWork })
  else if (projection && projection.unused > goodPace(account.allocation))
    reasons.push({ type: 'unused', minutes: projection.unused })
  if (projection && -projection.unused > goodPace(account.allocation))
    reasons.push({
      type: 'short',
      minutes: -projection.unused,
      isOut: lotsOf(account).allocation.left === 0,
    })
  return reasons.toSorted((one, other) => order[one.type] - order[other.type])
}

/** By the worst reason, then how many there are, then how much; below 0 when `one` comes first. */
export function compareAttention(one: readonly Reason[], other: readonly Reason[]): number {
  const rank = ([worst]: readonly Reason[]): number => (worst ? order[worst.type] : Infinity)
  if (rank(one) !== rank(other)) return rank(one) < rank(other) ? -1 : 1
  return other.length - one.length || sizeOf(other[0]) - sizeOf(one[0])
}

function sizeOf(reason: Reason | undefined): number {
  if (!reason) return 0
  if ('minutes' in reason) return reason.minutes
  return 'periods' in reason ? reason.periods.length : 0
}
