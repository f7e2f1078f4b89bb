// `npm run demo`: the bot with the demo group and three Playgrounds, until Ctrl-C. `-- --fresh` starts again.
import { rmSync } from 'node:fs'
import { firstDeath } from './children.ts'
import { type Persona, personas } from './playground.ts'
import { createWorld } from './world.ts'

const folder = '.demo'
const botPort = 3978

const whatToType: Record<Persona, string> = {
  peer: 'log 2h yesterday mentoring',
  nationalLead: 'balance',
  office: 'help',
}

const isFresh = process.argv.includes('--fresh')
if (isFresh) rmSync(folder, { recursive: true, force: true })

const interrupted = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
})

const world = createWorld({
  folder,
  botPort,
  playgrounds: {
    peer: personas.peer.port,
    nationalLead: personas.nationalLead.port,
    office: personas.office.port,
  },
})

async function show(): Promise<void> {
  console.log(isFresh ? 'Starting with fresh data …' : 'Starting …')
  await world.start()
  console.log('\nThe Member Peer Hours bot is ready. Open a Playground and type:\n')
  for (const [persona, { name, role, port }] of Object.entries(personas)) {
    const who = `${name}, ${role}`.padEnd(36)
    console.log(`  ${who}http://localhost:${port}   ${whatToType[persona as Persona]}`)
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
