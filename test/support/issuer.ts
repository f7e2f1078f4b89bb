// Signs tokens as Teams does, and as somebody who would like to be Teams does not: the real JWT path, without a network.
// botbuilder keeps keys for a day by address, so every issuer listens on a port of its own.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SignJWT, UnsecuredJWT, exportJWK, exportSPKI, generateKeyPair } from 'jose'
import type { AdapterOptions, Identity } from '../../src/server/auth.ts'

export const testIdentity: Identity = {
  appId: 'test-app',
  password: 'test-password',
  type: 'SingleTenant',
  tenantId: 'test-tenant',
}

export interface TokenOptions {
  serviceUrl?: string
  audience?: string
  issuer?: string
  /** Seconds from now. */
  expiresIn?: number
  notBefore?: number
  kid?: string
  /** Any other claim. */
  claims?: Record<string, string>
  /** `forged`: signed with another key under the published one's id. */
  signed?: 'well' | 'forged' | 'none' | 'HS256'
}

export interface TestIssuer {
  /** For `new Adapter(testIdentity, { issuer: issuer.options })`. */
  options: NonNullable<AdapterOptions['issuer']>
  /** An Authorization header; a good one unless told otherwise. */
  token(options: TokenOptions): Promise<string>
  close(): Promise<void>
}

const channelIssuer = 'https://api.botframework.com'

export async function startIssuer(): Promise<TestIssuer> {
  const [keys, otherKeys] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')])
  const kid = 'published'
  const jwk = { ...(await exportJWK(keys.publicKey)), kid, use: 'sig', endorsements: ['msteams'] }
  const server = createServer((req, res) => {
    const body = req.url === '/keys' ? { keys: [jwk] } : { issuer: channelIssuer, jwks_uri: `${url}/keys` }
    // Not chained: restify, once imported, makes every writeHead of the process return nothing.
    res.writeHead(200, { 'Content-Type': 'application/json' })
    res.end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function sign(options: TokenOptions): Promise<string> {
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: options.issuer ?? channelIssuer,
      aud: options.audience ?? testIdentity.appId,
      exp: now + (options.expiresIn ?? 3600),
      nbf: now + (options.notBefore ?? -60),
      ...(options.serviceUrl === undefined ? {} : { serviceurl: options.serviceUrl }),
      ...options.claims,
    }
    const header = { kid: options.kid ?? kid, typ: 'JWT' }
    const jwt = new SignJWT(claims)
    switch (options.signed ?? 'well') {
      case 'well':
        return jwt.setProtectedHeader({ ...header, alg: 'RS256' }).sign(keys.privateKey)
      case 'forged':
        return jwt.setProtectedHeader({ ...header, alg: 'RS256' }).sign(otherKeys.privateKey)
      case 'HS256': {
        // The old trick: the published key taken as the secret of a symmetric signature.
        const secret = new TextEncoder().encode(await exportSPKI(keys.publicKey))
        return jwt.setProtectedHeader({ ...header, alg: 'HS256' }).sign(secret)
      }
      case 'none': {
        // With the published key's id in its header, which the library leaves out.
        const [, payload] = new UnsecuredJWT(claims).encode().split('.')
        const head = Buffer.from(JSON.stringify({ ...header, alg: 'none' })).toString('base64url')
        return `${head}.${payload}.`
      }
    }
  }

  return {
    options: {
      openIdMetadataUrl: `${url}/openid`,
      credentials: {
        isValidAppId: (appId) => Promise.resolve(appId === testIdentity.appId),
        isAuthenticationDisabled: () => Promise.resolve(false),
        createCredentials: () => Promise.resolve({ signRequest: (request) => Promise.resolve(request) }),
      },
    },
    token: async (options) => `Bearer ${await sign(options)}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
