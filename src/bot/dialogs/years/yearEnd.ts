// `year end`: what each peer's year comes to, as a preview that changes nothing; Apply, once; and afterwards the statement
// with whatever late changes have shifted since (C2, D4).
import { closeYear } from '../../../app/years/closeYear.ts'
import type { Deps } from '../../../app/deps.ts'
import { readPerson } from '../../../app/people/directory.ts'
import {
  isShifted,
  seeYearEnd,
  yearToClose,
  type YearEndRow,
  type YearEndView,
} from '../../../app/years/seeYearEnd.ts'
import type { YearEnd } from '../../../app/years/yearEndRecords.ts'
import {
  dateAt,
  firstDayOf,
  lastDayOf,
  yearClosesOn,
  type LocalDate,
  type MeetingYear,
} from '../../../domain/calendar.ts'
import { days, hours, longDate, money, yearName } from '../../../domain/format.ts'
import { isTooOld } from '../../../domain/late.ts'
import { mayDo } from '../../../domain/permissions.ts'
import { hasLeft, type Person } from '../../../domain/person.ts'
import { shiftedIn, type YearFigures } from '../../../domain/yearEnd.ts'
import type { Button } from '../../cardParts.ts'
import { button, reply } from '../../cards.ts'
import type { Reply, Turn } from '../../turn.ts'
import { refused } from '../notice.ts'

const pageSize = 8

export interface YearEndAsked {
  readonly year?: MeetingYear | undefined
  /** Peers to pass over: the next page. */
  readonly from?: number | undefined
}

export async function showYearEnd(
  deps: Deps,
  turn: Turn,
  { year = yearToClose(turn.today), from = 0 }: YearEndAsked,
): Promise<Reply> {
  const found = await seeYearEnd(deps, turn.person, year)
  if (!found.ok) return refused(found.error)
  const view = found.value
  const { state, rows, totals } = view
  const shown = rows.slice(from, from + pageSize)
  const stand = state ? await progressLines(deps, view, state) : previewLines(view, turn.today)
  const lines = [...stand, ...totalLines(totals, rows.length, year), ...leaverLines(view, turn)]
  const title = `Year end ${yearName(year)}: ${state ? (state.endedAt === undefined ? 'being closed' : 'closed') : 'preview'}`
  return reply('list', `${title}. ${lines.join(' ')}`.slice(0, 1500), {
    title,
    lines,
    rows: shown.map((row) => rowOf(row, year, turn.today)),
    choose: '',
    chosen: '',
    choices: [],
    actions: actionsFor(view, turn, from),
  })
}

/** D6: what is unused is carried on in the ledger all the same, and is of no use to somebody who left by the year's end. */
const isStranded = ({ person, now }: YearEndRow, year: MeetingYear, today: LocalDate): boolean =>
  now.unused > 0 && hasLeft(person, today) && (person.leftOn ?? '') <= lastDayOf(year)

/** Pressed twice, or by two people, it is done once, and both read who began it. */
export async function applyYearEnd(deps: Deps, turn: Turn, { year }: { year: MeetingYear }): Promise<Reply> {
  const done = await closeYear(deps, { by: turn.person, deadline: turn.deadline }, year)
  return done.ok ? showYearEnd(deps, turn, { year }) : refused(done.error)
}

function previewLines({ year, totals }: YearEndView, today: LocalDate): string[] {
  const isOver = today > lastDayOf(year)
  return [
    isOver
      ? `Looking changes nothing. Apply fixes every peer’s statement, opens ${yearName(year + 1)} with the hours carried on, and ends the grants; it is done once.`
      : `As it stands on ${longDate(today)}. The year can be closed from ${longDate(firstDayOf(year + 1))}; looking changes nothing.`,
    ...(isOver && today <= yearClosesOn(year)
      ? [
          `Peers may log work of ${yearName(year)} until ${longDate(yearClosesOn(year))}. What they change after Apply is carried on too, and shown against the statement (rule D4).`,
        ]
      : []),
    ...(totals.held > 0
      ? [
          `${hours(totals.held)} wait for the Head of Group Office to clear: settle them under “approvals” first (rule X3).`,
        ]
      : []),
  ]
}

async function progressLines(
  { store }: Deps,
  { year, totals, rows }: YearEndView,
  state: YearEnd,
): Promise<string[]> {
  const by = await readPerson(store, state.group, state.by)
  const began = `${by?.name ?? 'Somebody who has left'} pressed Apply on ${longDate(dateAt(state.at))}.`
  if (state.endedAt === undefined)
    return [
      began,
      `${peers(state.peers)} done so far. It goes on by itself, also after an interruption; Refresh shows how far it is.`,
    ]
  const shifted = rows.filter(isShifted).length
  return [
    `${began} ${peers(state.peers)}: statements fixed, ${hours(state.totals.unused)} carried on into ${yearName(year + 1)}, ${hours(state.totals.lapsed)} lapsed (${money(state.totals.lapsedPence)}), ${hours(state.totals.grantsEnding)} of grants ended.`,
    shifted === 0
      ? 'Nothing has changed since; the figures below are those of the statement.'
      : `Late changes since then: ${peers(shifted)}. Carried on ${shift(state.totals.unused, totals.unused)}; lapsed ${shift(state.totals.lapsed, totals.lapsed)} (rule D4).`,
  ]
}

