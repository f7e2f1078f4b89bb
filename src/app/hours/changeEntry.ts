// D5, D2: undoing and correcting an entry, and re-claiming unclaimed hours once others are freed.
import type { Book, Writing } from '../../domain/book.ts'
import { yearOf, type Instant, type MeetingYear } from '../../domain/calendar.ts'
import type { Entry, WorkEntry } from '../../domain/entry.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import { undoNil } from '../../domain/returns.ts'
import { correctEntry, reclaim, undoWork } from '../../domain/work.ts'
import type { Work } from '../../domain/workLines.ts'
import { changeLedger, type Change, type Command, type Receipt } from './change.ts'
import { unfitClearance } from './clearances.ts'
import type { Deps } from '../deps.ts'
import { peerPartition } from '../keys.ts'
import { readEntry } from './ledger.ts'
import { leave } from '../outbox/outbox.ts'
import type { Write } from '../ports.ts'

/** An entry by its year and number. */
export interface EntryRef {
  readonly year: MeetingYear
  readonly seq: number
}

type Changed = Promise<Result<Receipt, Refusal>>

/** D4: what the office changes for a peer has a reason, which is kept with it, and the peer is told. */
export interface ForPeer {
  readonly reason: string
}

const acting = (command: Command, forPeer: ForPeer | undefined) =>
  forPeer
    ? ({
        action: 'amend',
        reason: forPeer.reason,
        besides: (receipt: Receipt, { at }: Writing) => tellPeer(command, receipt, 'amended', at),
      } as const)
    : ({ action: 'log-hours' } as const)

/** One word to the peer about what somebody else has just entered. */
export function tellPeer(
  { subject, by, id }: Command,
  { entries }: Receipt,
  topic: 'amended' | 'settled',
  at: Instant,
): Write[] {
  const [first] = entries.filter(({ kind }) => kind !== 'next-year' && kind !== 'carried')
  if (!first || by.id === subject.id) return []
  const { year, seq } = first
  const { group, id: person } = subject
  return [leave(`${by.id} ${id}`, { kind: 'tell', group, person, topic, ref: { year, seq } }, at)]
}

/** Undoes entries of one year, all of them or none. */
export const undo = (deps: Deps, command: Command, year: MeetingYear, seqs: readonly number[]): Changed =>
  undoAll(
    deps,
    command,
    [...new Set(seqs)].map((seq) => ({ year, seq })),
  )

/** Undoes entries of any open years, each named once: all of them or none. */
export const undoAll = (
  deps: Deps,
  command: Command,
  refs: readonly EntryRef[],
  forPeer?: ForPeer,
): Changed => changeLedger(deps, command, { ...undoing(deps, command, refs), ...acting(command, forPeer) })

/** The change itself, for whoever makes it in another's name or writes more with it. */
export const undoing = (deps: Deps, command: Command, refs: readonly EntryRef[]): Change => ({
  action: 'log-hours',
  years: [...new Set(refs.map(({ year }) => year))],
  request: { undo: refs },
  async decide(book, writing) {
    let after: Result<Book, Refusal> = ok(book)
    for (const { year, seq } of refs) {
      const found = await openEntry(deps, command, { year, seq })
      if (!found.ok) return found
      const entry = found.value
      if (entry.kind === 'nil') after = undoNil(after.value, entry, writing)
      else if (entry.kind === 'work')
        after = undoWork(after.value, entry, await reclaimedFrom(deps, command, entry), writing)
      else return refuse({ type: 'no-such-entry', year, seq })
      if (!after.ok) return after
    }
    return after
  },
})

export interface CorrectRequest extends EntryRef {
  readonly work: Work
  readonly longDayAgreed: boolean
}

/** `apply` either corrects the entry or tells what that would do. */
export const correct = (
  deps: Deps,
  command: Command,
  request: CorrectRequest,
  apply = changeLedger,
  forPeer?: ForPeer,
): Changed =>
  apply(deps, command, {
    ...acting(command, forPeer),
    years: [...new Set([request.year, yearOf(request.work.date)])],
    request: { correct: { year: request.year, seq: request.seq, work: request.work } },
    async decide(book, writing) {
      const found = await openWorkEntry(deps, command, request)
      if (!found.ok) return found
      const unfit = await unfitClearance(deps.store, command.subject, [request.work])
      if (unfit) return refuse({ type: 'no-such-clearance', date: unfit.date })
      return correctEntry(book, found.value, request.work, command.subject, writing, request.longDayAgreed)
    },
  })

/**
 * Re-claims the entries as far as hours are free; those that have been answered since are passed over. With
 * `chargeTo`, from the grant of that request too (X4).
 */
export const reclaimHours = (
  deps: Deps,
  command: Command,
  refs: readonly EntryRef[],
  chargeTo?: string,
  forPeer?: ForPeer,
): Changed =>
  changeLedger(deps, command, {
    ...acting(command, forPeer),
    years: [...new Set(refs.map(({ year }) => year))],
    request: { reclaim: refs, ...(chargeTo && { chargeTo }) },
    async decide(book: Book, writing) {
      const named = [...new Map(refs.map((ref) => [`${ref.year} ${ref.seq}`, ref])).values()]
      const found = await Promise.all(named.map((ref) => openWorkEntry(deps, command, ref)))
      const entries = found.flatMap((each) => (each.ok ? [each.value] : []))
      return reclaim(book, entries, command.subject, writing, chargeTo)
    },
  })

/** An entry of the subject's that nothing has answered yet. */
async function openEntry(
  { store }: Deps,
  { subject }: Command,
  ref: EntryRef,
): Promise<Result<Entry, Refusal>> {
  const { year, seq } = ref
  const found = await readEntry(store, peerPartition(subject), year, seq)
  if (!found) return refuse({ type: 'no-such-entry', year, seq })
  const { entry, answer } = found
  return answer ? refuse({ type: 'answered', year, seq, by: answer.by, as: answer.as }) : ok(entry)
}

async function openWorkEntry(
  deps: Deps,
  command: Command,
  ref: EntryRef,
): Promise<Result<WorkEntry, Refusal>> {
  const found = await openEntry(deps, command, ref)
  if (!found.ok) return found
  const entry = found.value
  if (entry.kind !== 'work') return refuse({ type: 'no-such-entry', year: ref.year, seq: ref.seq })
  return ok(entry)
}

/** The entry that a re-claim replaced; undoing the re-claim restores it (D2). */
async function reclaimedFrom(
  { store }: Deps,
  { subject }: Command,
  { replaces }: WorkEntry,
): Promise<WorkEntry | undefined> {
  if (replaces?.as !== 're-claim') return undefined
  const found = await readEntry(store, peerPartition(subject), replaces.year, replaces.seq)
  return found?.entry.kind === 'work' ? found.entry : undefined
}
