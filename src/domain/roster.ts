// L1: who may change what about a person of the group, and what a group never loses.
import { isAnonymous } from './erasure.ts'
import { mayInvite } from './permissions.ts'
import { roleTitle, type Particulars, type Person } from './person.ts'
import type { Refusal } from './refusal.ts'
import { ok, refuse, type Result } from './result.ts'

/** The person with other particulars; only the Head of Group Office changes who holds a key or what they hold. */
export function revise(by: Person, person: Person, to: Particulars): Result<Person, Refusal> {
  const { group } = person
  if (!mayInvite(by, { group, role: 'member-peer' })) return refuse({ type: 'not-allowed' })
  for (const { role } of [person, to])
    if (!mayInvite(by, { group, role })) return refuse({ type: 'for-the-head', role: roleTitle(role) })
  if (isAnonymous(person)) return refuse({ type: 'erased', name: person.name })
  if (to.role === 'regional-lead' && to.regions.length === 0) return refuse({ type: 'no-region' })
  if (to.leftOn !== undefined && to.leftOn < to.joinedOn)
    return refuse({ type: 'left-before-joining', joined: to.joinedOn })
  const { leftOn: _leftOn, ...rest } = person
  return ok({ ...rest, ...to, regions: [...to.regions] })
}

/** L1: a Head of Group Office on whom the group can rely: they use the bot, and no last day is set. */
export const isStanding = ({ role, leftOn, link }: Person): boolean =>
  role === 'head-of-office' && leftOn === undefined && link !== undefined
