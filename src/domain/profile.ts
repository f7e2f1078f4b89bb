// S1, P14: a peer's profile: what they can help with, in their own words; visible to their group, and kept up to date.
import { z } from 'zod'
import { dateAt, daysBetween, type LocalDate } from './calendar.ts'

/** 001: the skills that peers are sought for. */
export const skillIds = [
  'finance',
  'governance',
  'equality',
  'transformation',
  'commissioning',
  'growth',
  'voluntary',
] as const
export type SkillId = (typeof skillIds)[number]

const skillTitles: Record<SkillId, string> = {
  finance: 'Finance',
  governance: 'Governance',
  equality: 'Equality and diversity',
  transformation: 'Transformation',
  commissioning: 'Commissioning and procurement',
  growth: 'Economic growth',
  voluntary: 'Voluntary and community sector',
}
export const skillTitle = (id: SkillId): string => skillTitles[id]

export const Profile = z.strictObject({
  type: z.literal('profile'),
  v: z.literal(1),
  person: z.string(),
  skills: z.array(z.enum(skillIds)),
  /** Other skills, and a few lines about themselves, as typed. */
  other: z.string(),
  about: z.string(),
  /** When it was changed last, and when the peer last said that it is right. */
  updatedAt: z.int(),
  confirmedAt: z.int(),
})
export type Profile = Readonly<z.infer<typeof Profile>>

/** What the peer fills in. */
export type ProfileText = Pick<Profile, 'skills' | 'other' | 'about'>

/** The profile after it was saved; saved unchanged it is confirmed. */
export function saveProfile(
  before: Profile | undefined,
  person: string,
  { skills, other, about }: ProfileText,
  at: number,
): Profile {
  const sorted = skillIds.filter((id) => skills.includes(id))
  const isSame = before?.other === other && before.about === about && before.skills.join() === sorted.join()
  return {
    type: 'profile',
    v: 1,
    person,
    skills: sorted,
    other,
    about,
    updatedAt: isSame ? before.updatedAt : at,
    confirmedAt: at,
  }
}

/** P14: days since the peer last said that it is right. */
export const ageOf = ({ confirmedAt }: Profile, today: LocalDate): number =>
  Math.max(0, daysBetween(dateAt(confirmedAt), today))

/** P14: older than this it is not up to date any more. */
export const mostDays = 365

/** Whether every word that somebody looks for is in it: in a skill, in the peer's own words or in their name. */
export function isAbout(profile: ProfileText, name: string, asked: string): boolean {
  const text = [name, ...profile.skills.map(skillTitle), profile.other, profile.about].join(' ').toLowerCase()
  return asked
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && word !== 'and' && word !== 'the')
    .every((word) => text.includes(word))
}
