// A store in memory, for tests that step through a year: what the contract asks for, at the speed of a map, and the instant
// at which something is due next, to which such a test moves its clock.
import type { Commit, Store, Stored, Write } from '../../src/app/ports.ts'
import { isName, prepare } from '../../src/store/limits.ts'

export interface MemoryStore extends Store {
  /** The earliest `dueAt` of any document. */
  nextDueAt(): number
}

interface Partition {
  readonly ids: string[]
  readonly docs: Map<string, Stored>
}

export function openMemoryStore(now: () => number): MemoryStore {
  const partitions = new Map<string, Partition>()
  const due = new Map<string, Stored>()
  let etags = 0

  const isVisible = ({ doc }: Stored): boolean => doc.expiresAt === undefined || doc.expiresAt > now()
  const read = (pk: string, id: string): Stored | undefined => {
    const stored = partitions.get(pk)?.docs.get(id)
    return stored && isVisible(stored) ? stored : undefined
  }

  function conflictOf(pk: string, write: Write): Commit | undefined {
    const { op, id } = write
    const before = read(pk, id)
    const conflict = (found: 'exists' | 'missing' | 'changed') =>
      ({ ok: false, conflict: { id, found } }) as const
    if (op === 'create') return before && conflict('exists')
    if (!before) return conflict('missing')
    return before.etag === write.etag ? undefined : conflict('changed')
  }

  function apply(pk: string, write: Write): void {
    const partition = partitions.get(pk) ?? { ids: [], docs: new Map<string, Stored>() }
    partitions.set(pk, partition)
    const { ids, docs } = partition
    const { id } = write
    const at = placeOf(ids, id)
    if (write.op === 'delete') {
      ids.splice(at, 1)
      docs.delete(id)
      due.delete(`${pk} ${id}`)
      return
    }
    if (ids[at] !== id) ids.splice(at, 0, id)
    const doc = JSON.parse(JSON.stringify(write.doc)) as Stored['doc']
    const stored: Stored = { pk, id, etag: String(++etags), doc }
    docs.set(id, stored)
    if (doc.dueAt === undefined) due.delete(`${pk} ${id}`)
    else due.set(`${pk} ${id}`, stored)
  }

  return {
    async get(pk, id) {
      if (!isName(pk) || !isName(id))
        throw new Error('memory store: a document is asked for by a partition key and an id')
      return read(pk, id)
    },
    async *list(pk, { from, to, descending = false, limit = Infinity }) {
      if (!isName(pk)) throw new Error('memory store: documents are listed by a partition key')
      const { ids, docs } = partitions.get(pk) ?? { ids: [], docs: new Map<string, Stored>() }
      const found = ids.slice(placeOf(ids, from), placeOf(ids, to))
      let left = limit
      for (const id of descending ? found.reverse() : found) {
        const stored = docs.get(id)
        if (left <= 0) return
        if (!stored || !isVisible(stored)) continue
        left--
        yield stored
      }
    },
    async commit(pk, writes) {
      const prepared = prepare(pk, writes)
      if (typeof prepared === 'string') throw new Error(`memory store: ${prepared}`)
      for (const write of writes) {
        const conflict = conflictOf(pk, write)
        if (conflict) return conflict
      }
      for (const write of writes) apply(pk, write)
      return { ok: true }
    },
    async due(before, limit) {
      return [...due.values()]
        .filter((stored) => dueAtOf(stored) <= before && isVisible(stored))
        .sort((one, other) => dueAtOf(one) - dueAtOf(other))
        .slice(0, limit)
    },
    ping: () => Promise.resolve(),
    close: () => Promise.resolve(),
    nextDueAt: () => [...due.values()].reduce((least, stored) => Math.min(least, dueAtOf(stored)), Infinity),
  }
}

const dueAtOf = ({ doc }: Stored): number => doc.dueAt ?? Infinity

/** The first place whose id is not before the one given. */
function placeOf(ids: readonly string[], id: string): number {
  let [low, high] = [0, ids.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ids[middle] ?? '') < id) low = middle + 1
    else high = middle
  }
  return low
}
