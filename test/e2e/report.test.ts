// The office answers questions about numbers in the real client: a report, the entries behind a figure, a document opened by
// its link and printed, who did what, and whether it all agrees.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Chat } from './playground.ts'
import { openWorld, type TestWorld } from './world.ts'

let world: TestWorld
let adele: Chat
const folder = mkdtempSync(join(tmpdir(), 'member-peer-printed-'))

beforeAll(async () => {
  world = await openWorld(['Alex Wilber', 'Adele Vance'], '2026-11-19T10:00:00Z')
  const alex = await world.chatOf('Alex Wilber')
  adele = await world.chatOf('Adele Vance')
  for (const chat of [alex, adele]) await chat.untilShown('Welcome to Member Peer Hours')
  for (const [said, saved] of [
    ['log 2h yesterday query for Powys', 'Saved 2 h'],
    ['log 1.5h 17 November proactive engagement', 'Saved 1.5 h'],
  ] as const) {
    await alex.say(said)
    await alex.press('Save')
    await alex.untilShown(saved)
  }
})
afterAll(async () => {
  await world?.close()
  rmSync(folder, { recursive: true, force: true })
})

test('L7, S1: Adele reads November by activity and opens what is behind a figure', async () => {
  await adele.say('report november')
  await adele.untilShown('3.5 h in 2 entries = 3.5 h claimed')
  await adele.screenshot('report')
  await adele.choose('Figure to open', 'Query, all hours: 2 h')
  await adele.press('Open')
  await adele.untilShown('Alex Wilber: 2 h on Wed 18 Nov 2026: Query')
  await adele.untilShown('Query, all hours: 2 h')
  await adele.screenshot('report-figure')
  await adele.press('Back to the report')
  await adele.choose('Group by', 'Peer')
  await adele.press('Show')
  await adele.untilShown('1 of 4 peers has hours in it.')
  await adele.screenshot('report-by-peer')
})

test('P3: the update for the Executive is fetched by its link, once, and prints', async () => {
  await adele.say('executive update')
  await adele.untilShown('Update for the Group Executive: 2026/27')
  await adele.screenshot('executive-offer')
  const card = adele.page.locator('.ac-adaptiveCard').last()
  const named = { name: 'Get the file' }
  const link = card.getByRole('link', named).or(card.getByRole('button', named))
  const [page] = await Promise.all([adele.page.waitForEvent('popup'), link.click()])
  const download = page.getByRole('button', { name: 'Download' })
  const [file] = await Promise.all([page.waitForEvent('download'), download.click()])
  expect(file.suggestedFilename()).toBe('Executive update 2026-27.html')
  const path = join(folder, 'update.html')
  await file.saveAs(path)
  expect(readFileSync(path, 'utf8')).toContain('Alex Wilber')
  await page.goto(pathToFileURL(path).href)
  await page.getByRole('heading', { name: 'Update for the Group Executive: 2026/27' }).waitFor()
  await page.screenshot({ path: 'screenshots/executive-update.png', fullPage: true })
  // Nothing of it is cut off at the width of an A4 sheet.
  await page.setViewportSize({ width: 690, height: 1000 })
  await page.emulateMedia({ media: 'print' })
  const [scrolls, width] = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, window.innerWidth]',
  )
  expect(scrolls).toBeLessThanOrEqual(width)
  await page.screenshot({ path: 'screenshots/executive-update-print.png', fullPage: true })
  await page.close()
})

test('D5: Adele sees who did what, and that every record agrees', async () => {
  await adele.say('audit alex')
  await adele.untilShown('Alex Wilber entered 2 h on Wed 18 Nov 2026: Query, 2 h claimed.')
  await adele.screenshot('audit')
  await adele.press('Verify the records')
  await adele.page
    .getByText(/checked: no differences/)
    .first()
    .waitFor()
  await adele.screenshot('verify')
})
