// What is still to be done elsewhere, as documents written in the same commit as the change that caused them: a command
// for another partition, a message to a person, or cards to be rewritten. The dispatcher does them, whatever happens
// in between. No content is stored: a message is written when it is sent, and not sent when it is no longer true.
import { z } from 'zod'
import type { Instant } from '../../domain/calendar.ts'
import { groupIds } from '../../domain/policy.ts'
import { hash } from '../keys.ts'
import type { Write } from '../ports.ts'

/** What a message or a card is about, such as `{ year: 2026, request: 7 }`: whatever its topic needs to read it again. */
export type Ref = Readonly<Record<string, string | number>>
const Ref = z.record(z.string(), z.union([z.string(), z.int()]))

/** What every kind has beside its own fields; the dispatcher alone changes these. */
const state = {
  type: z.literal('outbox'),
  v: z.literal(1),
  /** When to do it, or when the claim of whoever does it runs out; none once it is parked. */
  dueAt: z.int().exactOptional(),
  /** How often it has been claimed. */
  attempts: z.int(),
  /** When it was claimed first. */
  since: z.int().exactOptional(),
  /** Given up, as it cannot be done now; `why` is a word for the list that people see. */
  parked: z.literal(true).exactOptional(),
  why: z.string().exactOptional(),
  /** The group whose office sees it if it is parked. */
  group: z.enum(groupIds),
}

const CommandItem = z.strictObject({
  ...state,
  kind: z.literal('command'),
  command: z.string(),
  body: z.record(z.string(), z.unknown()),
})
const TellItem = z.strictObject({
  ...state,
  kind: z.literal('tell'),
  person: z.string(),
  topic: z.string(),
  ref: Ref,
  /** Why it is said now, if the topic is said more than once: `reminder`, say. */
  occasion: z.string().exactOptional(),
  /** From then on nobody needs it: it is neither sent nor kept in the list of what could not be delivered. */
  until: z.int().exactOptional(),
  /** When its turn in a busy chat comes: see pace.ts. */
  slot: z.int().exactOptional(),
})
const RefreshItem = z.strictObject({ ...state, kind: z.literal('refresh'), topic: z.string(), ref: Ref })

export const OutboxItem = z.discriminatedUnion('kind', [CommandItem, TellItem, RefreshItem])
export type OutboxItem = Readonly<z.infer<typeof OutboxItem>>
export type CommandItem = Extract<OutboxItem, { kind: 'command' }>
export type TellItem = Extract<OutboxItem, { kind: 'tell' }>
export type RefreshItem = Extract<OutboxItem, { kind: 'refresh' }>

export const isTooLate = (item: OutboxItem, now: Instant): boolean =>
  item.kind === 'tell' && item.until !== undefined && item.until <= now

/** What a use case asks for. */
export type Errand =
  /** Delivered at least once to a handler that may not refuse: the body holds a command id that makes twice once. */
  | Own<CommandItem>
  /** A new message to one person, if it is still true at its time. */
  | Own<TellItem>
  /** Every copy of the card that was sent about this is written anew. */
  | Own<RefreshItem>
type Own<Item> = Item extends OutboxItem ? Omit<Item, Exclude<keyof typeof state, 'group'> | 'slot'> : never

/**
 * The write that leaves an errand in the commit which causes it. `cause` is what can be committed only once (a command's
 * id), so that the errand's id is its own. One with a later `dueAt` is cancelled by not being true any more.
 */
export function leave(cause: string, errand: Errand, dueAt: Instant): Write {
  const { kind, group, ...rest } = errand
  const id = `out~${hash(cause, kind, group, JSON.stringify(rest), String(dueAt))}`
  const doc = { type: 'outbox', v: 1, dueAt, attempts: 0, ...errand } satisfies OutboxItem
  return { op: 'create', id, doc }
}

/** A ref as part of an id: the same for the same fields in any order, and different for different ones. */
export const refKey = (ref: Ref): string =>
  hash(JSON.stringify(Object.entries(ref).sort(([one], [other]) => (one < other ? -1 : 1)))).slice(0, 24)
