// Gives a peer days without a group to have them of: the ledger's part alone, for tests about the ledger.
import { setAllocation, type Allocation } from '../../src/domain/allocate.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import type { Result } from '../../src/domain/result.ts'
import { changeLedger, type Command, type Receipt } from '../../src/app/hours/change.ts'
import type { Deps } from '../../src/app/deps.ts'

export const allocateDays = (
  deps: Deps,
  command: Command,
  allocation: Allocation,
): Promise<Result<Receipt, Refusal>> =>
  changeLedger(deps, command, {
    action: 'deliver',
    years: [allocation.year],
    request: { allocate: allocation },
    decide: (book, writing) => setAllocation(book, allocation, writing),
  })
