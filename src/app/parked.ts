// Errands that cannot be done now, kept in their group's partition, where people see them and from where they are taken
// up again: by whoever tries again, or by the person's next visit if the bot could not reach them.
import type { Person } from '../domain/person.ts'
import type { GroupId } from '../domain/policy.ts'
import type { Deps } from './deps.ts'
import { parseStored } from './documents.ts'
import { groupPartition, hash } from './keys.ts'
import { OutboxItem } from './outbox.ts'
import type { Store, Stored } from './ports.ts'

/** An errand that was given up; `item.why` says why. */
export interface Parked {
  readonly stored: Stored
  readonly item: OutboxItem
}

/** What is parked in a group, for one person's messages or for all. */
export async function* listParked(store: Store, group: GroupId, person?: string): AsyncIterable<Parked> {
  const from = person === undefined ? 'parked~' : `parked~${person}~`
  for await (const stored of store.list(groupPartition(group), { from, to: `${from}~` })) {
    const item = parseStored(OutboxItem, stored)
    if (item.parked) yield { stored, item }
  }
}

/** Moves a claimed errand to its group's list. */
export async function park(store: Store, claimed: Stored, item: OutboxItem, why: string): Promise<void> {
  const home = groupPartition(item.group)
  const { dueAt: _dueAt, ...rest } = item
  const doc: OutboxItem = { ...rest, parked: true, why }
  const { id, etag } = claimed
  if (id.startsWith('parked~')) {
    await store.commit(home, [{ op: 'replace', id, doc, etag }])
    return
  }
  const to = { op: 'create', id: parkedId(claimed, item), doc } as const
  const from = { op: 'delete', id, etag } as const
  if (claimed.pk === home) {
    await store.commit(home, [to, from])
    return
  }
  // Two partitions: a process that dies in between parks it again under the same id.
  await store.commit(home, [to])
  await store.commit(claimed.pk, [from])
}

const parkedId = ({ pk, id }: Stored, item: OutboxItem): string =>
  `parked~${item.kind === 'tell' ? item.person : 'office'}~${hash(pk, id)}`

/** Makes a parked errand due again, as if it were new. False when somebody else has just done so. */
export async function tryAgain({ store, clock }: Deps, { stored, item }: Parked): Promise<boolean> {
  const { parked: _parked, why: _why, since: _since, ...rest } = item
  const doc: OutboxItem = { ...rest, attempts: 0, dueAt: clock.now() }
  const done = await store.commit(stored.pk, [{ op: 'replace', id: stored.id, doc, etag: stored.etag }])
  return done.ok
}

/** The person can be reached (again): what waits for them becomes due. */
export async function wake(deps: Deps, person: Pick<Person, 'group' | 'id'>): Promise<void> {
  for await (const parked of listParked(deps.store, person.group, person.id)) await tryAgain(deps, parked)
}
