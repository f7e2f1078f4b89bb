// `my requests`, and opening any request from a list.
import type { Deps } from '../../../app/deps.ts'
import { requestsOf } from '../../../app/pot/seePot.ts'
import { hours, longDate } from '../../../domain/format.ts'
import { hasLeft } from '../../../domain/person.ts'
import { isOpen, type PotRequest } from '../../../domain/pot.ts'
import type { Button } from '../../cardParts.ts'
import { button, reply } from '../../cards.ts'
import type { Reply, Turn } from '../../turn.ts'
import { notice } from '../notice.ts'
import { stateOf } from '../../words/requestState.ts'
import { showRequest, valueOf } from './requestCard.ts'
import { beginning, mostShown } from '../typed.ts'

const pageSize = 5

export async function showMyRequests(deps: Deps, turn: Turn, from = 0): Promise<Reply> {
  const all = await requestsOf(deps, turn.person)
  // What is still to be decided can be withdrawn, so that it is never on a page that nobody sees.
  const isPending = ({ request }: (typeof all)[number]) => !request || isOpen(request)
  const ordered = [...all.filter(isPending), ...all.filter((each) => !isPending(each))]
  const first = from < ordered.length ? from : 0
  const found = ordered.slice(first, first + pageSize)
  const next = first + pageSize
  if (found.length === 0)
    return notice(
      'No requests',
      ['You have not asked for days from the central pot.'],
      [...askFor(turn), button('Balance', 'balance')],
    )
  const arrived = found.flatMap(({ request }) => request ?? [])
  const rows = found.map(({ sent, request }) => ({
    title: `${request ? `No. ${request.seq}: ` : ''}${hours(sent.sum.shortfall)}, sent ${longDate(sent.on)}`,
    state: request ? stateOf(request) : 'On its way to the central pot.',
    detail: beginning(sent.ask.what, mostShown),
  }))
  return reply('list', `Your requests: ${rows.map(({ title, state }) => `${title}. ${state}`).join(' ')}`, {
    title: 'Your requests',
    lines:
      all.length > found.length
        ? [`${first + 1} to ${first + found.length} of ${all.length}, open ones first.`]
        : [],
    rows,
    choose: 'Request to open',
    chosen: arrived[0] ? valueOf(arrived[0]) : '',
    choices: arrived.map((request) => ({ title: titleOf(request), value: valueOf(request) })),
    actions: [
      ...(arrived.length > 0
        ? [button('Open', 'request/open', {}, { style: 'positive', inputs: 'auto' })]
        : []),
      ...(next < all.length ? [button('Next page', 'my-requests', { from: next })] : []),
      ...askFor(turn),
    ],
  })
}

/** D3: whoever has left has no work ahead of them to ask days for. */
const askFor = ({ person, today }: Turn): Button[] =>
  hasLeft(person, today) ? [] : [button('Request days', 'request-days')]

const titleOf = ({ seq, sum }: PotRequest): string => `No. ${seq}, ${hours(sum.shortfall)}`

/** Opens the request that was chosen from a list. */
export async function openRequestChosen(deps: Deps, turn: Turn, chosen: string): Promise<Reply> {
  const [, year = 0, seq = 0] = (/^request (20\d{2}) (\d{1,6})$/.exec(chosen) ?? []).map(Number)
  return year > 0 && seq > 0
    ? showRequest(deps, turn.person, turn.id, { year, seq }, { isOpened: true })
    : notice(
        'Choose one first',
        ['Pick what to open in the list, then press Open.'],
        [button('Approvals', 'approvals')],
      )
}
