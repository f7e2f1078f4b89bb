// A card is only what somebody sent: who they are comes from the activity, and what they may do from the rules.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBot, type Talk, type TestBot } from '../support/bot.ts'
import { viewOf, type CardView } from '../support/cardView.ts'
import { countOf, documentsOf, entriesOf, logs, peerWith, titlesOf } from './peers.ts'

let bot: TestBot

beforeAll(async () => {
  bot = await startBot()
})
afterAll(() => bot.close())

/** Presses whatever one likes; the answer is always a card. */
async function presses(talk: Talk, verb: unknown, data: unknown): Promise<CardView> {
  const { status, body } = await bot.edge.send(talk.does.presses(verb as string, data as object))
  expect(status).toBe(200)
  const { statusCode, type, value } = body as { statusCode: number; type: string; value: object }
  expect({ statusCode, type }).toEqual({
    statusCode: 200,
    type: 'application/vnd.microsoft.card.adaptive',
  })
  return viewOf({ attachments: [{ content: value }] })
}

describe('another person’s card', () => {
  const secrets = ['Tregaron', 'planted']

  async function victimWithCards() {
    const victim = await peerWith(bot, { carried: 2, days: 4 })
    const form = await victim.says('log 2h yesterday query')
    const receipt = await logs(victim, { hours: '3', place: 'Tregaron', notes: 'planted' })
    const correction = await victim.presses(receipt, 'Correct')
    const over = await logs(victim, { date: '2026-11-02', hours: '12' })
    const more = await logs(victim, { date: '2026-11-03', hours: '12' })
    await logs(victim, { date: '2026-11-04', hours: '12' })
    const freed = await victim.presses(over, 'Undo')
    const nil = await victim.says('nil return october')
    const history = await victim.says('history')
    const cards = { form, receipt, correction, more, freed, nil, history }
    return { victim, cards }
  }

  test.each(['Megan Bowen', 'Lynne Robbins', 'Patti Fernandez', 'Adele Vance', 'Diego Siciliani'])(
    'P6: replayed by %s has no effect on its owner’s ledger and shows nothing of it',
    async (name) => {
      const { victim, cards } = await victimWithCards()
      const before = await documentsOf(bot, victim)
      const other = bot.as(name)
      for (const card of Object.values(cards))
        for (const { verb, data, sendsInputs } of card.buttons) {
          const inputs = sendsInputs ? { ...card.inputs, entry: '3', hours: '1', place: '', notes: '' } : {}
          const answer = await presses(other, verb, { ...inputs, ...data })
          for (const secret of secrets) expect(JSON.stringify(answer.card)).not.toContain(secret)
          const submit = other.does.submits({ ...inputs, ...data, verb })
          expect((await bot.edge.send(submit)).status).toBe(200)
        }
      expect(await documentsOf(bot, victim)).toEqual(before)
    },
  )

  test('a form that somebody else used first is still its owner’s', async () => {
    const { victim, cards } = await victimWithCards()
    const other = await peerWith(bot, { days: 1 })
    const activity = victim.press(cards.form, 'Save')
    const { value } = activity as unknown as { value: { action: { verb: string; data: object } } }
    await presses(other, value.action.verb, value.action.data)
    expect((await entriesOf(bot, other)).at(-1)).toMatchObject({ kind: 'work', minutes: 120 })
    const before = await countOf(bot, victim)
    expect((await victim.presses(cards.form, 'Save')).text).toContain('2 h on Fri 20 Nov 2026')
    expect(await countOf(bot, victim)).toBe(before + 1)
  })

  test.each(['Patti Fernandez', 'Adele Vance', 'Diego Siciliani'])(
    'L1: %s pressing a peer’s Save records nothing anywhere',
    async (name) => {
      const alex = bot.as('Alex Wilber')
      const form = await alex.says('log 2h yesterday query')
      const before = await countOf(bot, alex)
      const answer = await bot.as(name).presses(form, 'Save')
      expect(answer.text).toContain('role')
      expect(await countOf(bot, alex)).toBe(before)
      expect(await documentsOf(bot, bot.as(name))).toEqual([])
    },
  )

  test('another tenant, with the peer’s own object id, records nothing', async () => {
    const alex = bot.as('Alex Wilber')
    const form = await alex.says('log 2h yesterday query')
    const before = await documentsOf(bot, alex)
    const other = bot.as({ ...alex.who, tenantId: 'another-tenant' })
    const answer = await other.presses(form, 'Save')
    expect(answer.text).toContain('group office')
    expect(await documentsOf(bot, alex)).toEqual(before)
  })

  test('who somebody is never comes from the card', async () => {
    const alex = bot.as('Alex Wilber')
    const lynne = bot.as('Lynne Robbins')
    const claims = {
      person: 'alexw@example.com',
      subject: alex.who.aadObjectId,
      from: { aadObjectId: alex.who.aadObjectId },
      tenantId: alex.who.tenantId,
      userId: alex.who.id,
    }
    const answer = await presses(lynne, 'balance', { v: 1, ...claims })
    expect(answer.text).toContain('Remaining: 0 h')
  })
})

