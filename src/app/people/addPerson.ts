// The office adds somebody to its group, with an invitation code for a sign-in whose address Teams does not give.
import { mayInvite } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import type { Deps } from '../deps.ts'
import { addPerson, invite, type Code, type NewPerson } from './directory.ts'

/** Pressed twice, the same person gets a second code. @returns the person, and the code that binds whoever types it. */
export async function addToGroup(
  deps: Deps,
  by: Person,
  given: Omit<NewPerson, 'group'>,
): Promise<Result<{ person: Person; code: Code }, Refusal>> {
  if (!mayInvite(by, { group: by.group, role: given.role })) return refuse({ type: 'not-allowed' })
  const entering = { by: by.id, at: deps.clock.now(), why: 'Added by the office' }
  const person = await addPerson(deps.store, { group: by.group, ...given }, entering)
  const isSame = person.role === given.role && person.name === given.name && person.link === undefined
  if (!isSame || person.leftOn !== undefined) return refuse({ type: 'address-taken', name: person.name })
  const code = await invite(deps, by, person)
  return code.ok ? ok({ person, code: code.value }) : code
}
