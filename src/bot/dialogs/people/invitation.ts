// Invitation codes: a new one for somebody, and the end of one that is open.
import type { Deps } from '../../../app/deps.ts'
import { invite, readPerson, removeInvitation, type Code } from '../../../app/people/directory.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { longDate } from '../../../domain/format.ts'
import { roleTitle, type Person } from '../../../domain/person.ts'
import { button } from '../../cards.ts'
import { sentence } from '../../replies.ts'
import type { Reply, Turn } from '../../turn.ts'
import { notice } from '../notice.ts'
import { openPerson, unknownPerson } from './person.ts'

/** Shown once. Without buttons: an impatient second press would land on one, and the code be gone. */
export const codeNotice = (person: Person, { code, expiresAt }: Code): Reply =>
  notice('Invitation', [
    `${person.name}, ${roleTitle(person.role)}, from ${longDate(person.joinedOn)}.`,
    `If Teams knows them by ${person.email}, they need only say “hi” to the bot. Otherwise give them this code, to type by ${longDate(dateAt(expiresAt))}. Earlier codes for them no longer work.`,
    code,
    'To give a peer days for the year, type “allocate”; to see everybody, “people”.',
  ])

export async function newCode(deps: Deps, turn: Turn, id: string): Promise<Reply> {
  const person = await readPerson(deps.store, turn.person.group, id)
  if (!person) return unknownPerson()
  const code = await invite(deps, turn.person, person)
  return code.ok ? codeNotice(person, code.value) : openPerson(deps, turn, id, [sentence(code.error)])
}

export async function endInvitation(deps: Deps, turn: Turn, id: string): Promise<Reply> {
  const person = await readPerson(deps.store, turn.person.group, id)
  if (!person) return unknownPerson()
  const done = await removeInvitation(deps, turn.person, person)
  if (!done.ok) return openPerson(deps, turn, id, [sentence(done.error)])
  return notice(
    'Invitation removed',
    [
      `The code for ${person.name} opens nothing any more.`,
      `If Teams knows somebody by ${person.email}, they still are ${person.name} to the bot. If the address is wrong, correct it; if they are not to join at all, set a last day.`,
    ],
    [button('Open', 'people/open', { chosen: id }), button('People', 'people')],
  )
}
