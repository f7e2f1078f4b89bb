// A group's directory: people, their addresses and invitations. One address is one person, in one commit.
import { z } from 'zod'
import type { Instant, LocalDate } from '../../domain/calendar.ts'
import { isAnonymous } from '../../domain/erasure.ts'
import { particularsOf, Person, type Role } from '../../domain/person.ts'
import { mayInvite } from '../../domain/permissions.ts'
import type { GroupId } from '../../domain/policy.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { RegionId } from '../../domain/regions.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import type { Deps } from '../deps.ts'
import { parseStored } from '../documents.ts'
import { emailId, groupPartition, hash, inviteId, normalEmail, personId, under } from '../keys.ts'
import { recordChange, type Entering } from './personChanges.ts'
import { leadFor } from './people.ts'
import type { Store, Stored, Write } from '../ports.ts'
import { timersFor } from '../outbox/timers.ts'

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

/** Adds a person; somebody with the same address is returned as they are. `entering` is kept with the change. */
export async function addPerson(
  store: Store,
  given: NewPerson,
  entering: Entering = { by: 'settings', at: 0, why: 'Set up' },
): Promise<Person> {
  const { group, email } = given
  const held = await personAt(store, group, email)
  if (held) return held
  const person = newPerson(given, (await isTaken(store, given)) ? String(entering.at) : undefined)
  const done = await store.commit(groupPartition(group), additionOf(person, entering))
  if (done.ok) return person
  const before = await personAt(store, group, email)
  if (!before) throw new Error(`a new person's id belongs to another one (${done.conflict.id})`)
  return before
}

/** The person as they are added. The id follows from the address, so that adding twice is adding once. */
export function newPerson({ group, email, ...rest }: NewPerson, again?: string): Person {
  const address = normalEmail(email)
  const id = (again === undefined ? hash(group, address) : hash(group, address, again)).slice(0, 16)
  return Person.parse({ type: 'person', v: 1, id, group, email: address, ...rest })
}

/** All that is written with a new person, in one commit. */
export const additionOf = (person: Person, { by, at, why }: Entering): Write[] => [
  { op: 'create', id: personId(person.id), doc: person },
  { op: 'create', id: emailId(person.email), doc: { type: 'email', v: 1, person: person.id } },
  ...timersFor(person),
  ...leadFor(person),
  recordChange(`added ${at}`, {
    person: person.id,
    at,
    by,
    kind: 'added',
    after: particularsOf(person),
    why,
  }),
]

/** Whoever has an address; somebody whose address has changed since leaves their id behind. */
export async function personAt(store: Store, group: GroupId, email: string): Promise<Person | undefined> {
  const stored = await store.get(groupPartition(group), emailId(email))
  return stored && readPerson(store, group, parseStored(EmailDoc, stored).person)
}

/** Whether the id that an address gives belongs to somebody who had the address before. */
export const isTaken = async (store: Store, given: NewPerson): Promise<boolean> =>
  (await readPerson(store, given.group, newPerson(given).id)) !== undefined

export async function readPerson(store: Store, group: GroupId, id: string): Promise<Person | undefined> {
  const stored = await store.get(groupPartition(group), personId(id))
  return stored && parseStored(Person, stored)
}

const fourteenDays = 14 * 86_400_000
/** No vowels, so that no code spells a word; none of 0, 1, I, L, O, U. */
const letters = '23456789BCDFGHJKMNPQRSTVWXYZ'

/** A code, and from when on it is of no use: epoch milliseconds of real time. */
export interface Code {
  readonly code: string
  readonly expiresAt: Instant
}

/** An invitation code such as `K7PM-3XQD`: binds whoever types it to the person, once, within 14 days. Older ones end. */
export async function invite(deps: Deps, by: Person, person: Person): Promise<Result<Code, Refusal>> {
  if (!mayInvite(by, person)) return refuse({ type: 'not-allowed' })
  if (isAnonymous(person)) return refuse({ type: 'erased', name: person.name })
  if (person.link !== undefined) return refuse({ type: 'uses-the-bot', name: person.name })
  const draw = () => letters[Math.floor(deps.random() * letters.length)]
  const code = Array.from({ length: 9 }, (_, at) => (at === 4 ? '-' : draw())).join('')
  const expiresAt = deps.clock.real() + fourteenDays
  const doc = { type: 'invitation', v: 1, person: person.id, expiresAt }
  const older = await invitationsOf(deps.store, person)
  const done = await deps.store.commit(groupPartition(person.group), [
    { op: 'create', id: inviteId(code), doc },
    ...older.map(({ id, etag }) => ({ op: 'delete' as const, id, etag })),
    recordInvitation(deps, by, person, 'invited', inviteId(code)),
  ])
  // Somebody has used or ended one of them meanwhile: they stay as they are, and this one is written alone.
  if (!done.ok && done.conflict.id !== inviteId(code)) return invite(deps, by, person)
  if (!done.ok) throw new Error('this invitation code was drawn before, perhaps for somebody else')
  return ok({ code, expiresAt })
}

/** Ends the codes that a person has not used yet; their address in Teams still tells who they are. */
export async function removeInvitation(
  deps: Deps,
  by: Person,
  person: Person,
): Promise<Result<number, Refusal>> {
  if (!mayInvite(by, person)) return refuse({ type: 'not-allowed' })
  const open = await invitationsOf(deps.store, person)
  if (open.length === 0) return refuse({ type: 'no-invitation', name: person.name })
  const done = await deps.store.commit(groupPartition(person.group), [
    ...open.map(({ id, etag }) => ({ op: 'delete' as const, id, etag })),
    recordInvitation(deps, by, person, 'invitation-removed', open.map(({ id }) => id).join(' ')),
  ])
  return done.ok ? ok(open.length) : removeInvitation(deps, by, person)
}

const recordInvitation = (
  { clock }: Deps,
  by: Person,
  { id: person }: Person,
  kind: 'invited' | 'invitation-removed',
  cause: string,
): Write => recordChange(cause, { person, at: clock.now(), by: by.id, kind, why: '' })

/** The codes that a person could still use. */
export async function invitationsOf(store: Store, { group, id }: Person): Promise<Stored[]> {
  const found: Stored[] = []
  for await (const stored of store.list(groupPartition(group), under('invite')))
    if (parseStored(Invitation, stored).person === id) found.push(stored)
  return found
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
