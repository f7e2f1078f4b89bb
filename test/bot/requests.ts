// Days asked of the central pot as people do it: what they type, whose card they press, and what the pot holds after it.
import { expect, onTestFinished } from 'vitest'
import { addPerson, readPerson } from '../../src/app/people/directory.ts'
import {
  groupPartition,
  hash,
  normalEmail,
  peerPartition,
  personId,
  potPartition,
} from '../../src/app/keys.ts'
import { emptyAccount, Account } from '../../src/domain/account.ts'
import type { Person, Role } from '../../src/domain/person.ts'
import type { GroupId } from '../../src/domain/policy.ts'
import { emptyPot, isOpen, Pot, PotRequest } from '../../src/domain/pot.ts'
import type { RegionId } from '../../src/domain/regions.ts'
import { persona } from '../support/activities.ts'
import { startBot, type Talk, type TestBot, type TestBotOptions } from '../support/bot.ts'
import type { CardView } from '../support/cardView.ts'
import { openChats } from './peers.ts'

/** The five whom a request may concern, beside its peer. */
export const office = ['Megan Bowen', 'Adele Vance', 'Patti Fernandez', 'Diego Siciliani'] as const

/** A bot on which everybody who may be told something has opened their chat. */
export async function startOffice(options: TestBotOptions = {}): Promise<TestBot> {
  const bot = await startBot(options)
  await openChats(bot, [...office, 'Isaiah Langer', 'Lynne Robbins', 'Alex Wilber'])
  return bot
}

/** The same for one test, after which it is closed. */
export async function openOffice(options?: TestBotOptions): Promise<TestBot> {
  const bot = await startOffice(options)
  onTestFinished(() => bot.close())
  return bot
}

/** A request as typed; Isaiah's two days are used, so that the pot gives all of it. */
export const asked = {
  hours: '16',
  from: '2026-11-23',
  to: '2026-12-18',
  what: 'Peer challenge at Rutland',
  strand: 'challenge',
  askedBy: 'office',
} as const

type Typed = Readonly<Record<string, string>>

/** Opens the form, fills it in and sends it; nothing is delivered yet. */
export const asks = async (peer: Talk, typed: Typed = {}): Promise<CardView> =>
  peer.presses(await peer.says('request days'), 'Send request', { ...asked, ...typed })

/** The card of a request as it opens for somebody; 2026's unless given. */
export const opens = (who: Talk, seq: number, year = 2026): Promise<CardView> =>
  presses(who, 'request/open', { chosen: `request ${year} ${seq}` })

/** Presses whatever one likes, as a forged card could. */
export const presses = (who: Talk, verb: string, data: object): Promise<CardView> =>
  who.presses(
    {
      summary: '',
      text: '',
      inputs: {},
      labels: {},
      card: {},
      links: [],
      buttons: [{ title: verb, verb, data: { v: 1, ...data }, sendsInputs: false }],
    },
    verb,
  )

/** Both keys of a request, in the usual order, and what follows. */
export async function agreeBoth(bot: TestBot, seq: number, year = 2026): Promise<void> {
  for (const name of ['Megan Bowen', 'Adele Vance'])
    await presses(bot.as(name), 'request/agree', { year, seq })
  await bot.runDue()
}

export const personId16 = (email: string, group: GroupId = 'independent'): string =>
  hash(group, normalEmail(email)).slice(0, 16)

/** Changes somebody's role, or their last day, as the office would. */
export async function changePerson(
  bot: TestBot,
  { who }: Talk,
  change: Partial<Person>,
  group: GroupId = 'independent',
): Promise<void> {
  const id = personId16(who.email, group)
  const stored = await bot.store.get(groupPartition(group), personId(id))
  if (!stored) throw new Error(`${who.name} is not in the directory`)
  const doc = { ...stored.doc, ...change }
  const write = { op: 'replace', id: personId(id), doc, etag: stored.etag } as const
  expect((await bot.store.commit(groupPartition(group), [write])).ok).toBe(true)
}

