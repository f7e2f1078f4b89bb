// `export`: what each role gets, that it is what the ledgers hold, and that a spreadsheet only ever sees texts and numbers.
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPerson } from '../../src/app/people/directory.ts'
import { accountId, answerId, entryId, peerPartition, yearsId } from '../../src/app/keys.ts'
import { createFiles, offerLink } from '../../src/app/records/links.ts'
import type { Write } from '../../src/app/ports.ts'
import { csvOf } from '../../src/bot/documents/csv.ts'
import { exportKinds } from '../../src/bot/documents/exports.ts'
import { makers } from '../../src/bot/documents/files.ts'
import { grantsOf } from '../../src/domain/lots.ts'
import type { Account } from '../../src/domain/account.ts'
import type { MeetingYear } from '../../src/domain/calendar.ts'
import type { Entry } from '../../src/domain/entry.ts'
import { valueOf } from '../../src/domain/money.ts'
import { roles, type Person } from '../../src/domain/person.ts'
import { type Talk, type TestBot } from '../support/bot.ts'
import { histories, take, type Step } from '../support/histories.ts'
import { Ledger } from '../support/ledger.ts'
import { openUseCases } from '../support/useCases.ts'
import { logs } from './peers.ts'
import { agreeBoth, asks, changePerson, joins, presses, startOffice } from './requests.ts'

type Row = Record<string, string>
const rowsOf = (text: string): Row[] => parse(text, { columns: true, bom: true })

let bot: TestBot

beforeAll(async () => {
  bot = await startOffice()
})
afterAll(() => bot.close())

/** Asks for a file as one does, and fetches it. */
async function exported(
  who: Talk,
  typed: Record<string, string> = {},
): Promise<{ name: string; text: string; rows: Row[] }> {
  const card = await who.presses(await who.says('export'), 'Make the file', typed)
  const [link] = card.links
  if (!link) throw new Error(card.text)
  const file = await bot.edge.fetchFile(link.url)
  expect(file.status).toBe(200)
  // `text()` would swallow the byte order mark.
  const text = Buffer.from(await file.arrayBuffer()).toString()
  const name = /filename="(.*?)"/.exec(file.headers.get('content-disposition') ?? '')?.[1] ?? ''
  return { name, text, rows: rowsOf(text) }
}

test('X4, P6: the office gets every line of its group with notes and claim codes; a peer gets their own', async () => {
  const [alex, isaiah, adele] = ['Alex Wilber', 'Isaiah Langer', 'Adele Vance'].map((name) => bot.as(name))
  await logs(alex!, {
    date: '2026-11-20',
    hours: '2.25',
    place: 'Rutland',
    notes: 'Budget, “first” draft;\nsecond line',
  })
  await presses(alex!, 'undo', {
    refs: [{ year: 2026, seq: Number((await exported(alex!)).rows.at(-1)?.['Line']) }],
  })
  await asks(isaiah!)
  await bot.runDue()
  await agreeBoth(bot, 1)

  const all = await exported(adele!, { what: 'entries' })
  expect(all.name).toBe('Entries 2026-27.csv')
  expect(all.text.startsWith('\uFEFFPeer,E-mail,')).toBe(true)
  expect(all.text.endsWith('\r\n')).toBe(true)
  const mine = all.rows.filter((row) => row['Peer'] === 'Alex Wilber')
  expect(mine.slice(-2)).toMatchObject([
    {
      Kind: 'Work',
      Hours: '2.25',
      Claimed: '2.25',
      'Date of work': '2026-11-20',
      'Council or region': 'Rutland',
      Notes: 'Budget, “first” draft;\nsecond line',
      Activity: 'Query',
      'Asked by': 'Group Office',
      'Answered as': 'undo',
    },
    { Kind: 'Taken back', Hours: '-2.25', Claimed: '-2.25' },
  ])
  const grant = all.rows.filter((row) => row['Peer'] === 'Isaiah Langer').at(-1)
  expect(grant).toMatchObject({ Kind: 'Grant', 'Claim code': 'CP-2627-0001', 'Hours set to': '16' })
  expect((await exported(alex!)).rows).toEqual(mine)

  const requests = await exported(bot.as('Patti Fernandez'), { what: 'requests' })
  expect(requests.rows).toMatchObject([
    {
      Peer: 'Isaiah Langer',
      State: 'Granted',
      'Claim code': 'CP-2627-0001',
      Granted: '16',
      'What for': 'Peer challenge at Rutland',
      'National Lead Peer: by': 'Megan Bowen',
      'Head of Group Office: by': 'Adele Vance',
    },
  ])
  expect((await exported(adele!, { what: 'pot' })).rows).toMatchObject([
    { Year: '2026/27', 'Given to the group': '640', 'Pot granted': '16', 'Requests so far': '1' },
  ])
  const registers = await exported(adele!, { what: 'register' })
  expect(registers.name).toBe('Register status.csv')
  expect(registers.rows.find((row) => row['Peer'] === 'Alex Wilber')).toMatchObject({
    'Must register': 'Yes',
    Register: 'None yet',
  })
  const paid = (await exported(adele!, { what: 'payments' })).rows.filter(
    (row) => row['Peer'] === 'Alex Wilber',
  )
  expect(paid.map((row) => row['Month'])).toEqual([
    ...['09', '10', '11', '12'].map((month) => `2026-${month}`),
    ...['01', '02', '03', '04', '05', '06', '07', '08'].map((month) => `2027-${month}`),
  ])
  expect(paid.reduce((sum, row) => sum + Math.round(Number(row['Payment £']) * 100), 0)).toBe(724_000)
})

