// The printable documents that a link can open; each asks again what its person may see.
import { z } from 'zod'
import { annualFigures } from '../../app/reports/annualFigures.ts'
import type { Deps } from '../../app/deps.ts'
import { executiveUpdate } from '../../app/reports/executiveUpdate.ts'
import type { Maker } from '../../app/records/links.ts'
import type { MeetingYear } from '../../domain/calendar.ts'
import { yearId } from '../../domain/format.ts'
import type { Person } from '../../domain/person.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, type Result } from '../../domain/result.ts'
import { annualPage } from './annual.ts'
import { executivePage } from './executive.ts'
import { pageOf, type Printed } from './page.ts'

const Params = z.strictObject({ year: z.int().min(2000).max(2100) })

/** A document of one meeting year. */
const printed =
  <T>(
    name: string,
    see: (deps: Deps, person: Person, year: MeetingYear) => Promise<Result<T, Refusal>>,
    page: (seen: T) => Printed,
  ): Maker =>
  async (deps, person, params) => {
    const { year } = Params.parse(params)
    const seen = await see(deps, person, year)
    if (!seen.ok) return seen
    return ok({
      name: `${name} ${yearId(year)}.html`,
      contentType: 'text/html; charset=utf-8',
      chunks: pageOf(page(seen.value)),
    })
  }

export const printedMakers = {
  'executive-update': printed('Executive update', executiveUpdate, executivePage),
  'annual-figures': printed('Annual Report figures', annualFigures, annualPage),
}
