// D5: removes the text of a note for good, from the entry and from those it stands in for. That it was removed is
// recorded; the figures stay. The cards that were sent about the hours lose it too.
import { dateAt } from '../../domain/calendar.ts'
import { Entry, type WorkEntry } from '../../domain/entry.ts'
import { mayDo } from '../../domain/permissions.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import type { EntryRef } from './changeEntry.ts'
import type { Press } from '../press.ts'
import type { Deps } from '../deps.ts'
import { parseStored } from '../documents.ts'
import { entryId, peerPartition } from '../keys.ts'
import { leave, type Errand } from '../outbox/outbox.ts'
import { mostWrites, type Write } from '../ports.ts'
import { retrying } from '../retry.ts'

/** One's own notes only. Removing twice is removing once. @returns the entry without its note. */
export const redactNote = (
  deps: Deps,
  { by, deadline }: Omit<Press, 'id'>,
  ref: EntryRef,
): Promise<Result<WorkEntry, Refusal>> =>
  retrying(deps, deadline, async () => {
    const { store, clock } = deps
    if (!mayDo(by, 'log-hours', by)) return refuse({ type: 'not-allowed' })
    const pk = peerPartition(by)
    const writes: Write[] = []
    let first: WorkEntry | undefined
    let next: EntryRef | undefined = ref
    while (next) {
      const id: string = entryId(next.year, next.seq)
      const stored = await store.get(pk, id)
      const entry = stored && parseStored(Entry, stored)
      if (!stored || entry?.kind !== 'work') break
      const { notes, ...rest } = entry
      const now = clock.now()
      const redacted = { on: dateAt(now), by: by.id }
      const doc: WorkEntry = notes === undefined ? entry : { ...rest, redacted }
      if (notes !== undefined)
        writes.push(
          { op: 'replace', id, doc, etag: stored.etag },
          leave(`redacted ${by.id} ${id}`, refreshOf(by, next), now),
        )
      first ??= doc
      next = entry.replaces
    }
    if (!first) return refuse({ type: 'no-such-entry', ...ref })
    // Those that are left by a fault in between still have their notes, and are found again.
    for (let at = 0; at < writes.length; at += mostWrites) {
      const done = await store.commit(pk, writes.slice(at, at + mostWrites))
      if (!done.ok) return undefined
    }
    return ok(first)
  })

/** X3: the Head's card about the hours shows the note as it stands. */
const refreshOf = ({ group, id: person }: Press['by'], { year, seq }: EntryRef): Errand => ({
  kind: 'refresh',
  group,
  topic: 'clearance',
  ref: { person, year, seq },
})
