// The demo group can be made on any date, and is what DESIGN.md says of it.
import { describe, expect, test } from 'vitest'
import { demoPeople, seedDemoGroup } from '../../src/app/demoGroup.ts'
import { readPerson } from '../../src/app/people/directory.ts'
import { emailId, groupPartition, hash, normalEmail } from '../../src/app/keys.ts'
import type { Store, Stored } from '../../src/app/ports.ts'
import { seeBalance } from '../../src/app/hours/seeBalance.ts'
import { dateAt, firstDayOf, nextPeriod, periodOf, yearOf } from '../../src/domain/calendar.ts'
import type { Person } from '../../src/domain/person.ts'
import { isSatisfied } from '../../src/domain/returns.ts'
import { days, hours } from '../support/ledger.ts'
import { ledgerOf, openUseCases } from '../support/useCases.ts'

const everywhere = { from: '-', to: '~~' }

async function person(store: Store, name: (typeof demoPeople)[number]['name']): Promise<Person> {
  const { email } = demoPeople.find((each) => each.name === name)!
  const stored = await store.get(groupPartition('independent'), emailId(email))
  return (await readPerson(store, 'independent', String(stored?.doc['person'])))!
}

async function documents(store: Store): Promise<Stored[]> {
  const found: Stored[] = []
  for await (const stored of store.list(groupPartition('independent'), everywhere)) found.push(stored)
  for (const { email } of demoPeople) {
    const id = hash('independent', normalEmail(email)).slice(0, 16)
    for await (const stored of store.list(`peer~independent~${id}`, everywhere)) found.push(stored)
  }
  return found
}

describe.each([
  '2026-09-01',
  '2026-09-02',
  '2026-11-30',
  '2026-12-31',
  '2028-02-29',
  '2026-08-31',
  '2026-03-29',
  '2026-10-25',
])('the demo group made on %s', (today) => {
  test('has the people, the allocations and the past that it is said to have; made twice it is the same', async () => {
    const useCases = await openUseCases(today)
    const { deps, store } = useCases
    await seedDemoGroup(deps)
    const [alex, isaiah, megan] = [
      await person(store, 'Alex Wilber'),
      await person(store, 'Isaiah Langer'),
      await person(store, 'Megan Bowen'),
    ]
    const year = yearOf(today)

    const balance = async (who: Person) => {
      const seen = await seeBalance(deps, who, who)
      if (!seen.ok) throw new Error(seen.error.type)
      return seen.value
    }
    expect(await balance(alex)).toMatchObject({
      year,
      carried: { given: hours(6), left: hours(6) },
      allocation: { given: days(20), left: days(20) },
      unclaimed: 0,
    })
    expect(await balance(isaiah)).toMatchObject({
      allocation: { given: days(2), left: 0 },
      remaining: 0,
      unclaimed: 0,
    })
    expect(await balance(megan)).toMatchObject({ allocation: { given: days(30), left: days(30) } })
    expect((await ledgerOf(store, await person(store, 'Lynne Robbins'))).accounts.size).toBe(0)

    for (const who of [alex, isaiah, megan]) {
      const { accounts, entries } = await ledgerOf(store, who)
      const account = accounts.get(year)!
      for (let period = periodOf(firstDayOf(year)); period < periodOf(today); period = nextPeriod(period))
        expect([period, isSatisfied(account, period)]).toEqual([period, true])
      // Each thing happened on a date of its own, none of them to come.
      for (const { at, on } of entries) {
        expect(dateAt(at)).toBe(on)
        expect(on <= today).toBe(true)
      }
    }

    const before = await documents(store)
    expect(before.filter(({ doc }) => doc.type === 'person')).toHaveLength(7)
    await seedDemoGroup(deps)
    expect(await documents(store)).toEqual(before)
    await useCases.close()
  })
})

test('the demo group that has aged is left alone: another year, and the one after the next', async () => {
  const useCases = await openUseCases('2026-11-20')
  const { deps, store } = useCases
  await seedDemoGroup(deps)
  const before = await documents(store)
  for (const later of ['2027-11-20', '2028-11-20', '2030-11-20']) {
    useCases.on(later)
    await seedDemoGroup(deps)
    expect(await documents(store)).toEqual(before)
  }
  await useCases.close()
})

test('the demo group made by two at once is there once', async () => {
  const useCases = await openUseCases('2026-11-20')
  const { deps, store } = useCases
  await Promise.all([seedDemoGroup(deps), seedDemoGroup(deps), seedDemoGroup(deps)])
  const alex = await person(store, 'Alex Wilber')
  expect((await ledgerOf(store, alex)).accounts.get(2026)).toMatchObject({ carried: hours(6) })
  const before = await documents(store)
  await seedDemoGroup(deps)
  expect(await documents(store)).toEqual(before)
  await useCases.close()
})
