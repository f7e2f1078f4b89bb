// What the bot writes down about itself. Redaction is by construction: a line carries the fields named here and
// nothing else, each a number or a short word without spaces, so that a note, a name or a text cannot get in.
import { pino } from 'pino'
import type { DestinationStream, LevelWithSilent } from 'pino'

/** All that a log line may say. A word that is not short and plain is written as `(withheld)`. */
export type Fields = Readonly<{
  /** Ties the lines of one turn together; the reference that a person is given when something fails. */
  correlationId?: string
  activityType?: string
  /** The row of the route table, or the HTTP path served. */
  route?: string
  outcome?: string
  status?: number
  ms?: number
  port?: number
  count?: number
  /** Of the dispatcher, since the process began: see its Counts. */
  done?: number
  sent?: number
  retried?: number
  unknown?: number
  parked?: number
  /** For how long what has waited longest is due already. */
  lagMs?: number
}>

/** `event` is a constant of the source, never made from input. */
export interface Logger {
  info(event: string, fields?: Fields): void
  warn(event: string, fields?: Fields, cause?: unknown): void
  error(event: string, fields: Fields, cause: unknown): void
}

export function createLogger(level: LevelWithSilent, destination?: DestinationStream): Logger {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  const log = destination ? pino(options, destination) : pino(options)
  const write =
    (at: 'info' | 'warn' | 'error') =>
    (event: string, fields: Fields = {}, cause?: unknown) => {
      if (!log.isLevelEnabled(at)) return
      const line = pickSafe(fields)
      if (cause !== undefined) line['cause'] = describeCause(cause)
      log[at](line, event)
    }
  return { info: write('info'), warn: write('warn'), error: write('error') }
}

/** Eight characters that can be read out over the telephone, from a random whole number below 2^40: `7KQM-40TX`. */
export function errorReference(drawn: number): string {
  let letters = ''
  for (let left = drawn, count = 0; count < 8; count++, left = Math.floor(left / 32))
    letters = `${crockford[left % 32]}${letters}`
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}

/** The types an activity may be logged as: the sender chooses the word, so others are only `other`. */
export const loggedType = (type: string): string => (knownTypes.has(type) ? type : 'other')

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const knownTypes = new Set([
  'message',
  'invoke',
  'conversationUpdate',
  'installationUpdate',
  'event',
  'typing',
])
/** Each of them, which the compiler sees to. */
const isField: Record<keyof Fields, true> = {
  correlationId: true,
  activityType: true,
  route: true,
  outcome: true,
  status: true,
  ms: true,
  port: true,
  count: true,
  done: true,
  sent: true,
  retried: true,
  unknown: true,
  parked: true,
  lagMs: true,
}
const fieldNames = Object.keys(isField) as (keyof Fields)[]
const plainWord = /^[\w.:/~-]{1,64}$/

const toWord = (value: unknown): string => (plainWord.test(String(value)) ? String(value) : '(withheld)')

function pickSafe(fields: Fields): Record<string, unknown> {
  const line: Record<string, unknown> = {}
  for (const name of fieldNames) {
    const value = fields[name]
    if (value !== undefined) line[name] = typeof value === 'number' ? value : toWord(value)
  }
  return line
}

/**
 * A cause without its message: libraries quote what they were given ("Unexpected token in …"), so a message may
 * hold what somebody typed. The name, the codes and the places in the code are enough to find the fault.
 */
function describeCause(cause: unknown, depth = 0): Record<string, unknown> {
  if (!(cause instanceof Error)) return { name: typeof cause }
  const { code, statusCode } = cause as { code?: unknown; statusCode?: unknown }
  return {
    name: toWord(cause.name),
    ...(code === undefined ? {} : { code: toWord(code) }),
    ...(statusCode === undefined ? {} : { statusCode: toWord(statusCode) }),
    frames: framesOf(cause),
    ...(cause.cause !== undefined && depth < 3 ? { cause: describeCause(cause.cause, depth + 1) } : {}),
  }
}

// The message comes before the frames, and may itself have lines that look like frames: cut it off first, and
// give up the frames when it cannot be found any more.
function framesOf({ stack = '', message }: Error): string[] {
  const at = stack.indexOf(message)
  if (at < 0) return []
  const lines = stack.slice(at + message.length).split('\n')
  return lines.filter((line) => frame.test(line)).map((line) => line.trim())
}

const frame = /^ {4}at .*:\d+:\d+\)?$|^ {4}at .*\(<anonymous>\)$/
