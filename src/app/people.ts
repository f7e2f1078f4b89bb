// The people of a group, for finding who holds a role, and who stands in for whom.
import type { LocalDate } from '../domain/calendar.ts'
import { hasLeft, Person } from '../domain/person.ts'
import type { GroupId } from '../domain/policy.ts'
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

/** Those who are in a role today. */
export const inRole = (people: readonly Person[], role: Person['role'], today: LocalDate): Person[] =>
  people.filter((person) => person.role === role && !hasLeft(person, today))
