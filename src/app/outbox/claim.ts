// Claiming what is due: its time is moved forward under its etag, so that whoever was first has it until the claim runs out.
import type { Deps } from '../deps.ts'
import { parseStored } from '../documents.ts'
import type { Deliveries } from './delivery.ts'
import type { Document, Stored } from '../ports.ts'
import { Timer, timerKinds } from './timers.ts'

/** Longer than an errand takes. */
const claimMs = 60_000
/** What is no errand is left to a release that knows it, and out of the way. */
const unknownMs = 300_000

/** The document with the etag of our claim; undefined when somebody else was first. */
export async function claim(
  { store, clock }: Deps,
  deliveries: Deliveries,
  { pk, id, etag, doc }: Stored,
): Promise<Stored | undefined> {
  const now = clock.now()
  const attempts = Number(doc['attempts'] ?? 0) + 1
  const claimed: Document = isOurs(deliveries, doc)
    ? { since: now, ...doc, attempts, dueAt: now + claimMs }
    : { ...doc, dueAt: now + unknownMs }
  const done = await store.commit(pk, [{ op: 'replace', id, doc: claimed, etag }])
  if (!done.ok) return undefined
  const ours = await store.get(pk, id)
  return ours?.doc.dueAt === claimed.dueAt ? ours : undefined
}

/** An errand, or a timer of a kind that is known here: readable or not. */
export const isOurs = (deliveries: Deliveries, doc: Document): boolean =>
  doc.type === 'outbox' || handlerOf(deliveries, doc) !== undefined

/** What to do for a timer of a kind that this release knows; it throws when the timer cannot be read. */
export function timerIn(deliveries: Deliveries, claimed: Stored): (() => Promise<void>) | undefined {
  const handler = handlerOf(deliveries, claimed.doc)
  return handler && (async () => handler(claimed, parseStored(Timer, claimed)))
}

function handlerOf({ timers }: Deliveries, doc: Document) {
  const kind = timerKinds.find((each) => doc.type === 'timer' && doc['kind'] === each)
  return kind && timers?.[kind]
}
