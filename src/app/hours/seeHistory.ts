// A year's entries, the last one first, with what answered each: paged, or of one month of work.
import { mayDo } from '../../domain/permissions.ts'
import type { MeetingYear, Period } from '../../domain/calendar.ts'
import { periodOf } from '../../domain/calendar.ts'
import { Entry } from '../../domain/entry.ts'
import type { Person } from '../../domain/person.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import type { Deps } from '../deps.ts'
import { parseStored } from '../documents.ts'
import { peerPartition, seqRange } from '../keys.ts'
import { Answer } from './ledger.ts'

export interface HistoryQuery {
  readonly year: MeetingYear
  /** Only entries of work dated in this month. */
  readonly period?: Period
  /** Only entries numbered below this one: the next page. */
  readonly below?: number
  /** Entries a page. */
  readonly size: number
}

export interface HistoryLine {
  readonly entry: Entry
  /** How the entry was answered, where it was. */
  readonly answer: Answer | undefined
}

export interface HistoryPage {
  readonly lines: readonly HistoryLine[]
  /** The number to ask below for the next page; undefined on the last one. */
  readonly below: number | undefined
}

export async function seeHistory(
  { store }: Deps,
  person: Person,
  subject: Person,
  { year, period, below = 1_000_000, size }: HistoryQuery,
): Promise<Result<HistoryPage, Refusal>> {
  if (!mayDo(person, 'see-hours', subject)) return refuse({ type: 'not-allowed' })
  const pk = peerPartition(subject)
  const found: Entry[] = []
  for await (const stored of store.list(pk, seqRange('entry', year, 0, below - 1, true))) {
    const entry = parseStored(Entry, stored)
    if (isShown(entry, period)) found.push(entry)
    if (found.length > size) break
  }
  const entries = found.slice(0, size)
  const answers = await answersTo(store, pk, year, entries)
  const mayNotes = mayDo(person, 'see-notes', subject)
  const lines = entries.map((entry) => ({
    entry: mayNotes ? entry : withoutNotes(entry),
    answer: answers.get(entry.seq),
  }))
  return ok({ lines, below: found.length > size ? entries.at(-1)?.seq : undefined })
}

/** A month shows the work dated in it and what answered that; bookkeeping between years is not shown. */
function isShown(entry: Entry, period: Period | undefined): boolean {
  switch (entry.kind) {
    case 'work':
      return period === undefined || periodOf(entry.date) === period
    case 'reversal':
      return period === undefined || (entry.work ? periodOf(entry.work.date) : entry.nil) === period
    case 'nil':
      return period === undefined || entry.period === period
    case 'allocation':
    case 'carried':
    case 'grant':
    case 'opening':
    case 'extension':
    case 'write-off':
      return period === undefined
    case 'promise':
    case 'next-year':
      return false
  }
}

async function answersTo(
  store: Deps['store'],
  pk: string,
  year: MeetingYear,
  entries: readonly Entry[],
): Promise<Map<number, Answer>> {
  const answers = new Map<number, Answer>()
  const [last, first] = [entries[0]?.seq, entries.at(-1)?.seq]
  if (first === undefined || last === undefined) return answers
  for await (const stored of store.list(pk, seqRange('answer', year, first, last)))
    answers.set(Number(stored.id.slice(-6)), parseStored(Answer, stored))
  return answers
}

/** P6: notes, council names and reasons are for the peer and the group's office. */
function withoutNotes({ reason: _reason, ...entry }: Entry): Entry {
  if (entry.kind === 'allocation') return { ...entry, reason: '' }
  if (entry.kind !== 'work') return entry
  const { notes: _notes, place: _place, ...rest } = entry
  return rest
}
