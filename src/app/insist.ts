// For what must be recorded because it has already happened: a store that fails for a moment is asked again.
import type { Deps } from './deps.ts'
import { StoreFault } from './ports.ts'

const tries = 6

/** The action's value; it must be one that may be done twice. @throws StoreFault when the store fails for a second or so. */
export async function insist<T>({ pause, random }: Deps, action: () => Promise<T>): Promise<T> {
  for (let left = tries - 1; ; left--) {
    try {
      return await action()
    } catch (fault) {
      if (!(fault instanceof StoreFault) || left === 0) throw fault
      await pause(20 * 2 ** (tries - left) * random())
    }
  }
}
