// The central pot through its use cases, on the embedded store with the dispatcher run by hand: what happens in order.
// test/app/potModel.test.ts does the same things at random.
import { describe, expect, onTestFinished, test } from 'vitest'
import { reclaimHours, undo } from '../../src/app/hours/changeEntry.ts'
import { changePot } from '../../src/app/pot/changePot.ts'
import { askFirst } from '../../src/app/hours/askFirst.ts'
import { announceClearance } from '../../src/app/hours/waitingClearances.ts'
import { declineRequest, turnKey, withdrawRequest } from '../../src/app/pot/decideRequest.ts'
import { findReclaimable } from '../../src/app/hours/findReclaimable.ts'
import { fundPot } from '../../src/app/pot/fundPot.ts'
import { groupPartition, under } from '../../src/app/keys.ts'
import { OutboxItem } from '../../src/app/outbox/outbox.ts'
import { settlePot } from '../../src/app/pot/potDeliveries.ts'
import { requestDays } from '../../src/app/pot/requestDays.ts'
import { revokeGrant } from '../../src/app/pot/revokeGrant.ts'
import { openYears } from '../../src/app/pot/seePot.ts'
import { ok } from '../../src/domain/result.ts'
import { days, hours, workOn } from '../support/ledger.ts'
import { askFor, expectGrants, openPot, pressOf, value, year, type PotOptions } from '../support/pot.ts'
import { allocate, commandOf, log, refusalOf } from '../support/useCases.ts'

async function open(options?: PotOptions) {
  const group = await openPot(options)
  onTestFinished(() => group.close())
  return group
}

describe('a request', () => {
  test('P11: hours that last year carries on count before the peer has opened the new year', async () => {
    const { deps, add } = await open({ today: '2026-09-02', funded: days(10) })
    const peer = await add()
    await allocate(deps, peer, 2025, hours(6))
    const ask = askFor(hours(10), { from: '2026-09-10' })
    const { sum } = value(await requestDays(deps, commandOf(peer), { ask, secondAgreed: false }))
    expect(sum).toEqual({
      hours: hours(10),
      usable: hours(6),
      promised: 0,
      remaining: hours(6),
      shortfall: hours(4),
    })
  })

  test('P11: what is promised to one request does not cover another; no shortfall is refused with the sum', async () => {
    const { deps, store, add, request, pot } = await open({ funded: days(10) })
    const peer = await add()
    await allocate(deps, peer, year, hours(6))
    await request(peer, hours(10))
    const second = askFor(hours(4), { what: 'Something else' })
    const refused = await refusalOf(requestDays(deps, commandOf(peer), { ask: second, secondAgreed: false }))
    expect(refused).toBeUndefined()
    await allocate(deps, peer, year, hours(10))
    const third = askFor(hours(4), { what: 'A third thing' })
    expect(
      await refusalOf(requestDays(deps, commandOf(peer), { ask: third, secondAgreed: false })),
    ).toMatchObject({
      type: 'no-shortfall',
      sum: { usable: hours(10), promised: hours(6), remaining: hours(4), shortfall: 0 },
    })
    await expectGrants({ deps, store }, peer, await pot())
  })

  test('P11: sent twice, it answers with the sum that was sent', async () => {
    const { deps, add, dispatcher, pot } = await open({ funded: days(10) })
    const peer = await add()
    await allocate(deps, peer, year, hours(2))
    const command = commandOf(peer)
    const send = () => requestDays(deps, command, { ask: askFor(hours(5)), secondAgreed: true })
    const first = value(await send())
    expect(first.sum.shortfall).toBe(hours(3))
    await allocate(deps, peer, year, hours(3))
    expect(value(await send())).toEqual(first)
    await dispatcher.runDue()
    expect((await pot()).requests).toHaveLength(1)
  })

  test('P11: the same words within a day are asked about once, whatever their case', async () => {
    const { deps, add } = await open({ funded: days(10) })
    const peer = await add()
    const send = (what: string, secondAgreed = false) =>
      requestDays(deps, commandOf(peer), { ask: askFor(hours(5), { what }), secondAgreed })
    value(await send('Support for Rutland'))
    expect(await refusalOf(send('support, for RUTLAND!'))).toMatchObject({ type: 'same-request' })
    value(await send('support, for RUTLAND!', true))
    value(await send('Support for Dorset'))
  })

  test('X2: declined or withdrawn, its hours and the peer’s own part are free again', async () => {
    const { deps, store, add, request, dispatcher, national, pot } = await open({ funded: hours(10) })
    const peer = await add()
    await allocate(deps, peer, year, hours(2))
    const declined = await request(peer, hours(6))
    expect(await refusalOf(declineRequest(deps, pressOf(national), declined, ''))).toEqual({
      type: 'reason-missing',
    })
    value(await declineRequest(deps, pressOf(national), declined, 'Next year'))
    await dispatcher.runDue()
    const withdrawn = await request(peer, hours(6))
    expect((await pot()).request(withdrawn.seq).sum.remaining).toBe(hours(2))
    expect(await refusalOf(withdrawRequest(deps, pressOf(national), withdrawn))).toEqual({
      type: 'no-such-request',
    })
    value(await withdrawRequest(deps, pressOf(peer), withdrawn))
    expect(await refusalOf(turnKey(deps, pressOf(national), withdrawn))).toEqual({
      type: 'request-over',
      state: 'withdrawn',
    })
    await dispatcher.runDue()
    const { accounts } = await expectGrants({ deps, store }, peer, await pot())
    expect(Object.values(accounts.get(year)?.requests ?? {}).map(({ promised }) => promised)).toEqual([0, 0])
  })
})

