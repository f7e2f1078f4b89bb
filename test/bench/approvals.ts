// Whether the first page of `approvals` feels how much waits: three groups in one bot, two with ten open requests and one
// with ten thousand, read by their heads.
import type { Person } from '../../src/domain/person.ts'
import { addPerson } from '../../src/app/people/directory.ts'
import { openId, potId, potPartition } from '../../src/app/keys.ts'
import type { Write } from '../../src/app/ports.ts'
import { arrive, emptyPot } from '../../src/domain/pot.ts'
import type { GroupId } from '../../src/domain/policy.ts'
import { openLevelStore } from '../../src/store/level.ts'
import { persona } from '../support/activities.ts'
import { startConnector } from './connector.ts'
import { createDeeds, drive } from './load.ts'
import type { Measure } from './measure.ts'
import { startOurs } from './processes.ts'
import { interleave, medianOf, ratioOf } from './rounds.ts'
import { figure, ratioCells } from './table.ts'

const year = 2026
const groups = ['labour', 'conservative', 'liberal-democrat'] as const
const heads = groups.map((group) => persona(`Head of ${group}`))

export const approvals: Measure = {
  name: 'approvals',
  async run(session) {
    const most = session.isQuick ? 2_000 : 10_000
    const folder = session.folder()
    session.say(`groups with 10 and ${figure(most)} open requests`)
    const store = await openLevelStore({ path: `${folder}/data`, now: Date.now })
    for (const [at, group] of groups.entries())
      await fill(store, group, heads[at]!, group === 'conservative' ? most : 10)
    await store.close()
    const connector = await session.started(startConnector(heads))
    const bot = await session.started(startOurs('our bot', folder))
    const deeds = createDeeds(connector)
    const deed = deeds.says('approvals')
    for (const head of heads) {
      await drive(bot, [head], deed, { times: 500 })
      const { summary = '' } = deeds.lastOf(head)
      if (!summary.startsWith('5 things wait')) throw new Error(`not a page of approvals: ${summary}`)
    }
    session.say('approvals')
    const done = await interleave(
      heads.map((head) => async () => {
        const before = await bot.cpuMs()
        const { taken, perSecond } = await drive(bot, [head, head, head, head], deed, {
          ms: session.isQuick ? 400 : 800,
        })
        return { ms: 1000 / perSecond, cpuMs: ((await bot.cpuMs()) - before) / taken.length }
      }),
      session.isQuick ? 5 : 9,
    )
    return (['ms', 'cpuMs'] as const).map((unit) => {
      const times = done.map((row) => row.map((each) => each[unit]))
      return {
        measure: `approvals, first page, ${figure(most)} open requests ÷ 10: ${unit === 'ms' ? 'ms' : 'CPU ms'}`,
        ours: figure(medianOf(times, 1), 2),
        yardstick: figure(medianOf(times, 0), 2),
        ...ratioCells(ratioOf(times, 1, [0, 2]), { most: 1.2 }),
      }
    })
  },
}

/** A group whose five peers have so many open requests, as if they had come one after another. */
async function fill(
  store: Awaited<ReturnType<typeof openLevelStore>>,
  group: GroupId,
  { name, email }: { name: string; email: string },
  requests: number,
): Promise<void> {
  const joinedOn = '2024-09-01'
  await addPerson(store, { group, name, email, role: 'head-of-office', regions: [], joinedOn })
  const peers: Person[] = []
  for (let nth = 1; nth <= 5; nth++) {
    const peer = { name: `Peer ${nth}`, email: `peer${nth}.${group}@example.com` }
    peers.push(await addPerson(store, { group, ...peer, role: 'member-peer', regions: ['wales'], joinedOn }))
  }
  const pk = potPartition(group, year)
  let pot = { ...emptyPot(group, year), given: 60 * requests, funded: 60 * requests }
  const writes: Write[] = []
  for (let seq = 1; seq <= requests; seq++) {
    const person = peers[seq % peers.length]?.id ?? ''
    const ask = {
      minutes: 60,
      from: '2026-11-23',
      to: '2026-12-18',
      what: 'Support after the elections',
      strand: 'bespoke',
      askedBy: 'office',
    } as const
    const sum = { hours: 60, usable: 0, promised: 0, remaining: 0, shortfall: 60 }
    const arrived = arrive(pot, { id: `r${seq}`, year, person, at: seq, on: '2026-11-16', ask, sum })
    pot = { ...pot, ...arrived.pot }
    writes.push({ op: 'create', id: openId(seq), doc: arrived.request })
  }
  writes.push({ op: 'create', id: potId, doc: pot })
  for (let at = 0; at < writes.length; at += 100) await store.commit(pk, writes.slice(at, at + 100))
}
