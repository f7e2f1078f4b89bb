// Logging, undoing, correcting and re-claiming work: what the rules append to the book, or why they refuse.
import { grantLeft, logByOf, lotsOf, roomFor, useByOf } from './lots.ts'
import type { Account } from './account.ts'
import type { ActivityId, AskedBy } from './activities.ts'
import type { Book, Line, Writing } from './book.ts'
import { yearClosesOn, yearOf, type LocalDate, type MeetingYear } from './calendar.ts'
import { asCounted } from './extension.ts'
import { isReclaimable, type Reversal, type WorkEntry } from './entry.ts'
import { openingAfter } from './opening.ts'
import { ok, refuse, type Result } from './result.ts'
import type { Refusal } from './refusal.ts'

/** One piece of work as the peer states it. */
export interface Work {
  readonly date: LocalDate
  /** 15–1440, in steps of 15 (D3). */
  readonly minutes: number
  readonly activity: ActivityId
  readonly askedBy: AskedBy
  readonly place?: string
  readonly notes?: string
  /** X4: the request whose work this is; the grant gives what the peer's own hours do not. */
  readonly chargeTo?: string
  /** C4, X3: the clearance that the Head of Group Office gave before the event. */
  readonly clearance?: string
}

/** The dates between which a person is a peer, both inclusive (D3, D6). */
export interface Term {
  readonly joinedOn: LocalDate
  readonly leftOn?: LocalDate
}

type Replaces = NonNullable<WorkEntry['replaces']>
type Answer = Reversal['as']

const longDay = 720
const fullDay = 1440

/** Logs work of one or several dates; all of it or none. */
export function logWork(
  book: Book,
  works: readonly Work[],
  term: Term,
  writing: Writing,
  longDayAgreed: boolean,
): Result<Book, Refusal> {
  let after = book
  for (const work of works) {
    const entered = enter(after, work, term, writing, { longDayAgreed })
    if (!entered.ok) return entered
    after = entered.value
  }
  return inTime(book, after, writing)
}

/** D5: takes an entry back. Undoing a re-claim restores the entry it replaced (D2), given as `before`. */
export function undoWork(
  book: Book,
  undone: WorkEntry,
  restored: WorkEntry | undefined,
  writing: Writing,
): Result<Book, Refusal> {
  const entry = asCounted(book, undone)
  const before = restored && asCounted(book, restored)
  if (!before) return inTime(book, book.append(entry.year, writing, takeBack(entry, 'undo')), writing)
  const reversal = takeBack(entry, 'restored')
  const freed = book.append(entry.year, writing, reversal).account(entry.year)
  const after = book.append(entry.year, writing, reversal, {
    ...withinGrant(before, freed),
    replaces: { seq: entry.seq, year: entry.year, as: 'restored' },
  })
  return inTime(book, after, writing)
}

/** X4: the same work; what was revoked of its grant meanwhile is unclaimed. */
function withinGrant(entry: WorkEntry, { requests }: Account) {
  const { granted, ...body } = bodyOf(entry)
  const grant = entry.chargeTo === undefined ? undefined : requests[entry.chargeTo]
  if (granted === undefined || !grant || granted <= grantLeft(grant)) return bodyOf(entry)
  const kept = Math.max(0, grantLeft(grant))
  return {
    ...body,
    ...(kept > 0 && { granted: kept }),
    unclaimed: entry.unclaimed + granted - kept,
    because: entry.because ?? ('used-up' as const),
  }
}

/**
 * D5: takes an entry back and enters the work anew; what was logged in time stays so. Where nothing that counts has
 * changed, it is counted as it was: what the Head of Group Office has said about the hours still stands (X3, C4).
 */
