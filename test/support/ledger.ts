// A peer's ledger for tests of the rules: decides, settles what overflows and keeps every entry, as the app does
// with a store. Amounts in minutes; the clock stands at noon of `today`.
import type { Account } from '../../src/domain/account.ts'
import { setAllocation } from '../../src/domain/allocate.ts'
import { balanceOf, type Balance } from '../../src/domain/balance.ts'
import { Book, writingAt, type Writing } from '../../src/domain/book.ts'
import { startOf, yearOf, type LocalDate, type MeetingYear, type Period } from '../../src/domain/calendar.ts'
import { isReclaimable, type Entry, type NilEntry, type WorkEntry } from '../../src/domain/entry.ts'
import { policyOf, type GroupId, type Policy } from '../../src/domain/policy.ts'
import { extendCarried, writeOff } from '../../src/domain/extension.ts'
import { openPeer, type Opening } from '../../src/domain/opening.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import { ok, type Result } from '../../src/domain/result.ts'
import { fileNil, undoNil } from '../../src/domain/returns.ts'
import { correctEntry, logWork, reclaim, undoWork } from '../../src/domain/work.ts'
import { moveBack, moveOverflow } from '../../src/domain/overflow.ts'
import type { Term } from '../../src/domain/counting.ts'
import type { Work } from '../../src/domain/workLines.ts'

export const hours = (count: number): number => count * 60
export const days = (count: number): number => count * 480

/** What a command appended, or why it was refused. */
export type Outcome = Result<readonly Entry[], Refusal>

export const refusalOf = (outcome: Outcome): Refusal | undefined => (outcome.ok ? undefined : outcome.error)

/** Work of an hour's query through the Group Office, but for what the test is about. */
export const workOn = (date: LocalDate, minutes = hours(1), more: Partial<Work> = {}): Work => ({
  date,
  minutes,
  activity: 'query',
  askedBy: 'office',
  ...more,
})

export class Ledger {
  accounts: ReadonlyMap<MeetingYear, Account> = new Map()
  entries: readonly Entry[] = []
  today: LocalDate
  /** Who writes: the peer, unless the test says otherwise. */
  as: Writing['as'] = 'peer'
  reason: string | undefined
  term: Term = { joinedOn: '2020-09-01' }
  readonly policy: Policy

  constructor(today: LocalDate, group: GroupId = 'independent') {
    this.today = today
    this.policy = policyOf(group)
  }

  /** Moves the clock. */
  on(date: LocalDate): this {
    this.today = date
    return this
  }

  /** Who writes from here on; the office may give a reason (D4). */
  by(as: Writing['as'], reason?: string): this {
    this.as = as
    this.reason = reason
    return this
  }

  get writing(): Writing {
    const writing = writingAt(startOf(this.today) + 43_200_000, this.as, this.as, this.policy)
    return this.reason === undefined ? writing : { ...writing, reason: this.reason }
  }

  account(year: MeetingYear): Account {
    return new Book(this.accounts).account(year)
  }

  balance(year: MeetingYear): Balance {
    return balanceOf(this.account(year), this.policy, this.today)
  }

  log(...works: Work[]): Outcome {
    return this.change((book) => logWork(book, works, this.term, this.writing, true))
  }

  /** Logs without having agreed to a long day. */
  logUnasked(...works: Work[]): Outcome {
    return this.change((book) => logWork(book, works, this.term, this.writing, false))
  }

  undo(entry: WorkEntry): Outcome {
    const { replaces } = entry
    const before = replaces?.as === 're-claim' ? this.work(replaces.year, replaces.seq) : undefined
    return this.change((book) => undoWork(book, entry, before, this.writing))
  }

  correct(entry: WorkEntry, work: Work): Outcome {
    return this.change((book) => correctEntry(book, entry, work, this.term, this.writing, true))
  }

  reclaim(entries: readonly WorkEntry[] = this.reclaimable(), chargeTo?: string): Outcome {
    return this.change((book) => reclaim(book, entries, this.term, this.writing, chargeTo))
  }

  /** P11: minutes of the peer's own hours are promised to the work of a request. */
  promise(request: string, minutes: number): Outcome {
    const [year, dates] = [yearOf(this.today), { from: this.today, to: this.today }]
    return this.change((book) =>
      ok(book.append(year, this.writing, { kind: 'promise', request, minutes, ...dates })),
    )
  }

  /** X4: the pot grants so many minutes in all for the work of a request; fewer than before are a revoke. */
  grant(request: string, minutes: number): Outcome {
    const [year, code] = [yearOf(this.today), 'CP-2627-0001']
    return this.change((book) =>
      ok(book.append(year, this.writing, { kind: 'grant', request, code, minutes })),
    )
  }

