// The office's morning digest: what waits for its reader, and nothing when nothing does.
import type { Render } from '../../app/outbox/delivery.ts'
import type { Deps } from '../../app/deps.ts'
import { mostCounted, waitsFor, type Waits } from '../../app/notices/waiting.ts'
import { dateAt } from '../../domain/calendar.ts'
import { longDate } from '../../domain/format.ts'
import { button } from '../cards.ts'
import { notice } from '../dialogs/notice.ts'

export const aboutOfficeDigest =
  (deps: Deps): Render =>
  async (ref, person) => {
    const waits = await waitsFor(deps, person)
    const lines = linesOf(waits)
    if (lines.length === 0) return undefined
    const today = dateAt(deps.clock.now())
    const card = notice('What waits for you this morning', lines, [
      ...(waits.requests + waits.clearances > 0 ? [button('Approvals', 'approvals')] : []),
      ...(waits.disputes > 0 ? [button('Disputes', 'disputes')] : []),
      ...(waits.unreached + waits.stuck > 0 ? [button('Check logs', 'check-logs')] : []),
      ...(waits.registers > 0 ? [button('Registers', 'interests')] : []),
    ])
    // Yesterday's is not sent today: today has its own.
    return {
      ...card,
      summary: `${longDate(today)}: ${lines.join(' ')}`,
      kind: 'office',
      isSettled: ref['date'] !== today,
    }
  }

function linesOf({ requests, clearances, unreached, stuck, registers, disputes }: Waits): string[] {
  const lines: string[] = []
  if (requests > 0) lines.push(`${count(requests, 'request')} for days from the central pot to agree.`)
  if (clearances > 0) lines.push(`${count(clearances, 'entry or event', 'entries or events')} to clear.`)
  if (disputes > 0) lines.push(`${count(disputes, 'dispute')} about hours logged for a peer to settle.`)
  if (unreached > 0) lines.push(`Messages to ${count(unreached, 'person', 'people')} could not be delivered.`)
  if (stuck > 0) lines.push(`${count(stuck, 'task')} of the bot could not be finished.`)
  if (registers > 0)
    lines.push(`${count(registers, 'register')} of interests overdue by a fortnight or more (rule R1).`)
  return lines
}

const count = (number: number, one: string, many = `${one}s`): string =>
  number >= mostCounted ? `${mostCounted} ${many} or more` : number === 1 ? `1 ${one}` : `${number} ${many}`
