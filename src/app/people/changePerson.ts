// The office changes somebody of its group: name, address, role, regions, first and last day. One commit holds the person,
// their address, the record of the change, the timers of the new role and the stand-ins that end with the old one.
import { addDays, dateAt, type Instant, type LocalDate } from '../../domain/calendar.ts'
import { isId } from '../../domain/id.ts'
import { particularsOf, Person, standingOn, type Particulars } from '../../domain/person.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import { isStanding, revise } from '../../domain/roster.ts'
import { endedOn, StandIn, unfitFor } from '../../domain/standIn.ts'
import type { Press } from '../press.ts'
import type { Deps } from '../deps.ts'
import { personAt, readPerson } from './directory.ts'
import { parseStored } from '../documents.ts'
import {
  commandDocId,
  emailId,
  groupPartition,
  hash,
  normalEmail,
  personId,
  standInId,
  under,
} from '../keys.ts'
import { leave } from '../outbox/outbox.ts'
import { holdersOf, leadAfter } from './people.ts'
import { recordChange } from './personChanges.ts'
import { tellEnded } from './standInNews.ts'
import type { Stored, Write } from '../ports.ts'
import { retrying } from '../retry.ts'
import { timersAfter } from '../outbox/timers.ts'

/** What is to be different; a field that is left out stays. `leftOn: ''` takes the last day back. */
export type Revision = Partial<Omit<Particulars, 'leftOn'>> & { readonly leftOn?: LocalDate }

export interface Revised {
  readonly before: Person
  readonly after: Person
  /** Stand-ins that end with it. */
  readonly ended: readonly StandIn[]
}

/** Who may is asked of the directory at every try, so that a role that was lost meanwhile changes nothing. */
export const changePerson = (
  deps: Deps,
  { id: command, by: asking, deadline }: Press,
  subject: string,
  revision: Revision,
  why: string,
): Promise<Result<Revised, Refusal>> =>
  retrying(deps, deadline, async () => {
    const { store, clock } = deps
    const pk = groupPartition(asking.group)
    const now = clock.now()
    const today = dateAt(now)
    const [known, stored] = await Promise.all([
      readPerson(store, asking.group, asking.id),
      isId(subject) ? store.get(pk, personId(subject)) : undefined,
    ])
    const by = known && standingOn(known, today)
    if (!by) return refuse({ type: 'not-allowed' })
    if (!stored) return refuse({ type: 'no-such-person' })
    const before = parseStored(Person, stored)
    const revised = revise(by, before, applied(particularsOf(before), revision))
    if (!revised.ok) return revised
    const after = revised.value
    if (JSON.stringify(particularsOf(before)) === JSON.stringify(particularsOf(after)))
      return ok({ before, after, ended: [] })
    const cmd = commandDocId(by.id, command)
    const request = hash(JSON.stringify({ subject, revision, why }))
    const first = await store.get(pk, cmd)
    if (first)
      return first.doc['request'] === request
        ? ok({ before, after: before, ended: [] })
        : refuse({ type: 'other-body' })

    const address = await movedAddress(deps, before, after)
    if (!address.ok) return address
    const head = await guardOfHeads(deps, before, after)
    if (!head.ok) return head
    const standIns = await endedStandIns(deps, by, after, now)
    const isSameRole = before.role === after.role
    const isSamePlace = before.regions.join() === after.regions.join()
    const tell = {
      kind: 'tell',
      group: by.group,
      person: subject,
      topic: 'person',
      ref: { at: now, what: isSameRole ? 'regions' : 'role' },
    } as const
    const done = await store.commit(pk, [
      { op: 'create', id: cmd, doc: { type: 'person-command', v: 1, request, at: now } },
      { op: 'replace', id: stored.id, doc: after, etag: stored.etag },
      ...address.value,
      ...head.value,
      ...standIns.flatMap(({ etag, doc, news }): Write[] => [
        { op: 'replace', id: standInId(doc.id), doc, etag },
        ...news,
      ]),
      ...(await timersAfter(store, after, now)),
      ...(await leadAfter(store, after)),
      recordChange(cmd, {
        person: subject,
        at: now,
        by: by.id,
        kind: 'changed',
        before: particularsOf(before),
        after: particularsOf(after),
        why,
      }),
      ...(isSameRole && isSamePlace ? [] : [leave(cmd, tell, now)]),
    ])
    return done.ok ? ok({ before, after, ended: standIns.map(({ doc }) => doc) }) : undefined
  })

function applied(now: Particulars, { leftOn, ...rest }: Revision): Particulars {
  const { leftOn: last, ...stays } = now
  const email = rest.email === undefined ? now.email : normalEmail(rest.email)
  const until = leftOn === undefined ? last : leftOn
  return { ...stays, ...rest, email, ...(until !== undefined && until !== '' && { leftOn: until }) }
}

/** One address is one person: the old one is given up and the new one taken in the same commit. */
async function movedAddress(
  { store }: Deps,
  before: Person,
  after: Person,
): Promise<Result<Write[], Refusal>> {
  if (before.email === after.email) return ok([])
  const holder = await personAt(store, after.group, after.email)
  if (holder) return refuse({ type: 'address-taken', name: holder.name })
  const old = await store.get(groupPartition(before.group), emailId(before.email))
  return ok([
    ...(old ? [{ op: 'delete' as const, id: old.id, etag: old.etag }] : []),
    { op: 'create', id: emailId(after.email), doc: { type: 'email', v: 1, person: after.id } },
  ])
}

/**
 * L1: whoever takes a Head away also writes, unchanged, a Head who stays, under their etag. So of two such changes at once
 * that would leave none, one finds what it relied on changed.
 */
async function guardOfHeads(
  { store }: Deps,
  before: Person,
  after: Person,
): Promise<Result<Write[], Refusal>> {
  if (!isStanding(before) || isStanding(after)) return ok([])
  for await (const stored of store.list(groupPartition(before.group), under('person'))) {
    const { id, etag, doc } = stored
    const person = parseStored(Person, stored)
    if (person.id !== before.id && isStanding(person)) return ok([{ op: 'replace', id, doc, etag }])
  }
  return refuse({ type: 'last-head', name: before.name })
}

interface EndedStandIn extends Pick<Stored, 'etag'> {
  readonly doc: StandIn
  /** Who hears of it. */
  readonly news: readonly Write[]
}

/** X2: what somebody stands in for ends with their last day, and at once in a role that cannot stand in. */
async function endedStandIns(deps: Deps, by: Person, person: Person, now: Instant): Promise<EndedStandIn[]> {
  const { store } = deps
  const ended: EndedStandIn[] = []
  for await (const stored of store.list(groupPartition(person.group), under('stand-in'))) {
    const standIn = parseStored(StandIn, stored)
    if (standIn.person !== person.id) continue
    const { etag } = stored
    const isUnfit = unfitFor(standIn.key, person.role) !== undefined
    const last = isUnfit ? addDays(dateAt(now), -1) : person.leftOn
    if (last === undefined || (standIn.to !== undefined && standIn.to <= last)) continue
    if (!isUnfit) {
      ended.push({ etag, doc: { ...standIn, to: last }, news: [] })
      continue
    }
    const doc = endedOn(standIn, last, by.id, now)
    const holders = await holdersOf(deps, person.group, standIn.key)
    ended.push({ etag, doc, news: tellEnded(doc, by, holders, now) })
  }
  return ended
}
