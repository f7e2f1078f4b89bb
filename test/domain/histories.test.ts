// The rules that hold after anything that peers and offices may do over several years, checked against a count
// from the entries alone.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Account, replay } from '../../src/domain/account.ts'
import { lotsOf, useByOf, writtenOffOf } from '../../src/domain/lots.ts'
import { askedByIds } from '../../src/domain/activities.ts'
import { addDays } from '../../src/domain/calendar.ts'
import { Entry, type WorkEntry } from '../../src/domain/entry.ts'
import type { Work } from '../../src/domain/workLines.ts'
import { histories, take, type Step } from '../support/histories.ts'
import { Ledger, peerOn, workOn, type Outcome } from '../support/ledger.ts'
import { mostClaimable, recount, whereabouts } from '../support/oracle.ts'

const start = () => new Ledger('2026-09-20')

/** Plays a history, looking at the ledger after every step that changed it. */
function play(steps: readonly Step[], look: (ledger: Ledger, outcome: Outcome) => void): Ledger {
  const ledger = start()
  for (const step of steps) {
    const outcome = take(ledger, step)
    if (outcome) look(ledger, outcome)
  }
  return ledger
}

const sum = (amounts: Readonly<Record<string, number>>): number =>
  Object.values(amounts).reduce((total, amount) => total + amount, 0)

const noneBelowNought = (amounts: readonly number[]): boolean => amounts.every((amount) => amount >= 0)

