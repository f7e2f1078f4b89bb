// How a request to the central pot stands, in words: its state, and how it ended.
import { dateAt } from '../../domain/calendar.ts'
import { hours, longDate, yearName } from '../../domain/format.ts'
import type { Person } from '../../domain/person.ts'
import type { PotRequest } from '../../domain/pot.ts'
import { inPlace } from './keyWords.ts'
import { nameIn, type Names } from './names.ts'

export function stateOf({ state, keys, grant, sum }: PotRequest): string {
  const turned = Object.keys(keys).length
  switch (state) {
    case 'waiting':
      return `Waits in order until the pot can hold its ${hours(sum.shortfall)}${turned > 0 ? `; ${turned === 1 ? 'one of the two has' : 'both have'} agreed` : ''}.`
    case 'reserved':
      return turned > 0
        ? 'One of the two has agreed; it waits for the other.'
        : 'Its hours are reserved; it waits to be agreed.'
    case 'granted':
      return grantLine(grant)
    case 'covered':
      return 'Not needed any more: the peer’s own hours cover the work now (rule P11).'
    case 'declined':
      return 'Declined.'
    case 'withdrawn':
      return 'Withdrawn.'
    case 'closed':
      return 'Closed with its year, undecided (rule X2).'
  }
}

/** X4: what is left of a grant, and what was taken back of it. */
function grantLine(grant: PotRequest['grant']): string {
  const { code = '', minutes = 0, revoked } = grant ?? {}
  if (minutes === 0 && revoked) return `Taken back: all ${hours(revoked.minutes)} under ${code}.`
  return `Granted: ${hours(minutes)} under ${code}${revoked ? `, once ${hours(revoked.minutes)} were taken back` : ''}.`
}

/** X4: what became of it, by whom and why; nothing while it is open. */
export function endNotes(
  { end, state, year, grant }: PotRequest,
  names: Names,
  requester: Person,
  isMine: boolean,
): string[] {
  if (!end) return []
  const on = longDate(dateAt(end.at))
  const by = end.by === undefined ? '' : ` by ${nameIn(names, end.by)}${inPlace(end, names, requester)}`
  const revoked = grant?.revoked
  if (revoked)
    return [
      `${hours(revoked.minutes)} that were unused were taken back by ${nameIn(names, revoked.by)} on ${longDate(dateAt(revoked.at))}: ${revoked.reason}`,
    ]
  if (state === 'granted')
    return [
      isMine
        ? `Log the work with “Charge to” ${grant?.code ?? ''}: your own hours go first, then these. What is unused ends with ${yearName(year)} (rule X4).`
        : `Agreed on ${on}. What is unused ends with ${yearName(year)} (rule X4).`,
    ]
  return [
    `${state === 'declined' ? 'Declined' : state === 'withdrawn' ? 'Withdrawn' : 'Ended'}${by} on ${on}${end.reason ? `: ${end.reason}` : '.'}`,
  ]
}
