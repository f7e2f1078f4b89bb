// The one way a peer's ledger changes: read, decide, commit; retried on conflict and after an unknown outcome.
// A command that arrives again returns its first outcome; one that is refused records nothing.
import { z } from 'zod'
import { carriesOn } from '../../domain/lots.ts'
import { Sums, toSums } from '../../domain/account.ts'
import { writingAt, type Book, type Writing } from '../../domain/book.ts'
import type { Instant, MeetingYear } from '../../domain/calendar.ts'
import { Entry, type Reversal, type WorkEntry } from '../../domain/entry.ts'
import { mayDo } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import { policyOf } from '../../domain/policy.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import { moveOverflow, stillOpen } from '../../domain/overflow.ts'
import { announceFreed } from './announceFreed.ts'
import { announceHeld } from './announceHeld.ts'
import { announceLate } from './announceLate.ts'
import type { Deps } from '../deps.ts'
import { parseStored } from '../documents.ts'
import {
  accountId,
  answerId,
  commandDocId,
  entryId,
  hash,
  peerPartition,
  seqRange,
  yearsId,
} from '../keys.ts'
import { openWork, readBook, Years, type Answer, type ReadBook } from './ledger.ts'
import { mostWrites, type Store, type Stored, type Write } from '../ports.ts'
import { retrying } from '../retry.ts'

/** Who asks for a change, to whose ledger, under which name. */
export interface Command {
  /** The business key: the same id is the same change, however often it arrives. */
  readonly id: string
  readonly by: Person
  readonly subject: Person
  /** When to stop trying and say so. */
  readonly deadline: Instant
}

/** What a change did: the entries it appended, and the sums of the years it touched before and after. */
export interface Receipt {
  readonly entries: readonly Entry[]
  readonly years: readonly YearChange[]
}

const YearChange = z.strictObject({ before: Sums, after: Sums })
export type YearChange = Readonly<z.infer<typeof YearChange>>

const CommandDoc = z.strictObject({
  type: z.literal('command'),
  v: z.literal(1),
  /** A hash of what was asked: the same id with another body is refused. */
  request: z.string(),
  at: z.int(),
  years: z.array(YearChange),
})
type CommandDoc = z.infer<typeof CommandDoc>

/** A command on the ledger: the years it touches, what it asks (hashed), and the rules' decision. */
export interface Change {
  /** What `by` must be allowed; `deliver` is what another partition has decided already. */
  readonly action: 'log-hours' | 'log-for' | 'amend' | 'settle-hours' | 'revoke' | 'deliver'
  readonly years: readonly MeetingYear[]
  readonly request: unknown
  /** Why the office makes it, kept with the entries. */
  readonly reason?: string
  /** More to write in the same commit: messages that it causes, and documents beside the ledger. */
  readonly besides?: (receipt: Receipt, writing: Writing) => Write[]
  decide(read: Book, writing: Writing): Result<Book, Refusal> | Promise<Result<Book, Refusal>>
}

/** Makes the change, or returns what it did when it arrived first. */
export async function changeLedger(
  deps: Deps,
  command: Command,
  change: Change,
): Promise<Result<Receipt, Refusal>> {
  if (!isAllowed(command, change)) return refuse({ type: 'not-allowed' })
  return retrying(deps, command.deadline, () => tryChange(deps, command, change))
}

/** What a change would do now; nothing is recorded. */
export async function previewLedger(
  { store, clock }: Deps,
  command: Command,
  change: Change,
): Promise<Result<Receipt, Refusal>> {
  const { by, subject } = command
  if (!isAllowed(command, change)) return refuse({ type: 'not-allowed' })
  const read = await readBook(store, peerPartition(subject), change.years)
  const made = await make(store, command, change, read, writingFor(change, by, subject, clock.now()))
  return made.ok ? ok(made.value.receipt) : made
}

const isAllowed = ({ by, subject }: Command, { action }: Change): boolean =>
  action === 'deliver' || mayDo(by, action, subject)

const writingFor = ({ action, reason }: Change, by: Person, subject: Person, now: Instant): Writing => ({
  ...writingAt(now, by.id, action === 'log-hours' ? 'peer' : 'office', policyOf(subject.group)),
  ...(reason && { reason }),
})

/** One attempt; undefined when it must be made again: somebody else was first, or the store failed. */
async function tryChange(
  deps: Deps,
  command: Command,
  change: Change,
): Promise<Result<Receipt, Refusal> | undefined> {
  const { store, clock } = deps
  const pk = peerPartition(command.subject)
  const cmd = commandDocId(command.by.id, command.id)
  const request = hash(JSON.stringify(change.request))
  const writing = writingFor(change, command.by, command.subject, clock.now())
  const read = await readBook(store, pk, change.years)
  const made = await make(store, command, change, read, writing)
  if (!made.ok) {
    const first = await store.get(pk, cmd)
    return first ? await replayed(store, pk, first, request) : made
  }
  const { receipt, writes } = made.value
  const doc = commandDoc(receipt, request, writing.at)
  const done = await store.commit(pk, [{ op: 'create', id: cmd, doc }, ...writes])
  if (done.ok) return ok(receipt)
  if (done.conflict.id !== cmd) return undefined
  const first = await store.get(pk, cmd)
  return first && (await replayed(store, pk, first, request))
}

