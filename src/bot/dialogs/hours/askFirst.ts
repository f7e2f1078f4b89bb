// `ask first`: a word with the Head of Group Office before an event that may include peer work (C4).
import { z } from 'zod'
import { askFirst } from '../../../app/hours/askFirst.ts'
import type { Deps } from '../../../app/deps.ts'
import { askedByIds, askedByOptions } from '../../../domain/activities.ts'
import { isLocalDate, yearOf } from '../../../domain/calendar.ts'
import { longDate } from '../../../domain/format.ts'
import { button, reply } from '../../cards.ts'
import { sentence } from '../../replies.ts'
import { pressOf, type Reply, type Turn } from '../../turn.ts'
import { notice } from '../notice.ts'
import { characters, kept, mostText } from '../typed.ts'

export const AskFirstForm = z.object({
  command: kept.command,
  event: kept.text,
  date: kept.field,
  askedBy: kept.field,
})
export type AskFirstForm = z.infer<typeof AskFirstForm>

export const openAskFirst = (turn: Turn, event = ''): Reply =>
  askFirstReply(AskFirstForm.parse({ command: turn.id, askedBy: 'office', event }), [])

export async function sendAskFirst(deps: Deps, turn: Turn, form: AskFirstForm): Promise<Reply> {
  const event = form.event.trim()
  const askedBy = askedByIds.find((id) => id === form.askedBy)
  const problems = [
    ...(event === '' ? ['Event: say which event, and what you would do there as a peer.'] : []),
    ...(characters(event) > mostText
      ? [`Event: ${characters(event)} characters, and ${mostText} is the most.`]
      : []),
    ...(isLocalDate(form.date) ? [] : ['Date: pick the date of the event.']),
    ...(askedBy ? [] : ['Asked by: choose who asked you.']),
    ...(isLocalDate(form.date) && form.date < turn.today
      ? ['Date: that day is over. Log the work, and ask on its receipt for it to be claimed (rule C4).']
      : []),
    ...(isLocalDate(form.date) && yearOf(form.date) > yearOf(turn.today) + 1
      ? [`Date: ${longDate(form.date)} is too far ahead. Ask about events of this meeting year or the next.`]
      : []),
  ]
  if (problems.length > 0 || !askedBy) return askFirstReply(form, problems)
  const press = pressOf(turn, `ask first ${form.command}`)
  const done = await askFirst(deps, press, { event, date: form.date, askedBy })
  if (!done.ok) return askFirstReply(form, [sentence(done.error)])
  return notice(
    'Asked',
    [
      `The Head of Group Office is asked about ${longDate(done.value.date)}. You are told what they say.`,
      'Once it is agreed, log it with the event chosen under “Agreed beforehand”, and only the hours of peer work (rule C4).',
    ],
    [button('Log hours', 'log'), button('Balance', 'balance')],
  )
}

const askFirstReply = (form: AskFirstForm, problems: readonly string[]): Reply =>
  reply('askFirst', ['Ask before an event.', ...problems].join(' '), {
    title: 'Ask before an event',
    problems,
    lines: [
      'Events that may include peer work are talked over with the Head of Group Office in advance (rule C4).',
    ],
    event: form.event,
    date: isLocalDate(form.date) ? form.date : '',
    askedBy: form.askedBy,
    askers: askedByOptions.map(({ id, title }) => ({ title, value: id })),
    actions: [
      button('Ask', 'ask-first/send', { command: form.command }, { style: 'positive', inputs: 'auto' }),
    ],
  })
