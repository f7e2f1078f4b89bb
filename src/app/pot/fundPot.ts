// X1: tops the pot up, or reduces it, from what the group has unallocated; hours that waited for it are reserved.
import type { MeetingYear } from '../../domain/calendar.ts'
import { mayDo } from '../../domain/permissions.ts'
import { fund, type Pot } from '../../domain/pot.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import { changePot, potPress } from './changePot.ts'
import type { Press } from '../press.ts'
import type { Deps } from '../deps.ts'
import { hash } from '../keys.ts'
import { leave } from '../outbox/outbox.ts'
import { recordPotChange } from './potChanges.ts'

/** @param funded what the pot shall hold in all, in minutes. */
export async function fundPot(
  deps: Deps,
  press: Press,
  year: MeetingYear,
  funded: number,
): Promise<Result<Pot, Refusal>> {
  const { id, by } = press
  if (!mayDo(by, 'fund-pot', by)) return refuse({ type: 'not-allowed' })
  const { group } = by
  const done = await changePot(deps, potPress(press, year), undefined, { fund: funded }, ({ pot }) => {
    const after = fund(pot, funded)
    if (!after.ok) return after
    const body = { group, year, id: hash(by.id, id).slice(0, 24) }
    const settle = leave(
      `${by.id} ${id}`,
      { kind: 'command', group, command: 'pot-settle', body },
      deps.clock.now(),
    )
    const change = {
      at: deps.clock.now(),
      by: by.id,
      kind: 'funded' as const,
      minutes: funded,
      was: pot.funded,
    }
    return ok({
      pot: after.value,
      besides: [recordPotChange(id, change), ...(pot.waiting > 0 ? [settle] : [])],
    })
  })
  return done.ok ? ok(done.value.pot) : done
}
