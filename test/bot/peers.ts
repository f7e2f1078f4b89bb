// Peers of their own for a test, and what their ledgers hold: read from the store itself, beside the bot.
import { expect } from 'vitest'
import { allocateDays } from '../support/allocateDays.ts'
import { addPerson } from '../../src/app/people/directory.ts'
import { demoPeople } from '../../src/app/demoGroup.ts'
import { peerPartition } from '../../src/app/keys.ts'
import type { Store, Stored } from '../../src/app/ports.ts'
import { Account, replay } from '../../src/domain/account.ts'
import { Entry } from '../../src/domain/entry.ts'
import type { Person } from '../../src/domain/person.ts'
import { demoPersonas, type Talk, type TestBot } from '../support/bot.ts'
import { persona } from '../support/activities.ts'
import type { CardView } from '../support/cardView.ts'

const group = 'independent'
const joinedOn = '2024-09-01'
const memberPeer = { group, role: 'member-peer', regions: [], joinedOn } as const

/** Somebody of the demo group as the directory holds them. */
export function personOf(store: Store, name: string): Promise<Person> {
  const found = demoPeople.find((each) => each.name === name)
  if (!found) throw new Error(`${name} is not in the demo group`)
  return addPerson(store, { group, joinedOn, ...found })
}

/** Opens the chats of those who may be told something: of the whole demo group unless some are named. */
export async function openChats(
  bot: TestBot,
  names: readonly string[] = demoPersonas.map(({ name }) => name),
): Promise<void> {
  for (const name of names) await bot.as(name).says('hi')
}

export interface Given {
  /** Hours carried into 2026/27. */
  readonly carried?: number
  /** Days allocated for 2026/27. */
  readonly days?: number
  readonly role?: Person['role']
  readonly regions?: Person['regions']
}

let made = 0

/** A member peer whom nobody else in the file uses, with so much for 2026/27; the bot's clock stays as it was. */
export async function peerWith(
  bot: TestBot,
  { carried = 0, days = 0, role = 'member-peer', regions = [] }: Given,
): Promise<Talk> {
  const name = `Peer Number${++made}`
  const who = persona(name, { id: `29:peer-${made}`, aadObjectId: `oid-peer-${made}` })
  const by = await personOf(bot.store, 'Adele Vance')
  const subject = await addPerson(bot.store, { ...memberPeer, name, email: who.email, role, regions })
  const now = bot.deps.clock.now()
  const allocate = async (year: number, minutes: number) => {
    bot.at(`${year}-09-02T09:00:00Z`)
    const command = { id: `allocate ${year}`, by, subject, deadline: bot.deps.clock.now() + 8000 }
    const from = `${year}-09-01`
    const done = await allocateDays(bot.deps, command, { year, minutes, from, reason: 'agreed' })
    expect(done.ok).toBe(true)
  }
  if (carried > 0) await allocate(2025, carried * 60)
  if (days > 0) await allocate(2026, days * 480)
  bot.at(new Date(now).toISOString())
  bot.edge.connector.add(who)
  return bot.as(who)
}

/** Everything a peer's partition holds, in order. */
export async function documentsOf(bot: TestBot, { who: { name, email } }: Talk): Promise<Stored[]> {
  const subject = await addPerson(bot.store, { ...memberPeer, name, email })
  const found: Stored[] = []
  for await (const each of bot.store.list(peerPartition(subject), { from: '0', to: '~' })) found.push(each)
  return found
}

/** A person's entries of all years, in order, once it is sure that replaying them gives the accounts. */
export async function entriesOf(bot: TestBot, talk: Talk): Promise<Entry[]> {
  const documents = await documentsOf(bot, talk)
  const entries = documents.filter(({ id }) => id.startsWith('entry~')).map(({ doc }) => Entry.parse(doc))
  for (const { id, doc } of documents) {
    if (!id.startsWith('account~')) continue
    const account = Account.parse(doc)
    expect(
      replay(
        account.year,
        entries.filter(({ year }) => year === account.year),
      ),
    ).toEqual(account)
  }
  return entries
}

/** The number of entries in a person's ledger: what must not move when nothing may be recorded. */
export const countOf = async (bot: TestBot, talk: Talk): Promise<number> =>
  (await entriesOf(bot, talk)).length

/** Opens the log form, fills it in and saves it. */
export async function logs(talk: Talk, typed: Readonly<Record<string, string>>): Promise<CardView> {
  return talk.presses(await talk.says('log'), 'Save', { activity: 'query', ...typed })
}

/** What came to somebody by itself, in short. */
export const summariesOf = (talk: Talk): string[] => talk.copies().map(({ summary }) => summary)

/** The newest card that came by itself and says so, as it looks now. */
export function newestOf(talk: Talk, text: string): CardView {
  const card = talk.copies().findLast((each) => each.text.includes(text))
  if (!card) throw new Error(`nothing with “${text}” came for ${talk.who.name}`)
  return card
}

export const titlesOf = (card: CardView): string[] => card.buttons.map(({ title }) => title)
