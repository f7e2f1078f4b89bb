// The outbox: whatever was left in a commit is done, once unless nobody can know whether it was, or stands where people
// see it.
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Messenger } from '../../src/app/outbox/delivery.ts'
import { drop, tryAgain } from '../../src/app/outbox/parked.ts'
import { StoreFault } from '../../src/app/ports.ts'
import type { Person } from '../../src/domain/person.ts'
import {
  cardOf,
  day,
  group,
  home,
  minute,
  refreshOf,
  startPost,
  tellOf,
  type Post,
  type PostOptions,
} from '../support/post.ts'

async function open(options?: PostOptions): Promise<Post & { alex: Person; megan: Person }> {
  const post = await startPost(options)
  onTestFinished(() => post.close())
  const [alex, megan] = post.people
  if (!alex || !megan) throw new Error('two people are needed')
  return { ...post, alex, megan }
}

function signal() {
  let give: () => void = () => undefined
  const given = new Promise<void>((resolve) => (give = resolve))
  return { given, give: () => give() }
}

const grant = { kind: 'command', group, command: 'grant', body: { id: 'r1', minutes: 480 } } as const

describe('commands', () => {
  test('a command reaches its handler once, and is gone', async () => {
    const post = await open()
    const bodies: unknown[] = []
    const dispatcher = post.dispatcher({
      deliveries: { commands: { grant: async (body) => void bodies.push(body) } },
    })
    await post.leave([grant])
    expect(await dispatcher.runDue()).toBe(1)
    expect(await dispatcher.runDue()).toBe(0)
    expect(bodies).toEqual([{ id: 'r1', minutes: 480 }])
    expect(await post.count('out~')).toBe(0)
  })

  test('what a command leaves is done in the same run', async () => {
    const post = await open()
    const done: string[] = []
    const commands = {
      grant: async () => {
        done.push('grant')
        await post.leave([{ ...grant, command: 'arrived' }])
      },
      arrived: async () => void done.push('arrived'),
    }
    await post.leave([grant])
    expect(await post.dispatcher({ deliveries: { commands } }).runDue()).toBe(2)
    expect(done).toEqual(['grant', 'arrived'])
  })

  test('a handler that meets a StoreFault is called again, later and later', async () => {
    const post = await open()
    let calls = 0
    const commands = {
      grant: async () => {
        if (++calls < 4) throw new StoreFault('gone for a moment')
      },
    }
    const dispatcher = post.dispatcher({ deliveries: { commands } })
    await post.leave([grant])
    for (const [wait, expected] of [
      [0, 1],
      [1_000, 1],
      [1_000, 2],
      [2_000, 2],
      [2_000, 3],
      [10_000, 4],
      [minute, 4],
    ] as const) {
      post.pass(wait)
      await dispatcher.runDue()
      expect(calls).toBe(expected)
    }
    expect(dispatcher.counts).toMatchObject({ done: 1, retried: 3, parked: 0 })
  })

  test('what always fails is parked after a day, seen by the group, and done when somebody tries again', async () => {
    const post = await open()
    let [calls, isMended] = [0, false]
    const commands = {
      grant: async () => {
        calls++
        if (!isMended) throw new Error('a bug')
      },
    }
    const dispatcher = post.dispatcher({ deliveries: { commands } })
    await post.leave([grant])
    for (let passed = 0; passed < 2 * day; passed += 10 * minute) {
      await dispatcher.runDue()
      post.pass(10 * minute)
    }
    expect(calls).toBeGreaterThan(24)
    expect(calls).toBeLessThan(60)
    const [parked, ...others] = await post.parked()
    expect(others).toEqual([])
    expect(parked?.item).toMatchObject({ ...grant, parked: true, why: 'fault' })
    expect(await post.count('out~')).toBe(0)

    isMended = true
    expect(await tryAgain(post.deps, parked!)).toBe(true)
    expect(await tryAgain(post.deps, parked!)).toBe(false)
    expect(await dispatcher.runDue()).toBe(1)
    expect(await post.parked()).toEqual([])
    expect(await post.count('parked~')).toBe(0)
  })

  test('a command from another partition is parked in its group all the same', async () => {
    const post = await open()
    const pk = `peer~${group}~x`
    const doc = { type: 'outbox', v: 1, dueAt: post.deps.clock.now(), attempts: 20, since: 0, ...grant }
    await post.store.commit(pk, [{ op: 'create', id: 'out~1', doc }])
    await post.dispatcher().runDue()
    expect(await post.store.get(pk, 'out~1')).toBeUndefined()
    expect(await post.parked()).toHaveLength(1)
  })

  test('a day in which the bot did not run is no day of trying', async () => {
    const post = await open()
    const dispatcher = post.dispatcher()
    await post.leave([grant])
    await dispatcher.runDue()
    post.pass(3 * day)
    await dispatcher.runDue()
    expect(await post.parked()).toEqual([])
  })
})

