// Saying hello once: Teams tells of one installation by several events, and may tell each of them twice.
import type { Deps } from '../deps.ts'
import { hash, linkPartition } from '../keys.ts'
import type { SignIn } from './identify.ts'

const id = 'welcome'
const partitionOf = ({ tenantId, objectId }: SignIn): string => linkPartition(hash(tenantId, objectId))

/** True for the first who asks. */
export async function welcomeOnce({ store }: Deps, signIn: SignIn): Promise<boolean> {
  const done = await store.commit(partitionOf(signIn), [{ op: 'create', id, doc: { type: 'welcome', v: 1 } }])
  return done.ok
}

/** The bot was removed: the next installation is a first one again. */
export async function forgetWelcome({ store }: Deps, signIn: SignIn): Promise<void> {
  const stored = await store.get(partitionOf(signIn), id)
  if (stored) await store.commit(partitionOf(signIn), [{ op: 'delete', id, etag: stored.etag }])
}
