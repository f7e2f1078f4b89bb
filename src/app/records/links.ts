// A document is fetched over a link: a secret in an address, shown to one person in their own chat, good once and for ten
// minutes. The store knows its hash alone, and nothing of what the document says.
import { z } from 'zod'
import { dateAt } from '../../domain/calendar.ts'
import { standingOn, type Person } from '../../domain/person.ts'
import { groupIds } from '../../domain/policy.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { ok, refuse, type Result } from '../../domain/result.ts'
import type { Deps } from '../deps.ts'
import { readPerson } from '../people/directory.ts'
import { parseStored } from '../documents.ts'
import { hash } from '../keys.ts'
import type { Stored } from '../ports.ts'
import { retrying } from '../retry.ts'

/** What a document is made from: ids and dates, never a text that somebody typed. */
export const Params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
export type Params = Readonly<z.infer<typeof Params>>

/** Which document, as a maker of that name makes it. */
export interface Wanted {
  readonly document: string
  readonly params: Params
}

/** A document on its way out; its chunks are read as fast as they are taken, and no faster. */
export interface Made {
  /** A file's name with its ending, such as `Entries 2026-27.csv`. */
  readonly name: string
  readonly contentType: `${'text/csv' | 'text/html' | 'application/json'}; charset=utf-8`
  readonly chunks: AsyncIterable<string>
}

/**
 * Makes a document for a person as they stand now. Whoever could ask for it when the link was given may not be allowed
 * to any more, so that every maker asks `mayDo` itself, and validates its params.
 */
export type Maker = (deps: Deps, person: Person, params: Params) => Promise<Result<Made, Refusal>>
export type Makers = Readonly<Record<string, Maker>>

const FileLink = z.strictObject({
  type: z.literal('file-link'),
  v: z.literal(1),
  group: z.enum(groupIds),
  person: z.string(),
  document: z.string(),
  params: Params,
  /** Real time, epoch milliseconds: good until then. */
  until: z.int(),
  /** The fetch that used it up. */
  usedBy: z.string().exactOptional(),
  /** Remembered for a day, so that a late press is told why it is late. */
  expiresAt: z.int(),
})
type FileLink = Readonly<z.infer<typeof FileLink>>

export const linkMinutes = 10
const goodForMs = linkMinutes * 60_000
const rememberedForMs = 86_400_000
const linkPattern = /^[\w-]{20,80}$/
const fileId = 'file'
const filePartition = (token: string): string => `file~${hash(token)}`

/** The address of a document, for that person's own chat only: it works once, within ten minutes, while they may have it. */
export async function offerLink(
  deps: Deps,
  person: Pick<Person, 'group' | 'id'>,
  { document, params }: Wanted,
): Promise<string> {
  const token = deps.secret()
  const doc: FileLink = {
    type: 'file-link',
    v: 1,
    group: person.group,
    person: person.id,
    document,
    params,
    until: deps.clock.real() + goodForMs,
    expiresAt: deps.clock.real() + rememberedForMs,
  }
  const done = await deps.store.commit(filePartition(token), [{ op: 'create', id: fileId, doc }])
  if (!done.ok) throw new Error('this secret was drawn before')
  return `${deps.publicUrl}/files/${token}`
}

/** True for the first who asks for this address within a day. */
export async function claimOnce({ store, clock }: Deps, address: string): Promise<boolean> {
  const doc = { type: 'file-upload', v: 1, expiresAt: clock.real() + rememberedForMs }
  return (await store.commit(filePartition(address), [{ op: 'create', id: 'upload', doc }])).ok
}

/** Why a link gives nothing: `refused` when its person may not have the document any more. */
export type DeadLink = 'used' | 'expired' | 'unknown' | 'refused' | 'busy'

export interface Files {
  /** Looks without using the link up. */
  look(token: string): Promise<'ready' | DeadLink>
  /** Uses the link up, and gives the document: to one of any number who ask at the same time. */
  claim(token: string): Promise<Result<Made, DeadLink>>
}

/** How long a claim is tried for. */
const claimMs = 8_000

export function createFiles(deps: Deps, makers: Makers): Files {
  const { store, clock } = deps

  async function find(token: string): Promise<Result<{ stored: Stored; link: FileLink }, DeadLink>> {
    const stored = linkPattern.test(token) ? await store.get(filePartition(token), fileId) : undefined
    if (!stored) return refuse('unknown')
    const link = parseStored(FileLink, stored)
    if (link.usedBy !== undefined) return refuse('used')
    return clock.real() < link.until ? ok({ stored, link }) : refuse('expired')
  }

  /** L1: the person as they stand today; a role that has ended opens nothing any more. */
  async function make({ group, person: id, document, params }: FileLink): Promise<Result<Made, DeadLink>> {
    const maker = makers[document]
    const found = await readPerson(store, group, id)
    const person = found && standingOn(found, dateAt(clock.now()))
    if (!maker || !person) return refuse('refused')
    const made = await maker(deps, person, params)
    if (!made.ok) return refuse(made.error.type === 'busy' ? 'busy' : 'refused')
    return ok({ ...made.value, chunks: await begun(made.value.chunks) })
  }

  /** Guarded by the etag; the fetch's own mark tells its own commit from another's when an outcome was unknown. */
  async function useUp({ pk, etag }: Stored, link: FileLink): Promise<Result<undefined, DeadLink>> {
    const usedBy = hash(deps.secret())
    const doc: FileLink = { ...link, usedBy }
    const done = await retrying(deps, clock.now() + claimMs, async () => {
      const done = await store.commit(pk, [{ op: 'replace', id: fileId, doc, etag }])
      const now = done.ok ? undefined : await store.get(pk, fileId)
      return ok(done.ok || (now !== undefined && parseStored(FileLink, now).usedBy === usedBy))
    })
    if (!done.ok) return refuse('busy')
    const isOurs = done.value
    return isOurs ? ok(undefined) : refuse('used')
  }

  return {
    async look(token) {
      const found = await find(token)
      return found.ok ? 'ready' : found.error
    },
    async claim(token) {
      const found = await find(token)
      if (!found.ok) return found
      const { stored, link } = found.value
      const made = await make(link)
      if (!made.ok) return made
      const used = await useUp(stored, link)
      return used.ok ? made : used
    },
  }
}

/** With the first chunk made: what fails at once fails before the link is used up. */
async function begun(chunks: AsyncIterable<string>): Promise<AsyncIterable<string>> {
  const rest = chunks[Symbol.asyncIterator]()
  let first: IteratorResult<string> | undefined = await rest.next()
  return {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        const next = first ?? (await rest.next())
        first = undefined
        return next
      },
      return: async () => (await rest.return?.()) ?? { done: true, value: undefined },
    }),
  }
}