test('a month, any dates, and dates that make no sense', async () => {
  const adele = bot.as('Adele Vance')
  expect((await adele.says('export entries october')).inputs).toMatchObject({
    from: '2026-10-01',
    to: '2026-10-31',
  })
  expect((await adele.says('export balances last year')).inputs).toMatchObject({
    what: 'balances',
    year: '2025',
  })
  expect((await adele.says('export pot last year')).inputs).toMatchObject({ what: 'pot', year: '2025' })
  expect((await adele.says('export central pot')).inputs).toMatchObject({ what: 'pot', year: '2026' })
  expect((await adele.says('export register status')).inputs).toMatchObject({ what: 'register' })
  expect((await adele.says('export 2025/26')).inputs).toMatchObject({ what: 'entries', year: '2025' })
  expect((await adele.says('export the lot to my cousin')).text).toContain('did not understand')
  const dated = await exported(adele, { from: '2026-09-01', to: '2026-10-31' })
  expect(dated.name).toBe('Entries 2026-09-01 to 2026-10-31.csv')
  for (const row of dated.rows)
    expect(row['Date of work'] || row['Month'] || row['Entered on']).toMatch(/^2026-(09|10)/)
  const refused = [
    { from: '2026-10-01' },
    { from: '2026-10-02', to: '2026-10-01' },
    { from: '1999-10-02', to: '2026-10-01' },
  ]
  for (const typed of refused) {
    const form = await adele.presses(await adele.says('export'), 'Make the file', {
      what: 'requests',
      ...typed,
    })
    expect(form.text).toContain('Dates: ')
    expect(form.inputs).toMatchObject({ what: 'requests', ...typed })
  }
})

test('P6, L1: each role in each group gets its own group’s figures, its own alone, or nothing', async () => {
  const peers = {
    independent: await joins(bot, 'member-peer'),
    labour: await joins(bot, 'member-peer', { group: 'labour' }),
  }
  for (const peer of Object.values(peers)) await logs(peer, { hours: '1', notes: 'Zyx', place: 'Zyxshire' })
  for (const group of ['independent', 'labour'] as const)
    for (const role of roles) {
      const who = role === 'member-peer' ? peers[group] : await joins(bot, role, { group })
      for (const what of exportKinds) {
        const made = await presses(who, 'export/make', { what, year: 2026, from: '', to: '' })
        const file = made.links[0] && (await bot.edge.fetchFile(made.links[0].url))
        const rows = file ? rowsOf(await file.text()) : undefined
        const isOffice = role === 'head-of-office' || role === 'office-staff'
        expect([role, what, rows !== undefined]).toEqual([
          role,
          what,
          isOffice || (role !== 'group-leader' && what !== 'pot'),
        ])
        if (what !== 'entries' || !rows) continue
        const other = peers[group === 'labour' ? 'independent' : 'labour']
        expect(rows.some((row) => row['E-mail'] === other.who.email)).toBe(false)
        expect(rows.some((row) => row['Notes'] === 'Zyx')).toBe(isOffice || role === 'member-peer')
        const others = rows.filter((row) => row['E-mail'] !== who.who.email)
        expect(others.length > 0).toBe(isOffice)
      }
    }
})

test('L1: an export that was offered is dead when its person is no longer in the office', async () => {
  const staff = await joins(bot, 'office-staff')
  const card = await staff.presses(await staff.says('export'), 'Make the file', { what: 'pot' })
  await changePerson(bot, staff, { role: 'member-peer' })
  expect((await bot.edge.fetchFile(card.links[0]!.url)).status).toBe(403)
  const staff2 = await joins(bot, 'office-staff')
  const late = await staff2.presses(await staff2.says('export'), 'Make the file')
  await changePerson(bot, staff2, { leftOn: '2026-11-20' })
  expect((await bot.edge.fetchFile(late.links[0]!.url)).status).toBe(403)
})

