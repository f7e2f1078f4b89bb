// From what somebody said or pressed to the route that answers it. Never a dead end: an unknown text is answered with
// the nearest commands, a card that cannot be read with a fresh start.
import type { Deps } from '../app/deps.ts'
import { StoreFault } from '../app/ports.ts'
import { mayDo, type Action } from '../domain/permissions.ts'
import { longDate } from '../domain/format.ts'
import { standingOn, type Person } from '../domain/person.ts'
import type { Button } from './cardParts.ts'
import { button, cardVersion } from './cards.ts'
import { notice, refused } from './dialogs/notice.ts'
import { aboutPeerNamed } from './dialogs/people/peerNamed.ts'
import { readLogText } from './logText.ts'
import { meaningOf } from './meant.ts'
import { nearestCommands } from './nearest.ts'
import type { Route } from './route.ts'
import { routes } from './routes.ts'
import type { Reply, Turn } from './turn.ts'

/** What a button sent: the route's verb, and the card's data with the inputs. */
export interface Pressed {
  readonly verb: string
  readonly data: Readonly<Record<string, unknown>>
}

export interface Answer {
  readonly reply: Reply
  /** The route that answered, for the log. */
  readonly route: string
}

export async function answerPressed(deps: Deps, given: Turn, { verb, data }: Pressed): Promise<Answer> {
  const turn = standing(given)
  if (!turn) return ended(given)
  const route = routes.find((each) => each.verb === verb)
  if (!route || data['v'] !== cardVersion) return { reply: staleCard(turn.person), route: 'stale-card' }
  return { reply: (await answer(deps, turn, route, data)) ?? staleCard(turn.person), route: verb }
}

export async function answerSaid(deps: Deps, given: Turn, said: string): Promise<Answer> {
  const turn = standing(given)
  if (!turn) return ended(given)
  const heard = hear(said, turn)
  if (heard) {
    const reply = await answer(deps, turn, heard.route, heard.input)
    if (reply) return { reply, route: heard.route.verb }
  }
  return { reply: await unknown(deps, turn, said), route: 'unknown-text' }
}

async function unknown(deps: Deps, turn: Turn, said: string): Promise<Reply> {
  const meant = unknownText(turn, said)
  if (meant.isKnown) return meant.reply
  try {
    return (await aboutPeerNamed(deps, turn, said, meant.near)) ?? meant.reply
  } catch (fault) {
    if (!(fault instanceof StoreFault)) throw fault
    deps.warn('store fault in a turn', fault)
    return meant.reply
  }
}

/** L1: a role that has ended opens nothing any more. */
function standing(turn: Turn): Turn | undefined {
  const person = standingOn(turn.person, turn.today)
  return person && { ...turn, person }
}

const ended = ({ person }: Turn): Answer => ({
  route: 'ended',
  reply: notice('Your role has ended', [
    `Your role ended on ${longDate(person.leftOn ?? '')}, so nothing is open to you here any more. If that is wrong, tell your group office.`,
  ]),
})

async function answer(deps: Deps, turn: Turn, route: Route, input: unknown): Promise<Reply | undefined> {
  const { action } = route
  if (action && !mayDo(turn.person, action, turn.person)) return notOpen(turn.person, action, route.verb)
  try {
    return await route.answer(deps, turn, input)
  } catch (fault) {
    if (!(fault instanceof StoreFault)) throw fault
    deps.warn('store fault in a turn', fault)
    return refused({ type: 'busy' })
  }
}

/** The office logs no hours of its own and asks for none: it has commands for a peer's, and decides what peers ask for. */
function notOpen(person: Person, action: Action, verb: string): Reply {
  if (action !== 'log-hours' || !mayDo(person, 'log-for', person))
    return refused({ type: 'not-allowed' }, ways(person))
  return /request|ask/.test(verb)
    ? notice(
        'That did not work',
        [
          'That is not open to your role, which asks for no hours of its own. What peers ask for is in “approvals” while it waits for you, and each request to the pot, with what became of it, in “pot”.',
        ],
        [button('Approvals', 'approvals'), button('Central pot', 'pot'), button('Help', 'help')],
      )
    : notice(
        'That did not work',
        [
          'That is not open to your role, which logs no hours of its own. For a peer, type “log for”, “balance of” or “history of” and their name.',
        ],
        [button('Log for a peer', 'log-for'), button('Help', 'help')],
      )
}

interface Heard {
  readonly route: Route
  readonly input: unknown
}

/** What stands before a command in a sentence, and changes nothing of it. */
const courtesies = new Set(
  (
    "please pls can could may i i'd id we you to would like want need let's lets me my our the a show see view open give " +
    "get tell check what what's whats is how do hi hello hey so and"
  ).split(' '),
)

/** Longer sentences are stories. */
const mostCourtesies = 8

