// What the bot says by itself when the office has changed something for somebody: the role that they have now, and hours
// that were entered for them, with what they say against it.
import { z } from 'zod'
import type { Render } from '../../app/outbox/delivery.ts'
import type { Deps } from '../../app/deps.ts'
import { readPerson } from '../../app/people/directory.ts'
import { isWaiting } from '../../app/hours/disputeEntry.ts'
import { seeEntered } from '../../app/hours/disputes.ts'
import { readImport } from '../../app/people/imports.ts'
import { roleTitle } from '../../domain/person.ts'
import { regionTitle } from '../../domain/regions.ts'
import { list } from '../../domain/format.ts'
import { mayDo } from '../../domain/permissions.ts'
import { button } from '../cards.ts'
import { showEntered } from '../dialogs/hours/entered.ts'
import { importOutcome } from '../dialogs/people/importPeople.ts'
import { notice } from '../dialogs/notice.ts'

const PersonRef = z.object({ what: z.enum(['role', 'regions']).default('role') })

/** L1: a role or its regions were changed; said as it stands when it is sent, so that two changes in a row tell of the last. */
export const aboutPerson =
  (deps: Deps): Render =>
  async (given, { group, id }) => {
    const { what } = PersonRef.parse(given)
    const person = await readPerson(deps.store, group, id)
    if (!person) return undefined
    const regions = list(person.regions.map(regionTitle))
    const where = regions === '' ? '' : `, ${regions}`
    const news =
      what === 'role'
        ? `Your group office has made you ${roleTitle(person.role)}${where}.`
        : regions === ''
          ? 'Your group office has taken your regions back: none is entered for you now.'
          : `Your group office has changed your regions. Now: ${regions}.`
    return notice(
      what === 'role' ? 'Your role has changed' : 'Your regions have changed',
      [news, 'It counts from now on: “help” shows what you may do. If it is wrong, tell your group office.'],
      [
        button('Help', 'help'),
        ...(mayDo(person, 'see-pot', person) ? [button('Approvals', 'approvals')] : []),
      ],
    )
  }

const EnteredRef = z.object({ person: z.string(), year: z.int(), seq: z.int() })

/** D7: to the peer, until they have undone it themselves; to the office, as long as it is disputed and not settled. */
export const aboutEntered =
  (deps: Deps): Render =>
  async (given, person, occasion) => {
    const ref = EnteredRef.parse(given)
    const found = await seeEntered(deps, person, ref)
    if (!found.ok) return undefined
    const isMine = person.id === ref.person
    const isNews = occasion === 'settled' || found.value.standing.length > 0
    const card = await showEntered(deps, person, ref)
    return { ...card, isSettled: isMine ? !isNews : !isWaiting(found.value) }
  }

const ImportRef = z.object({ id: z.string() })

/** That an import is done, to whoever confirmed it. */
export const aboutImport =
  (deps: Deps): Render =>
  async (given, person) => {
    const { id } = ImportRef.parse(given)
    const found = await readImport(deps.store, person.group, id)
    return found && mayDo(person, 'invite', person) ? importOutcome(found.head) : undefined
  }
