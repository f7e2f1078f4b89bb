// A command is one change, however often it arrives and whatever happens on the way: its id is the business key.
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { shareDays } from '../../src/app/years/shareDays.ts'
import { allocateDays } from '../support/allocateDays.ts'
import { previewLedger, type Command } from '../../src/app/hours/change.ts'
import { correct, reclaimHours, undo } from '../../src/app/hours/changeEntry.ts'
import type { Deps } from '../../src/app/deps.ts'
import { accountId } from '../../src/app/keys.ts'
import { logHours } from '../../src/app/hours/logHours.ts'
import { fileNilReturn } from '../../src/app/hours/nilReturn.ts'
import type { Store } from '../../src/app/ports.ts'
import type { Person } from '../../src/domain/person.ts'
import type { Work } from '../../src/domain/workLines.ts'
import { days, hours, workOn } from '../support/ledger.ts'
import { beforeCommits, withFaults, type Fault } from '../support/storeWrappers.ts'
import {
  allocate,
  commandOf,
  depsOn,
  done,
  expectWhole,
  head,
  ledgerOf,
  log,
  newPerson,
  noonOf,
  openUseCases,
  openWorkIn,
  refusalOf,
  type UseCases,
} from '../support/useCases.ts'

const today = '2026-11-20'
let useCases: UseCases
let deps: Deps
let store: Store
beforeAll(async () => {
  useCases = await openUseCases(today)
  ;({ deps, store } = useCases)
})
beforeEach(() => useCases.on(today))
afterAll(() => useCases.close())

/** A peer with 20 days for the year. */
async function newPeer(): Promise<Person> {
  const peer = newPerson()
  await allocate(deps, peer, 2026, days(20))
  return peer
}

const logging = (command: Command, minutes: number, more: Partial<Work> = {}, on: Deps = deps) =>
  logHours(on, command, { works: [workOn(today, minutes, more)], longDayAgreed: true })

describe('the same command again', () => {
  test('returns its first outcome, any number of times, and is there once', async () => {
    const peer = await newPeer()
    const command = commandOf(peer)
    const first = await logging(command, 60, { notes: 'Rutland' })
    for (let time = 0; time < 5; time += 1)
      expect(await logging(command, 60, { notes: 'Rutland' })).toEqual(first)
    expect(openWorkIn(await expectWhole(store, peer))).toHaveLength(1)
  })

  test('also when it arrives ten times at once', async () => {
    const peer = await newPeer()
    const command = commandOf(peer)
    const [first, ...others] = await Promise.all(Array.from({ length: 10 }, () => logging(command, 60)))
    expect(first).toMatchObject({ ok: true })
    for (const other of others) expect(other).toEqual(first)
    expect(openWorkIn(await expectWhole(store, peer))).toHaveLength(1)
  })

  test('also when others changed the ledger meanwhile: the figures are those of the first time', async () => {
    const peer = await newPeer()
    const command = commandOf(peer)
    const first = await logging(command, 60)
    await log(deps, peer, workOn('2026-11-19', 90))
    expect(await logging(command, 60)).toEqual(first)
  })

  test('whatever it does: allocate, nil return, undo, correct, re-claim, and works of several years', async () => {
    useCases.on('2026-09-20')
    const peer = newPerson()
    const changes: ((command: Command) => ReturnType<typeof undo>)[] = [
      (command) =>
        allocateDays(
          deps,
          { ...command, by: head },
          { year: 2025, minutes: hours(10), from: '2025-09-01', reason: 'agreed' },
        ),
      (command) => fileNilReturn(deps, command, '2026-08'),
      (command) =>
        logHours(deps, command, {
          works: [workOn('2026-09-10', hours(9)), workOn('2026-08-20', hours(3)), workOn('2026-09-11')],
          longDayAgreed: false,
        }),
      (command) =>
        correct(deps, command, {
          year: 2026,
          seq: 6,
          work: workOn('2026-08-21', hours(2)),
          longDayAgreed: false,
        }),
      (command) => undo(deps, command, 2025, [5]),
      (command) => reclaimHours(deps, command, [{ year: 2026, seq: 4 }]),
    ]
    for (const change of changes) {
      const command = commandOf(peer)
      const first = await change(command)
      expect(first).toMatchObject({ ok: true })
      const again = await Promise.all([change(command), change(command)])
      expect(again).toEqual([first, first])
    }
    await expectWhole(store, peer)
  })

  test('is refused with another body, whoever was first to be answered', async () => {
    const peer = await newPeer()
    const command = commandOf(peer)
    await done(logging(command, 60))
    expect(await refusalOf(logging(command, 75))).toEqual({ type: 'other-body' })
    expect(await refusalOf(undo(deps, command, 2026, [2]))).toEqual({ type: 'other-body' })
    // A body that the rules would refuse, too.
    expect(await refusalOf(logging(command, 7))).toEqual({ type: 'other-body' })
    const racing = commandOf(peer)
    const outcomes = await Promise.all([60, 75, 90].map((minutes) => logging(racing, minutes)))
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(openWorkIn(await expectWhole(store, peer))).toHaveLength(2)
  })

  test('of another person, or for another one, is another command', async () => {
    const [one, other] = [await newPeer(), await newPeer()]
    await done(logging(commandOf(one, { id: 'the same' }), 60))
    await done(logging(commandOf(other, { id: 'the same' }), 75))
    expect(openWorkIn(await ledgerOf(store, one))).toMatchObject([{ minutes: 60 }])
    expect(openWorkIn(await ledgerOf(store, other))).toMatchObject([{ minutes: 75 }])
  })

  test('D3: is looked up before a refusal: 13 h saved and sent again are not 26 h in a day', async () => {
    const peer = await newPeer()
    const command = commandOf(peer)
    const first = await logging(command, hours(13))
    expect(first).toMatchObject({ ok: true })
    expect(await logging(command, hours(13))).toEqual(first)
    expect(await refusalOf(logging(commandOf(peer), hours(13)))).toMatchObject({ type: 'day-full' })
  })

  test('D4: nor is it refused because the year closed meanwhile', async () => {
    const peer = await newPeer()
    const command = commandOf(peer)
    const first = await logging(command, 60)
    useCases.on('2027-10-02')
    expect(await logging(command, 60)).toEqual(first)
    expect(await refusalOf(logging(commandOf(peer), 60))).toMatchObject({ type: 'year-closed' })
  })

  test('D3: a yes to a long day is no other body', async () => {
    const peer = await newPeer()
    const command = commandOf(peer)
    const works = [workOn(today, hours(13))]
    expect(await refusalOf(logHours(deps, command, { works, longDayAgreed: false }))).toMatchObject({
      type: 'long-day',
    })
    const first = await logHours(deps, command, { works, longDayAgreed: true })
    expect(first).toMatchObject({ ok: true })
    expect(await logHours(deps, command, { works, longDayAgreed: false })).toEqual(first)
  })
})

