// The HTTP edge: one route for Teams, one for files, two for whoever watches the process, and a stop that lets turns
// finish. The order of the checks is the order of trust: no token, nothing read; no proof, nothing looked at; no shape, no
// turn.
import { createServer as createRestify } from 'restify'
import type { Request, Response } from 'restify'
import type { Files } from '../app/records/links.ts'
import type { Store } from '../app/ports.ts'
import { isActivityLike, toActivity } from './activity.ts'
import { hasToken } from './auth.ts'
import type { Adapter } from './auth.ts'
import { readJson } from './body.ts'
import type { HttpRefusal } from './body.ts'
import { createFileRoutes } from './files.ts'
import { createTurnMeasure } from './metrics.ts'
import { loggedType } from './log.ts'
import type { Logger } from './log.ts'
import { invokeApology, runTurn } from './turn.ts'
import type { Bot } from './turn.ts'
import { within } from './within.ts'

export type ServerDeps = Readonly<{
  adapter: Adapter
  bot: Bot
  /** Documents behind links. */
  files: Files
  store: Pick<Store, 'ping'>
  /** What /readyz says besides, such as how long messages have been waiting; numbers alone. */
  status?: () => Promise<object>
  log: Logger
  /** Milliseconds of a clock that only goes forward, to measure turns by. */
  now: () => number
  /** A new reference, as `errorReference` makes them: the correlation id of a turn. */
  newReference: () => string
  /** How long `close` waits for turns and files in flight; 10 s if left out. */
  stopMs?: number
  /** How long a reader of a file may take nothing; a minute if left out. */
  stallMs?: number
}>

export interface HttpServer {
  /** Resolves to the port it listens on: on this machine only while authentication is off. */
  listen(port: number): Promise<number>
  /** Stops accepting, lets turns in flight finish, and resolves when the last one is answered. */
  close(): Promise<void>
}

const pingMs = 1000

