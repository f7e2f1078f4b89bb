// L1: the office changes the people of its group through the real door: roles at once, one address one person, always one
// Head, and nothing half done for whoever leaves.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { changePerson } from '../../src/app/people/changePerson.ts'
import { addPerson, personAt, readPerson } from '../../src/app/people/directory.ts'
import { personChanges } from '../../src/app/people/personChanges.ts'
import { groupPartition } from '../../src/app/keys.ts'
import { timerId } from '../../src/app/outbox/timers.ts'
import { persona } from '../support/activities.ts'
import { demoPersonas, startBot, type Talk, type TestBot } from '../support/bot.ts'
import type { CardView } from '../support/cardView.ts'
import { openChats, personOf, titlesOf } from './peers.ts'

const labourHead = persona('Jo Head', { email: 'jo@labour.example' })
let bot: TestBot
beforeEach(async () => {
  bot = await startBot({
    people: [labourHead],
    rules: { admins: [{ group: 'labour', email: labourHead.email }] },
  })
  await openChats(bot)
})
afterEach(() => bot.close())

const adele = (): Talk => bot.as('Adele Vance')
const idOf = async (name: string) => (await personOf(bot.store, name)).id

/** Somebody's card, found by name. */
async function cardOf(office: Talk, name: string): Promise<CardView> {
  return office.presses(await office.says(`people ${name}`), 'Open')
}
const change = async (office: Talk, name: string, typed: Record<string, string>): Promise<CardView> =>
  office.presses(await cardOf(office, name), 'Save', { why: 'Agreed by the Executive', ...typed })

async function changesOf(name: string) {
  const found = []
  for await (const each of personChanges(bot.store, 'independent', { person: await idOf(name) }))
    found.push(each)
  return found
}

test('L1: a role counts from the next message on, is told to its holder, and recorded with before and after', async () => {
  const lynne = bot.as('Lynne Robbins')
  expect((await lynne.says('team')).text).toContain('not open to your role')
  const done = await change(adele(), 'Lynne', { role: 'regional-lead', regions: 'wales,london' })
  expect(done.text).toContain('role: Member peer → Regional lead peer')
  expect((await lynne.says('team')).text).not.toContain('not open to your role')
  expect((await lynne.receives()).text).toContain('made you Regional lead peer, London and Wales')
  expect(await changesOf('Lynne Robbins')).toMatchObject([
    { kind: 'added' },
    {
      kind: 'changed',
      by: await idOf('Adele Vance'),
      before: { role: 'member-peer', regions: ['wales'] },
      after: { role: 'regional-lead', regions: ['london', 'wales'] },
      why: 'Agreed by the Executive',
    },
  ])
  expect((await cardOf(adele(), 'Lynne')).text).toContain('changed by Adele Vance')
  await change(adele(), 'Lynne', { role: 'office-staff' })
  expect((await lynne.says('people')).text).toContain('People')
  expect((await lynne.says('log 2h yesterday')).text).toContain('not open to your role')
})

test('L1: regions that change without the role are told to their holder, and a change of neither is not', async () => {
  const lynne = bot.as('Lynne Robbins')
  await change(adele(), 'Lynne', { name: 'Lynne Robins' })
  await bot.runDue()
  expect(lynne.copies()).toEqual([])
  const done = await change(adele(), 'Lynne', { regions: 'wales,london' })
  expect(done.text).toContain('They are told of their regions')
  const told = await lynne.receives()
  expect(told.text).toContain('Your regions have changed')
  expect(told.text).toContain('Your group office has changed your regions. Now: London and Wales.')
  expect(told.text).not.toContain('made you')
  await change(adele(), 'Lynne', { regions: '' })
  expect((await lynne.receives()).text).toContain('none is entered for you now')
})

