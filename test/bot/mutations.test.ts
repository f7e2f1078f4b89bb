// Ten thousand activities that somebody bent, sent to the real bot: never a fault of ours, the server lives, and every
// ledger still equals its replay.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestActivity } from '../support/activities.ts'
import { startBot, type Talk, type TestBot } from '../support/bot.ts'
import { bend } from '../support/bend.ts'
import { countOf, entriesOf, logs, peerWith } from './peers.ts'

let bot: TestBot

beforeAll(async () => {
  bot = await startBot()
})
afterAll(() => bot.close())

const odd = fc.constantFrom<unknown[]>(
  null,
  true,
  false,
  0,
  -1,
  0.5,
  2026,
  1e308,
  '',
  ' ',
  '0',
  '24',
  '13',
  '2026-11-20',
  '2026-08-31',
  '9999-12-31',
  '\u0000',
  '\ud800',
  '${x}',
  '__proto__',
  'log/save',
  'undo',
  'reclaim',
  'message',
  'invoke',
  'installationUpdate',
  'conversationUpdate',
  'remove',
  'log 2h yesterday',
  'conference',
  'direct',
  'x'.repeat(3000),
  [],
  {},
  [null],
  [1, 2, 3],
  { id: {} },
  { year: 2026, seq: 2 },
  [{ year: 2026, seq: 2 }],
  { toString: 1 },
  { constructor: { prototype: 1 } },
)
/** Steps go down by number, modulo the keys that are there; a high first number leaves the envelope alone. */
const edit = fc.record({
  at: fc.array(fc.nat(), { minLength: 1, maxLength: 5 }),
  inside: fc.boolean(),
  value: fc.option(odd, { nil: undefined }),
})
const mutation = fc.record({ base: fc.nat(), edits: fc.array(edit, { minLength: 1, maxLength: 4 }) })
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never

/** A request as typed, beyond what the peer has. */
const ask = {
  hours: '80',
  from: '2026-11-23',
  to: '2026-12-18',
  what: 'Work',
  strand: 'lga',
  askedBy: 'office',
}

/** What one peer does in a day, as sent. */
async function basesOf(peer: Talk): Promise<string[]> {
  const form = await peer.says('log 0.25h yesterday query for Powys')
  const receipt = await logs(peer, { hours: '0.5', notes: 'before' })
  const days = await peer.says('log 3 days from 3 November query')
  const history = await peer.says('history')
  const { does } = peer
  return [
    does.says('log 2h yesterday mentoring for Rutland'),
    does.says('history october'),
    does.says('balance'),
    does.says('3h Powys'),
    peer.press(form, 'Save'),
    peer.press(form, 'Show the effect'),
    peer.press(days, 'Save', { hours: '0.25' }),
    peer.press(receipt, 'Undo'),
    peer.press(receipt, 'Correct'),
    peer.press(await peer.presses(receipt, 'Correct'), 'Save correction', { hours: '0.75' }),
    peer.press(history, 'Undo', { entry: '3' }),
    peer.press(history, 'Correct', { entry: '3' }),
    peer.press(await peer.says('nil return december'), 'Log hours'),
    does.presses('nil-return/confirm', { v: 1, command: 'c', period: '2026-10' }),
    does.presses('reclaim', { v: 1, command: 'c', refs: [{ year: 2026, seq: 3 }] }),
    does.submits({ v: 1, verb: 'history', year: 2026, below: 9 }),
    does.submits({ v: 1, verb: 'log', text: '2h yesterday' }),
    peer.press(await peer.says('request days'), 'Send request', { ...ask, what: 'bent' }),
    peer.press(await peer.says('request days'), 'Show the sum', ask),
    peer.press(await peer.says('ask first'), 'Ask', { event: 'Conference', date: '2026-12-01' }),
    does.presses('request/open', { v: 1, chosen: 'request 2026 1' }),
    does.presses('request/withdraw', { v: 1, year: 2026, seq: 1 }),
    does.presses('request/reclaim', { v: 1, command: 'c', year: 2026, seq: 1 }),
    does.presses('ask-to-claim', { v: 1, year: 2026, seq: 3 }),
    does.says('log for Rutland 2h yesterday'),
    does.presses('entered/dispute', { v: 1, person: 'abc', year: 2026, seq: 3, reason: 'why' }),
    does.presses('history/dispute', { v: 1, year: 2026, entry: '3' }),
    does.presses('approvals/open', { v: 1, chosen: 'clearance abc 2026 3' }),
    does.presses('clearance/decline', { v: 1, ref: { person: 'abc', year: 2026, seq: 3 }, reason: 'why' }),
    does.says('my review'),
    peer.press(await peer.says('profile'), 'Save', { skills: 'finance', other: 'bent', about: 'bent' }),
    does.presses('profile/find', { v: 1, asked: 'finance', from: 0 }),
    does.presses('review/feedback', { v: 1, person: 'abc', year: 2026, command: 'c', text: 'bent' }),
    does.presses('team', { v: 1, from: 0, region: 'wales' }),
    peer.press(await peer.says('interests'), 'Save', {
      ...Object.fromEntries(['positions', 'contracts', 'gifts', 'other'].map((id) => [`none-${id}`, 'true'])),
      'text-paid-work-0': 'Bent',
      'from-paid-work-0': '2026-01-01',
    }),
    peer.press(await peer.says('interests'), 'Room for more entries', { 'text-gifts-0': 'bent' }),
    does.presses('interests/confirm', { v: 1, command: 'c', base: 1 }),
    does.presses('interests/versions', { v: 1, older: '0', newer: '1' }),
    does.presses('interests/redact', { v: 1, former: '1 1' }),
    does.presses('interests/open', { v: 1, chosen: 'abc' }),
    does.presses('interests/print', { v: 1 }),
    does.says('my requests'),
    does.says('export last year'),
    does.says('my data'),
    does.presses('erase/confirm', { v: 1, person: 'abc' }),
    peer.press(await peer.says('export'), 'Make the file'),
    does.says('approvals'),
    does.says('pot'),
    does.installs(),
    does.uninstalls(),
    does.joins(),
    does.saysInGroupChat('balance'),
    does.saysInChannel('balance'),
  ].map((activity) => JSON.stringify(activity))
}

