// Cosmos DB for tests: @vercel/cosmosdb-server behind real HTTP, with what it lacks. It does not roll a failed batch
// back, ignores the partition of a query, forgets no expired item, limits no batch and never fails; this does.
import { createHttpServer } from '@vercel/cosmosdb-server'
import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'

export type CosmosRequest = 'read' | 'query' | 'batch'
/** An HTTP status, or no answer at all: the request is dropped, or takes effect all the same. */
export type CosmosFault = number | 'hang before' | 'hang after'

export interface FaultOptions {
  readonly times?: number
  /** Sent with a status. */
  readonly headers?: Record<string, string>
}

export interface CosmosServer {
  readonly endpoint: string
  readonly key: string
  /** The next requests of a kind fail. */
  fail(request: CosmosRequest, fault: CosmosFault, options?: FaultOptions): void
  close(): Promise<void>
}

interface Answer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: string
}
interface Operation {
  readonly operationType: string
  readonly id?: string
  readonly ifMatch?: string
  readonly resourceBody?: { readonly id: string; readonly ttl?: number }
}

const partitionHeader = 'x-ms-documentdb-partitionkey'
const crossPartitionHeader = 'x-ms-documentdb-query-enablecrosspartition'
const continueHeader = 'x-ms-cosmos-batch-continue-on-error'

/** @param now epoch milliseconds, by which items expire. */
export async function startCosmosServer(now: () => number = Date.now): Promise<CosmosServer> {
  const server = createHttpServer()
  const [emulate] = server.listeners('request') as RequestListener[]
  const faults: {
    request: CosmosRequest
    fault: CosmosFault
    times: number
    headers: Record<string, string>
  }[] = []
  /** When items end, by the address of their document. */
  const ends = new Map<string, { at: number; headers: IncomingHttpHeaders }>()
  let batches: Promise<unknown> = Promise.resolve()

  server.removeAllListeners('request').on('request', (request: IncomingMessage, response: ServerResponse) => {
    serve(request, response).catch((cause: unknown) => response.destroy(cause as Error))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key: 'dGVzdA==',
    fail: (request, fault, { times = 1, headers = {} } = {}) =>
      void faults.push({ request, fault, times, headers }),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request
    const body = await text(request)
    const kind = kindOf(method, url, headers)
    const next = faults.find((one) => one.request === kind && one.times > 0)
    if (next) next.times -= 1
    if (next?.fault === 'hang before') return
    const answer =
      typeof next?.fault === 'number'
        ? refusal(next.fault, next.headers)
        : await handle(kind, method, url, headers, body)
    if (next?.fault === 'hang after') return
    response.writeHead(answer.status, answer.headers).end(answer.body)
  }

  async function handle(
    kind: CosmosRequest | 'plan' | 'other',
    method: string,
    url: string,
    headers: IncomingHttpHeaders,
    body: string,
  ): Promise<Answer> {
    if (kind === 'plan') return refusal(400) // the SDK asks for a plan with every query, and needs it for none of ours
    await removeExpired()
    if (kind === 'batch') {
      const answer = batches.then(() => batch(url, headers, body))
      batches = answer.catch(() => undefined)
      return answer
    }
    if (kind === 'query') return ask(method, url, headers, inPartition(body, headers[partitionHeader]))
    // Without this header the emulator stumbles over a document that is missing.
    return ask(method, url, kind === 'read' ? { ...headers, [crossPartitionHeader]: 'true' } : headers, body)
  }

  async function batch(url: string, headers: IncomingHttpHeaders, body: string): Promise<Answer> {
    if (Buffer.byteLength(body) > 2 * 1024 * 1024) return refusal(413)
    const partitionKey = String(headers[partitionHeader])
    const operations = (JSON.parse(body) as Operation[]).map((one) => ({ ...one, partitionKey }))
    const ids = operations.map(({ id, resourceBody }) => id ?? resourceBody?.id ?? '')
    const reads = ids.map((id) => ({ operationType: 'Read', id, partitionKey }))
    const read = await ask('POST', url, { ...headers, [continueHeader]: 'true' }, JSON.stringify(reads))
    const found = JSON.parse(read.body) as { statusCode: number; eTag?: string }[]
    const statuses = operations.map((operation, index) => statusOf(operation, found[index]?.eTag))
    const guilty = statuses.find((status) => status >= 400)
    if (guilty !== undefined) {
      const index = statuses.indexOf(guilty)
      const results = statuses.map((_, at) => ({ statusCode: at === index ? guilty : 424, requestCharge: 0 }))
      return { status: 207, headers: { 'content-type': 'application/json' }, body: JSON.stringify(results) }
    }
    operations.forEach(({ resourceBody }, index) => {
      const address = `${url.replace(/\/$/, '')}/${ids[index]}`
      if (resourceBody?.ttl === undefined) ends.delete(`${partitionKey} ${address}`)
      else ends.set(`${partitionKey} ${address}`, { at: now() + resourceBody.ttl * 1_000, headers })
    })
    return ask('POST', url, headers, JSON.stringify(operations))
  }

  async function removeExpired(): Promise<void> {
    for (const [key, { at, headers }] of ends) {
      if (at > now()) continue
      ends.delete(key)
      const { 'x-ms-cosmos-is-batch-request': _, ...rest } = headers
      await ask('DELETE', key.slice(key.indexOf(' ') + 1), rest, '')
    }
  }

  function ask(method: string, url: string, headers: IncomingHttpHeaders, body: string): Promise<Answer> {
    const request = Object.assign(Readable.from(Buffer.from(body), { objectMode: false }), {
      method,
      url,
      headers,
    })
    return new Promise((resolve) => {
      const kept: Record<string, string> = {}
      const response = {
        statusCode: 200,
        setHeader: (name: string, value: string) => void (kept[name] = value),
        end: (answer = '') => resolve({ status: response.statusCode, headers: kept, body: answer }),
      }
      emulate?.(
        request as unknown as IncomingMessage,
        response as unknown as ServerResponse & { req: IncomingMessage },
      )
    })
  }
}

function kindOf(method: string, url: string, headers: IncomingHttpHeaders): CosmosRequest | 'plan' | 'other' {
  if (headers['x-ms-cosmos-is-query-plan-request']) return 'plan'
  if (headers['x-ms-cosmos-is-batch-request']) return 'batch'
  if (headers['x-ms-documentdb-isquery']) return 'query'
  return method === 'GET' && url.includes('/docs/') ? 'read' : 'other'
}

/** What the service would answer to an operation of a batch, given the etag of the document as it is. */
function statusOf({ operationType, ifMatch }: Operation, etag: string | undefined): number {
  if (operationType === 'Create') return etag === undefined ? 201 : 409
  if (etag === undefined) return 404
  if (ifMatch !== undefined && ifMatch !== etag) return 412
  return operationType === 'Delete' ? 204 : 200
}

function inPartition(body: string, header: string | string[] | undefined): string {
  if (typeof header !== 'string') return body
  const { query, parameters = [] } = JSON.parse(body) as { query: string; parameters?: object[] }
  const [value] = JSON.parse(header) as string[]
  return JSON.stringify({
    query: query.replace('WHERE', 'WHERE c.pk = @partition AND'),
    parameters: [...parameters, { name: '@partition', value }],
  })
}

const refusal = (status: number, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ message: `status ${status}` }),
})
