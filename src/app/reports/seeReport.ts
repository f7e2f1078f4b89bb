// `report`: hours of any period by activity, strand, region, peer or council (L7, S1, D2). Every peer's entries are streamed,
// a few peers at a time; what is kept is the rows, not the entries.
import { balanceOf } from '../../domain/balance.ts'
import {
  addDays,
  dateAt,
  firstDayOf,
  yearOf,
  type Instant,
  type LocalDate,
  type MeetingYear,
} from '../../domain/calendar.ts'
import type { Person } from '../../domain/person.ts'
import { policyOf } from '../../domain/policy.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { addTallies, inOrder, noWork, unnamedRow, type Between, type Tally } from '../../domain/report.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import type { Deps } from '../deps.ts'
import { seenAccount } from '../hours/ledger.ts'
import { Rows, type ReportRow } from './reportRows.ts'
import { eachWork, isPeerIn, scopeFor, type ReportAsked } from './reportScope.ts'

/** C2: hours of one peer that came into a year from the one before, and what of them lapsed; minutes and pence. */
export interface CarriedLot {
  readonly peer: Person
  readonly year: MeetingYear
  /** Nought when the first day of the year is outside the period. */
  readonly carried: number
  /** Nought when the day after the use-by date is outside the period, or still to come. */
  readonly lapsed: number
  readonly lapsedPence: number
  readonly isProvisional: boolean
  /** Minutes written off; they count where lapsed ones do. */
  readonly writtenOff: number
  /** D7: minutes used before the office's records began, on the day that they did. */
  readonly opening: number
}

export interface Report {
  readonly asked: ReportAsked
  readonly rows: readonly ReportRow[]
  readonly total: Tally
  /** Who were peers in the period or have work in it, and those of them who have. */
  readonly peers: number
  readonly active: number
  /** Those with hours in them, in no order. */
  readonly lots: readonly CarriedLot[]
  /** P6: some mentoring stands under no council's name. */
  readonly isMerged: boolean
}

/** @param until the report is refused when it is not added up by then. */
export async function seeReport(
  deps: Deps,
  person: Person,
  asked: ReportAsked,
  until: Instant = Infinity,
): Promise<Result<Report, Refusal>> {
  const scope = await scopeFor(deps, person, asked)
  if (!scope.ok) return scope
  const { subjects, isOwn } = scope.value
  const counted = new Rows(asked.by, isOwn)
  const lots: CarriedLot[] = []
  const active = new Set<string>()
  const isWhole = await eachWork(deps, subjects, asked, until, {
    seen: async (peer, years) => void lots.push(...(await lotsFor(deps, peer, years, asked))),
    work: (peer, entry) => counted.count(peer, entry),
    after: ({ id }, entries) => void (entries > 0 && active.add(id)),
  })
  if (!isWhole) return refuse({ type: 'report-size' })
  const rows = inOrder(counted.all(), asked.by)
  return ok({
    asked,
    rows,
    total: rows.reduce((sum, { tally }) => addTallies(sum, tally), noWork),
    peers: subjects.filter((each) => active.has(each.id) || isPeerIn(each, asked)).length,
    active: active.size,
    lots,
    isMerged: rows.some(({ key }) => key === unnamedRow.key),
  })
}

/** C2: carried hours belong to the first day of their year, lapsed ones to the day after their last. */
async function lotsFor(
  { store, clock }: Deps,
  peer: Person,
  years: readonly MeetingYear[],
  { from, to }: Between,
): Promise<CarriedLot[]> {
  const today = dateAt(clock.now())
  const isIn = (date: LocalDate): boolean => from <= date && date <= to && date <= today
  const lots: CarriedLot[] = []
  // A year that nobody has opened yet takes in what the year before carries into it.
  const last = (years[0] ?? 0) + 1
  for (let year = Math.min(last, yearOf(to)); year >= Math.max(years.at(-1) ?? year, yearOf(from)); year--) {
    if (!years.includes(year) && !years.includes(year - 1)) continue
    const account = await seenAccount(store, peer, year)
    const { carried } = balanceOf(account, policyOf(peer.group), today)
    const isLapsed = isIn(addDays(carried.useBy, 1))
    const lot = {
      peer,
      year,
      carried: isIn(firstDayOf(year)) ? carried.given : 0,
      lapsed: isLapsed ? carried.lapsed : 0,
      lapsedPence: isLapsed ? carried.lapsedPence : 0,
      isProvisional: isLapsed && carried.lapsed > 0 && carried.isLapseProvisional,
      writtenOff: isLapsed ? carried.writtenOff : 0,
      opening: account.opening && isIn(account.opening.from) ? account.opening.used : 0,
    }
    if (lot.carried + lot.lapsed + lot.writtenOff + lot.opening > 0) lots.push(lot)
  }
  return lots
}
