// D7: the office logs for a peer, the peer is told and may dispute it, and it stays on the office's list until it is settled.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoPersonas, startBot, type Talk, type TestBot } from '../support/bot.ts'
import type { CardView } from '../support/cardView.ts'
import { persona } from '../support/activities.ts'
import { countOf, entriesOf, logs, newestOf, openChats, peerWith, personOf, titlesOf } from './peers.ts'

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
const alex = (): Talk => bot.as('Alex Wilber')
const workOf = async (talk: Talk) => (await entriesOf(bot, talk)).filter(({ kind }) => kind === 'work')

/** Two hours for Alex, and the copy that comes to them. */
async function logged(by = adele(), typed: Record<string, string> = {}): Promise<CardView> {
  const form = await by.presses(await by.says('log for Alex 2h yesterday mentoring'), 'Save', typed)
  expect(form.text).toContain('entered by')
  await bot.runDue()
  return newestOf(alex(), 'logged 2 h for you')
}

test('D7: the form names the peer and shows the effect; the receipt and the history say who entered it', async () => {
  const form = await adele().says('log for Alex 2h yesterday mentoring')
  expect(form.text).toContain('For Alex Wilber, Regional lead peer')
  expect(form.text).toContain('What Save will do with 2 h for Alex Wilber')
  expect(form.inputs).toMatchObject({ date: '2026-11-20', hours: '2', activity: 'mentoring' })
  const receipt = await adele().presses(form, 'Save')
  expect(receipt.text).toContain('2 h for Alex Wilber, entered by Adele Vance')
  expect(receipt.text).toContain('Carried hours: 6 h − 2 h = 4 h left')
  const copy = await alex().receives()
  expect(copy.text).toContain('Adele Vance logged 2 h for you')
  expect(copy.summary).toContain('2 h on Fri 20 Nov 2026: Ad hoc mentoring')
  expect(titlesOf(copy)).toEqual(['Dispute', 'History', 'Balance'])
  expect((await alex().says('history')).text).toContain('entered Sat 21 Nov 2026 by Adele Vance')
  const [entry] = (await workOf(alex())).slice(-1)
  expect(entry).toMatchObject({ by: (await personOf(bot.store, 'Adele Vance')).id, minutes: 120 })
})

test('D7: pressed twice, or sent again, it is logged and told once', async () => {
  const form = await adele().says('log for alex wilber 2h yesterday mentoring')
  const before = await countOf(bot, alex())
  const press = adele().press(form, 'Save')
  await Promise.all([bot.edge.send(press), bot.edge.send(press), bot.edge.send(press)])
  await bot.runDue()
  expect((await countOf(bot, alex())) - before).toBe(1)
  expect(alex().copies()).toHaveLength(1)
})

test.each([
  ['Aelx 2h yesterday mentoring', 'did you mean Alex Wilber'],
  ['Robins 2h yesterday', 'did you mean Lynne Robbins'],
  ['Nobody 2h yesterday', 'nobody of that name'],
  ['Adele 2h yesterday', 'nobody of that name'],
])('a name that is not certain is asked about, never guessed: log for %s', async (text, said) => {
  const form = await adele().says(`log for ${text}`)
  expect(form.text).toContain(said)
  expect(Object.keys(form.inputs)).toContain('person')
  const refused = await adele().presses(form, 'Save', { activity: 'query', hours: '2', date: '2026-11-20' })
  expect(refused.text).toContain('Peer: choose whom the hours are for')
  const { id } = await personOf(bot.store, 'Lynne Robbins')
  const saved = await adele().presses(refused, 'Save', { person: id })
  expect(saved.text).toContain('2 h for Lynne Robbins, entered by Adele Vance')
})

test('two of one name are both offered', async () => {
  const { id } = await personOf(bot.store, 'Lynne Robbins')
  const card = await adele().presses(await adele().says('people Lynne'), 'Open')
  await adele().presses(card, 'Save', { name: 'Alex Robbins' })
  expect((await adele().says('log for Alex 2h yesterday')).text).toContain('Alex Robbins or Alex Wilber')
  const form = await adele().says('log for Alex Robbins 2h yesterday query')
  expect((form.card as { body: unknown }).body).toBeDefined()
  expect((await adele().presses(form, 'Save')).text).toContain('2 h for Alex Robbins')
  expect(id).not.toBe('')
})

