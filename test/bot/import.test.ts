// L1, Y2: a list of people is read, shown row by row, confirmed and applied once; whatever is wrong is said by row and column,
// and what is interrupted goes on.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listPeople } from '../../src/app/people/people.ts'
import { personChanges } from '../../src/app/people/personChanges.ts'
import { readPot } from '../../src/app/pot/changePot.ts'
import { changePerson } from '../../src/app/people/changePerson.ts'
import { confirmImport, runImport } from '../../src/app/people/importPeople.ts'
import type { Store } from '../../src/app/ports.ts'
import { downloadList, isFromTeams, textOf } from '../../src/bot/documents/listFile.ts'
import { readPeopleSheet } from '../../src/bot/reading/peopleSheet.ts'
import { startBot, type Talk, type TestBot, type TestBotOptions } from '../support/bot.ts'
import { activitiesOf } from '../support/activities.ts'
import { viewOf, type CardView } from '../support/cardView.ts'
import { personOf, titlesOf } from './peers.ts'

let bot: TestBot
const open = async (options: TestBotOptions = {}) => {
  bot = await startBot(options)
  await adele().says('hi')
}
beforeEach(() => open())
afterEach(() => bot.close())

const adele = (): Talk => bot.as('Adele Vance')
const peopleCount = async () => (await listPeople(bot.store, 'independent')).length
const head = 'Name,Email,Role,Regions,First day,Days'
const good = `${head}
Sam Peer,sam@example.org,Regional lead peer,"London; Wales",1/9/2026,"10,5"
Pat Member,pat@example.org,member peer,,,
Lee Staff,lee@example.org,Office staff,,2026-10-01,`

test('L1: a list is shown row by row, changes nothing before it is confirmed, and is applied once', async () => {
  const before = await peopleCount()
  const shown = await adele().says(`import ${good}`)
  expect(shown.text).toContain('3 rows: 3 to add.')
  expect(shown.text).toContain('Row 2: Sam Peer')
  expect(shown.text).toContain('London, Wales · from Tue 1 Sep 2026 · 10.5 days')
  expect(shown.text).toContain('new people get 10.5 days together')
  expect(await peopleCount()).toBe(before)
  const press = adele().press(shown, 'Add 3')
  await Promise.all([bot.edge.send(press), bot.edge.send(press)])
  await bot.runDue()
  await bot.edge.send(press)
  expect(await peopleCount()).toBe(before + 3)
  expect(adele().copies().at(-1)?.text).toContain('3 people added')
  expect((await adele().says('allocate')).text).toContain('62.5 days with peers')
  const sam = (await listPeople(bot.store, 'independent')).find(({ name }) => name === 'Sam Peer')
  expect(sam).toMatchObject({ email: 'sam@example.org', role: 'regional-lead', regions: ['london', 'wales'] })
  const changes = []
  for await (const each of personChanges(bot.store, 'independent', { person: sam?.id ?? '' }))
    changes.push(each)
  expect(changes).toMatchObject([{ kind: 'added', why: 'Imported from a list, row 2' }])
})

test('L1: the same list again adds nobody: everybody in it is in the group already', async () => {
  await adele().presses(await adele().says(`import ${good}`), 'Add 3')
  await bot.runDue()
  const again = await adele().says(`people import ${good}`)
  expect(again.text).toContain('0 to add, 3 in the group already')
  expect(again.text).toContain('Sam Peer: in the group already; only their days are set.')
  expect(again.text).toContain('Pat Member: in the group already; they stay as they are.')
  expect((await adele().presses(again, 'Give the days')).text).toContain('0 people added')
  await bot.runDue()
  expect((await adele().says('allocate')).text).toContain('62.5 days with peers')
})

