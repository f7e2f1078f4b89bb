// P3, S1: the documents that are printed, fetched over their links: what they say, who may have them, and that nothing that
// people typed becomes markup.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPerson } from '../../src/app/people/directory.ts'
import { missId, missPartition } from '../../src/app/keys.ts'
import { offerLink } from '../../src/app/records/links.ts'
import type { Miss } from '../../src/domain/miss.ts'
import { html, table } from '../../src/bot/documents/page.ts'
import { persona } from '../support/activities.ts'
import { demoPersonas, startBot, type TestBot } from '../support/bot.ts'
import type { CardView } from '../support/cardView.ts'
import { logs, personOf } from './peers.ts'

let bot: TestBot
const planted = '<script>alert(1)</script> **B** & "q" ${x}'
beforeAll(async () => {
  bot = await startBot()
  const eve = persona('Eve', {})
  await addPerson(bot.store, {
    group: 'independent',
    name: planted,
    email: eve.email,
    role: 'member-peer',
    regions: ['wales'],
    joinedOn: '2026-09-01',
  })
  bot.edge.connector.add(eve)
  await logs(bot.as(eve), {
    date: '2026-11-02',
    hours: '2',
    activity: 'corporate-bespoke',
    place: planted,
    notes: planted,
  })
  await logs(bot.as('Alex Wilber'), { date: '2026-11-03', hours: '8', activity: 'query', place: 'Powys' })
  const alex = await personOf(bot.store, 'Alex Wilber')
  const megan = await personOf(bot.store, 'Megan Bowen')
  const miss = (period: string, verdict: 'excused' | 'recommended'): Miss => ({
    type: 'miss',
    v: 1,
    period,
    person: alex.id,
    at: 1_794_000_000_000,
    leads: [],
    isFirst: false,
    reason: { at: 1_794_000_000_000, text: 'Zyxreason' },
    comments: [{ by: megan.id, at: 1_794_000_000_000, text: 'Zyxcomment' }],
    decisions: [{ verdict, by: megan.id, at: 1_794_000_000_000, reason: 'Zyxwhy' }],
  })
  for (const doc of [miss('2026-09', 'excused'), miss('2026-10', 'recommended')]) {
    const id = missId(doc.period, alex.id)
    await bot.store.commit(missPartition('independent', 2026), [{ op: 'create', id, doc }])
  }
})
afterAll(() => bot.close())

async function fetched(card: CardView): Promise<string> {
  const [link] = card.links
  if (!link) throw new Error(`no link on ${card.text}`)
  const file = await bot.edge.fetchFile(link.url)
  expect(file.status).toBe(200)
  return file.text()
}

test('P3: the Executive’s update says what there is to decide, each peer’s hours, and the money', async () => {
  const card = await bot.as('Megan Bowen').says('executive update')
  expect(card.text).toContain('Update for the Group Executive: 2026/27')
  const page = await fetched(card)
  expect(page).toMatch(/^<!doctype html>[\s\S]*<\/html>\s*$/)
  expect(page).toContain('<title>Update for the Group Executive: 2026/27</title>')
  expect(page).toContain('@media print')
  const text = page.replaceAll(/<style>[\s\S]*<\/style>/g, '').replaceAll(/<[^>]+>/g, '|')
  expect(text).toMatch(
    /For the Executive to decide[\s\S]*Alex Wilber\|+October 2026\|+recommended to the Executive by Megan Bowen/,
  )
  expect(text).toMatch(/September 2026\|+excused by Megan Bowen on [A-Z]/)
  // Alex: 6 h of the carried hours first, 2 h of 20 days.
  expect(text).toMatch(/Alex Wilber\|+Regional lead peer, South West\|+0.25 days of 20 days\|+8 h\|/)
  expect(text).toMatch(/Alex Wilber\|+6 h\|+6 h\|+Mon 30 Nov 2026\|+0 h, £0.00\|/)
  expect(text).toMatch(/All\|+2.25 days of 52 days\|/)
  expect(page).not.toMatch(/Zyx|Powys/)
  expect(page).not.toContain('<script>')
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; **B** &amp; &quot;q&quot; ${x}')
})