test('D3, D4: the peer’s rules hold for the office, in words about the peer; a closed year takes a reason', async () => {
  const saves = async (typed: Record<string, string>) =>
    adele().presses(await adele().says('log for Alex 2h yesterday mentoring'), 'Save', typed)
  expect((await saves({ date: '2026-12-24' })).text).toContain('future')
  expect((await saves({ hours: '13' })).text).toContain('13 h on')
  expect((await saves({ hours: '0.1' })).text).toContain('steps of 15 minutes')
  expect((await saves({ date: '2020-01-01' })).text).toContain('Alex Wilber became a peer')
  const late = await saves({ date: '2026-08-20' })
  expect(late.text).toContain('Reason: say why')
  expect(late.inputs).toMatchObject({ date: '2026-08-20', hours: '2' })
  const done = await adele().presses(late, 'Save', { reason: 'Found in the diary' })
  expect(done.text).toContain('Carried into 2026/27: 6 h → 4 h')
  await bot.runDue()
  expect(newestOf(alex(), 'logged 2 h for you').text).toContain('Reason: Found in the diary')
  expect((await alex().says('history last year')).text).toContain('reason: Found in the diary')
})

test('D7: a peer disputes with a reason; the office is told, keeps it on its list, and both see how it ends', async () => {
  const copy = await logged()
  expect((await alex().presses(copy, 'Dispute')).text).toContain('Say what is wrong with it')
  const press = alex().press(copy, 'Dispute', { reason: 'I was on holiday' })
  for (let twice = 0; twice < 2; twice++) await bot.edge.send(press)
  await bot.runDue()
  expect((await alex().says('history')).text).toContain('disputed on Sat 21 Nov 2026: I was on holiday')
  for (const name of ['Adele Vance', 'Patti Fernandez'])
    expect(newestOf(bot.as(name), 'I was on holiday').text).toContain('Alex Wilber disputed on')
  const list = await bot.as('Patti Fernandez').says('disputes')
  expect(list.text).toContain('Alex Wilber: 2 h')
  const card = await bot.as('Patti Fernandez').presses(list, 'Open')
  expect((await bot.as('Patti Fernandez').presses(card, 'Keep it')).text).toContain('Say why')
  const keeping = await bot
    .as('Patti Fernandez')
    .presses(card, 'Keep it', { reason: 'The council confirms it' })
  expect(keeping.text).toContain('kept by Patti Fernandez: The council confirms it')
  await bot.runDue()
  expect(newestOf(alex(), 'The council confirms it').text).toContain('Disputed, and kept by the group office')
  expect((await adele().says('disputes')).text).toContain('Nothing is disputed')
  expect(titlesOf(newestOf(adele(), 'I was on holiday'))).toEqual(['Disputes'])
  expect((await workOf(alex())).at(-1)).toMatchObject({ minutes: 120 })
})

test('D7: the office undoes a disputed entry; it is in the history with its reason, and done once', async () => {
  const copy = await logged()
  await alex().presses(copy, 'Dispute', { reason: 'Not me' })
  await bot.runDue()
  const card = newestOf(adele(), 'Not me')
  const press = adele().press(card, 'Undo it', { reason: 'Wrong peer' })
  await Promise.all([bot.edge.send(press), bot.edge.send(press)])
  await bot.runDue()
  const history = await alex().says('history')
  expect(history.text).toContain('undone by no.')
  expect(history.text).toContain('undone by Adele Vance: Wrong peer')
  expect(newestOf(alex(), 'Wrong peer').text).toContain('Disputed, and undone by the group office')
  const reversals = (await entriesOf(bot, alex())).filter(({ kind }) => kind === 'reversal')
  expect(reversals).toHaveLength(1)
  expect((await alex().says('balance')).text).toContain('6 h')
})

test('D7: what the peer has undone themselves leaves nothing to settle', async () => {
  const copy = await logged()
  await alex().presses(copy, 'Dispute', { reason: 'Not me' })
  await bot.runDue()
  const history = await alex().says('history')
  const seq = String((await workOf(alex())).at(-1)?.seq)
  await alex().presses(history, 'Undo', { entry: seq })
  expect((await adele().says('disputes')).text).toContain('Nothing is disputed')
  const late = await adele().presses(newestOf(adele(), 'Not me'), 'Undo it', { reason: 'x' })
  expect(late.text).toContain('there is nothing to settle')
})

