// How long until the bot is ready, beside the time that Node takes to import the three libraries it stands on.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { startOurs } from './processes.ts'

const imports = `await import('botbuilder'); await import('restify'); await import('adaptivecards-templating')
process.stdout.write('imported')`

/** Spawn to ready; milliseconds. */
export async function ourStart(folder: string): Promise<number> {
  const started = performance.now()
  const ours = await startOurs('starting', folder)
  const ms = performance.now() - started
  await ours.stop()
  return ms
}

/** Spawn to imported; milliseconds. */
export async function bareImport(): Promise<number> {
  const started = performance.now()
  const child = spawn(process.execPath, ['--input-type=module', '-e', imports], {
    cwd: new URL('../..', import.meta.url),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exit = once(child, 'exit')
  await once(child.stdout, 'data')
  const ms = performance.now() - started
  await exit
  return ms
}
