// Who is greeted, how and where: installation, help by role, group chats, channels, and strangers.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { persona, testBot } from '../support/activities.ts'
import { startBot, type TestBot } from '../support/bot.ts'
import { viewOf } from '../support/cardView.ts'
import { titlesOf } from './peers.ts'

let bot: TestBot

beforeAll(async () => {
  bot = await startBot()
})
afterAll(() => bot.close())

/** The cards sent since `before`. */
const cardsSince = (before: number) =>
  bot.edge.connector.sent.slice(before).map(({ activity }) => viewOf(activity))

test('one installation is one welcome, though two events tell of it and each comes twice', async () => {
  const { does } = bot.as('Alex Wilber')
  const events = [does.installs(), does.joins()]
  const before = bot.edge.connector.sent.length
  await Promise.all([...events, ...events].map((event) => bot.edge.send(event)))
  for (const event of events) await bot.edge.send(event)
  const cards = cardsSince(before)
  expect(cards).toHaveLength(1)
  expect(cards[0]?.text).toContain('Alex')
  expect(titlesOf(cards[0] as ReturnType<typeof viewOf>)).toContain('Log hours')
})

test('removing the app and adding it again is a new welcome', async () => {
  const { does } = bot.as('Megan Bowen')
  const before = bot.edge.connector.sent.length
  await bot.edge.send(does.installs())
  await bot.edge.send(does.uninstalls())
  await bot.edge.send(does.uninstalls())
  expect(cardsSince(before)).toHaveLength(1)
  await bot.edge.send(does.installs())
  await bot.edge.send(does.joins())
  expect(cardsSince(before)).toHaveLength(2)
})

test('somebody else who joins, and adding the app to a team, is no welcome', async () => {
  const { does } = bot.as('Isaiah Langer')
  const before = bot.edge.connector.sent.length
  await bot.edge.send(does.joins([{ id: '29:somebody' }]))
  const inTeam = { conversationType: 'channel', isGroup: true, id: '19:channel@thread.tacv2' }
  await bot.edge.send(does.joins([testBot], { conversation: inTeam }))
  await bot.edge.send(does.installs({ conversation: inTeam }))
  expect(cardsSince(before)).toEqual([])
})

test.each(['help', 'hi', 'Hello!', ' HELP ', 'Hey'])('“%s” shows a peer what to do', async (said) => {
  const card = await bot.as('Alex Wilber').says(said)
  expect(titlesOf(card)).toEqual(expect.arrayContaining(['Log hours', 'Balance', 'History', 'Nil return']))
  expect(card.text).toContain('L4')
})

test.each([
  ['Alex Wilber', 'Regional lead peer', true],
  ['Lynne Robbins', 'Member peer', true],
  ['Megan Bowen', 'National Lead Peer', true],
  ['Adele Vance', 'Head of Group Office', false],
  ['Patti Fernandez', 'Office staff', false],
  ['Diego Siciliani', 'Group Leader', false],
])('L1: %s is greeted as %s', async (name, role, isPeer) => {
  const card = await bot.as(name).says('hi')
  expect(card.text).toContain(role)
  expect(titlesOf(card).includes('Log hours')).toBe(isPeer)
})

test.each(['log 2h yesterday', 'nil return'])(
  'L1: “%s” is not open to office staff, who get a way on',
  async (said) => {
    const card = await bot.as('Patti Fernandez').says(said)
    expect(card.text).toContain('role')
    expect(card.text).toContain('type “log for”, “balance of” or “history of” and their name')
    expect(titlesOf(card)).toEqual(['Log for a peer', 'Help'])
    expect(card.inputs).toEqual({})
  },
)

test.each([
  ['blance', 'Balance'],
  ['histroy', 'History'],
  ['nil retrun', 'Nil return'],
  ['3h mentoring', 'Log this'],
  ['', 'Help'],
  ['🙂', 'Help'],
  ['<b>balance</b>', 'Help'],
])('unknown text “%s” offers “%s”', async (said, offered) => {
  const card = await bot.as('Alex Wilber').says(said)
  expect(titlesOf(card)).toContain(offered)
  expect(titlesOf(card).length).toBeLessThanOrEqual(6)
})

