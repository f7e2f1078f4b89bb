// Opens the one container of the Cosmos DB store: signs in, makes what is missing if it may, and refuses a container
// that would not keep what the store promises.
import { CosmosClient } from '@azure/cosmos'
import type { Container, ContainerDefinition, CosmosClientOptions } from '@azure/cosmos'
import { misuse, within } from './cosmosCall.ts'

export interface CosmosOptions {
  readonly endpoint: string
  /** Without a key the managed identity signs in. */
  readonly key?: string
  readonly database: string
  readonly container: string
  /** Make the database and the container if they are missing. By default only with a key: an identity may not. */
  readonly provision?: boolean
  /** For one request, some of which the SDK repeats. */
  readonly requestTimeoutMs?: number
  /** For one call of the store, repetitions included. */
  readonly deadlineMs?: number
  /** Real time in epoch milliseconds; decides which documents have expired. */
  readonly now: () => number
}

const openDeadlineMs = 30_000

/** Only the partition key and `dueAt` are indexed; items expire only by a time to live of their own. */
const wanted: Omit<ContainerDefinition, 'id'> = {
  partitionKey: { paths: ['/pk'] },
  defaultTtl: -1,
  indexingPolicy: {
    indexingMode: 'consistent',
    includedPaths: [{ path: '/pk/?' }, { path: '/dueAt/?' }],
    excludedPaths: [{ path: '/*' }],
  },
}

export async function openContainer(
  options: CosmosOptions,
): Promise<{ client: CosmosClient; container: Container }> {
  const client = await connect(options)
  try {
    const found = await within(openDeadlineMs, 'the container could not be opened', (abortSignal) =>
      findContainer(client, options, abortSignal),
    )
    check(options, found)
  } catch (cause) {
    client.dispose()
    throw cause
  }
  return { client, container: client.database(options.database).container(options.container) }
}

async function connect({ endpoint, key, requestTimeoutMs = 3_000 }: CosmosOptions): Promise<CosmosClient> {
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(new URL(endpoint).hostname)
  const credentials: CosmosClientOptions =
    key === undefined
      ? { aadCredentials: new (await import('@azure/identity')).DefaultAzureCredential() }
      : { key }
  return new CosmosClient({
    endpoint,
    ...credentials,
    connectionPolicy: {
      requestTimeout: requestTimeoutMs,
      retryOptions: { maxWaitTimeInSeconds: 3 },
      // An emulator reports addresses of its own, which need not be reachable.
      enableEndpointDiscovery: !isLocal,
    },
  })
}

/** The container as it is; undefined when it is missing and may not be made. */
async function findContainer(
  client: CosmosClient,
  options: CosmosOptions,
  abortSignal: AbortSignal,
): Promise<ContainerDefinition | undefined> {
  const { database, container, provision = options.key !== undefined } = options
  const { containers } = client.database(database)
  if (provision) {
    await client.databases.createIfNotExists({ id: database }, { abortSignal }).catch(unless(409))
    await containers.createIfNotExists({ id: container, ...wanted }, { abortSignal }).catch(unless(409))
  }
  const found = await client.database(database).container(container).read({ abortSignal }).catch(unless(404))
  return found?.resource
}

/** Makes nothing of one status (409: another instance was first) and throws any other fault. */
const unless =
  (status: number) =>
  (cause: unknown): undefined => {
    if (!(cause instanceof Error && 'code' in cause && cause.code === status)) throw cause
  }

function check({ database, container }: CosmosOptions, found: ContainerDefinition | undefined): void {
  const name = `container ${container} of database ${database}`
  const remedy =
    'make it with partition key /pk and time to live on without a default, or set COSMOS_KEY once'
  if (!found) throw misuse(`${name} is missing: ${remedy}`)
  if (found.partitionKey?.paths.join() !== '/pk') throw misuse(`${name} has another partition key: ${remedy}`)
  if (found.defaultTtl !== -1)
    throw misuse(`${name} has time to live off, or with a default: set it to on, no default`)
}
