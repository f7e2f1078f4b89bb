// What is measured, each against its target.
import type { Persona } from '../support/activities.ts'
import { drive, type Deed, type Deeds } from './load.ts'
import type { BotProcess, OurProcess } from './processes.ts'
import { interleave, medianOf, quantile, ratioOf, type Contestant } from './rounds.ts'
import { everybody, longHistory, peers, shortHistories } from './seed.ts'
import { bareImport, ourStart } from './startup.ts'
import { figure, ratioCells, type Row } from './table.ts'

export interface Bots {
  readonly card: BotProcess
  /** A second process of the card bot: the A/A pair. */
  readonly twin: BotProcess
  readonly echo: BotProcess
  readonly ours: OurProcess
}

export interface Bench {
  readonly rounds: number
  /** Milliseconds of one contestant's round. */
  readonly ms: number
  /** The length of the long history. */
  readonly entries: number
  /** Turns of each yardstick before anything counts. */
  readonly warmUp: number
  /** After how many turns of ours the heap is read, twice. */
  readonly turns: readonly [number, number]
  readonly bots: Bots
  readonly deeds: Deeds
}

/** A contestant that keeps the milliseconds of each deed. */
const contestant = (
  { ms }: Bench,
  bot: BotProcess,
  who: readonly Persona[],
  deed: Deed,
  taken: number[] = [],
): Contestant => ({
  async run() {
    const done = await drive(bot, who, deed, { ms })
    taken.push(...done.taken)
    return done.perSecond
  },
})

const p99 = (ms: readonly number[]): string => figure(quantile(ms, 0.99), 1)

/** `balance` ÷ the card bot; the target is a ratio of turns a second. */
export async function measureBalance(bench: Bench, who: readonly Persona[], least: number): Promise<Row[]> {
  const { card, twin, echo, ours } = bench.bots
  const balance = bench.deeds.says('balance')
  const [cardMs, ourMs]: [number[], number[]] = [[], []]
  const done = await interleave(
    [
      contestant(bench, card, who, balance, cardMs),
      contestant(bench, ours, who, balance, ourMs),
      contestant(bench, twin, who, balance),
      contestant(bench, echo, who, balance),
    ],
    bench.rounds,
  )
  return [
    {
      measure: `balance, turns a second, ${who.length} at once`,
      ours: figure(medianOf(done, 1)),
      yardstick: `${figure(medianOf(done, 0))} (echo bot ${figure(medianOf(done, 3))})`,
      ...ratioCells(ratioOf(done, 1, [0, 2]), { least }),
    },
    { measure: `balance, p99 in ms, ${who.length} at once`, ours: p99(ourMs), yardstick: p99(cardMs) },
  ]
}

/** `log …` and Save ÷ two turns of the card bot. */
export async function measureSaves(bench: Bench): Promise<Row[]> {
  const { bots, deeds } = bench
  const card = deeds.says('balance')
  const twoTurns: Deed = async (bot, who) => {
    await card(bot, who)
    await card(bot, who)
  }
  const [cardMs, ourMs]: [number[], number[]] = [[], []]
  const done = await interleave(
    [
      contestant(bench, bots.card, peers, twoTurns, cardMs),
      contestant(bench, bots.ours, peers, deeds.logAndSave, ourMs),
      contestant(bench, bots.twin, peers, twoTurns),
    ],
    bench.rounds,
  )
  return [
    {
      measure: `log and Save, pairs a second, ${peers.length} at once`,
      ours: figure(medianOf(done, 1)),
      yardstick: figure(medianOf(done, 0)),
      ...ratioCells(ratioOf(done, 1, [0, 2]), { least: 0.6 }),
    },
    { measure: 'log and Save, p99 in ms', ours: p99(ourMs), yardstick: p99(cardMs) },
  ]
}

/** `balance` with a long history ÷ with a short one; the target is a ratio of times. */
export async function measureHistories(bench: Bench): Promise<Row[]> {
  const [one, two] = shortHistories
  if (!one || !two) throw new Error('nobody has a short history')
  const contestants = [one, longHistory, two].map((who) =>
    contestant(bench, bench.bots.ours, Array<Persona>(4).fill(who), bench.deeds.says('balance')),
  )
  const times = (await interleave(contestants, bench.rounds)).map((row) => row.map((each) => 1000 / each))
  return [
    {
      measure: `balance, ms a turn, ${figure(bench.entries)} entries ÷ 10`,
      ours: figure(medianOf(times, 1), 2),
      yardstick: figure(medianOf(times, 0), 2),
      ...ratioCells(ratioOf(times, 1, [0, 2]), { most: 1.1 }),
    },
  ]
}

/** Everybody speaks to every bot, and the cards that come back must be alike, or nothing after this means anything. */
export async function warmUp({ bots, deeds, warmUp: times }: Bench): Promise<Row> {
  const bytes: number[] = []
  for (const bot of [bots.echo, bots.twin, bots.card, bots.ours]) {
    await drive(bot, everybody, deeds.says('balance'), { times })
    bytes.push(JSON.stringify(deeds.lastOf(peers[0] ?? longHistory)).length)
  }
  const [, , card = 0, ours = 0] = bytes
  if (Math.abs(ours / card - 1) > 0.1)
    throw new Error(
      `our balance card has ${ours} bytes and the card bot's ${card}: make them alike in yardstick.ts`,
    )
  return { measure: 'bytes of the card', ours: figure(ours), yardstick: figure(card) }
}

export interface Heap {
  readonly turns: number
  readonly heapUsed: number
  readonly rss: number
}

/** Our heap after so many turns of all kinds, counted from the start of the process. */
export async function heapAfter({ bots: { ours }, deeds }: Bench, turns: number): Promise<Heap> {
  const kinds = [...['balance', 'help', 'history', 'why'].map(deeds.says), deeds.logAndSave]
  for (let at = 0; deeds.turnsOf(ours) < turns; at++) {
    const kind = kinds[at % kinds.length]
    const times = Math.min(500, Math.ceil((turns - deeds.turnsOf(ours)) / 2))
    if (kind) await drive(ours, peers, kind, { times })
  }
  return { turns: deeds.turnsOf(ours), ...(await ours.memory()) }
}

export function heapRow(before: Heap, after: Heap): Row {
  const mb = ({ heapUsed, rss }: Heap) => `${figure(heapUsed / 1e6, 1)} (process ${figure(rss / 1e6)})`
  return {
    measure: `heap in MB after ${figure(after.turns)} turns ÷ after ${figure(before.turns)}`,
    ours: mb(after),
    yardstick: mb(before),
    ratio: figure(after.heapUsed / before.heapUsed, 2),
    target: 'flat',
  }
}

/** Spawn to ready ÷ spawn to imported. */
export async function measureStart(folder: string, times: number): Promise<Row> {
  const done = await interleave([bareImport(), ourStart(folder), bareImport()], times)
  return {
    measure: 'start to ready, ms ÷ the three imports alone',
    ours: figure(medianOf(done, 1)),
    yardstick: figure(medianOf(done, 0)),
    ...ratioCells(ratioOf(done, 1, [0, 2]), { most: 1.5 }),
  }
}
