// The store of the long tests keeps the contract, so that what they show holds for the others.
import { openMemoryStore } from '../support/memoryStore.ts'
import { storeContract } from './contract.ts'

storeContract('memory', async () => {
  let at = Date.parse('2026-11-21T09:00Z')
  const store = openMemoryStore(() => at)
  return { store, now: () => at, pass: async (ms) => void (at += ms), close: () => store.close() }
})
