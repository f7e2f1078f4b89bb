// R1: saving a version of one's own register, and confirming the one there is. A form that another version has overtaken is
// refused, whoever saved it; the same press twice is one.
import { z } from 'zod'
import { dateAt } from '../../domain/calendar.ts'
import { mayDo } from '../../domain/permissions.ts'
import { policyOf } from '../../domain/policy.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { nextVersion, unansweredIn, type Stated, type Why } from '../../domain/register.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import type { Press } from '../press.ts'
import type { Deps } from '../deps.ts'
import { parseStored } from '../documents.ts'
import { commandDocId, hash, peerPartition, registerConfirmationId, registerVersionId } from '../keys.ts'
import { leave } from '../outbox/outbox.ts'
import type { Write } from '../ports.ts'
import {
  readRegister,
  readVersion,
  registerWrite,
  type Register,
  type RegisterConfirmation,
} from './register.ts'
import { retrying } from '../retry.ts'

/** The outcome of a press, kept for its replays. */
const RegisterCommand = z.strictObject({
  type: z.literal('register-command'),
  v: z.literal(1),
  request: z.string(),
  seq: z.int(),
  /** Whether it moved the due date. */
  isConfirmed: z.boolean(),
})

export interface SavedRegister {
  readonly seq: number
  readonly isConfirmed: boolean
}

export interface SaveRegister {
  /** The version that the form shows; 0 for an empty register. */
  readonly base: number
  readonly why: Why
  readonly stated: Stated
}

/** Saves what is stated as the next version. A first one and a yearly update are confirmations as well. */
export const saveRegister = (
  deps: Deps,
  press: Press,
  save: SaveRegister,
): Promise<Result<SavedRegister, Refusal>> =>
  change(deps, press, save, save.base, async (register) => {
    const { group, id: by } = press.by
    const before = await readVersion(deps.store, press.by, register.seq)
    const at = deps.clock.now()
    const { lastEntry } = register
    const saving = { why: save.why, on: dateAt(at), at, by, policy: policyOf(group), lastEntry }
    const next = nextVersion(before, save.stated, saving)
    if (!next.ok) return next
    const { seq, why, entries } = next.value
    return ok({
      register: {
        ...register,
        seq,
        lastEntry: Math.max(register.lastEntry, ...entries.map(({ id }) => id)),
      },
      isConfirmed: why === 'first' || why === 'annual',
      writes: [{ op: 'create', id: registerVersionId(seq), doc: next.value }],
    })
  })

/** Nothing has changed: confirms the version shown. Refused when there is none, or when a heading has no answer in it. */
export const confirmRegister = (
  deps: Deps,
  press: Press,
  base: number,
): Promise<Result<SavedRegister, Refusal>> =>
  change(deps, press, { confirms: base }, base, async (register) => {
    const version = await readVersion(deps.store, press.by, register.seq)
    if (!version) return refuse({ type: 'no-register' })
    const titles = unansweredIn(version, policyOf(press.by.group).register.headings)
    if (titles.length > 0) return refuse({ type: 'register-headings', titles })
    return ok({ register, isConfirmed: true, writes: [] })
  })

interface Changed {
  readonly register: Register
  readonly isConfirmed: boolean
  readonly writes: readonly Write[]
}

const change = (
  deps: Deps,
  { id, by, deadline }: Press,
  body: unknown,
  base: number,
  decide: (register: Register) => Promise<Result<Changed, Refusal>>,
): Promise<Result<SavedRegister, Refusal>> =>
  retrying(deps, deadline, async () => {
    const { store, clock } = deps
    if (!mayDo(by, 'keep-register', by)) return refuse({ type: 'not-allowed' })
    const pk = peerPartition(by)
    const commandId = commandDocId(by.id, `register ${id}`)
    const request = hash(JSON.stringify(body))
    const [done, { register, stored }] = await Promise.all([
      store.get(pk, commandId),
      readRegister(store, by),
    ])
    if (done) {
      const { seq, isConfirmed, ...command } = parseStored(RegisterCommand, done)
      return command.request === request ? ok({ seq, isConfirmed }) : refuse({ type: 'other-body' })
    }
    if (register.seq !== base) return refuse({ type: 'register-changed', base, seq: register.seq })
    const changed = await decide(register)
    if (!changed.ok) return changed
    const { isConfirmed, writes } = changed.value
    const { seq } = changed.value.register
    const now = clock.now()
    const count = register.confirmations + 1
    const confirmation: RegisterConfirmation = {
      type: 'register-confirmation',
      v: 1,
      seq,
      on: dateAt(now),
      at: now,
      by: by.id,
    }
    const committed = await store.commit(pk, [
      {
        op: 'create',
        id: commandId,
        doc: { type: 'register-command', v: 1, request, seq, isConfirmed } satisfies z.infer<
          typeof RegisterCommand
        >,
      },
      registerWrite(stored, {
        ...changed.value.register,
        ...(isConfirmed && { confirmedOn: dateAt(now), confirmations: count }),
      }),
      ...writes,
      ...(isConfirmed
        ? [
            { op: 'create', id: registerConfirmationId(count), doc: { ...confirmation } } as const,
            // The reminders that were sent show that it is done.
            leave(
              commandId,
              { kind: 'refresh', group: by.group, topic: 'register-due', ref: { person: by.id } },
              now,
            ),
          ]
        : []),
    ])
    return committed.ok ? ok({ seq, isConfirmed }) : undefined
  })
