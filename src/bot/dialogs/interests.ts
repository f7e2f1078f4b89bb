// `interests`: one's own register as one form whose headings fold away, confirmed in one press when nothing has changed. A
// form that is refused keeps what was typed; one that another version has overtaken shows the difference and asks which.
import type { Deps } from '../../app/deps.ts'
import { seeRegister, seeVersions, type SeenRegister } from '../../app/register.ts'
import { confirmRegister, saveRegister } from '../../app/saveRegister.ts'
import { daysBetween } from '../../domain/calendar.ts'
import { longDate } from '../../domain/format.ts'
import { mayDo } from '../../domain/permissions.ts'
import { isLeadPeer } from '../../domain/person.ts'
import { policyOf } from '../../domain/policy.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { nextVersion, whys, type RegisterVersion } from '../../domain/register.ts'
import { difference } from '../../domain/registerDifference.ts'
import type { Button } from '../cardParts.ts'
import { button, reply } from '../cards.ts'
import { fits, fitting } from '../fitting.ts'
import { changeLines, headingTitles, statusLine, versionTitle, whyTitle } from '../registerWords.ts'
import { registerProblem, sentence } from '../replies.ts'
import type { Reply, Turn } from '../turn.ts'
import { showGroupRegisters } from './groupInterests.ts'
import { isNone, slotsOf, statedIn, type InterestsForm } from './interestsForm.ts'
import { offer } from './link.ts'
import { notice, refused } from './notice.ts'

/** A peer's own register; to everybody else, how the registers that they may know of stand. */
export async function showInterests(deps: Deps, turn: Turn): Promise<Reply> {
  const { person } = turn
  if (!mayDo(person, 'keep-register', person)) return showGroupRegisters(deps, turn)
  const seen = await seeRegister(deps, person, person)
  return seen.ok ? formReply(turn, seen.value, opened(turn, seen.value)) : refused(seen.error)
}

/** The form with as many empty slots more, and what was typed into the others. */
export async function makeRoom(deps: Deps, turn: Turn, form: InterestsForm): Promise<Reply> {
  const seen = await seeRegister(deps, turn.person, turn.person)
  if (!seen.ok) return refused(seen.error)
  const late = await overtaken(deps, turn, form, seen.value)
  if (late) return late
  for (const more of [2, 1]) {
    const roomy = formReply(turn, seen.value, { ...form, room: form.room + more }, { isOpen: true })
    if (form.room + more <= mostRoom && fits(roomy)) return roomy
  }
  const problems = [
    'That is all the room that one form has. Save what there is, or put related entries together in one.',
  ]
  return { ...notice('No more room', problems), keepsCard: true }
}

export async function saveInterests(deps: Deps, turn: Turn, form: InterestsForm): Promise<Reply> {
  const { person, deadline } = turn
  const seen = await seeRegister(deps, person, person)
  if (!seen.ok) return refused(seen.error)
  const { headings } = policyOf(person.group).register
  const before =
    seen.value.register.seq === form.base ? ownVersion(seen.value) : await versionOf(deps, turn, form.base)
  const stated = statedIn(form, before, headings)
  const why = whys.find((each) => each === form.why && each !== 'first') ?? 'change'
  const press = { id: form.command, by: person, deadline }
  const done = await saveRegister(deps, press, { base: form.base, why, stated })
  if (done.ok) return receipt(deps, turn, done.value.seq, done.value.isConfirmed)
  return refusedForm(deps, turn, form, done.error)
}

/** R1: in one press; what was typed meanwhile is not lost over it. */
export async function confirmInterests(deps: Deps, turn: Turn, form: InterestsForm): Promise<Reply> {
  const { person, deadline } = turn
  const seen = await seeRegister(deps, person, person)
  if (!seen.ok) return refused(seen.error)
  const version = ownVersion(seen.value)
  if (version && version.seq === form.base && isTyped(turn, form, version))
    return keeping(turn, seen.value, form, [
      'Something in the form has changed: press Save to keep it. To leave it out, type “interests” and press “Nothing has changed” there.',
    ])
  const press = { id: `confirm ${form.command}`, by: person, deadline }
  const done = await confirmRegister(deps, press, form.base)
  if (done.ok) return receipt(deps, turn, done.value.seq, true, true)
  return refusedForm(deps, turn, form, done.error)
}

