// Speaks first: sends and rewrites cards outside a turn, and says what became of them in words of our own. With teams.ts
// the only file of the bot that knows botbuilder.
import type { CloudAdapter, TurnContext } from 'botbuilder'
import type { Messenger, Undelivered } from '../app/outbox/delivery.ts'
import type { Reach } from '../app/outbox/reach.ts'
import { cardActivity } from './cardActivity.ts'

const channelId = 'msteams'
const audience = 'https://api.botframework.com'

/** @param appId as the adapter has it: empty while authentication is off. */
export function createMessenger(adapter: CloudAdapter, appId: string): Messenger {
  return {
    send: (reach, message) =>
      delivered(async () => {
        const activity = await inChatOf(reach, (context) => context.sendActivity(cardActivity(message)))
        return { type: 'sent', activity: activity?.id ?? '' } as const
      }),
    rewrite: (reach, id, message) =>
      delivered(async () => {
        await inChatOf(reach, (context) => context.updateActivity({ ...cardActivity(message), id }))
        return { type: 'sent' } as const
      }),
    open: (reach) =>
      delivered(async () => ({ type: 'opened', conversation: await conversationWith(reach) }) as const),
  }

  async function inChatOf<T>(
    reach: Reach,
    act: (context: TurnContext) => Promise<T>,
  ): Promise<T | undefined> {
    let answer: T | undefined
    await adapter.continueConversationAsync(appId, referenceOf(reach), async (context) => {
      // botbuilder makes one up, and would send the message as an answer to it.
      delete (context.activity as { id?: string }).id
      answer = await act(context)
    })
    return answer
  }

  async function conversationWith({ serviceUrl, bot, object, tenant }: Reach): Promise<string> {
    let id = ''
    const parameters = {
      isGroup: false,
      bot: { id: bot, name: '' },
      // The Entra id goes in `id`: as `aadObjectId` it is refused.
      members: [{ id: object, name: '' }],
      tenantId: tenant,
      channelData: { tenant: { id: tenant } },
    }
    const logic = async ({ activity }: TurnContext) => {
      id = activity.conversation.id
    }
    await adapter.createConversationAsync(appId, channelId, serviceUrl, audience, parameters, logic)
    return id
  }
}

const referenceOf = ({ serviceUrl, conversation, bot, user, tenant }: Reach) => ({
  channelId,
  serviceUrl,
  bot: { id: bot, name: '' },
  user: { id: user, name: '' },
  conversation: {
    id: conversation,
    tenantId: tenant,
    conversationType: 'personal',
    isGroup: false,
    name: '',
  },
})

/** What Teams or the network did is an outcome; anything else (no token, a bug) is thrown, and then nothing was sent. */
async function delivered<T>(act: () => Promise<T>): Promise<T | Undelivered> {
  try {
    return await act()
  } catch (fault) {
    if (!isConnectorFault(fault)) throw fault
    return outcomeOf(fault)
  }
}

interface ConnectorFault extends Error {
  /** Of the answer, if there was one. */
  readonly statusCode?: number
  /** Teams' word or, without an answer, the system's. */
  readonly code?: string
  readonly response?: { readonly headers: Headers }
}
interface Headers {
  get(name: string): string | undefined
}

/** `AbortError` is our own time limit. */
const isConnectorFault = (fault: unknown): fault is ConnectorFault =>
  fault instanceof Error && (fault.name === 'RestError' || fault.name === 'AbortError')

/** No connection, so that nothing was sent. */
const unconnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

function outcomeOf({ statusCode, code, response }: ConnectorFault): Undelivered {
  switch (statusCode) {
    case undefined:
      return { type: unconnected.has(code ?? '') ? 'retry' : 'unknown' }
    case 412:
    case 429:
    case 503: {
      const afterMs = response && retryAfter(response.headers)
      return afterMs === undefined ? { type: 'retry' } : { type: 'retry', afterMs }
    }
    case 403:
      return { type: 'gone' }
    case 404:
      return { type: 'missing' }
    default:
      // 502 and 504 come from in between, and say nothing of what Teams did; nor does a 200 that cannot be read.
      return { type: statusCode === 408 || statusCode >= 500 || statusCode < 300 ? 'unknown' : 'refused' }
  }
}

/** Milliseconds; Teams gives seconds, or a date beside its own. */
function retryAfter(headers: Headers): number | undefined {
  const said = headers.get('retry-after')?.trim()
  if (!said) return undefined
  const ms = /^\d+$/.test(said)
    ? Number(said) * 1000
    : Date.parse(said) - Date.parse(headers.get('date') ?? '')
  return ms >= 0 ? ms : undefined
}
