// S1: the figures for the Annual Report: hours given by peers in a year, claimed and volunteered, by strand, activity and
// region, and how many peers gave them. No council and no peer is named.
import { dateAt, firstDayOf, lastDayOf, type LocalDate, type MeetingYear } from '../../domain/calendar.ts'
import { mayDo } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import { policyOf, type Policy } from '../../domain/policy.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import type { Deps } from '../deps.ts'
import { listPeople } from '../people/people.ts'
import { isPeerIn } from './reportScope.ts'
import { seeReport, type Report } from './seeReport.ts'

export interface AnnualFigures {
  readonly policy: Policy
  readonly year: MeetingYear
  readonly asOf: LocalDate
  /** Who were peers at some time of the year. */
  readonly pool: number
  readonly reports: readonly Report[]
}

export async function annualFigures(
  deps: Deps,
  by: Person,
  year: MeetingYear,
): Promise<Result<AnnualFigures, Refusal>> {
  if (!mayDo(by, 'annual-report', by)) return refuse({ type: 'not-allowed' })
  const between = { from: firstDayOf(year), to: lastDayOf(year) }
  const reports: Report[] = []
  for (const grouping of ['strand', 'activity', 'region'] as const) {
    const report = await seeReport(deps, by, { ...between, by: grouping, whose: 'all' })
    if (!report.ok) return report
    reports.push(report.value)
  }
  const people = await listPeople(deps.store, by.group)
  const pool = people.filter((each) => isPeerIn(each, between)).length
  return ok({ policy: policyOf(by.group), year, asOf: dateAt(deps.clock.now()), pool, reports })
}
