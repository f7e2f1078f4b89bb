// The driver: peers who speak at the same time, each in a conversation of their own, over connections that stay open.
import { Agent, request } from 'node:http'
import { activitiesOf, type Persona } from '../support/activities.ts'
import { viewOf } from '../support/cardView.ts'
import type { Connector } from './connector.ts'
import type { BotProcess } from './processes.ts'

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

/** Posts an activity; the body of the answer, once the turn is over. */
export function post({ name, port }: BotProcess, activity: object): Promise<string> {
  const body = JSON.stringify(activity)
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }
  return new Promise((resolve, reject) => {
    const req = request({ host: '127.0.0.1', port, method: 'POST', path: '/api/messages', agent, headers })
    req.on('error', reject)
    req.on('response', (res) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => void chunks.push(chunk))
      res.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        if (res.statusCode === 200) resolve(text)
        else reject(new Error(`${name} answered ${res.statusCode}: ${text}`))
      })
    })
    req.end(body)
  })
}

/** One thing that a peer does: one turn or several, one after another. */
export type Deed = (bot: BotProcess, who: Persona) => Promise<void>

export type Deeds = ReturnType<typeof createDeeds>

export function createDeeds(connector: Connector) {
  const by = new Map<string, ReturnType<typeof activitiesOf>>()
  const doing = (who: Persona) => {
    const does = by.get(who.id) ?? activitiesOf(who, { serviceUrl: connector.url })
    by.set(who.id, does)
    return does
  }
  const turns = new Map<BotProcess, number>()
  const saves = new Map<string, number>()

  const turn = (bot: BotProcess, activity: object): Promise<string> => {
    turns.set(bot, (turns.get(bot) ?? 0) + 1)
    return post(bot, activity)
  }

  const says =
    (text: string): Deed =>
    async (bot, who) => {
      await turn(bot, doing(who).says(text))
    }

  /** A quarter of an hour, forty times on each date from 1 September on: the form, and Save pressed on it. */
  const logAndSave: Deed = async (bot, who) => {
    const nth = saves.get(who.id) ?? 0
    saves.set(who.id, nth + 1)
    const date = new Date(Date.UTC(2026, 8, 1 + Math.floor(nth / 40))).toISOString().slice(5, 10)
    const [month, day] = date.split('-')
    await says(`log 15m ${day}/${month} mentoring for Rutland`)(bot, who)
    const card = viewOf(lastOf(who))
    const save = card.buttons.find(({ title }) => title === 'Save')
    if (!save) throw new Error(`no Save on: ${card.text}`)
    const answer = await turn(bot, doing(who).presses(save.verb, { ...card.inputs, ...save.data }))
    if (!answer.includes('"Saved ')) throw new Error(`not saved: ${answer}`)
  }

  /** The last activity that somebody was sent. */
  const lastOf = (who: Persona): { summary?: string; attachments?: unknown[]; text?: string } =>
    JSON.parse(connector.last(`a:${who.aadObjectId}`))

  return { says, logAndSave, lastOf, turnsOf: (bot: BotProcess) => turns.get(bot) ?? 0 }
}

/** The peers do the same over and over, all at once, for so long or so many times; each deed's milliseconds. */
export async function drive(
  bot: BotProcess,
  who: readonly Persona[],
  deed: Deed,
  until: { ms: number } | { times: number },
): Promise<{ perSecond: number; taken: number[] }> {
  const started = performance.now()
  const taken: number[] = []
  let begun = 0
  const goesOn = 'ms' in until ? () => performance.now() - started < until.ms : () => begun < until.times
  await Promise.all(
    who.map(async (one) => {
      while (goesOn()) {
        begun++
        const from = performance.now()
        await deed(bot, one)
        taken.push(performance.now() - from)
      }
    }),
  )
  return { perSecond: (taken.length * 1000) / (performance.now() - started), taken }
}
