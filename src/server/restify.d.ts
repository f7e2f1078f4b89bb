// restify ships no types; this declares what src/server uses of it and nothing else.
declare module 'restify' {
  import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http'

  export interface Request extends IncomingMessage {
    /** @throws on a request target or Host header that is no URL. */
    getUrl(): URL
    /** What the route's path named, decoded. */
    params: Readonly<Record<string, string | undefined>>
  }

  export interface Response extends ServerResponse {
    /** Answers without negotiating a format. */
    sendRaw(status: number, body: string, headers?: Readonly<Record<string, string>>): void
  }

  type Handler = (req: Request, res: Response) => Promise<void>
  type ErrorListener = (req: Request, res: Response, error: { statusCode?: number }, done: () => void) => void

  export interface Server {
    readonly server: HttpServer
    /** Runs before anything else; false ends the request there. */
    first(handler: (req: Request, res: Response) => boolean): void
    get(path: string, handler: Handler): void
    post(path: string, handler: Handler): void
    on(event: 'restifyError', listener: ErrorListener): void
    on(event: 'error', listener: (error: unknown) => void): void
  }

  export function createServer(options: { name: string; log: object }): Server
}
