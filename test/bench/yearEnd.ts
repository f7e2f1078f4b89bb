// How fast a year is closed on the embedded store, and whether that takes more memory the more peers there are.
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { closeNext, closeYear } from '../../src/app/years/closeYear.ts'
import type { Deps } from '../../src/app/deps.ts'
import { accountId, groupPartition, peerPartition, personId, yearsId } from '../../src/app/keys.ts'
import { readYearEnd } from '../../src/app/years/yearEndRecords.ts'
import { emptyAccount } from '../../src/domain/account.ts'
import type { Person } from '../../src/domain/person.ts'
import { openLevelStore } from '../../src/store/level.ts'
import { collect } from './collect.ts'
import type { Measure, Session } from './measure.ts'
import { figure, type Row } from './table.ts'

const [group, year] = ['independent', 2026] as const
const [few, many] = [10_000, 100_000]
const now = Date.parse('2027-10-04T09:00:00Z')

export const yearEnd: Measure = {
  name: 'year-end',
  async run(session) {
    const counts = session.isQuick ? [1_000, 5_000] : [few, many]
    const [first, last] = [await close(session, counts[0] ?? few), await close(session, counts[1] ?? many)]
    return [
      {
        measure: `year end, ${last.peers} peers, the store embedded`,
        ours: `${figure(last.peers / last.seconds)} peers a second`,
        target: '≥ 2,000',
      },
      {
        measure: `memory at its highest, ${first.peers} and ${last.peers} peers`,
        ours: `${figure(first.megabytes)} MB, ${figure(last.megabytes)} MB`,
        target: 'flat',
      },
    ] satisfies Row[]
  },
}

/** What is left once nothing can be thrown away. */
function heapInUse(): number {
  collect()
  return process.memoryUsage().heapUsed
}

async function close(session: Session, peers: number) {
  session.say(`year end: a group of ${peers} peers`)
  const store = await openLevelStore({ path: session.folder(), now: Date.now })
  const deps: Deps = {
    store,
    clock: { now: () => now, real: Date.now },
    pause: (ms) => pause(ms),
    random: Math.random,
    secret: randomUUID,
    publicUrl: 'https://hours.example.org',
    warn: (event, cause) => console.error(event, cause),
  }
  const head = await fill(deps, peers)
  session.say('year end: Apply')
  let bytes = 0
  const began = performance.now()
  const begun = await closeYear(deps, { by: head, deadline: Infinity }, year)
  if (!begun.ok) throw new Error('the year could not be closed')
  const ended = async () => (await readYearEnd(store, group, year)).state
  // As the dispatcher does its errands, one after the other.
  let looked = 0
  while ((await ended())?.endedAt === undefined) {
    await closeNext(deps, { group, year })
    const looking = performance.now()
    bytes = Math.max(bytes, heapInUse())
    looked += performance.now() - looking
  }
  const seconds = (performance.now() - began - looked) / 1000
  if ((await ended())?.peers !== peers) throw new Error('not every peer has a statement')
  await store.close()
  return { peers, seconds, megabytes: bytes / 1_048_576 }
}

/** Peers with an allocation of ten days, partly used, and hours carried in. */
async function fill({ store }: Deps, peers: number): Promise<Person> {
  const person = (at: number): Person => ({
    type: 'person',
    v: 1,
    id: `p${String(at).padStart(7, '0')}`,
    group,
    name: `Peer ${at}`,
    email: `p${at}@example.com`,
    role: at === 0 ? 'head-of-office' : 'member-peer',
    regions: [],
    joinedOn: '2024-09-01',
  })
  for (let at = 0; at <= peers; at += 90) {
    const page = Array.from({ length: Math.min(90, peers + 1 - at) }, (_, next) => person(at + next))
    await store.commit(
      groupPartition(group),
      page.map((each) => ({ op: 'create', id: personId(each.id), doc: each })),
    )
    await Promise.all(
      page
        .filter(({ role }) => role === 'member-peer')
        .map((each, index) => {
          const late = ((at + index) % 320) * 15
          const account = {
            ...emptyAccount(year),
            allocation: 4_800,
            allocatedFrom: '2026-09-01',
            carried: 360,
            late,
          }
          return store.commit(peerPartition(each), [
            { op: 'create', id: accountId(year), doc: account },
            { op: 'create', id: yearsId, doc: { type: 'years', v: 1, years: [year] } },
          ])
        }),
    )
  }
  return person(0)
}
