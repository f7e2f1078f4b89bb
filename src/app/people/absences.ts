// P13: agreed absence. The Head of Group Office agrees it by dates; no reason is asked for or kept.
import { z } from 'zod'
import { parseStored } from '../documents.ts'
import { groupPartition } from '../keys.ts'
import type { Store, Stored } from '../ports.ts'
import type { Recipient } from '../outbox/reach.ts'

const time = { from: z.string(), to: z.string(), by: z.string(), at: z.int() }

export const Absences = z.strictObject({
  type: z.literal('absences'),
  v: z.literal(1),
  times: z.array(z.strictObject(time)),
  /** Those that were taken back, when and by whom. */
  ended: z.array(z.strictObject({ ...time, endedBy: z.string(), endedAt: z.int() })).exactOptional(),
})
export type Absences = Readonly<z.infer<typeof Absences>>
export type Absence = Absences['times'][number]

export const absencesId = (person: string): string => `absences~${person}`

export async function readAbsences(
  store: Store,
  { group, id }: Recipient,
): Promise<Pick<Absences, 'times' | 'ended'> & { stored: Stored | undefined }> {
  const stored = await store.get(groupPartition(group), absencesId(id))
  const { times, ended = [] } = stored ? parseStored(Absences, stored) : { times: [] }
  return { times, ended, stored }
}

/** Days on which somebody is absent by agreement, both ends included. */
export const absencesOf = async (store: Store, person: Recipient): Promise<readonly Absence[]> =>
  (await readAbsences(store, person)).times
