// What an export reads: the ledgers line by line, a balance a peer, the pot and its requests. Each is read as it is
// taken, so that a million lines need the memory of a few; whose it is, is asked of the rules for every peer.
import { balanceOf, type Balance } from '../../domain/balance.ts'
import { dateAt, firstDayOf, lastDayOf, periodOf, yearOf, type MeetingYear } from '../../domain/calendar.ts'
import { Entry, requestOf } from '../../domain/entry.ts'
import { mayDo } from '../../domain/permissions.ts'
import { hasLeft, type Person } from '../../domain/person.ts'
import { policyOf } from '../../domain/policy.ts'
import type { Pot, PotRequest } from '../../domain/pot.ts'
import type { RegisterStatus } from '../../domain/registerDue.ts'
import type { Between } from '../../domain/report.ts'
import { readPot } from '../pot/changePot.ts'
import type { Deps } from '../deps.ts'
import { parseStored } from '../documents.ts'
import { answerId, peerPartition, seqRange } from '../keys.ts'
import { Answer, seenAccount } from '../hours/ledger.ts'
import { yearsOf } from '../hours/standingWork.ts'
import type { Store } from '../ports.ts'
import { potRequests } from './groupHappenings.ts'
import { statusOf } from '../register/register.ts'

/** Whether they export their group's figures, or their own alone. */
export const exportsGroup = (person: Person): boolean =>
  mayDo(person, 'export', { ...person, id: '', regions: [] })

/** P6: those whose figures a person may take out, by name; other groups never. */
export const exportable = (person: Person, people: readonly Person[]): Person[] =>
  people
    .filter((subject) => mayDo(person, 'export', subject))
    .sort((a, b) => (a.name === b.name ? (a.id < b.id ? -1 : 1) : a.name < b.name ? -1 : 1))

export const yearsIn = ({ from, to }: Between): MeetingYear[] =>
  Array.from({ length: yearOf(to) - yearOf(from) + 1 }, (_, at) => yearOf(from) + at)

export interface LedgerLine {
  readonly subject: Person
  readonly entry: Entry
  /** X4: the claim code of the grant it names, or that it gives. */
  readonly code: string | undefined
  /** D5: the line that answered it. */
  readonly answer: Answer | undefined
  /** D7: by how much an opening moves what was used before the records begin, in minutes. */
  readonly used: number | undefined
  /** P6: whether what people wrote may be read. */
  readonly hasNotes: boolean
}

/** Every line of the ledgers whose work, or else whose entering, falls in the span; whole years whole. */
export async function* ledgerLines(
  { store }: Deps,
  person: Person,
  people: readonly Person[],
  span: Between,
): AsyncIterable<LedgerLine> {
  for (const subject of exportable(person, people)) {
    const hasNotes = mayDo(person, 'see-notes', subject)
    const years = await yearsOf(store, subject)
    for (const year of yearsIn(span).filter((each) => years.includes(each))) {
      const { requests } = await seenAccount(store, subject, year)
      let usedSoFar = 0
      for await (const { entry, answer } of answeredEntries(store, subject, year)) {
        const used = entry.kind === 'opening' ? entry.used - usedSoFar : undefined
        usedSoFar += used ?? 0
        if (!isIn(span, entry)) continue
        const request = requestOf(entry)
        const code = request === undefined ? undefined : requests[request]?.code
        yield { subject, entry, code, answer, used, hasNotes }
      }
    }
  }
}

/** A year's lines in order, each with what answered it: both lists are sorted by number, and read side by side. */
export async function* answeredEntries(
  store: Store,
  subject: Pick<Person, 'group' | 'id'>,
  year: MeetingYear,
): AsyncIterable<{ entry: Entry; answer: Answer | undefined }> {
  const pk = peerPartition(subject)
  const answers = store.list(pk, seqRange('answer', year))[Symbol.asyncIterator]()
  try {
    let next = await answers.next()
    for await (const stored of store.list(pk, seqRange('entry', year))) {
      const entry = parseStored(Entry, stored)
      const id = answerId(year, entry.seq)
      while (next.done !== true && next.value.id < id) next = await answers.next()
      const isAnswer = next.done !== true && next.value.id === id
      yield { entry, answer: isAnswer ? parseStored(Answer, next.value) : undefined }
    }
  } finally {
    await answers.return?.()
  }
}

function isIn({ from, to }: Between, entry: Entry): boolean {
  if (from <= firstDayOf(entry.year) && lastDayOf(entry.year) <= to) return true
  const period = entry.kind === 'nil' ? entry.period : entry.kind === 'reversal' ? entry.nil : undefined
  if (period !== undefined) return periodOf(from) <= period && period <= periodOf(to)
  const work = entry.kind === 'work' ? entry : entry.kind === 'reversal' ? entry.work : undefined
  const date = work?.date ?? entry.on
  return from <= date && date <= to
}

/** How each peer stands in each year, today; those who have no account in a year are left out of it. */
export async function* balanceLines(
  { store, clock }: Deps,
  person: Person,
  people: readonly Person[],
  span: Between,
): AsyncIterable<{ subject: Person; balance: Balance }> {
  const today = dateAt(clock.now())
  const policy = policyOf(person.group)
  for (const subject of exportable(person, people)) {
    const years = await yearsOf(store, subject)
    // What a year carries on makes the next one, opened or not.
    const counted = yearsIn(span).filter((each) => years.includes(each) || years.includes(each - 1))
    for (const year of counted)
      yield { subject, balance: balanceOf(await seenAccount(store, subject, year), policy, today) }
  }
}

export async function* potLines({ store }: Deps, person: Person, span: Between): AsyncIterable<Pot> {
  if (!mayDo(person, 'see-pot', person)) return
  for (const year of yearsIn(span)) yield (await readPot(store, person.group, year, undefined)).pot
}

/** The requests for days of the span's years, in the pot's order: open ones first. */
export async function* requestLines(
  { store }: Deps,
  person: Person,
  people: readonly Person[],
  span: Between,
): AsyncIterable<{ subject: Person; request: PotRequest }> {
  const subjects = new Map(exportable(person, people).map((each) => [each.id, each]))
  for await (const request of potRequests(store, person.group, yearsIn(span))) {
    const subject = subjects.get(request.person)
    if (subject) yield { subject, request }
  }
}

/** R1: how the register of each peer stands today, without a word of what is registered. */
export async function* registerLines(
  deps: Deps,
  person: Person,
  people: readonly Person[],
): AsyncIterable<{ subject: Person; status: RegisterStatus }> {
  const today = dateAt(deps.clock.now())
  for (const subject of exportable(person, people)) {
    if (!mayDo(subject, 'keep-register', subject) || hasLeft(subject, today)) continue
    if (mayDo(person, 'see-register-status', subject))
      yield { subject, status: await statusOf(deps, subject) }
  }
}
