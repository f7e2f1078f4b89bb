// X2: who is asked to turn the keys of a request, reminded of it, and told how it ended; and the office, where nobody can.
import { z } from 'zod'
import { dateAt, type LocalDate } from '../../domain/calendar.ts'
import { nineOn } from '../../domain/hours.ts'
import type { Person } from '../../domain/person.ts'
import { groupIds, policyOf, type GroupId } from '../../domain/policy.ts'
import { isOpen } from '../../domain/pot.ts'
import { keyNames, mayTurn, type KeyName } from '../../domain/request.ts'
import { ok } from '../../domain/result.ts'
import { addWorkingDays } from '../../domain/workingDays.ts'
import { changePot, potDelivery, readPot } from './changePot.ts'
import { delivered } from '../outbox/delivered.ts'
import type { Deps } from '../deps.ts'
import { readPerson } from '../people/directory.ts'
import { leave, type Errand } from '../outbox/outbox.ts'
import { inRole, listPeople, listStandIns } from '../people/people.ts'
import type { Write } from '../ports.ts'
import type { SentRequest } from './requestDays.ts'

const AboutKey = z.object({ group: z.enum(groupIds), year: z.int(), seq: z.int(), key: z.enum(keyNames) })

/** Cards for whoever may turn a key, a word to the office where nobody can, and reminders by the calendar (X2). */
export async function askersFor({ store, clock }: Deps, requester: Person, today: LocalDate) {
  const { group: of } = requester
  const [people, standIns] = await Promise.all([listPeople(store, of), listStandIns(store, of)])
  const needed = policyOf(of).keys
  const turners = new Set<string>()
  const empty: KeyName[] = []
  for (const key of needed) {
    const mine = people.filter((person) => mayTurn(key, person, requester, standIns, today))
    if (mine.length === 0) empty.push(key)
    for (const person of mine) turners.add(person.id)
  }
  const fillers = fillersOf(people, today)
  return (seq: number, { id, year, on }: SentRequest): Write[] => {
    const now = clock.now()
    const ref = { year, seq }
    const tell = (person: string, occasion: string): Errand => ({
      kind: 'tell',
      group: of,
      person,
      topic: 'request',
      ref,
      occasion,
    })
    const remind = (command: string, key: KeyName, days: number): Write =>
      leave(
        id,
        { kind: 'command', group: of, command, body: { group: of, year, seq, key } },
        nineOn(addWorkingDays(on, days)),
      )
    return [
      ...[...turners].map((person) => leave(id, tell(person, 'asked'), now)),
      ...(empty.length > 0 ? fillers.map((person) => leave(id, tell(person.id, 'no-holder'), now)) : []),
      ...needed.flatMap((key) => [remind('pot-remind', key, 3), remind('pot-escalate', key, 7)]),
    ]
  }
}

/** X2: who can fill an empty role, or name somebody to stand in for it. */
const fillersOf = (people: readonly Person[], today: LocalDate): Person[] => [
  ...inRole(people, 'head-of-office', today),
  ...inRole(people, 'office-staff', today),
  ...inRole(people, 'group-leader', today),
]

/** `pot-remind` and `pot-escalate` (X2): a word to those who could turn a key that is still open. */
export async function remind(
  deps: Deps,
  given: Record<string, unknown>,
  isEscalated: boolean,
): Promise<void> {
  const { group: of, year, seq, key } = AboutKey.parse(given)
  const { request } = await readPot(deps.store, of, year, seq)
  if (!request || !isOpen(request) || request.keys[key]) return
  const requester = await readPerson(deps.store, of, request.person)
  if (!requester) return
  const today = dateAt(deps.clock.now())
  const [people, standIns] = await Promise.all([listPeople(deps.store, of), listStandIns(deps.store, of)])
  // Two keys that are open for so long are one word to the Group Leader.
  const isFirst = policyOf(of).keys.find((each) => !request.keys[each]) === key
  if (isEscalated && !isFirst) return
  const asked = isEscalated
    ? inRole(people, 'group-leader', today)
    : people.filter((person) => mayTurn(key, person, requester, standIns, today))
  // Nobody holds it any more: the office hears of it, so that it does not wait for ever.
  const isEmpty = asked.length === 0
  const whom = isEmpty ? fillersOf(people, today) : asked
  const kind = isEscalated ? `escalated ${key}` : `reminder ${key}`
  const occasion = isEmpty ? `no-holder ${kind}` : kind
  const writes = whom.map(({ id }) =>
    leave(
      `${request.id} ${occasion}`,
      { kind: 'tell', group: of, person: id, topic: 'request', ref: { year, seq }, occasion },
      deps.clock.now(),
    ),
  )
  const command = potDelivery(deps, of, year, `${occasion} ${request.id}`)
  delivered(await changePot(deps, command, seq, { occasion }, () => ok({ besides: writes })))
}

/** Whoever could turn a key of the request today. */
export async function approversOf(
  { store, clock }: Deps,
  of: GroupId,
  year: number,
  seq: number,
): Promise<readonly string[]> {
  const { request } = await readPot(store, of, year, seq)
  const requester = request && (await readPerson(store, of, request.person))
  if (!requester) return []
  const [people, standIns] = await Promise.all([listPeople(store, of), listStandIns(store, of)])
  const today = dateAt(clock.now())
  return people.flatMap((person) =>
    policyOf(of).keys.some((key) => mayTurn(key, person, requester, standIns, today)) ? person.id : [],
  )
}
