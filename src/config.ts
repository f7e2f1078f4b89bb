// The environment, parsed once. Starting with a wrong setting is worse than not starting, so every problem is
// named together with what to put there; no value is ever repeated, since any of them may be a secret.
import { z } from 'zod'
import { groupIds, type GroupId } from './domain/policy.ts'

type Identity = Readonly<{
  /** Empty means that authentication is off, which only a machine of our own may do. */
  appId: string
  /** Empty for a managed identity. */
  password: string
  type: 'SingleTenant' | 'UserAssignedMSI'
  tenantId: string
}>

type StoreConfig =
  | Readonly<{ kind: 'level'; path: string }>
  /** Without a key, the process signs in with its managed identity. */
  | Readonly<{ kind: 'cosmos'; endpoint: string; key?: string; database: string; container: string }>

type LogLevel = (typeof logLevels)[number]

export type Config = Readonly<{
  production: boolean
  port: number
  /** The address under which people reach the bot, without a slash at its end. */
  publicUrl: string
  identity: Identity
  /** The tenants that may speak at all; never empty. */
  allowedTenants: readonly string[]
  store: StoreConfig
  /** The first heads of group office; addresses NFKC and lower case. */
  bootstrapAdmins: readonly Readonly<{ group: GroupId; email: string }>[]
  logLevel: LogLevel
  seed?: 'demo'
  /** Epoch milliseconds at which the clock starts. */
  clockAt?: number
}>

/** What `readConfig` throws: one line a problem. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(['The settings are not usable:', ...problems.map((problem) => `  ${problem}`)].join('\n'))
    this.problems = problems
  }
}

/** @throws ConfigError with every problem at once. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = names.map((name) => [name, env[name]?.trim() || undefined])
  const read = settings.safeParse(Object.fromEntries(given))
  if (read.success) return toConfig(read.data)
  throw new ConfigError([
    ...new Set(read.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`)),
  ])
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
/** The tenant that the Agents Playground speaks from. */
const playgroundTenant = '00000000-0000-0000-0000-0000000000001'

const list = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((item) => item.trim() || []))

/** `adele@example.com`, or `labour:jo@example.com` for another group than the Independent one. */
const admin = z.string().transform((text, context) => {
  const [, group = 'independent', email = ''] = /^(?:([^:@]+):)?(.+)$/.exec(text) ?? []
  const known = groupIds.find((id) => id === group)
  if (known && z.email().safeParse(email).success)
    return { group: known, email: email.normalize('NFKC').toLowerCase() }
  context.addIssue({
    code: 'custom',
    message: 'put e-mail addresses, separated by commas; labour:jo@example.com for another group',
  })
  return z.NEVER
})
const httpsOrLocal = /^https:\/\/\S+$|^http:\/\/(localhost|127\.0\.0\.1)[:/]/

/** An origin, perhaps with a path before the bot's own; people's browsers send what they fetch over it. */
const publicAddress = z.string().transform((text, context) => {
  const url = httpsOrLocal.test(text) && URL.canParse(text) ? new URL(text) : undefined
  if (url && !url.search && !url.hash && !url.username) return url.href.replace(/\/+$/, '')
  context.addIssue({
    code: 'custom',
    message: 'put the address people reach the bot under, such as https://hours.example.org',
  })
  return z.NEVER
})

const fields = z.object({
  NODE_ENV: z
    .enum(['production', 'development', 'test'], {
      error: 'put production, development or test, or leave it out',
    })
    .default('development'),
  PORT: z.coerce
    .number({ error: 'put a port number' })
    .int({ error: 'put a whole port number' })
    .min(0, { error: 'put a port number from 0 (any free one) to 65535' })
    .max(65_535, { error: 'put a port number from 0 (any free one) to 65535' })
    .default(3978),
  PUBLIC_URL: z.string().pipe(publicAddress).optional(),
  MicrosoftAppId: z.string().default(''),
  MicrosoftAppPassword: z.string().default(''),
  MicrosoftAppType: z
    .enum(['SingleTenant', 'UserAssignedMSI'], {
      error: 'put SingleTenant or UserAssignedMSI; no other kind of bot can be registered since July 2025',
    })
    .default('SingleTenant'),
  MicrosoftAppTenantId: z.string().default(''),
  ALLOWED_TENANTS: list,
  STORE: z.enum(['level', 'cosmos'], { error: 'put level or cosmos' }).optional(),
  LEVEL_PATH: z.string().default('data'),
  COSMOS_ENDPOINT: z
    .string()
    .regex(httpsOrLocal, { error: 'put the address of the account, which starts with https://' })
    .optional(),
  COSMOS_KEY: z.string().optional(),
  COSMOS_DATABASE: z.string().default('member-peers'),
  COSMOS_CONTAINER: z.string().default('records'),
  BOOTSTRAP_ADMINS: list.pipe(z.array(admin)),
  LOG_LEVEL: z.enum(logLevels, { error: `put one of ${logLevels.join(', ')}` }).default('info'),
  SEED: z.literal('demo', { error: 'put demo, or leave it out' }).optional(),
  CLOCK_AT: z.iso
    .datetime({ offset: true, error: 'put an instant such as 2026-11-21T09:00:00Z, or leave it out' })
    .optional(),
})

