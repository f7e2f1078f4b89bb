// C2: the year end over generated years: the preview is the result, whatever interrupts it and wherever, and what is carried
// on and lapses is what a count of the entries alone says.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeNext, closeYear } from '../../src/app/years/closeYear.ts'
import type { Deps } from '../../src/app/deps.ts'
import {
  accountId,
  answerId,
  entryId,
  groupPartition,
  peerPartition,
  personId,
  statementId,
  yearEndPartition,
  yearsId,
} from '../../src/app/keys.ts'
import { seenAccount } from '../../src/app/hours/ledger.ts'
import type { Store, Write } from '../../src/app/ports.ts'
import { seeYearEnd } from '../../src/app/years/seeYearEnd.ts'
import { readYearEnd, Statement } from '../../src/app/years/yearEndRecords.ts'
import { Account, replay } from '../../src/domain/account.ts'
import { lotsOf } from '../../src/domain/lots.ts'
import { balanceOf } from '../../src/domain/balance.ts'
import type { Person } from '../../src/domain/person.ts'
import { groupIds, policyOf, type GroupId } from '../../src/domain/policy.ts'
import { addFigures, noFigures } from '../../src/domain/yearEnd.ts'
import { histories, take, type Step } from '../support/histories.ts'
import { Ledger } from '../support/ledger.ts'
import { recount } from '../support/oracle.ts'
import { depsOn, newPerson, noonOf, openUseCases, type UseCases } from '../support/useCases.ts'

const year = 2026
let cases: UseCases
beforeAll(async () => {
  cases = await openUseCases('2027-09-10')
})
afterAll(() => cases.close())

/** Every run has a directory of its own: the keys of the group carry its number. */
let runs = 0
function apart(inner: Store): Store {
  const run = `run${++runs}~`
  return {
    ...inner,
    get: async (pk, id) => within(await inner.get(run + pk, id)),
    async *list(pk, range) {
      for await (const each of inner.list(run + pk, range)) yield within(each)
    },
    commit: (pk, writes) => inner.commit(run + pk, writes),
  }
}
const within = <T extends { pk: string } | undefined>(stored: T): T =>
  stored && { ...stored, pk: stored.pk.replace(/^run\d+~/, '') }

/** Writes a played ledger as the app keeps it. */
async function keep(store: Store, peer: Person, { accounts, entries }: Ledger): Promise<void> {
  const create = (id: string, doc: object): Write => ({
    op: 'create',
    id,
    doc: doc as Write extends { doc: infer D } ? D : never,
  })
  await store.commit(groupPartition(peer.group), [create(personId(peer.id), peer)])
  const writes = [
    ...entries.map((entry) => create(entryId(entry.year, entry.seq), entry)),
    ...entries.flatMap((entry) =>
      entry.kind === 'reversal'
        ? [create(answerId(entry.year, entry.answers), { type: 'answer', v: 1, by: entry.seq, as: entry.as })]
        : [],
    ),
    ...[...accounts.values()].map((account) => create(accountId(account.year), account)),
    ...(accounts.size > 0
      ? [create(yearsId, { type: 'years', v: 1, years: [...accounts.keys()].sort((a, b) => a - b) })]
      : []),
  ]
  for (let at = 0; at < writes.length; at += 90)
    await store.commit(peerPartition(peer), writes.slice(at, at + 90))
}

interface Group {
  readonly deps: Deps
  readonly head: Person
  readonly peers: readonly { person: Person; ledger: Ledger }[]
}

/** A group whose peers have lived through these histories, on a day on which 2026/27 is over for all of them. */
async function groupOf(all: readonly Step[][], group: GroupId, inner: Store): Promise<Group> {
  const store = apart(inner)
  const head = newPerson({ name: 'Adele Vance', role: 'head-of-office', regions: [], group })
  await keep(store, head, new Ledger('2027-09-10'))
  let today = '2027-09-10'
  const peers = []
  for (const steps of all) {
    const ledger = new Ledger('2026-09-20', group)
    for (const step of steps) take(ledger, step)
    if (ledger.today > today) today = ledger.today
    const person = newPerson({ group })
    await keep(store, person, ledger)
    peers.push({ person, ledger })
  }
  return { deps: depsOn(store, () => noonOf(today)), head, peers }
}

/** Goes on until it is over, as the dispatcher does after every fault; `dies` says at which commits the process ends. */
async function finish({ deps, head }: Group, dies: (commit: number) => 'before' | 'after' | undefined) {
  let commits = 0
  const { store } = deps
  const dying: Deps = {
    ...deps,
    store: {
      ...store,
      async commit(pk, writes) {
        const how = dies(++commits)
        if (how === 'before') throw new Error('the process has ended')
        const done = await store.commit(pk, writes)
        if (how === 'after') throw new Error('the process has ended')
        return done
      },
    },
  }
  const by = { by: head, deadline: Infinity }
  const ended = async () => (await readYearEnd(store, head.group, year)).state?.endedAt !== undefined
  for (let tries = 0; !(await ended()); tries++) {
    expect(tries).toBeLessThan(200)
    try {
      await closeYear(dying, by, year)
      await closeNext(dying, { group: head.group, year }, { peers: 2, batches: 2 })
    } catch (fault) {
      if ((fault as Error).message !== 'the process has ended') throw fault
    }
  }
}

