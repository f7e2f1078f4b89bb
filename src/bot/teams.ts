// The bot's edge: where an activity of Teams becomes a turn, and a reply becomes an activity or the answer to an invoke.
// With messenger.ts the only file of the bot that knows botbuilder; another SDK would replace these two and nothing else.
import { INVOKE_RESPONSE_KEY, TeamsInfo, type Attachment, type TurnContext } from 'botbuilder'
import { codeIn } from '../app/people/directory.ts'
import type { Deps } from '../app/deps.ts'
import type { Identify, Member, SignIn } from '../app/people/identify.ts'
import { hash } from '../app/keys.ts'
import type { Wanted } from '../app/records/links.ts'
import { StoreFault } from '../app/ports.ts'
import type { KnownReach, Place } from '../app/outbox/reach.ts'
import { forgetWelcome, welcomeOnce } from '../app/people/welcome.ts'
import { dateAt } from '../domain/calendar.ts'
import { isZone } from '../domain/hours.ts'
import { standingOn, type Person } from '../domain/person.ts'
import { cardActivity, cardContentType } from './cardActivity.ts'
import { Consent, consentCard, putFile, type Drive } from './consent.ts'
import { showHelp } from './dialogs/help.ts'
import { offer } from './dialogs/link.ts'
import { notice, refused } from './dialogs/notice.ts'
import type { Pressed } from './dispatch.ts'
import { makers } from './documents/files.ts'
import { downloadList, fileIn } from './documents/listFile.ts'
import { answerSent, executedIn, submittedIn } from './sent.ts'
import type { Reply, Turn } from './turn.ts'

/** A turn must be answered before Teams sends it again after about 15 s. */
const turnMs = 8_000

export function createBot(
  deps: Deps,
  identify: Identify,
  reach: KnownReach,
  download: typeof downloadList = downloadList,
  drive?: Drive,
): { run(context: TurnContext): Promise<void> } {
  return {
    async run(context) {
      const { activity } = context
      switch (activity.type) {
        case 'message':
          return message(context)
        case 'invoke':
          return invoke(context)
        case 'installationUpdate':
        case 'conversationUpdate':
          return installation(context)
        default:
          return undefined
      }
    },
  }

  async function message(context: TurnContext): Promise<void> {
    const { activity } = context
    if (!isPersonal(context)) {
      if (isMentioned(context)) await send(context, privately())
      return
    }
    const pressed = submittedIn(activity.value)
    const said = (activity.text ?? '').replaceAll('&nbsp;', ' ')
    await send(context, await personalReply(context, said, pressed))
    await askConsent(context)
  }

  async function invoke(context: TurnContext): Promise<void> {
    if (context.activity.name === 'fileConsent/invoke') return fileConsent(context)
    if (context.activity.name !== 'adaptiveCard/action')
      return answerInvoke(context, notice('That is not something I can do', ['Type “help” to see what is.']))
    if (!isPersonal(context)) return answerInvoke(context, privately())
    answerInvoke(context, await personalReply(context, '', executedIn(context.activity.value)))
    await askConsent(context)
  }

  /** Beside a link, where files are taken. It may fail: the link is there. */
  async function askConsent(context: TurnContext): Promise<void> {
    const asked: unknown = context.turnState.get('consent')
    if (!asked) return
    try {
      await context.sendActivity({ type: 'message', attachments: [asked as Attachment] })
    } catch (fault) {
      deps.warn('a file could not be offered', fault)
    }
  }

  /** The person's word on a file: it is put where Teams said, or a new link takes its place. */
  async function fileConsent(context: TurnContext): Promise<void> {
    const { value, replyToId } = context.activity
    const read = Consent.safeParse(value)
    context.turnState.set(INVOKE_RESPONSE_KEY, { type: 'invokeResponse', value: { status: 200, body: {} } })
    context.turnState.set('route', 'file-consent')
    const found = read.success && isPersonal(context) ? await identified(context, '') : undefined
    const person = found && standingOn(found, dateAt(deps.clock.now()))
    if (!read.success || !person || !drive) return
    if (read.data.action === 'accept') {
      const put = await putFile(deps, makers, drive, person, read.data)
      if (put === 'failed') await send(context, await notSaved(context, person, read.data.context))
      else if (put !== 'again') await context.sendActivity({ type: 'message', attachments: [put] })
      if (put === 'again') return
    }
    // Answered: it asks no more.
    if (replyToId)
      await context.deleteActivity(replyToId).catch((fault) => deps.warn('a consent stays', fault))
  }

  function notSaved(context: TurnContext, person: Person, { document, params }: Wanted): Promise<Reply> {
    const lines = ['OneDrive did not take the file. Use the link instead.']
    return offer(deps, turnOf(context, person), [{ document, params, title: 'Not saved', lines }])
  }

  async function personalReply(
    context: TurnContext,
    said: string,
    pressed: Pressed | undefined,
  ): Promise<Reply> {
    try {
      const person = await identified(context, said)
      if (!person) return route(context, 'stranger', stranger(codeIn(said) !== undefined))
      const file = pressed ? undefined : fileIn(context.activity.attachments)
      const answer = await answerSent(deps, turnOf(context, person), { said, pressed, file }, download)
      const offered = answer.reply.file
      if (offered && drive?.takes(context.activity))
        context.turnState.set('consent', await consentCard(deps, makers, person, offered))
      return route(context, answer.route, answer.reply)
    } catch (fault) {
      if (!(fault instanceof StoreFault)) throw fault
      deps.warn('store fault in a turn', fault)
      return route(context, 'busy', refused({ type: 'busy' }))
    }
  }

  /** Installing says hello once, however many events tell of it; removing makes the next time a first one again. */
  async function installation(context: TurnContext): Promise<void> {
    const { activity } = context
    if (!isPersonal(context)) return
    const signIn = signInOf(context)
    if (!signIn) return
    if (activity.type === 'installationUpdate' && activity.action?.startsWith('remove')) {
      const person = await identify(signIn, async () => undefined, '')
      if (person) await reach.forget(person)
      return forgetWelcome(deps, signIn)
    }
    const isAdded =
      activity.type === 'installationUpdate'
        ? activity.action?.startsWith('add')
        : activity.membersAdded?.some(({ id }) => id === activity.recipient.id)
    if (!isAdded) return
    const person = await identified(context, '')
    if (!(await welcomeOnce(deps, signIn))) return
    await send(
      context,
      person
        ? route(context, 'welcome', showHelp(person, dateAt(deps.clock.now()), true))
        : route(context, 'stranger', stranger(false)),
    )
  }

  async function identified(context: TurnContext, said: string): Promise<Person | undefined> {
    const signIn = signInOf(context)
    const person = signIn && (await identify(signIn, () => memberOf(context), said))
    if (person) await reach.remember(person, placeOf(context.activity, signIn))
    return person
  }

  function turnOf({ activity }: TurnContext, person: Person): Turn {
    const now = deps.clock.now()
    const id = hash(person.id, activity.conversation.id, activity.id ?? String(now))
    return { person, id, today: dateAt(now), deadline: now + turnMs }
  }
}

