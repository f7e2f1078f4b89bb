// P13: what is logged after a log was due is shown on every card that tells of the missed log, from the commit that logs it.
import { periodOf, type Instant, type Period } from '../domain/calendar.ts'
import type { Entry } from '../domain/entry.ts'
import { periodDueAt } from '../domain/logDue.ts'
import type { Person } from '../domain/person.ts'
import { policyOf } from '../domain/policy.ts'
import { leave } from './outbox.ts'
import type { Write } from './ports.ts'

export function announceLate(
  { group, id: person }: Person,
  entries: readonly Entry[],
  at: Instant,
  cause: string,
): Write[] {
  if (policyOf(group).missedLogs !== 'told') return []
  const periods = new Set(entries.flatMap((entry) => periodIn(entry) ?? []))
  return [...periods]
    .filter((period) => periodDueAt(period) <= at)
    .map((period) => leave(cause, { kind: 'refresh', group, topic: 'miss', ref: { person, period } }, at))
}

function periodIn(entry: Entry): Period | undefined {
  switch (entry.kind) {
    case 'work':
      return periodOf(entry.date)
    case 'nil':
      return entry.period
    case 'reversal':
      return entry.work ? periodOf(entry.work.date) : entry.nil
    case 'allocation':
    case 'carried':
    case 'promise':
    case 'grant':
    case 'opening':
    case 'extension':
    case 'write-off':
    case 'next-year':
      return undefined
  }
}
