// X2: who turns which key, for every role, stand-in and requester; and who may name a stand-in.
import { describe, expect, it } from 'vitest'
import { roles, type Person, type Role } from '../../src/domain/person.ts'
import { policyOf, groupIds } from '../../src/domain/policy.ts'
import { keyToTurn, type KeyName, type TurnedKey } from '../../src/domain/request.ts'
import { isInForce, mayName, type StandIn } from '../../src/domain/standIn.ts'

const today = '2026-11-16'
const both = ['national', 'head'] as const
const person = (role: Role, more: Partial<Person> = {}): Person => ({
  type: 'person',
  v: 1,
  id: role,
  group: 'independent',
  name: role,
  email: `${role}@example.com`,
  role,
  regions: [],
  joinedOn: '2024-09-01',
  ...more,
})
const standIn = (who: Person, key: KeyName, more: Partial<StandIn> = {}): StandIn => ({
  type: 'stand-in',
  v: 1,
  id: 's1',
  key,
  person: who.id,
  by: 'group-leader',
  from: '2026-11-16',
  to: '2026-11-16',
  ...more,
})

/** The key turned, or why none is. */
function turned(
  by: Person,
  requester: Person,
  keys: Partial<Record<KeyName, TurnedKey>> = {},
  standIns: readonly StandIn[] = [],
  needed: readonly KeyName[] = both,
): string {
  const key = keyToTurn(by, requester, keys, needed, standIns, today)
  return key.ok ? key.value : key.error.type === 'key' ? key.error.problem : key.error.type
}

const peer = person('member-peer', { id: 'peer' })

describe('by role', () => {
  it.each(roles)('X2: a %s, for a member peer’s request and for the National Lead Peer’s own', (role) => {
    const keys: Partial<Record<Role, string>> = { 'national-lead': 'national', 'head-of-office': 'head' }
    expect(turned(person(role), peer)).toBe(keys[role] ?? 'not-yours')
    const lead = person('national-lead', { id: 'lead' })
    const forLead: Partial<Record<Role, string>> = { 'group-leader': 'national', 'head-of-office': 'head' }
    // Another National Lead Peer neither: the Group Leader turns it.
    expect(turned(person(role), lead)).toBe(forLead[role] ?? 'not-yours')
  })

  it.each(roles)('X2: a %s of another group turns nothing', (role) => {
    expect(turned(person(role, { group: 'labour' }), peer)).toBe('not-yours')
  })

  it.each(roles)('X2: a %s who asks turns no key of the request, stand-in or not', (role) => {
    const who = person(role)
    expect(turned(who, who, {}, [standIn(who, 'national'), standIn(who, 'head')])).toBe('own-request')
  })

  it.each([
    ['2026-11-15', 'not-yours'],
    ['2026-11-16', 'head'],
    ['2026-11-17', 'head'],
  ])('X2: whoever leaves on %s: %s', (leftOn, expected) => {
    expect(turned(person('head-of-office', { leftOn }), peer)).toBe(expected)
  })

  it('X2: a key is turned once, by whomever', () => {
    const head = { by: 'somebody', at: 1 }
    expect(turned(person('head-of-office'), peer, { head })).toBe('turned')
    expect(turned(person('national-lead'), peer, { head })).toBe('national')
  })

  it.each(groupIds)('X2: the keys of the %s group', (group) => {
    const keys = policyOf(group).keys
    expect(keys).toEqual(group === 'independent' ? ['national', 'head'] : ['head'])
    const expected = group === 'independent' ? 'national' : 'not-yours'
    expect(turned(person('national-lead', { group }), { ...peer, group }, {}, [], keys)).toBe(expected)
  })
})

