// A group's directory: people, their addresses and invitations. One address is one person, in one commit.
import { z } from 'zod'
import type { LocalDate } from '../domain/calendar.ts'
import { Person, type Role } from '../domain/person.ts'
import { mayInvite } from '../domain/permissions.ts'
import type { GroupId } from '../domain/policy.ts'
import type { Refusal } from '../domain/refusal.ts'
import type { RegionId } from '../domain/regions.ts'
import { ok, refuse, type Result } from '../domain/result.ts'
import type { Deps } from './deps.ts'
import { parseStored } from './documents.ts'
import { emailId, groupPartition, hash, inviteId, normalEmail, personId } from './keys.ts'
import type { Store } from './ports.ts'
import { timersFor } from './timers.ts'

export const EmailDoc = z.strictObject({ type: z.literal('email'), v: z.literal(1), person: z.string() })

export const Invitation = z.strictObject({
  type: z.literal('invitation'),
  v: z.literal(1),
  person: z.string(),
  expiresAt: z.int(),
})

export interface NewPerson {
  readonly group: GroupId
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly regions: readonly RegionId[]
  readonly joinedOn: LocalDate
}

/** Adds a person; somebody with the same address is returned as they are. */
export async function addPerson(store: Store, { group, email, ...rest }: NewPerson): Promise<Person> {
  const pk = groupPartition(group)
  const address = normalEmail(email)
  const id = hash(group, address).slice(0, 16)
  const person = Person.parse({ type: 'person', v: 1, id, group, email: address, ...rest })
  const done = await store.commit(pk, [
    { op: 'create', id: personId(id), doc: person },
    { op: 'create', id: emailId(address), doc: { type: 'email', v: 1, person: id } },
    ...timersFor(person),
  ])
  if (done.ok) return person
  const before = await readPerson(store, group, id)
  if (!before) throw new Error(`the address of a new person belongs to another one (${done.conflict.id})`)
  return before
}

export async function readPerson(store: Store, group: GroupId, id: string): Promise<Person | undefined> {
  const stored = await store.get(groupPartition(group), personId(id))
  return stored && parseStored(Person, stored)
}

const fourteenDays = 14 * 86_400_000
/** No vowels, so that no code spells a word; none of 0, 1, I, L, O, U. */
const letters = '23456789BCDFGHJKMNPQRSTVWXYZ'

/** An invitation code such as `K7PM-3XQD`: binds whoever types it to the person, once, within 14 days. */
export async function invite(deps: Deps, by: Person, person: Person): Promise<Result<string, Refusal>> {
  if (!mayInvite(by, person)) return refuse({ type: 'not-allowed' })
  const draw = () => letters[Math.floor(deps.random() * letters.length)]
  const code = Array.from({ length: 9 }, (_, at) => (at === 4 ? '-' : draw())).join('')
  const doc = { type: 'invitation', v: 1, person: person.id, expiresAt: deps.clock.real() + fourteenDays }
  const done = await deps.store.commit(groupPartition(person.group), [
    { op: 'create', id: inviteId(code), doc },
  ])
  if (!done.ok) throw new Error('this invitation code was drawn before, perhaps for somebody else')
  return ok(code)
}

/** A typed text as an invitation code, or undefined when it is none. */
export function codeIn(text: string): string | undefined {
  const compact = text
    .trim()
    .toUpperCase()
    .replace(/^(JOIN|CODE)\b/, '')
    .replace(/[\s-]/g, '')
  if (compact.length !== 8 || !/^[2-9BCDFGHJKMNP-TV-Z]*$/.test(compact)) return undefined
  return `${compact.slice(0, 4)}-${compact.slice(4)}`
}
