// `team`: the peers that a lead peer or the office looks after, a line each (P2); notes and councils are not here (P6).
import type { Deps } from '../../app/deps.ts'
import { seeTeam, type TeamMember } from '../../app/seeTeam.ts'
import { hours, list, longDate, periodName } from '../../domain/format.ts'
import { roleTitle } from '../../domain/person.ts'
import { button, reply } from '../cards.ts'
import type { Reply, Turn } from '../turn.ts'
import { notice, refused } from './notice.ts'

const pageSize = 8

export async function showTeam(deps: Deps, turn: Turn, from = 0): Promise<Reply> {
  const found = await seeTeam(deps, turn.person, from, pageSize)
  if (!found.ok) return refused(found.error)
  const { members, count } = found.value
  if (members.length === 0)
    return notice('Team', ['There are no peers here.'], [button('Check logs', 'check-logs')])
  const missed = members.flatMap(({ peer, missed }) =>
    missed.map((period) => ({ title: `${peer.name}: ${periodName(period)}`, value: `${peer.id} ${period}` })),
  )
  const last = from + members.length
  return reply('list', `Team: ${members.map(lineOf).join(' ')}`.slice(0, 1000), {
    title: count > members.length ? `Team: ${from + 1} to ${last} of ${count}` : 'Team',
    lines: [],
    rows: members.map((member) => ({
      title: `${member.peer.name}, ${roleTitle(member.peer.role)}`,
      state: `${hours(member.used)} of ${hours(member.given)} used.${missedLine(member)}`,
      detail: detailOf(member),
    })),
    choose: 'Missed log to open',
    chosen: missed[0]?.value ?? '',
    choices: missed,
    actions: [
      ...(missed.length > 0 ? [button('Open', 'miss/open', {}, { inputs: 'auto' })] : []),
      ...(last < count ? [button('Next page', 'team', { from: last })] : []),
      button('Check logs', 'check-logs'),
    ],
  })
}

const missedLine = ({ missed }: TeamMember): string =>
  missed.length === 0 ? '' : ` Missed: ${list(missed.map(periodName))}.`

function detailOf({ lastWork, atRisk }: TeamMember): string {
  const last = lastWork ? `Last work logged: ${longDate(lastWork)}.` : 'Nothing logged this year.'
  return atRisk > 0 ? `${last} ${hours(atRisk)} carried over may lapse.` : last
}

const lineOf = (member: TeamMember): string =>
  `${member.peer.name}: ${hours(member.used)} used.${missedLine(member)}`
