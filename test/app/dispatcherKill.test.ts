// Three processes deliver what one Cosmos DB store holds, and one of them is killed every second: nothing is lost, and
// nothing arrives twice but what was under way when its process died.
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { personId } from '../../src/app/keys.ts'
import { leave } from '../../src/app/outbox/outbox.ts'
import { storeReach } from '../../src/app/outbox/reach.ts'
import { openCosmosStore } from '../../src/store/cosmos.ts'
import { compileScript, type Compiled } from '../support/compiled.ts'
import { startConnector } from '../support/connector.ts'
import { startCosmosServer } from '../support/cosmosServer.ts'
import type { DispatchLine, DispatchPlan } from '../support/killedDispatcher.ts'
import { group, home } from '../support/post.ts'
import { newPerson } from '../support/useCases.ts'

const [instances, kills, perSecond] = [3, 5, 28]

let script: Compiled
beforeAll(async () => {
  script = await compileScript(join(import.meta.dirname, '../support/killedDispatcher.ts'))
})
afterAll(() => script.remove())

class Child {
  readonly #process: ChildProcessByStdio<Writable, Readable, Readable>
  readonly #loaded: Promise<unknown>
  readonly underWay = new Map<string, number>()
  begun = 0
  complaints = ''

  constructor(path: string) {
    this.#process = spawn(process.execPath, [path], { stdio: ['pipe', 'pipe', 'pipe'] })
    this.#process.stderr.on('data', (data: Buffer) => (this.complaints += data.toString()))
    const lines = createInterface(this.#process.stdout)
    this.#loaded = once(lines, 'line')
    lines.on('line', (line) => this.#take(JSON.parse(line) as DispatchLine))
  }

  #take(line: DispatchLine): void {
    if ('begun' in line) {
      this.begun++
      this.underWay.set(line.begun, (this.underWay.get(line.begun) ?? 0) + 1)
    } else if ('settled' in line) this.underWay.delete(line.settled)
  }

  async start(plan: DispatchPlan): Promise<void> {
    await this.#loaded
    this.#process.stdin.write(`${JSON.stringify(plan)}\n`)
  }

  async kill(): Promise<void> {
    const closed = once(this.#process, 'close')
    this.#process.kill('SIGKILL')
    await closed
  }
}

/** Whoever has a message under way: there is always one that has not arrived yet. */
async function someoneAtWork(children: readonly Child[]): Promise<Child> {
  for (;;) {
    const found = children.find(({ underWay }) => underWay.size > 0)
    if (found) return found
    await pause(5)
  }
}

test(`killed ${kills} times, three processes on one store lose nothing and repeat only what was under way`, async () => {
  const server = await startCosmosServer()
  const connector = await startConnector()
  const address = { endpoint: server.endpoint, key: server.key, database: 'bot', container: 'docs' }
  const store = await openCosmosStore({ ...address, now: Date.now })
  // A claim of a minute runs out in five seconds.
  const clock = { at: Date.parse('2026-11-23T09:00Z'), since: Date.now(), speed: 12 }
  const people = await Promise.all(
    Array.from({ length: 8 }, async (_, n) => {
      const person = newPerson()
      await store.commit(home, [{ op: 'create', id: personId(person.id), doc: person }])
      const place = { conversation: `a:${n}`, bot: 'b', user: 'u', tenant: 't', object: `o${n}` }
      await storeReach(store, person, { type: 'reach', v: 1, serviceUrl: connector.url, ...place })
      return person
    }),
  )
  const texts: string[] = []
  const leaveSome = async (count: number) => {
    const errands = Array.from({ length: count }, () => {
      const note = `m${texts.length}`
      const to = people[texts.length % people.length]!
      texts.push(note)
      return leave(note, { kind: 'tell', group, person: to.id, topic: 'note', ref: { note } }, clock.at)
    })
    await store.commit(home, errands)
  }

  const plan = { ...address, clock }
  const children = Array.from({ length: instances + 1 }, () => new Child(script.path))
  const all = [...children]
  const died: Child[] = []
  await Promise.all(children.slice(0, instances).map((child) => child.start(plan)))
  for (let kill = 0; kill < kills; kill++) {
    const second = pause(1_000)
    for (let part = 0; part < 4; part++) {
      // Teams takes its time now and then.
      for (let n = 0; n < 6; n++) connector.mishap({ method: 'POST', until: pause(400) })
      await leaveSome(perSecond / 4)
      await pause(200)
    }
    await second
    connector.mishap({ method: 'POST', until: pause(400) })
    await leaveSome(1)
    const victim = await someoneAtWork(children.slice(0, instances))
    await victim.kill()
    died.push(victim)
    children.splice(children.indexOf(victim), 1)
    // Its successor has loaded meanwhile.
    await children[instances - 1]!.start(plan)
    const next = new Child(script.path)
    children.push(next)
    all.push(next)
  }
  const isLeft = async (): Promise<boolean> => {
    for await (const _ of store.list(home, { from: 'out~', to: 'out~~', limit: 1 })) return true
    return false
  }
  while (await isLeft()) await pause(100)
  for (const child of children) await child.kill()

  const arrived = connector.sent.map(({ activity }) => activity.summary ?? '')
  const underWay = new Set(died.flatMap((child) => [...child.underWay.keys()]))
  const twice = new Set(arrived.filter((text, at) => arrived.indexOf(text) !== at))
  expect(new Set(arrived)).toEqual(new Set(texts))
  expect([...twice].filter((text) => !underWay.has(text))).toEqual([])
  // Counted: somebody's may have been under way in two that died.
  const begun = died.reduce((sum, child) => sum + child.underWay.size, 0)
  expect(arrived.length - texts.length).toBeLessThanOrEqual(begun)
  // They died at work, and all of them worked.
  expect(underWay.size).toBeGreaterThan(0)
  expect(all.filter(({ begun }) => begun > 0).length).toBeGreaterThanOrEqual(kills)
  expect(all.map(({ complaints }) => complaints).join('')).toBe('')
  await store.close()
  await server.close()
  await connector.close()
}, 120_000)