export function correctEntry(
  book: Book,
  corrected: WorkEntry,
  work: Work,
  term: Term,
  writing: Writing,
  longDayAgreed: boolean,
): Result<Book, Refusal> {
  const entry = asCounted(book, corrected)
  if (isSameWork(entry, work)) return refuse({ type: 'unchanged' })
  const replaces: Replaces = { seq: entry.seq, year: entry.year, as: 'correction' }
  const takenBack = takeBack(entry, 'correction')
  if (isSameWork(withoutText(entry), withoutText(work))) {
    const anew: Line = { kind: 'work', ...stated(work), ...amountsOf(entry), replaces }
    return inTime(book, book.append(entry.year, writing, takenBack, anew), writing)
  }
  const reversed = book.append(entry.year, writing, takenBack)
  const entered = enter(reversed, work, term, writing, {
    longDayAgreed,
    loggedInTime: yearOf(work.date) === entry.year ? entry.early : 0,
    replaces,
  })
  return entered.ok ? inTime(book, entered.value, writing) : entered
}

/**
 * D2: claims what earlier had to stay unclaimed, as far as hours are free; oldest first, same dates. With
 * `chargeTo`, a request's grant gives what the peer's own hours do not.
 */
export function reclaim(
  book: Book,
  entries: readonly WorkEntry[],
  term: Term,
  writing: Writing,
  chargeTo?: string,
): Result<Book, Refusal> {
  let after = book
  for (const stored of entries) {
    if (!isReclaimable(stored)) continue
    const entry = asCounted(book, stored)
    const reversed = after.append(entry.year, writing, takeBack(entry, 're-claim'))
    const entered = enter(reversed, { ...stated(entry), ...(chargeTo && { chargeTo }) }, term, writing, {
      longDayAgreed: true,
      loggedInTime: entry.early,
      replaces: { seq: entry.seq, year: entry.year, as: 're-claim' },
    })
    if (!entered.ok) return entered
    const unclaimed = entered.value.account(entry.year).unclaimed
    if (unclaimed < after.account(entry.year).unclaimed) after = entered.value
  }
  return after === book ? refuse({ type: 'nothing-to-reclaim' }) : inTime(book, after, writing)
}

/**
 * D4: makes unclaimed what recomputed lots cannot hold, the latest first. `stored`: the year's entries that were
 * open before this command, the last one first; what the book has appended since is taken into account.
 */
export function moveOverflow(
  book: Book,
  year: MeetingYear,
  stored: readonly WorkEntry[],
  writing: Writing,
): Book {
  let after = book
  for (const open of stillOpen(book, year, stored)) {
    const entry = asCounted(book, open)
    const over = -lotsOf(after.account(year)).allocation.left
    if (over <= 0) break
    if (entry.claimed + entry.held === 0) continue
    after = after.append(year, writing, takeBack(entry, 'moved'), {
      ...unclaim(entry, over),
      replaces: { seq: entry.seq, year, as: 'moved' },
    })
  }
  return after
}

/**
 * X4: what draws on a grant draws on hours of the peer's own instead, as far as those are free; the earliest first. The
 * work stays charged to its request.
 */
export function moveBack(book: Book, entries: readonly WorkEntry[], writing: Writing): Result<Book, Refusal> {
  let after = book
  for (const stored of entries) {
    const entry = asCounted(book, stored)
    const { year, granted = 0, claimed, seq } = entry
    const takenBack = takeBack(entry, 'moved-back')
    const freed = after.append(year, writing, takenBack).account(year)
    const moved = Math.min(
      granted,
      roomFor(freed, claimed + entry.held + granted, entry.early) - claimed - entry.held,
    )
    if (moved <= 0) continue
    const { granted: _granted, ...body } = bodyOf(entry)
    after = after.append(year, writing, takenBack, {
      ...body,
      claimed: claimed + moved,
      ...(granted > moved && { granted: granted - moved }),
      replaces: { seq, year, as: 'moved-back' },
    })
  }
  return after === book ? refuse({ type: 'nothing-to-move-back' }) : inTime(book, after, writing)
}