describe('the keys', () => {
  test('X2: a role that ended this morning turns nothing, a stand-in from today does, and the record says for whom', async () => {
    const { deps, add, change, standIn, request, national, head, staff, pot } = await open({
      funded: days(10),
    })
    const peer = await add()
    const ref = await request(peer, hours(5))
    const gone = await change(national, { role: 'member-peer' })
    expect(await refusalOf(turnKey(deps, pressOf(gone), ref))).toEqual({ type: 'key', problem: 'not-yours' })
    const left = await change(head, { leftOn: '2026-11-15' })
    expect(await refusalOf(turnKey(deps, pressOf(left), ref))).toEqual({ type: 'key', problem: 'not-yours' })
    await change(head, { role: 'head-of-office' })
    await standIn('head', staff, '2026-11-17')
    expect(await refusalOf(turnKey(deps, pressOf(staff), ref))).toEqual({ type: 'key', problem: 'not-yours' })
    await standIn('head', staff, '2026-11-16', '2026-11-16')
    value(await turnKey(deps, pressOf(staff), ref))
    expect((await pot()).request(ref.seq).keys.head).toMatchObject({ by: staff.id, for: head.id })
  })

  test('X2: the Group Leader turns the National Lead Peer’s key for what the National Lead Peer asks', async () => {
    const { deps, request, national, head, leader, pot } = await open({ funded: days(10) })
    const ref = await request(national, hours(5))
    expect(await refusalOf(turnKey(deps, pressOf(national), ref))).toEqual({
      type: 'key',
      problem: 'own-request',
    })
    value(await turnKey(deps, pressOf(head), ref))
    value(await turnKey(deps, pressOf(leader), ref))
    expect((await pot()).request(ref.seq)).toMatchObject({
      state: 'granted',
      keys: { national: { by: leader.id, for: national.id }, head: { by: head.id } },
    })
  })

  test('X2: in the groups that have one key, the Head alone agrees', async () => {
    const { deps, add, request, head, national, pot } = await open({ funded: days(10), group: 'labour' })
    const ref = await request(await add(), hours(5))
    expect(await refusalOf(turnKey(deps, pressOf(national), ref))).toMatchObject({ problem: 'not-yours' })
    expect(value(await turnKey(deps, pressOf(head), ref)).request.state).toBe('granted')
    await pot()
  })
})