test('“Log this” opens the form with what was typed', async () => {
  const alex = bot.as('Alex Wilber')
  const form = await alex.presses(await alex.says('90 mins mentoring yesterday'), 'Log this')
  expect(form.inputs).toMatchObject({ hours: '1.5', activity: 'mentoring', date: '2026-11-20' })
})

const elsewhere = ['saysInGroupChat', 'saysInChannel'] as const

test.each(elsewhere)('P6: %s shows nobody’s figures, and only when mentioned', async (says) => {
  const { does } = bot.as('Alex Wilber')
  for (const said of ['balance', 'history', 'log 2h yesterday mentoring for Rutland']) {
    const before = bot.edge.connector.sent.length
    await bot.edge.send(does[says](said))
    const [card] = cardsSince(before)
    expect(card?.text).toContain('personal chat')
    expect(card?.text).not.toMatch(/\d h\b/)
    expect(card?.inputs).toEqual({})
    const quiet = bot.edge.connector.sent.length
    await bot.edge.send(does[says](said, { entities: [] }))
    const other = { type: 'mention', mentioned: { id: '29:other' }, text: '' }
    await bot.edge.send(does[says](said, { entities: [other] }))
    expect(cardsSince(quiet)).toEqual([])
  }
})

test('P6: a card pressed in a group chat shows nothing and records nothing', async () => {
  const { does } = bot.as('Alex Wilber')
  const conversation = { conversationType: 'groupChat', isGroup: true, id: '19:group@thread.v2' }
  const { status, body } = await bot.edge.send(does.presses('balance', { v: 1 }, { conversation }))
  expect(status).toBe(200)
  const card = viewOf({ attachments: [{ content: (body as { value: object }).value }] })
  expect(card.text).toContain('personal chat')
  expect(card.text).not.toMatch(/\d h\b/)
})

const stranger = persona('Sam Stranger')

test('a stranger gets the polite sentence, whatever they say or press, and nothing else', async () => {
  bot.edge.connector.add(stranger)
  const sam = bot.as(stranger)
  const polite = (await sam.says('hi')).text
  expect(polite).toContain('group office')
  for (const said of ['log 2h yesterday', 'balance', 'history', 'ABCD-2345', 'x'.repeat(10_000)]) {
    const card = await sam.says(said)
    expect(card.text).toBe(polite)
    expect(card.buttons).toEqual([])
  }
  for (const verb of ['balance', 'log/save', 'nonsense']) {
    const { body } = await bot.edge.send(sam.does.presses(verb, { v: 1, command: 'c' }))
    expect(viewOf({ attachments: [{ content: (body as { value: object }).value }] }).text).toBe(polite)
  }
})

test('a stranger whom the conversation does not list is a stranger, not a fault', async () => {
  const card = await bot.as(persona('Nobody Listed')).says('hi')
  expect(card.text).toContain('group office')
})

test('another tenant is a stranger, with the same object id and address', async () => {
  const { who } = bot.as('Alex Wilber')
  const other = bot.as({ ...who, tenantId: 'another-tenant' })
  const asked = bot.edge.connector.requests.length
  const card = await other.says('balance')
  expect(card.text).toContain('group office')
  expect(card.text).not.toMatch(/\d h\b/)
  expect(bot.edge.connector.requests.slice(asked).filter((each) => each.includes('members'))).toEqual([])
})

test('nobody can be taken for a person by an address that is bound already', async () => {
  await bot.as('Alex Wilber').says('hi')
  const { who } = bot.as('Alex Wilber')
  const twin = { ...who, id: '29:twin', aadObjectId: 'oid-twin' }
  bot.edge.connector.add(twin)
  expect((await bot.as(twin).says('balance')).text).toContain('group office')
})

test('a client that says UTC, as the Playground does, is in London; one in a place is there', async () => {
  const { does } = bot.as('Diego Siciliani')
  const says = async (localTimezone: string) => {
    const before = bot.edge.connector.sent.length
    await bot.edge.send(does.says('notifications', { localTimezone }))
    return cardsSince(before)[0]?.text
  }
  expect(await says('UTC')).toContain('Europe/London')
  expect(await says('Europe/Madrid')).toContain('Europe/Madrid')
})
