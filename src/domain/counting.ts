// How work is entered and counted: whether its date and hours may stand (D3), and what the lots and the grant give to it.
import type { Book, Line, Writing } from './book.ts'
import { yearOf, type LocalDate } from './calendar.ts'
import type { WorkEntry } from './entry.ts'
import { grantLeft, logByOf, roomFor, useByOf } from './lots.ts'
import { openingAfter } from './opening.ts'
import type { Refusal } from './refusal.ts'
import { ok, refuse, type Result } from './result.ts'
import { stated, type Work } from './workLines.ts'

/** The dates between which a person is a peer, both inclusive (D3, D6). */
export interface Term {
  readonly joinedOn: LocalDate
  readonly leftOn?: LocalDate
}

/** In minutes of a day: what is asked about once, and all there is. */
const longDay = 720
const fullDay = 1440

interface Entering {
  readonly longDayAgreed: boolean
  /** Minutes that were logged in time to draw on carried hours, though today is later. */
  readonly loggedInTime?: number
  readonly replaces?: WorkEntry['replaces']
}

/** D3: appends one piece of work, counted; it may be dated to any day of the term that the records reach. */
export function enter(
  book: Book,
  work: Work,
  term: Term,
  writing: Writing,
  { longDayAgreed, loggedInTime = 0, replaces }: Entering,
): Result<Book, Refusal> {
  const year = yearOf(work.date)
  const dayBefore = book.account(year).days[work.date.slice(5)] ?? 0
  const total = dayBefore + work.minutes
  if (work.minutes % 15 !== 0 || work.minutes <= 0 || work.minutes > fullDay)
    return refuse({ type: 'minutes', minutes: work.minutes })
  if (work.date > writing.today) return refuse({ type: 'future', date: work.date, today: writing.today })
  if (work.date < term.joinedOn)
    return refuse({ type: 'before-joining', date: work.date, joined: term.joinedOn })
  const opening = openingAfter(book, work.date)
  if (opening) return refuse({ type: 'before-opening', date: work.date, from: opening.from })
  if (term.leftOn !== undefined && work.date > term.leftOn)
    return refuse({ type: 'after-leaving', date: work.date, left: term.leftOn })
  if (total > fullDay)
    return refuse({ type: 'day-full', date: work.date, logged: dayBefore, asked: work.minutes })
  if (total > longDay && !longDayAgreed) return refuse({ type: 'long-day', date: work.date, total })
  if (work.chargeTo !== undefined && book.account(year).requests[work.chargeTo]?.code === undefined)
    return refuse({ type: 'no-such-grant', date: work.date })
  const opened = book.accounts.has(year) ? book : book.append(year, writing)
  return ok(opened.append(year, writing, count(opened, work, writing, loggedInTime, replaces)))
}

/** How a piece of work is counted: claimed or held as far as the lots reach, the rest unclaimed with its reason. */
function count(
  book: Book,
  work: Work,
  writing: Writing,
  loggedInTime: number,
  replaces: WorkEntry['replaces'],
): Line {
  const account = book.account(yearOf(work.date))
  const because = unclaimableAsSuch(work, writing)
  const isDated = work.date <= useByOf(account)
  const isInTime = isDated && writing.today <= logByOf(account)
  const early = isInTime ? work.minutes : isDated ? Math.min(work.minutes, loggedInTime) : 0
  const taken = because ? 0 : roomFor(account, work.minutes, early)
  const grant = work.chargeTo === undefined ? undefined : account.requests[work.chargeTo]
  const granted = because || !grant ? 0 : Math.min(work.minutes - taken, Math.max(0, grantLeft(grant)))
  const unclaimed = work.minutes - taken - granted
  const isHeld = needsClearance(work, writing)
  const hasLots = account.allocation + account.carried > 0
  return {
    kind: 'work',
    ...stated(work),
    claimed: isHeld ? 0 : taken,
    held: isHeld ? taken : 0,
    unclaimed,
    early,
    ...(granted > 0 && { granted }),
    ...(unclaimed > 0 && { because: because ?? (hasLots ? 'used-up' : 'no-allocation') }),
    ...(replaces && { replaces }),
  }
}

/** C4: a conference is unclaimed unless the Head of Group Office agreed beforehand. */
const unclaimableAsSuch = (work: Work, { policy }: Writing): 'conference' | undefined =>
  work.activity === 'conference' && policy.conferences === 'unclaimed' && work.clearance === undefined
    ? 'conference'
    : undefined

/** X3: work asked for directly is held until it is cleared; what two keys agreed to has been talked over. */
const needsClearance = ({ askedBy, clearance, chargeTo }: Work, { policy }: Writing): boolean =>
  askedBy === 'direct' &&
  policy.directRequests === 'held' &&
  clearance === undefined &&
  chargeTo === undefined
