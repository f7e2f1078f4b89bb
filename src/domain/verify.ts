// What a ledger is held against: an account against its own entries, neighbouring years against each other, a pot against its
// requests, and what both sides of a grant or an allocation say. Pure; the differences are values, and there should be none.
import { applyEntry, emptyAccount, type Account } from './account.ts'
import { carriesOn, grantsOf, lotsOf, writtenOffOf } from './lots.ts'
import type { MeetingYear } from './calendar.ts'
import type { Entry, Reversal, WorkEntry } from './entry.ts'
import { availableIn, unallocatedIn, type Pot, type PotRequest } from './pot.ts'

export type Difference =
  /** The account says something else than its entries. */
  | { type: 'account'; field: string; stored: string; replayed: string }
  | { type: 'no-account' }
  | { type: 'unlisted-account' }
  | { type: 'unreadable'; document: string }
  /** Entries are numbered 1, 2, 3 …; the number that was found where another was expected. */
  | { type: 'numbering'; expected: number; found: number }
  /** minutes = claimed + held + granted + unclaimed. */
  | { type: 'amounts'; seq: number }
  /** D5: an entry is answered at most once, by a reversal of exactly its amounts, and both sides know it. */
  | { type: 'answer'; seq: number; by: number }
  /** allocated + carried in + granted = drawn + held + available + lapsed + carried on, in minutes. */
  | { type: 'conservation'; given: number; accounted: number }
  | { type: 'overdrawn'; lot: 'carried' | 'allocation' | 'grants'; minutes: number }
  /** C2: what a year carries on is what the next one takes in. */
  | { type: 'carried'; takesIn: number; carriesOn: number }
  /** X1, Y2: a figure of the pot, and what its requests, allocations or its own sum say. */
  | { type: 'pot'; figure: PotFigure; stored: number; counted: number }
  /** X4: a grant in the pot and in the account. */
  | { type: 'grant'; request: number; inPot: number; inAccount: number }
  /** Y2: an allocation in the pot and in the account. */
  | { type: 'share'; inPot: number; inAccount: number }

export type PotFigure =
  'allocated' | 'reserved' | 'granted' | 'waiting' | 'requests' | 'claims' | 'funded' | 'given'

type Counted = NonNullable<Reversal['work']>

/** One year of a peer, held against its entries as they come by, in order. Keeps the amounts of that year's work. */
export class YearCheck {
  readonly differences: Difference[] = []
  readonly #work = new Map<number, Counted>()
  readonly #answered = new Map<number, number>()
  #account: Account
  #drawn = 0
  #held = 0

  constructor(year: MeetingYear) {
    this.#account = emptyAccount(year)
  }

  add(entry: Entry): void {
    const expected = this.#account.seq + 1
    if (entry.seq !== expected) this.differences.push({ type: 'numbering', expected, found: entry.seq })
    this.#account = applyEntry(this.#account, entry)
    if (entry.kind === 'work') this.#enter(entry)
    if (entry.kind === 'reversal') this.#takeBack(entry)
  }