test('a planted formula never reaches a spreadsheet as one', async () => {
  const peer = await joins(bot, 'member-peer', { name: '=HYPERLINK("http://x.example")' })
  const planted = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    ' =1',
    '\u3000＝1',
    '"=1"',
    '1;=1',
    'a\n=cmd|x',
    "'=1",
    '=1,"=2"',
    '-1.5',
  ]
  for (const notes of planted) await logs(peer, { hours: '0.25', notes, place: notes })
  const { text, rows } = await exported(bot.as('Adele Vance'))
  expect(rows.filter((row) => row['E-mail'] === peer.who.email && row['Kind'] === 'Work')).toHaveLength(
    planted.length,
  )
  expectHarmless(text)
})

/** However a program splits it, at commas or at semicolons, no cell begins a formula unless it is a number. */
function expectHarmless(text: string): void {
  for (const delimiter of [',', ';', '\t']) {
    const splits = delimiter === ',' ? {} : { quote: false as const, relax_column_count: true }
    const cells: string[][] = parse(text, { bom: true, delimiter, ...splits })
    const texts = cells.flat().filter((cell) => !/^-?\d+(\.\d+)?$/.test(cell))
    const isFormula = delimiter === ',' ? /^[\s\0]*[=+\-@＝＋－＠]|^[\t\r]/ : /^[\s\0]*[=+\-@＝＋－＠]/
    expect(texts.filter((cell) => isFormula.test(cell))).toEqual([])
  }
}

test('any text comes back from the file as it was, but for the apostrophe; numbers stay numbers', async () => {
  const character = fc.constantFrom(...Array.from('=+-@\t\r\n";,\' a1é😀\u3000＝\0'))
  const text = fc.oneof(
    fc.string({ unit: character, maxLength: 12 }),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary-ascii' }),
  )
  const cell = fc.oneof(
    text,
    fc.integer().map((minutes) => minutes / 4),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(text, cell, cell), { maxLength: 8 }), async (rows) => {
      const columns = [0, 1, 2].map((at) => [`c${at}`, (row: (string | number)[]) => row[at]] as const)
      let text = ''
      for await (const chunk of csvOf(
        columns,
        (async function* () {
          yield* rows
        })(),
      ))
        text += chunk
      expectHarmless(text)
      const back: string[][] = parse(text, { bom: true, record_delimiter: '\r\n' })
      expect(back.slice(1).map((row) => row.map(bare))).toEqual(
        rows.map((row) => row.map((each) => bare(String(each)))),
      )
    }),
    { numRuns: 150 },
  )
})

