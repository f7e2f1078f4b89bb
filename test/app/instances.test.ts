// Several dispatchers on one store, and a network that does whatever it likes: each message arrives, twice only when nobody
// could know that it had, or stands where people see it.
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { listCopies, type Copy } from '../../src/app/outbox/copies.ts'
import type { Messenger } from '../../src/app/outbox/delivery.ts'
import { telling } from '../../src/app/outbox/loop.ts'
import { StoreFault, type Store } from '../../src/app/ports.ts'
import type { Mishap } from '../support/connector.ts'
import { day, group, minute, startPost, tellOf, type Post, type PostOptions } from '../support/post.ts'

async function open(options?: PostOptions): Promise<Post> {
  const post = await startPost(options)
  onTestFinished(() => post.close())
  return post
}

/** Random numbers that a failed run can be repeated with. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** So many messages to each person, each with a text of its own. */
async function leaveMany(post: Post, each: number): Promise<string[]> {
  const texts: string[] = []
  for (const [at, person] of post.people.entries())
    for (let n = 0; n < each; n++) {
      const text = `m${at}-${n}`
      post.says.set(text, text)
      texts.push(text)
      await post.leave([tellOf(person, text)])
    }
  return texts
}

const arrived = (post: Post) =>
  post.connector.sent.filter(({ method }) => method === 'POST').map(({ activity }) => activity.summary ?? '')

describe('any number of instances', () => {
  test('three dispatchers on one store send each message once', async () => {
    const post = await open({ people: 4, random: randomFrom(1) })
    const texts = await leaveMany(post, 40)
    const dispatchers = [post.dispatcher(), post.dispatcher(), post.dispatcher()]
    const done = await Promise.all(dispatchers.map((each) => each.runDue()))
    expect(done.reduce((sum, each) => sum + each)).toBe(160)
    expect(arrived(post).toSorted()).toEqual(texts.toSorted())
    expect(await post.count('out~')).toBe(0)
  })

  test('what a process had claimed when it died is done by another when the claim runs out', async () => {
    const post = await open()
    const texts = await leaveMany(post, 3)
    const never: Messenger = { ...post.messenger, send: () => new Promise(() => undefined) }
    void post.dispatcher({ messenger: never }).runDue()
    while ((await post.store.due(post.deps.clock.now(), 10)).length > 0) await pause(5)
    const other = post.dispatcher()
    expect(await other.runDue()).toBe(0)
    post.pass(minute)
    expect(await other.runDue()).toBe(6)
    expect(arrived(post).toSorted()).toEqual(texts.toSorted())
  })

  test('a store that fails for a moment after a message went out does not send it again', async () => {
    const post = await open()
    const texts = await leaveMany(post, 5)
    let faults = 0
    const failing: Store = {
      ...post.store,
      async commit(pk, writes) {
        const isAfterwards = writes.some(({ op, id }) => op === 'delete' || id.startsWith('copy~'))
        if (!isAfterwards || faults++ % 3 === 2) return post.store.commit(pk, writes)
        // Every other fault comes after the commit: its outcome is unknown.
        if (faults % 3 === 1) await post.store.commit(pk, writes)
        throw new StoreFault('gone for a moment')
      },
    }
    expect(await post.dispatcher({ store: failing }).runDue()).toBe(10)
    post.pass(day)
    expect(await post.dispatcher().runDue()).toBe(0)
    expect(faults).toBeGreaterThan(10)
    expect(arrived(post).toSorted()).toEqual(texts.toSorted())
    const copies: Copy[] = []
    for (const note of texts)
      for await (const copy of listCopies(post.store, { group, topic: 'note', ref: { note } }))
        copies.push(copy)
    expect(copies.map(({ messages }) => messages.length)).toEqual(texts.map(() => 1))
  })

  test('a store that fails while claiming loses nothing', async () => {
    const post = await open()
    const texts = await leaveMany(post, 5)
    let commits = 0
    const failing: Store = {
      ...post.store,
      async commit(pk, writes) {
        if (++commits % 4 === 1) throw new StoreFault('gone for a moment')
        return post.store.commit(pk, writes)
      },
    }
    const dispatcher = post.dispatcher({ store: failing })
    for (let run = 0; run < 20; run++) {
      await dispatcher.runDue()
      post.pass(2 * minute)
    }
    expect(new Set(arrived(post))).toEqual(new Set(texts))
    expect(await post.count('out~')).toBe(0)
    expect(post.warnings).toContain('an errand could not be claimed or settled')
  })

  test('what another release left is kept for it, and stands in nobody’s way', async () => {
    const post = await open()
    const dueAt = post.deps.clock.now() - day
    const foreign = Array.from({ length: 60 }, (_, n) => ({
      op: 'create' as const,
      id: `timer~${n}`,
      doc: { type: 'timer', v: 1, dueAt },
    }))
    await post.store.commit('elsewhere', foreign)
    await post.store.commit('elsewhere', [
      {
        op: 'create',
        id: 'out~newer',
        doc: { type: 'outbox', v: 2, dueAt, attempts: 0, kind: 'fax', group },
      },
    ])
    const texts = await leaveMany(post, 60)
    expect(await post.dispatcher().runDue()).toBe(120)
    expect(arrived(post)).toHaveLength(texts.length)
    const { doc } = (await post.store.get('elsewhere', 'timer~7'))!
    expect(doc).toEqual({ type: 'timer', v: 1, dueAt: expect.any(Number) as number })
    expect((await post.store.get('elsewhere', 'out~newer'))?.doc).toMatchObject({ v: 2, kind: 'fax' })
  })
})

