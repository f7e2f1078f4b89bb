// D7: the office logs for a peer who works outside Teams. The entry keeps who entered it, and the peer is told in the same
// commit, with a way to dispute it.
import { mayDo } from '../../domain/permissions.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { refuse, type Result } from '../../domain/result.ts'
import { changeLedger, type Command, type Receipt } from './change.ts'
import type { Deps } from '../deps.ts'
import { commandDocId } from '../keys.ts'
import { logHours, type LogRequest } from './logHours.ts'
import { leave } from '../outbox/outbox.ts'
import type { Write } from '../ports.ts'

export interface LogForRequest extends LogRequest {
  /** D4: why, once the year is closed; empty otherwise. */
  readonly reason: string
}

export async function logFor(
  deps: Deps,
  command: Command,
  { reason, ...request }: LogForRequest,
  apply = changeLedger,
): Promise<Result<Receipt, Refusal>> {
  const { id, by, subject } = command
  if (!mayDo(subject, 'log-hours', subject)) return refuse({ type: 'not-a-peer', name: subject.name })
  return logHours(deps, command, request, apply, {
    action: 'log-for',
    ...(reason && { reason }),
    besides: (receipt, { at }) => {
      const told = new Map<number, Write>()
      for (const entry of receipt.entries)
        if (entry.kind === 'work' && !entry.replaces && !told.has(entry.year)) {
          const ref = { person: subject.id, year: entry.year, seq: entry.seq }
          const { group } = subject
          const tell = { kind: 'tell', group, person: subject.id, topic: 'entered-for', ref } as const
          told.set(entry.year, leave(commandDocId(by.id, id), tell, at))
        }
      return [...told.values()]
    },
  })
}
