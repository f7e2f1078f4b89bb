// A fast stand-in for Teams' connector: it takes whatever a bot sends, keeps the last activity of each conversation, and
// knows who is in them. It does less than the one of the tests, so that what is measured is the bot.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Persona } from '../support/activities.ts'

export interface Connector {
  readonly url: string
  /** The last activity sent to a conversation, as JSON. */
  last(conversationId: string): string
  /** The next activity sent there whose JSON has the words. */
  next(conversationId: string, words: string): Promise<string>
  stop(): Promise<void>
}

export async function startConnector(roster: readonly Persona[]): Promise<Connector> {
  const members = new Map(roster.map((person) => [person.id, JSON.stringify(toMember(person))]))
  const sent = new Map<string, Buffer>()
  const awaited = new Map<string, { words: string; take: (activity: string) => void }[]>()

  const server = createServer((req, res) => {
    const [, , , conversation = '', part, id = ''] = (req.url ?? '').split('/')
    const answer = (status: number, body: string) => {
      res.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) })
      res.end(body)
    }
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => void chunks.push(chunk))
    req.on('end', () => {
      const member = part === 'members' ? members.get(decodeURIComponent(id)) : undefined
      if (member) return answer(200, member)
      if (part !== 'activities') return answer(404, '{}')
      const body = Buffer.concat(chunks)
      sent.set(conversation, body)
      answer(201, '{"id":"1:sent"}')
      const waiting = awaited.get(conversation)
      if (!waiting) return
      const text = body.toString()
      for (const each of waiting) if (text.includes(each.words)) each.take(text)
      awaited.set(
        conversation,
        waiting.filter(({ words }) => !text.includes(words)),
      )
    })
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    last: (conversationId) => sent.get(encodeURIComponent(conversationId))?.toString() ?? '{}',
    next: (conversationId, words) =>
      new Promise((take) => {
        const conversation = encodeURIComponent(conversationId)
        awaited.set(conversation, [...(awaited.get(conversation) ?? []), { words, take }])
      }),
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

const toMember = (person: Persona) => ({ ...person, objectId: person.aadObjectId, userRole: 'user' })
