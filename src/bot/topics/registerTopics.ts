// What the bot says by itself about a register of interests (R1): that it is due or overdue, to its peer alone, without a
// word of what is in it; and that it is done, on the reminders that were sent.
import { z } from 'zod'
import type { Render } from '../../app/outbox/delivery.ts'
import type { Deps } from '../../app/deps.ts'
import { hash } from '../../app/keys.ts'
import { readRegister } from '../../app/register/register.ts'
import { dateAt, daysBetween, type LocalDate } from '../../domain/calendar.ts'
import { longDate } from '../../domain/format.ts'
import { registerDays, registerStatus, type RegisterStatus } from '../../domain/registerDue.ts'
import { button } from '../cards.ts'
import { notice } from '../dialogs/notice.ts'
import { statusLine } from '../words/registerWords.ts'

const PersonRef = z.object({ person: z.string() })

export const aboutRegisterDue =
  (deps: Deps): Render =>
  async (given, person, occasion = '') => {
    if (PersonRef.parse(given).person !== person.id) return undefined
    const today = dateAt(deps.clock.now())
    const { register } = await readRegister(deps.store, person)
    const status = registerStatus(person, register, today)
    if (status.dueOn === undefined || status.state === 'current') {
      const done = ['It is up to date. Nothing is asked of you here.', statusLine(status, today)]
      return {
        ...notice('Register of interests', done, [button('Open my register', 'interests')]),
        isSettled: true,
      }
    }
    const isAsked = occasion.startsWith('office')
    const command = hash(person.id, 'register-due', String(register.seq), status.dueOn)
    const confirm = { command, base: register.seq }
    const isFirst = status.state === 'none'
    const card = notice(
      titleOf(status, today),
      [
        ...(isAsked ? ['Your group office asks you to see to it.'] : []),
        isFirst
          ? 'Lead peers keep a register of interests. It is one form, with “None” to tick where there is nothing (rule R1).'
          : 'If all of it is still right, one press confirms it for a year; otherwise open it and change what has changed (rule R1).',
      ],
      [
        ...(isFirst
          ? []
          : [button('Nothing has changed', 'interests/confirm', confirm, { style: 'positive' })]),
        button('Open my register', 'interests', {}, isFirst ? { style: 'positive' } : {}),
      ],
    )
    return {
      ...card,
      isSettled: isOld(occasion, status, register.remindedOn, today),
      kind: isAsked ? 'decision' : 'register',
    }
  }

const titleOf = ({ state, dueOn = '', daysOver }: RegisterStatus, today: LocalDate): string => {
  if (state === 'none') return 'Your register of interests is waiting for you'
  if (state === 'overdue')
    return `Your register of interests was due on ${longDate(dueOn)}, ${daysOver === 1 ? '1 day' : `${daysOver} days`} ago`
  return dueOn === today
    ? 'Your register of interests is due today'
    : `Your register of interests is due on ${longDate(dueOn)}`
}

/** One that could not be sent in its time is left to the one after it. */
function isOld(
  occasion: string,
  { dueOn = '' }: RegisterStatus,
  remindedOn: LocalDate | undefined,
  today: LocalDate,
): boolean {
  if (occasion === '') return false
  if (occasion.startsWith('office')) return remindedOn === undefined || daysBetween(remindedOn, today) >= 7
  const days = Number(occasion)
  const next = registerDays.find((each) => each < days) ?? days - 7
  return daysBetween(today, dueOn) <= next
}
