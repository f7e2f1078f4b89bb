// The rows of a report in the making: which row an entry counts in, and which councils are named (P6).
import type { WorkEntry } from '../../domain/entry.ts'
import type { Person } from '../../domain/person.ts'
import {
  activityRow,
  addTallies,
  isMentoring,
  isSmall,
  noWork,
  placelessRow,
  regionRow,
  strandRow,
  tallyOf,
  unnamedRow,
  type Grouping,
  type RowName,
  type Tally,
} from '../../domain/report.ts'
import { hash } from '../keys.ts'

export interface ReportRow extends RowName {
  readonly tally: Tally
}

export class Rows {
  readonly #cells = new Map<string, Cell>()
  readonly #by: Grouping
  /** One's own hours are no secret from oneself. */
  readonly #isOwn: boolean

  constructor(by: Grouping, isOwn: boolean) {
    this.#by = by
    this.#isOwn = isOwn
  }

  count(peer: Person, entry: WorkEntry): void {
    const name = cellOf(this.#by, peer, entry)
    const cell = this.#cells.get(idOf(name)) ?? { ...name, tally: noWork, peers: new Set<string>() }
    cell.tally = addTallies(cell.tally, tallyOf(entry))
    if (cell.isConfidential) cell.peers.add(peer.id)
    this.#cells.set(idOf(name), cell)
  }

  /** The row of an entry, once everything has been counted. */
  rowOf(peer: Person, entry: WorkEntry): RowName {
    const name = cellOf(this.#by, peer, entry)
    return this.#rowFor(this.#cells.get(idOf(name)) ?? name)
  }

  all(): ReportRow[] {
    const rows = new Map<string, ReportRow>()
    for (const cell of this.#cells.values()) {
      const { key, title } = this.#rowFor(cell)
      const { title: first = title, tally = noWork } = rows.get(key) ?? {}
      rows.set(key, { key, title: first, tally: addTallies(tally, cell.tally) })
    }
    return [...rows.values()]
  }

  /** P6: small numbers of mentoring are not broken down to a council. */
  #rowFor(cell: Cell | CellName): RowName {
    const isHidden =
      'peers' in cell && cell.isConfidential && !this.#isOwn && isSmall(cell.peers.size, cell.tally.entries)
    return isHidden ? unnamedRow : cell
  }
}

/** A row in the making; the mentoring of a council is apart from its other work until it is known to be enough. */
interface Cell extends RowName {
  tally: Tally
  readonly isConfidential: boolean
  readonly peers: Set<string>
}
type CellName = RowName & { readonly isConfidential: boolean }

function cellOf(by: Grouping, peer: Person, { activity, place }: WorkEntry): CellName {
  const plain = (row: RowName): CellName => ({ ...row, isConfidential: false })
  switch (by) {
    case 'activity':
      return plain(activityRow(activity))
    case 'strand':
      return plain(strandRow(activity))
    case 'region':
      return plain(regionRow(peer))
    case 'peer':
      return plain({ key: peer.id, title: peer.name })
    case 'council': {
      const title = (place ?? '').normalize('NFKC').trim().replaceAll(/\s+/g, ' ')
      if (title === '') return plain(placelessRow)
      const key = hash(title.toLowerCase()).slice(0, 16)
      return { key, title, isConfidential: isMentoring(activity) }
    }
  }
}

const idOf = ({ key, isConfidential }: CellName): string => `${key}${isConfidential ? ' c' : ''}`
