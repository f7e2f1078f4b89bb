// L1, P6: who may do what to whom, cell by cell, written out apart from the table in the rules.
import { describe, expect, it } from 'vitest'
import { actions, mayDo, mayReview, type Action } from '../../src/domain/permissions.ts'
import { Person, roles, roleTitle, type Role } from '../../src/domain/person.ts'
import type { GroupId } from '../../src/domain/policy.ts'
import type { RegionId } from '../../src/domain/regions.ts'

const person = (id: string, role: Role, regions: RegionId[], group: GroupId = 'independent'): Person =>
  Person.parse({
    type: 'person',
    v: 1,
    id,
    group,
    name: id,
    email: `${id}@example.com`,
    role,
    regions,
    joinedOn: '2026-09-01',
  })

const Y = true
const N = false
const subjects = [
  'themselves',
  'a peer of their region',
  'a peer of another region',
  'a peer of another group',
] as const

const table: Record<Role, Record<Action, readonly [boolean, boolean, boolean, boolean]>> = {
  'member-peer': {
    'log-hours': [Y, N, N, N],
    'log-for': [N, N, N, N],
    'see-hours': [Y, N, N, N],
    'see-notes': [Y, N, N, N],
    review: [N, N, N, N],
    allocate: [N, N, N, N],
    invite: [N, N, N, N],
    'see-pot': [N, N, N, N],
    'fund-pot': [N, N, N, N],
    clear: [N, N, N, N],
    revoke: [N, N, N, N],
    'check-logs': [N, N, N, N],
    export: [Y, N, N, N],
    erase: [N, N, N, N],
    amend: [N, N, N, N],
    'settle-hours': [N, N, N, N],
    'see-pay': [Y, N, N, N],
    'close-year': [N, N, N, N],
    'keep-register': [Y, N, N, N],
    'see-register': [Y, N, N, N],
    'see-sensitive': [Y, N, N, N],
    'see-register-status': [Y, N, N, N],
    'remind-register': [N, N, N, N],
    'executive-update': [N, N, N, N],
    'annual-report': [N, N, N, N],
    audit: [N, N, N, N],
    verify: [N, N, N, N],
  },
  'regional-lead': {
    'log-hours': [Y, N, N, N],
    'log-for': [N, N, N, N],
    'see-hours': [Y, Y, N, N],
    'see-notes': [Y, N, N, N],
    review: [N, Y, N, N],
    allocate: [N, N, N, N],
    invite: [N, N, N, N],
    'see-pot': [N, N, N, N],
    'fund-pot': [N, N, N, N],
    clear: [N, N, N, N],
    revoke: [N, N, N, N],
    'check-logs': [Y, Y, N, N],
    export: [Y, N, N, N],
    erase: [N, N, N, N],
    amend: [N, N, N, N],
    'settle-hours': [N, N, N, N],
    'see-pay': [Y, N, N, N],
    'close-year': [N, N, N, N],
    'keep-register': [Y, N, N, N],
    'see-register': [Y, N, N, N],
    'see-sensitive': [Y, N, N, N],
    'see-register-status': [Y, Y, N, N],
    'remind-register': [N, N, N, N],
    'executive-update': [N, N, N, N],
    'annual-report': [N, N, N, N],
    audit: [N, N, N, N],
    verify: [N, N, N, N],
  },
  'national-lead': {
    'log-hours': [Y, N, N, N],
    'log-for': [N, N, N, N],
    'see-hours': [Y, Y, Y, N],
    'see-notes': [Y, N, N, N],
    review: [N, Y, Y, N],
    allocate: [N, N, N, N],
    invite: [N, N, N, N],
    'see-pot': [Y, Y, Y, N],
    'fund-pot': [N, N, N, N],
    clear: [N, N, N, N],
    revoke: [N, N, N, N],
    'check-logs': [Y, Y, Y, N],
    export: [Y, N, N, N],
    erase: [N, N, N, N],
    amend: [N, N, N, N],
    'settle-hours': [N, N, N, N],
    'see-pay': [Y, N, N, N],
    'close-year': [N, N, N, N],
    'keep-register': [Y, N, N, N],
    'see-register': [Y, Y, Y, N],
    'see-sensitive': [Y, N, N, N],
    'see-register-status': [Y, Y, Y, N],
    'remind-register': [N, N, N, N],
    'executive-update': [Y, Y, Y, N],
    'annual-report': [Y, Y, Y, N],
    audit: [N, N, N, N],
    verify: [N, N, N, N],
  },
  'head-of-office': {
    'log-hours': [N, N, N, N],
    'log-for': [Y, Y, Y, N],
    'see-hours': [Y, Y, Y, N],
    'see-notes': [Y, Y, Y, N],
    review: [N, Y, Y, N],
    allocate: [Y, Y, Y, N],
    invite: [Y, Y, Y, N],
    'see-pot': [Y, Y, Y, N],
    'fund-pot': [Y, Y, Y, N],
    clear: [Y, Y, Y, N],
    revoke: [Y, Y, Y, N],
    'check-logs': [Y, Y, Y, N],
    export: [Y, Y, Y, N],
    erase: [Y, Y, Y, N],
    amend: [Y, Y, Y, N],
    'settle-hours': [Y, Y, Y, N],
    'see-pay': [Y, Y, Y, N],
    'close-year': [Y, Y, Y, N],
    'keep-register': [N, N, N, N],
    'see-register': [Y, Y, Y, N],
    'see-sensitive': [Y, Y, Y, N],
    'see-register-status': [Y, Y, Y, N],
    'remind-register': [Y, Y, Y, N],
    'executive-update': [Y, Y, Y, N],
    'annual-report': [Y, Y, Y, N],
    audit: [Y, Y, Y, N],
    verify: [Y, Y, Y, N],
  },
  'office-staff': {
    'log-hours': [N, N, N, N],
    'log-for': [Y, Y, Y, N],
    'see-hours': [Y, Y, Y, N],
    'see-notes': [Y, Y, Y, N],
    review: [N, Y, Y, N],
    allocate: [N, N, N, N],
    invite: [Y, Y, Y, N],
    'see-pot': [Y, Y, Y, N],
    'fund-pot': [N, N, N, N],
    clear: [N, N, N, N],
    revoke: [N, N, N, N],
    'check-logs': [Y, Y, Y, N],
    export: [Y, Y, Y, N],
    erase: [N, N, N, N],
    amend: [Y, Y, Y, N],
    'settle-hours': [N, N, N, N],
    'see-pay': [Y, Y, Y, N],
    'close-year': [Y, Y, Y, N],
    'keep-register': [N, N, N, N],
    'see-register': [N, N, N, N],
    'see-sensitive': [N, N, N, N],
    'see-register-status': [Y, Y, Y, N],
    'remind-register': [Y, Y, Y, N],
    'executive-update': [N, N, N, N],
    'annual-report': [Y, Y, Y, N],
    audit: [Y, Y, Y, N],
    verify: [Y, Y, Y, N],
  },
  'group-leader': {
    'log-hours': [N, N, N, N],
    'log-for': [N, N, N, N],
    'see-hours': [Y, Y, Y, N],
    'see-notes': [N, N, N, N],
    review: [N, N, N, N],
    allocate: [N, N, N, N],
    invite: [N, N, N, N],
    'see-pot': [Y, Y, Y, N],
    'fund-pot': [N, N, N, N],
    clear: [N, N, N, N],
    revoke: [N, N, N, N],
    'check-logs': [Y, Y, Y, N],
    export: [N, N, N, N],
    erase: [N, N, N, N],
    amend: [N, N, N, N],
    'settle-hours': [N, N, N, N],
    'see-pay': [N, N, N, N],
    'close-year': [N, N, N, N],
    'keep-register': [N, N, N, N],
    'see-register': [N, N, N, N],
    'see-sensitive': [N, N, N, N],
    'see-register-status': [Y, Y, Y, N],
    'remind-register': [N, N, N, N],
    'executive-update': [N, N, N, N],
    'annual-report': [Y, Y, Y, N],
    audit: [N, N, N, N],
    verify: [N, N, N, N],
  },
}

