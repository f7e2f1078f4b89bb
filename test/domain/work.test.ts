// Logging work: D3's limits, and what is claimed, held or left unclaimed (C3–C5, X3, D2).
import { describe, expect, it } from 'vitest'
import { lotsOf } from '../../src/domain/lots.ts'
import { activityIds } from '../../src/domain/activities.ts'
import { groupIds } from '../../src/domain/policy.ts'
import { days, hours, peerOn, refusalOf, workOn } from '../support/ledger.ts'

const today = '2026-10-14'
const peer = (more: Parameters<typeof peerOn>[1] = { allocated: days(2) }) => peerOn(today, more)

describe('D3: what may be logged', () => {
  it.each([15, 30, 720, 1440])('D3: %i minutes', (minutes) =>
    expect(peer().log(workOn(today, minutes)).ok).toBe(true),
  )

  it.each([0, -15, 10, 20, 1445, 1455, 2880, 7.5])('D3: not %d minutes', (minutes) =>
    expect(refusalOf(peer().log(workOn(today, minutes)))).toEqual({ type: 'minutes', minutes }),
  )

  it('D3: not in the future', () => {
    expect(refusalOf(peer().log(workOn('2026-10-15')))).toEqual({ type: 'future', date: '2026-10-15', today })
    expect(peer().log(workOn(today)).ok).toBe(true)
  })

  it('D3: not before joining or after leaving; the first and the last day count', () => {
    const leaver = peer()
    leaver.term = { joinedOn: '2026-10-05', leftOn: '2026-10-09' }
    expect(refusalOf(leaver.log(workOn('2026-10-04')))).toEqual({
      type: 'before-joining',
      date: '2026-10-04',
      joined: '2026-10-05',
    })
    expect(refusalOf(leaver.log(workOn('2026-10-10')))).toEqual({
      type: 'after-leaving',
      date: '2026-10-10',
      left: '2026-10-09',
    })
    expect(leaver.log(workOn('2026-10-05'), workOn('2026-10-09')).ok).toBe(true)
  })

  it('D3: at most 24 h dated one day, unclaimed hours included', () => {
    const full = peer({ allocated: hours(1) })
    full.log(workOn(today, hours(20)))
    expect(refusalOf(full.log(workOn(today, hours(4) + 15)))).toEqual({
      type: 'day-full',
      date: today,
      logged: hours(20),
      asked: hours(4) + 15,
    })
    expect(full.log(workOn(today, hours(4))).ok).toBe(true)
  })

  it('D3: hours that were taken back make room in their day', () => {
    const full = peer()
    full.log(workOn(today, hours(24)))
    full.undo(full.last())
    expect(full.log(workOn(today, hours(24))).ok).toBe(true)
  })

  it('D3: over 12 h in a day is asked about, and 12 h is not', () => {
    expect(peer().logUnasked(workOn(today, hours(12))).ok).toBe(true)
    const long = peer()
    long.logUnasked(workOn(today, hours(8)))
    expect(refusalOf(long.logUnasked(workOn(today, hours(4) + 15)))).toEqual({
      type: 'long-day',
      date: today,
      total: hours(12) + 15,
    })
    expect(long.log(workOn(today, hours(4) + 15)).ok).toBe(true)
  })

  it('D3: several days are logged together or not at all', () => {
    const ledger = peer()
    const { entries } = ledger
    expect(refusalOf(ledger.log(workOn('2026-10-13'), workOn(today), workOn('2026-10-15')))?.type).toBe(
      'future',
    )
    expect(ledger.entries).toBe(entries)
    expect(refusalOf(ledger.log(workOn(today, hours(15)), workOn(today, hours(10))))?.type).toBe('day-full')
    expect(ledger.entries).toBe(entries)
    ledger.log(workOn('2026-10-12'), workOn('2026-10-13'), workOn(today))
    expect(ledger.openWork().map(({ date }) => date)).toEqual(['2026-10-12', '2026-10-13', today])
  })
})

