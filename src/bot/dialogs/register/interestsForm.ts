// The form of a register as data: a slot for each entry that is there and some for new ones, under the policy's headings;
// what is typed into it, and what that states. Slots carry the entries' own numbers, and what a client leaves out stays.
import { z } from 'zod'
import type { Headings, RegisterVersion, Stated, StatedEntry, Why } from '../../../domain/register.ts'
import { kept } from '../typed.ts'

const fieldName = /^(text|from|to|mark|none)-([a-z0-9-]{1,60})$/
const mostFields = 400
/** The most empty slots under a heading that has entries. */
export const mostRoom = 8

export const InterestsForm = z
  .looseObject({
    command: kept.command,
    /** The version that the form shows; 0 for an empty register. */
    base: z.int().min(0).max(999_999),
    /** The numbers of the entries that it has slots for. */
    has: z.array(z.int().positive()).max(100).catch([]),
    /** How many empty slots there are under a heading that has entries. */
    room: z.int().min(1).max(mostRoom).catch(1),
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
  const empty = Math.max(form.room + (entries.length === 0 ? 1 : 0), typedUpTo(fields, heading))
  return [
    ...entries.map((entry) => slotOf(fields, `e${entry.id}`, heading, entry)),
    ...Array.from({ length: empty }, (_, at) => slotOf(fields, `${heading}-${at}`, heading)),
  ]
}

/** What was typed stands before what the entry says. */
function slotOf(
  fields: InterestsForm['fields'],
  name: string,
  heading: string,
  entry?: RegisterVersion['entries'][number],
): Slot {
  const mark = fields[`mark-${name}`]
  return {
    name,
    id: entry?.id,
    heading,
    text: fields[`text-${name}`] ?? entry?.text ?? '',
    from: fields[`from-${name}`] ?? entry?.from ?? '',
    to: fields[`to-${name}`] ?? entry?.to ?? '',
    sensitive: mark === undefined ? entry?.sensitive === true : mark === 'true',
  }
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

/** Why it is saved, as chosen; a first version needs no reason. */
export const whyOf = ({ why }: InterestsForm): Exclude<Why, 'first'> =>
  why === 'annual' || why === 'correction' ? why : 'change'

/** What the form states. An entry whose text was cleared is taken out; of a new slot, dates alone are said to be wrong. */
export function statedIn(form: InterestsForm, base: RegisterVersion | undefined, headings: Headings): Stated {
  return {
    none: Object.fromEntries(headings.map(({ id }) => [id, isNone(form, base, id)])),
    entries: headings.flatMap(({ id }) =>
      slotsOf(form, base, id)
        .map(({ name: _name, ...stated }) => ({ ...stated, text: stated.text.trim() }))
        .filter(({ id, text, from, to, sensitive }) =>
          id !== undefined ? text !== '' : text !== '' || from !== '' || to !== '' || sensitive,
        ),
    ),
  }
}
