// Every card as a telephone shows it: drawn 320 px wide by Microsoft's own library, with the longest texts that people
// may type. Nothing may stick out or be cut off.
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBot, type TestBot } from '../support/bot.ts'
import { valuesIn, type CardView } from '../support/cardView.ts'
import { hostConfig, pageStyle } from './narrowPage.ts'
import { launchBrowser } from './playground.ts'

const library = (file: string) => createRequire(import.meta.url).resolve(`adaptivecards/dist/${file}`)

const longPlace =
  'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Community Council, Ynys Môn, north Wales'
const longNotes = `https://example.com/${'a'.repeat(180)} ${'Talked through the budget with the new group. '.repeat(6)}`

/** The cards by template; each as the bot really answers it. */
async function collectCards(bot: TestBot): Promise<Record<string, Record<string, CardView>>> {
  const alex = bot.as('Alex Wilber')
  const isaiah = bot.as('Isaiah Langer')
  const megan = bot.as('Megan Bowen')
  const adele = bot.as('Adele Vance')
  const long = { place: longPlace, notes: longNotes }

  const form = await alex.says('log 2h yesterday mentoring')
  const refused = await alex.presses(form, 'Save', { ...long, hours: `2h20 ${'or so '.repeat(30)}` })
  const receipt = await alex.presses(form, 'Save', { ...long, hours: '2' })
  const longDay = await alex.presses(await alex.says('log 13h 10 November bespoke support'), 'Save', {
    askedBy: 'direct',
    ...long,
  })
  const held = await alex.presses(longDay, 'Yes, save it')
  const unclaimed = await isaiah.presses(await isaiah.says('log 4h 19 November query'), 'Save')
  const conference = await alex.presses(await alex.says('log 2h 12 November conference'), 'Save')
  const nil = await megan.says('nil return')
  const history = await alex.says('history')
  const balance = await alex.says('balance')
  const cards = {
    help: { help: await alex.says('help'), office: await adele.says('help') },
    log: {
      form,
      refused,
      longDay,
      days: await alex.says('log 10 days from 2 November meeting'),
      correction: await alex.presses(receipt, 'Correct'),
    },
    receipt: {
      receipt,
      held,
      unclaimed,
      conference,
      freed: await isaiah.presses(await firstEntry(isaiah), 'Undo'),
      undone: await alex.presses(receipt, 'Undo'),
      clearedAway: await alex.presses(held, 'Undo'),
    },
    balance: { balance },
    why: { why: await alex.presses(balance, 'Why this number') },
    history: { history, unchosen: await alex.presses(history, 'Correct') },
    notice: {
      nil,
      nilIn: await megan.presses(nil, 'Confirm'),
      nilAlready: await megan.says('nil return october'),
      unknown: await alex.says(`what about ${'really '.repeat(20)} the balanse`),
      forbidden: await adele.says('log 2h yesterday mentoring'),
    },
  }
  const pot = await collectPotCards(bot)
  const office = await collectOfficeCards(bot)
  const logFor = await collectLogForCards(bot)
  const people = await collectImportCards(bot)
  const registers = await collectRegisterCards(bot)
  bot.at('2026-12-10T12:00:00Z')
  return {
    ...cards,
    ...pot,
    ...office,
    import: people.import,
    interests: registers.interests,
    versions: registers.versions,
    log: { ...cards.log, ...pot.log, ...logFor.log },
    receipt: { ...cards.receipt, ...logFor.receipt },
    request: { ...pot.request, ...logFor.request },
    list: { ...pot.list, ...office.list, ...people.list, ...registers.list },
    balance: { ...cards.balance, lapsed: await alex.says('balance') },
    notice: { ...cards.notice, ...pot.notice, ...office.notice, ...people.notice, ...registers.notice },
  }
}

