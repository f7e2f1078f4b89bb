// X3, C4: the word of the Head of Group Office on hours that are held and on events asked about beforehand.
import type { MeetingYear } from '../../domain/calendar.ts'
import { askToClaim, settleHeld } from '../../domain/clearance.ts'
import type { WorkEntry } from '../../domain/entry.ts'
import type { Person } from '../../domain/person.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import { changeLedger, type Command, type Receipt } from './change.ts'
import type { EntryRef } from './changeEntry.ts'
import { Clearance, mayClear, type ClearanceRef, type Decision } from './clearances.ts'
import type { Press } from '../press.ts'
import type { Deps } from '../deps.ts'
import { readPerson } from '../people/directory.ts'
import { parseStored } from '../documents.ts'
import { clearanceId, peerPartition } from '../keys.ts'
import { readEntry } from './ledger.ts'
import { leave } from '../outbox/outbox.ts'
import type { Write } from '../ports.ts'
import { retrying } from '../retry.ts'

/** C4: a conference logged as unclaimed is brought before the Head after all. */
export const askToClaimEntry = (
  deps: Deps,
  command: Command,
  { year, seq }: EntryRef,
): Promise<Result<Receipt, Refusal>> =>
  changeLedger(deps, command, {
    action: 'log-hours',
    years: [year],
    request: { ask: { year, seq } },
    async decide(book, writing) {
      const found = await openWorkOf(deps, command.subject, { year, seq })
      return found.ok ? askToClaim(book, found.value, writing) : found
    },
  })

/** X3: the Head's word on hours that are held; the peer is told. */
export async function settleHeldEntry(
  deps: Deps,
  { id, by, deadline }: Press,
  { person, year, seq }: { person: string; year: MeetingYear; seq: number },
  decision: Decision,
  reason: string,
): Promise<Result<Receipt, Refusal>> {
  const subject = await readPerson(deps.store, by.group, person)
  if (!subject || !(await mayClear(deps, by, subject))) return refuse({ type: 'not-allowed' })
  const ref = { person, year, seq }
  return changeLedger(
    deps,
    { id, by, subject, deadline },
    {
      action: 'deliver',
      ...(reason && { reason }),
      years: [year],
      request: { decision, ref },
      async decide(book, writing) {
        const found = await openWorkOf(deps, subject, { year, seq })
        return found.ok ? settleHeld(book, found.value, decision, writing) : found
      },
      besides: (_receipt, { at }) => [tellDecided(subject, ref, `clearance ${year} ${seq}`, at)],
    },
  )
}

/** C4: the Head's word on an event asked about beforehand. */
export async function settleClearance(
  deps: Deps,
  { by, deadline }: Press,
  { person, id }: { person: string; id: string },
  decision: Decision,
  reason: string,
): Promise<Result<Clearance, Refusal>> {
  const { store, clock } = deps
  const subject = await readPerson(store, by.group, person)
  if (!subject || !(await mayClear(deps, by, subject))) return refuse({ type: 'not-allowed' })
  if (decision === 'declined' && reason === '') return refuse({ type: 'reason-missing' })
  return retrying(deps, deadline, async () => {
    const pk = peerPartition(subject)
    const stored = await store.get(pk, clearanceId(id))
    if (!stored) return refuse({ type: 'no-such-request' })
    const clearance = parseStored(Clearance, stored)
    if (clearance.state !== 'asked')
      return clearance.state === decision
        ? ok(clearance)
        : refuse({ type: 'request-over', state: clearance.state })
    const at = clock.now()
    const doc: Clearance = {
      ...clearance,
      state: decision,
      decided: { by: by.id, at, ...(reason && { reason }) },
    }
    const done = await store.commit(pk, [
      { op: 'replace', id: clearanceId(id), doc, etag: stored.etag },
      leave(
        `clearance ${id}`,
        { kind: 'refresh', group: by.group, topic: 'clearance', ref: { person, id } },
        at,
      ),
      tellDecided(subject, { person, id }, `clearance ${id}`, at),
    ])
    return done.ok ? ok(doc) : undefined
  })
}

const tellDecided = ({ id: person, group }: Person, ref: ClearanceRef, cause: string, at: number): Write =>
  leave(cause, { kind: 'tell', group, person, topic: 'clearance', ref: { ...ref }, occasion: 'decided' }, at)

async function openWorkOf(
  { store }: Deps,
  subject: Person,
  { year, seq }: EntryRef,
): Promise<Result<WorkEntry, Refusal>> {
  const found = await readEntry(store, peerPartition(subject), year, seq)
  if (found?.entry.kind !== 'work') return refuse({ type: 'no-such-entry', year, seq })
  const { entry, answer } = found
  return answer ? refuse({ type: 'answered', year, seq, by: answer.by, as: answer.as }) : ok(entry)
}
