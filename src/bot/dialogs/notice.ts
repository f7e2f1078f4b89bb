// A sentence or two with buttons: refusals, unknown texts, and whatever needs no card of its own.
import type { Refusal } from '../../domain/refusal.ts'
import { button, reply, type Button } from '../cards.ts'
import { sentence } from '../replies.ts'
import type { Reply } from '../turn.ts'

export const notice = (title: string, lines: readonly string[], actions: readonly Button[] = []): Reply =>
  reply('notice', [title, ...lines].join('. ').replaceAll('..', '.'), { title, lines, actions })

/** A refusal that has no form to go back to. */
export const refused = (refusal: Refusal, actions: readonly Button[] = wayOn): Reply =>
  notice(refusal.type === 'busy' ? 'Not answered in time' : 'That did not work', [sentence(refusal)], actions)

const wayOn = [button('Balance', 'balance'), button('History', 'history'), button('Help', 'help')]