describe('whatever the network does', () => {
  const mishaps: readonly Mishap[] = [
    { status: 429 },
    { status: 429, headers: { 'Retry-After': '30' } },
    { status: 412 },
    {
      status: 503,
      headers: { Date: 'Mon, 23 Nov 2026 09:00:00 GMT', 'Retry-After': 'Mon, 23 Nov 2026 09:00:30 GMT' },
    },
    { status: 502 },
    { status: 504 },
    { status: 502, isTaken: true },
    { isCut: true },
    { isCut: true, isTaken: true },
    {},
    { isTaken: true },
    { status: 404 },
    { status: 403, body: { error: { code: 'ConversationBlockedByUser' } } },
    { status: 403, body: { error: { code: 'BotNotInConversationRoster' } } },
    { status: 403, body: { error: { code: 'BotDisabledByAdmin' } } },
    { status: 400 },
    { status: 413 },
  ]

  test.each([1, 2, 3, 4])('every message arrives or is parked, seed %i', async (seed) => {
    const random = randomFrom(seed)
    const post = await open({ people: 5, random, timeoutMs: 100 })
    const texts = await leaveMany(post, 12)
    const dispatchers = [post.dispatcher(), post.dispatcher()]
    for (let run = 0; run < 60; run++) {
      for (let n = 0; n < 6; n++)
        if (run < 30 && random() < 0.5) post.connector.mishap(mishaps[Math.floor(random() * mishaps.length)]!)
      await Promise.all(dispatchers.map((each) => each.runDue()))
      post.pass(run < 30 ? minute : 60 * minute)
      // People come back now and then, and find out what was kept for them.
      if (run < 40 && run % 10 === 9)
        for (const person of post.people)
          await post.reach.remember(person, { ...post.placeOf(person), user: `29:${person.id}` })
    }
    const parked = (await post.parked()).map(({ item }) => item.kind === 'tell' && item.ref['note'])
    const seen = arrived(post)
    expect(new Set([...seen, ...parked])).toEqual(new Set(texts))
    expect(await post.count('out~')).toBe(0)
    const unknown = dispatchers.reduce((sum, { counts }) => sum + counts.unknown, 0)
    expect(seen.length - new Set(seen).size).toBeLessThanOrEqual(unknown)
    for (const { item } of await post.parked())
      expect(['unreachable', 'refused', 'undelivered']).toContain(item.why)
  })

  test('without an unknown outcome nothing ever arrives twice', async () => {
    const random = randomFrom(9)
    const post = await open({ people: 5, random })
    const texts = await leaveMany(post, 12)
    const dispatchers = [post.dispatcher(), post.dispatcher()]
    for (let run = 0; run < 30; run++) {
      if (run < 15) for (const mishap of mishaps.slice(0, 4)) post.connector.mishap(mishap)
      await Promise.all(dispatchers.map((each) => each.runDue()))
      post.pass(run < 15 ? minute : 60 * minute)
    }
    expect(dispatchers.map(({ counts }) => counts.unknown)).toEqual([0, 0])
    expect(arrived(post).toSorted()).toEqual(texts.toSorted())
  })
})

describe('the loop', () => {
  test('a commit wakes it at once, a later one in time, and stopping waits for what is being sent', async () => {
    const post = await open()
    post.says.set('1', 'one')
    const store = telling(post.store)
    let isSending: () => void = () => undefined
    let release: () => void = () => undefined
    const sending = new Promise<void>((resolve) => (isSending = resolve))
    const until = new Promise<void>((resolve) => (release = resolve))
    const messenger: Messenger = {
      ...post.messenger,
      async send(...message) {
        isSending()
        await until
        return post.messenger.send(...message)
      },
    }
    const dispatcher = post.dispatcher({ store, messenger })
    store.onDue((dueAt) => dispatcher.nudge(dueAt))
    dispatcher.start()
    const [alex] = post.people
    const doc = { type: 'outbox', v: 1, attempts: 0, ...tellOf(alex!, 1) }
    await store.commit(`group~${group}`, [
      { op: 'create', id: 'out~1', doc: { ...doc, dueAt: post.deps.clock.now() } },
    ])
    await sending
    const stopped = dispatcher.stop().then(() => arrived(post))
    expect(arrived(post)).toEqual([])
    release()
    expect(await stopped).toEqual(['one'])
    expect(await post.count('out~')).toBe(0)
    await store.commit(`group~${group}`, [
      { op: 'create', id: 'out~2', doc: { ...doc, dueAt: post.deps.clock.now() } },
    ])
    // A timer set now runs after whatever the commit may have set, and a run that began is waited for.
    await pause(1)
    await dispatcher.stop()
    expect(await post.count('out~')).toBe(1)
  })
})
