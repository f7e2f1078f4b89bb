// `my data` and `erase`: everything held about a person is found, whatever it is called; and once it is erased nothing of it
// is anywhere, while every total stays.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { changePerson as revisePerson, type Revision } from '../../src/app/people/changePerson.ts'
import { Clearance } from '../../src/app/hours/clearances.ts'
import { erasePerson } from '../../src/app/people/erasePerson.ts'
import * as keys from '../../src/app/keys.ts'
import { PersonChange } from '../../src/app/people/personChanges.ts'
import { StoreFault, type Document, type Store, type Stored } from '../../src/app/ports.ts'
import { SentRequest } from '../../src/app/pot/requestDays.ts'
import { Share } from '../../src/app/years/shareDays.ts'
import { Statement } from '../../src/app/years/yearEndRecords.ts'
import { Account, replay } from '../../src/domain/account.ts'
import { Entry } from '../../src/domain/entry.ts'
import { erasableFrom, erased } from '../../src/domain/erasure.ts'
import { Miss } from '../../src/domain/miss.ts'
import { Person, roles } from '../../src/domain/person.ts'
import { policyOf } from '../../src/domain/policy.ts'
import { Pot, PotRequest } from '../../src/domain/pot.ts'
import { openLevelStore } from '../../src/store/level.ts'
import type { Talk, TestBot } from '../support/bot.ts'
import { logs, personOf } from './peers.ts'
import { agreeBoth, asks, changePerson, joins, personId16, presses, startOffice } from './requests.ts'

/** Every kind of document that the source names. */
const types = [
  ...new Set(
    ['src/app', 'src/domain', 'src/bot'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .flatMap((file) =>
          [
            ...readFileSync(join(folder, file), 'utf8').matchAll(
              /type: (?:z\.literal\()?'([a-z-]+)'\)?,\s*v:/g,
            ),
          ].map(([, type = '']) => type),
        ),
    ),
  ),
]

let bot: TestBot
let inner: Store
const folder = mkdtempSync(join(tmpdir(), 'member-peer-data-'))
/** Every partition that was ever written to. */
const partitions = new Set<string>()
/** Says before which commit the store fails, while it is set. */
let failsAt: (() => boolean) | undefined

