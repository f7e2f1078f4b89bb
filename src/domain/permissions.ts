// Who may do what to whom: one table (role, group, region), asked at the start of every use case. Cards hide what
// one may not do; the use case refuses it anyway.
import type { Person, Role } from './person.ts'

export const actions = [
  'log-hours',
  'log-for',
  'see-hours',
  'see-notes',
  'review',
  'allocate',
  'invite',
  'see-pot',
  'fund-pot',
  'clear',
  'revoke',
  'check-logs',
  'export',
  'erase',
  'amend',
  'settle-hours',
  'see-pay',
  'close-year',
  'keep-register',
  'see-register',
  'see-sensitive',
  'see-register-status',
  'remind-register',
  'executive-update',
  'annual-report',
  'audit',
  'verify',
] as const
export type Action = (typeof actions)[number]

/**
 * Whom an action may reach: oneself, peers of one's own regions, or the whole of one's own group; `others` are all of
 * those but oneself.
 */
type Reach = 'self' | 'region' | 'group' | 'others-of-region' | 'others-of-group' | 'nobody'

/**
 * R2: of a register, the Head of Group Office reads all, the National Lead Peer what is not sensitive, the others its
 * status. P6: lead peers see hours and activity; notes and council names are for the peer and the group's
 * office.
 */
const reach: Record<Role, Record<Action, Reach>> = {
  'member-peer': {
    'log-hours': 'self',
    'log-for': 'nobody',
    'see-hours': 'self',
    'see-notes': 'self',
    review: 'nobody',
    allocate: 'nobody',
    invite: 'nobody',
    'see-pot': 'nobody',
    'fund-pot': 'nobody',
    clear: 'nobody',
    revoke: 'nobody',
    'check-logs': 'nobody',
    export: 'self',
    erase: 'nobody',
    amend: 'nobody',
    'settle-hours': 'nobody',
    'see-pay': 'self',
    'close-year': 'nobody',
    'keep-register': 'self',
    'see-register': 'self',
    'see-sensitive': 'self',
    'see-register-status': 'self',
    'remind-register': 'nobody',
    'executive-update': 'nobody',
    'annual-report': 'nobody',
    audit: 'nobody',
    verify: 'nobody',
  },
  'regional-lead': {
    'log-hours': 'self',
    'log-for': 'nobody',
    'see-hours': 'region',
    'see-notes': 'self',
    review: 'others-of-region',
    allocate: 'nobody',
    invite: 'nobody',
    'see-pot': 'nobody',
    'fund-pot': 'nobody',
    clear: 'nobody',
    revoke: 'nobody',
    'check-logs': 'region',
    export: 'self',
    erase: 'nobody',
    amend: 'nobody',
    'settle-hours': 'nobody',
    'see-pay': 'self',
    'close-year': 'nobody',
    'keep-register': 'self',
    'see-register': 'self',
    'see-sensitive': 'self',
    'see-register-status': 'region',
    'remind-register': 'nobody',
    'executive-update': 'nobody',
    'annual-report': 'nobody',
    audit: 'nobody',
    verify: 'nobody',
  },
  'national-lead': {
    'log-hours': 'self',
    'log-for': 'nobody',
    'see-hours': 'group',
    'see-notes': 'self',
    review: 'others-of-group',
    allocate: 'nobody',
    invite: 'nobody',
    'see-pot': 'group',
    'fund-pot': 'nobody',
    clear: 'nobody',
    revoke: 'nobody',
    'check-logs': 'group',
    export: 'self',
    erase: 'nobody',
    amend: 'nobody',
    'settle-hours': 'nobody',
    'see-pay': 'self',
    'close-year': 'nobody',
    'keep-register': 'self',
    'see-register': 'group',
    'see-sensitive': 'self',
    'see-register-status': 'group',
    'remind-register': 'nobody',
    'executive-update': 'group',
    'annual-report': 'group',
    audit: 'nobody',
    verify: 'nobody',
  },
  'head-of-office': {
    'log-hours': 'nobody',
    'log-for': 'group',
    'see-hours': 'group',
    'see-notes': 'group',
    review: 'others-of-group',
    allocate: 'group',
    invite: 'group',
    'see-pot': 'group',
    'fund-pot': 'group',
    clear: 'group',
    revoke: 'group',
    'check-logs': 'group',
    export: 'group',
    erase: 'group',
    amend: 'group',
    'settle-hours': 'group',
    'see-pay': 'group',
    'close-year': 'group',
    'keep-register': 'nobody',
    'see-register': 'group',
    'see-sensitive': 'group',
    'see-register-status': 'group',
    'remind-register': 'group',
    'executive-update': 'group',
    'annual-report': 'group',
    audit: 'group',
    verify: 'group',
  },
  'office-staff': {
    'log-hours': 'nobody',
    'log-for': 'group',
    'see-hours': 'group',
    'see-notes': 'group',
    review: 'others-of-group',
    allocate: 'nobody',
    invite: 'group',
    'see-pot': 'group',
    'fund-pot': 'nobody',
    clear: 'nobody',
    revoke: 'nobody',
    'check-logs': 'group',
    export: 'group',
    erase: 'nobody',
    amend: 'group',
    'settle-hours': 'nobody',
    'see-pay': 'group',
    'close-year': 'group',
    'keep-register': 'nobody',
    'see-register': 'nobody',
    'see-sensitive': 'nobody',
    'see-register-status': 'group',
    'remind-register': 'group',
    'executive-update': 'nobody',
    'annual-report': 'group',
    audit: 'group',
    verify: 'group',
  },
  'group-leader': {
    'log-hours': 'nobody',
    'log-for': 'nobody',
    'see-hours': 'group',
    'see-notes': 'nobody',
    review: 'nobody',
    allocate: 'nobody',
    invite: 'nobody',
    'see-pot': 'group',
    'fund-pot': 'nobody',
    clear: 'nobody',
    revoke: 'nobody',
    'check-logs': 'group',
    export: 'nobody',
    erase: 'nobody',
    amend: 'nobody',
    'settle-hours': 'nobody',
    'see-pay': 'nobody',
    'close-year': 'nobody',
    'keep-register': 'nobody',
    'see-register': 'nobody',
    'see-sensitive': 'nobody',
    'see-register-status': 'group',
    'remind-register': 'nobody',
    'executive-update': 'nobody',
    'annual-report': 'group',
    audit: 'nobody',
    verify: 'nobody',
  },
}

