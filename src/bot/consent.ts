// A file put into the person's own OneDrive, where Teams offers that: they are asked, Teams gives an address, and the file is
// made for whoever says yes, as they stand then. What is large, or fails, is left to the link that was given beside it.
import { z } from 'zod'
import type { Deps } from '../app/deps.ts'
import { claimOnce, Params, type Made, type Makers, type Wanted } from '../app/records/links.ts'
import type { Person } from '../domain/person.ts'
import type { Card } from './turn.ts'

/** Where files can be put. */
export interface Drive {
  /** Whether the client that speaks takes files; the Playground, say, does not. */
  takes(place: { readonly channelId?: string; readonly serviceUrl?: string }): boolean
  /** Puts the whole file at the address that Teams gave; false when it was not taken. Never throws. */
  put(address: string, bytes: Uint8Array): Promise<boolean>
}

/** A turn has time and memory for so much. */
const mostBytes = 1024 * 1024

interface Attachment {
  readonly contentType: string
  readonly name: string
  readonly contentUrl?: string
  readonly content: Card
}

const wanted = z.object({ document: z.string().max(100), params: Params })
export const Consent = z.object({
  action: z.enum(['accept', 'decline']),
  context: wanted,
  uploadInfo: z
    .object({
      uploadUrl: z.string(),
      contentUrl: z.string(),
      name: z.string(),
      uniqueId: z.string(),
      fileType: z.string(),
    })
    .optional()
    .catch(undefined),
})
export type Consent = z.infer<typeof Consent>

/** Asks whether the file may be put there; undefined when it is too large, or not open to the person. */
export async function consentCard(
  deps: Deps,
  makers: Makers,
  person: Person,
  { document, params }: Wanted,
): Promise<Attachment | undefined> {
  const file = await makeWhole(deps, makers, person, { document, params })
  if (!file) return undefined
  const context = { document, params }
  return {
    contentType: 'application/vnd.microsoft.teams.card.file.consent',
    name: file.name,
    content: {
      description: 'Save it to your OneDrive instead of using the link.',
      sizeInBytes: file.bytes.length,
      acceptContext: context,
      declineContext: context,
    },
  }
}

/** Twice is once: `again` for an address that was used before. */
export async function putFile(
  deps: Deps,
  makers: Makers,
  drive: Drive,
  person: Person,
  { context, uploadInfo }: Consent,
): Promise<Attachment | 'again' | 'failed'> {
  if (!uploadInfo) return 'failed'
  if (!(await claimOnce(deps, uploadInfo.uploadUrl))) return 'again'
  const file = await makeWhole(deps, makers, person, context)
  if (!file || !(await drive.put(uploadInfo.uploadUrl, file.bytes))) return 'failed'
  const { contentUrl, name, uniqueId, fileType } = uploadInfo
  return {
    contentType: 'application/vnd.microsoft.teams.card.file.info',
    name,
    contentUrl,
    content: { uniqueId, fileType },
  }
}

async function makeWhole(
  deps: Deps,
  makers: Makers,
  person: Person,
  { document, params }: Wanted,
): Promise<{ name: string; bytes: Uint8Array } | undefined> {
  const maker = Object.hasOwn(makers, document) ? makers[document] : undefined
  const made = await maker?.(deps, person, params)
  const bytes = made?.ok ? await bytesOf(made.value) : undefined
  return made?.ok && bytes ? { name: made.value.name, bytes } : undefined
}

async function bytesOf({ chunks }: Made): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    const part = new TextEncoder().encode(chunk)
    size += part.length
    if (size > mostBytes) return undefined
    parts.push(part)
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
