// A group policy: what one political group decided about its peers, as versioned data. The rules read it; entries
// and refusals record the version that decided them.
import { z } from 'zod'
import type { MeetingYear } from './calendar.ts'
import { conservative } from './policies/conservative.ts'
import { independent } from './policies/independent.ts'
import { labour } from './policies/labour.ts'
import { liberalDemocrat } from './policies/liberalDemocrat.ts'

export const groupIds = ['conservative', 'labour', 'liberal-democrat', 'independent'] as const
export type GroupId = (typeof groupIds)[number]

const isInOrder = (rates: readonly { from: number }[]): boolean =>
  rates.every(({ from }, at) => from > (rates[at - 1]?.from ?? -Infinity))

const Policy = z.strictObject({
  group: z.enum(groupIds),
  name: z.string().min(1),
  version: z.int().positive(),
  /** C1: pence paid for an 8-hour day, from the meeting year `from` on; oldest first. */
  dailyRates: z
    .array(z.strictObject({ from: z.int(), pence: z.int().positive() }))
    .min(1)
    .refine(isInOrder, 'the rates go from the earliest year to the latest, each year once'),
  /** C4: whether conference hours are unclaimed unless the Head of Group Office agreed beforehand. */
  conferences: z.enum(['unclaimed', 'claimed']),
  /** X3: whether work asked for directly by a region or the LGA is held until it is cleared. */
  directRequests: z.enum(['held', 'claimed']),
  /** X2: whose agreement a grant from the central pot takes. */
  keys: z.array(z.enum(['national', 'head'])).min(1),
  /** P13: whether peers are reminded of their logs, and lead peers told of those that are missed. */
  missedLogs: z.enum(['told', 'nothing']),
  /** R2: what is registered, in this order; and where a council's own register, a separate thing, is found. */
  register: z.strictObject({
    headings: z.array(
      z.strictObject({
        id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
        title: z.string().min(1),
        hint: z.string().min(1),
      }),
    ),
    councilRegisters: z.url(),
  }),
  /** Years after a last day from which on a leaver's personal data may be erased. */
  retentionYears: z.int().min(1).max(99),
})
export type Policy = Readonly<z.infer<typeof Policy>>

/** The policies as they were written, by the file that holds each. */
const files: Readonly<Record<string, unknown>> = {
  'conservative.ts': conservative,
  'labour.ts': labour,
  'liberalDemocrat.ts': liberalDemocrat,
  'independent.ts': independent,
}

/**
 * One policy a group, each from a file of src/domain/policies.
 * @throws when one does not fit, naming the file and the field, so that a mistake ends the start and not a turn.
 */
export function readPolicies(written: Readonly<Record<string, unknown>>): readonly Policy[] {
  const read = Object.entries(written).map(([file, data]) => {
    const parsed = Policy.safeParse(data)
    if (parsed.success) return parsed.data
    const wrong = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'the file'}: ${message}`,
    )
    throw new Error(`src/domain/policies/${file} cannot be used. ${wrong.join('; ')}`)
  })
  for (const group of groupIds) {
    const count = read.filter((each) => each.group === group).length
    if (count !== 1)
      throw new Error(`src/domain/policies has ${count} policies for the group ${group}, not one`)
  }
  return read
}

/** The policies in force. */
export const policies = readPolicies(files)

/** The policy in force for a group. */
export function policyOf(group: GroupId): Policy {
  const policy = policies.find((each) => each.group === group)
  if (!policy) throw new Error(`no policy for the group ${group}`)
  return policy
}

/** C1: pence for an 8-hour day of a meeting year. */
export function dailyRateIn(policy: Policy, year: MeetingYear): number {
  const rate = policy.dailyRates.findLast((each) => each.from <= year) ?? policy.dailyRates[0]
  if (!rate) throw new Error(`the policy of the ${policy.name} has no daily rate`)
  return rate.pence
}