  #enter(entry: WorkEntry): void {
    const { minutes, claimed, held, granted = 0, unclaimed } = entry
    if (minutes !== claimed + held + granted + unclaimed)
      this.differences.push({ type: 'amounts', seq: entry.seq })
    this.#work.set(entry.seq, entry)
    this.#drawn += claimed + granted
    this.#held += held
  }

  #takeBack({ seq, answers, work }: Reversal): void {
    const taken = this.#work.get(answers)
    if (this.#answered.has(answers) || (work && !(taken && isSame(taken, work))))
      this.differences.push({ type: 'answer', seq: answers, by: seq })
    this.#answered.set(answers, seq)
    this.#drawn -= (work?.claimed ?? 0) + (work?.granted ?? 0)
    this.#held -= work?.held ?? 0
  }

  /** The account as it is stored; `answers`: by the number of the entry, the reversal that answers it; `before`: the year before. */
  end(
    stored: Account,
    answers: ReadonlyMap<number, number>,
    before: Account | undefined,
  ): readonly Difference[] {
    this.differences.push(...fieldsThatDiffer(stored, this.#account))
    for (const seq of new Set([...answers.keys(), ...this.#answered.keys()])) {
      const [known, by] = [answers.get(seq), this.#answered.get(seq)]
      if (known !== by) this.differences.push({ type: 'answer', seq, by: by ?? known ?? 0 })
    }
    this.#conserve(stored)
    const carried = before ? carriesOn(before) : undefined
    if (carried !== undefined && carried !== stored.carried)
      this.differences.push({ type: 'carried', takesIn: stored.carried, carriesOn: carried })
    return this.differences
  }

  /** What was drawn and held is counted from the entries, and what is left from the stored sums. */
  #conserve(stored: Account): void {
    const { carried, allocation } = lotsOf(stored)
    const grants = grantsOf(stored)
    const given = allocation.given + carried.given + grants.given
    const used = this.#drawn + this.#held + (stored.opening?.used ?? 0)
    const accounted = used + carried.left + writtenOffOf(stored) + allocation.left + grants.left
    if (given !== accounted) this.differences.push({ type: 'conservation', given, accounted })
    for (const [lot, { left }] of Object.entries({ carried, allocation, grants }))
      if (left < 0)
        this.differences.push({
          type: 'overdrawn',
          lot: lot as 'carried' | 'allocation' | 'grants',
          minutes: -left,
        })
  }
}

const amounts = ['date', 'minutes', 'claimed', 'held', 'unclaimed', 'early', 'granted', 'chargeTo'] as const
const isSame = (one: Counted, other: Counted): boolean => amounts.every((each) => one[each] === other[each])

function fieldsThatDiffer(stored: Account, replayed: Account): Difference[] {
  const fields = [...new Set([...Object.keys(stored), ...Object.keys(replayed)])] as (keyof Account)[]
  return fields.flatMap((field) => {
    const [was, is] = [written(stored[field]), written(replayed[field])]
    return was === is ? [] : [{ type: 'account' as const, field, stored: was, replayed: is }]
  })
}

/** The same text for the same value, whatever the order of its keys. */
function written(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${fields.map(([key, inner]) => `${key}: ${written(inner)}`).join(', ')}}`
}

/** What a peer has of a pot, as the pot's partition and the peer's account say it; minutes. */
export interface Held {
  readonly share: number | undefined
  readonly allocation: number
}

/** A pot, held against its requests as they come by, and against what peers have. */
export class PotCheck {
  #reserved = 0
  #granted = 0
  #waiting = 0
  #requests = 0
  #last = 0
  #claims = 0
  #allocated = 0

  request({ state, sum, grant, seq }: PotRequest): void {
    this.#requests++
    this.#last = Math.max(this.#last, seq)
    if (state === 'reserved') this.#reserved += sum.shortfall
    if (state === 'waiting') this.#waiting++
    if (grant) [this.#granted, this.#claims] = [this.#granted + grant.minutes, this.#claims + 1]
  }

  peer({ share, allocation }: Held): void {
    this.#allocated += share ?? allocation
  }

  end(pot: Pot): Difference[] {
    const counted: [PotFigure, number, number][] = [
      ['allocated', pot.allocated, this.#allocated],
      ['reserved', pot.reserved, this.#reserved],
      ['granted', pot.granted, this.#granted],
      ['waiting', pot.waiting, this.#waiting],
      ['requests', pot.requests, this.#requests],
      ['requests', pot.requests, this.#last],
      ['claims', pot.claims, this.#claims],
      // X1: funded = available + reserved + granted, and none below nought; Y2: given is at least what is allocated and funded.
      ['funded', pot.funded, pot.funded + Math.max(0, -availableIn(pot))],
      ['given', pot.given, pot.given + Math.max(0, -unallocatedIn(pot))],
    ]
    return counted
      .filter(([, stored, found]) => stored !== found)
      .map(([figure, stored, found]) => ({ type: 'pot', figure, stored, counted: found }))
  }
}
