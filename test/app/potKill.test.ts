// A process is killed a hundred times between the pot's commit and the peer's, or close to it: what the pot granted is in
// the peer's account once.
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLevelStore } from '../../src/store/level.ts'
import { compileScript, type Compiled } from '../support/compiled.ts'
import type { GrantPlan, Moment } from '../support/killedGranter.ts'
import { hours } from '../support/ledger.ts'
import { askFor, expectGrants, expectPot, openPot, silentDispatcher, year } from '../support/pot.ts'
import { allocate, depsOn, noonOf } from '../support/useCases.ts'

const folders = 2
const killsAFolder = 50
const minute = 60_000
const moments: readonly Moment[] = ['pot committed', 'before the peer', 'during the peer', 'peer committed']

let script: Compiled
beforeAll(async () => {
  script = await compileScript(join(import.meta.dirname, '../support/killedGranter.ts'))
})
afterAll(() => script.remove())

test('X4: killed a hundred times between the pot’s commit and the peer’s, every grant arrives once', async () => {
  await Promise.all(Array.from({ length: folders }, killAgainAndAgain))
}, 240_000)

async function killAgainAndAgain(): Promise<void> {
  const path = await mkdtemp(join(tmpdir(), 'member-peer-bot-'))
  const store = await openLevelStore({ path, now: Date.now })
  const group = await openPot({ store, funded: hours(2 * killsAFolder) })
  const { national, head } = group
  const peers = [await group.add(), await group.add(), await group.add()]
  // Each has half an hour, which goes to the first piece of work.
  for (const peer of peers) await allocate(group.deps, peer, year, 30)
  await store.close()

  const start = noonOf('2026-11-16')
  let next = load()
  for (let seq = 1; seq <= killsAFolder; seq++) {
    const child = next
    // The next process loads meanwhile; it opens the store when this one is dead.
    next = load()
    const peer = peers[seq % peers.length] ?? national
    const moment = moments[seq % moments.length] ?? 'pot committed'
    const ask = askFor(hours(1), { what: `Piece of work ${seq}` })
    // What the last process had claimed is due again.
    const now = start + seq * 2 * minute
    await runToDeath(child, { path, now, peer, keys: [national, head], ask, seq, year, moment })
  }
  next.kill('SIGKILL')

  const after = await openLevelStore({ path, now: Date.now })
  const deps = depsOn(after, () => start + (killsAFolder + 1) * 2 * minute)
  await silentDispatcher(deps).runDue()
  const reopened = { ...group, deps, store: after }
  const docs = await expectPot(after, group.group)
  expect(docs.requests.map(({ state }) => state)).toEqual(
    Array.from({ length: killsAFolder }, () => 'granted'),
  )
  expect(docs.pot).toMatchObject({ claims: killsAFolder, granted: hours(killsAFolder) - 3 * 30 })
  for (const peer of peers) {
    const { entries } = await expectGrants(reopened, peer, docs)
    const arrived = entries.flatMap((entry) => (entry.kind === 'grant' ? entry.code : []))
    const granted = docs.requests.flatMap(({ person, grant }) =>
      person === peer.id ? (grant?.code ?? []) : [],
    )
    expect(arrived.toSorted()).toEqual(granted.toSorted())
  }
  await after.close()
  await group.close()
  await rm(path, { recursive: true })
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>
const load = (): Child => spawn(process.execPath, [script.path], { stdio: ['pipe', 'pipe', 'pipe'] })

async function runToDeath(child: Child, plan: GrantPlan): Promise<void> {
  let complaints = ''
  child.stderr.on('data', (data: Buffer) => (complaints += data.toString()))
  child.stdin.write(`${JSON.stringify(plan)}\n`)
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  expect({ code, signal, complaints }).toEqual({ code: null, signal: 'SIGKILL', complaints: '' })
}
