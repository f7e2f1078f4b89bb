// The year end before it is applied and after: what each peer's year comes to as it stands now, beside the statement where
// there is one. Looking changes nothing; people are read a page at a time, however many there are.
import { dateAt, yearOf, type LocalDate, type MeetingYear } from '../../domain/calendar.ts'
import { mayDo } from '../../domain/permissions.ts'
import { Person } from '../../domain/person.ts'
import { policyOf, type GroupId } from '../../domain/policy.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import {
  addFigures,
  figuresOf,
  isNothing,
  noFigures,
  shiftedIn,
  type YearFigures,
} from '../../domain/yearEnd.ts'
import type { Deps } from '../deps.ts'
import { parseStored } from '../documents.ts'
import { groupPartition, personId, under } from '../keys.ts'
import { seenAccount } from '../hours/ledger.ts'
import type { Store } from '../ports.ts'
import { readStatement, readYearEnd, type YearEnd } from './yearEndRecords.ts'

export interface YearEndRow {
  readonly person: Person
  readonly now: YearFigures
  /** What was written down when the year was closed. */
  readonly statement: YearFigures | undefined
}

export interface YearEndView {
  readonly year: MeetingYear
  readonly state: YearEnd | undefined
  readonly totals: YearFigures
  /** By name; once the year is closed, those who differ from their statement first. */
  readonly rows: readonly YearEndRow[]
}

/** The year that is to be closed next: the last one that is over. */
export const yearToClose = (today: LocalDate): MeetingYear => yearOf(today) - 1

export async function seeYearEnd(
  deps: Deps,
  by: Person,
  year: MeetingYear,
): Promise<Result<YearEndView, Refusal>> {
  if (!mayDo(by, 'close-year', by)) return refuse({ type: 'not-allowed' })
  const { state } = await readYearEnd(deps.store, by.group, year)
  const rows: YearEndRow[] = []
  let totals = noFigures
  for await (const row of yearEndRows(deps, by.group, year, state !== undefined)) {
    totals = addFigures(totals, row.now)
    rows.push(row)
  }
  return ok({ year, state, totals, rows: rows.sort(inOrder) })
}

/** Everybody of whom there is something to say, in the order of the directory. */
export async function* yearEndRows(
  { store, clock }: Deps,
  group: GroupId,
  year: MeetingYear,
  withStatements: boolean,
): AsyncGenerator<YearEndRow> {
  const today = dateAt(clock.now())
  const policy = policyOf(group)
  for await (const people of peoplePages(store, group)) {
    const rows = await Promise.all(
      people.map(async (person): Promise<YearEndRow> => {
        const [account, statement] = await Promise.all([
          seenAccount(store, person, year),
          withStatements ? readStatement(store, group, year, person.id) : undefined,
        ])
        return { person, now: figuresOf(account, policy, today), statement: statement?.figures }
      }),
    )
    yield* rows.filter(({ now, statement }) => statement !== undefined || !isNothing(now))
  }
}

const pageSize = 64

/** The people of a group after somebody, by id, so many at most. */
export async function peopleAfter(
  store: Store,
  group: GroupId,
  cursor: string,
  size: number,
): Promise<Person[]> {
  const range = under('person')
  const from = cursor === '' ? range.from : `${personId(cursor)}!`
  const people: Person[] = []
  for await (const stored of store.list(groupPartition(group), { ...range, from, limit: size }))
    people.push(parseStored(Person, stored))
  return people
}

/** Everybody, a page at a time. */
export async function* peoplePages(store: Store, group: GroupId): AsyncGenerator<Person[]> {
  for (let cursor = ''; ;) {
    const page = await peopleAfter(store, group, cursor, pageSize)
    yield page
    const last = page.at(-1)
    if (page.length < pageSize || !last) return
    cursor = last.id
  }
}

/** D4: whether a peer's figures are no longer what the statement says. */
export const isShifted = ({ now, statement }: YearEndRow): boolean =>
  statement !== undefined && shiftedIn(statement, now).length > 0

const inOrder = (one: YearEndRow, other: YearEndRow): number =>
  Number(isShifted(other)) - Number(isShifted(one)) || (one.person.name < other.person.name ? -1 : 1)
