// The limits of the Store port, checked before anything is sent, so that both adapters refuse the same
// commits. They are Cosmos DB's own: 100 operations and 2 MB a batch.
import { mostWrites, type Document, type Write } from '../app/ports.ts'

const maxBytes = 2 * 1024 * 1024
/** The most that one operation of a Cosmos batch adds to its document: ids, etag, partition key, time to live. */
const envelopeBytes = 1_100
const name = /^[a-z0-9~-]{1,200}$/

/** Whether the text can be an id or a partition key. */
export const isName = (text: string): boolean => name.test(text)

/** A write with its document as JSON; a delete has none. */
export interface Prepared {
  readonly write: Write
  readonly json: string
}

/** The writes of a commit as they will be stored, or the limit that they break, in words. */
export function prepare(pk: string, writes: readonly Write[]): readonly Prepared[] | string {
  if (!isName(pk)) return 'a partition key is made of 1 to 200 of [a-z0-9~-]'
  if (writes.length < 1 || writes.length > mostWrites)
    return `a commit has 1 to ${mostWrites} writes, not ${writes.length}`
  const ids = new Set<string>()
  const prepared: Prepared[] = []
  let bytes = 0
  for (const write of writes) {
    if (!isName(write.id)) return 'an id is made of 1 to 200 of [a-z0-9~-]'
    if (ids.has(write.id)) return `a commit writes each id once, but ${write.id} twice`
    ids.add(write.id)
    if (write.op !== 'delete' && !hasValidTimes(write.doc))
      return `dueAt and expiresAt of ${write.id} must be whole milliseconds since 1970`
    const json = write.op === 'delete' ? '' : JSON.stringify(write.doc)
    bytes += envelopeBytes + Buffer.byteLength(json)
    prepared.push({ write, json })
  }
  if (bytes > maxBytes) return `a commit holds at most ${maxBytes} bytes, not ${bytes}`
  return prepared
}

const hasValidTimes = ({ dueAt, expiresAt }: Document): boolean => isTime(dueAt) && isTime(expiresAt)

const isTime = (at: number | undefined): boolean => at === undefined || (Number.isSafeInteger(at) && at >= 0)
