// The columns of the exported pot and of the requests to it.
import { askedByTitle } from '../../domain/activities.ts'
import { yearName } from '../../domain/format.ts'
import { roleTitle, type Person } from '../../domain/person.ts'
import { availableIn, unallocatedIn, type Pot, type PotRequest } from '../../domain/pot.ts'
import { holderOf, type InPlaceOf } from '../../domain/request.ts'
import type { Column } from './csv.ts'
import { h, on, strandNames, whose, type Name } from './exportCells.ts'

/** X1, Y2: a row a year. */
export const potColumns: readonly Column<Pot>[] = [
  ['Year', ({ year }) => yearName(year)],
  ['Given to the group', ({ given }) => h(given)],
  ['Allocated to peers', ({ allocated }) => h(allocated)],
  ['In the pot', ({ funded }) => h(funded)],
  ['Not allocated', (pot) => h(unallocatedIn(pot))],
  ['Pot available', (pot) => h(availableIn(pot))],
  ['Pot reserved', ({ reserved }) => h(reserved)],
  ['Pot granted', ({ granted }) => h(granted)],
  ['Requests waiting', ({ waiting }) => waiting],
  ['Requests so far', ({ requests }) => requests],
]

type RequestLine = { readonly subject: Person; readonly request: PotRequest }

const states: Record<PotRequest['state'], string> = {
  waiting: 'Waits for hours',
  reserved: 'Waits for agreement',
  granted: 'Granted',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
  closed: 'Closed with its year',
  covered: 'Covered by own hours',
}

export function requestColumns(name: Name): readonly Column<RequestLine>[] {
  const inPlace = (whose?: InPlaceOf) =>
    whose?.vacant ? `Vacant: ${roleTitle(holderOf(whose.vacant))}` : name(whose?.for)
  const key = (of: 'national' | 'head', title: string): Column<RequestLine>[] => [
    [`${title} agreed on`, ({ request }) => on(request.keys[of]?.at)],
    [`${title}: by`, ({ request }) => name(request.keys[of]?.by)],
    [`${title}: in place of`, ({ request }) => inPlace(request.keys[of])],
  ]
  return [
    ...whose,
    ['Year', ({ request }) => yearName(request.year)],
    ['Request', ({ request }) => request.seq],
    ['Sent on', ({ request }) => request.on],
    ['From', ({ request }) => request.ask.from],
    ['To', ({ request }) => request.ask.to],
    ['Strand', ({ request }) => strandNames[request.ask.strand]],
    ['Asked by', ({ request }) => askedByTitle(request.ask.askedBy)],
    ['What for', ({ request }) => request.ask.what],
    ['Hours of work', ({ request }) => h(request.ask.minutes)],
    ['Shortfall', ({ request }) => h(request.sum.shortfall)],
    ['State', ({ request }) => states[request.state]],
    ...key('national', 'National Lead Peer'),
    ...key('head', 'Head of Group Office'),
    ['Ended on', ({ request }) => on(request.end?.at)],
    ['Ended by', ({ request }) => name(request.end?.by)],
    ['Ended in place of', ({ request }) => inPlace(request.end)],
    ['Reason', ({ request }) => request.end?.reason],
    ['Claim code', ({ request }) => request.grant?.code],
    ['Granted', ({ request }) => h(request.grant?.minutes)],
    ['Taken back', ({ request }) => h(request.grant?.revoked?.minutes)],
  ]
}
