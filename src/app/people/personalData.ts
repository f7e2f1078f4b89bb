// Everything that is held about a person, found by going through the partitions it may be in, whatever their documents are
// called: `my data` shows it and an erasure removes it, so that neither can forget what was added since.
import { dateAt, yearOf, type MeetingYear } from '../../domain/calendar.ts'
import type { Person } from '../../domain/person.ts'
import type { Deps } from '../deps.ts'
import { groupPartition, groupYearPartitions, linkPartition, peerPartition, yearsId } from '../keys.ts'
import { parseStored } from '../documents.ts'
import { Years } from '../hours/ledger.ts'
import type { Document, IdRange, Store, Stored } from '../ports.ts'

export interface Held extends Stored {
  /**
   * About them; or about somebody else, and naming them as the one who did something to it; or a list of people with a
   * row of theirs, by their address.
   */
  readonly relation: 'about' | 'did' | 'listed'
}

const everything: IdRange = { from: '-', to: '~' }
/** Records began no earlier. */
const firstYear = 2024
/** The next year is prepared in good time. */
const yearsAhead = 2

/** Read as it is taken, the person's own partitions first and whole. What they did in another peer's ledger stays there. */
export async function* heldAbout(deps: Deps, person: Person): AsyncIterable<Held> {
  const { store } = deps
  for (const pk of ownPartitions(person))
    for await (const stored of store.list(pk, everything)) yield { ...stored, relation: 'about' }
  for (const pk of await sharedPartitions(deps, person))
    for await (const stored of store.list(pk, everything)) {
      const relation = relationOf(stored, person)
      if (relation) yield { ...stored, relation }
    }
}

const ownPartitions = (person: Person): string[] => [
  ...(person.link === undefined ? [] : [linkPartition(person.link)]),
  peerPartition(person),
]

async function sharedPartitions({ store, clock }: Deps, person: Person): Promise<string[]> {
  const last = yearOf(dateAt(clock.now())) + yearsAhead
  const first = Math.min(firstYear, yearOf(person.joinedOn), ...(await accountYears(store, person)))
  const years = Array.from({ length: last - first + 1 }, (_, at) => first + at)
  return [
    groupPartition(person.group),
    ...years.flatMap((year) => groupYearPartitions.map((partition) => partition(person.group, year))),
  ]
}

async function accountYears(store: Store, person: Person): Promise<readonly MeetingYear[]> {
  const stored = await store.get(peerPartition(person), yearsId)
  return stored ? parseStored(Years, stored).years : []
}

function relationOf({ id, doc }: Stored, { id: person, email }: Person): Held['relation'] | undefined {
  const { person: whose, body } = doc as { person?: unknown; body?: { person?: unknown } }
  if (whose === person || body?.person === person || id.split('~').includes(person)) return 'about'
  const text = JSON.stringify(doc)
  if (text.includes(`"${person}"`)) return 'did'
  return email !== '' && text.includes(JSON.stringify(email)) ? 'listed' : undefined
}

/** What a record says of a person without showing whom else it is about: all of it, their deeds, or their rows. */
export function shownOf({ doc, relation }: Held, { id, email }: Person): Record<string, unknown>[] {
  if (relation === 'about') return [doc]
  return relation === 'did' ? deedsIn(doc, id) : rowsWith(doc, email)
}

function rowsWith(value: unknown, email: string): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return []
  const fields: unknown[] = Object.values(value)
  return fields.includes(email)
    ? [value as Record<string, unknown>]
    : fields.flatMap((inner) => rowsWith(inner, email))
}

/** Of a document about somebody else: what the person did to it, and when, without whose it is or what it says. */
function deedsIn(doc: Document, person: string): Record<string, unknown>[] {
  const deeds: Record<string, unknown>[] = []
  const look = (value: unknown, as: string): void => {
    if (typeof value !== 'object' || value === null) return
    const fields = Object.entries(value)
    const names = fields.filter(([, field]) => field === person).map(([name]) => name)
    if (names.length > 0)
      deeds.push({
        as: [as, ...names].join(' '),
        ...Object.fromEntries(fields.filter(([name]) => ofDeeds.has(name))),
      })
    for (const [name, field] of fields) look(field, Array.isArray(value) ? as : name)
  }
  look(doc, doc.type)
  return deeds
}

const ofDeeds = new Set(['at', 'on', 'from', 'to', 'year', 'seq', 'kind', 'verdict', 'state', 'key', 'rev'])
