// CLOCK_AT: how far the clock of a demo or a test runs from real time, kept with the data.
import type { Store } from './ports.ts'

const [pk, id] = ['clock', 'offset']

/** Milliseconds to add to real time: the given offset from now on, otherwise the kept one, otherwise none. */
export async function keepOffset(store: Store, given: number | undefined): Promise<number> {
  const kept = await store.get(pk, id)
  if (given === undefined) return Number(kept?.doc['offset'] ?? 0)
  const doc = { type: 'clock', v: 1, offset: Math.round(given) }
  await store.commit(pk, [kept ? { op: 'replace', id, doc, etag: kept.etag } : { op: 'create', id, doc }])
  return doc.offset
}
