// What could not be read with certainty, as a sentence with what was typed and what to do.
import { hours, longDate } from '../../domain/format.ts'
import type { Doubt } from '../logText.ts'
import type { DateProblem } from '../reading/date.ts'
import { mostDays, type HoursProblem } from '../reading/duration.ts'

const mostQuoted = 80

export function doubtSentence(doubt: Doubt | HoursProblem | DateProblem): string {
  const said = `“${doubt.text.slice(0, mostQuoted)}${doubt.text.length > mostQuoted ? '…' : ''}”`
  switch (doubt.type) {
    case 'not-quarters':
      return `Hours: ${said} is ${doubt.minutes} minutes. Hours go in steps of 15 minutes; add short calls together (rule D3).`
    case 'over-a-day':
      return `Hours: ${said} is ${hours(doubt.minutes)}, more than a day has. Log each day by itself, or several days as “3 days from 3 November” (rule D3).`
    case 'no-time':
      return `Hours: ${said} is no time at all. To say that a month had no work, type “nil return” (rule D3).`
    case 'below-nought':
      return `Hours: ${said} is less than nothing. To take hours back, choose the entry under “history” (rule D5).`
    case 'part-days':
      return `Hours: ${said} is days and a part of one. Log the whole days and the rest apart (rule D3).`
    case 'too-many-days':
      return `Hours: ${said} is too much for one go. Log up to ${mostDays} days at a time.`
    case 'two-durations':
      return `Hours: ${said} are several times. Type the one that this work took.`
    case 'no-unit':
      return `Hours: ${said} could be hours or something else. Type “2h” or “90 mins”.`
    case 'no-hours':
      return 'Hours: say how long it took, such as 2, 1.5, 1h30 or 90 mins.'
    case 'unclear-duration':
    case 'unreadable-hours':
      return `Hours: ${said} cannot be read. Type 2, 1.5, 1h30 or 90 mins.`
    case 'month-first':
      return `Date: ${said} looks like month/day. Dates are day/month here, such as 19/11.`
    case 'no-such-date':
      return `Date: ${said} is not in the calendar. Pick the date of the work.`
    case 'two-dates':
      return `Date: ${said} are several dates. Log each by itself, or “3 days from 3 November”.`
    case 'wrong-weekday':
      return `Date: ${said} does not fit together: that date is ${longDate(doubt.date)}. Pick the right one.`
    case 'future-date':
      return `Date: ${said} is ${longDate(doubt.date)}, in the future. Log work once it is done (rule D3).`
    case 'still-to-come':
      return `Date: ${said} is read as ${longDate(doubt.date)}, since ${longDate(doubt.coming)} is still to come. If that is not the day, pick the right one; work is logged once it is done (rule D3).`
    case 'no-date':
      return 'Date: pick the date of the work.'
    case 'unclear-date':
    case 'unreadable-date':
      return `Date: ${said} is not one certain day. Pick the date of the work.`
  }
}
