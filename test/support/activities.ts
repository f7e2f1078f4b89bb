// Activities as Teams sends them, so that a test reads as what somebody did: `alex.says('balance')`,
// `alex.presses('save', data)`. Each call is a new activity with an id of its own; send one twice to redeliver it.

export interface Persona {
  /** Teams' id of the person for this bot: `29:…`. */
  id: string
  aadObjectId: string
  name: string
  email: string
  userPrincipalName: string
  tenantId: string
}

/** A JSON activity; any field may be overridden. */
export type TestActivity = Record<string, unknown> & { type: string; id: string }

export const demoTenant = '00000000-0000-0000-0000-0000000000001'
export const testBot = { id: '28:member-peer-bot', name: 'Member peers' }

/** Somebody by name; everything else follows from it unless given. */
export function persona(name: string, given: Partial<Persona> = {}): Persona {
  const slug = name.toLowerCase().replaceAll(' ', '.')
  const email = given.email ?? `${slug}@example.com`
  return {
    id: `29:${slug}`,
    aadObjectId: `oid-${slug}`,
    name,
    email,
    userPrincipalName: email,
    tenantId: demoTenant,
    ...given,
  }
}

export interface Place {
  /** The connector's address; the bot answers there. */
  serviceUrl: string
  /** Left out, every persona has a personal chat of their own. */
  conversationId?: string
  /** ISO time with offset. */
  at?: string
}

let sequence = 0

/** Builders of what one person does in one place. */
export function activitiesOf(who: Persona, place: Place) {
  const at = place.at ?? '2026-11-21T09:00:00.000+00:00'
  const personal = {
    conversationType: 'personal',
    tenantId: who.tenantId,
    id: place.conversationId ?? `a:${who.aadObjectId}`,
  }

  const make = (type: string, fields: object): TestActivity => ({
    type,
    id: `f:${++sequence}`,
    timestamp: new Date(at).toISOString(),
    localTimestamp: at,
    localTimezone: 'Europe/London',
    locale: 'en-GB',
    channelId: 'msteams',
    serviceUrl: place.serviceUrl,
    from: { id: who.id, name: who.name, aadObjectId: who.aadObjectId },
    recipient: testBot,
    conversation: personal,
    channelData: { tenant: { id: who.tenantId } },
    ...fields,
  })

  const mention = (text: string) => ({
    textFormat: 'plain',
    text: `<at>${testBot.name}</at> ${text}`,
    entities: [{ type: 'mention', text: `<at>${testBot.name}</at>`, mentioned: testBot }],
  })

  return {
    /** A message typed in the personal chat. */
    says: (text: string, fields: object = {}) =>
      make('message', {
        textFormat: 'plain',
        text,
        entities: [{ type: 'clientInfo', locale: 'en-GB', country: 'GB', platform: 'Web' }],
        ...fields,
      }),

    /** `Action.Execute`: the answer is in the HTTP response. `replyToId` is the card it was pressed on. */
    presses: (verb: string, data: object = {}, fields: object = {}) =>
      make('invoke', {
        name: 'adaptiveCard/action',
        value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
        replyToId: '1:card',
        ...fields,
      }),

    /** `Action.Submit`, as clients without `Action.Execute` send it: a message with a value and no text. */
    submits: (value: object, fields: object = {}) =>
      make('message', { value, replyToId: '1:card', ...fields }),

    /** The app was added to, or removed from, the personal chat. */
    installs: (fields: object = {}) => make('installationUpdate', { action: 'add', ...fields }),
    uninstalls: (fields: object = {}) => make('installationUpdate', { action: 'remove', ...fields }),

    /** What comes beside an installation: the bot, and whoever else, joined the conversation. */
    joins: (members: readonly { id: string }[] = [testBot], fields: object = {}) =>
      make('conversationUpdate', { membersAdded: members, ...fields }),

    /** A message that mentions the bot in a group chat. */
    saysInGroupChat: (text: string, fields: object = {}) =>
      make('message', {
        ...mention(text),
        conversation: {
          conversationType: 'groupChat',
          isGroup: true,
          tenantId: who.tenantId,
          id: '19:group@thread.v2',
        },
        ...fields,
      }),

    /** A message that mentions the bot in a channel of a team. */
    saysInChannel: (text: string, fields: object = {}) =>
      make('message', {
        ...mention(text),
        conversation: {
          conversationType: 'channel',
          isGroup: true,
          tenantId: who.tenantId,
          id: '19:channel@thread.tacv2;messageid=1',
        },
        channelData: {
          tenant: { id: who.tenantId },
          channel: { id: '19:channel@thread.tacv2' },
          team: { id: '19:team@thread.tacv2' },
        },
        ...fields,
      }),

    /** Any other activity. */
    does: make,
  }
}
