// The office imports a list of people: checked against the directory, applied only when it is confirmed, and once. What is
// added and how far it has come are one commit, so that an import may stop after any row and go on.
import { z } from 'zod'
import { dateAt, yearOf, type LocalDate } from '../../domain/calendar.ts'
import { longDate } from '../../domain/format.ts'
import { mayDo, mayInvite } from '../../domain/permissions.ts'
import { hasLeft, roleTitle, standingOn, type Person } from '../../domain/person.ts'
import { groupIds } from '../../domain/policy.ts'
import { unallocatedIn } from '../../domain/pot.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import { readPot } from '../pot/changePot.ts'
import type { Press } from '../press.ts'
import { deliveryPress } from '../outbox/delivered.ts'
import type { Deps } from '../deps.ts'
import { additionOf, isTaken, newPerson, personAt, readPerson } from './directory.ts'
import {
  importId,
  readImport,
  rowsFrom,
  rowsOfChunk,
  storeImport,
  type Import,
  type ImportRow,
} from './imports.ts'
import { groupPartition } from '../keys.ts'
import { leave } from '../outbox/outbox.ts'
import { listPeople } from './people.ts'
import { mostWrites, type Stored, type Write } from '../ports.ts'
import { retrying } from '../retry.ts'
import { shareDays } from '../years/shareDays.ts'

/** A list that nobody confirms is gone after a week. */
const keptMs = 7 * 86_400_000
/** An errand that runs longer leaves the rest to another. */
const runMs = 20_000
const mostUndone = 20

/** Keeps a list to be looked through; `id` names it, so that the same text sent twice is one list. */
export async function draftImport(
  deps: Deps,
  by: Person,
  id: string,
  given: readonly ImportRow[],
  notes: readonly string[],
): Promise<Result<Import, Refusal>> {
  const { store, clock } = deps
  if (!mayDo(by, 'invite', by)) return refuse({ type: 'not-allowed' })
  const { group } = by
  const now = clock.now()
  const year = yearOf(dateAt(now))
  // Whoever was erased has no address.
  const people = (await listPeople(store, group)).filter(({ email }) => email !== '')
  const held = new Map(people.map((each) => [each.email, each]))
  const rows = given.map((row) => checked(by, row, held.get(row.email), dateAt(now)))
  const isNew = ({ problems, known }: ImportRow) => problems.length === 0 && known === undefined
  const minutes = rows.reduce((sum, row) => sum + (isNew(row) ? (row.minutes ?? 0) : 0), 0)
  const head: Import = {
    type: 'import',
    v: 1,
    id,
    group,
    by: by.id,
    at: now,
    state: 'draft',
    rows: rows.length,
    faulty: rows.filter(({ problems }) => problems.length > 0).length,
    known: rows.filter(({ problems, known }) => problems.length === 0 && known !== undefined).length,
    minutes,
    withDays: rows.filter((row) => row.problems.length === 0 && row.minutes !== undefined).length,
    year,
    problems: [],
    notes: [...notes],
    next: 0,
    nextDays: 0,
    added: 0,
    kept: 0,
    given: 0,
    undone: [],
    expiresAt: clock.real() + keptMs,
  }
  await storeImport(store, head, rows)
  return ok((await readImport(store, group, id))?.head ?? head)
}

/** Y2: what the list asks for beyond what the group has left by now; days that are freed meanwhile make room for it. */
export async function shortDaysOf(
  { store }: Deps,
  { group, year, minutes }: Import,
): Promise<{ left: number } | undefined> {
  if (minutes === 0) return undefined
  const { pot } = await readPot(store, group, year, undefined)
  const left = unallocatedIn(pot)
  return minutes > left ? { left } : undefined
}

/** What the directory and the office's own rights add to a row. */
function checked(by: Person, row: ImportRow, held: Person | undefined, today: LocalDate): ImportRow {
  const { group } = by
  const problems = [...row.problems]
  if (!mayInvite(by, { group, role: row.role }))
    problems.push(`Role: ${roleTitle(row.role)} is for the Head of Group Office to give (rule L1).`)
  if (held && hasLeft(held, today))
    problems.push(
      `Email: ${held.name} had this address and left on ${longDate(held.leftOn ?? '')}. If they are back, open them under “people” and take the last day back.`,
    )
  const person = held ?? { ...by, id: '', role: row.role, regions: [...row.regions] }
  if (row.minutes !== undefined && !mayDo(person, 'log-hours', person))
    problems.push('Days: only peers have days; leave the cell empty.')
  else if (row.minutes !== undefined && !mayDo(by, 'allocate', person))
    problems.push('Days: only the Head of Group Office gives days; leave the column out.')
  return { ...row, problems, ...(held && { known: held.name }) }
}

/** Confirmed once, however often it is pressed, and by whoever brought the list. */
export const confirmImport = (
  deps: Deps,
  { by, deadline }: Press,
  id: string,
): Promise<Result<Import, Refusal>> =>
  retrying(deps, deadline, async () => {
    const { store, clock } = deps
    if (!mayDo(by, 'invite', by)) return refuse({ type: 'not-allowed' })
    const found = await readImport(store, by.group, id)
    if (!found || found.head.by !== by.id) return refuse({ type: 'no-such-import' })
    const { head, stored } = found
    if (head.state !== 'draft') return ok(head)
    if (head.faulty === head.rows) return refuse({ type: 'no-such-import' })
    const short = await shortDaysOf(deps, head)
    if (short) return refuse({ type: 'group-limit', asked: head.minutes, ...short })
    const doc: Import = { ...head, state: 'running' }
    const done = await store.commit(groupPartition(by.group), [
      { op: 'replace', id: stored.id, doc, etag: stored.etag },
      leave(`import ${id}`, errandOf(doc), clock.now()),
    ])
    return done.ok ? ok(doc) : undefined
  })

