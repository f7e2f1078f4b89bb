// Which cards were sent about what: every copy of a card is known, so that all of them can show how it ended.
import { z } from 'zod'
import type { GroupId } from '../../domain/policy.ts'
import { parseStored } from '../documents.ts'
import { groupPartition } from '../keys.ts'
import { refKey, type Ref } from './outbox.ts'
import type { Store } from '../ports.ts'

/** What a card is about, in a group. */
export interface Subject {
  readonly group: GroupId
  readonly topic: string
  readonly ref: Ref
}

const Message = z.strictObject({ conversation: z.string(), activity: z.string() })
/** One card as Teams knows it. */
export type Message = Readonly<z.infer<typeof Message>>

const Copy = z.strictObject({
  type: z.literal('copy'),
  v: z.literal(1),
  person: z.string(),
  /** Oldest first: somebody who was told twice has two. */
  messages: z.array(Message),
})
/** The cards that one person has about a subject. */
export type Copy = Readonly<z.infer<typeof Copy>>

/** Reminders and tries together never come near this. */
const mostMessages = 50

const prefixOf = ({ topic, ref }: Subject): string => `copy~${topic}~${refKey(ref)}~`

export async function keepCopy(
  store: Store,
  subject: Subject,
  person: string,
  message: Message,
): Promise<void> {
  await changeCopy(store, subject, person, (messages) =>
    [...without(messages, message), message].slice(-mostMessages),
  )
}

/** A card that Teams does not have any more. */
export async function dropCopy(
  store: Store,
  subject: Subject,
  person: string,
  message: Message,
): Promise<void> {
  await changeCopy(store, subject, person, (messages) => without(messages, message))
}

const without = (messages: readonly Message[], { activity }: Message): Message[] =>
  messages.filter((each) => each.activity !== activity)

export async function* listCopies(store: Store, subject: Subject): AsyncIterable<Copy> {
  const from = prefixOf(subject)
  for await (const stored of store.list(groupPartition(subject.group), { from, to: `${from}~` }))
    yield parseStored(Copy, stored)
}

export async function hasCopy(store: Store, subject: Subject, person: string): Promise<boolean> {
  const stored = await store.get(groupPartition(subject.group), prefixOf(subject) + person)
  return stored !== undefined && parseStored(Copy, stored).messages.length > 0
}

async function changeCopy(
  store: Store,
  subject: Subject,
  person: string,
  change: (messages: readonly Message[]) => Message[],
): Promise<void> {
  const pk = groupPartition(subject.group)
  const id = prefixOf(subject) + person
  for (;;) {
    const stored = await store.get(pk, id)
    const messages = change(stored ? parseStored(Copy, stored).messages : [])
    const doc: Copy = { type: 'copy', v: 1, person, messages }
    const done = await store.commit(pk, [
      stored ? { op: 'replace', id, doc, etag: stored.etag } : { op: 'create', id, doc },
    ])
    if (done.ok) return
  }
}
