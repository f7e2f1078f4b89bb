// P13: what is logged after a log was due is shown on every card that tells of the missed log, from the commit that logs it.
import type { Instant } from '../../domain/calendar.ts'
import type { Entry } from '../../domain/entry.ts'
import { periodCounted, periodDueAt } from '../../domain/logDue.ts'
import type { Person } from '../../domain/person.ts'
import { policyOf } from '../../domain/policy.ts'
import { leave } from '../outbox/outbox.ts'
import type { Write } from '../ports.ts'

export function announceLate(
  { group, id: person }: Person,
  entries: readonly Entry[],
  at: Instant,
  cause: string,
): Write[] {
  if (policyOf(group).missedLogs !== 'told') return []
  const periods = new Set(entries.flatMap((entry) => periodCounted(entry) ?? []))
  return [...periods]
    .filter((period) => periodDueAt(period) <= at)
    .map((period) => leave(cause, { kind: 'refresh', group, topic: 'miss', ref: { person, period } }, at))
}
