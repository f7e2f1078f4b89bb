// `import`: many people at once from a spreadsheet. Every row is shown with what will become of it, nothing is applied
// before it is confirmed, and what is wrong is said by row and column.
import { confirmImport, draftImport, runImport, shortDaysOf } from '../../../app/people/importPeople.ts'
import type { Deps } from '../../../app/deps.ts'
import {
  readImport,
  rowsFrom,
  rowsOfChunk,
  type Import,
  type ImportRow,
} from '../../../app/people/imports.ts'
import { hash } from '../../../app/keys.ts'
import { StoreFault } from '../../../app/ports.ts'
import { days, longDate, yearName } from '../../../domain/format.ts'
import { roleTitle } from '../../../domain/person.ts'
import { regionTitle } from '../../../domain/regions.ts'
import { button, reply } from '../../cards.ts'
import { readPeopleSheet } from '../../reading/peopleSheet.ts'
import { pressOf, type Reply, type Turn } from '../../turn.ts'
import { notice, refused } from '../notice.ts'
import { beginning } from '../typed.ts'

/** So much of a list that cannot be read goes back into the form. */
const mostKept = 4000
const pageSize = 8
/** Long enough for a group's ordinary list; the rest is done by the errand. */
const inlineMs = 2_500

export const openImport = (list = '', problems: readonly string[] = []): Reply =>
  reply('import', ['Import a list of people.', ...problems].join(' ').slice(0, 1000), {
    title: 'Import a list',
    problems,
    lines: [
      'Paste the rows from a spreadsheet, or send me the CSV file here. The first row names the columns: Name, Email, Role and, where you have them, Regions, First day and Days.',
      'For example: Sam Peer, sam@council.example, Regional lead peer, London, 1/9/2026, 20',
      'You see every row before anything is added.',
    ],
    list: list.slice(0, mostKept).replace(/\p{Cs}/gu, ''),
    actions: [button('Check the list', 'import/check', {}, { style: 'positive', inputs: 'auto' })],
  })

export async function checkImport(deps: Deps, turn: Turn, text: string): Promise<Reply> {
  const read = readPeopleSheet(text, turn.today)
  if (!read.ok) return openImport(text, read.error)
  // The same message delivered twice is one list.
  const id = hash(turn.person.id, turn.id, text).slice(0, 24)
  const drafted = await draftImport(deps, turn.person, id, read.value.rows, read.value.notes)
  return drafted.ok ? showImport(deps, turn, { id, from: 0, faulty: false }) : refused(drafted.error)
}

export interface ImportPage {
  readonly id: string
  readonly from: number
  /** Only the rows with problems. */
  readonly faulty: boolean
}

export async function showImport(deps: Deps, turn: Turn, { id, from, faulty }: ImportPage): Promise<Reply> {
  const found = await readImport(deps.store, turn.person.group, id)
  if (found?.head.by !== turn.person.id)
    return refused({ type: 'no-such-import' }, [button('Import', 'import')])
  const { head } = found
  if (head.state !== 'draft') return importOutcome(head)
  const { rows, next } = await pageOf(deps, head, from, faulty)
  const good = head.rows - head.faulty - head.known
  const short = await shortDaysOf(deps, head)
  const lines = [
    countLine(head),
    ...(short ? [shortLine(head, short.left)] : []),
    ...head.notes,
    ...daysLine(head),
  ]
  const mayApply = !short && head.rows > head.faulty && (good > 0 || head.withDays > 0)
  const isPaged = (faulty ? head.faulty : head.rows) > pageSize
  const firstPage = button('First page', 'import/see', { id, faulty })
  const before =
    from > 0 && !faulty
      ? button('Page before', 'import/see', { id, from: Math.max(0, from - pageSize) })
      : firstPage
  const after = next === undefined ? firstPage : button('Next page', 'import/see', { id, from: next, faulty })
  return reply('list', lines.join(' ').slice(0, 1000), {
    title: faulty ? 'Rows with problems' : 'Check the list',
    lines: [
      ...lines,
      head.faulty > 0
        ? 'Rows with problems are left out. Correct them in your list and bring it again: whoever is in the group by then is passed over.'
        : 'Nothing is added before you confirm it.',
    ],
    rows: rows.map(rowLine),
    choose: '',
    chosen: '',
    choices: [],
    // As many on every page, and Add last: an impatient second press lands on nothing that adds.
    actions: [
      button('Another list', 'import'),
      ...(head.faulty > 0
        ? [button(faulty ? 'All rows' : 'Rows with problems', 'import/see', { id, faulty: !faulty })]
        : []),
      ...(isPaged ? [before, after] : []),
      ...(short
        ? [
            button('Allocate', 'allocate', { year: head.year }),
            button('Count again', 'import/see', { id, from: 0, faulty: false }),
          ]
        : []),
      ...(mayApply
        ? [
            button(
              good > 0 ? `Add ${good.toLocaleString('en-GB')}` : 'Give the days',
              'import/apply',
              { id },
              { style: 'positive' },
            ),
          ]
        : []),
    ],
  })
}

