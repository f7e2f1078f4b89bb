// Sums in words: what an entry took from which lot, and what is left after it.
import { logByOf, lotsOf, useByOf } from '../../domain/lots.ts'
import type { Sums } from '../../domain/account.ts'
import type { Balance } from '../../domain/balance.ts'
import { activityTitle, isCorporate } from '../../domain/activities.ts'
import { lastDayOf, yearOf, type LocalDate } from '../../domain/calendar.ts'
import type { Reversal, UnclaimedReason, WorkEntry } from '../../domain/entry.ts'
import { hasLeft, type Person } from '../../domain/person.ts'
import { projectionOf, type Projection } from '../../domain/projection.ts'
import { days, hours, longDate, periodName, yearName } from '../../domain/format.ts'
import type { Receipt, YearChange } from '../../app/hours/change.ts'

/** `2 h on Fri 20 Nov 2026: Ad hoc mentoring`. */
export const workLine = ({
  minutes,
  date,
  activity,
}: Pick<WorkEntry, 'minutes' | 'date' | 'activity'>): string =>
  `${hours(minutes)} on ${longDate(date)}: ${activityTitle(activity)}`

/** How the minutes of an entry are counted: `2 h claimed`, `1 h claimed, 1 h unclaimed (nothing was left)`. */
export function countedLine({ claimed, held, granted = 0, unclaimed, because }: WorkEntry): string {
  const parts = [
    claimed > 0 ? `${hours(claimed)} claimed` : '',
    granted > 0 ? `${hours(granted)} from the central pot` : '',
    held > 0 ? `${hours(held)} held until the Head of Group Office clears it` : '',
    unclaimed > 0 ? `${hours(unclaimed)} unclaimed${because ? ` (${reasons[because]})` : ''}` : '',
  ]
  return parts.filter(Boolean).join(', ')
}

const reasons: Record<UnclaimedReason, string> = {
  'used-up': 'no hours were left',
  'no-allocation': 'no allocation',
  conference: 'conferences are not claimed',
  declined: 'declined by the Head of Group Office',
}

/** What a change did to the lots, year by year, each with its sum. */
export const effectLines = ({ years }: Receipt, today: LocalDate): string[] =>
  years.flatMap((change) => yearLines(change, years.length > 1, today))

function yearLines({ before, after }: YearChange, isNamed: boolean, today: LocalDate): string[] {
  const [was, is] = [lotsOf(before), lotsOf(after)]
  const of = isNamed ? ` of ${yearName(after.year)}` : ''
  const lines: string[] = []
  if (after.carried !== before.carried) {
    // An opening says itself what was carried in.
    const isOpening = JSON.stringify(after.opening) !== JSON.stringify(before.opening)
    const why = isOpening
      ? 'as the opening says (rule D7)'
      : `because ${yearName(after.year - 1)} changed (rule D4)`
    lines.push(
      `Carried into ${yearName(after.year)}: ${hours(before.carried)} → ${hours(after.carried)}, ${why}.`,
    )
  }
  if (is.carried.drawn !== was.carried.drawn)
    lines.push(
      `${moved('Carried hours', is.carried.drawn - was.carried.drawn, was.carried.left, is.carried.left, of, carriedState(after, today))}.`,
    )
  if (is.allocation.drawn !== was.allocation.drawn)
    lines.push(
      `${moved('Allocation', is.allocation.drawn - was.allocation.drawn, was.allocation.left, is.allocation.left, of)}.`,
    )
  for (const [id, { code, granted, drawn }] of Object.entries(after.requests)) {
    const earlier = before.requests[id]?.drawn ?? 0
    if (code !== undefined && drawn !== earlier)
      lines.push(`${moved(code, drawn - earlier, granted - earlier, granted - drawn, '')}.`)
  }
  if (after.unclaimed !== before.unclaimed)
    lines.push(
      `Unclaimed${of}: ${hours(before.unclaimed)} ${signed(after.unclaimed - before.unclaimed)} = ${hours(after.unclaimed)}.`,
    )
  return lines
}

/** `Allocation: 160 h − 2 h = 158 h left`. A figure that changed by itself as well is only told. */
const moved = (lot: string, drawn: number, was: number, is: number, of: string, state = 'left'): string =>
  was - drawn === is
    ? `${lot}${of}: ${hours(was)} ${signed(-drawn)} = ${hours(is)} ${state}`
    : `${lot}${of}: ${hours(is)} ${state}`

