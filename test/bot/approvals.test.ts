// `approvals`, the two keys and who may turn them, the reminders, and who may press what (X2, L1, P6).
import { describe, expect, test, vi } from 'vitest'
import { potPartition } from '../../src/app/keys.ts'
import { listStandIns } from '../../src/app/people/people.ts'
import type { TestActivity } from '../support/activities.ts'
import type { TestBot, Talk } from '../support/bot.ts'
import { valuesIn, type CardView } from '../support/cardView.ts'
import { logs, summariesOf, titlesOf } from './peers.ts'
import {
  agreeBoth,
  asked,
  asks,
  changePerson,
  expectDelivered,
  joins,
  office,
  opens,
  potOf,
  presses,
  recordedFor,
  openOffice,
} from './requests.ts'

describe('approvals', () => {
  test('X2: all that waits for me, the oldest first with its age, page by page, nothing twice or left out', async () => {
    const bot = await openOffice({ at: '2026-11-10T12:00:00Z' })
    const [isaiah, adele] = [bot.as('Isaiah Langer'), bot.as('Adele Vance')]
    const seen: string[] = []
    for (let at = 1; at <= 7; at++) {
      bot.at(`2026-11-${10 + at}T12:00:00Z`)
      await asks(isaiah, { hours: '2', what: `Piece ${at}` })
      await bot.runDue()
      if (at % 2 === 0)
        await logs(bot.as('Alex Wilber'), { date: `2026-11-0${at}`, hours: '1', askedBy: 'direct' })
      await bot.runDue()
    }
    bot.at('2026-11-21T12:00:00Z')
    let page = await adele.says('approvals')
    expect(page.summary).toContain(
      'More than 5 things wait for you, the oldest first: Isaiah Langer: 2 h from the pot',
    )
    expect(page.text).toContain('For 10 days.')
    for (;;) {
      seen.push(...page.text.split('\n').filter((line) => /^(Piece \d|Alex Wilber: 1 h on)/.test(line)))
      if (!titlesOf(page).includes('Next page')) break
      page = await adele.presses(page, 'Next page')
    }
    expect(seen.map((line) => line.replace(/^Alex.* (\d) Nov.*$/, 'Alex $1'))).toEqual([
      'Piece 1',
      'Piece 2',
      'Alex 2',
      'Piece 3',
      'Piece 4',
      'Alex 4',
      'Piece 5',
      'Piece 6',
      'Alex 6',
      'Piece 7',
    ])
    // What I have done is gone from it; it still waits for the other.
    const first = await adele.presses(await adele.says('approvals'), 'Open')
    expect(first.text).toContain('Piece 1')
    await adele.presses(first, 'Agree')
    expect((await adele.says('approvals')).text).not.toContain('Piece 1')
    expect((await bot.as('Megan Bowen').says('approvals')).text).toContain('Piece 1')
  })

  test('D7: what peers dispute waits among it for all of the office, in its order, and is settled from there', async () => {
    const bot = await openOffice({ at: '2026-11-10T12:00:00Z' })
    const [alex, adele, patti] = [bot.as('Alex Wilber'), bot.as('Adele Vance'), bot.as('Patti Fernandez')]
    for (let at = 1; at <= 4; at++) {
      bot.at(`2026-11-${10 + at}T09:00:00Z`)
      const form = await patti.says(`log for Alex ${at}h on ${at} November query`)
      await patti.presses(form, 'Save')
      await bot.runDue()
      const copy = alex.copies().findLast(({ text }) => text.includes(`logged ${at} h for you`))!
      await alex.presses(copy, 'Dispute', { reason: `Wrong ${at}` })
      await bot.runDue()
      bot.at(`2026-11-${10 + at}T12:00:00Z`)
      await asks(bot.as('Isaiah Langer'), { hours: '2', what: `Piece ${at}` })
      await bot.runDue()
    }
    bot.at('2026-11-21T12:00:00Z')
    const all = async (who: Talk) => {
      const pages = [await who.says('approvals')]
      while (titlesOf(pages.at(-1)!).includes('Next page'))
        pages.push(await who.presses(pages.at(-1)!, 'Next page'))
      return pages.flatMap(({ text }) => text.match(/^(Wrong|Piece) \d$/gm) ?? [])
    }
    const disputes = [1, 2, 3, 4].map((at) => `Wrong ${at}`)
    expect(await all(adele)).toEqual(disputes.flatMap((each, at) => [each, `Piece ${at + 1}`]))
    expect(await all(patti)).toEqual(disputes)
    const first = await patti.says('approvals')
    expect(first.summary).toContain('the oldest first: Alex Wilber disputes 1 h logged for them')
    expect(first.text).toContain('To be settled. For 10 days.')
    const card = await patti.presses(first, 'Open')
    expect(titlesOf(card)).toEqual(['Keep it', 'Undo it'])
    // A second press of Open that lands on it settles nothing.
    expect((await patti.presses(card, 'Keep it')).text).toContain('Say why')
    await patti.presses(card, 'Undo it')
    expect(await all(patti)).toEqual(disputes.slice(1))
    // Only the office settles them, whoever else holds a key.
    expect((await bot.as('Megan Bowen').says('approvals')).text).not.toContain('disputes')
    expect((await alex.says('approvals')).text).toContain('Nothing waits for you')
  })

  test('X2: what was opened from the list leads back to what else waits, once it is decided', async () => {
    const bot = await openOffice()
    const adele = bot.as('Adele Vance')
    for (const what of ['Piece 1', 'Piece 2']) await asks(bot.as('Isaiah Langer'), { hours: '2', what })
    await logs(bot.as('Alex Wilber'), { hours: '1', askedBy: 'direct' })
    await bot.runDue()
    let list = await adele.says('approvals')
    expect(list.summary).toContain('3 things wait for you, the oldest first')
    for (const [left, done] of [
      ['2 things wait', 'Agree'],
      ['One thing waits', 'Agree'],
      ['Nothing waits', 'Clear'],
    ] as const) {
      const chosen = valuesIn(list, 'chosen').find(
        (each) => each.startsWith('request') === (done === 'Agree'),
      )
      const card = await adele.presses(list, 'Open', { chosen: chosen ?? '' })
      const decided = await adele.presses(card, done)
      // A second press of the same finger lands on nothing that decides.
      expect(titlesOf(decided)).toEqual(['Approvals'])
      list = await adele.presses(decided, 'Approvals')
      expect(list.summary).toContain(left)
    }
    expect(titlesOf(list)).toEqual(['Central pot', 'Help'])
    // A card that came by itself stays as it is.
    await asks(bot.as('Isaiah Langer'), { hours: '2', what: 'Piece 3' })
    await bot.runDue()
    const came = adele.copies().findLast(({ text }) => text.includes('Piece 3'))!
    expect(titlesOf(await adele.presses(came, 'Agree'))).toEqual([])
  })

  test('the office that speaks of requests and clearances is shown where they are', async () => {
    const bot = await openOffice()
    const adele = bot.as('Adele Vance')
    await asks(bot.as('Isaiah Langer'))
    await bot.runDue()
    expect((await adele.says('requests')).text).toContain('Isaiah Langer: 16 h from the pot')
    for (const said of ['my requests', 'request days', 'any requests?', 'clearances'])
      expect(titlesOf(await adele.says(said))).toEqual(expect.arrayContaining(['Approvals']))
    expect(titlesOf(await adele.says('deputy'))).toContain('Stand in')
    // A peer’s are their own.
    expect((await bot.as('Isaiah Langer').says('requests')).text).toContain('No. 1: 16 h')
    expect((await bot.as('Isaiah Langer').says('my requests')).summary).toBe(
      'Your requests: No. 1: 16 h, sent Sat 21 Nov 2026. Its hours are reserved; it waits to be agreed.',
    )
  })

  test('P6: nothing waits for those who hold no key, their own held hours least of all', async () => {
    const bot = await openOffice()
    await asks(bot.as('Isaiah Langer'))
    await logs(bot.as('Isaiah Langer'), { hours: '1', askedBy: 'direct' })
    await logs(bot.as('Alex Wilber'), { hours: '1', askedBy: 'direct' })
    await bot.runDue()
    for (const name of [
      'Isaiah Langer',
      'Alex Wilber',
      'Lynne Robbins',
      'Patti Fernandez',
      'Diego Siciliani',
    ])
      expect((await bot.as(name).says('approvals')).text).toContain('Nothing waits for you')
  })

  test('requests that reached the pot out of order are all shown', async () => {
    const bot = await openOffice()
    const isaiah = bot.as('Isaiah Langer')
    for (let at = 1; at <= 6; at++) {
      bot.at(`2026-11-21T12:0${at}:00Z`)
      await asks(isaiah, { hours: '1', what: `Piece ${at}` })
    }
    // The dispatcher takes what is due in random order.
    await bot.runDue()
    const first = await bot.as('Adele Vance').says('approvals')
    const second = await bot.as('Adele Vance').presses(first, 'Next page')
    const all = `${first.text}\n${second.text}`.match(/Piece \d/g) ?? []
    expect(all.sort()).toEqual(['1', '2', '3', '4', '5', '6'].map((each) => `Piece ${each}`))
  })

  test('a page or a choice written by hand is a fresh start, and no fault', async () => {
    const bot = await openOffice()
    await asks(bot.as('Isaiah Langer'))
    await bot.runDue()
    const adele = bot.as('Adele Vance')
    for (const data of [
      { after: 'person~' },
      { above: 'x' },
      { above: '2026 1 1' },
      { after: ['wait~'] },
      { disputed: 'wait~1' },
    ])
      expect((await presses(adele, 'approvals', data)).text).toContain('out of date')
    for (const chosen of [
      '',
      'x',
      'request',
      'request 2026',
      'request 2026 0',
      'request 1e9 1',
      'request -1 -1',
    ])
      for (const verb of ['approvals/open', 'request/open'])
        expect((await presses(adele, verb, { chosen })).text).toContain('Choose one first')
    for (const chosen of [
      'clearance',
      'clearance ../x 1',
      'clearance a b c',
      'clearance \u0000 2026 1',
      'dispute ../x 2026 1',
    ])
      expect((await presses(adele, 'approvals/open', { chosen })).text).toContain('Choose one first')
    for (const chosen of ['request 2026 99', 'request 2099 1', 'clearance abc 2026 1', 'clearance abc def'])
      expect((await presses(adele, 'approvals/open', { chosen })).text).toContain('not in your group')
    const unknown = await presses(adele, 'approvals/open', { chosen: 'dispute abc 2026 1' })
    expect(unknown.text).toContain('That did not work')
    expect(bot.edge.lines.filter(({ level }) => Number(level) > 30)).toEqual([])
  })
})

