// The store on Azure Cosmos DB: a partition of the port is a logical partition, a commit is one transactional batch.
// Every call ends by itself, so that none outlives the turn that made it.
import type { Container, OperationInput, SqlQuerySpec } from '@azure/cosmos'
import type { Commit, Conflict, Document, Store, Stored, Write } from '../app/ports.ts'
import { misuse, reading, within } from './cosmosCall.ts'
import { openContainer } from './cosmosContainer.ts'
import type { CosmosOptions } from './cosmosContainer.ts'
import { isName, prepare } from './limits.ts'

/** A document as an item of the container: wrapped, so that no field of it can meet one of Cosmos DB's own. */
interface Item {
  readonly id: string
  readonly pk: string
  readonly doc: Document
  /** A copy for the index. */
  readonly dueAt?: number
  /** Seconds from the last write until Cosmos DB removes the item. */
  readonly ttl?: number
}
type StoredItem = Item & { readonly _etag: string }

const pageSize = 100

export async function openCosmosStore(options: CosmosOptions): Promise<Store> {
  const { deadlineMs = 5_000, now } = options
  const { client, container } = await openContainer(options)
  const isVisible = ({ doc }: Item): boolean => doc.expiresAt === undefined || doc.expiresAt > now()

  async function get(pk: string, id: string): Promise<Stored | undefined> {
    if (!isName(pk) || !isName(id)) throw misuse('a document is asked for by a partition key and an id')
    const item = await reading(deadlineMs, 'a document could not be read', (abortSignal) =>
      readItem(container, pk, id, abortSignal),
    )
    return item && isVisible(item) ? toStored(item) : undefined
  }

  return {
    get,

    // Every page is a query of its own that starts after the last id: it has its own deadline, and whatever is
    // written meanwhile, no document comes twice.
    async *list(pk, { from, to, descending = false, limit = Infinity }) {
      if (!isName(pk)) throw misuse('documents are listed by a partition key')
      let [start, end, left, hasMore] = [from, to, limit, limit > 0]
      while (hasMore) {
        const query = rangeQuery(start, end, descending)
        const page = await reading(deadlineMs, 'documents could not be listed', (abortSignal) =>
          readPage(container, pk, query, Math.min(left, pageSize), abortSignal),
        )
        for (const item of page.resources.filter(isVisible)) {
          yield toStored(item)
          if (--left === 0) return
        }
        const last = page.resources.at(-1)?.id
        hasMore = page.hasMoreResults && last !== undefined
        if (descending) end = last ?? end
        else start = `${last ?? start}!` // `!` sorts before every character of an id
      }
    },

    async commit(pk, writes) {
      const prepared = prepare(pk, writes)
      if (typeof prepared === 'string') throw misuse(prepared)
      const operations = writes.map((write) => toOperation(pk, write, now()))
      return within(deadlineMs, 'the outcome of a commit is unknown', async (abortSignal) => {
        const answer = await container.items.batch(operations, pk, {
          abortSignal,
          contentResponseOnWriteEnabled: false,
        })
        return toCommit(writes, answer.result?.map(({ statusCode }) => statusCode) ?? [])
      })
    },

    async due(before, limit) {
      const query = {
        query: 'SELECT TOP @limit * FROM c WHERE c.dueAt <= @before ORDER BY c.dueAt',
        parameters: [
          { name: '@limit', value: limit },
          { name: '@before', value: before },
        ],
      }
      return reading(deadlineMs, 'due documents could not be found', async (abortSignal) => {
        const { resources } = await container.items.query<StoredItem>(query, { abortSignal }).fetchAll()
        return resources.filter(isVisible).map(toStored)
      })
    },

    async ping() {
      await get('ping', 'ping')
    },

    async close() {
      client.dispose()
    },
  }
}

async function readItem(
  container: Container,
  pk: string,
  id: string,
  abortSignal: AbortSignal,
): Promise<StoredItem | undefined> {
  const { resource, statusCode, substatus } = await container.item(id, pk).read<StoredItem>({ abortSignal })
  // A missing document is a plain 404; a missing container, or a replica that is behind, has a substatus.
  if (!resource && (statusCode !== 404 || substatus))
    throw new Error(`status ${statusCode}, substatus ${substatus}`)
  return resource
}

/** The first page with anything on it: Cosmos DB may answer an empty one although more will come. */
async function readPage(
  container: Container,
  partitionKey: string,
  query: SqlQuerySpec,
  maxItemCount: number,
  abortSignal: AbortSignal,
) {
  const pages = container.items.query<StoredItem>(query, { partitionKey, maxItemCount, abortSignal })
  let page = await pages.fetchNext()
  while (page.resources.length === 0 && page.hasMoreResults) page = await pages.fetchNext()
  return page
}

const rangeQuery = (from: string, to: string, descending: boolean): SqlQuerySpec => ({
  query: `SELECT * FROM c WHERE c.id >= @from AND c.id < @to ORDER BY c.id ${descending ? 'DESC' : 'ASC'}`,
  parameters: [
    { name: '@from', value: from },
    { name: '@to', value: to },
  ],
})

const toStored = ({ pk, id, _etag, doc }: StoredItem): Stored => ({ pk, id, etag: _etag, doc })

function toOperation(pk: string, write: Write, now: number): OperationInput {
  // The SDK's type has no ifMatch for a delete; the SDK sends it and the service honours it.
  if (write.op === 'delete')
    return { operationType: 'Delete', id: write.id, ifMatch: write.etag } as OperationInput
  const { id, doc } = write
  const item: Item = {
    id,
    pk,
    doc,
    ...(doc.dueAt === undefined ? {} : { dueAt: doc.dueAt }),
    ...(doc.expiresAt === undefined ? {} : { ttl: toTtl(doc.expiresAt - now) }),
  }
  // The SDK's type of JSON excludes unknown fields.
  const resourceBody = item as unknown as Extract<OperationInput, { operationType: 'Create' }>['resourceBody']
  return write.op === 'create'
    ? { operationType: 'Create', resourceBody }
    : { operationType: 'Replace', id, ifMatch: write.etag, resourceBody }
}

/** Whole seconds, at least one and as many as Cosmos DB can count. */
const toTtl = (ms: number): number => Math.min(Math.max(Math.ceil(ms / 1_000), 1), 2 ** 31 - 1)

/** In a batch that failed the guilty operation has its own status, all others have 424. */
function toCommit(writes: readonly Write[], statuses: readonly number[]): Commit {
  if (statuses.length === writes.length && statuses.every((status) => status < 400)) return { ok: true }
  const index = statuses.findIndex((status) => status >= 400 && status !== 424)
  const guilty = writes[index]
  const found = conflicts.get(statuses[index] ?? 0)
  if (!guilty || !found) throw new Error(`${writes.length} writes were answered with [${statuses.join(' ')}]`)
  return { ok: false, conflict: { id: guilty.id, found } }
}

const conflicts: ReadonlyMap<number, Conflict['found']> = new Map([
  [404, 'missing'],
  [409, 'exists'],
  [412, 'changed'],
])
