// What a change did, with its sums, and the way back: Undo, Correct, and Re-claim when hours were freed.
import type { Receipt } from '../../../app/hours/change.ts'
import type { Deps } from '../../../app/deps.ts'
import { findReclaimable } from '../../../app/hours/findReclaimable.ts'
import type { WorkEntry } from '../../../domain/entry.ts'
import { hours } from '../../../domain/format.ts'
import type { Button } from '../../cardParts.ts'
import { button, reply } from '../../cards.ts'
import {
  corporateNotes,
  countedLine,
  displacedLines,
  effectLines,
  heldNotes,
  leftLine,
  takenBackLines,
  unclaimedNotes,
  workLine,
  workOf,
} from '../../words/figures.ts'
import type { Reply, Turn } from '../../turn.ts'

export async function receiptReply(
  deps: Deps,
  turn: Turn,
  title: string,
  receipt: Receipt,
  besides: readonly string[] = [],
): Promise<Reply> {
  const { entered } = workOf(receipt)
  const last = receipt.years.at(-1)?.after
  const left = last ? `Left after this: ${leftLine(last, turn.today)}.` : ''
  const lines = [
    ...takenBackLines(receipt),
    ...entered.map((work) => lineOf(work, entered.length > 1)),
    ...displacedLines(receipt),
  ]
  const offer = await reclaimOffer(deps, turn, receipt)
  return reply('receipt', `${title}: ${lines.join('; ')}. ${left}`, {
    title,
    lines,
    notes: [
      ...effectLines(receipt, turn.today),
      ...(left ? [left] : []),
      ...unclaimedNotes(receipt),
      ...corporateNotes(receipt, turn.person, turn.today),
      ...heldNotes(entered),
      ...(offer
        ? [`${hours(offer.minutes)} unclaimed can be claimed now that hours are free (rule D2).`]
        : []),
      ...besides,
    ],
    actions: [
      ...(offer ? [offer.button] : []),
      button('Balance', 'balance'),
      button('Log more', 'log'),
      ...waysBack(receipt),
    ],
  })
}

/** An entry, and how it is counted where that is not simply claimed. */
const lineOf = (work: WorkEntry, isOneOfSeveral: boolean): string =>
  isOneOfSeveral || work.claimed < work.minutes ? `${workLine(work)}, ${countedLine(work)}` : workLine(work)

/**
 * Undo for what was entered, all of it at once, and Correct where it is one piece of work. They come last: the
 * receipt takes the form's place, and a second press of Save must not land on Undo.
 */
function waysBack(receipt: Receipt): Button[] {
  const { entered } = workOf(receipt)
  const refs = entered.map(({ year, seq }) => ({ year, seq }))
  const [first, ...others] = entered
  const [ref] = refs
  if (!first || !ref) return [button('History', 'history')]
  const undo = button('Undo', 'undo', { refs })
  const isOne = others.length === 0
  if (isOne && first.because === 'conference' && first.held === 0)
    return [button('Ask to claim it', 'ask-to-claim', ref), undo]
  return isOne ? [button('Correct', 'correct', ref), undo] : [undo]
}

/** D2: offered whenever a change freed hours and unclaimed ones could take them. */
async function reclaimOffer(
  deps: Deps,
  turn: Turn,
  receipt: Receipt,
): Promise<{ button: Button; minutes: number } | undefined> {
  for (const { before, after } of receipt.years) {
    const freed = roomOf(after) > roomOf(before)
    if (!freed || after.reclaimable === 0) continue
    const { refs, minutes } = await findReclaimable(deps, turn.person, after.year)
    if (minutes === 0) continue
    return { minutes, button: button(`Re-claim ${hours(minutes)}`, 'reclaim', { refs, command: turn.id }) }
  }
  return undefined
}

const roomOf = ({ allocation, carried, early, late }: Receipt['years'][number]['after']): number =>
  allocation + carried - early - late
