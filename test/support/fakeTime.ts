// A clock that stands still while anybody works, and jumps to the next end of a pause once everybody waits.
import { setImmediate as tick } from 'node:timers/promises'

export interface FakeTime {
  now: () => number
  pause: (ms: number) => Promise<void>
  /** Does it, and moves the clock on until it is done. */
  run<T>(action: () => Promise<T>): Promise<T>
}

/** How many turns of the event loop without an end mean that everybody waits. */
const quietTurns = 3

export function fakeTime(start: number): FakeTime {
  let now = start
  const waiting: { at: number; wake(): void }[] = []
  return {
    now: () => now,
    pause: (ms) =>
      new Promise((resolve) => {
        const pause = { at: now + Math.max(0, Math.ceil(ms)), wake: resolve }
        const after = waiting.findIndex(({ at }) => at > pause.at)
        waiting.splice(after < 0 ? waiting.length : after, 0, pause)
      }),
    async run(action) {
      const state = { isDone: false }
      const running = action().finally(() => {
        state.isDone = true
      })
      running.catch(() => undefined)
      while (!state.isDone) {
        for (let turn = 0; turn < quietTurns; turn++) await tick()
        const next = waiting[0]?.at
        if (next === undefined) continue
        now = Math.max(now, next)
        while ((waiting[0]?.at ?? Infinity) <= now) waiting.shift()?.wake()
      }
      return running
    },
  }
}
