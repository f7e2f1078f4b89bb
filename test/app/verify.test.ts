// D5, X1, Y2: `verify` finds nothing in what the rules made, and every document that somebody bent.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { undo } from '../../src/app/hours/changeEntry.ts'
import { turnKey } from '../../src/app/pot/decideRequest.ts'
import {
  accountId,
  doneId,
  entryId,
  answerId,
  peerPartition,
  potId,
  potPartition,
  shareId,
  yearsId,
} from '../../src/app/keys.ts'
import type { Document } from '../../src/app/ports.ts'
import { shareDays } from '../../src/app/years/shareDays.ts'
import { verifyGroup, type Verified } from '../../src/app/records/verify.ts'
import type { Person } from '../../src/domain/person.ts'
import { openPot, pressOf, value, year, type TestGroup } from '../support/pot.ts'
import { allocate, commandOf, log } from '../support/useCases.ts'

let group: TestGroup
let peer: Person

const work = (date: string, minutes: number, more: object = {}) =>
  ({ date, minutes, activity: 'query', askedBy: 'office', ...more }) as const

/** A peer with two years, a grant, an undone entry and hours drawn from everything. */
beforeAll(async () => {
  group = await openPot({ today: '2025-10-01', funded: 4800, given: 9600 })
  const { deps, dispatcher, national, head } = group
  peer = await group.add()
  await allocate(deps, peer, 2025, 480)
  await log(deps, peer, work('2025-09-20', 120))
  group.on('2026-10-05')
  value(await shareDays(deps, pressOf(head), { person: peer.id, year, minutes: 960, reason: 'agreed' }))
  await dispatcher.runDue()
  const ref = await group.request(peer, 1800)
  for (const by of [national, head]) value(await turnKey(deps, pressOf(by), ref))
  await dispatcher.runDue()
  const taken = await log(deps, peer, work('2026-10-02', 60))
  await undo(deps, commandOf(peer), taken.year, [taken.seq])
  await log(deps, peer, work('2026-10-03', 600, { askedBy: 'direct' }))
})
afterAll(() => group.close())

const verify = async (): Promise<Verified> => value(await verifyGroup(group.deps, group.head))
const kinds = ({ differences }: Verified): string[] => [
  ...new Set(
    differences.map(({ difference: each }) =>
      'figure' in each ? `pot ${each.figure}` : 'field' in each ? `account ${each.field}` : each.type,
    ),
  ),
]

test('D5, X1, Y2: a group that only ever went through the rules has no differences', async () => {
  const verified = await verify()
  expect(verified.differences).toEqual([])
  expect(verified).toMatchObject({ accounts: 2, pots: 1, onTheWay: 0, next: undefined })
  expect(verified.entries).toBeGreaterThan(8)
  for (const who of [group.national, group.leader, peer])
    expect(await verifyGroup(group.deps, who)).toEqual({ ok: false, error: { type: 'not-allowed' } })
  expect(value(await verifyGroup(group.deps, { ...group.head, group: 'labour' })).accounts).toBe(0)
})

test('what does not fit into a turn goes on where it stopped', async () => {
  let [after, accounts, pots, parts] = ['', 0, 0, 0]
  do {
    const part = value(await verifyGroup(group.deps, group.staff, after, -Infinity))
    expect(part.differences).toEqual([])
    ;[after, accounts, pots, parts] = [part.next ?? '', accounts + part.accounts, pots + part.pots, parts + 1]
  } while (after !== '')
  expect([accounts, pots]).toEqual([2, 1])
  expect(parts).toBeGreaterThan(2)
})

test('X4: a grant that is still on its way to the peer is no difference', async () => {
  const other = await group.add()
  value(
    await shareDays(group.deps, pressOf(group.head), {
      person: other.id,
      year,
      minutes: 60,
      reason: 'agreed',
    }),
  )
  await group.dispatcher.runDue()
  const ref = await group.request(other, 240)
  for (const by of [group.national, group.head]) value(await turnKey(group.deps, pressOf(by), ref))
  expect(await verify()).toMatchObject({ differences: [], onTheWay: 1 })
  await group.dispatcher.runDue()
  expect(await verify()).toMatchObject({ differences: [], onTheWay: 0 })
})

