// Files into the person's OneDrive, as Teams asks for it: asked beside the link, put once, for whoever may have it then; and
// a link where it fails.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Drive } from '../../src/bot/consent.ts'
import { createDrive } from '../../src/server/drive.ts'
import { startBot, type Talk, type TestBot } from '../support/bot.ts'
import { viewOf } from '../support/cardView.ts'
import { changePerson, joins } from './requests.ts'

let bot: TestBot
/** What was put where, and whether the drive takes anything. */
let puts: { address: string; text: string }[] = []
let takes = true
let isOpen = true
const drive: Drive = {
  takes: () => takes,
  put: async (address, bytes) => {
    if (isOpen) puts.push({ address, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) })
    return isOpen
  },
}

beforeAll(async () => {
  bot = await startBot({ drive })
})
beforeEach(() => {
  puts = []
  takes = isOpen = true
  bot.edge.connector.sent.length = 0
})
afterAll(() => bot.close())

interface Asked {
  readonly contentType: string
  readonly name: string
  readonly content: { sizeInBytes: number; acceptContext: object }
}

/** Asks for the pot's figures, and reads what is offered beside the link. */
async function asksForFile(who: Talk): Promise<Asked | undefined> {
  const card = await who.presses(await who.says('export'), 'Make the file', { what: 'pot' })
  expect(card.links).toHaveLength(1)
  const attachments = bot.edge.connector.sent.flatMap(
    ({ activity }) => (activity.attachments ?? []) as unknown as Asked[],
  )
  return attachments.find(({ contentType }) => contentType.endsWith('file.consent'))
}

let sessions = 0
const answer = (
  who: Talk,
  asked: Asked,
  action: string,
  uploadUrl = `https://x.sharepoint.com/${++sessions}`,
) =>
  who.does.does('invoke', {
    name: 'fileConsent/invoke',
    replyToId: '1:consent',
    value: {
      type: 'fileUpload',
      action,
      context: asked.content.acceptContext,
      uploadInfo: {
        uploadUrl,
        contentUrl: 'https://x.sharepoint.com/file.csv',
        name: asked.name,
        uniqueId: 'u1',
        fileType: 'csv',
      },
    },
  })

const lastSent = () => bot.edge.connector.sent.at(-1)?.activity

test('is asked beside the link, put once however often Teams says yes, and shown', async () => {
  const adele = bot.as('Adele Vance')
  const asked = await asksForFile(adele)
  if (!asked) throw new Error('no file was offered')
  expect(asked.name).toBe('Central pot 2026-27.csv')
  const yes = answer(adele, asked, 'accept')
  for (const { status, body } of await Promise.all([bot.edge.send(yes), bot.edge.send(yes)]))
    expect([status, body]).toEqual([200, {}])
  await bot.edge.send(yes)
  expect(puts.map(({ text }) => text.startsWith('\uFEFFYear,'))).toEqual([true])
  expect(new TextEncoder().encode(puts[0]?.text)).toHaveLength(asked.content.sizeInBytes)
  const shown = bot.edge.connector.sent.flatMap(({ activity }) => (activity.attachments ?? []) as object[])
  expect(shown.filter((each) => JSON.stringify(each).includes('card.file.info'))).toMatchObject([
    {
      name: asked.name,
      contentUrl: 'https://x.sharepoint.com/file.csv',
      content: { uniqueId: 'u1', fileType: 'csv' },
    },
  ])
})

test('a no is a no; a drive that fails gives a link in its place', async () => {
  const adele = bot.as('Adele Vance')
  const asked = await asksForFile(adele)
  if (!asked) throw new Error('no file was offered')
  expect((await bot.edge.send(answer(adele, asked, 'decline'))).status).toBe(200)
  expect(puts).toEqual([])
  isOpen = false
  expect((await bot.edge.send(answer(adele, asked, 'accept'))).status).toBe(200)
  const card = viewOf(lastSent() ?? {})
  expect(card.text).toContain('OneDrive did not take the file')
  expect((await bot.edge.fetchFile(card.links[0]?.url ?? '')).status).toBe(200)
})

test('L1, P6: what is put is made for whoever says yes, as they stand; a forged or bent yes gives nothing', async () => {
  const staff = await joins(bot, 'office-staff')
  const asked = await asksForFile(staff)
  if (!asked) throw new Error('no file was offered')
  await changePerson(bot, staff, { role: 'member-peer' })
  await bot.edge.send(answer(staff, asked, 'accept'))
  await bot.edge.send(answer(bot.as('Alex Wilber'), asked, 'accept'))
  const bent = [
    {},
    null,
    'x',
    { action: 'accept' },
    { action: 'accept', context: { document: 'toString', params: {} } },
  ]
  for (const value of bent)
    expect(
      (await bot.edge.send(staff.does.does('invoke', { name: 'fileConsent/invoke', value }))).status,
    ).toBe(200)
  expect(puts).toEqual([])
})

test('is not asked where files are not taken', async () => {
  takes = false
  expect(await asksForFile(bot.as('Adele Vance'))).toBeUndefined()
})

test('the drive is Teams’ own: one PUT of the whole to OneDrive, and to nowhere else', async () => {
  const sent: [unknown, RequestInit | undefined][] = []
  let status = 201
  const warned: unknown[] = []
  const put: typeof fetch = async (address, init) => {
    sent.push([address, init])
    if (status === 0) throw new TypeError('fetch failed')
    return new Response('', { status })
  }
  const real = createDrive(put, (event, cause) => void warned.push([event, cause]))
  const bytes = new TextEncoder().encode('abc')
  expect(await real.put('https://contoso-my.sharepoint.com/up?session=1', bytes)).toBe(true)
  expect(sent).toMatchObject(
    [[{}, { method: 'PUT', redirect: 'error', headers: { 'Content-Range': 'bytes 0-2/3' } }]].map(
      ([, init]) => ['https://contoso-my.sharepoint.com/up?session=1', init],
    ),
  )
  status = 500
  expect(await real.put('https://contoso-my.sharepoint.com/up', bytes)).toBe(false)
  status = 0
  expect(await real.put('https://contoso-my.sharepoint.com/up', bytes)).toBe(false)
  expect(warned).toEqual([['a file could not be put', new TypeError('fetch failed')]])
  for (const elsewhere of [
    'http://contoso.sharepoint.com/up',
    'https://169.254.169.254/latest',
    'https://sharepoint.com.example.org/',
    'https://contoso.sharepoint.com:8443/',
    'x',
  ])
    expect(await real.put(elsewhere, bytes)).toBe(false)
  expect(sent).toHaveLength(3)
  const teams = { channelId: 'msteams', serviceUrl: 'https://smba.trafficmanager.net/uk/' }
  expect([real.takes(teams), real.takes({ ...teams, serviceUrl: 'http://localhost:56150' })]).toEqual([
    true,
    false,
  ])
})
