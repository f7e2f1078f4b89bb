// Every account of one peer against its entries: as far as the account that was read goes, so that what is logged meanwhile is
// no difference.
import type { z } from 'zod'
import { Account } from '../../domain/account.ts'
import type { MeetingYear } from '../../domain/calendar.ts'
import { Entry } from '../../domain/entry.ts'
import type { Person } from '../../domain/person.ts'
import { YearCheck, type Difference } from '../../domain/verify.ts'
import { accountId, peerPartition, seqRange, under, yearsId } from '../keys.ts'
import { Answer, Years } from '../hours/ledger.ts'
import type { Store, Stored } from '../ports.ts'

export interface FoundDifference {
  /** Whose account it is in; none for a figure of the pot. */
  readonly person: string | undefined
  readonly year: MeetingYear
  readonly difference: Difference
}

/** What was looked at, and what was found in it. */
export interface Checked {
  readonly accounts: number
  readonly entries: number
  readonly pots: number
  readonly differences: readonly FoundDifference[]
  /** Grants and allocations that have left one side and are not yet at the other: no differences. */
  readonly onTheWay: number
}

/** Looked at again so often when somebody was writing. */
const mostTries = 3

export async function verifyPeer(store: Store, peer: Pick<Person, 'group' | 'id'>): Promise<Checked> {
  for (let tries = 1; ; tries++) {
    const read = await readPeer(store, peer)
    const { etags, ...checked } = read
    if (checked.differences.length === 0 || tries === mostTries) return checked
    const now = await Promise.all(
      [...etags].map(
        async ([year, etag]) => (await store.get(peerPartition(peer), accountId(year)))?.etag === etag,
      ),
    )
    if (now.every(Boolean)) return checked
  }
}

async function readPeer(
  store: Store,
  peer: Pick<Person, 'group' | 'id'>,
): Promise<Checked & { etags: ReadonlyMap<MeetingYear, string | undefined> }> {
  const pk = peerPartition(peer)
  const found: FoundDifference[] = []
  const differ = (year: MeetingYear, ...differences: readonly Difference[]) =>
    void found.push(...differences.map((difference) => ({ person: peer.id, year, difference })))
  const listed = await store.get(pk, yearsId)
  const years = listed ? (readable(Years, listed)?.years ?? []) : []
  if (listed && !readable(Years, listed)) differ(0, { type: 'unreadable', document: yearsId })
  const etags = new Map<MeetingYear, string | undefined>()
  const known = new Set(years.map(accountId))
  for await (const { id, doc } of store.list(pk, under('account')))
    if (!known.has(id)) differ(Number(doc['year']) || 0, { type: 'unlisted-account' })
  let before: Account | undefined
  let entries = 0
  for (const year of years.toSorted((one, other) => one - other)) {
    const stored = await store.get(pk, accountId(year))
    etags.set(year, stored?.etag)
    const account = stored && readable(Account, stored)
    if (!stored || !account) {
      differ(year, stored ? { type: 'unreadable', document: stored.id } : { type: 'no-account' })
      before = undefined
      continue
    }
    const check = new YearCheck(year)
    for await (const each of store.list(pk, seqRange('entry', year, 0, account.seq))) {
      const entry = readable(Entry, each)
      if (entry) check.add(entry)
      else differ(year, { type: 'unreadable', document: each.id })
      entries++
    }
    const answers = new Map<number, number>()
    for await (const each of store.list(pk, seqRange('answer', year))) {
      const answer = readable(Answer, each)
      if (!answer) differ(year, { type: 'unreadable', document: each.id })
      else if (answer.by <= account.seq) answers.set(Number(each.id.slice(-6)), answer.by)
    }
    differ(year, ...check.end(account, answers, before?.year === year - 1 ? before : undefined))
    before = account
  }
  return { accounts: years.length, entries, pots: 0, differences: found, onTheWay: 0, etags }
}

/** The document as its schema has it; undefined when it does not fit. */
export function readable<S extends z.ZodType>(schema: S, { doc }: Stored): z.infer<S> | undefined {
  const parsed = schema.safeParse(doc)
  return parsed.success ? parsed.data : undefined
}