describe('any history of commands', () => {
  it('conservation: allocated + carried in = drawn + held + available + lapsed + carried on, and no lot below zero', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        play(steps, (ledger) => {
          const counts = recount(ledger.entries)
          expect(new Set(ledger.accounts.keys())).toEqual(new Set(counts.keys()))
          for (const [year, count] of counts) {
            const { carried, allocation, ...balance } = ledger.balance(year)
            const terms = {
              drawn: balance.drawn,
              held: balance.held,
              remaining: balance.remaining,
              lapsed: carried.lapsed,
              writtenOff: carried.writtenOff,
              carriedOn: balance.carriedOn,
            }
            expect(terms).toEqual(whereabouts(count, ledger.today))
            expect(sum(terms)).toBe(allocation.given + carried.given)
            const lots = [carried, allocation].flatMap(({ given, drawn, left }) => [given, drawn, left])
            expect(noneBelowNought([...Object.values(terms), ...lots])).toBe(true)
          }
        })
      }),
      { numRuns: 150 },
    )
  })

  it('D1: the accounts say what a count of the entries says', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        play(steps, (ledger) => {
          for (const [year, count] of recount(ledger.entries)) {
            const account = ledger.account(year)
            const lots = lotsOf(account)
            const { early, late, useBy, ...counted } = count
            expect(useByOf(account)).toBe(useBy)
            expect({
              year,
              allocation: account.allocation,
              carried: account.carried,
              writtenOff: writtenOffOf(account),
              fromCarried: lots.carried.drawn,
              fromAllocation: lots.allocation.drawn,
              claimed: account.early + account.late - account.held,
              held: account.held,
              unclaimed: account.unclaimed,
              reclaimable: account.reclaimable,
              days: account.days,
              periods: account.periods,
              nils: account.nils,
            }).toEqual(counted)
            expect(early + late).toBeGreaterThanOrEqual(counted.claimed + counted.held)
          }
        })
      }),
      { numRuns: 150 },
    )
  })

  it('C2: nothing dated after 30 November, or what it was extended to, draws on carried hours', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        play(steps, (ledger) => {
          for (const year of ledger.accounts.keys()) {
            const works = ledger.openWork().filter((work) => work.year === year)
            const taken = (some: readonly WorkEntry[]) =>
              some.reduce((total, { claimed, held }) => total + claimed + held, 0)
            const { carried, allocation } = lotsOf(ledger.account(year))
            const account = ledger.account(year)
            const inTime = works.filter(({ date }) => date <= useByOf(account))
            const { used = 0, early = 0 } = account.opening ?? {}
            expect(carried.drawn).toBeLessThanOrEqual(taken(inTime) + early)
            expect(allocation.drawn).toBeGreaterThanOrEqual(taken(works) - taken(inTime) + used - early)
          }
        })
      }),
      { numRuns: 150 },
    )
  })

  it('D5: replaying the entries gives the account, every line fits its schema and is answered at most once', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        const ledger = play(steps, (ledger, outcome) => {
          if (!outcome.ok) return
          for (const entry of outcome.value) expect(Entry.parse(entry)).toStrictEqual(entry)
          for (const account of ledger.accounts.values())
            expect(Account.parse(account)).toStrictEqual(account)
        })
        for (const [year, account] of ledger.accounts) {
          const entries = ledger.entries.filter((entry) => entry.year === year)
          expect(replay(year, entries)).toStrictEqual(account)
          expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, at) => at + 1))
          const answered = entries.flatMap((entry) => (entry.kind === 'reversal' ? [entry.answers] : []))
          expect(new Set(answered).size).toBe(answered.length)
          for (const seq of answered)
            expect(entries.find((entry) => entry.seq === seq)?.kind).toMatch(/^(work|nil)$/)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('D5: every line of work is whole: minutes = claimed + held + unclaimed, with a reason for what is unclaimed', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        for (const entry of play(steps, () => {}).entries) {
          if (entry.kind !== 'work') continue
          expect(entry.claimed + entry.held + entry.unclaimed).toBe(entry.minutes)
          expect(Math.min(entry.claimed, entry.held)).toBe(0)
          expect(entry.early).toBeLessThanOrEqual(entry.minutes)
          expect(entry.because !== undefined).toBe(entry.unclaimed > 0)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('D2: once everything has been re-claimed, as much is claimed as any choice could claim', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        const ledger = play(steps, () => {})
        // The office may still re-claim the year that closed last and the years after it (D4).
        ledger.by('office', 'hours were freed').on(addDays(ledger.today, 1))
        for (const year of ledger.accounts.keys())
          ledger.reclaim(ledger.reclaimable().filter((entry) => entry.year === year))
        for (const [year, count] of recount(ledger.entries)) {
          if (ledger.today > `${year + 2}-08-31`) continue
          expect(count.claimed + count.held).toBe(mostClaimable(count))
        }
      }),
      { numRuns: 150 },
    )
  })

  it('these histories reach what they are meant to prove', () => {
    const seen = new Set<string>()
    for (const steps of fc.sample(histories, { numRuns: 300, seed: 2026 }))
      play(steps, (ledger, outcome) => {
        for (const sight of outcome.ok ? outcome.value.map(sightOf) : [outcome.error.type]) seen.add(sight)
        for (const { early, carried } of ledger.accounts.values())
          if (carried > 0) seen.add(early < carried ? 'carried in part' : 'carried used up')
      })
    expect([...seen].sort()).toEqual(
      expect.arrayContaining(
        [
          'work, work held, work used-up, work no-allocation, work conference, nil, allocation',
          'work correction, work re-claim, work restored, work moved, carried in part, carried used up',
          'undo, correction, re-claim, restored, moved, carried, next-year',
          'year-closed, carried-closed, too-old, no-reason, unchanged, nothing-to-reclaim, below-drawn',
          'nothing-due, nil-already, period-has-entries',
          'opening, extension, write-off, before-opening, opening-known, opening-over, opening-after-work',
          'nothing-carried, extension-date, write-off-over',
        ].flatMap((line) => line.split(', ')),
      ),
    )
  })
})

function sightOf(entry: Entry): string {
  if (entry.kind === 'reversal') return entry.as
  if (entry.kind !== 'work') return entry.kind
  if (entry.replaces) return `work ${entry.replaces.as}`
  return `work ${entry.because ?? (entry.held > 0 ? 'held' : '')}`.trim()
}