/** Hears a command as it is said to somebody: `can I see my balance, please?` */
function hear(said: string, turn: Turn): Heard | undefined {
  const text = said.trim()
  return (
    hearAfterCourtesies(text, turn) ??
    // `log 1h letter of thanks` was heard above, with all its words.
    (text.length < 200
      ? hearAfterCourtesies(text.replace(/(?:[\s,]+(?:please|pls|thanks|thank you))?[\s.!?]*$/i, ''), turn)
      : undefined)
  )
}

function hearAfterCourtesies(said: string, turn: Turn): Heard | undefined {
  let text = said
  for (let count = 0; count <= mostCourtesies; count++) {
    const heard = hearCommand(text, turn)
    if (heard) return heard
    const [first = ''] = text.split(/\s/, 1)
    const word = first
      .toLowerCase()
      .replace(/[,.!]$/, '')
      .replace('’', "'")
    if (!courtesies.has(word)) return undefined
    text = text.slice(first.length).trimStart()
  }
  return undefined
}

/** What opens a route, the longest words first. */
const openings = routes
  .flatMap((route) => route.words.map((word) => ({ route, word })))
  .sort((a, b) => b.word.length - a.word.length)

/**
 * The route with the longest words that the text begins with, when it can read what follows them; of those that are open to
 * the person, where any is: `history of Rutland` is no office's command when a peer says it.
 */
function hearCommand(said: string, { person, today }: Turn): Heard | undefined {
  const text = said.trim().replace(/\s+/g, ' ')
  const lower = text.toLowerCase()
  const found = openings.filter(
    ({ word }) => lower.startsWith(word) && !/^[a-z0-9-]/.test(lower.slice(word.length)),
  )
  const open = found.filter(({ route: { action } }) => !action || mayDo(person, action, person))
  for (const { route, word } of open.length > 0 ? open : found) {
    const rest = said
      .trim()
      .replace(new RegExp(`^${word.replaceAll(' ', '\\s+')}`, 'i'), '')
      .trim()
    const input = route.typed ? route.typed(rest, today) : /^[\s!.,?]*$/.test(rest) ? {} : undefined
    if (input !== undefined) return { route, input }
  }
  return undefined
}

/**
 * An unknown text that holds hours is most likely work to log; otherwise what its words mean is offered, and the commands
 * that are nearest to it.
 */
function unknownText(turn: Turn, said: string): { reply: Reply; isKnown: boolean; near: readonly Button[] } {
  const isPeer = mayDo(turn.person, 'log-hours', turn.person)
  const { minutes, days } = readLogText(said, turn.today)
  const offers = routes.flatMap(({ words, verb, action }) =>
    words[0] !== undefined && (!action || mayDo(turn.person, action, turn.person))
      ? [{ word: words[0], verb }]
      : [],
  )
  const nearest = nearestCommands(
    said,
    offers.map(({ word }) => word),
  )
  const buttonsOf = (isOffered: (offer: (typeof offers)[number]) => boolean) =>
    offers.filter(isOffered).map(({ word, verb }) => button(capital(word), verb))
  const near = buttonsOf(({ word }) => nearest.includes(word))
  const meant = meaningOf(said, turn.person, (verb) => offers.some((offer) => offer.verb === verb))
  const log =
    isPeer && (minutes ?? days) !== undefined
      ? [button('Log this', 'log', { text: said.slice(0, 1000) })]
      : []
  const means = log.length > 0 ? [] : (meant?.verbs ?? [])
  const isKnown = log.length > 0 || meant !== undefined
  const reply = notice(
    isKnown ? (log.length === 0 && meant?.title) || 'Did you mean this?' : 'I did not understand that',
    [
      log.length > 0
        ? 'It looks like hours to log. Press “Log this”, and nothing is saved before you have seen it.'
        : (meant?.line ??
          (near.length > 0 ? 'Did you mean one of these?' : 'Choose one of these, or type “help”.')),
    ],
    [
      ...log,
      ...distinct([
        ...means.flatMap((verb) => buttonsOf((offer) => offer.verb === verb)),
        ...near,
        ...ways(turn.person),
      ]),
    ],
  )
  return { reply, isKnown, near }
}

/** The first button of each route, five at most. */
const distinct = (buttons: readonly Button[]): Button[] =>
  buttons.filter(({ verb }, at) => buttons.findIndex((each) => each.verb === verb) === at).slice(0, 5)

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const ways = (person: Person): Button[] =>
  mayDo(person, 'log-hours', person)
    ? [button('Log hours', 'log'), button('Balance', 'balance'), button('Help', 'help')]
    : [button('Help', 'help')]

const staleCard = (person: Person): Reply =>
  notice(
    'That card is out of date',
    [
      'It comes from an earlier version of this bot, or something in it is missing. Nothing was recorded; start afresh here.',
    ],
    ways(person),
  )
