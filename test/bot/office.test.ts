// The office's first day, through the same door as everybody: the first Head, a new peer with a code, and their days.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { persona } from '../support/activities.ts'
import { startBot, type TestBot } from '../support/bot.ts'
import { choiceOf, valuesIn } from '../support/cardView.ts'
import { peerWith } from './peers.ts'
import { changePerson } from './requests.ts'

const head = persona('Jo Head', { email: 'jo@labour.example' })
const peer = persona('Sam Peer', {
  email: 'sam@somewhere.example',
  userPrincipalName: 'sam@somewhere.example',
})
const stranger = persona('Una Known')

describe('Y2, L1: an office starts', () => {
  let bot: TestBot
  beforeAll(async () => {
    bot = await startBot({
      people: [head, peer, stranger],
      rules: { admins: [{ group: 'labour', email: 'jo@labour.example' }] },
    })
  })
  afterAll(() => bot.close())

  test('the first Head of Group Office comes from the settings, adds a peer, and gives them days', async () => {
    const office = bot.as(head)
    expect((await office.says('hi')).text).toContain('Labour Group')

    const form = await office.presses(await office.says('people'), 'Add somebody')
    const typed = {
      name: 'Sam Peer',
      email: 'sam@labour.example',
      role: 'regional-lead',
      joinedOn: '2026-09-01',
    }
    const refused = await office.presses(form, 'Add', typed)
    expect(refused.text).toContain('Regions')
    expect(refused.inputs).toMatchObject({ name: 'Sam Peer', email: 'sam@labour.example' })
    const invitation = await office.presses(refused, 'Add', { ...typed, regions: 'london,wales' })
    const code = /[2-9B-Z]{4}-[2-9B-Z]{4}/.exec(invitation.text)?.[0] ?? ''
    expect(code).not.toBe('')

    // The address that Teams gives is another one, so the code tells who they are.
    expect((await bot.as(peer).says('hi')).text).toContain('I do not know you')
    expect((await bot.as(peer).says(code.toLowerCase())).text).toContain('Regional lead peer')
    expect((await bot.as(stranger).says(code)).text).toContain('I do not know you')

    const days = await office.says('allocate')
    const given = await office.presses(days, 'Set the group’s days', { given: '12.5' })
    expect(given.text).toContain('12.5 days − 0 days with peers − 0 days in the pot = 12.5 days left')
    const [person = ''] = valuesIn(given, 'person')
    const tooMany = await office.presses(given, 'Allocate', { person, days: '13' })
    expect(tooMany.text).toContain('Y2')
    expect(tooMany.inputs).toMatchObject({ days: '13', person })
    expect((await office.presses(given, 'Allocate', { person, days: '10' })).text).toContain('10 days (80 h)')
    await bot.runDue()
    expect((await bot.as(peer).says('balance')).text).toContain('80 h left')
    expect((await office.says('allocate')).text).toContain('12.5 days − 10 days with peers')
  })

  test('Y2: fewer days return to the group, never below what is drawn', async () => {
    const sam = bot.as(peer)
    await sam.presses(await sam.says('log 8h yesterday mentoring'), 'Save')
    const office = bot.as(head)
    const form = await office.says('allocate')
    const [person = ''] = valuesIn(form, 'person')
    expect((await office.presses(form, 'Allocate', { person, days: '0.5' })).text).toContain('Y2')
    const press = office.press(form, 'Allocate', { person, days: '2' })
    for (let twice = 0; twice < 2; twice++) await bot.edge.send(press)
    await bot.runDue()
    expect((await sam.says('balance')).text).toContain('8 h left')
    expect((await office.says('allocate')).text).toContain(
      '2 days with peers − 0 days in the pot = 10.5 days left',
    )
  })

  test('words for what is no number of days, and nothing recorded', async () => {
    const office = bot.as(head)
    const form = await office.says('allocate')
    const [person = ''] = valuesIn(form, 'person')
    const tried = async (days: string) => (await office.presses(form, 'Allocate', { person, days })).text
    for (const days of ['ten', '', '1e3', '10.123'])
      expect(await tried(days)).toContain('is no number of days')
    for (const days of ['-1', '−2 days']) expect(await tried(days)).toContain('days begin at 0')
    expect(await tried('1,000')).toContain('can be read in two ways')
    expect(await tried('100')).toContain('10.5 days) left to give')
    expect((await office.presses(form, 'Allocate', { person, days: '3', reason: ' ' })).text).toContain(
      'Say why',
    )
    expect((await office.says('allocate')).text).toContain('2 days with peers')
  })

  test('Y2: a decimal comma is read, and what was read is said back; the history of changes keeps each reason', async () => {
    const office = bot.as(head)
    const form = await office.says('allocate sam')
    expect(form.inputs['person']).not.toBe('')
    const done = await office.presses(form, 'Allocate', { days: '3,5', reason: 'Two more regions' })
    expect(done.text).toContain('Sam Peer has 3.5 days (28 h) for 2026/27')
    await bot.runDue()
    const all = await office.presses(done, 'Everybody’s days')
    expect(all.text).toContain('Sam Peer\n3.5 days (28 h), £1,267.00; changed 2 times')
    const changes = await office.presses(all, 'Changes')
    expect(changes.text).toMatch(/3\.5 days \(28 h\), by .+\. Reason: Two more regions\n.*2 days/)
    expect((await office.presses(changes, 'Payments')).text).toContain('scheduled before November 2026')
    const nobody = await office.says('allocate Nemo Captain')
    expect(nobody.text).toContain('“Nemo Captain” is nobody in your group')
  })

  test('D6: for a joiner the pro rata share is proposed with its sum, and either is allocated', async () => {
    const adele = bot.as('Adele Vance')
    const joins = { name: 'Jo Joiner', email: 'jj@example.com', role: 'member-peer', joinedOn: '2027-01-15' }
    await adele.presses(await adele.presses(await adele.says('people'), 'Add somebody'), 'Add', joins)
    const form = await adele.says('allocate jo joiner')
    const asked = await adele.presses(form, 'Allocate', { days: '10' })
    // 229 days are left from 15 January on, the first day included: 6.27 days, to the half day.
    expect(asked.text).toContain('the share is 10 days × 229 ÷ 365 days of the year = 6.5 days')
    expect(asked.inputs['days']).toBe('6.5')
    expect((await adele.presses(asked, 'Allocate')).text).toContain('Jo Joiner has 6.5 days (52 h)')
    await bot.runDue()
    expect((await adele.says('payments jo joiner')).text).toContain('January 2027 to July 2027\n7 × £294.12')
    const again = await adele.presses(await adele.says('allocate jo joiner'), 'Allocate', { days: '8' })
    expect((await adele.presses(again, 'Allocate 8 days')).text).toContain('Jo Joiner has 8 days')
    await bot.runDue()
    await adele.presses(await adele.says('allocate jo joiner'), 'Allocate', { days: '0' })
    await bot.runDue()
  })

  test('X2, L1: only the Head brings in whoever holds a key; a second press of Add gives a code again', async () => {
    const patti = bot.as('Patti Fernandez')
    const form = await patti.presses(await patti.says('people'), 'Add somebody')
    const leader = {
      name: 'Lee Lead',
      email: 'lee@example.com',
      role: 'national-lead',
      joinedOn: '2026-09-01',
    }
    expect((await patti.presses(form, 'Add', leader)).text).toContain('not open to your role')
    const adele = bot.as('Adele Vance')
    const again = await adele.presses(await adele.says('people'), 'Add somebody')
    for (let twice = 0; twice < 2; twice++)
      expect((await adele.presses(again, 'Add', leader)).text).toMatch(/[2-9B-Z]{4}-[2-9B-Z]{4}/)
    const other = await adele.presses(again, 'Add', { ...leader, name: 'Somebody Else' })
    expect(other.text).toContain('Lee Lead has that address')
  })

  test('Y2: allocating again before the first has arrived adds nothing, and an old card changes nothing', async () => {
    const office = bot.as('Adele Vance')
    const form = await office.says('allocate')
    const person = choiceOf(form, 'person', 'Alex')
    await office.presses(form, 'Allocate', { person, days: '25' })
    await office.presses(form, 'Allocate', { person, days: '26' })
    await office.presses(form, 'Allocate', { person, days: '25' })
    await bot.runDue()
    expect((await bot.as('Alex Wilber').says('balance')).text).toContain('of 208 h (26 days)')
    expect((await office.says('allocate')).text).toContain('58 days with peers')
    await office.presses(await office.says('allocate'), 'Allocate', { person, days: '20' })
    await bot.runDue()
    expect((await office.says('allocate')).text).toContain('52 days with peers')
  })

  test('L1: only the office adds people, and only the Head gives days', async () => {
    const sam = bot.as(peer)
    for (const text of ['people', 'allocate', 'pot'])
      expect((await sam.says(text)).text).toContain('not open to your role')
    const patti = bot.as('Patti Fernandez')
    expect((await patti.says('people')).text).toContain('People')
    expect((await patti.says('people alex')).summary).toBe('1 person in your group: Alex Wilber.')
    expect((await patti.says('allocate')).text).toContain('not open to your role')
  })
})

