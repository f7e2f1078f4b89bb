// Every card that a conversation shows, in the worst case of what people may type: readable, small, and safe.
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { startBot, type Talk, type TestBot } from '../support/bot.ts'
import { valuesIn, viewOf } from '../support/cardView.ts'
import { wrongIn } from '../support/cardRules.ts'
import { cpuTime } from '../support/cpuTime.ts'
import { logs, peerWith } from './peers.ts'
import { opens, personId16, presses } from './requests.ts'

let bot: TestBot
/** Every card sent or returned, with what goes over the wire with it. */
const seen: { card: Record<string, unknown>; sent: unknown; summary: string }[] = []

beforeAll(async () => {
  bot = watched(await startBot())
})
afterAll(() => bot.close())

/** Keeps every card that the bot shows. */
function watched(bot: TestBot): TestBot {
  const send = bot.edge.send.bind(bot.edge)
  bot.edge.send = async (activity, headers) => {
    const answer = await send(activity, headers)
    const { value: card } = (answer.body ?? {}) as { value?: Record<string, unknown> }
    if (card) seen.push({ card, sent: answer.body, summary: String(card['fallbackText']) })
    return answer
  }
  return bot
}

/** Marks what somebody typed, so that a check can find it on a card. */
const mark = 'Qzx'

const typings: Record<string, string> = {
  'emoji of four bytes': '😀',
  'Welsh letters': 'ŵŷ ',
  'right to left': 'שלום عالم \u202eabc\u202c ',
  Markdown: '**b** [x](http://x.example) # h `c` _i_ ~~s~~ 1. ',
  HTML: '<b>b</b><script>x()</script>&lt;&amp; ',
  templates: '${x} ${1+1} ${$root.title} {{x}} ${if(true,1,2)} ',
  'quotes and backslashes': '"\\',
  'line breaks': '\n- a\r\n\t',
  'joined emoji': '👩🏽‍🚀🏴󠁧󠁢󠁷󠁬󠁳󠁿',
  'halves of characters': '\ud83d',
  'long words': 'w',
}

/** So many characters, as people count them, of something. */
const filled = (with_: string, length: number): string =>
  mark +
  Array.from(with_.repeat(length))
    .slice(0, length - mark.length)
    .join('')

