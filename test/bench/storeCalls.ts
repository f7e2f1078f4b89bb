// What turns ask of the store, counted by a wrapper around it: `balance` and Save of all of it, a turned key of the
// pot's partition.
import type { Store } from '../../src/app/ports.ts'
import { potPartition } from '../../src/app/keys.ts'
import { openLevelStore } from '../../src/store/level.ts'
import { startBot } from '../support/bot.ts'
import type { Measure } from './measure.ts'
import type { Row } from './table.ts'

const pot = potPartition('independent', 2026)

interface Call {
  readonly pk: string
  /** Such as `get person` or `commit 3`. */
  readonly call: string
}

export const storeCalls: Measure = {
  name: 'store-calls',
  async run(session) {
    session.say('store calls')
    const store = await openLevelStore({ path: session.folder(), now: Date.now })
    const calls: Call[] = []
    const bot = await startBot({ store: counting(store, calls) })
    const [isaiah, megan, adele] = [bot.as('Isaiah Langer'), bot.as('Megan Bowen'), bot.as('Adele Vance')]
    for (const each of [isaiah, megan, adele]) await each.says('hi')
    const rows: Row[] = []
    const count = async <T>(
      turn: string,
      target: string | undefined,
      pk: string | undefined,
      run: () => Promise<T>,
    ) => {
      calls.length = 0
      const answer = await run()
      const made = calls.filter((each) => pk === undefined || each.pk === pk)
      rows.push({
        measure: `store calls of ${turn}`,
        ours: made.map(({ call }) => call).join(', '),
        ...(target && { target }),
      })
      return answer
    }
    await count('balance', '2 reads', undefined, () => isaiah.says('balance'))
    const form = await count('the form', undefined, undefined, () => isaiah.says('log 2h yesterday query'))
    await count('Save', '2 reads, 1 commit', undefined, () => isaiah.presses(form, 'Save'))
    await isaiah.presses(await isaiah.says('request days'), 'Send request', asked)
    const [first, second] = [await megan.receives(), await adele.receives()]
    const target = '≤ 2 reads, 1 commit'
    await count('the first key, at the pot', target, pot, () => megan.presses(first, 'Agree'))
    await count('the second key, at the pot', target, pot, () => adele.presses(second, 'Agree'))
    await bot.close()
    await store.close()
    return rows
  },
}

const asked = {
  hours: '16',
  from: '2026-11-23',
  to: '2026-12-18',
  what: 'Peer challenge at Rutland',
  strand: 'challenge',
  askedBy: 'office',
}

function counting(store: Store, calls: Call[]): Store {
  const called = (pk: string, call: string) => void calls.push({ pk, call })
  return {
    ...store,
    get(pk, id) {
      called(pk, `get ${id.split('~')[0]}`)
      return store.get(pk, id)
    },
    list(pk, range) {
      called(pk, `list ${range.from.split('~')[0]}`)
      return store.list(pk, range)
    },
    commit(pk, writes) {
      called(pk, `commit ${writes.length}`)
      return store.commit(pk, writes)
    },
    due(before, limit) {
      called('', 'due')
      return store.due(before, limit)
    },
  }
}
