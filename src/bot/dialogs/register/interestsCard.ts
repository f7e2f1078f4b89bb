// The card of one's own register: what stands above the form, a heading with its slots each, and what may be pressed.
import type { SeenRegister } from '../../../app/register/register.ts'
import { daysBetween } from '../../../domain/calendar.ts'
import { mayDo } from '../../../domain/permissions.ts'
import { isLeadPeer } from '../../../domain/person.ts'
import { policyOf } from '../../../domain/policy.ts'
import type { RegisterVersion } from '../../../domain/register.ts'
import type { Button } from '../../cardParts.ts'
import { button, reply } from '../../cards.ts'
import { statusLine, versionTitle } from '../../words/registerWords.ts'
import type { Reply, Turn } from '../../turn.ts'
import { isNone, slotsOf, whyOf, type InterestsForm } from './interestsForm.ts'

interface Words {
  readonly problems?: readonly string[]
  /** Headings to show unfolded. */
  readonly open?: readonly string[]
  readonly isOpen?: boolean
  /** The version whose entries the form has slots for, when it is not the current one: it asks which is right. */
  readonly base?: RegisterVersion | undefined
}

/** The form as its person sees it: what was typed into it stands before what is kept. */
export function formReply(turn: Turn, seen: SeenRegister, form: InterestsForm, words: Words = {}): Reply {
  const { problems = [], open = [], isOpen = false } = words
  const { person } = turn
  const isAsking = 'base' in words
  const shown = isAsking ? words.base : ownVersion(seen)
  const { headings, councilRegisters } = policyOf(person.group).register
  const { lines, summary } = linesOf(turn, seen)
  return reply(
    'interests',
    ['Register of interests.', ...(isAsking ? problems.slice(0, 1) : problems), summary]
      .join(' ')
      .slice(0, 1000),
    {
      title: 'Your register of interests',
      problems,
      lines,
      councilRegisters,
      headings: headings.map(({ id, title, hint }) => {
        const slots = slotsOf(form, shown, id)
        const filled = slots.filter(({ text }) => text.trim() !== '')
        const none = isNone(form, shown, id)
        const isTyped = slots.some(
          (slot) => slot.id === undefined && (slot.text !== '' || slot.from !== '' || slot.to !== ''),
        )
        return {
          id,
          title,
          hint,
          state: headingState(filled, none),
          fold: `${title}: show or fold away the entries`,
          isOpen: isOpen || isTyped || open.includes(id),
          isNoneShown: filled.length === 0 || none,
          none: String(none),
          slots: slots.map(({ name, text, from, to, sensitive }, at) => ({
            name,
            label: `Entry ${at + 1}`,
            text,
            from,
            to,
            mark: String(sensitive),
          })),
        }
      }),
      why: whyOf(form),
      whys:
        seen.register.seq === 0
          ? []
          : [
              { title: 'Something has changed', value: 'change' },
              { title: 'Yearly update: all of it is checked', value: 'annual' },
              { title: 'A mistake is corrected', value: 'correction' },
            ],
      actions: actionsOf(turn, seen, form, isAsking),
    },
  )
}

const headingState = (filled: readonly { sensitive: boolean }[], none: boolean): string => {
  const marked = filled.filter(({ sensitive }) => sensitive).length
  if (filled.length > 0)
    return `${filled.length === 1 ? '1 entry' : `${filled.length} entries`}${marked > 0 ? `, ${marked} sensitive` : ''}`
  return none ? 'None' : 'Nothing yet: press to add'
}

/** What stands above the form, and the facts in a sentence; neither holds what is registered. */
function linesOf(
  { person, today }: Turn,
  { version, status }: SeenRegister,
): { lines: string[]; summary: string } {
  const readers =
    'You, the Head of Group Office and the National Lead Peer read it; the text of an entry marked sensitive only you and the Head (rule R2). Others see no more than whether it is up to date.'
  if (!version) {
    const why = isLeadPeer(person)
      ? 'Lead peers keep a register of interests, and it is due now (rule R1).'
      : 'Lead peers must keep a register of interests; yours is welcome (rule R1).'
    return {
      lines: [`${why} Press a heading to add entries, or tick “None” under it; then Save.`, readers],
      summary: why,
    }
  }
  const age = daysBetween(version.on, today)
  const state = `${versionTitle(version)}, ${age === 1 ? '1 day' : `${age} days`} old. ${statusLine(status, today).replace('their own', 'your own')}`
  return {
    lines: [
      state,
      'Clear a text to take the entry out. If all of it is still right, press “Nothing has changed”.',
      readers,
    ],
    summary: state,
  }
}

function actionsOf(turn: Turn, seen: SeenRegister, form: InterestsForm, isAsking: boolean): Button[] {
  const { command, base, has, room } = form
  const data = { command, base, has, room }
  const typed = { inputs: 'auto' } as const
  if (isAsking)
    return [
      button(`Save mine as version ${base + 1}`, 'interests/save', data, typed),
      button(`Keep version ${base}`, 'interests', {}, { style: 'positive' }),
    ]
  const { person } = turn
  const mayLook = mayDo(person, 'see-register-status', person) && isLeadPeer(person)
  const isDue = seen.status.dueOn !== undefined && seen.status.state !== 'current'
  const save = button('Save', 'interests/save', data, { ...typed, style: 'positive' })
  const same = button('Nothing has changed', 'interests/confirm', data, {
    ...typed,
    style: isDue ? 'positive' : 'default',
  })
  return [
    ...(seen.register.seq === 0 ? [save] : isDue ? [same, save] : [save, same]),
    button('Room for more entries', 'interests/room', data, typed),
    ...(seen.register.seq > 0 ? [button('What changed', 'interests/versions')] : []),
    ...(mayLook ? [button('Others’ registers', 'interests/group')] : []),
  ]
}

/** One's own register hides nothing from oneself. */
export const ownVersion = ({ version }: SeenRegister): RegisterVersion | undefined =>
  version as RegisterVersion | undefined
