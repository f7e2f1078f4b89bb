// The contract on Cosmos DB's wire protocol; on a real account when COSMOS_ENDPOINT is set. Then what the adapter
// makes of a service that refuses, hangs, or is not set up.
import { inspect } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { StoreFault, type Store } from '../../src/app/ports.ts'
import { openCosmosStore } from '../../src/store/cosmos.ts'
import { startCosmosServer, type CosmosServer } from '../support/cosmosServer.ts'
import { storeContract } from './contract.ts'

const { COSMOS_ENDPOINT, COSMOS_KEY, COSMOS_DATABASE = 'contract' } = process.env
// Never COSMOS_CONTAINER, which may hold the office's data.
const settings = { database: COSMOS_DATABASE, container: 'contract', now: Date.now }

if (COSMOS_ENDPOINT)
  storeContract('cosmos (account)', async () => {
    const key = COSMOS_KEY ? { key: COSMOS_KEY } : {}
    const store = await openCosmosStore({
      endpoint: COSMOS_ENDPOINT,
      ...key,
      ...settings,
      deadlineMs: 60_000,
    })
    const pass = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms + 2_000))
    return { store, now: Date.now, pass, close: () => store.close() }
  })

/** For what hangs: the tests are no measure of speed. */
const limits = { deadlineMs: 60_000, requestTimeoutMs: 60_000 }

storeContract('cosmos (protocol)', async () => {
  // A clock that only the test moves.
  let at = Date.now()
  const now = () => at
  const server = await startCosmosServer(now)
  const store = await openCosmosStore({ ...server, ...settings, ...limits, now })
  const close = async () => {
    await store.close()
    await server.close()
  }
  return { store, now, pass: async (ms) => void (at += ms), close }
})

type Options = { requestTimeoutMs?: number; deadlineMs?: number; now?: () => number }

async function open(options: Options = {}) {
  const server = await startServer()
  return { server, store: await openOn(server, options) }
}

async function openOn(server: CosmosServer, options: Options): Promise<Store> {
  const store = await openCosmosStore({ ...server, ...settings, ...limits, ...options })
  onTestFinished(() => store.close())
  return store
}

async function startServer() {
  const server = await startCosmosServer()
  onTestFinished(() => server.close())
  return server
}

