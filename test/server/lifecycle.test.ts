// Starting, being watched and stopping.
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { activitiesOf, persona } from '../support/activities.ts'
import { startConnector } from '../support/connector.ts'
import { startEdge } from '../support/edge.ts'

const idle = { run: () => Promise.resolve() }
const says = (serviceUrl: string) => activitiesOf(persona('Alex Wilber'), { serviceUrl }).says('hi')

/** A promise to settle by hand. */
function promised<T = void>() {
  let keep!: (value: T) => void
  const promise = new Promise<T>((resolve) => {
    keep = resolve
  })
  return { promise, keep }
}

test('ready while the store answers; alive whether or not it does', async () => {
  let ping = () => Promise.resolve()
  const edge = await startEdge({ bot: idle, store: { ping: () => ping() } })
  expect(await edge.get('/readyz')).toMatchObject({ status: 200, body: { status: 'ok' } })
  ping = () => Promise.reject(new Error('down'))
  expect(await edge.get('/readyz')).toMatchObject({ status: 503, body: { status: 'unavailable' } })
  expect(await edge.get('/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } })
  await edge.close()
})

test('a store that hangs is asked once, however many watch, and not waited for', async () => {
  let asked = 0
  const answer = promised()
  const ping = () => {
    asked++
    return answer.promise
  }
  const edge = await startEdge({ bot: idle, store: { ping } })
  const answers = await Promise.all([edge.get('/readyz'), edge.get('/readyz'), edge.get('/readyz')])
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503])
  expect(asked).toBe(1)
  answer.keep()
  expect((await edge.get('/readyz')).status).toBe(200)
  await edge.close()
})

test('a stop lets the turn in flight finish, and nobody new in', async () => {
  const started = promised()
  const finish = promised()
  const edge = await startEdge({
    bot: {
      async run(context) {
        started.keep()
        await finish.promise
        await context.sendActivity('done')
      },
    },
  })
  const turn = edge.send(says(edge.connector.url))
  await started.promise
  let isStopped = false
  const stopped = edge.stop().then(() => (isStopped = true))
  await expect(edge.get('/healthz')).rejects.toThrow('fetch failed')
  expect(isStopped).toBe(false)
  finish.keep()
  expect(await turn).toMatchObject({ status: 200 })
  expect((await edge.connector.nextActivity()).activity.text).toBe('done')
  await stopped
  await edge.connector.close()
})

test('a stop does not wait for ever for a turn that hangs', async () => {
  const started = promised()
  const run = () => {
    started.keep()
    return new Promise<void>(() => {})
  }
  const edge = await startEdge({ bot: { run }, stopMs: 50 })
  const turn = edge.send(says(edge.connector.url)).catch(() => 'cut off')
  await started.promise
  await edge.close()
  expect(await turn).toBe('cut off')
  expect(edge.lines).toMatchObject([{ msg: 'stopped with turns in flight', count: 1 }])
})

test('a port in use is an error to start with, not a crash later', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as AddressInfo
  const connector = await startConnector()
  await expect(startEdge({ bot: idle, connector, port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await connector.close()
  other.close()
})
