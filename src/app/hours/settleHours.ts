// What the Head of Group Office settles about a peer's hours: opening figures (D7), a later use-by date of carried hours and
// write-offs (C2), each with a reason that is kept and that the peer reads.
import { yearOf, type LocalDate, type MeetingYear } from '../../domain/calendar.ts'
import { extendCarried, writeOff } from '../../domain/extension.ts'
import { openPeer, type Opening } from '../../domain/opening.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { refuse, type Result } from '../../domain/result.ts'
import { moveBack } from '../../domain/overflow.ts'
import { changeLedger, type Change, type Command, type Receipt } from './change.ts'
import { tellPeer } from './changeEntry.ts'
import type { Deps } from '../deps.ts'
import { peerPartition } from '../keys.ts'
import { openWork } from './ledger.ts'
import { wakeTimers } from '../outbox/timers.ts'

type Settled = Promise<Result<Receipt, Refusal>>

export const enterOpening = (deps: Deps, command: Command, opening: Opening, reason: string): Settled => {
  const year = yearOf(opening.from)
  return settle(deps, command, reason, {
    years: [year - 1, year],
    request: { opening, reason },
    decide: (book, writing) => openPeer(book, opening, writing),
  })
}

export async function extendHours(
  deps: Deps,
  command: Command,
  { year, until }: { readonly year: MeetingYear; readonly until: LocalDate },
  reason: string,
): Settled {
  const done = await settle(deps, command, reason, {
    years: [year],
    request: { extend: until, reason },
    async decide(book, writing) {
      const open = await openWork(deps.store, peerPartition(command.subject), book.account(year), () => false)
      return extendCarried(book, year, until, open, writing)
    },
  })
  // What is told before the hours lapse comes before the later date now.
  if (done.ok) await wakeTimers(deps, command.subject)
  return done
}

/** In minutes, all that is written off from now on. */
export const writeHoursOff = (
  deps: Deps,
  command: Command,
  { year, minutes }: { readonly year: MeetingYear; readonly minutes: number },
  reason: string,
): Settled =>
  settle(deps, command, reason, {
    years: [year],
    request: { writeOff: minutes, reason },
    decide: (book, writing) => writeOff(book, year, minutes, writing),
  })

/** X4: work that draws on grants draws on hours of the peer's own, as far as those are free. */
export const moveGrantBack = (deps: Deps, command: Command, year: MeetingYear): Settled =>
  settle(deps, command, 'Hours of the peer’s own have been freed (rule X4)', {
    years: [year],
    request: { moveBack: year },
    async decide(book, writing) {
      const open = await openWork(deps.store, peerPartition(command.subject), book.account(year), () => false)
      return moveBack(book, open.filter(({ granted = 0 }) => granted > 0).reverse(), writing)
    },
  })

function settle(
  deps: Deps,
  command: Command,
  reason: string,
  change: Pick<Change, 'years' | 'request' | 'decide'>,
): Settled {
  if (reason === '') return Promise.resolve(refuse({ type: 'reason-missing' }))
  return changeLedger(deps, command, {
    action: 'settle-hours',
    reason,
    besides: (receipt, { at }) => tellPeer(command, receipt, 'settled', at),
    ...change,
  })
}
