// Finding people by what somebody types of their names.
import type { Person } from '../../domain/person.ts'

/** As compared: without capitals, accents and apostrophes. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}|['’]/gu, '')
    .toLowerCase()
    .trim()

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
