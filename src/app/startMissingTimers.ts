// For people who came before a kind of timer did: at the start, whoever lacks one is given it.
import { groupIds } from '../domain/policy.ts'
import type { Deps } from './deps.ts'
import { groupPartition, under } from './keys.ts'
import { listPeople } from './people.ts'
import { startTimers, timersFor } from './timers.ts'

/** Two ranges a group; it writes only what is missing, so that several instances may do it at once. */
export async function startMissingTimers({ store }: Pick<Deps, 'store'>): Promise<void> {
  for (const group of groupIds) {
    const ids = new Set<string>()
    for await (const { id } of store.list(groupPartition(group), under('timer'))) ids.add(id)
    for (const person of await listPeople(store, group))
      if (timersFor(person).some(({ id }) => !ids.has(id))) await startTimers(store, person)
  }
}
