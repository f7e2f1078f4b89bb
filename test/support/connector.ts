// A stand-in for Teams' connector: takes what the bot sends, knows who is in a conversation, and misbehaves on request.
// Tests wait for an activity by name of the event, never by the clock.
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Persona } from './activities.ts'

/** One activity that the bot sent, or a card it rewrote. */
export interface Sent {
  method: 'POST' | 'PUT'
  conversationId: string
  /** The id the connector gave it; of a rewritten card, the id it already had. */
  id: string
  replyToId?: string
  activity: Record<string, unknown> & {
    type: string
    text?: string
    summary?: string
    attachments?: unknown[]
  }
  authorization?: string
}

/** How one request is answered instead of well. */
export interface Mishap {
  /** Left out, the request never gets an answer. */
  status?: number
  body?: unknown
  headers?: Record<string, string>
  /** Only requests with this method meet it. */
  method?: string
  /** The connection is cut instead of an answer. */
  isCut?: boolean
  /** What was sent arrives all the same: only the answer is lost. */
  isTaken?: boolean
  /** Wait for this before answering (well, unless there is a status). */
  until?: Promise<unknown>
}

export interface TestConnector {
  url: string
  /** Everything sent so far, in order. */
  sent: Sent[]
  /** Requests of any kind, such as `GET /v3/conversations/a:1/members/29:x`. */
  requests: string[]
  /** The next activity that no `nextActivity` has returned yet; rejects after 5 s. */
  nextActivity(): Promise<Sent>
  /** People whom the members calls know, beside those given at the start. */
  add(...people: Persona[]): void
  /** The next request meets this; several wait in order. */
  mishap(next: Mishap): void
  close(): Promise<void>
}

export async function startConnector(people: readonly Persona[] = []): Promise<TestConnector> {
  const roster = [...people]
  const sent: Sent[] = []
  const requests: string[] = []
  const mishaps: Mishap[] = []
  const waiting: ((next: Sent) => void)[] = []
  let taken = 0
  let made = 0

  const record = (next: Sent) => {
    sent.push(next)
    const waiter = waiting.shift()
    if (!waiter) return
    taken++
    waiter(next)
  }

  function answer(req: IncomingMessage, path: string, body: unknown): [status: number, body: unknown] {
    const [, conversationId = '', part = '', id = ''] = path.split('/').slice(2).map(decodeURIComponent)
    const { method = '' } = req
    if (method === 'POST' && path === '/v3/conversations')
      return [201, { id: `a:created-${++made}`, activityId: `1:${++made}`, serviceUrl: url }]
    if (part === 'activities' && (method === 'POST' || method === 'PUT')) {
      const given = method === 'PUT' ? id : `1:${++made}`
      record({
        method,
        conversationId,
        id: given,
        ...(method === 'POST' && id ? { replyToId: id } : {}),
        activity: body as Sent['activity'],
        ...(req.headers.authorization ? { authorization: req.headers.authorization } : {}),
      })
      return [method === 'PUT' ? 200 : 201, { id: given }]
    }
    if (part === 'activities' && method === 'DELETE') return [200, {}]
    if (part === 'members' && id) {
      const member = roster.find((person) => person.id === id || person.aadObjectId === id)
      return member ? [200, toMember(member)] : [404, { error: { code: 'MemberNotFoundInConversation' } }]
    }
    if (part === 'members') return [200, roster.map(toMember)]
    if (part === 'pagedmembers') return [200, { members: roster.map(toMember) }]
    return [404, { error: { code: 'NotFound' } }]
  }

  async function serve(req: IncomingMessage, res: ServerResponse) {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const path = (req.url ?? '').split('?')[0] ?? ''
    requests.push(`${req.method} ${decodeURIComponent(path)}`)
    const text = Buffer.concat(chunks).toString()
    const at = mishaps.findIndex((next) => !next.method || next.method === req.method)
    const [mishap] = at < 0 ? [] : mishaps.splice(at, 1)
    if (mishap?.isTaken) answer(req, path, JSON.parse(text))
    if (mishap?.isCut) {
      req.socket.destroy()
      return
    }
    if (mishap && !mishap.until && !mishap.status) return
    await mishap?.until
    const [status, body] = mishap?.status
      ? [mishap.status, mishap.body ?? {}]
      : answer(req, path, text ? JSON.parse(text) : undefined)
    res.writeHead(status, { 'Content-Type': 'application/json', ...mishap?.headers })
    res.end(JSON.stringify(body))
  }

  const server = createServer((req, res) => {
    serve(req, res).catch((error: unknown) => {
      res.statusCode = 500
      res.end(String(error))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`

  return {
    url,
    sent,
    requests,
    nextActivity() {
      const next = sent[taken]
      if (next) {
        taken++
        return Promise.resolve(next)
      }
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          waiting.splice(waiting.indexOf(waiter), 1)
          reject(new Error(`No activity came; the connector saw: ${requests.join(', ') || 'nothing'}`))
        }, 30_000)
        const waiter = (activity: Sent) => {
          clearTimeout(late)
          resolve(activity)
        }
        waiting.push(waiter)
      })
    },
    add: (...more) => void roster.push(...more),
    mishap: (next) => void mishaps.push(next),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

const toMember = (person: Persona) => ({ ...person, objectId: person.aadObjectId, userRole: 'user' })
