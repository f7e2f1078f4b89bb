// What happened, as a plain sentence: who did what about whom. Everything that people typed in it goes into TextRuns.
import { outcomeTitle, type Remark } from '../../domain/review.ts'
import type { Happening } from '../../app/records/happening.ts'
import { dateAt, timeAt } from '../../domain/calendar.ts'
import type { Entry } from '../../domain/entry.ts'
import { days, hours, longDate, periodName, yearName } from '../../domain/format.ts'
import type { Person } from '../../domain/person.ts'
import type { InPlaceOf } from '../../domain/request.ts'
import { countedLine, workLine } from './figures.ts'
import { differences } from './personWords.ts'

/** A row of the list: the sentence, and when, why and what it belongs to. */
export interface Told {
  readonly title: string
  readonly detail: string
}

export function tell(happening: Happening, people: ReadonlyMap<string, Person>): Told {
  const { at, by, about, request, reason } = happening
  const nameOf = (id: string | undefined): string =>
    id === undefined || id === 'settings' || id === 'delivery'
      ? 'The bot'
      : (people.get(id)?.name ?? 'Somebody who is no longer in the group')
  const who = nameOf(by)
  const whom = about === undefined || about === by ? undefined : nameOf(about)
  const when = `${longDate(dateAt(at))}, ${timeAt(at)}`
  const belongs = request ? [`request no. ${request.seq} of ${yearName(request.year)}`] : []
  const note = noteOf(happening, nameOf)
  return {
    title: `${who} ${deedOf(happening, whom, nameOf)}.`,
    detail: [when, ...belongs, ...(reason ? [`reason: ${reason}`] : []), ...note].join(' · '),
  }
}

const of = (whom: string | undefined): string => (whom === undefined ? '' : ` of ${whom}`)
const onBehalf = (whom: string | undefined): string => (whom === undefined ? '' : ` for ${whom}`)

const keys = { national: 'National Lead Peer', head: 'Head of Group Office' } as const

/** X2: for whom somebody decided who does not hold the key; a requester's own is turned by the Group Leader. */
function inPlace(
  { for: holder, vacant }: InPlaceOf,
  about: string | undefined,
  nameOf: (id: string) => string,
): string {
  if (vacant) return `, standing in while the post of ${keys[vacant]} is vacant`
  if (holder === undefined) return ''
  return holder === about ? ', as the requester holds that key' : `, standing in for ${nameOf(holder)}`
}

function deedOf(
  { deed, about }: Happening,
  whom: string | undefined,
  nameOf: (id: string) => string,
): string {
  switch (deed.type) {
    case 'entry':
      return entryDeed(deed.entry, whom)
    case 'asked':
      return `asked the central pot for ${hours(deed.shortfall)} towards ${hours(deed.minutes)} of work`
    case 'agreed':
      return `agreed to the request${of(whom)} as ${keys[deed.key]}${inPlace(deed.inPlaceOf, about, nameOf)}`
    case 'ended':
      return `ended the request${of(whom)}: ${ends[deed.state] ?? deed.state}${inPlace(deed.inPlaceOf, about, nameOf)}`
    case 'granted':
      return `granted ${hours(deed.minutes)}${whom === undefined ? '' : ` to ${whom}`} under ${deed.code}, as every agreement was there`
    case 'revoked':
      return `took back ${hours(deed.minutes)} of ${deed.code}${whom === undefined ? '' : ` from ${whom}`}`
    case 'funded':
      return `set the central pot of ${yearName(deed.year)} to ${days(deed.minutes)}; it was ${days(deed.was)}`
    case 'given':
      return `set what the group is given for ${yearName(deed.year)} to ${days(deed.minutes)}; it was ${days(deed.was)}`
    case 'asked-first':
      return `asked before an event on ${longDate(deed.date)}`
    case 'cleared':
      return `agreed to the event${of(whom)} on ${longDate(deed.date)}`
    case 'declined':
      return `declined the event${of(whom)} on ${longDate(deed.date)}`
    case 'stand-in': {
      const until = deed.to === undefined ? 'until further notice' : `to ${longDate(deed.to)}`
      return `named ${whom ?? 'themselves'} to stand in for the ${keys[deed.key]} from ${longDate(deed.from)} ${until}`
    }
    case 'stand-in-ended':
      return `ended that ${whom ?? 'they'} stands in for the ${keys[deed.key]}`
    case 'absence':
      return `agreed the absence${of(whom)} from ${longDate(deed.from)} to ${longDate(deed.to)}`
    case 'absence-ended':
      return `took back the absence${of(whom)} from ${longDate(deed.from)} to ${longDate(deed.to)}`
    case 'missed':
      return `found no log${of(whom)} for ${periodName(deed.period)}`
    case 'miss-reason':
      return `gave a reason for the missed log of ${periodName(deed.period)}`
    case 'miss-comment':
      return `commented on the missed log${of(whom)} for ${periodName(deed.period)}`
    case 'miss-decided':
      return `decided about the missed log${of(whom)} for ${periodName(deed.period)}: ${verdicts[deed.verdict]}`
    case 'remark':
    case 'remark-removed':
      return remarkDeed(deed.remark, deed.type === 'remark-removed', whom ?? 'themselves')
    case 'registered':
      return `saved version ${deed.version} of the register of interests${of(whom)}`
    case 'confirmed':
      return `confirmed version ${deed.version} of the register of interests${of(whom)}`
    case 'disputed':
      return `disputed what the office had entered, from no. ${deed.seq} of ${yearName(deed.year)} on`
    case 'dispute-settled':
      return `settled what${whom === undefined ? ' was' : ` ${whom}`} disputed, from no. ${deed.seq} of ${yearName(deed.year)} on: ${deed.state === 'kept' ? 'it stands' : 'taken back'}`
    case 'year-closed':
      return `closed the year ${yearName(deed.year)}`
    case 'person':
      return `${personDeeds[deed.change.kind]} ${whom ?? 'themselves'}`
  }
}

