// A bot with fresh data and Playgrounds on free ports, at a date that does not move, and a browser to look at them.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stopAll } from '../../scripts/children.ts'
import type { Persona } from '../../scripts/playground.ts'
import { createWorld } from '../../scripts/world.ts'
import { type Chat, launchBrowser, openChat } from './playground.ts'

export interface TestWorld {
  /** The person's chat in a page of its own. */
  chatOf(persona: Persona): Promise<Chat>
  /** The bot again, with its data, at another instant; the chats stay open. */
  restart(at: string): Promise<void>
  close(): Promise<void>
}

/** @param at the instant at which the bot's clock starts. */
export async function openWorld(personas: readonly Persona[], at: string): Promise<TestWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'member-peer-playground-'))
  const [botPort = 0, ...ports] = await freePorts(personas.length + 1)
  const portOf = Object.fromEntries(personas.map((persona, at) => [persona, ports[at] ?? 0]))
  const world = createWorld({ folder, botPort, playgrounds: portOf, env: { CLOCK_AT: at } })
  const bots = [world]
  const close = async () => {
    for (const bot of bots.toReversed()) await bot.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await world.start()
    const browser = await launchBrowser()
    return {
      async restart(at) {
        await stopAll((bots.at(-1)?.children ?? []).filter(({ name }) => name === 'bot'))
        const bot = createWorld({ folder, botPort, playgrounds: {}, env: { CLOCK_AT: at } })
        bots.push(bot)
        await bot.start()
      },
      chatOf: (persona) => openChat(browser, portOf[persona] ?? 0),
      async close() {
        await browser.close()
        await close()
      },
    }
  } catch (fault) {
    await close()
    throw fault
  }
}

/** Held together until all are known, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0)
      await new Promise((resolve) => server.once('listening', resolve))
      return server
    }),
  )
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}
