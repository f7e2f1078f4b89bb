// A text that is no command but names a peer, said by somebody who looks after them: `Alex Wilber`, `how is Alex doing`. What
// can be looked at and done about that peer is offered.
import type { Deps } from '../../../app/deps.ts'
import { listPeople } from '../../../app/people/people.ts'
import { list } from '../../../domain/format.ts'
import { mayDo, mayReview } from '../../../domain/permissions.ts'
import { roleTitle, type Person } from '../../../domain/person.ts'
import { button } from '../../cards.ts'
import type { Button } from '../../cardParts.ts'
import { peopleIn } from '../../reading/name.ts'
import type { Reply, Turn } from '../../turn.ts'
import { notice } from '../notice.ts'

/** What these open says nothing about a peer. */
const ownVerbs = new Set(['help', 'balance', 'why', 'history'])

/** More than these are not told apart by a button each. */
const mostNamed = 4

/** @param near commands that the text comes near to. @returns undefined when nobody is named whom the person looks after. */
export async function aboutPeerNamed(
  deps: Deps,
  { person: by }: Turn,
  said: string,
  near: readonly Button[],
): Promise<Reply | undefined> {
  if (!mayDo(by, 'check-logs', by)) return undefined
  const peers = (await listPeople(deps.store, by.group)).filter(
    (each) => each.id !== by.id && mayReview(by, each) && mayDo(each, 'log-hours', each),
  )
  const named = peopleIn(said.slice(0, 300), peers)
  const [peer, ...others] = named
  if (!peer || named.length > mostNamed) return undefined
  if (others.length > 0)
    return notice(
      'Whom do you mean?',
      [`Choose one: ${list(named.map(({ name }) => name))}.`],
      named.map((each) => button(`Review ${each.name}`, 'review', { person: each.id })),
    )
  const offers = offersFor(by, peer)
  const besides = near.filter(
    ({ verb }) => !ownVerbs.has(verb) && offers.every((offer) => offer.verb !== verb),
  )
  return notice(
    peer.name,
    [`${roleTitle(peer.role)}. Choose what you want to see or do about ${peer.name}.`],
    [...besides.slice(0, 2), ...offers].slice(0, 5).concat(button('Help', 'help')),
  )
}

function offersFor(by: Person, peer: Person): Button[] {
  const person = { person: peer.id }
  return [
    button('Review', 'review', person),
    ...(mayDo(by, 'amend', peer)
      ? [button('Balance', 'peer-balance', person), button('History', 'peer-history', person)]
      : []),
    ...(mayDo(by, 'log-for', peer) ? [button('Log for them', 'log-for', { text: peer.name })] : []),
    ...(mayDo(by, 'allocate', peer) ? [button('Allocate', 'allocate', person)] : []),
    // The balance leads there as well, where these are more than a card holds.
    ...(mayDo(by, 'see-pay', peer) ? [button('Payments', 'payments', person)] : []),
  ]
}