/** A register with the longest texts: completed, overtaken on another device, compared, read by the Head and listed. */
async function collectRegisterCards(bot: TestBot) {
  const alex = bot.as('Alex Wilber')
  const adele = bot.as('Adele Vance')
  const none = Object.fromEntries(
    ['positions', 'contracts', 'other'].map((id) => [`none-${id}`, 'true'] as const),
  )
  const first = await alex.says('interests')
  const typed = {
    ...none,
    'text-paid-work-0': longNotes,
    'from-paid-work-0': '2024-02-29',
    'text-paid-work-1': longPlace,
    'mark-paid-work-1': 'true',
    'text-gifts-0': longPlace,
  }
  const refused = await alex.presses(first, 'Save', { ...typed, 'text-gifts-0': longNotes.repeat(3) })
  const saved = await alex.presses(first, 'Save', typed)
  const [one, two] = [await alex.says('interests'), await alex.says('interests')]
  await alex.presses(one, 'Save', { 'text-e1': longPlace, 'text-gifts-0': longNotes })
  const late = await alex.presses(two, 'Save', { 'text-e1': 'Mine' })
  const changed = await alex.presses(await alex.says('interests'), 'What changed')
  const list = await adele.says('interests')
  const [id = ''] = valuesIn(list, 'chosen').slice(-1)
  return {
    interests: {
      first,
      refused,
      late,
      roomy: await alex.presses(await alex.says('interests'), 'Room for more entries'),
    },
    versions: { changed },
    list: { registers: list, register: await adele.presses(list, 'Open', { chosen: id }) },
    notice: { registerSaved: saved },
  }
}

/** Requests and clearances as each side sees them, from the empty form to the hours charged. */
async function collectPotCards(bot: TestBot) {
  const isaiah = bot.as('Isaiah Langer')
  const megan = bot.as('Megan Bowen')
  const adele = bot.as('Adele Vance')
  const form = await isaiah.says('request days')
  const typed = { hours: '24', from: '2026-11-16', to: '2026-12-11', what: longNotes, strand: 'bespoke' }
  const sent = await isaiah.presses(form, 'Send request', typed)
  const [asked, alsoAsked] = [await newsOf(bot, megan), await newsOf(bot, adele)]
  const approvals = await adele.says('approvals')
  const refused = await adele.presses(alsoAsked, 'Decline', { reason: longNotes.repeat(2) })
  const opened = await adele.presses(approvals, 'Open')
  const pending = await isaiah.presses(await isaiah.says('my requests'), 'Open')
  const agreed = await megan.presses(asked, 'Agree')
  await adele.presses(opened, 'Agree')
  const granted = await newsOf(bot, isaiah)
  const pot = await adele.says('pot')
  const toRevoke = await adele.presses(pot, 'Open', { chosen: 'request 2026 1' })

  const event = await isaiah.presses(await isaiah.says('ask first'), 'Ask', {
    event: longNotes,
    date: '2026-11-21',
  })
  const toClear = await newsOf(bot, adele)
  await adele.presses(toClear, 'Clear')
  const cleared = await newsOf(bot, isaiah)
  const charged = await isaiah.says('log 2h yesterday mentoring')
  const again = { ...typed, hours: '30' }
  return {
    requestDays: {
      form,
      sum: await isaiah.presses(await isaiah.says('request days'), 'Show the sum', typed),
      refused: await isaiah.presses(form, 'Send request', { hours: `2h20 ${'or so '.repeat(30)}` }),
      covered: await megan.presses(await megan.says('request days'), 'Send request', typed),
      second: await isaiah.presses(await isaiah.says('request days'), 'Send request', again),
    },
    request: {
      asked,
      refused,
      opened,
      pending,
      agreed,
      granted,
      toRevoke,
      declined: await declinedAfter(bot, again),
      toClear,
      cleared,
    },
    list: { approvals, mine: await isaiah.says('my requests') },
    pot: { pot, refused: await adele.presses(pot, 'Set the pot', { days: `15 ${'or so '.repeat(30)}` }) },
    askFirst: {
      form: await isaiah.says('ask first'),
      refused: await isaiah.presses(await isaiah.says('ask first'), 'Ask', {
        event: longNotes.repeat(2),
        date: '2026-11-02',
      }),
    },
    log: { charged },
    notice: { sent, event },
  }
}

/** A second request for the same work, declined at length: the news of it. */
async function declinedAfter(bot: TestBot, typed: Record<string, string>): Promise<CardView> {
  const isaiah = bot.as('Isaiah Langer')
  const adele = bot.as('Adele Vance')
  const asked = await isaiah.presses(await isaiah.says('request days'), 'Send request', typed)
  await isaiah.presses(asked, 'Yes, a second one')
  await adele.presses(await newsOf(bot, adele), 'Decline', { reason: longNotes })
  return newsOf(bot, isaiah)
}

