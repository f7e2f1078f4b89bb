// Every refusal as a sentence: what is wrong, what to do, and the rule it comes from. The one place that says so.
import { hours, longDate, periodName, yearName } from '../domain/format.ts'
import type { Refusal } from '../domain/refusal.ts'

export function sentence(refusal: Refusal): string {
  switch (refusal.type) {
    case 'minutes':
      return `Hours go in steps of 15 minutes, from 0.25 h to 24 h a day; you gave ${hours(refusal.minutes)}. Add short calls together (rule D3).`
    case 'future':
      return `${longDate(refusal.date)} is in the future; today is ${longDate(refusal.today)}. Log the work once it is done (rule D3).`
    case 'before-joining':
      return `You became a peer on ${longDate(refusal.joined)}, so work on ${longDate(refusal.date)} cannot be logged. If that date is wrong, tell your group office (rule D3).`
    case 'after-leaving':
      return `Your time as a peer ended on ${longDate(refusal.left)}, so work on ${longDate(refusal.date)} cannot be logged. If that date is wrong, tell your group office (rule D3).`
    case 'day-full':
      return `A day has 24 h: ${longDate(refusal.date)} already has ${hours(refusal.logged)}, and ${hours(refusal.asked)} more would make ${hours(refusal.logged + refusal.asked)} (rule D3).`
    case 'long-day':
      return `That makes ${hours(refusal.total)} on ${longDate(refusal.date)}. If that is right, save it again with the button below; otherwise change the hours (rule D3).`
    case 'year-closed':
      return `${yearName(refusal.year)} closed on ${longDate(refusal.closedOn)}. Your group office can still change it, with a reason (rule D4).`
    case 'carried-closed':
      return `Hours carried into ${yearName(refusal.year)} were settled on ${longDate(refusal.closedOn)}, and this would take ${hours(refusal.minutes)} of them back. Ask your group office (rule D4).`
    case 'too-old':
      return `${yearName(refusal.year)} closed more than a year ago and cannot be changed any more (rule D4).`
    case 'no-reason':
      return 'That year is closed. Say why it has to change, and the reason is kept with it (rule D4).'
    case 'too-many-moved':
      return `That would move too many entries of ${yearName(refusal.year)} at once. Log it in smaller parts, or ask your group office (rule D4).`
    case 'answered':
      return answered(refusal.as)
    case 'no-such-entry':
      return 'That entry is not in your history. Open your history and choose it from there.'
    case 'not-work':
      return 'A nil return has no hours to correct. Undo it instead, or just log the hours (rule D5).'
    case 'unchanged':
      return 'Nothing was changed, so there is nothing to correct.'
    case 'nothing-to-reclaim':
      return 'There are no free hours for that any more, so it stays unclaimed (rule D2).'
    case 'nothing-due':
      return 'No log is due from you: you have no allocation for that year. You can still log work; it counts as unclaimed (rule D3).'
    case 'period-open-yet':
      return `${periodName(refusal.period)} has not begun. Its log is not due yet (rule P13).`
    case 'period-has-entries':
      return `${periodName(refusal.period)} needs no nil return: ${refusal.entries === 1 ? 'an entry is' : `${refusal.entries} entries are`} logged in it already (rule P13).`
    case 'nil-already':
      return `A nil return for ${periodName(refusal.period)} is in already. Nothing more to do (rule P13).`
    case 'below-drawn':
      return `${hours(refusal.drawn)} of ${yearName(refusal.year)} are used already, so the allocation cannot be ${hours(refusal.asked)} (rule Y2).`
    case 'other-body':
      return 'This card has already been used, and what it saved is in your history. Open a new one to save something else.'
    case 'not-allowed':
      return 'That is not open to your role. Peers log their own hours; the group office sees to everything else.'
    case 'busy':
      return 'The records did not answer in time. Nothing is lost: press the button again, and nothing will be saved twice.'
  }
}

/** D5: an entry is answered at most once. */
function answered(as: string): string {
  switch (as) {
    case 'undo':
      return 'That entry has been undone already. Nothing more to do (rule D5).'
    case 'correction':
      return 'That entry has been corrected since. Open your history and choose the corrected one (rule D5).'
    case 're-claim':
      return 'The hours of that entry have been re-claimed since. Open your history and choose the newer entry (rule D5).'
    default:
      return 'That entry has been replaced since. Open your history and choose the newer one (rule D5).'
  }
}
