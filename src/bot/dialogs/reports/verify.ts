// `verify`: whether the records agree with each other, to the minute; the office may ask at any time.
import type { Deps } from '../../../app/deps.ts'
import { verifyGroup, type Verified } from '../../../app/records/verify.ts'
import type { FoundDifference } from '../../../app/records/verifyPeer.ts'
import { hours, yearName } from '../../../domain/format.ts'
import type { Difference, PotFigure } from '../../../domain/verify.ts'
import { button, reply } from '../../cards.ts'
import { readsUntil, type Reply, type Turn } from '../../turn.ts'
import { refused } from '../notice.ts'

const mostRows = 16

export async function showVerify(deps: Deps, turn: Turn, after = ''): Promise<Reply> {
  const done = await verifyGroup(deps, turn.person, after, readsUntil(turn))
  if (!done.ok) return refused(done.error)
  const { differences, onTheWay, next } = done.value
  const lines = [
    ...(after === '' ? [] : ['This is a further part.']),
    summaryOf(done.value),
    'Every account was replayed from its entries; allocated + carried in + granted was held against drawn + held + available + lapsed + carried on, and every pot against its requests, grants and allocations (rules D5, X1, Y2).',
    ...(onTheWay > 0
      ? [
          `${onTheWay === 1 ? 'One change is' : `${onTheWay} changes are`} on the way from a pot to a peer or back. Verify again in a minute.`,
        ]
      : []),
    ...(next === undefined ? [] : ['That was as much as fits at once. Press “Go on” for the rest.']),
    ...(differences.length > mostRows ? [`The first ${mostRows} of ${differences.length} differences:`] : []),
    ...(differences.length > 0
      ? ['Tell whoever looks after this bot, and send them this card. Change nothing until it is understood.']
      : []),
  ]
  return reply('list', lines.join(' ').slice(0, 1000), {
    title: 'Verify',
    lines,
    rows: differences.slice(0, mostRows).map((each) => rowOf(each, done.value)),
    choose: '',
    chosen: '',
    choices: [],
    actions: [
      ...(next === undefined ? [] : [button('Go on', 'verify', { after: next }, { style: 'positive' })]),
      button(next === undefined ? 'Verify again' : 'Start again', 'verify'),
    ],
  })
}

const counted = (count: number, one: string): string =>
  `${count.toLocaleString('en-GB')} ${one}${count === 1 ? '' : 's'}`

function summaryOf({ accounts, entries, pots, differences }: Verified): string {
  const what = `${counted(accounts, 'account')} with ${entries === 1 ? '1 entry' : `${entries.toLocaleString('en-GB')} entries`} and ${counted(pots, 'pot')} checked`
  return `${what}: ${differences.length === 0 ? 'no differences' : counted(differences.length, 'difference')}.`
}

function rowOf({ person, year, difference }: FoundDifference, { people }: Verified) {
  const whose = person === undefined ? 'Central pot' : (people.get(person)?.name ?? 'Somebody who has left')
  return {
    title: year > 0 ? `${whose}, ${yearName(year)}` : whose,
    state: sentenceOf(difference),
    detail: '',
  }
}

const potFigures: Record<PotFigure, string> = {
  allocated: 'allocated to peers',
  reserved: 'reserved',
  granted: 'granted',
  waiting: 'requests that wait',
  requests: 'requests',
  claims: 'claim codes',
  funded: 'funded, against what is reserved and granted',
  given: 'given to the group, against what is allocated and funded',
}
const counts: ReadonlySet<PotFigure> = new Set(['waiting', 'requests', 'claims'])

function sentenceOf(difference: Difference): string {
  switch (difference.type) {
    case 'account':
      return `The account has ${difference.field} ${short(difference.stored)}; its entries give ${short(difference.replayed)}.`
    case 'no-account':
      return 'The list of years names an account that is not there.'
    case 'unlisted-account':
      return 'An account is there that the list of years does not name.'
    case 'unreadable':
      return `The document ${difference.document} cannot be read.`
    case 'numbering':
      return `Entry no. ${difference.expected} was expected, and no. ${difference.found} found.`
    case 'amounts':
      return `Entry no. ${difference.seq}: its minutes are not the sum of claimed, held, granted and unclaimed.`
    case 'answer':
      return `Entry no. ${difference.seq} and what answers it, no. ${difference.by}, do not fit each other.`
    case 'conservation':
      return `Given ${hours(difference.given)}; drawn, held and left together ${hours(difference.accounted)}.`
    case 'overdrawn':
      return `${hours(difference.minutes)} more were taken from ${lots[difference.lot]} than it holds.`
    case 'carried':
      return `${hours(difference.takesIn)} are carried in; the year before carries on ${hours(difference.carriesOn)}.`
    case 'pot': {
      const figure = counts.has(difference.figure) ? String : hours
      return `The pot has ${figure(difference.stored)} as ${potFigures[difference.figure]}; counted, it is ${figure(difference.counted)}.`
    }
    case 'grant':
      return `${difference.request > 0 ? `Request no. ${difference.request}` : 'A request that the pot does not know'}: ${hours(difference.inPot)} granted in the pot, ${hours(difference.inAccount)} in the account.`
    case 'share':
      return `${hours(difference.inPot)} allocated as the pot counts, ${hours(difference.inAccount)} in the account.`
  }
}

const lots = { carried: 'the carried hours', allocation: 'the allocation', grants: 'the grants' } as const

const short = (text: string): string =>
  (text.length > 60 ? `${text.slice(0, 60)}…` : text).replaceAll(/[*_[\]`~]/g, ' ')
