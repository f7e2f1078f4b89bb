// The one way a central pot changes: read, decide, commit, in the pot's own partition; retried on conflict and after an
// unknown outcome. A command that arrives again changes nothing and is answered with the request as it stands.
import { z } from 'zod'
import type { Instant, MeetingYear } from '../../domain/calendar.ts'
import type { GroupId } from '../../domain/policy.ts'
import { emptyPot, isOpen, Pot, PotRequest } from '../../domain/pot.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import type { Deps } from '../deps.ts'
import { parseStored } from '../documents.ts'
import { commandDocId, doneId, hash, openId, potId, potPartition } from '../keys.ts'
import { deliveryMs } from '../outbox/delivered.ts'
import type { Store, Stored, Write } from '../ports.ts'
import type { Press } from '../press.ts'
import { retrying } from '../retry.ts'

export interface PotCommand {
  readonly group: GroupId
  readonly year: MeetingYear
  /** The business key, and who gave it: the same id is the same change, however often it arrives. */
  readonly id: string
  readonly by: string
  readonly deadline: Instant
}

/** What somebody presses about a year's pot of their group. */
export const potPress = ({ id, by, deadline }: Press, year: MeetingYear): PotCommand => ({
  group: by.group,
  year,
  id,
  by: by.id,
  deadline,
})

/** A command that the outbox delivers: nobody presses it, and its id makes twice once. */
export const potDelivery = ({ clock }: Deps, group: GroupId, year: MeetingYear, id: string): PotCommand => ({
  group,
  year,
  id,
  by: 'delivery',
  deadline: clock.now() + deliveryMs,
})

/** A pot and one of its requests, as read. */
export interface ReadPot {
  readonly pot: Pot
  readonly potEtag: string | undefined
  readonly request: PotRequest | undefined
  readonly stored: Stored | undefined
}

/** What a decision writes; a part left out stays as it is. */
export interface PotChange {
  readonly pot?: Pot
  readonly request?: PotRequest
  /** Messages and deliveries that it causes. */
  readonly besides?: readonly Write[]
}

const CommandDoc = z.strictObject({
  type: z.literal('command'),
  v: z.literal(1),
  request: z.string(),
  at: z.int(),
  /** The number of the request it was about. */
  seq: z.int().exactOptional(),
})

/**
 * Decides about the request with number `seq`, or about the pot alone. At most two reads and one commit in the pot's
 * partition, unless somebody else was first. @returns the request as it stands afterwards.
 */
export async function changePot(
  deps: Deps,
  command: PotCommand,
  seq: number | undefined,
  asked: unknown,
  decide: (read: ReadPot) => Promise<Result<PotChange, Refusal>> | Result<PotChange, Refusal>,
): Promise<Result<ReadPot, Refusal>> {
  const { store, clock } = deps
  const pk = potPartition(command.group, command.year)
  const id = commandDocId(command.by, command.id)
  const body = hash(JSON.stringify(asked))
  return retrying(deps, command.deadline, async () => {
    const read = await readPot(store, command.group, command.year, seq)
    const decided = await decide(read)
    if (!decided.ok) return (await first(store, pk, id, body, command, seq)) ?? decided
    const { pot = read.pot, request } = decided.value
    const number = request?.seq ?? seq
    const doc = { type: 'command', v: 1, request: body, at: clock.now(), ...(number && { seq: number }) }
    const done = await store.commit(pk, [{ op: 'create', id, doc }, ...writesOf(read, decided.value)])
    if (done.ok) return ok({ ...read, pot, request: request ?? read.request })
    return done.conflict.id === id ? first(store, pk, id, body, command, seq) : undefined
  })
}

/** The pot and a request; two point reads, and a third for a request that is over. */
export async function readPot(
  store: Store,
  group: GroupId,
  year: MeetingYear,
  seq: number | undefined,
): Promise<ReadPot> {
  const pk = potPartition(group, year)
  const [stored, open] = await Promise.all([
    store.get(pk, potId),
    seq === undefined ? undefined : store.get(pk, openId(seq)),
  ])
  const found = open ?? (seq === undefined ? undefined : await store.get(pk, doneId(seq)))
  return {
    pot: stored ? parseStored(Pot, stored) : emptyPot(group, year),
    potEtag: stored?.etag,
    request: found && parseStored(PotRequest, found),
    stored: found,
  }
}

/** The outcome of a command that has arrived before. */
async function first(
  store: Store,
  pk: string,
  id: string,
  body: string,
  { group, year }: PotCommand,
  seq: number | undefined,
): Promise<Result<ReadPot, Refusal> | undefined> {
  const stored = await store.get(pk, id)
  if (!stored) return undefined
  const command = parseStored(CommandDoc, stored)
  if (command.request !== body) return refuse({ type: 'other-body' })
  return ok(await readPot(store, group, year, command.seq ?? seq))
}

/** The pot only when it changed, so that the keys of two requests do not disturb each other. */
function writesOf(
  { potEtag, pot: before, stored }: ReadPot,
  { pot, request, besides = [] }: PotChange,
): Write[] {
  const writes: Write[] = [...besides]
  if (pot && pot !== before)
    writes.push(
      potEtag === undefined
        ? { op: 'create', id: potId, doc: pot }
        : { op: 'replace', id: potId, doc: pot, etag: potEtag },
    )
  if (!request) return writes
  const id = isOpen(request) ? openId(request.seq) : doneId(request.seq)
  if (!stored) writes.push({ op: 'create', id, doc: request })
  else if (stored.id === id) writes.push({ op: 'replace', id, doc: request, etag: stored.etag })
  else writes.push({ op: 'delete', id: stored.id, etag: stored.etag }, { op: 'create', id, doc: request })
  return writes
}
