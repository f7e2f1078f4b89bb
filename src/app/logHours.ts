// Logging work, and what it would do before it is saved.
import { logWork, type Work } from '../domain/work.ts'
import { writingAt } from '../domain/book.ts'
import { yearOf, type MeetingYear } from '../domain/calendar.ts'
import { mayDo } from '../domain/permissions.ts'
import type { Person } from '../domain/person.ts'
import { policyOf } from '../domain/policy.ts'
import type { Refusal } from '../domain/refusal.ts'
import { ok, refuse, type Result } from '../domain/result.ts'
import { changeLedger, decide, receiptOf, type Command, type Receipt } from './change.ts'
import type { Deps } from './deps.ts'
import { peerPartition } from './keys.ts'
import { readBook } from './ledger.ts'

export interface LogRequest {
  /** One piece of work, or one a day for several days; all are logged or none. */
  readonly works: readonly Work[]
  /** D3: the peer was asked about more than 12 h in a day and said yes. */
  readonly longDayAgreed: boolean
}

export const logHours = (deps: Deps, command: Command, request: LogRequest): Promise<Result<Receipt, Refusal>> =>
  changeLedger(deps, command, {
    action: 'log-hours',
    years: yearsOf(request.works),
    request: { log: request },
    decide: (book, writing) => logWork(book, request.works, command.subject, writing, request.longDayAgreed),
  })

/** What Save would do now; nothing is recorded. */
export async function previewHours(
  { store, clock }: Deps,
  person: Person,
  works: readonly Work[],
): Promise<Result<Receipt, Refusal>> {
  if (!mayDo(person, 'log-hours', person)) return refuse({ type: 'not-allowed' })
  const pk = peerPartition(person)
  const { book } = await readBook(store, pk, yearsOf(works))
  const writing = writingAt(clock.now(), person.id, 'peer', policyOf(person.group))
  const decided = await decide(
    store,
    pk,
    book,
    { decide: (before) => logWork(before, works, person, writing, true) },
    writing,
  )
  return decided.ok ? ok(receiptOf(book, decided.value)) : decided
}

const yearsOf = (works: readonly Work[]): MeetingYear[] => [...new Set(works.map(({ date }) => yearOf(date)))]
