// D7: hours that the office entered for a peer, and what the peer says against them: kept beside the entries, on the
// office's list until it is settled. What was entered in one go is disputed in one go.
import { z } from 'zod'
import type { MeetingYear } from '../../domain/calendar.ts'
import type { WorkEntry } from '../../domain/entry.ts'
import { mayDo } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import type { EntryRef } from './changeEntry.ts'
import type { Deps } from '../deps.ts'
import { readPerson } from '../people/directory.ts'
import { parseStored } from '../documents.ts'
import { Entry } from '../../domain/entry.ts'
import { disputeId, peerPartition, seqRange } from '../keys.ts'
import { readEntry } from './ledger.ts'
import type { Store, Stored } from '../ports.ts'

export const Dispute = z.strictObject({
  type: z.literal('dispute'),
  v: z.literal(1),
  year: z.int(),
  /** The first of the entries that were made in one go. */
  seq: z.int().positive(),
  at: z.int(),
  reason: z.string().min(1),
  state: z.enum(['open', 'kept', 'undone']),
  settled: z.strictObject({ by: z.string(), at: z.int(), reason: z.string() }).exactOptional(),
})
export type Dispute = Readonly<z.infer<typeof Dispute>>

/** Whose entries, and any one of them. */
export interface EnteredRef extends EntryRef {
  readonly person: string
}

/** What the office entered in one go, and how it stands. */
export interface SeenEntered {
  readonly subject: Person
  /** The name of these entries: the year and number of the first. */
  readonly year: MeetingYear
  readonly seq: number
  readonly by: string
  /** As entered, and what stands of them today. */
  readonly entries: readonly WorkEntry[]
  readonly standing: readonly WorkEntry[]
  readonly dispute: Dispute | undefined
  readonly stored: Stored | undefined
}

/** Days that may be logged in one go, each with a line or two beside it. */
const mostBeside = 80

/** Seen by the peer and by their group's office (P6). */
export async function seeEntered(
  { store }: Deps,
  person: Person,
  { person: id, year, seq }: EnteredRef,
): Promise<Result<SeenEntered, Refusal>> {
  const subject = await readPerson(store, person.group, id)
  if (!subject) return refuse({ type: 'no-such-entry', year, seq })
  if (person.id !== subject.id && !mayDo(person, 'log-for', subject)) return refuse({ type: 'not-allowed' })
  const pk = peerPartition(subject)
  const found = await readEntry(store, pk, year, seq)
  const named = found?.entry
  if (named?.kind !== 'work' || named.by === subject.id || named.replaces)
    return refuse({ type: 'no-such-entry', year, seq })
  const entries: WorkEntry[] = []
  const range = seqRange('entry', year, Math.max(1, seq - mostBeside), seq + mostBeside)
  for await (const stored of store.list(pk, range)) {
    const entry = parseStored(Entry, stored)
    if (entry.kind === 'work' && entry.at === named.at && entry.by === named.by && !entry.replaces)
      entries.push(entry)
  }
  const [first = named] = entries
  const standing = await Promise.all(entries.map((entry) => standingOf(store, pk, entry)))
  const stored = await store.get(pk, disputeId(year, first.seq))
  return ok({
    subject,
    year,
    seq: first.seq,
    by: named.by,
    entries,
    standing: standing.filter((entry) => entry !== undefined),
    dispute: stored && parseStored(Dispute, stored),
    stored,
  })
}

/** What others do to an entry; by undoing, correcting or re-claiming it the peer has made it their own matter. */
const followed: ReadonlySet<string> = new Set(['moved', 'asked', 'cleared', 'declined'])

/** The entry as it stands, or what took its place without the peer's or the office's undoing it. */
async function standingOf(store: Store, pk: string, entry: WorkEntry): Promise<WorkEntry | undefined> {
  const { year } = entry
  for (let now = entry, hops = 0; hops < 10; hops++) {
    const answer = (await readEntry(store, pk, year, now.seq))?.answer
    if (!answer) return now
    const next = (await readEntry(store, pk, year, answer.by + 1))?.entry
    if (!followed.has(answer.as) || next?.kind !== 'work' || next.replaces?.seq !== now.seq) return undefined
    now = next
  }
  return undefined
}
