// `check logs`: runs the check now and says what it found; for the office, with the messages that could not be delivered.
import { checkLogs, type LogCheck } from '../../../app/notices/checkLogs.ts'
import type { Deps } from '../../../app/deps.ts'
import type { OutboxItem } from '../../../app/outbox/outbox.ts'
import { drop, groupParked, tryAgain, type ParkedGroup } from '../../../app/outbox/parked.ts'
import { listPeople } from '../../../app/people/people.ts'
import { stuckTimerOf } from '../../../app/outbox/stuckTimers.ts'
import type { TimerKind } from '../../../app/outbox/timers.ts'
import { dateAt, periodDueOn } from '../../../domain/calendar.ts'
import { list, longDate, periodName } from '../../../domain/format.ts'
import { isOffice, type Person } from '../../../domain/person.ts'
import { button, reply } from '../../cards.ts'
import { nameIn, namesOf, type Names } from '../../words/names.ts'
import type { Reply, Turn } from '../../turn.ts'
import { showMiss } from './miss.ts'
import { notice, refused } from '../notice.ts'

const mostRows = 10
const mostNames = 12

export async function showCheck(deps: Deps, turn: Turn, problem = ''): Promise<Reply> {
  const { person } = turn
  const checked = await checkLogs(deps, person)
  if (!checked.ok) return refused(checked.error)
  const check = checked.value
  const parked = isOffice(person) ? await groupParked(deps, person.group, mostRows) : []
  const people = await listPeople(deps.store, person.group)
  const names = namesOf(people)
  const lines = [...(problem ? [problem] : []), ...linesOf(check)]
  const undelivered =
    parked.length > 0
      ? [
          `${parked.length === mostRows ? `The first ${mostRows}` : parked.length} could not be delivered or done:`,
        ]
      : []
  const missed = check.missed.slice(0, mostRows)
  const choices =
    parked.length > 0
      ? parked.map((each) => ({ title: titleOf(each, names), value: each.key }))
      : missed.map(({ id, name }) => ({ title: name, value: `${id} ${check.due}` }))
  return reply('list', lines.join(' '), {
    title: 'Check logs',
    lines: [...lines, ...undelivered],
    rows: parked.map((each) => ({
      title: titleOf(each, names),
      state: list([...new Set(each.all.map(({ item }) => whys[item.why ?? ''] ?? 'It cannot be done now.'))]),
      detail: detailOf(each),
    })),
    choose: parked.length > 0 ? 'What to try again' : 'Missed log to open',
    chosen: choices[0]?.value ?? '',
    choices,
    actions: [
      ...(parked.length > 0
        ? [
            button('Try again', 'parked/try', {}, { inputs: 'auto' }),
            button('Drop messages', 'parked/drop', {}, { inputs: 'auto' }),
          ]
        : []),
      ...(parked.length === 0 && missed.length > 0
        ? [button('Open', 'miss/open', {}, { inputs: 'auto' })]
        : []),
      button('Team', 'team'),
    ],
  })
}

function linesOf({ checked, due, missed, late, next, open }: LogCheck): string[] {
  if (checked === 0) return ['There are no peers whose logs you look after at present.']
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
  'register-due': 'the register of interests',
  'office-digest': 'the morning digest',
  remark: 'what was said about them',
}

/** Parked messages name peers and what they were about: they are the office's to see, and no one else's. */
function titleOf({ key, all: [{ item }] }: ParkedGroup, names: Names): string {
  if (item.kind === 'tell') return `To ${nameIn(names, key)}`
  const timer = stuckTimerOf(item)
  return timer ? `${timerTitles[timer.kind]} of ${nameIn(names, timer.person)}` : undoneTitles[item.kind]
}

const timerTitles: Record<TimerKind, string> = {
  logs: 'Reminders and missed logs',
  office: 'The morning digest',
  register: 'Reminders of the register of interests',
}

/** `3 messages: a missed log and news. First tried on Fri 9 Oct 2026.` */
function detailOf({ all }: ParkedGroup): string {
  const topics = new Set(all.flatMap(({ item }) => (item.kind === 'tell' ? [titleOfTopic(item.topic)] : [])))
  const since = Math.min(...all.map(({ item }) => item.since ?? Infinity))
  return [
    ...(topics.size > 0
      ? [`${all.length === 1 ? '1 message' : `${all.length} messages`}: ${list([...topics])}.`]
      : []),
    ...(since < Infinity ? [`First tried on ${longDate(dateAt(since))}.`] : []),
  ].join(' ')
}

const titleOfTopic = (topic: string): string => topicTitles[topic] ?? 'news'

const undoneTitles: Record<Exclude<OutboxItem['kind'], 'tell'>, string> = {
  command: 'A change that has not reached its place',
  refresh: 'Cards that show an older state',
}

/** What is chosen is due again at once. */
export async function tryParked(deps: Deps, turn: Turn, chosen: string): Promise<Reply> {
  const found = await findParked(deps, turn, chosen)
  if ('card' in found) return found
  for (const parked of found.all) await tryAgain(deps, parked)
  return notice(
    'It is being tried again',
    ['It leaves within a minute, or comes back to this list.'],
    [button('Check logs', 'check-logs')],
  )
}

/** Messages that nobody needs any more go from the list, unsent; a change that is not finished stays. */
export async function dropParked(deps: Deps, turn: Turn, chosen: string): Promise<Reply> {
  const found = await findParked(deps, turn, chosen)
  if ('card' in found) return found
  for (const parked of found.all) await drop(deps.store, parked)
  return showCheck(deps, turn, droppedWords[found.all[0].item.kind])
}

const droppedWords: Record<OutboxItem['kind'], string> = {
  tell: 'Dropped: it will not be sent.',
  refresh: 'Dropped: the cards stay as they are; whoever presses one sees how things stand.',
  command: 'Only a message can be dropped; press Try again.',
}

async function findParked(deps: Deps, turn: Turn, chosen: string): Promise<ParkedGroup | Reply> {
  const { person } = turn
  if (!isOffice(person)) return refused({ type: 'not-allowed' })
  const parked = await groupParked(deps, person.group, mostRows)
  return parked.find(({ key }) => key === chosen) ?? showCheck(deps, turn, 'That is not waiting any more.')
}

/** Opens a missed log that was chosen from a list: `{person} {period}`. */
export async function openMiss(deps: Deps, turn: Turn, chosen: string): Promise<Reply> {
  const [person = '', period = ''] = chosen.split(' ')
  return /^\d{4}-\d{2}$/.test(period)
    ? showMiss(deps, turn.person, { person, period })
    : notice('Choose one first', ['Pick what to open in the list, then press Open.'])
}