/** Everything that has been shown since `from`, checked. */
function expectGood(from: number, of: TestBot = bot): void {
  const sent = of.edge.connector.sent.map(({ activity }) => ({
    card: viewOf(activity).card,
    sent: activity,
    summary: String(activity.summary),
  }))
  const all = [...seen.slice(from), ...sent]
  expect(all.length).toBeGreaterThan(20)
  for (const { card, sent, summary } of all) {
    expect(wrongIn(card, sent, new RegExp(mark))).toEqual([])
    expect(summary.length).toBeGreaterThan(10)
    expect(summary).not.toMatch(/undefined|NaN|\[object|: \.|\.\./)
  }
  of.edge.connector.sent.length = 0
}

test.each(Object.keys(typings))('cards with %s, as long as they may be and longer', async (name) => {
  const typing = typings[name] ?? ''
  const from = seen.length
  bot.edge.connector.sent.length = 0
  const peer = await peerWith(bot, { carried: 6, days: 2 })
  const notes = filled(typing, 500)
  const place = filled(typing, 100)
  for (let day = 1; day <= 9; day++)
    await logs(peer, { date: `2026-10-0${day}`, hours: '2.25', place, notes })
  const history = await peer.says('history')
  await peer.presses(history, 'Undo')
  const form = await peer.presses(history, 'Correct', { entry: '5' })
  const shown = await peer.presses(form, 'Show the effect', { hours: '3' })
  await peer.presses(shown, 'Save correction')
  const all = { date: filled(typing, 400), hours: filled(typing, 400), activity: filled(typing, 400) }
  const long = { place: filled(typing, 5000), notes: filled(typing, 5000), askedBy: filled(typing, 400) }
  const refused = await peer.presses(await peer.says('log'), 'Save', { ...all, ...long })
  await peer.presses(refused, 'Show the effect')
  await peer.presses(refused, 'Save', { notes: filled(typing, 501) })
  for (const said of [
    '',
    'log ',
    'log 2h yesterday for ',
    '3h ',
    'history ',
    'nil return ',
    'balance ',
    'why ',
  ])
    for (const length of [200, 10_000]) await peer.says(said + filled(typing, length))
  const office = bot.as('Adele Vance')
  const report = await office.says('report by council')
  await office.presses(report, 'Open')
  await office.presses(report, 'Show', { from: filled(typing, 400), to: '', groupBy: filled(typing, 400) })
  await office.says('audit')
  await office.presses(await office.says('audit xyz'), 'Show', {
    person: filled(typing, 400),
    request: filled(typing, 400),
    from: filled(typing, 400),
  })
  await office.says('verify')
  for (const length of [200, 10_000]) await office.says(`report ${filled(typing, length)}`)
  await aboutPeer(peer, (length) => filled(typing, length))
  const offered = await peer.says(`2h mentoring ${filled(typing, 20_000)}`)
  await peer.presses(offered, 'Log this')
  expectGood(from)
})

/** A profile, and what is said about its peer: as much as fits a card, and more. */
async function aboutPeer(peer: Talk, filled: (length: number) => string): Promise<void> {
  const [megan, notes, over] = [bot.as('Megan Bowen'), filled(500), filled(5000)]
  const profile = await peer.says('profile')
  await peer.presses(profile, 'Save', { skills: over, other: over, about: over })
  await peer.presses(profile, 'Save', { skills: 'finance', other: filled(100), about: notes })
  for (const said of ['profile', `profile ${filled(200)}`]) await megan.says(said)
  const card = await presses(megan, 'review/open', { chosen: personId16(peer.who.email) })
  await megan.presses(card, 'Record', { outcome: over, on: over, text: over })
  for (let at = 0; at < 3; at++) {
    const opened = await presses(megan, 'review/open', { chosen: personId16(peer.who.email) })
    await megan.presses(opened, at === 1 ? 'Note a conversation' : 'Give feedback', { text: notes })
  }
  await megan.presses(card, 'Give feedback', { text: over })
  await bot.runDue()
  await peer.says('my review')
}

test.each(Object.keys(typings))(
  'the pot’s cards with %s, as long as they may be and longer',
  async (name) => {
    const from = seen.length
    const bot = watched(await startBot())
    onTestFinished(() => bot.close())
    const typing = typings[name] ?? ''
    const text = filled(typing, 500)
    const peer = await peerWith(bot, {})
    const [megan, adele, diego] = ['Megan Bowen', 'Adele Vance', 'Diego Siciliani'].map((each) =>
      bot.as(each),
    )
    if (!megan || !adele || !diego) return
    for (const who of [peer, megan, adele, diego]) await who.says('hi')
    const asked = {
      hours: '0.25',
      from: '2026-11-01',
      to: '2026-12-18',
      strand: 'bespoke',
      askedBy: 'direct',
    }
    const form = await peer.says('request days')
    // Asked about twice, sent, refused for its length, and for everything at once.
    for (let at = 0; at < 6; at++) {
      const sent = await peer.presses(await peer.says('request days'), 'Send request', {
        ...asked,
        what: text,
      })
      const isDoubted = sent.buttons.some(({ title }) => title.startsWith('Yes'))
      if (isDoubted) await peer.presses(sent, 'Yes, a second one')
    }
    await peer.presses(form, 'Show the sum', { ...asked, what: filled(typing, 501) })
    const over = filled(typing, 5000)
    const bent = { hours: over, from: over, to: over, what: over, strand: over, askedBy: over }
    await peer.presses(await peer.presses(form, 'Send request', bent), 'Send request')
    await bot.runDue()
    await peer.says('my requests')
    const [one, two, three] = await numbersOf(adele)
    await adele.presses(await adele.says('approvals'), 'Next page')
    for (const seq of [one, two])
      for (const who of [megan, adele]) await presses(who, 'request/agree', { year: 2026, seq })
    const third = await opens(adele, three ?? 0)
    await adele.presses(third, 'Decline', { reason: over })
    await adele.presses(third, 'Decline', { reason: text })
    const granted = await opens(adele, one ?? 0)
    await adele.presses(granted, 'Revoke unused', { reason: over })
    await adele.presses(granted, 'Revoke unused', { reason: text })
    await bot.runDue()
    await opens(peer, two ?? 0)
    const ask = await peer.says('ask first')
    await peer.presses(ask, 'Ask', { event: over, date: over, askedBy: over })
    for (let at = 0; at < 3; at++)
      await peer.presses(await peer.says('ask first'), 'Ask', { event: text, date: '2026-11-21' })
    await logs(bot.as('Alex Wilber'), {
      hours: '0.25',
      askedBy: 'direct',
      place: text.slice(0, 90),
      notes: text,
    })
    await bot.runDue()
    const list = await adele.says('approvals')
    const clearances = valuesIn(list, 'chosen').filter((each) => each.startsWith('clearance'))
    // An event is cleared, in whatever order they come: by its id, where an entry has a year and a number.
    const event = clearances.find((each) => each.split(' ').length === 3)
    for (const chosen of clearances) {
      const card = await presses(adele, 'approvals/open', { chosen })
      if (chosen === event) await adele.presses(card, 'Clear')
      else for (const reason of [over, text]) await adele.presses(card, 'Decline', { reason })
    }
    await bot.runDue()
    const log = await peer.says('log 1h yesterday query')
    expect(log.labels).toMatchObject({ chargeTo: 'Charge to', clearance: 'Agreed beforehand' })
    await peer.presses(log, 'Show the effect', { notes: text, chargeTo: valuesIn(log, 'chargeTo')[1] ?? '' })
    await peer.presses(log, 'Save', { notes: over, chargeTo: over, clearance: over })
    for (const said of ['balance', 'why', 'history']) await peer.says(said)
    const pot = await adele.says('pot')
    await adele.presses(pot, 'Set the pot', { days: over })
    const standIn = await diego.says('stand in')
    await diego.presses(standIn, 'Name stand-in', { key: over, person: over, from: over, to: over })
    expectGood(from, bot)
  },
)

test.each(['Markdown', 'templates', 'joined emoji'])(
  'the office’s cards with %s, as long as they may be and longer',
  async (name) => {
    const from = seen.length
    const bot = watched(await startBot())
    onTestFinished(() => bot.close())
    const typing = typings[name] ?? ''
    const [text, over] = [filled(typing, 500), filled(typing, 5000)]
    const [adele, alex] = [bot.as('Adele Vance'), bot.as('Alex Wilber')]
    for (const who of [adele, alex]) await who.says('hi')
    const add = await adele.presses(await adele.says('people'), 'Add somebody')
    await adele.presses(add, 'Add', { name: over, email: over, role: over, regions: over, joinedOn: over })
    for (let at = 0; at < 9; at++) {
      const typed = { name: filled(typing, 100), email: `x${at}@example.com`, role: 'member-peer' }
      await adele.presses(add, 'Add', typed)
    }
    await adele.says(`people ${over}`)
    await adele.says(`people ${mark}`)
    await adele.presses(await adele.says('people'), 'Next page')
    for (let at = 0; at < 6; at++) {
      const card = await adele.presses(await adele.says('people Lynne'), 'Open')
      await adele.presses(card, 'Save', { leftOn: `2026-12-1${at}`, why: text, name: `Lynne ${mark}` })
      await adele.presses(card, 'Save', { leftOn: over, why: over, name: over, email: over, role: over })
    }
    for (const said of ['', over, `Alex 2h yesterday query ${over}`]) await adele.says(`log for ${said}`)
    const form = await adele.says('log for Alex 20 days from 1 October mentoring')
    await adele.presses(form, 'Save', { hours: over, place: over, notes: over, reason: over, activity: over })
    await adele.presses(form, 'Save', { notes: text, place: filled(typing, 90), reason: text })
    await bot.runDue()
    const copy = alex.copies().at(-1)
    if (!copy) throw new Error('nothing came')
    await alex.presses(copy, 'Dispute', { reason: over })
    await alex.presses(copy, 'Dispute', { reason: text })
    await bot.runDue()
    const opened = await adele.presses(await adele.says('disputes'), 'Open')
    await adele.presses(opened, 'Keep it', { reason: over })
    await adele.presses(opened, 'Keep it', { reason: text })
    await bot.runDue()
    await alex.says('history')
    expectGood(from, bot)
  },
)

test.each(Object.keys(typings))(
  'the register’s cards with %s, as long as they may be and longer',
  async (name) => {
    const from = seen.length
    const bot = watched(await startBot())
    onTestFinished(() => bot.close())
    const typing = typings[name] ?? ''
    const [text, over] = [filled(typing, 500), filled(typing, 3000)]
    const [alex, adele, megan] = ['Alex Wilber', 'Adele Vance', 'Megan Bowen'].map((each) => bot.as(each))
    if (!alex || !adele || !megan) return
    for (const who of [alex, adele, megan]) await who.says('hi')
    const none = Object.fromEntries(
      ['positions', 'contracts', 'gifts', 'other'].map((id) => [`none-${id}`, 'true']),
    )
    const form = await alex.says('interests')
    const slots = [0, 1].map((at) => [`text-paid-work-${at}`, text])
    const typed = { ...none, ...Object.fromEntries(slots), 'mark-paid-work-1': 'true' }
    await alex.presses(form, 'Save', { ...typed, 'text-paid-work-0': over, 'from-paid-work-0': over })
    await alex.presses(form, 'Room for more entries', typed)
    await alex.presses(form, 'Save', typed)
    const late = await alex.says('interests')
    for (const at of [1, 2, 3]) {
      const changed = { 'text-e1': `${filled(typing, 400)}${at}`, 'text-e2': `${filled(typing, 300)}${at}` }
      await alex.presses(await alex.says('interests'), 'Save', changed)
    }
    const overtaken = await alex.presses(late, 'Save', { 'text-e1': `${filled(typing, 480)}4` })
    await alex.presses(overtaken, 'Save mine as version 5')
    const versions = await alex.presses(await alex.says('interests'), 'What changed')
    for (const older of ['0', '1']) await alex.presses(versions, 'Compare', { older, newer: '4' })
    await alex.presses(versions, 'Remove the text for good', { former: '2 1' })
    for (const who of [adele, megan]) {
      const list = who === adele ? await who.says('interests') : await presses(who, 'interests/group', {})
      const chosen = valuesIn(list, 'chosen').at(-1) ?? ''
      const opened = await who.presses(list, 'Open', { chosen })
      await who.presses(await who.presses(opened, 'What changed'), 'Compare', { older: '1', newer: '5' })
    }
    await alex.says(`log 2h yesterday query for ${filled(typing, 90)}`)
    expectGood(from, bot)
  },
)

/** The numbers of the requests that wait for somebody. */
const numbersOf = async (who: Talk): Promise<number[]> =>
  valuesIn(await who.says('approvals'), 'chosen').flatMap((value) => {
    const [kind, , seq] = value.split(' ')
    return kind === 'request' ? Number(seq) : []
  })

test('cards of every ordinary situation', async () => {
  const from = seen.length
  bot.edge.connector.sent.length = 0
  const peer = await peerWith(bot, { carried: 6, days: 2 })
  for (const said of [
    'hi',
    'balance',
    'why',
    'history',
    'history october',
    'nil return',
    'log',
    'team',
    'blance',
    'xyz',
  ])
    for (const talk of [peer, bot.as('Lynne Robbins'), bot.as('Isaiah Langer'), bot.as('Adele Vance')])
      await talk.says(said)
  await peer.presses(await peer.says('log 20 days from 1 October mentoring'), 'Save')
  await peer.says('history')
  await peer.presses(await peer.says('history'), 'Older entries')
  const { does } = peer
  await bot.edge.send(does.presses('nonsense', {}))
  await bot.edge.send(does.does('invoke', { name: 'task/fetch', value: {} }))
  await bot.edge.send(does.saysInGroupChat('hi'))
  await bot.edge.send(bot.as('Megan Bowen').does.installs())
  bot.at('2027-09-15T12:00:00Z')
  for (const said of [
    'balance',
    'why',
    'balance last year',
    'why last year',
    'log 2h yesterday query',
    'nil return',
  ])
    await peer.says(said)
  bot.at('2026-11-21T12:00:00Z')
  expectGood(from)
})

test('the summary says the key figure, for a toast, a screen reader and a transcript', async () => {
  const peer = await peerWith(bot, { carried: 6, days: 2 })
  const form = await peer.says('log 7.5h yesterday query')
  expect(form.summary).toContain('16 h − 1.5 h = 14.5 h left')
  const receipt = await peer.presses(form, 'Save')
  expect(receipt.summary).toContain('7.5 h')
  expect(receipt.summary).toContain('14.5 h')
  expect((await peer.says('balance')).summary).toContain('14.5 h')
  expect((await peer.says('why')).summary).toContain('14.5 h')
  expect((await peer.says('history')).summary).toContain('7.5 h')
  const refused = await peer.presses(await peer.says('log'), 'Save', { hours: '25', activity: 'query' })
  expect(refused.summary).toContain('25 h')
  const undone = await peer.presses(receipt, 'Undo')
  expect(undone.summary).toContain('7.5 h')
  expect((await peer.says('nil return')).summary).toContain('November 2026')
})

test(
  'a text of 10 KB, of 100 KB and of 200 KB is answered with a small card',
  { timeout: 60_000 },
  async () => {
    const alex = bot.as('Alex Wilber')
    for (const bytes of [10_000, 100_000, 200_000])
      for (const said of ['a', 'a b ', 'log 1h ', '3 h 4 days ', 'mentoring 1/1 ', 'ŵ']) {
        // Well within the turn: no pattern runs away.
        const started = cpuTime()
        const card = await alex.says(said.repeat(bytes / Buffer.byteLength(said)))
        expect(wrongIn(card.card, card.card, /^$/)).toEqual([])
        expect(cpuTime() - started).toBeLessThan(8000)
      }
  },
)

test('the check notices what it looks for', async () => {
  const { card } = await bot.as('Alex Wilber').says('log')
  const body = card['body'] as Record<string, unknown>[]
  const set = body.find(({ type }) => type === 'ActionSet') ?? {}
  const [action] = set['actions'] as Record<string, unknown>[]
  const wrong = (changed: object, sent: unknown = card) =>
    wrongIn({ ...card, ...changed }, sent, /Qzx/).join()
  const added = (element: object) => wrong({ body: [...body, element] })
  expect(wrong({})).toBe('')
  expect(wrong({ version: '1.6' })).toContain('1.6')
  expect(wrong({}, 'ŵ'.repeat(14_400))).toContain('bytes')
  expect(added({ type: 'TextBlock', text: 'Qzx' })).toContain('TextBlock.text')
  expect(added({ type: 'TextBlock', text: '${title}' })).toContain('literal')
  expect(added({ type: 'FactSet', facts: [{ title: 'a', value: 'Qzx' }] })).toContain('typed')
  const choices = { type: 'Input.ChoiceSet', id: 'x', label: 'x', choices: [{ title: 'Qzx', value: 'x' }] }
  expect(added({ ...choices, style: 'expanded' })).toContain('typed')
  expect(added({ ...choices, style: 'compact' })).toBe('')
  expect(added({ type: 'Input.Text', id: 'x' })).toContain('label')
  expect(added({ type: 'Nonsense' })).not.toBe('')
  expect(added({ type: 'TextBlock', text: 'a', size: 'enormous' })).not.toBe('')
  expect(added({ type: 'ActionSet', actions: Array.from({ length: 7 }, () => action) })).toContain('actions')
  expect(added({ type: 'ActionSet', actions: [{ ...action, fallback: undefined }] })).toContain('Submit')
})
