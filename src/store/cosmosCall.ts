// Calls to Cosmos DB that end by themselves: the SDK's own limits are for one request, and it waits between requests
// without listening to the signal.
import { StoreFault } from '../app/ports.ts'

/** Rejects with a StoreFault of this message when the call fails, or has not ended after so many milliseconds. */
export async function within<T>(
  ms: number,
  message: string,
  call: (abortSignal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      abort.abort()
      reject(new Error(`no answer within ${ms} ms`))
    }, ms)
  })
  try {
    return await Promise.race([call(abort.signal), late])
  } catch (cause) {
    throw new StoreFault(`cosmos store: ${message}`, { cause })
  } finally {
    clearTimeout(timer)
  }
}

/** The same for a read, which is made once more when it fails early. */
export const reading = <T>(
  ms: number,
  message: string,
  read: (abortSignal: AbortSignal) => Promise<T>,
): Promise<T> =>
  within(ms, message, async (abortSignal) => {
    try {
      return await read(abortSignal)
    } catch (cause) {
      if (abortSignal.aborted) throw cause
      return read(abortSignal)
    }
  })

/** Not a fault of the moment: trying again does not help. */
export const misuse = (message: string): Error => new Error(`cosmos store: ${message}`)
