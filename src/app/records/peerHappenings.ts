// What happened to one peer, as their own records tell it: the ledger, events asked about, remarks, the register, disputes.
import { z } from 'zod'
import type { Instant, MeetingYear } from '../../domain/calendar.ts'
import { Entry } from '../../domain/entry.ts'
import type { Person } from '../../domain/person.ts'
import { mayRead, Remark } from '../../domain/review.ts'
import { Clearance } from '../hours/clearances.ts'
import { Dispute } from '../hours/disputes.ts'
import { parseStored } from '../documents.ts'
import type { Happening } from './happening.ts'
import { peerPartition, seqRange, under } from '../keys.ts'
import type { Store } from '../ports.ts'

/** Clocks of two instances may differ, so that entries are not quite in order. */
const slackMs = 60_000

/** Whether anything of that moment or before is still wanted. */
export type Wants = (at: Instant) => boolean

/** The ledger, the newest first, and no further back than is wanted. */
export async function* ledgerHappenings(
  store: Store,
  peer: Pick<Person, 'group' | 'id'>,
  years: readonly MeetingYear[],
  wants: Wants,
): AsyncGenerator<Happening> {
  for (const year of years)
    for await (const stored of store.list(peerPartition(peer), seqRange('entry', year, 0, 999_999, true))) {
      const entry = parseStored(Entry, stored)
      if (!wants(entry.at + slackMs)) break
      // Bookkeeping between years is nobody's doing.
      if (entry.kind === 'next-year' || entry.kind === 'carried') continue
      const reason = entry.reason
      yield {
        at: entry.at,
        id: `${stored.id}~${peer.id}`,
        by: entry.by,
        about: peer.id,
        reason,
        deed: { type: 'entry', entry },
      }
    }
}

/** C4: events asked about beforehand, with what was decided. */
export async function* clearanceHappenings(
  store: Store,
  peer: Pick<Person, 'group' | 'id'>,
): AsyncGenerator<Happening> {
  for await (const stored of store.list(peerPartition(peer), under('clearance'))) {
    const { id, at, date, state, decided } = parseStored(Clearance, stored)
    yield { at, id: `first~${id}`, by: peer.id, about: peer.id, deed: { type: 'asked-first', date } }
    if (decided && state !== 'asked') {
      const { by, at, reason } = decided
      yield { at, id: `first-decided~${id}`, by, about: peer.id, reason, deed: { type: state, date } }
    }
  }
}

/** P2, F1: what was said and recorded about a peer, as far as it is open to whoever looks. */
export async function* remarkHappenings(store: Store, by: Person, peer: Person): AsyncGenerator<Happening> {
  for await (const stored of store.list(peerPartition(peer), under('remark'))) {
    const remark = parseStored(Remark, stored)
    if (!mayRead(by, peer, remark)) continue
    const [{ id }, about] = [stored, peer.id]
    yield { at: remark.at, id, by: remark.by, about, deed: { type: 'remark', remark } }
    if (remark.removed) {
      const deed = { type: 'remark-removed' as const, remark }
      yield { at: remark.removed.at, id: `removed~${id}`, by: remark.removed.by, about, deed }
    }
  }
}

/** What a version and a confirmation have in common; what is registered is not even read. */
const RegisterDeed = z.object({ seq: z.int(), at: z.int(), by: z.string() })

/** R1: when the register of interests was saved and confirmed, never what it says. */
export async function* registerHappenings(
  store: Store,
  peer: Pick<Person, 'group' | 'id'>,
): AsyncGenerator<Happening> {
  const of = { 'register-version': 'registered', 'register-confirmation': 'confirmed' } as const
  for (const prefix of ['register-version', 'register-confirmation'] as const)
    for await (const { id, doc } of store.list(peerPartition(peer), under(prefix))) {
      const { at, by, seq: version } = RegisterDeed.parse(doc)
      yield { at, id: `${id}~${peer.id}`, by, about: peer.id, deed: { type: of[prefix], version } }
    }
}

/** D7: what peers said against hours that the office entered for them. */
export async function* disputeHappenings(
  store: Store,
  peer: Pick<Person, 'group' | 'id'>,
): AsyncGenerator<Happening> {
  const about = peer.id
  for await (const stored of store.list(peerPartition(peer), under('dispute'))) {
    const { year, seq, at, reason, state, settled } = parseStored(Dispute, stored)
    yield { at, id: `${stored.id}~${about}`, by: about, about, reason, deed: { type: 'disputed', year, seq } }
    if (settled && state !== 'open') {
      const deed = { type: 'dispute-settled' as const, year, seq, state }
      const { by, at: when, reason: why } = settled
      yield { at: when, id: `settled~${stored.id}~${about}`, by, about, reason: why, deed }
    }
  }
}