describe.each(roles)('L1: a %s', (role) => {
  const asker = person('asker', role, ['wales', 'south-west'])
  const subjectOf = {
    themselves: asker,
    'a peer of their region': person('near', 'member-peer', ['south-west', 'london']),
    'a peer of another region': person('far', 'member-peer', ['north-east']),
    'a peer of another group': person('other', 'member-peer', ['south-west'], 'labour'),
  }
  const cells = actions.flatMap((action) =>
    subjects.map((subject, at) => ({
      action,
      subject,
      may: table[role][action][at] ? 'may' : 'may not',
      at,
    })),
  )

  it.each(cells)(`L1: ${roleTitle(role)} $may $action for $subject`, ({ action, subject, at }) =>
    expect(mayDo(asker, action, subjectOf[subject])).toBe(table[role][action][at]),
  )
})

it('L1: a regional lead reaches other leads of the region, and nobody who has no region', () => {
  const lead = person('lead', 'regional-lead', ['wales'])
  expect(mayDo(lead, 'see-hours', person('second', 'regional-lead', ['wales']))).toBe(true)
  expect(mayDo(lead, 'see-hours', person('nowhere', 'member-peer', []))).toBe(false)
  const moved = person('moved', 'regional-lead', [])
  expect(mayDo(moved, 'see-hours', person('nowhere', 'member-peer', []))).toBe(false)
  expect(mayDo(moved, 'see-hours', moved)).toBe(true)
})

it('P2: the National Lead Peer is reviewed by the Head of Group Office and the Group Leader, and nobody by themselves', () => {
  const everybody = roles.map((role) => person(role, role, ['wales']))
  const reviewersOf = (id: string) => {
    const subject = everybody.find((each) => each.id === id)
    return everybody.filter((each) => subject && mayReview(each, subject)).map(({ role }) => role)
  }
  expect(reviewersOf('national-lead')).toEqual(['head-of-office', 'group-leader'])
  expect(reviewersOf('member-peer')).toEqual([
    'regional-lead',
    'national-lead',
    'head-of-office',
    'office-staff',
  ])
  expect(reviewersOf('regional-lead')).toEqual(['national-lead', 'head-of-office', 'office-staff'])
  // Who logs no hours is no peer.
  expect([...reviewersOf('office-staff'), ...reviewersOf('group-leader')]).toEqual([])
  const [second, other] = [person('second', 'national-lead', []), person('far', 'group-leader', [], 'labour')]
  expect(everybody.filter((each) => mayReview(second, each)).map(({ role }) => role)).toEqual([
    'member-peer',
    'regional-lead',
  ])
  expect(mayReview(other, second)).toBe(false)
})
