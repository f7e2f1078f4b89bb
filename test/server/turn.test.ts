// Whatever the bot does in a turn, whoever is there gets an answer, and the log gets the place but not the words.
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { TurnContext } from 'botbuilder'
import { Adapter } from '../../src/server/auth.ts'
import { activitiesOf, persona } from '../support/activities.ts'
import { startConnector } from '../support/connector.ts'
import type { TestConnector } from '../support/connector.ts'
import { startEdge } from '../support/edge.ts'
import type { TestEdge } from '../support/edge.ts'

let connector: TestConnector
let edge: TestEdge
let alex: ReturnType<typeof activitiesOf>
let behave: (context: TurnContext) => Promise<unknown>

const adapter = (connectorTimeoutMs: number) =>
  new Adapter({ appId: '', password: '', type: 'SingleTenant', tenantId: '' }, { connectorTimeoutMs })

beforeAll(async () => {
  connector = await startConnector()
  const run = async (context: TurnContext) => void (await behave(context))
  edge = await startEdge({ bot: { run }, adapter: adapter(60_000), connector })
  alex = activitiesOf(persona('Alex Wilber'), { serviceUrl: connector.url })
})
beforeEach(() => {
  edge.lines.length = 0
  connector.sent.length = 0
})
afterAll(async () => {
  await edge.close()
  await connector.close()
})

const reference = /reference ([0-9A-Z]{4}-[0-9A-Z]{4})\./
const failing = () =>
  Promise.reject(new TypeError('Cannot read "mentoring for Rutland"\n    at note (secret.ts:1:1)'))

describe('when the bot throws', () => {
  test('a message gets one sentence with the reference that the log has', async () => {
    behave = failing
    expect((await edge.send(alex.says('log 2h'))).status).toBe(200)
    expect(connector.sent).toHaveLength(1)
    const text = connector.sent[0]?.activity.text ?? ''
    const [, correlationId] = reference.exec(text) ?? []
    expect(text).toBe(
      'Sorry, something went wrong on our side. You can safely try again: nothing is recorded twice. ' +
        `If it keeps happening, give your group office the reference ${correlationId}.`,
    )
    expect(edge.lines).toMatchObject([
      { msg: 'turn failed', correlationId, activityType: 'message', cause: { name: 'TypeError' } },
      { msg: 'turn', correlationId, outcome: 'failed', status: 200 },
    ])
  })

  test('an invoke gets it in its answer, even if it had another one ready', async () => {
    behave = async (context) => {
      await context.sendActivity({ type: 'invokeResponse', value: { status: 500, body: {} } })
      throw new Error('late')
    }
    const answer = await edge.send(alex.presses('save', {}))
    expect(answer).toMatchObject({
      status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message' },
    })
    expect((answer.body as { value: string }).value).toMatch(reference)
  })

  test('an installation is only logged: there is nothing that anybody asked', async () => {
    behave = failing
    expect((await edge.send(alex.installs())).status).toBe(200)
    expect(connector.sent).toEqual([])
  })

  test('the log has where, and not a word of what', async () => {
    behave = failing
    await edge.send(alex.says('a private note'))
    const written = JSON.stringify(edge.lines.map(({ time: _time, ...line }) => line))
    expect(written).toContain('turn.test.ts')
    expect(written).not.toMatch(/Rutland|secret\.ts|private note|Alex|29:/)
  })

  test('and the sentence cannot be delivered, the turn still ends well', async () => {
    behave = failing
    connector.mishap({ status: 502 })
    expect((await edge.send(alex.says('hi'))).status).toBe(200)
    expect(edge.lines.map((line) => line['msg'])).toEqual(['turn failed', 'apology not delivered', 'turn'])
  })
})

test('an invoke that the bot left unanswered is answered all the same', async () => {
  behave = () => Promise.resolve()
  const { status, body } = await edge.send(alex.presses('save', {}))
  expect(status).toBe(200)
  expect((body as { value: string }).value).toMatch(reference)
  expect(edge.lines).toMatchObject([
    { msg: 'invoke left unanswered' },
    { msg: 'turn', outcome: 'unanswered' },
  ])
})

test('the answer of an invoke reaches Teams as the bot gave it', async () => {
  const body = {
    statusCode: 200,
    type: 'application/vnd.microsoft.card.adaptive',
    value: { type: 'AdaptiveCard' },
  }
  behave = (context) => context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } })
  expect(await edge.send(alex.presses('balance', {}))).toMatchObject({ status: 200, body })
})

test('the log names the route that the bot took, and nothing an outsider may choose', async () => {
  behave = async (context) => void context.turnState.set('route', 'balance')
  await edge.send(alex.says('hi'))
  await edge.send(alex.does('Cllr Smith is ill', {}))
  behave = async (context) => void context.turnState.set('route', 'notes about Rutland')
  await edge.send(alex.says('hi'))
  expect(edge.lines).toMatchObject([
    {
      activityType: 'message',
      route: 'balance',
      outcome: 'answered',
      status: 200,
      ms: expect.any(Number) as number,
    },
    { activityType: 'other', route: 'balance' },
    { route: '(withheld)' },
  ])
})

describe('the call to Teams', () => {
  test.for([429, 500, 503])('is made once when Teams answers %d', async (status) => {
    let thrown: unknown
    behave = (context) => context.sendActivity('hello').catch((error: unknown) => (thrown = error))
    connector.mishap({ status })
    const asked = connector.requests.length
    await edge.send(alex.says('hi'))
    expect(thrown).toMatchObject({ statusCode: status })
    expect(connector.requests.length - asked).toBe(1)
  })

  test('that hangs ends on time, and is made once', async () => {
    let thrown: unknown
    behave = (context) => context.sendActivity('hello').catch((error: unknown) => (thrown = error))
    const impatient = await startEdge({
      bot: { run: (context) => behave(context).then(() => undefined) },
      adapter: adapter(1_000),
      connector,
    })
    onTestFinished(() => impatient.close())
    connector.mishap({})
    const asked = connector.requests.length
    // The connector never answers: without a limit this would not come to an end.
    expect((await impatient.send(alex.says('hi'))).status).toBe(200)
    expect(thrown).toMatchObject({ name: 'AbortError' })
    expect(connector.requests.length - asked).toBe(1)
  })

  test('has the same limits in a message that the bot starts', async () => {
    const reference = {
      channelId: 'msteams',
      serviceUrl: connector.url,
      conversation: { id: 'a:1', isGroup: false, conversationType: 'personal', name: '' },
      bot: { id: '28:bot', name: 'Bot' },
    }
    connector.mishap({ status: 503 })
    const asked = connector.requests.length
    const sending = edge.adapter.continueConversationAsync('', reference, async (context) => {
      await context.sendActivity('a reminder')
    })
    await expect(sending).rejects.toMatchObject({ statusCode: 503 })
    expect(connector.requests.length - asked).toBe(1)
  })
})