const isPersonal = ({ activity }: TurnContext): boolean =>
  (activity.conversation.conversationType ?? 'personal') === 'personal' && !activity.conversation.isGroup

const isMentioned = ({ activity }: TurnContext): boolean =>
  (activity.entities ?? []).some(
    ({ type, ['mentioned']: mentioned }) => type === 'mention' && mentioned?.id === activity.recipient.id,
  )

/** Identity comes from the activity alone: the tenant and the Entra object id, both opaque. */
function signInOf({ activity }: TurnContext): SignIn | undefined {
  const tenantId: unknown = activity.channelData?.tenant?.id ?? activity.conversation.tenantId
  const objectId = activity.from.aadObjectId
  return typeof tenantId === 'string' && objectId ? { tenantId, objectId } : undefined
}

/** Where the bot can speak to this person first. */
const placeOf = (
  { serviceUrl, conversation, recipient, from, localTimezone }: TurnContext['activity'],
  { tenantId, objectId }: SignIn,
): Place => ({
  serviceUrl,
  conversation: conversation.id,
  bot: recipient.id,
  user: from.id,
  tenant: tenantId,
  object: objectId,
  // The Playground says UTC, where nobody lives.
  ...(localTimezone !== undefined &&
    localTimezone !== 'UTC' &&
    isZone(localTimezone) && { zone: localTimezone }),
})

/** Undefined for somebody whom Teams does not list in the conversation. */
async function memberOf(context: TurnContext): Promise<Member | undefined> {
  try {
    const { name, email, userPrincipalName } = await TeamsInfo.getMember(context, context.activity.from.id)
    return {
      name: name ?? '',
      addresses: [email, userPrincipalName].filter((each) => typeof each === 'string'),
    }
  } catch (fault) {
    if (fault instanceof Error && 'statusCode' in fault && fault.statusCode === 404) return undefined
    throw fault
  }
}

function route(context: TurnContext, name: string, reply: Reply): Reply {
  context.turnState.set('route', name)
  return reply
}

async function send(context: TurnContext, reply: Reply): Promise<void> {
  await context.sendActivity(cardActivity(reply))
}

function answerInvoke(context: TurnContext, { summary, card, keepsCard }: Reply): void {
  const body = keepsCard
    ? { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: summary }
    : { statusCode: 200, type: cardContentType, value: card }
  context.turnState.set(INVOKE_RESPONSE_KEY, { type: 'invokeResponse', value: { status: 200, body } })
}

// Made when they are asked for: the first card takes a tenth of the time that starting does.
const privately = (): Reply =>
  notice('Let us talk in private', [
    'Everybody’s hours are their own business, so I show nobody’s figures here. Open a personal chat with me and type “help”.',
  ])

/** Whether the code is wrong, used or over is not told: it may have been guessed. */
const stranger = (typedCode: boolean): Reply =>
  notice('I do not know you yet', [
    ...(typedCode
      ? ['That code is not good: it has a slip in it, was used, or is more than 14 days old.']
      : []),
    'This bot is for the member peers and the political group offices of the Local Government Association.',
    'If your group office gave you an invitation code, type it here. Otherwise ask your group office to add you.',
  ])