const mostRoom = 8

/** Whether the form says anything else than the version it shows. */
function isTyped({ person }: Turn, form: InterestsForm, version: RegisterVersion): boolean {
  if (Object.keys(form.fields).length === 0) return false
  const policy = policyOf(person.group)
  const stated = statedIn(form, version, policy.register.headings)
  const saving = { why: 'change', on: '', at: 0, by: '', policy, lastEntry: 0 } as const
  const next = nextVersion(version, stated, saving)
  if (next.ok) return true
  // A heading that the policy has added is not answered yet, which is not the peer's doing.
  if (next.error.type !== 'register-problems') return false
  const isNew = (heading: string) => !version.headings.some(({ id }) => id === heading)
  return next.error.problems.some((each) => each.type !== 'unanswered' || !isNew(each.heading))
}

/** One's own register hides nothing from oneself. */
const ownVersion = ({ version }: SeenRegister): RegisterVersion | undefined =>
  version as RegisterVersion | undefined

async function versionOf(deps: Deps, { person }: Turn, seq: number): Promise<RegisterVersion | undefined> {
  const seen = await seeVersions(deps, person, person)
  return seen.ok ? (seen.value.find((each) => each.seq === seq) as RegisterVersion | undefined) : undefined
}

async function refusedForm(deps: Deps, turn: Turn, form: InterestsForm, refusal: Refusal): Promise<Reply> {
  if (refusal.type === 'busy' || refusal.type === 'other-body') return refused(refusal)
  const seen = await seeRegister(deps, turn.person, turn.person)
  if (!seen.ok) return refused(seen.error)
  const late = await overtaken(deps, turn, form, seen.value)
  if (late) return late
  const isAboutForm = refusal.type === 'register-problems'
  const problems = isAboutForm ? refusal.problems.map(registerProblem) : [sentence(refusal)]
  const open = isAboutForm
    ? refusal.problems.flatMap((each) => ('heading' in each ? [each.heading] : []))
    : []
  return keeping(turn, seen.value, form, problems, open)
}

/** The form as typed; too much for one card, and the one that was pressed keeps it all. */
function keeping(
  turn: Turn,
  seen: SeenRegister,
  form: InterestsForm,
  problems: readonly string[],
  open: readonly string[] = [],
): Reply {
  const shown = formReply(turn, seen, form, { problems, open })
  return fits(shown) ? shown : { ...notice('Not saved yet', problems), keepsCard: true }
}

/** R1: another version was saved since the form was opened: what it changed, and which of the two is right. */
async function overtaken(
  deps: Deps,
  turn: Turn,
  form: InterestsForm,
  seen: SeenRegister,
): Promise<Reply | undefined> {
  const latest = ownVersion(seen)
  if (!latest || latest.seq === form.base) return undefined
  const base = await versionOf(deps, turn, form.base)
  const said = sentence({ type: 'register-changed', base: form.base, seq: latest.seq })
  const changes = difference(base ?? { headings: [], entries: [] }, latest)
  const mine = { ...form, base: latest.seq }
  const shown = fitting((most) => {
    const lines = changeLines(changes, headingTitles(base, latest), most)
    const told = lines.map(({ title, detail }) => `${title}: ${detail}`)
    return formReply(turn, seen, mine, {
      problems: [said, `${versionTitle(latest)} changed:`, ...told],
      base,
    })
  })
  return fits(shown) ? shown : { ...notice('Not saved yet', [said]), keepsCard: true }
}

