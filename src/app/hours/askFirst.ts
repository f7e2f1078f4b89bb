// C4: asking the Head of Group Office before an event that may include peer work.
import type { Refusal } from '../../domain/refusal.ts'
import { mayDo } from '../../domain/permissions.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import { announcement } from './announceHeld.ts'
import { Clearance } from './clearances.ts'
import type { Press } from '../press.ts'
import type { Deps } from '../deps.ts'
import { parseStored } from '../documents.ts'
import { clearanceId, hash, peerPartition } from '../keys.ts'
import { leave } from '../outbox/outbox.ts'
import { retrying } from '../retry.ts'

/** C4: asks before an event; the id follows from the command, so that asking twice is asking once. */
export const askFirst = (
  { store, clock, ...deps }: Deps,
  { id: command, by, deadline }: Press,
  asked: Pick<Clearance, 'event' | 'date' | 'askedBy'>,
): Promise<Result<Clearance, Refusal>> =>
  retrying({ store, clock, ...deps }, deadline, async () => {
    if (!mayDo(by, 'log-hours', by)) return refuse({ type: 'not-allowed' })
    const id = hash(by.id, command).slice(0, 24)
    const pk = peerPartition(by)
    const now = clock.now()
    const kept = await store.get(pk, clearanceId(id))
    if (kept) {
      const first = parseStored(Clearance, kept)
      const isSame =
        first.event === asked.event && first.date === asked.date && first.askedBy === asked.askedBy
      return isSame ? ok(first) : refuse({ type: 'other-body' })
    }
    const doc: Clearance = { type: 'clearance', v: 1, id, at: now, ...asked, state: 'asked' }
    const done = await store.commit(pk, [
      { op: 'create', id: clearanceId(id), doc },
      leave(id, announcement(by, { id }, now), now),
    ])
    return done.ok ? ok(doc) : undefined
  })