describe('what is claimed', () => {
  it.each(activityIds.filter((id) => id !== 'conference'))(
    'C3, C5: %s draws on the allocation',
    (activity) => {
      const ledger = peer()
      ledger.log(workOn(today, hours(3), { activity }))
      expect(ledger.last()).toMatchObject({ claimed: hours(3), held: 0, unclaimed: 0 })
      expect(lotsOf(ledger.account(2026)).allocation.drawn).toBe(hours(3))
    },
  )

  it('D1: carried hours first, then the allocation', () => {
    const ledger = peer({ carried: hours(4), allocated: hours(4) })
    ledger.log(workOn(today, hours(6)))
    expect(lotsOf(ledger.account(2026))).toEqual({
      carried: { given: hours(4), drawn: hours(4), left: 0 },
      allocation: { given: hours(4), drawn: hours(2), left: hours(2) },
    })
  })

  it('D1: December’s hours leave September’s to the carried lot, whichever is logged first', () => {
    const works = [workOn('2026-09-10', hours(6)), workOn('2026-12-10', hours(4))]
    const lots = [works, works.toReversed()].map((order) => {
      const ledger = peerOn('2026-12-15', { carried: hours(6), allocated: hours(4) })
      for (const work of order) ledger.log(work)
      return lotsOf(ledger.account(2026))
    })
    expect(lots[0]).toMatchObject({ carried: { drawn: hours(6) }, allocation: { drawn: hours(4) } })
    expect(lots[1]).toEqual(lots[0])
  })

  it('D2: what the lots cannot give is recorded unclaimed: used up', () => {
    const ledger = peer({ carried: hours(1), allocated: hours(2) })
    ledger.log(workOn(today, hours(5)))
    expect(ledger.last()).toMatchObject({ claimed: hours(3), unclaimed: hours(2), because: 'used-up' })
    expect(ledger.balance(2026)).toMatchObject({ unclaimed: hours(2), reclaimable: hours(2), remaining: 0 })
  })

  it('D2: used up, too, for a peer who had only carried hours', () => {
    const ledger = peer({ carried: hours(2) })
    ledger.log(workOn(today, hours(3)))
    expect(ledger.last()).toMatchObject({ claimed: hours(2), unclaimed: hours(1), because: 'used-up' })
  })

  it('D3: a peer without an allocation may log: it is unclaimed', () => {
    const ledger = peer({})
    ledger.log(workOn(today, hours(5)))
    expect(ledger.last()).toMatchObject({ claimed: 0, unclaimed: hours(5), because: 'no-allocation' })
    expect(ledger.balance(2026)).toMatchObject({ drawn: 0, unclaimed: hours(5), reclaimable: hours(5) })
  })

  it('C4: a conference is unclaimed in the Independent Group, and cannot be re-claimed', () => {
    const ledger = peer()
    ledger.log(workOn(today, hours(6), { activity: 'conference', askedBy: 'direct' }))
    expect(ledger.last()).toMatchObject({ claimed: 0, held: 0, unclaimed: hours(6), because: 'conference' })
    expect(ledger.balance(2026)).toMatchObject({ drawn: 0, unclaimed: hours(6), reclaimable: 0 })
    expect(refusalOf(ledger.reclaim(ledger.openWork()))).toEqual({ type: 'nothing-to-reclaim' })
  })

  it.each(groupIds.filter((id) => id !== 'independent'))('C4: it is claimed in the %s group', (group) => {
    const ledger = peer({ allocated: days(2), group })
    ledger.log(workOn(today, hours(6), { activity: 'conference' }))
    expect(ledger.last()).toMatchObject({ claimed: hours(6), unclaimed: 0 })
  })

  it.each(groupIds)('X3: work asked for directly is held in the %s group, and occupies its lots', (group) => {
    const ledger = peer({ carried: hours(2), allocated: hours(5), group })
    ledger.log(workOn(today, hours(4), { askedBy: 'direct' }))
    expect(ledger.last()).toMatchObject({ claimed: 0, held: hours(4), unclaimed: 0 })
    expect(ledger.balance(2026)).toMatchObject({ drawn: 0, held: hours(4), remaining: hours(3) })
    ledger.log(workOn(today, hours(4)))
    expect(ledger.last()).toMatchObject({ claimed: hours(3), held: 0, unclaimed: hours(1) })
    expect(ledger.balance(2026)).toMatchObject({ drawn: hours(3), held: hours(4), remaining: 0 })
  })

  it('X3: held hours that no lot can hold are unclaimed at once', () => {
    const ledger = peer({ allocated: hours(3) })
    ledger.log(workOn(today, hours(4), { askedBy: 'direct' }))
    expect(ledger.last()).toMatchObject({ held: hours(3), unclaimed: hours(1), because: 'used-up' })
  })

  it('X3: a councillor or the Group Office need no clearance', () => {
    const ledger = peer()
    ledger.log(
      workOn(today, hours(1), { askedBy: 'councillor' }),
      workOn(today, hours(1), { askedBy: 'office' }),
    )
    expect(ledger.balance(2026)).toMatchObject({ drawn: hours(2), held: 0 })
  })

  it('P6: place and notes are kept as written, with who entered it and under which policy', () => {
    const ledger = peer()
    ledger.log(workOn(today, hours(1), { place: 'Ynys Môn', notes: 'budget' }))
    expect(ledger.last()).toMatchObject({
      place: 'Ynys Môn',
      notes: 'budget',
      by: 'peer',
      on: today,
      policy: 1,
    })
    ledger.log(workOn(today, hours(1)))
    expect(Object.keys(ledger.last())).not.toContain('notes')
  })
})
