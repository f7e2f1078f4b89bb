// Reading what the store holds: every document is validated, and one from a newer release is a fault.
import type { z } from 'zod'
import type { Stored } from './ports.ts'

/** The document as its schema has it. @throws when it does not fit; the message never holds its content. */
export function parseStored<S extends z.ZodType>(schema: S, { id, doc }: Stored): z.infer<S> {
  const parsed = schema.safeParse(doc)
  if (parsed.success) return parsed.data
  const at = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ')
  throw new Error(`document ${id} (${doc.type} v${doc.v}) cannot be read by this release: ${at}`)
}