/** What a change comes to: its receipt, and all that is written with its command; refused if no commit holds that. */
async function make(
  store: Store,
  { id, by, subject }: Command,
  change: Change,
  read: ReadBook,
  writing: Writing,
): Promise<Result<{ receipt: Receipt; writes: Write[] }, Refusal>> {
  const decided = await decide(store, peerPartition(subject), read.book, change, writing)
  if (!decided.ok) return decided
  const receipt = receiptOf(read.book, decided.value)
  const writes = [
    ...writesOf(read, decided.value),
    ...announceHeld(subject, receipt.entries, writing.at),
    ...announceFreed(subject, receipt.years, writing.at, commandDocId(by.id, id)),
    ...announceLate(subject, receipt.entries, writing.at, commandDocId(by.id, id)),
    ...(change.besides?.(receipt, writing) ?? []),
  ]
  const [year = 0] = receipt.years.map(({ after }) => after.year).slice(-1)
  return writes.length < mostWrites ? ok({ receipt, writes }) : refuse({ type: 'too-many-moved', year })
}

/** The rules' decision, and D4's consequence: what recomputed lots cannot hold becomes unclaimed. */
async function decide(
  store: Store,
  pk: string,
  book: Book,
  change: Change,
  writing: Writing,
): Promise<Result<Book, Refusal>> {
  const decided = await change.decide(book, writing)
  if (!decided.ok) return decided
  let after = decided.value
  for (const { year, minutes } of after.overflows()) {
    const moving = after
    const latest = await openWork(
      store,
      pk,
      book.account(year),
      (found) => takenOf(stillOpen(moving, year, found)) >= minutes,
    )
    after = moveOverflow(after, year, latest, writing)
  }
  return ok(after)
}

const takenOf = (entries: readonly WorkEntry[]): number =>
  entries.reduce((sum, { claimed, held }) => sum + claimed + held, 0)

/** The documents of a decision: entries, their answers, and the accounts guarded by their etags. */
export function writesOf({ etags, years }: ReadBook, after: Book): Write[] {
  const touched = new Set(after.appended.map(({ year }) => year))
  const writes: Write[] = after.appended.flatMap((entry) => [
    { op: 'create', id: entryId(entry.year, entry.seq), doc: entry },
    ...(entry.kind === 'reversal' ? [answerTo(entry)] : []),
  ])
  for (const year of touched) {
    const etag = etags.get(year)
    const account = { id: accountId(year), doc: after.account(year) }
    writes.push(etag === undefined ? { op: 'create', ...account } : { op: 'replace', ...account, etag })
  }
  if ([...touched].every((year) => etags.has(year))) return writes
  const opened = new Set([...(years ? parseStored(Years, years).years : []), ...after.accounts.keys()])
  const doc: Years = { type: 'years', v: 1, years: [...opened].sort((a, b) => a - b) }
  writes.push(
    years ? { op: 'replace', id: yearsId, doc, etag: years.etag } : { op: 'create', id: yearsId, doc },
  )
  return writes
}

const answerTo = ({ year, seq, answers, as }: Reversal): Write => ({
  op: 'create',
  id: answerId(year, answers),
  doc: { type: 'answer', v: 1, by: seq, as } satisfies Answer,
})

function receiptOf(before: Book, after: Book): Receipt {
  const years = [...new Set(after.appended.map(({ year }) => year))].sort((a, b) => a - b)
  return {
    // Year by year, as a replay reads them.
    entries: years.flatMap((year) => after.appended.filter((entry) => entry.year === year)),
    years: years.map((year) => ({ before: sumsOf(before, year), after: sumsOf(after, year) })),
  }
}

/** A year that nobody has opened yet already has what the year before carries into it (C2). */
function sumsOf(book: Book, year: MeetingYear): Sums {
  const sums = toSums(book.account(year))
  const last = book.accounts.get(year - 1)
  return last && !book.accounts.has(year) ? { ...sums, carried: carriesOn(last) } : sums
}

const commandDoc = ({ years }: Receipt, request: string, at: Instant): CommandDoc => ({
  type: 'command',
  v: 1,
  request,
  at,
  years: [...years],
})

/** The first outcome of a command that has arrived before. */
async function replayed(
  store: Store,
  pk: string,
  stored: Stored,
  request: string,
): Promise<Result<Receipt, Refusal>> {
  const first = parseStored(CommandDoc, stored)
  if (first.request !== request) return refuse({ type: 'other-body' })
  const entries: Entry[] = []
  for (const { before, after } of first.years)
    for await (const entry of store.list(pk, seqRange('entry', after.year, before.seq + 1, after.seq)))
      entries.push(parseStored(Entry, entry))
  return ok({ entries, years: first.years })
}
