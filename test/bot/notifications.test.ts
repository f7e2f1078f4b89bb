// How people are told, and what becomes of what they cannot be told: hours and kinds of their own, days away by dates or by a
// stand-in, the office's morning digest, and messages that wait for somebody (P13, P2).
import { afterEach, expect, test } from 'vitest'
import { habitsId } from '../../src/app/outbox/habits.ts'
import { groupPartition, missId, missPartition } from '../../src/app/keys.ts'
import { leave } from '../../src/app/outbox/outbox.ts'
import type { Write } from '../../src/app/ports.ts'
import { timerId } from '../../src/app/outbox/timers.ts'
import { demoPersonas, startBot, type Talk, type TestBot } from '../support/bot.ts'
import { choiceOf } from '../support/cardView.ts'
import { newestOf, openChats, personOf, summariesOf, titlesOf } from './peers.ts'

let bot: TestBot
afterEach(() => bot.close())

const allBut = (absent: string): string[] =>
  demoPersonas.map(({ name }) => name).filter((name) => name !== absent)

/** Who has the bot from Tue 15 September on; quiet hours are kept to. */
async function open(present?: readonly string[], at = '2026-09-15T12:00:00Z'): Promise<TestBot> {
  bot = await startBot({ at, quietHours: true })
  await openChats(bot, present)
  await bot.runDue()
  return bot
}

const alex = (): Talk => bot.as('Alex Wilber')
const megan = (): Talk => bot.as('Megan Bowen')
const adele = (): Talk => bot.as('Adele Vance')
/** What came about logs, in short. */
const aboutLogs = (talk: Talk) => summariesOf(talk).filter((text) => /\blog for\b|missed a log/.test(text))

test('P13: a kind that is turned off does not come, and one that is moved comes at its hour', async () => {
  await open()
  await alex().presses(await alex().says('notifications'), 'Save', { reminders: 'off' })
  await megan().presses(await megan().says('notifications'), 'Save', { reminders: '12' })
  await bot.goTo('2026-10-02T08:00:00Z')
  expect([aboutLogs(alex()), aboutLogs(megan())]).toEqual([[], []])
  await bot.goTo('2026-10-02T11:00:00Z', '2026-10-06T11:00:00Z')
  expect(aboutLogs(alex())).toEqual([])
  expect(aboutLogs(megan())).toHaveLength(2)
  // A miss is another kind, and comes at nine.
  await bot.goTo('2026-10-07T23:00:00Z', '2026-10-08T08:00:00Z')
  expect(aboutLogs(alex())).toHaveLength(1)
})

/** The first misses of September of four others, told to Megan as well. */
async function othersMissed(): Promise<void> {
  const lead = await personOf(bot.store, 'Megan Bowen')
  const writes = [1, 2, 3, 4].map((n): Write => {
    const told = { leads: [lead.id], isFirst: true, comments: [], decisions: [] }
    const doc = { type: 'miss', v: 1, period: '2026-09', person: `other${n}`, at: 0, ...told }
    return { op: 'create', id: missId('2026-09', `other${n}`), doc }
  })
  expect(await bot.store.commit(missPartition(lead.group, 2026), writes)).toMatchObject({ ok: true })
}

test.each([
  ['the digest on Monday takes the place of single messages', '9', '9', 0, 1],
  ['whoever turned the digest off is told one by one', 'off', 'off', 1, 0],
  ['whoever turns it off before Monday still gets the one that was held back for', '9', 'off', 0, 1],
  ['whoever turns it on before Monday has been told one by one already', 'off', '9', 1, 0],
])('P13: when more than three are affected, %s', async (_, before, after, single, digest) => {
  await open()
  const choose = async (choice: string) =>
    megan().presses(await megan().says('notifications'), 'Save', { digest: choice })
  await choose(before)
  await othersMissed()
  await bot.goTo('2026-10-07T23:00:00Z')
  await choose(after)
  await bot.goTo('2026-10-07T23:10:00Z', '2026-10-08T08:00:00Z', '2026-10-12T08:00:00Z')
  const texts = aboutLogs(megan())
  expect(texts.filter((text) => text.includes('Alex Wilber missed the log'))).toHaveLength(single)
  const digests = megan()
    .copies()
    .filter(({ text }) => text.includes('Missed logs: September 2026'))
  expect(digests).toHaveLength(digest)
})