describe('a grant', () => {
  async function granted(minutes: number, allocated = 0) {
    const group = await open({ funded: days(10) })
    const { deps, add, request, dispatcher, national, head, pot } = group
    const peer = await add()
    if (allocated > 0) await allocate(deps, peer, year, allocated)
    const ref = await request(peer, minutes)
    for (const key of [national, head]) value(await turnKey(deps, pressOf(key), ref))
    await dispatcher.runDue()
    return { ...group, peer, ref, chargeTo: (await pot()).request(ref.seq).id }
  }

  test('P11: what it shrinks by is promised to the work too, so that no other request counts it', async () => {
    const { deps, store, add, request, dispatcher, national, head, pot } = await open({ funded: days(10) })
    const peer = await add()
    await allocate(deps, peer, year, hours(2))
    const ref = await request(peer, hours(10))
    value(await turnKey(deps, pressOf(national), ref))
    await allocate(deps, peer, year, hours(7))
    expect(value(await turnKey(deps, pressOf(head), ref)).request.grant?.minutes).toBe(hours(3))
    await dispatcher.runDue()
    await expectGrants({ deps, store }, peer, await pot())
    const other = askFor(hours(1), { what: 'Something else' })
    const { sum } = value(await requestDays(deps, commandOf(peer), { ask: other, secondAgreed: false }))
    expect(sum).toMatchObject({ usable: hours(7), promised: hours(7), remaining: 0, shortfall: hours(1) })
  })

  test('P11: one that shrinks to nothing is covered: no claim code, and its hours return', async () => {
    const { deps, store, add, request, dispatcher, national, head, pot } = await open({ funded: hours(8) })
    const [peer, other] = [await add(), await add()]
    const ref = await request(peer, hours(8))
    const next = await request(other, hours(8))
    value(await turnKey(deps, pressOf(national), ref))
    await allocate(deps, peer, year, hours(20))
    expect(value(await turnKey(deps, pressOf(head), ref)).request.state).toBe('covered')
    await dispatcher.runDue()
    const docs = await pot()
    expect(docs.pot).toMatchObject({ claims: 0, reserved: hours(8), waiting: 0 })
    expect(docs.request(next.seq).state).toBe('reserved')
    await expectGrants({ deps, store }, peer, docs)
  })

  test('X4: the unused part is revoked, the peer first; what an undo frees later may be revoked too', async () => {
    const { deps, store, dispatcher, head, peer, ref, chargeTo, pot } = await granted(hours(5))
    const entry = await log(deps, peer, workOn('2026-11-10', hours(2), { chargeTo }))
    const press = pressOf(head)
    expect(value(await revokeGrant(deps, press, ref, 'Over')).minutes).toBe(hours(3))
    // The pot has not heard of it yet, and counts it as granted.
    expect((await pot()).pot.granted).toBe(hours(5))
    await dispatcher.runDue()
    expect((await pot()).pot.granted).toBe(hours(2))
    expect(value(await revokeGrant(deps, press, ref, 'Over')).minutes).toBe(hours(3))
    expect(await refusalOf(revokeGrant(deps, pressOf(head), ref, 'Over'))).toEqual({
      type: 'nothing-to-revoke',
    })
    value(await undo(deps, commandOf(peer), year, [entry.seq]))
    expect(value(await revokeGrant(deps, pressOf(head), ref, 'Over')).minutes).toBe(hours(2))
    await dispatcher.runDue()
    const docs = await pot()
    expect(docs.request(ref.seq).grant).toMatchObject({ minutes: 0, revoked: { minutes: hours(5) } })
    await expectGrants({ deps, store }, peer, docs)
  })

  test('X4: undoing a re-claim draws nothing from what was revoked of the grant meanwhile', async () => {
    const { deps, store, dispatcher, head, peer, ref, chargeTo, pot } = await granted(hours(1))
    const entry = await log(deps, peer, workOn('2026-11-10', hours(2), { chargeTo }))
    expect(entry).toMatchObject({ claimed: 0, granted: hours(1), unclaimed: hours(1) })
    await allocate(deps, peer, year, hours(2))
    const reclaimed = value(await reclaimHours(deps, commandOf(peer), [entry], chargeTo)).entries.at(-1)
    expect(reclaimed).toMatchObject({ claimed: hours(2), unclaimed: 0 })
    expect(value(await revokeGrant(deps, pressOf(head), ref, 'not needed')).minutes).toBe(hours(1))
    const undone = value(await undo(deps, commandOf(peer), year, [reclaimed?.seq ?? 0]))
    expect(undone.entries.at(-1)).toMatchObject({ claimed: 0, unclaimed: hours(2) })
    await dispatcher.runDue()
    const { accounts } = await expectGrants({ deps, store }, peer, await pot())
    expect(accounts.get(year)?.requests[chargeTo]).toMatchObject({ granted: 0, drawn: 0 })
  })

  test('D2: unclaimed hours of that work are claimed from it in one press, oldest first, as far as it reaches', async () => {
    const { deps, store, add, request, dispatcher, national, head, pot } = await open({ funded: days(10) })
    const peer = await add()
    const works = ['2026-09-20', '2026-10-05', '2026-10-06', '2026-10-07'].map((date) =>
      workOn(date, hours(2)),
    )
    for (const work of works) await log(deps, peer, work)
    const ref = await request(peer, hours(5))
    for (const key of [national, head]) value(await turnKey(deps, pressOf(key), ref))
    await dispatcher.runDue()
    const { id: chargeTo, ask } = (await pot()).request(ref.seq)
    const found = await findReclaimable(deps, peer, year, { chargeTo, from: ask.from, to: ask.to })
    expect(found.minutes).toBe(hours(5))
    value(await reclaimHours(deps, commandOf(peer), found.refs, chargeTo))
    const { entries } = await expectGrants({ deps, store }, peer, await pot())
    const claims = entries.flatMap((each) => (each.kind === 'work' ? (each.granted ?? []) : []))
    expect(claims).toEqual([hours(2), hours(2), hours(1)])
  })
})

