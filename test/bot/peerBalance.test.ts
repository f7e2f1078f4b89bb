// `balance of` and `why` for a peer: the office answers any question about a peer's number with the figures that the peer
// sees (L1), and nobody else is shown them.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPerson } from '../../src/app/people/directory.ts'
import { persona } from '../support/activities.ts'
import { startBot, type Talk, type TestBot } from '../support/bot.ts'
import { viewOf, type CardView } from '../support/cardView.ts'
import { logs, peerWith, personOf, titlesOf } from './peers.ts'
import { agreeBoth, asks, changePerson, openOffice } from './requests.ts'

let bot: TestBot
beforeAll(async () => {
  bot = await startBot()
})
afterAll(() => bot.close())

const noon = '2026-11-21T12:00:00Z'
const office = ['Adele Vance', 'Patti Fernandez']

async function presses(who: Talk, verb: string, data: object): Promise<CardView> {
  const { body } = await bot.edge.send(who.does.presses(verb, { v: 1, ...data }))
  return viewOf({ attachments: [{ content: (body as { value: object }).value }] })
}

/** The figures of a card, line by line, without its title and without whose pace it is. */
const figuresOf = ({ text }: CardView): string =>
  text.split('\n').slice(1).join('\n').replaceAll('their pace', 'your pace')

/** A peer with hours of every kind: carried, claimed, held, unclaimed. */
async function busyPeer(): Promise<Talk> {
  const peer = await peerWith(bot, { carried: 6, days: 2 })
  await logs(peer, { date: '2026-09-10', hours: '7.25' })
  await logs(peer, { date: '2026-10-10', hours: '4.5', activity: 'corporate-lga', askedBy: 'direct' })
  await logs(peer, { date: '2026-11-11', hours: '3', activity: 'conference' })
  return peer
}

test.each(office)(
  'L1: %s sees of a peer the very figures that the peer sees, and the sums behind them',
  async (name) => {
    const peer = await busyPeer()
    const by = bot.as(name)
    const [balance, why] = [await by.says(`balance ${peer.who.name}`), await by.says(`why ${peer.who.name}`)]
    expect(balance.text).toContain(`Hours 2026/27: ${peer.who.name}`)
    expect(balance.summary).toMatch(new RegExp(`^${peer.who.name}: 10\\.25 h left of 2026/27`))
    expect(why.text).toContain(`Why 10.25 h: ${peer.who.name}, 2026/27`)
    expect(figuresOf(balance)).toBe(figuresOf(await peer.says('balance')))
    expect(figuresOf(why)).toBe(figuresOf(await peer.says('why')))
    for (const card of [balance, why]) {
      expect(card.text).not.toMatch(/\byour?\b/i)
      expect(titlesOf(card).filter((title) => title.startsWith('Log'))).toEqual([])
    }
  },
)

test('L1: the office is led from the balance to the sums, the entries, the pay, the review, and back', async () => {
  const adele = bot.as('Adele Vance')
  const balance = await adele.says('balance alex')
  expect(titlesOf(balance)).toEqual(['Why this number', 'History', 'Payments', 'Review', '2025/26'])
  const why = await adele.presses(balance, 'Why this number')
  const history = await adele.presses(why, 'The entries behind it')
  expect(history.text).toContain('History of 2026/27, Alex Wilber')
  for (const card of [
    why,
    history,
    await adele.presses(why, 'Payments'),
    await adele.presses(balance, 'Payments'),
    await adele.presses(balance, 'History'),
    await adele.presses(balance, 'Review'),
    await adele.says('Alex Wilber'),
    await adele.says('balance of Alex'),
  ])
    expect(titlesOf(card).length).toBeLessThanOrEqual(6)
  for (const card of [
    why,
    history,
    await adele.presses(balance, 'Payments'),
    await adele.says('review alex'),
  ])
    expect((await adele.presses(card, 'Balance')).text).toBe(balance.text)
  const person = (await personOf(bot.store, 'Alex Wilber')).id
  const card = await presses(adele, 'people/open', { chosen: person })
  expect((await adele.presses(card, 'Balance')).text).toBe(balance.text)
  expect(
    titlesOf(await presses(adele, 'people/open', { chosen: await idOf('Patti Fernandez') })),
  ).not.toContain('Balance')
})

