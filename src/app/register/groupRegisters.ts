// R1: how the registers of a group stand, for its office and lead peers: status only. The office reminds with one press.
import { dateAt } from '../../domain/calendar.ts'
import { mayDo } from '../../domain/permissions.ts'
import { hasLeft, type Person } from '../../domain/person.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { isOfficesConcern, registerStatus, type RegisterStatus } from '../../domain/registerDue.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import type { Press } from '../press.ts'
import type { Deps } from '../deps.ts'
import { eachOf } from '../eachOf.ts'
import { readPerson } from '../people/directory.ts'
import { peerPartition } from '../keys.ts'
import { leave } from '../outbox/outbox.ts'
import { listPeople } from '../people/people.ts'
import { readRegister, registerWrite } from './register.ts'
import { retrying } from '../retry.ts'

export interface PeerRegister {
  readonly peer: Person
  readonly status: RegisterStatus
  /** Reminded by the office today already. */
  readonly isReminded: boolean
}

const order: Readonly<Record<RegisterStatus['state'], number>> = { none: 0, overdue: 0, due: 1, current: 2 }

/** Those who must keep a register, and those who do so all the same; the longest overdue first. */
export async function groupRegisters(deps: Deps, by: Person): Promise<PeerRegister[]> {
  const today = dateAt(deps.clock.now())
  const people = (await listPeople(deps.store, by.group)).filter(
    (peer) =>
      mayDo(peer, 'keep-register', peer) &&
      !hasLeft(peer, today) &&
      peer.id !== by.id &&
      mayDo(by, 'see-register-status', peer),
  )
  const found: PeerRegister[] = []
  await eachOf(people, async (peer) => {
    const { register } = await readRegister(deps.store, peer)
    const status = registerStatus(peer, register, today)
    if (status.dueOn === undefined && status.state === 'none') return
    found.push({ peer, status, isReminded: register.remindedOn === today })
  })
  return found.sort(
    (one, other) =>
      order[one.status.state] - order[other.status.state] ||
      other.status.daysOver - one.status.daysOver ||
      (one.peer.name < other.peer.name ? -1 : 1),
  )
}

/** How many are on the office's list: overdue by a fortnight. */
export async function overdueRegisters(deps: Deps, by: Person): Promise<number> {
  if (!mayDo(by, 'remind-register', by)) return 0
  return (await groupRegisters(deps, by)).filter(({ status }) => isOfficesConcern(status)).length
}

/** The office reminds a peer; once a day, whoever of the office presses. @returns the peer. */
export const remindOfRegister = (
  deps: Deps,
  { by, deadline }: Omit<Press, 'id'>,
  id: string,
): Promise<Result<Person, Refusal>> =>
  retrying(deps, deadline, async () => {
    const { store, clock } = deps
    const peer = await readPerson(store, by.group, id)
    if (!peer || !mayDo(by, 'remind-register', peer)) return refuse({ type: 'not-allowed' })
    const now = clock.now()
    const today = dateAt(now)
    const { register, stored } = await readRegister(store, peer)
    const status = registerStatus(peer, register, today)
    if (status.dueOn === undefined || status.state === 'current') return refuse({ type: 'register-not-due' })
    if (register.remindedOn === today) return refuse({ type: 'reminded-already' })
    const errand = {
      kind: 'tell',
      group: peer.group,
      person: peer.id,
      topic: 'register-due',
      ref: { person: peer.id },
      occasion: `office ${by.id}`,
    } as const
    const done = await store.commit(peerPartition(peer), [
      registerWrite(stored, { ...register, remindedOn: today }),
      leave(`remind ${peer.id} ${today}`, errand, now),
    ])
    return done.ok ? ok(peer) : undefined
  })
