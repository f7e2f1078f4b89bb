// A process of its own that holds the embedded store and changes one ledger without end, until it is killed. It reads
// what to do as one line of JSON, and prints a line before and after each command: what was acknowledged is what the
// other process has read.
import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import { once } from 'node:events'
import { correct, undo, type EntryRef } from '../../src/app/hours/changeEntry.ts'
import type { Receipt } from '../../src/app/hours/change.ts'
import type { Deps } from '../../src/app/deps.ts'
import { peerPartition } from '../../src/app/keys.ts'
import { openWork } from '../../src/app/hours/ledger.ts'
import { logHours } from '../../src/app/hours/logHours.ts'
import { addDays } from '../../src/domain/calendar.ts'
import type { Person } from '../../src/domain/person.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import type { Result } from '../../src/domain/result.ts'
import type { Work } from '../../src/domain/workLines.ts'
import { openLevelStore } from '../../src/store/level.ts'

export interface Plan {
  readonly path: string
  readonly peer: Person
  /** The clock stands still. */
  readonly now: number
  readonly seed: number
  /** To be sent again before anything else. */
  readonly again: readonly Sent[]
}

export type Sent = { readonly id: string } & (
  | { readonly log: readonly Work[] }
  | ({ readonly correct: Work } & EntryRef)
  | ({ readonly undo: true } & EntryRef)
)

export type Line =
  { readonly loaded: true } | { readonly sent: Sent } | { readonly done: string; readonly outcome: Outcome }
export type Outcome = Result<Receipt, Refusal>

/** Answers when the line is in the pipe, where a kill cannot reach it. */
const print = (line: Line): Promise<void> =>
  new Promise((resolve) => process.stdout.write(`${JSON.stringify(line)}\n`, () => resolve()))

await print({ loaded: true })
const [text] = (await once(createInterface(process.stdin), 'line')) as [string]
const plan = JSON.parse(text) as Plan
const { peer, now } = plan
const random = numbersFrom(plan.seed)
const deps: Deps = {
  store: await openLevelStore({ path: plan.path, now: Date.now }),
  clock: { now: () => now, real: Date.now },
  pause: () => new Promise((resolve) => setImmediate(resolve)),
  random,
  secret: randomUUID,
  publicUrl: 'https://hours.example.org',
  warn: (event, cause) => void process.stderr.write(`${event}: ${String(cause)}\n`),
}
const open: EntryRef[] = []
for (const year of [2025, 2026])
  open.push(
    ...(await openWork(
      deps.store,
      peerPartition(peer),
      { year, seq: 999_999 },
      (found) => found.length >= 40,
    )),
  )

let commands = 0
// Each twice at once: however often a command arrives, it is made once.
for (const sent of plan.again) await Promise.all([send(sent), send(sent)])
await Promise.all(Array.from({ length: 6 }, writeOn))

async function writeOn(): Promise<void> {
  for (;;) {
    const outcome = await send(nextCommand())
    if (!outcome.ok) continue
    for (const entry of outcome.value.entries) if (entry.kind === 'work') open.push(entry)
  }
}

async function send(sent: Sent): Promise<Outcome> {
  await print({ sent })
  const outcome = await run(sent)
  await print({ done: sent.id, outcome })
  return outcome
}

function run(sent: Sent): Promise<Outcome> {
  const command = { id: sent.id, by: peer, subject: peer, deadline: Infinity }
  if ('log' in sent) return logHours(deps, command, { works: sent.log, longDayAgreed: true })
  if ('undo' in sent) return undo(deps, command, sent.year, [sent.seq])
  const { year, seq, correct: work } = sent
  return correct(deps, command, { year, seq, work, longDayAgreed: true })
}

function nextCommand(): Sent {
  const id = `${plan.seed}-${++commands}`
  const chance = random()
  const [entry] = chance < 0.5 ? [] : open.splice(Math.floor(random() * open.length), 1)
  if (!entry) return { id, log: Array.from({ length: 1 + Math.floor(random() * 3) }, () => someWork(id)) }
  const { year, seq } = entry
  return chance < 0.8 ? { id, undo: true, year, seq } : { id, correct: someWork(id), year, seq }
}

/** In the year that is open still and in the new one, whose carried hours follow. */
function someWork(id: string): Work {
  return {
    date: addDays('2026-08-01', Math.floor(random() * 50)),
    minutes: 15 * (1 + Math.floor(random() * 4)),
    activity: 'query',
    askedBy: random() < 0.2 ? 'direct' : 'office',
    notes: id,
  }
}

/** Mulberry32: the same numbers for the same seed, 0 ≤ n < 1. */
function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
