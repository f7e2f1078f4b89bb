// Erasing what is held about a leaver once the retention time is over: previewed, pressed once by the Head of Group Office,
// done by a delivery that goes on where it stopped, and recorded without the name. There is no way back.
import { z } from 'zod'
import { dateAt } from '../../domain/calendar.ts'
import { anonymous, erasableFrom, erased, isAnonymous } from '../../domain/erasure.ts'
import { isId } from '../../domain/id.ts'
import { mayDo } from '../../domain/permissions.ts'
import { Person } from '../../domain/person.ts'
import { groupIds, policyOf } from '../../domain/policy.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import type { Press } from '../press.ts'
import type { Deps } from '../deps.ts'
import { readPerson } from './directory.ts'
import { parseStored } from '../documents.ts'
import { erasureId, groupPartition, personId } from '../keys.ts'
import { leave } from '../outbox/outbox.ts'
import { listPeople } from './people.ts'
import { recordChange } from './personChanges.ts'
import { heldAbout } from './personalData.ts'
import type { Write } from '../ports.ts'
import { retrying } from '../retry.ts'

export const Erasure = z.strictObject({
  type: z.literal('erasure'),
  v: z.literal(1),
  person: z.string(),
  /** Who pressed, and when. */
  by: z.string(),
  at: z.int(),
  endedAt: z.int().exactOptional(),
})
export type Erasure = Readonly<z.infer<typeof Erasure>>

export interface Leaver {
  readonly person: Person
  /** The first day on which it may be done. */
  readonly from: string
}

/** The group's leavers whose data is still held, whoever may be erased first. */
export async function leaversOf({ store }: Deps, by: Person): Promise<Result<Leaver[], Refusal>> {
  if (!mayDo(by, 'erase', by)) return refuse({ type: 'not-allowed' })
  const people = await listPeople(store, by.group)
  const leavers = people.flatMap((person) => {
    const from = erasableFrom(person, policyOf(by.group))
    return from === undefined || isAnonymous(person) ? [] : [{ person, from }]
  })
  return ok(leavers.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)))
}

/** What an erasure would remove or blank, by kind of record; nothing is changed. */
export async function previewErasure(
  deps: Deps,
  by: Person,
  id: string,
): Promise<Result<{ person: Person; counts: ReadonlyMap<string, number> }, Refusal>> {
  const found = await erasablePerson(deps, by, id)
  if (!found.ok) return found
  const counts = new Map<string, number>()
  for await (const { doc, relation } of heldAbout(deps, found.value))
    if (relation === 'about' && erased(doc) !== 'keep') counts.set(doc.type, (counts.get(doc.type) ?? 0) + 1)
  return ok({ person: found.value, counts })
}

/** Begins it; pressed again, it is the same one. Who may is asked of the directory. */
export const startErasure = (
  deps: Deps,
  { by: asking, deadline }: Omit<Press, 'id'>,
  id: string,
): Promise<Result<Person, Refusal>> =>
  retrying(deps, deadline, async () => {
    const by = await readPerson(deps.store, asking.group, asking.id)
    if (!by) return refuse({ type: 'not-allowed' })
    const found = await erasablePerson(deps, by, id)
    if (!found.ok) return found
    const { group } = by
    const at = deps.clock.now()
    const doc: Erasure = { type: 'erasure', v: 1, person: id, by: by.id, at }
    const body = { group, person: id }
    const done = await deps.store.commit(groupPartition(group), [
      { op: 'create', id: erasureId(id), doc },
      leave(`erase ${id}`, { kind: 'command', group, command: 'erase-person', body }, at),
    ])
    return done.ok || done.conflict.found === 'exists' ? ok(found.value) : undefined
  })

async function erasablePerson(
  { store, clock }: Deps,
  by: Person,
  id: string,
): Promise<Result<Person, Refusal>> {
  const person = isId(id) ? await readPerson(store, by.group, id) : undefined
  if (!mayDo(by, 'erase', person ?? by)) return refuse({ type: 'not-allowed' })
  if (!person) return refuse({ type: 'no-such-person' })
  const from = erasableFrom(person, policyOf(by.group))
  if (from === undefined) return refuse({ type: 'still-here', name: person.name })
  return from <= dateAt(clock.now())
    ? ok(person)
    : refuse({ type: 'kept-until', name: person.name, on: from })
}

const Body = z.object({ group: z.enum(groupIds), person: z.string() })

/** So many records go in one commit. */
const batch = 50

/**
 * `erase-person`: every record about them in turn, the person themselves last. What is erased already is left as it is, so
 * that it may be begun again after any record; a conflict throws, and the outbox begins it again.
 */
export async function erasePerson(deps: Deps, given: Record<string, unknown>): Promise<void> {
  const { group, person: id } = Body.parse(given)
  const { store } = deps
  const pk = groupPartition(group)
  const [stored, begun] = await Promise.all([store.get(pk, personId(id)), store.get(pk, erasureId(id))])
  if (!stored || !begun) return
  const erasure = parseStored(Erasure, begun)
  if (erasure.endedAt !== undefined) return
  const person = parseStored(Person, stored)
  await eraseRecords(deps, person)
  const { by, at } = erasure
  const why = 'The retention time was over'
  await committed(deps, pk, [
    { op: 'replace', id: stored.id, doc: anonymous(person), etag: stored.etag },
    {
      op: 'replace',
      id: begun.id,
      doc: { ...erasure, endedAt: deps.clock.now() } satisfies Erasure,
      etag: begun.etag,
    },
    recordChange('erased', { person: id, at, by, kind: 'erased', why }),
  ])
}

async function eraseRecords(deps: Deps, person: Person): Promise<void> {
  let writes: Write[] = []
  let at = ''
  const flush = async () => {
    if (writes.length > 0) await committed(deps, at, writes)
    writes = []
  }
  for await (const { pk, id, etag, doc, relation } of heldAbout(deps, person)) {
    if (relation !== 'about' || isOfErasure(doc)) continue
    const after = erased(doc)
    if (after === 'keep') continue
    if (pk !== at || writes.length === batch) await flush()
    at = pk
    writes.push(after === 'remove' ? { op: 'delete', id, etag } : { op: 'replace', id, doc: after, etag })
  }
  await flush()
}

/** The errand that does this, which the dispatcher takes away itself. */
const isOfErasure = (doc: { readonly [field: string]: unknown }): boolean => doc['command'] === 'erase-person'

async function committed({ store }: Deps, pk: string, writes: readonly Write[]): Promise<void> {
  const done = await store.commit(pk, writes)
  if (!done.ok) throw new Error(`a record changed while it was erased (${done.conflict.found})`)
}