test('L1, Y2: whoever had an address and has left is not given days by a list, which says what to do', async () => {
  const alex = await personOf(bot.store, 'Alex Wilber')
  const press = { id: 'leaves', by: await personOf(bot.store, 'Adele Vance'), deadline: Infinity }
  expect((await changePerson(bot.deps, press, alex.id, { leftOn: '2026-11-20' }, 'moved')).ok).toBe(true)
  const shown = await adele().says(`import ${head}\nAlex Wilber,${alex.email},Member peer,,,3`)
  expect(shown.text).toContain('Alex Wilber had this address and left on Fri 20 Nov 2026')
  expect(shown.text).toContain('take the last day back')
  expect(titlesOf(shown)).not.toContain('Give the days')
})

const faults: [string, string, string][] = [
  ['no name', ',x@example.org,Member peer,,,', 'Name: type the person’s name.'],
  ['no address', 'X,,Member peer,,,', 'Email: it is empty'],
  ['a bad address', 'X,x at example,Member peer,,,', 'Email: “x at example” is no address'],
  [
    'an unknown role',
    'X,x@example.org,Memebr peer,,,',
    'Role: “Memebr peer” is none. Did you mean Member peer?',
  ],
  ['no role', 'X,x@example.org,,,,', 'Role: it is empty. Choose Member peer'],
  ['an unknown region', 'X,x@example.org,Regional lead peer,Nort West,,', 'Did you mean North West'],
  [
    'a lead of nowhere',
    'X,x@example.org,Regional lead peer,,,',
    'Regions: a regional lead peer looks after at least one',
  ],
  ['no date', 'X,x@example.org,Member peer,,31/2/2026,', 'First day: “31/2/2026” is no date'],
  ['days in words', 'X,x@example.org,Member peer,,,ten', 'Days: “ten” is no number of days'],
  ['negative days', 'X,x@example.org,Member peer,,,-3', 'Days: “-3” begins as a formula does'],
  [
    'a formula',
    '"=HYPERLINK(""http://x"")",x@example.org,Member peer,,,',
    'Name: “=HYPERLINK("http://x")” begins as a formula does',
  ],
  ['days for staff', 'X,x@example.org,Office staff,,,5', 'Days: only peers have days'],
  ['too many cells', 'X,x@example.org,Member peer,,,5,6,7', 'more cells than the first row names'],
]

test.each(faults)('a row with %s is said by row and column, and left out', async (_name, row, words) => {
  const before = await peopleCount()
  const shown = await adele().says(`import ${head}\n${row}\nOk Person,ok@example.org,Member peer,,,`)
  expect(shown.text).toContain('2 rows: 1 to add, 1 with problems.')
  const faulty = await adele().presses(shown, 'Rows with problems')
  expect(faulty.text).toContain('Row 2:')
  expect(faulty.text).toContain(words)
  await adele().presses(shown, 'Add 1')
  expect(await peopleCount()).toBe(before + 1)
})

test('all faults together, two of one address among them: each is said, and nothing can be confirmed', async () => {
  const rows = [...faults.map(([, row], at) => row.replace('x@example.org', `x${at}@e`)), 'A,a@e,Member peer']
  const shown = await adele().says(`import ${head}\n${rows.join('\n')}`)
  expect(shown.text).toContain(`${rows.length} with problems`)
  expect(titlesOf(shown).some((title) => title.startsWith('Add'))).toBe(false)
  const twice = await adele().says(
    `import ${head}\nA,a@example.org,Member peer\n\nB,A@example.org,Member peer`,
  )
  expect((await adele().presses(twice, 'Rows with problems')).text).toContain(
    'Row 4: B\nLeft out.\nEmail: row 2 has the same address.',
  )
})

