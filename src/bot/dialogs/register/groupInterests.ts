// How the registers of the group stand (R1), and one of them as far as its reader may read it (R2).
import type { Deps } from '../../../app/deps.ts'
import { readPerson } from '../../../app/people/directory.ts'
import { groupRegisters, remindOfRegister, type PeerRegister } from '../../../app/register/groupRegisters.ts'
import { seeRegister, type SeenRegister } from '../../../app/register/register.ts'
import { mayDo } from '../../../domain/permissions.ts'
import { roleTitle, type Person } from '../../../domain/person.ts'
import { isOfficesConcern } from '../../../domain/registerDue.ts'
import { button, reply } from '../../cards.ts'
import { fitting } from '../../fitting.ts'
import { datesOf, statusLine, textOf, versionTitle } from '../../words/registerWords.ts'
import { sentence } from '../../replies.ts'
import type { Reply, Turn } from '../../turn.ts'
import { offer } from '../link.ts'
import { notice, refused } from '../notice.ts'

const pageSize = 8

/** By status, the longest overdue first. */
export async function showGroupRegisters(deps: Deps, turn: Turn, from = 0, said = ''): Promise<Reply> {
  const { person, today } = turn
  const all = await groupRegisters(deps, person)
  const page = all.slice(from, from + pageSize)
  if (page.length === 0)
    return notice('Registers of interests', ['There are none that you look after.'], [button('Help', 'help')])
  const mayRemind = mayDo(person, 'remind-register', person)
  const mayRead = page.some(({ peer, status }) => mayDo(person, 'see-register', peer) && status.confirmedOn)
  const last = from + page.length
  const counted = countsOf(all)
  return reply('list', [said, counted].filter(Boolean).join(' '), {
    title:
      all.length > page.length
        ? `Registers of interests: ${from + 1} to ${last} of ${all.length}`
        : 'Registers of interests',
    lines: [...(said ? [said] : []), counted],
    rows: page.map((each) => ({
      title: `${each.peer.name}, ${roleTitle(each.peer.role)}`,
      state: statusLine(each.status, today),
      detail: detailOf(each),
    })),
    choose:
      mayRemind && mayRead
        ? 'Whom to remind, or whose register to open'
        : mayRemind
          ? 'Whom to remind'
          : 'Whose register to open',
    chosen: mayRemind || mayRead ? (page[0]?.peer.id ?? '') : '',
    choices: mayRemind || mayRead ? page.map(({ peer }) => ({ title: peer.name, value: peer.id })) : [],
    actions: [
      ...(mayRemind ? [button('Remind', 'interests/remind', { from }, { inputs: 'auto' })] : []),
      ...(mayRead ? [button('Open', 'interests/open', {}, { inputs: 'auto' })] : []),
      ...(mayRemind ? [button('As a file for Excel', 'interests/file')] : []),
      ...(last < all.length ? [button('Next page', 'interests/group', { from: last })] : []),
    ],
  })
}

const detailOf = ({ status, isReminded }: PeerRegister): string =>
  [
    ...(isOfficesConcern(status) ? ['Overdue by a fortnight or more.'] : []),
    ...(isReminded ? ['Reminded today.'] : []),
  ].join(' ')

function countsOf(all: readonly PeerRegister[]): string {
  const count = (...states: PeerRegister['status']['state'][]) =>
    all.filter(({ status }) => states.includes(status.state)).length
  return `${count('current')} current, ${count('due')} due within 30 days, ${count('overdue')} overdue, ${count('none')} without a register yet (rule R1).`
}

export async function remindPeer(
  deps: Deps,
  turn: Turn,
  { chosen, from }: { chosen: string; from: number },
): Promise<Reply> {
  const done = await remindOfRegister(deps, { by: turn.person, deadline: turn.deadline }, chosen)
  if (!done.ok && done.error.type === 'not-allowed') return refused(done.error)
  const said = done.ok ? `${done.value.name} is reminded, in their own working hours.` : sentence(done.error)
  return showGroupRegisters(deps, turn, from, said)
}

/** Status alone: what is registered is in no file but the peer's own. */
export const fileOfStatus = (deps: Deps, turn: Turn): Promise<Reply> =>
  offer(deps, turn, [
    {
      document: 'register-status',
      params: {},
      title: 'Registers of interests',
      lines: [
        'Who is current, due or overdue, a line a peer. Nothing of what is registered is in it (rule R2).',
      ],
      actions: [button('Registers', 'interests/group')],
    },
  ])

/** The current version of somebody's register; whom it is not open to learns nothing, not even whether there is one. */
export async function openRegister(deps: Deps, turn: Turn, chosen: string): Promise<Reply> {
  const peer = chosen === '' ? undefined : await readPerson(deps.store, turn.person.group, chosen)
  if (!peer)
    return notice(
      'Choose somebody first',
      ['Pick the peer in the list, then press Open.'],
      [button('Registers', 'interests/group')],
    )
  const seen = await seeRegister(deps, turn.person, peer)
  return seen.ok ? registerReply(turn, peer, seen.value) : refused(seen.error)
}

function registerReply({ today }: Turn, peer: Person, { version, status }: SeenRegister): Reply {
  const state = statusLine(status, today)
  const title = `Register of interests: ${peer.name}`
  const back = button('Registers', 'interests/group')
  if (!version) return notice(title, [state], [back])
  const lines = [`${versionTitle(version)}. ${state}`]
  return fitting((most) =>
    reply('list', [`${title}.`, ...lines].join(' '), {
      title: 'Register of interests',
      lines: [peer.name, ...lines],
      rows: version.headings.flatMap(({ id, title, isNone }) => {
        const entries = version.entries.filter(({ heading }) => heading === id)
        if (entries.length === 0) return [{ title, state: isNone ? 'None.' : 'Nothing stated.', detail: '' }]
        return entries.map((entry) => ({
          title,
          state: [datesOf(entry).trim() || 'No dates', ...(entry.sensitive ? ['sensitive'] : [])].join(', '),
          detail: textOf(entry, most),
        }))
      }),
      choose: '',
      chosen: '',
      choices: [],
      actions: [button('What changed', 'interests/versions', { person: peer.id }), back],
    }),
  )
}