function totalLines(totals: YearFigures, count: number, year: MeetingYear): string[] {
  const { allocated, used, unused, unusedPence, carriedIn, carriedUsed, writtenOff, lapsed, lapsedPence } =
    totals
  return [
    `${peers(count)} with hours. Allocated ${hours(allocated)} (${days(allocated)}) − ${hours(used)} used = ${hours(unused)} unused (${money(unusedPence)}, paid already), carried on into ${yearName(year + 1)}.`,
    carriedIn === 0
      ? `Nothing was carried in from ${yearName(year - 1)}.`
      : `Carried in from ${yearName(year - 1)}: ${hours(carriedIn)} − ${hours(carriedUsed)} used${writtenOff > 0 ? ` − ${hours(writtenOff)} written off` : ''}${carriedIn - carriedUsed - writtenOff === lapsed ? ` = ${hours(lapsed)} lapsed` : ''}: ${money(lapsedPence)} paid, not worked (rule C2).`,
    ...(totals.granted === 0
      ? []
      : [
          `Grants: ${hours(totals.granted)} − ${hours(totals.grantsUsed)} used = ${hours(totals.grantsEnding)} that end with the year (rule X4).`,
        ]),
    ...(totals.unclaimed === 0 ? [] : [`Unclaimed work: ${hours(totals.unclaimed)} (rule D2).`]),
  ]
}

/** D6: how much of the total nobody can use, and who may give it back to the group. */
function leaverLines({ rows, year }: YearEndView, { person: by, today }: Turn): string[] {
  const stranded = rows.filter((row) => isStranded(row, year, today))
  if (stranded.length === 0) return []
  const unused = hours(stranded.reduce((sum, { now }) => sum + now.unused, 0))
  const who = stranded.length === 1 ? 'a peer who has left' : `${stranded.length} peers who have left`
  const way = mayGiveBack(by, year, today)
    ? ' Lower their days with “allocate” to give it back to the group.'
    : isTooOld(year, today)
      ? ''
      : ' The Head of Group Office can lower their days with “allocate”, which gives it back to the group.'
  return [
    `${unused} of what is unused is that of ${who}: nothing of it can be used after their last day (rule D6).${way}`,
  ]
}

const mayGiveBack = (by: Person, year: MeetingYear, today: LocalDate): boolean =>
  mayDo(by, 'allocate', by) && !isTooOld(year, today)

function rowOf(row: YearEndRow, year: MeetingYear, today: LocalDate) {
  const { person, now, statement } = row
  const isLost = isStranded(row, year, today)
  const parts = [
    `unused ${hours(now.unused)}${now.unused > 0 && !isLost ? `, carried on into ${yearName(year + 1)}` : ''}`,
    now.lapsed > 0 ? `lapsed ${hours(now.lapsed)} (${money(now.lapsedPence)})` : '',
    now.writtenOff > 0 ? `written off ${hours(now.writtenOff)}` : '',
    now.grantsEnding > 0 ? `grants ending ${hours(now.grantsEnding)}` : '',
    now.held > 0 ? `held ${hours(now.held)}` : '',
    person.leftOn !== undefined && person.leftOn <= lastDayOf(year)
      ? `${hasLeft(person, today) ? 'left' : 'leaves'} on ${longDate(person.leftOn)}${isLost ? lostLine(year, now.used, today) : ''}`
      : '',
  ]
  const moved = statement ? shiftLines(statement, now) : []
  return {
    title: person.name,
    state: parts.filter(Boolean).join(' · '),
    detail: moved.length > 0 ? `Statement → now: ${moved.join('; ')}` : '',
  }
}

const lostLine = (year: MeetingYear, used: number, today: LocalDate): string =>
  `: nothing of it can be used after that day${isTooOld(year, today) ? '' : `; lower their days to ${hours(used)} with “allocate” to give it back to the group`}`

const shownNames: Partial<Record<keyof YearFigures, string>> = {
  allocated: 'allocated',
  used: 'used',
  unused: 'carried on',
  carriedIn: 'carried in',
  carriedUsed: 'carried hours used',
  writtenOff: 'written off',
  lapsed: 'lapsed',
  grantsEnding: 'grants ending',
  held: 'held',
  unclaimed: 'unclaimed',
}

/** D4: each figure that is no longer what the statement says. */
export const shiftLines = (statement: YearFigures, now: YearFigures): string[] =>
  shiftedIn(statement, now).flatMap((name) => {
    const title = shownNames[name]
    return title === undefined ? [] : [`${title} ${shift(statement[name], now[name])}`]
  })

const shift = (was: number, is: number): string => (was === is ? hours(is) : `${hours(was)} → ${hours(is)}`)

const peers = (count: number): string => (count === 1 ? '1 peer' : `${count} peers`)

function actionsFor(view: YearEndView, { person: by, today }: Turn, from: number): Button[] {
  const { year, state, rows } = view
  const isToGiveBack = mayGiveBack(by, year, today) && rows.some((row) => isStranded(row, year, today))
  const mayApply = !state && today > lastDayOf(year)
  return [
    ...(mayApply
      ? [button(`Apply ${yearName(year)}`, 'year-end/apply', { year }, { style: 'positive' })]
      : []),
    ...(state && state.endedAt === undefined ? [button('Refresh', 'year-end', { year, from })] : []),
    ...(from + pageSize < rows.length
      ? [button('More peers', 'year-end', { year, from: from + pageSize })]
      : []),
    ...(from > 0 ? [button('First page', 'year-end', { year })] : []),
    ...(isToGiveBack ? [button(`Allocate ${yearName(year)}`, 'allocate', { year })] : []),
    button(yearName(year - 1), 'year-end', { year: year - 1 }),
    ...(year < yearToClose(today) + 1 ? [button(yearName(year + 1), 'year-end', { year: year + 1 })] : []),
  ]
}
