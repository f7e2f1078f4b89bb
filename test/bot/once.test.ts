// Nothing happens twice: Teams repeats activities, people press twice, and old cards are still there to be pressed.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestActivity } from '../support/activities.ts'
import { startBot, type Talk, type TestBot } from '../support/bot.ts'
import { viewOf, type CardView } from '../support/cardView.ts'
import type { Answer } from '../support/edge.ts'
import { countOf, entriesOf, logs, peerWith, titlesOf } from './peers.ts'

let bot: TestBot

beforeAll(async () => {
  bot = await startBot()
})
afterAll(() => bot.close())

const cardOf = ({ status, body }: Answer): CardView => {
  expect(status).toBe(200)
  return viewOf({ attachments: [{ content: (body as { value: object }).value }] })
}

const repeats = {
  'twice at once': (activity: TestActivity) => Promise.all([1, 2].map(() => bot.edge.send(activity))),
  'three times at once': (activity: TestActivity) =>
    Promise.all([1, 2, 3].map(() => bot.edge.send(activity))),
  'three times, one after another': async (activity: TestActivity) => [
    await bot.edge.send(activity),
    await bot.edge.send(activity),
    await bot.edge.send(activity),
  ],
  // Teams' repeat may carry another activity id: the card's own data must catch it.
  'again under another id': (activity: TestActivity) =>
    Promise.all([bot.edge.send(activity), bot.edge.send({ ...activity, id: `${activity.id}-again` })]),
}
const ways = Object.keys(repeats) as (keyof typeof repeats)[]

/** What has one effect: the activity, and how many entries it appends. */
type Act = (peer: Talk) => Promise<{ activity: TestActivity; appends: number }>

const acts: Record<string, Act> = {
  Save: async (peer) => ({
    activity: peer.press(await peer.says('log 2h yesterday query'), 'Save'),
    appends: 1,
  }),
  'Save of several days': async (peer) => ({
    activity: peer.press(await peer.says('log 3 days from 3 November query'), 'Save'),
    appends: 3,
  }),
  'Save of a first entry ever': async (peer) => ({
    activity: peer.press(await peer.says('log 13h yesterday conference'), 'Save', { hours: '1' }),
    appends: 1,
  }),
  'Yes, save it': async (peer) => ({
    activity: peer.press(await logs(peer, { hours: '13' }), 'Yes, save it'),
    appends: 1,
  }),
  Undo: async (peer) => ({ activity: peer.press(await logs(peer, { hours: '2' }), 'Undo'), appends: 1 }),
  'Undo of several days': async (peer) => {
    const receipt = await peer.presses(await peer.says('log 3 days from 3 November query'), 'Save')
    return { activity: peer.press(receipt, 'Undo'), appends: 3 }
  },
  'Undo from the history': async (peer) => {
    await logs(peer, { hours: '2' })
    return { activity: peer.press(await peer.says('history'), 'Undo', { entry: '3' }), appends: 1 }
  },
  'Save correction': async (peer) => {
    const form = await peer.presses(await logs(peer, { hours: '2' }), 'Correct')
    return { activity: peer.press(form, 'Save correction', { hours: '3' }), appends: 2 }
  },
  'Re-claim': async (peer) => {
    const first = await logs(peer, { date: '2026-11-03', hours: '12' })
    await logs(peer, { date: '2026-11-04', hours: '10' })
    const freed = await peer.presses(first, 'Undo')
    return { activity: peer.press(freed, 'Re-claim 4 h'), appends: 2 }
  },
  'Undo of a re-claim': async (peer) => {
    const first = await logs(peer, { date: '2026-11-03', hours: '12' })
    await logs(peer, { date: '2026-11-04', hours: '10' })
    const reclaimed = await peer.presses(await peer.presses(first, 'Undo'), 'Re-claim 4 h')
    return { activity: peer.press(reclaimed, 'Undo'), appends: 2 }
  },
  'Confirm of a nil return': async (peer) => ({
    activity: peer.press(await peer.says('nil return'), 'Confirm'),
    appends: 1,
  }),
  'Undo of a nil return': async (peer) => ({
    activity: peer.press(await peer.presses(await peer.says('nil return'), 'Confirm'), 'Undo'),
    appends: 1,
  }),
}

describe.each(Object.keys(acts))('%s', (name) => {
  test.each(ways)('%s: once, and the same answer each time', async (way) => {
    const peer = await peerWith(bot, { carried: 2, days: 2 })
    const act = acts[name]
    if (!act) return
    const { activity, appends } = await act(peer)
    const before = await countOf(bot, peer)
    const cards = (await repeats[way](activity)).map(cardOf)
    expect(await countOf(bot, peer)).toBe(before + appends)
    expect(new Set(cards.map(({ text }) => text)).size).toBe(1)
    expect(new Set(cards.map(({ summary }) => summary)).size).toBe(1)
  })

  test('as a Submit, where Execute is unknown, and then as an Execute: the same, once', async () => {
    const peer = await peerWith(bot, { carried: 2, days: 2 })
    const act = acts[name]
    if (!act) return
    const { activity, appends } = await act(peer)
    const { action } = activity['value'] as { action: { verb: string; data: object } }
    const before = await countOf(bot, peer)
    const submit = peer.does.submits({ ...action.data, verb: action.verb })
    expect((await bot.edge.send(submit)).status).toBe(200)
    await bot.edge.send(submit)
    const sent = bot.edge.connector.sent.filter(({ replyToId }) => replyToId === submit.id)
    const cards = sent.map((each) => viewOf(each.activity))
    expect(await countOf(bot, peer)).toBe(before + appends)
    cards.push(cardOf(await bot.edge.send(activity)))
    expect(await countOf(bot, peer)).toBe(before + appends)
    expect(new Set(cards.map(({ text }) => text)).size).toBe(1)
  })
})

