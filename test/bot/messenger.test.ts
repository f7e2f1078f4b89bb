// What the bot sends without being asked: what goes over the wire, what is made of each answer, and that people get it in
// the chat they use.
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Messenger } from '../../src/app/outbox/delivery.ts'
import { leave } from '../../src/app/outbox/outbox.ts'
import { groupPartition, hash } from '../../src/app/keys.ts'
import type { Reach } from '../../src/app/outbox/reach.ts'
import { button, reply } from '../../src/bot/cards.ts'
import { createMessenger } from '../../src/bot/messenger.ts'
import { Adapter } from '../../src/server/auth.ts'
import { startBot, type TestBot } from '../support/bot.ts'
import { startConnector, type Mishap, type TestConnector } from '../support/connector.ts'
import { startIssuer, testIdentity } from '../support/issuer.ts'

const message = { summary: 'Alex asks for 2 h', card: { type: 'AdaptiveCard', version: '1.5', body: [] } }

let connector: TestConnector
let messenger: Messenger
/** Gives up soon, for what is never answered: everything else is waited for, on a busy machine too. */
let impatient: Messenger
let reach: Reach

beforeAll(async () => {
  connector = await startConnector()
  const identity = { appId: '', password: '', type: 'SingleTenant', tenantId: '' } as const
  messenger = createMessenger(new Adapter(identity, { connectorTimeoutMs: 60_000 }), '')
  impatient = createMessenger(new Adapter(identity, { connectorTimeoutMs: 1_000 }), '')
  reach = {
    type: 'reach',
    v: 1,
    serviceUrl: connector.url,
    conversation: 'a:1',
    bot: '28:bot',
    user: '29:alex',
    tenant: 'tenant',
    object: 'entra-id',
  }
})
afterEach(() => {
  connector.sent.length = 0
  connector.requests.length = 0
})
afterAll(() => connector.close())

describe('over the wire', () => {
  test('a message is an activity of its own in the person’s chat, with a summary and one card', async () => {
    const outcome = await messenger.send(reach, message)
    const [sent] = connector.sent
    expect(outcome).toEqual({ type: 'sent', activity: sent?.id })
    expect(sent).toMatchObject({ method: 'POST', conversationId: 'a:1' })
    expect(sent?.replyToId).toBeUndefined()
    expect(sent?.activity).toMatchObject({
      type: 'message',
      summary: message.summary,
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: message.card }],
      from: { id: '28:bot' },
      recipient: { id: '29:alex' },
    })
    expect(sent?.activity.text).toBeUndefined()
  })

  test('a rewritten card keeps its id', async () => {
    expect(await messenger.rewrite(reach, '1:77', message)).toEqual({ type: 'sent' })
    expect(connector.requests).toEqual(['PUT /v3/conversations/a:1/activities/1:77'])
    expect(connector.sent[0]?.activity.summary).toBe(message.summary)
  })

  test('a new conversation is asked for with the Entra id in `id`', async () => {
    const opened = await messenger.open(reach)
    expect(opened).toMatchObject({ type: 'opened', conversation: expect.stringMatching(/^a:created/) })
    expect(connector.requests).toEqual(['POST /v3/conversations'])
  })

  test('with credentials it speaks as the app', async () => {
    const issuer = await startIssuer()
    onTestFinished(() => issuer.close())
    const adapter = new Adapter(testIdentity, { issuer: issuer.options })
    const outcome = await createMessenger(adapter, testIdentity.appId).send(reach, message)
    expect(outcome.type).toBe('sent')
  })
})

