// A document that is ready: a button that opens its link, and what the link is good for.
import type { Deps } from '../../app/deps.ts'
import { linkMinutes, offerLink, type Wanted } from '../../app/records/links.ts'
import type { Button } from '../cardParts.ts'
import { reply } from '../cards.ts'
import type { Reply, Turn } from '../turn.ts'

export interface Offer extends Wanted {
  readonly title: string
  /** What the document holds, and for whom it is. */
  readonly lines: readonly string[]
  /** What the button says: `Get the file` unless there are several ways to have it. */
  readonly opens?: string
  readonly actions?: readonly Button[]
}

/** Offers each document of a list by a link of its own, on the first one's card. */
export async function offer(
  deps: Deps,
  { person }: Turn,
  [first, ...more]: [Offer, ...Offer[]],
): Promise<Reply> {
  const links = []
  for (const each of [first, ...more])
    links.push({ title: each.opens ?? 'Get the file', url: await offerLink(deps, person, each) })
  const once = links.length > 1 ? 'Each link works' : 'The link works'
  const lines = [
    ...first.lines,
    `${once} once, for you, within ${linkMinutes} minutes. Do not pass it on: whoever opens it first gets the file.`,
  ]
  const { title, actions = [] } = first
  const shown = reply('link', [`${title}.`, ...lines].join(' '), { title, lines, links, actions })
  return { ...shown, file: { document: first.document, params: first.params } }
}
