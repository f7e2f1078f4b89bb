// Who asked for the work, where a text says so: work that the region or the LGA asked for directly is held until it is
// cleared (X3), and a form that says “Group Office” beneath such words would claim it.
import type { AskedBy } from '../../domain/activities.ts'

const asked =
  '\\b(?:asked|requested|invited|approached)\\s+(?:directly\\s+)?(?:by|from)\\s+(?:the\\s+|an?\\s+|my\\s+|our\\s+)?'

const askers: readonly (readonly [AskedBy, RegExp])[] = [
  [
    'direct',
    new RegExp(
      `${asked}(?:lga|local\\s+government\\s+association|region\\w*|principal\\s+advis[eo]r)\\b`,
      'i',
    ),
  ],
  ['councillor', new RegExp(`${asked}(?:cllr|councillor|leader)\\b`, 'i')],
  ['office', new RegExp(`${asked}(?:group\\s+)?office\\b`, 'i')],
]

/** Undefined unless exactly one of them is named. The words stay in the notes: they may say more. */
export function findAsker(text: string): AskedBy | undefined {
  const found = askers.filter(([, pattern]) => pattern.test(text))
  return found.length === 1 ? found[0]?.[0] : undefined
}
