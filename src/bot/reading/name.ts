// Finding people by what somebody types of their names: in full, by one of its words, or nearly.
import type { Person } from '../../domain/person.ts'
import { editDistance } from '../nearest.ts'

/** As compared: without capitals, accents and apostrophes. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}|['’]/gu, '')
    .toLowerCase()
    .trim()

const wordsOf = (text: string): string[] =>
  plain(text)
    .split(/[\s.-]+/)
    .filter(Boolean)

/** Those whose name or address holds every word typed. */
export const peopleNamed = <P extends Pick<Person, 'name' | 'email'>>(
  people: readonly P[],
  typed: string,
): P[] => {
  const words = plain(typed).split(/\s+/)
  return people.filter(({ name, email }) =>
    words.every((word) => plain(name).includes(word) || email.includes(word)),
  )
}

/** Who is meant at the beginning of a text, and what follows the name; or whose names are near it. */
export interface NameFound<P> {
  readonly people: readonly P[]
  readonly isCertain: boolean
  readonly rest: string
}

/** A name in full goes before a first or last name alone, that before one that is nearly it. */
export function nameAtStart<P extends Pick<Person, 'name'>>(
  text: string,
  people: readonly P[],
): NameFound<P> {
  const said = text.trim().split(/\s+/).filter(Boolean)
  for (let count = Math.min(said.length, 6); count > 0; count--) {
    const typed = wordsOf(
      said
        .slice(0, count)
        .join(' ')
        .replace(/[,:;]$|['’]s$/, ''),
    )
    if (typed.length === 0) continue
    const found = people.filter(({ name }) => isPart(typed, wordsOf(name)))
    const rest = said.slice(count).join(' ')
    if (found.length > 0) return { people: found, isCertain: found.length === 1, rest }
  }
  const [first = '', second = ''] = said.map(plain)
  const near = (one: string, name: string) =>
    one.length > 2 && wordsOf(name).some((word) => editDistance(one, word) <= Math.ceil(word.length / 4))
  const found = people.filter(({ name }) => near(first, name))
  const both = found.filter(({ name }) => near(second, name))
  const taken = both.length > 0 ? 2 : found.length > 0 ? 1 : 0
  return { people: both.length > 0 ? both : found, isCertain: false, rest: said.slice(taken).join(' ') }
}

/** Whose first, last or full name stands somewhere in a text, as it is written; `Alex’s` is one of Alex. */
export function peopleIn<P extends Pick<Person, 'name'>>(text: string, people: readonly P[]): P[] {
  const said = wordsOf(text.replace(/['’]s\b/g, '').replace(/[^\p{L}\p{M}'’.-]+/gu, ' '))
  const standing = (word: string) => word.length > 2 && said.includes(word)
  const found = people.filter(({ name }) => wordsOf(name).some(standing))
  const whole = found.filter(({ name }) => wordsOf(name).every(standing))
  return whole.length > 0 ? whole : found
}

/** Whether the words follow each other in the name. */
const isPart = (typed: readonly string[], name: readonly string[]): boolean =>
  name.some((_, at) => typed.every((word, offset) => name[at + offset] === word))
