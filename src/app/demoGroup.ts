// The demo group: Microsoft's sample people in the Independent Group, with a year behind them. Amounts are relative to
// the clock's meeting year, and everything happened through the rules at a date of its own.
import { setAllocation } from '../domain/allocate.ts'
import { type Book, writingAt, type Writing } from '../domain/book.ts'
import {
  addDays,
  firstDayOf,
  nextPeriod,
  periodOf,
  yearOf,
  dateAt,
  type LocalDate,
} from '../domain/calendar.ts'
import { nineOn } from '../domain/hours.ts'
import { dayMinutes } from '../domain/money.ts'
import type { Person, Role } from '../domain/person.ts'
import { policyOf } from '../domain/policy.ts'
import { emptyPot } from '../domain/pot.ts'
import type { RegionId } from '../domain/regions.ts'
import type { Result } from '../domain/result.ts'
import { fileNil } from '../domain/returns.ts'
import { logWork } from '../domain/work.ts'
import type { Work } from '../domain/workLines.ts'
import { writesOf } from './hours/change.ts'
import { addPerson } from './people/directory.ts'
import type { Deps } from './deps.ts'
import { habitsId, noHabits } from './outbox/habits.ts'
import { groupPartition, peerPartition, potId, potPartition } from './keys.ts'
import { readBook } from './hours/ledger.ts'
import { startTimers } from './outbox/timers.ts'

interface DemoPerson {
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly regions: readonly RegionId[]
}

const group = 'independent'

export const demoPeople = [
  { name: 'Alex Wilber', email: 'alexw@example.com', role: 'regional-lead', regions: ['south-west'] },
  {
    name: 'Isaiah Langer',
    email: 'isaiahl@example.com',
    role: 'regional-lead',
    regions: ['east-of-england'],
  },
  { name: 'Lynne Robbins', email: 'lynner@example.com', role: 'member-peer', regions: ['wales'] },
  { name: 'Megan Bowen', email: 'meganb@example.com', role: 'national-lead', regions: [] },
  { name: 'Adele Vance', email: 'adelev@example.com', role: 'head-of-office', regions: [] },
  { name: 'Patti Fernandez', email: 'pattif@example.com', role: 'office-staff', regions: [] },
  { name: 'Diego Siciliani', email: 'diegos@example.com', role: 'group-leader', regions: [] },
] as const satisfies readonly DemoPerson[]

/**
 * Adds whoever and whatever is missing; a ledger that exists is left alone.
 * @param quietHours whether people have the usual ones; without them every message comes at once, whenever the demo is seen.
 */
export async function seedDemoGroup({ store, clock }: Deps, quietHours = false): Promise<void> {
  const today = dateAt(clock.now())
  const start = firstDayOf(yearOf(today))
  const joinedOn = firstDayOf(yearOf(today) - 2)
  const people = new Map<string, Person>()
  for (const each of demoPeople) {
    const person = await addPerson(store, { group, joinedOn, ...each })
    if (!quietHours)
      await store.commit(groupPartition(group), [
        { op: 'create', id: habitsId(person.id), doc: { ...noHabits, anyHour: true } },
      ])
    await startTimers(store, person)
    people.set(each.name, person)
  }
  const adele = people.get('Adele Vance')?.id ?? ''
  const ledgers: Record<string, (story: Story) => void> = {
    'Alex Wilber': (story) => {
      const last = firstDayOf(yearOf(today) - 1)
      story.allocate(last, 20 * dayMinutes)
      // 24 days of work, 154 h together: 6 h of last year's 160 h are carried over.
      for (let month = 0; month < 12; month++) {
        const minutes = month === 11 ? 330 : 390
        story.log(addDays(last, month * 30 + 4), minutes)
        story.log(addDays(last, month * 30 + 18), minutes)
      }
      story.allocate(start, 20 * dayMinutes)
      story.nilReturns(start)
    },
    'Isaiah Langer': (story) => {
      story.allocate(start, 2 * dayMinutes)
      story.log(start, dayMinutes)
      story.log([addDays(start, 1), today].sort()[0] ?? start, dayMinutes)
      story.nilReturns(start)
    },
    'Megan Bowen': (story) => {
      story.allocate(start, 30 * dayMinutes)
      story.nilReturns(start)
    },
  }
  // Y2: 80 days given, 52 with peers, and 15 in the pot.
  const year = yearOf(today)
  const pot = {
    ...emptyPot(group, year),
    given: 80 * dayMinutes,
    allocated: 52 * dayMinutes,
    funded: 15 * dayMinutes,
  }
  await store.commit(potPartition(group, year), [{ op: 'create', id: potId, doc: pot }])
  for (const [name, tell] of Object.entries(ledgers)) {
    const person = people.get(name)
    if (!person) continue
    const pk = peerPartition(person)
    const read = await readBook(store, pk, [yearOf(today)])
    if (read.book.accounts.size > 0 || read.years) continue
    const story = new Story(read.book, person, adele, today)
    tell(story)
    await store.commit(pk, writesOf(read, story.book))
  }
}

/** Tells what happened to one peer, each thing on its own date. */
class Story {
  book: Book
  readonly #person: Person
  readonly #office: string
  readonly #today: LocalDate

  constructor(book: Book, person: Person, office: string, today: LocalDate) {
    this.book = book
    this.#person = person
    this.#office = office
    this.#today = today
  }

  allocate(from: LocalDate, minutes: number): void {
    const allocation = { year: yearOf(from), minutes, from, reason: 'Agreed by the Group Executive' }
    this.#take(setAllocation(this.book, allocation, this.#writing(from, 'office')))
  }

  log(date: LocalDate, minutes: number): void {
    const work: Work = { date, minutes, activity: 'proactive', askedBy: 'office' }
    this.#take(logWork(this.book, [work], this.#person, this.#writing(date, 'peer'), true))
  }

  /** P13: one for each month that is over and has nothing logged in it. */
  nilReturns(from: LocalDate): void {
    for (let period = periodOf(from); period < periodOf(this.#today); period = nextPeriod(period))
      if ((this.book.account(yearOf(from)).periods[period] ?? 0) === 0)
        this.#take(fileNil(this.book, period, this.#writing(`${nextPeriod(period)}-01`, 'peer')))
  }

  #writing(on: LocalDate, as: Writing['as']): Writing {
    const by = as === 'office' ? this.#office : this.#person.id
    return writingAt(nineOn(on), by, as, policyOf(group))
  }

  #take(result: Result<Book, unknown>): void {
    if (!result.ok) throw new Error(`the demo group cannot be made: ${JSON.stringify(result.error)}`)
    this.book = result.value
  }
}
