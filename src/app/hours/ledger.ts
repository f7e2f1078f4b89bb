// Reading a peer's ledger: the book of the years that a command touches, and entries with their answers.
import { z } from 'zod'
import { Account, emptyAccount } from '../../domain/account.ts'
import { carriesOn } from '../../domain/lots.ts'
import { Book } from '../../domain/book.ts'
import type { Instant, MeetingYear } from '../../domain/calendar.ts'
import { Entry, type WorkEntry } from '../../domain/entry.ts'
import type { Person } from '../../domain/person.ts'
import { parseStored } from '../documents.ts'
import { accountId, answerId, entryId, peerPartition, seqRange, yearsId } from '../keys.ts'
import type { Store, Stored } from '../ports.ts'

export const Answer = z.strictObject({
  type: z.literal('answer'),
  v: z.literal(1),
  /** The number of the reversal. */
  by: z.int(),
  as: z.string(),
})
export type Answer = z.infer<typeof Answer>

/** Which years have an account. */
export const Years = z.strictObject({
  type: z.literal('years'),
  v: z.literal(1),
  years: z.array(z.int()),
})
export type Years = z.infer<typeof Years>

/** A book as read, with the etags that guard it. */
export interface ReadBook {
  readonly book: Book
  readonly etags: ReadonlyMap<MeetingYear, string>
  /** Read only when a year has no account yet; undefined then means that there is none. */
  readonly years: Stored | undefined
}

/**
 * Reads the accounts of the years. One point read a year, and one more for the next year once that has an account;
 * a year without an account is read with its neighbours, since opening it concerns them.
 */
export async function readBook(store: Store, pk: string, years: readonly MeetingYear[]): Promise<ReadBook> {
  const found = new Map<MeetingYear, Stored | undefined>()
  // Once, at the first year that has no account: read again, it would no longer guard the absences seen before.
  let guard: Promise<Stored | undefined> | undefined
  const read = async (year: MeetingYear) => {
    if (!found.has(year)) found.set(year, await store.get(pk, accountId(year)))
    return found.get(year)
  }
  for (const year of years) {
    let at = year
    let stored = await read(at)
    if (!stored) {
      await (guard ??= store.get(pk, yearsId))
      await read(year - 1)
      stored = await read(++at)
    }
    while (stored?.doc['hasNext'] === true) stored = await read(++at)
  }
  const accounts = new Map<MeetingYear, Account>()
  const etags = new Map<MeetingYear, string>()
  for (const [year, stored] of found) {
    if (!stored) continue
    accounts.set(year, parseStored(Account, stored))
    etags.set(year, stored.etag)
  }
  return { book: new Book(accounts), etags, years: await guard }
}

/** The account of a year; one that nobody has opened yet still shows what the year before carries into it (C2). */
export async function seenAccount(
  store: Store,
  subject: Pick<Person, 'group' | 'id'>,
  year: MeetingYear,
): Promise<Account> {
  const read = async (of: MeetingYear): Promise<Account | undefined> => {
    const stored = await store.get(peerPartition(subject), accountId(of))
    return stored && parseStored(Account, stored)
  }
  const account = await read(year)
  if (account) return account
  const before = await read(year - 1)
  return { ...emptyAccount(year), carried: before ? carriesOn(before) : 0 }
}

/** A year's entries that were made from an instant on. */
export async function entriesSince(
  store: Store,
  subject: Pick<Person, 'group' | 'id'>,
  year: MeetingYear,
  since: Instant,
): Promise<Entry[]> {
  const found: Entry[] = []
  for await (const stored of store.list(peerPartition(subject), seqRange('entry', year, 0, 999_999, true))) {
    const entry = parseStored(Entry, stored)
    if (entry.at < since) break
    found.push(entry)
  }
  return found
}

/** One entry with what answered it. */
export async function readEntry(
  store: Store,
  pk: string,
  year: MeetingYear,
  seq: number,
): Promise<{ entry: Entry; answer: Answer | undefined } | undefined> {
  const [stored, answer] = await Promise.all([
    store.get(pk, entryId(year, seq)),
    store.get(pk, answerId(year, seq)),
  ])
  return stored && { entry: parseStored(Entry, stored), answer: answer && parseStored(Answer, answer) }
}

/**
 * A year's work entries that stand, the last one first, until `isEnough` says so; none later than the account that was
 * read, whose numbers are about to be given to other entries.
 */
export async function openWork(
  store: Store,
  pk: string,
  { year, seq }: Pick<Account, 'year' | 'seq'>,
  isEnough: (found: readonly WorkEntry[]) => boolean,
): Promise<WorkEntry[]> {
  const answered = new Set<string>()
  for await (const { id } of store.list(pk, seqRange('answer', year))) answered.add(id)
  const open: WorkEntry[] = []
  for await (const stored of store.list(pk, seqRange('entry', year, 0, seq, true))) {
    if (isEnough(open)) break
    const entry = parseStored(Entry, stored)
    if (entry.kind === 'work' && !answered.has(answerId(year, entry.seq))) open.push(entry)
  }
  return open
}
