// P3: what the National Lead Peer tells the Group Executive about a year: each peer's hours, projection and carried hours, and
// every missed log with what was decided. Reasons, comments, notes and councils are not in it (P6).
import { carriedAtRisk } from '../../domain/atRisk.ts'
import { balanceOf, type Balance } from '../../domain/balance.ts'
import { dateAt, type LocalDate, type MeetingYear, type Period } from '../../domain/calendar.ts'
import { Miss, type Verdict } from '../../domain/miss.ts'
import { valueOf } from '../../domain/money.ts'
import { mayDo } from '../../domain/permissions.ts'
import { hasLeft, type Person } from '../../domain/person.ts'
import { dailyRateIn, policyOf, type Policy } from '../../domain/policy.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import type { Deps } from '../deps.ts'
import { eachOf } from '../eachOf.ts'
import { parseStored } from '../documents.ts'
import { missPartition, under } from '../keys.ts'
import { seenAccount } from '../hours/ledger.ts'
import { listPeople } from '../people/people.ts'
import { yearsOf } from '../hours/standingWork.ts'

export interface MissedLog {
  readonly peer: Person
  readonly period: Period
  /** In order, the last one stands; `by` is a name. */
  readonly decisions: readonly { readonly verdict: Verdict; readonly by: string; readonly on: LocalDate }[]
}

export interface PeerUpdate {
  readonly peer: Person
  readonly balance: Balance
  /** C2: carried minutes that would lapse at the peer's pace, and what was paid for them in pence. */
  readonly atRisk: number
  readonly atRiskPence: number
}

export interface ExecutiveUpdate {
  readonly policy: Policy
  readonly year: MeetingYear
  readonly asOf: LocalDate
  /** By name: those who log hours, and those who did that year. */
  readonly peers: readonly PeerUpdate[]
  /** By peer and period. */
  readonly missed: readonly MissedLog[]
}

export async function executiveUpdate(
  deps: Deps,
  by: Person,
  year: MeetingYear,
): Promise<Result<ExecutiveUpdate, Refusal>> {
  if (!mayDo(by, 'executive-update', by)) return refuse({ type: 'not-allowed' })
  const { store, clock } = deps
  const asOf = dateAt(clock.now())
  const policy = policyOf(by.group)
  const people = await listPeople(store, by.group)
  const peers: PeerUpdate[] = []
  await eachOf(people, async (peer) => {
    const years = await yearsOf(store, peer)
    const isPeer = mayDo(peer, 'log-hours', peer) && !hasLeft(peer, asOf)
    if (!isPeer && !years.includes(year)) return
    const account = await seenAccount(store, peer, year)
    const atRisk = carriedAtRisk(account, asOf)?.lapsing ?? 0
    const atRiskPence = valueOf(atRisk, dailyRateIn(policy, year - 1))
    peers.push({ peer, balance: balanceOf(account, policy, asOf), atRisk, atRiskPence })
  })
  const missed = await missedLogs(deps, by, year, people)
  return ok({ policy, year, asOf, peers: peers.toSorted(byName), missed })
}

type OfPeer = { readonly peer: Pick<Person, 'name'> }
const byName = (one: OfPeer, other: OfPeer): number => (one.peer.name < other.peer.name ? -1 : 1)

async function missedLogs(
  { store }: Deps,
  { group }: Person,
  year: MeetingYear,
  people: readonly Person[],
): Promise<MissedLog[]> {
  const named = new Map(people.map((each) => [each.id, each]))
  const missed: MissedLog[] = []
  // Their ids are in the order of the periods, and sorting by name keeps it.
  for await (const stored of store.list(missPartition(group, year), under('miss'))) {
    const { person, period, decisions } = parseStored(Miss, stored)
    const peer = named.get(person)
    if (!peer) continue
    const said = decisions.map(({ verdict, by, at }) => ({
      verdict,
      by: named.get(by)?.name ?? 'somebody who is no longer in the group',
      on: dateAt(at),
    }))
    missed.push({ peer, period, decisions: said })
  }
  return missed.toSorted((one, other) => (one.peer.id === other.peer.id ? 0 : byName(one, other)))
}
