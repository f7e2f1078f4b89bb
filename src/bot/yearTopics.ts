// What the bot says by itself about a year's end: that it is closed, to whoever pressed Apply and to the Head.
import { z } from 'zod'
import type { Render } from '../app/delivery.ts'
import type { Deps } from '../app/deps.ts'
import { readYearEnd } from '../app/yearEndRecords.ts'
import { hours, money, yearName } from '../domain/format.ts'
import { mayDo } from '../domain/permissions.ts'
import { button } from './cards.ts'
import { notice } from './dialogs/notice.ts'

const YearRef = z.object({ year: z.int() })

export const aboutYearEnd =
  ({ store }: Deps): Render =>
  async (given, person) => {
    const { year } = YearRef.parse(given)
    const { state } = await readYearEnd(store, person.group, year)
    if (state?.endedAt === undefined || !mayDo(person, 'close-year', person)) return undefined
    const { totals, peers } = state
    return notice(
      `${yearName(year)} is closed`,
      [
        `${peers === 1 ? '1 statement is' : `${peers} statements are`} fixed. ${hours(totals.unused)} are carried on into ${yearName(year + 1)}; ${hours(totals.lapsed)} lapsed, ${money(totals.lapsedPence)} paid and not worked; ${hours(totals.grantsEnding)} of grants ended (rules C2, X4).`,
        'The office may still change the year, with a reason; the year end shows what that shifts (rule D4).',
      ],
      [button('Year end', 'year-end', { year })],
    )
  }