test('BOM, semicolons, tabs, quotes, blank lines and line ends of every kind read the same', () => {
  const rows = (text: string) => {
    const read = readPeopleSheet(text, '2026-11-21')
    return read.ok ? read.value.rows.map(({ row: _row, ...rest }) => rest) : read.error
  }
  const cells = [
    head.split(','),
    ['Siân Ŵyn', 's@example.org', 'Regional lead peer', 'Wales', '1/9/2026', '7'],
  ]
  const plain = rows(cells.map((row) => row.join(',')).join('\n'))
  expect(plain).toMatchObject([{ name: 'Siân Ŵyn', regions: ['wales'], minutes: 3360, problems: [] }])
  for (const mark of [',', ';', '\t'])
    for (const end of ['\n', '\r\n', '\r']) {
      const quoted = cells.map((row) => row.map((cell) => `"${cell}"`).join(mark)).join(end + end)
      expect(rows(`\uFEFF${quoted}${end}${mark.repeat(5)}${end}`)).toEqual(plain)
    }
})

test.each([
  ['nothing but a heading', head, 'There is no row in it'],
  ['no heading', 'Sam,sam@example.org,Member peer\nB,b@e.org,Member peer', 'must name the columns'],
  ['a column twice', 'Name,Name,Email,Role\na,b,c@e.org,d', 'Two columns are named Name'],
  ['an open quotation mark', `${head}\n"Sam,sam@example.org,Member peer`, 'never closed'],
])('%s: the form says why it cannot be read, and keeps the list', async (_name, text, words) => {
  const shown = await adele().says(`import ${text}`)
  expect(shown.text).toContain(words)
  expect(shown.inputs['list']).toBe(text)
})

test('Y2: days beyond what the group has cannot be confirmed; the list says by how much, and waits for room', async () => {
  const shown = await adele().says(`import ${head}\nA,a@example.org,Member peer,,,20`)
  expect(shown.text).toContain(
    'the list gives 20 days of 2026/27 to new people together, and the group has 13 days left: 7 days too many (rule Y2)',
  )
  expect(shown.text).toContain('with fewer days in it, or make room with “allocate” first')
  expect(titlesOf(shown)).not.toContain('Add 1')
  expect((await adele().presses(shown, 'Count again')).text).toContain('7 days too many')

  await adele().presses(await adele().presses(shown, 'Allocate'), 'Set the group’s days', { given: '87' })
  const again = await adele().presses(shown, 'Count again')
  expect(again.text).not.toContain('too many')
  expect(again.text).toContain('Row 2: A')
  // What made room is given to somebody else before the press.
  const press = adele().press(again, 'Add 1')
  await adele().presses(await adele().says('allocate'), 'Set the group’s days', { given: '86' })
  const before = await peopleCount()
  expect(JSON.stringify((await bot.edge.send(press)).body)).toContain('1 day too many')
  expect(await peopleCount()).toBe(before)
  await adele().presses(await adele().says('allocate'), 'Set the group’s days', { given: '87' })
  expect(JSON.stringify((await bot.edge.send(press)).body)).toContain('1 person added')
  expect((await adele().says('allocate')).text).toContain('72 days with peers')
})

const many = (count: number, of = 'p', days = ''): string =>
  [
    'Name;Email;Role;Regions;Days',
    ...Array.from({ length: count }, (_, at) => `Person ${at};${of}${at}@example.org;Member peer;;${days}`),
  ].join('\r\n')
const idIn = (card: CardView): string =>
  String(card.buttons.find(({ verb }) => verb.startsWith('import/'))?.data['id'])

test(
  '5,000 rows are taken, paged and added with their records; one more is refused',
  {
    timeout: 60_000,
  },
  async () => {
    const before = await peopleCount()
    expect((await adele().says(`import ${many(5001)}`)).text).toContain('5,000 is the most')
    const shown = await adele().says(`import ${many(5000)}`)
    expect(shown.text).toContain('5,000 rows: 5,000 to add.')
    expect(JSON.stringify(shown.card).length).toBeLessThan(28_000)
    const next = await adele().presses(shown, 'Next page')
    expect((await adele().presses(next, 'Page before')).text).toContain('Row 2: Person 0')
    await adele().presses(shown, 'Add 5,000')
    await runImport(bot.deps, { group: 'independent', id: idIn(shown) }, 60_000)
    expect((await adele().presses(shown, 'Next page')).text).toContain('5,000 people added')
    expect(await peopleCount()).toBe(before + 5000)
  },
)

