// `profile`: a peer's own profile, to fill in, to confirm, and to be found by (S1, P14); `profile finance` finds peers.
import { z } from 'zod'
import type { Deps } from '../../../app/deps.ts'
import { findProfiles, putProfile, readProfile } from '../../../app/people/profiles.ts'
import { dateAt, type LocalDate } from '../../../domain/calendar.ts'
import { list, longDate } from '../../../domain/format.ts'
import { mayDo } from '../../../domain/permissions.ts'
import { roleTitle, type Person } from '../../../domain/person.ts'
import { ageOf, mostDays, skillIds, skillTitle, type Profile } from '../../../domain/profile.ts'
import { regionTitle } from '../../../domain/regions.ts'
import { button, reply } from '../../cards.ts'
import { sentence } from '../../replies.ts'
import type { Reply, Turn } from '../../turn.ts'
import { notice } from '../notice.ts'
import { beginning, characters, kept, mostText } from '../typed.ts'

const pageSize = 6
const mostOther = 100

export const ProfileForm = z.object({
  /** A multiple choice: ids, comma-separated. */
  skills: kept.field,
  other: kept.field,
  about: kept.text,
})
export type ProfileForm = z.infer<typeof ProfileForm>

export async function openProfile(deps: Deps, turn: Turn): Promise<Reply> {
  const { person } = turn
  if (!mayDo(person, 'log-hours', person)) return showFound(deps, turn, '', 0)
  const profile = await readProfile(deps.store, person)
  return showForm(turn, profile, formOf(profile), [])
}

const formOf = (profile: Profile | undefined): ProfileForm => ({
  skills: profile?.skills.join(',') ?? '',
  other: profile?.other ?? '',
  about: profile?.about ?? '',
})

export async function saveProfileForm(deps: Deps, turn: Turn, form: ProfileForm): Promise<Reply> {
  const text = {
    skills: skillIds.filter((id) => form.skills.split(',').includes(id)),
    other: form.other.trim(),
    about: form.about.trim(),
  }
  const problems = [
    ...(characters(text.other) > mostOther
      ? [`Other skills: ${characters(text.other)} characters, and ${mostOther} is the most.`]
      : []),
    ...(characters(text.about) > mostText
      ? [`About you: ${characters(text.about)} characters, and ${mostText} is the most.`]
      : []),
  ]
  const before = await readProfile(deps.store, turn.person)
  if (problems.length > 0) return showForm(turn, before, form, problems)
  const done = await putProfile(deps, turn, text)
  return done.ok
    ? showForm(turn, done.value, formOf(done.value), [], 'Saved. Thank you.')
    : showForm(turn, before, form, [sentence(done.error)])
}

/** P14: it is still right. */
export async function confirmProfile(deps: Deps, turn: Turn): Promise<Reply> {
  const done = await putProfile(deps, turn, undefined)
  return done.ok
    ? showForm(turn, done.value, formOf(done.value), [], 'Confirmed. Thank you.')
    : showForm(turn, undefined, formOf(undefined), [sentence(done.error)])
}

function showForm(
  { today }: Turn,
  profile: Profile | undefined,
  form: ProfileForm,
  problems: readonly string[],
  done = '',
): Reply {
  const state = profile ? stateOf(profile, today) : 'You have no profile yet.'
  return reply('profile', ['Your peer profile.', ...problems, done, state].filter(Boolean).join(' '), {
    title: 'Your peer profile',
    problems,
    lines: [
      ...(done ? [done] : []),
      state,
      'Everybody in your group can read it, and find you by it: “profile finance” lists the peers who know finance (rules S1, P14).',
    ],
    skills: form.skills,
    allSkills: skillIds.map((id) => ({ title: skillTitle(id), value: id })),
    other: form.other,
    about: form.about,
    actions: [
      button('Save', 'profile/save', {}, { style: 'positive', inputs: 'auto' }),
      ...(profile ? [button('Nothing has changed', 'profile/confirm')] : []),
      button('Other peers', 'profile/find'),
    ],
  })
}

function stateOf(profile: Profile, today: LocalDate): string {
  const changed = `Changed last on ${longDate(dateAt(profile.updatedAt))}, confirmed on ${longDate(dateAt(profile.confirmedAt))}.`
  return ageOf(profile, today) > mostDays
    ? `${changed} That is more than a year ago: please look it over.`
    : changed
}

/** Peers of the group by words of their profiles, a page at a time. */
export async function showFound(deps: Deps, turn: Turn, asked: string, from: number): Promise<Reply> {
  const found = await findProfiles(deps, turn.person, asked)
  const page = found.slice(from, from + pageSize)
  const own = mayDo(turn.person, 'log-hours', turn.person) ? [button('Your profile', 'profile')] : []
  if (page.length === 0)
    return notice(
      'Peer profiles',
      [
        asked === ''
          ? 'No peer of your group has a profile yet. Peers type “profile” to fill theirs in.'
          : 'No profile holds these words. Try one word, such as “profile finance”.',
      ],
      [...(asked === '' ? [] : [button('All profiles', 'profile/find')]), ...own],
    )
  const last = from + page.length
  const names = page.map(({ peer }) => peer.name)
  return reply('list', `Peer profiles: ${list(names)}.`.slice(0, 1000), {
    title:
      found.length > page.length
        ? `Peer profiles: ${from + 1} to ${last} of ${found.length}`
        : 'Peer profiles',
    lines: [],
    rows: page.map(({ peer, profile }) => ({
      title: `${peer.name}, ${whereOf(peer)}`,
      state: profile.skills.length > 0 ? `${list(profile.skills.map(skillTitle))}.` : 'No skill chosen.',
      detail: [profile.other, beginning(profile.about, 300)].filter(Boolean).join(' · '),
    })),
    choose: '',
    chosen: '',
    choices: [],
    actions: [
      ...(last < found.length ? [button('Next page', 'profile/find', { asked, from: last })] : []),
      ...(asked === '' ? [] : [button('All profiles', 'profile/find')]),
      ...own,
    ],
  })
}

const whereOf = ({ role, regions }: Person): string =>
  [roleTitle(role), ...(regions.length > 0 ? [list(regions.map(regionTitle))] : [])].join(', ')