describe('the keys', () => {
  test('X2: a press of Agree reads the pot’s partition twice and commits once, the card that answers it included', async () => {
    const bot = await openOffice()
    await asks(bot.as('Isaiah Langer'))
    const cards = [await bot.as('Megan Bowen').receives(), await bot.as('Adele Vance').receives()]
    const [gets, lists, commits] = [
      vi.spyOn(bot.store, 'get'),
      vi.spyOn(bot.store, 'list'),
      vi.spyOn(bot.store, 'commit'),
    ]
    for (const [at, name] of (['Megan Bowen', 'Adele Vance'] as const).entries()) {
      for (const spy of [gets, lists, commits]) spy.mockClear()
      const answer = await bot.as(name).presses(cards[at]!, 'Agree')
      expect(answer.text).toContain(
        at === 0 ? 'One of the two has agreed' : 'Granted: 16 h under CP-2627-0001',
      )
      const inPot = ({ mock }: typeof gets | typeof lists | typeof commits) =>
        mock.calls.filter(([pk]) => pk === potPartition('independent', 2026)).length
      expect([inPot(gets), inPot(lists), inPot(commits)]).toEqual([2, 0, 1])
    }
  })

  test('X2: where nobody can turn a key the office is told, and not the request left to itself', async () => {
    const bot = await openOffice()
    await changePerson(bot, bot.as('Megan Bowen'), { role: 'member-peer' })
    await asks(bot.as('Isaiah Langer'))
    await bot.runDue()
    expect(summariesOf(bot.as('Patti Fernandez'))).toEqual([
      expect.stringContaining('Nobody can decide Isaiah Langer’s request: name a stand-in, or fill the role'),
    ])
    // She holds a key herself: she is asked, and told that the other is nobody's.
    expect(summariesOf(bot.as('Adele Vance'))).toHaveLength(2)
    expect(bot.as('Megan Bowen').copies()).toEqual([])
    // Once the role is filled, it waits for whoever fills it.
    const next = await joins(bot, 'national-lead')
    expect((await next.says('approvals')).text).toContain('Isaiah Langer: 16 h from the pot')
  })

  test('X2: a role that ended this morning turns no key; what was turned before stands', async () => {
    const bot = await openOffice()
    await asks(bot.as('Isaiah Langer'))
    await asks(bot.as('Isaiah Langer'), { what: 'Another', hours: '8' })
    const first = await bot.as('Megan Bowen').receives()
    await bot.as('Megan Bowen').presses(first, 'Agree')
    await changePerson(bot, bot.as('Megan Bowen'), { leftOn: '2026-11-20' })
    const seqs = (await potOf(bot)).requests.map(({ seq, keys }) => ({
      seq,
      isTurned: keys.national !== undefined,
    }))
    for (const { seq } of seqs) {
      const before = await recordedFor(bot, bot.as('Isaiah Langer'))
      const refused = await presses(bot.as('Megan Bowen'), 'request/agree', { year: 2026, seq })
      expect(refused.text).toMatch(/not open to your role|agreed by Megan Bowen/)
      expect(await recordedFor(bot, bot.as('Isaiah Langer'))).toEqual(before)
      await presses(bot.as('Adele Vance'), 'request/agree', { year: 2026, seq })
    }
    await bot.runDue()
    const { requests } = await potOf(bot)
    expect(requests.map(({ state }) => state).sort()).toEqual(['granted', 'reserved'])
    const turned = (await opens(bot.as('Adele Vance'), seqs.find(({ isTurned }) => isTurned)?.seq ?? 0)).text
    expect(turned).toContain('agreed by Megan Bowen')
    // Nor does the other way round, by a change of role.
    await changePerson(bot, bot.as('Adele Vance'), { role: 'office-staff' })
    const demoted = await presses(bot.as('Adele Vance'), 'request/decline', {
      year: 2026,
      seq: 1,
      reason: 'x',
    })
    expect(demoted.text).toMatch(/not yours to decide|Nothing was changed/)
  })

  test('X2: whoever has left the office neither funds, revokes, clears nor sees', async () => {
    const bot = await openOffice()
    const [isaiah, adele] = [bot.as('Isaiah Langer'), bot.as('Adele Vance')]
    await asks(isaiah)
    await bot.runDue()
    await agreeBoth(bot, 1)
    await changePerson(bot, adele, { leftOn: '2026-11-20' })
    const before = await recordedFor(bot, isaiah)
    for (const [verb, data] of [
      ['pot', {}],
      ['pot/fund', { year: 2026, command: 'c', days: '20' }],
      ['request/open', { chosen: 'request 2026 1' }],
      ['request/revoke', { year: 2026, seq: 1, command: 'c', reason: 'why' }],
      ['stand-in/save', { command: 'c', key: 'head', person: 'x', from: '2026-11-21' }],
    ] as const) {
      const card = await presses(adele, verb, data)
      expect(card.text).toContain('Your role ended on Fri 20 Nov 2026')
      expect(card.text).not.toContain('Rutland')
    }
    expect(await recordedFor(bot, isaiah)).toEqual(before)
    // A peer who has left still sees their own hours, and no more.
    await changePerson(bot, bot.as('Megan Bowen'), { leftOn: '2026-11-20' })
    expect((await bot.as('Megan Bowen').says('balance')).text).toContain('2026/27')
    expect((await bot.as('Megan Bowen').says('pot')).text).toContain('not open to your role')
  })

  test.each(['conservative', 'labour', 'liberal-democrat'] as const)(
    'X2: the %s policy takes one key, the Head’s, and the grant follows at once',
    async (group) => {
      const bot = await openOffice()
      const [head, lead, peer] = [
        await joins(bot, 'head-of-office', { group, name: 'Hedy Lamarr' }),
        await joins(bot, 'national-lead', { group, name: 'Nell Leyshon' }),
        await joins(bot, 'member-peer', { group, name: 'Penny Black' }),
      ]
      const sent = await asks(peer, { hours: '8' })
      expect(sent.text).toContain('It goes to the Head of Group Office.')
      await bot.runDue()
      expect(lead.copies()).toEqual([])
      for (const name of office) expect(bot.as(name).copies()).toEqual([])
      // Nothing is in that pot: it waits, and is granted when the key is turned and the hours are there.
      const card = await head.receives()
      expect(card.text).not.toContain('National Lead Peer: not yet')
      expect((await head.presses(card, 'Agree')).text).toContain('Waits in order')
      expect((await presses(lead, 'request/agree', { year: 2026, seq: 1 })).text).toContain(
        'not yours to decide',
      )
      const { pot } = await potOf(bot, { group })
      expect(pot).toMatchObject({ waiting: 1, funded: 0 })
      await expectDelivered(bot, group)
    },
  )
})

