// `interests`: one's own register as one form whose headings fold away, confirmed in one press when nothing has changed. A
// form that is refused keeps what was typed; one that another version has overtaken shows the difference and asks which.
import type { Deps } from '../../../app/deps.ts'
import { seeRegister, seeVersions, type SeenRegister } from '../../../app/register/register.ts'
import { confirmRegister, saveRegister } from '../../../app/register/saveRegister.ts'
import { mayDo } from '../../../domain/permissions.ts'
import { policyOf } from '../../../domain/policy.ts'
import type { Refusal } from '../../../domain/refusal.ts'
import { nextVersion, type RegisterVersion } from '../../../domain/register.ts'
import { difference } from '../../../domain/registerDifference.ts'
import { button } from '../../cards.ts'
import { fits, fitting } from '../../fitting.ts'
import { changeLines, headingTitles, versionTitle } from '../../words/registerWords.ts'
import { registerProblem } from '../../words/registerProblems.ts'
import { sentence } from '../../replies.ts'
import { pressOf, type Reply, type Turn } from '../../turn.ts'
import { showGroupRegisters } from './groupInterests.ts'
import { formReply, ownVersion } from './interestsCard.ts'
import { mostRoom, statedIn, whyOf, type InterestsForm } from './interestsForm.ts'
import { receipt } from './interestsReceipt.ts'
import { offer } from '../link.ts'
import { notice, refused } from '../notice.ts'

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
  const { person } = turn
  const seen = await seeRegister(deps, person, person)
  if (!seen.ok) return refused(seen.error)
  const { headings } = policyOf(person.group).register
  const before =
    seen.value.register.seq === form.base ? ownVersion(seen.value) : await versionOf(deps, turn, form.base)
  const stated = statedIn(form, before, headings)
  const press = pressOf(turn, form.command)
  const done = await saveRegister(deps, press, { base: form.base, why: whyOf(form), stated })
  if (done.ok) return receipt(deps, turn, done.value, 'saved')
  return refusedForm(deps, turn, form, done.error)
}

/** R1: in one press; what was typed meanwhile is not lost over it. */
export async function confirmInterests(deps: Deps, turn: Turn, form: InterestsForm): Promise<Reply> {
  const { person } = turn
  const seen = await seeRegister(deps, person, person)
  if (!seen.ok) return refused(seen.error)
  const version = ownVersion(seen.value)
  if (version && version.seq === form.base && isTyped(turn, form, version))
    return keeping(turn, seen.value, form, [
      'Something in the form has changed: press Save to keep it. To leave it out, type “interests” and press “Nothing has changed” there.',
    ])
  const press = pressOf(turn, `confirm ${form.command}`)
  const done = await confirmRegister(deps, press, form.base)
  if (done.ok) return receipt(deps, turn, done.value, 'confirmed')
  return refusedForm(deps, turn, form, done.error)
}

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

async function versionOf(deps: Deps, { person }: Turn, seq: number): Promise<RegisterVersion | undefined> {
  const seen = await seeVersions(deps, person, person)
  return seen.ok ? (seen.value.find((each) => each.seq === seq) as RegisterVersion | undefined) : undefined
}

async function refusedForm(deps: Deps, turn: Turn, form: InterestsForm, refusal: Refusal): Promise<Reply> {
  if (refusal.type === 'busy') return refused(refusal)
  const seen = await seeRegister(deps, turn.person, turn.person)
  if (!seen.ok) return refused(seen.error)
  // The same card on another device has saved something else: what is typed here is another version, not the same one.
  const isUsed = refusal.type === 'other-body'
  const late = await overtaken(deps, turn, isUsed ? { ...form, command: turn.id } : form, seen.value)
  if (late) return late
  if (isUsed) return refused(refusal, [button('Open my register', 'interests')])
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