export function createServer(deps: ServerDeps): HttpServer {
  const { adapter, log, now, newReference, stopMs = 10_000 } = deps
  const restify = createRestify({ name: '', log: silent })
  const http = restify.server
  http.requestTimeout = 15_000
  http.headersTimeout = 10_000
  const measureTurn = createTurnMeasure()
  const inFlight = new Set<Promise<unknown>>()
  let isStopping = false
  let ping: Promise<void> | undefined

  const reply = (res: Response, status: number, body?: unknown) => {
    if (isStopping) res.setHeader('Connection', 'close')
    const text = body === undefined ? '' : JSON.stringify(body)
    const length = { 'Content-Length': String(Buffer.byteLength(text)) }
    res.sendRaw(
      status,
      text,
      text ? { ...length, 'Content-Type': 'application/json; charset=utf-8' } : length,
    )
  }

  const turnAway = (res: Response, { status, reason, cause }: HttpRefusal & { cause?: unknown }) => {
    log.warn('turned away', { status, outcome: reason }, cause)
    if (status === 401) res.setHeader('WWW-Authenticate', 'Bearer')
    if (status === 413) res.setHeader('Connection', 'close')
    reply(res, status, { error: reason })
  }

  async function serve(req: Request, res: Response): Promise<void> {
    const started = now()
    if (isStopping) return turnAway(res, { status: 503, reason: 'stopping' })
    const token = req.headers.authorization ?? ''
    if (adapter.requiresToken && !hasToken(token)) return turnAway(res, { status: 401, reason: 'no-token' })
    const read = await readJson(req)
    if (!read.ok) return turnAway(res, read.error)
    const body = read.value
    if (!isActivityLike(body)) return turnAway(res, { status: 400, reason: 'no-activity' })
    const caller = await adapter.authenticate(body, token)
    if (!caller.ok) return turnAway(res, caller.error)
    const activity = toActivity(body)
    if (!activity) return turnAway(res, { status: 400, reason: 'malformed-activity' })

    const correlationId = newReference()
    const activityType = loggedType(activity.type)
    let turn: Awaited<ReturnType<typeof runTurn>> = { outcome: 'failed' }
    let answer
    try {
      answer = await adapter.turn(caller.value, activity, async (context) => {
        turn = await runTurn(deps, context, correlationId)
      })
    } catch (cause) {
      // Not the bot's doing: no turn could be made, for want of credentials say.
      log.error('no turn', { correlationId, activityType }, cause)
      answer = activity.type === 'invoke' ? invokeApology(correlationId) : { status: 500 }
    }
    const status = answer?.status ?? 200
    reply(res, status, answer?.body)
    const ms = Math.round(now() - started)
    log.info('turn', { correlationId, activityType, ...turn, status, ms })
    measureTurn(ms, { activityType, outcome: turn.outcome })
  }

  /** A turn, or a file, is in flight until the bot is done and its answer has left. */
  const counted =
    (serve: (req: Request, res: Response) => Promise<void>) => async (req: Request, res: Response) => {
      const answered = new Promise((resolve) => res.once('close', resolve))
      const served = Promise.all([serve(req, res), answered])
      inFlight.add(served)
      try {
        await served
      } finally {
        inFlight.delete(served)
      }
    }

  async function isReady(): Promise<boolean> {
    if (isStopping) return false
    ping ??= deps.store.ping().finally(() => {
      ping = undefined
    })
    try {
      return (await within(pingMs, ping)) !== 'late'
    } catch (cause) {
      log.warn('store not ready', {}, cause)
      return false
    }
  }

  /** Nothing when it cannot be known in time: that alone makes nobody unready. */
  async function standing(): Promise<object> {
    try {
      const known = await within(pingMs, deps.status?.() ?? Promise.resolve({}))
      return known === 'late' ? {} : known
    } catch (cause) {
      log.warn('status not known', {}, cause)
      return {}
    }
  }

  // restify lets a request target or Host that is no URL end the process; getUrl keeps what it finds, so that
  // asking here costs nothing.
  restify.first((req, res) => {
    try {
      req.getUrl()
      return true
    } catch {
      res.writeHead(400, { Connection: 'close' })
      res.end()
      return false
    }
  })
  restify.post('/api/messages', counted(serve))
  const { look, fetch } = createFileRoutes(deps)
  restify.get('/files/:token', counted(look))
  restify.post('/files/:token', counted(fetch))
  restify.get('/healthz', async (_req, res) => reply(res, 200, { status: 'ok' }))
  restify.get('/readyz', async (_req, res) => {
    const ready = await isReady()
    reply(res, ready ? 200 : 503, { status: ready ? 'ok' : 'unavailable', ...(ready && (await standing())) })
  })
  // No route, a wrong method, or a fault in a handler above.
  restify.on('restifyError', (_req, res, error, done) => {
    const { statusCode: status = 500 } = error
    if (status >= 500) log.error('request failed', { status }, error)
    if (!res.headersSent) reply(res, status, { error: words[status] ?? 'failed' })
    done()
  })
  restify.on('error', (error) => log.error('server failed', {}, error))

  return {
    listen: (port) =>
      new Promise((resolve, reject) => {
        http.once('error', reject)
        const listening = () => {
          http.off('error', reject)
          const address = http.address()
          resolve(typeof address === 'object' && address ? address.port : port)
        }
        if (adapter.requiresToken) http.listen(port, listening)
        else http.listen(port, '127.0.0.1', listening)
      }),
    async close() {
      isStopping = true
      const closed = new Promise((resolve) => http.close(resolve))
      if ((await within(stopMs, Promise.allSettled(inFlight))) === 'late')
        log.warn('stopped with turns in flight', { count: inFlight.size })
      http.closeAllConnections()
      await closed
    },
  }
}

const words: Readonly<Record<number, string>> = { 404: 'not-found', 405: 'method-not-allowed' }

/** restify wants a log of its own and would write what it is sent; ours writes what is safe. */
const nothing = () => false
const silent = {
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
}
