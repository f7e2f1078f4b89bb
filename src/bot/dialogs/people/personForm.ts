// What the office changes about a person: the form's fields, and the revision that is read from them (L1).
import { z } from 'zod'
import type { Revision } from '../../../app/people/changePerson.ts'
import { isLocalDate } from '../../../domain/calendar.ts'
import { Id } from '../../../domain/id.ts'
import { particularsOf, roles, type Person } from '../../../domain/person.ts'
import { regionIds } from '../../../domain/regions.ts'
import { sentence } from '../../replies.ts'
import { kept, nameProblems, reasonProblems } from '../typed.ts'

/** The fields as text, and as the card showed them: only what differs is changed, so that two at once lose nothing. */
const fields = {
  name: kept.field,
  email: kept.field,
  role: kept.field,
  /** A multiple choice: ids, comma-separated. */
  regions: kept.field,
  joinedOn: kept.field,
  leftOn: kept.field,
}
export const ChangeForm = z.object({
  command: kept.command,
  person: Id,
  ...fields,
  why: kept.text,
  shown: z.object(fields),
})
export type ChangeForm = z.infer<typeof ChangeForm>

export const shownOf = (person: Person): ChangeForm['shown'] => ({
  ...particularsOf(person),
  regions: person.regions.join(','),
  leftOn: person.leftOn ?? '',
})

type Read = { readonly revision: Revision } | { readonly problems: string[] }

export function readRevision(form: ChangeForm): Read {
  const differs = (field: keyof ChangeForm['shown']) => form[field].trim() !== form.shown[field]
  const role = roles.find((each) => each === form.role)
  const chosen = regionIds.filter((each) => form.regions.split(',').includes(each))
  const isWeighty = differs('role') || differs('regions') || differs('joinedOn') || differs('leftOn')
  const problems = [
    ...nameProblems(form.name),
    ...(z.email().safeParse(form.email.trim()).success
      ? []
      : ['Email: type the work address that they use in Teams.']),
    ...(role ? [] : ['Role: choose one.']),
    ...(isLocalDate(form.joinedOn) ? [] : ['First day: pick a date.']),
    ...(form.leftOn === '' || isLocalDate(form.leftOn) ? [] : ['Last day: pick a date.']),
    ...(isWeighty && form.why.trim() === '' ? ['Reason: say why; it is kept with the change.'] : []),
    ...reasonProblems(form.why),
    ...(Object.keys(form.shown).some((field) => differs(field as keyof ChangeForm['shown']))
      ? []
      : [sentence({ type: 'unchanged' })]),
  ]
  if (problems.length > 0 || !role) return { problems }
  return {
    revision: {
      ...(differs('name') && { name: form.name.trim() }),
      ...(differs('email') && { email: form.email.trim() }),
      ...(differs('role') && { role }),
      ...(differs('regions') && { regions: chosen }),
      ...(differs('joinedOn') && { joinedOn: form.joinedOn }),
      ...(differs('leftOn') && { leftOn: form.leftOn }),
    },
  }
}
