// Documents about registers of interests: one's own to print, for its peer; and how the group's stand, for the office, as
// CSV without a word of what is registered (R2).
import { groupRegisters, type PeerRegister } from '../../app/register/groupRegisters.ts'
import type { Maker, Makers } from '../../app/records/links.ts'
import { readConfirmations, seeRegister, seeVersions } from '../../app/register/register.ts'
import { dateAt } from '../../domain/calendar.ts'
import { mayDo } from '../../domain/permissions.ts'
import { roleTitle } from '../../domain/person.ts'
import { regionTitle } from '../../domain/regions.ts'
import { ok, refuse } from '../../domain/result.ts'
import { csvOf, type Column } from './csv.ts'
import { registerPage } from './registerPage.ts'

const ownRegister: Maker = async (deps, person) => {
  if (!mayDo(person, 'keep-register', person)) return refuse({ type: 'not-allowed' })
  const [seen, versions] = await Promise.all([
    seeRegister(deps, person, person),
    seeVersions(deps, person, person),
  ])
  if (!seen.ok) return seen
  if (!versions.ok) return versions
  const { version } = seen.value
  if (!version) return refuse({ type: 'no-register' })
  const page = registerPage({
    person,
    today: dateAt(deps.clock.now()),
    seen: { ...seen.value, version },
    versions: versions.value,
    confirmations: await readConfirmations(deps.store, person),
  })
  return ok({
    name: 'Register of interests.html',
    contentType: 'text/html; charset=utf-8',
    chunks: all([page]),
  })
}

const stateNames: Record<PeerRegister['status']['state'], string> = {
  none: 'No register yet',
  current: 'Current',
  due: 'Due within 30 days',
  overdue: 'Overdue',
}

const columns: readonly Column<PeerRegister>[] = [
  ['Peer', ({ peer }) => peer.name],
  ['E-mail', ({ peer }) => peer.email],
  ['Role', ({ peer }) => roleTitle(peer.role)],
  ['Regions', ({ peer }) => peer.regions.map(regionTitle).join(', ')],
  ['Status', ({ status }) => stateNames[status.state]],
  ['Confirmed on', ({ status }) => status.confirmedOn],
  ['Due on', ({ status }) => status.dueOn],
  ['Days overdue', ({ status }) => status.daysOver],
]

const groupStatus: Maker = async (deps, person) => {
  if (!mayDo(person, 'remind-register', person)) return refuse({ type: 'not-allowed' })
  const name = `Registers of interests ${dateAt(deps.clock.now())}.csv`
  const rows = await groupRegisters(deps, person)
  return ok({ name, contentType: 'text/csv; charset=utf-8', chunks: csvOf(columns, all(rows)) })
}

async function* all<T>(items: readonly T[]): AsyncIterable<T> {
  yield* items
}

export const registerMakers: Makers = { register: ownRegister, 'register-status': groupStatus }
