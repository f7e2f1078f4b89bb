// The work of a peer that stands, by its date, one entry at a time: read backwards, so that what took an entry back is met
// before it, and what is entered meanwhile changes nothing of what is being read.
import { yearOf, type MeetingYear } from '../../domain/calendar.ts'
import { Entry, type WorkEntry } from '../../domain/entry.ts'
import type { Person } from '../../domain/person.ts'
import type { Between } from '../../domain/report.ts'
import { parseStored } from '../documents.ts'
import { peerPartition, seqRange, yearsId } from '../keys.ts'
import { Years } from './ledger.ts'
import type { Store } from '../ports.ts'

/** The years in which a peer has an account, the last one first; one point read. */
export async function yearsOf(store: Store, peer: Pick<Person, 'group' | 'id'>): Promise<MeetingYear[]> {
  const stored = await store.get(peerPartition(peer), yearsId)
  return stored ? parseStored(Years, stored).years.toSorted((one, other) => other - one) : []
}

/** Keeps the numbers of one year's answered entries in memory, and nothing else. */
export async function* standingWork(
  store: Store,
  peer: Pick<Person, 'group' | 'id'>,
  years: readonly MeetingYear[],
  { from, to }: Between,
): AsyncGenerator<WorkEntry> {
  for (const year of years) {
    if (year < yearOf(from) || year > yearOf(to)) continue
    const answered = new Set<number>()
    for await (const stored of store.list(peerPartition(peer), seqRange('entry', year, 0, 999_999, true))) {
      const entry = parseStored(Entry, stored)
      if (entry.kind === 'reversal') answered.add(entry.answers)
      if (entry.kind !== 'work' || answered.delete(entry.seq)) continue
      if (from <= entry.date && entry.date <= to) yield entry
    }
  }
}
