// `allocate`: the group's days for the year, what each peer has of them, and what is left (Y2).
import { z } from 'zod'
import type { Deps } from '../../../app/deps.ts'
import { readPerson } from '../../../app/people/directory.ts'
import { listPeople } from '../../../app/people/people.ts'
import { seeBalance } from '../../../app/hours/seeBalance.ts'
import { seePot } from '../../../app/pot/seePot.ts'
import { giveGroup, shareDays } from '../../../app/years/shareDays.ts'
import { firstDayOf, yearOf, type MeetingYear } from '../../../domain/calendar.ts'
import { days, hours, longDate, yearName } from '../../../domain/format.ts'
import { dayMinutes, proRata } from '../../../domain/money.ts'
import { mayDo } from '../../../domain/permissions.ts'
import { hasLeft, type Person } from '../../../domain/person.ts'
import { unallocatedIn } from '../../../domain/pot.ts'
import { ok, refuse, type Result } from '../../../domain/result.ts'
import { button, reply } from '../../cards.ts'
import { peopleNamed } from '../../reading/name.ts'
import { readWorkDays } from '../../reading/workHours.ts'
import { sentence } from '../../replies.ts'
import { pressOf, type Reply, type Turn } from '../../turn.ts'
import { notice, refused } from '../notice.ts'
import { kept } from '../typed.ts'

export const AllocateForm = z.object({
  command: z.string().min(1).max(200),
  year: z.int().min(2000).max(2100),
  person: kept.field,
  days: kept.field,
  reason: kept.field,
  given: kept.field,
  /** D6: the pro rata share that was proposed for a joiner, and days that were said to be meant as typed; in minutes. */
  proposed: z.int().min(0).optional(),
  asTyped: z.int().min(0).optional(),
})
export type AllocateForm = z.infer<typeof AllocateForm>

export interface AllocateAsked {
  readonly year?: MeetingYear | undefined
  readonly person?: string | undefined
  /** A name as typed. */
  readonly find?: string | undefined
}

export async function openAllocate(
  deps: Deps,
  turn: Turn,
  { year = yearOf(turn.today), person = '', find: typed = '' }: AllocateAsked,
): Promise<Reply> {
  const { find, days } = whomAndDays(typed)
  const peers = find === '' ? [] : peopleNamed(await allocatable(deps, turn), find)
  const named = peers.length === 1 ? (peers[0]?.id ?? '') : person
  const problem = `“${find.slice(0, 60)}” is ${peers.length === 0 ? 'nobody in your group' : 'the name of several peers'}. Choose the peer below.`
  const form = { command: turn.id, year, person: named, days, reason: 'Agreed by the Group Executive' }
  return showForm(deps, turn, AllocateForm.parse(form), find !== '' && named === '' ? [problem] : [])
}

/** `Alex 25 days`, `25 days to Alex`, `Alex`. */
function whomAndDays(typed: string): { find: string; days: string } {
  const said =
    /^(?<find>.*?\p{L}.*?)\s+(?<days>\d+(?:[.,]\d+)?)\s*(?:days?|d)?$/iu.exec(typed) ??
    /^(?<days>\d+(?:[.,]\d+)?)\s*(?:days?|d)?\s+(?:to|for)\s+(?<find>.+)$/i.exec(typed)
  return { find: said?.groups?.['find'] ?? typed, days: said?.groups?.['days'] ?? '' }
}

const allocatable = async (deps: Deps, { person: by }: Turn): Promise<Person[]> =>
  (await listPeople(deps.store, by.group)).filter((person) => mayDo(person, 'log-hours', person))

/** Days as typed, in minutes: `20`, `10.5`, `10,5`; steps of a quarter of an hour. */
function readDays(typed: string): Result<number, string> {
  const text = typed.trim()
  const said = `“${typed.slice(0, 80)}”`
  // Neither a thousand days nor one is taken for granted.
  if (/^\d{1,3},\d{3}$/.test(text))
    return refuse(`${said} can be read in two ways. Type the days without a comma.`)
  if (/^[-−]\s*\d/.test(text))
    return refuse(`${said} is less than nothing: days begin at 0. Type 20 or 12.5.`)
  const minutes = readWorkDays(text)
  if (minutes === undefined || minutes < 0) return refuse(`${said} is no number of days. Type 20 or 12.5.`)
  if (minutes % 15 !== 0)
    return refuse(`${said} is no number of days that comes out in quarter hours. Type 20 or 12.5 (rule D3).`)
  return ok(minutes)
}

