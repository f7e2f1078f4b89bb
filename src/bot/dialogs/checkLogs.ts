// `check logs`: runs the check now and says what it found; for the office, with the messages that could not be delivered.
import { checkLogs, type LogCheck } from '../../app/checkLogs.ts'
import type { Deps } from '../../app/deps.ts'
import type { OutboxItem } from '../../app/outbox.ts'
import { listParked, tryAgain, type Parked } from '../../app/parked.ts'
import { listPeople } from '../../app/people.ts'
import { dateAt, periodDueOn } from '../../domain/calendar.ts'
import { list, longDate, periodName } from '../../domain/format.ts'
import type { Person } from '../../domain/person.ts'
import { button, reply } from '../cards.ts'
import type { Reply, Turn } from '../turn.ts'
import { showMiss } from './miss.ts'
import { notice, refused } from './notice.ts'

const mostRows = 10
const mostNames = 12

export async function showCheck(deps: Deps, turn: Turn, problem = ''): Promise<Reply> {
  const { person } = turn
  const checked = await checkLogs(deps, person)
  if (!checked.ok) return refused(checked.error)
  const check = checked.value
  const parked = isOffice(person) ? await someParked(deps, person) : []
  const people = await listPeople(deps.store, person.group)
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const lines = [...(problem ? [problem] : []), ...linesOf(check)]
  const undelivered =
    parked.length > 0
      ? [`${parked.length === mostRows ? `The first ${mostRows}` : parked.length} could not be delivered:`]
      : []
  const missed = check.missed.slice(0, mostRows)
  const choices =
    parked.length > 0
      ? parked.map((each) => ({ title: titleOf(each, names), value: each.stored.id }))
      : missed.map(({ id, name }) => ({ title: name, value: `${id} ${check.due}` }))
  return reply('list', lines.join(' '), {
    title: 'Check logs',
    lines: [...lines, ...undelivered],
    rows: parked.map((each) => ({
      title: titleOf(each, names),
      state: whys[each.item.why ?? ''] ?? 'It cannot be done now.',
      detail: each.item.since === undefined ? '' : `First tried on ${longDate(dateAt(each.item.since))}.`,
    })),
    choose: parked.length > 0 ? 'What to try again' : 'Missed log to open',
    chosen: choices[0]?.value ?? '',
    choices,
    actions: [
      ...(parked.length > 0 ? [button('Try again', 'parked/try', {}, { inputs: 'auto' })] : []),
      ...(parked.length === 0 && missed.length > 0
        ? [button('Open', 'miss/open', {}, { inputs: 'auto' })]
        : []),
      button('Team', 'team'),
    ],
  })
}

/** Parked messages name peers and what they were about, so that they are the office's to see. */
const isOffice = ({ role }: Person): boolean => role === 'head-of-office' || role === 'office-staff'

function linesOf({ checked, due, missed, late, next, open }: LogCheck): string[] {
  const peers = checked === 1 ? '1 peer' : `${checked} peers`
  return [
    `${peers} checked.`,
    missed.length + late.length === 0
      ? `${periodName(due)}: nothing was missed (due on ${longDate(periodDueOn(due))}).`
      : `${periodName(due)}, due on ${longDate(periodDueOn(due))}: missed by ${whoLine([...missed, ...late])}.`,
    ...(late.length > 0 ? [`In since, late: ${whoLine(late)}.`] : []),
    open.length === 0
      ? `${periodName(next)}: every log that is due is in already.`
      : `${periodName(next)}, due on ${longDate(periodDueOn(next))}: not in yet from ${whoLine(open)}.`,
  ]
}

/** Names as far as a line holds them. */
function whoLine(people: readonly Person[]): string {
  const names = people.map(({ name }) => name)
  return names.length <= mostNames
    ? list(names)
    : list([...names.slice(0, mostNames), `${names.length - mostNames} others`])
}

async function someParked({ store }: Deps, { group }: Person): Promise<Parked[]> {
  const found: Parked[] = []
  for await (const each of listParked(store, group)) {
    if (found.length === mostRows) break
    found.push(each)
  }
  return found
}

const whys: Readonly<Record<string, string>> = {
  unreachable:
    'They have not installed the bot, or removed or blocked it. It is sent by itself when they are back.',
  refused: 'Teams does not take it.',
  undelivered: 'Teams took nothing for a day.',
  fault: 'A fault of the bot itself; the log of the program says which.',
}

const topicTitles: Readonly<Record<string, string>> = {
  request: 'a request for days',
  clearance: 'hours to clear',
  'log-due': 'a log that is due',
  'carried-hours': 'carried hours',
  'unused-days': 'unused days',
  miss: 'a missed log',
  'missed-digest': 'missed logs',
  'office-digest': 'the morning digest',
}

function titleOf({ item }: Parked, names: ReadonlyMap<string, string>): string {
  return item.kind === 'tell'
    ? `To ${names.get(item.person) ?? 'somebody who has left'}: ${topicTitles[item.topic] ?? 'news'}`
    : undoneTitles[item.kind]
}

const undoneTitles: Record<Exclude<OutboxItem['kind'], 'tell'>, string> = {
  command: 'A change that has not reached its place',
  refresh: 'Cards that show an older state',
}

/** What is chosen is due again at once. */
export async function tryParked(deps: Deps, turn: Turn, chosen: string): Promise<Reply> {
  if (!isOffice(turn.person)) return refused({ type: 'not-allowed' })
  const parked = (await someParked(deps, turn.person)).find(({ stored }) => stored.id === chosen)
  if (!parked) return showCheck(deps, turn, 'That is not waiting any more.')
  await tryAgain(deps, parked)
  return notice(
    'It is being tried again',
    ['It leaves within a minute, or comes back to this list.'],
    [button('Check logs', 'check-logs')],
  )
}

/** Opens a missed log that was chosen from a list: `{person} {period}`. */
export async function openMiss(deps: Deps, turn: Turn, chosen: string): Promise<Reply> {
  const [person = '', period = ''] = chosen.split(' ')
  return /^\d{4}-\d{2}$/.test(period)
    ? showMiss(deps, turn.person, { person, period })
    : notice('Choose one first', ['Pick what to open in the list, then press Open.'])
}
