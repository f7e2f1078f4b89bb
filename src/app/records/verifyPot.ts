// One pot against its requests, and its grants and allocations against the accounts of the peers that have them.
import { Account, emptyAccount } from '../../domain/account.ts'
import type { MeetingYear } from '../../domain/calendar.ts'
import type { Person } from '../../domain/person.ts'
import type { GroupId } from '../../domain/policy.ts'
import { emptyPot, Pot, PotRequest } from '../../domain/pot.ts'
import { PotCheck, type Difference } from '../../domain/verify.ts'
import { eachOf } from '../eachOf.ts'
import { accountId, peerPartition, potId, potPartition, shareId, under } from '../keys.ts'
import { OutboxItem } from '../outbox/outbox.ts'
import type { Store } from '../ports.ts'
import { Share } from '../years/shareDays.ts'
import { readable, type Checked, type FoundDifference } from './verifyPeer.ts'

/** A year without a pot, and without anything that would be in one, is not looked at. */
export async function verifyPot(
  store: Store,
  group: GroupId,
  year: MeetingYear,
  people: readonly Person[],
): Promise<Checked> {
  for (let tries = 1; ; tries++) {
    const before = await store.get(potPartition(group, year), potId)
    const checked = await readAll(store, group, year, people)
    if (checked.differences.length === 0 || tries === 3) return checked
    const after = await store.get(potPartition(group, year), potId)
    if (before?.etag === after?.etag) return checked
  }
}

async function readAll(
  store: Store,
  group: GroupId,
  year: MeetingYear,
  people: readonly Person[],
): Promise<Checked> {
  const pk = potPartition(group, year)
  const found: FoundDifference[] = []
  const differ = (person: string | undefined, difference: Difference) =>
    void found.push({ person, year, difference })
  const stored = await store.get(pk, potId)
  const pot = stored && readable(Pot, stored)
  if (stored && !pot) differ(undefined, { type: 'unreadable', document: potId })
  const check = new PotCheck()
  const granted = new Map<string, { id: string; seq: number; minutes: number }[]>()
  let anything = 0
  for (const prefix of ['open', 'done'])
    for await (const each of store.list(pk, under(prefix))) {
      anything++
      const request = readable(PotRequest, each)
      if (!request) {
        differ(undefined, { type: 'unreadable', document: each.id })
        continue
      }
      check.request(request)
      const { id, seq, person, grant } = request
      granted.set(person, [...(granted.get(person) ?? []), { id, seq, minutes: grant?.minutes ?? 0 }])
    }
  let onTheWay = 0
  await eachOf(people, async (peer) => {
    const [kept, held] = await Promise.all([
      store.get(pk, shareId(peer.id)),
      store.get(peerPartition(peer), accountId(year)),
    ])
    const share = kept && readable(Share, kept)
    if (kept && !share) differ(peer.id, { type: 'unreadable', document: kept.id })
    if (kept) anything++
    // An account that cannot be read is told by the peer's own check.
    const account = held ? readable(Account, held) : emptyAccount(year)
    if (!account) return
    check.peer({ share: share?.minutes, allocation: account.allocation })
    const mine: Difference[] = []
    if (share && share.wanted === undefined && share.minutes !== account.allocation)
      mine.push({ type: 'share', inPot: share.minutes, inAccount: account.allocation })
    const requests = granted.get(peer.id) ?? []
    for (const { id, seq, minutes } of requests) {
      const inAccount = account.requests[id]?.granted ?? 0
      if (inAccount !== minutes) mine.push({ type: 'grant', request: seq, inPot: minutes, inAccount })
    }
    for (const [id, { granted: minutes }] of Object.entries(account.requests))
      if (minutes > 0 && !requests.some((each) => each.id === id))
        mine.push({ type: 'grant', request: 0, inPot: 0, inAccount: minutes })
    if (share?.wanted !== undefined) onTheWay++
    if (mine.length > 0 && (await isDelivering(store, [pk, peerPartition(peer)], peer.id)))
      onTheWay += mine.length
    else mine.forEach((difference) => differ(peer.id, difference))
  })
  if (pot) check.end(pot).forEach((difference) => differ(undefined, difference))
  else if (!stored && anything > 0)
    check.end(emptyPot(group, year)).forEach((difference) => differ(undefined, difference))
  return { accounts: 0, entries: 0, pots: pot ? 1 : 0, differences: found, onTheWay }
}

/** Whether hours are still to be moved between the pot and a peer. */
async function isDelivering(store: Store, partitions: readonly string[], peer: string): Promise<boolean> {
  for (const pk of partitions)
    for await (const stored of store.list(pk, under('out'))) {
      const item = readable(OutboxItem, stored)
      if (item?.kind !== 'command' || item.parked || !moving.has(item.command)) continue
      if ((item.body['person'] ?? peer) === peer) return true
    }
  return false
}

/** The errands that carry hours from one side to the other. */
const moving: ReadonlySet<string> = new Set(['ledger-grant', 'ledger-allocate', 'pot-allot', 'pot-return'])
