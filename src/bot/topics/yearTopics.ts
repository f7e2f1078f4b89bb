// What the bot says by itself about a year's hours: to whoever pressed Apply that the year is closed, to a peer what the office
// has changed or settled for them, to the Head that work on a grant could go back.
import { z } from 'zod'
import type { Render } from '../../app/outbox/delivery.ts'
import type { Deps } from '../../app/deps.ts'
import { readPerson } from '../../app/people/directory.ts'
import { hash, peerPartition } from '../../app/keys.ts'
import { readEntry } from '../../app/hours/ledger.ts'
import { seeMovable } from '../../app/hours/seeMovable.ts'
import { readYearEnd } from '../../app/years/yearEndRecords.ts'
import { findReclaimable } from '../../app/hours/findReclaimable.ts'
import type { Entry } from '../../domain/entry.ts'
import { days, hours, longDate, money, periodName, yearName } from '../../domain/format.ts'
import { mayDo } from '../../domain/permissions.ts'
import { button } from '../cards.ts'
import { countedLine, workLine } from '../words/figures.ts'
import { notice } from '../dialogs/notice.ts'

const YearRef = z.object({ year: z.int() })

export const aboutYearEnd =
  ({ store }: Deps): Render =>
  async (given, person) => {
    const { year } = YearRef.parse(given)
    const { state } = await readYearEnd(store, person.group, year)
    if (state?.endedAt === undefined || !mayDo(person, 'close-year', person)) return undefined
    const { totals, peers } = state
    return notice(
      `${yearName(year)} is closed`,
      [
        `${peers === 1 ? '1 statement is' : `${peers} statements are`} fixed. ${hours(totals.unused)} are carried on into ${yearName(year + 1)}; ${hours(totals.lapsed)} lapsed, ${money(totals.lapsedPence)} paid and not worked; ${hours(totals.grantsEnding)} of grants ended (rules C2, X4).`,
        'The office may still change the year, with a reason; the year end shows what that shifts (rule D4).',
      ],
      [button('Year end', 'year-end', { year })],
    )
  }

const EntryRef = z.object({ year: z.int(), seq: z.int() })

/** A change has few entries; more than these would not be read. */
const mostEntries = 6

/** D4: what somebody of the office entered in the peer's ledger, and why. C2, D7: and what was settled about their hours. */
export const aboutAmended =
  ({ store, ...deps }: Deps): Render =>
  async (given, person) => {
    const { year, seq } = EntryRef.parse(given)
    const first = (await readEntry(store, peerPartition(person), year, seq))?.entry
    if (!first) return undefined
    const by = await readPerson(store, person.group, first.by)
    const lines: string[] = []
    for (let at = seq; at < seq + mostEntries; at++) {
      const found = await readEntry(store, peerPartition(person), year, at)
      if (!found || found.entry.at !== first.at) break
      lines.push(...entryLines(found.entry))
    }
    const offer = await findReclaimable({ store, ...deps }, person, year)
    const card = notice(
      `Your group office has changed your hours of ${yearName(year)}`,
      [
        `${by?.name ?? 'The group office'}, ${longDate(first.on)}:`,
        ...lines,
        ...(first.reason ? [`Reason: ${first.reason}`] : []),
        ...(offer.minutes > 0
          ? [`${hours(offer.minutes)} of yours are unclaimed and can be claimed now (rule D2).`]
          : []),
        'If that is wrong, tell your group office: the history shows what was before.',
      ],
      [
        ...(offer.minutes > 0
          ? [
              button(`Re-claim ${hours(offer.minutes)}`, 'reclaim', {
                refs: offer.refs,
                command: hash(person.id, 'amended', String(year), String(seq)),
              }),
            ]
          : []),
        button('History', 'history', { year }),
        button('Balance', 'balance', { year }),
      ],
    )
    return { ...card, kind: 'news' }
  }

function entryLines(entry: Entry): string[] {
  switch (entry.kind) {
    case 'work':
      return [`Now: ${workLine(entry)}, ${countedLine(entry)}.`]
    case 'reversal':
      return [
        entry.work
          ? `Taken back: ${hours(entry.work.minutes)} on ${longDate(entry.work.date)}.`
          : `Taken back: the nil return for ${periodName(entry.nil ?? '')}.`,
      ]
    case 'nil':
      return [`Nil return for ${periodName(entry.period)}.`]
    case 'opening':
      return [
        `Your records here begin on ${longDate(entry.from)}, with ${hours(entry.used)} used before and ${hours(entry.carried)} carried in. Nothing before that day is due or can be logged (rule D7).`,
      ]
    case 'extension':
      return [`Carried hours can be used for work to ${longDate(entry.until)} (rule C2).`]
    case 'write-off':
      return [`Carried hours written off: ${hours(entry.minutes)} in all (rule C2).`]
    case 'allocation':
      return [
        `Your days: ${days(entry.minutes)} (${hours(entry.minutes)}) for the year, and your pay follows from them: “payments” shows it (rules Y2, C1).`,
      ]
    case 'carried':
    case 'promise':
    case 'grant':
    case 'next-year':
      return []
  }
}

const FreedRef = z.object({ person: z.string(), year: z.int() })

/** X4: to the Head, while there is something to move. */
export const aboutGrantBack =
  (deps: Deps): Render =>
  async (given, head) => {
    const { person, year } = FreedRef.parse(given)
    const peer = await readPerson(deps.store, head.group, person)
    if (!peer) return undefined
    const minutes = await seeMovable(deps, head, peer, year)
    const isSettled = minutes === 0
    const card = notice(
      `${peer.name}: hours on a grant and hours of their own`,
      isSettled
        ? ['There is nothing to move back any more.']
        : [
            `Hours of ${peer.name}’s own for ${yearName(year)} have been freed, while ${hours(minutes)} of their work draw on the central pot.`,
            'Additional hours come after the allocation: moved back, that work draws on the allocation, and the grant is unused again, so that it can be taken back under “pot” (rule X4).',
          ],
      isSettled
        ? [button('Central pot', 'pot', { year })]
        : [
            button(
              `Move ${hours(minutes)} back`,
              'grant-back',
              {
                person,
                year,
                command: hash(head.id, 'grant-back', person, String(year), String(minutes)),
              },
              { style: 'positive' },
            ),
            button('History', 'peer-history', { person, year }),
          ],
    )
    return { ...card, isSettled, kind: 'decision' }
  }
