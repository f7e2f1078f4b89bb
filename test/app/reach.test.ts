// Where people are reached: remembered when they use their chat, at no cost afterwards, and forgotten when it is closed
// to the bot; what they missed is kept, and comes when they are back.
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { refKey } from '../../src/app/outbox/outbox.ts'
import { createReach, readReach } from '../../src/app/outbox/reach.ts'
import { StoreFault, type Store } from '../../src/app/ports.ts'
import { startPost, tellOf, type Post } from '../support/post.ts'

async function open() {
  const post = await startPost()
  onTestFinished(() => post.close())
  const [alex] = post.people
  if (!alex) throw new Error('one person is needed')
  post.says.set('1', 'hello')
  return { post, alex }
}

/** A process of its own: it knows nothing yet. */
function counting(post: Post) {
  const calls: string[] = []
  const store: Store = {
    ...post.store,
    get: (pk, id) => (calls.push('get'), post.store.get(pk, id)),
    list: (pk, range) => (calls.push('list'), post.store.list(pk, range)),
    commit: (pk, writes) => (calls.push('commit'), post.store.commit(pk, writes)),
  }
  return { calls, reach: createReach({ ...post.deps, store }) }
}

test('a turn in a known place costs the store nothing; a new place is one commit', async () => {
  const { post, alex } = await open()
  const { calls, reach } = counting(post)
  const take = () => calls.splice(0)
  await reach.remember(alex, post.placeOf(alex))
  expect(take()).toEqual(['get', 'list'])
  for (let turn = 0; turn < 100; turn++) await reach.remember(alex, post.placeOf(alex))
  expect(take()).toEqual([])
  await reach.remember(alex, { ...post.placeOf(alex), conversation: 'a:new' })
  expect(take()).toEqual(['get', 'commit', 'list'])
  expect((await readReach(post.store, alex))?.conversation).toBe('a:new')
  post.pass(3_600_000)
  await reach.remember(alex, { ...post.placeOf(alex), conversation: 'a:new' })
  expect(take()).toEqual(['get', 'list'])
})

test('a store that fails does not fail the turn', async () => {
  const { post, alex } = await open()
  const get = () => Promise.reject(new StoreFault('gone'))
  const reach = createReach({ ...post.deps, store: { ...post.store, get } })
  await reach.remember(alex, post.placeOf(alex))
  expect(post.warnings).toHaveLength(1)
})

test('somebody who has not installed the bot is told when they do', async () => {
  const { post, alex } = await open()
  await post.reach.forget(alex)
  await post.leave([tellOf(alex, 1)])
  const dispatcher = post.dispatcher()
  await dispatcher.runDue()
  expect((await post.parked()).map(({ item }) => item.why)).toEqual(['unreachable'])
  await post.reach.remember(alex, post.placeOf(alex))
  expect(await dispatcher.runDue()).toBe(1)
  expect(post.readBy(alex)).toEqual(['hello'])
  expect(await post.parked()).toEqual([])
})

test('somebody who comes while their message is being parked is told at once', async () => {
  const { post, alex } = await open()
  await post.reach.forget(alex)
  await post.leave([tellOf(alex, 1)])
  const store: Store = {
    ...post.store,
    async commit(pk, writes) {
      if (writes.some(({ id }) => id.startsWith('parked~')))
        await post.reach.remember(alex, post.placeOf(alex))
      return post.store.commit(pk, writes)
    },
  }
  await post.dispatcher({ store }).runDue()
  expect(post.readBy(alex)).toEqual(['hello'])
})

test('what is no longer true when they are back is not sent', async () => {
  const { post, alex } = await open()
  await post.reach.forget(alex)
  await post.leave([tellOf(alex, 1)])
  const dispatcher = post.dispatcher()
  await dispatcher.runDue()
  post.says.delete('1')
  await post.reach.remember(alex, post.placeOf(alex))
  expect(await dispatcher.runDue()).toBe(1)
  expect(post.readBy(alex)).toEqual([])
  expect(await post.parked()).toEqual([])
})

test.each(['ConversationBlockedByUser', 'BotNotInConversationRoster', 'BotDisabledByAdmin'])(
  '403 %s: nothing more is sent there until the person acts',
  async (code) => {
    const { post, alex } = await open()
    post.connector.mishap({ status: 403, body: { error: { code } } })
    await post.leave([tellOf(alex, 1)])
    const dispatcher = post.dispatcher()
    await dispatcher.runDue()
    expect(await readReach(post.store, alex)).toBeUndefined()
    post.pass(3 * 86_400_000)
    await post.leave([tellOf(alex, 1)])
    await dispatcher.runDue()
    expect(post.connector.requests).toHaveLength(1)
    expect(await post.parked()).toHaveLength(2)
    await post.reach.remember(alex, post.placeOf(alex))
    expect(await dispatcher.runDue()).toBe(2)
    expect(post.readBy(alex)).toEqual(['hello', 'hello'])
  },
)

test('somebody who came back while the bot was being told they are gone is not forgotten', async () => {
  const { post, alex } = await open()
  const old = await readReach(post.store, alex)
  await post.reach.remember(alex, { ...post.placeOf(alex), conversation: 'a:new' })
  await post.reach.forget(alex, old)
  expect((await readReach(post.store, alex))?.conversation).toBe('a:new')
})

test('404: the conversation is made anew with the Entra id, remembered, and used from then on', async () => {
  const { post, alex } = await open()
  post.connector.mishap({ status: 404 })
  await post.leave([tellOf(alex, 1)])
  const dispatcher = post.dispatcher()
  expect(await dispatcher.runDue()).toBe(1)
  const conversation = (await readReach(post.store, alex))?.conversation
  expect(conversation).toMatch(/^a:created/)
  await post.leave([tellOf(alex, 1)])
  await dispatcher.runDue()
  expect(post.connector.sent.map((sent) => sent.conversationId)).toEqual([conversation, conversation])
  expect(post.readBy(alex)).toEqual(['hello', 'hello'])
})

test('404 twice: nobody is there', async () => {
  const { post, alex } = await open()
  post.connector.mishap({ status: 404 })
  post.connector.mishap({ status: 404 })
  await post.leave([tellOf(alex, 1)])
  await post.dispatcher().runDue()
  expect((await post.parked()).map(({ item }) => item.why)).toEqual(['unreachable'])
})

test('a ref is one key in any order of its fields, and different ones are different keys', () => {
  expect(refKey({ year: 2026, request: 7 })).toBe(refKey({ request: 7, year: 2026 }))
  expect(refKey({ request: 7 })).not.toBe(refKey({ request: '7' }))
  const refs = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer()), { maxKeys: 4 })
  fc.assert(
    fc.property(refs, refs, (one, other) => {
      expect(refKey(one)).toMatch(/^[a-z0-9~-]+$/)
      const isSame = isDeepStrictEqual({ ...one }, { ...other })
      expect(refKey(one) === refKey(other)).toBe(isSame)
    }),
  )
})
