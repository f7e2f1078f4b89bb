// A sentence or two with buttons: refusals, unknown texts, and whatever needs no card of its own.
import type { Refusal } from '../../domain/refusal.ts'
import type { Button } from '../cardParts.ts'
import { button, reply } from '../cards.ts'
import { sentence } from '../replies.ts'
import type { Reply } from '../turn.ts'

/** @param besides for the reader of the card alone: not in its summary. */
export const notice = (
  title: string,
  lines: readonly string[],
  actions: readonly Button[] = [],
  besides: readonly string[] = [],
): Reply =>
  reply('notice', [title, ...lines].join('. ').replace(/([.?!:])\./g, '$1'), {
    title,
    lines: [...lines, ...besides],
    actions,
  })

/** A refusal that has no form to go back to. When the store was busy, the button is still there to be pressed again. */
export const refused = (refusal: Refusal, actions: readonly Button[] = wayOn): Reply =>
  refusal.type === 'busy'
    ? { ...notice('Not answered in time', [sentence(refusal)], actions), keepsCard: true }
    : notice('That did not work', [sentence(refusal)], actions)

const wayOn = [button('Balance', 'balance'), button('History', 'history'), button('Help', 'help')]
