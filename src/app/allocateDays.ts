// Y2: the office sets a peer's allocation for a year.
import { setAllocation, type Allocation } from '../domain/allocate.ts'
import type { Refusal } from '../domain/refusal.ts'
import type { Result } from '../domain/result.ts'
import { changeLedger, type Command, type Receipt } from './change.ts'
import type { Deps } from './deps.ts'

export const allocateDays = (
  deps: Deps,
  command: Command,
  allocation: Allocation,
): Promise<Result<Receipt, Refusal>> =>
  changeLedger(deps, command, {
    action: 'allocate',
    years: [allocation.year],
    request: { allocate: allocation },
    decide: (book, writing) => setAllocation(book, allocation, writing),
  })
