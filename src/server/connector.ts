// The client that speaks to Teams, made fit for a turn that has seconds: botbuilder's own retries a refused message
// four times and waits for ever on one that hangs. Here a message is sent once and a hang ends on time.
import type { ConfigurationBotFrameworkAuthentication } from 'botbuilder'

type Authentication = ConfigurationBotFrameworkAuthentication
export type Caller = Awaited<ReturnType<Authentication['authenticateRequest']>>
export type ConnectorFactory = ReturnType<Authentication['createConnectorFactory']>
type ConnectorClient = Awaited<ReturnType<ConnectorFactory['create']>>

/** botbuilder keeps its pipeline private, and its own options for retries and time limits have no effect. */
interface Pipeline {
  removePolicy(policy: { name: string }): void
  addPolicy(policy: { name: string; sendRequest(request: Request, next: Send): Promise<unknown> }): void
}
type Request = { timeout: number }
type Send = (request: Request) => Promise<unknown>

/** Teams has a handful of service addresses; more than this many are somebody else's invention. */
const maxClients = 32

/**
 * Keeps one tuned client for each service address, where botbuilder makes one (and looks for its token anew) every turn.
 * All of them speak as the same app, so which factory makes a client does not matter.
 */
export function keepConnectors(timeoutMs: number): (factory: ConnectorFactory) => ConnectorFactory {
  const clients = new Map<string, Promise<ConnectorClient>>()
  return (factory) => ({
    create(serviceUrl, audience) {
      const key = `${audience ?? ''} ${serviceUrl}`
      const kept = clients.get(key)
      if (kept) return kept
      if (clients.size >= maxClients) clients.clear()
      const made = factory.create(serviceUrl, audience).then((client) => tune(client, timeoutMs))
      clients.set(key, made)
      made.catch(() => clients.delete(key))
      return made
    },
  })
}

function tune(client: ConnectorClient, timeoutMs: number): ConnectorClient {
  const { pipeline } = (client as unknown as { client: { pipeline: Pipeline } }).client
  pipeline.removePolicy({ name: 'defaultRetryPolicy' })
  pipeline.addPolicy({
    name: 'endOnTime',
    sendRequest(request, next) {
      request.timeout = timeoutMs
      return next(request)
    },
  })
  return client
}