describe('cosmos: when the service fails', () => {
  const create = {
    op: 'create',
    id: 'a',
    doc: { type: 'note', v: 1, notes: 'Cllr Example rang', dueAt: 1 },
  } as const
  const unknown = 'cosmos store: the outcome of a commit is unknown'

  test.each([449, 503, 408, 413, 500])(
    '%d: the outcome is unknown, and the same commit may be sent again',
    async (status) => {
      const { server, store } = await open()
      server.fail('batch', status)
      await expect(store.commit('p', [create])).rejects.toThrow(unknown)
      expect(await store.commit('p', [create])).toEqual({ ok: true })
    },
  )

  test('429: the SDK waits as asked and sends it again, nine times', async () => {
    const { server, store } = await open()
    server.fail('batch', 429, { times: 9 })
    expect(await store.commit('p', [create])).toEqual({ ok: true })
    server.fail('batch', 429, { times: 10 })
    await expect(store.commit('p', [{ ...create, id: 'b' }])).rejects.toThrow(unknown)
  })

  test('429 with a long wait: the call ends at its deadline', async () => {
    const { server, store } = await open({ deadlineMs: 200 })
    server.fail('batch', 429, { headers: { 'x-ms-retry-after-ms': '60000' } })
    await expect(store.commit('p', [create])).rejects.toMatchObject({
      message: unknown,
      cause: { message: 'no answer within 200 ms' },
    })
  })

  test.each([
    ['hang before', { ok: true }],
    ['hang after', { ok: false, conflict: { id: 'a', found: 'exists' } }],
  ] as const)(
    '%s the commit: it ends by itself, and sending it again tells what happened',
    async (fault, again) => {
      const { server, store } = await open()
      const impatient = await openOn(server, { requestTimeoutMs: 500 })
      server.fail('batch', fault)
      await expect(impatient.commit('p', [create])).rejects.toThrow(unknown)
      expect(await store.commit('p', [create])).toEqual(again)
    },
  )

  test.each([449, 503, 408, 500, 'hang before'] as const)(
    'a read that fails (%s) is made once more',
    async (fault) => {
      const { server, store } = await open(fault === 'hang before' ? { requestTimeoutMs: 2_000 } : {})
      await store.commit('p', [create])
      for (const request of ['read', 'query'] as const) server.fail(request, fault)
      expect((await store.get('p', 'a'))?.id).toBe('a')
      expect(await store.due(1, 1)).toHaveLength(1)
      for (const request of ['read', 'query'] as const) server.fail(request, fault, { times: 2 })
      await expect(store.get('p', 'a')).rejects.toThrow('cosmos store: a document could not be read')
      await expect(store.due(1, 1)).rejects.toThrow('cosmos store: due documents could not be found')
    },
  )

  test('a fault keeps its cause and quotes no document', async () => {
    const { server, store } = await open()
    server.fail('batch', 503)
    const fault = (await store.commit('p', [create]).catch((caught: unknown) => caught)) as Error
    expect(fault).toBeInstanceOf(StoreFault)
    expect(fault.cause).toBeInstanceOf(Error)
    expect(inspect(fault, { depth: Infinity, showHidden: true })).not.toContain('Cllr')
  })

  test('what has expired is hidden before the service removes it', async () => {
    let passed = 0
    const { store } = await open({ now: () => Date.now() + passed })
    await store.commit('p', [{ ...create, doc: { ...create.doc, expiresAt: Date.now() + 60_000 } }])
    expect(await store.due(1, 1)).toHaveLength(1)
    passed = 60_000
    expect(await store.get('p', 'a')).toBeUndefined()
    expect(await store.due(1, 1)).toEqual([])
    expect(await store.list('p', { from: 'a', to: 'b' })[Symbol.asyncIterator]().next()).toMatchObject({
      done: true,
    })
  })

  test('a missing document is undefined; a missing container, or a replica that is behind, a fault', async () => {
    const { server, store } = await open()
    expect(await store.get('p', 'a')).toBeUndefined()
    server.fail('read', 404, { times: 2, headers: { 'x-ms-substatus': '1002' } })
    await expect(store.get('p', 'a')).rejects.toThrow('cosmos store: a document could not be read')
  })
})

describe('cosmos: the container', () => {
  const make = (url: string, body: object) => fetch(url, { method: 'POST', body: JSON.stringify(body) })

  test('is made once, however many instances start', async () => {
    const server = await startServer()
    const stores = await Promise.all([1, 2, 3].map(() => openCosmosStore({ ...server, ...settings })))
    await Promise.all(stores.map((store) => store.ping()))
    await (await openCosmosStore({ ...server, ...settings, provision: false })).close()
    await Promise.all(stores.map((store) => store.close()))
  })

  test('must be there when it may not be made', async () => {
    const opened = openCosmosStore({ ...(await startServer()), ...settings, provision: false })
    await expect(opened).rejects.toThrow(
      /^cosmos store: container contract .* is missing: make it .* COSMOS_KEY once/,
    )
  })

  test.each([
    ['another partition key', { partitionKey: { paths: ['/tenant'] }, defaultTtl: -1 }],
    ['time to live off', { partitionKey: { paths: ['/pk'] } }],
    ['time to live off, or with a default', { partitionKey: { paths: ['/pk'] }, defaultTtl: 60 }],
  ])('with %s is refused', async (problem, definition) => {
    const server = await startServer()
    await make(`${server.endpoint}/dbs`, { id: settings.database })
    await make(`${server.endpoint}/dbs/${settings.database}/colls`, { id: settings.container, ...definition })
    await expect(openCosmosStore({ ...server, ...settings })).rejects.toThrow(problem)
  })

  test('an address where nobody answers is a fault', async () => {
    const server = await startServer()
    await server.close()
    await expect(openCosmosStore({ ...server, ...settings })).rejects.toThrow(
      'cosmos store: the container could not be opened',
    )
  })
})
