// What an activity must be before anything reads it: the parts that botbuilder and the bot's edge rely on. The rest
// (`text` apart) is only passed on, and is parsed where it is used.
import type { Activity } from 'botbuilder'
import { z } from 'zod'

/** Whether this is at least meant as an activity: an object that names its type. */
export const isActivityLike = (body: unknown): body is Record<string, unknown> & { type: string } =>
  typeof body === 'object' && body !== null && 'type' in body && typeof body.type === 'string'

/**
 * The activity itself, not a copy, with its times as dates like botbuilder's own reading makes them; undefined when it
 * has not the shape of one. Types nobody knows are let through: the bot ignores them.
 */
export function toActivity(body: object): Activity | undefined {
  if (!shape.safeParse(body).success) return undefined
  const activity = body as Activity & Record<string, unknown>
  for (const [time, raw] of times) {
    const said = activity[time]
    if (said === undefined) continue
    const date = new Date(typeof said === 'string' ? said : Number.NaN)
    if (Number.isNaN(date.getTime())) delete activity[time]
    else {
      activity[raw] = said
      activity[time] = date
    }
  }
  return activity
}

const times = [
  ['timestamp', 'rawTimestamp'],
  ['localTimestamp', 'rawLocalTimestamp'],
  ['expiration', 'rawExpiration'],
] as const

const word = z.string().max(2048)
const account = z.object({ id: word.min(1), name: z.string().nullish(), aadObjectId: word.nullish() })

const shape = z.object({
  type: word.min(1),
  id: word.nullish(),
  channelId: word,
  serviceUrl: word.regex(/^https?:\/\/[^/]/),
  from: account,
  recipient: account,
  conversation: z.object({
    id: word.min(1),
    conversationType: word.nullish(),
    tenantId: word.nullish(),
    isGroup: z.boolean().nullish(),
  }),
  text: z.string().nullish(),
  name: word.nullish(),
  action: word.nullish(),
  locale: word.nullish(),
  localTimezone: word.nullish(),
  replyToId: word.nullish(),
  deliveryMode: z.enum(['normal', 'notification']).nullish(),
  entities: z.array(z.looseObject({ type: z.string() })).nullish(),
  attachments: z.array(z.looseObject({ contentType: z.string() })).nullish(),
  membersAdded: z.array(account).nullish(),
  membersRemoved: z.array(account).nullish(),
  channelData: z.looseObject({ tenant: z.looseObject({ id: word }).nullish() }).nullish(),
})