test.each(['timer', 'outbox'])(
  'P13: a document of the kind %s that cannot be read is in “check logs” after a day, and is tried again from there',
  async (type) => {
    await open()
    const { id, group } = await personOf(bot.store, 'Alex Wilber')
    const pk = groupPartition(group)
    const errand = { kind: 'tell', group, person: id, topic: 'log-due', ref: { period: '2026-08' } } as const
    const left = leave('test', errand, 0)
    const place = type === 'timer' ? timerId('logs', id) : left.id
    const before = await bot.store.get(pk, place)
    const readable = before?.doc ?? (left.op === 'create' && left.doc)
    const start = Date.parse('2026-10-02T08:00:00Z')
    // As a newer release may have written it.
    const doc = { ...readable, type, v: 99, dueAt: start }
    await bot.store.commit(pk, [
      before ? { op: 'replace', id: place, doc, etag: before.etag } : { op: 'create', id: place, doc },
    ])
    await bot.goTo(...Array.from({ length: 14 }, (_, n) => new Date(start + n * 2 * 3_600_000).toISOString()))
    expect((await bot.store.get(pk, place))?.doc).toMatchObject({ v: 99 })
    expect((await bot.store.get(pk, place))?.doc.dueAt).toBeUndefined()
    const title =
      type === 'timer'
        ? 'Reminders and missed logs of Alex Wilber'
        : 'A change that has not reached its place'
    const check = await adele().says('check logs')
    expect(check.text).toContain(title)

    // The release that can read it has come.
    const stuck = await bot.store.get(pk, place)
    await bot.store.commit(pk, [
      { op: 'replace', id: place, doc: { ...stuck!.doc, v: 1 }, etag: stuck!.etag },
    ])
    await adele().presses(check, 'Try again')
    await bot.runDue()
    expect((await adele().says('check logs')).text).not.toContain(title)
    expect((await bot.store.get(pk, place))?.doc.dueAt ?? Infinity).toBeGreaterThan(start + 28 * 3_600_000)
  },
)

test.each(['Try again', 'a change of what decides the times'])(
  'P13: reminders that keep failing are in “check logs” and the digest after a day, until %s',
  async (how) => {
    await open()
    const { id, group } = await personOf(bot.store, 'Alex Wilber')
    const pk = groupPartition(group)
    // What a newer release has written, say, is a fault to this one.
    await bot.store.commit(pk, [{ op: 'create', id: habitsId(id), doc: { type: 'habits', v: 99 } }])
    const start = Date.parse('2026-10-02T08:00:00Z')
    await bot.goTo(...Array.from({ length: 14 }, (_, n) => new Date(start + n * 2 * 3_600_000).toISOString()))
    const timer = await bot.store.get(pk, timerId('logs', id))
    expect(timer?.doc.dueAt).toBeUndefined()
    await bot.goTo('2026-10-05T08:00:00Z')
    expect(adele().copies().at(-1)?.text).toContain('1 task of the bot could not be finished.')
    const check = await adele().says('check logs')
    expect(check.text).toContain('Reminders and missed logs of Alex Wilber')
    expect(check.text).toContain('First tried on Fri 2 Oct 2026')
    expect((await adele().presses(check, 'Drop messages')).text).toContain('Only a message can be dropped')
    expect((await megan().says('check logs')).text).not.toContain('Reminders and missed logs')

    const habits = await bot.store.get(pk, habitsId(id))
    await bot.store.commit(pk, [{ op: 'delete', id: habitsId(id), etag: habits!.etag }])
    if (how === 'Try again') await adele().presses(check, 'Try again')
    else await alex().presses(await alex().says('notifications'), 'Save', { reminders: '9' })
    await bot.runDue()
    expect((await adele().says('check logs')).text).not.toContain('Reminders and missed logs')
    await bot.goTo('2026-10-06T08:00:00Z')
    expect(aboutLogs(alex())).toHaveLength(1)
  },
)

test.each([
  ['no last day', '2026-10-01', '', 'pick the first day and the last one'],
  ['a last day before the first', '2026-10-02', '2026-10-01', 'pick the first day and the last one'],
  ['no date', 'soon', '2026-10-01', 'pick the first day and the last one'],
  ['days that are over', '2026-09-01', '2026-09-14', 'those days are over'],
  ['days for ever', '2026-09-15', '9999-12-31', 'a year at most'],
])('P13: away with %s is refused, and nothing else is saved', async (_, from, to, said) => {
  await open(['Alex Wilber'])
  const form = await alex().says('notifications')
  const refused = await alex().presses(form, 'Save', { from, to, digest: 'off' })
  expect(refused.text).toContain(said)
  expect(refused.text).not.toContain('Saved')
  expect(refused.inputs).toMatchObject({ digest: 'off' })
  expect((await alex().says('notifications')).inputs).toMatchObject({ digest: '9' })
})

test('P13: a choice that is saved is said to be', async () => {
  await open(['Alex Wilber'])
  const saved = await alex().presses(await alex().says('notifications'), 'Save', {
    from: '2026-09-15',
    to: '2027-09-15',
  })
  expect(saved.text).toContain('Saved.')
  expect((await alex().presses(saved, 'I am back')).text).toContain('you are not away any more')
})

test('P13: a lead peer without peers reads that there are none, and not that every log is in', async () => {
  await open(['Alex Wilber'])
  const check = await alex().says('check logs')
  expect(check.text).toContain('There are no peers whose logs you look after')
  expect(check.text).not.toContain('is in already')
})