function countLine({ rows, faulty, known, withDays }: Import): string {
  const good = rows - faulty - known
  const parts = [
    `${good.toLocaleString('en-GB')} to add`,
    ...(known > 0
      ? [
          `${known.toLocaleString('en-GB')} in the group already, who stay as they are${withDays > 0 ? ' but for days in the list' : ''}`,
        ]
      : []),
    ...(faulty > 0 ? [`${faulty.toLocaleString('en-GB')} with problems`] : []),
  ]
  return `${rows.toLocaleString('en-GB')} ${rows === 1 ? 'row' : 'rows'}: ${parts.join(', ')}.`
}

const daysLine = ({ withDays, minutes, year }: Import): string[] =>
  withDays === 0
    ? []
    : [
        `Days of ${yearName(year)} for ${withDays.toLocaleString('en-GB')} of them; new people get ${days(minutes)} together.`,
      ]

/** Y2: which sum is too much, by how much, and both ways out of it. */
const shortLine = ({ minutes, year }: Import, left: number): string =>
  `Days: the list gives ${days(minutes)} of ${yearName(year)} to new people together, and the group has ${days(left)} left: ${days(minutes - left)} too many (rule Y2). Bring the list again with fewer days in it, or make room with “allocate” first: lower a peer’s days, or set what the group was given. This list is kept meanwhile: then press “Count again”.`

/** A page of rows from a place in the list on, and where the next one begins. */
async function pageOf(
  { store }: Deps,
  head: Import,
  from: number,
  faulty: boolean,
): Promise<{ rows: ImportRow[]; next: number | undefined }> {
  const rows: ImportRow[] = []
  for (let at = from; at < head.rows; at += rowsOfChunk - (at % rowsOfChunk)) {
    for (const [offset, row] of (await rowsFrom(store, head, at)).entries()) {
      if (faulty && row.problems.length === 0) continue
      if (rows.length === pageSize) return { rows, next: at + offset }
      rows.push(row)
    }
  }
  return { rows, next: undefined }
}

function rowLine(row: ImportRow): { title: string; state: string; detail: string } {
  const { name, email, role, regions, joinedOn, minutes, problems, known } = row
  const title = `Row ${row.row}: ${beginning(name, 60) || '(no name)'}`
  if (problems.length > 0) return { title, state: 'Left out.', detail: beginning(problems.join(' '), 500) }
  const stays = minutes === undefined ? 'they stay as they are' : 'only their days are set'
  const state =
    known === undefined ? `To add as ${roleTitle(role)}.` : `${known}: in the group already; ${stays}.`
  const detail = [
    email,
    regions.map(regionTitle).join(', '),
    known === undefined ? `from ${longDate(joinedOn)}` : '',
    minutes === undefined ? '' : days(minutes),
  ]
  return { title, state, detail: detail.filter(Boolean).join(' · ') }
}

/** Most lists are done by the time of the answer; a long one goes on by itself, and says so when it is done. */
export async function applyImport(deps: Deps, turn: Turn, id: string): Promise<Reply> {
  const press = pressOf(turn, `import ${id}`)
  const done = await confirmImport(deps, press, id)
  // What the group had left was given to somebody else since the list was shown.
  if (!done.ok && done.error.type === 'group-limit')
    return showImport(deps, turn, { id, from: 0, faulty: false })
  if (!done.ok) return refused(done.error, [button('Import', 'import')])
  try {
    await runImport(deps, { group: turn.person.group, id }, inlineMs)
  } catch (fault) {
    // The errand that was left goes on with it.
    deps.warn(
      fault instanceof StoreFault ? 'store fault in an import' : 'an import waits for its errand',
      fault,
    )
  }
  return showImport(deps, turn, { id, from: 0, faulty: false })
}

export function importOutcome(head: Import): Reply {
  const { id, rows, faulty, next, added, kept, given, undone, withDays } = head
  const number = (count: number) => count.toLocaleString('en-GB')
  if (head.state === 'running')
    return notice(
      'The import is running',
      [
        `${number(next)} of ${number(rows)} rows are done. You are told when it is finished; you need not wait.`,
      ],
      [button('See how far it is', 'import/see', { id })],
    )
  return notice(
    'Import done',
    [
      `${number(added)} ${added === 1 ? 'person' : 'people'} added.`,
      ...(kept > 0
        ? [
            `${kept === 1 ? '1 was' : `${number(kept)} were`} in the group already: name, role and regions stay as they are.`,
          ]
        : []),
      ...(faulty > 0
        ? [
            faulty === 1
              ? '1 row with problems was left out.'
              : `${number(faulty)} rows with problems were left out.`,
          ]
        : []),
      ...(withDays > 0
        ? [
            `${given === 1 ? '1 person has' : `${number(given)} people have`} the days of ${yearName(head.year)}.`,
          ]
        : []),
      ...undone,
      'Whoever Teams knows by that address need only say “hi” to the bot. For anybody else, open them under “people” and make an invitation code.',
    ],
    [button('People', 'people')],
  )
}