test(
  'L1: interrupted at any commit, before or after it was written, an import goes on and adds everybody once',
  {
    timeout: 60_000,
  },
  async () => {
    await adele().presses(await adele().says('allocate'), 'Set the group’s days', { given: '200' })
    const state = async () => {
      const { pot } = await readPot(bot.store, 'independent', 2026, undefined)
      return { people: await peopleCount(), minutes: pot.allocated }
    }
    for (const at of [0, 1, 2, 3, 4, 12, 21, 22, 23, 24])
      for (const isWritten of [false, true]) {
        const before = await state()
        const shown = await adele().says(`import ${many(20, `a${at}${String(isWritten)}`, '0.25 h')}`)
        const id = idIn(shown)
        const by = await personOf(bot.store, 'Adele Vance')
        await confirmImport(bot.deps, { id: 'x', by, deadline: bot.deps.clock.now() + 8000 }, id)
        // The process dies at a commit: what came later never happened.
        let count = 0
        const { store } = bot
        const dying: Store = {
          get: (pk, of) => store.get(pk, of),
          list: (pk, range) => store.list(pk, range),
          due: (until, limit) => store.due(until, limit),
          ping: () => store.ping(),
          close: () => store.close(),
          async commit(pk, writes) {
            if (count++ < at) return store.commit(pk, writes)
            if (isWritten && count === at + 1) await store.commit(pk, writes)
            throw new Error('the process is gone')
          },
        }
        const errand = { group: 'independent', id }
        await runImport({ ...bot.deps, store: dying }, errand).catch(() => undefined)
        await runImport(bot.deps, errand)
        await runImport(bot.deps, errand)
        expect((await adele().presses(shown, 'Another list')).text).toContain('Import a list')
        expect(await state()).toEqual({ people: before.people + 20, minutes: before.minutes + 20 * 15 })
      }
  },
)

test('two errands at once add everybody once', async () => {
  const shown = await adele().says(`import ${many(200)}`)
  const before = await peopleCount()
  const id = idIn(shown)
  const run = () => runImport(bot.deps, { group: 'independent', id }).catch(() => undefined)
  await bot.edge.send(adele().press(shown, 'Add 200'))
  await Promise.all([run(), run(), run(), bot.runDue()])
  expect((await peopleCount()) - before).toBe(200)
})

test('L1: staff import peers, not keys and not days; nobody else imports, and nobody somebody else’s list', async () => {
  const patti = bot.as('Patti Fernandez')
  const key = await patti.says(
    `import ${head}\nA,a@example.org,National Lead Peer,,,\nB,b@example.org,Member peer,,,2\nC,c@example.org,Member peer,,,`,
  )
  expect(key.text).toContain('1 to add, 2 with problems')
  const problems = (await patti.presses(key, 'Rows with problems')).text
  expect(problems).toContain('National Lead Peer is for the Head of Group Office to give')
  expect(problems).toContain('only the Head of Group Office gives days')
  const id = idIn(key)
  for (const verb of ['import/see', 'import/apply']) {
    const { body } = await bot.edge.send(adele().does.presses(verb, { v: 1, id }))
    expect(JSON.stringify(body)).toContain('brought by somebody else')
  }
  for (const name of ['Alex Wilber', 'Lynne Robbins', 'Megan Bowen', 'Diego Siciliani'])
    for (const verb of ['import', 'import/check', 'import/see', 'import/apply']) {
      const { body } = await bot.edge.send(bot.as(name).does.presses(verb, { v: 1, id, list: good }))
      expect(JSON.stringify(body)).toContain('not open to your role')
    }
})

