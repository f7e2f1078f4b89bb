// Reads the body of a request by itself: restify's bodyParser dies of a bad gzip, unpacks a bomb and answers 500 to
// a form. Here nothing is unpacked, little is held, and whatever is wrong has an answer in the 400s.
import type { IncomingMessage } from 'node:http'
import { ok, refuse } from '../domain/result.ts'
import type { Result } from '../domain/result.ts'

/** Why a request was not served: its HTTP status, and a word for the log and the answer. */
export type HttpRefusal = Readonly<{ status: number; reason: string }>

/** Teams' own messages end near 100 KB. */
const maxBytes = 256 * 1024
/** How much more is read and thrown away, so that the sender still gets to read the refusal. */
const maxDiscarded = 4 * maxBytes
/** What parsers, schemas and card templates recurse into; a form of ours needs a tenth. */
const maxDepth = 64

/** The parsed JSON of a request: refuses 415, 413 and 400. */
export async function readJson(req: IncomingMessage): Promise<Result<unknown, HttpRefusal>> {
  const encoding = req.headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') return refuse({ status: 415, reason: 'encoded' })
  if (!isJson(req.headers['content-type'])) return refuse({ status: 415, reason: 'not-json' })
  if (Number(req.headers['content-length'] ?? 0) > maxDiscarded) return refuse(tooLarge)

  const bytes = await readBytes(req)
  if (!bytes.ok) return bytes
  if (nestsTooDeep(bytes.value)) return refuse({ status: 400, reason: 'too-deep' })
  try {
    return ok(JSON.parse(bytes.value.toString()))
  } catch {
    return refuse({ status: 400, reason: 'malformed-json' })
  }
}

const tooLarge: HttpRefusal = { status: 413, reason: 'too-large' }
const json = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i

const isJson = (contentType: string | undefined): boolean =>
  contentType !== undefined && json.test(contentType)

function readBytes(req: IncomingMessage): Promise<Result<Buffer, HttpRefusal>> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = []
    let length = 0
    req.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= maxBytes) chunks.push(chunk)
      else chunks = []
      if (length > maxDiscarded) {
        req.pause()
        resolve(refuse(tooLarge))
      }
    })
    req.once('end', () => {
      if (length > maxBytes) resolve(refuse(tooLarge))
      else resolve(ok(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
    })
    // The sender went away: nobody reads this answer, but the handler must end.
    req.once('close', () => resolve(refuse({ status: 400, reason: 'cut-short' })))
    req.once('error', () => resolve(refuse({ status: 400, reason: 'cut-short' })))
  })
}

/** Brackets outside strings, counted before anything recurses; broken JSON is left to the parser. */
function nestsTooDeep(bytes: Buffer): boolean {
  let depth = 0
  let isInString = false
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]
    if (isInString) {
      if (byte === 0x5c) i++
      else if (byte === 0x22) isInString = false
    } else if (byte === 0x22) isInString = true
    else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > maxDepth) return true
    } else if (byte === 0x7d || byte === 0x5d) depth--
  }
  return false
}