/** Without the apostrophes that disarm, in what was written and in what was read alike. */
const bare = (text: string): string => text.replaceAll(/(^|[;\t\r\n])'/g, '$1')

/** Leaves a line of every kind that needs no pot. */
const everyKind: readonly Step[] = [
  { do: 'wait', days: 1 },
  { do: 'allocate', yearsOn: 0, quarters: 60 },
  { do: 'begin', date: { daysAgo: 0 }, used: 8, carried: 12 },
  { do: 'log', date: { daysAgo: 0 }, quarters: 4, activity: 'query', askedBy: 'office' },
  { do: 'undo', pick: 0 },
  { do: 'extend', date: '12-31' },
  { do: 'writeOff', quarters: 4 },
  { do: 'until', day: '11-30' },
  { do: 'nil', date: { daysAgo: 35 } },
  { do: 'until', day: '09-01' },
  { do: 'log', date: { daysAgo: 0 }, quarters: 4, activity: 'query', askedBy: 'office' },
]

test('exports reconcile with the ledgers, whatever happened in them', async () => {
  const seenKinds = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.array(histories, { minLength: 1, maxLength: 3 }), async (all) => {
      const world = await openUseCases('2026-11-21')
      try {
        const head = await addPerson(world.store, {
          group: 'independent',
          name: 'Head',
          email: 'h@example.com',
          role: 'head-of-office',
          regions: [],
          joinedOn: '2020-09-01',
        })
        const kept = new Map<string, Ledger>()
        for (const [at, steps] of all.entries()) {
          const ledger = new Ledger('2025-09-01')
          for (const step of steps) take(ledger, step)
          const peer = await addPerson(world.store, {
            group: 'independent',
            name: 'Same Name',
            email: `p${at}@example.com`,
            role: 'member-peer',
            regions: [],
            joinedOn: '2020-09-01',
          })
          await keep(world.store, peer, ledger)
          kept.set(peer.email, ledger)
          world.on(ledger.today)
        }
        const fetch = async (kind: string, from: string, to: string) => {
          const link = await offerLink(world.deps, head, { document: 'export', params: { kind, from, to } })
          const made = await createFiles(world.deps, makers).claim(link.split('/').at(-1)!)
          let text = ''
          if (made.ok) for await (const chunk of made.value.chunks) text += chunk
          return rowsOf(text)
        }
        const entries = await fetch('entries', '2024-09-01', '2032-08-31')
        const balances = await fetch('balances', '2024-09-01', '2032-08-31')
        const parts = [
          ...(await fetch('entries', '2024-09-01', '2026-02-10')),
          ...(await fetch('entries', '2026-02-11', '2032-08-31')),
        ]
        for (const [email, ledger] of kept)
          for (const [year, account] of ledger.accounts) {
            const of = (rows: Row[]) =>
              rows.filter((row) => row['E-mail'] === email && row['Year'] === `${year}/${(year + 1) % 100}`)
            const lines = of(entries)
            for (const { Kind = '' } of lines) seenKinds.add(Kind)
            expect(lines.map((row) => Number(row['Line']))).toEqual(
              Array.from({ length: account.seq }, (_, at) => at + 1),
            )
            for (const rows of [lines, of(parts)]) {
              expect(sum(rows, 'Claimed') + sum(rows, 'Held for clearance')).toBe(
                account.early + account.late,
              )
              expect(sum(rows, 'Held for clearance')).toBe(account.held)
              expect(sum(rows, 'Unclaimed')).toBe(account.unclaimed)
              expect(sum(rows, 'From a grant')).toBe(grantsOf(account).drawn)
              expect(sum(rows, 'Hours')).toBe(
                Object.values(account.days).reduce((total, each) => total + each, account.opening?.used ?? 0),
              )
            }
            expect(last(lines, 'Allocation')).toBe(account.allocation)
            expect(last(lines, 'Carried over', 'Opening')).toBe(account.carried)
            const [balance] = of(balances)
            expect(minutes(balance!, 'Allocation left') + minutes(balance!, 'Allocation used')).toBe(
              account.allocation,
            )
            expect(
              minutes(balance!, 'Carried used') +
                minutes(balance!, 'Carried left') +
                minutes(balance!, 'Lapsed') +
                minutes(balance!, 'Written off'),
            ).toBe(account.carried)
            expect(minutes(balance!, 'Allocation used') + minutes(balance!, 'Carried used')).toBe(
              account.early + account.late,
            )
            expect(Math.round(Number(balance!['Lapsed £']) * 100)).toBe(
              valueOf(minutes(balance!, 'Lapsed'), 36_200),
            )
          }
      } finally {
        await world.close()
      }
    }),
    // The first world is given, so that no kind of line is left to luck.
    { numRuns: 16, examples: [[[[...everyKind]]]] },
  )
  const kinds = ['Work', 'Taken back', 'Nil return', 'Allocation', 'Carried over', 'Next year opened']
  for (const kind of [...kinds, 'Opening', 'Use-by date changed', 'Written off'])
    expect(seenKinds).toContain(kind)
})

const minutes = (row: Row, column: string): number => Math.round(Number(row[column]) * 60)
const sum = (rows: Row[], column: string): number =>
  rows.reduce((total, row) => total + minutes(row, column), 0)
const last = (rows: Row[], ...kinds: string[]): number => {
  const row = rows.findLast(({ Kind = '' }) => kinds.includes(Kind))
  return row ? minutes(row, 'Hours set to') : 0
}

/** Writes a ledger of the rules as the app keeps one. */
async function keep(store: TestBot['store'], peer: Person, { accounts, entries }: Ledger): Promise<void> {
  const pk = peerPartition(peer)
  const writes: Write[] = [...accounts.values()].map((doc: Account) => ({
    op: 'create',
    id: accountId(doc.year),
    doc,
  }))
  const years: MeetingYear[] = [...accounts.keys()].sort((a, b) => a - b)
  writes.push({ op: 'create', id: yearsId, doc: { type: 'years', v: 1, years } })
  for (const entry of entries as Entry[]) {
    writes.push({ op: 'create', id: entryId(entry.year, entry.seq), doc: entry })
    if (entry.kind === 'reversal')
      writes.push({
        op: 'create',
        id: answerId(entry.year, entry.answers),
        doc: { type: 'answer', v: 1, by: entry.seq, as: entry.as },
      })
  }
  for (let at = 0; at < writes.length; at += 100)
    expect(await store.commit(pk, writes.slice(at, at + 100))).toEqual({ ok: true })
}
