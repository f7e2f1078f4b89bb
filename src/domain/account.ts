// A peer's account for one meeting year: a few sums, folded from the entries. Which lot gave what is derived from
// the sums (D1), so the order of logging does not matter and replaying the entries gives the same account.
import { z } from 'zod'
import { periodOf, type MeetingYear } from './calendar.ts'
import { isReclaimable, type Entry, type Reversal } from './entry.ts'

const minutes = z.int()

/** Whole numbers by name. There is one a day: zod's own record would take longer to read them than all the rest of an account. */
const Counts = z.custom<Record<string, number>>(
  (given) =>
    typeof given === 'object' &&
    given !== null &&
    !Array.isArray(given) &&
    Object.values(given).every(Number.isSafeInteger),
)

/** What a request for days from the central pot stands at in the peer's account, in minutes. */
const RequestSums = z.strictObject({
  /** P11: the peer's own hours promised to the work; it falls as `own` rises. */
  promised: minutes,
  /** The dates of the work. */
  from: z.string(),
  to: z.string(),
  /** Claimed and held by entries charged to the work: from the peer's own lots, and from the grant. */
  own: minutes,
  drawn: minutes,
  /** X4: given by the pot, and under which claim code. */
  granted: minutes,
  code: z.string().exactOptional(),
})
export type RequestSums = Readonly<z.infer<typeof RequestSums>>

export const Account = z.strictObject({
  type: z.literal('account'),
  v: z.literal(1),
  year: z.int(),
  /** The last entry's number; 0 before the first. */
  seq: z.int(),
  policy: z.int(),
  /** Minutes allocated for the year, and the date from which the first allocation counts. */
  allocation: minutes,
  allocatedFrom: z.string().exactOptional(),
  /** C1: once it was changed, every allocation with the date of the change; the first counts from `allocatedFrom`. */
  allocations: z.array(z.strictObject({ on: z.string(), minutes })).exactOptional(),
  /** Minutes carried in from the year before (C2). */
  carried: minutes,
  /** Claimed and held minutes that may draw on carried hours: dated to 30 November, logged by 31 December. */
  early: minutes,
  /** All other claimed and held minutes. */
  late: minutes,
  /** The part of early and late that waits for a clearance (X3). */
  held: minutes,
  unclaimed: minutes,
  /** The part of unclaimed that may be re-claimed (D2). */
  reclaimable: minutes,
  /** By the id of the request (X1, P11, X4). */
  requests: z.record(z.string(), RequestSums),
  /** Minutes logged by date, `MM-DD` (D3). */
  days: Counts,
  /** Entries by period, and nil returns by period (P13). */
  periods: Counts,
  nils: Counts,
  /** D7: where the records begin; `used` minutes are counted in early and late, `carried` is carried in. */
  opening: z.strictObject({ from: z.string(), used: minutes, early: minutes }).exactOptional(),
  /** C2: the date to which carried hours were extended, by the entry of that number. */
  extension: z.strictObject({ until: z.string(), seq: z.int() }).exactOptional(),
  /** C2: carried minutes that were written off. */
  writtenOff: minutes.exactOptional(),
  /** Whether the next year's account exists and takes in what this one carries on. */
  hasNext: z.boolean(),
})
export type Account = Readonly<z.infer<typeof Account>>

/** The account of a year before anything happened in it. */
export const emptyAccount = (year: MeetingYear): Account => ({
  type: 'account',
  v: 1,
  year,
  seq: 0,
  policy: 0,
  allocation: 0,
  carried: 0,
  early: 0,
  late: 0,
  held: 0,
  unclaimed: 0,
  reclaimable: 0,
  requests: {},
  days: {},
  periods: {},
  nils: {},
  hasNext: false,
})

