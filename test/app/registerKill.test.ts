// A process that saves a register is killed at any moment: what it had acknowledged is there, once, and versions and
// confirmations have no gap.
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfirmations, readRegister, storedVersions } from '../../src/app/register/register.ts'
import { openLevelStore } from '../../src/store/level.ts'
import { compileScript, type Compiled } from '../support/compiled.ts'
import type { RegisterLine, RegisterPlan, RegisterPress } from '../support/killedRegister.ts'
import { newPerson, noonOf } from '../support/useCases.ts'

const kills = 10
const peer = newPerson({ role: 'regional-lead' })

let script: Compiled
beforeAll(async () => {
  script = await compileScript(join(import.meta.dirname, '../support/killedRegister.ts'))
})
afterAll(() => script.remove())

test('R1: killed around a save, nothing acknowledged is lost, nothing is there twice, no version is skipped', async () => {
  const path = await mkdtemp(join(tmpdir(), 'member-peer-bot-'))
  const sent = new Map<string, RegisterPress>()
  const seqs = new Map<string, Set<number>>()
  let underWay = new Map<string, RegisterPress>()
  let cutOff = 0
  let next = start()
  for (let run = 1; run <= kills; run++) {
    const child = next
    next = start()
    const again = [...underWay.values()]
    underWay = new Map()
    await runAndKill(child, { path, peer, now: noonOf('2026-11-20'), run, again }, (line) => {
      if ('sent' in line) {
        sent.set(line.sent.id, line.sent)
        underWay.set(line.sent.id, line.sent)
      } else if ('done' in line) {
        underWay.delete(line.done)
        if (!line.outcome.ok) return
        seqs.set(line.done, (seqs.get(line.done) ?? new Set()).add(line.outcome.value.seq))
      }
    })
    cutOff += underWay.size
  }
  next.kill('SIGKILL')
  expect(cutOff).toBeGreaterThan(kills / 2)

  const store = await openLevelStore({ path, now: Date.now })
  const versions = (await storedVersions(store, peer)).map(({ version }) => version)
  const { register } = await readRegister(store, peer)
  const confirmations = await readConfirmations(store, peer)
  await store.close()
  await rm(path, { recursive: true })
  expect(versions.map(({ seq }) => seq)).toEqual(versions.map((_, at) => at + 1))
  expect(register).toMatchObject({ seq: versions.length, confirmations: confirmations.length })
  const texts = versions.map(({ entries }) => entries[0]?.text ?? '')
  expect(new Set(texts).size).toBe(texts.length)
  for (const text of texts) expect(sent.has(text)).toBe(true)
  for (const [id, made] of seqs) {
    // Every replay was told the same.
    expect([id, made.size]).toEqual([id, 1])
    const [seq = 0] = made
    const { confirms } = sent.get(id)!
    expect([id, confirms || versions[seq - 1]?.entries[0]?.text === id]).toEqual([id, true])
  }
  expect(seqs.size).toBeGreaterThan(kills)
}, 120_000)

type Child = ChildProcessByStdio<Writable, Readable, Readable>
const start = (): Child => spawn(process.execPath, [script.path], { stdio: ['pipe', 'pipe', 'pipe'] })

/** Gives the process its plan once it has loaded, and kills it after so many lines. */
async function runAndKill(
  child: Child,
  plan: RegisterPlan,
  take: (line: RegisterLine) => void,
): Promise<void> {
  const limit = 1 + ((plan.run * 7_919) % 17)
  let [lines, text, complaints] = [0, '', '']
  child.stderr.on('data', (data: Buffer) => (complaints += data.toString()))
  child.stdout.setEncoding('utf8').on('data', (data: string) => {
    // A line that the kill cut off says nothing.
    const whole = (text + data).split('\n')
    text = whole.pop() ?? ''
    for (const line of whole.map((each) => JSON.parse(each) as RegisterLine)) {
      take(line)
      if ('loaded' in line) child.stdin.write(`${JSON.stringify(plan)}\n`)
      else lines++
    }
    if (lines >= limit) child.kill('SIGKILL')
  })
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  expect({ code, signal, complaints }).toEqual({ code: null, signal: 'SIGKILL', complaints: '' })
}
