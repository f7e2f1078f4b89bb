// `npm run bench`: ours beside plain botbuilder in one run, as ratios. `-- --quick` takes fewer rounds and turns.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startConnector } from './connector.ts'
import { createDeeds } from './load.ts'
import {
  heapAfter,
  heapRow,
  measureBalance,
  measureHistories,
  measureSaves,
  measureStart,
  warmUp,
} from './measures.ts'
import type { Bench, Bots } from './measures.ts'
import { startOurs, startYardstick, type BotProcess } from './processes.ts'
import { everybody, peers, seed } from './seed.ts'
import { countStoreCalls } from './storeCalls.ts'
import { figure, printTable, type Row } from './table.ts'

const size = process.argv.includes('--quick')
  ? { rounds: 5, ms: 500, starts: 3, entries: 10_000, warmUp: 4_000, turns: [6_000, 20_000] as const }
  : { rounds: 9, ms: 800, starts: 7, entries: 100_000, warmUp: 4_000, turns: [10_000, 100_000] as const }

const began = performance.now()
const say = (what: string) =>
  console.log(`${figure((performance.now() - began) / 1000).padStart(4)} s  ${what}`)

// On the disk of the project: a folder of the system's own may be kept in memory, where an fsync costs nothing.
const root = fileURLToPath(new URL('../../node_modules/.cache/bench/', import.meta.url))
mkdirSync(root, { recursive: true })
const folder = mkdtempSync(join(root, 'run-'))
const startFolder = mkdtempSync(join(root, 'start-'))
const stops: (() => Promise<void>)[] = []

async function started<B extends BotProcess>(starting: Promise<B>): Promise<B> {
  const bot = await starting
  stops.push(() => bot.stop())
  return bot
}

async function run(): Promise<Row[]> {
  say(`histories of 10 and ${figure(size.entries)} entries`)
  await seed(join(folder, 'data'), size.entries)
  await seed(join(startFolder, 'data'), 10)
  say('starting')
  const start = await measureStart(startFolder, size.starts)
  const calls = await countStoreCalls()

  const connector = await startConnector(everybody)
  stops.push(() => connector.close())
  const bots: Bots = {
    card: await started(startYardstick('the card bot', 'card')),
    twin: await started(startYardstick('the card bot again', 'card')),
    echo: await started(startYardstick('the echo bot', 'echo')),
    ours: await started(startOurs('our bot', folder)),
  }
  const bench: Bench = { ...size, bots, deeds: createDeeds(connector) }
  say('warming up')
  const bytes = await warmUp(bench)
  const before = await heapAfter(bench, size.turns[0])
  say('balance, everybody at once')
  const many = await measureBalance(bench, peers, 0.95)
  say('balance, one at a time')
  const one = await measureBalance(bench, peers.slice(0, 1), 0.85)
  say('log and Save')
  const saves = await measureSaves(bench)
  say('long and short histories')
  const histories = await measureHistories(bench)
  say('memory')
  const memory = heapRow(before, await heapAfter(bench, size.turns[1]))
  const asked = Object.entries(calls).map(([turn, made]) => ({
    measure: `store calls of ${turn}`,
    ours: made.join(', '),
  }))
  return [bytes, ...many, ...one, ...saves, ...histories, memory, start, ...asked]
}

try {
  const rows = await run()
  say('done\n')
  printTable(rows)
} finally {
  for (const stop of stops.reverse()) await stop()
  for (const each of [folder, startFolder]) rmSync(each, { recursive: true, force: true })
}
