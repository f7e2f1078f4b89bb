// Who is asking: (tenant, Entra object id) from the activity, never from a card. A sign-in is bound to a person
// once, by the address Teams gives for it or by an invitation code; the binding never changes.
import { z } from 'zod'
import { dateAt } from '../../domain/calendar.ts'
import { Person } from '../../domain/person.ts'
import { groupIds, type GroupId } from '../../domain/policy.ts'
import { addPerson, codeIn, EmailDoc, Invitation, readPerson } from './directory.ts'
import type { Deps } from '../deps.ts'
import type { Store } from '../ports.ts'
import { parseStored } from '../documents.ts'
import {
  emailId,
  groupPartition,
  hash,
  inviteId,
  linkId,
  linkPartition,
  normalEmail,
  personId,
} from '../keys.ts'

export interface SignIn {
  readonly tenantId: string
  readonly objectId: string
}

/** What Teams tells of somebody in a conversation. */
export interface Member {
  readonly name: string
  readonly addresses: readonly string[]
}

export interface Admin {
  readonly group: GroupId
  readonly email: string
}

export interface IdentityRules {
  /** Tenants that may speak at all. */
  readonly allowedTenants: readonly string[]
  /** The first heads of office. */
  readonly admins: readonly Admin[]
}

const Link = z.strictObject({
  type: z.literal('link'),
  v: z.literal(1),
  group: z.enum(groupIds),
  person: z.string(),
})
type Link = z.infer<typeof Link>

const mostRemembered = 20_000

/** Tells who a sign-in is; `member` is asked only at first contact, and `said` may be an invitation code. */
export function createIdentify(deps: Deps, rules: IdentityRules) {
  const remembered = new Map<string, Link>()
  return async function identify(
    signIn: SignIn,
    member: () => Promise<Member | undefined>,
    said: string,
  ): Promise<Person | undefined> {
    const { tenantId, objectId } = signIn
    if (!rules.allowedTenants.includes(tenantId)) return undefined
    const key = hash(tenantId, objectId)
    const link =
      remembered.get(key) ?? (await readLink(deps, key)) ?? (await bind(deps, rules, key, member, said))
    if (!link) return undefined
    if (remembered.size >= mostRemembered) remembered.clear()
    remembered.set(key, link)
    const person = await readPerson(deps.store, link.group, link.person)
    // Whoever was erased is nobody, also where their sign-in is remembered.
    return person?.link === key ? person : undefined
  }
}
export type Identify = ReturnType<typeof createIdentify>

async function readLink({ store }: Deps, key: string): Promise<Link | undefined> {
  const stored = await store.get(linkPartition(key), linkId)
  return stored && parseStored(Link, stored)
}

/** First contact. The person takes the sign-in first, so that two sign-ins can never share one person. */
async function bind(
  deps: Deps,
  rules: IdentityRules,
  key: string,
  member: () => Promise<Member | undefined>,
  said: string,
): Promise<Link | undefined> {
  const { store } = deps
  const found = (await byInvitation(deps, said)) ?? (await byAddress(deps, rules, await member()))
  if (!found) return undefined
  const { group, person } = found
  const stored = await store.get(groupPartition(group), personId(person))
  if (!stored) return undefined
  const holder = parseStored(Person, stored)
  if (holder.link !== undefined && holder.link !== key) return undefined
  if (holder.link === undefined) {
    const doc = { ...holder, link: key }
    const done = await store.commit(groupPartition(group), [
      { op: 'replace', id: personId(person), doc, etag: stored.etag },
    ])
    if (!done.ok) return bind(deps, rules, key, member, said)
  }
  const link: Link = { type: 'link', v: 1, group, person }
  const done = await store.commit(linkPartition(key), [{ op: 'create', id: linkId, doc: link }])
  return done.ok ? link : readLink(deps, key)
}

interface Found {
  readonly group: GroupId
  readonly person: string
}

async function byInvitation({ store }: Deps, said: string): Promise<Found | undefined> {
  const code = codeIn(said)
  if (code === undefined) return undefined
  for (const group of groupIds) {
    const stored = await store.get(groupPartition(group), inviteId(code))
    if (stored) return { group, person: parseStored(Invitation, stored).person }
  }
  return undefined
}

/** An address that several groups have entered tells nobody's group: that takes an invitation. */
async function byAddress(
  { store, clock }: Deps,
  { admins }: IdentityRules,
  member: Member | undefined,
): Promise<Found | undefined> {
  for (const address of member?.addresses ?? []) {
    const found = await inGroups(store, address)
    if (found.length > 1) return undefined
    if (found[0]) return found[0]
    const admin = admins.find(({ email }) => normalEmail(email) === normalEmail(address))
    if (!admin) continue
    const now = clock.now()
    const head = {
      group: admin.group,
      name: member?.name ?? address,
      email: address,
      role: 'head-of-office',
      regions: [],
      joinedOn: dateAt(now),
    } as const
    const why = 'Named in the settings'
    const person = await addPerson(store, head, { by: 'settings', at: now, why })
    return { group: admin.group, person: person.id }
  }
  return undefined
}

async function inGroups(store: Store, address: string): Promise<Found[]> {
  const stored = await Promise.all(
    groupIds.map(async (group) => ({ group, doc: await store.get(groupPartition(group), emailId(address)) })),
  )
  return stored.flatMap(({ group, doc }) => (doc ? { group, person: parseStored(EmailDoc, doc).person } : []))
}
