// `npm run demo`: the bot with the demo group and three Playgrounds, until Ctrl-C. `-- --fresh` starts again.
import { rmSync } from 'node:fs'
import { firstDeath } from './children.ts'
import type { Persona } from './playground.ts'
import { createWorld } from './world.ts'

const folder = '.demo'
const botPort = 3978

interface Shown {
  readonly name: Persona
  readonly role: string
  readonly port: number
  readonly type: string
}
const shown: readonly Shown[] = [
  { name: 'Alex Wilber', role: 'regional lead peer', port: 56150, type: 'log 2h yesterday mentoring' },
  { name: 'Megan Bowen', role: 'National Lead Peer', port: 56151, type: 'balance' },
  { name: 'Adele Vance', role: 'Head of Group Office', port: 56152, type: 'help' },
]

const isFresh = process.argv.includes('--fresh')
if (isFresh) rmSync(folder, { recursive: true, force: true })

const interrupted = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
})

const world = createWorld({
  folder,
  botPort,
  playgrounds: Object.fromEntries(shown.map(({ name, port }) => [name, port])),
})

async function show(): Promise<void> {
  console.log(isFresh ? 'Starting with fresh data …' : 'Starting …')
  await world.start()
  console.log('\nThe Member Peer Hours bot is ready. Open a Playground and type:\n')
  for (const { name, role, port, type } of shown) {
    const who = `${name}, ${role}`.padEnd(36)
    console.log(`  ${who}http://localhost:${port}   ${type}`)
  }
  console.log(`\nWhat you do is kept in ${folder} for the next run; Ctrl-C stops everything.`)
  throw new Error(await firstDeath(world.children))
}

try {
  await Promise.race([show(), interrupted])
  console.log('\nStopping …')
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
} finally {
  await world.stop()
}
