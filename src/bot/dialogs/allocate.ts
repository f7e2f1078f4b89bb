// `allocate`: the group's days for the year, what each peer has of them, and what is left (Y2).
import { z } from 'zod'
import type { Deps } from '../../app/deps.ts'
import { listPeople } from '../../app/people.ts'
import { seeBalance } from '../../app/seeBalance.ts'
import { seePot } from '../../app/seePot.ts'
import { giveGroup, shareDays } from '../../app/shareDays.ts'
import { firstDayOf, yearOf, type MeetingYear } from '../../domain/calendar.ts'
import { days, hours, longDate, yearName } from '../../domain/format.ts'
import { proRata } from '../../domain/money.ts'
import { mayDo } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import { unallocatedIn } from '../../domain/pot.ts'
import { button, reply } from '../cards.ts'
import { readWorkHours } from '../reading/workHours.ts'
import { sentence } from '../replies.ts'
import type { Reply, Turn } from '../turn.ts'
import { notice, refused } from './notice.ts'
import { kept } from './typed.ts'

export const AllocateForm = z.object({
  command: z.string().min(1).max(200),
  year: z.int().min(2000).max(2100),
  person: kept.field,
  days: kept.field,
  reason: kept.field,
  given: kept.field,
})
export type AllocateForm = z.infer<typeof AllocateForm>

export const openAllocate = (
  deps: Deps,
  turn: Turn,
  year: MeetingYear = yearOf(turn.today),
): Promise<Reply> =>
  showForm(
    deps,
    turn,
    AllocateForm.parse({ command: turn.id, year, reason: 'Agreed by the Group Executive' }),
    [],
  )

/** Days as typed, in minutes; steps of a quarter of an hour. */
function readDays(typed: string): number | undefined {
  const text = typed.trim()
  const minutes = readWorkHours(/^\d+([.,]\d+)?$/.test(text) ? `${text} days` : text)
  return minutes !== undefined && minutes >= 0 && minutes % 15 === 0 ? minutes : undefined
}

export async function saveShare(deps: Deps, turn: Turn, form: AllocateForm): Promise<Reply> {
  const minutes = readDays(form.days)
  const problems = [
    ...(form.person === '' ? ['Peer: choose one.'] : []),
    ...(minutes === undefined
      ? [`Days for the year: “${form.days.slice(0, 80)}” is no number of days. Type 20 or 12.5.`]
      : []),
  ]
  if (minutes === undefined || problems.length > 0) return showForm(deps, turn, form, problems)
  const press = {
    id: `share ${form.command} ${form.person} ${minutes}`,
    by: turn.person,
    deadline: turn.deadline,
  }
  const share = { person: form.person, year: form.year, minutes, reason: form.reason.trim() }
  const done = await shareDays(deps, press, share)
  if (!done.ok) return showForm(deps, turn, form, [sentence(done.error)])
  const peer = done.value
  return notice(
    'Days allocated',
    [
      `${peer.name} has ${days(minutes)} (${hours(minutes)}) for ${yearName(form.year)}.`,
      ...shareOfYear(peer, form.year, minutes),
    ],
    [button('Allocate more', 'allocate', { year: form.year }), button('Central pot', 'pot')],
  )
}

/** D6: for a joiner, what these days would be pro rata, with the sum. */
function shareOfYear({ joinedOn }: Person, year: MeetingYear, minutes: number): string[] {
  if (joinedOn <= firstDayOf(year) || yearOf(joinedOn) !== year) return []
  const sum = proRata(minutes, joinedOn)
  return [
    `They join on ${longDate(joinedOn)}. If ${days(minutes)} is meant for a full year, the share is ${days(minutes)} × ${sum.daysLeft} ÷ ${sum.daysInYear} days = ${days(sum.minutes)} (rule D6).`,
  ]
}

export async function saveGiven(deps: Deps, turn: Turn, form: AllocateForm): Promise<Reply> {
  const given = readDays(form.given)
  if (given === undefined)
    return showForm(deps, turn, form, [
      `Days given to the group: “${form.given.slice(0, 80)}” is no number of days. Type 80 or 80.5.`,
    ])
  const press = { id: `given ${form.command} ${given}`, by: turn.person, deadline: turn.deadline }
  const done = await giveGroup(deps, press, form.year, given)
  return showForm(deps, turn, form, done.ok ? [] : [sentence(done.error)])
}

async function showForm(
  deps: Deps,
  turn: Turn,
  form: AllocateForm,
  problems: readonly string[],
): Promise<Reply> {
  const found = await seePot(deps, turn.person, form.year, 1)
  if (!found.ok) return refused(found.error)
  const { pot } = found.value
  const people = await listPeople(deps.store, turn.person.group)
  const peers = people
    .filter((person) => mayDo(person, 'log-hours', person))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const titled = await Promise.all(
    peers.map(async (peer) => {
      const balance = await seeBalance(deps, turn.person, peer, form.year)
      return {
        title: `${peer.name}: ${balance.ok ? days(balance.value.allocation.given) : ''}`,
        value: peer.id,
      }
    }),
  )
  const left = unallocatedIn(pot)
  const sum = `${days(pot.given)} − ${days(pot.allocated)} with peers − ${days(pot.funded)} in the pot = ${days(left)} left`
  const data = { command: form.command, year: form.year }
  return reply('allocate', [`Days of ${yearName(form.year)}: ${sum}.`, ...problems].join(' '), {
    title: `Days of ${yearName(form.year)}`,
    problems,
    facts: [{ title: 'Group', value: sum }],
    person: form.person,
    peers: titled,
    days: form.days,
    reason: form.reason,
    given: form.given || String(pot.given / 480),
    actions: [
      button('Allocate', 'allocate/save', data, { style: 'positive', inputs: 'auto' }),
      button('Set the group’s days', 'allocate/given', data, { inputs: 'auto' }),
      button(yearName(form.year + 1), 'allocate', { year: form.year + 1 }),
    ],
  })
}