describe('the order in which the same work arrives', () => {
  const year = 2026
  const amounts = fc.integer({ min: 1, max: 32 }).map((quarters) => quarters * 15)
  /** D3: no day holds more than 24 h, for of more than that the order decides what is refused. */
  const fitsItsDay = (works: readonly Work[]) =>
    works.every(
      ({ date }) =>
        works.reduce((sum, each) => (each.date === date ? sum + each.minutes : sum), 0) <= 24 * 60,
    )
  const pieces = (first: string, daysOn: number) =>
    fc
      .array(
        fc
          .record({
            day: fc.integer({ min: 0, max: daysOn }),
            minutes: amounts,
            askedBy: fc.constantFrom(...askedByIds),
            activity: fc.constantFrom('query' as const, 'corporate-lga' as const, 'conference' as const),
          })
          .map(({ day, minutes, ...more }) => workOn(addDays(first, day), minutes, more)),
        { minLength: 2, maxLength: 10 },
      )
      .filter(fitsItsDay)
  const shuffled = <T>(items: readonly T[]) =>
    fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length })
  const lots = fc.integer({ min: 0, max: 80 }).map((quarters) => quarters * 15)

  it('D1: makes no difference to the lots or to what is claimed', () => {
    const orders = pieces('2026-11-20', 20).chain((works) => fc.tuple(fc.constant(works), shuffled(works)))
    fc.assert(
      fc.property(orders, lots, lots, (works, carried, allocated) => {
        const [one, other] = works.map((order) => {
          const ledger = peerOn('2026-12-20', { carried, allocated })
          for (const work of order) ledger.log(work)
          return ledger.account(year)
        }) as [Account, Account]
        expect(lotsOf(other)).toEqual(lotsOf(one))
        expect(other.unclaimed).toBe(one.unclaimed)
        expect(other.days).toEqual(one.days)
      }),
      { numRuns: 150 },
    )
  })

  it('D1, D4: nor does it when allocations and two years arrive mixed, once freed hours are re-claimed', () => {
    const orders = fc
      .tuple(pieces('2026-08-20', 30), lots, lots)
      .map(([works, last, this_]) => [
        ...works,
        { allocate: year - 1, minutes: last },
        { allocate: year, minutes: this_ },
      ])
      .chain((events) => fc.tuple(fc.constant(events), shuffled(events)))
    fc.assert(
      fc.property(orders, (orders) => {
        const [one, other] = orders.map((order) => {
          const ledger = new Ledger('2026-09-20')
          for (const event of order)
            if ('allocate' in event) ledger.allocate(event.allocate, event.minutes)
            else ledger.log(event)
          ledger.reclaim()
          return [year - 1, year].map((each) => ledger.account(each))
        }) as [Account[], Account[]]
        expect(other.map(lotsOf)).toEqual(one.map(lotsOf))
        expect(other.map(({ unclaimed }) => unclaimed)).toEqual(one.map(({ unclaimed }) => unclaimed))
      }),
      { numRuns: 150 },
    )
  })

  it('D1: lines of work and their reversals add up to the same sums in any order', () => {
    fc.assert(
      fc.property(histories, fc.infiniteStream(fc.nat()), (steps, random) => {
        const ledger = play(steps, () => {})
        for (const [year, account] of ledger.accounts) {
          const entries = ledger.entries.filter((entry) => entry.year === year)
          const isMoving = ({ kind }: Entry) => kind === 'work' || kind === 'reversal' || kind === 'nil'
          const places = new Map(entries.map((entry) => [entry.seq, random.next().value]))
          const mixed = entries.filter(isMoving).sort((a, b) => places.get(a.seq)! - places.get(b.seq)!)
          const { seq, policy, ...sums } = replay(year, [
            ...entries.filter((entry) => !isMoving(entry)),
            ...mixed,
          ])
          expect(sums).toEqual({ ...account, seq: undefined, policy: undefined })
          expect([seq, policy].every(Number.isInteger)).toBe(true)
        }
      }),
      { numRuns: 100 },
    )
  })
})
