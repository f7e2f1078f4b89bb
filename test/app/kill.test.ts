// A process that writes is killed a hundred times, at any moment: while it opens the store, between commits and in the
// middle of one. What it had acknowledged is there, once, and every account equals its replay.
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandDocId } from '../../src/app/keys.ts'
import type { Person } from '../../src/domain/person.ts'
import { openLevelStore } from '../../src/store/level.ts'
import { compileScript, type Compiled } from '../support/compiled.ts'
import type { Line, Outcome, Plan, Sent } from '../support/killedWriter.ts'
import { days } from '../support/ledger.ts'
import { testSeed } from '../support/seed.ts'
import { allocate, depsOn, expectWhole, newPerson, noonOf, type LedgerDocs } from '../support/useCases.ts'

const now = noonOf('2026-09-20')
const folders = 2
const killsAFolder = 50

let script: Compiled
beforeAll(async () => {
  script = await compileScript(join(import.meta.dirname, '../support/killedWriter.ts'))
})
afterAll(() => script.remove())

test('D5: killed a hundred times, nothing acknowledged is lost, nothing is there twice, each account is its replay', async () => {
  const seed = testSeed
  const seeds = Array.from({ length: folders }, (_, folder) => seed + folder * 1_000)
  const told = await Promise.all(
    seeds.map((seed) =>
      killAgainAndAgain(seed).catch((cause: unknown) => {
        throw new Error(`with seed ${seed}: ${String(cause)}`, { cause })
      }),
    ),
  )
  expect(told.reduce((sum, { kills }) => sum + kills, 0)).toBe(100)
  // They were killed at work, not only beside it.
  for (const { cutOff, outcomes } of told) {
    expect(cutOff).toBeGreaterThan(killsAFolder)
    expect(outcomes.size).toBeGreaterThan(5 * killsAFolder)
  }
}, 240_000)

/** Writes, kills and opens again one folder; then looks at what is there. */
async function killAgainAndAgain(firstSeed: number): Promise<Told> {
  const path = await mkdtemp(join(tmpdir(), 'member-peer-bot-'))
  const peer = newPerson()
  const before = await openLevelStore({ path, now: Date.now })
  await allocate(
    depsOn(before, () => now),
    peer,
    2025,
    days(10),
  )
  await allocate(
    depsOn(before, () => now),
    peer,
    2026,
    days(2),
  )
  await before.close()
  const told = new Told()
  let next = start()
  for (let kill = 0; kill < killsAFolder; kill += 1) {
    const child = next
    // The next process loads meanwhile; it opens the store when this one is dead.
    next = start()
    const plan = { path, peer, now, seed: firstSeed + kill, again: told.again() }
    await runAndKill(child, plan, told)
  }
  next.kill('SIGKILL')
  const after = await openLevelStore({ path, now: Date.now })
  expectTold(await expectWhole(after, peer), peer, told)
  await after.close()
  await rm(path, { recursive: true })
  return told
}

/** What the processes of one folder said they did. */
class Told {
  readonly sent = new Map<string, Sent>()
  readonly outcomes = new Map<string, Outcome[]>()
  readonly underWay = new Set<string>()
  kills = 0
  /** Commands that a kill cut off. */
  cutOff = 0

  take(line: Line): void {
    if ('sent' in line) {
      this.sent.set(line.sent.id, line.sent)
      this.underWay.add(line.sent.id)
    } else if ('done' in line) {
      this.underWay.delete(line.done)
      this.outcomes.set(line.done, [...(this.outcomes.get(line.done) ?? []), line.outcome])
    }
  }

  killed(): void {
    this.kills += 1
    this.cutOff += this.underWay.size
  }

  /** What was under way when the process was killed, and the last that had been acknowledged. */
  again(): Sent[] {
    const acknowledged = [...this.outcomes].filter(([, [first]]) => first?.ok).map(([id]) => id)
    return [...this.underWay, ...acknowledged.slice(-2)].flatMap((id) => this.sent.get(id) ?? [])
  }
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>
const start = (): Child => spawn(process.execPath, [script.path], { stdio: ['pipe', 'pipe', 'pipe'] })

/** Gives the process its plan once it has loaded, and kills it after so many milliseconds or lines. */
async function runAndKill(child: Child, plan: Plan, told: Told): Promise<void> {
  const random = (plan.seed * 7_919) % 113
  const limit = plan.seed % 3 === 0 ? { ms: random / 2 } : { lines: random }
  let lines = 0
  let [text, complaints] = ['', '']
  const take = (line: Line): void => {
    told.take(line)
    if (!('loaded' in line)) lines += 1
    else {
      child.stdin.write(`${JSON.stringify(plan)}\n`)
      if (limit.ms !== undefined) void pause(limit.ms).then(() => child.kill('SIGKILL'))
    }
    if (limit.lines !== undefined && lines >= limit.lines) child.kill('SIGKILL')
  }
  child.stderr.on('data', (data: Buffer) => (complaints += data.toString()))
  child.stdout.setEncoding('utf8').on('data', (data: string) => {
    // A line that the kill cut off says nothing.
    const whole = (text + data).split('\n')
    text = whole.pop() ?? ''
    for (const line of whole) take(JSON.parse(line) as Line)
  })
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  told.killed()
  expect({ code, signal, complaints }).toEqual({ code: null, signal: 'SIGKILL', complaints: '' })
}

function expectTold({ entries, commands }: LedgerDocs, peer: Person, told: Told): void {
  const stored = new Map(entries.map((entry) => [`${entry.year}/${entry.seq}`, entry]))
  const recorded = new Set(commands.map(({ id }) => id))
  for (const [id, [first, ...more]] of told.outcomes) {
    for (const again of more) expect(again).toEqual(first)
    expect([id, recorded.has(commandDocId(peer.id, id))]).toEqual([id, first?.ok])
    if (!first?.ok) continue
    for (const entry of first.value.entries) expect(stored.get(`${entry.year}/${entry.seq}`)).toEqual(entry)
  }
  // What was under way at the last kill may be there or not; besides these there are the two allocations.
  const ids = [...told.sent.keys()].map((id) => commandDocId(peer.id, id))
  expect(commands.filter(({ id }) => !ids.includes(id))).toHaveLength(2)
  // The notes name the command: each piece of work was entered once by it, and by no other.
  for (const [id, sent] of told.sent) {
    const works = 'log' in sent ? sent.log : 'correct' in sent ? [sent.correct] : []
    const entered = entries.filter(
      (entry) => entry.kind === 'work' && entry.notes === id && entry.replaces?.as !== 'moved',
    )
    const isThere = recorded.has(commandDocId(peer.id, id))
    expect([id, entered.length]).toEqual([id, isThere ? works.length : 0])
  }
}
