// R1: a private word before Save, when work names a body that the peer has registered an interest in. It stops nothing, is
// kept nowhere, and is in no summary.
import type { Deps } from '../../app/deps.ts'
import { interestsNamed } from '../../app/hours/interestNotes.ts'
import type { Named } from '../../domain/nudge.ts'
import type { Person } from '../../domain/person.ts'
import { policyOf } from '../../domain/policy.ts'
import { beginning } from '../dialogs/typed.ts'

/** Entries to name; more are counted. */
const mostNamed = 2

/** A line for the peer's own form; none when nothing is named. */
export async function nudgeLines(deps: Deps, person: Person, named: Named): Promise<string[]> {
  const found = await interestsNamed(deps, person, named)
  if (found.length === 0) return []
  const { headings } = policyOf(person.group).register
  const told = found.slice(0, mostNamed).map(({ heading, text = '' }) => {
    const title = headings.find(({ id }) => id === heading)?.title ?? 'Your register'
    return `“${beginning(text, 120)}” (${title})`
  })
  const more = found.length > mostNamed ? ` and ${found.length - mostNamed} more` : ''
  return [
    `You registered an interest in ${told.join(' and ')}${more}. Only you see this note, and it stops nothing; if in doubt, ask the Head of Group Office first (rule R1).`,
  ]
}
