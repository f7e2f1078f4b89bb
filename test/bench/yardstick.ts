// The yardsticks, as botbuilder's own samples are written: `echo` sends a text back; `card` expands our balance card from
// figures that stand here, without a store, a rule or a person. Run as a process of its own: `yardstick.ts echo|card`.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Template } from 'adaptivecards-templating'
import {
  ActivityHandler,
  CardFactory,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  MessageFactory,
} from 'botbuilder'
import type { Request, Response } from 'botbuilder'

/** What of restify a plain bot uses; src/ declares only what it uses itself. */
interface Restify {
  createServer(): {
    use(handler: unknown): void
    post(path: string, handler: (req: Request, res: Response) => Promise<void>): void
    listen(port: number, host: string, listening: () => void): void
    address(): { port: number }
  }
  plugins: { bodyParser(): unknown }
}

const action = (title: string, verb: string) => ({
  title,
  verb,
  data: { year: 2026, verb, v: 1 },
  style: 'default',
  inputs: 'none',
})
const figures = {
  summary:
    '2,408 h left of 2026/27, 8 h of it carried over and to be used by Mon 30 Nov 2026. Used 0 h, held 0 h, unclaimed 0 h.',
  title: 'Your hours 2026/27',
  asOf: 'As of Sat 21 Nov 2026',
  remaining: '2,408 h left',
  warnings: ['8 h carried over lapse after Mon 30 Nov 2026: 9 days to go (rule C2).'],
  facts: [
    { title: 'Carried over', value: '8 h, 8 h left; use by Mon 30 Nov 2026' },
    { title: '2026/27', value: '2,400 h (300 days), 2,400 h left' },
    { title: 'Central pot', value: 'nothing agreed' },
    { title: 'Used', value: '0 h' },
    { title: 'Held', value: '0 h' },
    { title: 'Unclaimed', value: '0 h' },
    { title: 'Remaining', value: '8 h + 2,400 h = 2,408 h' },
    { title: 'By Tue 31 Aug 2027', value: 'at your pace 0 h more, 2,400 h unused' },
    { title: 'Paid', value: '£9,050.00 a month' },
  ],
  actions: [action('Log hours', 'log'), action('Why this number', 'why'), action('History', 'history')],
}

class CardBot extends ActivityHandler {
  readonly #template = new Template(
    JSON.parse(readFileSync(new URL('../../cards/balance.json', import.meta.url), 'utf8')),
  )
  constructor() {
    super()
    this.onMessage(async (context, next) => {
      const card = this.#template.expand({ $root: figures }) as object
      const message = MessageFactory.attachment(CardFactory.adaptiveCard(card))
      await context.sendActivity({ ...message, summary: figures.summary })
      await next()
    })
  }
}

class EchoBot extends ActivityHandler {
  constructor() {
    super()
    this.onMessage(async (context, next) => {
      await context.sendActivity(MessageFactory.text(`You said: ${context.activity.text}`))
      await next()
    })
  }
}

const bot = process.argv[2] === 'card' ? new CardBot() : new EchoBot()
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}))
const restify = createRequire(import.meta.url)('restify') as Restify
const server = restify.createServer()
server.use(restify.plugins.bodyParser())
const serve = async (req: Request, res: Response) => {
  await adapter.process(req, res, (context) => bot.run(context))
}
// oxlint-disable-next-line oxc/no-async-endpoint-handlers -- restify takes no other with two parameters
server.post('/api/messages', serve)
server.listen(0, '127.0.0.1', () => process.send?.({ port: server.address().port }))
process.on('disconnect', () => process.exit())
