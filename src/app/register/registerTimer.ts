// R1: the timer of a lead peer's register: leaves a reminder when one is due, and nothing once it is done. What it says is
// read when it is said.
import { dateAt, type Instant } from '../../domain/calendar.ts'
import { hourOf } from '../../domain/notices.ts'
import type { Person } from '../../domain/person.ts'
import { mustRegister, nextRegisterStep, registerSteps } from '../../domain/registerDue.ts'
import type { Deps } from '../deps.ts'
import { readPerson } from '../people/directory.ts'
import { readWelcome } from '../outbox/habits.ts'
import { peerPartition } from '../keys.ts'
import { leave } from '../outbox/outbox.ts'
import { StoreFault, type Stored } from '../ports.ts'
import { readRegister, registerWrite, type Register } from './register.ts'
import { endTimer, moveOn, type Timer } from '../outbox/timers.ts'

/** When nothing is to come, the timer looks again after so long. */
const restMs = 30 * 86_400_000

export async function runRegisterTimer(deps: Deps, claimed: Stored, timer: Timer): Promise<void> {
  const now = deps.clock.now()
  const { group, person: id } = timer
  const person = await readPerson(deps.store, group, id)
  if (!person) return endTimer(deps, claimed)
  if (!mustRegister(person, dateAt(now))) {
    await notDue(deps, person)
    return endTimer(deps, claimed)
  }
  const register = await dueFrom(deps, person, now)
  const { welcome, choices } = await readWelcome(deps.store, person)
  const hour = hourOf('register', choices)
  const after = Math.max(timer.after ?? now, now)
  const steps = timer.after === undefined ? [] : registerSteps(register, timer.after, now, hour, welcome)
  // After days in which the bot did not run it is one reminder, the last.
  const step = steps.at(-1)
  const errand = {
    kind: 'tell',
    group,
    person: id,
    topic: 'register-due',
    ref: { person: id },
    occasion: String(step?.days),
  } as const
  const causes = step ? [leave(`${claimed.id} ${timer.after}`, errand, now)] : []
  const dueAt = nextRegisterStep(register, after, hour, welcome) ?? after + restMs
  await moveOn(deps, claimed, timer, { after, dueAt }, causes)
}

/** A first registration is due from when the bot first knows of a lead peer without a register. */
async function dueFrom({ store }: Deps, person: Person, now: Instant): Promise<Register> {
  const { register, stored } = await readRegister(store, person)
  if (register.seq > 0 || register.dueSince !== undefined) return register
  const doc: Register = { ...register, dueSince: now }
  const done = await store.commit(peerPartition(person), [registerWrite(stored, doc)])
  if (!done.ok) throw new StoreFault('the register changed meanwhile')
  return doc
}

/** Whoever is no lead peer any more, and becomes one again, has a first registration due from then on. */
async function notDue({ store }: Deps, person: Person): Promise<void> {
  const { register, stored } = await readRegister(store, person)
  if (register.dueSince === undefined) return
  const { dueSince: _, ...rest } = register
  const done = await store.commit(peerPartition(person), [registerWrite(stored, rest)])
  if (!done.ok) throw new StoreFault('the register changed meanwhile')
}
