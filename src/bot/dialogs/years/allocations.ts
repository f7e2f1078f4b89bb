// Everybody's days for a year, a page at a time, and how one peer's came about (Y2).
import type { Deps } from '../../../app/deps.ts'
import { readPerson } from '../../../app/people/directory.ts'
import { listPeople } from '../../../app/people/people.ts'
import { seeAllocations } from '../../../app/years/seeAllocations.ts'
import { seePayments } from '../../../app/years/seePayments.ts'
import type { MeetingYear } from '../../../domain/calendar.ts'
import { days, hours, longDate, money, yearName } from '../../../domain/format.ts'
import { sum } from '../../../domain/payments.ts'
import { mayDo } from '../../../domain/permissions.ts'
import { roleTitle, type Person } from '../../../domain/person.ts'
import { button, reply } from '../../cards.ts'
import { nameOr } from '../../words/names.ts'
import type { Reply, Turn } from '../../turn.ts'
import { notice, refused } from '../notice.ts'

const pageSize = 10
const mostChanges = 12

export interface ListAsked {
  readonly year: MeetingYear
  readonly from?: number | undefined
}

export async function showAllocations(deps: Deps, turn: Turn, { year, from = 0 }: ListAsked): Promise<Reply> {
  const { person: by } = turn
  const peers = (await listPeople(deps.store, by.group))
    .filter((each) => mayDo(each, 'log-hours', each) && mayDo(by, 'allocate', each))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const page = peers.slice(from, from + pageSize)
  const rows = await Promise.all(page.map((peer) => rowOf(deps, by, peer, year)))
  const line = `${peers.length} peers${peers.length > pageSize ? `, ${from + 1} to ${from + page.length}` : ''}. Choose one for how their days came about.`
  return reply(
    'list',
    `Days of ${yearName(year)}: ${rows.map(({ title, state }) => `${title} ${state}`).join('; ')}`.slice(
      0,
      1000,
    ),
    {
      title: `Everybody’s days of ${yearName(year)}`,
      lines: [line],
      rows,
      choose: 'Peer',
      chosen: page[0]?.id ?? '',
      choices: page.map(({ id, name }) => ({ title: name, value: id })),
      actions: [
        button('Changes', 'allocate/changes', { year }, { inputs: 'auto' }),
        button('Allocate', 'allocate', { year }),
        ...(from + pageSize < peers.length
          ? [button('More peers', 'allocate/list', { year, from: from + pageSize })]
          : []),
        ...(from > 0 ? [button('First page', 'allocate/list', { year })] : []),
        button(yearName(year - 1), 'allocate/list', { year: year - 1 }),
      ],
    },
  )
}

async function rowOf(deps: Deps, by: Person, peer: Person, year: MeetingYear) {
  const seen = await seePayments(deps, by, peer, year)
  const state = !seen.ok || seen.value.allocation === 0 ? 'no days' : daysLine(seen.value)
  return { title: peer.name, state, detail: roleTitle(peer.role) }
}

const daysLine = ({
  allocation,
  months,
  excess,
  steps,
}: {
  allocation: number
  months: readonly number[]
  excess: number
  steps: readonly unknown[]
}): string =>
  `${days(allocation)} (${hours(allocation)}), ${money(sum(months) - excess)}${excess > 0 ? `, and ${money(excess)} scheduled beyond it` : ''}${steps.length > 1 ? `; changed ${steps.length - 1 === 1 ? 'once' : `${steps.length - 1} times`}` : ''}`

export async function showChanges(
  deps: Deps,
  turn: Turn,
  { year, chosen = '' }: { year: MeetingYear; chosen?: string | undefined },
): Promise<Reply> {
  const peer = chosen === '' ? undefined : await readPerson(deps.store, turn.person.group, chosen)
  if (!peer) return showAllocations(deps, turn, { year })
  const seen = await seeAllocations(deps, turn.person, peer, year)
  if (!seen.ok) return refused(seen.error)
  const lines: string[] = []
  for (const { minutes, on, by: id, reason } of seen.value.slice(0, mostChanges)) {
    const by = await readPerson(deps.store, turn.person.group, id)
    lines.push(
      `${longDate(on)}: ${days(minutes)} (${hours(minutes)}), by ${nameOr(by?.name)}. Reason: ${reason}`,
    )
  }
  return notice(
    `Days of ${yearName(year)}: ${peer.name}`,
    lines.length > 0 ? lines : ['No days have been allocated for this year.'],
    [
      button('Allocate', 'allocate', { year, person: peer.id }),
      button('Payments', 'payments', { year, person: peer.id }),
      button('Everybody’s days', 'allocate/list', { year }),
    ],
  )
}
