// The columns of exported entries: every line of the ledger, work and whatever else changes a year's figures.
import type { LedgerLine } from '../../app/records/exporting.ts'
import { activityTitle, askedByTitle, strandOf } from '../../domain/activities.ts'
import { yearName } from '../../domain/format.ts'
import type { Column } from './csv.ts'
import { h, strandNames, whose, type Name } from './exportCells.ts'

const lineKinds: Record<LedgerLine['entry']['kind'], string> = {
  work: 'Work',
  reversal: 'Taken back',
  nil: 'Nil return',
  allocation: 'Allocation',
  carried: 'Carried over',
  promise: 'Promised to a request',
  grant: 'Grant',
  opening: 'Opening',
  extension: 'Use-by date changed',
  'write-off': 'Written off',
  'next-year': 'Next year opened',
}
const reasons = {
  'used-up': 'Allocation used up',
  'no-allocation': 'No allocation',
  conference: 'Conference, not cleared',
  declined: 'Clearance declined',
}

/** D5: what was taken back counts negative, so that a column sums to what stands. */
export function entryColumns(name: Name): readonly Column<LedgerLine>[] {
  const work = ({ entry }: LedgerLine) => (entry.kind === 'work' ? entry : undefined)
  const counted = ({ entry }: LedgerLine) =>
    entry.kind === 'work' ? entry : entry.kind === 'reversal' ? entry.work : undefined
  const sum =
    (of: 'minutes' | 'claimed' | 'held' | 'granted' | 'unclaimed') =>
    (line: LedgerLine): number | undefined => {
      const { entry, used } = line
      // D7: what was used before the records begin was claimed.
      if (used !== undefined) return of === 'minutes' || of === 'claimed' ? h(used) : undefined
      const minutes = counted(line)?.[of]
      return h(minutes && entry.kind === 'reversal' ? -minutes : minutes)
    }
  const noted = (line: LedgerLine, of: 'place' | 'notes') => (line.hasNotes ? work(line)?.[of] : undefined)
  return [
    ...whose,
    ['Year', ({ entry }) => yearName(entry.year)],
    ['Line', ({ entry }) => entry.seq],
    ['Kind', ({ entry }) => lineKinds[entry.kind]],
    ['Date of work', (line) => counted(line)?.date],
    [
      'Month',
      ({ entry }) =>
        entry.kind === 'nil' ? entry.period : entry.kind === 'reversal' ? entry.nil : undefined,
    ],
    ['Hours', sum('minutes')],
    ['Claimed', sum('claimed')],
    ['Held for clearance', sum('held')],
    ['From a grant', sum('granted')],
    ['Unclaimed', sum('unclaimed')],
    ['Unclaimed because', (line) => reasonOf(counted(line))],
    ['Claim code', ({ code }) => code],
    ['Hours set to', ({ entry }) => h(setTo(entry))],
    ['Usable until', ({ entry }) => (entry.kind === 'extension' ? entry.until : undefined)],
    ['Activity', (line) => activityOf(work(line)?.activity)],
    ['Strand', (line) => strandIn(work(line)?.activity)],
    ['Asked by', (line) => askerOf(work(line)?.askedBy)],
    ['Council or region', (line) => noted(line, 'place')],
    ['Notes', (line) => noted(line, 'notes')],
    ['Takes back line', ({ entry }) => (entry.kind === 'reversal' ? entry.answers : undefined)],
    ['Answered by line', ({ answer }) => answer?.by],
    ['Answered as', ({ answer }) => answer?.as],
    ['Entered on', ({ entry }) => entry.on],
    ['Entered by', ({ entry }) => name(entry.by)],
    ['Reason', (line) => (line.hasNotes ? line.entry.reason : undefined)],
    ['Policy version', ({ entry }) => entry.policy],
  ]
}

/** What a line sets a figure of the year to, in minutes: work alone adds to one. */
function setTo(entry: LedgerLine['entry']): number | undefined {
  if (entry.kind === 'opening') return entry.carried
  return 'minutes' in entry && entry.kind !== 'work' ? entry.minutes : undefined
}

type Work = Extract<LedgerLine['entry'], { kind: 'work' }>
const reasonOf = (work: { because?: keyof typeof reasons | undefined } | undefined) =>
  work?.because && reasons[work.because]
const activityOf = (id: Work['activity'] | undefined) => id && activityTitle(id)
const askerOf = (id: Work['askedBy'] | undefined) => id && askedByTitle(id)
function strandIn(id: Work['activity'] | undefined): string | undefined {
  const strand = id && strandOf(id)
  return strand && strandNames[strand]
}