describe('a refusal', () => {
  test('records nothing, and the corrected form may use its id again', async () => {
    const peer = await newPeer()
    const command = commandOf(peer)
    const before = await ledgerOf(store, peer)
    expect(await refusalOf(logging(command, 50))).toEqual({ type: 'minutes', minutes: 50 })
    expect(await refusalOf(logging(command, 60, { date: '2026-11-21' }))).toMatchObject({ type: 'future' })
    expect(await ledgerOf(store, peer)).toEqual(before)
    const first = await logging(command, 60)
    expect(first).toMatchObject({ ok: true })
    expect(await logging(command, 60)).toEqual(first)
  })

  test('of one piece of work refuses all of them', async () => {
    const peer = await newPeer()
    const works = [workOn('2026-11-19', 60), workOn(today, 50)]
    expect(await refusalOf(logHours(deps, commandOf(peer), { works, longDayAgreed: true }))).toBeDefined()
    expect(openWorkIn(await expectWhole(store, peer))).toEqual([])
  })

  test('L1: of whoever may not do it comes before anything is read', async () => {
    const [peer, other] = [await newPeer(), newPerson({ role: 'national-lead' })]
    const unused = withFaults(store, () => 'before')
    const change = logging(commandOf(peer, { by: other }), 60, {}, { ...deps, store: unused })
    expect(await refusalOf(change)).toEqual({ type: 'not-allowed' })
    const share = { person: peer.id, year: 2026, minutes: days(3), reason: 'please' }
    const press = { id: 'share', by: peer, deadline: Number.MAX_SAFE_INTEGER }
    expect(await refusalOf(shareDays(deps, press, share))).toEqual({ type: 'not-allowed' })
  })

  test('D5: of entries that are answered, or are none; entries named twice are answered once', async () => {
    const peer = await newPeer()
    const { year, seq } = await log(deps, peer, workOn(today, 60))
    await done(undo(deps, commandOf(peer), year, [seq, seq]))
    expect(await refusalOf(undo(deps, commandOf(peer), year, [seq]))).toMatchObject({
      type: 'answered',
      as: 'undo',
    })
    for (const none of [1, 3, 9])
      expect(await refusalOf(undo(deps, commandOf(peer), year, [none]))).toEqual({
        type: 'no-such-entry',
        year,
        seq: none,
      })
    await expectWhole(store, peer)
  })

  test('D2: entries to re-claim that are named twice, or answered since, are claimed once', async () => {
    const peer = newPerson()
    const [one, other] = [
      await log(deps, peer, workOn(today, 60)),
      await log(deps, peer, workOn('2026-11-19', 60)),
    ]
    await done(undo(deps, commandOf(peer), 2026, [other.seq]))
    await allocate(deps, peer, 2026, hours(2))
    const refs = [one, other, one].map(({ year, seq }) => ({ year, seq }))
    const { entries } = await done(reclaimHours(deps, commandOf(peer), refs))
    expect(entries).toMatchObject([{ kind: 'reversal', answers: one.seq }, { claimed: 60 }])
    await expectWhole(store, peer)
  })
})