const idOf = async (name: string): Promise<string> => (await personOf(bot.store, name)).id

test.each([
  'balance Alex',
  'balance for Alex Wilber',
  'balance of alex wilber?',
  'what is the balance of Alex, please',
  'Balance Alex’s',
])('“%s” is heard', async (said) => {
  expect((await bot.as('Patti Fernandez').says(said)).text).toContain('Hours 2026/27: Alex Wilber')
})

test.each(['balance Alex last year', 'balance for Alex Wilber in 2025/26', 'balance of Alex 2025-26 please'])(
  '“%s” is of the year before, which carried its hours on',
  async (said) => {
    const card = await bot.as('Adele Vance').says(said)
    expect(card.text).toContain('Hours 2025/26: Alex Wilber')
    expect(card.text).toContain('the year is over, and 6 h are carried on')
    expect(figuresOf(card)).toBe(figuresOf(await bot.as('Alex Wilber').says('balance last year')))
    expect(titlesOf(card)).toContain('2026/27')
  },
)

test('the office says no name, or one that several or nobody have: it chooses, and the year is kept', async () => {
  const adele = bot.as('Adele Vance')
  const twin = { group: 'independent', role: 'member-peer', regions: [], joinedOn: '2026-09-01' } as const
  const other = await addPerson(bot.store, { ...twin, name: 'Alex Hughes', email: 'alexh@example.com' })
  const several = await adele.says('balance alex last year')
  expect(several.text).toContain('Several peers are called like that')
  expect((await adele.presses(several, 'Show the balance', { chosen: other.id })).text).toContain(
    'Hours 2025/26: Alex Hughes',
  )
  const why = await adele.says('why alex')
  expect((await adele.presses(why, 'Show the sums', { chosen: other.id })).text).toContain(
    'Alex Hughes, 2026/27',
  )
  expect((await adele.says('balance nemo')).text).toContain('Nobody of your group is called “nemo”')
  for (const said of ['balance', 'why', 'why this number', 'history', 'balance last year'])
    expect((await adele.says(said)).text).toContain('Choose the peer')
  await changePerson(bot, bot.as(persona('Alex Hughes', { email: 'alexh@example.com' })), {
    name: 'Sam Hughes',
  })
})

test('the same is read after “history” and “payments”, with a year and without', async () => {
  const adele = bot.as('Adele Vance')
  expect((await adele.says('history alex wilber?')).text).toContain('History of 2026/27, Alex Wilber')
  expect((await adele.says('history of isaiah for last year')).text).toContain('2025/26, Isaiah Langer')
  expect((await adele.says('payments for isaiah in 2025/26, please')).text).toContain(
    'Payments 2025/26: Isaiah Langer',
  )
})

test('a question that begins with “why” and is about no number is no command', async () => {
  const card = await bot.as('Adele Vance').says('why has alex wilber not logged')
  expect(titlesOf(card)).toContain('Review')
})

test('D6: of a leaver the year they left in, what is said about their last day, and where unused hours go', async () => {
  const peer = await peerWith(bot, { days: 4 })
  await changePerson(bot, peer, { leftOn: '2027-01-31' })
  bot.at('2027-10-20T12:00:00Z')
  const adele = bot.as('Adele Vance')
  const card = await adele.says(`balance ${peer.who.name}`)
  expect(card.text).toContain(`Hours 2026/27: ${peer.who.name}`)
  expect(card.text).toContain('Their last day as a peer was Sun 31 Jan 2027')
  expect(card.text).toContain('“allocate” gives what is unused back')
  expect((await adele.says(`why ${peer.who.name}`)).text).toContain('2026/27')
  bot.at(noon)
})

