// Every refusal as a sentence: what is wrong, what to do, and the rule it comes from. The one place that says so.
import { days, hours, list, longDate, periodName, yearName } from '../domain/format.ts'
import type { Refusal } from '../domain/refusal.ts'
import { registerProblem } from './words/registerProblems.ts'
import { keyProblems, noShortfall, requestDates, standInProblems } from './words/requestWords.ts'

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
    case 'before-opening':
      return `The records here begin on ${longDate(refusal.from)}: what was done before is in the opening figures, so nothing is logged or due for ${longDate(refusal.date)} (rule D7).`
    case 'opening-date':
      return `Records begin on a day of the current year, ${yearName(refusal.year)} (rule D7).`
    case 'opening-known':
      return `${yearName(refusal.year)} is kept here already and carries ${hours(refusal.carried)} on. Opening figures are for a peer whose earlier hours are not in these records (rule D7).`
    case 'opening-after-work':
      return `Work is logged for ${longDate(refusal.first)} already, so the records cannot begin on ${longDate(refusal.from)}. Choose an earlier day, or take that work back first (rule D7).`
    case 'opening-over':
      return `${hours(refusal.used)} used is more than ${hours(refusal.carried)} carried in${refusal.writtenOff > 0 ? ` − ${hours(refusal.writtenOff)} written off` : ''} + ${hours(refusal.allocation)} allocated = ${hours(refusal.carried - refusal.writtenOff + refusal.allocation)}. Allocate the year’s days first, or check the hours (rules D7, Y2).`
    case 'nothing-carried':
      return `Nothing was carried into ${yearName(refusal.year)}, so there is nothing to extend or write off (rule C2).`
    case 'extension-date':
      return `Carried hours can be extended to a day from ${longDate(refusal.earliest)} to ${longDate(refusal.latest)} (rules C2, D4).`
    case 'write-off-over':
      return `${hours(refusal.most)} of the carried hours are unused, so ${hours(refusal.asked)} cannot be written off (rule C2).`
    case 'year-not-over':
      return `${yearName(refusal.year)} is over on ${longDate(refusal.over)}; it can be closed from then on (rule C2).`
    case 'nothing-to-move-back':
      return 'There are no free hours to move that work to, or none of it draws on the central pot any more (rule X4).'
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
    case 'reason-missing':
      return 'Say why: the reason is kept and the peer reads it.'
    case 'not-held':
      return 'Those hours are not waiting for anybody. Open the history to see how they stand (rules X3, C4).'
    case 'nothing-to-hold':
      return `You have no free hours to keep for ${longDate(refusal.date)} until the Head of Group Office has decided, so it was not put before them. It stays unclaimed; ask again once hours are free (rule C4).`
    case 'no-such-grant':
      return `Nothing was granted to you under that code for the year of ${longDate(refusal.date)}. Choose again what to charge (rule X4).`
    case 'no-such-clearance':
      return `What was agreed beforehand is not for ${longDate(refusal.date)}, or has not been agreed. Choose again (rule C4).`
    case 'no-shortfall':
      return noShortfall(refusal.sum)
    case 'request-hours':
      return `The pot can be asked for 0.25 h to 400 h of work, in steps of 15 minutes; you gave ${hours(refusal.minutes)} (rule P11).`
    case 'request-dates':
      return requestDates(refusal)
    case 'same-request':
      return `You sent a request for the same work on ${longDate(refusal.sentOn)} (${hours(refusal.minutes)}). If this is a second one, send it with the button below; otherwise look under “my requests”.`
    case 'request-over':
      return `Nothing was changed: this request is ${refusal.state} already.`
    case 'no-such-request':
      return 'That request is not in your group. Type “approvals” or “my requests” to see what there is.'
    case 'key':
      return keyProblems[refusal.problem]
    case 'pot-limit':
      return `The pot can hold from ${hours(refusal.least)}, which is reserved and granted, to ${hours(refusal.most)}, which is all the group has left; ${hours(refusal.asked)} is outside that (rule X1).`
    case 'group-limit':
      return `The group has ${hours(refusal.left)} (${days(refusal.left)}) left to give, and this takes ${hours(refusal.asked)} (rule Y2).`
    case 'given-limit':
      return `Peers and the central pot have ${days(refusal.least)} already, so the group cannot have ${days(refusal.asked)} (rule Y2).`
    case 'address-taken':
      return `${refusal.name} has that address already. One address is one person; if they had left and are back, open them under “people” and take the last day back.`
    case 'no-such-import':
      return 'That list is not there to be imported: it was brought by somebody else, or it is older than a week. Type “import” and bring it again.'
    case 'not-a-peer':
      return `${refusal.name} is no peer, so no hours can be logged for them (rule D7).`
    case 'disputed':
      return refusal.state === 'open'
        ? 'You have disputed that already, and your group office has still to settle it (rule D7).'
        : 'That has been settled already, and the card shows how. If it is still wrong, talk to your group office (rule D7).'
    case 'uses-the-bot':
      return `${refusal.name} uses the bot already and needs no invitation.`
    case 'no-invitation':
      return `${refusal.name} has no invitation code that could still be used.`
    case 'for-the-head':
      return `${refusal.role} is for the Head of Group Office to give and to take away, since that role decides (rule L1).`
    case 'last-head':
      return `${refusal.name} is the only Head of Group Office who uses the bot and stays, and a group always keeps one. Make somebody else Head first; once they have said “hi” to the bot, this can be done (rule L1).`
    case 'no-region':
      return 'Regions: choose the regions that a regional lead peer looks after (rule L1).'
    case 'left-before-joining':
      return `Last day: it is before the first day, ${longDate(refusal.joined)}.`
    case 'no-such-person':
      return 'There is nobody like that in your group. Type “people” to see who is.'
    case 'requester-left':
      return `${refusal.name}’s last day as a peer is ${longDate(refusal.left)}, before this work begins, so they could never log it. Decline it, with that as the reason (rule D3).`
    case 'nothing-to-revoke':
      return 'Nothing of that grant is unused, so there is nothing to take back (rule X4).'
    case 'stand-in':
      return standInProblems[refusal.problem]
    case 'miss-decided':
      return 'Nothing was changed: that has been decided already, and the card shows how (rule P13).'
    case 'no-such-miss':
      return 'There is no such missed log in your group. Type “check logs” to see what there is.'
    case 'not-yours-to-decide':
      return 'The National Lead Peer decides about a missed log, or whoever stands in; about their own, the Group Leader does (rule P13).'
    case 'absence-dates':
      return 'An absence begins before it ends, and lasts a year at most: check From and To.'
    case 'report-dates':
      return refusal.problem === 'reversed'
        ? `${longDate(refusal.from)} comes after ${longDate(refusal.to)}: check From and To.`
        : `From ${longDate(refusal.from)} to ${longDate(refusal.to)} is more than ten years. Ask for ten years at most.`
    case 'report-size':
      return 'That is more than can be added up while you wait. Ask for a shorter period.'
    case 'register-problems':
      return refusal.problems.map(registerProblem).join(' ')
    case 'register-changed':
      return `Version ${refusal.seq} was saved after you opened this form, which shows ${refusal.base === 0 ? 'an empty register' : `version ${refusal.base}`}. Nothing was saved. What is different is below: choose which is right (rule R1).`
    case 'no-register':
      return 'There is no register of interests yet: fill in the form and press Save (rule R1).'
    case 'register-unchanged':
      return `That says the same as version ${refusal.seq}, so nothing was saved. If all of it is still right, press “Nothing has changed” (rule R1).`
    case 'register-headings':
      return `Your group now asks about ${list(refusal.titles.map((title) => `“${title}”`))} as well. Answer that, then press Save (rule R1).`
    case 'entry-in-force':
      return 'Your current version says that too. Change or clear it there first, then remove the text from the former versions (rule R2).'
    case 'no-such-register-entry':
      return 'That entry has no text in your former versions. Choose it from the list (rule R2).'
    case 'reminded-already':
      return 'They have been reminded today already; once a day is enough (rule R1).'
    case 'register-not-due':
      return 'Nothing is due from them, so there is nothing to remind them of (rule R1).'
    case 'still-here':
      return `${refusal.name} has not left the group. Only a leaver’s data can be erased; set their last day under “people” first.`
    case 'kept-until':
      return `What is held about ${refusal.name} has to be kept until ${longDate(refusal.on)}, and can be erased from then on.`
    case 'erased':
      return `The personal data of ${refusal.name} has been erased, and the figures that are left belong to nobody. Somebody who is back is added anew under “people”.`
    case 'nothing-said':
      return 'There is nothing in it yet: type it first, then press the button again.'
    case 'review-date':
      return `Pick a day from ${longDate(refusal.first)} to ${longDate(refusal.last)}: a review holds what happened in its year (rule P2).`
    case 'not-your-words':
      return 'Only whoever said it can remove it; a record, the Head of Group Office as well (rule P2).'
    case 'no-such-remark':
      return 'There is nothing like that on this review. Open it again from “team”.'
    case 'other-body':
      return 'This card has already been used, and what it saved is in your history. Open a new one to save something else.'
    case 'not-allowed':
      return 'That is not open to your role. Peers log their own hours; the group office sees to everything else.'
    case 'busy':
      return 'The records did not answer in time. Nothing is lost: press the button again, and nothing will be saved twice.'
  }
}

/** A refusal about somebody else's hours, for the office that enters them (D7). */
export function sentenceAbout(refusal: Refusal, name: string): string {
  if (refusal.type === 'before-joining')
    return `${name} became a peer on ${longDate(refusal.joined)}, so work on ${longDate(refusal.date)} cannot be logged. If the first day is wrong, correct it under “people” (rule D3).`
  if (refusal.type === 'after-leaving')
    return `${name}’s last day as a peer was ${longDate(refusal.left)}, so work on ${longDate(refusal.date)} cannot be logged. If that is wrong, correct it under “people” (rule D3).`
  if (refusal.type === 'no-such-grant')
    return `Nothing was granted to ${name} under that code for the year of ${longDate(refusal.date)}. Choose again what to charge (rule X4).`
  if (refusal.type === 'no-reason')
    return 'That year is closed for peers. Reason: say why it has to change; it is kept with the entry (rule D4).'
  if (refusal.type === 'too-many-moved')
    return `That would move too many entries of ${yearName(refusal.year)} at once. Log it in smaller parts (rule D4).`
  return sentence(refusal)
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
