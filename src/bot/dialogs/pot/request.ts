// `request days`: a form with its sum, and what is pressed about a request: Agree, Decline, Withdraw and Revoke.
import { previewRequest, requestDays } from '../../../app/pot/requestDays.ts'
import type { Deps } from '../../../app/deps.ts'
import {
  declineRequest,
  turnKey,
  withdrawRequest,
  type Decided,
  type RequestRef,
} from '../../../app/pot/decideRequest.ts'
import { hash } from '../../../app/keys.ts'
import { revokeGrant } from '../../../app/pot/revokeGrant.ts'
import { seeBalance } from '../../../app/hours/seeBalance.ts'
import { mustWait } from '../../../app/pot/seePot.ts'
import { hours } from '../../../domain/format.ts'
import { policyOf } from '../../../domain/policy.ts'
import type { Refusal } from '../../../domain/refusal.ts'
import type { Result } from '../../../domain/result.ts'
import { button } from '../../cards.ts'
import { sentence } from '../../replies.ts'
import { keyTitle } from '../../words/keyWords.ts'
import { shortfallLine } from '../../words/requestWords.ts'
import { commandOf, pressOf, type Reply, type Turn } from '../../turn.ts'
import { nudgeLines } from '../../words/nudges.ts'
import { notice, refused } from '../notice.ts'
import { showRequest, type Around } from './requestCard.ts'
import { isSecondAgreed, readRequestForm, RequestForm, requestFormReply, secondOf } from './requestForm.ts'
import { reasonProblems } from '../typed.ts'

/** @param typed hours or days as typed after the command. */
export async function openRequest(deps: Deps, turn: Turn, typed = ''): Promise<Reply> {
  const balance = await seeBalance(deps, turn.person, turn.person)
  if (!balance.ok) return refused(balance.error)
  const { carried, allocation, promised } = balance.value
  const own = allocation.left + (turn.today <= carried.useBy ? carried.left : 0)
  const form = RequestForm.parse({ command: turn.id, askedBy: 'office', hours: typed })
  const lines = [
    'Your own hours come first; the pot gives what they do not cover (rule P11).',
    `You have ${hours(own)} left${promised > 0 ? `, ${hours(promised)} of them promised to other requests` : ''}.`,
  ]
  return requestFormReply(form, turn.today, { lines })
}

export async function previewRequestForm(deps: Deps, turn: Turn, form: RequestForm): Promise<Reply> {
  const read = readRequestForm(form, turn.today)
  const lines = await nudgeLines(deps, turn.person, { text: form.what })
  if (!read.ok) return requestFormReply(form, turn.today, { problems: read.error, lines })
  const tried = await previewRequest(deps, commandOf(turn, `request ${form.command}`), read.value)
  if (!tried.ok) return refusedForm(form, turn, tried.error, lines)
  return requestFormReply(form, turn.today, { sum: [`${shortfallLine(tried.value.sum, 'your')}.`], lines })
}

export async function sendRequest(deps: Deps, turn: Turn, form: RequestForm): Promise<Reply> {
  const read = readRequestForm(form, turn.today)
  const nudges = await nudgeLines(deps, turn.person, { text: form.what })
  if (!read.ok) return requestFormReply(form, turn.today, { problems: read.error, lines: nudges })
  const secondAgreed = isSecondAgreed(form)
  const command = commandOf(turn, `request ${form.command}`)
  const done = await requestDays(deps, command, { ask: read.value, secondAgreed })
  if (!done.ok) return refusedForm(form, turn, done.error, nudges)
  const { keys } = policyOf(turn.person.group)
  const waits = await mustWait(deps, turn.person, done.value.id, {
    from: read.value.from,
    shortfall: done.value.sum.shortfall,
  })
  const whom = keys.map((key) => `the ${keyTitle(key, turn.person)}`).join(' and ')
  return notice(
    'Request sent',
    [
      `${shortfallLine(done.value.sum, 'your')}.`,
      ...(waits
        ? [
            'The pot does not hold so much at present, so it waits in order until hours return; it can be agreed meanwhile (rule X2).',
          ]
        : []),
      `It goes to ${whom}. You are told as soon as it is decided, and nothing lapses meanwhile (rule X2).`,
    ],
    [button('My requests', 'my-requests'), button('Balance', 'balance')],
    nudges,
  )
}

function refusedForm(form: RequestForm, turn: Turn, refusal: Refusal, lines: readonly string[]): Reply {
  const secondAsked = refusal.type === 'same-request' ? secondOf(form) : ''
  return requestFormReply({ ...form, secondAsked }, turn.today, {
    problems: [sentence(refusal)],
    lines,
    isCovered: refusal.type === 'no-shortfall',
  })
}

type Opened = { readonly isOpened?: boolean | undefined }

export async function agree(
  deps: Deps,
  turn: Turn,
  { isOpened, ...ref }: RequestRef & Opened,
): Promise<Reply> {
  const done = await turnKey(deps, pressOf(turn, `agree ${ref.year} ${ref.seq}`), ref)
  return outcome(deps, turn, ref, done, { isOpened })
}

type WithReason = RequestRef & { readonly reason: string }

export async function decline(
  deps: Deps,
  turn: Turn,
  { reason, isOpened, ...ref }: WithReason & Opened,
): Promise<Reply> {
  const id = `decline ${ref.year} ${ref.seq} ${hash(reason)}`
  const problems = reasonProblems(reason)
  if (problems.length > 0) return showRequest(deps, turn.person, turn.id, ref, { problems, reason, isOpened })
  const done = await declineRequest(deps, pressOf(turn, id), ref, reason.trim())
  return outcome(deps, turn, ref, done, { reason, isOpened })
}

export async function withdraw(deps: Deps, turn: Turn, ref: RequestRef): Promise<Reply> {
  const done = await withdrawRequest(deps, pressOf(turn, `withdraw ${ref.year} ${ref.seq}`), ref)
  return outcome(deps, turn, ref, done)
}

export async function revoke(
  deps: Deps,
  turn: Turn,
  { reason, command, ...ref }: WithReason & { command: string },
): Promise<Reply> {
  const problems = reasonProblems(reason)
  const kept = { reason, isOpened: true }
  if (problems.length > 0) return showRequest(deps, turn.person, command, ref, { problems, ...kept })
  const done = await revokeGrant(deps, pressOf(turn, `revoke ${command}`), ref, reason.trim())
  if (!done.ok) return outcome(deps, turn, ref, done, kept)
  return notice(
    'Hours taken back',
    [
      `${hours(done.value.minutes)} that were unused return to the central pot, and ${done.value.peer.name} is told (rule X4).`,
    ],
    [button('Central pot', 'pot', { year: ref.year })],
  )
}

/** The request's card as it stands now; what was wrong is said on it, and nothing typed is lost. */
async function outcome(
  deps: Deps,
  turn: Turn,
  ref: RequestRef,
  done: Result<Decided, Refusal>,
  kept: Pick<Around, 'reason' | 'isOpened'> = {},
): Promise<Reply> {
  if (done.ok)
    return showRequest(deps, turn.person, turn.id, ref, { decided: done.value, leadsOn: kept.isOpened })
  if (done.error.type === 'not-allowed') return refused(done.error)
  return showRequest(deps, turn.person, turn.id, ref, { problems: [sentence(done.error)], ...kept })
}
