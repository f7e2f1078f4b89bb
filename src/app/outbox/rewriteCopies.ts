// Makes every card that was sent about a subject show what stands now.
import { dropCopy, listCopies, type Copy } from './copies.ts'
import type { Deps } from '../deps.ts'
import type { Messenger, Render, Rendered } from './delivery.ts'
import { readPerson } from '../people/directory.ts'
import { fateOf, isSameCard, type Fate } from './fate.ts'
import type { RefreshItem } from './outbox.ts'
import { readReach, type Reach } from './reach.ts'

/** All copies are tried, whatever becomes of one; written twice is as good as once. */
export async function rewriteCopies(
  deps: Deps,
  messenger: Messenger,
  render: Render,
  item: RefreshItem,
): Promise<Fate> {
  const people: Promise<Fate>[] = []
  for await (const copy of listCopies(deps.store, item))
    people.push(rewriteCopy(deps, messenger, render, item, copy))
  const fates = await Promise.all(people)
  return (
    fates.find(({ type }) => type === 'again') ??
    fates.find(({ type }) => type === 'later') ??
    fates.find(({ type }) => type === 'park') ?? { type: 'done' }
  )
}

/** A subject that changes more often than this while it is written is looked at again later. */
const mostRounds = 5

/**
 * What stands is read again after writing: two refreshes at once may overtake each other, and whichever writes last must
 * have written the latest.
 */
async function rewriteCopy(
  deps: Deps,
  messenger: Messenger,
  render: Render,
  item: RefreshItem,
  copy: Copy,
): Promise<Fate> {
  const person = await readPerson(deps.store, item.group, copy.person)
  const reach = await readReach(deps.store, { group: item.group, id: copy.person })
  if (!person || !reach) return { type: 'done' }
  const show = () => render(item.ref, person, undefined)
  let shown = await show()
  for (let round = 0; round < mostRounds; round++) {
    if (!shown) return { type: 'done' }
    const fate = await rewrite(deps, messenger, item, copy, reach, shown)
    if (fate.type !== 'done') return fate
    const now = await show()
    if (!now || isSameCard(now, shown)) return fate
    shown = now
  }
  return { type: 'again', why: 'fault' }
}

/** Every card that one person has about it. */
async function rewrite(
  { store, clock }: Deps,
  messenger: Messenger,
  item: RefreshItem,
  { person, messages }: Copy,
  reach: Reach,
  shown: Rendered,
): Promise<Fate> {
  let fate: Fate = { type: 'done' }
  for (const message of messages) {
    const { conversation, activity } = message
    const outcome = await messenger.rewrite({ ...reach, conversation }, activity, shown)
    if (outcome.type === 'sent') continue
    if (outcome.type === 'missing') await dropCopy(store, item, person, message)
    // Nobody sees a card in a chat that is closed to the bot; pressed later, it shows what stands then.
    else if (outcome.type === 'gone') return { type: 'done' }
    else fate = fateOf(outcome, clock.now())
  }
  return fate
}
