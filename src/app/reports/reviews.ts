// P2, P6–P17, F1: a peer's review of a year, as whoever reviews them and the peer see it: what the records measure, and what
// was said, each to whom it is open.
import { dateAt, yearOf, type MeetingYear } from '../../domain/calendar.ts'
import type { Account } from '../../domain/account.ts'
import type { Miss } from '../../domain/miss.ts'
import { mayReview } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import type { Profile } from '../../domain/profile.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { RegisterStatus } from '../../domain/registerDue.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import { mayRead, outcomesOf, Remark, remove, say, type Outcomes, type Saying } from '../../domain/review.ts'
import type { Press } from '../press.ts'
import type { Deps } from '../deps.ts'
import { readPerson } from '../people/directory.ts'
import { parseStored } from '../documents.ts'
import { hash, peerPartition, remarkId, under } from '../keys.ts'
import { openWork, seenAccount } from '../hours/ledger.ts'
import { missesOf } from '../notices/misses.ts'
import { leave, type Errand } from '../outbox/outbox.ts'
import type { Store, Stored } from '../ports.ts'
import { readProfile } from '../people/profiles.ts'
import { dutyOf } from '../register/register.ts'
import { retrying } from '../retry.ts'

/** Which remark: a peer's, of a year, by its key. */
export interface RemarkRef {
  readonly person: string
  readonly year: MeetingYear
  readonly key: string
}

export interface SeenRemark {
  readonly key: string
  readonly remark: Remark
  /** Whoever looks may remove it. */
  readonly isRemovable: boolean
}

export interface Review {
  readonly peer: Person
  readonly year: MeetingYear
  readonly isOwn: boolean
  readonly account: Account
  readonly outcomes: Outcomes
  readonly misses: readonly Miss[]
  readonly profile: Profile | undefined
  readonly register: RegisterStatus | undefined
  /** Those that are open to whoever looks, the latest first. */
  readonly remarks: readonly SeenRemark[]
  /** The names of those who said or removed something. */
  readonly names: ReadonlyMap<string, string>
}

/** Reads the peer's account and the entries of the year, which a person opens now and then. */
export async function seeReview(
  deps: Deps,
  by: Person,
  id: string,
  year: MeetingYear = yearOf(dateAt(deps.clock.now())),
): Promise<Result<Review, Refusal>> {
  const { store } = deps
  const peer = await readPerson(store, by.group, id)
  const isOwn = id === by.id
  if (!peer || !(isOwn || mayReview(by, peer))) return refuse({ type: 'not-allowed' })
  const account = await seenAccount(store, peer, year)
  const [work, all, misses, profile, register] = await Promise.all([
    openWork(store, peerPartition(peer), account, () => false),
    remarksOf(store, peer, year),
    missesOf(store, peer, year),
    readProfile(store, peer),
    dutyOf(deps, by, peer),
  ])
  const remarks = all
    .filter(({ remark }) => mayRead(by, peer, remark))
    .map(({ key, remark }) => ({
      key,
      remark,
      isRemovable: !remark.removed && remove(by, peer, remark, 0).ok,
    }))
  const outcomes = outcomesOf(
    work,
    all.map(({ remark }) => remark),
  )
  const names = await namesOf(store, by, remarks)
  return ok({ peer, year, isOwn, account, outcomes, misses, profile, register, remarks, names })
}

async function namesOf(
  store: Store,
  { group }: Person,
  remarks: readonly SeenRemark[],
): Promise<Map<string, string>> {
  const ids = new Set(remarks.flatMap(({ remark: { by, removed } }) => (removed ? [by, removed.by] : [by])))
  const people = await Promise.all([...ids].map((id) => readPerson(store, group, id)))
  return new Map(people.flatMap((each) => (each ? [[each.id, each.name]] : [])))
}

/** The latest first. */
async function remarksOf(
  store: Store,
  peer: Person,
  year: MeetingYear,
): Promise<{ key: string; remark: Remark }[]> {
  const prefix = remarkId(year, '')
  const found: { key: string; remark: Remark }[] = []
  for await (const stored of store.list(peerPartition(peer), under(prefix.slice(0, -1))))
    found.push({ key: stored.id.slice(prefix.length), remark: parseStored(Remark, stored) })
  return found.toSorted((one, other) => other.remark.at - one.remark.at || (one.key < other.key ? -1 : 1))
}

export async function readRemark(
  store: Store,
  peer: Pick<Person, 'group' | 'id'>,
  { year, key }: Pick<RemarkRef, 'year' | 'key'>,
): Promise<{ remark: Remark; stored: Stored } | undefined> {
  const stored = await store.get(peerPartition(peer), remarkId(year, key))
  return stored && { remark: parseStored(Remark, stored), stored }
}

/** Says something about a peer, who is told of it; said twice under one name it is said once. */
export async function addRemark(
  deps: Deps,
  press: Press,
  { person: id, year }: Pick<RemarkRef, 'person' | 'year'>,
  saying: Saying,
): Promise<Result<Remark, Refusal>> {
  const { store, clock } = deps
  const { by, deadline } = press
  const peer = await readPerson(store, by.group, id)
  if (!peer) return refuse({ type: 'not-allowed' })
  return retrying(deps, deadline, async () => {
    const at = clock.now()
    const today = dateAt(at)
    if (year !== yearOf(today) && year !== yearOf(today) - 1) return refuse({ type: 'no-such-remark' })
    const said = say(by, peer, year, saying, { at, today })
    if (!said.ok) return said
    const key = hash(by.id, press.id, JSON.stringify(saying)).slice(0, 24)
    const ref = { person: peer.id, year, key }
    const tell: Errand = { kind: 'tell', group: peer.group, person: peer.id, topic: 'remark', ref }
    const done = await store.commit(peerPartition(peer), [
      { op: 'create', id: remarkId(year, key), doc: said.value },
      ...(saying.kind === 'outcome' ? [] : [leave(`remark ${key}`, tell, at)]),
    ])
    if (done.ok) return said
    const first = await readRemark(store, peer, { year, key })
    return first && ok(first.remark)
  })
}

/** Removes a text or takes a record back; the card that told the peer of it is written anew. */
export async function removeRemark(
  deps: Deps,
  { by, deadline }: Press,
  { person: id, year, key }: RemarkRef,
): Promise<Result<Remark, Refusal>> {
  const { store, clock } = deps
  const peer = await readPerson(store, by.group, id)
  if (!peer) return refuse({ type: 'no-such-remark' })
  return retrying(deps, deadline, async () => {
    const read = await readRemark(store, peer, { year, key })
    if (!read || !mayRead(by, peer, read.remark)) return refuse({ type: 'no-such-remark' })
    const at = clock.now()
    const removed = remove(by, peer, read.remark, at)
    if (!removed.ok || removed.value === read.remark) return removed
    const refresh: Errand = {
      kind: 'refresh',
      group: peer.group,
      topic: 'remark',
      ref: { person: peer.id, year, key },
    }
    const done = await store.commit(peerPartition(peer), [
      { op: 'replace', id: read.stored.id, doc: removed.value, etag: read.stored.etag },
      leave(`remove ${key}`, refresh, at),
    ])
    return done.ok ? removed : undefined
  })
}
