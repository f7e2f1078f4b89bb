// Undo, Correct and Re-claim, from a receipt or from the history.
import { reclaimHours, undoAll, type EntryRef } from '../../../app/hours/changeEntry.ts'
import type { Deps } from '../../../app/deps.ts'
import type { Receipt } from '../../../app/hours/change.ts'
import { hours, list, periodName } from '../../../domain/format.ts'
import { redactNote } from '../../../app/hours/redactNote.ts'
import { button } from '../../cards.ts'
import { workLine, workOf } from '../../words/figures.ts'
import { commandOf, type Reply, type Turn } from '../../turn.ts'
import { notice, refused } from '../notice.ts'
import { receiptReply } from './receipt.ts'

/** Undone at most once, so the entries themselves name the command. */
export async function undoEntries(
  deps: Deps,
  turn: Turn,
  { refs }: { refs: readonly EntryRef[] },
): Promise<Reply> {
  const named = refs.map(({ year, seq }) => `${year} ${seq}`).join(' ')
  const done = await undoAll(deps, commandOf(turn, `undo ${named}`), refs)
  return done.ok ? receiptReply(deps, turn, undoneTitle(done.value), done.value) : refused(done.error)
}

function undoneTitle(receipt: Receipt): string {
  const reversals = receipt.entries.filter((entry) => entry.kind === 'reversal')
  const nils = reversals.flatMap(({ nil }) => nil ?? [])
  if (nils.length > 0) return `Nil return for ${list(nils.map(periodName))} undone`
  if (workOf(receipt).entered.length > 0) return 'Re-claim undone, as it was before'
  return 'Undone'
}

export async function reclaimEntries(
  deps: Deps,
  turn: Turn,
  { refs, command }: { refs: readonly EntryRef[]; command: string },
): Promise<Reply> {
  const done = await reclaimHours(deps, commandOf(turn, `reclaim ${command}`), refs)
  if (!done.ok) return refused(done.error)
  const claimed = done.value.years.reduce(
    (sum, { before, after }) => sum + before.unclaimed - after.unclaimed,
    0,
  )
  return receiptReply(deps, turn, `Re-claimed ${hours(claimed)}`, done.value)
}

/** D5: the text of a note goes for good; the figures stay, and the history says that it was removed. */
export async function removeNote(deps: Deps, { person: by, deadline }: Turn, ref: EntryRef): Promise<Reply> {
  const done = await redactNote(deps, { by, deadline }, ref)
  if (!done.ok) return refused(done.error)
  return notice(
    'Note removed',
    [
      `${workLine(done.value)}: the note is gone for good from the records, also from what this entry corrected, and from any card that asked the Head of Group Office to clear the hours. The hours stay as they are (rule D5).`,
      'Cards that are in your own chat already may still show it: delete those messages yourself. What Teams keeps of messages is for your organisation to say; the bot cannot remove it.',
    ],
    [button('History', 'history', { year: ref.year })],
  )
}
