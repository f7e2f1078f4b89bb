// How somebody likes to be spoken to: which kinds of message and when, the days they are away, and the zone their own
// messages came from.
import { z } from 'zod'
import { defaultZone, firstHour, lastHour, type Welcome } from '../../domain/hours.ts'
import { noticeIds, type NoticeChoices } from '../../domain/notices.ts'
import type { Person } from '../../domain/person.ts'
import { holderOf, keyNames } from '../../domain/request.ts'
import { absencesOf } from '../people/absences.ts'
import { parseStored } from '../documents.ts'
import { groupPartition } from '../keys.ts'
import { listStandIns } from '../people/people.ts'
import type { Store, Stored } from '../ports.ts'
import { readReach, type Recipient } from './reach.ts'

const days = z.strictObject({ from: z.string(), to: z.string() })

const Habits = z.strictObject({
  type: z.literal('habits'),
  v: z.literal(1),
  choices: z.partialRecord(
    z.enum(noticeIds),
    z.union([z.int().min(firstHour).max(lastHour), z.literal('off')]),
  ),
  away: z.array(days),
  /** No quiet hours, evenings and weekends included. */
  anyHour: z.literal(true).exactOptional(),
})
export type Habits = Readonly<z.infer<typeof Habits>>

export const habitsId = (person: string): string => `habits~${person}`

export const noHabits: Habits = { type: 'habits', v: 1, choices: {}, away: [] }

export async function readHabits(
  store: Store,
  { group, id }: Recipient,
): Promise<{ habits: Habits; stored: Stored | undefined }> {
  const stored = await store.get(groupPartition(group), habitsId(id))
  return { habits: stored ? parseStored(Habits, stored) : noHabits, stored }
}

/**
 * When somebody is welcome to be told what; three point reads. Whoever is absent, away or stood in for until a day that is
 * named is told when they are back.
 * @param isForStoodIn what is said is for whoever is stood in for all the same; the days they set themselves count.
 */
export async function readWelcome(
  store: Store,
  person: Recipient & Pick<Person, 'role'>,
  isForStoodIn = false,
): Promise<{ welcome: Welcome; choices: NoticeChoices }> {
  const [{ habits }, reach, absences, standIns] = await Promise.all([
    readHabits(store, person),
    readReach(store, person),
    absencesOf(store, person),
    !isForStoodIn && keyNames.some((key) => holderOf(key) === person.role)
      ? listStandIns(store, person.group)
      : [],
  ])
  const stoodIn = standIns.flatMap(({ key, from, to }) =>
    holderOf(key) === person.role && to !== undefined ? [{ from, to }] : [],
  )
  const away = [...habits.away, ...absences, ...stoodIn]
  const { choices, anyHour = false } = habits
  return { welcome: { zone: reach?.zone ?? defaultZone, away, anyHour }, choices }
}
