// Documents to print, offered by a link: the update for the Group Executive (P3) and the Annual Report's figures (S1).
import type { Deps } from '../../../app/deps.ts'
import { yearOf, type MeetingYear } from '../../../domain/calendar.ts'
import { yearName } from '../../../domain/format.ts'
import { mayDo, type Action } from '../../../domain/permissions.ts'
import type { Button } from '../../cardParts.ts'
import { button } from '../../cards.ts'
import type { Reply, Turn } from '../../turn.ts'
import { offer } from '../link.ts'
import { refused } from '../notice.ts'

const documents = {
  'executive-update': {
    action: 'executive-update',
    title: 'Update for the Group Executive',
    holds:
      'Each peer’s hours against the allocation, the projection, missed logs with what was decided, and carried hours with their £ (rule P3).',
  },
  'annual-figures': {
    action: 'annual-report',
    title: 'Figures for the Annual Report',
    holds:
      'Hours given, claimed and volunteered, by strand, activity and region, and the number of peers (rule S1). No peer and no council is named.',
  },
} as const satisfies Record<string, { action: Action; title: string; holds: string }>
export type PrintedName = keyof typeof documents

export async function offerPrinted(
  deps: Deps,
  turn: Turn,
  document: PrintedName,
  year: MeetingYear = yearOf(turn.today),
): Promise<Reply> {
  const { action, title, holds } = documents[document]
  if (!mayDo(turn.person, action, turn.person)) return refused({ type: 'not-allowed' })
  return offer(deps, turn, [
    {
      document,
      params: { year },
      title: `${title}: ${yearName(year)}`,
      lines: [holds, 'It is a page for your browser: open the file and print it, or save it as PDF.'],
      actions: [
        button(yearName(year - 1), document, { year: year - 1 }),
        button('Report', 'report', { text: yearName(year) }),
      ],
    },
  ])
}

/** What of them somebody may have, for the year that they are looking at. */
export const printedButtons = ({ person }: Turn, year: MeetingYear): Button[] => [
  ...(mayDo(person, 'executive-update', person)
    ? [button('Executive’s update', 'executive-update', { year })]
    : []),
  ...(mayDo(person, 'annual-report', person) ? [button('Annual figures', 'annual-figures', { year })] : []),
]
