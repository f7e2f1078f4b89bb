// What the bot says by itself, by topic: written at the moment of sending, and left unsaid when nobody needs it any more.
import { z } from 'zod'
import { seeClearance } from '../../app/hours/seeClearance.ts'
import type { Deliveries, Render, Rendered } from '../../app/outbox/delivery.ts'
import type { Deps } from '../../app/deps.ts'
import { readPerson } from '../../app/people/directory.ts'
import { hash } from '../../app/keys.ts'
import { keysWithoutHolder } from '../../app/people/openEnds.ts'
import { seeRequest } from '../../app/pot/seePot.ts'
import { dateAt } from '../../domain/calendar.ts'
import type { NoticeKind } from '../../domain/notices.ts'
import { standingOn, type Person } from '../../domain/person.ts'
import { button } from '../cards.ts'
import { showClearance } from '../dialogs/hours/clearance.ts'
import { notice } from '../dialogs/notice.ts'
import { mayTurnKey, showRequest } from '../dialogs/pot/requestCard.ts'

const RequestRef = z.object({ year: z.int(), seq: z.int() })
const ClearanceRef = z.union([
  z.object({ person: z.string(), year: z.int(), seq: z.int() }),
  z.object({ person: z.string(), id: z.string() }),
])

/**
 * L1: each topic for what the person is today. To whom it is not open any more nothing is sent, and a card that they have
 * already shows neither its text nor its buttons.
 */
export const openOnly = (deps: Deps, topics: Deliveries['topics']): Deliveries['topics'] =>
  Object.fromEntries(
    Object.entries(topics).map(([name, render]): [string, Render] => [
      name,
      async (ref, person, occasion) => {
        const standing = standingOn(person, dateAt(deps.clock.now()))
        const shown: Rendered = (standing && (await render(ref, standing, occasion))) ?? notOpen()
        // Whatever comes by itself keeps to quiet hours.
        const { kind = 'news' } = shown
        // Once it is decided, a card asks for nothing.
        if (shown.isDecided) return { ...shown, kind }
        return { ...shown, kind, card: withFoot(shown.card, howToChange(kind)) }
      },
    ]),
  )

/** At the foot of every card that comes by itself: how to have fewer of them, or at another time. */
const howToChange = (kind: NoticeKind): string =>
  kind === 'decision'
    ? 'It asks you for an answer, so it always comes. For quiet hours and days away, type “notifications”.'
    : 'To turn such messages off or move them to another hour, type “notifications”.'

const withFoot = (card: Rendered['card'], text: string): Rendered['card'] => ({
  ...card,
  body: [
    ...(card['body'] as readonly unknown[]),
    { type: 'TextBlock', text, wrap: true, isSubtle: true, size: 'small', spacing: 'medium' },
  ],
})

const notOpen = (): Rendered => ({
  ...notice('This is no longer open to you', [
    'What stood here is for others now. If that is wrong, tell your group office.',
  ]),
  isSettled: true,
})

/** X2: a request, to those who hold a key, to the office and the Group Leader, and to the peer once it has ended. */
export const aboutRequest =
  (deps: Deps): Render =>
  async (given, person, occasion) => {
    const ref = RequestRef.parse(given)
    const found = await seeRequest(deps, person, ref)
    if (!found.ok) return undefined
    const { request, requester } = found.value
    const command = hash(person.id, 'request', String(ref.year), String(ref.seq), String(request.rev))
    const title = titleFor(occasion ?? '', requester.name)
    const card = await showRequest(deps, person, command, ref, title === undefined ? {} : { title })
    const isNews = requester.id === person.id || (occasion === 'closed' && request.state === 'closed')
    const isSettled = !isNews && (request.end !== undefined || !(await isWanted(deps, person, ref, occasion)))
    const isDecided = !isNews && request.end !== undefined
    return { ...card, isSettled, isDecided, kind: isNews ? 'news' : 'decision' }
  }

/** A reminder is for whoever can still turn a key; the others look on. */
const isWanted = async (
  deps: Deps,
  person: Parameters<Render>[1],
  ref: { year: number; seq: number },
  occasion = '',
): Promise<boolean> =>
  occasion.startsWith('escalated') || occasion.startsWith('no-holder') || mayTurnKey(deps, person, ref)

function titleFor(occasion: string, name: string): string | undefined {
  const [kind = ''] = occasion.split(' ')
  switch (kind) {
    case 'asked':
      return `${name} asks for days`
    case 'reminder':
      return `Reminder: ${name}’s request waits for you to agree or decline`
    case 'escalated':
      return `${name}’s request has waited for seven working days: remind whoever has not agreed yet, or name a stand-in`
    case 'no-holder':
      return `Nobody can decide ${name}’s request: name a stand-in, or fill the role`
    case 'closed':
      return `${name}’s request was closed with its year`
    case 'ended':
      return 'News of your request'
    default:
      return undefined
  }
}

/** X2, X3: to whoever can name a stand-in or fill the role; it names no work, which not all of them may read (P6). */
async function unclearable(
  deps: Deps,
  person: Person,
  ref: z.infer<typeof ClearanceRef>,
): Promise<Awaited<ReturnType<Render>>> {
  const subject = await readPerson(deps.store, person.group, ref.person)
  if (!subject || !(await keysWithoutHolder(deps, person)).includes('head')) return undefined
  return {
    ...notice(
      `Nobody can clear what ${subject.name} asks: name a stand-in, or fill the role`,
      [
        'It waits for the Head of Group Office, or whoever stands in for them, who finds it under “approvals” (rules X2, X3).',
      ],
      [button('Stand-ins', 'stand-in')],
    ),
    kind: 'decision',
  }
}

/** X3, C4: hours or an event to clear, to the Head of Group Office; and what was decided, to the peer. */
export const aboutClearance =
  (deps: Deps): Render =>
  async (given, person, occasion) => {
    const ref = ClearanceRef.parse(given)
    if (occasion === 'no-holder') return unclearable(deps, person, ref)
    const found = await seeClearance(deps, person, ref)
    if (!found.ok) return undefined
    const isForPeer = found.value.subject.id === person.id
    return {
      ...(await showClearance(deps, person, ref)),
      isSettled: !isForPeer && found.value.state !== 'asked',
      isDecided: !isForPeer && found.value.state !== 'asked',
      kind: isForPeer ? 'news' : 'decision',
    }
  }
