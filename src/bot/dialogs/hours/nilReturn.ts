// `nil return`: says for which period, then files it on Confirm (P13).
import { previewLedger } from '../../../app/hours/change.ts'
import type { Deps } from '../../../app/deps.ts'
import { fileNilReturn, periodFor } from '../../../app/hours/nilReturn.ts'
import { periodDueOn, type Period } from '../../../domain/calendar.ts'
import { longDate, periodName } from '../../../domain/format.ts'
import { button } from '../../cards.ts'
import { sentence } from '../../replies.ts'
import { commandOf, type Reply, type Turn } from '../../turn.ts'
import { notice, refused } from '../notice.ts'

export async function askNilReturn(deps: Deps, turn: Turn, asked?: Period): Promise<Reply> {
  const found = await periodFor(deps, turn.person, asked)
  if (!found.ok) return refused(found.error)
  const period = found.value
  const filed = await fileNilReturn(deps, commandOf(turn, `nil ${turn.id}`), period, previewLedger)
  if (!filed.ok)
    return notice(
      'Nothing to file',
      [sentence(filed.error)],
      [button('Log hours', 'log'), button('History', 'history')],
    )
  return notice(
    `Nil return for ${periodName(period)}`,
    [
      `Confirm that you did no peer work in ${periodName(period)}. Its log is due on ${longDate(periodDueOn(period))} (rule P13).`,
      'If something comes up later, just log it; the nil return does no harm.',
    ],
    [
      button('Confirm', 'nil-return/confirm', { period, command: turn.id }, { style: 'positive' }),
      button('Log hours instead', 'log'),
    ],
  )
}

export async function confirmNilReturn(
  deps: Deps,
  turn: Turn,
  { period, command: id }: { period: Period; command: string },
): Promise<Reply> {
  const done = await fileNilReturn(deps, commandOf(turn, `nil ${id}`), period)
  if (!done.ok) return refused(done.error)
  const nil = done.value.entries.find(({ kind }) => kind === 'nil')
  return notice(
    `Nil return for ${periodName(period)} is in`,
    ['Thank you. Nothing more is due for that month.'],
    [
      // Undo comes last: a second press of Confirm must not land on it.
      button('Balance', 'balance'),
      ...(nil ? [button('Undo', 'undo', { refs: [{ year: nil.year, seq: nil.seq }] })] : []),
    ],
  )
}