/**
 * A fault that the edge made good with an apology is ours all the same, unless the answer could not be delivered to
 * the place that the activity names.
 */
function isOurFault({ msg, cause }: Record<string, unknown>): boolean {
  const { frames = [] } = (cause ?? {}) as { frames?: string[] }
  return msg === 'turn failed' && !frames.some((frame) => /@azure|@typespec/.test(frame))
}

test('ten thousand bent activities', { timeout: 120_000 }, async () => {
  // Several, since one ledger has one writer at a time.
  const peers: Talk[] = []
  const bases: string[] = []
  for (let count = 0; count < 5; count++) {
    const peer = await peerWith(bot, { carried: 6, days: 20 })
    peers.push(peer)
    bases.push(...(await basesOf(peer)))
  }
  const countAll = async () =>
    (await Promise.all(peers.map((peer) => countOf(bot, peer)))).reduce((sum, count) => sum + count)
  const before = await countAll()
  const counts = new Map<number, number>()

  const answer = async ({ base, edits }: Mutation): Promise<number> => {
    const activity = JSON.parse(bases[base % bases.length] ?? '') as TestActivity
    for (const { at, inside, value } of edits) {
      const within = activity['value']
      bend(
        inside && typeof within === 'object' && within !== null ? within : activity,
        at,
        structuredClone(value),
      )
    }
    const { status } = await bot.edge.send(activity)
    counts.set(status, (counts.get(status) ?? 0) + 1)
    return status
  }
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 20, maxLength: 20 }), async (mutations) => {
      const statuses = await Promise.all(mutations.map(answer))
      expect(Math.max(...statuses)).toBeLessThan(500)
      expect(bot.edge.lines.splice(0).filter(isOurFault)).toEqual([])
      bot.edge.connector.sent.length = 0
    }),
    { numRuns: 500, endOnFailure: true },
  )

  expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(10_000)
  // Some are refused for their shape; most reach the bot, and some of those are recorded.
  expect([...counts.keys()].sort((a, b) => a - b)).toEqual([200, 400, 403])
  expect(counts.get(200)).toBeGreaterThan(4000)
  // Of all of them together: how much of one peer's comes to be recorded is luck.
  expect((await countAll()) - before).toBeGreaterThan(peers.length)
  for (const peer of peers) {
    const kept = await countOf(bot, peer)
    await logs(peer, { hours: '0.25', date: '2026-10-12' })
    expect(await countOf(bot, peer)).toBe(kept + 1)
    expect((await peer.says('balance')).text).toContain('2026/27')
  }
  for (const name of ['Alex Wilber', 'Isaiah Langer', 'Megan Bowen']) await entriesOf(bot, bot.as(name))
})
