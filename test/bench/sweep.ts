// What a sweep reads, takes and keeps when so many peers are due, beside few who are not and beside many: each in a store
// of its own. On disk it is timed; on Cosmos DB's protocol what it reads is counted, since the server of the tests looks
// through everything for whatever it is asked.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { openLevelStore } from '../../src/store/level.ts'
import type { Measure, Session } from './measure.ts'
import { interleave, medianOf, ratioOf, type Rounds } from './rounds.ts'
import { fill, type Scale, type Swept } from './sweepStore.ts'
import { figure, ratioCells, type Row } from './table.ts'

/** Reminders are due 5 days before 7 October at nine; misses at the end of the day. */
const occasions = [
  ['reminders', Date.parse('2026-10-02T08:00Z')],
  ['missed logs', Date.parse('2026-10-07T23:00Z')],
] as const

export const sweeps: Measure = {
  name: 'sweeps',
  async run(session) {
    const onDisk: Scale = { few: 1_000, many: session.isQuick ? 10_000 : 100_000, due: 100, rounds: 9 }
    const onWire: Scale = { few: 200, many: 2_000, due: 20, rounds: 3 }
    const rows: Row[] = []
    for (const [what, at] of occasions) rows.push(...(await measureOnDisk(session, what, at, onDisk)))
    for (const [what, at] of occasions) rows.push(...(await measureOnWire(session, what, at, onWire)))
    return rows
  },
}

async function measureOnDisk(session: Session, what: string, at: number, scale: Scale): Promise<Row[]> {
  const { few, many, due, rounds } = scale
  session.say(`${what}: stores of ${figure(few)} and ${figure(many)} peers`)
  const ready = []
  for (const peers of [few, many, few]) {
    const store = await openLevelStore({ path: session.folder(), now: Date.now })
    await session.started(Promise.resolve({ stop: () => store.close() }))
    ready.push(await fill(store, peers, at, scale))
  }
  session.say(`${what}: sweeps`)
  for (const each of ready) await each.round()
  const done = await interleave(
    ready.map(({ round }) => round),
    rounds,
  )
  const column = (key: keyof Swept): Rounds => done.map((row) => row.map((each) => each[key]))
  const name = `sweep of ${due} ${what}, ${figure(many)} peers ÷ ${figure(few)}`
  const kept = column('kept')
  return [
    readsRow(name, column('reads')),
    {
      measure: `${name}: ms`,
      ours: figure(medianOf(column('ms'), 1), 1),
      yardstick: figure(medianOf(column('ms'), 0), 1),
      ...ratioCells(ratioOf(column('ms'), 1, [0, 2]), { most: 1.2 }),
    },
    {
      measure: `${name}: KB of heap kept`,
      ours: figure(medianOf(kept, 1)),
      yardstick: figure((medianOf(kept, 0) + medianOf(kept, 2)) / 2),
    },
  ]
}

/** In a process of its own: restify, which other measures import, changes every HTTP server of its process. */
async function measureOnWire(session: Session, what: string, at: number, scale: Scale): Promise<Row[]> {
  const { few, many, due, rounds } = scale
  session.say(`${what}: Cosmos DB’s protocol, ${figure(few)} and ${figure(many)} peers`)
  const swept: number[][] = []
  for (const peers of [few, many, few]) {
    const file = fileURLToPath(new URL('sweepOnWire.ts', import.meta.url))
    const child = fork(file, [], { execArgv: ['--import', 'tsx'] })
    child.send({ peers, at, scale })
    const [reads] = (await once(child, 'message')) as [number[]]
    swept.push(reads)
  }
  const reads = Array.from({ length: rounds }, (_, nth) => swept.map((each) => each[nth] ?? 0))
  const name = `sweep of ${due} ${what} on Cosmos DB’s protocol, ${figure(many)} peers ÷ ${figure(few)}`
  return [readsRow(name, reads)]
}

const readsRow = (name: string, reads: Rounds): Row => ({
  measure: `${name}: documents read`,
  ours: figure(medianOf(reads, 1)),
  yardstick: figure(medianOf(reads, 0)),
  ...ratioCells(ratioOf(reads, 1, [0, 2]), { most: 1.1 }),
})
