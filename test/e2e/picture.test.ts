// The README's picture: a peer sees the balance and logs work, in the real client. README_PICTURE=docs/playground.png
// writes it where the README finds it.
import { statSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type TestWorld } from './world.ts'

const picture = process.env['README_PICTURE'] ?? 'screenshots/readme.png'

let world: TestWorld

beforeAll(async () => {
  world = await openWorld(['Alex Wilber'], '2026-11-21T10:00:00Z')
})
afterAll(() => world?.close())

test('the README’s picture shows a balance and a form filled in, in less than 200 KB', async () => {
  const chat = await world.chatOf('Alex Wilber')
  await chat.untilShown('Welcome to Member Peer Hours')
  await chat.page.setViewportSize({ width: 800, height: 1720 })
  await chat.say('balance')
  await chat.untilShown('166 h left')
  await chat.say('log 2h yesterday mentoring for Rutland')
  await chat.untilShown('Carried hours: 6 h − 2 h = 4 h left, use by Mon 30 Nov 2026.')
  await chat.screenshotSince('balance', picture)
  expect(statSync(picture).size).toBeLessThan(200_000)
})
