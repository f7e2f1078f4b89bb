// R1: the entries of one's own register that a piece of work names. Read for the peer alone, and kept nowhere.
import { mayDo } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import { entriesNamed, type Named } from '../../domain/nudge.ts'
import type { RegisterEntry } from '../../domain/register.ts'
import type { Deps } from '../deps.ts'
import { readRegister, readVersion } from '../register/register.ts'

/** Two point reads, and none for work that names nothing. */
export async function interestsNamed(
  { store }: Deps,
  person: Person,
  named: Named,
): Promise<readonly RegisterEntry[]> {
  const isSomething = [named.place, named.text].some((text) => text !== undefined && /\p{L}/u.test(text))
  if (!isSomething || !mayDo(person, 'keep-register', person)) return []
  const { register } = await readRegister(store, person)
  const version = await readVersion(store, person, register.seq)
  return entriesNamed(version?.entries ?? [], named)
}
