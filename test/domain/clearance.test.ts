// X3, C4: what is put before the Head of Group Office, and what becomes of it.
import { describe, expect, it } from 'vitest'
import { Book } from '../../src/domain/book.ts'
import { askToClaim, settleHeld } from '../../src/domain/clearance.ts'
import { isReclaimable, type WorkEntry } from '../../src/domain/entry.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import type { Result } from '../../src/domain/result.ts'
import { hours, peerOn, workOn } from '../support/ledger.ts'

const today = '2026-10-14'
type Ledger = ReturnType<typeof peerOn>

const bookOf = ({ accounts }: Ledger) => new Book(accounts)
const workIn = (outcome: Result<Book, Refusal>): WorkEntry => {
  const work = outcome.ok ? outcome.value.appended.findLast((entry) => entry.kind === 'work') : undefined
  if (!work) throw new Error('no work was entered')
  return work
}

describe('C4: asking afterwards for a conference to be claimed', () => {
  const attended = (free: number): Ledger => {
    const peer = peerOn(today, { allocated: hours(10) })
    if (free < 10) peer.log(workOn(today, hours(10 - free)))
    peer.log(workOn(today, hours(3), { activity: 'conference' }))
    return peer
  }

  it('C4: is refused when no hours can be held for it', () => {
    const peer = attended(0)
    expect(askToClaim(bookOf(peer), peer.last(), peer.writing)).toEqual({
      ok: false,
      error: { type: 'nothing-to-hold', date: today },
    })
  })

  it.each([
    [3, 3, 0, undefined],
    [1, 1, 2, 'conference'],
  ])('C4: with %i h free holds %i h', (free, held, unclaimed, because) => {
    const peer = attended(free)
    const asked = workIn(askToClaim(bookOf(peer), peer.last(), peer.writing))
    expect(asked).toMatchObject({ claimed: 0, held: hours(held), unclaimed: hours(unclaimed) })
    expect(asked.because).toBe(because)
  })

  it('C4, D2: the part that does not fit is no re-claim, cleared or not; once hours are free it is asked for again', () => {
    const peer = attended(1)
    const asked = askToClaim(bookOf(peer), peer.last(), peer.writing)
    if (!asked.ok) throw new Error('refused')
    expect(isReclaimable(workIn(asked))).toBe(false)
    const twice = askToClaim(asked.value, workIn(asked), peer.writing)
    expect(twice).toMatchObject({ error: { type: 'not-held' } })
    const cleared = settleHeld(asked.value, workIn(asked), 'cleared', peer.writing)
    if (!cleared.ok) throw new Error('refused')
    const entry = workIn(cleared)
    expect(entry).toMatchObject({ claimed: hours(1), unclaimed: hours(2), because: 'conference' })
    expect(askToClaim(cleared.value, entry, peer.writing)).toMatchObject({
      error: { type: 'nothing-to-hold' },
    })
    const more = cleared.value.append(2026, peer.writing, {
      kind: 'allocation',
      minutes: hours(11),
      from: '2026-09-01',
      reason: 'agreed',
    })
    const again = askToClaim(more, entry, peer.writing)
    expect(workIn(again)).toMatchObject({ claimed: hours(1), held: hours(1), unclaimed: hours(1) })
    if (!again.ok) throw new Error('refused')
    expect(again.value.account(2026)).toMatchObject({ held: hours(1), reclaimable: 0 })
  })
})