/** Stand-ins, people and allocations, with as long a name as anybody has. */
async function collectOfficeCards(bot: TestBot) {
  const adele = bot.as('Adele Vance')
  const name = `Y Fonesig ${'Gwenllian-Angharad '.repeat(3)}Fitzgerald-Featherstonehaugh`
  const email = `${'gwenllian.angharad.'.repeat(3)}fitzgerald@llanfairpwllgwyngyll.example.org`
  const person = await adele.presses(await adele.says('people'), 'Add somebody')
  const invited = await adele.presses(person, 'Add', { name, email, role: 'office-staff' })
  const standIn = await adele.says('stand in')
  const [patti = ''] = valuesIn(standIn, 'person')
  const named = await adele.presses(standIn, 'Name stand-in', { person: patti, to: '2026-11-27' })
  const allocate = await adele.says('allocate')
  const [peer = ''] = valuesIn(allocate, 'person')
  const absence = await adele.says('absence')
  const away = await adele.says('notifications')
  const leaver = await adele.presses(await adele.says('people Gwenllian'), 'Open')
  const opening = await adele.says('opening alex')
  const entries = await adele.says('history of isaiah')
  const entry = valuesIn(entries, 'entry').at(-1) ?? ''
  const amend = await adele.presses(entries, 'Change it', { entry })
  const report = await adele.says('report september to november by council')
  const file = await adele.says('export entries october')
  return {
    adjust: {
      opening,
      refused: await adele.presses(opening, 'Enter the opening', {
        first: 'or so '.repeat(40),
        second: '-1',
        reason: longNotes,
      }),
      amend,
      asked: await adele.presses(amend, 'Correct', { first: '13', reason: longNotes }),
    },
    export: { file, refused: await adele.presses(file, 'Make the file', { to: '2026-09-01' }) },
    link: { link: await adele.presses(file, 'Make the file') },
    absence: {
      absence,
      refused: await adele.presses(absence, 'Agree absence', {
        person: peer,
        from: '2026-11-30',
        to: '2026-11-02',
      }),
      agreed: await adele.presses(absence, 'Agree absence', {
        person: peer,
        from: '2026-11-02',
        to: '2026-11-30',
      }),
    },
    audit: {
      audit: await adele.says('audit'),
      refused: await adele.says(`audit ${'nobody '.repeat(20)}`),
    },
    report: {
      report,
      refused: await adele.says(`report ${'the other day '.repeat(20)}`),
    },
    notifications: {
      away,
      refused: await adele.presses(away, 'Save', { from: '2026-11-30', to: '2026-11-02' }),
      saved: await adele.presses(away, 'Save', { office: 'off', from: '2026-11-23', to: '2026-11-27' }),
    },
    person: {
      person,
      refused: await adele.presses(person, 'Add', { name, email: longPlace }),
      leaver,
      unreasoned: await adele.presses(leaver, 'Save', { leftOn: '2026-12-31', email: longPlace }),
    },
    list: { people: await adele.says('people') },
    ...(await collectReviewCards(bot)),
    standIn: {
      standIn,
      named: await adele.presses(named, 'Stand-ins'),
      leader: await bot.as('Diego Siciliani').says('stand in'),
    },
    allocate: {
      allocate,
      refused: await adele.presses(allocate, 'Allocate', { person: peer, days: `20 ${'or so '.repeat(30)}` }),
    },
    notice: { invited, standInNamed: named },
  }
}

/** Hours that the office logs for a peer, and what the peer says against them. */
async function collectLogForCards(bot: TestBot) {
  const [adele, alex] = [bot.as('Adele Vance'), bot.as('Alex Wilber')]
  const typed = { notes: longNotes, place: longPlace.slice(0, 100) }
  const opened = await adele.says('log for Alex 2h yesterday mentoring')
  const logFor = await adele.presses(opened, 'Show the effect', typed)
  const loggedFor = await adele.presses(logFor, 'Save')
  await alex.says('hi')
  const copy = await newsOf(bot, alex)
  await alex.presses(copy, 'Dispute', { reason: longNotes })
  return {
    log: { logFor, unsure: await adele.says('log for Robins 2h yesterday') },
    receipt: { loggedFor },
    request: {
      enteredFor: copy,
      disputed: await adele.presses(await newsOf(bot, adele), 'Keep it'),
      settling: await adele.presses(await adele.says('disputes'), 'Open'),
    },
  }
}

