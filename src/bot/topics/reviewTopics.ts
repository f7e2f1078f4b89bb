// F1, P2: what is said about a peer comes to them by itself.
import { z } from 'zod'
import type { Render } from '../../app/outbox/delivery.ts'
import type { Deps } from '../../app/deps.ts'
import { readPerson } from '../../app/people/directory.ts'
import { readRemark } from '../../app/reports/reviews.ts'
import { longDate } from '../../domain/format.ts'
import { button } from '../cards.ts'
import { notice } from '../dialogs/notice.ts'
import { titleOf } from '../dialogs/reports/reviewCard.ts'

const RemarkRef = z.object({ person: z.string(), year: z.int(), key: z.string() })

export const aboutRemark =
  (deps: Deps): Render =>
  async (given, person) => {
    const ref = RemarkRef.parse(given)
    const read = ref.person === person.id ? await readRemark(deps.store, person, ref) : undefined
    if (!read || read.remark.kind === 'outcome') return undefined
    const { remark } = read
    const author = await readPerson(deps.store, person.group, remark.by)
    const names = new Map(author ? [[author.id, author.name]] : [])
    const who = author?.name ?? 'Somebody who has left'
    const title =
      remark.kind === 'feedback'
        ? `${who} gave feedback on your work as a peer`
        : `${who} noted a conversation with you on ${longDate(remark.on)}`
    const card = notice(
      title,
      [
        remark.removed ? `${titleOf(remark, names)}.` : remark.text,
        'It is kept with your review, which shows who else reads it (rules F1, P2).',
      ],
      [button('My review', 'my-review', { year: ref.year })],
    )
    return { ...card, summary: `${title}.`, isSettled: remark.removed !== undefined, kind: 'feedback' }
  }
