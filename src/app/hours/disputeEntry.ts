// D7: the peer disputes hours that the office entered, and the office undoes them or keeps them with a reason. Each tells
// the other side in its own commit.
import { z } from 'zod'
import { dateAt } from '../../domain/calendar.ts'
import { mayDo } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import { groupIds } from '../../domain/policy.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import { changeLedger } from './change.ts'
import { undoing } from './changeEntry.ts'
import type { Press } from '../press.ts'
import type { Deps } from '../deps.ts'
import { parseStored } from '../documents.ts'
import { seeEntered, type Dispute, type EnteredRef, type SeenEntered } from './disputes.ts'
import { disputeId, groupPartition, hash, peerPartition, under } from '../keys.ts'
import { leave, type Ref } from '../outbox/outbox.ts'
import { inRole, listPeople } from '../people/people.ts'
import type { Write } from '../ports.ts'
import { retrying } from '../retry.ts'

type Settled = Promise<Result<SeenEntered, Refusal>>

export const disputeEntry = (deps: Deps, { by, deadline }: Press, ref: EnteredRef, reason: string): Settled =>
  retrying(deps, deadline, async () => {
    if (reason === '') return refuse({ type: 'nothing-said' })
    if (ref.person !== by.id || !mayDo(by, 'log-hours', by)) return refuse({ type: 'not-allowed' })
    const found = await seeEntered(deps, by, ref)
    if (!found.ok) return found
    const { year, seq, standing, dispute } = found.value
    if (dispute) return dispute.reason === reason ? found : refuse({ type: 'disputed', state: dispute.state })
    const [open] = standing
    if (!open) return refuse({ type: 'answered', year, seq, by: 0, as: 'undo' })
    const at = deps.clock.now()
    const doc: Dispute = { type: 'dispute', v: 1, year, seq, at, reason, state: 'open' }
    const body = { group: by.group, person: by.id, year, seq, at }
    const cause = `dispute ${by.id} ${year} ${seq}`
    const done = await deps.store.commit(peerPartition(by), [
      { op: 'create', id: disputeId(year, seq), doc },
      leave(cause, { kind: 'command', group: by.group, command: 'dispute-tell', body }, at),
      refresh(by, { person: by.id, year, seq }, cause, at),
    ])
    return done.ok ? ok({ ...found.value, dispute: doc }) : undefined
  })

const refresh = ({ group }: Person, ref: Ref, cause: string, at: number): Write =>
  leave(cause, { kind: 'refresh', group, topic: 'entered-for', ref }, at)

const Told = z.object({
  group: z.enum(groupIds),
  person: z.string(),
  year: z.int(),
  seq: z.int(),
  at: z.int(),
})

const DisputeWait = z.strictObject({
  type: z.literal('dispute-wait'),
  v: z.literal(1),
  person: z.string(),
  year: z.int(),
  seq: z.int(),
})

/** `dispute-tell`: puts it on the office's list and tells everybody in it; twice is once. */
export async function tellDispute({ store, clock }: Deps, given: Record<string, unknown>): Promise<void> {
  const { group, person, year, seq, at } = Told.parse(given)
  const today = dateAt(clock.now())
  const people = await listPeople(store, group)
  const office = [...inRole(people, 'head-of-office', today), ...inRole(people, 'office-staff', today)]
  const ref = { person, year, seq }
  const cause = `dispute ${person} ${year} ${seq}`
  const id = `dispute-wait~${String(at).padStart(14, '0')}~${hash(cause).slice(0, 24)}`
  const doc = { type: 'dispute-wait', v: 1, ...ref } satisfies z.infer<typeof DisputeWait>
  await store.commit(groupPartition(group), [
    { op: 'create', id, doc },
    ...office.map((each) =>
      leave(
        cause,
        { kind: 'tell', group, person: each.id, topic: 'entered-for', ref, occasion: 'disputed' },
        at,
      ),
    ),
  ])
}

