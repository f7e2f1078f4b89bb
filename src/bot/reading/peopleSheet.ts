// Reads a list of people from a spreadsheet: pasted cells or CSV, with commas, semicolons or tabs. Whatever is wrong is said
// by row, as the spreadsheet numbers it, and by column.
import { z } from 'zod'
import { mostRows, type ImportRow } from '../../app/people/imports.ts'
import { firstDayOf, isLocalDate, yearOf, type LocalDate } from '../../domain/calendar.ts'
import { list } from '../../domain/format.ts'
import { dayMinutes } from '../../domain/money.ts'
import { roles, roleTitle, type Role } from '../../domain/person.ts'
import { regionIds, regionTitle, type RegionId } from '../../domain/regions.ts'
import { refuse, ok, type Result } from '../../domain/result.ts'
import { cellsIn } from '../documents/cells.ts'
import { nameProblems } from '../dialogs/typed.ts'
import { editDistance } from '../nearest.ts'
import { readDate } from './date.ts'
import { readWorkDays } from './workHours.ts'

export interface PeopleSheet {
  readonly rows: readonly ImportRow[]
  /** What was passed over, in words. */
  readonly notes: readonly string[]
}

const columns = ['name', 'email', 'role', 'regions', 'joined', 'days'] as const
type Column = (typeof columns)[number]

const titles: Record<Column, string> = {
  name: 'Name',
  email: 'Email',
  role: 'Role',
  regions: 'Regions',
  joined: 'First day',
  days: 'Days',
}
const headings: Readonly<Record<string, Column>> = {
  name: 'name',
  'full name': 'name',
  email: 'email',
  'e-mail': 'email',
  'email address': 'email',
  'work email': 'email',
  role: 'role',
  region: 'regions',
  regions: 'regions',
  'first day': 'joined',
  joined: 'joined',
  'start date': 'joined',
  start: 'joined',
  days: 'days',
  allocation: 'days',
  'days for the year': 'days',
}

/** The list, or why it cannot be read at all. */
export function readPeopleSheet(text: string, today: LocalDate): Result<PeopleSheet, string[]> {
  const read = cellsIn(text)
  if (!read.ok) return read
  const [heading, ...others] = read.value
  if (!heading || others.length === 0)
    return refuse([
      'There is no row in it: the first row names the columns, and each row below it is a person.',
    ])
  const places = heading.cells.map((cell) => headings[plain(cell)])
  const missing = (['name', 'email', 'role'] as const).filter((column) => !places.includes(column))
  if (missing.length > 0)
    return refuse([
      `Row ${heading.row} must name the columns, and ${list(missing.map((column) => titles[column]))} ${missing.length === 1 ? 'is' : 'are'} not there. Name them Name, Email, Role and, where you have them, Regions, First day and Days.`,
    ])
  const twice = columns.filter((column) => places.filter((each) => each === column).length > 1)
  if (twice.length > 0)
    return refuse([`Two columns are named ${list(twice.map((column) => titles[column]))}.`])
  if (others.length > mostRows)
    return refuse([
      `There are ${others.length.toLocaleString('en-GB')} rows, and ${mostRows.toLocaleString('en-GB')} is the most for one import. Split the list.`,
    ])
  const unused = heading.cells.filter((cell, at) => cell.trim() !== '' && places[at] === undefined)
  const seen = new Map<string, number>()
  return ok({
    rows: others.map(({ row, cells }) => rowOf(row, cells, places, today, seen)),
    notes:
      unused.length === 0 ? [] : [`Not used: ${list(unused.slice(0, 6).map((cell) => `“${short(cell)}”`))}.`],
  })
}