type Settings = z.output<typeof fields>
const names = Object.keys(fields.shape) as (keyof Settings)[]

/** What holds between settings: [variable, is it wrong?, what to put]. */
const rules: readonly (readonly [keyof Settings, (s: Settings) => boolean, string])[] = [
  [
    'MicrosoftAppId',
    (s) => !s.MicrosoftAppId && (isProduction(s) || isManaged(s) || Boolean(s.MicrosoftAppPassword)),
    'put the id of the bot’s app registration; without it anybody could speak as anyone',
  ],
  [
    'MicrosoftAppPassword',
    (s) => !s.MicrosoftAppPassword && !isManaged(s) && (isProduction(s) || Boolean(s.MicrosoftAppId)),
    'put the client secret of the app registration, or set MicrosoftAppType to UserAssignedMSI',
  ],
  [
    'MicrosoftAppPassword',
    (s) => isManaged(s) && Boolean(s.MicrosoftAppPassword),
    'leave it out: a managed identity (UserAssignedMSI) has no password',
  ],
  [
    'MicrosoftAppTenantId',
    (s) => !s.MicrosoftAppTenantId && (isProduction(s) || Boolean(s.MicrosoftAppId)),
    'put the tenant in which the bot is registered',
  ],
  [
    'ALLOWED_TENANTS',
    (s) => isProduction(s) && s.ALLOWED_TENANTS.length === 0,
    'put the ids of the tenants whose people may use the bot, separated by commas',
  ],
  [
    'PUBLIC_URL',
    (s) => isProduction(s) && !s.PUBLIC_URL,
    'put the https address under which people reach the bot: what they export is fetched there',
  ],
  [
    'STORE',
    (s) => isProduction(s) && !s.STORE,
    'put cosmos, or level to keep everything on this machine’s disk on purpose',
  ],
  [
    'COSMOS_ENDPOINT',
    (s) => s.STORE === 'cosmos' && !s.COSMOS_ENDPOINT,
    'put the address of the Cosmos DB account, since STORE is cosmos',
  ],
  ['SEED', (s) => isProduction(s) && Boolean(s.SEED), 'leave it out in production: it makes up people'],
  [
    'CLOCK_AT',
    (s) => isProduction(s) && Boolean(s.CLOCK_AT),
    'leave it out in production: it moves the clock',
  ],
]

const isProduction = (s: Settings) => s.NODE_ENV === 'production'
const isManaged = (s: Settings) => s.MicrosoftAppType === 'UserAssignedMSI'

// `when`: the rules are asked even if a field is wrong, so that every problem is said at once. They look at no
// more of a field than whether it is empty or which word it is.
const settings = rules.reduce(
  (schema, [variable, isWrong, message]) =>
    schema.refine((s) => !isWrong(s), { path: [variable], message, when: () => true }),
  fields,
)

const toConfig = (s: Settings): Config => ({
  production: isProduction(s),
  port: s.PORT,
  publicUrl: s.PUBLIC_URL ?? `http://localhost:${s.PORT}`,
  identity: {
    appId: s.MicrosoftAppId,
    password: s.MicrosoftAppPassword,
    type: s.MicrosoftAppType,
    tenantId: s.MicrosoftAppTenantId,
  },
  allowedTenants: s.ALLOWED_TENANTS.length > 0 ? s.ALLOWED_TENANTS : [playgroundTenant],
  store:
    s.STORE === 'cosmos'
      ? {
          kind: 'cosmos',
          endpoint: s.COSMOS_ENDPOINT ?? '',
          ...(s.COSMOS_KEY ? { key: s.COSMOS_KEY } : {}),
          database: s.COSMOS_DATABASE,
          container: s.COSMOS_CONTAINER,
        }
      : { kind: 'level', path: s.LEVEL_PATH },
  bootstrapAdmins: s.BOOTSTRAP_ADMINS,
  logLevel: s.LOG_LEVEL,
  ...(s.SEED ? { seed: s.SEED } : {}),
  ...(s.CLOCK_AT ? { clockAt: Date.parse(s.CLOCK_AT) } : {}),
})
