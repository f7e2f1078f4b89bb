// Child processes that live and die with the script that started them, and sentences for when they do not.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, openSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Child {
  readonly name: string
  readonly process: ChildProcess
  readonly log: string
}

export interface ChildOptions {
  /** Where it runs; what it prints goes to `<folder>/<name>.log`. */
  readonly folder: string
  readonly env: NodeJS.ProcessEnv
}

/** Starts a Node program and keeps what it prints in a file. */
export function startNode(name: string, args: readonly string[], options: ChildOptions): Child {
  mkdirSync(options.folder, { recursive: true })
  const log = join(options.folder, `${name.toLowerCase().replaceAll(' ', '-')}.log`)
  const output = openSync(log, 'w')
  const child = spawn(process.execPath, args, {
    cwd: options.folder,
    env: options.env,
    stdio: ['ignore', output, output],
    // In a group of its own, so that Ctrl-C reaches the script alone and each child is asked to stop once.
    detached: process.platform !== 'win32',
  })
  return { name, process: child, log }
}

const hasEnded = ({ process: { exitCode, signalCode } }: Child) => exitCode !== null || signalCode !== null

/** Resolves with a sentence as soon as one of the children ends. */
export const firstDeath = (children: readonly Child[]): Promise<string> =>
  Promise.race(
    children.map(
      (child) =>
        new Promise<string>((resolve) => {
          const tell = () => resolve(obituary(child))
          if (hasEnded(child)) tell()
          else child.process.once('exit', tell)
        }),
    ),
  )

function obituary(child: Child): string {
  const { exitCode, signalCode } = child.process
  const lastWords = readFileSync(child.log, 'utf8').trim().split('\n').slice(-15).join('\n')
  return `The ${child.name} ended (${signalCode ?? `exit code ${exitCode}`}). Its last lines:\n${lastWords}`
}

/** Waits until the address answers 200. @throws a sentence when the child ends first or time runs out. */
export async function waitUntilReady(child: Child, url: string, seconds: number): Promise<void> {
  const deadline = Date.now() + seconds * 1_000
  let lastAnswer = 'nothing'
  while (Date.now() < deadline) {
    if (hasEnded(child)) throw new Error(obituary(child))
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) })
      await answer.body?.cancel()
      if (answer.ok) return
      lastAnswer = `HTTP ${answer.status}`
    } catch (error) {
      const cause = error instanceof Error ? (error.cause ?? error) : error
      lastAnswer = cause instanceof Error ? cause.message : 'none'
    }
    await sleep(100)
  }
  throw new Error(
    `The ${child.name} did not answer at ${url} within ${seconds} s (the last answer: ${lastAnswer}); see ${child.log}`,
  )
}

/** @throws a sentence naming the port when something listens there already. */
export async function refuseTakenPort(port: number, purpose: string): Promise<void> {
  const isTaken = await new Promise<boolean>((resolve) => {
    const socket = connect(port, 'localhost')
    socket.once('connect', () => resolve(socket.destroy() !== undefined))
    socket.once('error', () => resolve(false))
  })
  if (isTaken) {
    throw new Error(
      `Port ${port} is taken, and the ${purpose} needs it. Stop what listens there and try again.`,
    )
  }
}

/** Asks the children to stop; those that have not after five seconds are ended. */
export async function stopAll(children: readonly Child[]): Promise<void> {
  await Promise.all(
    children.map(async (child) => {
      if (hasEnded(child)) return
      const ended = new Promise((resolve) => child.process.once('exit', resolve))
      child.process.kill('SIGTERM')
      const insist = setTimeout(() => child.process.kill('SIGKILL'), 5_000)
      await ended
      clearTimeout(insist)
    }),
  )
}
