// A group policy: what one political group decided about its peers, as versioned data. The rules read it; entries
// and refusals record the version that decided them.
import { z } from 'zod'
import type { MeetingYear } from './calendar.ts'

export const groupIds = ['conservative', 'labour', 'liberal-democrat', 'independent'] as const
export type GroupId = (typeof groupIds)[number]

const Policy = z.strictObject({
  group: z.enum(groupIds),
  name: z.string().min(1),
  version: z.int().positive(),
  /** C1: pence paid for an 8-hour day, from the meeting year `from` on; oldest first. */
  dailyRates: z.array(z.strictObject({ from: z.int(), pence: z.int().positive() })).min(1),
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

const pay = [{ from: 2024, pence: 36_200 }]

const register = {
  headings: [
    { id: 'paid-work', title: 'Paid work', hint: 'Jobs, directorships and other work you are paid for' },
    { id: 'positions', title: 'Positions in bodies', hint: 'Councils, boards, charities, schools, clubs' },
    {
      id: 'contracts',
      title: 'Contracts with councils or the LGA',
      hint: 'Yours, your partner’s or a firm’s of yours',
    },
    {
      id: 'gifts',
      title: 'Gifts and hospitality as a peer',
      hint: 'What you were given, by whom and for what it was worth',
    },
    { id: 'other', title: 'Anything else', hint: 'Whatever a council might like to know beforehand' },
  ],
  councilRegisters: 'https://www.gov.uk/find-local-council',
}

/** The policies in force. 002: the other three groups ship without 004's consequences until they adopt them. */
export const policies: readonly Policy[] = z.array(Policy).parse([
  {
    group: 'conservative',
    name: 'Conservative Group',
    version: 1,
    dailyRates: pay,
    conferences: 'claimed',
    directRequests: 'held',
    keys: ['head'],
    missedLogs: 'nothing',
    register,
    retentionYears: 6,
  },
  {
    group: 'labour',
    name: 'Labour Group',
    version: 1,
    dailyRates: pay,
    conferences: 'claimed',
    directRequests: 'held',
    keys: ['head'],
    missedLogs: 'nothing',
    register,
    retentionYears: 6,
  },
  {
    group: 'liberal-democrat',
    name: 'Liberal Democrat Group',
    version: 1,
    dailyRates: pay,
    conferences: 'claimed',
    directRequests: 'held',
    keys: ['head'],
    missedLogs: 'nothing',
    register,
    retentionYears: 6,
  },
  {
    group: 'independent',
    name: 'Independent Group',
    version: 1,
    dailyRates: pay,
    conferences: 'unclaimed',
    directRequests: 'held',
    keys: ['national', 'head'],
    missedLogs: 'told',
    register,
    retentionYears: 6,
  },
])

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
