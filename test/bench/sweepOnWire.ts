// Sweeps of a store on Cosmos DB's protocol: a process of its own for sweep.ts, which sends it the scale and gets the documents
// read in each round.
import { openCosmosStore } from '../../src/store/cosmos.ts'
import { startCosmosServer } from '../support/cosmosServer.ts'
import { fill, type Scale } from './sweepStore.ts'

process.once('message', (message) => {
  const { peers, at, scale } = message as { peers: number; at: number; scale: Scale }
  void measure(peers, at, scale).then((reads) => process.send?.(reads, () => process.exit()))
})

async function measure(peers: number, at: number, scale: Scale): Promise<number[]> {
  const { endpoint, key } = await startCosmosServer()
  const deadlines = { deadlineMs: 60_000, requestTimeoutMs: 60_000 }
  const where = { endpoint, key, database: 'bot', container: 'docs' }
  const store = await openCosmosStore({ ...where, now: Date.now, ...deadlines })
  const { round } = await fill(store, peers, at, scale)
  // As on disk, the first is not counted.
  await round()
  const reads: number[] = []
  for (let nth = 0; nth < scale.rounds; nth++) reads.push((await round()).reads)
  return reads
}