describe('messages', () => {
  test('a message arrives once, and its copy is known', async () => {
    const post = await open()
    post.says.set('1', 'hello')
    await post.leave([tellOf(post.alex, 1)])
    const dispatcher = post.dispatcher()
    expect(await dispatcher.runDue()).toBe(1)
    expect(post.readBy(post.alex)).toEqual(['hello'])
    expect(post.readBy(post.megan)).toEqual([])
    expect(dispatcher.counts.sent).toBe(1)
    expect(await post.count('copy~note~')).toBe(1)
  })

  test('nothing is sent before its time, or when it is no longer true', async () => {
    const post = await open()
    const at = post.deps.clock.now()
    post.says.set('reminder', 'have you decided?')
    post.says.set('settled', { ...cardOf('agreed'), isSettled: true })
    await post.leave([tellOf(post.alex, 'settled'), tellOf(post.alex, 'nothing')])
    await post.leave([tellOf(post.alex, 'reminder'), tellOf(post.megan, 'reminder')], at + 3 * day)
    const dispatcher = post.dispatcher()
    expect(await dispatcher.runDue()).toBe(2)
    post.pass(3 * day - 1)
    expect(await dispatcher.runDue()).toBe(0)
    post.says.delete('reminder')
    post.pass(1)
    expect(await dispatcher.runDue()).toBe(2)
    expect(post.connector.sent).toEqual([])
    expect(dispatcher.counts).toMatchObject({ done: 4, sent: 0 })
    expect(await post.count('out~')).toBe(0)
  })

  test('the occasion is the message’s own, and so is its card', async () => {
    const post = await open()
    const seen: unknown[] = []
    const topics = {
      note: async (_ref: unknown, _person: Person, occasion: string | undefined) => {
        seen.push(occasion)
        return cardOf(occasion ?? 'now')
      },
    }
    const dispatcher = post.dispatcher({ deliveries: { topics } })
    await post.leave([tellOf(post.alex, 1, 'reminder')])
    await dispatcher.runDue()
    await post.leave([refreshOf(1)])
    await dispatcher.runDue()
    expect(seen).toEqual(['reminder', 'reminder', undefined, undefined])
    expect(post.connector.sent.map(({ activity }) => activity.summary)).toEqual(['reminder', 'now'])
  })

  test('a person who is not in the directory any more is told nothing', async () => {
    const post = await open()
    post.says.set('1', 'hello')
    await post.leave([tellOf({ ...post.alex, id: 'nobody' }, 1)])
    expect(await post.dispatcher().runDue()).toBe(1)
    expect(post.connector.sent).toEqual([])
  })

  test('Retry-After is kept to', async () => {
    const post = await open()
    post.says.set('1', 'hello')
    post.connector.mishap({ status: 429, headers: { 'Retry-After': '120' } })
    await post.leave([tellOf(post.alex, 1)])
    const dispatcher = post.dispatcher()
    await dispatcher.runDue()
    post.pass(119_000)
    await dispatcher.runDue()
    expect(post.connector.requests).toHaveLength(1)
    post.pass(1_000)
    expect(await dispatcher.runDue()).toBe(1)
    expect(post.readBy(post.alex)).toEqual(['hello'])
    expect(dispatcher.counts).toMatchObject({ retried: 1, unknown: 0 })
  })
})