describe('X2: reminders by the working days of England and Wales', () => {
  /** Cards about requests, without what else the calendar brings. */
  const aboutRequests = (bot: TestBot, name: string) =>
    bot
      .as(name)
      .copies()
      .filter(({ text }) => !/\blog for\b|Missed log|will lapse|What waits/.test(text))

  /** Who has been told how often, at nine on each date. */
  const told = async (bot: TestBot, dates: readonly string[], names: readonly string[]) => {
    const rows: Record<string, number[]> = {}
    for (const date of dates) {
      await bot.goTo(`${date}T08:59:59Z`)
      const early = names.map((name) => aboutRequests(bot, name).length)
      await bot.goTo(`${date}T09:00:00Z`)
      await bot.runDue()
      rows[date] = names.map((name, at) => aboutRequests(bot, name).length - (early[at] ?? 0))
    }
    return rows
  }
  const three = ['Megan Bowen', 'Adele Vance', 'Diego Siciliani'] as const
  const peer = (bot: TestBot) => bot.as('Isaiah Langer')

  test('X2: sent on Wed 23 Dec 2026, over Christmas: 30 December, and 6 January to the Group Leader; each once', async () => {
    const bot = await openOffice({ at: '2026-12-23T15:00:00Z' })
    await asks(peer(bot), { from: '2027-01-04', to: '2027-01-29' })
    await bot.runDue()
    const dates = [
      '2026-12-24',
      '2026-12-29',
      '2026-12-30',
      '2026-12-31',
      '2027-01-05',
      '2027-01-06',
      '2027-02-01',
    ]
    expect(await told(bot, dates, three)).toEqual({
      '2026-12-24': [0, 0, 0],
      '2026-12-29': [0, 0, 0],
      '2026-12-30': [1, 1, 0],
      '2026-12-31': [0, 0, 0],
      '2027-01-05': [0, 0, 0],
      '2027-01-06': [0, 0, 1],
      '2027-02-01': [0, 0, 0],
    })
    const [leader] = bot.as('Diego Siciliani').copies()
    expect(leader?.summary).toContain(
      'has waited for seven working days: remind whoever has not agreed yet, or name',
    )
    expect(summariesOf(bot.as('Megan Bowen'))[1]).toContain('Reminder: Isaiah Langer’s request waits for you')
    // All of a person's cards show the outcome, the reminders too.
    await agreeBoth(bot, 1)
    for (const name of three)
      for (const copy of aboutRequests(bot, name)) expect(copy.text).toContain('Granted: 16 h')
  })

  test('X2: sent on a Saturday: Wednesday; only those who have not turned their key; none once it is decided', async () => {
    const bot = await openOffice()
    await asks(peer(bot))
    await bot.runDue()
    await presses(bot.as('Megan Bowen'), 'request/agree', { year: 2026, seq: 1 })
    const rows = await told(bot, ['2026-11-24', '2026-11-25', '2026-11-26'], three)
    expect(rows).toEqual({ '2026-11-24': [0, 0, 0], '2026-11-25': [0, 1, 0], '2026-11-26': [0, 0, 0] })
    await presses(bot.as('Adele Vance'), 'request/decline', { year: 2026, seq: 1, reason: 'not now' })
    const later = await told(bot, ['2026-12-01', '2026-12-02'], three)
    expect(later).toEqual({ '2026-12-01': [0, 0, 0], '2026-12-02': [0, 0, 0] })
  })

  test('X2: none after a withdrawal; a request that waits for hours is reminded of like any other', async () => {
    const bot = await openOffice()
    await asks(peer(bot), { hours: '130' })
    await asks(peer(bot), { hours: '4', what: 'Small' })
    await bot.runDue()
    const { requests } = await potOf(bot)
    const large = requests.find(({ ask }) => ask.minutes === 7800)?.seq ?? 0
    await presses(peer(bot), 'request/withdraw', { year: 2026, seq: 3 - large })
    expect(await told(bot, ['2026-11-25', '2026-12-01'], three)).toEqual({
      '2026-11-25': [1, 1, 0],
      '2026-12-01': [0, 0, 1],
    })
  })

  test('X2: a key that nobody holds any more when it is reminded of is the office’s news', async () => {
    const bot = await openOffice()
    await asks(peer(bot))
    await bot.runDue()
    await changePerson(bot, bot.as('Megan Bowen'), { leftOn: '2026-11-23' })
    await presses(bot.as('Adele Vance'), 'request/agree', { year: 2026, seq: 1 })
    await bot.goTo('2026-11-25T09:00:00Z')
    expect(summariesOf(bot.as('Patti Fernandez'))).toEqual([expect.stringContaining('Nobody can decide')])
    expect(bot.as('Megan Bowen').copies()).toHaveLength(1)
  })

  test('X2: with no Group Leader, the office hears of what has waited for seven working days', async () => {
    const bot = await openOffice()
    await asks(peer(bot))
    await bot.runDue()
    await changePerson(bot, bot.as('Diego Siciliani'), { role: 'member-peer' })
    await bot.goTo('2026-12-01T09:00:00Z')
    expect(bot.as('Diego Siciliani').copies()).toEqual([])
    expect(bot.as('Patti Fernandez').copies()).toHaveLength(1)
  })
})

