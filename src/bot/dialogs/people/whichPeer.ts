// Which peer a command is about: named when it was typed, chosen from a list, or asked for.
import type { Deps } from '../../../app/deps.ts'
import { listPeople } from '../../../app/people/people.ts'
import type { MeetingYear } from '../../../domain/calendar.ts'
import { mayDo, type Action } from '../../../domain/permissions.ts'
import { hasLeft, roleTitle, type Person } from '../../../domain/person.ts'
import { longDate } from '../../../domain/format.ts'
import { button, reply } from '../../cards.ts'
import { peopleNamed } from '../../reading/name.ts'
import type { Reply, Turn } from '../../turn.ts'

export interface PeerAsked {
  /** By id, as a card knows them, or as chosen from the list. */
  readonly person?: string | undefined
  readonly chosen?: string | undefined
  /** As typed after the command. */
  readonly find?: string | undefined
}

export interface PeerYearAsked extends PeerAsked {
  readonly year?: MeetingYear | undefined
}

/** What the list says and sends. */
export interface PeerQuestion {
  readonly title: string
  readonly action: Action
  readonly verb: string
  readonly button: string
  readonly data?: Readonly<Record<string, unknown>>
}

/** More would not fit a card; a name finds the others. */
const mostChoices = 100

export async function whichPeer(
  deps: Deps,
  { person: by, today }: Turn,
  { person, chosen, find = '' }: PeerAsked,
  question: PeerQuestion,
): Promise<{ peer: Person } | { reply: Reply }> {
  const people = (await listPeople(deps.store, by.group)).filter(
    (each) => mayDo(each, 'log-hours', each) && mayDo(by, question.action, each),
  )
  const id = person ?? chosen
  const named = id ? people.filter((each) => each.id === id) : find ? peopleNamed(people, find) : people
  const [first] = named
  if (first && named.length === 1 && (id || find)) return { peer: first }
  const shown = (named.length > 0 ? named : people).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const line =
    find && named.length === 0
      ? `Nobody of your group is called “${find.slice(0, 60)}”. Choose the peer:`
      : find
        ? `Several peers are called like that. Choose one:`
        : shown.length > mostChoices
          ? `The first ${mostChoices} of ${shown.length} peers; type a name after the command for anyone else.`
          : 'Choose the peer, or type the name after the command.'
  return {
    reply: reply('list', `${question.title}. ${line}`, {
      title: question.title,
      lines: [line],
      rows: [],
      choose: 'Peer',
      chosen: '',
      choices: shown.slice(0, mostChoices).map((each) => ({
        title: `${each.name}, ${hasLeft(each, today) ? `left on ${longDate(each.leftOn ?? '')}` : roleTitle(each.role)}`,
        value: each.id,
      })),
      actions: [
        button(question.button, question.verb, question.data ?? {}, { style: 'positive', inputs: 'auto' }),
      ],
    }),
  }
}