test('D2: the office reads that hours are free for unclaimed work; to claim it is the peer’s button', async () => {
  const peer = await peerWith(bot, { days: 1 })
  const first = await logs(peer, { date: '2026-11-02', hours: '8' })
  await logs(peer, { date: '2026-11-03', hours: '2' })
  await peer.presses(first, 'Undo')
  const card = await bot.as('Adele Vance').says(`balance ${peer.who.name}`)
  expect(card.text).toContain('2 h unclaimed can be claimed')
  expect(titlesOf(card)).not.toContain('Re-claim 2 h')
})

test.each(['Alex Wilber', 'Isaiah Langer', 'Lynne Robbins', 'Megan Bowen', 'Diego Siciliani'])(
  'L1, P6: %s is shown nobody else’s balance, whatever they type or press',
  async (name) => {
    const peer = await busyPeer()
    const by = bot.as(name)
    for (const said of ['balance', 'balance of', 'balance for', 'why'])
      for (const when of ['', ' last year']) {
        const card = await by.says(`${said} ${peer.who.name}${when}`)
        expect(card.text).not.toMatch(/\d h\b/)
      }
    const alex = { person: await idOf(name === 'Alex Wilber' ? 'Isaiah Langer' : 'Alex Wilber'), year: 2026 }
    for (const verb of ['peer-balance', 'peer-why'])
      expect((await presses(by, verb, alex)).text).toContain('not open to your role')
    // A peer's own commands know nobody else, whatever the card says.
    for (const verb of ['balance', 'why']) expect((await presses(by, verb, alex)).text).not.toContain('Alex')
  },
)

test('L1: one’s own balance is as it was', async () => {
  const alex = await bot.as('Alex Wilber').says('balance for last year')
  expect(alex.text).toContain('Your hours 2025/26')
  const lynne = await bot.as('Lynne Robbins').says('balance alex')
  expect(lynne.text).toContain('show your own hours')
  expect((await bot.as('Lynne Robbins').presses(lynne, 'Balance')).text).toContain('Your hours 2026/27')
})

test('L1: another group’s office finds nobody of this one', async () => {
  const who = persona('Olu Adeyemi', { id: '29:olu', aadObjectId: 'oid-olu' })
  await addPerson(bot.store, {
    group: 'labour',
    role: 'head-of-office',
    regions: [],
    joinedOn: '2024-09-01',
    name: who.name,
    email: who.email,
  })
  bot.edge.connector.add(who)
  const olu = bot.as(who)
  for (const said of ['balance Alex', 'why Alex Wilber', 'balance'])
    expect((await olu.says(said)).text).not.toMatch(/Hours|The sums|\d h\b/)
  for (const verb of ['peer-balance', 'peer-why'])
    expect((await presses(olu, verb, { person: await idOf('Alex Wilber'), year: 2026 })).text).not.toMatch(
      /Alex|\d h\b/,
    )
})

test('X4, P11: a grant and a promise are on the office’s cards and forms as on the peer’s, in words about the peer', async () => {
  const own = await openOffice()
  const [isaiah, alex, adele] = ['Isaiah Langer', 'Alex Wilber', 'Adele Vance'].map((name) => own.as(name))
  if (!isaiah || !alex || !adele) throw new Error('somebody is missing')
  await asks(isaiah)
  await own.runDue()
  await agreeBoth(own, 1)
  await asks(alex, { hours: '170' })
  await own.runDue()
  for (const [peer, said] of [
    [isaiah, 'Only work that is charged to it draws on it (rule X4)'],
    [alex, 'of their own hours are promised to work they asked days for'],
  ] as const) {
    const balance = await adele.says(`balance ${peer.who.name}`)
    const why = await adele.presses(balance, 'Why this number')
    expect(figuresOf(balance)).toBe(figuresOf(await peer.says('balance')))
    expect(why.text).toContain(said)
    for (const card of [balance, why]) expect(card.text).not.toMatch(/\byour?\b/i)
  }
  expect((await adele.says('log for isaiah')).text).toContain(
    'They have 0 h of 2026/27 left, and 16 h from the central pot.',
  )
  own.at('2027-09-15T12:00:00Z')
  expect((await adele.says('log for isaiah 30 Aug 2027')).text).toContain(
    '2026/27 is over, and they had none of its hours left to carry on; 16 h from the central pot can still be charged',
  )
})
