// Documents over links: a page to look at, and the document itself to whoever presses its button first. What it costs in
// memory is a chunk or two, however long the document and however slow the reader.
import { promises, Readable } from 'node:stream'
import type { Request, Response } from 'restify'
import { StoreFault } from '../app/ports.ts'
import type { Files, Made } from '../app/records/links.ts'
import { fileHeaders, pageHeaders, pageStatus, pageText, type PageState } from './filePage.ts'
import type { Logger } from './log.ts'

interface FileDeps {
  readonly files: Files
  readonly log: Logger
  readonly now: () => number
  /** A reader that takes nothing for so long is cut off; a minute if left out. */
  readonly stallMs?: number
}

/** The two handlers of `/files/:token`. The token is a secret: it is written down nowhere, nor is what it opens. */
export function createFileRoutes({ files, log, now, stallMs = 60_000 }: FileDeps) {
  const answer = (res: Response, state: PageState) => {
    const text = pageText(state)
    res.writeHead(pageStatus(state), { ...pageHeaders, 'Content-Length': Buffer.byteLength(text) })
    res.end(text)
  }

  async function guarded<T>(ask: () => Promise<T>): Promise<T | 'busy'> {
    try {
      return await ask()
    } catch (cause) {
      if (!(cause instanceof StoreFault)) throw cause
      log.warn('store fault in a file', { route: 'files' }, cause)
      return 'busy'
    }
  }

  async function look(req: Request, res: Response): Promise<void> {
    const state = await guarded(() => files.look(req.params['token'] ?? ''))
    answer(res, state)
    log.info('file page', { route: 'files', outcome: state, status: pageStatus(state) })
  }

  async function fetch(req: Request, res: Response): Promise<void> {
    const started = now()
    req.resume()
    const claimed = await guarded(() => files.claim(req.params['token'] ?? ''))
    if (claimed === 'busy' || !claimed.ok) {
      const state = claimed === 'busy' ? claimed : claimed.error
      answer(res, state)
      return log.info('file', { route: 'files', outcome: state, status: pageStatus(state) })
    }
    const outcome = await send(res, claimed.value)
    log.info('file', { route: 'files', outcome, status: 200, ms: Math.round(now() - started) })
  }

  /** A document that breaks off is cut, never ended: half of it must not look like the whole. */
  async function send(
    res: Response,
    { name, contentType, chunks }: Made,
  ): Promise<'sent' | 'broken' | 'left'> {
    let fault: unknown
    /** A fault of the document, told apart from one of whoever takes it: a stream throws that into what it reads from. */
    const watched = async function* () {
      const source = chunks[Symbol.asyncIterator]()
      const next = () =>
        source.next().catch((cause: unknown) => {
          fault = cause
          throw cause
        })
      try {
        for (let chunk = await next(); !chunk.done; chunk = await next()) yield chunk.value
      } finally {
        await source.return?.()
      }
    }
    res.setTimeout(stallMs, () => void res.destroy())
    res.writeHead(200, fileHeaders(name, contentType))
    try {
      await promises.pipeline(Readable.from(watched(), { highWaterMark: 1 }), res)
      return 'sent'
    } catch {
      // Whoever asked went away, or stopped taking it, unless the document itself failed.
      if (fault === undefined) return 'left'
      log.error('file broke off', { route: 'files' }, fault)
      return 'broken'
    }
  }

  return { look, fetch }
}
