// The composition root: reads the settings, chooses the adapters, starts the bot, and stops it when asked.
import { randomBytes, randomInt } from 'node:crypto'
import { existsSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Deps } from './app/deps.ts'
import { createDispatcher } from './app/outbox/dispatcher.ts'
import { createIdentify } from './app/people/identify.ts'
import { createFiles } from './app/records/links.ts'
import { telling } from './app/outbox/loop.ts'
import { paced } from './app/outbox/pace.ts'
import type { Clock, Store } from './app/ports.ts'
import { createReach } from './app/outbox/reach.ts'
import { startMissingTimers } from './app/outbox/startMissingTimers.ts'
import { deliveriesOf } from './bot/deliveries.ts'
import { makers } from './bot/documents/files.ts'
import { createMessenger } from './bot/messenger.ts'
import { createBot } from './bot/teams.ts'
import { ConfigError, readConfig, type Config } from './config.ts'
import { Adapter } from './server/auth.ts'
import { createDrive } from './server/drive.ts'
import { createLogger, errorReference } from './server/log.ts'
import { measureDispatcher } from './server/metrics.ts'
import { createServer } from './server/server.ts'

async function openStore({ store }: Config): Promise<Store> {
  if (store.kind === 'level') {
    const { openLevelStore } = await import('./store/level.ts')
    return openLevelStore({ path: store.path, now: Date.now })
  }
  const { openCosmosStore } = await import('./store/cosmos.ts')
  const { kind: _kind, ...options } = store
  return openCosmosStore({ ...options, now: Date.now })
}

/** CLOCK_AT moves the clock for good: the offset is kept with the data, so that a restart without it goes on. */
async function startClock(store: Store, clockAt: number | undefined): Promise<Clock> {
  const { keepOffset } = await import('./app/clockOffset.ts')
  const offset = await keepOffset(store, clockAt === undefined ? undefined : clockAt - Date.now())
  return { now: () => Date.now() + offset, real: () => Date.now() }
}

async function start(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const config = readConfig(process.env)
  const log = createLogger(config.logLevel)
  const store = telling(await openStore(config))
  const clock: Clock = config.production
    ? { now: () => Date.now(), real: () => Date.now() }
    : await startClock(store, config.clockAt)
  const deps: Deps = {
    store,
    clock,
    pause: (ms) => pause(ms),
    random: () => randomInt(2 ** 32) / 2 ** 32,
    secret: () => randomBytes(32).toString('base64url'),
    publicUrl: config.publicUrl,
    warn: (event, cause) => log.warn(event, {}, cause),
  }
  if (config.seed) {
    const { seedDemoGroup } = await import('./app/demoGroup.ts')
    await seedDemoGroup(deps)
  }
  const identify = createIdentify(deps, {
    allowedTenants: config.allowedTenants,
    admins: config.bootstrapAdmins,
  })
  const adapter = new Adapter(config.identity)
  const reach = createReach(deps)
  const dispatcher = createDispatcher(deps, {
    deliveries: deliveriesOf(deps),
    messenger: paced(deps, createMessenger(adapter, config.identity.appId)),
    reach,
    report: (status) => log.info('dispatched', status),
  })
  measureDispatcher(dispatcher.status)
  store.onDue((dueAt) => dispatcher.nudge(dueAt))
  const server = createServer({
    adapter,
    bot: createBot(deps, identify, reach, undefined, createDrive(fetch, deps.warn)),
    files: createFiles(deps, makers),
    store,
    status: dispatcher.status,
    log,
    now: () => performance.now(),
    newReference: () => errorReference(randomInt(2 ** 40)),
  })
  const port = await server.listen(config.port)
  dispatcher.start()
  void startMissingTimers(deps).catch((fault: unknown) => deps.warn('timers could not be started', fault))
  log.info('listening', { port })

  let isStopping = false
  const stop = async () => {
    if (isStopping) return
    isStopping = true
    await server.close()
    await dispatcher.stop()
    await store.close()
    log.info('stopped')
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
}

try {
  await start()
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String((error as Error).stack)}\n`)
  process.exitCode = 1
}
