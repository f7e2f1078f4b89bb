// P11: a peer asks for days from the central pot. It starts in the peer's own partition, where the remainder is
// promised, and reaches the pot as a delivery.
import { z } from 'zod'
import { startOf, yearClosesOn, yearOf, addDays, type Instant } from '../../domain/calendar.ts'
import { openingAfter } from '../../domain/opening.ts'
import type { Person } from '../../domain/person.ts'
import type { Refusal, ShortfallSum } from '../../domain/refusal.ts'
import { Ask, checkAsk, shortfallOf } from '../../domain/request.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import { changeLedger, previewLedger, type Command } from '../hours/change.ts'
import type { Deps } from '../deps.ts'
import { parseStored } from '../documents.ts'
import { hash, peerPartition, requestId, under } from '../keys.ts'
import { leave } from '../outbox/outbox.ts'
import type { Store, Write } from '../ports.ts'

/** A request as its sender keeps it; how it stands is in the pot. */
export const SentRequest = z.strictObject({
  type: z.literal('sent-request'),
  v: z.literal(1),
  id: z.string(),
  year: z.int(),
  at: z.int(),
  on: z.string(),
  ask: Ask,
  sum: z.strictObject({
    hours: z.int(),
    usable: z.int(),
    promised: z.int(),
    remaining: z.int(),
    shortfall: z.int(),
  }),
})
export type SentRequest = Readonly<z.infer<typeof SentRequest>>

export interface RequestDays {
  readonly ask: Ask
  /** The peer was asked whether this is a second request for the same work, and said yes. */
  readonly secondAgreed: boolean
}

/** @returns the sum that was sent, or that would be: nothing is recorded in a trial. */
export async function requestDays(
  deps: Deps,
  command: Command,
  { ask, secondAgreed }: RequestDays,
  apply: typeof changeLedger = changeLedger,
): Promise<Result<{ id: string; sum: ShortfallSum }, Refusal>> {
  const id = hash(command.by.id, command.id).slice(0, 24)
  const year = yearOf(ask.from)
  let sum: ShortfallSum | undefined
  const done = await apply(deps, command, {
    action: 'log-hours',
    years: [year],
    request: { ask },
    async decide(book, writing) {
      const checked = checkAsk(ask, writing.today)
      if (!checked.ok) return checked
      // Nobody could agree to it, and the peer could never log it (D3).
      const { leftOn } = command.subject
      if (leftOn !== undefined && leftOn < ask.from)
        return refuse({ type: 'after-leaving', date: ask.from, left: leftOn })
      // A year that nobody has opened yet has what the year before carries into it (C2).
      const opened = book.accounts.has(year) ? book : book.append(year, writing)
      const before = openingAfter(book, ask.from)
      if (before) return refuse({ type: 'before-opening', date: ask.from, from: before.from })
      const found = shortfallOf(opened.account(year), ask, writing.today)
      if (found.shortfall === 0) return refuse({ type: 'no-shortfall', sum: found })
      const twin = secondAgreed ? undefined : await twinOf(deps.store, command.subject, ask, writing.at)
      if (twin) return refuse({ type: 'same-request', sentOn: twin.on, minutes: twin.ask.minutes })
      sum = found
      const { from, to, minutes } = ask
      const promised = minutes - found.shortfall
      return ok(opened.append(year, writing, { kind: 'promise', request: id, minutes: promised, from, to }))
    },
    besides: (_receipt, writing) =>
      sum ? sent(command.subject, id, ask, sum, writing.at, writing.today) : [],
  })
  if (!done.ok) return done
  // What was sent first, if this is a replay.
  const kept = (await sumOf(deps.store, command.subject, id)) ?? sum
  if (!kept) throw new Error(`the request ${id} was committed without its document`)
  return ok({ id, sum: kept })
}

export const previewRequest = (deps: Deps, command: Command, ask: Ask) =>
  requestDays(deps, command, { ask, secondAgreed: true }, previewLedger)

function sent(person: Person, id: string, ask: Ask, sum: ShortfallSum, at: Instant, on: string): Write[] {
  const year = yearOf(ask.from)
  const doc: SentRequest = { type: 'sent-request', v: 1, id, year, at, on, ask, sum }
  const body = { group: person.group, person: person.id, request: doc }
  const { group } = person
  const closesAt = startOf(addDays(yearClosesOn(year), 1))
  return [
    { op: 'create', id: requestId(id), doc },
    leave(id, { kind: 'command', group, command: 'pot-request', body }, at),
    leave(id, { kind: 'command', group, command: 'pot-close', body: { group, year, request: id } }, closesAt),
  ]
}

/** The sum of a request that was sent; none in a trial. */
async function sumOf(store: Store, person: Person, id: string): Promise<ShortfallSum | undefined> {
  const stored = await store.get(peerPartition(person), requestId(id))
  return stored && parseStored(SentRequest, stored).sum
}

export async function sentRequests(store: Store, person: Person): Promise<SentRequest[]> {
  const requests: SentRequest[] = []
  for await (const stored of store.list(peerPartition(person), under('request')))
    requests.push(parseStored(SentRequest, stored))
  return requests.sort((a, b) => b.at - a.at)
}

const dayMs = 86_400_000

/** A request with the same words sent within a day. */
async function twinOf(
  store: Store,
  person: Person,
  ask: Ask,
  now: Instant,
): Promise<SentRequest | undefined> {
  const words = wordsOf(ask.what)
  const sentSoFar = await sentRequests(store, person)
  return sentSoFar.find((each) => now - each.at < dayMs && wordsOf(each.ask.what) === words)
}

const wordsOf = (text: string): string =>
  text
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
    ?.join(' ') ?? text
