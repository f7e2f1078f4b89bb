// `my data`: everything that is held about oneself, as a page to print and as JSON.
import type { Deps } from '../../../app/deps.ts'
import { button } from '../../cards.ts'
import type { Reply, Turn } from '../../turn.ts'
import { offer } from '../link.ts'

export const showMyData = (deps: Deps, turn: Turn): Promise<Reply> =>
  offer(deps, turn, [
    {
      document: 'my-data-page',
      params: {},
      opens: 'To read and print',
      title: 'My data',
      lines: [
        'Everything held about you: who you are here, your hours of all years with their notes, requests, clearances, missed logs, your register of interests, preferences, and who changed what.',
        'Your group office is not told that you asked, and cannot ask for it in your place.',
      ],
      actions: [button('Help', 'help')],
    },
    { document: 'my-data-json', params: {}, opens: 'As JSON', title: 'My data', lines: [] },
  ])
