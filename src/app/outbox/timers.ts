// What wakes the bot for somebody at a time: one small document a purpose and person, moved on by its own handler under its
// etag. A sweep costs what is due, however many people there are.
import { z } from 'zod'
import type { Instant } from '../../domain/calendar.ts'
import { mayDo } from '../../domain/permissions.ts'
import { isLeadPeer, isOffice, type Person } from '../../domain/person.ts'
import { groupIds } from '../../domain/policy.ts'
import type { Deps } from '../deps.ts'
import { groupPartition } from '../keys.ts'
import type { Store, Stored, Write } from '../ports.ts'

export const timerKinds = ['logs', 'office', 'register'] as const
export type TimerKind = (typeof timerKinds)[number]

export const Timer = z.strictObject({
  type: z.literal('timer'),
  v: z.literal(1),
  kind: z.enum(timerKinds),
  group: z.enum(groupIds),
  person: z.string(),
  /** None once it is parked: see stuckTimers.ts. */
  dueAt: z.int().exactOptional(),
  /** All that came up to this instant has been seen to; a new timer begins with what comes next. */
  after: z.int().exactOptional(),
  /** How often it has been claimed, and when first, since it was last moved on; the dispatcher alone changes these. */
  attempts: z.int().exactOptional(),
  since: z.int().exactOptional(),
})
export type Timer = Readonly<z.infer<typeof Timer>>

export const timerId = (kind: TimerKind, person: string): string => `timer~${kind}~${person}`

/** Does what its time has come for, and moves it on: see `moveOn`. It may be called twice. */
export type TimerHandler = (claimed: Stored, timer: Timer) => Promise<void>

/** The timers that somebody needs, written with them; due at once, they find out themselves when they are due. */
export function timersFor(person: Person): Write[] {
  const { group, id } = person
  const kinds: TimerKind[] = []
  if (mayDo(person, 'log-hours', person)) kinds.push('logs')
  if (isOffice(person)) kinds.push('office')
  if (isLeadPeer(person)) kinds.push('register')
  return kinds.map((kind) => ({
    op: 'create',
    id: timerId(kind, id),
    doc: { type: 'timer', v: 1, kind, group, person: id, dueAt: 0 } satisfies Timer,
  }))
}

/** What a change of role or of the last day asks of the timers: missing ones are made, the others look again. */
export async function timersAfter(store: Store, person: Person, now: Instant): Promise<Write[]> {
  const pk = groupPartition(person.group)
  const needed = timersFor(person)
  const kept = await Promise.all(timerKinds.map((kind) => store.get(pk, timerId(kind, person.id))))
  const present = kept.filter((each) => each !== undefined)
  return [
    ...needed.filter(({ id }) => !present.some((each) => each.id === id)),
    ...present.map((each): Write => {
      const doc = { ...each.doc, dueAt: now }
      return { op: 'replace', id: each.id, doc, etag: each.etag }
    }),
  ]
}

/** Writes the timers that are missing: of people who came before there were any. */
export async function startTimers(store: Store, person: Person): Promise<void> {
  for (const write of timersFor(person)) await store.commit(groupPartition(person.group), [write])
}

/** Seen to up to now, in the same commit as what it causes. False when the claim ran out meanwhile. */
export async function moveOn(
  { store }: Deps,
  { pk, id, etag }: Stored,
  timer: Timer,
  to: { readonly after: Instant; readonly dueAt: Instant },
  causes: readonly Write[] = [],
): Promise<boolean> {
  const { attempts: _attempts, since: _since, ...rest } = timer
  const doc: Timer = { ...rest, ...to }
  const done = await store.commit(pk, [{ op: 'replace', id, doc, etag }, ...causes])
  return done.ok
}

/** Nothing will ever come for this person again, but for what it causes now. */
export async function endTimer(
  { store }: Deps,
  { pk, id, etag }: Stored,
  causes: readonly Write[] = [],
): Promise<void> {
  await store.commit(pk, [{ op: 'delete', id, etag }, ...causes])
}

/** What decides the times has changed: the timers look again. Written with that change, where they are in its way. */
export async function wakeTimers(
  { store, clock }: Deps,
  { group, id }: Pick<Person, 'group' | 'id'>,
): Promise<void> {
  const pk = groupPartition(group)
  for (const kind of timerKinds) {
    const stored = await store.get(pk, timerId(kind, id))
    if (!stored) continue
    const doc = { ...stored.doc, dueAt: clock.now() }
    await store.commit(pk, [{ op: 'replace', id: stored.id, doc, etag: stored.etag }])
  }
}
