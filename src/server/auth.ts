// Who may speak to the bot: botbuilder checks the token, and this closes what it leaves open. Whatever is wrong with a
// token is a 401 (botbuilder answers several of them 500), the token must name the service address of the activity, and
// only Teams is a channel, beside the emulator when authentication is off.
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder'
import type { Activity, InvokeResponse, TurnContext } from 'botbuilder'
import { ok, refuse } from '../domain/result.ts'
import type { Result } from '../domain/result.ts'
import type { HttpRefusal } from './body.ts'
import { keepConnectors } from './connector.ts'
import type { Caller, ConnectorFactory } from './connector.ts'

/** Who the bot is to Teams; without an app id authentication is off. A managed identity has no password. */
export type Identity = Readonly<{
  appId: string
  password: string
  type: 'SingleTenant' | 'UserAssignedMSI'
  tenantId: string
}>

type Base = ConfigurationBotFrameworkAuthentication
type BaseParameters = ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>
type Claims = Parameters<Base['createConnectorFactory']>[0]

export type AdapterOptions = Readonly<{
  /** How long one call to Teams may take. */
  connectorTimeoutMs?: number
  /** Where the keys of Teams' tokens are published, and what signs our own calls: for tests with an issuer. */
  issuer?: Readonly<{ openIdMetadataUrl: string; credentials: NonNullable<BaseParameters[1]> }>
}>

/** The adapter that serves turns and, by `continueConversationAsync(appId, …)`, messages that the bot starts. */
export class Adapter extends CloudAdapter {
  /** False only without an app id, which config.ts permits outside production. */
  readonly requiresToken: boolean
  readonly #authentication: Authentication

  constructor(identity: Identity, options: AdapterOptions = {}) {
    const authentication = new Authentication(identity, options)
    super(authentication)
    this.#authentication = authentication
    this.requiresToken = identity.appId !== ''
  }

  /** Refuses 401 for the token and 403 for what it does not cover; a fault in fetching the keys is a 401 too. */
  async authenticate(
    body: Readonly<Record<string, unknown>>,
    token: string,
  ): Promise<Result<Caller, HttpRefusal & { cause?: unknown }>> {
    const { channelId, serviceUrl } = body
    const channels = this.requiresToken ? teamsOnly : withEmulator
    if (typeof channelId !== 'string' || !channels.has(channelId))
      return refuse({ status: 403, reason: 'channel' })
    if (typeof serviceUrl !== 'string' || serviceUrl === '')
      return refuse({ status: 403, reason: 'no-service-url' })
    try {
      const caller = await this.#authentication.authenticateRequest(body as unknown as Activity, token)
      const isCovered = caller.claimsIdentity.getClaimValue('serviceurl') === serviceUrl
      return isCovered || !this.requiresToken ? ok(caller) : refuse({ status: 403, reason: 'service-url' })
    } catch (cause) {
      return refuse({ status: 401, reason: 'token', cause })
    }
  }

  /** One turn, of a caller already authenticated. */
  turn(
    caller: Caller,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(caller, activity, logic)
  }
}

/** Whether the header has a token at all; without one a request is refused before its body is read. */
export const hasToken = (header: string): boolean => /^Bearer [\w-]+\.[\w-]+\.[\w-]*$/.test(header)

const teamsOnly = new Set(['msteams'])
const withEmulator = new Set(['msteams', 'emulator'])

class Authentication extends ConfigurationBotFrameworkAuthentication {
  readonly #keep: (factory: ConnectorFactory) => ConnectorFactory
  #tokens: ReturnType<Base['createUserTokenClient']> | undefined

  constructor(identity: Identity, { connectorTimeoutMs = 5000, issuer }: AdapterOptions) {
    super(toSettings(identity, issuer?.openIdMetadataUrl), issuer?.credentials)
    this.#keep = keepConnectors(connectorTimeoutMs)
  }

  override async authenticateRequest(activity: Activity, token: string): Promise<Caller> {
    const caller = await super.authenticateRequest(activity, token)
    if (caller.connectorFactory) caller.connectorFactory = this.#keep(caller.connectorFactory)
    return caller
  }

  override createConnectorFactory(claims: Claims): ConnectorFactory {
    return this.#keep(super.createConnectorFactory(claims))
  }

  /** Nobody signs in through the bot, so the client that botbuilder would make every turn is made once. */
  override createUserTokenClient(claims: Claims): ReturnType<Base['createUserTokenClient']> {
    this.#tokens ??= super.createUserTokenClient(claims)
    return this.#tokens
  }
}

const toSettings = (identity: Identity, openIdMetadataUrl: string | undefined): BaseParameters[0] =>
  identity.appId === ''
    ? {}
    : {
        MicrosoftAppId: identity.appId,
        MicrosoftAppPassword: identity.password,
        MicrosoftAppType: identity.type,
        MicrosoftAppTenantId: identity.tenantId,
        ...(openIdMetadataUrl
          ? {
              ToBotFromChannelOpenIdMetadataUrl: openIdMetadataUrl,
              ToBotFromEmulatorOpenIdMetadataUrl: openIdMetadataUrl,
              ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
            }
          : {}),
      }