describe('an office in the middle of its year', () => {
  let bot: TestBot
  beforeAll(async () => {
    bot = await startBot()
  })
  afterAll(() => bot.close())

  test('D7: an opening says that it is what brings the carried hours, and not a change of the year before', async () => {
    const peer = await peerWith(bot, { days: 4 })
    const office = bot.as('Adele Vance')
    const form = await office.says(`opening ${peer.who.name}`)
    const typed = { date: '2026-11-01', first: '10', second: '6', reason: 'We start here' }
    const done = await office.presses(form, 'Enter the opening', typed)
    expect(done.text).toContain('Carried into 2026/27: 0 h → 6 h, as the opening says (rule D7).')
    expect(done.text).toContain('Allocation: 32 h − 4 h = 28 h left.')
  })

  test('Y2: whoever left before a year is no choice for its days, unless they are named', async () => {
    const peer = await peerWith(bot, {})
    await changePerson(bot, peer, { leftOn: '2026-08-31' })
    const office = bot.as('Adele Vance')
    const { name } = peer.who
    const chosen = async (said: string) => JSON.stringify((await office.says(said)).card)
    expect(await chosen('allocate 2026/27')).not.toContain(name)
    expect(await chosen('allocate 2025/26')).toContain(name)
    expect(await chosen(`allocate ${name}`)).toContain(name)
  })
})
