// People's names by id, as cards say them in the middle of a sentence.
import type { Person } from '../../domain/person.ts'

export type Names = ReadonlyMap<string, string>

export const namesOf = (people: readonly Pick<Person, 'id' | 'name'>[]): Names =>
  new Map(people.map(({ id, name }) => [id, name]))

/** Whom the directory does not hold any more has left. */
export const nameOr = (name: string | undefined): string => name ?? 'somebody who has left'

export const nameIn = (names: Names, id: string): string => nameOr(names.get(id))
