// What a person has open with the group, for whoever changes their role or sets their last day: requests that wait for
// agreement, and the keys that nobody would hold (X2).
import { dateAt } from '../../domain/calendar.ts'
import type { Person } from '../../domain/person.ts'
import { policyOf } from '../../domain/policy.ts'
import { PotRequest } from '../../domain/pot.ts'
import { holderOf, type KeyName } from '../../domain/request.ts'
import { isInForce } from '../../domain/standIn.ts'
import type { Deps } from '../deps.ts'
import { parseStored } from '../documents.ts'
import { potPartition, under } from '../keys.ts'
import { inRole, listPeople, listStandIns } from './people.ts'
import { openYears } from '../pot/seePot.ts'

/** A person's requests that are still to be decided, those of the earliest year first. */
export async function pendingRequests(deps: Deps, { group, id }: Person): Promise<PotRequest[]> {
  const found: PotRequest[] = []
  for (const year of openYears(deps))
    for await (const stored of deps.store.list(potPartition(group, year), under('open'))) {
      const request = parseStored(PotRequest, stored)
      if (request.person === id) found.push(request)
    }
  return found
}

/** The keys that nobody could turn today, neither in the role nor as a stand-in. */
export async function keysWithoutHolder({ store, clock }: Deps, { group }: Person): Promise<KeyName[]> {
  const today = dateAt(clock.now())
  const [people, standIns] = await Promise.all([listPeople(store, group), listStandIns(store, group)])
  return policyOf(group).keys.filter(
    (key) =>
      inRole(people, holderOf(key), today).length === 0 &&
      !standIns.some((each) => each.key === key && isInForce(each, today)),
  )
}
