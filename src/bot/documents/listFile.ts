// A file that somebody sent in their own chat: fetched from where Teams keeps it and nowhere else, within a time and a size,
// and read as text however a spreadsheet saved it.
import { z } from 'zod'
import { refuse, ok, type Result } from '../../domain/result.ts'

const contentType = 'application/vnd.microsoft.teams.file.download.info'

const FileAttachment = z.object({
  contentType: z.literal(contentType),
  name: z.string().default(''),
  content: z.object({ downloadUrl: z.string() }),
})

/** Where the first file of a message is to be fetched; undefined when it brings none. */
export function fileIn(attachments: unknown): { url: string; name: string } | undefined {
  if (!Array.isArray(attachments)) return undefined
  for (const each of attachments) {
    const read = FileAttachment.safeParse(each)
    if (read.success) return { url: read.data.content.downloadUrl, name: read.data.name }
  }
  return undefined
}

export type FileProblem = 'elsewhere' | 'too-large' | 'unreachable' | 'workbook' | 'not-text'

const mostBytes = 2 * 1024 * 1024
const timeoutMs = 5_000
const mostRedirects = 3
/** OneDrive and SharePoint, where Teams keeps what is sent in a chat, in each of Microsoft's clouds. */
const hosts = ['.sharepoint.com', '.sharepoint.us', '.sharepoint.de', '.sharepoint.cn', '.svc.ms']

/** https on its own port, to one of those hosts by name. */
export function isFromTeams(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, port, username } = new URL(address)
  return (
    protocol === 'https:' && port === '' && username === '' && hosts.some((host) => hostname.endsWith(host))
  )
}

/** @param get `fetch`, or what a test puts in its place. */
export async function downloadList(
  url: string,
  get: typeof fetch = fetch,
): Promise<Result<string, FileProblem>> {
  const signal = AbortSignal.timeout(timeoutMs)
  let at = url
  try {
    for (let hops = 0; hops <= mostRedirects; hops++) {
      if (!isFromTeams(at)) return refuse('elsewhere')
      const response = await get(at, { redirect: 'manual', signal })
      if (response.status >= 300 && response.status < 400) {
        await response.body?.cancel()
        at = new URL(response.headers.get('location') ?? '', at).href
        continue
      }
      if (!response.ok || !response.body) return refuse('unreachable')
      const bytes = await limited(response.body)
      return bytes ? textOf(bytes) : refuse('too-large')
    }
  } catch {
    // Whatever went wrong may hold the address, which is a key to the file: nothing of it is kept.
    return refuse('unreachable')
  }
  return refuse('elsewhere')
}

async function limited(body: ReadableStream<Uint8Array>): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = []
  let size = 0
  const reader = body.getReader()
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    size += read.value.byteLength
    if (size > mostBytes) {
      await reader.cancel()
      return undefined
    }
    parts.push(read.value)
  }
  return Buffer.concat(parts)
}

/** UTF-8 or UTF-16 with its mark, else what older spreadsheets save: Windows-1252. */
export function textOf(bytes: Uint8Array): Result<string, FileProblem> {
  const [first = 0, second = 0] = bytes
  // A zip, or what workbooks were before: both are files of Excel itself.
  if ((first === 0x50 && second === 0x4b) || (first === 0xd0 && second === 0xcf)) return refuse('workbook')
  if (first === 0xff && second === 0xfe) return ok(new TextDecoder('utf-16le').decode(bytes))
  if (first === 0xfe && second === 0xff) return ok(new TextDecoder('utf-16be').decode(bytes))
  if (bytes.includes(0)) return refuse('not-text')
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return ok(new TextDecoder('windows-1252').decode(bytes))
  }
}

export const fileSentence: Record<FileProblem, string> = {
  elsewhere:
    'That file is not kept where Teams keeps files, so it was not opened. Send it from your computer, or paste the rows.',
  'too-large': 'The file is larger than 2 MB. Split the list, or paste the rows.',
  unreachable: 'The file could not be fetched from Teams. Send it again, or paste the rows.',
  workbook:
    'That is an Excel workbook. In Excel choose “Save as” and “CSV UTF-8”, and send that file; or paste the rows here.',
  'not-text': 'That file is no list. Send a CSV file, or paste the rows.',
}
