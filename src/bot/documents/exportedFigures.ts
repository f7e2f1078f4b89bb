// The columns of exported figures of peers: balances, payments and how registers stand.
import type { Balance } from '../../domain/balance.ts'
import { periodOf } from '../../domain/calendar.ts'
import { yearName } from '../../domain/format.ts'
import { periodsOf } from '../../domain/payments.ts'
import type { Person } from '../../domain/person.ts'
import type { RegisterStatus } from '../../domain/registerDue.ts'
import type { Between } from '../../domain/report.ts'
import type { Column } from './csv.ts'
import { h, pounds, whose } from './exportCells.ts'

type BalanceLine = { readonly subject: Person; readonly balance: Balance }

export const balanceColumns = (today: string): readonly Column<BalanceLine>[] => [
  ...whose,
  ['Year', ({ balance }) => yearName(balance.year)],
  ['As of', () => today],
  ['Carried in', ({ balance }) => h(balance.carried.given)],
  ['Carried used', ({ balance }) => h(balance.carried.drawn)],
  ['Written off', ({ balance }) => h(balance.carried.writtenOff)],
  ['Carried hours usable until', ({ balance }) => balance.carried.useBy],
  ['Carried left', ({ balance }) => h(balance.carried.left - balance.carried.lapsed)],
  ['Lapsed', ({ balance }) => h(balance.carried.lapsed)],
  ['Lapsed £', ({ balance }) => pounds(balance.carried.lapsedPence)],
  ['Allocated', ({ balance }) => h(balance.allocation.given)],
  ['Allocation used', ({ balance }) => h(balance.allocation.drawn)],
  ['Allocation left', ({ balance }) => h(balance.allocation.left)],
  ['Granted', ({ balance }) => h(balance.grants.given)],
  ['Grants used', ({ balance }) => h(balance.grants.drawn)],
  [
    'Claim codes',
    ({ balance }) =>
      Object.values(balance.grants.by)
        .flatMap(({ code }) => code ?? [])
        .join(' '),
  ],
  ['Claimed', ({ balance }) => h(balance.drawn)],
  ['Held for clearance', ({ balance }) => h(balance.held)],
  ['Unclaimed', ({ balance }) => h(balance.unclaimed)],
  ['Promised to requests', ({ balance }) => h(balance.promised)],
  ['Remaining', ({ balance }) => h(balance.remaining)],
  ['Carried on', ({ balance }) => h(balance.carriedOn)],
]

interface Payment {
  readonly subject: Person
  readonly month: string
  readonly pence: number
}

/** C1: the months of the span; a year in which somebody is paid nothing is left out, one whose days were taken away is not. */
export async function* payments(
  lines: AsyncIterable<BalanceLine>,
  { from, to }: Between,
): AsyncIterable<Payment> {
  for await (const { subject, balance } of lines)
    for (const [at, month] of balance.payments.some(Boolean) ? periodsOf(balance.year).entries() : [])
      if (periodOf(from) <= month && month <= periodOf(to))
        yield { subject, month, pence: balance.payments[at] ?? 0 }
}

export const paymentColumns: readonly Column<Payment>[] = [
  ...whose,
  ['Month', ({ month }) => month],
  ['Payment £', ({ pence }) => pounds(pence)],
]

type RegisterLine = { readonly subject: Person; readonly status: RegisterStatus }

const registerStates: Record<RegisterStatus['state'], string> = {
  none: 'None yet',
  current: 'Current',
  due: 'Due soon',
  overdue: 'Overdue',
}

/** R1: status only; what is registered is read on the cards, by those whom R2 names. */
export const registerColumns = (today: string): readonly Column<RegisterLine>[] => [
  ...whose,
  ['As of', () => today],
  ['Must register', ({ status }) => (status.dueOn === undefined ? 'No' : 'Yes')],
  ['Register', ({ status }) => registerStates[status.state]],
  ['Last confirmed on', ({ status }) => status.confirmedOn],
  ['Due on', ({ status }) => status.dueOn],
  ['Days overdue', ({ status }) => status.daysOver],
]