test('S1: the Annual Report’s figures add up to the same hours in every table, and name nobody', async () => {
  const page = await fetched(await bot.as('Diego Siciliani').says('annual figures 2026/27'))
  const text = page.replaceAll(/<style>[\s\S]*<\/style>/g, '').replaceAll(/<[^>]+>/g, '|')
  expect(text).toContain('3 peers gave 26 h (3.25 days of 8 hours), of 5 in the pool.')
  expect(text.match(/All\|+26 h\|+24 h\|+0 h\|+0 h\|+2 h\|/g)).toHaveLength(3)
  expect(text).toMatch(/Bespoke work with groups and top teams\|+2 h\|+0 h\|+0 h\|+0 h\|+2 h/)
  expect(text).toMatch(/Wales\|+2 h\|/)
  expect(text).toContain('Provisional: peers may log this year until Fri 1 Oct 2027')
  expect(page).not.toMatch(/script>|Alex|Powys|Megan/)
})

test('P3, S1: a printed document is one well-formed page, every section inside its main part', async () => {
  for (const said of ['executive update', 'annual figures']) {
    const page = await fetched(await bot.as('Adele Vance').says(said))
    const places = placesIn(page)
    expect([said, places.filter((each) => each.endsWith('h2')).length]).not.toEqual([said, 0])
    for (const each of places.filter((place) => /(?:h2|table|header)$/.test(place)))
      expect(each).toMatch(/^html body main \w+$/)
    for (const name of ['html', 'body', 'main', 'footer'])
      expect([said, name, places.filter((each) => each.split(' ').at(-1) === name).length]).toEqual([
        said,
        name,
        1,
      ])
  }
})

/** Where each element stands, from the outermost: `html body main h2`; an end tag must end what is open. */
function placesIn(page: string): string[] {
  const open: string[] = []
  const places: string[] = []
  for (const [tag, slash, name = ''] of page.matchAll(/<(\/?)([a-z]\w*)[^>]*>/g)) {
    if (slash && open.pop() !== name) throw new Error(`${tag} ends nothing`)
    if (!slash) places.push([...open, name].join(' '))
    if (!slash && !tag.endsWith('/>')) open.push(name)
  }
  if (open.length > 0) throw new Error(`${open.join(' ')} is left open`)
  return places
}

test('P6: who may have which document, when asking and when fetching', async () => {
  const may: Record<string, string[]> = {
    'executive update': ['Megan Bowen', 'Adele Vance'],
    'annual figures': ['Megan Bowen', 'Adele Vance', 'Patti Fernandez', 'Diego Siciliani'],
  }
  for (const [said, names] of Object.entries(may))
    for (const { name } of demoPersonas) {
      const card = await bot.as(name).says(said)
      expect([said, name, card.links.length]).toEqual([said, name, names.includes(name) ? 1 : 0])
      // A link that was given to somebody who may not have it any more gives nothing.
      const document = said.replace(' ', '-')
      const url = await offerLink(bot.deps, await personOf(bot.store, name), {
        document,
        params: { year: 2026 },
      })
      const { status } = await bot.edge.fetchFile(url)
      expect([said, name, status]).toEqual([said, name, names.includes(name) ? 200 : 403])
    }
})

test('what goes into a document is text, unless the document’s own code made it', () => {
  expect(html`<b title="${'"'}">${'<i>'}${html`<u>${"'&"}</u>`}</b>`.text).toBe(
    '<b title="&quot;">&lt;i&gt;<u>&#39;&amp;</u></b>',
  )
  const { text } = table([['A'], ['B', 'n']], [['<x>', '1']], ['All', '1'])
  expect(text).toContain('<th scope="row" class="w">&lt;x&gt;</th><td class="n">1</td>')
})