export type WaitingDispute = SeenEntered & {
  /** When it was disputed, and its place in the list. */
  readonly at: number
  readonly wait: string
}

/** What is disputed and still to be settled, the oldest first; what has been settled since is taken off the list. */
export async function waitingDisputes(
  deps: Deps,
  person: Person,
  size: number,
  after = '',
): Promise<WaitingDispute[]> {
  const pk = groupPartition(person.group)
  const found: WaitingDispute[] = []
  if (!mayDo(person, 'log-for', person)) return found
  const range = under('dispute-wait')
  for await (const stored of deps.store.list(pk, { ...range, ...(after && { from: `${after}!` }) })) {
    if (found.length === size) break
    const seen = await seeEntered(deps, person, parseStored(DisputeWait, stored))
    if (!seen.ok) continue
    const { dispute } = seen.value
    if (dispute && isWaiting(seen.value)) found.push({ ...seen.value, at: dispute.at, wait: stored.id })
    else await deps.store.commit(pk, [{ op: 'delete', id: stored.id, etag: stored.etag }])
  }
  return found
}

/** The peer may also have undone or corrected the entries: then there is nothing to settle any more. */
export const isWaiting = ({ dispute, standing }: SeenEntered): boolean =>
  dispute?.state === 'open' && standing.length > 0

export interface Settling {
  readonly as: 'kept' | 'undone'
  /** Required to keep the entries, and to undo them in a closed year (D4). */
  readonly reason: string
}

export async function settleDispute(
  deps: Deps,
  { id, by, deadline }: Press,
  ref: EnteredRef,
  { as, reason }: Settling,
): Settled {
  const found = await seeEntered(deps, by, ref)
  if (!found.ok) return found
  const { subject, year, seq } = found.value
  if (!mayDo(by, 'log-for', subject)) return refuse({ type: 'not-allowed' })
  if (as === 'kept' && reason === '') return refuse({ type: 'reason-missing' })
  const named = { person: subject.id, year, seq }
  /** The writes that settle it; undefined when it is settled already. */
  const settling = async (): Promise<Write[] | undefined> => {
    const now = await seeEntered(deps, by, named)
    if (!now.ok || !isWaiting(now.value) || !now.value.dispute || !now.value.stored) return undefined
    const at = deps.clock.now()
    const doc: Dispute = { ...now.value.dispute, state: as, settled: { by: by.id, at, reason } }
    const cause = `settled ${year} ${seq}`
    const { group } = subject
    const tell = { kind: 'tell', group, person: subject.id, topic: 'entered-for', ref: named } as const
    return [
      { op: 'replace', id: disputeId(year, seq), doc, etag: now.value.stored.etag },
      leave(cause, { ...tell, occasion: 'settled' }, at),
      refresh(subject, named, cause, at),
    ]
  }
  const done =
    as === 'kept'
      ? await retrying(deps, deadline, async () => {
          const writes = await settling()
          if (!writes) return ok(undefined)
          return (await deps.store.commit(peerPartition(subject), writes)).ok ? ok(undefined) : undefined
        })
      : await undo()
  return done.ok ? seeEntered(deps, by, named) : done

  async function undo(): Promise<Result<unknown, Refusal>> {
    const refs = found.ok ? found.value.standing.map((entry) => ({ year: entry.year, seq: entry.seq })) : []
    if (refs.length === 0 || !found.ok || !isWaiting(found.value)) return ok(undefined)
    const command = { id, by, subject, deadline }
    const change = undoing(deps, command, refs)
    let writes: Write[] | undefined
    return changeLedger(deps, command, {
      ...change,
      action: 'log-for',
      ...(reason && { reason }),
      async decide(book, writing) {
        writes = await settling()
        return writes ? change.decide(book, writing) : refuse({ type: 'disputed', state: 'settled' })
      },
      besides: () => writes ?? [],
    })
  }
}