describe('as a stand-in', () => {
  const deputy = person('regional-lead', { id: 'deputy' })

  it.each([
    ['2026-11-16', '2026-11-16', 'head'],
    ['2026-11-01', undefined, 'head'],
    ['2026-11-17', undefined, 'not-yours'],
    ['2026-11-01', '2026-11-15', 'not-yours'],
    ['2026-11-17', '2026-11-15', 'not-yours'],
  ])('X2: from %s to %s: %s', (from, to, expected) => {
    const { to: _to, ...standing } = standIn(deputy, 'head', { from })
    const named: StandIn = to === undefined ? standing : { ...standing, to }
    expect(turned(deputy, peer, {}, [named])).toBe(expected)
    expect(isInForce(named, today)).toBe(expected === 'head')
  })

  it('X2: one person never turns both keys, whichever was first and however entitled', () => {
    const standIns = [standIn(deputy, 'national'), standIn(deputy, 'head')]
    const by = { by: deputy.id, at: 1 }
    expect(turned(deputy, peer, {}, standIns)).toBe('national')
    expect(turned(deputy, peer, { national: by }, standIns)).toBe('both-keys')
    expect(turned(deputy, peer, { head: by }, standIns)).toBe('both-keys')
    expect(turned(deputy, peer, { national: { by: 'lead', at: 1 } }, standIns)).toBe('head')
    const head = person('head-of-office')
    expect(turned(head, peer, { head: { by: head.id, at: 1 } }, [standIn(head, 'national')])).toBe(
      'both-keys',
    )
  })

  it('X2: the National Lead Peer’s stand-in does not turn the key for the National Lead Peer’s own request', () => {
    const lead = person('national-lead')
    expect(turned(deputy, lead, {}, [standIn(deputy, 'national')])).toBe('not-yours')
    const leader = person('group-leader')
    const standIns = [standIn(leader, 'head')]
    expect(turned(leader, lead, {}, standIns)).toBe('national')
    expect(turned(leader, lead, { national: { by: leader.id, at: 1 } }, standIns)).toBe('both-keys')
  })
})

describe('naming a stand-in', () => {
  const named = (by: Role, stand: Role, key: KeyName, others: readonly StandIn[] = [], more = {}) => {
    const who = person(stand, { id: 'stand' })
    const may = mayName(person(by), who, { key, from: today, to: '2026-11-30', ...more }, others)
    return may.ok ? 'ok' : may.error.type === 'stand-in' ? may.error.problem : may.error.type
  }

  it.each(both.flatMap((key) => roles.map((role) => [role, key] as const)))(
    'X2: may a %s name one for the %s key?',
    (role, key) => {
      const isHolder = role === (key === 'national' ? 'national-lead' : 'head-of-office')
      const expected = isHolder || role === 'group-leader' ? 'ok' : 'not-yours-to-name'
      expect(named(role, 'member-peer', key)).toBe(expected)
    },
  )

  it.each([
    ['member-peer', 'ok', 'ok'],
    ['regional-lead', 'ok', 'ok'],
    ['group-leader', 'ok', 'ok'],
    ['office-staff', 'wrong-person', 'ok'],
    ['head-of-office', 'wrong-person', 'oneself'],
    ['national-lead', 'oneself', 'both-keys'],
  ] as const)('X2: a %s as the National Lead Peer’s (%s) and as the Head’s (%s)', (stand, national, head) => {
    expect(named('group-leader', stand, 'national')).toBe(national)
    expect(named('group-leader', stand, 'head')).toBe(head)
  })

  it.each([
    ['2026-11-01', '2026-11-15', 'ok'],
    ['2026-11-01', '2026-11-16', 'both-keys'],
    ['2026-11-30', undefined, 'both-keys'],
    ['2026-12-01', undefined, 'ok'],
    // Ended before it began.
    ['2026-11-20', '2026-11-19', 'ok'],
  ])('X2: who stands in for the other key from %s to %s: %s', (from, to, expected) => {
    const { to: _to, ...standing } = standIn(person('member-peer', { id: 'stand' }), 'head', { from })
    const other: StandIn = to === undefined ? standing : { ...standing, to }
    expect(named('group-leader', 'member-peer', 'national', [other])).toBe(expected)
    // For the same key, or somebody else, it does not matter.
    expect(named('group-leader', 'member-peer', 'head', [other])).toBe('ok')
    expect(named('group-leader', 'member-peer', 'national', [{ ...other, person: 'x' }])).toBe('ok')
  })

  it('X2: not backwards, and not across groups', () => {
    expect(named('group-leader', 'member-peer', 'head', [], { to: '2026-11-15' })).toBe('dates')
    const other = person('member-peer', { group: 'labour' })
    expect(mayName(person('group-leader'), other, { key: 'head', from: today }, []).ok).toBe(false)
  })
})
