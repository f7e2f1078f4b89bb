// P2: why a peer wants attention, in words.
import type { Reason } from '../../../domain/attention.ts'
import { lastDayOf, type MeetingYear } from '../../../domain/calendar.ts'
import { hours, list, longDate, periodName, yearName } from '../../../domain/format.ts'

/** `Wants attention: 2 logs missed (September 2026 and October 2026); …`; empty when nothing does. */
export const attentionLine = (reasons: readonly Reason[], year: MeetingYear): string =>
  reasons.length === 0 ? '' : `Wants attention: ${reasons.map((reason) => words(reason, year)).join('; ')}.`

function words(reason: Reason, year: MeetingYear): string {
  switch (reason.type) {
    case 'missed-again':
    case 'missed': {
      const { length } = reason.periods
      return `${length === 1 ? '1 log' : `${length} logs`} missed (${list(reason.periods.map(periodName))})`
    }
    case 'lapsing':
      return `${hours(reason.minutes)} carried over would lapse after ${longDate(reason.useBy)}`
    case 'register-overdue':
      return `the register of interests was due on ${longDate(reason.dueOn)}`
    case 'register-due':
      return `the register of interests is due on ${longDate(reason.dueOn)}`
    case 'silent':
      return reason.since ? `no work logged since ${longDate(reason.since)}` : 'no work logged this year'
    case 'unused':
      return `about ${hours(reason.minutes)} would be left unused on ${longDate(lastDayOf(year))}`
    case 'short':
      return reason.isOut
        ? `no hours are left for the rest of ${yearName(year)}`
        : `the hours would run out before ${longDate(lastDayOf(year))}, by about ${hours(reason.minutes)}`
  }
}
