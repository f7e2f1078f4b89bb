// Putting a file where Teams said: an upload session of the person's OneDrive, and nowhere else.
import type { Deps } from '../app/deps.ts'
import type { Drive } from '../bot/consent.ts'

/** Less than is left of a turn. */
const putMs = 5_000

export const createDrive = (send: typeof fetch, warn: Deps['warn']): Drive => ({
  takes: ({ channelId, serviceUrl }) =>
    channelId === 'msteams' && serviceUrl?.startsWith('https://') === true,
  async put(address, bytes) {
    if (!isOneDrive(address)) return false
    try {
      const answer = await send(address, {
        method: 'PUT',
        headers: {
          'Content-Type': 'application/octet-stream',
          'Content-Range': `bytes 0-${bytes.length - 1}/${bytes.length}`,
        },
        // A copy in a buffer of its own, as `fetch` wants it.
        body: new Uint8Array(bytes),
        redirect: 'error',
        signal: AbortSignal.timeout(putMs),
      })
      await answer.body?.cancel()
      return answer.ok
    } catch (cause) {
      warn('a file could not be put', cause)
      return false
    }
  },
})

/** The address comes with the invoke; nobody shall make this server write to another place with it. */
function isOneDrive(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined
  return url?.protocol === 'https:' && url.port === '' && url.hostname.endsWith('.sharepoint.com')
}
