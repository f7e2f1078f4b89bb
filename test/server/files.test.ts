// Documents behind links, through HTTP: once, for ten minutes, for one person as they stand; whole or visibly not.
import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { groupPartition, personId } from '../../src/app/keys.ts'
import { offerLink, type Made, type Maker } from '../../src/app/records/links.ts'
import { StoreFault } from '../../src/app/ports.ts'
import { offer } from '../../src/bot/dialogs/link.ts'
import { mayDo } from '../../src/domain/permissions.ts'
import type { Person } from '../../src/domain/person.ts'
import { ok, refuse } from '../../src/domain/result.ts'
import { personOf } from '../bot/peers.ts'
import { startBot, type TestBot } from '../support/bot.ts'
import { wrongIn } from '../support/cardRules.ts'
import { viewOf } from '../support/cardView.ts'

let bot: TestBot
let adele: Person
let realAt = 0
/** What the document says, when it is asked for. */
let chunks: () => AsyncIterable<string>

const name = 'Zyxname – “2026/27”.csv'
const made = (): Made => ({ name, contentType: 'text/csv; charset=utf-8', chunks: chunks() })
const report: Maker = async (_deps, person) =>
  mayDo(person, 'allocate', person) ? ok(made()) : refuse({ type: 'not-allowed' })

beforeAll(async () => {
  bot = await startBot({ real: () => Date.now() + realAt, makers: { report }, edge: { stallMs: 2_000 } })
  adele = await personOf(bot.store, 'Adele Vance')
})
beforeEach(() => {
  realAt = 0
  bot.edge.lines.length = 0
  chunks = async function* () {
    yield 'Zyxcontent,'
    yield 'second\r\n'
  }
})
afterAll(() => bot.close())

const newLink = (person: Person = adele) =>
  offerLink(bot.deps, person, { document: 'report', params: { year: 2026 } })
const pathOf = (link: string) => new URL(link).pathname

