// P13: reminders, missed logs and the decision about them, as people see them in their chats: the demo group, whose Alex
// logs nothing after September begins, with the clock moved from step to step.
import { afterEach, expect, test } from 'vitest'
import { startBot, type Talk, type TestBot } from '../support/bot.ts'
import { choiceOf } from '../support/cardView.ts'
import { wrongIn } from '../support/cardRules.ts'
import { newestOf, openChats, summariesOf, titlesOf } from './peers.ts'

let bot: TestBot
afterEach(() => bot.close())

/** Everybody has the bot from the middle of September; the clock is London's until they say otherwise. */
async function open(at = '2026-09-15T12:00:00Z'): Promise<TestBot> {
  bot = await startBot({ at, quietHours: true })
  await openChats(bot)
  await bot.runDue()
  return bot
}

const alex = (): Talk => bot.as('Alex Wilber')
const megan = (): Talk => bot.as('Megan Bowen')
const adele = (): Talk => bot.as('Adele Vance')

const caseOf = (talk: Talk) => newestOf(talk, 'Alex Wilber missed a log')
const ownOf = (talk: Talk, month = 'October 2026') => newestOf(talk, `Your log for ${month}`)

/** Alex has missed September and October, one after the other. */
async function missTwice(): Promise<void> {
  await open()
  await bot.goTo(
    '2026-10-07T23:00:00Z',
    '2026-10-08T08:00:00Z',
    '2026-11-08T00:00:00Z',
    '2026-11-09T09:00:00Z',
  )
}

test('P13: a log is asked for 5 days and 1 day before it is due, on a weekday at nine; one press catches up', async () => {
  await open()
  await bot.goTo('2026-10-02T07:59:59Z')
  expect(summariesOf(alex())).toEqual([])
  await bot.goTo('2026-10-02T08:00:00Z')
  const card = await alex().receives()
  expect(card.text).toContain('Your log for September 2026 is due on Wed 7 Oct 2026')
  expect(card.text).toContain('notifications')
  expect(titlesOf(card)).toEqual(['Log hours', 'Nothing to log'])
  // Isaiah has logged in September: he hears nothing.
  expect(summariesOf(bot.as('Isaiah Langer'))).toEqual([])
  const filed = await alex().presses(card, 'Nothing to log')
  expect(filed.text).toContain('September 2026')
  await bot.goTo('2026-10-06T08:00:00Z', '2026-10-08T09:00:00Z')
  expect(summariesOf(alex())).toHaveLength(1)
  expect(summariesOf(megan())).toHaveLength(3)
})

test('P13: “Log hours” on the card opens the form with a date in that month, and saving it is enough', async () => {
  await open()
  await bot.goTo('2026-10-02T08:00:00Z')
  const form = await alex().presses(await alex().receives(), 'Log hours')
  expect(form.inputs).toMatchObject({ date: '2026-09-30', notes: '' })
  await alex().presses(form, 'Save', { hours: '1', activity: 'query' })
  await bot.goTo('2026-10-06T08:00:00Z', '2026-10-08T12:00:00Z')
  expect(summariesOf(alex())).toHaveLength(1)
})

test('P13: the first miss is told to the peer and the National Lead Peer, at a welcome hour', async () => {
  await open()
  await bot.goTo(
    '2026-10-06T08:00:00Z',
    '2026-10-07T22:59:59Z',
    '2026-10-07T23:00:00Z',
    '2026-10-07T23:10:00Z',
  )
  const before = [summariesOf(alex()).length, summariesOf(megan()).length]
  await bot.goTo('2026-10-08T07:59:59Z')
  expect([summariesOf(alex()).length, summariesOf(megan()).length]).toEqual(before)
  await bot.goTo('2026-10-08T08:00:00Z')
  const own = ownOf(alex(), 'September 2026')
  expect(own.text).toContain('Missed log: September 2026')
  expect(own.text).toContain('and is not in yet')
  const alert = summariesOf(megan()).find((text) => text.includes('Alex'))
  expect(alert).toContain('Alex Wilber missed the log for September 2026')
  // Her own miss is told to her, and to the Group Leader in her place.
  expect(summariesOf(bot.as('Diego Siciliani'))).toEqual([expect.stringContaining('Megan Bowen missed')])
  expect(summariesOf(adele())).toEqual([])
})

