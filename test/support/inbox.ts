// What came to somebody's chat without being asked for, and how each card of it looks now that it may have been rewritten.
import { viewOf, type CardView } from './cardView.ts'
import type { Persona } from './activities.ts'
import type { Sent, TestConnector } from './connector.ts'

/** A card that came by itself; `latest()` is how it looks now. */
export interface Received extends CardView {
  readonly activityId: string
  latest(): CardView
}

export interface Inbox {
  /** The next one that no `next` has returned yet; throws when there is none. */
  next(who: Persona): Received
  /** All of them, oldest first, as they look now. */
  all(who: Persona): CardView[]
  /** A card by the id that Teams gave it, as it looks now. */
  latest(activityId: string): CardView
}

export function inboxOf(connector: TestConnector): Inbox {
  /** How many each person has read, by Teams' id of them. */
  const read = new Map<string, number>()
  const unasked = (who: Persona) => connector.sent.filter((sent) => isUnasked(sent, who))
  const latest = (activityId: string) => {
    const last = connector.sent.findLast(({ id }) => id === activityId)
    if (!last) throw new Error(`the bot never sent ${activityId}`)
    return viewOf(last.activity)
  }
  return {
    latest,
    all: (who) => unasked(who).map(({ id }) => latest(id)),
    next(who) {
      const at = read.get(who.id) ?? 0
      const sent = unasked(who)[at]
      if (!sent) throw new Error(`nothing (more) came for ${who.name}`)
      read.set(who.id, at + 1)
      return { ...viewOf(sent.activity), activityId: sent.id, latest: () => latest(sent.id) }
    },
  }
}

/** By the person, not the conversation: that may have been made anew. */
const isUnasked = ({ method, replyToId, activity }: Sent, who: Persona): boolean =>
  method === 'POST' &&
  replyToId === undefined &&
  activity.attachments !== undefined &&
  (activity['recipient'] as { id?: string } | undefined)?.id === who.id
