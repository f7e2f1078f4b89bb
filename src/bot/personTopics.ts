// What the bot says to somebody by itself about their place in the group: the role that they have now.
import type { Render } from '../app/delivery.ts'
import type { Deps } from '../app/deps.ts'
import { readPerson } from '../app/directory.ts'
import { roleTitle } from '../domain/person.ts'
import { regionTitle } from '../domain/regions.ts'
import { list } from '../domain/format.ts'
import { mayDo } from '../domain/permissions.ts'
import { button } from './cards.ts'
import { notice } from './dialogs/notice.ts'

/** L1: a role was changed; said as it stands when it is sent, so that two changes in a row tell of the last. */
export const aboutPerson =
  (deps: Deps): Render =>
  async (_ref, { group, id }) => {
    const person = await readPerson(deps.store, group, id)
    if (!person) return undefined
    const where = person.regions.length > 0 ? `, ${list(person.regions.map(regionTitle))}` : ''
    return notice(
      'Your role has changed',
      [
        `Your group office has made you ${roleTitle(person.role)}${where}.`,
        'It counts from now on: “help” shows what you may do. If it is wrong, tell your group office.',
      ],
      [
        button('Help', 'help'),
        ...(mayDo(person, 'see-pot', person) ? [button('Approvals', 'approvals')] : []),
      ],
    )
  }
