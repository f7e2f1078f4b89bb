// One bot with the demo group and a Playground for each persona asked for: what the demo shows and what the
// browser tests look at.
import { join, resolve } from 'node:path'
import { type Child, firstDeath, refuseTakenPort, startNode, stopAll, waitUntilReady } from './children.ts'
import { type Persona, startPlayground, wordOf } from './playground.ts'

export interface WorldOptions {
  /** Keeps the data, the logs and the Playgrounds' configurations. */
  readonly folder: string
  readonly botPort: number
  readonly playgrounds: Partial<Record<Persona, number>>
  /** The compiled bot; another one only in a trial. */
  readonly bot?: string
  /** More environment for the bot, such as CLOCK_AT. */
  readonly env?: NodeJS.ProcessEnv
}

export interface World {
  readonly children: readonly Child[]
  /** Resolves when everything answers. @throws a sentence that says what did not. */
  start(): Promise<void>
  stop(): Promise<void>
}

export function createWorld(options: WorldOptions): World {
  const children: Child[] = []
  return {
    children,
    start: () => startWorld(options, children),
    stop: () => stopAll(children.toReversed()),
  }
}

async function startWorld({ folder, botPort, ...options }: WorldOptions, children: Child[]): Promise<void> {
  const playgrounds = Object.entries(options.playgrounds) as [Persona, number][]
  await refuseTakenPort(botPort, 'bot')
  for (const [persona, port] of playgrounds) {
    await refuseTakenPort(port, `Playground of ${persona}`)
  }

  const bot = startNode('bot', ['--enable-source-maps', resolve(options.bot ?? 'dist/main.js')], {
    folder,
    env: { ...withoutCredentials(process.env), ...demoEnv(folder, botPort), ...options.env },
  })
  children.push(bot)
  await waitUntilReady(bot, `http://localhost:${botPort}/readyz`, 30)
  const allReady = playgrounds.map(async ([persona, port]) => {
    const playground = startPlayground(persona, botPort, port, join(folder, wordOf(persona)))
    children.push(playground)
    await waitUntilReady(playground, `http://localhost:${port}/`, 60)
  })
  const sentence = await Promise.race([Promise.all(allReady).then(() => undefined), firstDeath([bot])])
  if (sentence) throw new Error(sentence)
}

const demoEnv = (folder: string, port: number): NodeJS.ProcessEnv => ({
  NODE_ENV: 'development',
  PORT: `${port}`,
  SEED: 'demo',
  STORE: 'level',
  LEVEL_PATH: resolve(folder, 'data'),
})

/** The Playground signs nothing, so a bot with credentials would turn it away. */
const withoutCredentials = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('MicrosoftApp')))