type Bend = (doc: Document) => Document | undefined
const peers = () => peerPartition(peer)
const pot = () => potPartition(group.group, year)
const bent: [string, () => string, string, Bend, string[]][] = [
  [
    'an account’s sum',
    peers,
    accountId(year),
    (doc) => ({ ...doc, late: Number(doc['late']) + 15 }),
    ['account late', 'conservation'],
  ],
  ['an account’s dates', peers, accountId(year), (doc) => ({ ...doc, days: {} }), ['account days']],
  [
    'what a year takes in',
    peers,
    accountId(year),
    (doc) => ({ ...doc, carried: 0 }),
    ['account carried', 'carried'],
  ],
  ['an account that is gone', peers, accountId(year), () => undefined, ['no-account', 'grant', 'share']],
  ['a list of years', peers, yearsId, (doc) => ({ ...doc, years: [2025] }), ['unlisted-account']],
  [
    'an entry’s hours',
    peers,
    entryId(2025, 2),
    (doc) => ({ ...doc, claimed: 60 }),
    ['amounts', 'account early', 'conservation'],
  ],
  ['an entry that is gone', peers, entryId(2025, 2), () => undefined, ['account early', 'numbering']],
  ['an entry that says nothing', peers, entryId(2025, 2), (doc) => ({ ...doc, kind: 'x' }), ['unreadable']],
  ['a pot’s grants', pot, potId, (doc) => ({ ...doc, granted: 0 }), ['pot granted']],
  ['a pot that is overdrawn', pot, potId, (doc) => ({ ...doc, funded: 0 }), ['pot funded']],
  ['a pot of more than was given', pot, potId, (doc) => ({ ...doc, given: 0 }), ['pot given']],
  [
    'a request’s grant',
    pot,
    doneId(1),
    (doc) => ({ ...doc, grant: { ...(doc['grant'] as object), minutes: 15 } }),
    ['grant', 'pot granted'],
  ],
  [
    'a request that is gone',
    pot,
    doneId(1),
    () => undefined,
    ['grant', 'pot requests', 'pot granted', 'pot claims'],
  ],
]

test.each(bent)(
  'D5, X1: %s, bent behind the bot’s back, is reported',
  async (_what, pk, id, bend, expected) => {
    const stored = await group.store.get(pk(), id)
    if (!stored) throw new Error(`no ${id}`)
    const doc = bend(stored.doc)
    const { etag } = stored
    const done = await group.store.commit(pk(), [
      doc ? { op: 'replace', id, doc, etag } : { op: 'delete', id, etag },
    ])
    expect(done.ok).toBe(true)
    const found = kinds(await verify())
    const now = await group.store.get(pk(), id)
    await group.store.commit(pk(), [
      now ? { op: 'replace', id, doc: stored.doc, etag: now.etag } : { op: 'create', id, doc: stored.doc },
    ])
    expect(found).toEqual(expect.arrayContaining(expected))
  },
)

test('D5, Y2: an answer that is gone and a share that was changed are reported', async () => {
  for await (const { id, etag } of group.store.list(peers(), {
    from: answerId(year, 0),
    to: `${answerId(year, 999_999)}~`,
    limit: 1,
  }))
    await group.store.commit(peers(), [{ op: 'delete', id, etag }])
  const share = await group.store.get(pot(), shareId(peer.id))
  if (!share) throw new Error('no share')
  const doc = { ...share.doc, minutes: 15 }
  await group.store.commit(pot(), [{ op: 'replace', id: share.id, doc, etag: share.etag }])
  expect(kinds(await verify())).toEqual(expect.arrayContaining(['answer', 'share', 'pot allocated']))
})
