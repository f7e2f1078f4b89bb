// An invitation code, shown once. Without buttons: an impatient second press would land on one, and the code be gone.
import type { Code } from '../../../app/people/directory.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { longDate } from '../../../domain/format.ts'
import { roleTitle, type Person } from '../../../domain/person.ts'
import type { Reply } from '../../turn.ts'
import { notice } from '../notice.ts'

export const codeNotice = (person: Person, { code, expiresAt }: Code): Reply =>
  notice('Invitation', [
    `${person.name}, ${roleTitle(person.role)}, from ${longDate(person.joinedOn)}.`,
    `If Teams knows them by ${person.email}, they need only say “hi” to the bot. Otherwise give them this code, to type by ${longDate(dateAt(expiresAt))}. Earlier codes for them no longer work.`,
    code,
    'To give a peer days for the year, type “allocate”; to see everybody, “people”.',
  ])
