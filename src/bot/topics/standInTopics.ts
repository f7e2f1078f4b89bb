// What the bot says by itself of a stand-in (X2): to whoever was named, and to whoever holds the key where somebody else did
// it; once it is over or ended it is announced to nobody.
import { z } from 'zod'
import type { Deps } from '../../app/deps.ts'
import { hasCopy } from '../../app/outbox/copies.ts'
import type { Render } from '../../app/outbox/delivery.ts'
import { inRole, listPeople, listStandIns } from '../../app/people/people.ts'
import { dateAt, type LocalDate } from '../../domain/calendar.ts'
import { list, longDate } from '../../domain/format.ts'
import { roleTitle, type Person } from '../../domain/person.ts'
import { holderOf } from '../../domain/request.ts'
import { isOver, namedFor, type StandIn } from '../../domain/standIn.ts'
import { button } from '../cards.ts'
import { notice } from '../dialogs/notice.ts'
import { nameIn, namesOf, type Names } from '../words/names.ts'
import { standInTime } from '../words/requestWords.ts'

const StandInRef = z.object({ standIn: z.string() })

export const aboutStandIn =
  (deps: Deps): Render =>
  async (given, person, occasion) => {
    const ref = StandInRef.parse(given)
    const { store, clock } = deps
    const today = dateAt(clock.now())
    const all = await listStandIns(store, person.group)
    const standIn = all.find(({ id }) => id === ref.standIn)
    if (!standIn) return undefined
    const isMine = person.id === standIn.person
    // Whoever has lost the role is not stood in for any more.
    if (!isMine && person.role !== holderOf(standIn.key)) return undefined
    const people = await listPeople(store, person.group)
    const told: Told = {
      isMine,
      names: namesOf(people),
      holders: inRole(people, holderOf(standIn.key), today),
      others: all.filter((each) => isSameWork(each, standIn) && !isOver(each, today)),
    }
    const isNews =
      occasion === 'ended'
        ? standIn.ended !== undefined && (await isKnown(deps, person, standIn, ref))
        : !isOver(standIn, today)
    const shown = isOver(standIn, today) ? overNotice(standIn, told) : namedNotice(standIn, told, today)
    return { ...shown, kind: 'news', isSettled: !isNews, isForStoodIn: !isMine }
  }

/** They were told of it, or it has begun: who never heard of a stand-in need not hear that there is none. */
const isKnown = async (
  { store }: Deps,
  { group, id }: Person,
  { from, to = from }: StandIn,
  ref: z.infer<typeof StandInRef>,
): Promise<boolean> => from <= to || hasCopy(store, { group, topic: 'stand-in', ref }, id)

const isSameWork = (one: StandIn, other: StandIn): boolean =>
  one.id !== other.id && one.key === other.key && one.person === other.person

interface Told {
  readonly isMine: boolean
  readonly names: Names
  readonly holders: readonly Person[]
  /** What else they are named for in the same place. */
  readonly others: readonly StandIn[]
}

function namedNotice(standIn: StandIn, { isMine, names, holders }: Told, today: LocalDate) {
  const will = standIn.from > today ? 'will ' : ''
  const time = `${capital(standInTime(standIn))}; named by ${nameIn(names, standIn.by)}.`
  const buttons = [button('Approvals', 'approvals'), button('Stand-ins', 'stand-in')]
  if (!isMine)
    return notice(
      `${nameIn(names, standIn.person)} ${will ? 'will stand' : 'stands'} in for you`,
      [
        time,
        'What they agree to is recorded with their name and yours. You may decide yourself all the same; to end it, open the stand-ins (rule X2).',
      ],
      buttons,
    )
  return notice(
    `You ${will}stand in for ${whose(standIn, holders)}`,
    [
      time,
      `In that time ${work[standIn.key]} come to you here, and wait under “approvals”. It is recorded that you decided, and in whose place (rule X2).`,
      `If you cannot do it, tell ${nameIn(names, standIn.by)}.`,
    ],
    buttons,
  )
}

const work = {
  national: 'requests for days from the central pot, and what is to be said about missed logs,',
  head: 'requests for days from the central pot, and hours and events to clear,',
}

function overNotice(standIn: StandIn, { isMine, names, holders, others }: Told) {
  const { person, ended } = standIn
  const whom = isMine ? 'You' : nameIn(names, person)
  const place = isMine ? whose(standIn, holders) : 'you'
  const now = others.map((each) => `${whom} still ${isMine ? 'stand' : 'stands'} in ${standInTime(each)}.`)
  return notice(
    isMine ? `Your standing in for ${place} has ended` : `${whom}’s standing in for ${place} has ended`,
    [
      `It was to be ${standInTime(namedFor(standIn))}.`,
      ...(ended ? [`${nameIn(names, ended.by)} ended it on ${longDate(dateAt(ended.at))}.`] : []),
      'What was agreed in that time stands (rule X2).',
      ...now,
    ],
    [button('Stand-ins', 'stand-in')],
  )
}

/** `Adele Vance, Head of Group Office`; by the post alone while nobody holds it. */
const whose = ({ key }: StandIn, holders: readonly Person[]): string =>
  holders.length === 0
    ? `the ${roleTitle(holderOf(key))}`
    : `${list(holders.map(({ name }) => name))}, ${roleTitle(holderOf(key))}`

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
