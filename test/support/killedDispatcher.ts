// A process of its own that delivers what the outbox of a shared store holds, until it is killed. It reads what to do as one
// line of JSON, and prints a line before each send and one when what became of it is written down: what it had begun and not
// finished when it died is all that may arrive twice.
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import type { Deps } from '../../src/app/deps.ts'
import { createDispatcher } from '../../src/app/outbox/dispatcher.ts'
import type { Store } from '../../src/app/ports.ts'
import { createReach } from '../../src/app/outbox/reach.ts'
import { openCosmosStore } from '../../src/store/cosmos.ts'

export interface DispatchPlan {
  readonly endpoint: string
  readonly key: string
  readonly database: string
  readonly container: string
  /** The clock of the rules: an instant, when that was, and how many times faster it runs than a real one. */
  readonly clock: { readonly at: number; readonly since: number; readonly speed: number }
}

export type DispatchLine =
  { readonly loaded: true } | { readonly begun: string } | { readonly settled: string }

/** Answers when the line is in the pipe, where a kill cannot reach it. */
const print = (line: DispatchLine): Promise<void> =>
  new Promise((resolve) => process.stdout.write(`${JSON.stringify(line)}\n`, () => resolve()))

await print({ loaded: true })
const [text] = (await once(createInterface(process.stdin), 'line')) as [string]
const { clock, ...at } = JSON.parse(text) as DispatchPlan
const now = () => clock.at + Math.round((Date.now() - clock.since) * clock.speed)
const cosmos = await openCosmosStore({ ...at, now: Date.now })

/** The note of an errand by its id, from its claim to its end. */
const notes = new Map<string, string>()
const store: Store = {
  ...cosmos,
  async commit(pk, writes) {
    const done = await cosmos.commit(pk, writes)
    for (const write of writes) {
      if (write.op === 'replace' && write.doc['kind'] === 'tell')
        notes.set(write.id, (write.doc['ref'] as { note: string }).note)
      const note = notes.get(write.id)
      if (done.ok && note !== undefined && (write.op === 'delete' || write.doc['kind'] === 'refresh'))
        await print({ settled: note })
    }
    return done
  },
}
const deps: Deps = {
  store,
  clock: { now, real: Date.now },
  pause: (ms) => pause(ms),
  random: Math.random,
  secret: randomUUID,
  publicUrl: 'https://hours.example.org',
  warn: (event, cause) => void process.stderr.write(`${event}: ${String(cause)}\n`),
}
const dispatcher = createDispatcher(deps, {
  deliveries: {
    commands: {},
    topics: {
      note: async ({ note }) => ({
        summary: String(note),
        card: { type: 'AdaptiveCard', version: '1.5', body: [] },
      }),
    },
  },
  messenger: {
    async send({ serviceUrl, conversation }, { summary }) {
      await print({ begun: summary })
      const answer = await fetch(`${serviceUrl}v3/conversations/${conversation}/activities`, {
        method: 'POST',
        body: JSON.stringify({ type: 'message', summary }),
      })
      const { id } = (await answer.json()) as { id: string }
      return { type: 'sent', activity: id }
    },
    rewrite: async () => ({ type: 'sent' }),
    open: async () => ({ type: 'missing' }),
  },
  reach: createReach(deps),
})

for (;;) {
  await dispatcher.runDue()
  await pause(20)
}
