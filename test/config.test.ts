import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from '../src/config.ts'

type Env = Record<string, string>

const production: Env = {
  NODE_ENV: 'production',
  MicrosoftAppId: 'app',
  MicrosoftAppPassword: 'p4ssw0rd',
  MicrosoftAppTenantId: 'tenant',
  ALLOWED_TENANTS: 'one, two',
  PUBLIC_URL: 'https://hours.example.org/',
  STORE: 'cosmos',
  COSMOS_ENDPOINT: 'https://account.documents.azure.com:443/',
}

const without = (env: Env, ...names: string[]): Env =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)))

function problemsOf(env: Env): readonly string[] {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

describe('a development machine needs no settings', () => {
  test('the defaults', () => {
    expect(readConfig({})).toEqual({
      production: false,
      port: 3978,
      publicUrl: 'http://localhost:3978',
      identity: { appId: '', password: '', type: 'SingleTenant', tenantId: '' },
      allowedTenants: ['00000000-0000-0000-0000-0000000000001'],
      store: { kind: 'level', path: 'data' },
      bootstrapAdmins: [],
      logLevel: 'info',
    })
  })

  test('an empty setting is one left out', () => {
    expect(readConfig({ PORT: '', STORE: ' ', SEED: '', CLOCK_AT: '' })).toEqual(readConfig({}))
  })

  test('the demo sets the clock and the seed', () => {
    const config = readConfig({ SEED: 'demo', CLOCK_AT: '2026-11-21T10:00:00+01:00' })
    expect(config).toMatchObject({ seed: 'demo', clockAt: Date.UTC(2026, 10, 21, 9) })
  })
})

describe('production starts', () => {
  test('with a client secret and Cosmos DB', () => {
    expect(readConfig(production)).toMatchObject({
      production: true,
      publicUrl: 'https://hours.example.org',
      identity: { appId: 'app', password: 'p4ssw0rd', type: 'SingleTenant', tenantId: 'tenant' },
      allowedTenants: ['one', 'two'],
      store: { kind: 'cosmos', database: 'member-peers', container: 'records' },
    })
  })

  test('with a managed identity, which has no password', () => {
    const env = { ...without(production, 'MicrosoftAppPassword'), MicrosoftAppType: 'UserAssignedMSI' }
    expect(readConfig(env).identity).toMatchObject({ type: 'UserAssignedMSI', password: '' })
  })

  test('with the level store when it is asked for by name', () => {
    expect(readConfig({ ...production, STORE: 'level' }).store).toEqual({ kind: 'level', path: 'data' })
  })

  test('addresses of first heads of office are compared in lower case', () => {
    const { bootstrapAdmins } = readConfig({
      ...production,
      BOOTSTRAP_ADMINS: 'Adele@Example.com , labour:b@example.com',
    })
    expect(bootstrapAdmins).toEqual([
      { group: 'independent', email: 'adele@example.com' },
      { group: 'labour', email: 'b@example.com' },
    ])
  })
})

describe('production does not start', () => {
  test.for<[string, Env, string]>([
    [
      'without an app id',
      without(production, 'MicrosoftAppId'),
      'MicrosoftAppId: put the id of the bot’s app registration; without it anybody could speak as anyone',
    ],
    [
      'without a password, unless by managed identity',
      without(production, 'MicrosoftAppPassword'),
      'MicrosoftAppPassword: put the client secret of the app registration, or set MicrosoftAppType to UserAssignedMSI',
    ],
    [
      'without the tenant of the bot',
      without(production, 'MicrosoftAppTenantId'),
      'MicrosoftAppTenantId: put the tenant in which the bot is registered',
    ],
    [
      'without tenants that may speak',
      { ...production, ALLOWED_TENANTS: ' , ' },
      'ALLOWED_TENANTS: put the ids of the tenants whose people may use the bot, separated by commas',
    ],
    [
      'without the address that files are fetched under',
      without(production, 'PUBLIC_URL'),
      'PUBLIC_URL: put the https address under which people reach the bot: what they export is fetched there',
    ],
    [
      'without saying which store',
      without(production, 'STORE'),
      'STORE: put cosmos, or level to keep everything on this machine’s disk on purpose',
    ],
    [
      'with made-up people',
      { ...production, SEED: 'demo' },
      'SEED: leave it out in production: it makes up people',
    ],
    [
      'with a clock of its own',
      { ...production, CLOCK_AT: '2026-11-21T09:00:00Z' },
      'CLOCK_AT: leave it out in production: it moves the clock',
    ],
  ])('%s', ([, env, sentence]) => {
    expect(problemsOf(env)).toEqual([sentence])
  })
})

describe('no machine starts with', () => {
  test.for<[string, Env, string]>([
    [
      'a word for the environment that is not one',
      { NODE_ENV: 'prod' },
      'NODE_ENV: put production, development or test, or leave it out',
    ],
    ['a port that is no number', { PORT: 'http' }, 'PORT: put a port number'],
    [
      'a port that does not exist',
      { PORT: '65536' },
      'PORT: put a port number from 0 (any free one) to 65535',
    ],
    [
      'a multi-tenant bot',
      { MicrosoftAppType: 'MultiTenant' },
      'MicrosoftAppType: put SingleTenant or UserAssignedMSI; no other kind of bot can be registered since July 2025',
    ],
    [
      'a managed identity with a password',
      {
        MicrosoftAppId: 'app',
        MicrosoftAppTenantId: 'tenant',
        MicrosoftAppType: 'UserAssignedMSI',
        MicrosoftAppPassword: 'p4ssw0rd',
      },
      'MicrosoftAppPassword: leave it out: a managed identity (UserAssignedMSI) has no password',
    ],
    [
      'a password and no app id, which would turn authentication off',
      { MicrosoftAppPassword: 'p4ssw0rd' },
      'MicrosoftAppId: put the id of the bot’s app registration; without it anybody could speak as anyone',
    ],
    ...['hours.example.org', 'http://hours.example.org', 'https://hours.example.org/?a=b', 'https://'].map(
      (address): [string, Env, string] => [
        `${address} as the address that files are fetched under`,
        { PUBLIC_URL: address },
        'PUBLIC_URL: put the address people reach the bot under, such as https://hours.example.org',
      ],
    ),
    ['a store nobody knows', { STORE: 'sqlite' }, 'STORE: put level or cosmos'],
    [
      'Cosmos DB without its address',
      { STORE: 'cosmos' },
      'COSMOS_ENDPOINT: put the address of the Cosmos DB account, since STORE is cosmos',
    ],
    [
      'an address of Cosmos DB that would send its key in the clear',
      { STORE: 'cosmos', COSMOS_ENDPOINT: 'http://account.example.com/' },
      'COSMOS_ENDPOINT: put the address of the account, which starts with https://',
    ],
    [
      'a name where an address belongs',
      { BOOTSTRAP_ADMINS: 'a@example.com, adele' },
      'BOOTSTRAP_ADMINS: put e-mail addresses, separated by commas; labour:jo@example.com for another group',
    ],
    [
      'a level nobody logs at',
      { LOG_LEVEL: 'loud' },
      'LOG_LEVEL: put one of trace, debug, info, warn, error, fatal, silent',
    ],
    ['a seed nobody wrote', { SEED: 'real' }, 'SEED: put demo, or leave it out'],
    [
      'a clock that names no instant',
      { CLOCK_AT: '2026-11-21' },
      'CLOCK_AT: put an instant such as 2026-11-21T09:00:00Z, or leave it out',
    ],
  ])('%s', ([, env, sentence]) => {
    expect(problemsOf(env)).toEqual([sentence])
  })
})

test('every problem is named at once, one line each', () => {
  const problems = problemsOf({ NODE_ENV: 'production', PORT: 'x', SEED: 'demo', LOG_LEVEL: 'loud' })
  expect(problems.map((problem) => problem.split(':')[0])).toEqual([
    'PORT',
    'LOG_LEVEL',
    'MicrosoftAppId',
    'MicrosoftAppPassword',
    'MicrosoftAppTenantId',
    'ALLOWED_TENANTS',
    'PUBLIC_URL',
    'STORE',
    'SEED',
  ])
})

test('no value is repeated in an error, since it may be a secret in the wrong place', () => {
  const secret = 'hunter2-hunter2'
  const names = [...readFileSync('.env.example', 'utf8').matchAll(/^(?:# )?(\w+)=/gm)].map(
    ([, name]) => name ?? '',
  )
  const repeating = names.filter((name) =>
    problemsOf({ ...production, [name]: secret })
      .join('\n')
      .includes(secret),
  )
  expect(repeating).toEqual([])
})

test('.env.example names every setting and no other', () => {
  const source = readFileSync('src/config.ts', 'utf8')
  const read = [...source.matchAll(/^ {2}(\w+): (?:z\b|list)/gm)].map(([, name]) => name)
  const example = readFileSync('.env.example', 'utf8')
  const named = [...example.matchAll(/^(?:# )?(\w+)=/gm)].map(([, name]) => name)
  expect(new Set(named)).toEqual(new Set(read))
})
