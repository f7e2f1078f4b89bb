// What was changed about a person, in words: for the office's cards and for whoever looks into what happened.
import type { PersonChange } from '../../app/people/personChanges.ts'
import { dateAt } from '../../domain/calendar.ts'
import { list, longDate } from '../../domain/format.ts'
import { roleTitle, type Particulars } from '../../domain/person.ts'
import { regionTitle } from '../../domain/regions.ts'
import { nameIn, type Names } from './names.ts'

/** `role: Member peer → Regional lead peer`, one a field that differs. */
export function differences(before: Particulars, after: Particulars): string[] {
  const was = wordsOf(before)
  const is = wordsOf(after)
  return Object.entries(is).flatMap(([field, value]) =>
    was[field as keyof typeof was] === value
      ? []
      : [`${field}: ${was[field as keyof typeof was]} → ${value}`],
  )
}

const wordsOf = ({ name, email, role, regions, joinedOn, leftOn }: Particulars) => ({
  name,
  email,
  role: roleTitle(role),
  regions: regions.length === 0 ? 'none' : list(regions.map(regionTitle)),
  'first day': longDate(joinedOn),
  'last day': leftOn === undefined ? 'none' : longDate(leftOn),
})

/** One line: when, who, what, why. @param names of the people of the group, by id. */
export function changeLine(change: PersonChange, names: Names): string {
  const { at, by, kind, before, after, why } = change
  const who = by === 'settings' ? 'the settings' : nameIn(names, by)
  const when = at === 0 ? 'At the start' : longDate(dateAt(at))
  const reason = why === '' ? '' : ` Reason: ${why}`
  switch (kind) {
    case 'added':
      return `${when}: added by ${who}${after ? ` as ${roleTitle(after.role)}` : ''}.${reason}`
    case 'changed':
      return `${when}: changed by ${who}: ${before && after ? differences(before, after).join('; ') : ''}.${reason}`
    case 'invited':
      return `${when}: given an invitation code by ${who}.`
    case 'invitation-removed':
      return `${when}: the invitation was removed by ${who}.`
    case 'erased':
      return `${when}: personal data erased by ${who}.${reason}`
  }
}