describe('copies', () => {
  const texts = (post: Post) => {
    const latest = new Map(post.connector.sent.map(({ id, activity }) => [id, activity.summary]))
    return [...latest.values()]
  }

  test('X2: a decided request updates every copy of its card, of everybody, however often they were told', async () => {
    const post = await open({ people: 4 })
    post.says.set('1', 'please decide')
    post.says.set('2', 'another one')
    const dispatcher = post.dispatcher()
    for (const person of post.people) await post.leave([tellOf(person, 1), tellOf(person, 2)])
    await dispatcher.runDue()
    await post.leave([tellOf(post.alex, 1, 'reminder')])
    await dispatcher.runDue()
    post.says.set('1', { ...cardOf('agreed'), isSettled: true })
    await post.leave([refreshOf(1)])
    await dispatcher.runDue()
    expect(texts(post).filter((text) => text === 'agreed')).toHaveLength(5)
    expect(texts(post).filter((text) => text === 'another one')).toHaveLength(4)
    expect(texts(post)).toHaveLength(9)
  })

  test('what changes while a card is being sent is on it at once', async () => {
    const post = await open()
    post.says.set('1', 'please decide')
    const messenger: Messenger = {
      ...post.messenger,
      async send(...message) {
        // The refresh finds no copy yet.
        post.says.set('1', { ...cardOf('agreed'), isSettled: true })
        await post.leave([refreshOf(1)])
        await post.dispatcher().runDue()
        return post.messenger.send(...message)
      },
    }
    await post.leave([tellOf(post.alex, 1)])
    await post.dispatcher({ messenger }).runDue()
    expect(post.readBy(post.alex)).toEqual(['please decide'])
    expect(texts(post)).toEqual(['agreed'])
    expect(await post.count('out~')).toBe(0)
  })

  test('of two refreshes that overtake each other, the latest state stays', async () => {
    const post = await open()
    post.says.set('1', 'asked')
    await post.leave([tellOf(post.alex, 1)])
    await post.dispatcher().runDue()
    let isFirst = true
    const seen: unknown[] = []
    const slow: Messenger = {
      ...post.messenger,
      async rewrite(...message) {
        if (isFirst) {
          isFirst = false
          post.says.set('1', 'agreed')
          await post.leave([refreshOf(1)])
          await post.dispatcher().runDue()
          seen.push(...texts(post))
        }
        return post.messenger.rewrite(...message)
      },
    }
    post.says.set('1', 'one key turned')
    await post.leave([refreshOf(1)])
    await post.dispatcher({ messenger: slow }).runDue()
    expect(seen).toEqual(['agreed'])
    expect(texts(post)).toEqual(['agreed'])
  })

  test('nobody’s message waits behind cards that wait for their turn to be rewritten', async () => {
    const post = await open()
    post.says.set('1', 'asked')
    post.says.set('2', 'news')
    await post.leave([tellOf(post.alex, 1)])
    await post.dispatcher().runDue()
    const [begun, arrived] = [signal(), signal()]
    const messenger: Messenger = {
      ...post.messenger,
      async rewrite(...message) {
        begun.give()
        await arrived.given
        return post.messenger.rewrite(...message)
      },
      async send(...message) {
        const sent = await post.messenger.send(...message)
        arrived.give()
        return sent
      },
    }
    const dispatcher = post.dispatcher({ messenger })
    post.says.set('1', 'agreed')
    await post.leave([refreshOf(1)])
    dispatcher.start()
    await begun.given
    await post.leave([tellOf(post.megan, 2)])
    dispatcher.nudge()
    await arrived.given
    await dispatcher.stop()
    expect(texts(post)).toEqual(['agreed', 'news'])
  })

  test('a card that Teams has no more is dropped, and the others are rewritten', async () => {
    const post = await open()
    post.says.set('1', 'asked')
    const dispatcher = post.dispatcher()
    await post.leave([tellOf(post.alex, 1)])
    await dispatcher.runDue()
    await post.leave([tellOf(post.alex, 1)])
    await dispatcher.runDue()
    post.says.set('1', 'agreed')
    post.connector.mishap({ method: 'PUT', status: 404 })
    await post.leave([refreshOf(1)])
    expect(await dispatcher.runDue()).toBe(1)
    expect(texts(post)).toEqual(['asked', 'agreed'])
    const puts = () => post.connector.sent.filter(({ method }) => method === 'PUT').length
    expect(puts()).toBe(1)
    await post.leave([refreshOf(1)])
    await dispatcher.runDue()
    expect(puts()).toBe(2)
  })

  test('cards that Teams never rewrites can be dropped from the list; a change cannot', async () => {
    const post = await open()
    post.says.set('1', 'asked')
    await post.leave([tellOf(post.alex, 1)])
    const dispatcher = post.dispatcher()
    await dispatcher.runDue()
    post.says.set('1', 'agreed')
    post.connector.mishap({ method: 'PUT', status: 400 })
    await post.leave([refreshOf(1)])
    await post.store.commit(home, [
      {
        op: 'create',
        id: 'parked~office~1',
        doc: { type: 'outbox', v: 1, attempts: 9, parked: true, ...grant },
      },
    ])
    await dispatcher.runDue()
    const parked = await post.parked()
    expect(parked.map(({ item }) => item.kind).toSorted()).toEqual(['command', 'refresh'])
    for (const each of parked) await drop(post.store, each)
    expect((await post.parked()).map(({ item }) => item.kind)).toEqual(['command'])
  })

  test('copies that could not be rewritten are tried again', async () => {
    const post = await open()
    post.says.set('1', 'asked')
    const dispatcher = post.dispatcher()
    await post.leave([tellOf(post.alex, 1), tellOf(post.megan, 1)])
    await dispatcher.runDue()
    post.says.set('1', 'agreed')
    post.connector.mishap({ method: 'PUT', status: 503 })
    await post.leave([refreshOf(1)])
    expect(await dispatcher.runDue()).toBe(0)
    expect(new Set(texts(post))).toEqual(new Set(['agreed', 'asked']))
    post.pass(minute)
    expect(await dispatcher.runDue()).toBe(1)
    expect(texts(post)).toEqual(['agreed', 'agreed'])
  })
})