async function statementsOf({ deps: { store }, head, peers }: Group) {
  const found = new Map<string, Statement>()
  for (const { person } of [...peers, { person: head }]) {
    const stored = await store.get(yearEndPartition(head.group, year), statementId(person.id))
    if (stored) found.set(person.id, Statement.parse(stored.doc))
  }
  return found
}

const groups = fc.record({
  all: fc.array(histories, { minLength: 1, maxLength: 5 }),
  group: fc.constantFrom(...groupIds),
})

describe('C2: the year end', () => {
  test('C2: the preview is the result, to the minute and the penny, also interrupted at any commit', async () => {
    const faults = fc.array(fc.constantFrom('before' as const, 'after' as const, undefined), {
      maxLength: 12,
    })
    await fc.assert(
      fc.asyncProperty(groups, faults, async ({ all, group }, deaths) => {
        const made = await groupOf(all, group, cases.store)
        const { deps, head, peers } = made
        const preview = await seeYearEnd(deps, head, year)
        if (!preview.ok) throw new Error('no preview')
        await finish(made, (commit) => deaths[commit - 1])

        const statements = await statementsOf(made)
        const { rows, totals } = preview.value
        expect([...statements.keys()].sort()).toEqual(rows.map(({ person }) => person.id).sort())
        for (const { person, now } of rows) expect(statements.get(person.id)?.figures).toEqual(now)
        const { state } = await readYearEnd(deps.store, group, year)
        expect(state).toMatchObject({ totals, peers: rows.length })
        expect(rows.reduce((sum, { now }) => addFigures(sum, now), noFigures)).toEqual(totals)
        for (const { person } of peers) await expectReplayed(deps.store, person)

        // Nothing has shifted, and to apply it again changes nothing.
        await closeYear(deps, { by: head, deadline: Infinity }, year)
        const after = await seeYearEnd(deps, head, year)
        expect(
          after.ok &&
            after.value.rows.every(({ now, statement }) => JSON.stringify(now) === JSON.stringify(statement)),
        ).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  test('C2: what is carried to the next year, and lapses there, is what a count of the entries says', async () => {
    await fc.assert(
      fc.asyncProperty(groups, async ({ all, group }) => {
        const made = await groupOf(all, group, cases.store)
        await finish(made, () => undefined)
        for (const { person, ledger } of made.peers) {
          const counts = recount(ledger.entries)
          const [count, next] = [counts.get(year), counts.get(year + 1)]
          if (!count) continue
          const unused = count.allocation - count.fromAllocation
          const account = await seenAccount(made.deps.store, person, year + 1)
          const { carried } = balanceOf(account, policyOf(group), '2028-09-01')
          const used = next ? next.fromCarried : 0
          expect(carried.given).toBe(unused)
          expect(lotsOf(account).carried.drawn).toBe(used)
          expect(carried.lapsed).toBe(unused - used - (next?.writtenOff ?? 0))
          const statement = (await statementsOf(made)).get(person.id)
          const lapsed = count.carried - count.writtenOff - count.fromCarried
          const rate = 36_200
          expect(statement?.figures ?? noFigures).toMatchObject({
            unused,
            lapsed,
            lapsedPence: Math.round((lapsed * rate) / 480),
            unusedPence: Math.round((unused * rate) / 480),
          })
        }
      }),
      { numRuns: 30 },
    )
  })
})

async function expectReplayed(store: Store, peer: Person): Promise<void> {
  const lines = []
  for await (const { doc } of store.list(peerPartition(peer), { from: 'entry~', to: 'entry~~' }))
    lines.push(doc)
  for await (const { doc } of store.list(peerPartition(peer), { from: 'account~', to: 'account~~' })) {
    const account = Account.parse(doc)
    const own = lines.filter((line) => line['year'] === account.year)
    expect(replay(account.year, own as never)).toStrictEqual(account)
  }
}

test('C2: a year without hours is closed, too; one that is not over is not, and only the office closes it', async () => {
  const made = await groupOf([], 'labour', cases.store)
  const { deps, head } = made
  await finish(made, () => undefined)
  expect((await readYearEnd(deps.store, 'labour', year)).state).toMatchObject({ peers: 0, totals: noFigures })
  const early = await closeYear(deps, { by: head, deadline: Infinity }, year + 1)
  expect(!early.ok && early.error).toEqual({ type: 'year-not-over', year: 2027, over: '2028-09-01' })
  for (const role of ['member-peer', 'regional-lead', 'national-lead', 'group-leader'] as const) {
    const by = newPerson({ role, group: 'labour' })
    const refused = await closeYear(deps, { by, deadline: Infinity }, year)
    expect(!refused.ok && refused.error.type).toBe('not-allowed')
  }
})
