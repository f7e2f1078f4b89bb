// Reading a peer's register of interests: what is known of it, and its versions (R1, R2). Everything is in the peer's own
// partition; `register` says how it stands without a word of what is registered.
import { z } from 'zod'
import { dateAt } from '../../domain/calendar.ts'
import { mayDo } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { RegisterVersion, type RegisterEntry } from '../../domain/register.ts'
import { mustRegister, registerStatus, type RegisterStatus } from '../../domain/registerDue.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import type { Deps } from '../deps.ts'
import { parseStored } from '../documents.ts'
import { peerPartition, registerId, registerVersionId, under } from '../keys.ts'
import type { Store, Stored, Write } from '../ports.ts'

const Register = z.strictObject({
  type: z.literal('register'),
  v: z.literal(1),
  /** The current version; 0 while there is none. */
  seq: z.int(),
  /** The highest number that any entry has had. */
  lastEntry: z.int(),
  confirmations: z.int(),
  confirmedOn: z.string().exactOptional(),
  /** When a first registration became due. */
  dueSince: z.int().exactOptional(),
  /** The last day on which the office reminded its peer. */
  remindedOn: z.string().exactOptional(),
})
export type Register = Readonly<z.infer<typeof Register>>

export const emptyRegister: Register = {
  type: 'register',
  v: 1,
  seq: 0,
  lastEntry: 0,
  confirmations: 0,
}

/** When and by whom a version was said to be right. */
const RegisterConfirmation = z.strictObject({
  type: z.literal('register-confirmation'),
  v: z.literal(1),
  seq: z.int(),
  on: z.string(),
  at: z.int(),
  by: z.string(),
})
export type RegisterConfirmation = Readonly<z.infer<typeof RegisterConfirmation>>

type Peer = Pick<Person, 'group' | 'id'>

export async function readRegister(
  store: Store,
  peer: Peer,
): Promise<{ register: Register; stored: Stored | undefined }> {
  const stored = await store.get(peerPartition(peer), registerId)
  return { register: stored ? parseStored(Register, stored) : emptyRegister, stored }
}

/** The write that guards a change of the register by what was read of it. */
export const registerWrite = (stored: Stored | undefined, doc: Register): Write =>
  stored ? { op: 'replace', id: registerId, doc, etag: stored.etag } : { op: 'create', id: registerId, doc }

export async function readVersion(
  store: Store,
  peer: Peer,
  seq: number,
): Promise<RegisterVersion | undefined> {
  const stored = seq > 0 ? await store.get(peerPartition(peer), registerVersionId(seq)) : undefined
  return stored && parseStored(RegisterVersion, stored)
}

/** Oldest first. */
export async function storedVersions(
  store: Store,
  peer: Peer,
): Promise<{ stored: Stored; version: RegisterVersion }[]> {
  const found: { stored: Stored; version: RegisterVersion }[] = []
  for await (const stored of store.list(peerPartition(peer), under('register-version')))
    found.push({ stored, version: parseStored(RegisterVersion, stored) })
  return found
}

/** Oldest first. */
export async function readConfirmations(store: Store, peer: Peer): Promise<RegisterConfirmation[]> {
  const found: RegisterConfirmation[] = []
  for await (const stored of store.list(peerPartition(peer), under('register-confirmation')))
    found.push(parseStored(RegisterConfirmation, stored))
  return found
}

/** How a peer's register stands today (R1); two lines of it are all that most people may know. */
export async function statusOf({ store, clock }: Deps, peer: Person): Promise<RegisterStatus> {
  const { register } = await readRegister(store, peer)
  return registerStatus(peer, register, dateAt(clock.now()))
}

/** How a peer stands who must keep a register, to whoever may know; undefined for all others. */
export const dutyOf = async (deps: Deps, by: Person, peer: Person): Promise<RegisterStatus | undefined> =>
  mustRegister(peer, dateAt(deps.clock.now())) && mayDo(by, 'see-register-status', peer)
    ? statusOf(deps, peer)
    : undefined

/** A version as somebody may read it: R2 takes the text and the dates of sensitive entries from all but two people. */
export interface SeenVersion extends Omit<RegisterVersion, 'entries'> {
  readonly entries: readonly (RegisterEntry & { readonly isHidden?: true })[]
}

export interface SeenRegister {
  readonly register: Register
  readonly status: RegisterStatus
  readonly version: SeenVersion | undefined
}

/** R2: the current version, to the peer, the Head of Group Office and the National Lead Peer. */
export async function seeRegister(
  deps: Deps,
  by: Person,
  peer: Person,
): Promise<Result<SeenRegister, Refusal>> {
  if (!mayDo(by, 'see-register', peer)) return refuse({ type: 'not-allowed' })
  const { register } = await readRegister(deps.store, peer)
  const version = await readVersion(deps.store, peer, register.seq)
  return ok({
    register,
    status: registerStatus(peer, register, dateAt(deps.clock.now())),
    version: version && seenBy(by, peer, version),
  })
}

/**
 * R2: every version, for their differences. An entry that is marked later is hidden in the versions before it as well,
 * under its number or in the same words.
 */
export async function seeVersions(
  deps: Deps,
  by: Person,
  peer: Person,
): Promise<Result<SeenVersion[], Refusal>> {
  if (!mayDo(by, 'see-register', peer)) return refuse({ type: 'not-allowed' })
  const versions = (await storedVersions(deps.store, peer)).map(({ version }) => version)
  const later = new Set<number | string>()
  const seen = versions.toReversed().map((version) => {
    for (const { id, text, sensitive } of version.entries) if (sensitive) later.add(id).add(text ?? id)
    return seenBy(by, peer, version, later)
  })
  return ok(seen.reverse())
}

function seenBy(
  by: Person,
  peer: Person,
  version: RegisterVersion,
  hidden: ReadonlySet<number | string> = new Set(),
): SeenVersion {
  if (mayDo(by, 'see-sensitive', peer)) return version
  const entries = version.entries.map((entry) =>
    !entry.redacted && (entry.sensitive || hidden.has(entry.id) || hidden.has(entry.text ?? ''))
      ? ({ id: entry.id, heading: entry.heading, sensitive: true, isHidden: true } as const)
      : entry,
  )
  return { ...version, entries }
}