export async function saveShare(deps: Deps, turn: Turn, form: AllocateForm): Promise<Reply> {
  const read = form.asTyped === undefined ? readDays(form.days) : ok(form.asTyped)
  const problems = [
    ...(form.person === '' ? ['Peer: choose one.'] : []),
    ...(read.ok ? [] : [`Days for the year: ${read.error}`]),
    ...(form.reason.trim() === '' ? [sentence({ type: 'reason-missing' })] : []),
  ]
  if (!read.ok || problems.length > 0) return showForm(deps, turn, form, problems)
  const minutes = read.value
  const share = form.asTyped === undefined ? await joinersShare(deps, turn, form, minutes) : undefined
  if (share) {
    const proposed = share.minutes
    const shown = { ...form, days: String(proposed / dayMinutes), proposed }
    return showForm(deps, turn, shown, [share.line], minutes)
  }
  const press = pressOf(turn, `share ${form.command} ${form.person} ${minutes}`)
  const asked = { person: form.person, year: form.year, minutes, reason: form.reason.trim() }
  const done = await shareDays(deps, press, asked)
  if (!done.ok) return showForm(deps, turn, form, [sentence(done.error)])
  const peer = done.value
  return notice(
    'Days allocated',
    [
      `${peer.name} has ${days(minutes)} (${hours(minutes)}) for ${yearName(form.year)}.`,
      'Payments follow from it; what had been scheduled before stays, and the rest is spread over the months that are left (rule C1).',
    ],
    [
      button('Allocate more', 'allocate', { year: form.year }),
      button('Payments', 'payments', { person: peer.id, year: form.year }),
      button('Everybody’s days', 'allocate/list', { year: form.year }),
      button('Central pot', 'pot'),
    ],
  )
}

/** D6: for somebody who joins during the year, the share of a full year's days, with the sum; asked about once. */
async function joinersShare(
  { store }: Deps,
  { person: by }: Turn,
  { person, year, proposed }: AllocateForm,
  minutes: number,
): Promise<{ minutes: number; line: string } | undefined> {
  const peer = await readPerson(store, by.group, person)
  if (!peer || peer.joinedOn <= firstDayOf(year) || yearOf(peer.joinedOn) !== year) return undefined
  if (minutes === 0 || minutes === proposed) return undefined
  const sum = proRata(minutes, peer.joinedOn)
  return {
    minutes: sum.minutes,
    line: `${peer.name} joins on ${longDate(peer.joinedOn)}. If ${days(minutes)} are for a full year, the share is ${days(minutes)} × ${sum.daysLeft} ÷ ${sum.daysInYear} days of the year = ${days(sum.minutes)}, to the half day (rule D6). It stands in the field now: allocate it, or the days as you typed them.`,
  }
}

export async function saveGiven(deps: Deps, turn: Turn, form: AllocateForm): Promise<Reply> {
  const read = readDays(form.given)
  if (!read.ok) return showForm(deps, turn, form, [`Days given to the group: ${read.error}`])
  const given = read.value
  const press = pressOf(turn, `given ${form.command} ${given}`)
  const done = await giveGroup(deps, press, form.year, given)
  return showForm(deps, turn, form, done.ok ? [] : [sentence(done.error)])
}

/** More would not fit a card; a name after the command finds the others. */
const mostPeers = 150

async function showForm(
  deps: Deps,
  turn: Turn,
  form: AllocateForm,
  problems: readonly string[],
  asTyped?: number,
): Promise<Reply> {
  const found = await seePot(deps, turn.person, form.year, 1)
  if (!found.ok) return refused(found.error)
  const { pot } = found.value
  const peers = (await allocatable(deps, turn))
    // Whoever left before the year began is no choice; named, they still are.
    .filter((peer) => peer.id === form.person || !hasLeft(peer, firstDayOf(form.year)))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .filter(({ id }, at) => at < mostPeers || id === form.person)
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
  const { proposed } = form
  const data = { command: form.command, year: form.year, ...(proposed !== undefined && { proposed }) }
  return reply('allocate', [`Days of ${yearName(form.year)}: ${sum}.`, ...problems].join(' '), {
    title: `Days of ${yearName(form.year)}`,
    problems,
    facts: [{ title: 'Group', value: sum }],
    person: form.person,
    peers: titled,
    days: form.days,
    reason: form.reason,
    given: form.given || String(pot.given / dayMinutes),
    actions: [
      button('Allocate', 'allocate/save', data, { style: 'positive', inputs: 'auto' }),
      ...(asTyped === undefined
        ? []
        : [button(`Allocate ${days(asTyped)}`, 'allocate/save', { ...data, asTyped }, { inputs: 'auto' })]),
      button('Set the group’s days', 'allocate/given', data, { inputs: 'auto' }),
      button('Everybody’s days', 'allocate/list', { year: form.year }),
      button(yearName(form.year + 1), 'allocate', { year: form.year + 1 }),
    ],
  })
}
