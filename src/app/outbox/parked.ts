// Errands that cannot be done now, kept in their group's partition, where people see them and from where they are taken
// up again: by whoever tries again, or by the person's next visit if the bot could not reach them.
import type { Person } from '../../domain/person.ts'
import type { GroupId } from '../../domain/policy.ts'
import type { Deps } from '../deps.ts'
import { parseStored } from '../documents.ts'
import { groupPartition, hash } from '../keys.ts'
import { isTooLate, OutboxItem } from './outbox.ts'
import type { Store, Stored } from '../ports.ts'

/** An errand that was given up; `item.why` says why. */
export interface Parked {
  readonly stored: Stored
  readonly item: OutboxItem
}

/** What is parked in a group, for one person's messages or for all; what nobody needs any more goes from the list. */
export async function* listParked(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  group: GroupId,
  person?: string,
): AsyncIterable<Parked> {
  const from = person === undefined ? 'parked~' : `parked~${person}~`
  for await (const stored of store.list(groupPartition(group), { from, to: `${from}~` })) {
    const item = parseStored(OutboxItem, stored)
    if (!item.parked) continue
    if (isTooLate(item, clock.now())) await drop(store, { stored, item })
    else yield { stored, item }
  }
}

/** What is parked for one person, or one errand that is nobody's. */
export interface ParkedGroup {
  /** A person's id, or the id of the errand. */
  readonly key: string
  readonly all: readonly [Parked, ...Parked[]]
}

/** The first so many in a group: however many messages wait for a person, they are one. */
export async function groupParked(deps: Deps, group: GroupId, most: number): Promise<ParkedGroup[]> {
  const groups: { key: string; all: [Parked, ...Parked[]] }[] = []
  for await (const parked of listParked(deps, group)) {
    const key = parked.item.kind === 'tell' ? parked.item.person : parked.stored.id
    const last = groups.at(-1)
    if (last?.key === key) last.all.push(parked)
    else if (groups.length === most) break
    else groups.push({ key, all: [parked] })
  }
  return groups
}

/** Nobody wants a message, or its cards brought up to date, any more. A change that has not reached its place stays. */
export async function drop(store: Store, { stored, item }: Parked): Promise<void> {
  if (item.kind !== 'command')
    await store.commit(stored.pk, [{ op: 'delete', id: stored.id, etag: stored.etag }])
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

/** The same for the same errand, however often it is parked. */
export const parkedId = (
  { pk, id }: Pick<Stored, 'pk' | 'id'>,
  item: { readonly kind: OutboxItem['kind']; readonly person?: string },
): string => `parked~${item.kind === 'tell' ? item.person : 'office'}~${hash(pk, id)}`

/** Makes a parked errand due again, as if it were new. False when somebody else has just done so. */
export async function tryAgain({ store, clock }: Deps, { stored, item }: Parked): Promise<boolean> {
  const { parked: _parked, why: _why, since: _since, ...rest } = item
  const doc: OutboxItem = { ...rest, attempts: 0, dueAt: clock.now() }
  const done = await store.commit(stored.pk, [{ op: 'replace', id: stored.id, doc, etag: stored.etag }])
  return done.ok
}

/** The person can be reached (again): what waits for them becomes due. */
export async function wake(deps: Deps, person: Pick<Person, 'group' | 'id'>): Promise<void> {
  for await (const parked of listParked(deps, person.group, person.id)) await tryAgain(deps, parked)
}
