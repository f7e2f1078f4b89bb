// The outbox without the rest of the bot: the embedded store, the demo group's people in their chats, the connector's
// stand-in, a clock that the test moves, and a subject whose card says whatever the test last wrote down.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Deps } from '../../src/app/deps.ts'
import type { Deliveries, Messenger, Rendered } from '../../src/app/outbox/delivery.ts'
import { addPerson } from '../../src/app/people/directory.ts'
import { createDispatcher, type Dispatcher } from '../../src/app/outbox/dispatcher.ts'
import { groupPartition } from '../../src/app/keys.ts'
import { leave, type Errand } from '../../src/app/outbox/outbox.ts'
import { listParked, type Parked } from '../../src/app/outbox/parked.ts'
import type { Store } from '../../src/app/ports.ts'
import { createReach, type KnownReach, type Place } from '../../src/app/outbox/reach.ts'
import { createMessenger } from '../../src/bot/messenger.ts'
import type { Person } from '../../src/domain/person.ts'
import { Adapter } from '../../src/server/auth.ts'
import { openLevelStore } from '../../src/store/level.ts'
import { startConnector, type TestConnector } from './connector.ts'

export const group = 'independent'
export const home = groupPartition(group)
export const [minute, day] = [60_000, 86_400_000]

export interface Post {
  readonly store: Store
  readonly deps: Deps
  readonly connector: TestConnector
  readonly messenger: Messenger
  readonly reach: KnownReach
  readonly people: readonly Person[]
  /** What was warned of. */
  readonly warnings: string[]
  /** What the card about a subject says; a subject that is not here has nothing to say. */
  readonly says: Map<string, string | Rendered>
  /** Where a person's chat is. */
  placeOf(person: Person): Place
  /** Another instance, on the same store unless given. */
  dispatcher(
    given?: Partial<{ deliveries: Partial<Deliveries>; messenger: Messenger; store: Store }>,
  ): Dispatcher
  /** Leaves errands in one commit, due now unless given. */
  leave(errands: readonly Errand[], dueAt?: number): Promise<void>
  pass(ms: number): void
  /** How many documents of the group have ids that begin so. */
  count(prefix: string): Promise<number>
  parked(): Promise<Parked[]>
  /** The texts that reached a person's chat, in order; rewritten cards are not among them. */
  readBy(person: Person): string[]
  close(): Promise<void>
}

export interface PostOptions {
  readonly people?: number
  readonly random?: () => number
  readonly timeoutMs?: number
}

export async function startPost(options: PostOptions = {}): Promise<Post> {
  let now = Date.parse('2026-11-23T09:00Z')
  const folder = mkdtempSync(join(tmpdir(), 'member-peer-bot-'))
  const store = await openLevelStore({ path: folder, now: () => now })
  const warnings: string[] = []
  const deps: Deps = {
    store,
    clock: { now: () => now, real: () => now },
    pause: () => Promise.resolve(),
    random: options.random ?? (() => 0.5),
    secret: randomUUID,
    publicUrl: 'https://hours.example.org',
    warn: (event) => void warnings.push(event),
  }
  const connector = await startConnector()
  const adapter = new Adapter(
    { appId: '', password: '', type: 'SingleTenant', tenantId: '' },
    { connectorTimeoutMs: options.timeoutMs ?? 5000 },
  )
  const messenger = createMessenger(adapter, '')
  const reach = createReach(deps)
  const says = new Map<string, string | Rendered>()
  const placeOf = ({ id }: Person): Place => ({
    serviceUrl: connector.url,
    conversation: `a:${id}`,
    bot: '28:bot',
    user: `29:${id}`,
    tenant: 'tenant',
    object: `oid-${id}`,
  })
  const people: Person[] = []
  for (let n = 1; n <= (options.people ?? 2); n++) {
    const person = await addPerson(store, {
      group,
      name: `Peer ${n}`,
      email: `peer${n}@example.com`,
      role: 'member-peer',
      regions: [],
      joinedOn: '2024-09-01',
    })
    people.push(person)
    await reach.remember(person, placeOf(person))
  }
  const show = async (subject: string | number | undefined) => {
    const said = says.get(String(subject))
    return typeof said === 'string' ? cardOf(said) : said
  }
  let caused = 0

  return {
    store,
    deps,
    connector,
    messenger,
    reach,
    people,
    warnings,
    says,
    placeOf,
    dispatcher: (given = {}) =>
      createDispatcher(given.store ? { ...deps, store: given.store } : deps, {
        deliveries: {
          commands: { ...given.deliveries?.commands },
          topics: { note: (ref) => show(ref['note']), ...given.deliveries?.topics },
        },
        messenger: given.messenger ?? messenger,
        reach,
      }),
    async leave(errands, dueAt = now) {
      const cause = `cause-${++caused}`
      await store.commit(
        home,
        errands.map((errand) => leave(cause, errand, dueAt)),
      )
    },
    pass: (ms) => void (now += ms),
    async count(prefix) {
      let found = 0
      for await (const _ of store.list(home, { from: prefix, to: `${prefix}~~` })) found++
      return found
    },
    async parked() {
      const found: Parked[] = []
      for await (const each of listParked(deps, group)) found.push(each)
      return found
    },
    readBy: ({ id }) =>
      connector.sent
        .filter(({ method, activity }) => method === 'POST' && idOf(activity['recipient']) === `29:${id}`)
        .map(({ activity }) => activity.summary ?? ''),
    async close() {
      await connector.close()
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const idOf = (account: unknown): string => (account as { id: string }).id

export const cardOf = (text: string): Rendered => ({
  summary: text,
  card: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text }] },
})

export const tellOf = (person: Person, note: string | number, occasion?: string): Errand => ({
  kind: 'tell',
  group,
  person: person.id,
  topic: 'note',
  ref: { note },
  ...(occasion === undefined ? {} : { occasion }),
})

export const refreshOf = (note: string | number): Errand => ({
  kind: 'refresh',
  group,
  topic: 'note',
  ref: { note },
})