  nil(period: Period): Outcome {
    return this.change((book) => fileNil(book, period, this.writing))
  }

  undoNil(nil: NilEntry): Outcome {
    return this.change((book) => undoNil(book, nil, this.writing))
  }

  allocate(year: MeetingYear, minutes: number, from: LocalDate = `${year}-09-01`): Outcome {
    return this.change((book) =>
      setAllocation(book, { year, minutes, from, reason: 'agreed' }, { ...this.writing, as: 'office' }),
    )
  }

  /** D7: the office enters what was before its records. */
  begin(opening: Opening): Outcome {
    return this.change((book) => openPeer(book, opening, this.asOffice('as the old records have it')))
  }

  /** C2: the Head extends the carried hours of this year to a date. */
  extend(until: LocalDate, year: MeetingYear = yearOf(this.today)): Outcome {
    const open = this.openWork().filter((entry) => entry.year === year)
    return this.change((book) => extendCarried(book, year, until, open, this.asOffice('illness')))
  }

  /** C2: the Head writes off so many carried minutes in all. */
  writeOff(minutes: number, year: MeetingYear = yearOf(this.today)): Outcome {
    return this.change((book) => writeOff(book, year, minutes, this.asOffice('illness')))
  }

  /** X4: from the grant back to the peer's own hours. */
  moveBack(entries: readonly WorkEntry[] = this.granted()): Outcome {
    return this.change((book) => moveBack(book, entries, this.writing))
  }

  granted(): WorkEntry[] {
    return this.openWork().filter(({ granted = 0 }) => granted > 0)
  }

  private asOffice(reason: string): Writing {
    return { ...this.writing, as: 'office', reason }
  }

  /** Entries that nothing has answered, in order. */
  open(): Entry[] {
    const answered = new Set(this.entries.flatMap((each) => (each.kind === 'reversal' ? [nameOf(each)] : [])))
    return this.entries.filter(({ year, seq }) => !answered.has(`${year}/${seq}`))
  }

  openWork(): WorkEntry[] {
    return this.open().filter((entry) => entry.kind === 'work')
  }

  openNils(): NilEntry[] {
    return this.open().filter((entry) => entry.kind === 'nil')
  }

  /** What may be re-claimed, oldest first (D2). */
  reclaimable(): WorkEntry[] {
    return this.openWork()
      .filter(isReclaimable)
      .sort((one, other) => one.year - other.year || one.seq - other.seq)
  }

  /** The open work that was entered last. */
  last(): WorkEntry {
    const last = this.openWork().at(-1)
    if (!last) throw new Error('nothing stands in the ledger')
    return last
  }

  work(year: MeetingYear, seq: number): WorkEntry {
    const found = this.entries.find((entry) => entry.year === year && entry.seq === seq)
    if (found?.kind !== 'work') throw new Error(`no work ${year}/${seq}`)
    return found
  }

  private change(decide: (book: Book) => Result<Book, Refusal>): Outcome {
    const decided = decide(new Book(this.accounts))
    if (!decided.ok) return decided
    let after = decided.value
    for (let [over] = after.overflows(); over; [over] = after.overflows()) {
      const { year } = over
      const latest = this.openWork().filter((entry) => entry.year === year)
      const moved = moveOverflow(after, year, latest.reverse(), this.writing)
      if (moved === after) throw new Error(`${over.minutes} minutes too many stay in ${year}`)
      after = moved
    }
    // Through JSON, as a store keeps them.
    this.accounts = new Map(JSON.parse(JSON.stringify([...after.accounts])) as [MeetingYear, Account][])
    this.entries = [...this.entries, ...(JSON.parse(JSON.stringify(after.appended)) as Entry[])]
    return ok(after.appended)
  }
}

const nameOf = ({ year, answers }: { year: MeetingYear; answers: number }): string => `${year}/${answers}`

interface Setting {
  readonly carried?: number
  readonly allocated?: number
  readonly group?: GroupId
}

/**
 * A peer of the Independent Group on a date, with so many minutes carried into that date's year and allocated for it.
 */
export function peerOn(
  today: LocalDate,
  { carried = 0, allocated = 0, group = 'independent' }: Setting = {},
) {
  const year = yearOf(today)
  const ledger = new Ledger(`${year - 1}-09-01`, group)
  if (carried > 0) ledger.allocate(year - 1, carried)
  ledger.on(`${year}-09-01`)
  if (allocated > 0) ledger.allocate(year, allocated)
  return ledger.on(today)
}
