// The policies that ship, and 004's consequences only where they were adopted.
import { expect, it } from 'vitest'
import { dailyRateIn, groupIds, policies, policyOf } from '../../src/domain/policy.ts'

it('there is one policy for each of the four groups', () =>
  expect(policies.map(({ group }) => group)).toEqual([...groupIds]))

it.each(groupIds)('C1: a day is paid £362 in the %s group', (group) => {
  expect([2024, 2026, 2030].map((year) => dailyRateIn(policyOf(group), year))).toEqual([
    36_200, 36_200, 36_200,
  ])
})

it('C1: a year before the first rate is paid at the first rate', () =>
  expect(dailyRateIn(policyOf('labour'), 2020)).toBe(36_200))

it('C1: each year is paid at the last rate that began by then', () => {
  const dailyRates = [
    { from: 2024, pence: 36_200 },
    { from: 2027, pence: 38_000 },
  ]
  const rates = [2026, 2027, 2028].map((year) => dailyRateIn({ ...policyOf('labour'), dailyRates }, year))
  expect(rates).toEqual([36_200, 38_000, 38_000])
})

it.each(groupIds)('C4: conferences in the %s group', (group) =>
  expect(policyOf(group).conferences).toBe(group === 'independent' ? 'unclaimed' : 'claimed'),
)
