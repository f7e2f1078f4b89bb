// P6: what people write, where they went and who they are stays out of the log, when all goes well and when nothing does.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { StoreFault, type Store } from '../../src/app/ports.ts'
import { Adapter } from '../../src/server/auth.ts'
import { createLogger } from '../../src/server/log.ts'
import { openLevelStore } from '../../src/store/level.ts'
import { persona, type TestActivity } from '../support/activities.ts'
import { startBot, type Talk, type TestBot } from '../support/bot.ts'
import { viewOf } from '../support/cardView.ts'
import { countOf, logs, peerWith } from './peers.ts'

const folder = mkdtempSync(join(tmpdir(), 'member-peer-privacy-'))
/** What the store does instead of its work, while it is set; or instead of its commits alone. */
let fault: (() => Error) | undefined
let commitFault: (() => Error) | undefined
let inner: Store
let bot: TestBot
let printed: string[]

const failing = (): void => {
  if (fault) throw fault()
}

beforeAll(async () => {
  inner = await openLevelStore({ path: folder, now: Date.now })
  const store: Store = {
    ping: () => inner.ping(),
    close: () => inner.close(),
    due: (before, limit) => inner.due(before, limit),
    async get(pk, id) {
      failing()
      return inner.get(pk, id)
    },
    async *list(pk, range) {
      failing()
      yield* inner.list(pk, range)
    },
    async commit(pk, writes) {
      failing()
      if (commitFault) throw commitFault()
      return inner.commit(pk, writes)
    },
  }
  const identity = { appId: '', password: '', type: 'SingleTenant', tenantId: '' } as const
  const adapter = new Adapter(identity, { connectorTimeoutMs: 1_500 })
  bot = await startBot({ store, edge: { adapter } })
  // As main.ts wires it, into the same lines.
  const write = (line: string) => void bot.edge.lines.push(JSON.parse(line) as Record<string, unknown>)
  const log = createLogger('info', { write })
  Object.assign(bot.deps, { warn: (event: string, cause: unknown) => log.warn(event, {}, cause) })
})
beforeEach(() => {
  printed = []
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((chunk) => printed.push(String(chunk)) > 0)
})
afterEach(() => {
  vi.restoreAllMocks()
  fault = commitFault = undefined
})
afterAll(async () => {
  await bot.close()
  await inner.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Words of every kind that people hand over; none is a word of the product. */
const planted = [
  'Zyxnote',
  'Zyxshire',
  'Zyxman',
  'zyx-oid',
  'zyxmail',
  'zyxtenant',
  'zyxverb',
  'zyxcode',
  'zyxdata',
]

/** The planted words that were written down, in a log line or past the log. */
function writtenDown(): string[] {
  const said = `${JSON.stringify(bot.edge.lines)} ${printed.join('')}`.toLowerCase()
  return planted.filter((word) => said.includes(word.toLowerCase()))
}
const expectSilence = (): void => expect(writtenDown()).toEqual([])

const zyxman = persona('Zyxman Zyxshire', {
  id: '29:zyx-oid',
  aadObjectId: 'zyx-oid',
  email: 'zyxmail@example.com',
})

/** Every kind of activity, each with planted words wherever somebody may put some. */
async function everything({ does }: Talk): Promise<TestActivity[]> {
  const typed = { notes: 'Zyxnote', place: 'Zyxshire', activity: 'query', askedBy: 'office' }
  const form = { v: 1, command: 'zyxdata', date: '2026-11-20', hours: '7.25', ...typed }
  const ref = { v: 1, year: 2026, seq: 2, refs: [{ year: 2026, seq: 2 }], entry: '2', zyxdata: 'Zyxnote' }
  return [
    ...['help', 'balance', 'why', 'history', 'history october', 'nil return', 'Zyxnote', 'zyxcode'].map(
      (said) => does.says(said),
    ),
    does.says('log 2h yesterday mentoring for Zyxshire about Zyxnote'),
    does.says('Zyxnote 2h Zyxshire'),
    does.presses('log/preview', form),
    does.presses('log/save', form),
    does.presses('log/save', { ...form, hours: 'Zyxnote' }),
    does.presses('log/save', { ...form, place: 'Zyxshire'.repeat(50) }),
    ...['correct', 'undo', 'history/correct', 'history/undo', 'reclaim'].map((verb) =>
      does.presses(verb, ref),
    ),
    does.presses('log/save', { ...form, corrects: { year: 2026, seq: 2 } }),
    does.presses('nil-return/confirm', { v: 1, command: 'zyxdata', period: '2026-09' }),
    ...ofThePot({ does }),
    ...ofTheRegister({ does }),
    does.says('export Zyxshire'),
    does.says('my data'),
    does.says('erase Zyxman'),
    does.presses('erase/preview', { v: 1, chosen: 'Zyxman' }),
    does.presses('erase/confirm', { v: 1, person: 'Zyxman' }),
    does.presses('export/make', { v: 1, what: 'Zyxnote', year: 'Zyxshire', from: 'Zyxman', to: 'Zyxman' }),
    ...ofTheTeam({ does }),
    does.presses('zyxverb', { zyxdata: 'Zyxnote' }),
    does.submits({ verb: 'zyxverb', zyxdata: 'Zyxnote' }),
    does.submits({ ...form, verb: 'log/save' }),
    does.installs({ zyxdata: 'Zyxnote' }),
    does.joins(),
    does.uninstalls(),
    does.saysInGroupChat('Zyxnote'),
    does.saysInChannel('Zyxnote'),
    does.does('zyxverb', { text: 'Zyxnote' }),
    does.does('event', { name: 'zyxverb', value: 'Zyxnote' }),
    does.does('invoke', { name: 'zyxverb', value: { zyxdata: 'Zyxnote' } }),
    does.does('invoke', { name: 'adaptiveCard/action', value: 'Zyxnote' }),
  ]
}

/** What requests, stand-ins and clearances are told: what for, which event, and why. */
function ofThePot({ does }: Pick<Talk, 'does'>): TestActivity[] {
  const request = { v: 1, command: 'zyxdata', hours: '300', from: '2026-11-23', to: '2026-12-18' }
  const what = { what: 'Zyxnote for Zyxman', strand: 'lga', askedBy: 'office' }
  const one = { v: 1, year: 2026, seq: 1, command: 'zyxdata', reason: 'Zyxnote' }
  const held = { person: 'zyxdata', year: 2026, seq: 2 }
  return [
    ...['request days Zyxnote', 'my requests', 'approvals', 'pot', 'stand in', 'ask first'].map((said) =>
      does.says(said),
    ),
    does.presses('request/preview', { ...request, ...what }),
    does.presses('request/send', { ...request, ...what }),
    does.presses('request/send', { ...request, ...what, hours: 'Zyxnote', from: 'Zyxshire' }),
    ...['agree', 'decline', 'withdraw', 'revoke', 'reclaim'].map((verb) =>
      does.presses(`request/${verb}`, one),
    ),
    does.presses('request/open', { v: 1, chosen: 'Zyxnote' }),
    does.presses('approvals/open', { v: 1, chosen: 'clearance zyxdata 2026 1' }),
    does.presses('approvals', { v: 1, after: 'Zyxnote' }),
    does.presses('pot/fund', { v: 1, year: 2026, command: 'zyxdata', days: 'Zyxnote' }),
    does.presses('stand-in/save', { v: 1, command: 'zyxdata', person: 'Zyxman', key: 'Zyxnote' }),
    does.presses('ask-first/send', {
      v: 1,
      command: 'zyxdata',
      event: 'Zyxnote',
      date: '2026-12-01',
      askedBy: 'office',
    }),
    ...['clear', 'decline'].map((verb) =>
      does.presses(`clearance/${verb}`, { v: 1, ref: held, reason: 'Zyxnote' }),
    ),
    does.presses('ask-to-claim', { v: 1, year: 2026, seq: 2, zyxdata: 'Zyxnote' }),
    ...ofThePeople({ does }),
  ]
}

/** What is said about peers, and what they say of themselves. */
function ofTheTeam({ does }: Pick<Talk, 'does'>): TestActivity[] {
  const review = {
    v: 1,
    person: 'zyxdata',
    year: 2026,
    command: 'zyxdata',
    text: 'Zyxnote',
    remark: 'Zyxnote',
  }
  return [
    ...['team', 'team Zyxshire', 'my review', 'profile', 'profile Zyxnote'].map((said) => does.says(said)),
    ...['feedback', 'note', 'record', 'remove'].map((verb) =>
      does.presses(`review/${verb}`, { ...review, on: 'Zyxnote', outcome: 'Zyxnote' }),
    ),
    does.presses('review/open', { v: 1, chosen: 'Zyxnote' }),
    does.presses('profile/save', { v: 1, skills: 'Zyxnote', other: 'Zyxnote', about: 'Zyxman' }),
    does.presses('profile/find', { v: 1, asked: 'Zyxnote' }),
    does.presses('profile/confirm', { v: 1 }),
  ]
}

/** What a register of interests is told; refused, saved, compared and removed. */
function ofTheRegister({ does }: Pick<Talk, 'does'>): TestActivity[] {
  const none = Object.fromEntries(
    ['positions', 'contracts', 'gifts', 'other'].map((id) => [`none-${id}`, 'true']),
  )
  const form = { v: 1, command: 'zyxregister', base: 0, has: [], room: 1, why: 'Zyxnote', ...none }
  return [
    does.says('interests'),
    does.presses('interests/save', { ...form, 'text-paid-work-0': 'Zyxnote '.repeat(200) }),
    does.presses('interests/save', { ...form, 'text-paid-work-0': 'Zyxshire', 'mark-paid-work-0': 'true' }),
    does.presses('interests/save', { ...form, command: 'zyxdata', 'text-paid-work-0': 'Zyxnote' }),
    does.presses('interests/confirm', { ...form, base: 1 }),
    does.presses('interests/room', { ...form, base: 1, 'text-e1': 'Zyxnote' }),
    does.presses('interests/versions', { v: 1, person: 'zyxdata', older: 'Zyxnote', newer: '1' }),
    does.presses('interests/redact', { v: 1, former: 'Zyxnote' }),
    ...['open', 'remind', 'group', 'print', 'file'].map((verb) =>
      does.presses(`interests/${verb}`, { v: 1, chosen: 'zyxdata', from: 'Zyxnote' }),
    ),
  ]
}

/** Who is in the group, lists of many, and what the office logs for a peer. */
function ofThePeople({ does }: Pick<Talk, 'does'>): TestActivity[] {
  const person = { name: 'Zyxman', email: 'zyxmail@example.com', role: 'member-peer', joinedOn: '2026-09-01' }
  const list = 'Name,Email,Role\nZyxman,zyxmail@example.com,Zyxnote\n=Zyxnote,zyxcode,Member peer'
  const file = { contentType: 'application/vnd.microsoft.teams.file.download.info', name: 'Zyxnote' }
  const entered = { v: 1, person: 'zyxdata', year: 2026, seq: 2, reason: 'Zyxnote' }
  return [
    ...['people Zyxman', 'log for Zyxman 2h yesterday', `import ${list}`, 'disputes'].map((said) =>
      does.says(said),
    ),
    does.presses('people/save', { v: 1, ...person }),
    does.presses('people/change', {
      v: 1,
      command: 'c',
      person: 'zyxdata',
      ...person,
      why: 'Zyxnote',
      shown: {},
    }),
    does.presses('people/open', { v: 1, chosen: 'zyxdata' }),
    does.presses('import/check', { v: 1, list }),
    does.presses('log-for/save', {
      v: 1,
      command: 'c',
      person: 'zyxdata',
      notes: 'Zyxnote',
      place: 'Zyxshire',
    }),
    ...['dispute', 'keep', 'undo'].map((verb) => does.presses(`entered/${verb}`, entered)),
    does.says('', {
      attachments: [{ ...file, content: { downloadUrl: 'https://zyxcode.sharepoint.com:1/' } }],
    }),
  ]
}

async function peerOfPlantedNames(): Promise<Talk> {
  const peer = await peerWith(bot, { days: 2 })
  return bot.as({ ...peer.who, name: zyxman.name })
}

test('no route writes down what it was given, for a peer, the office, a stranger or another tenant', async () => {
  bot.edge.connector.add(zyxman)
  const people = [
    await peerOfPlantedNames(),
    bot.as('Patti Fernandez'),
    bot.as(zyxman),
    bot.as({ ...zyxman, tenantId: 'zyxtenant' }),
  ]
  const before = bot.edge.lines.length
  for (const who of people)
    for (const activity of await everything(who)) expect((await bot.edge.send(activity)).status).toBe(200)
  expect(bot.edge.lines.length - before).toBeGreaterThan(100)
  expectSilence()
})

test('P6: nor does what the bot delivers by itself, when all goes well and when nothing does', async () => {
  const keys = ['Megan Bowen', 'Adele Vance'].map((name) => bot.as(name))
  const peer = await peerWith(bot, {})
  for (const who of [peer, ...keys]) await who.says('hi')
  const [send] = ofThePot(peer).filter(({ value }) => JSON.stringify(value)?.includes('request/send'))
  const before = keys.map((who) => who.copies().length)
  await bot.edge.send(send ?? {})
  for (const fails of [true, false]) {
    if (fails) commitFault = faults['a store that fails and quotes what it was given']
    await bot.runDue()
    commitFault = undefined
    bot.at('2026-11-21T12:00:00Z')
  }
  // Teams fails, and quotes what it was sent.
  await bot.edge.send(
    keys[0]?.does.presses('request/decline', { v: 1, year: 2026, seq: 1, reason: 'Zyxnote' }) ?? {},
  )
  const mishap = { status: 500, body: { error: { code: 'Zyxnote', message: 'Zyxman' } } }
  for (let at = 0; at < 3; at++) bot.edge.connector.mishap(mishap)
  await bot.runDue()
  await bot.goTo('2026-11-21T13:00:00Z')
  expect(bot.edge.lines.some(({ msg }) => String(msg).includes('errand'))).toBe(true)
  expect(keys.every((who, at) => who.copies().length > (before[at] ?? 0))).toBe(true)
  expect(keys.every((who) => who.copies().at(-1)?.text.includes('Zyxnote'))).toBe(true)
  bot.at('2026-11-21T12:00:00Z')
  expectSilence()
})

test('bodies and headers that are turned away are not written down either', async () => {
  const activity = JSON.stringify(bot.as(zyxman).does.says('Zyxnote'))
  for (const body of [activity.slice(0, -4), `{"type":"Zyxnote"}`, `"Zyxnote"`, `[${activity}]`, 'Zyxnote'])
    expect((await bot.edge.send(body)).status).toBeLessThan(500)
  await bot.edge.send(activity, { 'Content-Type': 'Zyxnote/zyxdata' })
  await bot.edge.send(activity, { Authorization: 'Bearer zyxcode' })
  await bot.edge.get('/Zyxnote?zyxdata=1')
  expectSilence()
})

const faults: Record<string, () => Error> = {
  'a bug that quotes what it was given': () => {
    const error = new Error('cannot read Zyxnote of Zyxman\n    at Zyxshire (/zyxdata.ts:1:1)')
    return Object.assign(error, { name: 'Zyxnote Error', code: 'Zyxnote of', cause: new Error('Zyxman') })
  },
  'a store that fails and quotes what it was given': () => {
    // Time goes on while it is tried again.
    bot.at(new Date(bot.deps.clock.now() + 3000).toISOString())
    return new StoreFault('Zyxnote was not written', { cause: new Error('Zyxshire') })
  },
}

test.each(Object.keys(faults))('%s: the person gets a sentence, the log gets none of it', async (name) => {
  const peer = await peerOfPlantedNames()
  await logs(peer, { hours: '1' })
  const before = await countOf(bot, peer)
  for (const activity of await everything(peer)) {
    fault = faults[name]
    const { status, body } = await bot.edge.send(activity)
    fault = undefined
    expect(status).toBe(200)
    expect(activity.type === 'invoke' ? body : { statusCode: 200 }).toMatchObject({ statusCode: 200 })
    bot.at('2026-11-21T12:00:00Z')
  }
  expect(await countOf(bot, peer)).toBe(before)
  expect(bot.edge.lines.some(({ msg }) => /fault|failed/.test(String(msg)))).toBe(true)
  expectSilence()
})

test('when nothing can be read, a sentence comes beneath the card, which stays', async () => {
  const peer = await peerWith(bot, { days: 2 })
  const undo = peer.press(await logs(peer, { hours: '1' }), 'Undo')
  fault = faults['a store that fails and quotes what it was given']
  const { body } = await bot.edge.send(undo)
  fault = undefined
  bot.at('2026-11-21T12:00:00Z')
  expect(body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.activity.message' })
  await bot.edge.send(undo)
  expect(await countOf(bot, peer)).toBe(3)
})

test('a store that fails leaves the form as it was typed, and saving it again saves it', async () => {
  const peer = await peerWith(bot, { days: 2 })
  const form = await peer.says('log')
  const press = peer.press(form, 'Save', { hours: '2', activity: 'query', notes: 'Zyxnote' })
  commitFault = faults['a store that fails and quotes what it was given']
  const { body } = await bot.edge.send(press)
  commitFault = undefined
  bot.at('2026-11-21T12:00:00Z')
  const { value } = body as { value: object }
  expect(viewOf({ attachments: [{ content: value }] }).inputs).toMatchObject({ notes: 'Zyxnote', hours: '2' })
  expect((await bot.edge.send(press)).status).toBe(200)
  expect(await countOf(bot, peer)).toBe(2)
})

test.each([
  ['fails', { status: 500, body: { error: { code: 'ServiceError', message: 'Zyxman' } } }],
  [
    'says that somebody blocked the bot',
    { status: 403, body: { error: { code: 'ConversationBlockedByUser' } } },
  ],
  ['answers nonsense', { status: 200, body: 'Zyxnote' }],
  ['hangs', {}],
])(
  'a connector that %s: nothing is written down, and the next message is answered',
  async (_what, mishap) => {
    const peer = await peerOfPlantedNames()
    for (const said of ['log 2h yesterday for Zyxshire', 'Zyxnote']) {
      const activity = peer.does.says(said)
      // The answer, and the apology for it.
      bot.edge.connector.mishap({ ...mishap, method: 'POST' })
      bot.edge.connector.mishap({ ...mishap, method: 'POST' })
      expect((await bot.edge.send(activity)).status).toBe(200)
      await bot.edge.send(peer.does.says('help'))
    }
    // Whatever no request has met yet.
    for (let left = 0; left < 4; left++) await bot.edge.send(peer.does.says('help'))
    expectSilence()
    expect((await peer.says('balance')).text).toContain('16 h')
  },
)
