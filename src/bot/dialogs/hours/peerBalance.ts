// `balance of Alex` and `why Alex`: a peer's balance and the sums behind it, for the office that answers for them.
import type { Deps } from '../../../app/deps.ts'
import { lastYearOf } from '../../../domain/person.ts'
import type { Reply, Turn } from '../../turn.ts'
import { whichPeer, type PeerYearAsked } from '../people/whichPeer.ts'
import { showBalance } from './balance.ts'
import { explainBalance } from './why.ts'

export async function showPeerBalance(deps: Deps, turn: Turn, asked: PeerYearAsked): Promise<Reply> {
  const found = await whichPeer(deps, turn, asked, {
    title: 'Balance of a peer',
    action: 'amend',
    verb: 'peer-balance',
    button: 'Show the balance',
    ...(asked.year && { data: { year: asked.year } }),
  })
  if ('reply' in found) return found.reply
  return showBalance(deps, turn, asked.year ?? lastYearOf(found.peer, turn.today), found.peer)
}

export async function explainPeerBalance(deps: Deps, turn: Turn, asked: PeerYearAsked): Promise<Reply> {
  const found = await whichPeer(deps, turn, asked, {
    title: 'Why this number',
    action: 'amend',
    verb: 'peer-why',
    button: 'Show the sums',
    ...(asked.year && { data: { year: asked.year } }),
  })
  if ('reply' in found) return found.reply
  return explainBalance(deps, turn, asked.year ?? lastYearOf(found.peer, turn.today), found.peer)
}
