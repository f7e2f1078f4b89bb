// P13: "nothing to log" for every period that is asked about, in one commit: catching up takes one press.
import { yearOfPeriod, type Period } from '../../domain/calendar.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import { fileNil, isSatisfied } from '../../domain/returns.ts'
import { changeLedger, type Command, type Receipt } from './change.ts'
import type { Deps } from '../deps.ts'

/** Files a nil return for each period that has neither that nor an entry; refused when there is none to file. */
export const catchUp = (
  deps: Deps,
  command: Command,
  periods: readonly Period[],
): Promise<Result<Receipt, Refusal>> =>
  changeLedger(deps, command, {
    action: 'log-hours',
    years: [...new Set(periods.map(yearOfPeriod))],
    request: { catchUp: periods },
    decide(book, writing) {
      let [after, refusal] = [book, undefined as Refusal | undefined]
      for (const period of periods) {
        if (isSatisfied(after.account(yearOfPeriod(period)), period)) continue
        const filed = fileNil(after, period, writing)
        if (filed.ok) after = filed.value
        else refusal ??= filed.error
      }
      const [period = ''] = periods
      return after === book ? refuse(refusal ?? { type: 'nil-already', period }) : ok(after)
    },
  })
