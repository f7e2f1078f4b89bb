// X4: brings before the Head of Group Office that work on a grant could go back to hours of the peer's own.
import { z } from 'zod'
import { dateAt } from '../../domain/calendar.ts'
import { groupIds } from '../../domain/policy.ts'
import type { Deps } from '../deps.ts'
import { groupPartition } from '../keys.ts'
import { leave } from '../outbox/outbox.ts'
import { inRole, listPeople } from '../people/people.ts'

const Body = z.object({ group: z.enum(groupIds), person: z.string(), year: z.int(), at: z.int() })

/** `grant-freed`: one message to each Head; brought twice it is left once. */
export async function offerMoveBack({ store }: Deps, given: Record<string, unknown>): Promise<void> {
  const { group, person, year, at } = Body.parse(given)
  const heads = inRole(await listPeople(store, group), 'head-of-office', dateAt(at))
  for (const head of heads) {
    const tell = { kind: 'tell', group, person: head.id, topic: 'grant-back', ref: { person, year } } as const
    // What exists already was left by the first of two deliveries.
    await store.commit(groupPartition(group), [leave(`freed ${person} ${year}`, tell, at)])
  }
}