test('L1: with a role come its timers, and those of the old one end', async () => {
  const id = await idOf('Lynne Robbins')
  const timer = async (kind: 'logs' | 'office') =>
    bot.store.get(groupPartition('independent'), timerId(kind, id))
  expect([(await timer('logs')) !== undefined, await timer('office')]).toEqual([true, undefined])
  await change(adele(), 'Lynne', { role: 'office-staff' })
  await bot.runDue()
  expect([await timer('logs'), (await timer('office')) !== undefined]).toEqual([undefined, true])
})

test('L1: the last Head of Group Office stays, until another Head uses the bot', async () => {
  for (const typed of [{ role: 'office-staff' }, { leftOn: '2026-12-31' }])
    expect((await change(adele(), 'Adele', typed)).text).toContain('the only Head of Group Office')
  await change(adele(), 'Patti', { role: 'head-of-office' })
  const left = await change(adele(), 'Adele', { leftOn: '2026-11-20' })
  expect(left.text).toContain('last day: none → Fri 20 Nov 2026')
  expect((await adele().says('people')).text).toContain('Your role ended')
  expect((await change(bot.as('Patti Fernandez'), 'Patti', { role: 'member-peer' })).text).toContain(
    'the only Head',
  )
})

test('L1: a Head who has never signed in is nobody to rely on', async () => {
  const form = await adele().presses(await adele().says('people'), 'Add somebody')
  const typed = { name: 'New Head', email: 'new@example.com', role: 'head-of-office' }
  await adele().presses(form, 'Add', typed)
  expect((await change(adele(), 'Adele', { role: 'office-staff' })).text).toContain('the only Head')
})

test(
  'L1: two Heads who take each other away at once: one of them stays, twenty times',
  { timeout: 30_000 },
  async () => {
    await change(adele(), 'Patti', { role: 'head-of-office' })
    const ids = [await idOf('Adele Vance'), await idOf('Patti Fernandez')] as const
    for (let round = 0; round < 20; round++) {
      const now = await Promise.all(ids.map((id) => readPerson(bot.store, 'independent', id)))
      const [one, other] = now
      if (!one || !other) throw new Error('both are there')
      const press = (by: typeof one) => ({ id: `r${round}`, by, deadline: bot.deps.clock.now() + 8000 })
      const done = await Promise.all([
        changePerson(bot.deps, press(one), other.id, { role: 'office-staff' }, 'race'),
        changePerson(bot.deps, press(other), one.id, { role: 'office-staff' }, 'race'),
      ])
      expect(done.filter(({ ok }) => ok)).toHaveLength(1)
      const heads = (await Promise.all(ids.map((id) => readPerson(bot.store, 'independent', id)))).filter(
        (each) => each?.role === 'head-of-office',
      )
      expect(heads).toHaveLength(1)
      const [head] = heads
      const down = ids.find((id) => id !== head?.id) ?? ''
      if (head)
        await changePerson(
          bot.deps,
          { ...press(head), id: `b${round}` },
          down,
          { role: 'head-of-office' },
          'back',
        )
    }
  },
)

test('L1: one address is one person: a taken one is refused, a given-up one is free for somebody else', async () => {
  expect((await change(adele(), 'Lynne', { email: 'ALEXW@example.com' })).text).toContain(
    'Alex Wilber has that address already',
  )
  const done = await change(adele(), 'Lynne', { email: 'lynne@council.example', why: '' })
  expect(done.text).toContain('email: lynner@example.com → lynne@council.example')
  const lynne = await personAt(bot.store, 'independent', 'lynne@council.example')
  expect(lynne?.name).toBe('Lynne Robbins')
  expect((await bot.as('Lynne Robbins').says('balance')).text).toContain('2026/27')
  const add = { group: 'independent', role: 'member-peer', regions: [], joinedOn: '2026-09-01' } as const
  const newcomer = await addPerson(bot.store, { ...add, name: 'Other Person', email: 'lynner@example.com' })
  expect(newcomer.id).not.toBe(lynne?.id)
  expect((await personAt(bot.store, 'independent', 'lynner@example.com'))?.name).toBe('Other Person')
  expect((await addPerson(bot.store, { ...add, name: 'X', email: 'lynne@council.example' })).id).toBe(
    lynne?.id,
  )
})

