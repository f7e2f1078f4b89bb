// What a year's account comes to, derived from its sums: what each lot has given and has left, until when, and what is
// promised of it. All amounts are minutes.
import type { RequestSums, Sums } from './account.ts'
import { addDays, carriedUseBy, type LocalDate } from './calendar.ts'

/** C2: the last date of work for which carried hours can be used: 30 November, unless it was extended. */
export const useByOf = ({ year, extension }: Pick<Sums, 'year' | 'extension'>): LocalDate =>
  extension?.until ?? carriedUseBy(year)

/** D4: days after the use-by date in which work that uses carried hours may be logged: to 31 December. */
const daysToLogCarried = 31

/** D4: the last day on which work that uses carried hours may be logged. */
export const logByOf = (account: Pick<Sums, 'year' | 'extension'>): LocalDate =>
  addDays(useByOf(account), daysToLogCarried)

/** C2: minutes written off of what was carried in; a late change of the year before may leave less than that. */
export const writtenOffOf = ({ carried, writtenOff = 0 }: Sums): number => Math.min(carried, writtenOff)

/** What a lot holds, in minutes: given = drawn + left + written off. Held minutes count as drawn from it. */
export interface Lot {
  readonly given: number
  readonly drawn: number
  readonly left: number
}

/** D1: the split between carried hours and the year's allocation. */
export function lotsOf(account: Sums): { carried: Lot; allocation: Lot } {
  const usable = account.carried - writtenOffOf(account)
  const fromCarried = Math.min(usable, account.early)
  const fromAllocation = account.early - fromCarried + account.late
  return {
    carried: { given: account.carried, drawn: fromCarried, left: usable - fromCarried },
    allocation: {
      given: account.allocation,
      drawn: fromAllocation,
      left: account.allocation - fromAllocation,
    },
  }
}

/** X4: minutes of a grant that entries naming it may still draw. */
export const grantLeft = ({ granted, drawn }: RequestSums): number => granted - drawn

/** X4: what the pot gave this peer for the year, in minutes. */
export function grantsOf(account: Sums): Lot {
  const all = Object.values(account.requests)
  const given = all.reduce((sum, { granted }) => sum + granted, 0)
  const drawn = all.reduce((sum, each) => sum + each.drawn, 0)
  return { given, drawn, left: given - drawn }
}

/** P11: days after the last day of the work in which it may still be logged against its promise. */
const daysToLog = 30

/** P11: a promise ends when it is used up, or when the work is done and there has been time to log it. */
const stillPromised = ({ promised, own, to }: RequestSums, today: LocalDate): number =>
  to !== '' && today <= addDays(to, daysToLog) ? Math.max(0, promised - own) : 0

/** P11: minutes of the peer's own hours that are promised to requests today, other than the one named. */
export const promisedBeside = (account: Sums, today: LocalDate, request?: string): number =>
  Object.entries(account.requests).reduce(
    (sum, [id, sums]) => (id === request ? sum : sum + stillPromised(sums, today)),
    0,
  )

/** C2: minutes the year carries on: what is unused of its allocation. Carried hours are not carried twice. */
export const carriesOn = (account: Sums): number => Math.max(0, lotsOf(account).allocation.left)

/**
 * D1: how many of the minutes the lots can give, when at most `early` of them may draw on carried hours. From two
 * bounds: late ≤ allocation, and early + late ≤ allocation + carried hours that are not written off.
 */
export function roomFor(account: Sums, asked: number, early: number): number {
  const lateRoom = account.allocation - account.late
  const usable = account.carried - writtenOffOf(account)
  const room = account.allocation + usable - account.early - account.late
  return Math.max(0, Math.min(asked, early + lateRoom, room))
}