test('P13: what counts is what stood when it was due; a log that came in meanwhile is not complained of', async () => {
  await open()
  await bot.goTo('2026-10-08T05:00:00Z')
  await alex().presses(await alex().says('nil return september'), 'Confirm')
  await bot.goTo('2026-10-08T08:00:00Z')
  expect(summariesOf(alex()).filter((text) => text.includes('not in yet'))).toEqual([])
  expect(summariesOf(megan()).filter((text) => text.includes('Alex'))).toEqual([])
  expect((await adele().says('check logs')).text).toContain('In since, late: Alex Wilber')
})

test('P13: at the second miss the peer is asked first, and whoever decides two working days later', async () => {
  await missTwice()
  const asked = ownOf(alex())
  expect(asked.text).toContain('A second log was missed: please say why')
  expect(asked.labels['reason']).toContain('name no individual')
  const cases = () => summariesOf(megan()).filter((text) => text.includes('Alex Wilber missed a log: no. 2'))
  expect(cases()).toEqual([])
  await bot.goTo('2026-11-10T08:59:59Z')
  expect(cases()).toEqual([])
  await bot.goTo('2026-11-10T09:00:00Z')
  expect(titlesOf(caseOf(megan()))).toEqual([
    'Spoken to the peer',
    'Excuse this miss',
    'Recommend to the Executive',
  ])
  expect(caseOf(megan()).text).toContain('has given none yet')
  expect(titlesOf(caseOf(adele()))).toContain('Add comment')
})

test('P13: a reason brings the decision at once; it and the comment are on the card, and it is asked for once', async () => {
  await missTwice()
  const long = await alex().presses(ownOf(alex()), 'Send reason', { reason: 'x'.repeat(501) })
  expect(long.text).toContain('501 characters, and 500 is the most')
  expect(long.inputs['reason']).toHaveLength(501)
  await alex().presses(ownOf(alex()), 'Send reason', { reason: 'I was unwell, **really**' })
  await bot.runDue()
  expect(caseOf(megan()).text).toContain('The peer’s reason: I was unwell, **really**')
  await adele().presses(caseOf(adele()), 'Add comment', { reason: 'I knew of it' })
  await bot.runDue()
  expect(caseOf(megan()).text).toContain('Adele Vance comments: I knew of it')
  const before = summariesOf(megan()).length
  await bot.goTo('2026-11-10T09:00:00Z', '2026-11-11T09:00:00Z')
  expect(summariesOf(megan())).toHaveLength(before)
  for (const talk of [alex(), megan(), adele()])
    for (const { card } of talk.copies()) expect(wrongIn(card, card, /really/)).toEqual([])
})

test('P13: an excuse needs its reason, is on every copy, and the miss counts no more', async () => {
  await missTwice()
  await bot.goTo('2026-11-10T09:00:00Z')
  const refused = await megan().presses(caseOf(megan()), 'Excuse this miss')
  expect(refused.text).toContain('Say why')
  const done = await megan().presses(caseOf(megan()), 'Excuse this miss', { reason: 'Illness' })
  expect(done.text).toContain('Excused by Megan Bowen')
  await bot.runDue()
  for (const card of [newestOf(alex(), 'This miss was excused'), caseOf(megan()), caseOf(adele())])
    expect(card.text).toContain('Excused by Megan Bowen')
  expect(titlesOf(caseOf(megan()))).toEqual([])
  // Twice is once, and nothing more can be decided.
  expect((await megan().presses(refused, 'Recommend to the Executive')).text).toContain('decided already')
  // October does not count: November's miss is the second of the year, not the third.
  await bot.goTo('2026-12-08T09:00:00Z')
  expect(ownOf(alex(), 'November 2026').text).toContain(
    'missed log no. 2 of the year (September 2026 and November 2026)',
  )
})

test('P13: a recommendation is recorded and shown to whoever decides, and the peer learns nothing of it', async () => {
  await missTwice()
  await bot.goTo('2026-11-10T09:00:00Z')
  const [before, count] = [ownOf(alex()).text, summariesOf(alex()).length]
  await megan().presses(caseOf(megan()), 'Spoken to the peer')
  await megan().presses(caseOf(megan()), 'Recommend to the Executive')
  await bot.runDue()
  expect(caseOf(megan()).text).toContain('Recommended to the Executive by Megan Bowen')
  expect(caseOf(adele()).text).toContain('Recommended to the Executive by Megan Bowen')
  expect([ownOf(alex()).text, summariesOf(alex()).length]).toEqual([before, count])
})

