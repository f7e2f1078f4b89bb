// The policies that ship, and 004's consequences only where they were adopted.
import { describe, expect, it } from 'vitest'
import { isLogDue } from '../../src/domain/logDue.ts'
import {
  dailyRateIn,
  groupIds,
  policies,
  policyOf,
  readPolicies,
  type GroupId,
} from '../../src/domain/policy.ts'
import { arrive, emptyPot, hasAllKeys, turn } from '../../src/domain/pot.ts'
import { days, hours, peerOn, workOn } from '../support/ledger.ts'

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

describe('a policy that does not fit ends the start, in words that name the file and the field', () => {
  const good = Object.fromEntries(policies.map((policy) => [`${policy.group}.ts`, policy]))
  const withLabour = (more: object) => () =>
    readPolicies({ ...good, 'labour.ts': { ...policyOf('labour'), ...more } })
  it.each([
    [{ keys: [] }, /labour\.ts cannot be used\. keys: /],
    [{ conferences: 'sometimes' }, /labour\.ts cannot be used\. conferences: /],
    [{ dailyRates: [{ from: 2024, pence: 362.5 }] }, /labour\.ts cannot be used\. dailyRates\.0\.pence: /],
    [
      {
        dailyRates: [
          { from: 2026, pence: 1 },
          { from: 2024, pence: 1 },
        ],
      },
      /dailyRates: the rates go from/,
    ],
    [{ missedLog: 'told' }, /labour\.ts cannot be used\. the file: .*missedLog/],
    [{ group: 'independent' }, /has 0 policies for the group labour, not one/],
  ])('%j', (more, words) => expect(withLabour(more)).toThrow(words))
})

describe('a worked example of each group', () => {
  const conference = workOn('2026-11-10', hours(3), { activity: 'conference' })
  const direct = workOn('2026-11-12', hours(2), { askedBy: 'direct' })
  const afterWork = (group: GroupId) => {
    const ledger = peerOn('2026-11-20', { carried: hours(4), allocated: days(10), group })
    ledger.log(conference)
    ledger.log(direct)
    const { carried, allocation, held, unclaimed, payments } = ledger.balance(2026)
    return { carried: carried.left, allocation: allocation.left, held, unclaimed, august: payments[11] }
  }
  const [conservative, labour, liberalDemocrat, independent] = groupIds

  it('Conservative: three hours at a conference are claimed, from the carried hours first; no log is missed', () => {
    const held = { held: hours(2), unclaimed: 0, august: 30_174 }
    expect(afterWork(conservative)).toEqual({ carried: 0, allocation: hours(79), ...held })
    const account = peerOn('2026-12-10', { allocated: days(10), group: conservative }).account(2026)
    expect(isLogDue({ joinedOn: '2020-09-01' }, account, [], policyOf(conservative), '2026-11')).toBe(false)
  })

  it('Labour: one agreement grants days from the pot, the Head of Group Office’s, or the stand-in’s', () => {
    expect(policyOf(labour).keys).toEqual(['head'])
    const [ask, sum] = [
      { ...asked, minutes: hours(8) },
      { hours: 480, usable: 0, promised: 0, remaining: 0, shortfall: 480 },
    ]
    const { request } = arrive(
      { ...emptyPot(labour, 2026), funded: 480 },
      { id: 'r1', year: 2026, person: 'p1', at: 0, on: '2026-11-20', ask, sum },
    )
    const turned = turn(request, 'head', { by: 'p2', at: 0 })
    expect(turned.ok && hasAllKeys(turned.value, policyOf(labour).keys)).toBe(true)
    expect(turned.ok && hasAllKeys(turned.value, policyOf(independent).keys)).toBe(false)
    expect(afterWork(labour).unclaimed).toBe(0)
  })

  it('Liberal Democrat: what the region asks for directly is held, and four carried hours unused are £181.00 lapsed', () => {
    expect(afterWork(liberalDemocrat)).toMatchObject({ held: hours(2), carried: 0 })
    const idle = peerOn('2026-12-01', { carried: hours(4), allocated: days(1), group: liberalDemocrat })
    expect(idle.balance(2026).carried).toMatchObject({ lapsed: hours(4), lapsedPence: 18_100 })
  })

  it('Independent: the conference is unclaimed, so that two carried hours are left; a log is due', () => {
    expect(afterWork(independent)).toEqual({
      carried: hours(2),
      allocation: hours(80),
      held: hours(2),
      unclaimed: hours(3),
      august: 30_174,
    })
    const account = peerOn('2026-12-10', { allocated: days(10) }).account(2026)
    expect(isLogDue({ joinedOn: '2020-09-01' }, account, [], policyOf(independent), '2026-11')).toBe(true)
  })
})

const asked = {
  from: '2026-11-23',
  to: '2026-12-18',
  what: 'Work',
  strand: 'lga',
  askedBy: 'office',
} as const
