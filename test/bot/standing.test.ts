// L1: what comes by itself comes to those for whom it is still open; others are shown nothing of it any more.
import { expect, test } from 'vitest'
import { leave } from '../../src/app/outbox/outbox.ts'
import { groupPartition } from '../../src/app/keys.ts'
import type { Person } from '../../src/domain/person.ts'
import { logs, titlesOf } from './peers.ts'
import { asked, asks, changePerson, personId16, presses, openOffice } from './requests.ts'

test.each<[string, Partial<Person>]>([
  ['whose role has ended', { leftOn: '2026-11-20' }],
  ['who is a peer now', { role: 'member-peer' }],
])('L1: somebody %s sees neither text nor buttons on the cards they had', async (_whose, change) => {
  const bot = await openOffice()
  const [adele, alex] = [bot.as('Adele Vance'), bot.as('Alex Wilber')]
  await asks(bot.as('Isaiah Langer'))
  await bot.runDue()
  const receipt = await logs(alex, { hours: '2', askedBy: 'direct', notes: 'after the vote' })
  await bot.runDue()
  expect(adele.copies().map(titlesOf)).toEqual([
    ['Agree', 'Decline'],
    ['Clear', 'Decline'],
  ])
  await changePerson(bot, adele, change)
  await presses(bot.as('Megan Bowen'), 'request/agree', { year: 2026, seq: 1 })
  await alex.presses(receipt, 'Undo')
  await bot.runDue()
  for (const copy of adele.copies()) {
    expect(copy.text).toMatch(/^This is no longer open to you\n/)
    expect(copy.text).not.toMatch(/Peer challenge|after the vote|Isaiah|Alex/)
    expect(titlesOf(copy)).toEqual([])
  }
  // Whoever it concerns still sees it.
  expect(bot.as('Megan Bowen').copies()[0]?.text).toContain(asked.what)
})

test('L1: nobody whose role has ended is told anything more; a peer who has left still hears of their own', async () => {
  const bot = await openOffice()
  const [adele, isaiah] = [bot.as('Adele Vance'), bot.as('Isaiah Langer')]
  await asks(isaiah)
  await bot.runDue()
  const before = adele.copies().length
  await changePerson(bot, adele, { leftOn: '2026-11-20' })
  await changePerson(bot, isaiah, { leftOn: '2026-11-20' })
  const tell = {
    kind: 'tell',
    group: 'independent',
    person: personId16(adele.who.email),
    topic: 'request',
    ref: { year: 2026, seq: 1 },
    occasion: 'escalated head',
  } as const
  await bot.store.commit(groupPartition('independent'), [leave('test', tell, bot.deps.clock.now())])
  await presses(bot.as('Megan Bowen'), 'request/decline', { year: 2026, seq: 1, reason: 'Not now' })
  await bot.runDue()
  expect(adele.copies()).toHaveLength(before)
  expect((await isaiah.receives()).text).toContain('Declined by Megan Bowen')
})