test('D7: days logged in one go are told once, disputed from the history, and undone together', async () => {
  const form = await adele().says('log for Alex 3 days from 3 November query')
  expect(form.text).toContain('3 weekdays × 8 h = 24 h')
  await adele().presses(form, 'Save')
  await bot.runDue()
  expect(alex().copies()).toHaveLength(1)
  const seqs = (await workOf(alex())).slice(-3).map(({ seq }) => seq)
  const opened = await alex().presses(await alex().says('history'), 'Dispute', { entry: String(seqs[1]) })
  await alex().presses(opened, 'Dispute', { reason: 'Two days only' })
  await bot.runDue()
  await adele().presses(newestOf(adele(), 'Two days only'), 'Undo it')
  const answered = (await entriesOf(bot, alex())).flatMap((each) =>
    each.kind === 'reversal' ? [each.answers] : [],
  )
  expect(answered).toEqual(seqs)
})

test('D7: a peer who has never used the bot is told once they do', async () => {
  const form = await adele().presses(await adele().says('people'), 'Add somebody')
  const typed = { name: 'Pat Paper', email: 'pat@example.com', role: 'member-peer', joinedOn: '2026-09-01' }
  await adele().presses(form, 'Add', typed)
  const done = await adele().presses(await adele().says('log for Pat 1h yesterday query'), 'Save')
  expect(done.text).toContain('has not spoken to the bot yet')
  await bot.runDue()
  const pat = persona('Pat Paper', { email: 'pat@example.com' })
  bot.edge.connector.add(pat)
  await bot.as(pat).says('hi')
  expect((await bot.as(pat).receives()).text).toContain('Adele Vance logged 1 h for you')
})

test('L1, P6: only the office of the group logs for others; a peer’s “log for Rutland” is their own work', async () => {
  await bot.as(labourHead).says('hi')
  const { id } = await personOf(bot.store, 'Alex Wilber')
  const own = await alex().says('log for Rutland 2h yesterday mentoring')
  expect(own.inputs).toMatchObject({ place: 'Rutland', hours: '2' })
  const copy = await logged(bot.as('Patti Fernandez'))
  const before = await countOf(bot, alex())
  const { seq } = (await workOf(alex())).at(-1) ?? { seq: 0 }
  const form = {
    v: 1,
    command: 'x',
    subject: id,
    date: '2026-11-20',
    hours: '1',
    activity: 'query',
    askedBy: 'office',
  }
  const ref = { v: 1, person: id, year: 2026, seq, reason: 'because' }
  for (const who of [...demoPersonas, labourHead]) {
    const isOffice = ['Adele Vance', 'Patti Fernandez'].includes(who.name)
    if (isOffice) continue
    for (const [verb, data] of [
      ['log-for/save', form],
      ['log-for/preview', form],
      ['entered/keep', ref],
      ['entered/undo', ref],
      ...(who.name === 'Alex Wilber' ? [] : [['entered/dispute', ref] as const]),
    ] as const) {
      const { body } = await bot.edge.send(bot.as(who).does.presses(verb, data))
      expect(JSON.stringify(body)).toMatch(
        /not open to your role|choose whom the hours are for|not in your history|there is nothing to settle/,
      )
    }
  }
  // Nobody settles what is not disputed, and nobody logs for the office.
  await bot.edge.send(adele().does.presses('entered/undo', ref))
  expect(await countOf(bot, alex())).toBe(before)
  const patti = (await personOf(bot.store, 'Patti Fernandez')).id
  const { body } = await bot.edge.send(adele().does.presses('log-for/save', { ...form, subject: patti }))
  expect(JSON.stringify(body)).toContain('is no peer')
  expect(copy.text).toContain('Patti Fernandez logged 2 h for you')
})

test('C2, D4: a form for a year that is over says what was carried on, to the office and to the peer alike', async () => {
  const peer = await peerWith(bot, { days: 20 })
  const none = await peerWith(bot, {})
  await logs(peer, { date: '2026-10-10', hours: '2' })
  bot.at('2027-09-15T12:00:00Z')
  const patti = bot.as('Patti Fernandez')
  const carried = 'carried 158 h of it on into 2027/28, and what is logged for 2026/27 now comes out of them'
  const form = await patti.says(`log for ${peer.who.name} 30 Aug 2027`)
  expect(form.text).toContain(`2026/27 is over: they ${carried}`)
  expect((await peer.says('log on 30 Aug 2027')).text).toContain(`2026/27 is over: you ${carried}`)
  expect((await peer.says('log')).text).toContain(
    'You have 158 h carried over (use by Tue 30 Nov 2027) and 0 h of',
  )
  const said = `log for ${none.who.name} 30 Aug 2027`
  expect((await patti.says(said)).text).toContain(
    'They have no allocation for 2026/27; what is logged is kept as unclaimed',
  )
  bot.at('2026-11-21T12:00:00Z')
  expect((await patti.says(`log for ${peer.who.name}`)).text).toContain('They have 158 h of 2026/27 left.')
})
