// The whole bot behind its HTTP edge, on the embedded store, with a clock that the test sets: people speak to it as
// through Teams, and read what Teams would show them.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { seedDemoGroup, demoPeople } from '../../src/app/demoGroup.ts'
import type { Deps } from '../../src/app/deps.ts'
import type { Deliveries, Render } from '../../src/app/outbox/delivery.ts'
import { groupPartition, under } from '../../src/app/keys.ts'
import { createDispatcher, type Dispatcher } from '../../src/app/outbox/dispatcher.ts'
import { createIdentify, type IdentityRules } from '../../src/app/people/identify.ts'
import { createFiles, type Makers } from '../../src/app/records/links.ts'
import type { Store } from '../../src/app/ports.ts'
import { createReach } from '../../src/app/outbox/reach.ts'
import type { Drive } from '../../src/bot/consent.ts'
import { deliveriesOf } from '../../src/bot/deliveries.ts'
import { makers } from '../../src/bot/documents/files.ts'
import { createMessenger } from '../../src/bot/messenger.ts'
import { createBot } from '../../src/bot/teams.ts'
import { openLevelStore } from '../../src/store/level.ts'
import { activitiesOf, demoTenant, persona, type Persona, type TestActivity } from './activities.ts'
import { startConnector } from './connector.ts'
import { startEdge, type EdgeOptions, type TestEdge } from './edge.ts'
import { viewOf, type CardView } from './cardView.ts'
import { inboxOf, type Received } from './inbox.ts'

export const demoPersonas: readonly Persona[] = demoPeople.map(({ name, email }) => persona(name, { email }))

export interface Talk {
  readonly who: Persona
  /** Builders of activities, to send by hand. */
  readonly does: ReturnType<typeof activitiesOf>
  /** Types a text, and reads the card that comes. */
  says(text: string): Promise<CardView>
  /** Presses a button of a card by its title, with its inputs as shown or as typed; reads the card that replaces it. */
  presses(card: CardView, title: string, typed?: Record<string, string>): Promise<CardView>
  /** The activity that `presses` would send, to be sent once or more. */
  press(card: CardView, title: string, typed?: Record<string, string>): TestActivity
  /** Runs what is due, and reads the next card that the bot sent to this person's chat without being asked. */
  receives(): Promise<Received>
  /** All the cards sent there without being asked, oldest first, as they look now. */
  copies(): readonly CardView[]
}

export interface TestBot {
  readonly edge: TestEdge
  readonly store: Store
  readonly deps: Deps
  readonly dispatcher: Dispatcher
  /** Does what the outbox holds now; answers how many errands were done. */
  runDue(): Promise<number>
  /** A card that the bot sent, as it looks now. */
  latest(activityId: string): CardView
  /** Sets the clock: an ISO instant. */
  at(instant: string): void
  /** Sets the clock to one instant after the other, and does what is due at each. */
  goTo(...instants: string[]): Promise<void>
  /** Somebody of the demo group by name, or anyone else. */
  as(who: string | Persona): Talk
  close(): Promise<void>
}

export interface TestBotOptions {
  /** The clock at the start; noon on Sat 21 Nov 2026 unless given. */
  readonly at?: string
  /** Real time, by which links expire; the machine's unless given. */
  readonly real?: () => number
  readonly rules?: Partial<IdentityRules>
  readonly people?: readonly Persona[]
  /** Whether messages keep to quiet hours and what people turned off; unless told to, each comes at once. */
  readonly quietHours?: boolean
  /** Another store than an embedded one in a folder of its own; the caller closes it. */
  readonly store?: Store
  readonly edge?: Partial<EdgeOptions>
  /** R1: leads without a register are reminded every week; left out unless a test is about it. */
  readonly remindsOfRegisters?: boolean
  /** Where files can be put; nowhere unless given, as in the Playground. */
  readonly drive?: Drive
  /** Documents that can be fetched beside what the bot itself makes. */
  readonly makers?: Makers
  /** Fetches a file that somebody sent. */
  readonly download?: Parameters<typeof createBot>[3]
  /** What can be delivered beside what the bot itself registers. */
  readonly deliveries?: (deps: Deps) => Partial<Deliveries>
}