test('a link is looked at as often as one likes, and gives its document once', async () => {
  const link = await newLink()
  for (let times = 0; times < 3; times++) {
    const page = await bot.edge.get(pathOf(link))
    expect(page).toMatchObject({
      status: 200,
      body: expect.stringContaining('<button autofocus>Download') as string,
    })
    expect(page.body).not.toMatch(/Adele|Zyx|report|script/i)
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex, nofollow',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringMatching(/^default-src 'none';.*form-action 'self'/) as string,
    })
  }
  const file = await bot.edge.fetchFile(link)
  expect(file.status).toBe(200)
  expect(await file.text()).toBe('Zyxcontent,second\r\n')
  expect(Object.fromEntries(file.headers)).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="Zyxname - -2026-27-.csv"; filename*=UTF-8''Zyxname%20%E2%80%93%20%E2%80%9C2026-27%E2%80%9D.csv`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringMatching(/^default-src 'none'.*sandbox$/) as string,
  })
  const again = await bot.edge.fetchFile(link)
  expect([again.status, await again.text()]).toEqual([410, expect.stringContaining('has been used')])
  expect((await bot.edge.get(pathOf(link))).status).toBe(410)
})

test('of twenty who press at once, one gets it', async () => {
  const link = await newLink()
  const statuses = await Promise.all(
    Array.from({ length: 20 }, async () => (await bot.edge.fetchFile(link)).status),
  )
  expect(statuses.sort((a, b) => a - b)).toEqual([200, ...Array<number>(19).fill(410)])
})

test('it expires after ten minutes, is forgotten after a day, and a guess finds nothing', async () => {
  const link = await newLink()
  realAt = 10 * 60_000
  expect((await bot.edge.get(pathOf(link))).body).toContain('has expired')
  const late = await bot.edge.fetchFile(link)
  expect([late.status, await late.text()]).toEqual([410, expect.stringContaining('has expired')])
  for (const token of ['x'.repeat(43), 'a', '..%2f..%2fhealthz', '%00', '~', 'x'.repeat(5000)]) {
    const guessed = await bot.edge.get(`/files/${token}`)
    expect([404, 414, 431]).toContain(guessed.status)
  }
})

test('L1: it is dead as soon as its person’s role has ended or no longer allows it', async () => {
  const patti = await personOf(bot.store, 'Patti Fernandez')
  const refused = await bot.edge.fetchFile(await newLink(patti))
  expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('not open to you')])

  const link = await newLink()
  const change = async (leftOn: string | undefined) => {
    const stored = await bot.store.get(groupPartition('independent'), personId(adele.id))
    const { leftOn: _before, ...doc } = stored!.doc
    const write = {
      op: 'replace',
      id: stored!.id,
      etag: stored!.etag,
      doc: { ...doc, ...(leftOn && { leftOn }) },
    } as const
    expect(await bot.store.commit(stored!.pk, [write])).toEqual({ ok: true })
  }
  await change('2026-11-20')
  expect((await bot.edge.fetchFile(link)).status).toBe(403)
  await change(undefined)
  expect((await bot.edge.fetchFile(link)).status).toBe(200)
})

test('P6: neither the secret, nor a name, nor the content is kept or written down', async () => {
  const link = await newLink()
  const token = link.split('/').at(-1) ?? ''
  await bot.edge.get(pathOf(link))
  await (await bot.edge.fetchFile(link)).text()
  await bot.edge.fetchFile(link)
  await bot.edge.get(`/files/${'y'.repeat(43)}`)
  expect(bot.edge.lines.map(({ msg, outcome, status }) => [msg, outcome, status])).toEqual([
    ['file page', 'ready', 200],
    ['file', 'sent', 200],
    ['file', 'used', 410],
    ['file page', 'unknown', 404],
  ])
  expect(JSON.stringify(bot.edge.lines)).not.toMatch(new RegExp(`${token}|Zyx|Adele|yyyy`))
  for await (const { pk, doc } of bot.store.list('file~', { from: '', to: '~' }))
    expect(`${pk}${JSON.stringify(doc)}`).not.toContain(token)
})

test('a document that fails at once leaves the link good; one that breaks off is cut, not ended', async () => {
  const link = await newLink()
  chunks = () => failing('the store is away', 0)
  expect((await bot.edge.fetchFile(link)).status).toBe(503)
  chunks = () => failing('Zyxfault', 3)
  await expect((await bot.edge.fetchFile(link)).text()).rejects.toThrow('terminated')
  expect(bot.edge.lines.map(({ msg }) => msg)).toContain('file broke off')
  expect(JSON.stringify(bot.edge.lines)).not.toContain('Zyx')
})

async function* failing(message: string, after: number): AsyncIterable<string> {
  for (let at = 0; at < after; at++) yield 'x'.repeat(70_000)
  throw new StoreFault(message)
}

test('nothing is made faster than it is taken, and a reader that stalls is cut off', async () => {
  let count = 0
  let isOver = false
  chunks = async function* () {
    try {
      while (count < 10_000) {
        count++
        yield 'x'.repeat(64_000)
      }
    } finally {
      isOver = true
    }
  }
  const link = await newLink()
  const reader = request(`${bot.edge.url}${pathOf(link)}`, { method: 'POST' }, (res) => res.pause())
  reader.on('error', () => undefined).end()
  await expect.poll(() => isOver, { timeout: 30_000 }).toBe(true)
  reader.destroy()
  // What the two sockets and their buffers hold, of 640 MB.
  expect(count).toBeLessThan(400)
  await expect
    .poll(() => bot.edge.lines, { timeout: 30_000 })
    .toMatchObject([{ msg: 'file', outcome: 'left' }])
})

test('a stop waits for a file on its way', async () => {
  const own = await startBot({ makers: { report } })
  let goOn = () => {}
  const gate = new Promise<void>((resolve) => {
    goOn = resolve
  })
  chunks = async function* () {
    yield 'first '
    await gate
    yield 'last'
  }
  const link = await offerLink(own.deps, await personOf(own.store, 'Adele Vance'), {
    document: 'report',
    params: {},
  })
  const file = await own.edge.fetchFile(link)
  const stopped = own.edge.stop()
  goOn()
  expect(await file.text()).toBe('first last')
  await stopped
  await own.close()
})

test('its card has a button that opens it, and says what the link is good for', async () => {
  const turn = { person: adele, id: 't', today: '2026-11-21', deadline: 0 }
  const wanted = { document: 'report', params: {}, title: 'Export', lines: ['All entries of 2026/27.'] }
  const shown = await offer(bot.deps, turn, [wanted, { ...wanted, opens: 'As JSON' }])
  expect(wrongIn(shown.card, shown.card, /Zyx/)).toEqual([])
  const view = viewOf({ attachments: [{ content: shown.card }] })
  expect(view.links.map(({ title }) => title)).toEqual(['Get the file', 'As JSON'])
  expect(view.text).toContain('Each link works once, for you, within 10 minutes.')
  expect((await bot.edge.fetchFile(view.links[1]?.url ?? '')).status).toBe(200)
})
