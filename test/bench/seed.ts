// Who the bench speaks for: peers with an allocation and hours carried over beside the demo group, two of them with a
// short history and one with a very long one.
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { allocateDays } from '../support/allocateDays.ts'
import { writesOf } from '../../src/app/hours/change.ts'
import { seedDemoGroup } from '../../src/app/demoGroup.ts'
import type { Deps } from '../../src/app/deps.ts'
import { addPerson } from '../../src/app/people/directory.ts'
import { peerPartition } from '../../src/app/keys.ts'
import { readBook } from '../../src/app/hours/ledger.ts'
import type { Book } from '../../src/domain/book.ts'
import { writingAt } from '../../src/domain/book.ts'
import { addDays, daysBetween, firstDayOf } from '../../src/domain/calendar.ts'
import type { Person } from '../../src/domain/person.ts'
import { policyOf } from '../../src/domain/policy.ts'
import { logWork, undoWork } from '../../src/domain/work.ts'
import { openLevelStore } from '../../src/store/level.ts'
import { persona, type Persona } from '../support/activities.ts'
import { benchInstant } from './processes.ts'

const group = 'independent'
const year = 2026
const day = 480
const today = benchInstant.slice(0, 10)

export const peers: readonly Persona[] = Array.from({ length: 32 }, (_, at) =>
  persona(`Bench Peer ${at + 1}`),
)
export const shortHistories: readonly Persona[] = [persona('Short One'), persona('Short Two')]
export const longHistory = persona('Long One')
export const everybody: readonly Persona[] = [...peers, ...shortHistories, longHistory]

/** Fills the store in a folder; `entries` is the length of the long history. */
export async function seed(path: string, entries: number): Promise<void> {
  const store = await openLevelStore({ path, now: Date.now })
  const now = Date.parse(benchInstant)
  const deps: Deps = {
    store,
    clock: { now: () => now, real: () => Date.now() },
    pause: (ms) => pause(ms),
    random: () => Math.random(),
    secret: randomUUID,
    publicUrl: 'https://hours.example.org',
    warn: (event, cause) => console.error(event, cause),
  }
  await seedDemoGroup(deps)
  const office = await add(deps, persona('Bench Office'), 'head-of-office')
  for (const who of everybody) {
    const peer = await add(deps, who, 'member-peer')
    // Last year's day is unused, so it is carried over.
    for (const [of, minutes] of [
      [year - 1, day],
      [year, 300 * day],
    ] as const) {
      const command = { id: `bench ${of}`, by: office, subject: peer, deadline: now + 60_000 }
      const from = firstDayOf(of)
      const done = await allocateDays(deps, command, { year: of, minutes, from, reason: 'For the bench' })
      if (!done.ok) throw new Error(`no allocation: ${done.error.type}`)
    }
    if (shortHistories.includes(who)) await fillHistory(deps, peer, 10)
    if (who === longHistory) await fillHistory(deps, peer, entries)
  }
  await store.close()
}

const add = ({ store }: Deps, { name, email }: Persona, role: Person['role']): Promise<Person> =>
  addPerson(store, { group, name, email, role, regions: ['wales'], joinedOn: firstDayOf(year - 2) })

/** Logs a quarter of an hour on one date after another, and takes most of it back: every hour it could have had, and more. */
async function fillHistory({ store, clock }: Deps, peer: Person, entries: number): Promise<void> {
  const pk = peerPartition(peer)
  const writing = writingAt(clock.now(), peer.id, 'peer', policyOf(group))
  const dates = daysBetween(firstDayOf(year), today) + 1
  let left = entries - 2 // the year's first two lines are its allocation and what was carried in
  while (left > 0) {
    const read = await readBook(store, pk, [year])
    let { book } = read
    for (let pair = 0; pair < 30 && left > 0; pair++) {
      const date = addDays(firstDayOf(year), left % dates)
      const work = { date, minutes: 15, activity: 'proactive', askedBy: 'office' } as const
      book = must(logWork(book, [work], peer, writing, true))
      left--
      const entry = book.appended.at(-1)
      if (left <= dates || entry?.kind !== 'work') continue
      book = must(undoWork(book, entry, undefined, writing))
      left--
    }
    await store.commit(pk, writesOf(read, book))
  }
}

function must(result: ReturnType<typeof logWork>): Book {
  if (!result.ok) throw new Error(`no history: ${result.error.type}`)
  return result.value
}
