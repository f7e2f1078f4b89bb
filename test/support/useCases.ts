// The use cases on a store of their own: a clock that the test sets, retries that wait for nothing, people of one
// group, and everything that a ledger holds, held against its rules.
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { allocateDays } from './allocateDays.ts'
import type { Command, Receipt } from '../../src/app/hours/change.ts'
import type { Deps } from '../../src/app/deps.ts'
import { parseStored } from '../../src/app/documents.ts'
import { accountId, answerId, peerPartition } from '../../src/app/keys.ts'
import { Answer } from '../../src/app/hours/ledger.ts'
import { logHours } from '../../src/app/hours/logHours.ts'
import type { Store, Stored } from '../../src/app/ports.ts'
import { Account, replay } from '../../src/domain/account.ts'
import { carriesOn, lotsOf } from '../../src/domain/lots.ts'
import { startOf, type LocalDate, type MeetingYear } from '../../src/domain/calendar.ts'
import { Entry, type WorkEntry } from '../../src/domain/entry.ts'
import type { Person } from '../../src/domain/person.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import type { Result } from '../../src/domain/result.ts'
import type { Work } from '../../src/domain/workLines.ts'
import { openLevelStore } from '../../src/store/level.ts'

export interface UseCases {
  readonly deps: Deps
  readonly store: Store
  /** Sets the clock to noon of a date. */
  on(date: LocalDate): void
  close(): Promise<void>
}

/** On an embedded store in a temporary folder, or on the store given, which the caller closes. */
export async function openUseCases(today: LocalDate, given?: Store): Promise<UseCases> {
  const path = await mkdtemp(join(tmpdir(), 'member-peer-bot-'))
  const store = given ?? (await openLevelStore({ path, now: Date.now }))
  let now = noonOf(today)
  return {
    store,
    deps: depsOn(store, () => now),
    on: (date) => void (now = noonOf(date)),
    async close() {
      if (!given) await store.close()
      await rm(path, { recursive: true })
    },
  }
}

export const noonOf = (date: LocalDate): number => startOf(date) + 43_200_000

/** Retries follow one another as soon as others have had their turn. */
export const depsOn = (store: Store, now: () => number, random: () => number = Math.random): Deps => ({
  store,
  clock: { now, real: Date.now },
  pause: () => new Promise((resolve) => setImmediate(resolve)),
  random,
  secret: randomUUID,
  publicUrl: 'https://hours.example.org',
  warn: () => undefined,
})

let people = 0

/** Somebody new in the Independent Group; a member peer of Wales since September 2020, unless stated. */
export const newPerson = (more: Partial<Person> = {}): Person => ({
  type: 'person',
  v: 1,
  id: `p${++people}`,
  group: 'independent',
  name: 'Siân Ó Brádaigh',
  email: `p${people}@example.com`,
  role: 'member-peer',
  regions: ['wales'],
  joinedOn: '2020-09-01',
  ...more,
})

export const head = newPerson({ name: 'Adele Vance', role: 'head-of-office', regions: [] })

let commands = 0

/** A command under a name of its own that never gives up, unless stated. */
export const commandOf = (subject: Person, more: Partial<Command> = {}): Command => ({
  id: `command ${++commands}`,
  by: subject,
  subject,
  deadline: Infinity,
  ...more,
})

