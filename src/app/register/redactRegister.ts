// R2: takes the text of an entry out of every former version that holds it, for good. That it was removed is recorded.
import { dateAt } from '../../domain/calendar.ts'
import { mayDo } from '../../domain/permissions.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { isInForce, redactIn, type RegisterVersion } from '../../domain/register.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import type { Press } from '../press.ts'
import type { Deps } from '../deps.ts'
import { peerPartition } from '../keys.ts'
import { mostWrites, type Write } from '../ports.ts'
import { readRegister, registerWrite, storedVersions } from './register.ts'
import { retrying } from '../retry.ts'

/** An entry as a version holds it. */
export interface RegisterEntryRef {
  readonly seq: number
  readonly entry: number
}

/** Removing twice is removing once. @returns how many versions no longer hold the text. */
export const redactRegister = (
  deps: Deps,
  { by, deadline }: Omit<Press, 'id'>,
  ref: RegisterEntryRef,
): Promise<Result<number, Refusal>> =>
  retrying(deps, deadline, async () => {
    if (!mayDo(by, 'keep-register', by)) return refuse({ type: 'not-allowed' })
    const { register, stored } = await readRegister(deps.store, by)
    const versions = await storedVersions(deps.store, by)
    const current = versions.find(({ version }) => version.seq === register.seq)?.version
    const shown = versions.find(({ version }) => version.seq === ref.seq)?.version
    const entry = shown?.entries.find(({ id }) => id === ref.entry)
    if (!current || !entry) return refuse({ type: 'no-such-register-entry' })
    if (entry.redacted) return ok(versions.filter(({ version }) => isRedactedIn(version, ref.entry)).length)
    if (isInForce(current, entry)) return refuse({ type: 'entry-in-force' })
    const redacted = { on: dateAt(deps.clock.now()), by: by.id }
    const writes: Write[] = versions.flatMap(({ stored: { id, etag }, version }) => {
      const doc = redactIn(version, entry, current, redacted)
      return doc ? [{ op: 'replace', id, doc, etag } as const] : []
    })
    // The version that was chosen goes last, so that a press that was cut off begins again.
    const ordered = writes.toSorted((one, other) => Number(isOf(one, shown)) - Number(isOf(other, shown)))
    // Guards against a version that takes the text up again meanwhile.
    const guard = registerWrite(stored, register)
    for (let at = 0; at < ordered.length; at += mostWrites - 1) {
      const rest = ordered.slice(at, at + mostWrites - 1)
      const done = await deps.store.commit(peerPartition(by), at === 0 ? [guard, ...rest] : rest)
      if (!done.ok) return undefined
    }
    return ok(ordered.length)
  })

const isRedactedIn = ({ entries }: RegisterVersion, id: number): boolean =>
  entries.some((entry) => entry.id === id && entry.redacted !== undefined)

const isOf = (write: Write, version: RegisterVersion | undefined): boolean =>
  write.op === 'replace' && write.doc['seq'] === version?.seq