/** A message with a file, as Teams sends it. */
const sendsFile = async (who: Talk, downloadUrl: string): Promise<CardView> => {
  const attachments = [
    {
      contentType: 'application/vnd.microsoft.teams.file.download.info',
      name: 'people.csv',
      content: { downloadUrl, uniqueId: 'x', fileType: 'csv' },
    },
  ]
  const activity = activitiesOf(who.who, { serviceUrl: bot.edge.connector.url }).says('', { attachments })
  await bot.edge.send(activity)
  const sent = bot.edge.connector.sent.find((each) => each.replyToId === activity.id)
  return viewOf(sent?.activity ?? {})
}

test('a CSV file sent in the chat is read as what is pasted; for nobody else is it even fetched', async () => {
  await bot.close()
  const fetched: string[] = []
  await open({
    download: async (url) => {
      fetched.push(url)
      return url.endsWith('xlsx') ? { ok: false, error: 'workbook' } : { ok: true, value: `\uFEFF${good}` }
    },
  })
  expect((await sendsFile(bot.as('Alex Wilber'), 'https://x-my.sharepoint.com/a')).text).toContain(
    'not open to your role',
  )
  expect(fetched).toEqual([])
  expect((await sendsFile(adele(), 'https://x-my.sharepoint.com/a')).text).toContain('3 rows: 3 to add.')
  expect((await sendsFile(adele(), 'https://x-my.sharepoint.com/a.xlsx')).text).toContain('CSV UTF-8')
})

test('a file is fetched over https from where Teams keeps files alone, within a size, whatever it redirects to', async () => {
  for (const bad of [
    'http://x.sharepoint.com/a',
    'https://sharepoint.com.evil.example/a',
    'https://evilsharepoint.com/a',
    'https://localhost/a',
    'https://10.0.0.1/a',
    'https://x.sharepoint.com:8443/a',
    'https://u@x.sharepoint.com/a',
    'file:///etc/passwd',
    '',
  ])
    expect(isFromTeams(bad)).toBe(false)
  const asked: string[] = []
  const answers =
    (...responses: Response[]): typeof fetch =>
    async (input) => {
      asked.push(input instanceof Request ? input.url : input.toString())
      return responses.shift() ?? new Response('', { status: 500 })
    }
  const to = (location: string) => new Response(null, { status: 302, headers: { location } })
  const url = 'https://x-my.sharepoint.com/a?tempauth=1'
  expect(await downloadList(url, answers(new Response('Name')))).toEqual({ ok: true, value: 'Name' })
  expect(await downloadList(url, answers(to('/b'), new Response('ok')))).toEqual({ ok: true, value: 'ok' })
  expect(await downloadList(url, answers(to('http://169.254.169.254/')))).toEqual({
    ok: false,
    error: 'elsewhere',
  })
  expect(asked).not.toContain('http://169.254.169.254/')
  expect(await downloadList(url, answers(to(url), to(url), to(url), to(url), to(url)))).toEqual({
    ok: false,
    error: 'elsewhere',
  })
  expect(await downloadList(url, answers(new Response('x'.repeat(2_200_000))))).toEqual({
    ok: false,
    error: 'too-large',
  })
  expect(await downloadList(url, answers(new Response('', { status: 403 })))).toEqual({
    ok: false,
    error: 'unreachable',
  })
  expect(await downloadList(url, async () => Promise.reject(new Error('network')))).toEqual({
    ok: false,
    error: 'unreachable',
  })
  expect(textOf(Buffer.from('Si\xe2n', 'latin1'))).toEqual({ ok: true, value: 'Siân' })
  expect(textOf(Buffer.from('\uFEFFNâme\t', 'utf16le'))).toEqual({ ok: true, value: 'Nâme\t' })
  expect(textOf(Buffer.from('PK\u0003'))).toEqual({ ok: false, error: 'workbook' })
})
