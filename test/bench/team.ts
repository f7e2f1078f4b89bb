// How `team` grows with the peers of a group, and how long the first one of a process takes: three groups in one bot, two
// with 20 peers and one with 200, read by their heads.
import { addPerson } from '../../src/app/people/directory.ts'
import { accountId, missId, missPartition, peerPartition, yearsId } from '../../src/app/keys.ts'
import type { Store } from '../../src/app/ports.ts'
import { emptyAccount, type Account } from '../../src/domain/account.ts'
import { addDays, firstDayOf } from '../../src/domain/calendar.ts'
import type { Miss } from '../../src/domain/miss.ts'
import type { GroupId } from '../../src/domain/policy.ts'
import { openLevelStore } from '../../src/store/level.ts'
import { persona, type Persona } from '../support/activities.ts'
import { startConnector } from './connector.ts'
import { createDeeds, drive } from './load.ts'
import type { Measure } from './measure.ts'
import { benchInstant, startOurs } from './processes.ts'
import { interleave, medianOf, ratioOf } from './rounds.ts'
import { figure, ratioCells } from './table.ts'

const year = 2026
const groups = ['labour', 'conservative', 'liberal-democrat'] as const
const heads = groups.map((group) => persona(`Team head of ${group}`))
const [few, many] = [20, 200]

export const team: Measure = {
  name: 'team',
  async run(session) {
    const folder = session.folder()
    session.say(`team: groups of ${few} and ${many} peers`)
    const store = await openLevelStore({ path: `${folder}/data`, now: Date.now })
    for (const [at, group] of groups.entries())
      await fill(store, group, heads[at]!, group === 'conservative' ? many : few)
    await store.close()
    const connector = await session.started(startConnector(heads))
    const bot = await session.started(startOurs('our bot', folder))
    const deeds = createDeeds(connector)
    const deed = deeds.says('team')
    const before = await bot.cpuMs()
    const [cold = Number.NaN] = (await drive(bot, [heads[1]!], deed, { times: 1 })).taken
    const cpuMs = (await bot.cpuMs()) - before
    for (const [at, head] of heads.entries()) {
      await drive(bot, [head], deed, { times: 100 })
      const { summary = '' } = deeds.lastOf(head)
      if (!summary.includes(`${at === 1 ? many : few} peers`)) throw new Error(`not the team: ${summary}`)
    }
    session.say('team')
    const times = await interleave(
      heads.map((head) => async () => {
        const { perSecond } = await drive(bot, [head], deed, { ms: session.isQuick ? 400 : 800 })
        return 1000 / perSecond
      }),
      session.isQuick ? 5 : 9,
    )
    return [
      {
        measure: `team, ${many} peers ÷ ${few}: ms`,
        ours: figure(medianOf(times, 1), 1),
        yardstick: figure(medianOf(times, 0), 1),
        ...ratioCells(ratioOf(times, 1, [0, 2]), { most: 3 }),
      },
      {
        measure: `team, ${many} peers, the first of a process, the store embedded`,
        ours: `${figure(cold)} ms (${figure(cpuMs)} of CPU)`,
        target: '≤ 1,000 ms',
        met: cold <= 1000 ? 'yes' : 'no',
      },
    ]
  },
}

/** Peers of all regions with some months of work behind them; every tenth has missed a log. */
async function fill(store: Store, group: GroupId, { name, email }: Persona, peers: number): Promise<void> {
  const joinedOn = '2024-09-01'
  await addPerson(store, { group, name, email, role: 'head-of-office', regions: [], joinedOn })
  for (let nth = 1; nth <= peers; nth++) {
    const peer = { name: `Peer ${nth}`, email: `team${nth}.${group}@example.com` }
    const role = nth % 4 === 0 ? 'regional-lead' : 'member-peer'
    const person = await addPerson(store, { group, ...peer, role, regions: ['wales'], joinedOn })
    await store.commit(peerPartition(person), [
      { op: 'create', id: accountId(year), doc: workedAccount(nth) },
      { op: 'create', id: yearsId, doc: { type: 'years', v: 1, years: [year] } },
    ])
    if (nth % 10 === 0) await miss(store, group, person.id)
  }
}

function workedAccount(nth: number): Account {
  const dates = Array.from({ length: nth % 40 }, (_, at) => addDays(firstDayOf(year), at * 2))
  return {
    ...emptyAccount(year),
    allocation: 9600,
    allocatedFrom: firstDayOf(year),
    carried: 360,
    early: 60 * dates.length,
    days: Object.fromEntries(dates.map((date) => [date.slice(5), 60])),
    periods: { '2026-09': dates.length },
  }
}

async function miss(store: Store, group: GroupId, person: string): Promise<void> {
  const period = '2026-10'
  const doc: Miss = {
    type: 'miss',
    v: 1,
    period,
    person,
    at: Date.parse(benchInstant),
    leads: [],
    isFirst: true,
    comments: [],
    decisions: [],
  }
  await store.commit(missPartition(group, year), [{ op: 'create', id: missId(period, person), doc }])
}