export async function startBot(options: TestBotOptions = {}): Promise<TestBot> {
  let now = Date.parse(options.at ?? '2026-11-21T12:00:00Z')
  const folder = mkdtempSync(join(tmpdir(), 'member-peer-bot-'))
  const store = options.store ?? (await openLevelStore({ path: folder, now: Date.now }))
  let publicUrl = ''
  const deps: Deps = {
    store,
    clock: { now: () => now, real: options.real ?? (() => Date.now()) },
    pause: (ms) => pause(ms),
    random: () => Math.random(),
    secret: randomUUID,
    get publicUrl() {
      return publicUrl
    },
    warn: () => undefined,
  }
  await seedDemoGroup(deps, true)
  if (!options.remindsOfRegisters) await endRegisterTimers(store)
  const identify = createIdentify(deps, { allowedTenants: [demoTenant], admins: [], ...options.rules })
  const people = [...demoPersonas, ...(options.people ?? [])]
  const connector = options.edge?.connector ?? (await startConnector(people))
  const reach = createReach(deps)
  const bot = createBot(deps, identify, reach, options.download, options.drive)
  const edge = await startEdge({
    files: createFiles(deps, { ...makers, ...options.makers }),
    ...options.edge,
    bot,
    store,
    connector,
  })
  publicUrl = edge.url
  const [own, more] = [deliveriesOf(deps), options.deliveries?.(deps)]
  const dispatcher = createDispatcher(deps, {
    deliveries: {
      ...own,
      commands: { ...own.commands, ...more?.commands },
      topics: { ...(options.quietHours ? own.topics : atOnce(own.topics)), ...more?.topics },
    },
    messenger: createMessenger(edge.adapter, ''),
    reach,
  })
  const inbox = inboxOf(connector)

  return {
    edge,
    store,
    deps,
    dispatcher,
    runDue: () => dispatcher.runDue(),
    latest: (activityId) => inbox.latest(activityId),
    at: (instant) => {
      now = Date.parse(instant)
    },
    async goTo(...instants) {
      for (const instant of instants) {
        now = Date.parse(instant)
        await dispatcher.runDue()
      }
    },
    as(named) {
      const who = typeof named === 'string' ? people.find(({ name }) => name === named) : named
      if (!who) throw new Error('nobody of that name is in the demo group')
      return {
        ...talkOf(who, edge),
        async receives() {
          await dispatcher.runDue()
          return inbox.next(who)
        },
        copies: () => inbox.all(who),
      }
    },
    async close() {
      await edge.close()
      if (!options.edge?.connector) await connector.close()
      if (!options.store) await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The clock stands on a Saturday in most tests, when nobody is told anything by rights. */
const atOnce = (topics: Deliveries['topics']): Deliveries['topics'] =>
  Object.fromEntries(
    Object.entries(topics).map(([name, render]): [string, Render] => [
      name,
      async (...asked) => {
        const shown = await render(...asked)
        if (!shown) return undefined
        const { kind: _kind, ...rest } = shown
        return rest
      },
    ]),
  )

/** The first registration of every lead peer is due, and would come between what other tests are about. */
async function endRegisterTimers(store: Store): Promise<void> {
  const pk = groupPartition('independent')
  for await (const { id, etag } of store.list(pk, under('timer~register')))
    await store.commit(pk, [{ op: 'delete', id, etag }])
}

function talkOf(who: Persona, edge: TestEdge): Omit<Talk, 'receives' | 'copies'> {
  const does = activitiesOf(who, { serviceUrl: edge.connector.url })
  const press: Talk['press'] = (card, title, typed = {}) => {
    const button = card.buttons.find((each) => each.title === title)
    if (!button)
      throw new Error(`no button “${title}”; there are: ${card.buttons.map((each) => each.title).join(', ')}`)
    const inputs = button.sendsInputs ? { ...card.inputs, ...typed } : {}
    return does.presses(button.verb, { ...inputs, ...button.data })
  }
  return {
    who,
    does,
    press,
    async says(text) {
      const activity = does.says(text)
      const before = edge.connector.sent.length
      const answer = await edge.send(activity)
      if (answer.status >= 300) throw new Error(`HTTP ${answer.status}`)
      const sent = edge.connector.sent.slice(before).find((each) => each.replyToId === activity.id)
      if (!sent) throw new Error('no answer was sent')
      return viewOf(sent.activity)
    },
    async presses(card, title, typed) {
      const { status, body } = await edge.send(press(card, title, typed))
      if (status !== 200) throw new Error(`HTTP ${status}`)
      const { value, type } = body as { value: object; type: string }
      if (!type.endsWith('card.adaptive')) throw new Error(`not a card but ${JSON.stringify(value)}`)
      return viewOf({ attachments: [{ content: value }] })
    },
  }
}
