// C2: closes a meeting year of a group, once, whoever presses: fixes each peer's statement and opens the accounts of the next
// year. It goes through the directory in batches; each commits its statements with how far it has come, so that whoever goes
// on after an interruption repeats nothing and leaves nobody out.
import { z } from 'zod'
import { writingAt, type Book, type Writing } from '../../domain/book.ts'
import { dateAt, firstDayOf, lastDayOf, type MeetingYear } from '../../domain/calendar.ts'
import { mayDo } from '../../domain/permissions.ts'
import type { Person } from '../../domain/person.ts'
import { groupIds, policyOf, type GroupId } from '../../domain/policy.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import { addFigures, figuresOf, isNothing, noFigures } from '../../domain/yearEnd.ts'
import { writesOf } from '../hours/change.ts'
import type { Press } from '../press.ts'
import { deliveryMs } from '../outbox/delivered.ts'
import type { Deps } from '../deps.ts'
import { readPerson } from '../people/directory.ts'
import { peerPartition, statementId, yearEndId, yearEndPartition } from '../keys.ts'
import { readBook } from '../hours/ledger.ts'
import { leave } from '../outbox/outbox.ts'
import { inRole } from '../people/people.ts'
import type { Write } from '../ports.ts'
import { retrying } from '../retry.ts'
import { peopleAfter, peoplePages } from './seeYearEnd.ts'
import { readYearEnd, type Statement, type YearEnd } from './yearEndRecords.ts'

/** Peers a commit, and commits an errand: a claim does not run out meanwhile. */
const batchSize = 90
const batchesAtOnce = 30

/** Begins to close the year, or tells how far whoever was first has come. */
export function closeYear(
  deps: Deps,
  { by, deadline }: Omit<Press, 'id'>,
  year: MeetingYear,
): Promise<Result<YearEnd, Refusal>> {
  const { store, clock } = deps
  return retrying(deps, deadline, async () => {
    if (!mayDo(by, 'close-year', by)) return refuse({ type: 'not-allowed' })
    const at = clock.now()
    if (dateAt(at) <= lastDayOf(year))
      return refuse({ type: 'year-not-over', year, over: firstDayOf(year + 1) })
    const { group } = by
    const { state } = await readYearEnd(store, group, year)
    if (state) return ok(state)
    const doc: YearEnd = {
      type: 'year-end',
      v: 1,
      group,
      year,
      by: by.id,
      at,
      cursor: '',
      peers: 0,
      totals: noFigures,
    }
    const done = await store.commit(yearEndPartition(group, year), [
      { op: 'create', id: yearEndId, doc },
      nextErrand(doc, at),
    ])
    return done.ok ? ok(doc) : undefined
  })
}

const nextErrand = ({ group, year, cursor }: YearEnd, at: number): Write =>
  leave(
    `year-end ${cursor}`,
    { kind: 'command', group, command: 'year-end-batch', body: { group, year } },
    at,
  )

const Body = z.object({ group: z.enum(groupIds), year: z.int() })

/** `year-end-batch`: closes the accounts of those who come next, and leaves the rest to an errand of its own. */
export async function closeNext(
  deps: Deps,
  given: Record<string, unknown>,
  size = { peers: batchSize, batches: batchesAtOnce },
): Promise<void> {
  const { group, year } = Body.parse(given)
  for (let batch = 1; batch <= size.batches; batch++) {
    const left = await closeBatch(deps, { group, year }, size.peers, batch === size.batches)
    if (left === 'none') return
    if (left === 'lost') throw new Error('another instance goes on with this year end')
  }
}

/** One batch and its commit: `lost` when somebody else was first. */
async function closeBatch(
  deps: Deps,
  { group, year }: { group: GroupId; year: MeetingYear },
  size: number,
  isLastHere: boolean,
): Promise<'none' | 'more' | 'lost'> {
  const { store, clock } = deps
  const { state, stored } = await readYearEnd(store, group, year)
  if (!state || !stored || state.endedAt !== undefined) return 'none'
  const by = await readPerson(store, group, state.by)
  if (!by) throw new Error('a year end has lost whoever applied it')
  const people = await peopleAfter(store, group, state.cursor, size)
  const closed = await Promise.all(people.map((peer) => closePeer(deps, by, peer, year)))
  const statements = closed.flatMap((each) => each ?? [])
  const isOver = people.length < size
  const at = clock.now()
  const doc: YearEnd = {
    ...state,
    cursor: people.at(-1)?.id ?? state.cursor,
    peers: state.peers + statements.length,
    totals: statements.reduce((sum, { figures }) => addFigures(sum, figures), state.totals),
    ...(isOver && { endedAt: at }),
  }
  const done = await store.commit(yearEndPartition(group, year), [
    { op: 'replace', id: yearEndId, doc, etag: stored.etag },
    ...statements.map((each): Write => ({ op: 'create', id: statementId(each.person), doc: each })),
    ...(isOver ? await tellDone(deps, doc, at) : isLastHere ? [nextErrand(doc, at)] : []),
  ])
  if (!done.ok) return 'lost'
  return isOver || isLastHere ? 'none' : 'more'
}

/**
 * Opens the peer's next year with what this one carries on; undefined for somebody who has no hours in it. Done twice it is
 * done once: there is nothing more to open.
 */
async function closePeer(
  deps: Deps,
  by: Person,
  subject: Person,
  year: MeetingYear,
): Promise<Statement | undefined> {
  const { store, clock } = deps
  const pk = peerPartition(subject)
  const policy = policyOf(subject.group)
  const at = clock.now()
  const closed = await retrying(deps, at + deliveryMs, async () => {
    const read = await readBook(store, pk, [year, year + 1])
    const writing = writingAt(at, by.id, 'office', policy)
    const after = openNext(read.book, year, writing)
    const figures = figuresOf(after.account(year), policy, writing.today)
    if (isNothing(figures) || after.appended.length === 0) return ok(figures)
    const done = await store.commit(pk, writesOf(read, after))
    return done.ok ? ok(figures) : undefined
  })
  if (!closed.ok) throw new Error(`a year could not be closed: ${closed.error.type}`)
  const figures = closed.value
  return isNothing(figures) ? undefined : { type: 'statement', v: 1, person: subject.id, at, figures }
}

/** Opens the year itself where nobody has yet, and the one after it. */
function openNext(book: Book, year: MeetingYear, writing: Writing): Book {
  const isKnown = book.accounts.has(year) || book.accounts.has(year - 1)
  if (!isKnown) return book
  const opened = book.accounts.has(year) ? book : book.append(year, writing)
  return opened.accounts.has(year + 1) ? opened : opened.append(year + 1, writing)
}

/** The one who pressed and the Head of Group Office read what it has done. */
async function tellDone({ store }: Deps, { group, year, by }: YearEnd, at: number): Promise<Write[]> {
  const readers = new Set([by])
  for await (const people of peoplePages(store, group))
    for (const { id } of inRole(people, 'head-of-office', dateAt(at))) readers.add(id)
  return [...readers]
    .slice(0, 5)
    .map((person) =>
      leave(`year-end ${year}`, { kind: 'tell', group, person, topic: 'year-end', ref: { year } }, at),
    )
}