/** What a change did; a refusal fails the test. */
export async function done(change: Promise<Result<Receipt, Refusal>>): Promise<Receipt> {
  const outcome = await change
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.error)}`)
  return outcome.value
}

/** Why a change was refused; undefined when it was made. */
export async function refusalOf(change: Promise<Result<unknown, Refusal>>): Promise<Refusal | undefined> {
  const outcome = await change
  return outcome.ok ? undefined : outcome.error
}

/** Logs work as the peer does who has agreed to long days; the last piece of it is returned. */
export async function log(deps: Deps, peer: Person, ...works: Work[]): Promise<WorkEntry> {
  const { entries } = await done(logHours(deps, commandOf(peer), { works, longDayAgreed: true }))
  const logged = entries.filter((each) => each.kind === 'work')
  const entry = logged.findLast(({ replaces }) => !replaces)
  if (!entry) throw new Error('nothing was logged')
  return entry
}

/** The Head of Group Office allocates minutes for a year. */
export const allocate = (deps: Deps, peer: Person, year: MeetingYear, minutes: number): Promise<Receipt> => {
  const allocation = { year, minutes, from: `${year}-09-01`, reason: 'agreed' }
  return done(allocateDays(deps, commandOf(peer, { by: head }), allocation))
}

/** Everything in a peer's partition. */
export interface LedgerDocs {
  readonly accounts: ReadonlyMap<MeetingYear, Account>
  readonly entries: readonly Entry[]
  readonly answers: ReadonlyMap<string, Answer>
  readonly commands: readonly Stored[]
  readonly years: unknown
}

const beside: ReadonlySet<string> = new Set(['outbox', 'sent-request', 'clearance'])

export async function ledgerOf(store: Store, peer: Pick<Person, 'group' | 'id'>): Promise<LedgerDocs> {
  const [accounts, entries] = [new Map<MeetingYear, Account>(), [] as Entry[]]
  const [answers, commands] = [new Map<string, Answer>(), [] as Stored[]]
  let years: unknown
  for await (const stored of store.list(peerPartition(peer), { from: '-', to: '~~' })) {
    const { doc, id } = stored
    if (doc.type === 'account') {
      const account = parseStored(Account, stored)
      expect(id).toBe(accountId(account.year))
      accounts.set(account.year, account)
    } else if (doc.type === 'entry') entries.push(parseStored(Entry, stored))
    else if (doc.type === 'answer') answers.set(id, parseStored(Answer, stored))
    else if (doc.type === 'command') commands.push(stored)
    else if (doc.type === 'years') years = doc['years']
    // Errands, requests and clearances are beside the ledger.
    else if (!beside.has(doc.type)) throw new Error(`what is ${id}?`)
  }
  return { accounts, entries, answers, commands, years }
}

/** The work entries that nothing has answered, in order. */
export const openWorkIn = ({ entries, answers }: LedgerDocs): WorkEntry[] =>
  entries
    .filter((entry) => entry.kind === 'work')
    .filter(({ year, seq }) => !answers.has(answerId(year, seq)))

/**
 * Every account equals its replay, entries are numbered without gaps, each is answered at most once and each command
 * made its own entries (D5); no lot is below zero, and neighbouring years are linked (C2, D4).
 */
export async function expectWhole(store: Store, peer: Pick<Person, 'group' | 'id'>): Promise<LedgerDocs> {
  const ledger = await ledgerOf(store, peer)
  const { accounts, entries, answers, commands, years } = ledger
  expect(years).toEqual(accounts.size === 0 ? undefined : [...accounts.keys()].sort((a, b) => a - b))
  expect([...accounts.keys()]).toEqual([...new Set(entries.map(({ year }) => year))])
  for (const [year, account] of accounts) {
    const lines = entries.filter((entry) => entry.year === year)
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, at) => at + 1))
    expect(replay(year, lines)).toStrictEqual(account)
    const { carried, allocation } = lotsOf(account)
    expect(Math.min(carried.left, carried.drawn, allocation.left, allocation.drawn)).toBeGreaterThanOrEqual(0)
    const next = accounts.get(year + 1)
    expect([year, account.hasNext]).toEqual([year, next !== undefined])
    if (next) expect([year, next.carried]).toEqual([year, carriesOn(account)])
    if (!accounts.has(year - 1)) expect(account.carried).toBe(0)
    expect(numbersMadeBy(commands, year)).toEqual(lines.map(({ seq }) => seq))
  }
  const reversals = entries.filter((entry) => entry.kind === 'reversal')
  const answered = reversals.map(({ year, seq, answers, as }) => [
    answerId(year, answers),
    { type: 'answer', v: 1, by: seq, as },
  ])
  expect(new Map(answered as [string, Answer][])).toEqual(answers)
  expect(reversals).toHaveLength(answers.size)
  return ledger
}

/** The numbers of a year's entries as its commands say that they made them. */
function numbersMadeBy(commands: readonly Stored[], year: MeetingYear): number[] {
  const made = commands.flatMap(({ doc }) =>
    (doc['years'] as Receipt['years'])
      .filter(({ after }) => after.year === year)
      .flatMap(({ before, after }) =>
        Array.from({ length: after.seq - before.seq }, (_, at) => before.seq + at + 1),
      ),
  )
  return made.sort((one, other) => one - other)
}
