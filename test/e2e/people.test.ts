// Each person sees their own: the National Lead Peer her figures, the office no log form, a group chat nobody's.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type TestWorld } from './world.ts'

let world: TestWorld

beforeAll(async () => {
  world = await openWorld(['Megan Bowen', 'Adele Vance'], '2026-11-21T10:00:00Z')
})
afterAll(() => world?.close())

test('Megan sees her own 30 days', async () => {
  const chat = await world.chatOf('Megan Bowen')
  await chat.untilShown('Hello Megan. You are here as National Lead Peer, Independent Group.')
  await chat.say('balance')
  await chat.untilShown('240 h left')
  await chat.screenshot('megan-balance')
})

test('Adele logs no hours: she gets no form, and is told so', async () => {
  const chat = await world.chatOf('Adele Vance')
  await chat.untilShown('Hello Adele. You are here as Head of Group Office, Independent Group.')
  expect(await chat.buttons()).toEqual(['Approvals', 'Team', 'Central pot', 'Allocate days', 'People'])
  await chat.screenshot('adele-welcome')
  await chat.say('log 2h yesterday mentoring')
  await chat.untilShown(
    'That is not open to your role, which logs no hours of its own. For a peer, type “log for”, “balance of” or “history of” and their name.',
  )
  expect(await chat.buttons()).toEqual(['Log for a peer', 'Help'])
  await chat.screenshot('adele-log')
})

test('in a group chat the bot answers when mentioned, with nobody’s figures', async () => {
  const chat = await world.chatOf('Megan Bowen')
  await chat.visit('All peers')
  await chat.mention('balance')
  await chat.untilShown('Let us talk in private')
  expect(await chat.lastAnswer()).not.toMatch(/\d/)
  await chat.screenshot('group-chat')
})
