// Logging work, for oneself unless `more` says otherwise; `apply` either saves it or tells what saving it would do.
import { yearOf } from '../../domain/calendar.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { refuse, type Result } from '../../domain/result.ts'
import { logWork } from '../../domain/work.ts'
import type { Work } from '../../domain/workLines.ts'
import { changeLedger, type Change, type Command, type Receipt } from './change.ts'
import { unfitClearance } from './clearances.ts'
import type { Deps } from '../deps.ts'

export interface LogRequest {
  /** One piece of work, or one a day for several days; all are logged or none. */
  readonly works: readonly Work[]
  /** D3: the peer was asked about more than 12 h in a day and said yes. */
  readonly longDayAgreed: boolean
}

export const logHours = (
  deps: Deps,
  command: Command,
  request: LogRequest,
  apply = changeLedger,
  more: Pick<Change, 'action' | 'reason' | 'besides'> = { action: 'log-hours' },
): Promise<Result<Receipt, Refusal>> =>
  apply(deps, command, {
    ...more,
    years: [...new Set(request.works.map(({ date }) => yearOf(date)))],
    request: { log: request.works },
    async decide(book, writing) {
      const unfit = await unfitClearance(deps.store, command.subject, request.works)
      if (unfit) return refuse({ type: 'no-such-clearance', date: unfit.date })
      return logWork(book, request.works, command.subject, writing, request.longDayAgreed)
    },
  })