test('L1: two who change one person at once lose nothing of each other’s; a card pressed twice changes once', async () => {
  const [first, second] = [await cardOf(adele(), 'Lynne'), await cardOf(bot.as('Patti Fernandez'), 'Lynne')]
  const press = adele().press(first, 'Save', { name: 'Lynne Roberts' })
  await bot.edge.send(press)
  await bot.as('Patti Fernandez').presses(second, 'Save', { regions: 'london', why: 'Moved' })
  await bot.edge.send(press)
  expect(await readPerson(bot.store, 'independent', await idOf('Lynne Robbins'))).toMatchObject({
    name: 'Lynne Roberts',
    regions: ['london'],
  })
  expect(await changesOf('Lynne Robbins')).toHaveLength(3)
})

test('a form that is refused keeps what was typed and says what is wrong, field by field', async () => {
  const typed = {
    name: ' ',
    email: 'nobody',
    role: 'regional-lead',
    regions: '',
    joinedOn: 'soon',
    leftOn: 'x',
  }
  const refused = await change(adele(), 'Lynne', { ...typed, why: '' })
  for (const word of ['Name:', 'Email:', 'First day:', 'Last day:', 'Reason:'])
    expect(refused.text).toContain(word)
  expect(refused.inputs).toMatchObject({ email: 'nobody', role: 'regional-lead' })
  expect((await change(adele(), 'Lynne', { role: 'regional-lead', regions: '' })).text).toContain('Regions:')
  expect((await change(adele(), 'Lynne', {})).text).toContain('Nothing was changed')
  expect((await change(adele(), 'Lynne', { leftOn: '2020-01-01' })).text).toContain('before the first day')
  expect(await changesOf('Lynne Robbins')).toHaveLength(1)
})

test('X2: somebody who leaves: the office reads what still waits, work after the last day is not agreed, stand-ins end', async () => {
  const isaiah = bot.as('Isaiah Langer')
  const ask = { hours: '8', from: '2027-01-11', to: '2027-01-15', what: 'Work', strand: 'lga' }
  await isaiah.presses(await isaiah.says('request days'), 'Send request', ask)
  await bot.runDue()
  const standIn = await adele().says('stand in')
  await adele().presses(standIn, 'Name stand-in', { person: await idOf('Isaiah Langer') })
  const done = await change(adele(), 'Isaiah', { leftOn: '2026-12-31' })
  expect(done.text).toContain('has asked the central pot for days, and that still waits: no. 1 for 8 h')
  expect(done.text).toContain('no longer stand in for the Head of Group Office after Thu 31 Dec 2026')
  expect((await adele().says('stand in')).text).toContain('to Thu 31 Dec 2026')
  const approval = await adele().presses(await adele().says('approvals'), 'Open')
  const refused = await adele().presses(approval, 'Agree')
  expect(refused.text).toContain('Isaiah Langer’s last day as a peer is Thu 31 Dec 2026')
  expect((await adele().presses(refused, 'Decline', { reason: 'Has left' })).text).toContain('Declined')
  // A peer who has left keeps their own figures, and nothing more.
  bot.at('2027-01-04T12:00:00Z')
  expect((await isaiah.says('balance')).text).toContain('2026/27')
  expect((await isaiah.says('team')).text).toContain('not open')
})

test('a last day is taken back, and the timers that ended with it are there again', async () => {
  const id = await idOf('Lynne Robbins')
  await change(adele(), 'Lynne', { leftOn: '2026-11-20' })
  await bot.runDue()
  const timer = async () => bot.store.get(groupPartition('independent'), timerId('logs', id))
  expect(await timer()).toBeUndefined()
  const card = await cardOf(adele(), 'Lynne')
  expect(card.text).toContain('Left; the last day was Fri 20 Nov 2026')
  expect((await adele().presses(card, 'Take the last day back')).text).toContain(
    'last day: Fri 20 Nov 2026 → none',
  )
  expect(await timer()).toBeDefined()
})