/** A year's open entries after what the book has appended, the last one first; `stored`: those open before. */
export function stillOpen(book: Book, year: MeetingYear, stored: readonly WorkEntry[]): WorkEntry[] {
  const appended = book.appended.filter((entry) => entry.year === year).reverse()
  const works = appended.filter((entry) => entry.kind === 'work')
  const answered = new Set(appended.flatMap((entry) => (entry.kind === 'reversal' ? [entry.answers] : [])))
  return [...works, ...stored].filter(({ seq }) => !answered.has(seq))
}

interface Entering {
  readonly longDayAgreed: boolean
  /** Minutes that were logged in time to draw on carried hours, though today is later. */
  readonly loggedInTime?: number
  readonly replaces?: Replaces
}

function enter(
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
  replaces: Replaces | undefined,
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

/** Only what the peer states, out of whatever carries it. */
export const stated = ({
  date,
  minutes,
  activity,
  askedBy,
  place,
  notes,
  chargeTo,
  clearance,
}: Work): Work => ({
  date,
  minutes,
  activity,
  askedBy,
  ...(place !== undefined && { place }),
  ...(notes !== undefined && { notes }),
  ...(chargeTo !== undefined && { chargeTo }),
  ...(clearance !== undefined && { clearance }),
})

/** What decides how it is counted. */
const withoutText = ({ place: _place, notes: _notes, ...work }: Work): Work => work

const isSameWork = (one: Work, other: Work): boolean =>
  JSON.stringify(stated(one)) === JSON.stringify(stated(other))

const amountsOf = ({
  date,
  minutes,
  claimed,
  held,
  unclaimed,
  early,
  granted,
  chargeTo,
  because,
}: WorkEntry) => ({
  date,
  minutes,
  claimed,
  held,
  unclaimed,
  early,
  ...(granted !== undefined && { granted }),
  ...(chargeTo !== undefined && { chargeTo }),
  ...(because && { because }),
})

export const takeBack = (entry: WorkEntry, as: Answer): Line => ({
  kind: 'reversal',
  answers: entry.seq,
  as,
  work: amountsOf(entry),
})

export const bodyOf = (entry: WorkEntry) => ({ kind: 'work' as const, ...stated(entry), ...amountsOf(entry) })

/** The same work with up to `over` minutes less of it claimed or held. */
function unclaim(entry: WorkEntry, over: number) {
  const taken = Math.max(0, entry.claimed + entry.held - over)
  const claimed = Math.min(entry.claimed, taken)
  return {
    ...bodyOf(entry),
    claimed,
    held: taken - claimed,
    unclaimed: entry.minutes - taken - (entry.granted ?? 0),
    because: entry.because ?? ('used-up' as const),
  }
}

/**
 * D4: a peer changes a year until 1 October after it, and what carried hours gave until 31 December. Later the office
 * does, with a reason, and at most one closed year back.
 */
export function inTime(before: Book, after: Book, writing: Writing): Result<Book, Refusal> {
  const appended = after.appended.slice(before.appended.length).filter(({ kind }) => isPeers.has(kind))
  for (const year of new Set(appended.map((entry) => entry.year))) {
    const isClosed = writing.today > yearClosesOn(year)
    const moved = lotsOf(before.account(year)).carried.drawn - lotsOf(after.account(year)).carried.drawn
    const logBy = logByOf(after.account(year))
    const isCarriedClosed = moved !== 0 && writing.today > logBy
    if (writing.as === 'peer') {
      if (isClosed) return refuse({ type: 'year-closed', year, closedOn: yearClosesOn(year) })
      if (isCarriedClosed)
        return refuse({
          type: 'carried-closed',
          year,
          closedOn: logBy,
          minutes: Math.abs(moved),
        })
    } else {
      if (isClosed && yearOf(writing.today) > year + 1) return refuse({ type: 'too-old', year })
      if ((isClosed || isCarriedClosed) && !writing.reason) return refuse({ type: 'no-reason' })
    }
  }
  return ok(after)
}

/** The kinds of entry that a peer makes; the others follow from them or are the office's. */
const isPeers: ReadonlySet<string> = new Set(['work', 'reversal', 'nil'])
