// The request form as data: what is typed into it, how that becomes what is asked of the pot, and its card.
import { z } from 'zod'
import { hash } from '../../../app/keys.ts'
import { askedByIds, askedByOptions, strands, strandTitles } from '../../../domain/activities.ts'
import { isLocalDate, yearOf, type LocalDate } from '../../../domain/calendar.ts'
import { longDate } from '../../../domain/format.ts'
import type { Ask } from '../../../domain/request.ts'
import { ok, refuse, type Result } from '../../../domain/result.ts'
import { button, reply } from '../../cards.ts'
import { readWorkHours } from '../../reading/workHours.ts'
import type { Reply } from '../../turn.ts'
import { characters, kept, mostText } from '../typed.ts'

/** What the form sends back: the inputs as typed, and what the card itself knew. */
export const RequestForm = z.object({
  command: kept.command,
  hours: kept.field,
  from: kept.field,
  to: kept.field,
  what: kept.text,
  strand: kept.field,
  askedBy: kept.field,
  /** A hash of the words that the peer was asked about, being sent a second time. */
  secondAsked: kept.field,
})
export type RequestForm = z.infer<typeof RequestForm>

/** The request that the form states, or what is wrong with it, field by field. */
export function readRequestForm(form: RequestForm, today: LocalDate): Result<Ask, string[]> {
  const problems: string[] = []
  const minutes = readWorkHours(form.hours)
  const strand = strands.find((id) => id === form.strand)
  const askedBy = askedByIds.find((id) => id === form.askedBy)
  const what = form.what.trim()
  if (minutes === undefined || minutes <= 0)
    problems.push(
      form.hours.trim() === ''
        ? 'Hours of work: say how many hours the work takes in all, such as 24 or 3 days.'
        : `Hours of work: “${form.hours.slice(0, 80)}” cannot be asked for. Type hours above 0 such as 24, 7.5 or 3 days.`,
    )
  if (!isLocalDate(form.from)) problems.push('From: pick the first day of the work.')
  if (!isLocalDate(form.to)) problems.push('To: pick the last day of the work.')
  for (const [name, date] of Object.entries({ From: form.from, To: form.to }))
    if (isLocalDate(date) && yearOf(date) > yearOf(today) + 1)
      problems.push(
        `${name}: ${longDate(date)} is too far ahead. Days are asked for in this meeting year or the next.`,
      )
  if (what === '')
    problems.push('What for: say what the work is. Both approvers read it; name no individual.')
  if (characters(what) > mostText)
    problems.push(
      `What for: ${characters(what)} characters, and ${mostText} is the most. Shorten it a little.`,
    )
  if (!strand) problems.push('Strand: choose the strand of work.')
  if (!askedBy) problems.push('Asked by: choose who asked for the work.')
  if (problems.length > 0 || minutes === undefined || !strand || !askedBy) return refuse(problems)
  return ok({ minutes, from: form.from, to: form.to, what, strand, askedBy })
}

/** The same words within a day: what is agreed to, and whether it was; other words are asked about again. */
export const secondOf = ({ what }: RequestForm): string => hash(what)
export const isSecondAgreed = (form: RequestForm): boolean => form.secondAsked === secondOf(form)

export interface RequestWords {
  readonly problems?: readonly string[]
  readonly lines?: readonly string[]
  readonly sum?: readonly string[]
  /** The work needs nothing of the pot: log it instead. */
  readonly isCovered?: boolean
}

export function requestFormReply(form: RequestForm, today: LocalDate, words: RequestWords): Reply {
  const { problems = [], lines = [], sum = [], isCovered = false } = words
  const data = { command: form.command, secondAsked: form.secondAsked }
  const isSecond = isSecondAgreed(form)
  const send = button(isSecond ? 'Yes, a second one' : 'Send request', 'request/send', data, {
    style: 'positive',
    inputs: 'auto',
  })
  const show = button('Show the sum', 'request/preview', data, { inputs: 'auto' })
  const log = button('Log hours instead', 'log')
  return reply('requestDays', ['Request days.', ...problems, ...sum].join(' ').slice(0, 1000), {
    title: 'Request days from the central pot',
    problems,
    lines,
    hours: form.hours,
    from: isLocalDate(form.from) ? form.from : '',
    to: isLocalDate(form.to) ? form.to : '',
    what: form.what,
    strand: form.strand,
    strands: strands.map((id) => ({ title: strandTitles[id], value: id })),
    askedBy: form.askedBy,
    askers: askedByOptions.map(({ id, title }) => ({ title, value: id })),
    sum,
    // A second press of Send must not land on the answer to what the first one asked.
    actions: [...(isSecond ? [show, send] : [send, show]), ...(isCovered ? [log] : [])],
  })
}
