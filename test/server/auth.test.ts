// Tokens signed by an issuer of our own go through botbuilder's real validation: whoever is refused has not reached
// the bot, and gets a 401 or 403, never a 500.
import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { Adapter } from '../../src/server/auth.ts'
import type { Bot } from '../../src/server/turn.ts'
import { activitiesOf, persona } from '../support/activities.ts'
import { startEdge } from '../support/edge.ts'
import type { TestEdge } from '../support/edge.ts'
import { startIssuer, testIdentity } from '../support/issuer.ts'
import type { TestIssuer, TokenOptions } from '../support/issuer.ts'

let issuer: TestIssuer
let edge: TestEdge
let alex: ReturnType<typeof activitiesOf>
let serviceUrl: string
const run = vi.fn<Bot['run']>(async (context) => {
  await context.sendActivity('served')
})

beforeAll(async () => {
  // botbuilder prints what it refuses.
  vi.spyOn(console, 'error').mockReturnValue()
  issuer = await startIssuer()
  edge = await startEdge({ bot: { run }, adapter: new Adapter(testIdentity, { issuer: issuer.options }) })
  serviceUrl = edge.connector.url
  alex = activitiesOf(persona('Alex Wilber'), { serviceUrl })
})
beforeEach(() => {
  run.mockClear()
})
afterAll(async () => {
  vi.restoreAllMocks()
  await edge.close()
  await issuer.close()
})

const authorised = async (options: TokenOptions = {}) => ({
  Authorization: await issuer.token({ serviceUrl, ...options }),
})

test('a good token is served', async () => {
  const { status } = await edge.send(alex.says('balance'), await authorised())
  expect(status).toBe(200)
  expect((await edge.connector.nextActivity()).activity.text).toBe('served')
  expect(run).toHaveBeenCalledOnce()
})

describe('a token is refused', () => {
  test.for<[string, TokenOptions]>([
    ['signed by another key', { signed: 'forged' }],
    ['with alg none', { signed: 'none' }],
    ['signed with HS256 by the published key', { signed: 'HS256' }],
    ['for another audience', { audience: 'another-app' }],
    ['from another issuer', { issuer: 'https://issuer.example.com' }],
    ['that has expired', { expiresIn: -3600 }],
    ['that is not valid yet', { notBefore: 3600 }],
    ['under a key nobody published', { kid: 'unpublished' }],
    ['for another service address', { serviceUrl: 'https://elsewhere.example.com/' }],
  ])('%s', async ([, options]) => {
    const { status } = await edge.send(alex.says('balance'), await authorised(options))
    expect(status).toBe(401)
    expect(run).not.toHaveBeenCalled()
  })

  test('that names no service address', async () => {
    const { status } = await edge.send(alex.says('balance'), { Authorization: await issuer.token({}) })
    expect(status).toBe(401)
    expect(run).not.toHaveBeenCalled()
  })

  test.for<[string, Record<string, string>]>([
    ['none', {}],
    ['an empty one', { Authorization: '' }],
    ['another scheme', { Authorization: 'Basic YTpi' }],
    ['no token', { Authorization: 'Bearer' }],
    ['a word', { Authorization: 'Bearer token' }],
    ['three words', { Authorization: 'Bearer a.b.c d' }],
    ['three parts of nothing', { Authorization: 'Bearer a.b.c' }],
  ])('header: %s', async ([, headers]) => {
    const { status } = await edge.send(alex.says('balance'), headers)
    expect(status).toBe(401)
    expect(run).not.toHaveBeenCalled()
  })
})

describe('a good token does not cover', () => {
  test.for<[string, object]>([
    ['an activity without a service address', { serviceUrl: undefined }],
    ['an empty service address', { serviceUrl: '' }],
    ['a service address that is no text', { serviceUrl: 7 }],
    ['another channel', { channelId: 'directline' }],
    ['the emulator', { channelId: 'emulator' }],
    ['no channel', { channelId: undefined }],
  ])('%s', async ([, fields]) => {
    const { status } = await edge.send({ ...alex.says('balance'), ...fields }, await authorised())
    expect(status).toBe(403)
    expect(run).not.toHaveBeenCalled()
  })
})

test('a token for the emulator, which botbuilder takes and which covers no service address', async () => {
  const token = await issuer.token({
    issuer: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
    claims: { ver: '1.0', appid: testIdentity.appId },
  })
  const answer = await edge.send(alex.says('balance'), { Authorization: token })
  expect(answer).toMatchObject({ status: 403, body: { error: 'service-url' } })
  expect(run).not.toHaveBeenCalled()
})

test('without a token not even the body is read', async () => {
  const { port } = new URL(edge.url)
  const socket = connect(Number(port), '127.0.0.1')
  // The body is announced and never sent: whoever waits for it would not answer.
  socket.write(
    'POST /api/messages HTTP/1.1\r\nHost: bot\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n',
  )
  const [first] = (await new Promise<Buffer>((resolve) => socket.once('data', resolve)))
    .toString()
    .split('\r\n')
  socket.destroy()
  expect(first).toBe('HTTP/1.1 401 Unauthorized')
})

test('a refusal is logged by its reason and never by what was sent', async () => {
  edge.lines.length = 0
  await edge.send(alex.says('a private note'), await authorised({ signed: 'forged' }))
  expect(edge.lines).toMatchObject([{ msg: 'turned away', status: 401, outcome: 'token' }])
  expect(JSON.stringify(edge.lines)).not.toMatch(/private note|Alex|eyJ/)
})