test('X2: the office is told when nobody holds a key any more', async () => {
  const done = await change(adele(), 'Megan', { role: 'regional-lead', regions: 'london' })
  expect(done.text).toContain('Nobody can agree requests as National Lead Peer today')
})

test('L1: an invitation shows until when, a new code ends the old one, and removing it ends both', async () => {
  const sam = persona('Sam New')
  bot.edge.connector.add({
    ...sam,
    email: 'elsewhere@example.com',
    userPrincipalName: 'elsewhere@example.com',
  })
  const add = await adele().presses(await adele().says('people'), 'Add somebody')
  const codeIn = (card: CardView) => /[2-9B-Z]{4}-[2-9B-Z]{4}/.exec(card.text)?.[0] ?? ''
  const typed = { name: 'Sam New', email: 'sam@example.com', role: 'member-peer' }
  const first = codeIn(await adele().presses(add, 'Add', typed))
  const card = await cardOf(adele(), 'Sam New')
  expect(card.text).toContain('An invitation code is open until')
  const second = codeIn(await adele().presses(card, 'New invitation code'))
  const refused = await bot.as(sam).says(first)
  expect(refused.text).toContain('I do not know you')
  expect(refused.text).toContain('That code is not good')
  const removed = await adele().presses(await cardOf(adele(), 'Sam New'), 'Remove invitation')
  expect(removed.text).toContain('opens nothing any more')
  expect((await bot.as(sam).says(second)).text).toContain('I do not know you')
  expect(titlesOf(await cardOf(adele(), 'Sam New'))).not.toContain('Remove invitation')
  const third = codeIn(await adele().presses(await cardOf(adele(), 'Sam New'), 'New invitation code'))
  expect((await bot.as(sam).says(third)).text).toContain('Member peer')
  expect(titlesOf(await cardOf(adele(), 'Sam New'))).not.toContain('New invitation code')
})

test('L1: every role, every action, another group: only the office, only its own, and keys only the Head', async () => {
  const alex = await idOf('Alex Wilber')
  const megan = await idOf('Megan Bowen')
  const shown = { name: '', email: '', role: '', regions: '', joinedOn: '', leftOn: '' }
  const forged = (person: string, role: string) => ({
    v: 1,
    command: 'forged',
    person,
    name: 'Forged',
    email: 'forged@example.com',
    role,
    regions: 'wales',
    joinedOn: '2026-09-01',
    leftOn: '',
    why: 'forged',
    shown,
  })
  await bot.as(labourHead).says('hi')
  const refusedBy: Record<string, number> = {}
  for (const who of [...demoPersonas, labourHead])
    for (const verb of ['people/open', 'people/change', 'people/stay', 'people/invite', 'people/uninvite'])
      for (const role of ['member-peer', 'head-of-office']) {
        const { does } = bot.as(who)
        const target = who.name === 'Patti Fernandez' ? megan : alex
        const isOffice = who.name === 'Adele Vance'
        if (isOffice) continue
        const data = { ...forged(target, role), chosen: target }
        const { body } = await bot.edge.send(does.presses(verb, data))
        const said = JSON.stringify(body)
        expect(said).toMatch(/not open to your role|nobody like that|for the Head of Group Office/)
        refusedBy[who.name] = (refusedBy[who.name] ?? 0) + 1
      }
  expect(Object.keys(refusedBy)).toHaveLength(demoPersonas.length)
  expect((await personOf(bot.store, 'Alex Wilber')).name).toBe('Alex Wilber')
  // Staff change peers, and give nobody a key.
  const patti = bot.as('Patti Fernandez')
  for (const role of ['national-lead', 'head-of-office', 'group-leader'])
    expect((await change(patti, 'Lynne', { role })).text).toContain('for the Head of Group Office')
  expect((await change(patti, 'Lynne', { role: 'office-staff' })).text).toContain('Saved')
})
