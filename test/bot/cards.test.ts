// Every card that a conversation shows, in the worst case of what people may type: readable, small, and safe.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBot, type TestBot } from '../support/bot.ts'
import { viewOf } from '../support/cardView.ts'
import { wrongIn } from '../support/cardRules.ts'
import { logs, peerWith } from './peers.ts'

let bot: TestBot
/** Every card sent or returned, with what goes over the wire with it. */
const seen: { card: Record<string, unknown>; sent: unknown; summary: string }[] = []

beforeAll(async () => {
  bot = await startBot()
  const send = bot.edge.send.bind(bot.edge)
  bot.edge.send = async (activity, headers) => {
    const answer = await send(activity, headers)
    const { value: card } = (answer.body ?? {}) as { value?: Record<string, unknown> }
    if (card) seen.push({ card, sent: answer.body, summary: String(card['fallbackText']) })
    return answer
  }
})
afterAll(() => bot.close())

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
function expectGood(from: number): void {
  const sent = bot.edge.connector.sent.map(({ activity }) => ({
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
  bot.edge.connector.sent.length = 0
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
  const offered = await peer.says(`2h mentoring ${filled(typing, 20_000)}`)
  await peer.presses(offered, 'Log this')
  expectGood(from)
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
        // Well within the turn, even on a busy machine: no pattern runs away.
        const started = performance.now()
        const card = await alex.says(said.repeat(bytes / Buffer.byteLength(said)))
        expect(wrongIn(card.card, card.card, /^$/)).toEqual([])
        expect(performance.now() - started).toBeLessThan(8000)
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
  expect(added({ type: 'Input.Text', id: 'x' })).toContain('label')
  expect(added({ type: 'Nonsense' })).not.toBe('')
  expect(added({ type: 'TextBlock', text: 'a', size: 'enormous' })).not.toBe('')
  expect(added({ type: 'ActionSet', actions: Array.from({ length: 7 }, () => action) })).toContain('actions')
  expect(added({ type: 'ActionSet', actions: [{ ...action, fallback: undefined }] })).toContain('Submit')
})