describe('what is made of the answer', () => {
  const retry = (afterMs?: number) => (afterMs === undefined ? { type: 'retry' } : { type: 'retry', afterMs })
  const after = (seconds: string): Pick<Mishap, 'headers'> => ({ headers: { 'Retry-After': seconds } })
  const at = 'Mon, 23 Nov 2026 09:00:00 GMT'

  test.each<[string, Mishap, object]>([
    ['429', { status: 429 }, retry()],
    ['429 with Retry-After', { status: 429, ...after('7') }, retry(7_000)],
    ['503 with Retry-After', { status: 503, ...after('0') }, retry(0)],
    [
      '429 with a date',
      { status: 429, headers: { Date: at, 'Retry-After': 'Mon, 23 Nov 2026 09:01:00 GMT' } },
      retry(60_000),
    ],
    ['429 with a date that is past', { status: 429, headers: { Date: at, 'Retry-After': at } }, retry(0)],
    ['429 with nonsense', { status: 429, ...after('soon') }, retry()],
    ['412', { status: 412 }, retry()],
    ['503', { status: 503 }, retry()],
    ['500', { status: 500 }, { type: 'unknown' }],
    ['502', { status: 502 }, { type: 'unknown' }],
    ['504', { status: 504 }, { type: 'unknown' }],
    ['a reset', { isCut: true }, { type: 'unknown' }],
    ['a reset after it arrived', { isCut: true, isTaken: true }, { type: 'unknown' }],
    [
      '403 blocked',
      { status: 403, body: { error: { code: 'ConversationBlockedByUser' } } },
      { type: 'gone' },
    ],
    [
      '403 not there',
      { status: 403, body: { error: { code: 'BotNotInConversationRoster' } } },
      { type: 'gone' },
    ],
    ['403 disabled', { status: 403, body: { error: { code: 'BotDisabledByAdmin' } } }, { type: 'gone' }],
    ['404', { status: 404 }, { type: 'missing' }],
    ['400', { status: 400 }, { type: 'refused' }],
    ['401', { status: 401 }, { type: 'refused' }],
    ['413', { status: 413 }, { type: 'refused' }],
  ])('%s', (_, mishap, expected) => expectOutcome(messenger, mishap, expected))

  test('no answer', () => expectOutcome(impatient, {}, { type: 'unknown' }))

  /** The same of everything that it sends, each of which is sent once. */
  async function expectOutcome(by: Messenger, mishap: Mishap, expected: object): Promise<void> {
    for (const act of [
      () => by.send(reach, message),
      () => by.rewrite(reach, '1:1', message),
      () => by.open(reach),
    ]) {
      connector.requests.length = 0
      connector.mishap(mishap)
      expect(await act()).toEqual(expected)
      expect(connector.requests).toHaveLength(1)
    }
  }

  test('no connection: nothing was sent', async () => {
    const nowhere = { ...reach, serviceUrl: 'http://127.0.0.1:1/' }
    expect(await messenger.send(nowhere, message)).toEqual({ type: 'retry' })
  })

  test('what is no doing of Teams is thrown', async () => {
    const issuer = await startIssuer()
    onTestFinished(() => issuer.close())
    const credentials = {
      isValidAppId: () => Promise.resolve(true),
      isAuthenticationDisabled: () => Promise.resolve(false),
      createCredentials: () => Promise.resolve({ signRequest: () => Promise.reject(new Error('no token')) }),
    }
    const adapter = new Adapter(testIdentity, { issuer: { ...issuer.options, credentials } })
    await expect(createMessenger(adapter, testIdentity.appId).send(reach, message)).rejects.toThrow(
      'no token',
    )
  })
})

describe('through the whole bot', () => {
  let bot: TestBot
  let state: string

  beforeAll(async () => {
    bot = await startBot({
      deliveries: () => ({
        topics: {
          note: async (ref, person) =>
            reply('notice', `${state}: ${ref['note']}`, {
              title: `${state}, ${person.name}`,
              lines: [],
              actions: [button('Balance', 'balance')],
            }),
        },
      }),
    })
  })
  afterAll(() => bot.close())

  const tell = async (name: string, note: string) => {
    const person = hash('independent', bot.as(name).who.email).slice(0, 16)
    const errand = { kind: 'tell', group: 'independent', person, topic: 'note', ref: { note } } as const
    await bot.store.commit(groupPartition('independent'), [leave(note, errand, bot.deps.clock.now())])
  }

  test('people are told in the chat they last used, can press what they get, and see how it ended', async () => {
    state = 'asked'
    const megan = bot.as('Megan Bowen')
    await megan.says('hi')
    await tell('Megan Bowen', 'one')
    const card = await megan.receives()
    expect(card.summary).toBe('asked: one')
    expect(card.text).toContain('asked, Megan Bowen')
    expect((await megan.presses(card, 'Balance')).text).toContain('30 days')
    state = 'agreed'
    const errand = { kind: 'refresh', group: 'independent', topic: 'note', ref: { note: 'one' } } as const
    await bot.store.commit(groupPartition('independent'), [leave('agreed', errand, bot.deps.clock.now())])
    await bot.runDue()
    expect(card.latest().text).toContain('agreed, Megan Bowen')
    expect(megan.copies().map(({ summary }) => summary)).toEqual(['agreed: one'])
    await expect(megan.receives()).rejects.toThrow('nothing (more) came')
  })

  test('installing is enough to be reached; after removing the app nothing is sent until it is back', async () => {
    state = 'asked'
    const diego = bot.as('Diego Siciliani')
    await tell('Diego Siciliani', 'first')
    await bot.runDue()
    await bot.edge.send(diego.does.installs())
    expect((await diego.receives()).summary).toBe('asked: first')
    await bot.edge.send(diego.does.uninstalls())
    await tell('Diego Siciliani', 'second')
    await expect(diego.receives()).rejects.toThrow('nothing')
    await bot.edge.send(diego.does.installs())
    expect((await diego.receives()).summary).toBe('asked: second')
  })

  test('P6: what is said in a group chat does not make it the place where somebody is told', async () => {
    const lynne = bot.as('Lynne Robbins')
    await lynne.says('hi')
    await bot.edge.send(lynne.does.saysInGroupChat('balance'))
    await tell('Lynne Robbins', 'private')
    const { activityId } = await lynne.receives()
    const sent = bot.edge.connector.sent.find(({ id }) => id === activityId)
    expect(sent?.conversationId).toBe(`a:${lynne.who.aadObjectId}`)
  })
})
