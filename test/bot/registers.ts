// Registers of interests for a test: completed in chat, and read from the store beside the bot.
import { peerPartition, under } from '../../src/app/keys.ts'
import { RegisterVersion } from '../../src/domain/register.ts'
import type { Talk, TestBot } from '../support/bot.ts'
import type { CardView } from '../support/cardView.ts'
import { personOf } from './peers.ts'

const headings = ['paid-work', 'positions', 'contracts', 'gifts', 'other'] as const

/** “None” ticked under these headings. */
export const noneOf = (...ids: string[]): Record<string, string> =>
  Object.fromEntries(ids.map((id) => [`none-${id}`, 'true']))

/** Completes a first registration: none everywhere, but for what is typed. */
export const completed = async (talk: Talk, typed: Record<string, string> = {}): Promise<CardView> =>
  talk.presses(await talk.says('interests'), 'Save', { ...noneOf(...headings), ...typed })

/** A person's versions, oldest first. */
export async function versionsOf(bot: TestBot, name: string): Promise<RegisterVersion[]> {
  const person = await personOf(bot.store, name)
  const found: RegisterVersion[] = []
  for await (const { doc } of bot.store.list(peerPartition(person), under('register-version')))
    found.push(RegisterVersion.parse(doc))
  return found
}
