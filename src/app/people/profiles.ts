// S1, P14: reading, saving and finding peers' profiles: one document a peer in the group's partition.
import { dateAt } from '../../domain/calendar.ts'
import { mayDo } from '../../domain/permissions.ts'
import { hasLeft, type Person } from '../../domain/person.ts'
import { isAbout, Profile, saveProfile, type ProfileText } from '../../domain/profile.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { refuse, ok, type Result } from '../../domain/result.ts'
import type { Deps } from '../deps.ts'
import { parseStored } from '../documents.ts'
import { groupPartition, profileId, under } from '../keys.ts'
import { listPeople } from './people.ts'
import type { Store } from '../ports.ts'
import { retrying } from '../retry.ts'

export async function readProfile(
  store: Store,
  { group, id }: Pick<Person, 'group' | 'id'>,
): Promise<Profile | undefined> {
  const stored = await store.get(groupPartition(group), profileId(id))
  return stored && parseStored(Profile, stored)
}

/** The peer's own; without a text what stands is confirmed, and there must be something to confirm. */
export const putProfile = (
  deps: Deps,
  { person, deadline }: { readonly person: Person; readonly deadline: number },
  text: ProfileText | undefined,
): Promise<Result<Profile, Refusal>> =>
  retrying(deps, deadline, async () => {
    if (!mayDo(person, 'log-hours', person)) return refuse({ type: 'not-allowed' })
    const pk = groupPartition(person.group)
    const id = profileId(person.id)
    const stored = await deps.store.get(pk, id)
    const before = stored && parseStored(Profile, stored)
    const given = text ?? before
    if (!given || (given.skills.length === 0 && given.other === '' && given.about === ''))
      return refuse({ type: 'nothing-said' })
    const doc = saveProfile(before, person.id, given, deps.clock.now())
    const done = await deps.store.commit(pk, [
      stored ? { op: 'replace', id, doc, etag: stored.etag } : { op: 'create', id, doc },
    ])
    return done.ok ? ok(doc) : undefined
  })

/** The peers of the group with a profile that holds the words, by name. */
export async function findProfiles(
  { store, clock }: Deps,
  { group }: Person,
  asked: string,
): Promise<{ peer: Person; profile: Profile }[]> {
  const today = dateAt(clock.now())
  const people = new Map((await listPeople(store, group)).map((each) => [each.id, each]))
  const found: { peer: Person; profile: Profile }[] = []
  for await (const stored of store.list(groupPartition(group), under('profile'))) {
    const profile = parseStored(Profile, stored)
    const peer = people.get(profile.person)
    if (peer && !hasLeft(peer, today) && isAbout(profile, peer.name, asked)) found.push({ peer, profile })
  }
  return found.toSorted((one, other) => (one.peer.name < other.peer.name ? -1 : 1))
}
