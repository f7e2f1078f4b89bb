// What arrives at /api/messages from somebody who is not Teams, or from Teams on a bad day: always a clear answer in
// the 400s, never a 5xx, and the process lives.
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Bot } from '../../src/server/turn.ts'
import { activitiesOf, persona } from '../support/activities.ts'
import { startEdge } from '../support/edge.ts'
import type { TestEdge } from '../support/edge.ts'

let edge: TestEdge
let alex: ReturnType<typeof activitiesOf>
const run = vi.fn<Bot['run']>()

beforeAll(async () => {
  edge = await startEdge({ bot: { run } })
  alex = activitiesOf(persona('Alex Wilber'), { serviceUrl: edge.connector.url })
})
afterEach(async () => {
  run.mockClear()
  const { status } = await edge.get('/healthz')
  if (status !== 200) throw new Error(`The server did not outlive this: ${status}`)
})
afterAll(() => edge.close())

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
const padded = (bytes: number) => JSON.stringify({ ...alex.says(''), text: 'x'.repeat(bytes) })

describe('refused', () => {
  test.for<[string, number, string, () => string | Uint8Array, Record<string, string>]>([
    ['a broken gzip', 415, 'encoded', () => 'not gzip', { 'Content-Encoding': 'gzip' }],
    ['a gzip bomb', 415, 'encoded', () => gzipSync(Buffer.alloc(50_000_000)), { 'Content-Encoding': 'gzip' }],
    ['brotli', 415, 'encoded', () => 'x', { 'Content-Encoding': 'br' }],
    [
      'a form',
      415,
      'not-json',
      () => 'type=message',
      { 'Content-Type': 'application/x-www-form-urlencoded' },
    ],
    ['a file', 415, 'not-json', () => 'x', { 'Content-Type': 'multipart/form-data; boundary=x' }],
    ['text', 415, 'not-json', () => '{}', { 'Content-Type': 'text/plain' }],
    ['another alphabet', 415, 'not-json', () => '{}', { 'Content-Type': 'application/json; charset=utf-16' }],
    ['over 256 KB', 413, 'too-large', () => padded(256 * 1024), {}],
    ['five megabytes', 413, 'too-large', () => padded(5_000_000), {}],
    ['nothing', 400, 'malformed-json', () => '', {}],
    ['half a body', 400, 'malformed-json', () => '{"type":"mess', {}],
    ['no UTF-8', 400, 'malformed-json', () => new Uint8Array([0xff, 0xfe, 0x00]), {}],
    ['an array', 400, 'no-activity', () => '[{"type":"message"}]', {}],
    ['null', 400, 'no-activity', () => 'null', {}],
    ['a number', 400, 'no-activity', () => '7', {}],
    ['text in JSON', 400, 'no-activity', () => '"message"', {}],
    ['an empty object', 400, 'no-activity', () => '{}', {}],
    ['a type that is no text', 400, 'no-activity', () => '{"type":7}', {}],
    ['deep nesting', 400, 'too-deep', () => `{"type":"message","value":${nested(50_000)}}`, {}],
    ['deep nesting left open', 400, 'too-deep', () => '['.repeat(200_000), {}],
  ])('%s', async ([, status, error, body, headers]) => {
    expect(await edge.send(body(), headers)).toMatchObject({ status, body: { error } })
    expect(run).not.toHaveBeenCalled()
  })

  test.for<[string, object]>([
    ['no sender', { from: undefined }],
    ['no conversation', { conversation: undefined }],
    ['a conversation without an id', { conversation: { id: '' } }],
    ['no recipient', { recipient: undefined }],
    ['text that is none', { text: { $gt: '' } }],
    ['entities that are none', { entities: 'mention' }],
    ['members that are none', { membersAdded: [null] }],
    ['a tenant that is no text', { channelData: { tenant: { id: {} } } }],
    ['a service address that is no URL', { serviceUrl: 'file:///etc/passwd' }],
    ['replies expected in the response', { deliveryMode: 'expectReplies' }],
  ])('an activity with %s', async ([, fields]) => {
    const answer = await edge.send({ ...alex.says('balance'), ...fields })
    expect(answer).toMatchObject({ status: 400, body: { error: 'malformed-activity' } })
    expect(run).not.toHaveBeenCalled()
  })
})

describe('served', () => {
  test('a body of just under 256 KB', async () => {
    expect((await edge.send(padded(255 * 1024))).status).toBe(200)
  })

  test('brackets inside text are not nesting', async () => {
    expect((await edge.send(alex.says(`\\" ${nested(500)}`))).status).toBe(200)
  })

  test('a type nobody knows, which the bot may ignore', async () => {
    expect((await edge.send(alex.does('suggestion', {}))).status).toBe(200)
    expect(run).toHaveBeenCalledOnce()
  })

  test('times arrive as dates, and one that is no time not at all', async () => {
    let activity
    run.mockImplementationOnce(async (context) => void (activity = context.activity))
    await edge.send(alex.says('hi', { timestamp: 'yesterday' }))
    expect(activity).toMatchObject({ localTimestamp: new Date('2026-11-21T09:00:00Z') })
    expect(activity).not.toHaveProperty('timestamp')
  })
})

describe('other requests', () => {
  test('an unknown path is 404 and a wrong method 405, in JSON', async () => {
    expect(await edge.get('/admin')).toMatchObject({ status: 404, body: { error: 'not-found' } })
    expect(await edge.get('/api/messages')).toMatchObject({
      status: 405,
      body: { error: 'method-not-allowed' },
    })
  })

  test.for([
    'GET http://[ HTTP/1.1\r\nHost: bot',
    'GET http://bot:99999/ HTTP/1.1\r\nHost: bot',
    'GET /healthz HTTP/1.1\r\nHost: [',
    'GET /%E0%A4%A HTTP/1.1\r\nHost: bot',
    'GET // HTTP/1.1\r\nHost: bot',
    'POST /api/messages HTTP/9.9\r\nHost: bot',
    'nonsense',
  ])('a request line that is no request: %s', async (head) => {
    const socket = connect(Number(new URL(edge.url).port), '127.0.0.1')
    socket.write(`${head}\r\nConnection: close\r\n\r\n`)
    const [first] = (await new Promise<Buffer>((resolve) => socket.once('data', resolve)))
      .toString()
      .split('\r\n')
    socket.destroy()
    expect(first).toMatch(/^HTTP\/1.1 4\d\d /)
  })

  test('a sender who leaves in the middle of the body', async () => {
    const socket = connect(Number(new URL(edge.url).port), '127.0.0.1')
    const head = 'Host: bot\r\nContent-Type: application/json\r\nContent-Length: 99'
    await new Promise((resolve) => socket.write(`POST /api/messages HTTP/1.1\r\n${head}\r\n\r\n{`, resolve))
    expect((await edge.get('/healthz')).status).toBe(200)
    const logged = edge.lines.length
    socket.destroy()
    await vi.waitFor(() => expect(edge.lines.slice(logged)).toMatchObject([{ outcome: 'cut-short' }]), 30_000)
    expect(run).not.toHaveBeenCalled()
  })
})
