// A process of its own that does what the one before it left undone, has one more request granted, and kills itself
// around the moment between the pot's commit and the peer's. It reads what to do as one line of JSON.
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { turnKey } from '../../src/app/pot/decideRequest.ts'
import type { Deps } from '../../src/app/deps.ts'
import { createDispatcher } from '../../src/app/outbox/dispatcher.ts'
import { deliverGrant, endPromise } from '../../src/app/hours/ledgerDeliveries.ts'
import type { Store, Write } from '../../src/app/ports.ts'
import { takeRequest } from '../../src/app/pot/potDeliveries.ts'
import { createReach } from '../../src/app/outbox/reach.ts'
import { requestDays } from '../../src/app/pot/requestDays.ts'
import type { Person } from '../../src/domain/person.ts'
import type { Ask } from '../../src/domain/request.ts'
import { openLevelStore } from '../../src/store/level.ts'

/** When it dies: before anything of the grant is delivered, or when its delivery is to be, is being or has been committed. */
export type Moment = 'pot committed' | 'before the peer' | 'during the peer' | 'peer committed'

export interface GrantPlan {
  readonly path: string
  readonly now: number
  readonly peer: Person
  readonly keys: readonly Person[]
  readonly ask: Ask
  /** The number that the request will have. */
  readonly seq: number
  readonly year: number
  readonly moment: Moment
}

const die = () => process.kill(process.pid, 'SIGKILL')
const [text] = (await once(createInterface(process.stdin), 'line')) as [string]
const { path, now, peer, keys, ask, seq, year, moment } = JSON.parse(text) as GrantPlan

const level = await openLevelStore({ path, now: Date.now })
let isDoomed = false
const isGrant = ({ op, doc }: Write & { doc?: Record<string, unknown> }) =>
  op === 'create' && (doc?.['state'] === 'granted' || doc?.['kind'] === 'grant')
const store: Store = {
  ...level,
  async commit(pk, writes) {
    if (!isDoomed || !writes.some(isGrant)) return level.commit(pk, writes)
    const isPeers = pk.startsWith('peer~')
    if (isPeers && moment === 'before the peer') die()
    const commit = level.commit(pk, writes)
    if (isPeers && moment === 'during the peer') die()
    const done = await commit
    if (moment === (isPeers ? 'peer committed' : 'pot committed')) die()
    return done
  },
}
const deps: Deps = {
  store,
  clock: { now: () => now, real: Date.now },
  pause: () => new Promise((resolve) => setImmediate(resolve)),
  random: Math.random,
  secret: randomUUID,
  publicUrl: 'https://hours.example.org',
  warn: (event, cause) => void process.stderr.write(`${event}: ${String(cause)}\n`),
}
const nobody = async () => ({ type: 'gone' }) as const
const dispatcher = createDispatcher(deps, {
  deliveries: {
    commands: {
      'pot-request': (body) => takeRequest(deps, body),
      'ledger-grant': (body) => deliverGrant(deps, body),
      'ledger-end-promise': (body) => endPromise(deps, body),
    },
    topics: { request: async () => undefined },
  },
  messenger: { send: nobody, rewrite: nobody, open: nobody },
  reach: createReach(deps),
})

await dispatcher.runDue()
const command = { id: `request ${seq}`, by: peer, subject: peer, deadline: Infinity }
await requestDays(deps, command, { ask, secondAgreed: true })
await dispatcher.runDue()
isDoomed = true
for (const by of keys) await turnKey(deps, { id: `agree ${seq}`, by, deadline: Infinity }, { year, seq })
await dispatcher.runDue()