test('P13: whoever is away is reminded before they leave, and hears of the rest when they are back', async () => {
  await open()
  const away = { from: '2026-10-01', to: '2026-10-12' }
  const saved = await alex().presses(await alex().says('notifications'), 'Save', away)
  expect(saved.text).toContain('You are away from Thu 1 Oct 2026 to Mon 12 Oct 2026')
  await bot.goTo('2026-09-30T07:59:59Z')
  expect(aboutLogs(alex())).toEqual([])
  // Five days and one day before both fall on the last day before: that is one reminder.
  await bot.goTo('2026-09-30T08:00:00Z', '2026-10-06T08:00:00Z')
  expect(aboutLogs(alex())).toHaveLength(1)
  await bot.goTo('2026-10-07T23:00:00Z', '2026-10-08T08:00:00Z', '2026-10-13T07:59:59Z')
  expect(aboutLogs(alex())).toHaveLength(1)
  await bot.goTo('2026-10-13T08:00:00Z')
  expect(aboutLogs(alex())).toHaveLength(2)
})

test('X2: whoever is stood in for until a date is away; the stand-in is asked, and the decision is not asked for twice', async () => {
  await open()
  const form = await adele().says('stand in')
  const person = choiceOf(form, 'person', 'Patti')
  await adele().presses(form, 'Name stand-in', { person, from: '2026-09-16', to: '2026-09-25' })
  bot.at('2026-09-16T09:00:00Z')
  const log = await alex().says('log 2h yesterday query')
  await alex().presses(log, 'Save', { askedBy: 'direct' })
  await bot.runDue()
  const patti = bot.as('Patti Fernandez')
  expect(
    adele()
      .copies()
      .filter(({ text }) => text.includes('Hours to clear')),
  ).toEqual([])
  await patti.presses(newestOf(patti, 'Hours to clear'), 'Clear')
  await bot.goTo('2026-09-28T08:00:00Z', '2026-09-28T12:00:00Z')
  expect(
    adele()
      .copies()
      .filter(({ text }) => text.includes('Hours to clear')),
  ).toEqual([])
})

test('what is asked at night or at a weekend comes in the morning, in the reader’s own zone', async () => {
  await open()
  // Adele writes from New York.
  await bot.edge.send({ ...adele().does.says('hi'), localTimezone: 'America/New_York' })
  await bot.goTo('2026-09-16T09:00:00Z')
  const log = await alex().says('log 2h yesterday query')
  await alex().presses(log, 'Save', { askedBy: 'direct' })
  await bot.goTo('2026-09-16T09:00:00Z', '2026-09-16T12:59:59Z')
  const cards = () =>
    adele()
      .copies()
      .filter(({ text }) => text.includes('Hours to clear'))
  expect(cards()).toEqual([])
  await bot.goTo('2026-09-16T13:00:00Z')
  expect(cards()).toHaveLength(1)
  expect(cards()[0]!.text).toContain('It asks you for an answer, so it always comes.')
})

test('P2: the office’s digest comes on working days, bank holidays left out, when something waits', async () => {
  // Isaiah has no bot: what he is told waits.
  await open(allBut('Isaiah Langer'), '2026-12-15T12:00:00Z')
  const digests = () =>
    adele()
      .copies()
      .filter(({ text }) => text.includes('What waits for you this morning'))
  await bot.goTo('2026-12-24T09:00:00Z')
  const before = digests().length
  await bot.goTo('2026-12-25T09:00:00Z', '2026-12-28T09:00:00Z')
  expect(digests()).toHaveLength(before)
  await bot.goTo('2027-01-07T23:59:59Z', '2027-01-08T00:00:00Z', '2027-01-08T00:10:00Z')
  await bot.goTo('2027-01-11T09:00:00Z')
  const [digest] = digests().slice(-1)
  expect(digest?.text).toContain('Messages to 1 person could not be delivered')
  expect(titlesOf(digest!)).toContain('Check logs')
})

test('what cannot be delivered stands in “check logs”, a line a person, and is tried again or dropped', async () => {
  await open(allBut('Alex Wilber'))
  await bot.goTo('2026-10-02T08:00:00Z', '2026-10-06T08:00:00Z')
  const check = await adele().says('check logs')
  expect(check.text).toContain('To Alex Wilber')
  expect(check.text).toContain('They have not installed the bot, or removed or blocked it.')
  expect(check.text).toContain('2 messages: a log that is due')
  // Lead peers see nothing of it, and cannot drop it.
  expect((await megan().says('check logs')).text).not.toContain('could not be delivered')
  const { data } = check.buttons.find(({ title }) => title === 'Drop messages')!
  const asMegan = await bot.edge.send(megan().does.presses('parked/drop', { ...check.inputs, ...data }))
  expect(JSON.stringify(asMegan.body)).toContain('That did not work')
  expect((await adele().presses(check, 'Try again')).text).toContain('It is being tried again')
  await bot.runDue()
  expect((await adele().says('check logs')).text).toContain('To Alex Wilber')
  // The reminders are worth nothing once the log was due: they leave the list by themselves, and the miss takes their place.
  await bot.goTo('2026-10-07T23:00:00Z', '2026-10-08T08:00:00Z')
  const later = await adele().says('check logs')
  expect(later.text).toContain('1 message: a missed log')
  expect((await adele().presses(later, 'Drop messages')).text).toContain('Dropped: it will not be sent')
  expect((await adele().says('check logs')).text).not.toContain('To Alex Wilber')
  await alex().says('hi')
  await bot.runDue()
  expect(aboutLogs(alex())).toEqual([])
})