/** C2: what carried hours that nothing has used are on a date; D4: while late logs may use them, provisionally. */
function carriedState(sums: Sums, today: LocalDate): string {
  const [useBy, logBy] = [useByOf(sums), logByOf(sums)]
  if (today > useBy) return today > logBy ? 'lapsed' : `lapsed, provisional until ${longDate(logBy)}`
  return lotsOf(sums).carried.left > 0 ? `left, use by ${longDate(useBy)}` : 'left'
}

const signed = (minutes: number): string => `${minutes < 0 ? '−' : '+'} ${hours(Math.abs(minutes))}`

/** What work dated today could use: `4 h carried over (use by Mon 30 Nov 2026) and 150 h (18.75 days) of 2026/27`. */
export function leftLine(sums: Sums, today: LocalDate): string {
  const { carried, allocation } = lotsOf(sums)
  const useBy = useByOf(sums)
  if (carried.given + allocation.given === 0) return `no allocation for ${yearName(sums.year)}`
  const parts = [
    carried.left > 0 && today <= useBy
      ? `${hours(carried.left)} carried over (use by ${longDate(useBy)})`
      : '',
    `${hours(allocation.left)} (${days(allocation.left)}) of ${yearName(sums.year)}`,
  ]
  return parts.filter(Boolean).join(' and ')
}

/** What there is to use of the year that is logged in; of one that is over, what it carried on (C2, D4). */
export function haveLine(
  { carried, allocation, grants, year, carriedOn }: Balance,
  today: LocalDate,
  who: 'you' | 'they' = 'you',
): string {
  const [They, name] = [who === 'you' ? 'You' : 'They', yearName(year)]
  if (carried.given + allocation.given + grants.given === 0)
    return `${They} have no allocation for ${name}; what ${who === 'you' ? 'you log' : 'is logged'} is kept as unclaimed (volunteered).`
  const pot = grants.left > 0 ? `${hours(grants.left)} from the central pot` : ''
  if (today > lastDayOf(year)) {
    const rest = pot && `, or out of ${pot} where it is charged to that`
    return carriedOn > 0
      ? `${name} is over: ${who} carried ${hours(carriedOn)} of it on into ${yearName(year + 1)}, and what is logged for ${name} now comes out of them${rest} (rules C2, D4).`
      : `${name} is over, and ${who} had none of its hours left to carry on${pot && `; ${pot} can still be charged`} (rules C2, D4).`
  }
  const usable = carried.left > 0 && today <= carried.useBy
  const over = usable ? `${hours(carried.left)} carried over (use by ${longDate(carried.useBy)}) and ` : ''
  return `${They} have ${over}${hours(allocation.left)} of ${name} left${pot && `, and ${pot}`}.`
}

/** C5: `at your pace about 43.25 h more, which leaves about 28.75 h unused`. */
export function projectedLine(
  { drawn, more, carriedMore, unused }: Projection,
  whose: 'your' | 'their' = 'your',
): string {
  const rest =
    unused > 0
      ? `leaves about ${hours(unused)} unused`
      : unused < 0
        ? `is about ${hours(-unused)} beyond the allocation`
        : 'is about all that is left'
  return drawn === 0
    ? `nothing used so far; ${hours(unused)} would stay unused`
    : `at ${whose} pace about ${hours(more)} more${carriedMore > 0 ? ` (${hours(carriedMore)} of it carried over)` : ''}, which ${rest}`
}

/** C5: said whenever corporate work is logged, with the pace at which the hours of a peer who stays go. */
export function corporateNotes(receipt: Receipt, peer: Person, today: LocalDate): string[] {
  const corporate = workOf(receipt).entered.filter(({ activity }) => isCorporate(activity))
  if (corporate.length === 0) return []
  const sums = receipt.years.find(({ after }) => after.year === yearOf(today))?.after
  // D3: the pace of somebody who leaves during the year leads nowhere.
  const isStaying = !hasLeft(peer, lastDayOf(yearOf(today)))
  const projection = sums && isStaying ? projectionOf(sums, today) : undefined
  return [
    ...(projection
      ? [`By ${longDate(lastDayOf(yearOf(today)))}: ${projectedLine(projection)} (rule C5).`]
      : []),
    'Corporate work comes out of your own hours where they would not all be used by 31 August. Otherwise talk to the Head of Group Office before claiming more of it, and in doubt hold off until towards the year end (rule C5).',
  ]
}

