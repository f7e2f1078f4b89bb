// Stores around a store: one that counts what it is asked, one that fails before or after the inner commit, and one
// that tells of conflicts which were not there.
import { StoreFault, type Commit, type Store, type Write } from '../../src/app/ports.ts'

export interface Counts {
  get: number
  list: number
  commit: number
  due: number
}

export interface CountingStore {
  readonly store: Store
  /** What was asked since the last time. */
  take(): Counts
}

export function countCalls(inner: Store): CountingStore {
  let counts: Counts = { get: 0, list: 0, commit: 0, due: 0 }
  const counted = <K extends keyof Counts>(method: K): Store[K] =>
    ((...asked: never[]) => {
      counts[method] += 1
      return (inner[method] as (...asked: never[]) => unknown)(...asked)
    }) as Store[K]
  return {
    store: {
      ...inner,
      get: counted('get'),
      list: counted('list'),
      commit: counted('commit'),
      due: counted('due'),
    },
    take() {
      const taken = counts
      counts = { get: 0, list: 0, commit: 0, due: 0 }
      return taken
    },
  }
}

export type Fault = 'before' | 'after' | 'none'

/** Fails as `next` says: a read at all, a commit before it is made or once it has been. */
export function withFaults(inner: Store, next: (call: 'read' | 'commit') => Fault): Store {
  const fail = (): never => {
    throw new StoreFault('a fault of the test')
  }
  return {
    ...inner,
    get: async (pk, id) => (next('read') === 'none' ? inner.get(pk, id) : fail()),
    async *list(pk, range) {
      if (next('read') !== 'none') fail()
      yield* inner.list(pk, range)
    },
    async commit(pk, writes) {
      const fault = next('commit')
      if (fault === 'before') fail()
      const commit = await inner.commit(pk, writes)
      return fault === 'after' ? fail() : commit
    },
  }
}

/** Answers commits as `before` says, and makes them where it says nothing. */
export const beforeCommits = (
  inner: Store,
  before: (pk: string, writes: readonly Write[]) => Promise<Commit | void>,
): Store => ({
  ...inner,
  commit: async (pk, writes) => (await before(pk, writes)) ?? inner.commit(pk, writes),
})
