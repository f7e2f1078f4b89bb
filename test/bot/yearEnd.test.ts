// The year end through the bot's own door: a preview, Apply by two people at once, and what late changes shift afterwards.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listPeople } from '../../src/app/people/people.ts'
import { readYearEnd } from '../../src/app/years/yearEndRecords.ts'
import { startBot, type TestBot } from '../support/bot.ts'
import { viewOf } from '../support/cardView.ts'
import { logs, peerWith, titlesOf } from './peers.ts'
import { changePerson } from './requests.ts'

let bot: TestBot
beforeAll(async () => {
  bot = await startBot({ at: '2026-11-21T12:00:00Z' })
})
afterAll(() => bot.close())

test('C2: only the office sees the year end, whatever is typed or pressed', async () => {
  for (const name of ['Alex Wilber', 'Megan Bowen', 'Diego Siciliani', 'Lynne Robbins']) {
    const who = bot.as(name)
    expect((await who.says('year end')).text).toContain('not open to your role')
    const { status, body } = await bot.edge.send(who.does.presses('year-end/apply', { v: 1, year: 2025 }))
    expect([status, JSON.stringify(body)]).toEqual([200, expect.stringContaining('not open to your role')])
  }
  expect((await bot.as('Patti Fernandez').says('year end')).text).toContain('Year end 2025/26')
})

test('C2: a year that is not over can be looked at and not closed', async () => {
  const office = bot.as('Adele Vance')
  const card = await office.says('year end 2026/27')
  expect(card.text).toContain('can be closed from Wed 1 Sep 2027')
  expect(titlesOf(card).join()).not.toContain('Apply')
  const { body } = await bot.edge.send(office.does.presses('year-end/apply', { v: 1, year: 2026 }))
  expect(JSON.stringify(body)).toContain('2026/27 is over on Wed 1 Sep 2027')
  expect((await office.says('year end 1999')).text).toContain('did not understand')
})

test('C2: the preview changes nothing; Apply by two people at once is done once, and both are told by whom', async () => {
  const peer = await peerWith(bot, { carried: 6, days: 2 })
  await logs(peer, { date: '2026-11-20', hours: '10' })
  bot.at('2027-09-10T09:00:00Z')
  const [adele, patti] = [bot.as('Adele Vance'), bot.as('Patti Fernandez')]
  const preview = await adele.says('year end')
  // 6 h carried in and 4 h of the year were used: 12 h are left, and nothing lapsed.
  expect(preview.text).toContain('Looking changes nothing')
  expect(preview.text).toContain(`${peer.who.name}\nunused 12 h, carried on into 2027/28`)
  // Alex used nothing of what he carried: 6 h at £362 a day are £271.50.
  expect(preview.text).toContain('lapsed 6 h (£271.50)')
  expect(preview.text).toContain('until Fri 1 Oct 2027')
  expect((await readYearEnd(bot.store, 'independent', 2026)).state).toBeUndefined()

  const other = await patti.says('year end')
  const answers = await Promise.all(
    [adele.press(preview, 'Apply 2026/27'), patti.press(other, 'Apply 2026/27')].map((press) =>
      bot.edge.send(press),
    ),
  )
  const cards = answers.map(({ body }) =>
    viewOf({ attachments: [{ content: (body as { value: object }).value }] }),
  )
  const began = cards.map(({ text }) => /(Adele Vance|Patti Fernandez) pressed Apply/.exec(text)?.[1])
  expect(began[0]).toBe(began[1])
  await bot.runDue()
  const closed = await patti.presses(cards[1]!, 'Refresh')
  expect(closed.text).toContain('Year end 2026/27: closed')
  expect(closed.text).toContain('Nothing has changed since')
  expect(titlesOf(closed).join()).not.toContain('Apply')
  expect((await peer.says('balance')).text).toContain('12 h left of 12 h; use by Tue 30 Nov 2027')
  expect((await adele.presses(preview, 'Apply 2026/27')).text).toContain('closed')
  expect((await readYearEnd(bot.store, 'independent', 2026)).state?.endedAt).toBeDefined()
})

test('C2: whoever pressed Apply reads what it has done, once', async () => {
  const { state } = await readYearEnd(bot.store, 'independent', 2026)
  const message = bot
    .as('Adele Vance')
    .copies()
    .find(({ text }) => text.includes('2026/27 is closed'))
  expect(message?.text).toContain(`${state?.peers} statements are fixed`)
})

test('D4: a late log carries its change on, and the year end shows it against the statement', async () => {
  bot.at('2027-09-30T09:00:00Z')
  const alex = bot.as('Alex Wilber')
  await logs(alex, { date: '2027-08-20', hours: '5' })
  const card = await bot.as('Adele Vance').says('year end')
  expect(card.text).toContain('Late changes since then: 1 peer.')
  expect(card.text).toContain('carried on 160 h → 155 h')
  expect((await alex.says('balance')).text).toContain('155 h left of 155 h')
})

test('D6, C2: what a leaver leaves unused is nobody’s to carry on, until the office gives it back', async () => {
  bot.at('2026-11-21T12:00:00Z')
  const peer = await peerWith(bot, { days: 20 })
  await logs(peer, { date: '2026-11-20', hours: '7' })
  bot.at('2027-01-20T12:00:00Z')
  await changePerson(bot, peer, { leftOn: '2027-01-31' })
  const [adele, patti] = [bot.as('Adele Vance'), bot.as('Patti Fernandez')]
  const { name } = peer.who
  const early = await adele.says('year end 2026/27')
  expect(early.text).toContain(`${name}\nunused 153 h, carried on into 2027/28 · leaves on Sun 31 Jan 2027`)
  expect(titlesOf(early)).not.toContain('Allocate 2026/27')

  bot.at('2027-09-30T10:00:00Z')
  const card = await adele.says('year end')
  expect(card.text).toContain(
    `${name}\nunused 153 h · left on Sun 31 Jan 2027: nothing of it can be used after that day; lower their days to 7 h with “allocate” to give it back to the group`,
  )
  expect(card.text).toContain('153 h of what is unused is that of a peer who has left')
  expect((await patti.says('year end')).text).toContain('The Head of Group Office can lower their days')
  expect(titlesOf(await patti.says('year end'))).not.toContain('Allocate 2026/27')

  const form = await adele.presses(card, 'Allocate 2026/27')
  const { id } = await personNamed(name)
  await adele.presses(form, 'Allocate', { person: id, days: '7 h', reason: 'left' })
  await bot.runDue()
  const after = await adele.says('year end')
  expect(after.text).toContain(`${name}\nunused 0 h · left on Sun 31 Jan 2027`)
  expect(after.text).not.toContain('a peer who has left')
  expect(titlesOf(after)).not.toContain('Allocate 2026/27')
})

async function personNamed(name: string) {
  const found = (await listPeople(bot.store, 'independent')).find((each) => each.name === name)
  if (!found) throw new Error(`nobody is called ${name}`)
  return found
}