test('P13: nobody decides about themselves: the Group Leader does', async () => {
  await open()
  await bot.goTo('2026-10-07T23:00:00Z', '2026-10-08T08:00:00Z')
  const [own] = megan()
    .copies()
    .filter(({ text }) => text.includes('Missed log: September 2026'))
  expect(titlesOf(own!)).toEqual(['Log hours', 'Nothing to log'])
  const card = newestOf(bot.as('Diego Siciliani'), 'Megan Bowen missed')
  expect(titlesOf(card)).toContain('Excuse this miss')
  const data = card.buttons.find(({ title }) => title === 'Excuse this miss')!.data
  for (const talk of [megan(), alex(), adele()]) {
    const answer = await bot.edge.send(talk.does.presses('miss/decide', { ...data, reason: 'Because' }))
    expect(JSON.stringify(answer.body)).toMatch(/decides about a missed log|not open to your role/)
  }
  await bot.as('Diego Siciliani').presses(card, 'Excuse this miss', { reason: 'Holiday' })
  await bot.runDue()
  expect(newestOf(bot.as('Diego Siciliani'), 'Megan Bowen missed').text).toContain(
    'Excused by Diego Siciliani',
  )
})

test('P13: the card names who decides about the peer, and says a third miss is not the second', async () => {
  await missTwice()
  const own = (month: string) => newestOf(megan(), `Your log for ${month}`)
  expect(own('October 2026').text).toContain('so the Group Leader is asked to look at it')
  expect(ownOf(alex()).text).toContain('so the National Lead Peer is asked to look at it')
  await bot.goTo('2026-11-10T09:00:00Z')
  expect(newestOf(adele(), 'Megan Bowen missed a log').text).toContain(
    'It waits for the Group Leader’s decision',
  )
  expect(newestOf(adele(), 'Alex Wilber missed a log').text).toContain(
    'It waits for the National Lead Peer’s decision',
  )
  await bot.goTo('2026-12-08T00:00:00Z', '2026-12-08T09:00:00Z')
  expect(own('October 2026').text).toContain('A second log was missed')
  expect(ownOf(alex(), 'November 2026').text).toContain('Another log was missed: please say why')
  expect(ownOf(alex(), 'November 2026').text).not.toContain('A second')
})

test('P13: catching up takes one press however many months are missed, and every copy shows it', async () => {
  await missTwice()
  const filed = await alex().presses(ownOf(alex()), 'Nothing to log')
  expect(filed.text).toContain('For September 2026 and October 2026')
  await bot.runDue()
  expect(ownOf(alex()).text).toContain('is in now')
  expect((await alex().presses(filed, 'Undo')).text).toContain('undone')
  await bot.runDue()
  expect(ownOf(alex()).text).toContain('is not in yet')
})

test('P13: agreed absence asks for no log', async () => {
  await open()
  const form = await adele().says('absence')
  const person = choiceOf(form, 'person', 'Alex')
  const agreed = await adele().presses(form, 'Agree absence', {
    person,
    from: '2026-09-16',
    to: '2026-09-30',
  })
  expect(agreed.text).toContain('Alex Wilber from Wed 16 Sep 2026 to Wed 30 Sep 2026')
  await bot.goTo('2026-10-02T08:00:00Z', '2026-10-06T08:00:00Z', '2026-10-08T09:00:00Z')
  expect(summariesOf(alex())).toEqual([])
  expect(summariesOf(megan()).filter((text) => text.includes('Alex'))).toEqual([])
})

test('C2: carried hours that will lapse are told 30, 14 and 7 days before 30 November, and not once they are used', async () => {
  await open()
  await bot.goTo('2026-10-30T09:00:00Z')
  newestOf(alex(), '6 h carried over will lapse at your present pace')
  await bot.goTo('2026-11-16T09:00:00Z')
  const told = summariesOf(alex()).filter((text) => text.includes('will lapse'))
  expect(told).toHaveLength(2)
  const form = await alex().says('log 6h yesterday query')
  await alex().presses(form, 'Save')
  await bot.goTo('2026-11-23T09:00:00Z', '2026-11-30T12:00:00Z')
  expect(summariesOf(alex()).filter((text) => text.includes('will lapse'))).toHaveLength(2)
})