test.each([
  'balance',
  'why',
  'history',
  'log 2h yesterday',
  'nil return',
  'help',
  'unheard of',
  'history october',
])('“%s” delivered three times records nothing and gives the same card', async (said) => {
  const peer = await peerWith(bot, { days: 2 })
  const before = await countOf(bot, peer)
  const activity = peer.does.says(said)
  await Promise.all([bot.edge.send(activity), bot.edge.send(activity)])
  await bot.edge.send(activity)
  const sent = bot.edge.connector.sent.filter(({ replyToId }) => replyToId === activity.id)
  expect(new Set(sent.map((each) => JSON.stringify(each.activity.attachments))).size).toBe(1)
  expect(await countOf(bot, peer)).toBe(before)
})

test('the forms of a text that was delivered twice are one form: saving both saves once', async () => {
  const peer = await peerWith(bot, { days: 2 })
  const activity = peer.does.says('log 2h yesterday query')
  await Promise.all([bot.edge.send(activity), bot.edge.send(activity)])
  const forms = bot.edge.connector.sent.filter(({ replyToId }) => replyToId === activity.id)
  expect(forms).toHaveLength(2)
  for (const form of forms) await peer.presses(viewOf(form.activity), 'Save')
  expect((await entriesOf(bot, peer)).filter(({ kind }) => kind === 'work')).toHaveLength(1)
})

test('two forms are two entries, though they say the same', async () => {
  const peer = await peerWith(bot, { days: 2 })
  await logs(peer, { hours: '1' })
  await logs(peer, { hours: '1' })
  expect((await entriesOf(bot, peer)).filter(({ kind }) => kind === 'work')).toHaveLength(2)
})

describe('a stale card', () => {
  test('Save after the entry was undone does not save it again', async () => {
    const peer = await peerWith(bot, { days: 2 })
    const form = await peer.says('log 2h yesterday query')
    await peer.presses(await peer.presses(form, 'Save'), 'Undo')
    const before = await countOf(bot, peer)
    await peer.presses(form, 'Save')
    expect(await countOf(bot, peer)).toBe(before)
    expect((await peer.says('balance')).text).toContain('16 h left')
  })

  test('Save with other values on a form that was used is refused, with a way on', async () => {
    const peer = await peerWith(bot, { days: 2 })
    const form = await peer.says('log 2h yesterday query')
    await peer.presses(form, 'Save')
    const before = await countOf(bot, peer)
    const refused = await peer.presses(form, 'Save', { hours: '3' })
    expect(refused.text).toContain('already been used')
    expect(titlesOf(refused)).toContain('History')
    expect(await countOf(bot, peer)).toBe(before)
  })

  test('a form that was refused may be put right and used', async () => {
    const peer = await peerWith(bot, { days: 2 })
    const form = await peer.says('log 2h yesterday query')
    await peer.presses(form, 'Save', { hours: '0.1' })
    expect((await peer.presses(form, 'Save')).text).toContain('2 h on Fri 20 Nov 2026')
  })

  test('D3: 13 h saved and pressed again is not refused as 26 h in a day', async () => {
    const peer = await peerWith(bot, { days: 4 })
    const asked = await logs(peer, { hours: '13' })
    const saved = await peer.presses(asked, 'Yes, save it')
    expect((await peer.presses(asked, 'Yes, save it')).text).toBe(saved.text)
  })

  test('Save pressed on the next day, or after the year closed, is the first one’s outcome', async () => {
    const peer = await peerWith(bot, { days: 2 })
    const form = await peer.says('log 2h yesterday query')
    const saved = await peer.presses(form, 'Save')
    const before = await countOf(bot, peer)
    bot.at('2027-11-21T12:00:00Z')
    expect((await peer.presses(form, 'Save')).text).toContain('2 h on Fri 20 Nov 2026')
    expect(saved.text).toContain('2 h on Fri 20 Nov 2026')
    expect(await countOf(bot, peer)).toBe(before)
    bot.at('2026-11-21T12:00:00Z')
  })
})

test('sixteen forms saved at once are sixteen entries, and the sums agree', async () => {
  const peer = await peerWith(bot, { days: 2 })
  const forms = await Promise.all(Array.from({ length: 16 }, () => peer.says('log 1h yesterday query')))
  await Promise.all(
    forms.flatMap((form) => [1, 2].map(() => bot.edge.send(peer.press(form, 'Save', { hours: '0.5' })))),
  )
  const works = (await entriesOf(bot, peer)).filter(({ kind }) => kind === 'work')
  expect(works).toHaveLength(16)
  expect((await peer.says('balance')).text).toContain('8 h left')
})
