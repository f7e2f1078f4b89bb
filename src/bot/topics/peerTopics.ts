// What the bot says to a peer by itself before anything is lost: a log that is about to be due, carried hours about to
// lapse, days that may be left unused. Each is left unsaid when it is not so any more.
import { z } from 'zod'
import type { Render, Rendered } from '../../app/outbox/delivery.ts'
import type { Deps } from '../../app/deps.ts'
import { seenAccount } from '../../app/hours/ledger.ts'
import { isLogWanted } from '../../app/notices/logTimer.ts'
import { carriedAtRisk } from '../../domain/atRisk.ts'
import { dateAt, daysBetween, lastDayOf, periodDueOn } from '../../domain/calendar.ts'
import { days, hours, longDate, money, periodName, yearName } from '../../domain/format.ts'
import { valueOf } from '../../domain/money.ts'
import { dailyRateIn, policyOf } from '../../domain/policy.ts'
import { projectionOf } from '../../domain/projection.ts'
import { unusedUntil } from '../../domain/steps.ts'
import { lotsOf, useByOf } from '../../domain/lots.ts'
import { button } from '../cards.ts'
import { catchUpButtons } from '../dialogs/notices/missCard.ts'
import { notice } from '../dialogs/notice.ts'

const PeriodRef = z.object({ period: z.string() })
const YearRef = z.object({ year: z.int() })

/** P13: a log that is due in a few days. */
export const aboutLogDue =
  (deps: Deps): Render =>
  async (given, person, occasion) => {
    const { period } = PeriodRef.parse(given)
    const now = deps.clock.now()
    const month = periodName(period)
    const dueOn = periodDueOn(period)
    const isWanted = await isLogWanted(deps, person, period, now)
    const card = notice(
      isWanted ? `Your log for ${month} is due on ${longDate(dueOn)}` : `Log for ${month}`,
      isWanted
        ? [
            'Nothing is logged for that month yet. Log your hours, or say that there was nothing to log (rule P13).',
          ]
        : ['Nothing more is asked of you here.'],
      isWanted ? catchUpButtons([period]) : [button('History', 'history')],
    )
    // One that could not be sent in its time is left to the last one.
    const isLate = occasion === '5' && daysBetween(dateAt(now), dueOn) < 4
    return { ...card, isSettled: !isWanted || isLate, kind: 'reminders' }
  }

/** C2: carried hours that will lapse at the present pace. */
export const aboutCarriedHours =
  (deps: Deps): Render =>
  async (given, person, occasion): Promise<Rendered | undefined> => {
    const { year } = YearRef.parse(given)
    const today = dateAt(deps.clock.now())
    const account = await seenAccount(deps.store, person, year)
    const risk = carriedAtRisk(account, today)
    if (!risk) return undefined
    const isLate = occasion !== undefined && risk.daysLeft < Number(occasion) - 4
    const worth = money(valueOf(risk.lapsing, dailyRateIn(policyOf(person.group), year - 1)))
    const card = notice(
      `${hours(risk.lapsing)} carried over will lapse at your present pace`,
      [
        `${hours(risk.left)} of what ${yearName(year - 1)} carried over is left, for work dated to ${longDate(useByOf(account))}. At your pace you would use ${hours(risk.more)} of it; ${hours(risk.lapsing)} (${worth}, paid already) would lapse (rule C2).`,
      ],
      [button('Log hours', 'log', {}, { style: 'positive' }), button('Balance', 'balance')],
    )
    return { ...card, isSettled: isLate, kind: 'carried' }
  }

/** C5: days of the allocation that would be left on 31 August. */
export const aboutUnusedDays =
  (deps: Deps): Render =>
  async (given, person, occasion): Promise<Rendered | undefined> => {
    const { year } = YearRef.parse(given)
    const today = dateAt(deps.clock.now())
    const account = await seenAccount(deps.store, person, year)
    const projection = projectionOf(account, today)
    if (!projection || projection.unused <= 0) return undefined
    const { left } = lotsOf(account).allocation
    const card = notice(
      `About ${days(projection.unused)} may be left unused`,
      [
        `${days(left)} of ${yearName(year)} are left. At your pace you would use ${hours(projection.more)} more by ${longDate(lastDayOf(year))}, and ${hours(projection.unused)} would be left (rule C5). They carry over, for three months only (rule C2).`,
      ],
      [button('Log hours', 'log', {}, { style: 'positive' }), button('Balance', 'balance')],
    )
    // July's is not said in August, which has its own.
    const isOld = occasion !== undefined && today >= unusedUntil({ year, month: occasion })
    return { ...card, isSettled: isOld, kind: 'unused' }
  }
