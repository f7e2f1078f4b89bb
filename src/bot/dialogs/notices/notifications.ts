// `notifications`: which messages come, at which hour, and the days on which none do.
import { z } from 'zod'
import type { Deps } from '../../../app/deps.ts'
import { readHabits, readWelcome } from '../../../app/outbox/habits.ts'
import { setHabits } from '../../../app/outbox/setHabits.ts'
import { daysBetween, isLocalDate, type LocalDate } from '../../../domain/calendar.ts'
import { longDate } from '../../../domain/format.ts'
import { usualHour } from '../../../domain/hours.ts'
import {
  noticeHours,
  noticeIds,
  noticesFor,
  noticeTitle,
  type NoticeChoice,
} from '../../../domain/notices.ts'
import { button, reply } from '../../cards.ts'
import { sentence } from '../../replies.ts'
import type { Reply, Turn } from '../../turn.ts'
import { kept } from '../typed.ts'

const choice = z
  .union([z.literal('off'), z.coerce.number().int()])
  .optional()
  .catch(undefined)

export const NotificationsForm = z.object({
  ...Object.fromEntries(noticeIds.map((id) => [id, choice])),
  quiet: z.enum(['usual', 'none']).optional().catch(undefined),
  from: kept.field,
  to: kept.field,
})
type Form = z.infer<typeof NotificationsForm> & Partial<Record<(typeof noticeIds)[number], NoticeChoice>>

export async function showNotifications(
  deps: Deps,
  { person, today }: Turn,
  problems: readonly string[] = [],
  typed?: Form,
  said: readonly string[] = [],
): Promise<Reply> {
  const [{ habits }, { welcome }] = await Promise.all([
    readHabits(deps.store, person),
    readWelcome(deps.store, person),
  ])
  const away = habits.away.filter(({ to }) => to >= today)
  const zone = welcome.zone.replaceAll('_', ' ')
  const lines = [
    ...said,
    welcome.anyHour
      ? `Messages come at any time; the hours below are those of ${zone}. What asks you to decide something always comes.`
      : `Messages come between 08:00 and 18:00 on weekdays, in the time of ${zone}. What asks you to decide something always comes, in those hours.`,
    ...away.map(({ from, to }) => `You are away from ${longDate(from)} to ${longDate(to)}.`),
  ]
  return reply('notifications', ['Notifications.', ...problems, ...lines].join(' '), {
    title: 'Notifications',
    problems,
    lines,
    kinds: noticesFor(person).map((id) => ({
      id,
      title: noticeTitle(id),
      value: String(typed?.[id] ?? habits.choices[id] ?? usualHour),
    })),
    hours: [
      ...noticeHours.map((hour) => ({
        title: `${String(hour).padStart(2, '0')}:00`,
        value: String(hour),
      })),
      { title: 'Off', value: 'off' },
    ],
    quiet: typed?.quiet ?? (habits.anyHour ? 'none' : 'usual'),
    from: typed && isLocalDate(typed.from) ? typed.from : '',
    to: typed && isLocalDate(typed.to) ? typed.to : '',
    actions: [
      button('Save', 'notifications/save', {}, { style: 'positive', inputs: 'auto' }),
      ...(away.length > 0 ? [button('I am back', 'notifications/back')] : []),
    ],
  })
}

export async function saveNotifications(deps: Deps, turn: Turn, form: Form): Promise<Reply> {
  const isAway = form.from !== '' || form.to !== ''
  const problems = isAway ? awayProblems(form, turn.today) : []
  if (problems.length > 0) return showNotifications(deps, turn, problems, form)
  const chosen = noticesFor(turn.person).flatMap((id) => {
    const value = form[id]
    return value === undefined || (value !== 'off' && !noticeHours.includes(value))
      ? []
      : [[id, value] as const]
  })
  const done = await setHabits(deps, turn, ({ choices, away, anyHour = false }) => ({
    anyHour: form.quiet === undefined ? anyHour : form.quiet === 'none',
    choices: { ...choices, ...Object.fromEntries(chosen) },
    away: isAway ? [...away, { from: form.from, to: form.to }] : away,
  }))
  return done.ok
    ? showNotifications(deps, turn, [], undefined, ['Saved.'])
    : showNotifications(deps, turn, [sentence(done.error)], form)
}

/** As long as an agreed absence may last. */
const mostDaysAway = 366

function awayProblems({ from, to }: Form, today: LocalDate): string[] {
  if (!isLocalDate(from) || !isLocalDate(to) || to < from)
    return ['Away: pick the first day and the last one, or neither.']
  if (to < today) return ['Away: those days are over. Pick days to come, or neither.']
  return daysBetween(from, to) > mostDaysAway ? ['Away: a year at most. Pick an earlier last day.'] : []
}

/** Ends every day away. */
export async function endAway(deps: Deps, turn: Turn): Promise<Reply> {
  const done = await setHabits(deps, turn, () => ({ away: [] }))
  return done.ok
    ? showNotifications(deps, turn, [], undefined, ['Saved: you are not away any more.'])
    : showNotifications(deps, turn, [sentence(done.error)])
}
