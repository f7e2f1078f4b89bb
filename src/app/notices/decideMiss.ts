// P13: deciding about a missed log, commenting on it, and the peer's own reason. Who may is asked anew at every press.
import { dateAt, yearOfPeriod } from '../../domain/calendar.ts'
import {
  comment,
  decide,
  giveReason,
  isExcused,
  type Miss,
  ordinalOf,
  type Verdict,
} from '../../domain/miss.ts'
import type { Person } from '../../domain/person.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { mayTurn } from '../../domain/request.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import type { Press } from '../press.ts'
import type { Deps } from '../deps.ts'
import { readPerson } from '../people/directory.ts'
import { commandDocId, hash, missId, missPartition } from '../keys.ts'
import { decidersOf, missesOf, readMiss, whoHears, type MissRef } from './misses.ts'
import { leave, type Errand } from '../outbox/outbox.ts'
import { listStandIns, listWhoMayDecide } from '../people/people.ts'
import type { Write } from '../ports.ts'
import { retrying } from '../retry.ts'

/** Spoken to the peer, excused with a reason, or recommended to the Executive; by the National Lead Peer or a stand-in. */
export const decideMiss = (
  deps: Deps,
  press: Press,
  ref: MissRef,
  verdict: Verdict,
  reason: string,
): Promise<Result<Miss, Refusal>> =>
  changeMiss(deps, press, ref, `${verdict} ${reason}`, async ({ miss, all, peer }) => {
    if (!(await mayDecide(deps, press.by, peer))) return refuse({ type: 'not-yours-to-decide' })
    const ordinal = ordinalOf(miss.period, all)
    return decide(miss, ordinal, { verdict, by: press.by.id, at: deps.clock.now(), reason })
  })

/** The Head of Group Office, or a stand-in, says what whoever decides should know. */
export const commentOnMiss = (
  deps: Deps,
  press: Press,
  ref: MissRef,
  text: string,
): Promise<Result<Miss, Refusal>> =>
  changeMiss(deps, press, ref, `comment ${text}`, async ({ miss, peer }) =>
    (await mayComment(deps, press.by, peer))
      ? comment(miss, { by: press.by.id, at: deps.clock.now(), text })
      : refuse({ type: 'not-allowed' }),
  )

/** The peer says why; whoever decides is asked at once. */
export const giveMissReason = (
  deps: Deps,
  press: Press,
  ref: MissRef,
  text: string,
): Promise<Result<Miss, Refusal>> =>
  changeMiss(deps, press, ref, `reason ${text}`, async ({ miss, peer }) => {
    if (press.by.id !== peer.id) return refuse({ type: 'not-allowed' })
    return giveReason(miss, { at: deps.clock.now(), text })
  })

/** Whether somebody decides about a peer's missed logs today. */
export async function mayDecide({ store, clock }: Deps, person: Person, peer: Person): Promise<boolean> {
  const today = dateAt(clock.now())
  const standIns = await listStandIns(store, peer.group)
  if (mayTurn('national', person, peer, standIns, today)) return true
  if (person.role !== 'group-leader') return false
  const people = await listWhoMayDecide(store, peer.group, standIns)
  return decidersOf(peer, people, standIns, today).some(({ id }) => id === person.id)
}

/** Whether somebody speaks for the Head of Group Office today: themselves or a stand-in. */
export async function mayComment({ store, clock }: Deps, person: Person, peer: Person): Promise<boolean> {
  return mayTurn('head', person, peer, await listStandIns(store, peer.group), dateAt(clock.now()))
}

interface ReadForChange {
  readonly miss: Miss
  /** The peer's misses of that year. */
  readonly all: readonly Miss[]
  readonly peer: Person
}

type Step = (read: ReadForChange) => Promise<Result<Miss, Refusal>> | Result<Miss, Refusal>

/** Read, decide, commit; pressed twice it is done once. Every copy of the card then shows it. */
const changeMiss = (
  deps: Deps,
  { by, id, deadline }: Press,
  ref: MissRef,
  asked: string,
  step: Step,
): Promise<Result<Miss, Refusal>> =>
  retrying(deps, deadline, async () => {
    const { store, clock } = deps
    const read = await readMiss(store, by.group, ref)
    const peer = await readPerson(store, by.group, ref.person)
    if (!read || !peer) return refuse({ type: 'no-such-miss' })
    const pk = missPartition(by.group, yearOfPeriod(ref.period))
    const command = commandDocId(by.id, id)
    const first = await store.get(pk, command)
    if (first) return first.doc['request'] === hash(asked) ? ok(read.miss) : refuse({ type: 'other-body' })
    const all = await missesOf(store, peer, yearOfPeriod(ref.period))
    const changed = await step({ miss: read.miss, all, peer })
    if (!changed.ok) return changed
    const now = clock.now()
    const done = await store.commit(pk, [
      { op: 'create', id: command, doc: { type: 'command', v: 1, request: hash(asked), at: now } },
      { op: 'replace', id: missId(ref.period, ref.person), doc: changed.value, etag: read.stored.etag },
      ...(await causedBy(deps, read.miss, changed.value, all, peer, id)),
    ])
    return done.ok ? changed : undefined
  })

/** The cards about it are written anew; those about later ones too, when this one stops counting. */
async function causedBy(
  deps: Deps,
  before: Miss,
  after: Miss,
  all: readonly Miss[],
  peer: Person,
  cause: string,
): Promise<Write[]> {
  const now = deps.clock.now()
  const { group, id: person } = peer
  const touched = isExcused(after) ? all.filter(({ period }) => period >= after.period) : [after]
  const writes = touched.map(({ period }) =>
    leave(cause, { kind: 'refresh', group, topic: 'miss', ref: { person, period } }, now),
  )
  if (after.reason === undefined || before.reason !== undefined) return writes
  const ref = { person, period: after.period }
  const asks = (await whoHears(deps, peer)).toDecide.map((whom): Errand => ({
    kind: 'tell',
    group,
    person: whom,
    topic: 'miss',
    ref,
    occasion: 'reason',
  }))
  return [...writes, ...asks.map((errand) => leave(cause, errand, now))]
}
