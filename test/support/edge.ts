// The whole HTTP edge around a bot, on free ports: a test posts what Teams posts and reads what Teams reads.
import { randomInt } from 'node:crypto'
import { Adapter } from '../../src/server/auth.ts'
import { createLogger, errorReference } from '../../src/server/log.ts'
import { createServer } from '../../src/server/server.ts'
import type { ServerDeps } from '../../src/server/server.ts'
import type { Bot } from '../../src/server/turn.ts'
import { startConnector } from './connector.ts'
import type { TestConnector } from './connector.ts'

export interface Answer {
  status: number
  /** Parsed when it is JSON; undefined when empty. */
  body: unknown
  headers: Headers
}

export interface TestEdge {
  url: string
  adapter: Adapter
  connector: TestConnector
  /** Every line logged, parsed. */
  lines: Record<string, unknown>[]
  /** Posts an activity (or, as a string or bytes, anything) to `/api/messages`. */
  send(activity: object | string | Uint8Array, headers?: Record<string, string>): Promise<Answer>
  get(path: string): Promise<Answer>
  /** Presses the button of the page behind a link: what comes, as it came. */
  fetchFile(link: string): Promise<Response>
  /** Stops the server alone. */
  stop(): Promise<void>
  /** Stops the server, and the connector if it was made here. */
  close(): Promise<void>
}

export type EdgeOptions = Partial<ServerDeps> & { bot: Bot; connector?: TestConnector; port?: number }

/** Authentication is off unless an adapter is given. */
export async function startEdge(options: EdgeOptions): Promise<TestEdge> {
  const connector = options.connector ?? (await startConnector())
  const adapter = options.adapter ?? new Adapter(noIdentity)
  const lines: Record<string, unknown>[] = []
  const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>)
  const server = createServer({
    store: { ping: () => Promise.resolve() },
    files: {
      look: () => Promise.resolve('unknown'),
      claim: () => Promise.resolve({ ok: false, error: 'unknown' }),
    },
    log: createLogger('info', { write }),
    now: () => performance.now(),
    newReference: () => errorReference(randomInt(2 ** 40)),
    ...options,
    adapter,
  })
  const url = `http://127.0.0.1:${await server.listen(options.port ?? 0)}`

  const ask = async (path: string, init?: RequestInit): Promise<Answer> => {
    const res = await fetch(`${url}${path}`, init)
    const text = await res.text()
    const isJson = res.headers.get('content-type')?.startsWith('application/json')
    return {
      status: res.status,
      body: text && isJson ? JSON.parse(text) : text || undefined,
      headers: res.headers,
    }
  }

  return {
    url,
    adapter,
    connector,
    lines,
    send: (activity, headers = {}) =>
      ask('/api/messages', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
        body:
          typeof activity === 'string' || activity instanceof Uint8Array
            ? (activity as string)
            : JSON.stringify(activity),
      }),
    get: (path) => ask(path),
    fetchFile: (link) => fetch(`${url}${new URL(link).pathname}`, { method: 'POST' }),
    stop: () => server.close(),
    async close() {
      await server.close()
      if (!options.connector) await connector.close()
    },
  }
}

const noIdentity = { appId: '', password: '', type: 'SingleTenant', tenantId: '' } as const