describe('forged data', () => {
  const junk: readonly unknown[] = [
    null,
    true,
    -1,
    0,
    1.5,
    1e300,
    '',
    'x',
    '${1+1}',
    '__proto__',
    '../../etc',
    'x'.repeat(100_000),
    '\ud800',
    [],
    [[]],
    {},
    { $ne: null },
    { toString: null },
  ]
  const fields: Record<string, readonly string[]> = {
    'log/save': ['command', 'date', 'hours', 'activity', 'askedBy', 'days', 'longDayAsked', 'corrects'],
    'log/preview': ['command', 'date', 'hours', 'place', 'notes', 'days'],
    log: ['text'],
    undo: ['refs'],
    correct: ['year', 'seq'],
    reclaim: ['command', 'refs'],
    balance: ['year'],
    why: ['year'],
    'peer-balance': ['person', 'chosen', 'find', 'year'],
    'peer-why': ['person', 'chosen', 'find', 'year'],
    history: ['year', 'period', 'below'],
    'history/undo': ['year', 'entry'],
    'history/correct': ['year', 'entry'],
    'nil-return': ['period'],
    'nil-return/confirm': ['command', 'period'],
    'log/preview of a grant': ['chargeTo', 'clearance'],
    'request/send': ['command', 'hours', 'from', 'to', 'what', 'strand', 'askedBy', 'secondAsked'],
    'request/preview': ['command', 'hours', 'from', 'to', 'what', 'secondAsked'],
    'request/open': ['chosen'],
    'request/agree': ['year', 'seq', 'isOpened'],
    'request/decline': ['year', 'seq', 'reason'],
    'request/withdraw': ['year', 'seq'],
    'request/revoke': ['year', 'seq', 'reason', 'command'],
    'request/reclaim': ['year', 'seq', 'command'],
    approvals: ['above', 'after'],
    'approvals/open': ['chosen'],
    pot: ['year'],
    'pot/fund': ['year', 'command', 'days'],
    'pot/requests': ['year', 'after'],
    'my-requests': ['from'],
    'stand-in/save': ['command', 'key', 'person', 'from', 'to', 'standIn'],
    'stand-in/end': ['command', 'standIn'],
    'ask-first/send': ['command', 'event', 'date', 'askedBy'],
    'ask-to-claim': ['year', 'seq'],
    'clearance/clear': ['ref'],
    'clearance/decline': ['ref', 'reason'],
  }
  const good: Record<string, object> = {
    'log/save': {
      command: 'c',
      date: '2026-11-20',
      hours: '0.1',
      activity: 'query',
      askedBy: 'office',
      days: 1,
    },
    'log/preview': { command: 'c', date: '2026-11-20', hours: '1', activity: 'query', askedBy: 'office' },
    undo: { refs: [{ year: 2026, seq: 999 }] },
    correct: { year: 2026, seq: 999 },
    reclaim: { command: 'c', refs: [{ year: 2026, seq: 999 }] },
    'history/undo': { year: 2026, entry: '999' },
    'history/correct': { year: 2026, entry: '999' },
    'nil-return/confirm': { command: 'c', period: '2026-09' },
    'log/preview of a grant': {
      command: 'c',
      date: '2026-11-20',
      hours: '1',
      activity: 'query',
      askedBy: 'office',
    },
    // Each of these is refused as it stands, so that whatever is bent in it records nothing.
    'request/send': {
      command: 'c',
      hours: '1',
      from: '2026-12-02',
      to: '2026-12-01',
      what: 'work',
      strand: 'lga',
      askedBy: 'office',
    },
    'request/agree': { year: 2026, seq: 99 },
    'request/decline': { year: 2026, seq: 99, reason: 'why' },
    'request/withdraw': { year: 2026, seq: 99 },
    'request/revoke': { year: 2026, seq: 99, reason: 'why', command: 'c' },
    'request/reclaim': { year: 2026, seq: 99, command: 'c' },
    'pot/fund': { year: 2026, command: 'c', days: '1000' },
    'pot/requests': { year: 2026, after: { of: 'open', seq: 1 } },
    'my-requests': { from: 5 },
    'stand-in/save': { command: 'c', key: 'head', person: 'nobody', from: '2026-12-01' },
    'stand-in/end': { command: 'c', standIn: 'nobody' },
    'ask-first/send': { command: 'c', event: '', date: '2026-11-01', askedBy: 'nobody' },
    'ask-to-claim': { year: 2026, seq: 99 },
    'clearance/clear': { ref: { person: 'nobody', year: 2026, seq: 1 } },
    'clearance/decline': { ref: { person: 'nobody', id: 'none' }, reason: 'why' },
  }

  test.each(Object.keys(fields))('%s: every field bent, a clear card, nothing recorded', async (name) => {
    const peer = bot.as('Alex Wilber')
    const verb = name.split(' ')[0]
    const before = await documentsOf(bot, peer)
    for (const who of [peer, ...(isForKeys.test(name) ? [bot.as('Adele Vance')] : [])])
      for (const field of fields[name] ?? [])
        for (const value of [...junk, undefined]) {
          const answer = await presses(who, verb, { v: 1, ...good[name], [field]: value })
          expect(titlesOf(answer).length).toBeGreaterThan(0)
          expect(JSON.stringify(answer.card).length).toBeLessThan(28_000)
        }
    expect(await documentsOf(bot, peer)).toEqual(before)
    expect(bot.edge.lines.filter(({ level }) => Number(level) > 30)).toEqual([])
  })

  const isForKeys = /^(request|pot|approvals|stand-in|clearance|peer)/

  test.each([
    ['no data at all', undefined],
    ['data that is text', 'v=1'],
    ['data that is a list', [1]],
    ['an older version', { v: 0 }],
    ['a newer version', { v: 2 }],
    ['a version as text', { v: '1' }],
  ])('%s is an old card: a fresh start', async (_what, data) => {
    const answer = await presses(bot.as('Alex Wilber'), 'balance', data)
    expect(answer.text).toContain('out of date')
    expect(titlesOf(answer)).toContain('Log hours')
  })

  test.each(['', 'toString', '__proto__', 'log/Save', 'LOG', 'x'.repeat(5000), 7, null, ['log']])(
    'the verb %j is no route',
    async (verb) => {
      const answer = await presses(bot.as('Alex Wilber'), verb, { v: 1 })
      expect(titlesOf(answer)).toContain('Help')
    },
  )

  test('a Submit without a verb, or with a bent value, gets the same card', async () => {
    const alex = bot.as('Alex Wilber')
    for (const value of [{}, { verb: 7 }, { verb: 'undo' }, [1], { v: 1, verb: 'nonsense' }]) {
      const submit = alex.does.submits(value)
      expect((await bot.edge.send(submit)).status).toBe(200)
      const sent = bot.edge.connector.sent.find(({ replyToId }) => replyToId === submit.id)
      expect(viewOf(sent?.activity ?? {}).text).toContain('out of date')
    }
  })

  test('keys that would reach a prototype reach nothing', async () => {
    const alex = bot.as('Alex Wilber')
    const before = await documentsOf(bot, alex)
    const text = JSON.stringify(alex.does.presses('log/save', { v: 1, command: 'c', MARK: 1 }))
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      const evil = `"${key}":{"hours":"8","date":"2026-11-20","activity":"query","askedBy":"office","isAdmin":true}`
      const { status } = await bot.edge.send(text.replace('"MARK":1', evil))
      expect(status).toBe(200)
    }
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined()
    expect(await documentsOf(bot, alex)).toEqual(before)
  })

  test('the same entry named twice is undone by nobody', async () => {
    const peer = await peerWith(bot, { days: 1 })
    await logs(peer, { hours: '1' })
    const before = await countOf(bot, peer)
    const twice = { year: 2026, seq: 2 }
    await presses(peer, 'undo', { v: 1, refs: [twice, twice] })
    await presses(peer, 'reclaim', { v: 1, command: 'c', refs: [twice, twice] })
    expect(await countOf(bot, peer)).toBe(before)
  })

  test('an allocation, or what was carried in, cannot be undone or corrected by its number', async () => {
    const peer = await peerWith(bot, { carried: 2, days: 1 })
    const before = await countOf(bot, peer)
    for (const seq of [1, 2]) {
      const undone = await presses(peer, 'undo', { v: 1, refs: [{ year: 2026, seq }] })
      expect(undone.text).toContain('history')
      const corrects = { year: 2026, seq }
      const typed = { date: '2026-11-20', hours: '1', activity: 'query', askedBy: 'office' }
      await presses(peer, 'log/save', { v: 1, command: `c${seq}`, corrects, ...typed })
    }
    expect(await countOf(bot, peer)).toBe(before)
  })

  test('D3: a peer says yes to the long day that was asked about, not to one nobody asked about', async () => {
    const peer = await peerWith(bot, { days: 4 })
    const typed = { date: '2026-11-20', hours: '20', activity: 'query', askedBy: 'office' }
    for (const longDayAsked of [true, 'yes', '2026-11-20 13', {}]) {
      const answer = await presses(peer, 'log/save', { v: 1, command: 'c', longDayAsked, ...typed })
      expect(answer.text).toContain('D3')
    }
    expect(await countOf(bot, peer)).toBe(1)
  })
})

test('an invoke of another kind is answered, not left to Teams to repeat', async () => {
  const { does } = bot.as('Alex Wilber')
  for (const name of [
    'task/fetch',
    'composeExtension/query',
    'message/submitAction',
    'nonsense',
    undefined,
  ]) {
    const { status, body } = await bot.edge.send(does.does('invoke', { name, value: { commandId: 'x' } }))
    expect(status).toBe(200)
    expect(body).toMatchObject({ statusCode: 200 })
  }
})
