// What a turn costs beside plain botbuilder: one set of bots and histories, made when the first of these measures runs.
import { startConnector } from './connector.ts'
import { createDeeds } from './load.ts'
import type { Measure, Session } from './measure.ts'
import {
  heapAfter,
  heapRow,
  measureBalance,
  measureHistories,
  measureSaves,
  warmUp,
  type Bench,
  type Heap,
} from './measures.ts'
import { startOurs, startYardstick } from './processes.ts'
import { everybody, peers, seed } from './seed.ts'
import { figure, type Row } from './table.ts'

const quick = { rounds: 5, ms: 500, entries: 10_000, warmUp: 4_000, turns: [6_000, 20_000] as const }
const full = { rounds: 9, ms: 800, entries: 100_000, warmUp: 4_000, turns: [10_000, 100_000] as const }

interface Prepared extends Bench {
  readonly bytes: Row
  /** Our heap once it has been in use for a while. */
  readonly heap: Heap
}

const prepared = (session: Session): Promise<Prepared> => session.shared('turns', () => prepare(session))

async function prepare(session: Session): Promise<Prepared> {
  const size = session.isQuick ? quick : full
  const folder = session.folder()
  session.say(`histories of 10 and ${figure(size.entries)} entries`)
  await seed(`${folder}/data`, size.entries)
  const connector = await session.started(startConnector(everybody))
  const bots = {
    card: await session.started(startYardstick('the card bot', 'card')),
    twin: await session.started(startYardstick('the card bot again', 'card')),
    echo: await session.started(startYardstick('the echo bot', 'echo')),
    ours: await session.started(startOurs('our bot', folder)),
  }
  const bench: Bench = { ...size, bots, deeds: createDeeds(connector) }
  session.say('warming up')
  const bytes = await warmUp(bench)
  return { ...bench, bytes, heap: await heapAfter(bench, size.turns[0]) }
}

export const balance: Measure = {
  name: 'balance',
  async run(session) {
    const bench = await prepared(session)
    session.say('balance, everybody at once')
    const many = await measureBalance(bench, peers, 0.95)
    session.say('balance, one at a time')
    return [bench.bytes, ...many, ...(await measureBalance(bench, peers.slice(0, 1), 0.85))]
  },
}

export const saves: Measure = {
  name: 'saves',
  async run(session) {
    const bench = await prepared(session)
    session.say('log and Save')
    return measureSaves(bench)
  },
}

export const histories: Measure = {
  name: 'histories',
  async run(session) {
    const bench = await prepared(session)
    session.say('long and short histories')
    return measureHistories(bench)
  },
}

export const memory: Measure = {
  name: 'memory',
  async run(session) {
    const bench = await prepared(session)
    session.say('memory')
    return [heapRow(bench.heap, await heapAfter(bench, bench.turns[1]))]
  },
}