/** What a change took back and did not enter anew. */
export const takenBackLines = ({ entries }: Receipt): string[] =>
  entries.flatMap((entry) => {
    if (entry.kind !== 'reversal' || entry.as !== 'undo') return []
    if (entry.nil !== undefined) return [`Nil return for ${periodName(entry.nil)}: taken back`]
    return entry.work ? [`${hours(entry.work.minutes)} on ${longDate(entry.work.date)}: taken back`] : []
  })

/** The work that a change leaves standing: what was entered, and what a late change displaced from its lots (D4). */
export function workOf({ entries }: Receipt): { entered: WorkEntry[]; displaced: WorkEntry[] } {
  const answered = new Set(entries.flatMap((entry) => (entry.kind === 'reversal' ? [answeredBy(entry)] : [])))
  const own = new Set(entries.map(nameOf))
  const standing = entries
    .filter((entry) => entry.kind === 'work')
    .filter((work) => !answered.has(nameOf(work)))
  // What the change itself entered and could not keep claimed was entered all the same.
  const isDisplaced = ({ replaces }: WorkEntry) => replaces?.as === 'moved' && !own.has(nameOf(replaces))
  return {
    entered: standing.filter((work) => !isDisplaced(work)),
    displaced: standing.filter(isDisplaced),
  }
}

const nameOf = ({ year, seq }: { year: number; seq: number }): string => `${year} ${seq}`
const answeredBy = ({ year, answers }: Reversal): string => nameOf({ year, seq: answers })

/** D4: `3 h on Sat 5 Sep 2026: Query, became unclaimed because 2025/26 changed`. */
export const displacedLines = (receipt: Receipt): string[] =>
  workOf(receipt).displaced.map((work) => {
    const before = receipt.entries.find(
      (entry) => entry.kind === 'reversal' && answeredBy(entry) === nameOf(work.replaces ?? work),
    )
    const was = before?.kind === 'reversal' ? (before.work?.unclaimed ?? 0) : 0
    const all = work.unclaimed - was === work.minutes ? '' : `${hours(work.unclaimed - was)} of it `
    return `${workLine(work)}, ${all}became unclaimed because ${yearName(work.year - 1)} changed (rule D4)`
  })

/** Why claimed hours fall short, each reason once, with what it means. */
export function unclaimedNotes(receipt: Receipt): string[] {
  const { entered, displaced } = workOf(receipt)
  const because = new Set(
    [...entered, ...displaced].flatMap((entry) => (entry.unclaimed > 0 ? (entry.because ?? []) : [])),
  )
  return [...because].map((reason) => notes[reason])
}

const notes: Record<UnclaimedReason, string> = {
  'used-up':
    'Hours beyond what is left are kept as unclaimed (volunteered): they count in reports, and you are offered them again when hours are freed (rule D2).',
  'no-allocation':
    'You have no allocation this year, so the hours are kept as unclaimed (volunteered) and count in reports (rule D3).',
  conference:
    'Conferences are not claimed unless you were asked to attend as a peer and did enough peer work. Talk to the Head of Group Office, ideally before the event; the hours are kept as unclaimed (rule C4).',
  declined:
    'The Head of Group Office declined the claim, and the reason is in your history. The hours count in reports (rule X3).',
}

/** X3, C4: why hours are held, said whenever they are; each reason once. */
export const heldNotes = (works: readonly Pick<WorkEntry, 'held' | 'activity'>[]): string[] => [
  ...new Set(
    works
      .filter(({ held }) => held > 0)
      .map(({ activity }) => (activity === 'conference' ? heldConference : heldDirect)),
  ),
]

const heldDirect =
  'Talk to the Head of Group Office about it: work asked for directly by the region or the LGA is discussed with them before it is claimed. Until then the hours are held: they are kept for you, and nobody else can use them (rule X3).'
const heldConference =
  'The Head of Group Office decides whether it is claimed: only if you were asked to attend as a peer and did enough peer work. Until then the hours are held: they are kept for you, and nobody else can use them (rule C4).'