beforeAll(async () => {
  inner = await openLevelStore({ path: folder, now: Date.now })
  const store: Store = {
    get: (pk, id) => inner.get(pk, id),
    list: (pk, range) => inner.list(pk, range),
    due: (before, limit) => inner.due(before, limit),
    ping: () => inner.ping(),
    close: () => inner.close(),
    commit(pk, writes) {
      partitions.add(pk)
      if (failsAt?.()) throw new StoreFault('gone')
      return inner.commit(pk, writes)
    },
  }
  bot = await startOffice({ store })
})
afterAll(async () => {
  await bot.close()
  await inner.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Everything that the store holds. */
async function everything(): Promise<Stored[]> {
  const all: Stored[] = []
  for (const pk of partitions) for await (const each of inner.list(pk, { from: '-', to: '~' })) all.push(each)
  return all
}

async function myData(who: Talk): Promise<{ page: string; json: string }> {
  const [page, json] = await Promise.all(
    (await who.says('my data')).links.map(async ({ url }) => {
      const file = await bot.edge.fetchFile(url)
      expect([file.status, file.headers.get('content-disposition')?.slice(0, 30)]).toEqual([
        200,
        'attachment; filename="My data ',
      ])
      return file.text()
    }),
  )
  return { page: page ?? '', json: json ?? '' }
}

const plant = (pk: string, id: string, doc: Document) => bot.store.commit(pk, [{ op: 'create', id, doc }])
const groupYears = keys.groupYearPartitions.map((of) => of('independent', 2026))

test('whatever kind of document is about somebody is in their data, wherever it may be, and in nobody else’s', async () => {
  expect(types.length).toBeGreaterThan(30)
  const [who, other] = [await joins(bot, 'member-peer'), await joins(bot, 'head-of-office')]
  const id = personId16(who.who.email)
  const places = [
    keys.peerPartition({ group: 'independent', id }),
    keys.groupPartition('independent'),
    ...groupYears,
  ]
  for (const [at, pk] of places.entries())
    for (const type of types) {
      const text = `Zyx-${type}-${at}-“&<b>”`
      // Under its owner's field, its owner's id, or its command's body.
      expect(await plant(pk, `zyx~${id}~${type}`, { type, v: 1, text })).toEqual({ ok: true })
      expect(await plant(pk, `zyx~${type}~${at}`, { type, v: 1, person: id, other: { text } })).toEqual({
        ok: true,
      })
    }
  const { page, json } = await myData(who)
  const { records } = JSON.parse(json) as { records: { text?: string; other?: { text: string } }[] }
  const wanted = places.flatMap((_, at) => types.map((type) => `Zyx-${type}-${at}-“&<b>”`)).sort()
  expect(records.flatMap(({ text }) => (text?.startsWith('Zyx') ? [text] : [])).sort()).toEqual(wanted)
  expect(records.flatMap(({ other }) => other?.text ?? []).sort()).toEqual(wanted)
  expect(page).toContain('Zyx-entry-0-“&amp;&lt;b&gt;”')
  expect(page).not.toContain('<b>')
  const theirs = await myData(other)
  expect(theirs.page + theirs.json).not.toContain('Zyx')
  // What a look into the source would find besides: each partition that a group has for a year.
  const source = readFileSync('src/app/keys.ts', 'utf8')
  const perYear = [
    ...source.matchAll(/^export const (\w+Partition) = \(group: GroupId, year: MeetingYear\)/gm),
  ]
  expect(new Set(perYear.map(([, name]) => name))).toEqual(
    new Set(keys.groupYearPartitions.map(({ name }) => name)),
  )
  for (const pk of places)
    for await (const { id, etag } of inner.list(pk, { from: 'zyx', to: 'zyy' }))
      await bot.store.commit(pk, [{ op: 'delete', id, etag }])
})

/** Somebody of whom every kind of thing is written down, in words that stand nowhere else. */
async function busyPeer(name: string): Promise<{ peer: Talk; id: string }> {
  const peer = await joins(bot, 'member-peer', { name, regions: ['wales'] })
  const id = personId16(peer.who.email)
  await logs(peer, { date: '2026-11-19', hours: '2', notes: 'Zyxnote', place: 'Zyxshire' })
  const gone = await logs(peer, { date: '2026-11-18', hours: '1', notes: 'Zyxnote again', place: 'Zyxshire' })
  await peer.presses(gone, 'Undo')
  await asks(peer, { what: 'Zyxwork', hours: '8' })
  await presses(peer, 'ask-first/send', {
    event: 'Zyxevent',
    date: '2026-12-01',
    askedBy: 'office',
    command: 'e',
  })
  await peer.says('notifications')
  await bot.runDue()
  const miss: Miss = {
    type: 'miss',
    v: 1,
    period: '2026-10',
    person: id,
    at: 1,
    leads: [],
    isFirst: true,
    reason: { at: 2, text: 'Zyxreason' },
    comments: [{ by: 'x', at: 3, text: 'Zyxcomment' }],
    decisions: [{ verdict: 'excused', by: 'x', at: 4, reason: 'Zyxwhy' }],
  }
  await plant(keys.missPartition('independent', 2026), keys.missId('2026-10', id), miss)
  return { peer, id }
}

test('a person gets what they wrote and what was written about them, with who did what', async () => {
  const { peer } = await busyPeer('Zyxname Reader')
  const { page, json } = await myData(peer)
  for (const word of [
    'Zyxname Reader',
    'Zyxnote',
    'Zyxshire',
    'Zyxwork',
    'Zyxevent',
    'Zyxreason',
    'Zyxcomment',
    'Zyxwhy',
  ])
    expect([word, page.includes(word), json.includes(word)]).toEqual([word, true, true])
  for (const heading of [
    'Who you are here',
    'Your hours',
    'Requests for days',
    'Missed logs',
    'Held besides',
  ])
    expect(page).toContain(`<h2>${heading}`)
  expect(page).toContain('Thu 19 Nov 2026')
  expect(page).not.toMatch(/undefined|\[object|NaN/)
  for (const name of ['Adele Vance', 'Patti Fernandez']) {
    const theirs = await myData(bot.as(name))
    expect(theirs.page + theirs.json).not.toContain('Zyx')
  }
})

test('a list with somebody’s address in it shows them their own row, and nobody else’s', async () => {
  const peer = await joins(bot, 'member-peer')
  const rows = [
    { row: 2, name: 'Zyxrow', email: peer.who.email },
    { row: 3, name: 'Somebody Else', email: 'zyx@example.com' },
  ]
  await plant(keys.groupPartition('independent'), 'import~zyx~0000', { type: 'import-rows', v: 1, rows })
  const { page, json } = await myData(peer)
  for (const text of [page, json])
    expect([text.includes('Zyxrow'), text.includes('zyx@')]).toEqual([true, false])
})

test('erasing may be done after the retention time, by the Head of Group Office of that group and nobody else', async () => {
  const { peer, id } = await busyPeer('Zyxname Kept')
  const head = await joins(bot, 'head-of-office')
  const press = (who: Talk) => presses(who, 'erase/confirm', { person: id })
  expect((await press(head)).text).toContain('has not left the group')
  await changePerson(bot, peer, { leftOn: '2026-11-22' })
  expect((await press(head)).text).toContain('kept until Tue 23 Nov 2032')
  bot.at('2032-11-22T12:00:00Z')
  expect((await press(head)).text).toContain('kept until')
  bot.at('2032-11-24T12:00:00Z')
  for (const group of ['independent', 'labour'] as const)
    for (const role of roles) {
      if (role === 'head-of-office' && group === 'independent') continue
      const who = await joins(bot, role, { group })
      for (const verb of ['erase/preview', 'erase/confirm'])
        expect((await presses(who, verb, { person: id, chosen: id })).text).toMatch(
          /not open to|No such|nobody|not in your group|do not/i,
        )
      expect((await who.says('erase')).text).not.toContain('Zyxname')
    }
  await bot.runDue()
  expect(JSON.stringify(await everything())).toContain('Zyxname Kept')
  bot.at('2026-11-21T12:00:00Z')
})

test('once erased, nothing that was said is anywhere; the accounts, the pot and its requests stay as they were', async () => {
  const { peer, id } = await busyPeer('Zyxname Leaver')
  await agreeBoth(bot, (await latestRequest(id))?.seq ?? 0)
  await changePerson(bot, peer, { leftOn: '2026-11-22' })
  await bot.goTo('2032-11-24T12:00:00Z')
  const before = await figures(id)
  const adele = bot.as('Adele Vance')
  const list = await adele.says('erase')
  expect(list.text).toContain('Zyxname Leaver')
  const preview = await adele.presses(list, 'Show what would go', { chosen: id })
  expect(preview.text).toMatch(/Erase what is held about Zyxname Leaver\?[^]*× line of hours/)
  expect(preview.text).toContain('What stays: dates, hours and amounts')
  expect(preview.text).not.toMatch(/command|-wait|-change/)
  const press = adele.press(preview, 'Erase for good')
  await Promise.all([bot.edge.send(press), bot.edge.send(press)])

  // Interrupted before each of its commits in turn, and done again from the start.
  for (let survived = 0, isDone = false; !isDone; survived++) {
    let left = survived
    failsAt = () => left-- <= 0
    isDone = await erasePerson(bot.deps, { group: 'independent', person: id }).then(
      () => true,
      () => false,
    )
    failsAt = undefined
    expect(survived).toBeLessThan(40)
  }
  await bot.runDue()
  const all = await everything()
  const about = all.filter(({ doc, pk, id: at }) => `${pk}${at}${JSON.stringify(doc)}`.includes(id))
  expect(JSON.stringify(about)).not.toMatch(/Zyx|Zyxname|new\d+@/)
  expect(await figures(id)).toEqual(before)
  for (const { doc } of about) readable(doc)
  // What is left is nobody's: it gets no name, address, or sign-in again.
  const left = { person: id, chosen: id }
  for (const verb of ['people/open', 'people/invite'])
    expect((await presses(adele, verb, left)).text).toContain('has been erased')
  const renamed = await reviseAs(adele, id, { name: 'Zyx', email: 'zyx@example.com' })
  expect(renamed).toMatchObject({ ok: false, error: { type: 'erased' } })
  // Whatever the office asks for is answered as before.
  for (const said of ['verify', 'audit november 2026', 'report 2026/27', 'year end 2026/27', 'people former'])
    expect([said, (await adele.says(said)).text]).toEqual([said, expect.not.stringMatching(/went wrong/)])
  expect((await adele.says('verify')).text).toContain('no differences')
  const record = about.find(({ doc }) => doc['kind'] === 'erased')
  expect(record?.doc).toMatchObject({ by: (await personOf(bot.store, 'Adele Vance')).id, person: id })
  expect(about.some(({ doc }) => ['link', 'reach', 'email', 'copy', 'outbox'].includes(doc.type))).toBe(false)
  // Their sign-in opens nothing, also where it is remembered, and the list is empty of them.
  expect((await peer.says('balance')).text).toContain('I do not know you yet')
  expect((await adele.says('erase')).text).not.toContain('Leaver')
  bot.at('2026-11-21T12:00:00Z')
})

test('the day on which it may be done, and what is left of a text whatever its field', () => {
  const { retentionYears } = policyOf('independent')
  expect(retentionYears).toBe(6)
  const left = (leftOn: string) => erasableFrom({ leftOn } as Person, policyOf('independent'))
  expect([left('2026-11-22'), left('2026-12-31'), left('2024-02-28')]).toEqual([
    '2032-11-23',
    '2033-01-01',
    '2030-03-01',
  ])
  for (const type of types)
    expect(
      JSON.stringify(erased({ type, v: 1, notes: 'Zyx', anyName: ['Zyx', { of: 'Zyx' }] })),
    ).not.toContain('Zyx')
})

async function latestRequest(person: string): Promise<PotRequest | undefined> {
  const all = (await everything()).filter(({ doc }) => doc.type === 'request' && doc['person'] === person)
  return all.map(({ doc }) => PotRequest.parse(doc)).at(-1)
}

/** What must not move: the accounts, as replayed and as kept, the pot, and the figures of each request. */
async function figures(person: string) {
  const all = await everything()
  const own = all.filter(({ pk }) => pk === `peer~independent~${person}`).map(({ doc }) => doc)
  const entries = own.filter(({ type }) => type === 'entry').map((doc) => Entry.parse(doc))
  const accounts = own.filter(({ type }) => type === 'account').map((doc) => Account.parse(doc))
  for (const account of accounts)
    expect(
      replay(
        account.year,
        entries.filter(({ year }) => year === account.year),
      ),
    ).toEqual(account)
  const pots = all.filter(({ doc }) => doc.type === 'pot').map(({ doc }) => Pot.parse(doc))
  const { ask, keys: turned, grant, state, sum } = (await latestRequest(person)) ?? {}
  return {
    accounts,
    pots,
    turned,
    state,
    sum,
    minutes: ask?.minutes,
    grant: grant?.minutes,
    entries: entries.length,
    // Pressed again, a button gives its first outcome (sums, no texts).
    commands: own.filter(({ type }) => type === 'command'),
  }
}

/** Changes somebody through the use case behind the card. */
const reviseAs = async ({ who }: Talk, id: string, revision: Revision) => {
  const press = { id: 'again', by: await personOf(bot.store, who.name), deadline: Infinity }
  return revisePerson(bot.deps, press, id, revision, 'back')
}

/** What stays can be read by this release. */
function readable(doc: Document): void {
  const schemas: Readonly<Record<string, z.ZodType>> = {
    entry: Entry,
    account: Account,
    request: PotRequest,
    'sent-request': SentRequest,
    miss: Miss,
    person: Person,
    'person-change': PersonChange,
    share: Share,
    statement: Statement,
    clearance: Clearance,
  }
  schemas[doc.type]?.parse(doc)
}