const errandOf = ({ group, id }: Import) =>
  ({ kind: 'command', group, command: 'import-people', body: { group, id } }) as const

const Running = z.object({ group: z.enum(groupIds), id: z.string() })

/** `import-people`: goes on where the import stands until it is done, or leaves the rest to the next errand. */
export async function runImport(deps: Deps, given: Record<string, unknown>, forMs = runMs): Promise<void> {
  const { group, id } = Running.parse(given)
  const until = deps.clock.real() + forMs
  for (;;) {
    const found = await readImport(deps.store, group, id)
    if (found?.head.state !== 'running') return
    const isLate = deps.clock.real() >= until
    if (!(await step(deps, found, isLate))) return
  }
}

/** False when the rest is left to another errand. A step that loses its commit is simply made again. */
async function step(
  deps: Deps,
  { head, stored }: { head: Import; stored: Stored },
  isLate: boolean,
): Promise<boolean> {
  const { store, clock } = deps
  const pk = groupPartition(head.group)
  const known = await readPerson(store, head.group, head.by)
  const by = known && standingOn(known, dateAt(clock.now()))
  const commit = async (after: Import, writes: readonly Write[] = []) => {
    const rest = isLate && after.state === 'running'
    const more = rest
      ? [leave(`import ${head.id} ${after.next} ${after.nextDays}`, errandOf(head), clock.now())]
      : []
    const done = await store.commit(pk, [
      { op: 'replace', id: importId(head.id), doc: after, etag: stored.etag },
      ...writes,
      ...more,
    ])
    // Then the errand itself is tried again.
    if (rest && !done.ok) throw new Error('an import was changed by another one of its errands')
    return !rest
  }
  if (!by) return commit({ ...head, state: 'done', undone: ['Whoever began this import has left.'] })
  if (head.next < head.rows) {
    const { after, writes } = await addSome(deps, head, by)
    return commit(after, writes)
  }
  if (head.nextDays < head.rows && head.withDays > 0) return commit(await giveSome(deps, head, by))
  const ref = { id: head.id }
  const tell = { kind: 'tell', group: head.group, person: head.by, topic: 'import', ref } as const
  return commit({ ...head, state: 'done' }, [leave(`import ${head.id} done`, tell, clock.now())])
}

/** As many people as one commit holds, with the record of each. */
async function addSome(deps: Deps, head: Import, by: Person): Promise<{ after: Import; writes: Write[] }> {
  const { store, clock } = deps
  const { group } = head
  let after = head
  const writes: Write[] = []
  for (const row of await rowsFrom(store, head, head.next)) {
    let add: Write[] = []
    if (row.problems.length > 0) after = { ...after, next: after.next + 1 }
    else if (!mayInvite(by, { group, role: row.role }))
      after = noted(
        { ...after, next: after.next + 1 },
        `Row ${row.row}: that role is no longer yours to give.`,
      )
    else if (await personAt(store, group, row.email))
      after = { ...after, next: after.next + 1, kept: after.kept + 1 }
    else {
      const { name, email, role, regions, joinedOn } = row
      const fresh = { group, name, email, role, regions, joinedOn }
      const person = newPerson(fresh, (await isTaken(store, fresh)) ? head.id : undefined)
      add = additionOf(person, { by: by.id, at: clock.now(), why: `Imported from a list, row ${row.row}` })
      // Beside them there are the head and perhaps an errand.
      if (writes.length + add.length > mostWrites - 2) break
      after = { ...after, next: after.next + 1, added: after.added + 1 }
    }
    writes.push(...add)
  }
  return { after, writes }
}

const daysOfStep = 20

/** D6, Y2: each peer's days through the rules of the group's days; a command of its own, so that twice is once. */
async function giveSome(deps: Deps, head: Import, by: Person): Promise<Import> {
  const { store } = deps
  let after = head
  const rows = (await rowsFrom(store, head, head.nextDays)).slice(0, daysOfStep)
  for (const { row, email, minutes, problems } of rows) {
    after = { ...after, nextDays: after.nextDays + 1 }
    if (minutes === undefined || problems.length > 0) continue
    const person = await personAt(store, head.group, email)
    if (!person) continue
    const press = deliveryPress(deps, `import ${head.id} ${row}`, by)
    const reason = 'Imported from a list'
    const done = await shareDays(deps, press, { person: person.id, year: head.year, minutes, reason })
    if (done.ok) after = { ...after, given: after.given + 1 }
    else if (done.error.type === 'busy') throw new Error('days could not be given yet')
    else
      after = noted(
        after,
        `Row ${row}: ${done.error.type === 'group-limit' ? 'the group has no days left for it' : done.error.type === 'below-drawn' ? 'more is used already' : 'the days were refused'}.`,
      )
  }
  return rows.length === 0 ? { ...after, nextDays: head.nextDays + rowsOfChunk } : after
}

const noted = (head: Import, problem: string): Import =>
  head.undone.length >= mostUndone ? head : { ...head, undone: [...head.undone, problem] }
