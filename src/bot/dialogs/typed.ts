// What people type into forms: kept as typed as far as a card can hold it, and counted as people count.
import { z } from 'zod'

/** Entries of text are this long at most. */
export const mostText = 500

/** Characters of a text that is one of many in a list. */
export const mostShown = 200

/** Without the control characters and the halves of characters that no client shows. */
const typed = (most: number) =>
  z
    .string()
    .catch('')
    // oxlint-disable-next-line no-control-regex -- they are what is taken out
    .transform((text) => text.slice(0, most).replace(/[\u0000-\u0009\u000b-\u001f\u007f]|\p{Cs}/gu, ' '))

/**
 * So much of an overlong text goes back into the form: a card must stay under 28 KB. `long` is for forms that see to it.
 * `command` is the id that the bot gave the form, and no form without one is the bot's.
 */
export const kept = {
  text: typed(3000),
  field: typed(300),
  long: typed(60_000),
  command: z.string().min(1).max(200),
}

/** Characters as a person counts them. */
export const characters = (text: string): number => Array.from(text).length

/** The beginning of a text, with no character cut in half. */
export const beginning = (text: string, most: number): string =>
  characters(text) > most ? `${Array.from(text).slice(0, most).join('')}…` : text

/** X2, X3: what is wrong with a reason, which is required where one declines or takes back. */
export const reasonProblems = (reason: string): string[] =>
  characters(reason.trim()) > mostText
    ? [`Reason: ${characters(reason.trim())} characters, and ${mostText} is the most. Shorten it a little.`]
    : []

const mostOfName = 100

export const nameProblems = (name: string): string[] =>
  name.trim() === ''
    ? ['Name: type the person’s name.']
    : characters(name.trim()) > mostOfName
      ? [`Name: ${characters(name.trim())} characters, and ${mostOfName} is the most.`]
      : []