/** The account after one more entry. */
export function applyEntry(account: Account, entry: Entry): Account {
  const next = { ...account, seq: entry.seq, policy: entry.policy }
  switch (entry.kind) {
    case 'work':
      return count(next, entry, 1)
    case 'reversal':
      if (entry.work) return count(next, entry.work, -1)
      return entry.nil ? { ...next, nils: tally(next.nils, entry.nil, -1) } : next
    case 'nil':
      return { ...next, nils: tally(next.nils, entry.period, 1) }
    case 'allocation':
      return {
        ...next,
        allocation: entry.minutes,
        allocatedFrom: account.allocatedFrom ?? entry.from,
        ...(account.allocatedFrom !== undefined && {
          allocations: [
            ...(account.allocations ?? [{ on: account.allocatedFrom, minutes: account.allocation }]),
            { on: entry.on, minutes: entry.minutes },
          ],
        }),
      }
    case 'carried':
      return { ...next, carried: entry.minutes }
    case 'promise': {
      const { request, minutes: promised, from, to } = entry
      return {
        ...next,
        requests: { ...next.requests, [request]: { ...sumsFor(next, request), promised, from, to } },
      }
    }
    case 'grant': {
      const { request, minutes: granted, code } = entry
      return {
        ...next,
        requests: { ...next.requests, [request]: { ...sumsFor(next, request), granted, code } },
      }
    }
    case 'opening': {
      const { from, used, early, carried } = entry
      const was = account.opening ?? { used: 0, early: 0 }
      return {
        ...next,
        carried,
        early: account.early + early - was.early,
        late: account.late + (used - early) - (was.used - was.early),
        opening: { from, used, early },
      }
    }
    case 'extension': {
      const { until, early, seq } = entry
      return {
        ...next,
        early: account.early + early,
        late: account.late - early,
        extension: { until, seq },
      }
    }
    case 'write-off':
      return { ...next, writtenOff: entry.minutes }
    case 'next-year':
      return { ...next, hasNext: true }
  }
}

/** Replays a year's entries; equals the stored account, always. */
export const replay = (year: MeetingYear, entries: Iterable<Entry>): Account => {
  let account = emptyAccount(year)
  for (const entry of entries) account = applyEntry(account, entry)
  return account
}

function count(account: Account, work: NonNullable<Reversal['work']>, sign: 1 | -1): Account {
  const taken = work.claimed + work.held
  const early = Math.min(work.early, taken)
  return {
    ...account,
    early: account.early + sign * early,
    late: account.late + sign * (taken - early),
    held: account.held + sign * work.held,
    unclaimed: account.unclaimed + sign * work.unclaimed,
    reclaimable: account.reclaimable + (isReclaimable(work) ? sign * work.unclaimed : 0),
    requests: charge(account, work, sign),
    days: tally(account.days, work.date.slice(5), sign * work.minutes),
    periods: tally(account.periods, periodOf(work.date), sign),
  }
}

/** What an entry that names a request moves in its sums. */
function charge(account: Account, work: NonNullable<Reversal['work']>, sign: 1 | -1): Account['requests'] {
  const { chargeTo, claimed, held, granted = 0 } = work
  if (chargeTo === undefined) return account.requests
  const sums = sumsFor(account, chargeTo)
  const [own, drawn] = [sums.own + sign * (claimed + held), sums.drawn + sign * granted]
  return { ...account.requests, [chargeTo]: { ...sums, own, drawn } }
}

const sumsFor = (account: Account, request: string): RequestSums =>
  account.requests[request] ?? { promised: 0, from: '', to: '', own: 0, drawn: 0, granted: 0 }

/** Adds to one key's number; a key at zero is left out. */
function tally(numbers: Readonly<Record<string, number>>, key: string, by: number): Record<string, number> {
  const { [key]: before = 0, ...others } = numbers
  return before + by === 0 ? others : { ...numbers, [key]: before + by }
}

/** An account without what it keeps by date. */
export const Sums = Account.omit({ days: true, periods: true, nils: true })
export type Sums = Readonly<z.infer<typeof Sums>>

export const toSums = ({ days: _days, periods: _periods, nils: _nils, ...sums }: Account): Sums => sums
