// Runs the bot so that nobody is left without an answer: a fault becomes one sentence with a reference that the log has
// too, and an invoke always gets its 200, since Teams sends one that was answered with nothing a second time.
import { INVOKE_RESPONSE_KEY } from 'botbuilder'
import type { TurnContext } from 'botbuilder'
import { loggedType } from './log.ts'
import type { Fields, Logger } from './log.ts'

/** What the server needs of the bot. */
export interface Bot {
  /**
   * Answers one activity. `turnState` holds `correlationId` for the bot's own log lines, and the bot may leave its `route`
   * there for the server's. A throw is a bug or a fault, never a refusal.
   */
  run(context: TurnContext): Promise<void>
}

export type Outcome = 'answered' | 'failed' | 'unanswered'

/** Never throws; says how the turn went and which route the bot took. */
export async function runTurn(
  { bot, log }: { bot: Bot; log: Logger },
  context: TurnContext,
  correlationId: string,
): Promise<{ outcome: Outcome; route?: string }> {
  const { turnState } = context
  const { type } = context.activity
  turnState.set('correlationId', correlationId)
  let outcome: Outcome = 'answered'
  try {
    await bot.run(context)
  } catch (cause) {
    outcome = 'failed'
    log.error('turn failed', { correlationId, activityType: loggedType(type) }, cause)
    if (type === 'invoke') turnState.set(INVOKE_RESPONSE_KEY, undefined)
    if (type === 'message') await apologise(context, log, { correlationId })
  }
  if (type === 'invoke' && !turnState.get(INVOKE_RESPONSE_KEY)) {
    if (outcome === 'answered') {
      outcome = 'unanswered'
      log.error('invoke left unanswered', { correlationId }, undefined)
    }
    turnState.set(INVOKE_RESPONSE_KEY, { type: 'invokeResponse', value: invokeApology(correlationId) })
  }
  const route: unknown = turnState.get('route')
  return typeof route === 'string' ? { outcome, route } : { outcome }
}

/** The answer to an invoke that failed: 200, in the shape Teams shows beneath the card. */
export const invokeApology = (reference: string) => ({
  status: 200,
  body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: apology(reference) },
})

const apology = (reference: string): string =>
  'Sorry, something went wrong on our side. You can safely try again: nothing is recorded twice. ' +
  `If it keeps happening, give your group office the reference ${reference}.`

async function apologise(context: TurnContext, log: Logger, fields: Fields): Promise<void> {
  try {
    await context.sendActivity(apology(fields.correlationId ?? ''))
  } catch (cause) {
    log.error('apology not delivered', fields, cause)
  }
}
