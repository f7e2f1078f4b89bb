// What a change by the office did to a peer's ledger: its effect, how it moved a statement that is fixed already, and what
// of the peer's hours could be re-claimed now (D2, D4).
import { reclaimHours, type EntryRef } from '../../../app/hours/changeEntry.ts'
import type { Receipt } from '../../../app/hours/change.ts'
import type { Deps } from '../../../app/deps.ts'
import { readPerson } from '../../../app/people/directory.ts'
import { findReclaimable } from '../../../app/hours/findReclaimable.ts'
import { readStatement } from '../../../app/years/yearEndRecords.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { hours, longDate, yearName } from '../../../domain/format.ts'
import type { Person } from '../../../domain/person.ts'
import { policyOf } from '../../../domain/policy.ts'
import { figuresOf } from '../../../domain/yearEnd.ts'
import type { Button } from '../../cardParts.ts'
import { button } from '../../cards.ts'
import {
  countedLine,
  displacedLines,
  effectLines,
  takenBackLines,
  workLine,
  workOf,
} from '../../words/figures.ts'
import { commandOf, type Reply, type Turn } from '../../turn.ts'
import { notice, refused } from '../notice.ts'
import { shiftLines } from '../years/yearEnd.ts'

export async function amended(
  deps: Deps,
  turn: Turn,
  subject: Person,
  receipt: Receipt,
  title = `Changed for ${subject.name}`,
): Promise<Reply> {
  const { entered } = workOf(receipt)
  const lines = [
    ...takenBackLines(receipt),
    ...entered.map((work) => `${workLine(work)}, ${countedLine(work)}`),
    ...displacedLines(receipt),
    ...effectLines(receipt, turn.today),
    ...(await shifts(deps, subject, receipt)),
  ]
  const year = receipt.years[0]?.after.year
  const offers = await Promise.all(
    receipt.years.map(({ after }) => findReclaimable(deps, subject, after.year)),
  )
  const offer = offers.find(({ minutes }) => minutes > 0)
  return notice(
    title,
    [
      ...lines,
      `${subject.name} is told, with the reason.`,
      ...(offer
        ? [`${hours(offer.minutes)} of theirs are unclaimed and could be claimed now (rule D2).`]
        : []),
    ],
    [
      ...(offer
        ? [
            button(`Re-claim ${hours(offer.minutes)}`, 'amend/reclaim', {
              person: subject.id,
              refs: offer.refs,
              command: turn.id,
            }),
          ]
        : []),
      ...(year === undefined ? [] : [historyButton(subject, year)]),
    ],
  )
}

export const historyButton = (subject: Person, year: number): Button =>
  button('History', 'peer-history', { person: subject.id, year })

/** D4: each closed year whose statement the change has moved. */
async function shifts({ store, clock }: Deps, subject: Person, { years }: Receipt): Promise<string[]> {
  const lines: string[] = []
  for (const { after } of years) {
    const statement = await readStatement(store, subject.group, after.year, subject.id)
    if (!statement) continue
    const now = figuresOf(after, policyOf(subject.group), dateAt(clock.now()))
    const moved = shiftLines(statement.figures, now)
    if (moved.length > 0)
      lines.push(
        `Statement of ${yearName(after.year)}, fixed on ${longDate(dateAt(statement.at))} → now: ${moved.join('; ')} (rule D4).`,
      )
  }
  return lines
}

export async function reclaimForPeer(
  deps: Deps,
  turn: Turn,
  { person, refs, command }: { person: string; refs: readonly EntryRef[]; command: string },
): Promise<Reply> {
  const subject = await readPerson(deps.store, turn.person.group, person)
  if (!subject) return refused({ type: 'not-allowed' })
  const named = commandOf(turn, `reclaim ${command}`, subject)
  const done = await reclaimHours(deps, named, refs, undefined, { reason: 'Hours were freed (rule D2)' })
  return done.ok
    ? amended(deps, turn, subject, done.value, `Re-claimed for ${subject.name}`)
    : refused(done.error)
}
