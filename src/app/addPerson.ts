// The office adds somebody to its group, with an invitation code for a sign-in whose address Teams does not give.
import { mayDo } from '../domain/permissions.ts'
import type { Person } from '../domain/person.ts'
import type { Refusal } from '../domain/refusal.ts'
import { ok, refuse, type Result } from '../domain/result.ts'
import type { Deps } from './deps.ts'
import { addPerson, invite, readPerson, type NewPerson } from './directory.ts'
import { EmailDoc } from './directory.ts'
import { parseStored } from './documents.ts'
import { emailId, groupPartition } from './keys.ts'

/** @returns the person, and the code that binds whoever types it. */
export async function addToGroup(
  deps: Deps,
  by: Person,
  given: Omit<NewPerson, 'group'>,
): Promise<Result<{ person: Person; code: string }, Refusal>> {
  if (!mayDo(by, 'invite', by)) return refuse({ type: 'not-allowed' })
  // Only the Head of Group Office makes another one.
  if (given.role === 'head-of-office' && by.role !== 'head-of-office') return refuse({ type: 'not-allowed' })
  const taken = await deps.store.get(groupPartition(by.group), emailId(given.email))
  if (taken) {
    const holder = await readPerson(deps.store, by.group, parseStored(EmailDoc, taken).person)
    return refuse({ type: 'address-taken', name: holder?.name ?? 'Somebody' })
  }
  const person = await addPerson(deps.store, { group: by.group, ...given })
  const code = await invite(deps, by, person)
  return code.ok ? ok({ person, code: code.value }) : code
}
