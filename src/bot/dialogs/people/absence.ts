// `absence`: the Head of Group Office agrees that a peer is absent, so that no log is due from them (P13).
import { z } from 'zod'
import { absencesOf } from '../../../app/people/absences.ts'
import { agreeAbsence, endAbsence } from '../../../app/people/agreeAbsence.ts'
import type { Deps } from '../../../app/deps.ts'
import { readPerson } from '../../../app/people/directory.ts'
import { peersFor } from '../../../app/notices/checkLogs.ts'
import { isLocalDate } from '../../../domain/calendar.ts'
import { longDate } from '../../../domain/format.ts'
import { roleTitle } from '../../../domain/person.ts'
import { button, reply } from '../../cards.ts'
import { sentence } from '../../replies.ts'
import { pressOf, type Reply, type Turn } from '../../turn.ts'
import { peopleNamed } from '../../reading/name.ts'
import { beginning, kept } from '../typed.ts'

export const AbsenceForm = z.object({
  person: kept.field,
  from: kept.field,
  to: kept.field,
  absence: kept.field,
})
export type AbsenceForm = z.infer<typeof AbsenceForm>

const empty: AbsenceForm = { person: '', from: '', to: '', absence: '' }
const mostListed = 20

/** @param find a name as typed. */
export async function openAbsence(deps: Deps, turn: Turn, find = ''): Promise<Reply> {
  const named = find === '' ? [] : peopleNamed(await peersFor(deps, turn.person), find)
  const [only] = named
  if (find === '' || (only && named.length === 1))
    return showForm(deps, turn, { ...empty, person: only?.id ?? '' }, [])
  const who = named.length === 0 ? 'no peer of your group' : 'the name of several peers'
  return showForm(deps, turn, empty, [`“${beginning(find, 60)}” is ${who}. Choose the peer below.`])
}

export async function saveAbsence(deps: Deps, turn: Turn, form: AbsenceForm): Promise<Reply> {
  const problems = [
    ...(form.person ? [] : ['Who is absent: choose a peer.']),
    ...(isLocalDate(form.from) ? [] : ['From: pick the first day.']),
    ...(isLocalDate(form.to) ? [] : ['To: pick the last day.']),
  ]
  if (problems.length > 0) return showForm(deps, turn, form, problems)
  return change(deps, turn, form, form.person, form, agreeAbsence)
}

export async function removeAbsence(deps: Deps, turn: Turn, form: AbsenceForm): Promise<Reply> {
  const [person = '', from = '', to = ''] = form.absence.split(' ')
  if (person === '') return showForm(deps, turn, form, ['Absence to take back: choose one first.'])
  return change(deps, turn, form, person, { from, to }, endAbsence)
}

async function change(
  deps: Deps,
  turn: Turn,
  form: AbsenceForm,
  id: string,
  { from, to }: { from: string; to: string },
  how: typeof agreeAbsence,
): Promise<Reply> {
  const peer = await readPerson(deps.store, turn.person.group, id)
  if (!peer) return showForm(deps, turn, form, ['Who is absent: choose a peer.'])
  const done = await how(deps, pressOf(turn, 'absence'), peer, { from, to })
  return done.ok ? showForm(deps, turn, empty, []) : showForm(deps, turn, form, [sentence(done.error)])
}

async function showForm(
  deps: Deps,
  turn: Turn,
  form: AbsenceForm,
  problems: readonly string[],
): Promise<Reply> {
  const peers = await peersFor(deps, turn.person)
  const named: { title: string; value: string }[] = []
  for (const peer of peers)
    for (const { from, to } of await absencesOf(deps.store, peer))
      if (to >= turn.today)
        named.push({
          title: `${peer.name} from ${longDate(from)} to ${longDate(to)}`,
          value: `${peer.id} ${from} ${to}`,
        })
  const shown = named.slice(0, mostListed)
  const lines = [
    'No log is due from a peer whose agreed absence takes in the day it is due, or 15 days of its month (rule P13). No reason is asked for.',
    ...shown.map(({ title }) => title),
  ]
  return reply('absence', ['Agreed absence.', ...problems, ...lines].join(' ').slice(0, 1000), {
    title: 'Agreed absence',
    problems,
    lines,
    people: peers.map(({ id, name, role }) => ({ title: `${name}, ${roleTitle(role)}`, value: id })),
    person: form.person,
    from: isLocalDate(form.from) ? form.from : turn.today,
    to: isLocalDate(form.to) ? form.to : '',
    named: shown,
    actions: [
      button('Agree absence', 'absence/save', {}, { style: 'positive', inputs: 'auto' }),
      ...(shown.length > 0 ? [button('Take back', 'absence/end', {}, { inputs: 'auto' })] : []),
    ],
  })
}