function rowOf(
  row: number,
  cells: readonly string[],
  places: readonly (Column | undefined)[],
  today: LocalDate,
  seen: Map<string, number>,
): ImportRow {
  const cell = (column: Column): string => {
    const at = places.indexOf(column)
    // oxlint-disable-next-line no-control-regex -- no client shows them
    return at < 0 ? '' : (cells[at] ?? '').replace(/[\u0000-\u001f\u007f]+/g, ' ').trim()
  }
  const problems: string[] = []
  const say = (column: Column, problem: string) => problems.push(`${titles[column]}: ${problem}`)
  const extra = cells.slice(places.length).filter((each) => each.trim() !== '').length
  if (extra > 0)
    problems.push(`This row has more cells than the first row names. Is one of them to be in quotes?`)
  for (const column of columns)
    if (/^[=+@]/.test(cell(column)) || /^-./.test(cell(column)))
      say(column, `“${short(cell(column))}” begins as a formula does. Type plain text.`)

  const name = cell('name')
  problems.push(...nameProblems(name))
  const email = cell('email').normalize('NFKC').toLowerCase()
  if (email === '') say('email', 'it is empty. Type the work address that they use in Teams.')
  else if (!z.email().max(254).safeParse(email).success) say('email', `“${short(email)}” is no address.`)
  const before = seen.get(email)
  if (before !== undefined) say('email', `row ${before} has the same address.`)
  else if (email !== '') seen.set(email, row)

  const role = roleIn(cell('role'))
  if (!role) say('role', unknown(cell('role'), roles.map(roleTitle)))
  const regions = regionsIn(cell('regions'))
  for (const each of regions.unknown) say('regions', unknown(each, regionIds.map(regionTitle)))
  if (role === 'regional-lead' && regions.known.length === 0 && regions.unknown.length === 0)
    say('regions', 'a regional lead peer looks after at least one (rule L1).')

  const joined = joinedIn(cell('joined'), today)
  if (joined === undefined)
    say('joined', `“${short(cell('joined'))}” is no date. Type 1/9/2026 or 1 September 2026.`)
  const minutes = daysIn(cell('days'))
  if (minutes === undefined) say('days', `“${short(cell('days'))}” is no number of days. Type 20 or 12.5.`)
  return {
    row,
    name: name.slice(0, 200),
    email: email.slice(0, 254),
    role: role ?? 'member-peer',
    regions: regions.known,
    joinedOn: joined ?? today,
    ...(typeof minutes === 'number' && { minutes }),
    problems: problems.slice(0, 6),
  }
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('&', 'and')
    .replace(/[\s_]+/g, ' ')
    .replace(/[:*]/g, '')
    .trim()
const short = (text: string): string => Array.from(text.replace(/\s+/g, ' ')).slice(0, 40).join('')

function roleIn(text: string): Role | undefined {
  const said = plain(text)
  return roles.find((role) => said === role || said === plain(roleTitle(role)))
}

function regionsIn(text: string): { known: RegionId[]; unknown: string[] } {
  const said = text
    .split(/[;,|/\n]/)
    .map((each) => each.trim())
    .filter(Boolean)
  const known = new Set<RegionId>()
  const unknown: string[] = []
  for (const each of said) {
    const wanted = plain(each).replace(/^the /, '')
    const found = regionIds.find(
      (id) =>
        wanted === id ||
        wanted === plain(regionTitle(id)) ||
        wanted === plain(regionTitle(id)).replace('and the ', 'and '),
    )
    if (found) known.add(found)
    else unknown.push(each)
  }
  return { known: [...known], unknown }
}

function unknown(said: string, possible: readonly string[]): string {
  if (said === '') return `it is empty. Choose ${list(possible, 'or')}.`
  const far = (each: string) =>
    plain(each).includes(plain(said)) ? 0 : editDistance(plain(said), plain(each))
  const nearest = Math.min(...possible.map(far))
  const near = nearest > 3 ? [] : possible.filter((each) => far(each) === nearest)
  return `“${short(said)}” is none. ${near.length > 0 ? `Did you mean ${list(near.slice(0, 3), 'or')}?` : `Choose ${list(possible, 'or')}.`}`
}

/** Nothing typed is the first day of the meeting year. */
function joinedIn(text: string, today: LocalDate): LocalDate | undefined {
  if (text === '') return firstDayOf(yearOf(today))
  const date = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text)
  if (date) {
    const iso = `${date[3]}-${(date[2] ?? '').padStart(2, '0')}-${(date[1] ?? '').padStart(2, '0')}`
    return isLocalDate(iso) ? iso : undefined
  }
  if (isLocalDate(text)) return text
  const read = readDate(text, today)
  return read.ok ? read.value : undefined
}

/** Minutes; `none` when nothing is typed. */
function daysIn(text: string): number | 'none' | undefined {
  if (text === '') return 'none'
  const minutes = readWorkDays(text)
  return minutes !== undefined && minutes >= 0 && minutes % 15 === 0 && minutes <= 366 * dayMinutes
    ? minutes
    : undefined
}
