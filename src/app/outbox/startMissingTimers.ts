// For people who came before a kind of timer did, or before lead peers were listed: at the start, what is missing is made.
import { groupIds } from '../../domain/policy.ts'
import type { Deps } from '../deps.ts'
import { groupPartition, under } from '../keys.ts'
import { leadFor, listPeople } from '../people/people.ts'
import { startTimers, timersFor } from './timers.ts'

/** Three ranges a group; it writes only what is missing, so that several instances may do it at once. */
export async function startMissingTimers({ store }: Pick<Deps, 'store'>): Promise<void> {
  for (const group of groupIds) {
    const ids = new Set<string>()
    for (const prefix of ['timer', 'lead'])
      for await (const { id } of store.list(groupPartition(group), under(prefix))) ids.add(id)
    for (const person of await listPeople(store, group)) {
      if (timersFor(person).some(({ id }) => !ids.has(id))) await startTimers(store, person)
      for (const write of leadFor(person))
        if (!ids.has(write.id)) await store.commit(groupPartition(group), [write])
    }
  }
}
