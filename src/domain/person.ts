// A person in a group's directory. Peers may have ceased to be councillors; office staff never log.
import { z } from 'zod'
import { yearOf, type LocalDate, type MeetingYear } from './calendar.ts'
import { groupIds } from './policy.ts'
import { regionIds } from './regions.ts'

/** L1: the roles of a group. */
export const roles = [
  'member-peer',
  'regional-lead',
  'national-lead',
  'head-of-office',
  'office-staff',
  'group-leader',
] as const
export type Role = (typeof roles)[number]

const titles: Record<Role, string> = {
  'member-peer': 'Member peer',
  'regional-lead': 'Regional lead peer',
  'national-lead': 'National Lead Peer',
  'head-of-office': 'Head of Group Office',
  'office-staff': 'Office staff',
  'group-leader': 'Group Leader',
}
export const roleTitle = (role: Role): string => titles[role]

export const Person = z.strictObject({
  type: z.literal('person'),
  v: z.literal(1),
  id: z.string(),
  group: z.enum(groupIds),
  name: z.string().min(1),
  email: z.string(),
  role: z.enum(roles),
  /** The regions a regional lead covers, or a member peer belongs to. */
  regions: z.array(z.enum(regionIds)),
  /** D3: the first and the last day as a peer, both inclusive. */
  joinedOn: z.string(),
  leftOn: z.string().exactOptional(),
  /** The sign-in this person is bound to: a hash of tenant and object id. */
  link: z.string().exactOptional(),
})
export type Person = Readonly<z.infer<typeof Person>>

/** What the office enters of a person. */
export const Particulars = Person.pick({
  name: true,
  email: true,
  role: true,
  regions: true,
  joinedOn: true,
  leftOn: true,
})
export type Particulars = Readonly<z.infer<typeof Particulars>>

export const particularsOf = ({ name, email, role, regions, joinedOn, leftOn }: Person): Particulars => ({
  name,
  email,
  role,
  regions,
  joinedOn,
  ...(leftOn !== undefined && { leftOn }),
})

/** Those who run the group's office, and see what could not be delivered. */
export const isOffice = ({ role }: Pick<Person, 'role'>): boolean =>
  role === 'head-of-office' || role === 'office-staff'

const peerRoles: ReadonlySet<Role> = new Set(['member-peer', 'regional-lead', 'national-lead'])

/** R1: regional and National Lead Peers. */
export const isLeadPeer = ({ role }: Pick<Person, 'role'>): boolean =>
  role === 'regional-lead' || role === 'national-lead'

/** L1: what somebody is on a date: a peer who has left keeps their own hours and no more, anyone else keeps nothing. */
export function standingOn(person: Person, date: string): Person | undefined {
  if (person.leftOn === undefined || date <= person.leftOn) return person
  return peerRoles.has(person.role) ? { ...person, role: 'member-peer', regions: [] } : undefined
}

export const hasLeft = ({ leftOn }: Pick<Person, 'leftOn'>, today: string): boolean =>
  leftOn !== undefined && leftOn < today

/** D6: the year that is asked about when none is named: a leaver's is the one they left in. */
export const lastYearOf = ({ leftOn }: Pick<Person, 'leftOn'>, today: LocalDate): MeetingYear =>
  yearOf(leftOn !== undefined && leftOn < today ? leftOn : today)
