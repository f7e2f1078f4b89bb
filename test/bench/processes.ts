// The bots as processes of their own: the yardsticks, and ours as `npm start` runs it.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export interface BotProcess {
  readonly name: string
  readonly port: number
  /** Milliseconds of processor time since it started: what a turn costs, whoever else uses the machine. */
  cpuMs(): Promise<number>
  stop(): Promise<void>
}

export interface OurProcess extends BotProcess {
  /** Bytes of the JavaScript heap that are in use, and of the whole process, after a forced collection. */
  memory(): Promise<{ heapUsed: number; rss: number }>
}

/** The instant at which the bench takes place: carried hours are still usable, and there is a projection. */
export const benchInstant = '2026-11-21T09:00:00Z'

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const main = pathOf('../../dist/main.js')

export async function startYardstick(name: string, kind: 'echo' | 'card'): Promise<BotProcess> {
  const child = spawn(process.execPath, [...flags, '--import', 'tsx', pathOf('yardstick.ts'), kind], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const exit = once(child, 'exit').then(([code]) => Promise.reject(new Error(`${name} ended with ${code}`)))
  exit.catch(() => {})
  const [message] = (await Promise.race([once(child, 'message'), exit])) as [{ port: number }]
  return { name, port: message.port, cpuMs: () => cpuMsOf(child), stop: () => stop(child) }
}

/** Answers when `/readyz` does. The log goes to a file, as it would behind a service manager. */
export async function startOurs(name: string, folder: string): Promise<OurProcess> {
  const port = await freePort()
  const log = openSync(join(folder, 'log'), 'a')
  const child = spawn(process.execPath, [...flags, main], {
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      LEVEL_PATH: join(folder, 'data'),
      CLOCK_AT: benchInstant,
    },
    stdio: ['ignore', log, 'inherit', 'ipc'],
  })
  closeSync(log)
  await untilReady(child, port)
  return {
    name,
    port,
    cpuMs: () => cpuMsOf(child),
    memory: () => ask(child, 'memory'),
    stop: () => stop(child),
  }
}

/** Lets a process be asked for the processor time it has used, and for its memory after a collection. */
const probe = `process.on('message', (asked) => {
  if (asked === 'memory') { gc(); gc() }
  process.send(asked === 'memory' ? process.memoryUsage() : process.cpuUsage())
})
process.channel.unref()`
const flags = ['--expose-gc', '--import', `data:text/javascript,${encodeURIComponent(probe)}`]

async function ask<T>(child: ChildProcess, what: 'memory' | 'cpu'): Promise<T> {
  const answer = once(child, 'message')
  child.send(what)
  return ((await answer) as [T])[0]
}

async function cpuMsOf(child: ChildProcess): Promise<number> {
  const { user, system } = await ask<NodeJS.CpuUsage>(child, 'cpu')
  return (user + system) / 1000
}

async function untilReady(child: ChildProcess, port: number): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the bot ended with ${child.exitCode} before it was ready`)
    const res = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined)
    if (res?.status === 200) return
    await pause(2)
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
