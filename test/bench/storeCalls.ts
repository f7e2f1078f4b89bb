// What `balance` and Save ask of the store, counted by a wrapper around it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Store } from '../../src/app/ports.ts'
import { openLevelStore } from '../../src/store/level.ts'
import { startBot } from '../support/bot.ts'

export interface StoreCalls {
  readonly balance: readonly string[]
  readonly form: readonly string[]
  readonly save: readonly string[]
}

/** The calls of each turn, such as `get person` or `commit 3`. */
export async function countStoreCalls(): Promise<StoreCalls> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-calls-'))
  const store = await openLevelStore({ path: folder, now: Date.now })
  let calls: string[] = []
  const counting: Store = {
    ...store,
    get(pk, id) {
      calls.push(`get ${id.split('~')[0]}`)
      return store.get(pk, id)
    },
    list(pk, range) {
      calls.push(`list ${range.from.split('~')[0]}`)
      return store.list(pk, range)
    },
    commit(pk, writes) {
      calls.push(`commit ${writes.length}`)
      return store.commit(pk, writes)
    },
    due(before, limit) {
      calls.push('due')
      return store.due(before, limit)
    },
  }
  const bot = await startBot({ store: counting })
  const alex = bot.as('Alex Wilber')
  await alex.says('hi')
  const count = async <T>(turn: Promise<T>): Promise<[T, string[]]> => {
    const answer = await turn
    const counted = calls
    calls = []
    return [answer, counted]
  }
  calls = []
  const [, balance] = await count(alex.says('balance'))
  const [form, openedWith] = await count(alex.says('log 2h yesterday mentoring'))
  const [, save] = await count(alex.presses(form, 'Save'))
  await bot.close()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
  return { balance, form: openedWith, save }
}
