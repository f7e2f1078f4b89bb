// The people of a group, for finding who holds a role, and who stands in for whom.
import type { LocalDate } from '../domain/calendar.ts'
import { Person } from '../domain/person.ts'
import type { GroupId } from '../domain/policy.ts'
import { mayTurn, type KeyName } from '../domain/request.ts'
import { StandIn } from '../domain/standIn.ts'
import { parseStored } from './documents.ts'
import { groupPartition, under } from './keys.ts'
import type { Store } from './ports.ts'

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

/** X2: everybody who may turn a key of a requester's today. */
export async function turnersOf(
  store: Store,
  requester: Person,
  key: KeyName,
  today: LocalDate,
): Promise<Person[]> {
  const [people, standIns] = await Promise.all([
    listPeople(store, requester.group),
    listStandIns(store, requester.group),
  ])
  return people.filter((person) => mayTurn(key, person, requester, standIns, today))
}

/** Those who are in a role today. */
export const inRole = (people: readonly Person[], role: Person['role'], today: LocalDate): Person[] =>
  people.filter((person) => person.role === role && (person.leftOn === undefined || person.leftOn >= today))
