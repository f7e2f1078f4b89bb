// Requests to the central pot in words: the sum of a shortfall, and why one is refused or a key does not turn.
import { hours, longDate } from '../../domain/format.ts'
import type { Refusal, ShortfallSum } from '../../domain/refusal.ts'
import type { StandIn } from '../../domain/standIn.ts'

/** X2: `from Mon 23 Nov 2026 to Fri 27 Nov 2026`. */
export const standInTime = ({ from, to }: Pick<StandIn, 'from' | 'to'>): string =>
  `from ${longDate(from)}${to === undefined ? ', until ended' : ` to ${longDate(to)}`}`

/** P11, with its sum. */
export const noShortfall = ({ hours: asked, usable, promised, remaining }: ShortfallSum): string =>
  `Your own hours come first, and they cover this work: ${hours(usable)} left` +
  (promised > 0 ? ` − ${hours(promised)} promised to other requests = ${hours(remaining)}` : '') +
  `, and the work takes ${hours(asked)}. Log it against your allocation (rule P11).`

/** `24 h of work − 8 h of your own hours (16 h left, 8 h of it promised) = 16 h from the central pot`. */
export function shortfallLine(sum: ShortfallSum, whose: 'your' | 'the peer’s'): string {
  const { hours: asked, usable, promised, remaining, shortfall } = sum
  const beside = promised > 0 ? ` (${hours(usable)} left, ${hours(promised)} of it promised)` : ''
  const own = `${hours(Math.min(asked, remaining))} of ${whose} own hours${beside}`
  return `${hours(asked)} of work − ${own} = ${hours(shortfall)} from the central pot`
}

/** P11, X2: why a request cannot be for those dates. */
export function requestDates({ problem, from, to }: Extract<Refusal, { type: 'request-dates' }>): string {
  switch (problem) {
    case 'reversed':
      return 'The work ends before it begins: check From and To.'
    case 'too-short':
      return `That is more than ${from === to ? `${longDate(from)} has` : `the days from ${longDate(from)} to ${longDate(to)} have`}, at 24 h a day: check Hours of work, From and To (rule D3).`
    case 'two-years':
      return `${longDate(from)} and ${longDate(to)} lie in two meeting years. Ask for each year by itself (rule P11).`
    case 'year-closed':
      return `The year of ${longDate(from)} is closed, and nothing can be granted in it any more (rule X2).`
  }
}

/** X2: why a key does not turn. */
export const keyProblems: Record<Extract<Refusal, { type: 'key' }>['problem'], string> = {
  'own-request': 'This is your own request: others decide it (rule X2).',
  'not-yours':
    'This request is not yours to decide today. The National Lead Peer and the Head of Group Office decide it, or whoever stands in for them (rule X2).',
  'both-keys': 'You have agreed once already; the other agreement takes a second person (rule X2).',
  turned: 'That agreement has been given already. Nothing more is needed from you (rule X2).',
}

/** X2: why somebody may not stand in. */
export const standInProblems: Record<Extract<Refusal, { type: 'stand-in' }>['problem'], string> = {
  'not-yours-to-name': 'A stand-in is named by the holder of the role or by the Group Leader (rule X2).',
  oneself: 'That person holds the role already. Choose somebody else (rule X2).',
  'wrong-person':
    'The National Lead Peer’s stand-in is a councillor of the group, not office staff; the Head’s may be either (rule X2).',
  'both-keys': 'That person decides for the other side in that time, and nobody decides for both (rule X2).',
  dates: 'The stand-in ends before it begins: check From and To.',
  over: 'That time is over already: pick a To from today on, or leave it empty (rule X2).',
}
