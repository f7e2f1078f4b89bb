// The embedded store: LevelDB in a folder of this machine, for one process. Every commit is fsynced before it is
// answered.
import { ClassicLevel } from 'classic-level'
import { StoreFault, type Store, type Stored } from '../app/ports.ts'
import {
  DamagedDocument,
  documentKey,
  dueUpTo,
  isExpired,
  openedKey,
  parseIndexKey,
  toStored,
} from './levelFormat.ts'
import { openLevelWriter } from './levelWriter.ts'
import { isName, prepare } from './limits.ts'

/**
 * @param options.path a folder, made if missing.
 * @param options.now real time in epoch milliseconds; decides which documents have expired.
 */
export async function openLevelStore(options: { path: string; now: () => number }): Promise<Store> {
  const { path, now } = options
  const db = new ClassicLevel(path)
  const opened = await openDatabase(db, path)
  const writer = openLevelWriter(db, opened, now)

  // getSync: a read takes 2 µs in the event loop, and 30 µs by way of the thread pool.
  function read(pk: string, id: string): Stored | undefined {
    const value = db.getSync(documentKey(pk, id))
    if (value === undefined) return undefined
    const stored = toStored(pk, id, value)
    return isExpired(stored.doc.expiresAt, now) ? undefined : stored
  }

  return {
    async get(pk, id) {
      if (!isName(pk) || !isName(id)) throw misuse('a document is asked for by a partition key and an id')
      try {
        return read(pk, id)
      } catch (cause) {
        throw fault('a document could not be read', cause)
      }
    },

    async *list(pk, { from, to, descending = false, limit = Infinity }) {
      if (!isName(pk)) throw misuse('documents are listed by a partition key')
      const range = { gte: documentKey(pk, from), lt: documentKey(pk, to), reverse: descending }
      let left = limit
      if (left <= 0) return
      try {
        for await (const [key, value] of db.iterator(range)) {
          const stored = toStored(pk, key.slice(pk.length + 1), value)
          if (isExpired(stored.doc.expiresAt, now)) continue
          yield stored
          if (--left === 0) return
        }
      } catch (cause) {
        throw fault('documents could not be listed', cause)
      }
    },

    async commit(pk, writes) {
      const prepared = prepare(pk, writes)
      if (typeof prepared === 'string') throw misuse(prepared)
      try {
        return await writer.commit(pk, prepared)
      } catch (cause) {
        throw fault('a commit could not be written', cause)
      }
    },

    async due(before, limit) {
      const found: Stored[] = []
      try {
        for await (const entry of db.keys(dueUpTo(before))) {
          if (found.length >= limit) break
          const { at, key } = parseIndexKey(entry)
          const split = key.indexOf('\0')
          const stored = read(key.slice(0, split), key.slice(split + 1))
          if (stored?.doc.dueAt === at) found.push(stored) // otherwise it was moved since the iterator began
        }
      } catch (cause) {
        throw fault('due documents could not be found', cause)
      }
      return found
    },

    async ping() {
      if (db.status !== 'open') throw fault('it is closed')
      if (writer.failure() !== undefined)
        throw fault('the last commit could not be written', writer.failure())
    },

    async close() {
      await writer.idle()
      await db.close()
    },
  }
}

/** Opens the database and answers how often that was done before and now. */
async function openDatabase(db: ClassicLevel, path: string): Promise<number> {
  try {
    await db.open()
    const opened = Number((await db.get(openedKey)) ?? 0) + 1
    await db.put(openedKey, String(opened), { sync: true })
    return opened
  } catch (cause) {
    throw isLocked(cause)
      ? fault(
          `${path} is in use: only one process at a time may open it. Stop the other one or set LEVEL_PATH`,
          cause,
        )
      : fault(`${path} cannot be opened`, cause)
  }
}

const isLocked = (fault: unknown): boolean =>
  fault instanceof Error &&
  fault.cause instanceof Error &&
  'code' in fault.cause &&
  fault.cause.code === 'LEVEL_LOCKED'

const misuse = (message: string): Error => new Error(`level store: ${message}`)

const fault = (message: string, cause?: unknown): Error =>
  cause instanceof DamagedDocument ? cause : new StoreFault(`level store: ${message}`, { cause })
