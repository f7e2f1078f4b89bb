// The form of a register as data: a slot for each entry that is there and some for new ones, under the policy's headings;
// what is typed into it, and what that states. Slots carry the entries' own numbers, and what a client leaves out stays.
import { z } from 'zod'
import type { Headings, RegisterVersion, Stated, StatedEntry } from '../../../domain/register.ts'
import { kept } from '../typed.ts'

const fieldName = /^(text|from|to|mark|none)-([a-z0-9-]{1,60})$/
const mostFields = 400

export const InterestsForm = z
  .looseObject({
    command: kept.command,
    /** The version that the form shows; 0 for an empty register. */
    base: z.int().min(0).max(999_999),
    /** The numbers of the entries that it has slots for. */
    has: z.array(z.int().positive()).max(100).catch([]),
    /** How many empty slots there are under a heading that has entries. */
    room: z.int().min(1).max(8).catch(1),
    why: kept.field,
  })
  .transform(({ command, base, has, room, why, ...rest }) => ({
    command,
    base,
    has: [...new Set(has)],
    room,
    why,
    /** As typed, by the input's id. */
    fields: Object.fromEntries(
      Object.entries(rest)
        .filter(([name]) => fieldName.test(name))
        .slice(0, mostFields)
        .map(([name, value]) => [
          name,
          name.startsWith('text-')
            ? kept.long.parse(value)
            : kept.field.parse(typeof value === 'boolean' ? String(value) : value),
        ]),
    ) as Readonly<Record<string, string>>,
  }))
export type InterestsForm = z.infer<typeof InterestsForm>

/** One place for an entry on the form. */
export interface Slot extends StatedEntry {
  /** What its inputs' ids end with. */
  readonly name: string
}

/** The slots of a heading, those of entries first; `base` is the version that the form shows. */
export function slotsOf(
  form: InterestsForm,
  base: Pick<RegisterVersion, 'entries'> | undefined,
  heading: string,
): Slot[] {
  const { fields } = form
  const entries = (base?.entries ?? []).filter(
    (entry) => entry.heading === heading && form.has.includes(entry.id),
  )
  const kept = entries.map((entry): Slot => {
    const name = `e${entry.id}`
    return {
      name,
      id: entry.id,
      heading,
      text: fields[`text-${name}`] ?? entry.text ?? '',
      from: fields[`from-${name}`] ?? entry.from ?? '',
      to: fields[`to-${name}`] ?? entry.to ?? '',
      sensitive: fields[`mark-${name}`] === undefined ? entry.sensitive : fields[`mark-${name}`] === 'true',
    }
  })
  const empty = Math.max(form.room + (entries.length === 0 ? 1 : 0), typedUpTo(fields, heading))
  const added = Array.from({ length: empty }, (_, at): Slot => {
    const name = `${heading}-${at}`
    return {
      name,
      id: undefined,
      heading,
      text: fields[`text-${name}`] ?? '',
      from: fields[`from-${name}`] ?? '',
      to: fields[`to-${name}`] ?? '',
      sensitive: fields[`mark-${name}`] === 'true',
    }
  })
  return [...kept, ...added]
}

const mostSlots = 20

/** How many new slots of a heading something was typed into, counted to the last one. */
function typedUpTo(fields: InterestsForm['fields'], heading: string): number {
  let last = 0
  for (let at = 0; at < mostSlots; at++)
    if (['text', 'from', 'to'].some((input) => (fields[`${input}-${heading}-${at}`] ?? '') !== ''))
      last = at + 1
  return last
}

export const isNone = (
  { fields }: InterestsForm,
  base: Pick<RegisterVersion, 'headings'> | undefined,
  heading: string,
): boolean => {
  const typed = fields[`none-${heading}`]
  return typed === undefined
    ? base?.headings.find(({ id }) => id === heading)?.isNone === true
    : typed === 'true'
}

/** What the form states. An entry whose text was cleared is taken out; of a new slot, dates alone are said to be wrong. */
export function statedIn(form: InterestsForm, base: RegisterVersion | undefined, headings: Headings): Stated {
  return {
    none: Object.fromEntries(headings.map(({ id }) => [id, isNone(form, base, id)])),
    entries: headings.flatMap(({ id }) =>
      slotsOf(form, base, id)
        .map(({ id, heading, text, from, to, sensitive }) => ({
          id,
          heading,
          text: text.trim(),
          from,
          to,
          sensitive,
        }))
        .filter(({ id, text, from, to, sensitive }) =>
          id !== undefined ? text !== '' : text !== '' || from !== '' || to !== '' || sensitive,
        ),
    ),
  }
}