function remarkDeed(remark: Remark, isRemoved: boolean, whom: string): string {
  switch (remark.kind) {
    case 'feedback':
      return isRemoved ? `removed the text of feedback on ${whom}` : `gave feedback on ${whom}`
    case 'conversation':
      return `${isRemoved ? 'removed the text of' : 'wrote'} a note of a conversation with ${whom} on ${longDate(remark.on)}`
    case 'outcome':
      return `${isRemoved ? 'took back of' : 'recorded of'} ${whom}: ${outcomeTitle(remark.outcome)}, ${longDate(remark.on)}`
  }
}

const ends: Readonly<Record<string, string>> = {
  declined: 'declined',
  withdrawn: 'withdrawn',
  closed: 'closed with its year',
  covered: 'covered by the peer’s own hours',
}
const verdicts = {
  spoken: 'spoken to the peer',
  excused: 'excused',
  recommended: 'recommended to the Executive',
} as const
const personDeeds = {
  added: 'added',
  changed: 'changed what is held about',
  invited: 'gave an invitation code for',
  'invitation-removed': 'removed the invitation of',
  erased: 'erased the personal data of',
} as const

function entryDeed(entry: Entry, whom: string | undefined): string {
  switch (entry.kind) {
    case 'work':
      return `entered ${workLine(entry)}, ${countedLine(entry)}${onBehalf(whom)}`
    case 'reversal': {
      const what = entry.work
        ? `${hours(entry.work.minutes)} on ${longDate(entry.work.date)}`
        : `the nil return for ${periodName(entry.nil ?? '')}`
      return `took back ${what}${of(whom)} (${reversals[entry.as]})`
    }
    case 'nil':
      return `filed a nil return for ${periodName(entry.period)}${onBehalf(whom)}`
    case 'allocation':
      return `set the allocation${of(whom)} for ${yearName(entry.year)} to ${days(entry.minutes)}`
    case 'promise':
      return entry.minutes > 0
        ? `had ${hours(entry.minutes)} of the peer’s own hours promised to a request${of(whom)}`
        : `had the promise to a request${of(whom)} ended`
    case 'grant':
      return `had ${hours(entry.minutes)} under ${entry.code} put into the account${of(whom)}`
    case 'opening':
      return `opened the records${of(whom)} at ${longDate(entry.from)}: ${hours(entry.used)} used, ${hours(entry.carried)} carried over`
    case 'extension':
      return `set the use-by date of carried hours${of(whom)} to ${longDate(entry.until)}`
    case 'write-off':
      return `wrote off ${hours(entry.minutes)} of the carried hours${of(whom)}`
    case 'carried':
      return `had ${hours(entry.minutes)} carried into ${yearName(entry.year)}${onBehalf(whom)}`
    case 'next-year':
      return `opened ${yearName(entry.year + 1)}${onBehalf(whom)}`
  }
}

const reversals = {
  undo: 'undone',
  correction: 'corrected',
  're-claim': 're-claimed',
  restored: 'a re-claim undone',
  moved: 'hours no longer there after a late change',
  'moved-back': 'moved back from a grant',
  asked: 'put before the Head of Group Office',
  cleared: 'cleared by the Head of Group Office',
  declined: 'declined by the Head of Group Office',
} as const

/** What has been said of it since, and what changed about a person. */
function noteOf({ deed }: Happening, nameOf: (id: string) => string): string[] {
  if (deed.type === 'entry' && deed.entry.kind === 'work')
    return [
      `no. ${deed.entry.seq}${deed.entry.replaces ? `, in place of no. ${deed.entry.replaces.seq}` : ''}`,
      ...(deed.entry.redacted
        ? [`note removed on ${longDate(deed.entry.redacted.on)} by ${nameOf(deed.entry.redacted.by)}`]
        : []),
    ]
  if (deed.type === 'entry' && deed.entry.kind === 'reversal') return [`no. ${deed.entry.answers}`]
  if (deed.type === 'person') {
    const { before, after } = deed.change
    return before && after ? differences(before, after) : []
  }
  return []
}