/** The team, and a peer's review and profile, with the longest texts. */
async function collectReviewCards(bot: TestBot) {
  const [adele, alex] = [bot.as('Adele Vance'), bot.as('Alex Wilber')]
  const text = longNotes.slice(0, 480)
  const team = await adele.says('team')
  const opened = await adele.presses(team, 'Open review')
  const said = await adele.presses(opened, 'Give feedback', { text })
  const noted = await adele.presses(said, 'Note a conversation', { text, on: '2026-11-20' })
  const form = await alex.says('profile')
  return {
    team: { team, region: await bot.as('Megan Bowen').says('team wales') },
    review: {
      opened,
      noted,
      refused: await adele.presses(noted, 'Record', { text: longNotes.repeat(2), on: '2026-11-20' }),
      own: await alex.says('my review'),
    },
    profile: {
      form,
      refused: await alex.presses(form, 'Save', { other: longNotes, about: longNotes.repeat(2) }),
      saved: await alex.presses(form, 'Save', { skills: 'finance,voluntary', other: longPlace, about: text }),
    },
  }
}

/** A list of people, from the empty form to the outcome. */
async function collectImportCards(bot: TestBot) {
  const adele = bot.as('Adele Vance')
  const name = `Fonesig ${'Gwenllian-Angharad '.repeat(3)}Fitzgerald`
  const list = `Name,Email,Role,Regions,Days\n${name},g@example.org,Member peer,,1\n=A,b,c,${'Nowhere '.repeat(9)},ten`
  const form = await adele.says('import')
  const preview = await adele.presses(form, 'Check the list', { list })
  return {
    import: { form, refused: await adele.presses(form, 'Check the list', { list: longNotes }) },
    list: { preview, faulty: await adele.presses(preview, 'Rows with problems') },
    notice: { imported: await adele.presses(preview, 'Add 1') },
  }
}

/** The newest of the cards that came to somebody by themselves. */
async function newsOf(bot: TestBot, who: ReturnType<TestBot['as']>): Promise<CardView> {
  await bot.runDue()
  const news = who.copies().at(-1)
  if (!news) throw new Error(`nothing came for ${who.who.name}`)
  return news
}

/** The oldest work of the history, chosen to be undone. */
async function firstEntry(peer: ReturnType<TestBot['as']>): Promise<CardView> {
  const history = await peer.says('history')
  return { ...history, inputs: { entry: valuesIn(history, 'entry').at(-1) ?? '' } }
}

let browser: Browser
let page: Page
let cards: Record<string, Record<string, CardView>>

beforeAll(async () => {
  const bot = await startBot()
  try {
    cards = await collectCards(bot)
  } finally {
    await bot.close()
  }
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 320, height: 640 }, locale: 'en-GB' })
  await page.setContent('<!doctype html><html lang="en-GB"><main></main></html>')
  await page.addStyleTag({ path: library('adaptivecards.css') })
  await page.addStyleTag({ content: pageStyle })
  await page.addScriptTag({ path: library('adaptivecards.js') })
})
afterAll(() => browser?.close())

test('every template is drawn', () => {
  expect(Object.keys(cards).toSorted()).toEqual(
    readdirSync('cards')
      .map((file) => file.replace('.json', ''))
      .toSorted(),
  )
})

const templates = readdirSync('cards').map((file) => file.replace('.json', ''))

test.each(templates)('%s fits 320 px', async (template) => {
  for (const [name, { card, text }] of Object.entries(cards[template] ?? {})) {
    await page.evaluate(draw(card))
    expect(await page.locator('main').innerText()).toContain(text.split('\n')[0])
    await page.screenshot({ path: `screenshots/320-${template}-${name}.png`, fullPage: true })
    expect(
      await page.evaluate('document.documentElement.scrollWidth'),
      `${template} ${name}`,
    ).toBeLessThanOrEqual(320)
    expect(await page.evaluate<string[]>(cutOff), `${template} ${name}`).toEqual([])
  }
})

/** Runs in the page. */
const draw = (card: unknown): string => `(() => {
  const drawn = new AdaptiveCards.AdaptiveCard()
  drawn.hostConfig = new AdaptiveCards.HostConfig(${JSON.stringify(hostConfig)})
  drawn.parse(${JSON.stringify(card)})
  document.querySelector('main').replaceChildren(drawn.render())
})()`

/** Runs in the page: the texts that stick out of the card or of their own box. What is typed scrolls in its field. */
const cutOff = `(() => {
  const edge = document.querySelector('main').getBoundingClientRect()
  return [...document.querySelectorAll('main *')]
    .filter((each) => each.textContent.trim() !== '' && !each.closest('select, textarea'))
    // What is folded away.
    .filter((each) => each.getClientRects().length > 0)
    .filter((each) => {
      const box = each.getBoundingClientRect()
      const isInside = box.left >= edge.left - 0.5 && box.right <= edge.right + 0.5
      return !isInside || each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display !== 'inline'
    })
    .map((each) => each.tagName + ' ' + each.textContent.slice(0, 60))
})()`