/** The empty form for a first registration, or the current version. */
const opened = ({ id }: Turn, { register, version, status }: SeenRegister): InterestsForm => ({
  command: id,
  base: register.seq,
  has: version?.entries.map((entry) => entry.id) ?? [],
  room: 1,
  why: status.state === 'due' || status.state === 'overdue' ? 'annual' : 'change',
  fields: {},
})

interface Words {
  readonly problems?: readonly string[]
  /** Headings to show unfolded. */
  readonly open?: readonly string[]
  readonly isOpen?: boolean
  /** The version whose entries the form has slots for, when it is not the current one: it asks which is right. */
  readonly base?: RegisterVersion | undefined
}

function formReply(turn: Turn, seen: SeenRegister, form: InterestsForm, words: Words = {}): Reply {
  const { problems = [], open = [], isOpen = false } = words
  const { person, today } = turn
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
      why: whys.some((each) => each === form.why && each !== 'first') ? form.why : 'change',
      whys:
        seen.register.seq === 0
          ? []
          : [
              { title: 'Something has changed', value: 'change' },
              { title: 'Yearly update: all of it is checked', value: 'annual' },
              { title: 'A mistake is corrected', value: 'correction' },
            ],
      actions: actionsOf(turn, seen, form, isAsking, today),
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

function actionsOf(
  turn: Turn,
  seen: SeenRegister,
  form: InterestsForm,
  isAsking: boolean,
  today: string,
): Button[] {
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
  const isDue = seen.status.dueOn !== undefined && seen.status.state !== 'current' && today !== ''
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

/** The register as a document of one's own. */
export const printRegister = (deps: Deps, turn: Turn): Promise<Reply> =>
  offer(deps, turn, [
    {
      document: 'register',
      params: {},
      title: 'Your register of interests, to print',
      lines: [
        'The current version in full, sensitive entries included, with the dates on which it was saved and confirmed.',
      ],
      actions: [button('Open my register', 'interests')],
    },
  ])

/** What was saved or confirmed, in words, and when it is due again. */
async function receipt(
  deps: Deps,
  turn: Turn,
  seq: number,
  isConfirmed: boolean,
  isSame = false,
): Promise<Reply> {
  const { person, today } = turn
  const [seen, versions] = await Promise.all([
    seeRegister(deps, person, person),
    seeVersions(deps, person, person),
  ])
  if (!seen.ok) return refused(seen.error)
  if (!versions.ok) return refused(versions.error)
  const saved = versions.value.find((each) => each.seq === seq)
  const before = versions.value.find((each) => each.seq === seq - 1)
  const { status } = seen.value
  const title = isSame ? 'Confirmed: nothing has changed' : `Saved as version ${seq}`
  const due = status.dueOn === undefined ? statusLine(status, today) : dueLine(status, isConfirmed)
  const changes = !saved || isSame ? [] : difference(before ?? { headings: [], entries: [] }, saved)
  const count = changes.length === 1 ? '1 change' : `${changes.length} changes`
  const counted = isSame || !before ? '' : ` ${count} (${saved ? whyTitle(saved.why) : ''}).`
  return fitting((most) =>
    reply('notice', `${title}.${counted} ${due}`, {
      title,
      lines: [
        ...changeLines(
          before ? changes : changes.filter(({ type }) => type !== 'none'),
          headingTitles(before, saved),
          most,
        ).map(({ title, detail }) => `${title}: ${detail}`),
        due,
      ],
      actions: [
        button('Open my register', 'interests'),
        ...(seq > 1 ? [button('What changed', 'interests/versions')] : []),
        button('To print', 'interests/print'),
      ],
    }),
  )
}

const dueLine = ({ dueOn = '' }: SeenRegister['status'], isConfirmed: boolean): string =>
  isConfirmed
    ? `It is due again on ${longDate(dueOn)}; you are reminded before (rule R1).`
    : `That leaves the date alone: all of it is to be confirmed by ${longDate(dueOn)} (rule R1).`