describe('what waits', () => {
  test('X2: hours that return reserve the first that waits, and nothing behind it while it does not fit', async () => {
    const { deps, add, request, dispatcher, head, pot } = await open({ funded: hours(5), given: days(10) })
    const peers = [await add(), await add(), await add()]
    const [first, second, third] = [hours(4), hours(3), hours(1)]
    const refs = [
      await request(peers[0]!, first),
      await request(peers[1]!, second),
      await request(peers[2]!, third),
    ]
    const states = async () => (await pot()).requests.map(({ state }) => state)
    expect(await states()).toEqual(['reserved', 'waiting', 'waiting'])
    value(await fundPot(deps, pressOf(head), year, hours(6)))
    await dispatcher.runDue()
    expect(await states()).toEqual(['reserved', 'waiting', 'waiting'])
    value(await withdrawRequest(deps, pressOf(peers[0]!), refs[0]!))
    await dispatcher.runDue()
    expect(await states()).toEqual(['withdrawn', 'reserved', 'reserved'])
  })

  test('X2: a settlement delivered once more, when the hours it found had gone, comes to an end', async () => {
    const { deps, add, request, pot, dispatcher } = await open({ funded: hours(5) })
    const [one, other] = [await add(), await add()]
    const first = await request(one, hours(4))
    const second = await request(other, hours(3))
    const { id, state } = (await pot()).request(second.seq)
    expect(state).toBe('waiting')
    const command = { group: 'independent', year, by: 'delivery', deadline: Infinity } as const
    // It came once, and found that it could not be reserved after all.
    const body = { reserve: 'settle1' }
    value(await changePot(deps, { ...command, id: `reserve settle1 ${id}` }, second.seq, body, () => ok({})))
    value(await withdrawRequest(deps, pressOf(one), first))
    await settlePot(deps, { group: 'independent', year, id: 'settle1' })
    await dispatcher.runDue()
    expect((await pot()).request(second.seq).state).toBe('reserved')
  })

  test('X2: what waits with both keys turned is closed with its year, not granted from what that frees', async () => {
    const group = await open({ funded: hours(5), today: '2027-09-20' })
    const { deps, store, add, request, national, head, dispatcher, pot } = group
    const [one, other] = [await add(), await add()]
    const first = await request(one, hours(5))
    const second = await request(other, hours(5))
    for (const key of [national, head]) value(await turnKey(deps, pressOf(key), second))
    value(await turnKey(deps, pressOf(national), first))
    group.on('2027-10-02')
    expect(await refusalOf(turnKey(deps, pressOf(head), first))).toMatchObject({ problem: 'year-closed' })
    await dispatcher.runDue()
    const docs = await pot()
    expect(docs.requests.map(({ state }) => state)).toEqual(['closed', 'closed'])
    for (const peer of [one, other]) await expectGrants({ deps, store }, peer, docs)
  })

  test('X2: a request for work of the next year waits for the approvers too', async () => {
    const { deps } = await open({ today: '2026-08-20' })
    expect(openYears(deps)).toEqual([2024, 2025, 2026])
  })
})

describe('clearances', () => {
  test('X3: announced twice, the Head is asked once', async () => {
    const group = await open()
    const { deps, store, add } = group
    const peer = await add()
    value(await askFirst(deps, pressOf(peer), { event: 'Conference', date: '2026-12-01', askedBy: 'office' }))
    const [item] = (await store.due(deps.clock.now(), 10)).map(({ doc }) => OutboxItem.parse(doc))
    if (item?.kind !== 'command') throw new Error('nothing was announced')
    await announceClearance(deps, item.body)
    group.on('2026-11-17')
    await announceClearance(deps, item.body)
    const count = async (prefix: string) => {
      let found = 0
      for await (const _ of store.list(groupPartition('independent'), under(prefix))) found++
      return found
    }
    expect([await count('wait'), await count('out')]).toEqual([1, 1])
  })
})
