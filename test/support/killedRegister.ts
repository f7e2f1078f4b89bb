// A process of its own that saves and confirms one register without end, until it is killed. It reads what to do as one line
// of JSON, and prints a line before and after each press.
import { createInterface } from 'node:readline'
import { once } from 'node:events'
import type { Deps } from '../../src/app/deps.ts'
import { readRegister } from '../../src/app/register/register.ts'
import { confirmRegister, saveRegister, type SavedRegister } from '../../src/app/register/saveRegister.ts'
import type { Person } from '../../src/domain/person.ts'
import { policyOf } from '../../src/domain/policy.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import type { Result } from '../../src/domain/result.ts'
import { openLevelStore } from '../../src/store/level.ts'

export interface RegisterPlan {
  readonly path: string
  readonly peer: Person
  readonly now: number
  readonly run: number
  /** To be sent again before anything else. */
  readonly again: readonly RegisterPress[]
}

/** A save whose one entry says its own id, or a confirmation. */
export interface RegisterPress {
  readonly id: string
  readonly base: number
  readonly confirms: boolean
}

export type RegisterLine =
  | { readonly loaded: true }
  | { readonly sent: RegisterPress }
  | { readonly done: string; readonly outcome: Result<SavedRegister, Refusal> }

const print = (line: RegisterLine): Promise<void> =>
  new Promise((resolve) => process.stdout.write(`${JSON.stringify(line)}\n`, () => resolve()))

await print({ loaded: true })
const [text] = (await once(createInterface(process.stdin), 'line')) as [string]
const { path, peer, now, run, again } = JSON.parse(text) as RegisterPlan
const deps: Deps = {
  store: await openLevelStore({ path, now: Date.now }),
  clock: { now: () => now, real: Date.now },
  pause: () => new Promise((resolve) => setImmediate(resolve)),
  random: Math.random,
  secret: () => 'none',
  publicUrl: '',
  warn: (event, cause) => void process.stderr.write(`${event}: ${String(cause)}\n`),
}

async function send(press: RegisterPress): Promise<void> {
  await print({ sent: press })
  await print({ done: press.id, outcome: await make(press) })
}

function make({ id, base, confirms }: RegisterPress): Promise<Result<SavedRegister, Refusal>> {
  const by = { id, by: peer, deadline: Infinity }
  if (confirms) return confirmRegister(deps, by, base)
  const none = Object.fromEntries(
    policyOf(peer.group).register.headings.map((each) => [each.id, each.id !== 'other']),
  )
  const entry = { id: undefined, heading: 'other', text: id, from: '', to: '', sensitive: false }
  return saveRegister(deps, by, { base, why: 'change', stated: { none, entries: [entry] } })
}

// Each twice at once: however often a press arrives, it is made once.
for (const press of again) await Promise.all([send(press), send(press)])
for (let count = 1; ; count++) {
  const { register } = await readRegister(deps.store, peer)
  await send({ id: `press ${run} ${count}`, base: register.seq, confirms: count % 4 === 0 })
}
