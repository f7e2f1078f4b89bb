// What is measured, each against its target.
import type { Persona } from '../support/activities.ts'
import { drive, type Deed, type Deeds } from './load.ts'
import type { BotProcess, OurProcess } from './processes.ts'
import { interleave, medianOf, quantile, ratioOf, type Rounds } from './rounds.ts'
import { everybody, longHistory, peers, shortHistories } from './seed.ts'
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

interface Contestant {
  readonly bot: BotProcess
  readonly who: readonly Persona[]
  readonly deed: Deed
}

/** Interleaved rounds of some seconds; each figure a row a round, a column a contestant. */
async function contest({ ms, rounds }: Bench, contestants: readonly Contestant[]) {
  const done = await interleave(
    contestants.map(({ bot, who, deed }) => async () => {
      const before = await bot.cpuMs()
      const { perSecond, taken } = await drive(bot, who, deed, { ms })
      return { perSecond, taken, cpuMs: ((await bot.cpuMs()) - before) / taken.length }
    }),
    rounds,
  )
  return {
    perSecond: done.map((row) => row.map(({ perSecond }) => perSecond)),
    cpuMs: done.map((row) => row.map(({ cpuMs }) => cpuMs)),
    p99: (column: number) =>
      figure(
        quantile(
          done.flatMap((row) => row[column]?.taken ?? []),
          0.99,
        ),
        1,
      ),
  }
}

/** Ours second, between the card bot and its twin. */
function againstCardBot(what: string, done: Awaited<ReturnType<typeof contest>>, least: number): Row[] {
  const echo = medianOf(done.perSecond, 3)
  return [
    {
      measure: `${what}: a second`,
      ours: figure(medianOf(done.perSecond, 1)),
      yardstick: figure(medianOf(done.perSecond, 0)) + (echo > 0 ? ` (echo bot ${figure(echo)})` : ''),
      ...ratioCells(ratioOf(done.perSecond, 1, [0, 2]), { least }),
    },
    {
      measure: `${what}: CPU ms`,
      ours: figure(medianOf(done.cpuMs, 1), 2),
      yardstick: figure(medianOf(done.cpuMs, 0), 2),
      ...ratioCells(ratioOf(done.cpuMs, 1, [0, 2])),
    },
    { measure: `${what}: p99 in ms`, ours: done.p99(1), yardstick: done.p99(0) },
  ]
}

/** `balance` ÷ the card bot; the target is a ratio of turns a second. */
export async function measureBalance(bench: Bench, who: readonly Persona[], least: number): Promise<Row[]> {
  const { card, twin, echo, ours } = bench.bots
  const deed = bench.deeds.says('balance')
  const done = await contest(
    bench,
    [card, ours, twin, echo].map((bot) => ({ bot, who, deed })),
  )
  return againstCardBot(`balance, ${who.length} at once`, done, least)
}

/** `log …` and Save ÷ two turns of the card bot. */
export async function measureSaves(bench: Bench): Promise<Row[]> {
  const { bots, deeds } = bench
  const turn = deeds.says('balance')
  const twoTurns: Deed = async (bot, who) => {
    await turn(bot, who)
    await turn(bot, who)
  }
  const done = await contest(bench, [
    { bot: bots.card, who: peers, deed: twoTurns },
    { bot: bots.ours, who: peers, deed: deeds.logAndSave },
    { bot: bots.twin, who: peers, deed: twoTurns },
  ])
  return againstCardBot(`log and Save ÷ two turns, ${peers.length} at once`, done, 0.6)
}

/** `balance` with a long history ÷ with a short one, four at once; the target is a ratio of times. */
export async function measureHistories(bench: Bench): Promise<Row[]> {
  const [one, two] = shortHistories
  if (!one || !two) throw new Error('nobody has a short history')
  const deed = bench.deeds.says('balance')
  const done = await contest(
    bench,
    [one, longHistory, two].map((who) => ({ bot: bench.bots.ours, who: [who, who, who, who], deed })),
  )
  const row = (unit: string, times: Rounds): Row => ({
    measure: `balance, ${figure(bench.entries)} entries ÷ 10: ${unit}`,
    ours: figure(medianOf(times, 1), 2),
    yardstick: figure(medianOf(times, 0), 2),
    ...ratioCells(ratioOf(times, 1, [0, 2]), { most: 1.1 }),
  })
  const times = done.perSecond.map((each) => each.map((perSecond) => 1000 / perSecond))
  return [row('ms', times), row('CPU ms', done.cpuMs)]
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
