// A file asked for in the chat, opened over its link in the browser, downloaded and read back; the link is then used up.
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type TestWorld } from './world.ts'

let world: TestWorld

beforeAll(async () => {
  world = await openWorld(['Adele Vance', 'Alex Wilber'], '2026-11-21T10:00:00Z')
})
afterAll(() => world?.close())

type Chat = Awaited<ReturnType<TestWorld['chatOf']>>

/** Opens the link of the newest card, and saves what its page gives. */
async function download(chat: Chat, title: string, shot: string) {
  const link = chat
    .lastCard()
    .getByRole('button', { name: title, exact: true })
    .or(chat.lastCard().getByRole('link', { name: title, exact: true }))
  const [page] = await Promise.all([chat.page.waitForEvent('popup'), link.click()])
  await page.getByRole('heading', { name: 'Your file is ready' }).waitFor()
  await page.screenshot({ path: `screenshots/${shot}.png` })
  const download = page.getByRole('button', { name: 'Download' })
  const [file] = await Promise.all([page.waitForEvent('download'), download.click()])
  const text = readFileSync(await file.path(), 'utf8')
  return { page, name: file.suggestedFilename(), text }
}

test('X4, P6: what a peer logged is in the office’s file, opened and read back; the link works once', async () => {
  const alex = await world.chatOf('Alex Wilber')
  await alex.say('log 2h yesterday mentoring for Rutland')
  await alex.fill('Notes', '=1+1 said Zoë')
  await alex.press('Save')
  const adele = await world.chatOf('Adele Vance')
  await adele.say('export')
  await adele.screenshot('export-form')
  await adele.press('Make the file')
  await adele.screenshot('export-link')
  const { page, name, text } = await download(adele, 'Get the file', 'export-page')
  expect(name).toBe('Entries 2026-27.csv')
  const rows: Record<string, string>[] = parse(text, { columns: true, bom: true })
  expect(rows.findLast(({ Peer }) => Peer === 'Alex Wilber')).toMatchObject({
    'Date of work': '2026-11-20',
    Hours: '2',
    'Council or region': 'Rutland',
    Notes: "'=1+1 said Zoë",
  })
  await page.getByRole('button', { name: 'Download' }).click()
  await page.getByRole('heading', { name: 'This link has been used' }).waitFor()
  await page.screenshot({ path: 'screenshots/export-used.png' })
})

test('everything held about a peer opens as a page of its own', async () => {
  const alex = await world.chatOf('Alex Wilber')
  await alex.say('my data')
  const { page, name, text } = await download(alex, 'To read and print', 'my-data-link')
  expect(name).toBe('My data 2026-11-21.html')
  await page.goto('about:blank')
  await page.setContent(text)
  await page.getByRole('heading', { name: 'Your hours' }).waitFor()
  expect(await page.getByText('=1+1 said Zoë').count()).toBe(1)
  await page.screenshot({ path: 'screenshots/my-data.png', fullPage: true })
})
