// How long until the bot is ready, beside the time that Node takes to import the three libraries it stands on.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Measure } from './measure.ts'
import { startOurs } from './processes.ts'
import { interleave, medianOf, ratioOf } from './rounds.ts'
import { seed } from './seed.ts'
import { figure, ratioCells } from './table.ts'

const imports = `await import('botbuilder'); await import('restify'); await import('adaptivecards-templating')
process.stdout.write(JSON.stringify(process.cpuUsage()))`

/** Spawn to ready ÷ spawn to imported. */
export const start: Measure = {
  name: 'start',
  async run(session) {
    const folder = session.folder()
    await seed(`${folder}/data`, 10)
    session.say('starting')
    const times = session.isQuick ? 3 : 7
    const done = await interleave([bareImport, () => ourStart(folder), bareImport], times)
    return (['ms', 'cpuMs'] as const).map((unit) => {
      const taken = done.map((row) => row.map((each) => each[unit]))
      return {
        measure: `start to ready ÷ the three imports alone: ${unit === 'ms' ? 'ms' : 'CPU ms'}`,
        ours: figure(medianOf(taken, 1)),
        yardstick: figure(medianOf(taken, 0)),
        ...ratioCells(ratioOf(taken, 1, [0, 2]), { most: 1.5 }),
      }
    })
  },
}

/** Milliseconds, of the clock and of the processor. */
interface Taken {
  readonly ms: number
  readonly cpuMs: number
}

/** Spawn to ready. */
async function ourStart(folder: string): Promise<Taken> {
  const started = performance.now()
  const ours = await startOurs('starting', folder)
  const ms = performance.now() - started
  const cpuMs = await ours.cpuMs()
  await ours.stop()
  return { ms, cpuMs }
}

/** Spawn to imported. */
async function bareImport(): Promise<Taken> {
  const started = performance.now()
  const child = spawn(process.execPath, ['--input-type=module', '-e', imports], {
    cwd: new URL('../..', import.meta.url),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exit = once(child, 'exit')
  const [told] = (await once(child.stdout, 'data')) as [Buffer]
  const ms = performance.now() - started
  const { user, system } = JSON.parse(told.toString()) as NodeJS.CpuUsage
  await exit
  return { ms, cpuMs: (user + system) / 1000 }
}
