// A million entries as CSV over HTTP from the embedded store: how fast, and whether that takes more memory the longer the
// file is.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { addPerson } from '../../src/app/people/directory.ts'
import type { Deps } from '../../src/app/deps.ts'
import { accountId, entryId, peerPartition, yearsId } from '../../src/app/keys.ts'
import { createFiles, offerLink } from '../../src/app/records/links.ts'
import type { Write } from '../../src/app/ports.ts'
import { makers } from '../../src/bot/documents/files.ts'
import { emptyAccount } from '../../src/domain/account.ts'
import { firstDayOf, lastDayOf } from '../../src/domain/calendar.ts'
import type { WorkEntry } from '../../src/domain/entry.ts'
import type { Person } from '../../src/domain/person.ts'
import { createFileRoutes } from '../../src/server/files.ts'
import { createLogger } from '../../src/server/log.ts'
import { openLevelStore } from '../../src/store/level.ts'
import { collect } from './collect.ts'
import type { Measure, Session } from './measure.ts'
import { figure, type Row } from './table.ts'

const [group, year, peers] = ['independent', 2026, 50] as const
const now = Date.parse('2027-08-04T09:00:00Z')

export const exports: Measure = {
  name: 'export',
  async run(session) {
    const [few, many] = session.isQuick ? [20_000, 100_000] : [100_000, 1_000_000]
    const [first, last] = [await fetchAll(session, few), await fetchAll(session, many)]
    return [
      {
        measure: `export of ${many} entries, the store embedded`,
        ours: `${figure(last.lines / last.seconds)} lines a second, ${figure(last.bytes / 1e6)} MB in ${figure(last.seconds)} s`,
        target: 'streams',
      },
      {
        measure: `memory at its highest, ${few} and ${many} entries`,
        ours: `${figure(first.megabytes)} MB, ${figure(last.megabytes)} MB`,
        target: 'flat',
      },
    ] satisfies Row[]
  },
}

async function fetchAll(session: Session, entries: number) {
  session.say(`export: ${peers} peers with ${entries} entries`)
  const store = await openLevelStore({ path: session.folder(), now: Date.now })
  const deps: Deps = {
    store,
    clock: { now: () => now, real: Date.now },
    pause: (ms) => pause(ms),
    random: Math.random,
    secret: randomUUID,
    publicUrl: 'http://localhost',
    warn: (event, cause) => console.error(event, cause),
  }
  const add = (name: string, role: Person['role']) =>
    addPerson(store, { group, name, email: `${name}@example.com`, role, regions: [], joinedOn: '2024-09-01' })
  const head = await add('head', 'head-of-office')
  const all = await Promise.all(Array.from({ length: peers }, (_, at) => add(`peer${at}`, 'member-peer')))
  await Promise.all(all.map((peer) => fill(deps, peer, entries / peers)))

  session.say('export: fetching')
  const routes = createFileRoutes({
    files: createFiles(deps, makers),
    log: createLogger('silent'),
    now: () => performance.now(),
  })
  const server = createServer((req, res) => {
    const params = { token: (req.url ?? '').split('/').at(-1) }
    void routes.fetch(Object.assign(req, { params }) as never, res as never)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const span = { from: firstDayOf(year), to: lastDayOf(year) }
  const link = await offerLink(deps, head, { document: 'export', params: { kind: 'entries', ...span } })
  const { port } = server.address() as AddressInfo
  let megabytes = 0
  const look = () => {
    collect()
    const { heapUsed, external } = process.memoryUsage()
    megabytes = Math.max(megabytes, (heapUsed + external) / 1e6)
  }
  const began = performance.now()
  const file = await fetch(`http://127.0.0.1:${port}${new URL(link).pathname}`, { method: 'POST' })
  let [lines, bytes, looked] = [-1, 0, 0]
  for await (const chunk of file.body ?? []) {
    bytes += chunk.length
    for (const byte of chunk) if (byte === 10) lines++
    if (bytes - looked > 5e6 || looked === 0) {
      looked = bytes
      look()
    }
  }
  const seconds = (performance.now() - began) / 1000
  server.close()
  await store.close()
  if (lines !== entries) throw new Error(`${lines} lines came of ${entries}`)
  return { seconds, bytes, lines, megabytes }
}

/** A peer's year of so many entries; what the account sums is not looked at. */
async function fill({ store }: Deps, peer: Person, count: number): Promise<void> {
  const pk = peerPartition(peer)
  await store.commit(pk, [
    { op: 'create', id: yearsId, doc: { type: 'years', v: 1, years: [year] } },
    { op: 'create', id: accountId(year), doc: { ...emptyAccount(year), seq: count } },
  ])
  for (let from = 1; from <= count; from += 100) {
    const size = Math.min(100, count - from + 1)
    const writes = Array.from({ length: size }, (_, at): Write => {
      const doc = entryOf(from + at)
      return { op: 'create', id: entryId(year, doc.seq), doc }
    })
    await store.commit(pk, writes)
  }
}

const entryOf = (seq: number): WorkEntry => ({
  type: 'entry',
  v: 1,
  kind: 'work',
  year,
  seq,
  at: now,
  on: '2026-11-20',
  by: 'p',
  policy: 1,
  date: '2026-11-20',
  minutes: 90,
  claimed: 90,
  held: 0,
  unclaimed: 0,
  early: 90,
  activity: 'query',
  askedBy: 'office',
  place: 'Rutland',
  notes: 'A call about the budget, and a note of it',
})