describe('every press delivered more than once has one effect', () => {
  type Act = (bot: TestBot) => Promise<{ who: Talk; activity: TestActivity }>
  const isaiah = (bot: TestBot) => bot.as('Isaiah Langer')
  const adele = (bot: TestBot) => bot.as('Adele Vance')
  const granted = async (bot: TestBot) => {
    await asks(isaiah(bot))
    await bot.runDue()
    await agreeBoth(bot, 1)
  }
  const heldCard = async (bot: TestBot) => {
    await logs(bot.as('Alex Wilber'), { hours: '2', askedBy: 'direct' })
    return adele(bot).receives()
  }
  const acts: Record<string, Act> = {
    'Send request': async (bot) => {
      const who = isaiah(bot)
      return { who, activity: who.press(await who.says('request days'), 'Send request', asked) }
    },
    Agree: async (bot) => {
      await asks(isaiah(bot))
      return { who: adele(bot), activity: adele(bot).press(await adele(bot).receives(), 'Agree') }
    },
    'Agree with the second key': async (bot) => {
      await asks(isaiah(bot))
      const card = await adele(bot).receives()
      await presses(bot.as('Megan Bowen'), 'request/agree', { year: 2026, seq: 1 })
      return { who: adele(bot), activity: adele(bot).press(card, 'Agree') }
    },
    Decline: async (bot) => {
      await asks(isaiah(bot))
      const card = await adele(bot).receives()
      return { who: adele(bot), activity: adele(bot).press(card, 'Decline', { reason: 'why' }) }
    },
    Withdraw: async (bot) => {
      await asks(isaiah(bot))
      await bot.runDue()
      return { who: isaiah(bot), activity: isaiah(bot).press(await opens(isaiah(bot), 1), 'Withdraw') }
    },
    Revoke: async (bot) => {
      await granted(bot)
      const card = await opens(adele(bot), 1)
      return { who: adele(bot), activity: adele(bot).press(card, 'Revoke unused', { reason: 'why' }) }
    },
    'Re-claim': async (bot) => {
      await logs(isaiah(bot), { hours: '3', date: '2026-11-20' })
      await asks(isaiah(bot), { from: '2026-11-01' })
      await bot.runDue()
      await agreeBoth(bot, 1)
      const card = await isaiah(bot).receives()
      return { who: isaiah(bot), activity: isaiah(bot).press(card, 'Re-claim unclaimed hours') }
    },
    'Set the pot': async (bot) => {
      const card = await adele(bot).says('pot')
      return { who: adele(bot), activity: adele(bot).press(card, 'Set the pot', { days: '20' }) }
    },
    'Name stand-in': async (bot) => {
      const card = await adele(bot).says('stand in')
      const [first] = peopleIn(card)
      return { who: adele(bot), activity: adele(bot).press(card, 'Name stand-in', { person: first ?? '' }) }
    },
    'End stand-in': async (bot) => {
      const card = await adele(bot).says('stand in')
      await adele(bot).presses(card, 'Name stand-in', { person: peopleIn(card)[0] ?? '' })
      await bot.runDue()
      const form = await adele(bot).says('stand in')
      const standIn = valuesIn(form, 'standIn')[0] ?? ''
      return { who: adele(bot), activity: adele(bot).press(form, 'End stand-in', { standIn }) }
    },
    Clear: async (bot) => {
      const card = await heldCard(bot)
      return { who: adele(bot), activity: adele(bot).press(card, 'Clear') }
    },
    'Decline held hours': async (bot) => {
      const card = await heldCard(bot)
      return { who: adele(bot), activity: adele(bot).press(card, 'Decline', { reason: 'why' }) }
    },
    'Ask first': async (bot) => {
      const card = await isaiah(bot).says('ask first')
      const typed = { event: 'LGA Conference', date: '2026-12-05' }
      return { who: isaiah(bot), activity: isaiah(bot).press(card, 'Ask', typed) }
    },
    'Ask to claim it': async (bot) => {
      const receipt = await logs(bot.as('Alex Wilber'), { hours: '2', activity: 'conference' })
      const who = bot.as('Alex Wilber')
      return { who, activity: who.press(receipt, 'Ask to claim it') }
    },
  }

  test.each(Object.keys(acts))(
    '%s: twice at once, three times in a row, and under another id',
    async (name) => {
      const act = acts[name]
      if (!act) return
      const once = await openOffice()
      const single = await act(once)
      await once.runDue()
      const before = await stateOf(once)
      await once.edge.send(single.activity)
      await once.runDue()
      const expected = await stateOf(once)
      expect(expected).not.toEqual(before)

      const bot = await openOffice()
      const { activity } = await act(bot)
      const answers = await Promise.all([1, 2].map(() => bot.edge.send(activity)))
      await bot.runDue()
      for (let again = 0; again < 3; again++) answers.push(await bot.edge.send(activity))
      answers.push(await bot.edge.send({ ...activity, id: `${activity.id}-again` }))
      await bot.runDue()
      for (const { status, body } of answers) {
        expect(status).toBe(200)
        expect(body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' })
      }
      expect(await stateOf(bot)).toEqual(expected)
      await expectDelivered(bot)
    },
  )

  /** Everything that stands: how many entries, requests and stand-ins there are, the pot, and what everybody was told. */
  async function stateOf(bot: TestBot) {
    const { pot, requests } = await potOf(bot)
    const standIns = await listStandIns(bot.store, 'independent')
    return {
      pot,
      standIns: standIns.map(({ key, from, to }) => ({ key, from, to })),
      requests: requests.map(({ state, keys, rev }) => ({ state, keys: Object.keys(keys), rev })),
      recorded: await Promise.all(
        ['Alex Wilber', 'Isaiah Langer'].map((each) => recordedFor(bot, bot.as(each))),
      ),
      told: Object.fromEntries(
        [...office, 'Isaiah Langer', 'Alex Wilber'].map((each) => [each, summariesOf(bot.as(each))]),
      ),
    }
  }
})

const peopleIn = (card: CardView): string[] => valuesIn(card, 'person')
