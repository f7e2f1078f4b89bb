// How long a peer waits: from pressing Send request until the grant is in their chat, while both approvers press Agree the
// moment their cards come. The bot runs as `npm start` runs it, on the embedded store, and the connector answers at once.
import { setTimeout as pause } from 'node:timers/promises'
import { demoPeople } from '../../src/app/demoGroup.ts'
import { activitiesOf, persona, type Persona } from '../support/activities.ts'
import { viewOf, type CardView } from '../support/cardView.ts'
import { startConnector, type Connector } from './connector.ts'
import { post } from './load.ts'
import type { Measure } from './measure.ts'
import { startOurs, type BotProcess } from './processes.ts'
import { median, quantile } from './rounds.ts'
import { seed } from './seed.ts'
import { figure } from './table.ts'

const mostMs = 1000

/**
 * Teams takes five messages of a chat at once and then one every two seconds (pace.ts); an approver has several of each
 * request: its card, and what becomes of it. So long after one another, requests find the pace at rest.
 */
const restMs = 15_000

export const grants: Measure = {
  name: 'grants',
  async run(session) {
    const folder = session.folder()
    await seed(`${folder}/data`, 10)
    const people = demoPeople.map(({ name, email }) => persona(name, { email }))
    const connector = await session.started(startConnector(people))
    const bot = await session.started(startOurs('our bot', folder))
    const talk = (name: string) =>
      talkTo(
        bot,
        connector,
        people.find((each) => each.name === name)!,
      )
    const [isaiah, megan, adele] = [talk('Isaiah Langer'), talk('Megan Bowen'), talk('Adele Vance')]
    for (const each of [isaiah, megan, adele]) await each.says('hi')
    session.say('requests and their grants')
    const taken: number[] = []
    for (let nth = 1; nth <= (session.isQuick ? 4 : 10); nth++) {
      await pause(restMs)
      const what = `Piece of work ${nth}.`
      const form = await isaiah.says('request days')
      const agreed = [megan, adele].map(async (approver) => {
        const card = viewOf(JSON.parse(await approver.next(what)))
        await approver.presses(card, 'Agree')
      })
      const code = `CP-2627-${String(nth).padStart(4, '0')}`
      const granted = isaiah.next(code)
      const from = performance.now()
      await isaiah.presses(form, 'Send request', { ...asked, what })
      await granted
      taken.push(performance.now() - from)
      await Promise.all(agreed)
    }
    const slowest = quantile(taken, 0.99)
    return [
      {
        measure: `request → both keys → grant with the peer, ms, median of ${taken.length}`,
        ours: figure(median(taken), 1),
      },
      {
        measure: 'request → both keys → grant with the peer, ms, p99',
        ours: figure(slowest, 1),
        target: `≤ ${figure(mostMs)}`,
        met: slowest <= mostMs ? 'yes' : 'no',
      },
    ]
  },
}

const asked = {
  hours: '1',
  from: '2026-11-23',
  to: '2026-12-18',
  strand: 'challenge',
  askedBy: 'office',
}

function talkTo(bot: BotProcess, connector: Connector, who: Persona) {
  const does = activitiesOf(who, { serviceUrl: connector.url })
  const conversation = `a:${who.aadObjectId}`
  return {
    next: (words: string) => connector.next(conversation, words),
    async says(text: string): Promise<CardView> {
      await post(bot, does.says(text))
      return viewOf(JSON.parse(connector.last(conversation)))
    },
    async presses(card: CardView, title: string, typed: object = {}): Promise<void> {
      const button = card.buttons.find((each) => each.title === title)
      if (!button) throw new Error(`no ${title} on: ${card.text}`)
      await post(bot, does.presses(button.verb, { ...card.inputs, ...typed, ...button.data }))
    },
  }
}
