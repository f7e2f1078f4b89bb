// The people of a group, for finding who holds a role, and who stands in for whom.
import { dateAt, type LocalDate } from '../../domain/calendar.ts'
import { hasLeft, Person } from '../../domain/person.ts'
import type { GroupId } from '../../domain/policy.ts'
import { holderOf, type KeyName } from '../../domain/request.ts'
import { StandIn } from '../../domain/standIn.ts'
import type { Deps } from '../deps.ts'
import { parseStored } from '../documents.ts'
import { groupPartition, leadId, personId, under } from '../keys.ts'
import type { Store, Write } from '../ports.ts'

export async function listPeople(store: Store, group: GroupId): Promise<Person[]> {
  const people: Person[] = []
  for await (const stored of store.list(groupPartition(group), under('person')))
    people.push(parseStored(Person, stored))
  return people
}

export async function listStandIns(store: Store, group: GroupId): Promise<StandIn[]> {
  const standIns: StandIn[] = []
  for await (const stored of store.list(groupPartition(group), under('stand-in')))
    standIns.push(parseStored(StandIn, stored))
  return standIns
}

/** Everybody in another role than member peer, and all stand-ins: reads them alone, however many peers there are. */
export async function listWhoMayDecide(
  store: Store,
  group: GroupId,
  standIns: readonly StandIn[],
): Promise<Person[]> {
  const pk = groupPartition(group)
  const ids = new Set(standIns.map(({ person }) => person))
  for await (const { id } of store.list(pk, under('lead'))) ids.add(id.slice(leadId('').length))
  const found = await Promise.all([...ids].map((id) => store.get(pk, personId(id))))
  return found.flatMap((stored) => (stored ? [parseStored(Person, stored)] : []))
}

/** What `listWhoMayDecide` finds somebody by, written with them. */
export const leadFor = ({ id, role }: Pick<Person, 'id' | 'role'>): Write[] =>
  role === 'member-peer' ? [] : [{ op: 'create', id: leadId(id), doc: { type: 'lead', v: 1 } }]

/** The same for somebody who is there already: only what is missing. */
export async function leadAfter(store: Store, person: Person): Promise<Write[]> {
  const kept = await store.get(groupPartition(person.group), leadId(person.id))
  return kept ? [] : leadFor(person)
}

/** X2: those whose key it is today, whoever stands in for them. */
export const holdersOf = async ({ store, clock }: Deps, group: GroupId, key: KeyName): Promise<Person[]> =>
  inRole(await listPeople(store, group), holderOf(key), dateAt(clock.now()))

/** Those who are in a role today. */
export const inRole = (people: readonly Person[], role: Person['role'], today: LocalDate): Person[] =>
  people.filter((person) => person.role === role && !hasLeft(person, today))
