// The contract on the embedded store, and what it alone promises: data that outlives the process, and one process.
import { ClassicLevel } from 'classic-level'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { StoreFault, type Stored } from '../../src/app/ports.ts'
import { openLevelStore } from '../../src/store/level.ts'
import { storeContract } from './contract.ts'

const newPath = (): Promise<string> => mkdtemp(join(tmpdir(), 'member-peer-bot-'))

storeContract('level', async () => {
  const path = await newPath()
  let at = Date.parse('2026-11-21T09:00Z')
  const store = await openLevelStore({ path, now: () => at })
  return {
    store,
    now: () => at,
    pass: async (ms) => void (at += ms),
    close: async () => {
      await store.close()
      await rm(path, { recursive: true })
    },
  }
})

async function temporaryPath(): Promise<string> {
  const path = await newPath()
  onTestFinished(() => rm(path, { recursive: true }))
  return path
}

const doc = { type: 'note', v: 1 }

test('what was committed is there after opening again, and etags are never given twice', async () => {
  const path = await temporaryPath()
  const etags: string[] = []
  for (let opened = 1; opened <= 3; opened += 1) {
    const store = await openLevelStore({ path, now: Date.now })
    const before = await store.get('p', 'a')
    expect(before?.doc['opened']).toBe(opened === 1 ? undefined : opened - 1)
    const next = { ...doc, opened, dueAt: opened }
    await store.commit('p', [
      before ? { ...before, op: 'replace', doc: next } : { op: 'create', id: 'a', doc: next },
    ])
    const after = (await store.get('p', 'a')) as Stored
    expect(await store.due(9, 9)).toEqual([after])
    etags.push(after.etag)
    await store.close()
  }
  expect(new Set(etags).size).toBe(3)
})

test('commits made before close are written, commits after it refused', async () => {
  const path = await temporaryPath()
  const first = await openLevelStore({ path, now: Date.now })
  const commits = Array.from({ length: 50 }, (_, index) =>
    first.commit('p', [{ op: 'create', id: `${index}`, doc }]),
  )
  await first.close()
  expect(await Promise.all(commits)).toEqual(commits.map(() => ({ ok: true })))
  await expect(first.commit('p', [{ op: 'create', id: 'late', doc }])).rejects.toThrow(
    'level store: a commit',
  )
  await expect(first.get('p', '0')).rejects.toThrow('level store: a document could not be read')
  await expect(first.ping()).rejects.toThrow('level store: it is closed')
  const second = await openLevelStore({ path, now: Date.now })
  expect(await second.get('p', '49')).toBeDefined()
  expect(await second.get('p', 'late')).toBeUndefined()
  await second.close()
})

test('a second process is refused, and told what to do', async () => {
  const path = await temporaryPath()
  const script = `new (require('classic-level').ClassicLevel)(${JSON.stringify(path)}).open().then(() => console.log('open'))
    process.stdin.resume()`
  const child = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  await expect(openLevelStore({ path, now: Date.now })).rejects.toThrow(
    /^level store: .* is in use: only one process .* LEVEL_PATH$/,
  )
  child.stdin.end()
  await once(child, 'exit')
  await (await openLevelStore({ path, now: Date.now })).close()
})

test('due leaves out what is moved while it looks', async () => {
  const path = await temporaryPath()
  const store = await openLevelStore({ path, now: Date.now })
  const ids = Array.from({ length: 3_000 }, (_, index) => `${10_000 + index}`)
  for (let start = 0; start < ids.length; start += 100)
    await store.commit(
      'p',
      ids.slice(start, start + 100).map((id) => ({ op: 'create', id, doc: { ...doc, dueAt: Number(id) } })),
    )
  const last = await store.get('p', '12999')
  const moving = store.commit('p', [{ ...(last as Stored), op: 'replace', doc: { ...doc, dueAt: 20_000 } }])
  const due = await store.due(15_000, 5_000)
  expect(await moving).toEqual({ ok: true })
  expect(due.filter((stored) => stored.doc.dueAt === 20_000)).toEqual([])
  expect(due.length).toBeGreaterThanOrEqual(2_999)
  await store.close()
})

test('expired documents are removed, index entries included', async () => {
  const path = await temporaryPath()
  let at = 1_000_000
  const store = await openLevelStore({ path, now: () => at })
  const ids = Array.from({ length: 30 }, (_, index) => `a~${index}`)
  await store.commit(
    'p',
    ids.map((id) => ({ op: 'create', id, doc: { ...doc, dueAt: 5, expiresAt: at + 1 } })),
  )
  at += 120_000
  await store.commit('p', [{ op: 'create', id: 'b', doc }])
  await store.close()
  const db = new ClassicLevel(path)
  expect(await db.keys().all()).toEqual(['!opened', 'p\0b'])
  await db.close()
})

test('a damaged document is a fault that does not quote it', async () => {
  const path = await temporaryPath()
  const db = new ClassicLevel(path)
  await db.put('p\0a', '1,,,{"type":"note","notes":"Cllr Example rang')
  await db.close()
  const store = await openLevelStore({ path, now: Date.now })
  const fault = await store.get('p', 'a').catch((caught: unknown) => caught)
  expect(fault).toMatchObject({ message: 'level store: a document is damaged' })
  expect(fault, 'a retry would not help').not.toBeInstanceOf(StoreFault)
  expect(inspect(fault, { depth: Infinity, showHidden: true })).not.toContain('Cllr')
  await expect(store.list('p', { from: 'a', to: 'b' })[Symbol.asyncIterator]().next()).rejects.toThrow(
    'damaged',
  )
  await store.close()
})
