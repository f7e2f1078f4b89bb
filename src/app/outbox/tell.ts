// Tells one person something, if it is still so: read, send, remember the copy, and read once more, since what changed in
// between found no copy to rewrite.
import { welcomeFrom } from '../../domain/hours.ts'
import { hourOf, isOff, type NoticeKind } from '../../domain/notices.ts'
import type { Instant } from '../../domain/calendar.ts'
import type { Person } from '../../domain/person.ts'
import { keepCopy } from './copies.ts'
import type { Deps } from '../deps.ts'
import type { Messenger, Render, Rendered, Undelivered } from './delivery.ts'
import { readPerson } from '../people/directory.ts'
import { fateOf, isSameCard, type Fate } from './fate.ts'
import { readWelcome } from './habits.ts'
import { insist } from '../insist.ts'
import { isTooLate, type TellItem } from './outbox.ts'
import { readReach, storeReach, type KnownReach, type Reach, type Recipient } from './reach.ts'

/** Longer than a message takes to be sent; the rest of its claim. */
const sendMs = 20_000

export async function tell(
  deps: Deps,
  messenger: Messenger,
  known: KnownReach,
  render: Render,
  item: TellItem,
): Promise<Fate> {
  const recipient: Recipient = { group: item.group, id: item.person }
  const person = await readPerson(deps.store, item.group, item.person)
  if (!person) return { type: 'done' }
  const show = () => render(item.ref, person, item.occasion)
  const message = await show()
  if (!message || message.isSettled || isTooLate(item, deps.clock.now())) return { type: 'done' }
  const reach = await readReach(deps.store, recipient)
  if (!reach) return { type: 'park', why: 'unreachable' }
  const wait = message.kind && (await untilWelcome(deps, person, message.kind, message.isForStoodIn))
  if (wait) return wait

  // Begun so late, it might still be under way when another instance takes it up.
  if (item.dueAt !== undefined && deps.clock.now() > item.dueAt - sendMs)
    return { type: 'again', why: 'undelivered' }

  const sent = await sendOrReopen(deps, messenger, recipient, reach, message, item.slot)
  if (sent.type === 'gone') await known.forget(recipient, reach)
  if (sent.type !== 'sent') return fateOf(sent, deps.clock.now())

  // From here on it has been sent: whatever fails, it must not be sent again.
  const { conversation, activity } = sent
  try {
    if (activity)
      await insist(deps, () => keepCopy(deps.store, item, item.person, { conversation, activity }))
    const now = await show()
    if (!now || isSameCard(now, message)) return { type: 'done', isSent: true }
  } catch (fault) {
    deps.warn('a card that was sent could not be followed up', fault)
  }
  return { type: 'refresh' }
}

/** When the person would rather have it, or that they would not; undefined when now is a good moment. */
async function untilWelcome(
  { store, clock }: Deps,
  recipient: Person,
  kind: NoticeKind,
  isForStoodIn = false,
): Promise<Fate | undefined> {
  const { welcome, choices } = await readWelcome(store, recipient, isForStoodIn)
  if (isOff(kind, choices)) return { type: 'done' }
  const now = clock.now()
  const at = welcomeFrom(now, hourOf(kind, choices), welcome)
  return at > now ? { type: 'later', at } : undefined
}

type Sent = { readonly type: 'sent'; readonly activity: string; readonly conversation: string }

/** In the conversation that is known or, if that has vanished, in a new one. */
async function sendOrReopen(
  { store }: Deps,
  messenger: Messenger,
  recipient: Recipient,
  reach: Reach,
  message: Rendered,
  slot: Instant | undefined,
): Promise<Sent | Undelivered> {
  const first = await messenger.send(reach, message, slot)
  if (first.type === 'sent') return { ...first, conversation: reach.conversation }
  if (first.type !== 'missing') return first
  const opened = await messenger.open(reach)
  if (opened.type === 'missing') return { type: 'gone' }
  // Made twice it is the same chat, and nothing was said in it yet.
  if (opened.type === 'unknown') return { type: 'retry' }
  if (opened.type !== 'opened') return opened
  const { conversation } = opened
  await storeReach(store, recipient, { ...reach, conversation })
  const second = await messenger.send({ ...reach, conversation }, message)
  return second.type === 'sent' ? { ...second, conversation } : second
}