interface Joining {
  readonly group?: GroupId
  readonly name?: string
  readonly regions?: readonly RegionId[]
}

let made = 0

/** Somebody new in a role of a group, known to Teams and with an open chat. */
export async function joins(
  bot: TestBot,
  role: Role,
  { group = 'independent', name = `New Person${++made}`, regions = [] }: Joining = {},
): Promise<Talk> {
  const who = persona(name, {
    id: `29:new-${++made}`,
    aadObjectId: `oid-new-${made}`,
    email: `new${made}@example.com`,
  })
  await addPerson(bot.store, {
    group,
    name,
    email: who.email,
    role,
    regions: [...regions],
    joinedOn: '2024-09-01',
  })
  bot.edge.connector.add(who)
  const talk = bot.as(who)
  await talk.says('hi')
  return talk
}

/** A pot and its requests, held against each other and against the peers' accounts. */
export async function potOf(
  bot: TestBot,
  { group = 'independent', year = 2026 }: { group?: GroupId; year?: number } = {},
): Promise<{ pot: Pot; requests: PotRequest[] }> {
  let pot: Pot = emptyPot(group, year)
  const requests: PotRequest[] = []
  for await (const { doc } of bot.store.list(potPartition(group, year), { from: '-', to: '~~' })) {
    if (doc.type === 'pot') pot = Pot.parse(doc)
    if (doc.type === 'request') requests.push(PotRequest.parse(doc))
  }
  const sum = (of: readonly PotRequest[], amount: (request: PotRequest) => number) =>
    of.reduce((total, request) => total + amount(request), 0)
  const reserved = requests.filter(({ state }) => state === 'reserved')
  expect(pot).toMatchObject({
    reserved: sum(reserved, (request) => request.sum.shortfall),
    granted: sum(requests, ({ grant }) => grant?.minutes ?? 0),
    waiting: requests.filter(({ state }) => state === 'waiting').length,
    requests: requests.length,
    claims: requests.filter(({ grant }) => grant).length,
  })
  expect(pot.funded).toBeGreaterThanOrEqual(pot.reserved + pot.granted)
  requests.sort((a, b) => a.seq - b.seq)
  return { pot, requests }
}

/** Once everything is delivered, a peer's account has what the pot says, and promises only what is open or granted. */
export async function expectDelivered(
  bot: TestBot,
  group: GroupId = 'independent',
  year = 2026,
): Promise<void> {
  const { requests } = await potOf(bot, { group, year })
  for (const request of requests) {
    const person = await readPerson(bot.store, group, request.person)
    if (!person) throw new Error('a request has lost its peer')
    const stored = await bot.store.get(peerPartition(person), `account~${year}-${(year + 1) % 100}`)
    const account = stored ? Account.parse(stored.doc) : emptyAccount(year)
    const sums = account.requests[request.id]
    expect(sums?.granted ?? 0).toBe(request.grant?.minutes ?? 0)
    expect(sums?.code).toBe(request.grant?.code)
    if (!isOpen(request) && !request.grant) expect(sums?.promised ?? 0).toBe(0)
  }
}

/** How many documents a partition holds: what must not move when nothing may be recorded. */
export async function countIn(bot: TestBot, pk: string): Promise<number> {
  const ids: string[] = []
  for await (const { id } of bot.store.list(pk, { from: '-', to: '~~' })) ids.push(id)
  return ids.length
}

/** Everything recorded about a person and their group's pot and directory. */
export async function recordedFor(
  bot: TestBot,
  { who }: Talk,
  group: GroupId = 'independent',
): Promise<number[]> {
  const id = personId16(who.email, group)
  return Promise.all(
    [peerPartition({ group, id }), potPartition(group, 2026), groupPartition(group)].map((pk) =>
      countIn(bot, pk),
    ),
  )
}