/** Whether a person may do something to a subject; one's own group only, always. */
export function mayDo(person: Person, action: Action, subject: Person): boolean {
  if (person.group !== subject.group) return false
  switch (reach[person.role][action]) {
    case 'nobody':
      return false
    case 'self':
      return person.id === subject.id
    case 'region':
      return person.id === subject.id || subject.regions.some((region) => person.regions.includes(region))
    case 'group':
      return true
    case 'others-of-region':
      return person.id !== subject.id && subject.regions.some((region) => person.regions.includes(region))
    case 'others-of-group':
      return person.id !== subject.id
  }
}

/**
 * P2: whether a person reviews a peer: sees how they do, and writes about them. Nobody reviews themselves; the National Lead
 * Peer is reviewed by the Head of Group Office and the Group Leader.
 */
export function mayReview(person: Person, subject: Person): boolean {
  if (person.id === subject.id || !mayDo(subject, 'log-hours', subject)) return false
  if (subject.role !== 'national-lead') return mayDo(person, 'review', subject)
  return (
    person.group === subject.group && (person.role === 'head-of-office' || person.role === 'group-leader')
  )
}

/** The roles that hold a key of X2 or may hand one out. */
const keyRoles: ReadonlySet<Role> = new Set(['national-lead', 'head-of-office', 'group-leader'])

/** Whether a person may bring somebody into their group in a role: into one with a key, only the Head of Group Office. */
export const mayInvite = (person: Person, subject: Pick<Person, 'group' | 'role'>): boolean =>
  person.group === subject.group &&
  reach[person.role].invite === 'group' &&
  (!keyRoles.has(subject.role) || person.role === 'head-of-office')
