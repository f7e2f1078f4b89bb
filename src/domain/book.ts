// A peer's accounts of neighbouring years, and what one command appends to them. Appending keeps the sums right;
// what a year carries on reaches the next year's account in the same breath (D4).
import { applyEntry, emptyAccount, type Account } from './account.ts'
import { carriesOn, lotsOf } from './lots.ts'
import type { LocalDate, MeetingYear } from './calendar.ts'
import type { Entry } from './entry.ts'
import { dateAt, type Instant } from './calendar.ts'
import type { Policy } from './policy.ts'

/** An entry before the book numbers, dates and signs it. */
export type Line = Entry extends infer E
  ? E extends Entry
    ? Omit<E, 'type' | 'v' | 'year' | 'seq' | 'at' | 'on' | 'by' | 'policy'>
    : never
  : never

/** Who is writing, when and under which policy. */
export interface Writing {
  readonly at: Instant
  readonly today: LocalDate
  /** The id of the person who enters it. */
  readonly by: string
  /** D4: the peer's own windows are shorter than the office's. */
  readonly as: 'peer' | 'office'
  /** D4: why the office changes a closed year. */
  readonly reason?: string
  readonly policy: Policy
}

export const writingAt = (at: Instant, by: string, as: Writing['as'], policy: Policy): Writing => ({
  at,
  today: dateAt(at),
  by,
  as,
  policy,
})

export class Book {
  readonly accounts: ReadonlyMap<MeetingYear, Account>
  /** What has been appended, in order. */
  readonly appended: readonly Entry[]

  constructor(accounts: ReadonlyMap<MeetingYear, Account>, appended: readonly Entry[] = []) {
    this.accounts = accounts
    this.appended = appended
  }

  /** The account of a year; an empty one before anything happened in it. */
  account(year: MeetingYear): Account {
    return this.accounts.get(year) ?? emptyAccount(year)
  }

  /** Appends lines to a year, opening its account first, and carries the change on. */
  append(year: MeetingYear, writing: Writing, ...lines: Line[]): Book {
    const opened = this.accounts.has(year) ? this : this.open(year, writing)
    return lines.reduce((book, line) => book.add(year, writing, line), opened).carryOn(year, writing)
  }

  /** Opens a year's account with what the year before carries in. */
  private open(year: MeetingYear, writing: Writing): Book {
    const before = this.accounts.get(year - 1)
    const accounts = new Map(this.accounts).set(year, emptyAccount(year))
    let book = new Book(accounts, this.appended)
    if (before) {
      book = book.add(year - 1, writing, { kind: 'next-year' })
      if (carriesOn(before) > 0)
        book = book.add(year, writing, { kind: 'carried', minutes: carriesOn(before) })
    }
    return this.accounts.has(year + 1) ? book.add(year, writing, { kind: 'next-year' }) : book
  }

  private add(year: MeetingYear, writing: Writing, line: Line): Book {
    const account = this.account(year)
    const entry = {
      type: 'entry',
      v: 1,
      year,
      seq: account.seq + 1,
      at: writing.at,
      on: writing.today,
      by: writing.by,
      policy: writing.policy.version,
      ...(writing.reason && { reason: writing.reason }),
      ...line,
    } as Entry
    return new Book(new Map(this.accounts).set(year, applyEntry(account, entry)), [...this.appended, entry])
  }

  private carryOn(year: MeetingYear, writing: Writing): Book {
    const from = this.account(year)
    const next = this.account(year + 1)
    // D7: what an opening says was carried in stands.
    if (!from.hasNext || next.opening || next.carried === carriesOn(from)) return this
    const minutes = carriesOn(from)
    return this.add(year + 1, writing, { kind: 'carried', minutes }).carryOn(year + 1, writing)
  }

  /** D4: the years whose lots no longer hold what was taken from them, and by how many minutes. */
  overflows(): { year: MeetingYear; minutes: number }[] {
    return [...this.accounts.values()]
      .map((account) => ({ year: account.year, minutes: -lotsOf(account).allocation.left }))
      .filter(({ minutes }) => minutes > 0)
  }
}