describe('a preview', () => {
  test('tells what Save would do, and records nothing', async () => {
    const peer = await newPeer()
    const before = await ledgerOf(store, peer)
    const command = commandOf(peer)
    const request = { works: [workOn(today, 60)], longDayAgreed: false }
    const preview = await logHours(deps, command, request, previewLedger)
    expect(await ledgerOf(store, peer)).toEqual(before)
    expect(await logHours(deps, command, request)).toEqual(preview)
  })
})

describe('when the store fails', () => {
  type Ask =
    { do: 'log'; dates: number[]; minutes: number } | { do: 'undo' | 'correct' | 'reclaim'; pick: number }
  const asks: fc.Arbitrary<Ask> = fc.oneof(
    fc.record({
      do: fc.constant('log' as const),
      dates: fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 3 }),
      minutes: fc.integer({ min: 1, max: 16 }).map((quarters) => quarters * 15),
    }),
    fc.record({ do: fc.constantFrom('undo' as const, 'correct' as const), pick: fc.nat({ max: 9 }) }),
    fc.record({ do: fc.constant('reclaim' as const), pick: fc.nat({ max: 9 }) }),
  )
  const faults = fc.array(fc.constantFrom<Fault>('none', 'none', 'none', 'before', 'after'), {
    minLength: 1,
    maxLength: 60,
    size: 'max',
  })

  /** Does what is asked under one id, and presses again whenever the store was busy. */
  async function persist(on: Deps, peer: Person, ask: Ask): Promise<unknown> {
    const { entries } = await ledgerOf(store, peer)
    const works = entries.filter((entry) => entry.kind === 'work')
    const entry = 'pick' in ask ? works[ask.pick % works.length] : undefined
    const command = commandOf(peer)
    for (;;) {
      const outcome = await change({ ...command, deadline: on.clock.now() + 40 })
      if (outcome === undefined) return undefined
      if (outcome.ok || outcome.error.type !== 'busy') return outcome
    }

    async function change(command: Command) {
      if (ask.do === 'log') {
        const dates = ask.dates.map((back) => new Date(noonOf('2026-09-20') - back * 86_400_000))
        const works = dates.map((date) => workOn(date.toISOString().slice(0, 10), ask.minutes))
        return logHours(on, command, { works, longDayAgreed: true })
      }
      if (!entry) return undefined
      const { year, seq } = entry
      if (ask.do === 'undo') return undo(on, command, year, [seq])
      if (ask.do === 'reclaim') return reclaimHours(on, command, [{ year, seq }])
      return correct(on, command, { year, seq, work: workOn('2026-09-05', 45), longDayAgreed: true })
    }
  }

  test('before a commit or after it, or at a read: with the same id each command ends up there once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(asks, { minLength: 1, maxLength: 8 }), faults, async (asked, failing) => {
        let now = noonOf('2026-09-20')
        const clock = () => now
        const [calm, peer, fortunate] = [depsOn(store, clock), newPerson(), newPerson()]
        for (const each of [peer, fortunate]) {
          await allocate(calm, each, 2025, hours(12))
          await allocate(calm, each, 2026, hours(3))
        }
        let turn = 0
        const failingStore = withFaults(store, () => failing[turn++ % (failing.length + 12)] ?? 'none')
        const stormy = {
          ...depsOn(failingStore, clock),
          pause: async (ms: number) => void (now += Math.ceil(ms)),
        }
        for (const ask of asked) {
          const outcome = await persist(stormy, peer, ask)
          // A fault makes nothing differ from a day without faults, but for the time.
          expect(timeless(outcome, peer)).toEqual(timeless(await persist(calm, fortunate, ask), fortunate))
        }
        const { commands, ...ledger } = await expectWhole(store, peer)
        const { commands: others, ...other } = await expectWhole(store, fortunate)
        expect(commands).toHaveLength(others.length)
        expect(timeless([...ledger.entries], peer)).toEqual(timeless([...other.entries], fortunate))
        expect(ledger.accounts).toEqual(other.accounts)
      }),
      { numRuns: 60 },
    )
  })

  const timeless = (value: unknown, { id }: Person): unknown =>
    value === undefined
      ? undefined
      : JSON.parse(
          JSON.stringify(value)
            .replaceAll(/"at":\d+/g, '"at":0')
            .replaceAll(`"${id}"`, '"the peer"'),
        )

  /** Time passes with every pause. */
  function depsInTime(on: Store): { deps: Deps; waited: () => number; warned: string[] } {
    let now = noonOf(today)
    const start = now
    const warned: string[] = []
    const pause = async (ms: number) => void (now += Math.max(1, Math.ceil(ms)))
    const warn = (event: string) => void warned.push(event)
    return { deps: { ...depsOn(on, () => now), pause, warn }, waited: () => now - start, warned }
  }

  test.each(['before', 'after'] as const)(
    'for good, %s every commit: busy at the deadline; the same command again finds what is true',
    async (fault) => {
      const peer = await newPeer()
      const stormy = withFaults(store, (call) => (call === 'commit' ? fault : 'none'))
      const { deps: onStormy, waited, warned } = depsInTime(stormy)
      const command = commandOf(peer, { deadline: onStormy.clock.now() + 8_000 })
      expect(await refusalOf(logging(command, 60, {}, onStormy))).toEqual({ type: 'busy' })
      expect(waited()).toBeGreaterThan(7_000)
      expect(waited()).toBeLessThanOrEqual(8_000)
      expect(warned.length).toBeGreaterThan(10)
      expect(new Set(warned)).toEqual(new Set(['store fault in a change']))
      expect(openWorkIn(await ledgerOf(store, peer))).toHaveLength(fault === 'before' ? 0 : 1)
      await done(logging(command, 60))
      expect(openWorkIn(await expectWhole(store, peer))).toHaveLength(1)
    },
  )

  test('right after the commit and at every read that follows: busy, yet nothing is lost or doubled', async () => {
    const peer = await newPeer()
    let hasCommitted = false
    const failing = withFaults(store, () => (hasCommitted ? 'before' : 'none'))
    const lost: Store = {
      ...failing,
      async commit(pk, writes) {
        await failing.commit(pk, writes)
        hasCommitted = true
        return failing.commit(pk, writes)
      },
    }
    const { deps: onLost } = depsInTime(lost)
    const command = commandOf(peer, { deadline: onLost.clock.now() + 8_000 })
    expect(await refusalOf(logging(command, hours(13), {}, onLost))).toEqual({ type: 'busy' })
    await done(logging(command, hours(13)))
    expect(openWorkIn(await expectWhole(store, peer))).toHaveLength(1)
  })

  test('in a way that a retry does not mend: it is thrown at once', async () => {
    const peer = await newPeer()
    const broken: Store = {
      ...store,
      commit: async () => {
        throw new Error('a damaged document')
      },
    }
    await expect(logging(commandOf(peer), 60, {}, { ...deps, store: broken })).rejects.toThrow('damaged')
  })
})

describe('when others are always first', () => {
  test('the command is made as soon as they pause', async () => {
    const peer = await newPeer()
    let storms = 12
    const contested = beforeCommits(store, async () => {
      // Somebody else logs in between: a conflict as the store finds it.
      if (storms-- > 0) await log(deps, peer, workOn('2026-11-02', 15))
    })
    const receipt = await done(logging(commandOf(peer), 60, {}, { ...deps, store: contested }))
    expect(receipt.entries).toMatchObject([{ seq: 14, minutes: 60 }])
    expect(openWorkIn(await expectWhole(store, peer))).toHaveLength(13)
  })

  test('or busy at the deadline, and nothing is recorded', async () => {
    const peer = await newPeer()
    const contested = beforeCommits(store, async () => ({
      ok: false,
      conflict: { id: accountId(2026), found: 'changed' },
    }))
    let now = noonOf(today)
    const pause = async (ms: number) => void (now += Math.max(1, ms))
    const command = commandOf(peer, { deadline: now + 8_000 })
    const change = logging(command, 60, {}, { ...depsOn(contested, () => now), pause })
    expect(await refusalOf(change)).toEqual({ type: 'busy' })
    expect(openWorkIn(await expectWhole(store, peer))).toEqual([])
  })
})
